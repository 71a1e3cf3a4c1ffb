// Archives of arrays, and archives that mean harm.
#include <gtest/gtest.h>

#include <zlib.h>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Numbers = std::vector<double>;

const std::string one = npy("<f4", "(2, 2)", bytes_of<float>({1, 2, 3, 4}));
const std::string other = npy(">f8", "(3,)", bytes_of<double>({5, 6, 7}, true));

/// With some bytes at a place changed.
std::string changed(std::string bytes, std::size_t at, const std::string& to) {
  return bytes.replace(at, to.size(), to);
}

std::size_t directory_of(const std::string& archive) { return archive.find("PK\x01\x02"); }

TEST(Npz, members_are_tensors_stored_or_deflated) {
  for (const bool deflated : {false, true})
    for (const bool descriptor : {false, true})
      for (const bool zip64 : {false, true}) {
        const auto opened = open_tensors(file(zip({{"a.npy", one, deflated, descriptor, zip64},
                                                   {"b/c.npy", other, !deflated, descriptor, zip64}})));
        ASSERT_EQ(opened->tensors().size(), 2u);
        EXPECT_EQ(opened->tensors()[0].name, "a");
        EXPECT_EQ(opened->tensors()[1].name, "b/c");
        EXPECT_EQ(all_rows(*opened, 0), (Numbers{1, 2, 3, 4}));
        EXPECT_EQ(all_rows(*opened, 1), (Numbers{5, 6, 7}));
        EXPECT_EQ(all_rows(*opened, 0, {0}), (Numbers{1, 3, 2, 4}));
        EXPECT_EQ(all_rows(*opened, 0, {}, 1), (Numbers{1, 2, 3, 4}));
      }
}

TEST(Npz, a_comment_at_the_end_is_passed_over) {
  std::string archive = zip({{"a.npy", one}});
  archive.resize(archive.size() - 2);
  EXPECT_EQ(all_rows(file(archive + little(9, 2) + "PK\x05\x06 note")), (Numbers{1, 2, 3, 4}));
}

TEST(Npz, other_members_are_passed_over) {
  EXPECT_EQ(open_tensors(file(zip({{"readme.txt", "text"}, {"a.npy", one}})))->tensors().size(), 1u);
  EXPECT_EQ(complaint(file(zip({{"readme.txt", "text"}}))),
            "\"x\": a zip archive without arrays (.npy)\nwrite it with numpy.savez");
  EXPECT_EQ(complaint(file(zip({}))),
            "\"x\": a zip archive without arrays (.npy)\nwrite it with numpy.savez");
}

TEST(Npz, arrays_of_other_types_do_not_hide_the_rest) {
  const std::string names = npy("<U3", "(1,)", std::string(12, 'x'));
  const auto opened = open_tensors(file(zip({{"names.npy", names}, {"a.npy", one}})));
  EXPECT_EQ(opened->tensors().size(), 1u);
  ASSERT_EQ(opened->unreadable().size(), 1u);
  EXPECT_EQ(opened->unreadable()[0].name, "names");
  EXPECT_EQ(opened->unreadable()[0].why.message, "\"x\": tensor \"names\": dtype \"<U3\" is of texts");
  EXPECT_EQ(
      complaint(file(zip({{"names.npy", names}}))),
      "\"x\": tensor \"names\": dtype \"<U3\" is of texts\nsave real numbers: array.astype(\"float32\")");
}

TEST(Npz, a_name_given_twice_is_refused) {
  EXPECT_EQ(complaint(file(zip({{"a.npy", one}, {"a.npy", other}}))),
            "\"x\": has \"a.npy\" twice\nkeep the one that holds");
}

TEST(Npz, names_keep_their_control_characters) {
  const auto opened = open_tensors(file(zip({{"\x1b[31m.npy", one}})));
  EXPECT_EQ(opened->tensors()[0].name, "\x1b[31m");
}

TEST(Npz, a_changed_byte_is_noticed) {
  for (const bool deflated : {false, true}) {
    const std::string archive = zip({{"a.npy", one, deflated}});
    const std::size_t last = directory_of(archive) - 1;
    EXPECT_EQ(complaint(file(changed(archive, last, "\x55"))),
              "\"x\": tensor \"a\": the archive is damaged here\ncopy or write it again")
        << deflated;
    EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 16, "\x55"))),
              "\"x\": tensor \"a\": the archive is damaged here\ncopy or write it again")
        << deflated;
  }
}

TEST(Npz, a_changed_byte_is_noticed_in_any_order_of_rows) {
  const std::string archive = zip({{"a.npy", one}});
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) - 1, "\x55")), {}, {0}),
            "\"x\": tensor \"a\": the archive is damaged here\ncopy or write it again");
}

