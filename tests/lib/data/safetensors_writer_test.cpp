#include "lib/data/safetensors_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

std::string written(std::span<const NamedMatrix> tensors) {
  StringSink sink;
  write_safetensors(tensors, sink);
  return sink.text;
}

TEST(SafetensorsWriter, follows_the_format_byte_by_byte) {
  const std::vector<double> values = {1.5, -2};
  const NamedMatrix one[] = {{"a", 1, 2, values}};
  const std::string header = R"({"a":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]}})";
  const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
  EXPECT_EQ(written(one), safetensors(padded, bytes_of(values)));
}

TEST(SafetensorsWriter, numbers_come_back_as_they_were) {
  std::vector<double> many(200'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = 1 / (static_cast<double>(i) - 1e5 + 0.5);
  const std::vector<double> odd = {-0.0, std::numeric_limits<double>::denorm_min(), INFINITY};
  const NamedMatrix tensors[] = {{"layer \"0\".gate", 400, 500, many}, {"b", 3, 1, odd}};
  const auto read = open_tensors(file(written(tensors)));
  ASSERT_EQ(read->tensors().size(), 2u);
  EXPECT_EQ(read->tensors()[0].name, "layer \"0\".gate");
  EXPECT_EQ(read->tensors()[0].shape, (std::vector<std::uint64_t>{400, 500}));
  EXPECT_EQ(all_rows(*read, 0), many);
  EXPECT_EQ(bytes_of(all_rows(*read, 1)), bytes_of(odd));
}

}  // namespace
}  // namespace actviz::test
