#include "tests/support/tensor_files.hpp"

#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <stdexcept>

namespace actviz::test {
namespace {

constexpr std::uint32_t elsewhere = 0xffffffff;

std::string zip64_field(const Packed& member, std::uint64_t stored_size, std::uint64_t offset) {
  if (!member.zip64) return {};
  return little(1, 2) + little(24, 2) + little(member.content.size(), 8) + little(stored_size, 8) +
         little(offset, 8);
}

/// What local header and directory entry have in common: from the flags to the sizes.
std::string common(const Packed& member, std::uint64_t stored_size, bool sizes) {
  std::string bytes =
      little(member.descriptor ? 8 : 0, 2) + little(member.deflated ? 8 : 0, 2) + little(0, 4);
  if (!sizes) return bytes + little(0, 12);
  bytes += little(crc_of(member.content), 4);
  return bytes + little(member.zip64 ? elsewhere : stored_size, 4) +
         little(member.zip64 ? elsewhere : member.content.size(), 4);
}

}  // namespace

std::string little(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(i < 8 ? value >> (8 * i) & 0xff : 0);
  return text;
}

std::string npy_of(const std::string& dictionary, const std::string& elements, int version) {
  const std::size_t width = version == 1 ? 2 : 4;
  std::string text = dictionary;
  while ((8 + width + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  return "\x93NUMPY" + little(static_cast<std::uint64_t>(version), 1) + little(0, 1) +
         little(text.size(), width) + text + elements;
}

std::string npy(const std::string& descr, const std::string& shape, const std::string& elements,
                bool fortran) {
  return npy_of("{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
                    ", 'shape': " + shape + ", }",
                elements);
}

std::string deflated(const std::string& bytes) {
  z_stream stream{};
  if (::deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::uint32_t crc_of(const std::string& bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string zip(const std::vector<Packed>& members) {
  std::string archive, directory;
  bool zip64 = false;
  for (const Packed& member : members) {
    const std::string stored = member.deflated ? deflated(member.content) : member.content;
    const std::uint64_t offset = archive.size();
    const std::string extra = zip64_field(member, stored.size(), offset);
    zip64 = zip64 || member.zip64;
    archive += "PK\x03\x04" + little(20, 2) + common(member, stored.size(), !member.descriptor) +
               little(member.name.size(), 2) + little(0, 2) + member.name + stored;
    if (member.descriptor)
      archive += "PK\x07\x08" + little(crc_of(member.content), 4) + little(stored.size(), 4) +
                 little(member.content.size(), 4);
    directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + common(member, stored.size(), true) +
                 little(member.name.size(), 2) + little(extra.size(), 2) + little(0, 2 + 2 + 2 + 4) +
                 little(member.zip64 ? elsewhere : offset, 4) + member.name + extra;
  }
  const std::uint64_t begin = archive.size(), end = begin + directory.size();
  archive += directory;
  if (zip64) {
    archive += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
               little(members.size(), 8) + little(members.size(), 8) + little(directory.size(), 8) +
               little(begin, 8);
    archive += "PK\x06\x07" + little(0, 4) + little(end, 8) + little(1, 4);
  }
  return archive + "PK\x05\x06" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
         little(zip64 ? elsewhere : directory.size(), 4) + little(zip64 ? elsewhere : begin, 4) +
         little(0, 2);
}

std::string safetensors(const std::string& header, const std::string& elements) {
  return little(header.size(), 8) + header + elements;
}

Input file(std::string bytes) {
  return {.name = "\"x\"", .file = std::make_shared<MappedFile>(std::move(bytes), "\"x\"")};
}

Input stream(std::string bytes) {
  return {.name = "\"x\"", .stream = std::make_unique<StringSource>(std::move(bytes))};
}

std::vector<double> all_rows(const TensorFile& file, std::size_t tensor, const Layout& layout,
                             std::size_t block) {
  const auto reader = file.rows(tensor, layout);
  std::vector<double> values;
  RowBlock rows;
  for (reader->next(rows, block); rows.rows() > 0; reader->next(rows, block)) {
    const std::size_t count = rows.rows() * static_cast<std::size_t>(reader->columns());
    if (rows.first() * reader->columns() != values.size()) throw std::logic_error("rows are counted wrongly");
    values.resize(values.size() + count);
    to_doubles(reader->dtype(), rows.bytes(), std::span(values).last(count));
  }
  return values;
}

std::vector<double> all_rows(Input input, const OpenOptions& options, const Layout& layout,
                             std::size_t block) {
  return all_rows(*open_tensors(std::move(input), options), 0, layout, block);
}

std::string complaint(const std::function<void()>& something) {
  try {
    something();
  } catch (const Error& error) {
    return error.message + '\n' + error.hint;
  }
  return "no complaint";
}

std::string complaint(Input input, const OpenOptions& options, const Layout& layout) {
  return complaint([&] { all_rows(std::move(input), options, layout); });
}

std::uint64_t resident_memory() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace actviz::test
