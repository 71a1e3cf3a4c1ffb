#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/data/formats.hpp"
#include "lib/data/matrix.hpp"
#include "lib/data/npy_header.hpp"

namespace actviz {
namespace {

using Value = nlohmann::json;

constexpr std::uint64_t longest_header = 100'000'000;
constexpr std::size_t length_size = 8;

/// What the header says of one tensor; the places count from its end.
struct Entry {
  std::string name, dtype{};
  std::vector<std::uint64_t> shape{}, places{};
};

/// Collects the entries while the text goes by; whatever is not of the form is refused where it stands, so
/// that nothing nests deeper than a list in an entry.
class Reader : public nlohmann::json_sax<Value> {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  bool null() override { fail("null"); }
  bool boolean(bool) override { fail("a truth value"); }
  bool number_integer(number_integer_t) override { fail("a negative number"); }
  bool number_float(number_float_t, const string_t&) override { fail("a fraction"); }
  bool binary(binary_t&) override { fail("bytes"); }

  bool number_unsigned(number_unsigned_t value) override {
    if (level_ != Level::list) fail("a number");
    auto& list = field_ == shape ? entries.back().shape : entries.back().places;
    if (list.size() == most_dimensions) fail("a list of more than 64 numbers");
    list.push_back(value);
    return true;
  }

  bool string(string_t& value) override {
    if (level_ == Level::metadata) return true;
    if (level_ != Level::entry || field_ != dtype) fail("a text");
    entries.back().dtype = value;
    return true;
  }

  bool start_object(std::size_t) override {
    if (level_ == Level::nothing) {
      level_ = Level::file;
    } else if (level_ == Level::file && names_.back() == "__metadata__") {
      level_ = Level::metadata;
    } else if (level_ == Level::file) {
      level_ = Level::entry;
      seen_ = {};
      entries.push_back({.name = names_.back()});
    } else {
      fail("an object");
    }
    return true;
  }

  bool key(string_t& key) override {
    if (level_ == Level::entry) return entry_key(key);
    auto& known = level_ == Level::file ? names_ : metadata_;
    if (known.size() == most_tensors) throw Error(name_ + ": has more than 100000 tensors", "split it");
    known.push_back(key);
    return true;
  }

  bool end_object() override {
    if (level_ == Level::entry && std::ranges::find(seen_, false) != seen_.end())
      throw Error(
          name_ + ": tensor " + in_quotes(entries.back().name) + " lacks dtype, shape or data_offsets",
          remedy);
    if (level_ == Level::metadata) require_different(metadata_);
    if (level_ == Level::file) require_different(names_);
    level_ = level_ == Level::file ? Level::nothing : Level::file;
    return true;
  }

  bool start_array(std::size_t) override {
    if (level_ != Level::entry || field_ == dtype) fail("a list");
    level_ = Level::list;
    return true;
  }

  bool end_array() override {
    level_ = Level::entry;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Value::exception&) override {
    throw Error(name_ + ": its header is not JSON at byte " + std::to_string(length_size + position), remedy);
  }

  static constexpr const char* remedy = "write it with a safetensors library";
  std::vector<Entry> entries;

 private:
  enum class Level { nothing, file, metadata, entry, list };
  enum Field : std::size_t { dtype, shape, data_offsets };

  [[noreturn]] void fail(const std::string& what) const {
    throw Error(name_ + ": its header has " + what + " where none may be" +
                    (names_.empty() ? std::string() : ", in " + in_quotes(names_.back())),
                remedy);
  }

  bool entry_key(const std::string& key) {
    constexpr std::array<std::string_view, 3> keys{"dtype", "shape", "data_offsets"};
    field_ = static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
    if (field_ == keys.size()) fail("the key " + in_quotes(key));
    if (std::exchange(seen_[field_], true)) fail(in_quotes(key) + " twice,");
    return true;
  }

  void require_different(std::vector<std::string>& names) const {
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) throw Error(name_ + ": has " + in_quotes(*twice) + " twice", remedy);
  }

