// actviz plot: curves of functions and their derivatives.
#include <algorithm>
#include <tuple>

#include "app/commands/commands.hpp"
#include "app/inline_images.hpp"
#include "lib/base/numbers.hpp"
#include "plots/backend/backends.hpp"
#include "plots/charts/curves.hpp"

namespace actviz::app {
namespace {

using plots::CurveOptions;
using plots::Sheet;
using plots::ThemeName;

struct PlotOptions {
  FunctionArguments functions;
  RangeOption range;
  OutputOptions output;
  std::optional<std::string> derivative, epsilon, dpi, theme, title, color, image;
  std::vector<std::string> size;
  bool svg_text = false, quiet = false;
};

ThemeName parse_theme(const std::string& text) {
  constexpr ThemeName all[] = {ThemeName::light, ThemeName::dark, ThemeName::print};
  std::vector<std::string_view> names;
  for (const ThemeName name : all) {
    names.push_back(plots::theme(name).name);
    if (names.back() == text) return name;
  }
  throw Error("--theme: expected light, dark or print, got " + in_quotes(text),
              did_you_mean(text, names, "write --theme dark"));
}

plots::Medium parse_medium(const PlotOptions& options) {
  plots::Medium medium;
  if (!options.size.empty()) {
    if (options.size.size() != 2) throw Error("--size: expected W H in points", "write --size 576 384");
    const auto side = [&](std::size_t i) {
      return parse_option_number("--size", options.size[i], 72, 14400,
                                 "W H in points, each from 72 to 14400");
    };
    medium.width = side(0);
    medium.height = side(1);
  }
  if (options.dpi)
    medium.dpi = parse_option_number("--dpi", *options.dpi, 10, 2400, "a number from 10 to 2400");
  return medium;
}

CurveOptions parse_curve_options(const PlotOptions& options) {
  CurveOptions curve;
  std::tie(curve.lo, curve.hi) = options.range.parse();
  curve.derivatives = parse_derivative(options.derivative);
  if (options.epsilon) curve.epsilon = parse_epsilon(*options.epsilon);
  curve.title = options.title.value_or("");
  if (options.theme) curve.theme = parse_theme(*options.theme);
  return curve;
}

/// The labels joined by "-", what is no letter, digit, dot, minus or underscore as "_", at most 80
/// characters.
std::string default_file_name(const std::vector<Function>& functions, std::string_view extension) {
  std::string name;
  for (const Function& f : functions) name += (name.empty() ? "" : "-") + f.label();
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-' || c == '_';
    if (!plain) c = '_';
  }
  constexpr std::size_t longest = 80;
  return name.substr(0, longest) + '.' + std::string(extension);
}

int plot(const PlotOptions& options, Io& io) {
  const auto functions = options.functions.parse();
  const auto& format = choose_format(plots::figure_formats(), options.output, "png");
  const CurveOptions curve = parse_curve_options(options);
  OutputOptions output = options.output;
  const bool into_file = format.extension == "txt" && !output.to_standard_output();  // which keeps no colours
  const bool color = wants_color(options.color, io) && !into_file;
  const auto image = parse_image(options.image, color, io);
  const Sheet sheet{
      .figure = plots::curves(functions, curve),
      .medium = parse_medium(options),
      .terminal = {std::min(io.columns, 100), 20, color, into_file ? plots::InlineImage::none : image},
      .svg_text = options.svg_text ? plots::SvgText::selectable : plots::SvgText::outlines};
  const bool is_for_the_eye = format.extension == "txt" && !output.file;
  if (!output.file && !is_for_the_eye) output.file = default_file_name(functions, format.extension);
  deliver(sheet, format, output, io);
  if (!output.to_regular_file() || options.quiet) return 0;
  if (io.out_is_terminal) plots::write_terminal(sheet, io.out);  // what one sees first
  io.out.write(*output.file + '\n');
  return 0;
}

}  // namespace

Run setup_plot(Parser& parser) {
  auto options = std::make_shared<PlotOptions>();
  options->functions.declare(parser);
  options->range.declare(parser);
  options->output.declare(parser, "png (default), svg, pdf, terminal");
  parser.option("--derivative", "0|1|2", "highest derivative shown (default 1)", options->derivative);
  parser.option("--epsilon", "E", "a slope of at most this size is shaded as flat (default 0.01)",
                options->epsilon);
  parser.option("--title", "TEXT", "instead of the title made from the functions; $...$ is mathematics",
                options->title);
  parser.option("--theme", "NAME", "light (default), dark or print", options->theme, true);
  parser.option("--size", "W H", "of the figure in points (default 576 384)", options->size, 2, true);
  parser.option("--dpi", "N", "pixels per inch of a PNG (default 150: 1200 x 800 pixels)", options->dpi,
                true);
  parser.flag("--svg-text", "text in an SVG that can be selected, in the viewer's fonts, not outlines",
              options->svg_text);
  parser.option("--image", "HOW", "a picture in the terminal: auto (default), kitty, iterm2 or none",
                options->image, true);
  parser.option("--color", "WHEN", "colours in the terminal: auto, always or never", options->color, true);
  parser.flag("-q,--quiet", "do not print the path", options->quiet);
  return [options](Io& io) { return plot(*options, io); };
}

}  // namespace actviz::app
