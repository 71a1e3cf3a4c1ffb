// The report on the notes as text, tables and JSON.
#include "app/notes_output.hpp"

#include <algorithm>

#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t text_width = 80, label_width = 13;

/// A label and what it labels, wrapped beside it.
void write_labelled(std::string_view label, std::string_view text, Sink& sink) {
  if (text.empty()) return;
  std::string line = "  " + std::string(label);
  line.resize(label_width, ' ');
  std::size_t width = label_width;
  bool is_first = true;
  for (const std::string_view word : split(text, ' ')) {
    const std::size_t room = display_width(word);
    if (!is_first && width + 1 + room > text_width) {
      line += '\n' + std::string(label_width, ' ');
      width = label_width;
    } else if (!is_first) {
      line += ' ';
      ++width;
    }
    line += word;
    width += room;
    is_first = false;
  }
  sink.write(line + '\n');
}

void write_run(const CommandRun& run, Sink& sink) {
  sink.write("\n  $ actviz " + run.line + '\n');
  for (const std::string_view line : split(run.output, '\n'))
    if (!line.empty() || line.data() + line.size() != run.output.data() + run.output.size())
      sink.write((line.empty() ? "" : "  " + std::string(line)) + '\n');
  if (run.exit_code != 0) sink.write("  exit code " + std::to_string(run.exit_code) + '\n');
}

void write_statement(const CheckedStatement& one, bool is_alone, Sink& sink) {
  const notes::Statement& statement = *one.statement;
  sink.write(std::string(statement.id) + "  " + std::string(statement.place) + "  " +
             std::string(name_of(one.finding.verdict)) + '\n');
  write_labelled("claim", statement.claim, sink);
  write_labelled("printed", statement.printed, sink);
  write_labelled("checked", one.finding.how, sink);
  write_labelled("computed", one.finding.computed, sink);
  write_labelled("correct", statement.correct, sink);
  write_labelled("corrected", statement.corrected, sink);
  write_labelled("figures", statement.figures, sink);
  if (is_alone)
    for (const CommandRun& run : one.runs) write_run(run, sink);
  else
    for (const CommandRun& run : one.runs) write_labelled("command", "actviz " + run.line, sink);
}

void write_exhibit(const Exhibit& exhibit, Sink& sink) {
  sink.write(exhibit.id + "  " + exhibit.title + '\n');
  write_labelled("shows", exhibit.caption, sink);
  write_labelled("redraws", join(exhibit.reproduces, " "), sink);
  if (!exhibit.card) return;
  for (const notes::CardLine& line : exhibit.card->lines) {
    sink.write("\n  " + std::string(line.name) + '\n');
    write_labelled("formula", line.plain, sink);
    write_labelled("LaTeX", line.latex, sink);
    write_labelled("slope", line.slope_plain, sink);
    write_labelled("LaTeX", line.slope_latex, sink);
  }
}

