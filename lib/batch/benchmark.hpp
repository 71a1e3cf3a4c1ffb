#pragma once
// How fast functions are over arrays on this machine.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "lib/catalogue/function.hpp"
#include "lib/number/instruction_set.hpp"

namespace actviz::batch {

/// The middle of several measurements, the least and the greatest.
struct Spread {
  double median = 0, low = 0, high = 0;
};

/// Of at least one number; the lower of the two in the middle.
Spread spread(std::vector<double> numbers);

enum class Work { copy, value, slope, both };
inline constexpr std::string_view work_names[] = {"copy", "value", "slope", "both"};

/// What one kind of work on an array took.
struct Measurement {
  std::string function;  ///< its label; empty: none, the array was copied
  Work work;
  std::size_t elements;
  Spread nanoseconds;  ///< for each element
  Spread copies;       ///< the same in the time that copying took in the same round

  /// Read and written, at the median.
  double gigabytes_per_second() const { return (work == Work::both ? 12 : 8) / nanoseconds.median; }
};

/// Seconds on a clock that never goes back.
double steady_seconds();

struct BenchmarkPlan {
  InstructionSet set = best_instruction_set();
  std::vector<std::size_t> elements;  ///< of the arrays, one size after the other
  int rounds = 15;                    ///< in each of which everything is measured once
  unsigned threads = 1;               ///< among which each array is divided
  std::function<double()> seconds = steady_seconds;
};

/// Floats uniform in [-10, 10]: for each size copying them, then each function's value, slope
/// and both.
std::vector<Measurement> benchmark(std::span<const Function> functions, const BenchmarkPlan& plan);

}  // namespace actviz::batch
