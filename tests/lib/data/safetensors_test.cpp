// .safetensors files of every type, and headers that mean harm.
#include <gtest/gtest.h>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Numbers = std::vector<double>;

std::string complaint_of(const std::string& header, const std::string& elements = bytes_of<float>({1, 2})) {
  return complaint(file(safetensors(header, elements)));
}

constexpr const char* remedy = "\nwrite it with a safetensors library";

TEST(Safetensors, every_type_is_read) {
  const std::tuple<const char*, std::string, DType> rows[] = {
      {"F64", bytes_of<double>({1, 3}), DType::f64},
      {"F32", bytes_of<float>({1, 3}), DType::f32},
      {"F16", bytes_of<std::uint16_t>({0x3c00, 0x4200}), DType::f16},
      {"BF16", bytes_of<std::uint16_t>({0x3f80, 0x4040}), DType::bf16},
      {"F8_E4M3", "\x38\x44", DType::f8_e4m3},
      {"F8_E5M2", "\x3c\x42", DType::f8_e5m2},
      {"I64", bytes_of<std::int64_t>({1, 3}), DType::i64},
      {"I32", bytes_of<std::int32_t>({1, 3}), DType::i32},
      {"I16", bytes_of<std::int16_t>({1, 3}), DType::i16},
      {"I8", "\x01\x03", DType::i8},
      {"U64", bytes_of<std::uint64_t>({1, 3}), DType::u64},
      {"U32", bytes_of<std::uint32_t>({1, 3}), DType::u32},
      {"U16", bytes_of<std::uint16_t>({1, 3}), DType::u16},
      {"U8", "\x01\x03", DType::u8},
  };
  for (const auto& [name, bytes, dtype] : rows) {
    const std::string header = "{\"t\":{\"dtype\":\"" + std::string(name) +
                               "\",\"shape\":[2,1],\"data_offsets\":[0," + std::to_string(bytes.size()) +
                               "]}}";
    const auto opened = open_tensors(file(safetensors(header, bytes)));
    EXPECT_EQ(opened->tensors()[0].dtype, dtype) << name;
    EXPECT_EQ(all_rows(*opened), (Numbers{1, 3})) << name;
  }
  EXPECT_EQ(all_rows(file(safetensors(R"({"t":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})",
                                      std::string("\x01\0", 2)))),
            (Numbers{1, 0}));
}

TEST(Safetensors, tensors_come_in_the_order_of_their_bytes) {
  const auto opened = open_tensors(file(safetensors(
      R"({"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]},)"
      R"("a":{"shape":[2],"dtype":"U8","data_offsets":[0,2]},"none":{"dtype":"F32","shape":[0,5],)"
      R"("data_offsets":[2,2]}}   )",
      "\x01\x02\x03")));
  ASSERT_EQ(opened->tensors().size(), 3u);
  EXPECT_EQ(opened->tensors()[0].name, "a");
  EXPECT_EQ(opened->tensors()[1].name, "none");
  EXPECT_EQ(opened->tensors()[2].name, "b");
  EXPECT_EQ(all_rows(*opened, 0), (Numbers{1, 2}));
  EXPECT_EQ(all_rows(*opened, 2), (Numbers{3}));
  EXPECT_EQ(complaint([&] { opened->rows(1); }),
            "\"x\": tensor \"none\": shape (0, 5) has no elements\nsave an array that is not empty");
}

TEST(Safetensors, a_single_number_has_no_rows) {
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", "abcd"),
            "\"x\": tensor \"t\": a single number, not rows of numbers\nsave an array of rows and columns");
}

