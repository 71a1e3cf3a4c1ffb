#include "lib/data/npy_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/data/rows.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz {
namespace {

constexpr std::size_t longest_header = 65536;

/// Reads the Python literals that a header may have, and no others.
class Parser {
 public:
  Parser(std::string_view text, bool long_suffix, const std::string& name)
      : text_(text), long_suffix_(long_suffix), name_(name) {}

  /// Passes over white space and then one character; tells whether it was there.
  bool take(char c) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void require(char c) {
    if (!take(c)) fail(in_quotes({&c, 1}));
  }

  std::string_view string() {
    const char quote = take('"') ? '"' : '\'';
    if (quote == '\'' && !take('\'')) fail("a text");
    const auto end = text_.find(quote, at_);
    const auto content = text_.substr(at_, end - at_);
    if (end == std::string_view::npos || content.find('\\') != std::string_view::npos) fail("a plain text");
    at_ = end + 1;
    return content;
  }

  bool boolean() {
    skip_space();
    for (const std::string_view word : {"True", "False"})
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return word == "True";
      }
    fail("True or False");
  }

  /// A tuple: of one size only with a comma after it.
  std::vector<std::uint64_t> shape() {
    std::vector<std::uint64_t> sizes;
    require('(');
    while (!take(')')) {
      if (sizes.size() == most_dimensions) fail("at most 64 dimensions");
      sizes.push_back(number());
      if (take(',')) continue;
      if (sizes.size() == 1) fail("\",\"");
      require(')');
      break;
    }
    return sizes;
  }

  bool at_bracket() {
    skip_space();
    return at_ < text_.size() && (text_[at_] == '[' || text_[at_] == '(');
  }

  void require_end() {
    skip_space();
    if (at_ != text_.size()) fail("nothing more");
  }

  [[noreturn]] void fail(const std::string& expected) const {
    throw Error(name_ + ": its header is damaged: expected " + expected + " at byte " + std::to_string(at_),
                "expected a file of numpy.save");
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n\f").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  std::uint64_t number() {
    skip_space();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc{}) fail("a size");
    at_ = static_cast<std::size_t>(end - text_.data());
    if (long_suffix_ && at_ < text_.size() && text_[at_] == 'L') ++at_;  // as Python 2 wrote it
    return value;
  }

  std::string_view text_;
  bool long_suffix_;
  const std::string& name_;
  std::size_t at_ = 0;
};

/// The types that numpy has a letter for.
std::optional<DType> numpy_type(std::string_view kind) {
  constexpr std::pair<std::string_view, DType> types[] = {
      {"f8", DType::f64}, {"f4", DType::f32}, {"f2", DType::f16}, {"i8", DType::i64},
      {"i4", DType::i32}, {"i2", DType::i16}, {"i1", DType::i8},  {"u8", DType::u64},
      {"u4", DType::u32}, {"u2", DType::u16}, {"u1", DType::u8},  {"b1", DType::boolean}};
  const auto* found = std::ranges::find(types, kind, &std::pair<std::string_view, DType>::first);
  return found == std::end(types) ? std::nullopt : std::optional(found->second);
}

/// Types that numpy does not know are stored as bytes: V2, V1, or f1 of the eight-bit floats.
DType type_of_bytes(std::string_view descr, std::optional<DType> asked, const std::string& name) {
  const bool two = descr.ends_with('2');
  if (asked && size_of(*asked) == (two ? 2u : 1u)) return *asked;
  throw OtherType(
      name + ": dtype " + in_quotes(descr) + " does not say what its bytes are",
      two ? "for bfloat16: --dtype bf16" : "for eight-bit floats: --dtype f8_e4m3 or --dtype f8_e5m2");
}

