// The report on the notes as Markdown: figures in place, a table for each section.
#include <algorithm>
#include <map>

#include "app/notes_output.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

/// Text as Markdown shows it, also in a table.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>|#").find(c) != std::string_view::npos) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string code(std::string_view text) { return text.empty() ? "" : "`" + std::string(text) + "`"; }

/// Code within a table, where a bar would end the cell.
std::string cell_code(std::string_view text) {
  std::string result = code(text);
  for (std::size_t at = 0; (at = result.find('|', at)) != std::string::npos; at += 2) result.insert(at, "\\");
  return result;
}

void write_row(const CheckedStatement& one, Sink& sink) {
  const notes::Statement& statement = *one.statement;
  std::string claim = escaped(statement.claim);
  if (!statement.printed.empty()) claim += "<br>printed: " + cell_code(statement.printed);
  std::string computed = escaped(one.finding.computed) + "<br><sub>" + escaped(one.finding.how) + "</sub>";
  std::string correct = escaped(statement.correct);
  if (!statement.corrected.empty()) correct += "<br>" + cell_code(statement.corrected);
  sink.write("| " + std::string(statement.id) + " | " + std::string(statement.place) + " | " + claim +
             " | **" + std::string(name_of(one.finding.verdict)) + "** | " + computed + " | " + correct +
             " |\n");
}

class Page {
 public:
  Page(const NotesOutput& output, Sink& sink)
      : output_(output), sink_(sink), is_shown_(output.exhibits.size()) {}

  void write() {
    sink_.write("# The study notes, checked\n\n");
    table_formats()[3].write(notes_overview(output_.notes), sink_);
    for (const CheckedNote& note : output_.notes) write_note(note);
    if (std::ranges::find(is_shown_, false) == is_shown_.end()) return;
    sink_.write("\n## Figures and cards that no statement above names\n");
    for (std::size_t i = 0; i < output_.exhibits.size(); ++i) write_exhibit(i);
  }

 private:
  void write_note(const CheckedNote& note) {
    sink_.write("\n## " + std::string(note.note->id) + ": " + escaped(note.note->title) + '\n');
    for (auto from = note.statements.begin(); from != note.statements.end();) {
      const auto to = std::find_if(from, note.statements.end(), [&](const CheckedStatement& one) {
        return section_of(*one.statement) != section_of(*from->statement);
      });
      sink_.write("\n### " + std::string(section_of(*from->statement)) +
                  "\n\n| id | place | claim | verdict | computed | correct |\n|---|---|---|---|---|---|\n");
      for (auto one = from; one != to; ++one) write_row(*one, sink_);
      for (auto one = from; one != to; ++one) write_exhibits(*one);
      for (auto one = from; one != to; ++one) write_runs(*one);
      from = to;
    }
  }

  /// What a command wrote, where it is run for the first time.
  void write_runs(const CheckedStatement& one) {
    const std::string id(one.statement->id);
    for (const CommandRun& run : one.runs) {
      const auto [place, is_new] = shown_at_.try_emplace(run.line, id);
      if (!is_new) {
        sink_.write("\n" + id + ": " + code("actviz " + run.line) + ", see " + place->second + "\n");
        continue;
      }
      sink_.write("\n" + id + ":\n\n```console\n$ actviz " + run.line + '\n' + run.output);
      if (!run.output.ends_with('\n')) sink_.write("\n");
      if (run.exit_code != 0) sink_.write("(exit code " + std::to_string(run.exit_code) + ")\n");
      sink_.write("```\n");
    }
  }

  void write_exhibits(const CheckedStatement& one) {
    for (const std::string& id : ids_in(one.statement->figures))
      for (std::size_t i = 0; i < output_.exhibits.size(); ++i)
        if (output_.exhibits[i].id == id) write_exhibit(i);
  }

  /// Where it is named for the first time.
  void write_exhibit(std::size_t i) {
    if (is_shown_[i]) return;
    is_shown_[i] = true;
    const Exhibit& exhibit = output_.exhibits[i];
    sink_.write("\n**" + exhibit.id + "** " + escaped(exhibit.title) + "\n\n");
    if (output_.has_files)
      sink_.write("![" + escaped(exhibit.title) + "](" + file_of(exhibit, "svg") + ")\n\n");
    sink_.write(escaped(exhibit.caption) + '\n');
    if (!exhibit.card) return;
    for (const notes::CardLine& line : exhibit.card->lines) {
      sink_.write("\n- " + escaped(line.name) + ": " + code(line.plain) + ", LaTeX " + code(line.latex));
      if (!line.slope_plain.empty())
        sink_.write("; slope " + code(line.slope_plain) + ", LaTeX " + code(line.slope_latex));
    }
    sink_.write("\n");
  }

  const NotesOutput& output_;
  Sink& sink_;
  std::vector<bool> is_shown_;
  std::map<std::string, std::string> shown_at_{};  ///< commands, and the statements that show their output
};

}  // namespace

void write_notes_markdown(const NotesOutput& output, Sink& sink) { Page(output, sink).write(); }

}  // namespace actviz::app
