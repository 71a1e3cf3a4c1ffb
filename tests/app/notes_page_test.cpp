// The page of the notes in a browser: on a phone, in both themes, without a word in the console.
#include <gtest/gtest.h>

#include "tests/support/cli.hpp"
#include "tests/support/pictures.hpp"

namespace actviz::test {
namespace {

class NotesPage : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (browser_.empty()) GTEST_SKIP() << "needs a browser: Debian's package chromium";
    ASSERT_EQ(run({"notes", "-o", "report"}).code, 0);
  }

  /// Opens a page without a network; the browser's own warnings are not the page's.
  Outcome open(const std::string& page, const std::string& options) const {
    const bool is_dark = GetParam() == "dark";
    Outcome outcome = shell("timeout 100 " + browser_ +
                            " --enable-logging=stderr"
                            " --host-resolver-rules='MAP * ~NOTFOUND' --virtual-time-budget=4000" +
                            (is_dark ? " --force-dark-mode --blink-settings=preferredColorScheme=0" : "") +
                            " " + options + " \"file://$PWD/" + page + "\"");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err.find("CONSOLE"), std::string::npos) << outcome.err;
    return outcome;
  }

  Folder folder_;

 private:
  std::string browser_ = headless_browser();
};

INSTANTIATE_TEST_SUITE_P(Browser, NotesPage, testing::Values("light", "dark"),
                         [](const auto& one) { return one.param; });

TEST_P(NotesPage, fits_a_phone_and_follows_the_theme) {
  // A window of a browser cannot be as narrow as a phone, a frame can; the page measures itself in it.
  std::string page = read_file("report/index.html");
  page.insert(page.rfind("</body>"), R"(<script>
onload = () => {
  const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 &&
      !e.closest('.wide, .picture, pre, nav'));
  const paper = getComputedStyle(document.querySelector('figure svg rect')).fill;
  parent.postMessage(['width', innerWidth, document.documentElement.scrollWidth, wide.length, wide[0]?.outerHTML.slice(0, 200),
      'paper', getComputedStyle(document.body).backgroundColor, paper,
      'missing', [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.querySelector(
          '[id="' + a.getAttribute('href').slice(1) + '"]')).length].join(' '), '*');
};
</script>)");
  save("report/phone.html", page);
  save("frame.html",
       "<!DOCTYPE html><body><p></p><iframe src=\"report/phone.html\" width=\"390\" height=\"844\" "
       "style=\"border:0\">"
       "</iframe><script>onmessage = e => document.querySelector('p').textContent = e.data</script></body>");
  const std::string seen = open("frame.html", "--dump-dom").out;
  EXPECT_NE(seen.find("width 390 390 0 "), std::string::npos) << seen;
  const std::string paper = GetParam() == "dark" ? "paper rgb(22, 24, 28) rgb(22, 24, 28)"
                                                 : "paper rgb(255, 255, 255) rgb(255, 255, 255)";
  EXPECT_NE(seen.find(paper), std::string::npos) << seen;
  EXPECT_NE(seen.find("missing 0"), std::string::npos) << "links lead somewhere: " << seen;
}

TEST_P(NotesPage, opens_as_it_is) {
  open("report/index.html", "--window-size=1000,1400 --screenshot=page.png");
  const plots::Image image = read_png(read_file("page.png"));
  EXPECT_EQ(image.width, 1000u);
}

}  // namespace
}  // namespace actviz::test
