#include "lib/base/mapped_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <thread>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string text_of(Source& source) {
  std::string text;
  std::array<char, 3> buffer;
  while (const std::size_t count = source.read(buffer)) text.append(buffer.data(), count);
  return text;
}

TEST(OpenInput, maps_a_regular_file) {
  const Folder folder;
  save("x", "0123456789");
  const Input input = open_input("x");
  EXPECT_EQ(input.name, "\"x\"");
  ASSERT_NE(input.file, nullptr);
  EXPECT_EQ(input.stream, nullptr);
  EXPECT_EQ(input.file->size(), 10u);
  EXPECT_EQ(text_of(input.file->bytes(2, 3)), "234");
  MappedSource source(input.file, 3, 5);
  EXPECT_EQ(text_of(source), "34567");
}

TEST(OpenInput, holds_an_empty_file) {
  const Folder folder;
  save("x", "");
  const Input input = open_input("x");
  ASSERT_NE(input.file, nullptr);
  EXPECT_EQ(input.file->size(), 0u);
  EXPECT_TRUE(input.file->bytes(0, 0).empty());
}

TEST(OpenInput, follows_a_link) {
  const Folder folder;
  save("x", "abc");
  std::filesystem::create_symlink("x", "link");
  EXPECT_EQ(open_input("link").file->size(), 3u);
}

TEST(OpenInput, streams_a_fifo) {
  const Folder folder;
  ASSERT_EQ(::mkfifo("fifo", 0600), 0);
  std::thread writer([] { save("fifo", "through the pipe"); });
  const Input input = open_input("fifo");
  EXPECT_EQ(input.file, nullptr);
  EXPECT_EQ(text_of(*input.stream), "through the pipe");
  writer.join();
}

TEST(OpenInput, refuses_what_is_not_there_or_a_folder) {
  const Folder folder;
  std::filesystem::create_directory("folder");
  EXPECT_EQ(complaint([] { open_input("missing"); }),
            "cannot open \"missing\": No such file or directory\ncheck the path and its permissions");
  EXPECT_EQ(complaint([] { open_input("folder"); }),
            "cannot read \"folder\": it is a folder\nname the files in it");
}

TEST(MappedFile, notices_that_it_was_cut_short) {
  const Folder folder;
  save("x", std::string(100'000, 'x'));
  const Input input = open_input("x");
  std::filesystem::resize_file("x", 50'000);
  EXPECT_EQ(input.file->bytes(0, 50'000).size(), 50'000u);
  EXPECT_EQ(complaint([&] { input.file->bytes(0, 50'001); }),
            "\"x\": was cut short while it was read\nread it when nobody writes it");
}

TEST(MappedFile, comes_back_after_its_memory_was_released) {
  const Folder folder;
  save("x", std::string(10'000, 'a') + std::string(10'000, 'b'));
  const Input input = open_input("x");
  const auto bytes = input.file->bytes(0, 20'000);
  input.file->expect_in_order(0, 20'000);
  EXPECT_EQ(text_of(bytes.subspan(9'999, 2)), "ab");
  input.file->release(5'000, 10'000);
  EXPECT_EQ(text_of(bytes.subspan(9'999, 2)), "ab");
}

TEST(MappedFile, may_be_memory_of_this_program) {
  const MappedFile file("abc", "name");
  EXPECT_EQ(text_of(file.bytes(1, 2)), "bc");
  file.release(0, 3);
  EXPECT_EQ(text_of(file.bytes(0, 3)), "abc");
}

}  // namespace
}  // namespace actviz::test
