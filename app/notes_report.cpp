#include "app/notes_report.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "app/command.hpp"
#include "lib/base/error.hpp"
#include "lib/base/parallel.hpp"
#include "lib/base/text.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::app {
namespace {

using notes::Card, notes::Illustration, notes::Note, notes::Statement;

/// Upper case, with FIG-7 as FIG-07.
std::string canonical_id(std::string_view typed) {
  std::string id(typed);
  std::ranges::transform(id, id.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (id.size() == 5 && id.starts_with("FIG-")) id.insert(4, "0");
  return id;
}

/// Whether an id belongs to a group: "S1-P" has S1-P1, "E" has E1, but "S" has nothing.
bool is_of_group(std::string_view id, std::string_view group) {
  if (!id.starts_with(group) || id.size() == group.size()) return false;
  const std::string_view rest = id.substr(group.size());
  return (rest.front() == '-' && !group.ends_with('-')) ||
         (group.back() > '9' && rest.front() <= '9' && rest.front() >= '0');
}

bool is_chosen(std::string_view id, std::string_view wanted) {
  return id == wanted || is_of_group(id, wanted);
}

std::vector<std::string_view> known_ids() {
  std::vector<std::string_view> ids;
  for (const Note& note : notes::notes()) {
    ids.push_back(note.id);
    for (const Statement& statement : note.statements) ids.push_back(statement.id);
  }
  for (const Illustration& illustration : notes::illustrations()) ids.push_back(illustration.id);
  for (const Card& card : notes::cards()) ids.push_back(card.id);
  return ids;
}

template <class T, class Chosen>
std::vector<const T*> chosen_of(std::span<const T> things, const Chosen& is_wanted) {
  std::vector<const T*> chosen;
  for (const T& thing : things)
    if (is_wanted(thing.id)) chosen.push_back(&thing);
  return chosen;
}

/// Adds the pictures that the chosen statements name.
void add_pictures(NotesSelection& selection) {
  std::vector<std::string> named;
  for (const NotesSelection::Part& part : selection.parts)
    for (const Statement* statement : part.statements)
      for (std::string& id : ids_in(statement->figures)) named.push_back(std::move(id));
  const auto is_wanted = [&](const auto& chosen, std::string_view id) {
    return std::ranges::find(named, id) != named.end() ||
           std::ranges::any_of(chosen, [&](const auto* one) { return one->id == id; });
  };
  selection.illustrations =
      chosen_of(notes::illustrations(), [&](auto id) { return is_wanted(selection.illustrations, id); });
  selection.cards = chosen_of(notes::cards(), [&](auto id) { return is_wanted(selection.cards, id); });
}

/// The words of a command line: single quotes hold words together.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool is_quoted = false, has_word = false;
  for (const char c : line) {
    if (c == '\'') {
      is_quoted = !is_quoted;
      has_word = true;
    } else if (c == ' ' && !is_quoted) {
      if (has_word) words.push_back(std::move(word));
      word.clear();
      has_word = false;
    } else {
      word += c;
      has_word = true;
    }
  }
  if (has_word) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> command_lines(std::string_view commands) {
  constexpr std::string_view separator = " && ";
  std::vector<std::string> lines;
  while (!commands.empty()) {
    const std::size_t end = commands.find(separator);
    lines.emplace_back(commands.substr(0, end));
    commands = end == std::string_view::npos ? std::string_view() : commands.substr(end + separator.size());
  }
  return lines;
}

CommandRun carried_out(const std::string& line) {
  StringSink written;
  StringSource nothing("");
  Io io{written, written, nothing};
  CommandRun result{line, run(words_of(line), io), {}};
  result.output = std::move(written.text);
  return result;
}

}  // namespace

std::size_t NotesSelection::count() const {
  std::size_t statements = 0;
  for (const Part& part : parts) statements += part.statements.size();
  return statements;
}

std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> ids;
  for (const std::string_view id : split(text, ' '))
    if (!id.empty()) ids.emplace_back(id);
  return ids;
}

