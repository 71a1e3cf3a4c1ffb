#include "app/options.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "app/configs.hpp"
#include "app/gate_arguments.hpp"
#include "app/inline_images.hpp"
#include "lib/base/numbers.hpp"
#include "plots/scene/fonts.hpp"

namespace actviz::app {

void FunctionArguments::declare(Parser& parser) {
  parser.arguments("F",
                   "activations (`actviz list`): gelu, swish:beta=2; formulas: "
                   "'x*sigmoid(b*x):b=2'",
                   names);
}

std::vector<Function> FunctionArguments::parse(std::size_t most) const {
  if (names.empty())
    throw Error("no activation given", "name at least one, such as gelu; `actviz list` shows all");
  if (names.size() > most)
    throw Error(
        "expected at most " + std::to_string(most) + " activations, got " + std::to_string(names.size()),
        "split them over several calls");
  std::vector<Function> functions;
  for (const std::string& name : names) {
    refuse_gate(name);
    constexpr std::string_view config = "config:";
    functions.push_back(
        Function::parse(name.starts_with(config) ? function_of_config(name.substr(config.size())) : name));
  }
  return functions;
}

void RangeOption::declare(Parser& parser) {
  parser.option("--range", "LO HI", "the domain (default -6 6); also LO:HI, and pi, 2*pi, 1e-3", words, 2);
}

std::pair<double, double> RangeOption::parse() const {
  if (!given()) return {-6, 6};
  const std::string typed = words[0] + " " + words[1];
  const auto lo = parse_quantity(words[0]), hi = parse_quantity(words[1]);
  constexpr const char* example = "write --range -5 5, or --range -pi:2*pi";
  if (!lo || !hi) throw Error("--range: expected two numbers LO HI, got " + in_quotes(typed), example);
  if (!std::isfinite(*lo) || !std::isfinite(*hi))
    throw Error("--range: expected finite numbers, got " + in_quotes(typed), example);
  if (!(*lo < *hi)) throw Error("--range: expected LO < HI, got " + in_quotes(typed), example);
  return {*lo, *hi};
}

void OutputOptions::declare(Parser& parser, std::string_view formats) {
  parser.option("-o,--output", "FILE", "where to write; the extension gives the format; - is standard output",
                file);
  parser.option("--format", "NAME", formats, format);
}

double parse_option_number(std::string_view option, std::string_view text, double lo, double hi,
                           std::string_view expected, std::string_view hint) {
  const auto value = parse_quantity(text);
  if (!value || !(*value >= lo && *value <= hi))
    throw Error(std::string(option) + ": expected " + std::string(expected) + ", got " + in_quotes(text),
                std::string(hint));
  return *value;
}

std::uint64_t parse_whole(std::string_view option, std::string_view text, std::uint64_t least,
                          std::uint64_t most, std::string_view expected, std::string_view hint) {
  const auto value = parse_count(text);
  if (!value || static_cast<std::uint64_t>(*value) < least || static_cast<std::uint64_t>(*value) > most)
    throw Error(std::string(option) + ": expected " + std::string(expected) + ", got " + in_quotes(text),
                std::string(hint));
  return static_cast<std::uint64_t>(*value);
}

std::uint64_t parse_seed(std::string_view text) {
  return parse_whole("--seed", text, 0, most_whole, "a whole number from 0 to 2^53", "write --seed 1");
}

void refuse_idle(std::initializer_list<GivenOption> options, std::string_view why, std::string_view hint) {
  for (const auto& [name, is_given] : options)
    if (is_given) throw Error(std::string(name) + " has no effect " + std::string(why), std::string(hint));
}

int parse_derivative(const std::optional<std::string>& text) {
  const std::string typed = text.value_or("1");
  if (typed != "0" && typed != "1" && typed != "2")
    throw Error("--derivative: expected 0, 1 or 2, got " + in_quotes(typed),
                "write --derivative 2 for the second derivative");
  return typed[0] - '0';
}

double parse_epsilon(std::string_view text) {
  return parse_option_number("--epsilon", text, 0, std::numeric_limits<double>::max(),
                             "a finite number of at least 0");
}

unsigned parse_threads(const std::optional<std::string>& text) {
  if (!text) return std::max(1u, std::thread::hardware_concurrency());
  const auto count = parse_count(*text);
  if (!count || *count < 1 || *count > 256)
    throw Error("--threads: expected a whole number from 1 to 256, got " + in_quotes(*text),
                "leave it out to use every processor");
  return static_cast<unsigned>(*count);
}

InstructionSet parse_isa(const std::optional<std::string>& text) {
  if (!text) return best_instruction_set();
  std::string here;
  for (std::size_t i = 0; i < instruction_sets; ++i)
    if (is_available(static_cast<InstructionSet>(i)))
      here += (i == 0 ? "this machine has " : ", ") + std::string(instruction_set_names[i]);
  const auto found = std::ranges::find(instruction_set_names, *text);
  if (found == std::end(instruction_set_names)) {
    const std::string near = did_you_mean(*text, instruction_set_names, "");
    throw Error("--isa: unknown instruction set " + in_quotes(*text),
                near + (near.empty() ? "" : " ") + here);
  }
  const auto set = static_cast<InstructionSet>(found - std::begin(instruction_set_names));
  if (!is_available(set)) throw Error("--isa: there is no " + *text + " here", here);
  return set;
}

bool wants_color(const std::optional<std::string>& option, const Io& io) {
  const std::string choice = option.value_or("auto");
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (choice != "auto")
    throw Error("--color: expected auto, always or never, got " + in_quotes(choice), "write --color auto");
  return io.out_is_terminal && io.environment("NO_COLOR").empty() && io.environment("TERM") != "dumb";
}

namespace {

/// The extension of a path's last part, without the dot.
std::string extension_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : name.substr(dot + 1);
}

/// The labels joined by "-", what is no letter, digit, dot, minus or underscore as "_", at most 80
/// characters.
std::string default_file_name(std::span<const std::string> labels, std::string_view extension) {
  std::string name;
  for (const std::string& label : labels) name += (name.empty() ? "" : "-") + label;
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    if (!plain) c = '_';
  }
  constexpr std::size_t longest = 80;
  return name.substr(0, longest) + '.' + std::string(extension);
}

