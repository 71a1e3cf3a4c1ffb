#include "tests/support/cli.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/command.hpp"

namespace actviz::test {

Outcome run(const std::vector<std::string>& arguments, const World& world) {
  StringSink out, err;
  StringSource in(world.input);
  app::Io io{.out = out, .err = err, .in = in};
  io.in_is_terminal = world.in_is_terminal;
  io.out_is_terminal = world.out_is_terminal;
  io.environment = [&](const std::string& name) {
    const auto found = world.environment.find(name);
    return found == world.environment.end() ? std::string() : found->second;
  };
  const int code = app::run(arguments, io);
  return {code, out.text, err.text};
}

Outcome shell(const std::string& line) {
  const std::string command = "{ " + line + "\n} 2>.stderr";
  ::setenv("actviz", ACTVIZ_BINARY, 1);
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start a shell");
  Outcome outcome;
  std::array<char, 65536> buffer;
  for (std::size_t n; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    outcome.out.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.err = read_file(".stderr");
  std::filesystem::remove(".stderr");
  return outcome;
}

bool has_tool(const std::string& name) {
  const Folder folder;  // other tests run lines in the current one
  return shell("command -v " + name).code == 0;
}

std::string headless_browser() {
  for (const std::string name : {"chromium", "chromium-browser", "google-chrome"})
    if (has_tool(name))
      return name +
             " --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir=\"$PWD/profile\"";
  return "";
}

Folder::Folder()
    : path_(std::filesystem::temp_directory_path() / "actviz-test-XXXXXX"),
      before_(std::filesystem::current_path()) {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  std::filesystem::current_path(path_);
}

Folder::~Folder() {
  std::filesystem::current_path(before_);
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  std::filesystem::remove_all(path_);
}

std::vector<std::string> Folder::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename());
  std::ranges::sort(names);
  return names;
}

void expect_refused(const Refused& line) {
  const Folder folder;
  const auto result = run(line.arguments);
  EXPECT_EQ(result.err.substr(0, result.err.find('\n')), "error: " + line.error);
  EXPECT_NE(result.err.find("\nhint: "), std::string::npos) << result.err;
  EXPECT_EQ(std::ranges::count(result.err, '\n'), 2) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(folder.files().empty());
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void save(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string source_root() { return ACTVIZ_SOURCE; }

std::string source_file(const std::string& path) { return read_file(ACTVIZ_SOURCE "/" + path); }

}  // namespace actviz::test
