// Tables of formulas as lines of text.
#include <algorithm>

#include "lib/base/text.hpp"
#include "plots/backend/terminal_marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

std::string shown(std::string_view text) { return escape_controls(plain_text(text)); }

/// Broken at spaces into lines of at most that many columns.
std::string wrapped(const std::string& text, std::size_t columns) {
  std::string lines;
  std::size_t used = columns;
  for (const std::string_view word : split(text, ' ')) {
    const std::size_t width = display_width(word);
    const bool breaks = used + 1 + width > columns;
    lines += breaks ? "\n " : " ";
    used = (breaks ? 1 : used + 1) + width;
    lines += word;
  }
  return lines + '\n';
}

}  // namespace

std::string formula_lines(const Formulas& formulas, std::size_t columns) {
  std::size_t widest = 0;
  for (const std::string& heading : formulas.heading)
    widest = std::max(widest, display_width(shown(heading)));
  std::string out;
  for (const Formulas::Row& row : formulas.rows) {
    if (!row.name.empty()) out += '\n' + (' ' + shown(row.name)) + '\n';
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i].empty()) continue;
      const std::string heading = i < formulas.heading.size() ? shown(formulas.heading[i]) : "";
      out += "   " + heading + std::string(widest - display_width(heading) + (widest > 0 ? 2 : 0), ' ') +
             shown(row.cells[i]) + '\n';
    }
  }
  if (!formulas.remark.empty()) out += wrapped(shown(formulas.remark), columns);
  return out;
}

}  // namespace actviz::plots
