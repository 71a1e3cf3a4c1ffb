#include "plots/charts/precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/precision.hpp"
#include "lib/analysis/rounded_chain.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/parallel.hpp"
#include "plots/charts/wording.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::plots {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t columns = 480;
constexpr Spacing by_decades{Spacing::Kind::symlog, 1};

/// The far end of what happens on one side, a number of the format: beyond it nothing is seen but zeros.
double reach(const Precision& p) {
  double most = 0;
  for (const Computed* computed : {&p.value.best, &p.slope.best, &p.value.chain, &p.slope.chain})
    for (const FarSide* side : {&computed->sides.left, &computed->sides.right})
      for (const auto& threshold : {side->zero, side->saturated})
        if (threshold) most = std::max(most, std::fabs(threshold->x));
  constexpr double room = 1.6, least = 8, usual = 100, furthest = 1e4;
  const double end = most == 0 ? usual : std::clamp(room * most, least, furthest);
  return p.format.rounded(std::min(end, p.format.max()));
}

/// The greatest error in each column of the panel, by position.
struct Envelope {
  std::vector<double> greatest = std::vector<double>(columns, nothing);

  void offer(std::size_t column, double error) {
    if (!(greatest[column] >= error)) greatest[column] = error;
  }
};

/// Value and slope, each best and by the chain.
struct Envelopes {
  Envelope all[4];
};

/// The x that are shown: by decades where they are many.
struct Span {
  double lo, hi;
  Spacing spacing{std::max(-lo, hi) > 40 ? by_decades : Spacing{}};
  double at(std::size_t column) const {
    const double from = position(spacing, lo);
    return value_at(spacing, from + (static_cast<double>(column) + 0.5) * column_width());
  }
  double column_width() const { return (position(spacing, hi) - position(spacing, lo)) / columns; }
  /// Whether a zone is wide enough to be seen.
  bool shows(double from, double to) const {
    return position(spacing, to) - position(spacing, from) >= column_width();
  }
};

/// The error of several inputs in each column: the numbers of the format next to evenly spaced places.
Envelopes measure(const Function& f, const PrecisionChartOptions& options, const Span& span) {
  constexpr std::size_t each = 24;
  const FloatFormat& format = options.format;
  const RoundedChain chain(f, format, options.overflow);
  const Facts facts = f.facts();
  Envelopes found;
  for_each_in_parallel(columns, options.threads, [&](std::size_t column) {
    const double from = position(span.spacing, span.lo), width = position(span.spacing, span.hi) - from;
    double before = nothing;
    for (std::size_t i = 0; i < each; ++i) {
      const double place = (static_cast<double>(column) + (static_cast<double>(i) + 0.5) / each) / columns;
      const double x = format.rounded(value_at(span.spacing, from + width * place), options.overflow);
      if (x == before || x < span.lo || x > span.hi) continue;
      before = x;
      const auto by_chain = chain(x);
      const auto offer = [&](std::size_t which, double got, double exact) {
        const double error = std::fabs(got - exact) / format.spacing(exact);
        if (std::isfinite(error)) found.all[which].offer(column, error);
      };
      const auto [value, slope] = f.value_and_slope(x);
      offer(0, f.rounded(0, x, format, options.overflow), value);
      offer(1, by_chain.value, value);
      if (is_kink(facts, x, 1)) continue;
      offer(2, f.rounded(1, x, format, options.overflow), slope);
      offer(3, by_chain.slope, slope);
    }
  });
  return found;
}

Line line_of(const Envelope& envelope, const Span& span, const Style& style) {
  Line line{{}, style};
  for (std::size_t i = 0; i < columns; ++i)
    if (std::isfinite(envelope.greatest[i])) line.points.push_back({span.at(i), envelope.greatest[i]});
  return line;
}

/// Whether two curves are one to the eye, nearly everywhere.
bool coincide(const Envelope& a, const Envelope& b) {
  constexpr double visible = 0.02;
  constexpr std::size_t few = columns / 50;
  std::size_t apart = 0;
  for (std::size_t i = 0; i < columns; ++i) apart += std::fabs(a.greatest[i] - b.greatest[i]) > visible;
  return apart <= few;
}

double greatest(const Envelope& envelope) {
  double most = 0;
  for (const double error : envelope.greatest)
    if (error > most) most = error;
  return most;
}

