#pragma once
// A report on the notes as text, JSON, Markdown and as one HTML page.
#include "app/notes_report.hpp"
#include "lib/base/files.hpp"
#include "lib/table/table.hpp"

namespace actviz::app {

/// A picture in both themes, as SVG.
struct DrawnExhibit {
  std::string light, dark;
};

struct NotesOutput {
  std::vector<CheckedNote> notes;
  std::vector<Exhibit> exhibits;
  std::vector<DrawnExhibit> drawn{};  ///< for the page: one for each exhibit
  bool has_files = false;             ///< the pictures lie beside it, see file_of
};

/// Where a picture lies in a folder: "figures/FIG-01.svg".
std::string file_of(const Exhibit& exhibit, std::string_view extension);

/// What the statements of a section have in common: "Claims". A section is all whose ids begin alike.
std::string_view section_of(const notes::Statement& statement);

/// One line a statement: id, place, verdict, claim.
Table notes_list(const std::vector<CheckedNote>& notes);
/// One line a note: title, statements, how many of each verdict.
Table notes_overview(const std::vector<CheckedNote>& notes);

/// So many statements are shown with the output of their commands in the text.
inline constexpr std::size_t most_in_full = 3;

void write_notes_text(const NotesOutput& output, Sink& sink);
void write_notes_json(const NotesOutput& output, Sink& sink);
void write_notes_markdown(const NotesOutput& output, Sink& sink);
/// Needs the drawn pictures. One file that asks for no other, in a light and a dark theme.
void write_notes_html(const NotesOutput& output, Sink& sink);

/// How long the functions take that statements about speed are about, as actviz.timings/1.
std::string notes_timings(const std::vector<CheckedNote>& notes);

}  // namespace actviz::app
