// .npy files of every type and order, and headers that mean harm.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <thread>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Numbers = std::vector<double>;

Input plain(const std::string& dictionary, int version = 1) {
  return file(npy_of(dictionary, bytes_of<float>({1, 2}), version));
}

TEST(Npy, tells_type_and_shape) {
  const auto opened = open_tensors(file(npy("<f4", "(2, 3)", std::string(24, '\0'))));
  ASSERT_EQ(opened->tensors().size(), 1u);
  const Tensor& tensor = opened->tensors()[0];
  EXPECT_EQ(tensor.name, "");
  EXPECT_EQ(tensor.dtype, DType::f32);
  EXPECT_EQ(tensor.shape, (std::vector<std::uint64_t>{2, 3}));
  const auto rows = opened->rows(0);
  EXPECT_EQ(rows->rows(), 2u);
  EXPECT_EQ(rows->columns(), 3u);
  EXPECT_EQ(rows->dtype(), DType::f32);
}

template <class T>
void expect_both_orders(const std::string& kind) {
  const std::vector<T> values{T(1), T(0), T(100), T(3)};
  for (const bool big_endian : {false, true}) {
    const std::string descr = (sizeof(T) == 1 ? "|" : big_endian ? ">" : "<") + kind;
    const std::string bytes = npy(descr, "(2, 2)", bytes_of(values, big_endian));
    EXPECT_EQ(all_rows(file(bytes)), (Numbers{1, 0, 100, 3})) << descr;
    EXPECT_EQ(all_rows(stream(bytes)), (Numbers{1, 0, 100, 3})) << descr;
    EXPECT_EQ(all_rows(file(bytes), {}, {0}), (Numbers{1, 100, 0, 3})) << descr;
    EXPECT_EQ(all_rows(stream(bytes), {}, {0}), (Numbers{1, 100, 0, 3})) << descr;
  }
}

TEST(Npy, every_type_is_read_in_both_byte_orders) {
  expect_both_orders<double>("f8");
  expect_both_orders<float>("f4");
  expect_both_orders<std::int64_t>("i8");
  expect_both_orders<std::int32_t>("i4");
  expect_both_orders<std::int16_t>("i2");
  expect_both_orders<std::int8_t>("i1");
  expect_both_orders<std::uint64_t>("u8");
  expect_both_orders<std::uint32_t>("u4");
  expect_both_orders<std::uint16_t>("u2");
  expect_both_orders<std::uint8_t>("u1");
}

TEST(Npy, halves_and_booleans_are_read) {
  EXPECT_EQ(all_rows(file(npy("<f2", "(2,)", bytes_of<std::uint16_t>({0x3c00, 0xc000})))), (Numbers{1, -2}));
  EXPECT_EQ(all_rows(file(npy(">f2", "(2,)", bytes_of<std::uint16_t>({0x3c00, 0xc000}, true)))),
            (Numbers{1, -2}));
  EXPECT_EQ(all_rows(file(npy("|b1", "(2,)", std::string("\x01\x00", 2)))), (Numbers{1, 0}));
}

TEST(Npy, all_three_formats_are_read) {
  for (const int version : {1, 2, 3})
    EXPECT_EQ(all_rows(plain("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", version)),
              (Numbers{1, 2}));
  EXPECT_EQ(complaint(plain("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", 4)),
            "\"x\": is not a .npy file of format 1, 2 or 3\nwrite it with numpy.save");
}

TEST(Npy, the_dictionary_may_be_written_otherwise) {
  for (const char* dictionary : {"{\"shape\":(2,),\"descr\":\"<f4\",\"fortran_order\":False}",
                                 " { 'fortran_order' : True ,\n'shape' : ( 2 , 1 , ) , 'descr':\t'<f4' , } ",
                                 "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L)}"})
    EXPECT_EQ(all_rows(plain(dictionary)), (Numbers{1, 2})) << dictionary;
}

TEST(Npy, bfloat16_needs_to_be_named) {
  const std::string bytes = npy("|V2", "(2,)", bytes_of<std::uint16_t>({0x3f80, 0xc000}));
  EXPECT_EQ(all_rows(file(bytes), {.dtype = DType::bf16}), (Numbers{1, -2}));
  EXPECT_EQ(complaint(file(bytes)),
            "\"x\": dtype \"|V2\" does not say what its bytes are\nfor bfloat16: --dtype bf16");
  EXPECT_EQ(complaint(file(bytes), {.dtype = DType::f32}),
            "\"x\": dtype \"|V2\" does not say what its bytes are\nfor bfloat16: --dtype bf16");
}

TEST(Npy, eight_bit_floats_need_to_be_named) {
  const std::string bytes = npy("|V1", "(1,)", "\x38");
  EXPECT_EQ(all_rows(file(bytes), {.dtype = DType::f8_e4m3}), (Numbers{1}));
  EXPECT_EQ(all_rows(file(npy("<f1", "(1,)", "\x3c")), {.dtype = DType::f8_e5m2}), (Numbers{1}));
  EXPECT_EQ(complaint(file(bytes)),
            "\"x\": dtype \"|V1\" does not say what its bytes are\n"
            "for eight-bit floats: --dtype f8_e4m3 or --dtype f8_e5m2");
}

