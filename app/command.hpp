#pragma once
// What a subcommand is, and the world it runs in.
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/parser.hpp"
#include "lib/base/files.hpp"

namespace actviz::app {

/// The outside world as a command sees it; tests put strings in its place.
struct Io {
  Sink& out;
  Sink& err;
  Source& in;
  bool in_is_terminal = false, out_is_terminal = false, err_is_terminal = false;
  int columns = 80;  ///< width of the terminal
  std::function<std::string(const std::string&)> environment = [](const std::string&) {
    return std::string();
  };
};

/// What a command does once its options are known; gives the exit code and throws Error.
using Run = std::function<int(Io&)>;

/// A subcommand: `setup` declares its options and gives what runs with them.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::span<const std::string_view> examples;
  Run (*setup)(Parser&);
};

/// Every subcommand, in the order of the help text.
std::span<const Command> commands();

/// Runs one command line (without the program's name) and gives the exit code: 0 done, 1 a check failed, 2
/// wrong usage, unusable input or output that could not be written. The only place where exceptions are
/// caught.
int run(std::span<const std::string> arguments, Io& io);

}  // namespace actviz::app
