// Files are written whole or not at all; everything else is written in place.
#include "lib/base/files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "lib/base/error.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using Names = std::vector<std::string>;

void write_text(const std::string& path, std::string_view text) {
  write_file(path, [&](Sink& sink) { sink.write(text); });
}

/// The message and hint of the Error that writing to `path` throws.
std::pair<std::string, std::string> error_of_writing(const std::string& path) {
  try {
    write_text(path, "text");
  } catch (const Error& error) {
    return {error.message, error.hint};
  }
  return {"nothing was thrown", ""};
}

using Message = std::pair<std::string, std::string>;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  ::stat(path.c_str(), &status);
  return status.st_mode & 07777;
}

class Files : public testing::Test {
 protected:
  Folder folder_;
};

TEST_F(Files, a_new_file_holds_what_was_written) {
  write_file("new", [](Sink& sink) {
    sink.write("one ");
    sink.write("two");
  });
  EXPECT_EQ(read_file("new"), "one two");
  EXPECT_EQ(folder_.files(), Names{"new"});
}

TEST_F(Files, a_new_file_has_the_usual_permissions) {
  const mode_t mask = ::umask(027);
  write_text("new", "text");
  ::umask(mask);
  EXPECT_EQ(mode_of("new"), 0640u);
}

TEST_F(Files, an_existing_file_is_replaced_and_keeps_its_permissions) {
  save("old", "a longer text than the new one");
  ::chmod("old", 0600);
  write_text("old", "new");
  EXPECT_EQ(read_file("old"), "new");
  EXPECT_EQ(mode_of("old"), 0600u);
}

TEST_F(Files, a_reader_of_the_old_file_keeps_it) {
  save("old", "before");
  const auto source = open_source("old");
  write_text("old", "after");
  char buffer[16];
  EXPECT_EQ(std::string(buffer, source->read(buffer)), "before");
}

TEST_F(Files, a_failure_leaves_the_old_file_and_no_other) {
  save("old", "before");
  const auto fail = [](Sink& sink) {
    sink.write("half of it");
    throw Error("computing failed");
  };
  EXPECT_THROW(write_file("old", fail), Error);
  EXPECT_EQ(read_file("old"), "before");
  EXPECT_EQ(folder_.files(), Names{"old"});
}

TEST_F(Files, a_failure_leaves_no_new_file) {
  EXPECT_THROW(write_file("new", [](Sink&) { throw Error("computing failed"); }), Error);
  EXPECT_EQ(folder_.files(), Names{});
}

TEST_F(Files, a_link_is_followed_and_stays) {
  save("target", "before");
  std::filesystem::create_symlink("target", "link");
  std::filesystem::create_symlink("link", "link_to_link");
  write_text("link_to_link", "after");
  EXPECT_EQ(read_file("target"), "after");
  EXPECT_TRUE(std::filesystem::is_symlink("link") && std::filesystem::is_symlink("link_to_link"));
}

TEST_F(Files, a_link_into_another_folder_is_followed_there) {
  std::filesystem::create_directory("sub");
  save("sub/target", "before");
  std::filesystem::create_symlink("target", "sub/link");
  write_text("sub/link", "after");
  EXPECT_EQ(read_file("sub/target"), "after");
  EXPECT_EQ(folder_.files(), Names{"sub"});
}

TEST_F(Files, a_dangling_link_creates_its_target) {
  std::filesystem::create_symlink("target", "link");
  write_text("link", "text");
  EXPECT_EQ(read_file("target"), "text");
  EXPECT_TRUE(std::filesystem::is_symlink("link"));
}

TEST_F(Files, a_link_that_leads_to_itself_is_an_error) {
  std::filesystem::create_symlink("loop", "loop");
  EXPECT_EQ(error_of_writing("loop").first.substr(0, 19), "cannot write \"loop\"");
  EXPECT_TRUE(std::filesystem::is_symlink("loop"));
}

TEST_F(Files, a_missing_folder_is_named_with_a_remedy) {
  EXPECT_EQ(error_of_writing("missing/file"),
            (Message{"cannot write \"missing/file\": No such file or directory", "create the folder first"}));
}

TEST_F(Files, a_folder_is_no_file) {
  std::filesystem::create_directory("folder");
  EXPECT_EQ(error_of_writing("folder"),
            (Message{"cannot write \"folder\": it is a folder", "name a file inside it"}));
}

TEST_F(Files, a_folder_without_write_permission_is_an_error) {
  std::string path = "/proc/actviz";  // where even root cannot create a file
  if (::geteuid() != 0) {
    std::filesystem::create_directory("closed");
    ::chmod("closed", 0500);
    path = "closed/file";
  }
  EXPECT_EQ(error_of_writing(path).first.substr(0, 16 + path.size()), "cannot write \"" + path + "\":");
  if (::geteuid() != 0) ::chmod("closed", 0700);
}

