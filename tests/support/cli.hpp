#pragma once
// Runs command lines: in process with strings for the outside world, or as the real program.
#include <map>
#include <string>
#include <vector>

namespace actviz::test {

/// What a command line left behind.
struct Outcome {
  int code = 0;
  std::string out, err;
};

/// How the world looks to the command.
struct World {
  std::string input{};
  bool in_is_terminal = false, out_is_terminal = false;
  std::map<std::string, std::string> environment{};
};

/// Runs a command in process.
Outcome run(const std::vector<std::string>& arguments, const World& world = {});

/// Runs a shell line in which $actviz is the real program, in the current folder.
Outcome shell(const std::string& line);

/// Whether a program is there to be run.
bool has_tool(const std::string& name);

/// What starts a browser without a window, its profile in the current folder; empty where there is none.
std::string headless_browser();

/// A folder of its own for a test, the current one while it lives, removed at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::vector<std::string> files() const;

 private:
  std::string path_, before_;
};

/// A command line that is not carried out, and what it says after "error: ".
struct Refused {
  std::vector<std::string> arguments;
  std::string error;
};

/// Expects exit code 2, the error and a hint on two lines, no output and no file.
void expect_refused(const Refused& line);

std::string read_file(const std::string& path);
void save(const std::string& path, const std::string& text);
/// The folder of the project.
std::string source_root();
/// A file of the project's tree.
std::string source_file(const std::string& path);

}  // namespace actviz::test
