// What other programs make of the files: pngcheck, libpng, rsvg-convert, a browser.
#include <gtest/gtest.h>

#include <ostream>

#include "tests/support/cli.hpp"
#include "tests/support/pictures.hpp"

namespace actviz::test {
namespace {

struct Drawing {
  std::string name, command;
  int width = 576, height = 384;  // in points
};

void PrintTo(const Drawing& drawing, std::ostream* out) { *out << drawing.command; }

std::string name_of(const testing::TestParamInfo<Drawing>& info) { return info.param.name; }

const Drawing drawings[] = {{"gelu", "plot gelu --range -5 5"},
                            {"four_dark", "plot relu gelu silu tanh --theme dark"},
                            {"two_compared", "compare gelu silu --size 576 648", 576, 648}};

void draw(const Drawing& drawing, const std::string& file) {
  const Outcome outcome = shell("$actviz " + drawing.command + " " + file);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
}

plots::Image picture(const std::string& path) { return read_png(read_file(path)); }

void expect_size(const plots::Image& image, const Drawing& drawing, int dpi) {
  EXPECT_EQ(static_cast<int>(image.width), drawing.width * dpi / 72);
  EXPECT_EQ(static_cast<int>(image.height), drawing.height * dpi / 72);
}

/// A viewer smooths where the PNG moves grid lines and ticks to whole pixels; nothing else may differ.
void expect_same(const plots::Image& ours, const plots::Image& theirs) {
  ASSERT_EQ(theirs.width, ours.width);
  ASSERT_EQ(theirs.height, ours.height);
  EXPECT_LT(share_of_different_pixels(ours, theirs, 48), 0.0045);
  EXPECT_EQ(share_of_different_pixels(ours, theirs, 128), 0);
}

class InViewer : public testing::TestWithParam<Drawing> {
 protected:
  Folder folder_;
};

INSTANTIATE_TEST_SUITE_P(Viewers, InViewer, testing::ValuesIn(drawings), name_of);

TEST_P(InViewer, pngcheck_finds_nothing_wrong) {
  if (!has_tool("pngcheck")) GTEST_SKIP() << "needs pngcheck";
  draw(GetParam(), "--dpi 300 -o picture.png");
  const Outcome quiet = shell("pngcheck -q picture.png");
  EXPECT_EQ(quiet.code, 0) << quiet.out;
  EXPECT_EQ(quiet.out, "");
  const std::string chunks = shell("pngcheck -v picture.png").out;
  EXPECT_NE(chunks.find("(300 dpi)"), std::string::npos) << chunks;
  EXPECT_NE(chunks.find("(4 chunks"), std::string::npos) << "IHDR, pHYs, IDAT, IEND and no time\n" << chunks;
}

TEST_P(InViewer, libpng_reads_a_picture_of_the_size_asked_for) {
  draw(GetParam(), "--dpi 300 -o picture.png");
  expect_size(picture("picture.png"), GetParam(), 300);
}

const std::string rsvg = "rsvg-convert --dpi-x 150 --dpi-y 150 --output viewed.png ";

TEST_P(InViewer, an_svg_looks_like_the_png) {
  if (!has_tool("rsvg-convert")) GTEST_SKIP() << "needs rsvg-convert of librsvg2-bin";
  draw(GetParam(), "-o picture.png");
  draw(GetParam(), "-o picture.svg");
  const Outcome viewed = shell(rsvg + "picture.svg");
  ASSERT_EQ(viewed.code, 0) << viewed.err;
  expect_same(picture("picture.png"), picture("viewed.png"));
}

TEST_P(InViewer, an_svg_of_text_opens_at_the_same_size) {
  if (!has_tool("rsvg-convert")) GTEST_SKIP() << "needs rsvg-convert of librsvg2-bin";
  draw(GetParam(), "--svg-text -o picture.svg");
  const Outcome viewed = shell(rsvg + "picture.svg");
  ASSERT_EQ(viewed.code, 0) << viewed.err;
  expect_size(picture("viewed.png"), GetParam(), 150);
}

class InBrowser : public InViewer {
 protected:
  void SetUp() override {
    if (browser_.empty()) GTEST_SKIP() << "needs a browser: Debian's package chromium";
  }

  /// A screenshot at 150 dpi of a page that fills the window.
  plots::Image shown(const std::string& svg) const {
    const auto css_pixels = [](int points) { return std::to_string(points * 96 / 72); };
    const Outcome outcome =
        shell("timeout 60 " + browser_ +
              " --force-device-scale-factor=1.5625 --window-size=" + css_pixels(GetParam().width) + "," +
              css_pixels(GetParam().height) + " --screenshot=shown.png \"file://$PWD/" + svg + "\"");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return picture("shown.png");
  }

 private:
  std::string browser_ = headless_browser();
};

INSTANTIATE_TEST_SUITE_P(Browser, InBrowser, testing::ValuesIn(drawings), name_of);

TEST_P(InBrowser, an_svg_looks_like_the_png) {
  draw(GetParam(), "-o picture.png");
  draw(GetParam(), "-o picture.svg");
  expect_same(picture("picture.png"), shown("picture.svg"));
}

TEST_P(InBrowser, an_svg_of_text_looks_much_like_the_png) {
  draw(GetParam(), "-o picture.png");
  draw(GetParam(), "--svg-text -o picture.svg");
  EXPECT_LT(share_of_different_pixels(picture("picture.png"), shown("picture.svg"), 48), 0.015)
      << "the letters of other fonts";
}

}  // namespace
}  // namespace actviz::test