TEST(Npz, the_size_in_the_directory_must_be_that_of_the_array) {
  const std::string archive = zip({{"a.npy", one, true}});
  const std::size_t size = directory_of(archive) + 24;
  EXPECT_EQ(complaint(file(changed(archive, size, little(one.size() - 1, 4)))),
            "\"x\": tensor \"a\": shape (2, 2) of f32 needs more than the 15 bytes there are\n"
            "it was cut short: write it again");
  EXPECT_EQ(complaint(file(changed(archive, size, little(one.size() + 1, 4)))),
            "\"x\": tensor \"a\": bytes follow its last row\none array a file; numpy.savez holds several");
}

TEST(Npz, a_stream_longer_than_its_directory_says_is_refused) {
  const std::string longer = zip({{"a.npy", one + "more", true}});
  const std::string lying = changed(longer, directory_of(longer) + 24, little(one.size(), 4));
  EXPECT_EQ(complaint(file(changed(lying, directory_of(lying) + 16, little(crc_of(one), 4)))),
            "\"x\": tensor \"a\": the archive is damaged here\ncopy or write it again");
}

TEST(Npz, bytes_behind_a_compressed_stream_are_refused) {
  std::string content = deflated(one) + "more";
  std::string archive = zip({{"a.npy", content}});
  for (const std::size_t at : {std::size_t{8}, directory_of(archive) + 10})
    archive = changed(archive, at, little(8, 2));
  archive = changed(archive, directory_of(archive) + 16, little(crc_of(one), 4));
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 24, little(one.size(), 4)))),
            "\"x\": tensor \"a\": the archive is damaged here\ncopy or write it again");
}

TEST(Npz, whatever_it_is_cut_to_it_is_refused) {
  const std::string whole = zip({{"a.npy", one, true}, {"b.npy", other, false, true, true}});
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_NE(complaint(file(whole.substr(0, size))), "no complaint") << size;
  EXPECT_EQ(complaint(file(whole.substr(0, 100))),
            "\"x\": its zip directory is missing\nit was cut short: write it again");
}

TEST(Npz, whatever_byte_is_changed_nothing_breaks) {
  const std::string whole = zip({{"a.npy", one, true}, {"b.npy", other, false, true, true}});
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char* to : {"\x01", "\xff", "\x80"}) complaint(file(changed(whole, at, to)));
}

TEST(Npz, directories_that_point_elsewhere_are_refused) {
  const std::string archive = zip({{"a.npy", one}});
  const std::size_t end = archive.size() - 22;
  const std::string words = "\"x\": its zip directory is damaged\ncopy or write it again";
  EXPECT_EQ(complaint(file(changed(archive, end + 16, little(0xfffffff0, 4)))), words);
  EXPECT_EQ(complaint(file(changed(archive, end + 12, little(0xfffffff0, 4)))), words);
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 42, little(0xfffffff0, 4)))), words);
  EXPECT_EQ(complaint(file(changed(archive, end + 10, little(2, 2)))), words);
  const std::string wide = zip({{"a.npy", one, false, false, true}});
  const std::size_t locator = wide.find("PK\x06\x07"), end64 = wide.find("PK\x06\x06");
  EXPECT_EQ(complaint(file(changed(wide, locator + 8, little(~std::uint64_t{0}, 8)))), words);
  EXPECT_EQ(complaint(file(changed(wide, end64 + 48, little(std::uint64_t{1} << 63, 8)))), words);
  EXPECT_EQ(complaint(file(changed(wide, end64 + 32, little(std::uint64_t{1} << 63, 8)))),
            "\"x\": has more than 10000 members\nis this an archive of arrays?");
}

TEST(Npz, a_directory_and_its_members_must_agree) {
  const std::string archive = zip({{"a.npy", one}});
  const std::string words = "\"x\": its directory and its member \"a.npy\" differ\ncopy or write it again";
  EXPECT_EQ(complaint(file(changed(archive, 30, "b"))), words);
  EXPECT_EQ(complaint(file(changed(archive, 8, little(8, 2)))), words);
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 20, little(0x10000, 4)))), words);
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 24, little(5, 4)))), words);
}

TEST(Npz, members_that_overlap_are_refused) {
  std::string archive = zip({{"a.npy", one}, {"b.npy", one}});
  const std::size_t second = directory_of(archive) + 46 + 5;
  archive = changed(archive, second + 42, little(0, 4));
  archive = changed(archive, second + 46, "a.npy");
  EXPECT_EQ(complaint(file(archive)),
            "\"x\": its members \"a.npy\" and \"a.npy\" overlap\ncopy or write it again");
}

TEST(Npz, what_is_encrypted_or_compressed_otherwise_is_refused) {
  const std::string archive = zip({{"a.npy", one}});
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 8, little(1, 2)))),
            "\"x\": \"a.npy\" is encrypted\nwrite the archive without a password");
  EXPECT_EQ(complaint(file(changed(archive, directory_of(archive) + 10, little(12, 2)))),
            "\"x\": \"a.npy\" is compressed by another method than deflate\nwrite it with numpy.savez");
  EXPECT_EQ(complaint(file(changed(archive, archive.size() - 22 + 4, little(1, 2)))),
            "\"x\": is one of several parts of a zip archive\njoin them first");
}

