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
#include "lib/number/instruction_set.hpp"
#include "plots/backend/backends.hpp"
#include "plots/charts/window.hpp"

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
                           std::string_view expected,
                           std::string_view hint = "see --help for the option's meaning");

/// The greatest of the whole numbers that doubles hold, one after the other.
inline constexpr std::uint64_t most_whole = std::uint64_t{1} << 53;

/// The whole number that an option's text stands for, from least to most. Throws Error naming the option.
std::uint64_t parse_whole(std::string_view option, std::string_view text, std::uint64_t least,
                          std::uint64_t most, std::string_view expected,
                          std::string_view hint = "see --help for the option's meaning");

/// --seed: a whole number from 0 to 2^53. Throws Error.
std::uint64_t parse_seed(std::string_view text);

/// An option, and whether it is there.
struct GivenOption {
  std::string_view name;
  bool is_given;
};

/// Throws Error for the first that is given: it has no effect, and `why`, as in "with --sweep".
void refuse_idle(std::initializer_list<GivenOption> options, std::string_view why, std::string_view hint);

/// --derivative: 0, 1 or 2; 1 where it is not given. Throws Error.
int parse_derivative(const std::optional<std::string>& text);

/// --epsilon: a finite number of at least 0. Throws Error.
double parse_epsilon(std::string_view text);

/// --threads: from 1 to 256; as many as there are processors where it is not given. Throws Error.
unsigned parse_threads(const std::optional<std::string>& text);

/// --isa: an instruction set by its name, which this machine has; its best one where it is not given. Throws
/// Error.
InstructionSet parse_isa(const std::optional<std::string>& text);

/// Whether colour is wanted: --color, then NO_COLOR and TERM=dumb, then whether standard output is a
/// terminal.
bool wants_color(const std::optional<std::string>& option, const Io& io);

/// What an output can be chosen by.
struct FormatName {
  std::string_view name, extension;
};

/// Which of several formats is meant: --format, else the extension of -o, else `fallback` (a format's name).
/// Throws Error.
std::size_t choose_format(std::span<const FormatName> known, const OutputOptions& output,
                          std::string_view fallback);

/// Adds the names of formats.
template <class T>
void add_names(std::vector<FormatName>& names, std::span<const Format<T>> formats) {
  for (const Format<T>& format : formats) names.push_back({format.name, format.extension});
}

template <class T>
const Format<T>& choose_format(std::span<const Format<T>> formats, const OutputOptions& output,
                               std::string_view fallback) {
  std::vector<FormatName> names;
  add_names(names, formats);
  return formats[choose_format(names, output, fallback)];
}

/// The same for a command that gives tables and figures: places from tables.size() on are figures'.
template <class T, class U>
std::size_t choose_format(std::span<const Format<T>> tables, std::span<const Format<U>> figures,
                          const OutputOptions& output, std::string_view fallback) {
  std::vector<FormatName> names;
  add_names(names, tables);
  add_names(names, figures);
  return choose_format(names, output, fallback);
}

namespace detail {
[[noreturn]] void unknown_format(std::string_view option, std::string_view text,
                                 const std::vector<std::string_view>& known);
void refuse_terminal(std::string_view format);
}  // namespace detail

/// Writes a thing in a format to where the options say.
template <class T>
void deliver(const T& thing, const Format<T>& format, const OutputOptions& output, Io& io) {
  const bool to_eyes = output.to_standard_output() ? io.out_is_terminal : is_terminal(*output.file);
  if (format.binary && to_eyes) detail::refuse_terminal(format.name);
  if (output.to_standard_output()) return format.write(thing, io.out);
  write_file(*output.file, [&](Sink& sink) { format.write(thing, sink); });
}

/// --title, --labels, --log, --theme, --size, --dpi, --color, -q: how a figure looks and what is said about
/// it.
struct FigureOptions {
  std::optional<std::string> title, theme, dpi, color, image, log;
  std::vector<std::string> size, labels;
  bool svg_text = false, quiet = false;
  /// `usual_size`: what --size is where it is not given, in words.
  void declare(Parser& parser, std::string_view usual_size);
  /// All but --labels and --log, which mean something else to some commands.
  void declare_page(Parser& parser, std::string_view usual_size);
  /// Throw Error.
  plots::ThemeName parse_theme() const;
  plots::Medium parse_medium(const plots::Medium& usual) const;
  plots::LogAxes parse_log() const;
  /// None, or one for each of `count` things.
  std::vector<std::string> parse_labels(std::size_t count, std::string_view of = "activations") const;
};

std::vector<std::string> labels_of(std::span<const Function> functions);

/// Writes a figure to where the options say, into a file named by the labels of what it shows where they say
/// nothing, and tells the file's path; and on standard error, which characters of a given title and labels
/// are shown as U+FFFD. Throws Error.
void deliver_figure(plots::Figure figure, const plots::Medium& medium, std::span<const std::string> labels,
                    const Format<plots::Sheet>& format, OutputOptions output, const FigureOptions& options,
                    Io& io);

}  // namespace actviz::app
