#pragma once
// The notes checked: every statement with what its check found and what its commands say, and the pictures.
#include <functional>
#include <string>
#include <vector>

#include "plots/backend/backends.hpp"
#include "plots/notes/notes.hpp"

namespace actviz::app {

/// Which statements and pictures a report is about.
struct NotesSelection {
  struct Part {
    const notes::Note* note;
    std::vector<const notes::Statement*> statements;
  };
  std::vector<Part> parts;  ///< in the order of the notes; none is empty
  std::vector<const notes::Illustration*> illustrations;
  std::vector<const notes::Card*> cards;
  bool is_everything = false;

  /// How many statements.
  std::size_t count() const;
};

/// What the ids stand for: a note (S1), a statement (E7), all that begin alike (S1-P, E, FIG), a figure or a
/// card, in any case, FIG-1 for FIG-01. Nothing stands for everything. Throws Error for an unknown one.
NotesSelection select_notes(const std::vector<std::string>& ids);

/// A command of a statement as it was run, without the program's name, and what it wrote on both outputs.
struct CommandRun {
  std::string line;
  int exit_code = 0;
  std::string output;
};

struct CheckedStatement {
  const notes::Statement* statement;
  notes::Finding finding;
  std::vector<CommandRun> runs;
};

struct CheckedNote {
  const notes::Note* note;
  std::vector<CheckedStatement> statements;
};

/// Whether the commands of statements are run, or only named.
enum class Commands { run, name };

/// How many checks there are, and different commands to be run.
std::size_t steps_of(const NotesSelection& selection, Commands commands);

/// Runs every check and every command, `threads` at once; the same result for any number. Calls `step` after
/// each, one call at a time.
std::vector<CheckedNote> check_notes(const NotesSelection& selection, Commands commands, unsigned threads,
                                     const std::function<void()>& step);

/// The ids in a text between spaces.
std::vector<std::string> ids_in(std::string_view text);

/// A figure or a card, however it is wanted.
struct Exhibit {
  std::string id, title, caption;
  std::vector<std::string> reproduces;
  const notes::Card* card = nullptr;  ///< of a figure none
  plots::Medium medium{};
  std::function<plots::Figure(plots::ThemeName)> draw;
};
std::vector<Exhibit> exhibits_of(const NotesSelection& selection);

/// How many statements came to a verdict.
std::size_t count_of(notes::Verdict verdict, const CheckedNote& note);

}  // namespace actviz::app
