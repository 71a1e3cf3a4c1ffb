#pragma once
// `define`, which compiles the one formula that an activation is declared with into all its kernels.
#include <bit>
#include <cmath>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "lib/catalogue/activation.hpp"
#include "lib/number/float_pack.hpp"
#include "lib/number/fma.hpp"
#include "lib/number/pack_pair.hpp"

namespace actviz {

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

template <class Kernel>
struct Selecting : Kernel {
  using Kernel::operator();
};
template <class Kernel>
inline constexpr bool is_selecting = false;
template <class Kernel>
inline constexpr bool is_selecting<Selecting<Kernel>> = true;
template <class Kernel>
struct Rational : Kernel {
  using Kernel::operator();
};
template <class Kernel>
inline constexpr bool is_rational = std::is_void_v<Kernel>;
template <class Kernel>
inline constexpr bool is_rational<Rational<Kernel>> = true;

/// Two kernels, the second for the derivatives of the first.
template <class Value, class Slope>
struct Pieces {
  static constexpr bool only_selects = is_selecting<Value> && std::is_void_v<Slope>;
  static constexpr bool only_calculates = is_rational<Value> && is_rational<Slope>;
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

/// What a kernel for floats computes.
enum class Wanted { value, slope, both };

/// Of a block those results that are open, on pairs of vectors; returns which stay open.
template <class Kernel, int order, class Isa>
unsigned settle_on_pairs(const float* x, float* y, unsigned open, const Values& p) {
  float nearest[float_block];
  unsigned unsettled = 0;
  for (std::size_t j = 0; j < float_block; j += Isa::lanes)
    unsettled |= derivative_on<Kernel, order>(PackPair<Isa>(Isa::load(x + j)), p).store(nearest + j) << j;
  for (unsigned bits = open & ~unsettled; bits != 0; bits &= bits - 1)
    y[std::countr_zero(bits)] = nearest[std::countr_zero(bits)];
  return open & unsettled;
}

/// How far ahead floats are asked for: the processor itself does not beyond the end of a page.
inline constexpr std::size_t prefetched = 1024;

template <class Kernel, Wanted wanted, class Isa>
bool on_floats(const FloatBlock& given_block, const Values& given) {
  using Vectors = std::conditional_t<Kernel::only_selects, typename Isa::Floats, Isa>;
  using T = std::conditional_t<Kernel::only_selects, FloatPack<Vectors>, Pack<Vectors>>;
  constexpr bool has_pairs = Kernel::only_calculates && Isa::has_fma;
  const FloatBlock block = given_block;  // which no result can change
  const Values p = given;
  unsigned all_bits = 0;
  for (std::size_t i = 0; i < block.count; i += float_block) {
    const float* const from = block.x + i;
    __builtin_prefetch(from + prefetched);
    alignas(64) float before_pairs[2][float_block];
    unsigned open[2] = {};
    for (std::size_t j = 0; j < float_block; j += Vectors::lanes) {
      const T x(Vectors::load(from + j));
      const auto store = [&](int order, float* results, const T& y) {
        if constexpr (has_pairs)
          open[order] |= Vectors::store_often_zero(before_pairs[order] + j, y.v, false) << j;
        else
          open[order] |= Vectors::store(results + i + j, y.v, block.is_past_caches) << j;
      };
      if constexpr (wanted == Wanted::both) {
        const Dual<T> result = Kernel::with_derivative(x, p);
        store(0, block.value, result.v);
        store(1, block.slope, result.d);
      } else if constexpr (wanted == Wanted::value) {
        store(0, block.value, derivative_on<Kernel, 0>(x, p));
      } else {
        store(1, block.slope, derivative_on<Kernel, 1>(x, p));
      }
    }
    if constexpr (has_pairs) {
      using Floats = typename Isa::Floats;
      const auto settle = [&]<int order>(std::integral_constant<int, order>, float* results) {
        float* const nearest = before_pairs[order];
        if (open[order] != 0)
          open[order] = settle_on_pairs<Kernel, order, typename Isa::Each>(from, nearest, open[order], p);
        for (std::size_t j = 0; j < float_block; j += Floats::lanes)
          Floats::store(results + i + j, Floats::load(nearest + j), block.is_past_caches);
      };
      if constexpr (wanted != Wanted::slope) settle(std::integral_constant<int, 0>(), block.value);
      if constexpr (wanted != Wanted::value) settle(std::integral_constant<int, 1>(), block.slope);
    }
    const unsigned bits = Isa::not_finite(from) | open[0] | open[1];
    block.open[i / float_block] = static_cast<std::uint16_t>(bits);
    all_bits |= bits;
  }
  return all_bits != 0;
}

template <class Kernel, class Isa>
constexpr FloatKernels float_kernels() {
  using Vectors = instructions::InLockstep<Isa>;
  using Block = const FloatBlock&;
  using Parameters = const Values&;
  return {instructions::call<Isa, on_floats<Kernel, Wanted::value, Vectors>, Block, Parameters>,
          instructions::call<Isa, on_floats<Kernel, Wanted::slope, Vectors>, Block, Parameters>,
          instructions::call<Isa, on_floats<Kernel, Wanted::both, Vectors>, Block, Parameters>};
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
  Activation activation{declaration, kernels, with_fma};
  activation.on_floats[0] = float_kernels<Kernel, instructions::Baseline>();
#ifdef ACTVIZ_WIDE_VECTORS
  activation.on_floats[1] = float_kernels<Kernel, instructions::Avx2>();
  activation.on_floats[2] = float_kernels<Kernel, instructions::Avx512>();
#endif
  return activation;
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

/// A kernel of sums, products and quotients, and choices among them: what vectors of doubles leave open is
/// settled on pairs of them.
template <class Kernel>
constexpr detail::Rational<Kernel> rational(Kernel kernel) {
  return {kernel};
}

/// A kernel whose results are x, -x or a number of its own: floats stay floats.
template <class Kernel>
constexpr detail::Selecting<Kernel> selecting(Kernel kernel) {
  return {kernel};
}

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
