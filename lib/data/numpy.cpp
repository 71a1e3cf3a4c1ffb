#include <algorithm>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/data/formats.hpp"
#include "lib/data/matrix.hpp"
#include "lib/data/npy_header.hpp"
#include "lib/data/zip.hpp"

namespace actviz {
namespace {

/// What a header says, its elements not looked for yet.
Array array_of(const NpyHeader& header, const std::string& name, const std::string& label) {
  return {.tensor = {name, header.dtype, header.shape},
          .label = label,
          .fortran = header.fortran,
          .swapped = is_foreign(header.big_endian)};
}

/// Elements must fill what is there, no more and no less.
void require_size(const Array& array, std::uint64_t available) {
  const auto& [name, dtype, shape, columns] = array.tensor;
  const auto needed = byte_size(shape, size_of(dtype));
  if (!needed || *needed > available)
    throw Error(array.label + ": shape " + shape_text(shape) + " of " + std::string(name_of(dtype)) +
                    " needs more than the " + std::to_string(available) + " bytes there are",
                "it was cut short: write it again");
  if (*needed < available)
    throw Error(array.label + ": bytes follow its last row", "one array a file; numpy.savez holds several");
}

/// A member is unpacked as its rows are read; one that is stored as it is lies open in the archive.
Array array_of_member(const std::shared_ptr<const MappedFile>& file, const ZipMember& member,
                      std::string_view name, std::optional<DType> asked) {
  const std::string label = file->name() + ": tensor " + in_quotes(name);
  const auto source = open_member(file, member, label);
  const NpyHeader header = read_npy_header(*source, label, asked);
  Array array = array_of(header, std::string(name), label);
  require_size(array, member.size - header.size);
  if (member.deflated) {
    array.open = [=] {
      auto elements = open_member(file, member, label);
      (void)read_npy_header(*elements, label, asked);
      return elements;
    };
  } else {
    array.offset = member.offset + header.size;
    array.checksum = member.checksum(label);
    array.checksum->add(file->bytes(member.offset, header.size));
  }
  return array;
}

bool is_torch(const ZipMember& member) {
  return member.name == "data.pkl" || member.name.ends_with("/data.pkl");
}

}  // namespace

std::unique_ptr<TensorFile> open_npy(Input input, const OpenOptions& options) {
  std::vector<Array> arrays;
  if (input.file) {
    MappedSource source(input.file, 0, input.file->size());
    const NpyHeader header = read_npy_header(source, input.name, options.dtype);
    arrays.push_back(array_of(header, {}, input.name));
    arrays[0].offset = header.size;
    require_size(arrays[0], input.file->size() - header.size);
  } else {
    const NpyHeader header = read_npy_header(*input.stream, input.name, options.dtype);
    arrays.push_back(array_of(header, {}, input.name));
    if (!byte_size(header.shape, size_of(header.dtype)))
      throw Error(input.name + ": shape " + shape_text(header.shape) + " is beyond all memory",
                  "is it damaged?");
    arrays[0].open = given_once(std::move(input.stream), input.name);
  }
  return file_of(std::move(input.file), std::move(arrays));
}

std::unique_ptr<TensorFile> open_npz(Input input, const OpenOptions& options) {
  const auto members = read_zip_directory(*input.file);
  if (std::ranges::any_of(members, is_torch))
    throw Error(input.name + ": PyTorch's pickled files are not read", std::string(torch_hint));
  std::vector<Array> arrays;
  std::vector<Unreadable> unreadable;
  for (const ZipMember& member : members) {
    constexpr std::string_view ending = ".npy";
    std::string_view name = member.name;
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    try {
      arrays.push_back(array_of_member(input.file, member, name, options.dtype));
    } catch (const OtherType& error) {
      unreadable.push_back({std::string(name), error});
    }
  }
  if (arrays.empty() && unreadable.empty())
    throw Error(input.name + ": a zip archive without arrays (.npy)", "write it with numpy.savez");
  return file_of(std::move(input.file), std::move(arrays), std::move(unreadable));
}

}  // namespace actviz
