#pragma once
// What a note states, as data, and the computation that decides whether it holds.
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actviz::notes {

/// What comes of a statement. It holds as printed; it is imprecise: holds in a narrower reading; it is wrong;
/// it defines a term, so that nothing is to be tested; it is an opinion, or literature that is cited; it is
/// about speed, which is measured on the machine at hand.
enum class Verdict { holds, imprecise, wrong, definition, opinion, measured };

/// All of them, in the order in which they are listed.
inline constexpr Verdict verdicts[] = {Verdict::holds,      Verdict::imprecise, Verdict::wrong,
                                       Verdict::definition, Verdict::opinion,   Verdict::measured};

/// As JSON spells it: "holds".
std::string_view name_of(Verdict verdict);

/// A number that a check computed: "greatest error", 4.
struct Number {
  std::string name;
  double value;
};

/// What a check says of a statement.
struct Finding {
  Verdict verdict;
  std::string how;  ///< how it was checked, with the tolerance that decides: "greatest |f - gelu| on ..."
  std::string computed;  ///< what came out, in a line
  std::vector<Number> numbers{};
  std::string timed{};  ///< of Verdict::measured: the functions whose time decides, "relu gelu"
};

/// One statement of a note. All texts are valid for ever.
struct Statement {
  std::string_view id;         ///< "S1-P22", "E5"
  std::string_view place;      ///< where the note has it: "L144", "L33-44"
  std::string_view claim;      ///< what it says, in our words
  std::string_view printed{};  ///< its number, formula or interval as printed, as the check reads it
  Finding (*check)(std::string_view printed);
  std::string_view correct{};    ///< the right statement, where it does not hold as printed
  std::string_view corrected{};  ///< what should be printed, in the same language: the check holds for it
  std::string_view figures{};    ///< what shows it, "FIG-10 FORM-5"
  std::string_view command{};    ///< the arguments of an actviz command that shows it
};

/// A note, or the contradictions between notes.
struct Note {
  std::string_view id, title;
  std::span<const Statement> statements;
};

}  // namespace actviz::notes
