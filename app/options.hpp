#pragma once
// Options that several commands share: declared once, turned into values once.
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "lib/base/error.hpp"
#include "lib/base/format.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/function.hpp"

namespace actviz::app {

/// F...: the functions a command is about.
struct FunctionArguments {
  std::vector<std::string> names;
  void declare(Parser& parser);
  /// Throws Error for none, too many (at most `most`), or one that cannot be read.
  std::vector<Function> parse(std::size_t most = 64) const;
};

/// --range LO HI
struct RangeOption {
  std::vector<std::string> words;
  void declare(Parser& parser);
  bool given() const { return !words.empty(); }
  /// The limits, -6 and 6 where none are given. Throws Error unless LO < HI, both finite.
  std::pair<double, double> parse() const;
};

/// -o FILE and --format NAME
struct OutputOptions {
  std::optional<std::string> file, format;
  void declare(Parser& parser, std::string_view formats);
  bool to_standard_output() const { return !file || *file == "-"; }
  /// Whether a regular file comes out, whose path is worth telling.
  bool to_regular_file() const { return !to_standard_output() && !is_device(*file); }
};

/// The number that an option's text stands for, between lo and hi. Throws Error naming the option.
double parse_option_number(std::string_view option, std::string_view text, double lo, double hi,
                           std::string_view expected);

/// --derivative: 0, 1 or 2; 1 where it is not given. Throws Error.
int parse_derivative(const std::optional<std::string>& text);

/// --epsilon: a finite number of at least 0. Throws Error.
double parse_epsilon(std::string_view text);

/// --threads: from 1 to 256; as many as there are processors where it is not given. Throws Error.
unsigned parse_threads(const std::optional<std::string>& text);

/// Whether colour is wanted: --color, then NO_COLOR and TERM=dumb, then whether standard output is a
/// terminal.
bool wants_color(const std::optional<std::string>& option, const Io& io);

namespace detail {
[[noreturn]] void unknown_format(std::string_view option, std::string_view text,
                                 const std::vector<std::string_view>& known);
void refuse_terminal(std::string_view format);
}  // namespace detail

/// The format of the output: --format, else the extension of -o, else `fallback` (a format's name). Throws
/// Error.
template <class T>
const Format<T>& choose_format(std::span<const Format<T>> formats, const OutputOptions& output,
                               std::string_view fallback) {
  std::vector<std::string_view> known;
  for (const Format<T>& format : formats) known.push_back(format.name);
  const auto named = [&](std::string_view name) -> const Format<T>* {
    for (const Format<T>& format : formats)
      if (format.name == name) return &format;
    return nullptr;
  };
  if (output.format) {
    if (const auto* format = named(*output.format)) return *format;
    detail::unknown_format("--format", *output.format, known);
  }
  if (output.to_standard_output()) return *named(fallback);
  const auto slash = output.file->rfind('/');
  const std::string name = slash == std::string::npos ? *output.file : output.file->substr(slash + 1);
  const auto dot = name.rfind('.');
  const std::string extension = dot == std::string::npos || dot == 0 ? "" : name.substr(dot + 1);
  for (const Format<T>& format : formats)
    if (!format.extension.empty() && folded(extension) == format.extension) return format;
  if (!output.to_regular_file()) return *named(fallback);
  std::vector<std::string_view> extensions;
  for (const Format<T>& format : formats)
    if (!format.extension.empty()) extensions.push_back(format.extension);
  detail::unknown_format("-o", *output.file, extensions);
}

/// Writes a thing in a format to where the options say.
template <class T>
void deliver(const T& thing, const Format<T>& format, const OutputOptions& output, Io& io) {
  const bool to_eyes = output.to_standard_output() ? io.out_is_terminal : is_terminal(*output.file);
  if (format.binary && to_eyes) detail::refuse_terminal(format.name);
  if (output.to_standard_output()) return format.write(thing, io.out);
  write_file(*output.file, [&](Sink& sink) { format.write(thing, sink); });
}

}  // namespace actviz::app
