#include "lib/data/zip.hpp"

#include <algorithm>
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr std::size_t most_members = 10'000;
constexpr std::uint64_t large = 1 << 30, most_expansion = 200;

/// Fixed parts of the format, with the places of what is read in them.
constexpr std::uint64_t local_size = 30, entry_size = 46, end_size = 22, end64_size = 56, locator_size = 20;
constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50,
                        end64_mark = 0x06064b50, locator_mark = 0x07064b50;
/// Says that the number stands in the Zip64 part.
constexpr std::uint64_t elsewhere = 0xffffffff;

/// Numbers in a piece of the archive.
class Piece {
 public:
  explicit Piece(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint64_t size() const { return bytes_.size(); }
  std::uint16_t u16(std::uint64_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::uint64_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::uint64_t at) const { return number(at, 8); }
  std::string_view text(std::uint64_t at, std::uint64_t size) const {
    return {reinterpret_cast<const char*>(bytes_.data()) + at, static_cast<std::size_t>(size)};
  }

 private:
  std::uint64_t number(std::uint64_t at, std::uint64_t size) const {
    std::uint64_t value = 0;
    for (std::uint64_t i = size; i-- > 0;)
      value = value << 8 | std::to_integer<std::uint64_t>(bytes_[at + i]);
    return value;
  }
  std::span<const std::byte> bytes_;
};

class Directory {
 public:
  explicit Directory(const MappedFile& file) : file_(file) {}

  std::vector<ZipMember> members() {
    find();
    std::vector<ZipMember> members;
    members.reserve(static_cast<std::size_t>(count_));
    std::uint64_t at = offset_;
    for (std::uint64_t i = 0; i < count_; ++i) members.push_back(entry(at));
    require_apart(members);
    require_different(members);
    return members;
  }

 private:
  [[noreturn]] void fail(const std::string& what, const char* hint = "copy or write it again") const {
    throw Error(file_.name() + ": " + what, hint);
  }

  Piece piece(std::uint64_t offset, std::uint64_t size) const {
    if (offset > file_.size() || size > file_.size() - offset) fail("its zip directory is damaged");
    return Piece(file_.bytes(offset, size));
  }

  /// The place of the end record: the last one whose comment reaches to the end of the file.
  std::uint64_t find_end() const {
    constexpr std::uint64_t longest_comment = 0xffff;
    if (file_.size() < end_size) fail("its zip directory is missing", "it was cut short: write it again");
    const std::uint64_t last = file_.size() - end_size;
    const std::uint64_t first = last - std::min(last, longest_comment);
    const Piece tail = piece(first, file_.size() - first);
    for (std::uint64_t at = last - first + 1; at-- > 0;)
      if (tail.u32(at) == end_mark && tail.u16(at + 20) == last - first - at) return first + at;
    fail("its zip directory is missing", "it was cut short: write it again");
  }

  /// Finds the directory: its place, its size and the number of its entries.
  void find() {
    std::uint64_t before = find_end();
    const Piece end = piece(before, end_size);
    std::uint64_t disk = end.u16(4), size = end.u32(12);
    count_ = end.u16(10);
    offset_ = end.u32(16);
    if (before >= locator_size && piece(before - locator_size, locator_size).u32(0) == locator_mark) {
      before = piece(before - locator_size, locator_size).u64(8);
      const Piece end64 = piece(before, end64_size);
      if (end64.u32(0) != end64_mark) fail("its zip directory is damaged");
      disk = end64.u32(16);
      count_ = end64.u64(32);
      size = end64.u64(40);
      offset_ = end64.u64(48);
    }
    if (disk != 0) fail("is one of several parts of a zip archive", "join them first");
    if (offset_ > before || size != before - offset_) fail("its zip directory is damaged");
    end_ = before;
    if (count_ > most_members) fail("has more than 10000 members", "is this an archive of arrays?");
  }

