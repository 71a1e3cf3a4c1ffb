#pragma once
// --image: whether the terminal shows a figure as a picture, and how.
#include <functional>
#include <optional>
#include <string>

#include "app/command.hpp"
#include "plots/backend/backends.hpp"

namespace actviz::app {

/// How the terminal that the environment tells of takes pictures; none where it is not known for it, or where
/// a multiplexer (tmux, screen) stands between.
plots::InlineImage known_terminal(const std::function<std::string(const std::string&)>& environment);

/// --image: what it says, or for `auto` the terminal's way where standard output is one and colours are
/// wanted. Throws Error.
plots::InlineImage parse_image(const std::optional<std::string>& option, bool color, const Io& io);

}  // namespace actviz::app