TEST(Npy, unsigned_integers_may_be_taken_for_another_type_and_floats_may_not) {
  EXPECT_EQ(all_rows(file(npy("<u2", "(1,)", bytes_of<std::uint16_t>({0x3f80}))), {.dtype = DType::bf16}),
            (Numbers{1}));
  EXPECT_EQ(complaint(file(npy("<f2", "(1,)", "ab")), {.dtype = DType::bf16}),
            "\"x\": has elements of type f16, not bf16\nleave --dtype out: the file says its type");
}

TEST(Npy, elements_that_are_not_real_numbers_are_refused) {
  const std::pair<const char*, const char*> rows[] = {
      {"<c8", "is not real"},       {"|O", "is of Python objects"}, {"<U3", "is of texts"},
      {"|S4", "is of texts"},       {"<M8[ns]", "is of times"},     {"<f16", "is wider than 64 bits"},
      {"|V8", "is of plain bytes"}, {"", "is not known"},           {"f4", "is not known"},
      {"<i3", "is not known"},      {"|f4", "is not known"},        {"=f4", "is not known"},
  };
  for (const auto& [descr, what] : rows)
    EXPECT_EQ(complaint(file(npy(descr, "(1,)", std::string(8, 'x')))),
              "\"x\": dtype \"" + std::string(descr) + "\" " + what +
                  "\nsave real numbers: array.astype(\"float32\")");
  EXPECT_EQ(complaint(plain("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}")),
            "\"x\": its elements are structured\nsave one field: array[\"field\"]");
}

std::string damaged(const std::string& expected, int byte) {
  return "\"x\": its header is damaged: expected " + expected + " at byte " + std::to_string(byte) +
         "\nexpected a file of numpy.save";
}

TEST(Npy, nothing_in_a_header_is_evaluated) {
  EXPECT_EQ(complaint(plain("__import__('os').system('true')")), damaged("\"{\"", 0));
  EXPECT_EQ(complaint(plain("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}")),
            damaged("a text", 10));
  EXPECT_EQ(complaint(plain("{'descr': '<f4', 'fortran_order': False, 'shape': (1+1,)}")),
            damaged("\",\"", 52));
  EXPECT_EQ(complaint(plain("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2,)}")),
            damaged("a plain text", 11));
}

TEST(Npy, a_header_must_be_a_dictionary_of_three_entries) {
  const std::string keys = "descr, fortran_order and shape, each once,";
  const std::pair<const char*, std::string> rows[] = {
      {"{'descr': '<f4', 'fortran_order': False}", damaged(keys, 54)},
      {"{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", damaged(keys, 24)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}", damaged(keys, 62)},
      {"{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", damaged("True or False", 34)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (2)}", damaged("\",\"", 52)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': [2]}", damaged("\"(\"", 50)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", damaged("a size", 51)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551616,)}", damaged("a size", 51)},
      {"{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} {", damaged("nothing more", 56)},
      {"{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}", damaged("\"}\"", 16)},
      {"{'descr': '<f4, 'fortran_order': False}", damaged("\"}\"", 17)},
      {"{'descr': '<f4", damaged("a plain text", 11)},
      {"", damaged("\"{\"", 54)},
  };
  for (const auto& [dictionary, expected] : rows)
    EXPECT_EQ(complaint(plain(dictionary)), expected) << dictionary;
  EXPECT_EQ(complaint(plain("{'descr': '<f4', 'fortran_order': False, 'shape': (2L,)}", 3)),
            damaged("\",\"", 52));
}

TEST(Npy, more_than_64_dimensions_are_refused) {
  std::string shape = "(2";
  for (int i = 0; i < 64; ++i) shape += ",1";
  EXPECT_EQ(all_rows(file(npy("<f4", shape.substr(0, shape.size() - 2) + ")", bytes_of<float>({1, 2})))),
            (Numbers{1, 2}));
  EXPECT_NE(complaint(file(npy("<f4", shape + ")", bytes_of<float>({1, 2})))).find("at most 64 dimensions"),
            std::string::npos);
}

TEST(Npy, a_header_may_have_65536_bytes) {
  const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}";
  const auto with = [&](std::size_t size) {
    return "\x93NUMPY" + little(2, 2) + little(size, 4) + dictionary +
           std::string(size - dictionary.size(), ' ') + bytes_of<float>({1, 2});
  };
  EXPECT_EQ(all_rows(file(with(65536))), (Numbers{1, 2}));
  EXPECT_EQ(complaint(file(with(65537))),
            "\"x\": its header of 65537 bytes is longer than 65536\nwrite it with numpy.save");
  EXPECT_EQ(complaint(file("\x93NUMPY" + little(2, 2) + "\xff\xff\xff\xff")),
            "\"x\": its header of 4294967295 bytes is longer than 65536\nwrite it with numpy.save");
}

