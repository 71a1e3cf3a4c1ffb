#include "plots/notes/drawing_blocks.hpp"

#include <cmath>
#include <utility>

#include "lib/base/numbers.hpp"

namespace actviz::notes {

plots::Figure figure_of(plots::ThemeName theme, std::string title, std::string subtitle,
                        std::vector<plots::Panel> panels, int columns) {
  plots::Figure figure;
  figure.title = std::move(title);
  figure.subtitle = std::move(subtitle);
  figure.theme = theme;
  figure.panels = std::move(panels);
  figure.columns = columns;
  return figure;
}

std::string interval_math(const Interval& interval, int digits) {
  const auto end = [&](double value) {
    if (std::isfinite(value)) return to_text(value, digits);
    return std::string(value > 0 ? "\\infty" : "-\\infty");
  };
  return "$" + std::string(interval.lo_closed ? "[" : "(") + end(interval.lo) + ",\\," + end(interval.hi) +
         (interval.hi_closed ? "]" : ")") + "$";
}

std::string grouped(std::int64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t i = text.size(); i > 3;) text.insert(i -= 3, ",");
  return text;
}

}  // namespace actviz::notes
