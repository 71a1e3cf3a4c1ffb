#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/support/cli.hpp"

namespace actviz::test {

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = source_root() + "/tests/golden/" + name;
  if (std::getenv("ACTVIZ_UPDATE_GOLDEN") != nullptr) save(path, text);
  const std::string known = std::filesystem::exists(path) ? read_file(path) : "";
  if (known == text) return;
  save(path + ".new", text);
  const auto difference =
      std::mismatch(known.begin(), known.end(), text.begin(), text.end()).first - known.begin();
  const auto line = 1 + std::count(known.begin(), known.begin() + difference, '\n');
  ADD_FAILURE() << name << " differs from line " << line << " on; the new text is in " << path << ".new";
}

}  // namespace actviz::test
