#pragma once
// The header of numpy's .npy files.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/data/dtype.hpp"

namespace actviz {

inline constexpr std::string_view npy_magic = "\x93NUMPY";

/// A tensor that is sound but of elements that are not read.
struct OtherType : Error {
  using Error::Error;
};

/// What the front of a .npy file says.
struct NpyHeader {
  DType dtype = DType::f64;
  bool big_endian = false, fortran = false;
  std::vector<std::uint64_t> shape{};
  std::uint64_t size = 0;  ///< of the header itself: the elements begin there
};

/// Reads the header of format 1, 2 or 3 and nothing beyond; `name` stands for the file in messages. It is a
/// Python dictionary of exactly descr, fortran_order and shape, of which nothing is evaluated. Throws Error
/// where it is damaged or longer than 65,536 bytes, OtherType for elements that are not real numbers; where
/// they do not say their type, `asked` says it.
NpyHeader read_npy_header(Source& source, const std::string& name, std::optional<DType> asked);

/// The type of elements that a file says are `stored`, when `asked` (if anything) is what they shall be taken
/// for. Throws OtherType unless both are the same or the file says unsigned integers of that size.
DType understood(DType stored, std::optional<DType> asked, const std::string& name);

}  // namespace actviz
