#pragma once
// How charts name functions, parameters and numbers, with math markup.
#include <span>
#include <string>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz::plots {

/// A name of a function's parameter as mathematics: "\beta", "b", "\mathrm{lo}".
std::string parameter_math(std::string_view name);

/// A number as a person would set it: at most `digits` digits unless all of them are few, m x 10^k for an
/// exponent.
std::string number_math(double value, int digits = 6);

/// "\beta = 2, \gamma = 1"
std::string parameters_math(const Function& f);

/// "Swish", or "Swish ($\beta = 2$)" where a parameter is not the default.
std::string full_title(const Function& f);

/// "Swish for 5 values of $\\beta$" where that is what functions are; nothing where they differ in more.
std::string sweep_title(std::span<const Function> functions);

/// The names of functions: the labels where there are any, else their full titles.
std::vector<std::string> names_of(std::span<const Function> functions, std::span<const std::string> labels);

/// "ReLU, GELU and Swish ($\beta = 2$)"; nothing where that would be too long for a title.
std::string listed(std::span<const std::string> names);

/// What stands before "(x)": the function's name where that reads well, else f.
std::string short_name(const Function& f);

/// "relu, gelu": the labels, for a description.
std::string listed_labels(std::span<const Function> functions);

}  // namespace actviz::plots