TEST(Safetensors, names_may_be_anything) {
  const auto opened = open_tensors(
      file(safetensors(R"({"\u001b[2J\u00e9":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "x")));
  EXPECT_EQ(opened->tensors()[0].name, "\x1b[2Jé");
}

TEST(Safetensors, tensors_of_other_types_do_not_hide_the_rest) {
  const auto opened =
      open_tensors(file(safetensors(R"({"c":{"dtype":"C64","shape":[1],"data_offsets":[0,8]},)"
                                    R"("e":{"dtype":"F8_E8M0","shape":[1],"data_offsets":[8,9]},)"
                                    R"("t":{"dtype":"U8","shape":[1],"data_offsets":[9,10]}})",
                                    "0123456789")));
  EXPECT_EQ(opened->tensors().size(), 1u);
  ASSERT_EQ(opened->unreadable().size(), 2u);
  EXPECT_EQ(opened->unreadable()[0].why.message, "\"x\": tensor \"c\": dtype \"C64\" is not real");
  EXPECT_EQ(opened->unreadable()[1].why.message, "\"x\": tensor \"e\": dtype \"F8_E8M0\" is not known");
}

TEST(Safetensors, bytes_may_be_taken_for_another_type) {
  const auto bytes = safetensors(R"({"t":{"dtype":"U16","shape":[1],"data_offsets":[0,2]}})", "\x80\x3f");
  EXPECT_EQ(all_rows(file(bytes), {.dtype = DType::bf16}), (Numbers{1}));
}

TEST(Safetensors, a_header_must_lie_within_the_file) {
  const std::string json = R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  const auto with = [&](std::uint64_t size) { return complaint(file(little(size, 8) + json + "12345678")); };
  EXPECT_EQ(with(json.size()), "no complaint");
  EXPECT_EQ(with(std::uint64_t{1} << 63),
            "\"x\": its header of 9223372036854775808 bytes is longer than 100000000" + std::string(remedy));
  EXPECT_EQ(with(100'000'001),
            "\"x\": its header of 100000001 bytes is longer than 100000000" + std::string(remedy));
  EXPECT_EQ(with(100'000'000), "\"x\": ends within its header\nit was cut short: write it again");
  EXPECT_EQ(with(json.size() + 9), "\"x\": ends within its header\nit was cut short: write it again");
}

TEST(Safetensors, whatever_it_is_cut_to_it_is_refused) {
  const std::string whole =
      safetensors(R"({"t":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}})", "12345678");
  for (std::size_t size = 2; size < whole.size(); ++size)  // its first byte alone is the number 6
    EXPECT_NE(complaint(file(whole.substr(0, size))), "no complaint") << size;
  EXPECT_EQ(complaint(file(whole.substr(0, whole.size() - 1))),
            "\"x\": ends within its tensors\nit was cut short: write it again");
  EXPECT_EQ(complaint(file(whole + 'x')), "\"x\": bytes follow its last tensor" + std::string(remedy));
}

TEST(Safetensors, a_hundred_thousand_levels_are_refused) {
  const std::string deep = "{\"t\":" + std::string(100'000, '[');
  EXPECT_EQ(complaint_of(deep),
            "\"x\": its header has a list where none may be, in \"t\"" + std::string(remedy));
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"t\":";
  EXPECT_EQ(complaint_of(objects),
            "\"x\": its header has the key \"t\" where none may be, in \"t\"" + std::string(remedy));
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":)" + std::string(100'000, '{')),
            "\"x\": its header has an object where none may be, in \"t\"" + std::string(remedy));
}

TEST(Safetensors, what_stands_twice_is_refused) {
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                         R"("t":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}})"),
            "\"x\": has \"t\" twice" + std::string(remedy));
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":"F32","shape":[2],"dtype":"F32","data_offsets":[0,8]}})"),
            "\"x\": its header has \"dtype\" twice, where none may be, in \"t\"" + std::string(remedy));
  EXPECT_EQ(complaint_of(R"({"__metadata__":{"a":"1","a":"2"}})"),
            "\"x\": has \"a\" twice" + std::string(remedy));
  EXPECT_EQ(complaint_of(R"({"__metadata__":{},"__metadata__":{}})"),
            "\"x\": has \"__metadata__\" twice" + std::string(remedy));
}

TEST(Safetensors, a_header_has_one_form) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"t":5})", "a number where none may be, in \"t\""},
      {R"({"t":"x"})", "a text where none may be, in \"t\""},
      {R"({"t":null})", "null where none may be, in \"t\""},
      {R"({"t":true})", "a truth value where none may be, in \"t\""},
      {R"({"t":[]})", "a list where none may be, in \"t\""},
      {R"({"t":{"dtype":["F32"]}})", "a list where none may be, in \"t\""},
      {R"({"t":{"shape":[[1]]}})", "a list where none may be, in \"t\""},
      {R"({"t":{"shape":["1"]}})", "a text where none may be, in \"t\""},
      {R"({"t":{"shape":"1"}})", "a text where none may be, in \"t\""},
      {R"({"t":{"shape":[-1]}})", "a negative number where none may be, in \"t\""},
      {R"({"t":{"shape":[1.0]}})", "a fraction where none may be, in \"t\""},
      {R"({"t":{"shape":[18446744073709551616]}})", "a fraction where none may be, in \"t\""},
      {R"({"t":{"shape":{}}})", "an object where none may be, in \"t\""},
      {R"({"t":{"strides":[1]}})", "the key \"strides\" where none may be, in \"t\""},
      {R"({"__metadata__":{"a":1}})", "a number where none may be, in \"__metadata__\""},
      {R"({"__metadata__":[]})", "a list where none may be, in \"__metadata__\""},
  };
  for (const auto& [header, what] : rows)
    EXPECT_EQ(complaint_of(header), "\"x\": its header has " + std::string(what) + remedy) << header;
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":"F32","shape":[2]}})"),
            "\"x\": tensor \"t\" lacks dtype, shape or data_offsets" + std::string(remedy));
  EXPECT_EQ(complaint_of("{}", ""), "\"x\": has no tensors\nsave some");
}

