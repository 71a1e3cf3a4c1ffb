// The real program in the real world: pipes, devices, locales, fonts.
#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

TEST(Process, a_full_disk_ends_with_exit_2) {
  const Folder folder;
  const auto table = shell("$actviz table gelu --points 100000 --format csv > /dev/full");
  EXPECT_EQ(table.err,
            "error: cannot write \"standard output\": No space left on device\nhint: free some space or "
            "write elsewhere\n");
  EXPECT_EQ(table.code, 2);
  const auto plot = shell("$actviz plot gelu --format png -o /dev/full");
  EXPECT_EQ(plot.err,
            "error: cannot write \"/dev/full\": No space left on device\nhint: free some space or write "
            "elsewhere\n");
  EXPECT_EQ(plot.code, 2);
  EXPECT_TRUE(folder.files().empty());
}

TEST(Process, a_closed_pipe_ends_quietly) {
  const Folder folder;
  const auto result =
      shell("{ $actviz table gelu --points 1000000 --format csv; echo code $? >&2; } | head -n 1");
  EXPECT_EQ(result.out, "x,gelu,gelu_d1\n");
  EXPECT_EQ(result.err, "code 0\n");
}

TEST(Process, a_fifo_is_written_and_not_replaced) {
  const Folder folder;
  const auto result = shell(
      "mkfifo p; timeout 10 cat p > copy & timeout 10 $actviz table relu --at 1 --format csv -o p; wait; "
      "test -p p && cat copy");
  EXPECT_EQ(result.out, "x,relu,relu_d1\n1,1,1\n");
}

TEST(Process, names_of_open_descriptors_are_written_in_place) {
  const Folder folder;
  shell("{ echo head; $actviz table relu --at 1 --format csv -o /dev/stdout; echo tail; } > all");
  EXPECT_EQ(read_file("all"), "head\nx,relu,relu_d1\n1,1,1\ntail\n");
  EXPECT_EQ(shell("$actviz plot relu -o /dev/stdout | head -c 4 | tail -c 3").out, "PNG");
}

TEST(Process, an_interrupt_leaves_no_file) {
  const Folder folder;
  shell("timeout -s INT 0.3 $actviz table gelu --points 100000000 --format csv -o big.csv");
  EXPECT_TRUE(folder.files().empty());
}

TEST(Process, a_symbolic_link_is_followed) {
  const Folder folder;
  const auto result = shell(
      "ln -s target.csv link.csv; $actviz table relu --at 1 -o link.csv; test -L link.csv && cat target.csv");
  EXPECT_EQ(result.out, "x,relu,relu_d1\n1,1,1\n");
}

TEST(Process, a_new_file_has_the_permissions_of_the_umask_and_an_old_one_keeps_its_own) {
  const Folder folder;
  const auto result = shell(
      "umask 027; $actviz table relu --at 1 -o new.csv; echo old > old.csv; chmod 604 old.csv;"
      "$actviz table relu --at 1 -o old.csv; stat -c %a new.csv old.csv");
  EXPECT_EQ(result.out, "640\n604\n");
}

TEST(Process, a_folder_is_not_written_over) {
  const Folder folder;
  const auto result = shell("mkdir d; $actviz plot relu --format png -o d");
  EXPECT_EQ(result.err, "error: cannot write \"d\": it is a folder\nhint: name a file inside it\n");
  EXPECT_EQ(result.code, 2);
}

TEST(Process, the_same_bytes_whatever_the_locale_and_the_fonts) {
  const Folder folder;
  const auto result = shell(
      "$actviz plot gelu --range -5 5 -o a.png; LC_ALL=de_DE.UTF-8 $actviz plot gelu --range -5 5 -o b.png;"
      "LC_ALL=tr_TR.UTF-8 FONTCONFIG_FILE=/nonexistent HOME=/nonexistent $actviz plot gelu --range -5 5 -o "
      "c.png;"
      "cmp a.png b.png && cmp a.png c.png && echo same");
  EXPECT_EQ(result.out, "a.png\nb.png\nc.png\nsame\n") << result.err;
}

TEST(Process, ten_thousand_rows_stream_from_standard_input) {
  const Folder folder;
  const auto result = shell("seq 1 10000 | $actviz table identity --derivative 0 --format csv | tail -n 1");
  EXPECT_EQ(result.out, "10000,10000\n");
}

TEST(Process, empty_input_is_an_error) {
  const Folder folder;
  EXPECT_EQ(shell("$actviz table gelu < /dev/null").code, 2);
}

}  // namespace
}  // namespace actviz::test