[[noreturn]] void refuse_type(std::string_view descr, const std::string& name) {
  const std::string_view type = descr.substr(std::min<std::size_t>(1, descr.size())),
                         kind = type.substr(0, 1);
  std::string what = "is not known";
  if (kind == "c") what = "is not real";
  if (kind == "O") what = "is of Python objects";
  if (kind == "S" || kind == "U" || kind == "a") what = "is of texts";
  if (kind == "M" || kind == "m") what = "is of times";
  if (kind == "V") what = "is of plain bytes";
  if (type == "f12" || type == "f16") what = "is wider than 64 bits";
  throw OtherType(name + ": dtype " + in_quotes(descr) + ' ' + what,
                  "save real numbers: array.astype(\"float32\")");
}

void read_descr(std::string_view descr, std::optional<DType> asked, const std::string& name,
                NpyHeader& header) {
  const char order = descr.empty() ? ' ' : descr[0];
  const std::string_view kind = descr.substr(std::min<std::size_t>(1, descr.size()));
  header.big_endian = order == '>';
  if (order != '<' && order != '>' && order != '|') refuse_type(descr, name);
  if (kind == "V2" || kind == "V1" || kind == "f1") {
    header.dtype = type_of_bytes(descr, asked, name);
    return;
  }
  const auto stored = numpy_type(kind);
  if (!stored || (order == '|' && size_of(*stored) > 1)) refuse_type(descr, name);
  header.dtype = understood(*stored, asked, name);
}

/// One entry of the dictionary, its key among those not seen yet.
void read_entry(Parser& parser, std::array<bool, 3>& seen, std::string_view& descr, NpyHeader& header,
                const std::string& name) {
  constexpr std::array<std::string_view, 3> keys{"descr", "fortran_order", "shape"};
  const std::string_view key = parser.string();
  const auto index = static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
  if (index == keys.size() || seen[index]) parser.fail("descr, fortran_order and shape, each once,");
  seen[index] = true;
  parser.require(':');
  if (index == 0 && parser.at_bracket())
    throw OtherType(name + ": its elements are structured", "save one field: array[\"field\"]");
  if (index == 0) descr = parser.string();
  if (index == 1) header.fortran = parser.boolean();
  if (index == 2) header.shape = parser.shape();
}

std::string read_exactly(Source& source, std::size_t size, const std::string& name) {
  std::string bytes(size, '\0');
  if (read_fully(source, bytes) < size)
    throw Error(name + ": ends within its header", "it was cut short: write it again");
  return bytes;
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

}  // namespace

DType understood(DType stored, std::optional<DType> asked, const std::string& name) {
  if (!asked || *asked == stored) return stored;
  const bool is_unsigned = stored >= DType::u64 && stored <= DType::u8;
  if (is_unsigned && size_of(*asked) == size_of(stored)) return *asked;
  throw OtherType(name + ": has elements of type " + std::string(name_of(stored)) + ", not " +
                      std::string(name_of(*asked)),
                  "leave --dtype out: the file says its type");
}

NpyHeader read_npy_header(Source& source, const std::string& name, std::optional<DType> asked) {
  const std::string front = read_exactly(source, npy_magic.size() + 2, name);
  const int version = static_cast<std::uint8_t>(front[npy_magic.size()]);
  if (!front.starts_with(npy_magic) || version < 1 || version > 3 || front.back() != 0)
    throw Error(name + ": is not a .npy file of format 1, 2 or 3", "write it with numpy.save");
  const std::size_t width = version == 1 ? 2 : 4;
  const std::uint64_t length = little_endian(read_exactly(source, width, name));
  if (length > longest_header)
    throw Error(name + ": its header of " + std::to_string(length) + " bytes is longer than 65536",
                "write it with numpy.save");
  const std::string text = read_exactly(source, static_cast<std::size_t>(length), name);
  NpyHeader header;
  header.size = front.size() + width + length;
  Parser parser(text, version <= 2, name);
  std::array<bool, 3> seen{};
  std::string_view descr;
  parser.require('{');
  while (!parser.take('}')) {
    read_entry(parser, seen, descr, header, name);
    if (parser.take(',')) continue;
    parser.require('}');
    break;
  }
  parser.require_end();
  if (std::ranges::find(seen, false) != seen.end()) parser.fail("descr, fortran_order and shape, each once,");
  read_descr(descr, asked, name, header);
  return header;
}

}  // namespace actviz
