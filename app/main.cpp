// The program: the real world for app::run.
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "app/command.hpp"

namespace {

int terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

int main(int count, char** values) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an ordinary answer of write
  const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
  actviz::DescriptorSink out(STDOUT_FILENO, "standard output"), err(STDERR_FILENO, "standard error");
  actviz::DescriptorSource in(STDIN_FILENO, "standard input");
  actviz::app::Io io{.out = out,
                     .err = err,
                     .in = in,
                     .in_is_terminal = isatty(STDIN_FILENO) == 1,
                     .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                     .err_is_terminal = isatty(STDERR_FILENO) == 1,
                     .columns = terminal_columns(),
                     .environment = [](const std::string& name) {
                       const char* value = std::getenv(name.c_str());
                       return std::string(value != nullptr ? value : "");
                     }};
  std::_Exit(actviz::app::run(arguments, io));  // sinks do not buffer: nothing is left for destructors to do
}
