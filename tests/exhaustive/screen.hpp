#pragma once
// Each function of the catalogue a second time, in plain double arithmetic on the C library's functions and
// in another form than its kernel where there is one: enough to tell all but a few floats of a result.
#include <cstddef>
#include <string_view>

namespace actviz::test {

/// Results at a block of numbers: each is within 2^-42 sizes of the exact sum of `whole` and `rest`.
struct Estimates {
  static constexpr std::size_t capacity = 1024;
  double whole[capacity], rest[capacity], size[capacity];
};

/// Estimates `count` results, at most Estimates::capacity, at finite floats.
using Estimate = void (*)(const double* x, Estimates&, std::size_t count);

/// The estimates of a function with its default parameters, but at kinks.
struct Screen {
  std::string_view name;
  Estimate value, slope;
};

/// The screen of a function of the catalogue; null where there is none.
const Screen* find_screen(std::string_view name);

}  // namespace actviz::test