/// Whether a sheet's text is set in the program's own fonts, not in a viewer's or a terminal's.
bool uses_own_fonts(const plots::Sheet& sheet, const Format<plots::Sheet>& format) {
  if (format.extension == "txt") return sheet.terminal.image != plots::InlineImage::none;
  return format.extension != "svg" || sheet.svg_text == plots::SvgText::outlines;
}

/// Tells which characters of the texts that were given are shown as U+FFFD.
void note_missing_characters(const FigureOptions& options, Io& io) {
  if (!options.title && options.labels.empty()) return;  // or a face would be opened for nothing
  constexpr std::size_t most = 10;
  const auto missing =
      plots::missing_characters(options.title.value_or("") + " " + join(options.labels, " "));
  if (missing.empty()) return;
  std::string told;
  for (std::size_t i = 0; i < std::min(most, missing.size()); ++i) told += escape_controls(missing[i]);
  if (missing.size() > most) told += "…";
  io.err.write("note: the fonts have no glyph for \"" + told + "\", shown as \uFFFD\n");
}

}  // namespace

std::size_t choose_format(std::span<const FormatName> known, const OutputOptions& output,
                          std::string_view fallback) {
  const auto named = [&](std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(known, name, &FormatName::name) - known.begin());
  };
  std::vector<std::string_view> names, extensions;
  for (const FormatName& format : known) {
    names.push_back(format.name);
    const bool is_new = std::ranges::find(extensions, format.extension) == extensions.end();
    if (!format.extension.empty() && is_new) extensions.push_back(format.extension);
  }
  if (output.format) {
    if (const std::size_t found = named(*output.format); found < known.size()) return found;
    detail::unknown_format("--format", *output.format, names);
  }
  if (output.to_standard_output()) return named(fallback);
  const std::string extension = folded(extension_of(*output.file));
  for (std::size_t i = 0; i < known.size(); ++i)
    if (!known[i].extension.empty() && extension == known[i].extension) return i;
  if (!output.to_regular_file()) return named(fallback);
  detail::unknown_format("-o", *output.file, extensions);
}

void detail::unknown_format(std::string_view option, std::string_view text,
                            const std::vector<std::string_view>& known) {
  std::string all;
  for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  const bool is_file = option == "-o";
  throw Error(std::string(option) + ": " + (is_file ? "no format has the extension of " : "unknown format ") +
                  in_quotes(text) + ", expected one of " + all,
              is_file ? "change the extension or name the format with --format"
                      : "write --format " + std::string(known.front()));
}

void detail::refuse_terminal(std::string_view format) {
  throw Error("will not write " + std::string(format) + " to a terminal",
              "redirect the output, or name a file with -o");
}