  /// The entry at a place, which moves behind it.
  ZipMember entry(std::uint64_t& at) const {
    const Piece fixed = piece(at, entry_size);
    const std::uint64_t name_size = fixed.u16(28), extra_size = fixed.u16(30), comment_size = fixed.u16(32);
    const std::uint64_t size = entry_size + name_size + extra_size + comment_size;
    if (fixed.u32(0) != entry_mark || size > end_ - at) fail("its zip directory is damaged");
    const Piece all = piece(at, size);
    at += size;
    ZipMember member{.name = std::string(all.text(entry_size, name_size)), .crc = fixed.u32(16)};
    const std::string label = in_quotes(member.name);
    if ((fixed.u16(8) & 1) != 0) fail(label + " is encrypted", "write the archive without a password");
    const int method = fixed.u16(10);
    if (method != 0 && method != 8)
      fail(label + " is compressed by another method than deflate", "write it with numpy.savez");
    member.deflated = method == 8;
    member.stored_size = fixed.u32(20);
    member.size = fixed.u32(24);
    std::uint64_t local = fixed.u32(42);
    read_zip64(Piece(file_.bytes(at - size + entry_size + name_size, extra_size)), member, local);
    place(member, local, method);
    require_sound(member);
    return member;
  }

  /// Sizes and places beyond 4 GiB stand in an extra field: those, in this order, for which the entry has no
  /// room.
  void read_zip64(const Piece& extra, ZipMember& member, std::uint64_t& local) const {
    std::uint64_t at = 0;
    while (at + 4 <= extra.size() && extra.u16(at) != 1) at += 4 + std::uint64_t{extra.u16(at + 2)};
    const bool found = at + 4 <= extra.size();
    const std::uint64_t end = found ? std::min(extra.size(), at + 4 + extra.u16(at + 2)) : 0;
    at += 4;
    for (std::uint64_t* number : {&member.size, &member.stored_size, &local}) {
      if (*number != elsewhere) continue;
      if (!found || at + 8 > end) fail("its zip directory is damaged");
      *number = extra.u64(at);
      at += 8;
    }
  }

  /// The header before the bytes says the same name and method as the directory.
  void place(ZipMember& member, std::uint64_t local, int method) const {
    const Piece fixed = piece(local, local_size);
    const std::uint64_t name_size = fixed.u16(26), extra_size = fixed.u16(28);
    member.offset = local + local_size + name_size + extra_size;
    if (fixed.u32(0) != local_mark || fixed.u16(8) != method || name_size != member.name.size() ||
        piece(local + local_size, name_size).text(0, name_size) != member.name || member.offset > offset_ ||
        member.stored_size > offset_ - member.offset)
      fail("its directory and its member " + in_quotes(member.name) + " differ");
  }

  void require_sound(const ZipMember& member) const {
    if (!member.deflated && member.size != member.stored_size)
      fail("its directory and its member " + in_quotes(member.name) + " differ");
    if (member.size > large && member.size / most_expansion > member.stored_size)
      fail(in_quotes(member.name) + " would expand more than 200 times", "unpack it first if that is meant");
  }

  void require_apart(std::vector<ZipMember> members) const {
    std::ranges::sort(members, {}, &ZipMember::offset);
    for (std::size_t i = 1; i < members.size(); ++i)
      if (members[i - 1].offset + members[i - 1].stored_size + local_size + members[i].name.size() >
          members[i].offset)
        fail("its members " + in_quotes(members[i - 1].name) + " and " + in_quotes(members[i].name) +
             " overlap");
  }

  void require_different(const std::vector<ZipMember>& members) const {
    std::vector<std::string_view> names;
    for (const auto& member : members) names.push_back(member.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) fail("has " + in_quotes(*twice) + " twice", "keep the one that holds");
  }

  const MappedFile& file_;
  std::uint64_t offset_ = 0, end_ = 0, count_ = 0;
};

}  // namespace

std::vector<ZipMember> read_zip_directory(const MappedFile& file) { return Directory(file).members(); }

std::unique_ptr<Source> open_member(const std::shared_ptr<const MappedFile>& file, const ZipMember& member,
                                    const std::string& label) {
  auto source = std::make_unique<MappedSource>(file, member.offset, member.stored_size);
  if (!member.deflated) return source;
  return inflated(std::move(source), member.size, member.checksum(label), label);
}

}  // namespace actviz
