// Formats told apart by content, and bare elements.
#include "lib/data/tensor_file.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Numbers = std::vector<double>;

TEST(TensorFile, content_decides_and_not_the_extension) {
  const Folder folder;
  save("x.csv", npy("<f4", "(2,)", bytes_of<float>({1, 2})));
  save("x.npy", "1,2\n");
  EXPECT_EQ(open_tensors("x.csv")->tensors()[0].dtype, DType::f32);
  EXPECT_EQ(open_tensors("x.npy")->tensors()[0].dtype, DType::f64);
}

TEST(TensorFile, formats_that_are_not_read_come_with_a_conversion) {
  const std::pair<std::string, const char*> rows[] = {
      {"\x89HDF\r\n\x1a\n", "HDF5"},
      {"PAR1....", "Parquet"},
      {"ARROW1\0\0", "Arrow"},
      {"\x80\x02}q\x01.", "Python's pickle"},
      {"\x80\x04\x95", "Python's pickle"},
  };
  for (const auto& [bytes, what] : rows) {
    const std::string words = complaint(file(bytes));
    EXPECT_TRUE(words.starts_with("\"x\": " + std::string(what) + " is not read\n")) << words;
    EXPECT_NE(words.find("save_file("), std::string::npos) << words;
    EXPECT_EQ(complaint(stream(bytes)), words);
  }
  EXPECT_EQ(complaint(file(zip({{"archive/data.pkl", "\x80\x02}q\x01."}, {"archive/data/0", "1234"}}))),
            "\"x\": PyTorch's pickled files are not read\n"
            "where it was made: safetensors.torch.save_file(torch.load(\"acts.pt\"), \"acts.safetensors\")");
}

TEST(TensorFile, what_is_compressed_as_a_whole_has_to_be_unpacked) {
  EXPECT_EQ(complaint(file("\x1f\x8b\x08")), "\"x\": gzip is not read\nunpack it first: gunzip FILE");
  EXPECT_EQ(complaint(file("\x28\xb5\x2f\xfd")), "\"x\": zstd is not read\nunpack it first: unzstd FILE");
  EXPECT_EQ(complaint(file("BZh9")), "\"x\": bzip2 is not read\nunpack it first: bunzip2 FILE");
  EXPECT_EQ(complaint(file(std::string("\xfd\x37zXZ\0", 6))),
            "\"x\": xz is not read\nunpack it first: unxz FILE");
}

TEST(TensorFile, bytes_without_a_form_are_refused) {
  EXPECT_EQ(complaint(file(bytes_of<float>({1, 2, 3}))),
            "\"x\": is neither .npy, .npz, .safetensors nor CSV\n"
            "if it has bare numbers, say which and how many a row: --raw f32 --cols N");
}

TEST(TensorFile, an_empty_file_a_folder_and_a_missing_file_are_refused) {
  const Folder folder;
  save("empty.npy", "");
  std::filesystem::create_directory("folder.npy");
  EXPECT_EQ(complaint([] { open_tensors("empty.npy"); }),
            "\"empty.npy\": is empty\nwrite numbers to it first");
  EXPECT_EQ(complaint([] { open_tensors("folder.npy"); }),
            "cannot read \"folder.npy\": it is a folder\nname the files in it");
  EXPECT_EQ(complaint([] { open_tensors("missing.npy"); }),
            "cannot open \"missing.npy\": No such file or directory\ncheck the path and its permissions");
  EXPECT_EQ(complaint(stream("")), "\"x\": is empty\nwrite numbers to it first");
  EXPECT_EQ(complaint([] { open_tensors("/dev/null"); }),
            "\"/dev/null\": is empty\nwrite numbers to it first");
}

TEST(TensorFile, a_link_to_a_fifo_cannot_stand_for_a_format_that_is_not_read_in_order) {
  const Folder folder;
  ASSERT_EQ(::mkfifo("fifo", 0600), 0);
  std::filesystem::create_symlink("fifo", "x.safetensors");
  std::thread writer([] { save("fifo", safetensors(R"({"t":{}})", "")); });
  EXPECT_EQ(complaint([] { open_tensors("x.safetensors"); }),
            "\"x.safetensors\": .safetensors cannot be read from a stream\nwrite it to a file first");
  writer.join();
}

