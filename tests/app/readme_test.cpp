// README tells the truth: its commands run and print what it shows.
#include <gtest/gtest.h>

#include <regex>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

struct Example {
  std::string command, output;
};

/// The console blocks of README: lines that start with "$ actviz" and what follows each.
std::vector<Example> examples() {
  std::vector<Example> found;
  const std::string text = source_file("README.md");
  bool inside = false;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    const std::string line = text.substr(start, end - start);
    if (line == "```console") {
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside && line.starts_with("$ ")) {
      found.push_back({line.substr(2), ""});
    } else if (inside && !found.empty()) {
      found.back().output += line + '\n';
    }
  }
  return found;
}

TEST(Readme, has_at_least_five_examples) { EXPECT_GE(examples().size(), 5u); }

TEST(Readme, every_command_prints_what_is_shown) {
  const Folder folder;
  save("mlp.safetensors", source_file("tests/data/mlp.safetensors"));  // the one dump that README judges
  for (const Example& example : examples()) {
    const std::string line =
        std::regex_replace(example.command, std::regex(R"((^|\| )actviz )"), "$1$$actviz ");
    const auto result = shell(line);
    EXPECT_EQ(result.out, example.output) << example.command;
    EXPECT_EQ(result.code, 0) << example.command << "\n" << result.err;
  }
}

}  // namespace
}  // namespace actviz::test