TEST_F(Files, a_read_only_file_is_not_replaced) {
  if (::geteuid() == 0) {  // root may write anything but what the kernel itself protects
    EXPECT_EQ(error_of_writing("/proc/version").first.substr(0, 30), "cannot write \"/proc/version\": ");
    return;
  }
  save("old", "before");
  ::chmod("old", 0400);
  EXPECT_EQ(error_of_writing("old"),
            (Message{"cannot write \"old\": Permission denied", "check the path and its permissions"}));
  EXPECT_EQ(read_file("old"), "before");
}

TEST_F(Files, a_full_disk_is_an_error) {
  EXPECT_EQ(error_of_writing("/dev/full"), (Message{"cannot write \"/dev/full\": No space left on device",
                                                    "free some space or write elsewhere"}));
}

TEST_F(Files, a_device_is_written_in_place) {
  write_text("/dev/null", "text");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST_F(Files, a_fifo_is_written_in_place) {
  ASSERT_EQ(::mkfifo("fifo", 0600), 0);
  std::string got;
  std::thread reader([&] { got = read_file("fifo"); });
  write_text("fifo", "through the pipe");
  reader.join();
  EXPECT_EQ(got, "through the pipe");
  EXPECT_TRUE(std::filesystem::is_fifo("fifo"));
}

TEST_F(Files, a_reader_that_has_gone_away_closes_the_pipe) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  DescriptorSink sink(ends[1], "pipe");
  EXPECT_THROW(sink.write("text"), ClosedPipe);
  ::close(ends[1]);
}

TEST_F(Files, a_missing_file_cannot_be_opened) {
  try {
    open_source("missing");
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "cannot open \"missing\": No such file or directory");
    EXPECT_EQ(error.hint, "check the path and its permissions");
  }
}

TEST_F(Files, a_folder_cannot_be_read) {
  char buffer[8];
  EXPECT_THROW(open_source(".")->read(buffer), Error);
}

TEST_F(Files, a_folder_takes_files_and_keeps_its_own) {
  write_folder("new", std::vector<NamedBytes>{{"a.txt", "a"}, {"deep/er/b.txt", "b"}});
  EXPECT_EQ(read_file("new/a.txt"), "a");
  EXPECT_EQ(read_file("new/deep/er/b.txt"), "b");
  save("new/mine", "mine");
  write_folder("new/", std::vector<NamedBytes>{{"a.txt", "again"}});
  EXPECT_EQ(read_file("new/a.txt"), "again");
  EXPECT_EQ(read_file("new/mine"), "mine");
  EXPECT_EQ(read_file("new/deep/er/b.txt"), "b");
}

TEST_F(Files, a_folder_that_cannot_take_all_takes_none) {
  write_folder("folder", std::vector<NamedBytes>{{"a", "old"}});
  std::filesystem::create_directories("folder/b");
  const std::vector<NamedBytes> files = {{"a", "new"}, {"deep/c", "c"}, {"b", "b"}};
  EXPECT_THROW(write_folder("folder", files), Error);
  EXPECT_EQ(read_file("folder/a"), "old");
  EXPECT_FALSE(file_exists("folder/deep"));
  std::filesystem::create_directories("other/b");
  EXPECT_THROW(write_folder("other/b/deep/er", files), Error);  // makes one folder, not a chain
  save("file", "");
  for (const std::string path : {"file", "file/"}) {
    try {
      write_folder(path, files);
      ADD_FAILURE() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.message, "cannot write into \"" + path + "\": it is no folder");
    }
  }
  EXPECT_THROW(write_folder("file/in", files), Error);
  std::filesystem::create_symlink("/dev/null", "folder/device");
  EXPECT_THROW(write_folder("folder", std::vector<NamedBytes>{{"device", "b"}}), Error);
}

TEST_F(Files, a_new_folder_goes_again_where_the_disk_is_full) {
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  const auto old = signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(write_folder("new", std::vector<NamedBytes>{{"a/a", "a"}, {"b", std::string(5000, 'b')}}),
               Error);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, old);
  EXPECT_FALSE(file_exists("new"));
}

TEST_F(Files, whether_a_file_exists_is_known) {
  save("here", "");
  EXPECT_TRUE(file_exists("here"));
  EXPECT_FALSE(file_exists("there"));
}

/// Everything a source gives, in pieces of at most three bytes.
std::string all_of(Source& source) {
  std::string text;
  char buffer[3];
  while (const std::size_t count = source.read(buffer)) text.append(buffer, count);
  return text;
}

TEST_F(Files, sources_give_their_bytes_in_order) {
  save("file", "0123456789");
  EXPECT_EQ(all_of(*open_source("file")), "0123456789");
  StringSource source("0123456789");
  EXPECT_EQ(all_of(source), "0123456789");
}

TEST_F(Files, a_string_sink_collects) {
  StringSink sink;
  sink.write("one ");
  sink.write("two");
  EXPECT_EQ(sink.text, "one two");
}

}  // namespace
}  // namespace actviz::test
