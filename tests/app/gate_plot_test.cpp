#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

TEST(GatePlot, is_a_figure_named_after_the_gate) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "SwiGLU"}).out, "swiglu.png\n");
  EXPECT_EQ(read_file("swiglu.png").substr(0, 8), "\x89PNG\r\n\x1a\n");
}

TEST(GatePlot, tells_the_gated_half) {
  const auto drawn = [](const Words& more) {
    Words words{"plot", "glu", "--format", "terminal"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words).out;
  };
  EXPECT_NE(drawn({}).find("second half, gated: a"), std::string::npos) << drawn({});
  EXPECT_EQ(drawn({"--gate", "second"}), drawn({}));
  EXPECT_NE(drawn({"--gate", "first"}), drawn({}));
}

TEST(GatePlot, refuses_what_is_for_curves) {
  const std::vector<Refused> lines = {
      {{"plot", "swiglu", "gelu"}, "the gate swiglu is a surface, which is drawn alone"},
      {{"plot", "gelu", "swiglu"}, "the gate swiglu is a surface, which is drawn alone"},
      {{"plot", "swiglu", "--derivative", "2"}, "--derivative has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--epsilon", "1"}, "--epsilon has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--log", "y"}, "--log has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--labels", "y"}, "--labels has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--gate", "both"}, "--gate: expected first or second, got \"both\""},
      {{"plot", "swiglu", "--range", "1", "1"}, "--range: expected LO < HI, got \"1 1\""},
      {{"plot", "gelu", "--gate", "first"}, "--gate has no effect on curves"},
      {{"plot", "swigul"}, "unknown activation or gate \"swigul\""},
      {{"stats", "geglu"}, "\"geglu\" is a gate of two halves, not a function of one variable"},
  };
  for (const Refused& line : lines) expect_refused(line);
}

}  // namespace
}  // namespace actviz::test