TEST(Npz, more_than_ten_thousand_members_are_refused) {
  std::vector<Packed> members;
  for (int i = 0; i <= 10'000; ++i) members.push_back({std::to_string(i) + ".npy", ""});
  EXPECT_EQ(complaint(file(zip(members))),
            "\"x\": has more than 10000 members\nis this an archive of arrays?");
}

/// A .npy file of zeros, in pieces of which all but the first compress to the same bytes.
struct Zeros {
  static constexpr std::size_t piece_size = 1 << 20;
  explicit Zeros(std::size_t count) : pieces(count) {
    const std::string header = npy("<f4", "(" + std::to_string(pieces) + ", 262144)", "");
    const std::string piece(piece_size, '\0');
    crc = crc_of(header);
    const auto piece_crc = static_cast<uLong>(crc_of(piece));
    for (std::size_t i = 0; i < pieces; ++i)
      crc = static_cast<std::uint32_t>(::crc32_combine(crc, piece_crc, piece_size));
    size = header.size() + pieces * piece_size;
    // Stored blocks: the header; then flushed blocks, which are whole bytes; then an empty last one.
    content = '\0' + little(header.size(), 2) + little(~header.size(), 2) + header;
    const std::string block = flushed(piece);
    for (std::size_t i = 0; i < pieces; ++i) content += block;
    content += std::string("\x01\0\0\xff\xff", 5);
  }

  static std::string flushed(const std::string& piece) {
    z_stream stream{};
    ::deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string out(1 << 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, Z_FULL_FLUSH);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    return out;
  }

  /// The archive, made from one that stores the compressed bytes.
  std::string archive() const {
    std::string bytes = zip({{"a.npy", content}});
    for (const std::size_t at : {std::size_t{8}, directory_of(bytes) + 10})
      bytes = changed(bytes, at, little(8, 2));
    bytes = changed(bytes, directory_of(bytes) + 16, little(crc, 4));
    return changed(bytes, directory_of(bytes) + 24, little(size, 4));
  }

  std::size_t pieces, size = 0;
  std::uint32_t crc = 0;
  std::string content;
};

TEST(Npz, a_bomb_is_refused_before_it_is_unpacked) {
  const Zeros bomb(2048);
  EXPECT_GT(bomb.size / bomb.content.size(), 950u);
  EXPECT_EQ(complaint(file(bomb.archive())),
            "\"x\": \"a.npy\" would expand more than 200 times\nunpack it first if that is meant");
}

TEST(Npz, a_layer_of_zeros_is_unpacked_in_little_memory) {
  const auto opened = open_tensors(file(Zeros(200).archive()));
  const auto before = resident_memory();
  const auto reader = opened->rows(0);
  RowBlock block;
  std::uint64_t rows = 0;
  for (reader->next(block, 8); block.rows() > 0; reader->next(block, 8)) rows += block.rows();
  EXPECT_EQ(rows, 200u);
  EXPECT_LT(resident_memory(), before + (32 << 20));
}

TEST(Npz, cannot_come_from_a_stream) {
  EXPECT_EQ(complaint(stream(zip({{"a.npy", one}}))),
            "\"x\": .npz cannot be read from a stream\nwrite it to a file first");
}

TEST(Npz, a_compressed_array_in_column_order_may_take_64_mib) {
  const auto columns_of = [](std::size_t rows) {
    return zip(
        {{"a.npy", npy("|i1", "(" + std::to_string(rows) + ", 1024)", std::string(rows * 1024, 'x'), true),
          true}});
  };
  const auto opened = open_tensors(file(columns_of(1000)));
  EXPECT_EQ(all_rows(*opened).size(), 1'024'000u);
  EXPECT_EQ(complaint(file(columns_of(70'000))),
            "\"x\": tensor \"a\": its order of elements needs more than 64 MiB of memory\n"
            "save it uncompressed to a file, or in the order of its rows: numpy.ascontiguousarray");
}

TEST(Npz, what_numpy_wrote_is_read) {
  const Numbers expected{0, -1.5, 2, 3, 4, 5.25};
  for (const char* name : {"stored", "deflated"}) {
    const auto opened = open_tensors(source_root() + "/tests/data/" + name + ".npz");
    ASSERT_EQ(opened->tensors().size(), 2u);
    EXPECT_EQ(opened->tensors()[0].name, "layer.0");
    EXPECT_EQ(all_rows(*opened, 0), expected) << name;
    EXPECT_EQ(all_rows(*opened, 1), expected) << name;
  }
}

}  // namespace
}  // namespace actviz::test
