// The rules of the house that a compiler does not check.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

namespace fs = std::filesystem;

/// Which rooms each room may include; its own is always allowed.
const std::map<std::string, std::set<std::string>> allowed = {
    {"lib/base", {}},
    {"lib/number", {"lib/base"}},
    {"lib/table", {"lib/base"}},
    {"lib/data", {"lib/base"}},
    {"lib/catalogue", {"lib/number", "lib/base"}},
    {"lib/batch", {"lib/base", "lib/number", "lib/catalogue"}},
    {"lib/analysis", {"lib/base", "lib/number", "lib/catalogue", "lib/table"}},
    {"plots/figure", {"lib/base", "lib/number"}},
    {"plots/fonts", {"lib/base", "plots/figure", "plots/scene"}},
    {"plots/scene", {"lib/base", "plots/figure", "plots/fonts"}},
    {"plots/backend", {"lib/base", "plots/figure", "plots/fonts", "plots/scene"}},
    {"plots/charts",
     {"lib/base", "lib/number", "lib/table", "lib/catalogue", "lib/analysis", "plots/figure"}},
    {"plots/notes",
     {"lib/base", "lib/number", "lib/catalogue", "lib/analysis", "plots/figure", "plots/charts"}},
};

/// Libraries that are visible in these files alone: one for each that draws with them, and what those share.
const std::map<std::string, std::set<std::string>> confined = {
    {"cairo",
     {"plots/backend/brush.hpp", "plots/backend/brush.cpp", "plots/backend/pdf.cpp",
      "plots/backend/raster.cpp"}},
    {"plots/backend/brush.hpp",
     {"plots/backend/brush.cpp", "plots/backend/pdf.cpp", "plots/backend/raster.cpp"}},
    {"ft2build.h", {"plots/scene/fonts.cpp"}},
    {"CLI/", {"app/parser.cpp"}},
    {"nlohmann", {"lib/data/model_config.cpp", "lib/data/safetensors.cpp"}},
    {"zlib.h", {"lib/data/inflate.cpp"}},
    {"fmt/", {"lib/base/shortest.cpp"}},
    {"libdeflate", {"plots/backend/png.cpp"}},
    {"boost/multiprecision", {"lib/number/wide.cpp"}},
    {"Eigen/", {"lib/analysis/propagation.cpp", "lib/analysis/matrix_products.hpp"}},
    {"lib/analysis/matrix_products.hpp", {"lib/analysis/propagation.cpp", "lib/analysis/ffn_forward.cpp"}}};

std::vector<fs::path> sources(const std::string& top) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(top))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
      files.push_back(entry.path());
  return files;
}

std::vector<std::string> includes(const std::string& text) {
  static const std::regex line(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])", std::regex::multiline);
  std::vector<std::string> found;
  for (std::sregex_iterator i(text.begin(), text.end(), line), end; i != end; ++i) found.push_back((*i)[1]);
  return found;
}

std::string room_of(const std::string& path) { return path.substr(0, path.find('/', path.find('/') + 1)); }

class House : public testing::Test {
 protected:
  House() { fs::current_path(source_root()); }
};

TEST_F(House, includes_only_point_down) {
  for (const std::string top : {"lib", "plots"})
    for (const auto& file : sources(top)) {
      const std::string room = room_of(file);
      ASSERT_TRUE(allowed.contains(room)) << file << " is in a room without rules";
      for (const std::string& target : includes(read_file(file))) {
        const bool ours =
            target.starts_with("lib/") || target.starts_with("plots/") || target.starts_with("app/");
        if (!ours || room_of(target) == room) continue;
        EXPECT_TRUE(allowed.at(room).contains(room_of(target))) << file << " includes " << target;
      }
    }
}

TEST_F(House, outside_libraries_are_seen_where_they_are_used_alone) {
  for (const std::string top : {"lib", "plots", "app"})
    for (const auto& file : sources(top))
      for (const std::string& target : includes(read_file(file)))
        for (const auto& [library, homes] : confined)
          EXPECT_TRUE(!target.starts_with(library) || homes.contains(file.string()))
              << file << " includes " << target;
}

TEST_F(House, headers_of_the_library_do_not_include_boost) {
  for (const std::string top : {"lib", "plots"})
    for (const auto& file : sources(top))
      for (const std::string& target : includes(read_file(file)))
        EXPECT_TRUE(file.extension() != ".hpp" || !target.starts_with("boost/")) << file;
}

TEST_F(House, every_header_says_what_it_is_for) {
  for (const std::string top : {"lib", "plots", "app"})
    for (const auto& file : sources(top))
      if (file.extension() == ".hpp") {
        const std::string text = read_file(file);
        EXPECT_TRUE(text.starts_with("#pragma once\n// ")) << file;
      }
}

TEST_F(House, kernels_do_not_call_the_c_library) {
  static const std::regex call(R"(std::(exp|expm1|log1p|log|tanh|erf|erfc|sin|cos|pow)\()");
  for (const std::string room : {"lib/number", "lib/catalogue"})
    for (const auto& file : sources(room)) {
      EXPECT_FALSE(std::regex_search(read_file(file), call)) << file;
    }
}

TEST_F(House, the_library_does_not_print_or_exit) {
  static const std::regex call(R"(std::(cout|cerr|printf|exit|abort|puts)\b)");
  for (const std::string top : {"lib", "plots"})
    for (const auto& file : sources(top)) EXPECT_FALSE(std::regex_search(read_file(file), call)) << file;
}

}  // namespace
}  // namespace actviz::test
