#pragma once
// Small work on text: quoting for messages, escaping, the nearest name.
#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actviz {

/// The user's text in double quotes, at most 60 characters of it, control characters escaped.
std::string in_quotes(std::string_view text);

/// Replaces control characters (and broken UTF-8) by \xNN so that text from a file cannot drive a terminal.
std::string escape_controls(std::string_view text);

/// Text for XML and HTML, also between quotes: `<`, `>`, `&` and both quotes as entities.
std::string escape_markup(std::string_view text);

/// Lower case, without underscores, hyphens and spaces: how names are compared when the exact spelling is
/// unknown.
std::string folded(std::string_view name);

/// The names closest to `name` by edit distance (transpositions count one), nearest first; only those that a
/// typing error explains (a distance of at most a third of the length), at most three.
std::vector<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates);

/// "did you mean a, b or c?", or `otherwise` where nothing is near.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view otherwise);

/// What stands between separators: at least one part, any of which may be empty.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Whether a whole name fits a pattern in which `*` stands for any characters and `?` for one; takes time
/// proportional to the lengths of both multiplied, at most.
bool matches_glob(std::string_view pattern, std::string_view name);

/// How many columns of a terminal UTF-8 text takes, one a code point.
std::size_t display_width(std::string_view text);

/// "1 point", "2 points".
std::string counted(std::integral auto count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

/// Joins texts with a separator.
std::string join(std::span<const std::string> parts, std::string_view separator);

}  // namespace actviz