/// Where a threshold lies in the span, or its end.
double inside(const std::optional<Threshold>& threshold, double end, const Span& span) {
  return threshold ? std::clamp(threshold->x, span.lo, span.hi) : end;
}

/// Which zones there are.
struct Zones {
  bool by_range = false, by_formula = false;
};

/// Shades where results are 0.
void shade(Panel& panel, const QuantityPrecision& quantity, const Span& span, double top, Zones& zones) {
  const FarSides &exact = quantity.best.sides, &formula = quantity.chain.sides;
  const double left = inside(exact.left.zero, span.lo, span), right = inside(exact.right.zero, span.hi, span);
  const auto shade_format = [&](double lo, double hi) {
    if (!span.shows(lo, hi)) return;
    panel.marks.emplace_back(Band{lo, hi, ""});
    zones.by_range = true;
  };
  const auto shade_formula = [&](double lo, double hi) {
    if (!span.shows(lo, hi)) return;
    panel.marks.emplace_back(Area{{{lo, top}, {hi, top}}, {1}, "", {{lo, 0}, {hi, 0}}});
    zones.by_formula = true;
  };
  if (exact.left.zero) shade_format(span.lo, left);
  if (exact.right.zero) shade_format(right, span.hi);
  if (formula.left.zero) shade_formula(left, inside(formula.left.zero, left, span));
  if (formula.right.zero) shade_formula(inside(formula.right.zero, right, span), right);
}

void add_legend(Panel& panel, const Zones& zones, const Span& span) {
  panel.marks.emplace_back(Line{{}, {1}, "every operation rounded"});
  panel.marks.emplace_back(Line{{}, {0}, "rounded once"});
  if (zones.by_range) panel.marks.emplace_back(Band{span.hi, span.hi, "0 in this format"});
  if (zones.by_formula) panel.marks.emplace_back(Area{{}, {1}, "0 by the formula alone"});
}

/// The errors that are shown: by decades where they are great.
struct Errors {
  double greatest;
  double top() const { return std::min(1.5 * greatest, 1e300); }
  Spacing spacing() const { return greatest > 4 ? by_decades : Spacing{}; }
};

Panel panel_of(std::string title, const Envelope& best, const Envelope& chain, const Span& span,
               const Errors& errors) {
  Panel panel{.title = std::move(title),
              .x = {.label = "$x$", .lo = span.lo, .hi = span.hi, .spacing = span.spacing},
              .y = {.label = "error, ULP", .lo = 0, .hi = errors.top(), .spacing = errors.spacing()}};
  panel.marks.emplace_back(line_of(chain, span, {.color = 1, .behind = coincide(best, chain)}));
  panel.marks.emplace_back(line_of(best, span, {0}));
  return panel;
}

}  // namespace

Figure precision(const Function& f, const PrecisionChartOptions& options) {
  const Precision p =
      actviz::precision(f, options.format, {.overflow = options.overflow, .threads = options.threads});
  const double far = reach(p);
  const Span span = options.range ? Span{options.range->first, options.range->second} : Span{-far, far};
  const Envelopes envelopes = measure(f, options, span);
  Errors errors{1};
  for (const Envelope& envelope : envelopes.all)
    errors.greatest = std::max(errors.greatest, greatest(envelope));

  Figure figure;
  figure.theme = options.theme;
  figure.share_x = true;
  figure.title =
      options.title.empty() ? full_title(f) + " in " + std::string(options.format.name) : options.title;
  figure.subtitle = "$f(x) = " + to_math(chain_formula(f)) + "$";
  if (!f.parameters().empty() && f.is_default()) figure.subtitle += ",   $" + parameters_math(f) + "$";
  figure.description = "The error of " + f.label() + " and of its slope in " +
                       std::string(options.format.name) + " for x from " + to_text(span.lo) + " to " +
                       to_text(span.hi) + ".";
  figure.panels = {panel_of("Value", envelopes.all[0], envelopes.all[1], span, errors),
                   panel_of("Slope", envelopes.all[2], envelopes.all[3], span, errors)};
  Zones zones;
  shade(figure.panels[0], p.value, span, errors.top(), zones);
  shade(figure.panels[1], p.slope, span, errors.top(), zones);
  add_legend(figure.panels[0], zones, span);
  return figure;
}

}  // namespace actviz::plots
