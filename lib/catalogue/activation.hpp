#pragma once
// What an activation is: its declaration and its kernels.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string_view>

#include "lib/catalogue/rounded_once.hpp"
#include "lib/number/double_double.hpp"
#include "lib/number/dual.hpp"
#include "lib/number/instruction_set.hpp"
#include "lib/number/wide.hpp"

namespace actviz {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// A list of at most N items, usable in constant expressions.
template <class T, std::size_t N>
class List {
 public:
  constexpr List() = default;
  constexpr List(std::initializer_list<T> items) {
    for (const T& item : items) push_back(item);
  }
  constexpr void push_back(const T& item) {
    if (size_ == N) throw std::length_error("too many items for this list");
    items_[size_++] = item;
  }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr const T* begin() const { return items_.data(); }
  constexpr const T* end() const { return items_.data() + size_; }
  constexpr const T& operator[](std::size_t i) const { return items_[i]; }

 private:
  std::array<T, N> items_{};
  std::size_t size_ = 0;
};

/// An interval of the real line; an infinite end is open.
struct Interval {
  double lo = -infinity, hi = infinity;
  bool lo_closed = false, hi_closed = false;
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
  constexpr bool contains(double x) const {
    return (lo_closed ? x >= lo : x > lo) && (hi_closed ? x <= hi : x < hi);
  }
};
constexpr Interval open(double lo, double hi) { return {lo, hi, false, false}; }
constexpr Interval closed(double lo, double hi) { return {lo, hi, true, true}; }
constexpr Interval at_least(double lo) { return {lo, infinity, true, false}; }
constexpr Interval above(double lo) { return {lo, infinity, false, false}; }
constexpr Interval below(double hi) { return {-infinity, hi, false, false}; }

enum class Monotonicity { none, increasing, non_decreasing, decreasing, non_increasing, constant };
enum class Symmetry { neither, odd, even };

/// A point where two pieces of a function meet: the lowest derivative that jumps there is `order` (0: the
/// value itself, 1: the slope, 2: the curvature).
struct Kink {
  double x = 0;
  int order = 1;
};

/// The straight line slope * x + intercept that a function approaches. A function that approaches none has
/// its limit as intercept, infinite or NaN (it oscillates), and the limit of its slope, which may be NaN too.
struct Asymptote {
  double slope = 0, intercept = 0;
  constexpr bool is_line() const { return intercept > -infinity && intercept < infinity; }
  /// The value at the infinite `end`.
  constexpr double limit(double end) const {
    return !is_line() || slope == 0 ? intercept : slope > 0 ? end : -end;
  }
};

inline constexpr std::size_t max_params = 4, max_kinks = 64;
/// Parameter values in declared order.
using Values = std::array<double, max_params>;

/// What is known of a function without evaluating it; tests hold each statement against a dense scan.
struct Facts {
  Interval range{};
  Monotonicity monotonicity = Monotonicity::none;
  Symmetry symmetry = Symmetry::neither;
  Asymptote left{}, right{};      ///< for x -> -infinity and x -> +infinity
  List<Kink, max_kinks> kinks{};  ///< in ascending order; none: analytic on the whole line
  bool only_kinks = false;  ///< of a formula nothing else is known: range, symmetry and the rest say nothing