TEST(Safetensors, what_is_no_json_is_refused) {
  for (const std::string& header :
       {std::string("{"), std::string("{\"t\":\xff}"), std::string("{\"t\xff\":{}}"), std::string("{} x"),
        std::string("{\"__metadata__\":{}}\0x", 21), std::string("{'t':{}}"), std::string("{\"t\":NaN}")})
    EXPECT_NE(complaint_of(header).find("\"x\": its header is not JSON at byte "), std::string::npos)
        << header;
}

TEST(Safetensors, tensors_must_follow_each_other) {
  const auto two = [](const char* first, const char* second) {
    return complaint_of("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + std::string(first) +
                        "},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":" + second + "}}");
  };
  EXPECT_EQ(two("[0,4]", "[4,8]"), "no complaint");
  const std::string gap = " does not begin where the one before ends";
  EXPECT_EQ(two("[0,4]", "[3,7]"), "\"x\": tensor \"b\"" + gap + remedy);
  EXPECT_EQ(two("[0,3]", "[4,8]"), "\"x\": tensor \"b\"" + gap + remedy);
  EXPECT_EQ(two("[1,4]", "[4,8]"), "\"x\": tensor \"a\"" + gap + remedy);
  EXPECT_EQ(two("[0,4]", "[0,4]"), "\"x\": tensor \"b\"" + gap + remedy);
  EXPECT_EQ(two("[0,4]", "[4,18446744073709551615]"),
            "\"x\": ends within its tensors\nit was cut short: write it again");
  for (const char* wrong : {"[8,4]", "[4]", "[4,8,8]", "[]"})
    EXPECT_EQ(two("[0,4]", wrong),
              "\"x\": tensor \"b\" has data_offsets that are not a begin and an end" + std::string(remedy));
}

TEST(Safetensors, a_shape_must_take_the_bytes_there_are) {
  EXPECT_EQ(
      complaint_of(R"({"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})"),
      "\"x\": tensor \"t\": shape (3) of F32 does not take the 8 bytes that it has" + std::string(remedy));
  EXPECT_EQ(
      complaint_of(R"({"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}})"),
      "\"x\": tensor \"t\": shape (4294967296, 4294967296) of F32 does not take the 8 bytes that it has" +
          std::string(remedy));
  EXPECT_EQ(complaint_of(R"({"t":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}})"),
            "\"x\": tensor \"t\": shape (4611686018427387906) of F32 does not take the 8 bytes that it has" +
                std::string(remedy));
}

TEST(Safetensors, more_than_a_hundred_thousand_tensors_are_refused) {
  std::string header = "{";
  for (int i = 0; i <= 100'000; ++i)
    header +=
        (i == 0 ? "\"" : ",\"") + std::to_string(i) + R"(":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
  EXPECT_EQ(complaint_of(header + "}", ""), "\"x\": has more than 100000 tensors\nsplit it");
}

TEST(Safetensors, cannot_come_from_a_stream) {
  EXPECT_EQ(complaint(stream(safetensors(R"({"t":{}})", ""))),
            "\"x\": .safetensors cannot be read from a stream\nwrite it to a file first");
}

TEST(Safetensors, a_file_as_the_reference_library_lays_it_out_is_read) {
  const auto opened = open_tensors(source_root() + "/tests/data/small.safetensors");
  ASSERT_EQ(opened->tensors().size(), 2u);
  EXPECT_EQ(opened->tensors()[0].name, "layer.0");
  EXPECT_EQ(all_rows(*opened, 0), (Numbers{0, -1.5, 2, 3, 4, 5.25}));
  EXPECT_EQ(opened->tensors()[1].dtype, DType::bf16);
  EXPECT_EQ(all_rows(*opened, 1), (Numbers{1, -2}));
}

}  // namespace
}  // namespace actviz::test
