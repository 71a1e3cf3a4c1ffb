#pragma once
// Files of tensors, written byte by byte as their formats say, and what comes back from reading them.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "lib/data/tensor_file.hpp"

namespace actviz::test {

/// Values as bytes, little-endian or not.
template <class T>
std::string bytes_of(const std::vector<T>& values, bool big_endian = false) {
  std::string bytes(values.size() * sizeof(T), '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    char* to = bytes.data() + i * sizeof(T);
    std::memcpy(to, &values[i], sizeof(T));
    if (big_endian) std::reverse(to, to + sizeof(T));
  }
  return bytes;
}

/// A number in little-endian bytes.
std::string little(std::uint64_t value, std::size_t bytes);

/// A .npy file with this dictionary.
std::string npy_of(const std::string& dictionary, const std::string& elements, int version = 1);
/// A .npy file with numpy's dictionary; `shape` as "(2, 3)".
std::string npy(const std::string& descr, const std::string& shape, const std::string& elements,
                bool fortran = false);

/// What a zip archive shall hold, also where it shall lie.
struct Packed {
  std::string name, content;
  bool deflated = false;
  bool descriptor = false;  ///< sizes and checksum behind the content, none before it
  bool zip64 = false;
};

std::string deflated(const std::string& bytes);
std::uint32_t crc_of(const std::string& bytes);
std::string zip(const std::vector<Packed>& members);

/// A .safetensors file with this header and these elements.
std::string safetensors(const std::string& header, const std::string& elements);

/// Bytes as an open file, or as a stream, called "x".
Input file(std::string bytes);
Input stream(std::string bytes);

/// All rows of a tensor as doubles, read in blocks of so many rows.
std::vector<double> all_rows(const TensorFile& file, std::size_t tensor = 0, const Layout& layout = {},
                             std::size_t block = 1000);
/// The same of a file with one tensor.
std::vector<double> all_rows(Input input, const OpenOptions& options = {}, const Layout& layout = {},
                             std::size_t block = 1000);

/// Message and hint, each on a line of its own, of the Error that something throws.
std::string complaint(const std::function<void()>& something);
/// Of opening an input and reading its rows.
std::string complaint(Input input, const OpenOptions& options = {}, const Layout& layout = {});

/// The memory of this process that is in use, in bytes.
std::uint64_t resident_memory();

}  // namespace actviz::test
