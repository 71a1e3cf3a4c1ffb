#include "lib/data/safetensors_writer.hpp"

#include <algorithm>
#include <bit>

#include "lib/base/json.hpp"

namespace actviz {
namespace {

/// A number in little-endian bytes, whatever this machine's are.
void append_little(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift & 255);
}

std::string header_of(std::span<const NamedMatrix> tensors) {
  std::string header = "{";
  std::uint64_t offset = 0;
  for (const NamedMatrix& tensor : tensors) {
    if (header.size() > 1) header += ',';
    append_json_string(header, tensor.name);
    const std::uint64_t end = offset + tensor.values.size() * sizeof(double);
    header += ":{\"dtype\":\"F64\",\"shape\":[" + std::to_string(tensor.rows) + ',' +
              std::to_string(tensor.columns) + "],\"data_offsets\":[" + std::to_string(offset) + ',' +
              std::to_string(end) + "]}";
    offset = end;
  }
  header += '}';
  header.resize((header.size() + 7) / 8 * 8, ' ');  // so that the numbers are aligned in a mapped file
  return header;
}

}  // namespace

void write_safetensors(std::span<const NamedMatrix> tensors, Sink& sink) {
  const std::string header = header_of(tensors);
  std::string bytes;
  append_little(bytes, header.size());
  sink.write(bytes + header);
  constexpr std::size_t at_once = 65536;
  for (const NamedMatrix& tensor : tensors)
    for (std::size_t i = 0; i < tensor.values.size(); i += at_once) {
      bytes.clear();
      for (const double value : tensor.values.subspan(i, std::min(at_once, tensor.values.size() - i)))
        append_little(bytes, std::bit_cast<std::uint64_t>(value));
      sink.write(bytes);
    }
}

}  // namespace actviz
