#pragma once
// Measured results of a kernel from files: pairs (x, y), or the results of all codes of a format in order.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/number/float_format.hpp"

namespace actviz::app {

/// Where results are and how they are written.
struct PairRequest {
  std::vector<std::string> files;  ///< pairs, or x and y in two files
  FloatFormat format;
  bool all = false;                   ///< one file holds the results of all codes in the order of their bits
  std::optional<std::string> x, y;    ///< columns by name or number from 1 on
  std::optional<std::string> raw;     ///< the type of bare elements
  std::optional<std::string> tensor;  ///< of a file that holds several
};

/// Calls add(x, y) for each pair in the order of the files, in constant memory. Bare bytes and unsigned
/// integers of the format's size are its codes. Throws Error where a file cannot be read, has other than two
/// columns, or not as many results as the format has codes.
void for_each_pair(const PairRequest& request, const std::function<void(double x, double y)>& add);

}  // namespace actviz::app