TEST(Npy, whatever_it_is_cut_to_it_is_refused) {
  const std::string whole = npy("<f4", "(2, 1)", bytes_of<float>({1, 2}));
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_NE(complaint(file(whole.substr(0, size))), "no complaint") << size;
    EXPECT_NE(complaint(stream(whole.substr(0, size))), "no complaint") << size;
  }
  EXPECT_EQ(complaint(file(whole.substr(0, 100))),
            "\"x\": ends within its header\nit was cut short: write it again");
  EXPECT_EQ(
      complaint(file(whole.substr(0, 135))),
      "\"x\": shape (2, 1) of f32 needs more than the 7 bytes there are\nit was cut short: write it again");
  EXPECT_EQ(complaint(stream(whole.substr(0, 135))),
            "\"x\": ends before its last row\nit was cut short: write it again");
}

TEST(Npy, bytes_behind_the_elements_are_refused) {
  const std::string longer = npy("<f4", "(2, 1)", bytes_of<float>({1, 2, 3}));
  for (const auto& words : {complaint(file(longer)), complaint(stream(longer)),
                            complaint(file(longer), {}, {0}), complaint(stream(longer), {}, {0})})
    EXPECT_EQ(words, "\"x\": bytes follow its last row\none array a file; numpy.savez holds several");
}

TEST(Npy, a_shape_beyond_all_memory_is_refused) {
  const std::string huge = npy("<f8", "(4294967296, 4294967296)", "");
  EXPECT_EQ(complaint(file(huge)),
            "\"x\": shape (4294967296, 4294967296) of f64 needs more than the 0 bytes there are\n"
            "it was cut short: write it again");
  EXPECT_EQ(complaint(stream(huge)),
            "\"x\": shape (4294967296, 4294967296) is beyond all memory\nis it damaged?");
}

TEST(Npy, a_stream_that_promises_much_takes_no_memory_for_it) {
  const auto before = resident_memory();
  EXPECT_EQ(complaint(stream(npy("<f4", "(1000000000, 1000)", "few"))),
            "\"x\": ends before its last row\nit was cut short: write it again");
  EXPECT_EQ(complaint(stream(npy("<f4", "(1, 100000000)", "few"))),
            "\"x\": a row has more than 64 MiB\nis another axis meant?");
  EXPECT_LT(resident_memory(), before + (16 << 20));
}

TEST(Npy, without_elements_it_opens_and_has_no_rows) {
  for (const char* shape : {"(0, 4)", "(4, 0)", "(0,)", "(18446744073709551615, 0)"}) {
    EXPECT_EQ(open_tensors(file(npy("<f4", shape, "")))->tensors().size(), 1u);
    EXPECT_EQ(complaint(file(npy("<f4", shape, ""))),
              "\"x\": shape " + std::string(shape == std::string("(0,)") ? "(0)" : shape) +
                  " has no elements\nsave an array that is not empty");
  }
  EXPECT_EQ(complaint(file(npy("<f4", "()", "abcd"))),
            "\"x\": a single number, not rows of numbers\nsave an array of rows and columns");
}

TEST(Npy, one_dimension_is_one_row) {
  const auto opened = open_tensors(file(npy("<f4", "(2,)", bytes_of<float>({1, 2}))));
  EXPECT_EQ(opened->rows(0)->rows(), 1u);
  EXPECT_EQ(opened->rows(0)->columns(), 2u);
}

TEST(Npy, a_stream_is_read_once_and_a_file_again_and_again) {
  const std::string bytes = npy("<f4", "(2, 1)", bytes_of<float>({1, 2}));
  const auto opened = open_tensors(file(bytes));
  EXPECT_EQ(all_rows(*opened), all_rows(*opened));
  const auto streamed = open_tensors(stream(bytes));
  all_rows(*streamed);
  EXPECT_EQ(complaint([&] { streamed->rows(0); }),
            "\"x\": a stream can be read once\nwrite it to a file first");
}

TEST(Npy, comes_through_a_fifo) {
  const Folder folder;
  ASSERT_EQ(::mkfifo("fifo", 0600), 0);
  std::thread writer([] { save("fifo", npy("<f4", "(2, 1)", bytes_of<float>({1, 2}))); });
  EXPECT_EQ(all_rows(*open_tensors("fifo")), (Numbers{1, 2}));
  writer.join();
}

TEST(Npy, what_numpy_wrote_is_read) {
  const Numbers expected{0, -1.5, 2, 3, 4, 5.25};
  for (const char* name : {"c_f4", "fortran_f4", "big_f8", "half"})
    EXPECT_EQ(all_rows(*open_tensors(source_root() + "/tests/data/" + name + ".npy")), expected) << name;
}

}  // namespace
}  // namespace actviz::test