/// Puts a file in the place of standard input.
class StandardInput {
 public:
  explicit StandardInput(const char* path) : before_(::dup(STDIN_FILENO)) {
    const int descriptor = ::open(path, O_RDONLY);
    ::dup2(descriptor, STDIN_FILENO);
    ::close(descriptor);
  }
  ~StandardInput() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int before_;
};

TEST(TensorFile, a_hyphen_is_standard_input) {
  const Folder folder;
  save("x", safetensors(R"({"t":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "\x01\x02"));
  {
    const StandardInput input("x");
    EXPECT_EQ(all_rows(*open_tensors("-")), (Numbers{1, 2}));
  }
  save("wrong", "1,2\n3,x\n");
  const StandardInput input("wrong");
  EXPECT_EQ(complaint([] { all_rows(*open_tensors("-")); }),
            "standard input: line 2, column 2: expected a number, got \"x\"\n"
            "correct the line; nan stands for a number that is missing");
}

TEST(Raw, elements_stand_row_after_row) {
  const OpenOptions options{.raw = Raw{DType::f32, 2}};
  const std::string bytes = bytes_of<float>({1, 2, 3, 4, 5, 6});
  EXPECT_EQ(all_rows(file(bytes), options), (Numbers{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(all_rows(stream(bytes), options), (Numbers{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(all_rows(stream(bytes), options, {}, 1), (Numbers{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(all_rows(file(bytes), options, {0}), (Numbers{1, 3, 5, 2, 4, 6}));
  EXPECT_EQ(open_tensors(file(bytes), options)->rows(0)->rows(), 3u);
  EXPECT_EQ(open_tensors(stream(bytes), options)->rows(0)->rows(), std::nullopt);
}

TEST(Raw, bytes_before_the_first_element_are_passed_over) {
  const OpenOptions options{.raw = Raw{DType::u8, 2, 3}};
  EXPECT_EQ(all_rows(file("PK\x03\x01\x02"), options), (Numbers{1, 2}));
  EXPECT_EQ(all_rows(stream("PK\x03\x01\x02"), options), (Numbers{1, 2}));
  const OpenOptions beyond{.raw = Raw{DType::u8, 2, 9}};
  EXPECT_EQ(complaint(file("12345"), beyond), "\"x\": ends before its first row\ngive a smaller offset");
  EXPECT_EQ(complaint(stream("12345"), beyond), "\"x\": ends before its first row\ngive a smaller offset");
}

TEST(Raw, elements_that_are_not_aligned_are_copied) {
  EXPECT_EQ(all_rows(file("x" + bytes_of<double>({1, 2})), {.raw = Raw{DType::f64, 1, 1}}), (Numbers{1, 2}));
}

TEST(Raw, rows_must_be_whole) {
  const OpenOptions options{.raw = Raw{DType::f32, 2}};
  EXPECT_EQ(complaint(file("12345678901"), options),
            "\"x\": 11 bytes are no whole rows of 2 f32\ncheck --raw, --cols and --offset");
  EXPECT_EQ(complaint(stream("12345678901"), options),
            "\"x\": ends before its last row\nit was cut short: write it again");
}

TEST(Raw, without_rows_it_is_refused) {
  const OpenOptions options{.raw = Raw{DType::u8, 2, 3}};
  EXPECT_EQ(complaint(file("123"), options),
            "\"x\": shape (0, 2) has no elements\nsave an array that is not empty");
  EXPECT_EQ(complaint(stream("123"), options), "\"x\": has no rows\nwrite numbers to it first");
}

TEST(Raw, rows_must_be_possible) {
  EXPECT_EQ(complaint(file("12"), {.raw = Raw{DType::f32, 0}}),
            "\"x\": a row cannot have 0 columns\ngive --cols");
  EXPECT_EQ(complaint(file("12"), {.raw = Raw{DType::f32, std::uint64_t{1} << 62}}),
            "\"x\": a row cannot have 4611686018427387904 columns\ngive --cols");
  EXPECT_EQ(complaint(stream("12"), {.raw = Raw{DType::f32, 1 << 30}}),
            "\"x\": a row has more than 64 MiB\nis another axis meant?");
}

}  // namespace
}  // namespace actviz::test