void FigureOptions::declare(Parser& parser, std::string_view usual_size) {
  parser.option("--labels", "TEXT...", "instead of the functions' names, one each; $...$ is mathematics",
                labels, 0);
  parser.option("--log", "x|y|xy", "logarithmic axes, symmetric about 0 where not all they show is positive",
                log);
  declare_page(parser, usual_size);
}

void FigureOptions::declare_page(Parser& parser, std::string_view usual_size) {
  parser.option("--title", "TEXT", "of the figure, instead of the one it makes; $...$ is mathematics", title);
  parser.option("--theme", "NAME", "light (default), dark or print", theme, true);
  parser.option("--size", "W H", "of the figure in points (default " + std::string(usual_size) + ")", size, 2,
                true);
  parser.option("--dpi", "N", "pixels per inch of a PNG (default 150: 1200 pixels for 576 points)", dpi,
                true);
  parser.flag("--svg-text", "text in an SVG that can be selected, in the viewer's fonts, not outlines",
              svg_text);
  parser.option("--image", "HOW", "a picture in the terminal: auto (default), kitty, iterm2 or none", image,
                true);
  parser.option("--color", "WHEN", "colours in the terminal: auto, always or never", color, true);
  parser.flag("-q,--quiet", "do not print the path", quiet);
}

plots::ThemeName FigureOptions::parse_theme() const {
  using plots::ThemeName;
  if (!theme) return ThemeName::light;
  constexpr ThemeName all[] = {ThemeName::light, ThemeName::dark, ThemeName::print};
  std::vector<std::string_view> names;
  for (const ThemeName name : all) {
    names.push_back(plots::theme(name).name);
    if (names.back() == *theme) return name;
  }
  throw Error("--theme: expected light, dark or print, got " + in_quotes(*theme),
              did_you_mean(*theme, names, "write --theme dark"));
}

plots::Medium FigureOptions::parse_medium(const plots::Medium& usual) const {
  plots::Medium medium = usual;
  if (!size.empty()) {
    if (size.size() != 2) throw Error("--size: expected W H in points", "write --size 576 384");
    const auto side = [&](std::size_t i) {
      return parse_option_number("--size", size[i], 72, 14400, "W H in points, each from 72 to 14400");
    };
    medium.width = side(0);
    medium.height = side(1);
  }
  if (dpi) medium.dpi = parse_option_number("--dpi", *dpi, 10, 2400, "a number from 10 to 2400");
  return medium;
}

std::vector<std::string> labels_of(std::span<const Function> functions) {
  std::vector<std::string> labels;
  for (const Function& f : functions) labels.push_back(f.label());
  return labels;
}

plots::LogAxes FigureOptions::parse_log() const {
  if (!log) return {};
  if (*log != "x" && *log != "y" && *log != "xy")
    throw Error("--log: expected x, y or xy, got " + in_quotes(*log), "write --log y");
  return {log->starts_with('x'), log->ends_with('y')};
}

std::vector<std::string> FigureOptions::parse_labels(std::size_t count, std::string_view of) const {
  if (!labels.empty() && labels.size() != count)
    throw Error("--labels: expected as many as " + std::string(of) + ", which are " + std::to_string(count) +
                    ", got " + std::to_string(labels.size()),
                "name the activations before --labels, and quote each label: --labels 'first one' second");
  return labels;
}

void deliver_figure(plots::Figure figure, const plots::Medium& medium, std::span<const std::string> labels,
                    const Format<plots::Sheet>& format, OutputOptions output, const FigureOptions& options,
                    Io& io) {
  const bool into_file = format.extension == "txt" && !output.to_standard_output();  // which keeps no colours
  const bool color = wants_color(options.color, io) && !into_file;
  const auto image = parse_image(options.image, color, io);
  const plots::Sheet sheet{
      std::move(figure),
      medium,
      {std::min(io.columns, 100), 20, color, into_file ? plots::InlineImage::none : image},
      options.svg_text ? plots::SvgText::selectable : plots::SvgText::outlines};
  const bool is_for_the_eye = format.extension == "txt" && !output.file;
  if (!output.file && !is_for_the_eye) output.file = default_file_name(labels, format.extension);
  deliver(sheet, format, output, io);
  if (uses_own_fonts(sheet, format)) note_missing_characters(options, io);
  if (!output.to_regular_file() || options.quiet) return;
  if (io.out_is_terminal) plots::write_terminal(sheet, io.out);  // what one sees first
  io.out.write(*output.file + '\n');
}

}  // namespace actviz::app