  /// How often the function is continuously differentiable: -1 where its value jumps; large where it is
  /// smooth.
  constexpr int smoothness() const {
    int lowest = 1000;
    for (const Kink& kink : kinks) lowest = kink.order < lowest ? kink.order : lowest;
    return lowest - 1;
  }
  constexpr bool is_smooth() const { return kinks.empty(); }
  constexpr bool is_bounded() const { return range.lo > -infinity && range.hi < infinity; }
};

/// One parameter: its name, the value it has when none is given, and the values it may take.
struct Param {
  std::string_view name;
  double fallback = 0;
  std::string_view help{};
  Interval domain{};
};

/// A further name, with its typographic form for titles where it differs.
struct Name {
  std::string_view name;
  std::string_view title{};
  constexpr Name() = default;
  constexpr Name(std::string_view spelled, std::string_view typographic = {})
      : name(spelled), title(typographic) {}
  constexpr Name(const char* spelled) : name(spelled) {}
};

/// Greatest error of value, first and second derivative in units in the last place of the exact result, for
/// every double as x and any parameters; measured, not proven.
struct Accuracy {
  double value = 0.51, slope = 0.51, curvature = 0.51;
};

/// Everything that is said about an activation, in one place.
struct Declaration {
  std::string_view name;      ///< canonical name: lower case, digits, underscores
  std::string_view title;     ///< typographic form for figures: "Leaky ReLU"
  std::string_view family{};  ///< set by the family file
  List<Name, 6> aliases{};
  std::string_view formula{};  ///< textbook form in the formula language
  List<Param, max_params> params{};
  Facts (*facts)(const Values&) = nullptr;
  std::string_view source{};
  Accuracy accuracy{};
};

/// A function and its derivative at a point.
struct ValueAndSlope {
  double value, slope;
};

/// The compiled forms of one kernel, for each order of its derivative: x and the parameters in declared
/// order.
struct Kernels {
  std::array<DoubleDouble (*)(DoubleDouble, const Values&), 3> on_double_double{};
  std::array<Wide (*)(const Wide&, const Values&), 3> on_wide{};
  /// What to answer at x where double-double arithmetic gave `quick`: lost digits, a result near the end of
  /// the range of doubles, or zero, which has a sign.
  std::array<double (*)(double quick, double x, const Values&), 3> careful{};
  Dual<DoubleDouble> (*both_on_double_double)(double, const Values&) = nullptr;

  double value(double x, const Values& p) const { return derivative(0, x, p); }
  double slope(double x, const Values& p) const { return derivative(1, x, p); }
  double curvature(double x, const Values& p) const { return derivative(2, x, p); }
  /// The same bits in less time than one after the other.
  ValueAndSlope value_and_slope(double x, const Values& p) const {
    const Dual<DoubleDouble> quick = both_on_double_double(x, p);
    return {settled(0, quick.v.rounded(), x, p), settled(1, quick.d.rounded(), x, p)};
  }
  double derivative(std::size_t order, double x, const Values& p) const {
    return settled(order, on_double_double[order](x, p).rounded(), x, p);
  }
  /// The float nearest to the exact derivative, rounded once.
  float nearest_float(std::size_t order, double x, const Values& p) const {
    const DoubleDouble quick = on_double_double[order](x, p);
    return detail::rounded_once(
        quick, x, [](double odd) { return static_cast<float>(odd); },
        [&] { return careful[order](quick.rounded(), x, p); }, [&] { return on_wide[order](x, p); });
  }
  /// As `derivative`, but near its roots no better than their sign, quickly: for searching them.
  double rough_derivative(std::size_t order, double x, const Values& p) const {
    const DoubleDouble quick = on_double_double[order](x, p);
    const bool has_sign = std::fabs(quick.hi) >= 0x1p-900 && std::fabs(quick.hi) < infinity;
    const bool is_plain = (has_sign || quick.rounded() == 0) && x == x;
    return is_plain ? quick.hi : settled(order, quick.rounded(), x, p);
  }

 private:
  double settled(std::size_t order, double quick, double x, const Values& p) const {
    return std::fabs(quick) >= 0x1p-960 && x == x ? quick : careful[order](quick, x, p);
  }
};

/// Floats for a kernel, and where its results go.
struct FloatBlock {
  const float* x = nullptr;                  ///< apart from the results
  float *value = nullptr, *slope = nullptr;  ///< null: not wanted
  std::size_t count = 0;                     ///< a multiple of `float_block`
  std::uint16_t* open = nullptr;             ///< for each block the bits of those that the kernel leaves open
  bool is_past_caches = false;               ///< results at multiples of 64 bytes, which no cache need keep
};

/// Gives the floats nearest to a kernel's values or slopes; leaves open those that a relative error of 2^-39
/// might change, and what is not finite. Returns whether there are any.
using FloatKernel = bool (*)(const FloatBlock&, const Values&);
struct FloatKernels {
  FloatKernel value = nullptr, slope = nullptr, both = nullptr;
};
inline constexpr std::size_t float_block = 16;

/// A declaration with its kernels: for any machine, and for one with fused multiply-add instructions, where
/// the same operations give the same bits several times faster. `catalogue()` hands out the ones that fit as
/// `kernels`.
struct Activation : Declaration {
  Kernels kernels, with_fma;
  /// For each instruction set, as far as this program has it.
  std::array<FloatKernels, instruction_sets> on_floats{};
};

}  // namespace actviz