  const std::string& name_;
  Level level_ = Level::nothing;
  std::size_t field_ = dtype;
  std::array<bool, 3> seen_{};
  std::vector<std::string> names_, metadata_;
};

std::optional<DType> parse_type(std::string_view text) {
  constexpr std::pair<std::string_view, DType> types[] = {
      {"F64", DType::f64}, {"F32", DType::f32},         {"F16", DType::f16},         {"BF16", DType::bf16},
      {"I64", DType::i64}, {"F8_E4M3", DType::f8_e4m3}, {"F8_E5M2", DType::f8_e5m2}, {"I32", DType::i32},
      {"I16", DType::i16}, {"I8", DType::i8},           {"U64", DType::u64},         {"U32", DType::u32},
      {"U16", DType::u16}, {"U8", DType::u8},           {"BOOL", DType::boolean}};
  const auto* found = std::ranges::find(types, text, &std::pair<std::string_view, DType>::first);
  return found == std::end(types) ? std::nullopt : std::optional(found->second);
}

std::vector<Entry> read_header(const MappedFile& file, std::uint64_t size) {
  const auto bytes = file.bytes(length_size, size);
  const auto* text = reinterpret_cast<const char*>(bytes.data());
  // A parser takes the byte 0 for the end of the text.
  if (const void* nul = std::memchr(text, 0, bytes.size()))
    throw Error(
        file.name() + ": its header is not JSON at byte " +
            std::to_string(length_size + static_cast<std::size_t>(static_cast<const char*>(nul) - text)),
        Reader::remedy);
  Reader reader(file.name());
  Value::sax_parse(text, text + bytes.size(), &reader);
  file.release(0, length_size + size);
  return std::move(reader.entries);
}

std::uint64_t header_size(const MappedFile& file) {
  if (file.size() < length_size) throw Error(file.name() + ": ends within its header", Reader::remedy);
  std::uint64_t size = 0;
  const auto bytes = file.bytes(0, length_size);
  for (std::size_t i = length_size; i-- > 0;) size = size << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  if (size > longest_header)
    throw Error(file.name() + ": its header of " + std::to_string(size) + " bytes is longer than 100000000",
                Reader::remedy);
  if (size > file.size() - length_size)
    throw Error(file.name() + ": ends within its header", "it was cut short: write it again");
  return size;
}

/// Sorted by their places, tensors must follow each other without a hole and without overlap, to the end of
/// the file.
void require_gapless(std::vector<Entry>& entries, std::uint64_t size, const std::string& name) {
  for (const Entry& entry : entries)
    if (entry.places.size() != 2 || entry.places[0] > entry.places[1])
      throw Error(
          name + ": tensor " + in_quotes(entry.name) + " has data_offsets that are not a begin and an end",
          Reader::remedy);
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::tie(entry.places, entry.name); });
  std::uint64_t end = 0;
  for (const Entry& entry : entries) {
    if (entry.places[0] != end)
      throw Error(name + ": tensor " + in_quotes(entry.name) + " does not begin where the one before ends",
                  Reader::remedy);
    end = entry.places[1];
  }
  if (end > size) throw Error(name + ": ends within its tensors", "it was cut short: write it again");
  if (end < size) throw Error(name + ": bytes follow its last tensor", Reader::remedy);
}

DType type_of(const Entry& entry, std::optional<DType> asked, const std::string& label) {
  if (const auto stored = parse_type(entry.dtype)) return understood(*stored, asked, label);
  throw OtherType(label + ": dtype " + in_quotes(entry.dtype) +
                      (entry.dtype.starts_with('C') ? " is not real" : " is not known"),
                  "save real numbers: tensor.float()");
}

Array array_of(const Entry& entry, std::uint64_t begin, std::optional<DType> asked, const std::string& name) {
  const std::string label = name + ": tensor " + in_quotes(entry.name);
  const DType dtype = type_of(entry, asked, label);
  const std::uint64_t size = entry.places[1] - entry.places[0];
  if (byte_size(entry.shape, size_of(dtype)) != size)
    throw Error(label + ": shape " + shape_text(entry.shape) + " of " + entry.dtype + " does not take the " +
                    std::to_string(size) + " bytes that it has",
                Reader::remedy);
  return {.tensor = {entry.name, dtype, entry.shape},
          .label = label,
          .swapped = is_foreign(false),
          .offset = begin + entry.places[0]};
}

}  // namespace

std::unique_ptr<TensorFile> open_safetensors(Input input, const OpenOptions& options) {
  const std::uint64_t header = header_size(*input.file), begin = length_size + header;
  auto entries = read_header(*input.file, header);
  require_gapless(entries, input.file->size() - begin, input.name);
  if (entries.empty()) throw Error(input.name + ": has no tensors", "save some");
  std::vector<Array> arrays;
  std::vector<Unreadable> unreadable;
  for (const Entry& entry : entries) {
    try {
      arrays.push_back(array_of(entry, begin, options.dtype, input.name));
    } catch (const OtherType& error) {
      unreadable.push_back({entry.name, error});
    }
  }
  return file_of(std::move(input.file), std::move(arrays), std::move(unreadable));
}

}  // namespace actviz
