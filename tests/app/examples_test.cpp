// Every example that --help and README show is carried out, on files of the names they use.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/command.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/number/instruction_set.hpp"
#include "lib/number/random.hpp"
#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

struct Example {
  std::string command, line;
  friend void PrintTo(const Example& example, std::ostream* out) { *out << example.line; }
};

bool takes_long(const Example& example) {
  return example.command == "depth" || example.command == "bench" || example.command == "notes";
}

/// What stands before the explanation: two spaces, or a # in README.
std::string line_of(std::string_view text) {
  const std::string line(text.substr(0, std::min(text.find("  "), text.find(" #"))));
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::vector<Example> all_examples() {
  std::vector<Example> all;
  for (const app::Command& command : app::commands())
    for (const std::string_view text : command.examples)
      all.push_back({std::string(command.name), line_of(text)});
  bool inside = false;
  const std::string readme = source_file("README.md");
  for (const std::string_view line : split(readme, '\n')) {
    if (line.starts_with("```")) inside = line == "```sh";
    constexpr std::string_view program = "actviz ";
    if (!inside || !line.starts_with(program)) continue;
    const std::string_view rest = line.substr(program.size());
    all.push_back({std::string(rest.substr(0, rest.find(' '))), line_of(line)});
  }
  return all;
}

std::vector<Example> examples(bool long_ones) {
  std::vector<Example> all = all_examples();
  std::erase_if(all, [&](const Example& example) { return takes_long(example) != long_ones; });
  return all;
}

std::string normal_floats(std::size_t count) {
  Random random(1);
  std::vector<float> numbers(count);
  for (float& x : numbers) x = static_cast<float>(random.normal());
  return bytes_of(numbers);
}

struct Matrix {
  std::string name;
  std::size_t rows, columns;
};

/// A .safetensors file of normal floats.
std::string tensors(const std::vector<Matrix>& matrices) {
  std::string header, elements;
  for (const auto& [name, rows, columns] : matrices) {
    const std::size_t begin = elements.size();
    elements += normal_floats(rows * columns);
    header += (header.empty() ? "{\"" : ",\"") + name + R"(":{"dtype":"F32","shape":[)" +
              std::to_string(rows) + ',' + std::to_string(columns) + R"(],"data_offsets":[)" +
              std::to_string(begin) + ',' + std::to_string(elements.size()) + "]}";
  }
  return safetensors(header + "}", elements);
}

/// SiLU of all codes of bf16.
std::string best_results() {
  const Function silu = Function::parse("silu");
  const FloatFormat bf16 = *parse_float_format("bf16");
  std::vector<std::uint16_t> codes;
  for (std::uint32_t code = 0; code < bf16.codes(); ++code)
    codes.push_back(static_cast<std::uint16_t>(bf16.code(silu.rounded(0, bf16.value(code), bf16))));
  return bytes_of(codes);
}

class EveryExample : public testing::TestWithParam<Example> {
 protected:
  EveryExample() {
    save("pre.csv", "x,z\n1,-1.5\n2,0.25\n");
    for (const std::string name : {"acts", "pre", "big1", "big2"})
      save(name + ".npy", npy("<f4", "(64, 32)", normal_floats(64 * 32)));
    save("conv.npy", npy("<f4", "(2, 8, 4, 4)", normal_floats(256)));
    save("dump.safetensors", tensors({{"layer.0.mlp", 16, 8}, {"layer.1.mlp", 16, 8}, {"attention", 16, 8}}));
    save("dump.npz", zip({{"logits.npy", npy("<f4", "(5, 4)", normal_floats(20))}}));
    save("block.safetensors",
         tensors({{"gate_proj.weight", 16, 8}, {"up_proj.weight", 16, 8}, {"down_proj.weight", 8, 16}}));
    save("x.npy", npy("<f4", "(16, 8)", normal_floats(128)));
    save("y.npy", npy("<f4", "(16, 8)", normal_floats(128)));
    save("measured.csv", "-0.5,-0.154296875\n1.25,1.1171875\n");
    std::filesystem::create_directory("path");
    save("path/config.json", R"({"model_type": "gpt2", "activation_function": "gelu_new", "n_embd": 768})");
    if (needs("out.bin")) save("out.bin", best_results());
    for (const std::string part : {"1", "2", "3", "4"})
      if (needs("--merge"))
        run({"neurons", "big1.npy", "big2.npy", "--part", part + "/4", "--partial", "p" + part + ".avs"});
  }

  static bool needs(const std::string& word) { return GetParam().line.find(word) != std::string::npos; }

  Folder folder_;
};

std::string name_of(const testing::TestParamInfo<Example>& info) {
  return info.param.command + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Quick, EveryExample, testing::ValuesIn(examples(false)), name_of);
INSTANTIATE_TEST_SUITE_P(Slow, EveryExample, testing::ValuesIn(examples(true)), name_of);

TEST_P(EveryExample, is_carried_out) {
  const std::string& line = GetParam().line;
  if (needs("--isa avx2") && !is_available(InstructionSet::avx2)) GTEST_SKIP() << "this machine has no avx2";
  save("line.sh", "actviz() { \"$actviz\" \"$@\"; }\n" + line + '\n');
  const Outcome outcome = shell("bash line.sh");
  const bool shows_an_error = line.ends_with("--order printed");
  EXPECT_EQ(outcome.code, shows_an_error ? 2 : 0) << outcome.err;
}

}  // namespace
}  // namespace actviz::test
