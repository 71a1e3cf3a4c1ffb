#include <gtest/gtest.h>

#include <algorithm>

#include "plots/backend/backends.hpp"

namespace actviz::test {
namespace {

using namespace plots;

TEST(Base64, is_that_of_RFC_4648) {
  const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"},
                                                       {"\xff\xfe\xfd\xfb", "//79+w=="}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(base64(bytes), text);
}

TEST(Kitty, sends_a_small_picture_at_once_and_asks_for_no_answer) {
  EXPECT_EQ(kitty_image("foobar", 80), "\x1b_Ga=T,f=100,q=2,c=80,m=0;Zm9vYmFy\x1b\\\n");
}

TEST(Kitty, sends_a_large_picture_in_chunks_of_4096_characters) {
  const std::string png(6145, 'x'), data = base64(png);
  ASSERT_EQ(data.size(), 2 * 4096 + 4u);
  EXPECT_EQ(kitty_image(png, 9), "\x1b_Ga=T,f=100,q=2,c=9,m=1;" + data.substr(0, 4096) + "\x1b\\\x1b_Gm=1;" +
                                     data.substr(4096, 4096) + "\x1b\\\x1b_Gm=0;" + data.substr(8192) +
                                     "\x1b\\\n");
  const std::string exact = kitty_image(std::string(6144, 'x'), 9);
  EXPECT_EQ(std::count(exact.begin(), exact.end(), 'G'), 2) << "no empty chunk at the end";
}

TEST(Iterm2, tells_the_size_in_bytes_and_columns) {
  EXPECT_EQ(iterm2_image("foobar", 80),
            "\x1b]1337;File=inline=1;size=6;width=80;preserveAspectRatio=1:Zm9vYmFy\a\n");
}

}  // namespace
}  // namespace actviz::test
