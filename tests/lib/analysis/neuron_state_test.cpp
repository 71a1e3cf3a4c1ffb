#include "lib/analysis/neuron_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "lib/analysis/neuron_report.hpp"
#include "lib/base/error.hpp"

namespace actviz::test {
namespace {

constexpr std::size_t columns = 3;

std::vector<float> numbers(std::size_t rows) {
  std::mt19937 random(11);
  std::normal_distribution<float> values;
  std::vector<float> all(rows * columns);
  for (float& x : all) x = values(random);
  return all;
}

const std::size_t rows = 5 * NeuronTally::leaf_rows + 100;

NeuronPart part_of(const std::vector<float>& data, std::uint64_t first, std::uint64_t last,
                   const std::string& tensor = "") {
  NeuronPart part{
      {tensor, {"a.npy"}, rows, "f32", 0.01, first, last},
      NeuronTally({.columns = columns, .rule = slope_rule(Function::parse("tanh"), true, 0.01)}, first)};
  const std::size_t start = first * NeuronTally::leaf_rows,
                    end = std::min<std::size_t>(rows, last * NeuronTally::leaf_rows);
  if (end > start) part.tally.add({&data[start * columns], end - start, columns, Rows::Type::f32}, 1);
  part.tally.finish(1);
  return part;
}

std::string saved(const std::vector<NeuronPart>& parts) {
  StringSink sink;
  write_parts(parts, sink);
  return sink.text;
}

template <class... Part>
std::vector<NeuronPart> list(Part... parts) {
  std::vector<NeuronPart> all;
  (all.push_back(std::move(parts)), ...);
  return all;
}

std::string error_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.message;
  }
  return "";
}

TEST(NeuronState, comes_back_as_it_was) {
  const auto data = numbers(rows);
  const std::string bytes = saved(list(part_of(data, 0, 6, "layer")));
  const auto parts = read_parts(bytes, "p.avs");
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].header.tensor, "layer");
  EXPECT_EQ(parts[0].tally.rows(), rows);
  EXPECT_EQ(saved(parts), bytes);
  EXPECT_TRUE(parts[0].tally.setup().rule.slope) << "the rule is made again";
}

TEST(NeuronState, parts_in_any_order_make_the_whole_to_the_last_bit) {
  const auto data = numbers(rows);
  const std::string whole = saved(list(part_of(data, 0, 6)));
  for (const std::vector<std::uint64_t>& ends :
       {std::vector<std::uint64_t>{6}, {1, 2, 6}, {2, 2, 3, 4, 5, 6}}) {
    std::vector<std::vector<NeuronPart>> files;
    std::vector<std::string> names;
    std::uint64_t first = 0;
    for (const std::uint64_t end : ends) {
      files.push_back(read_parts(saved(list(part_of(data, first, end))), "p"));
      names.push_back("part" + std::to_string(end));
      first = end;
    }
    std::ranges::reverse(files);
    std::ranges::reverse(names);
    EXPECT_TRUE(saved(merged(std::move(files), names)) == whole) << ends.size();
  }
}

TEST(NeuronState, overlapping_missing_and_foreign_parts_are_refused_by_name) {
  const auto data = numbers(rows);
  const auto error = [&](std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges,
                         const std::string& tensor = "") {
    std::vector<std::vector<NeuronPart>> files;
    std::vector<std::string> names;
    for (const auto& [first, last] : ranges) {
      files.push_back(list(part_of(data, first, last, files.empty() ? "" : tensor)));
      names.push_back("p" + std::to_string(first) + "-" + std::to_string(last));
    }
    return error_of([&] { merged(std::move(files), names); });
  };
  EXPECT_EQ(error({{0, 3}, {3, 6}}), "");
  EXPECT_EQ(error({{0, 3}, {2, 6}}), "the rows of \"p2-6\" are in another part too");
  EXPECT_EQ(error({{0, 3}, {0, 3}, {3, 6}}), "the rows of \"p0-3\" are in another part too");
  EXPECT_EQ(error({{0, 2}, {3, 6}}), "rows from 32768 to 49152 are in no part, before \"p3-6\"");
  EXPECT_EQ(error({{0, 5}}), "rows from 81920 on are in no part");
  EXPECT_EQ(error({{0, 3}, {3, 6}}, "other"), "\"p3-6\" is a part of something else than \"p0-3\"");
}

TEST(NeuronState, damaged_files_are_refused) {
  const std::string bytes = saved(list(part_of(numbers(rows), 0, 6)));
  EXPECT_EQ(error_of([&] { read_parts("hello", "x"); }), "\"x\" is no part of a count of neurons");
  EXPECT_EQ(error_of([&] { read_parts("actviz neurons 7\n" + bytes.substr(17), "x"); }),
            "\"x\" was written by another version of actviz");
  for (std::size_t cut = 17; cut < bytes.size(); cut += 97)
    EXPECT_EQ(error_of([&] { read_parts(bytes.substr(0, cut), "x"); }), "\"x\" is damaged") << cut;
  for (std::size_t at = 17; at < bytes.size(); at += 131) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    EXPECT_EQ(error_of([&] { read_parts(changed, "x"); }), "\"x\" is damaged") << at;
  }
}

}  // namespace
}  // namespace actviz::test
