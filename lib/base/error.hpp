#pragma once
// The one exception of actviz: what ends a command.
#include <exception>
#include <string>
#include <utility>

namespace actviz {

/// Says why a command cannot go on (`message`, lower case, the user's text in quotes, what was expected) and
/// what to do about it (`hint`).
class Error : public std::exception {
 public:
  explicit Error(std::string what, std::string remedy = {})
      : message(std::move(what)), hint(std::move(remedy)) {}

  const char* what() const noexcept override { return message.c_str(); }

  std::string message;
  std::string hint;
};

}  // namespace actviz
