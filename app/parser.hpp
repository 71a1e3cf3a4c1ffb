#pragma once
// Declares what a command line may hold, reads one, and writes the help. The only header that stands for
// CLI11.
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.hpp"

namespace actviz::app {

/// Options and arguments of one command. Values stay text, as typed: the command turns them into what they
/// mean. Targets must outlive the call of `parse`.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Arguments without a name, any number of them.
  void arguments(std::string_view metavar, std::string_view help, std::vector<std::string>& target);
  /// An option with one value. `from_environment`: ACTVIZ_NAME counts where the option is not given.
  void option(std::string_view names, std::string_view metavar, std::string_view help,
              std::optional<std::string>& target, bool from_environment = false);
  /// An option with `count` values, or with one or more for count 0.
  void option(std::string_view names, std::string_view metavar, std::string_view help,
              std::vector<std::string>& target, int count, bool from_environment = false);
  void flag(std::string_view names, std::string_view help, bool& target);

  /// Reads the arguments into the targets. Throws Error; an unknown option is answered with the nearest ones.
  void parse(std::span<const std::string> arguments,
             const std::function<std::string(const std::string&)>& environment);

  /// The error, with the variable named in place of an option whose value came from there.
  Error with_variable(const Error& error) const;

  /// The options as help text, two columns.
  std::string help() const;
  /// "F... [options]"
  std::string usage() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace actviz::app