NotesSelection select_notes(const std::vector<std::string>& typed) {
  NotesSelection selection;
  selection.is_everything = typed.empty();
  std::vector<std::string> wanted;
  const std::vector<std::string_view> known = known_ids();
  for (const std::string& text : typed) {
    wanted.push_back(canonical_id(text));
    if (std::ranges::none_of(known, [&](auto id) { return is_chosen(id, wanted.back()); }))
      throw Error("unknown id " + in_quotes(text) + ", expected a note, a statement, a figure or a card",
                  did_you_mean(wanted.back(), known,
                               "`actviz notes --list` lists them: S1, S1-P22, E7, FIG-10, FORM-5"));
  }
  const auto is_wanted = [&](std::string_view id) {
    return typed.empty() ||
           std::ranges::any_of(wanted, [&](const std::string& one) { return is_chosen(id, one); });
  };
  for (const Note& note : notes::notes()) {
    // X is a note and the beginning of its statements' ids; S1 has statements beginning with E.
    const bool is_whole = is_wanted(note.id);
    NotesSelection::Part part{&note,
                              chosen_of(note.statements, [&](auto id) { return is_whole || is_wanted(id); })};
    if (!part.statements.empty()) selection.parts.push_back(std::move(part));
  }
  selection.illustrations = chosen_of(notes::illustrations(), is_wanted);
  selection.cards = chosen_of(notes::cards(), is_wanted);
  add_pictures(selection);
  return selection;
}

std::size_t steps_of(const NotesSelection& selection, Commands commands) {
  std::size_t checks = 0;
  std::set<std::string> lines;
  for (const NotesSelection::Part& part : selection.parts) {
    checks += part.statements.size();
    if (commands == Commands::run)
      for (const Statement* statement : part.statements)
        for (std::string& line : command_lines(statement->command)) lines.insert(std::move(line));
  }
  return checks + lines.size();
}

std::vector<CheckedNote> check_notes(const NotesSelection& selection, Commands commands, unsigned threads,
                                     const std::function<void()>& step) {
  std::vector<CheckedNote> checked;
  std::map<std::string, CommandRun> runs;  // statements share commands
  std::vector<std::function<void()>> tasks;
  for (const NotesSelection::Part& part : selection.parts) {
    CheckedNote& note = checked.emplace_back(CheckedNote{part.note, {}});
    for (const Statement* statement : part.statements) note.statements.push_back({statement, {}, {}});
  }
  for (CheckedNote& note : checked)
    for (CheckedStatement& one : note.statements) {
      tasks.push_back([&one] { one.finding = one.statement->check(one.statement->printed); });
      for (const std::string& line : command_lines(one.statement->command)) {
        one.runs.push_back({line, 0, {}});
        const auto [run, is_new] = runs.try_emplace(line, one.runs.back());
        if (is_new && commands == Commands::run)
          tasks.push_back([&result = run->second] { result = carried_out(result.line); });
      }
    }
  std::mutex steps;
  for_each_in_parallel(tasks.size(), threads, [&](std::size_t i) {
    tasks[i]();
    const std::lock_guard lock(steps);
    step();
  });
  for (CheckedNote& note : checked)
    for (CheckedStatement& one : note.statements)
      for (CommandRun& run : one.runs) run = runs.at(run.line);
  return checked;
}

std::vector<Exhibit> exhibits_of(const NotesSelection& selection) {
  std::vector<Exhibit> exhibits;
  for (const Illustration* one : selection.illustrations)
    exhibits.push_back({std::string(one->id), std::string(one->title), std::string(one->caption),
                        ids_in(one->reproduces), nullptr, one->medium, one->draw});
  for (const Card* card : selection.cards)
    exhibits.push_back({std::string(card->id), plots::plain_text(card->title), plots::plain_text(card->note),
                        ids_in(card->reproduces), card, medium_of(*card),
                        [card](plots::ThemeName theme) { return draw(*card, theme); }});
  return exhibits;
}

std::size_t count_of(notes::Verdict verdict, const CheckedNote& note) {
  const auto came_to_it = [&](const CheckedStatement& one) { return one.finding.verdict == verdict; };
  return static_cast<std::size_t>(std::ranges::count_if(note.statements, came_to_it));
}

}  // namespace actviz::app
