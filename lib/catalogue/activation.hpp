#pragma once
// What an activation is: its declaration, its kernels, and `define`, which makes one from the other.
#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

#include "lib/number/double_double.hpp"
#include "lib/number/dual.hpp"
#include "lib/number/fma.hpp"
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

/// A declaration with its kernels: for any machine, and for one with fused multiply-add instructions, where
/// the same operations give the same bits several times faster. `catalogue()` hands out the ones that fit as
/// `kernels`.
struct Activation : Declaration {
  Kernels kernels, with_fma;
};

namespace detail {

template <class Kernel, class T, class S, std::size_t... I>
constexpr auto call(const T& x, const Values& p, std::index_sequence<I...>) {
  return Kernel{}(x, S(p[I])...);
}
template <class Kernel, class T, std::size_t... I>
constexpr bool accepts(std::index_sequence<I...>) {
  return requires(const T& x, const Values& p) { Kernel{}(x, p[I]...); };
}
/// How many parameters a kernel takes after x.
template <class Kernel, std::size_t N = 0>
constexpr std::size_t arity() {
  static_assert(N <= max_params, "a kernel takes x and at most max_params parameters");
  if constexpr (accepts<Kernel, double>(std::make_index_sequence<N>{}))
    return N;
  else
    return arity<Kernel, N + 1>();
}

template <class Kernel, class T>
Dual<T> with_derivative(const T& x, const Values& p) {
  return call<Kernel, Dual<T>, T>({x, T(1.0)}, p, std::make_index_sequence<arity<Kernel>()>{});
}
/// A kernel at x, or its first or second derivative, on numbers of type T.
template <class Kernel, int order, class T>
T derivative(const T& x, const Values& p) {
  constexpr auto parameters = std::make_index_sequence<arity<Kernel>()>{};
  if constexpr (order == 0)
    return call<Kernel, T, T>(x, p, parameters);
  else if constexpr (order == 1)
    return with_derivative<Kernel>(x, p).d;
  else
    return call<Kernel, Dual<Dual<T>>, T>({{x, T(1.0)}, Dual<T>(1.0)}, p, parameters).d.d;
}

/// Two kernels, the second for the derivatives of the first.
template <class Value, class Slope>
struct Pieces {
  template <int order, class T>
  static T derivative(const T& x, const Values& p) {
    if constexpr (order > 0 && !std::is_void_v<Slope>)
      return detail::derivative<Slope, order - 1>(x, p);
    else
      return detail::derivative<Value, order>(x, p);
  }
  template <class T>
  static Dual<T> with_derivative(const T& x, const Values& p) {
    if constexpr (std::is_void_v<Slope>)
      return detail::with_derivative<Value>(x, p);
    else
      return {derivative<0>(x, p), derivative<1>(x, p)};
  }
};

template <class Kernel, int order, class T>
T derivative_on(const T& x, const Values& p) {
  return Kernel::template derivative<order>(x, p);
}

template <class Kernel, int order>
[[gnu::cold]] double careful(double quick, double x, const Values& p) {
  const double plain = derivative_on<Kernel, order>(x, p);
  if (!(std::fabs(x) < infinity)) return x == x ? plain : x;  // the limit; NaN also where a piece is constant
  const double exact = quick == 0 ? quick : derivative_on<Kernel, order, Wide>(x, p).rounded();
  return exact == 0 ? std::copysign(exact, plain) : exact == exact ? exact : plain;
}

template <class Kernel>
Dual<DoubleDouble> both(double x, const Values& p) {
  return Kernel::with_derivative(DoubleDouble(x), p);
}

template <auto evaluate, class X = DoubleDouble>
[[gnu::flatten]] auto inlined(X x, const Values& p) {
  return evaluate(x, p);
}
template <auto evaluate, class X = DoubleDouble>
ACTVIZ_TARGET_FMA [[gnu::flatten]] auto inlined_with_fma(X x, const Values& p) {
  return evaluate(x, p);
}

template <class Value, class Slope>
constexpr Activation compiled(const Declaration& declaration) {
  using Kernel = Pieces<Value, Slope>;
  using D = DoubleDouble;
  Kernels kernels;
  kernels.on_wide = {derivative_on<Kernel, 0, Wide>, derivative_on<Kernel, 1, Wide>,
                     derivative_on<Kernel, 2, Wide>};
  kernels.careful = {careful<Kernel, 0>, careful<Kernel, 1>, careful<Kernel, 2>};
  Kernels with_fma = kernels;
  kernels.on_double_double = {inlined<derivative_on<Kernel, 0, D>>, inlined<derivative_on<Kernel, 1, D>>,
                              inlined<derivative_on<Kernel, 2, D>>};
  kernels.both_on_double_double = inlined<both<Kernel>, double>;
  with_fma.on_double_double = {inlined_with_fma<derivative_on<Kernel, 0, D>>,
                               inlined_with_fma<derivative_on<Kernel, 1, D>>,
                               inlined_with_fma<derivative_on<Kernel, 2, D>>};
  with_fma.both_on_double_double = inlined_with_fma<both<Kernel>, double>;
  return {declaration, kernels, with_fma};
}

constexpr bool is_legal_name(std::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return false;
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return true;
}
/// Rejects an incomplete or inconsistent declaration; in a constant expression, at compile time.
constexpr void check(const Declaration& d, std::size_t kernel_arity) {
  if (!is_legal_name(d.name))
    throw std::invalid_argument("a name is lower case letters, digits, underscores");
  for (const Name& alias : d.aliases)
    if (!is_legal_name(alias.name)) throw std::invalid_argument("an alias is spelled like a name");
  if (d.title.empty() || d.formula.empty() || d.source.empty() || !d.facts)
    throw std::invalid_argument("title, formula, facts and source are required");
  if (d.params.size() != kernel_arity) throw std::invalid_argument("the kernel takes x and each parameter");
  for (const Param& param : d.params)
    if (!is_legal_name(param.name) || param.help.empty() || !param.domain.contains(param.fallback))
      throw std::invalid_argument("a parameter has a name, a help text and a default inside its domain");
}

}  // namespace detail

/// An activation from its declaration and its kernel, a generic lambda `(x, parameters...)` in the vocabulary
/// of lib/number; slope and curvature follow by automatic differentiation. Where one of its differences
/// cancels for good, as 1 - x / (1 + x) does for large x, the kernel writes it otherwise.
template <class Kernel>
constexpr Activation define(const Declaration& declaration, Kernel) {
  detail::check(declaration, detail::arity<Kernel>());
  return detail::compiled<Kernel, void>(declaration);
}

/// As above, with the slope given explicitly: for kernels whose automatic derivative loses digits.
template <class Kernel, class Slope>
constexpr Activation define(const Declaration& declaration, Kernel, Slope) {
  detail::check(declaration, detail::arity<Kernel>());
  return detail::compiled<Kernel, Slope>(declaration);
}

}  // namespace actviz
