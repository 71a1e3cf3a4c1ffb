#include "lib/data/tensor_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/data/formats.hpp"
#include "lib/data/npy_header.hpp"
#include "lib/data/rows.hpp"

namespace actviz {
namespace {

using namespace std::string_view_literals;

using Open = std::unique_ptr<TensorFile> (*)(Input, const OpenOptions&);

/// A format that is recognised by how its files begin, and read or refused.
struct Signature {
  std::string_view front;
  std::string_view what;
  Open open;              ///< none: not read
  bool streams;           ///< can be read in order
  std::string_view hint;  ///< of a refusal
};

constexpr Signature signatures[] = {
    {npy_magic, ".npy", open_npy, true, {}},
    {"PK\x03\x04", ".npz", open_npz, false, {}},
    {"PK\x05\x06", ".npz", open_npz, false, {}},
    {"\x89HDF\r\n\x1a\n", "HDF5", nullptr, true,
     "in Python: f = h5py.File(\"acts.h5\"); safetensors.numpy.save_file({k: f[k][()] for k in f}, "
     "\"acts.safetensors\")"},
    {"PAR1", "Parquet", nullptr, true,
     "in Python: safetensors.numpy.save_file({\"acts\": pandas.read_parquet(\"acts.parquet\").to_numpy()}, "
     "\"acts.safetensors\")"},
    {"ARROW1", "Arrow", nullptr, true,
     "in Python: safetensors.numpy.save_file({\"acts\": pandas.read_feather(\"acts.arrow\").to_numpy()}, "
     "\"acts.safetensors\")"},
    {"\x1f\x8b", "gzip", nullptr, true, "unpack it first: gunzip FILE"},
    {"\x28\xb5\x2f\xfd", "zstd", nullptr, true, "unpack it first: unzstd FILE"},
    {"BZh", "bzip2", nullptr, true, "unpack it first: bunzip2 FILE"},
    {"\xfd\x37zXZ\0"sv, "xz", nullptr, true, "unpack it first: unxz FILE"},
    {"\x80\x02", "Python's pickle", nullptr, true, torch_hint},
    {"\x80\x03", "Python's pickle", nullptr, true, torch_hint},
    {"\x80\x04", "Python's pickle", nullptr, true, torch_hint},
    {"\x80\x05", "Python's pickle", nullptr, true, torch_hint},
};

constexpr Signature safetensors{{}, ".safetensors", open_safetensors, false, {}};
constexpr Signature csv{{}, "CSV", open_csv, true, {}};

bool is_text(std::string_view front) {
  return std::ranges::all_of(front, [](char c) {
    return static_cast<std::uint8_t>(c) >= ' ' || "\t\r\n"sv.find(c) != std::string_view::npos;
  });
}

/// By the front of a file, of which there are up to `front_size` bytes.
const Signature* recognise(std::string_view front) {
  for (const Signature& signature : signatures)
    if (front.starts_with(signature.front)) return &signature;
  if (is_text(front)) return &csv;
  constexpr std::size_t length_size = 8;
  return front.size() > length_size && front[length_size] == '{' ? &safetensors : nullptr;
}

/// Gives again what was read from the front of a stream, then the rest.
class Continued : public Source {
 public:
  Continued(std::string front, std::unique_ptr<Source> rest)
      : front_(std::move(front)), rest_(std::move(rest)) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = front_.read(buffer);
    return count > 0 ? count : rest_->read(buffer);
  }

 private:
  StringSource front_;
  std::unique_ptr<Source> rest_;
};

/// The front of what is read, which stays to be read.
std::string front_of(Input& input) {
  constexpr std::size_t front_size = 64;
  std::string front(front_size, '\0');
  if (input.file) {
    MappedSource source(input.file, 0, input.file->size());
    front.resize(read_fully(source, front));
  } else {
    front.resize(read_fully(*input.stream, front));
    input.stream = std::make_unique<Continued>(front, std::move(input.stream));
  }
  return front;
}

}  // namespace

std::unique_ptr<TensorFile> open_tensors(const std::string& path, const OpenOptions& options) {
  return open_tensors(open_input(path), options);
}

std::unique_ptr<TensorFile> open_tensors(Input input, const OpenOptions& options) {
  const std::string front = front_of(input);
  if (front.empty()) throw Error(input.name + ": is empty", "write numbers to it first");
  if (options.raw) return open_raw(std::move(input), options);
  const Signature* format = recognise(front);
  if (format == nullptr)
    throw Error(input.name + ": is neither .npy, .npz, .safetensors nor CSV",
                "if it has bare numbers, say which and how many a row: --raw f32 --cols N");
  if (format->open == nullptr)
    throw Error(input.name + ": " + std::string(format->what) + " is not read", std::string(format->hint));
  if (!input.file && !format->streams)
    throw Error(input.name + ": " + std::string(format->what) + " cannot be read from a stream",
                "write it to a file first");
  return format->open(std::move(input), options);
}

}  // namespace actviz
