// actviz show: the formula for other programs, and who uses a function.
#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

TEST(Show, latex_is_one_line_for_each_function) {
  EXPECT_EQ(run({"show", "gelu", "torch.relu", "x/2", "--latex"}).out,
            "x \\, \\Phi(x)\n\\max(x, 0)\n\\frac{x}{2}\n");
}

TEST(Show, mathml_is_one_element_for_each_function) {
  EXPECT_EQ(
      run({"show", "x", "x+1", "--mathml"}).out,
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mi>x</mi></math>\n"
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mi>x</mi><mo>+</mo><mn>1</mn>"
      "</math>\n");
}

TEST(Show, writes_latex_and_mathml_into_files) {
  const Folder folder;
  EXPECT_EQ(run({"show", "gelu", "-o", "gelu.tex"}).code, 0);
  EXPECT_EQ(read_file("gelu.tex"), run({"show", "gelu", "--latex"}).out);
  EXPECT_EQ(run({"show", "gelu", "-o", "gelu.mml"}).code, 0);
  EXPECT_EQ(read_file("gelu.mml"), run({"show", "gelu", "--mathml"}).out);
}

TEST(Show, takes_one_format_only) {
  const std::string refusal =
      "error: expected one of --latex, --mathml and --format\nhint: leave the others out\n";
  for (const std::vector<std::string>& options : {std::vector<std::string>{"--latex", "--mathml"},
                                                  {"--latex", "--format", "json"},
                                                  {"--mathml", "--format", "text"}}) {
    std::vector<std::string> line{"show", "gelu"};
    line.insert(line.end(), options.begin(), options.end());
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.err, refusal);
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(Show, names_a_handful_of_the_models_that_use_a_function) {
  EXPECT_NE(
      run({"show", "silu"}).out.find("used by      llama, mistral, qwen, qwen2, deepseek, deepseek-v4 and "),
      std::string::npos);
  EXPECT_NE(run({"show", "relu_squared"}).out.find("used by      nemotron, nemotron-h, persimmon, rwkv\n"),
            std::string::npos);
  EXPECT_EQ(run({"show", "snake"}).out.find("used by"), std::string::npos);
}

TEST(Show, json_lists_every_model) {
  const std::string text = run({"show", "xielu", "--format", "json"}).out;
  EXPECT_NE(text.find("\"models\": [\n"
                      "        {\n"
                      "          \"name\": \"apertus\",\n"
                      "          \"title\": \"Apertus\",\n"
                      "          \"where\": \"\",\n"
                      "          \"function\": \"hf.xielu\"\n"
                      "        }\n"
                      "      ]"),
            std::string::npos)
      << text;
  EXPECT_NE(run({"show", "snake", "--format", "json"}).out.find("\"models\": []"), std::string::npos);
  EXPECT_EQ(run({"show", "x", "--format", "json"}).out.find("\"models\""), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
