#include "plots/backend/huffman.hpp"

#include <gtest/gtest.h>

#include <random>

namespace actviz::test {
namespace {

using namespace plots;

/// How much of all bit strings the codes take up, in units of 2^-15: all of them in a complete code.
int taken(const std::vector<Code>& codes) {
  int sum = 0;
  for (const Code& code : codes)
    if (code.length > 0) sum += 1 << (15 - code.length);
  return sum;
}

TEST(Huffman, codes_are_complete_and_within_the_limit) {
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    const int limit = i % 2 == 0 ? 15 : 7;
    std::vector<std::uint32_t> counts(limit == 15 ? 286 : 19);
    for (auto& count : counts) count = random() % 3 == 0 ? 0 : 1u << random() % 28;
    const auto codes = huffman_codes(counts, limit);
    ASSERT_EQ(taken(codes), 1 << 15);
    for (const Code& code : codes) ASSERT_LE(code.length, limit);
  }
}

TEST(Huffman, what_does_not_occur_has_no_code) {
  const std::vector<std::uint32_t> counts = {5, 0, 3, 1};
  EXPECT_EQ(huffman_codes(counts, 15)[1].length, 0);
}

TEST(Huffman, frequent_symbols_have_short_codes) {
  const std::vector<std::uint32_t> counts = {1, 8, 2, 4};
  const auto codes = huffman_codes(counts, 15);
  EXPECT_EQ(codes[1].length, 1);
  EXPECT_EQ(codes[3].length, 2);
  EXPECT_EQ(codes[0].length, 3);
}

TEST(Huffman, a_single_symbol_gets_a_code_of_one_bit) {
  const std::vector<std::uint32_t> counts = {0, 0, 9};
  const auto codes = huffman_codes(counts, 15);
  EXPECT_EQ(codes[2].length, 1);
  EXPECT_EQ(taken(codes), 1 << 15);
}

TEST(Huffman, bits_are_packed_from_the_lowest) {
  BitWriter out;
  out.write(0b1, 1);
  out.write(0b01, 2);
  out.write(0xabcd, 16);
  EXPECT_EQ(out.take(), (std::vector<std::uint8_t>{0x6b, 0x5e, 0x05}));
}

}  // namespace
}  // namespace actviz::test
