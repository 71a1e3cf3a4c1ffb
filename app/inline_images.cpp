#include "app/inline_images.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {

using plots::InlineImage;

InlineImage known_terminal(const std::function<std::string(const std::string&)>& environment) {
  const auto has = [&](const char* name) { return !environment(name).empty(); };
  const std::string term = environment("TERM"), program = environment("TERM_PROGRAM");
  if (has("TMUX") || has("STY") || term.starts_with("screen") || term.starts_with("tmux"))
    return InlineImage::none;
  if (term == "xterm-kitty" || term == "xterm-ghostty") return InlineImage::kitty;
  // The other variables pass on to terminals that are started from a terminal; the program's name is the
  // innermost one's, and VTE names itself by its version alone.
  if (program == "kitty" || program == "ghostty") return InlineImage::kitty;
  if (program == "iTerm.app" || program == "WezTerm" || program == "mintty") return InlineImage::iterm2;
  if (!program.empty() || has("VTE_VERSION")) return InlineImage::none;
  if (has("KITTY_WINDOW_ID")) return InlineImage::kitty;
  if (has("WEZTERM_PANE") || environment("LC_TERMINAL") == "iTerm2") return InlineImage::iterm2;
  return InlineImage::none;
}

InlineImage parse_image(const std::optional<std::string>& option, bool color, const Io& io) {
  const std::string choice = option.value_or("auto");
  if (choice == "kitty") return InlineImage::kitty;
  if (choice == "iterm2") return InlineImage::iterm2;
  if (choice == "none") return InlineImage::none;
  if (choice != "auto")
    throw Error("--image: expected auto, kitty, iterm2 or none, got " + in_quotes(choice),
                did_you_mean(choice, std::vector<std::string_view>{"auto", "kitty", "iterm2", "none"},
                             "write --image none for braille dots"));
  return io.out_is_terminal && color ? known_terminal(io.environment) : InlineImage::none;
}

}  // namespace actviz::app