void add_texts(Json& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void add_check(Json& json, const CheckedStatement& one) {
  const notes::Statement& statement = *one.statement;
  json.begin_object().field("id", statement.id).field("place", statement.place);
  json.field("claim", statement.claim);
  json.text_or_null("printed", statement.printed).field("how", one.finding.how);
  json.field("computed", one.finding.computed).field("verdict", name_of(one.finding.verdict));
  json.text_or_null("correct", statement.correct).text_or_null("corrected", statement.corrected);
  json.key("evidence").begin_object().key("numbers").begin_array();
  for (const notes::Number& number : one.finding.numbers)
    json.begin_object().field("name", number.name).field("value", number.value).end_object();
  json.end_array();
  add_texts(json, "figures", ids_in(statement.figures));
  json.key("commands").begin_array();
  for (const CommandRun& run : one.runs)
    json.begin_object()
        .field("command", "actviz " + run.line)
        .field("exit_code", run.exit_code)
        .field("output", run.output)
        .end_object();
  json.end_array();
  if (!one.finding.timed.empty()) json.field("timings", "timings.json");
  json.end_object().end_object();
}

/// The pictures that a note's statements name, each once.
std::vector<std::string> pictures_of(const CheckedNote& note) {
  std::vector<std::string> ids;
  for (const CheckedStatement& one : note.statements)
    for (std::string& id : ids_in(one.statement->figures))
      if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
  std::ranges::sort(ids);
  return ids;
}

void add_files(Json& json, const NotesOutput& output, const Exhibit& exhibit) {
  if (output.has_files) add_texts(json, "files", {file_of(exhibit, "png"), file_of(exhibit, "svg")});
}

void add_note(Json& json, const NotesOutput& output, const CheckedNote& note) {
  json.begin_object().field("id", note.note->id).field("title", note.note->title);
  json.key("figures").begin_array();
  for (const std::string& id : pictures_of(note))
    for (const Exhibit& exhibit : output.exhibits)
      if (exhibit.id == id) json.value(output.has_files ? file_of(exhibit, "svg") : id);
  json.end_array().key("checks").begin_array();
  for (const CheckedStatement& one : note.statements) add_check(json, one);
  json.end_array().end_object();
}

void add_card(Json& json, const notes::Card& card) {
  json.key("formulas").begin_array();
  for (const notes::CardLine& line : card.lines) {
    json.begin_object().field("name", line.name).field("plain", line.plain).field("latex", line.latex);
    json.text_or_null("slope_plain", line.slope_plain).text_or_null("slope_latex", line.slope_latex);
    json.end_object();
  }
  json.end_array();
}

void add_exhibits(Json& json, const NotesOutput& output, bool are_cards) {
  json.key(are_cards ? "cards" : "figures").begin_array();
  for (const Exhibit& exhibit : output.exhibits) {
    if ((exhibit.card != nullptr) != are_cards) continue;
    json.begin_object().field("id", exhibit.id).field("title", exhibit.title);
    json.field("caption", exhibit.caption);
    add_texts(json, "reproduces", exhibit.reproduces);
    add_files(json, output, exhibit);
    if (exhibit.card) add_card(json, *exhibit.card);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string file_of(const Exhibit& exhibit, std::string_view extension) {
  return "figures/" + exhibit.id + "." + std::string(extension);
}

std::string_view section_of(const notes::Statement& statement) {
  const std::size_t hyphen = statement.id.find('-');
  switch (hyphen == std::string_view::npos ? statement.id[0] : statement.id[hyphen + 1]) {
    case 'A':
      return "Functions";
    case 'F':
      return "Images";
    case 'N':
      return "Numbers";
    case 'C':
      return "Code examples";
    case 'T':
      return "Table";
    case 'P':
      return "Claims";
    case 'Q':
      return "Questions";
    case 'E':
      return "Errors";
    default:
      return "Contradictions";
  }
}

Table notes_list(const std::vector<CheckedNote>& notes) {
  std::vector<std::vector<Cell>> rows;
  for (const CheckedNote& note : notes)
    for (const CheckedStatement& one : note.statements)
      rows.push_back({std::string(one.statement->id), std::string(one.statement->place),
                      std::string(name_of(one.finding.verdict)), std::string(one.statement->claim)});
  return table_of({"id", "place", "verdict", "claim"}, std::move(rows));
}

Table notes_overview(const std::vector<CheckedNote>& checked) {
  std::vector<std::string> columns = {"note", "statements"};
  for (const notes::Verdict verdict : notes::verdicts) columns.emplace_back(name_of(verdict));
  columns.emplace_back("title");
  std::vector<std::vector<Cell>> rows;
  for (const CheckedNote& note : checked) {
    std::vector<Cell> row = {std::string(note.note->id), static_cast<long long>(note.statements.size())};
    for (const notes::Verdict verdict : notes::verdicts)
      row.emplace_back(static_cast<long long>(count_of(verdict, note)));
    row.emplace_back(std::string(note.note->title));
    rows.push_back(std::move(row));
  }
  return table_of(std::move(columns), std::move(rows));
}

void write_notes_text(const NotesOutput& output, Sink& sink) {
  std::size_t count = 0;
  for (const CheckedNote& note : output.notes) count += note.statements.size();
  bool is_first = true;
  const auto separate = [&] {
    if (!is_first) sink.write("\n");
    is_first = false;
  };
  for (const CheckedNote& note : output.notes)
    for (const CheckedStatement& one : note.statements) {
      separate();
      write_statement(one, count <= most_in_full, sink);
    }
  if (count == 0)
    for (const Exhibit& exhibit : output.exhibits) {
      separate();
      write_exhibit(exhibit, sink);
    }
}

void write_notes_json(const NotesOutput& output, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.notes/1").key("notes").begin_array();
  for (const CheckedNote& note : output.notes) add_note(json, output, note);
  json.end_array();
  add_exhibits(json, output, false);
  add_exhibits(json, output, true);
  json.end_object();
  sink.write(json.text());
}

}  // namespace actviz::app
