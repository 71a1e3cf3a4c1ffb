#pragma once
// Writes tensors of numbers as a .safetensors file.
#include <cstdint>
#include <span>
#include <string>

#include "lib/base/files.hpp"

namespace actviz {

/// A matrix under a name, row after row.
struct NamedMatrix {
  std::string name;
  std::uint64_t rows, columns;
  std::span<const double> values;  ///< rows * columns of them
};

/// Writes them as F64 in the order given; names must differ. Throws what the sink throws.
void write_safetensors(std::span<const NamedMatrix> tensors, Sink& sink);

}  // namespace actviz
