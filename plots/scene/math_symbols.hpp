#pragma once
// Names and roles of the characters of mathematics.
#include <optional>
#include <span>
#include <string_view>

#include "plots/scene/math_tree.hpp"

namespace actviz::plots {

struct MathSymbol {
  std::string_view name;  ///< without the backslash
  char32_t character;
  Role role = Role::ordinary;
};

/// Every character that has a name, in no particular order.
std::span<const MathSymbol> math_symbols();

/// The character behind `\name`.
std::optional<MathSymbol> find_symbol(std::string_view name);

/// Whether `\name` is a function's name, set upright with a thin space to its argument: exp, tanh, max ...
bool is_function_name(std::string_view name);

/// The part that a character plays when it is written as itself.
Role role_of(char32_t character);

/// The space that belongs between two neighbours, in em; in scripts only what keeps names apart.
double space_between(Role left, Role right, bool in_script);

/// The width in em of an explicit space such as `\,`; nothing for other names.
std::optional<double> find_space(std::string_view name);

/// The letter with a double stroke, where it is in use for a set of numbers; else the letter.
char32_t double_struck(char32_t letter);

}  // namespace actviz::plots
