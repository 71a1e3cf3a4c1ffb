#pragma once
// Vectors of doubles in the instruction sets that the kernels of arrays are compiled for, with what the
// compiler's own operators on vectors do not cover.
//
// Their functions are inlined into functions compiled for the same instruction set, never called.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

// Kernels are one function each, with everything that they call. With the checks of sanitizers in them they
// would take minutes to compile, and other compilers do not mix instruction sets that way.
#ifdef __SANITIZE_ADDRESS__
#define ACTVIZ_WHOLE
#else
#define ACTVIZ_WHOLE gnu::flatten
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ACTVIZ_WIDE_VECTORS
#include <immintrin.h>
#endif
#endif

namespace actviz::instructions {

/// Everything that follows from the operators: M is the result of a comparison, all bits of a lane or none;
/// B are the bits of a vector, on which sums and shifts wrap around.
template <class Vector, class Masks, class Bits, std::size_t N>
struct Generic {
  using V = Vector;
  using M = Masks;
  using B = Bits;
  static constexpr std::size_t lanes = N;
  /// Whether fma rounds once, and whether there is `power_of_two`.
  static constexpr bool has_fma = true, has_table = false;

  static V all(double x) { return x - V{}; }  // of -0 too
  static M less(const V& a, const V& b) { return a < b; }
  static M less_equal(const V& a, const V& b) { return a <= b; }
  static M equal(const V& a, const V& b) { return a == b; }
  static M both(const M& a, const M& b) { return a & b; }
  static M either(const M& a, const M& b) { return a | b; }
  static M inverse(const M& a) { return ~a; }
  static V select(const M& m, const V& a, const V& b) { return m ? a : b; }
  static V abs(const V& a) { return V(B(a) & 0x7fffffffffffffff); }
  static V divide(const V& a, const V& b) { return a / b; }
  /// `sum` where it keeps a thousandth of `a`, else NaN.
  static V unless_lost(const V& sum, const V& a) {
    return abs(sum) < abs(0x1p-10 * a) ? all(std::numeric_limits<double>::quiet_NaN()) : sum;
  }
  /// A bit for each of 16 floats: whether it is infinite or NaN.
  static unsigned not_finite(const float* x) {
    using Floats = float __attribute__((vector_size(16)));
    Floats sum{};
    for (int i = 0; i < 16; i += 4) {
      Floats part;
      std::memcpy(&part, x + i, sizeof(part));
      sum += part - part;  // 0, or else NaN
    }
    if (sum[0] + sum[1] + sum[2] + sum[3] == 0) return 0;
    unsigned bits = 0;
    for (int i = 0; i < 16; ++i) bits |= (x[i] - x[i] == 0 ? 0u : 1u) << i;
    return bits;
  }
};

/// What an exact result may be a multiple of, where a double is known within a relative error of 2^-39.
inline constexpr double least = 1 - 0x1p-39, greatest = 1 + 0x1p-39;

/// Floats, which are only compared and chosen.
template <class Vector, class Masks, std::size_t N>
struct GenericFloats {
  using V = Vector;
  using M = Masks;
  static constexpr std::size_t lanes = N;

  static V load(const float* x) {
    V v;
    std::memcpy(&v, x, sizeof(v));
    return v;
  }
  static M less(const V& a, const V& b) { return a < b; }
  static M less_equal(const V& a, const V& b) { return a <= b; }
  static V select(const M& m, const V& a, const V& b) { return m ? a : b; }
  static M both(const M& a, const M& b) { return a & b; }
  static M either(const M& a, const M& b) { return a | b; }
  static M inverse(const M& a) { return ~a; }
  static unsigned store(float* y, const V& v, bool) {
    std::memcpy(y, &v, sizeof(v));
    return 0;
  }
};

using Doubles2 = double __attribute__((vector_size(16)));
using Floats4 = float __attribute__((vector_size(16)));
using FloatMasks4 = std::int32_t __attribute__((vector_size(16)));
using Masks2 = std::int64_t __attribute__((vector_size(16)));
using Bits2 = std::uint64_t __attribute__((vector_size(16)));

/// What every machine of the kind has.
struct Baseline : Generic<Doubles2, Masks2, Bits2, 2> {
  using Floats = GenericFloats<Floats4, FloatMasks4, 4>;
  static constexpr bool has_fma = false;

  static V load(const float* x) { return V{x[0], x[1]}; }
  /// Rounded twice where the machine has no such instruction.
  static V fma(const V& a, const V& b, const V& c) {
#if defined(__FP_FAST_FMA) || defined(__ARM_FEATURE_FMA)
    return V{std::fma(a[0], b[0], c[0]), std::fma(a[1], b[1], c[1])};
#else
    return a * b + c;
#endif
  }
  static V sqrt(const V& a) { return V{std::sqrt(a[0]), std::sqrt(a[1])}; }
  /// a where it is the smaller, or larger, one, else b: which one counts for NaN.
  static V smaller(const V& a, const V& b) { return a < b ? a : b; }
  static V larger(const V& a, const V& b) { return a > b ? a : b; }
  /// Stores the nearest floats, past the caches where told to, and tells, a bit for each lane, which of them
  /// another exact result could have, and which are NaN.
  static unsigned store(float* y, const V& a, const V& b, bool) {
    return store_if_equal(y, least * a, greatest * a) | store_if_equal(y + 2, least * b, greatest * b) << 2;
  }
  /// Stores `low` as floats and tells, a bit for each lane, where `high` is another one or either is NaN.
  static unsigned store_if_equal(float* y, const V& low, const V& high) {
    // Lane by lane: loops over the lanes of a vector g++ 12 miscompiles under sanitizers.
    y[0] = static_cast<float>(low[0]);
    y[1] = static_cast<float>(low[1]);
    return (y[0] == static_cast<float>(high[0]) ? 0u : 1u) | (y[1] == static_cast<float>(high[1]) ? 0u : 2u);
  }
};

#ifdef ACTVIZ_WIDE_VECTORS
using Doubles4 = double __attribute__((vector_size(32)));
using Floats8 = float __attribute__((vector_size(32)));
using FloatMasks8 = std::int32_t __attribute__((vector_size(32)));
using Masks4 = std::int64_t __attribute__((vector_size(32)));
using Bits4 = std::uint64_t __attribute__((vector_size(32)));
using Doubles8 = double __attribute__((vector_size(64)));
using Floats16 = float __attribute__((vector_size(64)));
using FloatMasks16 = std::int32_t __attribute__((vector_size(64)));
using Masks8 = std::int64_t __attribute__((vector_size(64)));
using Bits8 = std::uint64_t __attribute__((vector_size(64)));

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")
struct Avx2 : Generic<Doubles4, Masks4, Bits4, 4> {
  struct Floats : GenericFloats<Floats8, FloatMasks8, 8> {
    static unsigned store(float* y, const V& v, bool is_past_caches) {
      is_past_caches ? _mm256_stream_ps(y, v) : _mm256_storeu_ps(y, v);
      return 0;
    }
  };

  static V all(double x) { return _mm256_set1_pd(x); }
  static V load(const float* x) { return _mm256_cvtps_pd(_mm_loadu_ps(x)); }
  static V fma(const V& a, const V& b, const V& c) { return _mm256_fmadd_pd(a, b, c); }
  static V sqrt(const V& a) { return _mm256_sqrt_pd(a); }
  static V smaller(const V& a, const V& b) { return _mm256_min_pd(a, b); }
  static V larger(const V& a, const V& b) { return _mm256_max_pd(a, b); }
  static V select(const M& m, const V& a, const V& b) { return _mm256_blendv_pd(b, a, V(m)); }
  static unsigned store(float* y, const V& a, const V& b, bool is_past_caches) {
    const __m256 low = joined(least * a, least * b), high = joined(greatest * a, greatest * b);
    Floats::store(y, low, is_past_caches);
    return static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(low, high, _CMP_NEQ_UQ)));
  }
  static unsigned store_if_equal(float* y, const V& low, const V& high) {
    const __m128 floats = _mm256_cvtpd_ps(low);
    _mm_storeu_ps(y, floats);
    return static_cast<unsigned>(_mm_movemask_ps(_mm_cmpneq_ps(floats, _mm256_cvtpd_ps(high))));
  }

 private:
  static __m256 joined(const V& a, const V& b) {
    return _mm256_set_m128(_mm256_cvtpd_ps(b), _mm256_cvtpd_ps(a));
  }
};
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4")
struct Avx512 : Generic<Doubles8, Masks8, Bits8, 8> {
  struct Floats : GenericFloats<Floats16, FloatMasks16, 16> {
    using M = __mmask16;
    static M less(const V& a, const V& b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
    static M less_equal(const V& a, const V& b) { return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ); }
    static M both(M a, M b) { return a & b; }
    static M either(M a, M b) { return a | b; }
    static M inverse(M a) { return static_cast<M>(~a); }
    static V select(M m, const V& a, const V& b) { return _mm512_mask_blend_ps(m, b, a); }
    static unsigned store(float* y, const V& v, bool is_past_caches) {
      is_past_caches ? _mm512_stream_ps(y, v) : _mm512_storeu_ps(y, v);
      return 0;
    }
  };
  using M = __mmask8;
  static constexpr bool has_table = true;
  static constexpr M every = 0xff;  // without a mask g++ 12 warns of its own headers (GCC bug 105593)

  static V all(double x) { return _mm512_set1_pd(x); }
  static V load(const float* x) { return _mm512_maskz_cvtps_pd(every, _mm256_loadu_ps(x)); }
  static V fma(const V& a, const V& b, const V& c) { return _mm512_fmadd_pd(a, b, c); }
  static V sqrt(const V& a) { return _mm512_maskz_sqrt_pd(every, a); }
  static V smaller(const V& a, const V& b) { return _mm512_maskz_min_pd(every, a, b); }
  static V larger(const V& a, const V& b) { return _mm512_maskz_max_pd(every, a, b); }
  static M less(const V& a, const V& b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
  static M less_equal(const V& a, const V& b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
  static M equal(const V& a, const V& b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
  static M both(M a, M b) { return a & b; }
  static M either(M a, M b) { return a | b; }
  static M inverse(M a) { return static_cast<M>(~a); }
  static V select(M m, const V& a, const V& b) { return _mm512_mask_blend_pd(m, b, a); }
  /// 2^k for a multiple of 1/16, whose bits are `bits` at the end: 0 or infinity where that is too large.
  static V power_of_two(const V& k, const B& bits) {
    constexpr double powers[16] = {
        0x1.0000000000000p+0, 0x1.0b5586cf9890fp+0, 0x1.172b83c7d517bp+0, 0x1.2387a6e756238p+0,
        0x1.306fe0a31b715p+0, 0x1.3dea64c123422p+0, 0x1.4bfdad5362a27p+0, 0x1.5ab07dd485429p+0,
        0x1.6a09e667f3bcdp+0, 0x1.7a11473eb0187p+0, 0x1.8ace5422aa0dbp+0, 0x1.9c49182a3f090p+0,
        0x1.ae89f995ad3adp+0, 0x1.c199bdd85529cp+0, 0x1.d5818dcfba487p+0, 0x1.ea4afa2a490dap+0};
    const __m512d low = _mm512_loadu_pd(powers), high = _mm512_loadu_pd(powers + 8);
    return _mm512_maskz_scalef_pd(every, _mm512_permutex2var_pd(low, __m512i(bits), high), k);
  }
  /// By Newton's method, relative error 2^-51: the divider takes three times as long.
  static V divide(const V& a, const V& b) {
    const V guess = _mm512_maskz_rcp14_pd(every, b), e = _mm512_fnmadd_pd(b, guess, all(1.0));
    const V better = fma(guess, e, guess);  // 1 / (1 - e) = (1 + e) (1 + e^2) (1 + e^4) ...
    return a * fma(better, e * e, better);  // keeps the sign of a zero
  }
  static V unless_lost(const V& sum, const V& a) {
    constexpr int larger_size = 3, sign_of_first = 0;
    const V larger = _mm512_maskz_range_pd(every, sum, 0x1p-10 * a, sign_of_first << 2 | larger_size);
    return select(equal(larger, sum), sum, all(std::numeric_limits<double>::quiet_NaN()));
  }
  static unsigned not_finite(const float* x) {
    return _mm512_fpclass_ps_mask(_mm512_loadu_ps(x), 0x99);  // NaN and infinities
  }
  static unsigned store(float* y, const V& a, const V& b, bool is_past_caches) {
    const __m512 floats = joined(a, b);
    Floats::store(y, floats, is_past_caches);
    constexpr int zero = 0x06;
    if (_kortestz_mask16_u8(near_middle(a, b), is_special<zero>(floats))) [[likely]]
      return 0;
    return _mm512_cmp_ps_mask(joined(least * a, least * b), joined(greatest * a, greatest * b), _CMP_NEQ_UQ);
  }
  /// The same for results that are often 0, without a branch, and also the subnormal ones.
  static unsigned store_often_zero(float* y, const V& a, const V& b, bool is_past_caches) {
    const __m512 floats = joined(a, b);
    Floats::store(y, floats, is_past_caches);
    constexpr int zero = 0x06;
    const __mmask16 became_zero = _mm512_fpclass_ps_mask(floats, zero) &
                                  _mm512_kunpackb(inverse(equal(b, V{})), inverse(equal(a, V{})));
    return near_middle(a, b) | is_special<0>(floats) | became_zero;
  }
  static unsigned store_if_equal(float* y, const V& low, const V& high) {
    const __m256 floats = _mm512_maskz_cvtpd_ps(every, low);
    _mm256_storeu_ps(y, floats);
    return _mm256_cmp_ps_mask(floats, _mm512_maskz_cvtpd_ps(every, high), _CMP_NEQ_UQ);
  }

 private:
  /// Which are subnormal, or the least float that is not and to which such a one may have been rounded, not
  /// finite, or of the classes.
  template <int classes>
  static __mmask16 is_special(__m512 floats) {
    constexpr int subnormal_or_not_finite = 0xb9;
    return _mm512_fpclass_ps_mask(0.75f * floats, subnormal_or_not_finite | classes);
  }
  /// Which of the numbers lie 2^14 units of a double or less from the middle between two floats.
  static __mmask16 near_middle(const V& a, const V& b) {
    constexpr int middle = 1 << 28, near = 1 << 14, bits_above = 0x1fff8000;  // in the low half of the bits
    const __m512i evens = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i low = _mm512_permutex2var_epi32(__m512i(a), evens, __m512i(b));
    return _mm512_testn_epi32_mask(_mm512_add_epi32(low, _mm512_set1_epi32(near - middle)),
                                   _mm512_set1_epi32(bits_above));
  }
  static __m512 joined(const V& a, const V& b) {
    const __m256 low = _mm512_maskz_cvtpd_ps(every, a), high = _mm512_maskz_cvtpd_ps(every, b);
    return _mm512_insertf32x8(_mm512_castps256_ps512(low), high, 1);
  }
};
#pragma GCC pop_options
#endif

namespace detail {
template <auto body, class... A>
[[ACTVIZ_WHOLE]] [[gnu::noinline]] auto call_on_baseline(A... arguments) {
  return body(arguments...);
}
#ifdef ACTVIZ_WIDE_VECTORS
template <auto body, class... A>
[[gnu::flatten, gnu::noinline, gnu::target("arch=x86-64-v3")]] auto call_on_avx2(A... arguments) {
  return body(arguments...);
}
template <auto body, class... A>
[[gnu::flatten, gnu::noinline, gnu::target("arch=x86-64-v4")]] auto call_on_avx512(A... arguments) {
  return body(arguments...);
}
#endif
}  // namespace detail

/// Calls a function, compiled for an instruction set as one with everything that it calls.
template <class Isa, auto body, class... A>
auto call(A... arguments) {
#ifdef ACTVIZ_WIDE_VECTORS
  if constexpr (std::is_same_v<Isa, Avx512>)
    return detail::call_on_avx512<body, A...>(arguments...);
  else if constexpr (std::is_same_v<Isa, Avx2>)
    return detail::call_on_avx2<body, A...>(arguments...);
  else
#endif
    return detail::call_on_baseline<body, A...>(arguments...);
}

/// The first number of a vector; a mask that is a number itself.
template <class T>
auto first_of(const T& v) {
  if constexpr (requires { v[0]; })
    return v[0];
  else
    return v;
}

/// Two vectors, or masks, or bits of vectors, as one.
template <class T>
struct Two {
  using Number = decltype(first_of(std::declval<T>()));
  T a, b;

  Two() = default;
  Two(const T& first, const T& second) : a(first), b(second) {}
  template <class U>
  explicit Two(const Two<U>& other) : a(T(other.a)), b(T(other.b)) {}
  Two(const Two& other) : a(other.a), b(other.b) {}
  Two& operator=(const Two& other) {
    a = other.a;
    b = other.b;
    return *this;
  }
  Number operator[](int i) const { return a[i]; }

  friend Two operator-(const Two& x) { return {-x.a, -x.b}; }
  friend Two operator~(const Two& x) { return {~x.a, ~x.b}; }
#define ACTVIZ_ON_BOTH(op)                                                                \
  friend Two operator op(const Two& x, const Two& y) { return {x.a op y.a, x.b op y.b}; } \
  friend Two operator op(const Two& x, Number c) { return {x.a op c, x.b op c}; }         \
  friend Two operator op(Number c, const Two& x) { return {c op x.a, c op x.b}; }
  ACTVIZ_ON_BOTH(+)
  ACTVIZ_ON_BOTH(-)
  ACTVIZ_ON_BOTH(*)
  ACTVIZ_ON_BOTH(&)
  ACTVIZ_ON_BOTH(|)
  ACTVIZ_ON_BOTH(^)
  ACTVIZ_ON_BOTH(<<)
  ACTVIZ_ON_BOTH(>>)
#undef ACTVIZ_ON_BOTH
};

/// Two vectors of an instruction set side by side: one operation on the first, the same on the second, and so
/// on, which hides how long each takes.
template <class Isa>
struct InLockstep {
  using Each = Isa;
  using Floats = typename Isa::Floats;
  using V = Two<typename Isa::V>;
  using M = Two<typename Isa::M>;
  using B = Two<typename Isa::B>;
  static constexpr std::size_t lanes = 2 * Isa::lanes;
  static constexpr bool has_fma = Isa::has_fma, has_table = Isa::has_table;

  static V all(double x) { return {Isa::all(x), Isa::all(x)}; }
  static V load(const float* x) { return {Isa::load(x), Isa::load(x + Isa::lanes)}; }
  static V fma(const V& x, const V& y, const V& z) {
    return {Isa::fma(x.a, y.a, z.a), Isa::fma(x.b, y.b, z.b)};
  }
  static V sqrt(const V& x) { return {Isa::sqrt(x.a), Isa::sqrt(x.b)}; }
  static V abs(const V& x) { return {Isa::abs(x.a), Isa::abs(x.b)}; }
  static V smaller(const V& x, const V& y) { return {Isa::smaller(x.a, y.a), Isa::smaller(x.b, y.b)}; }
  static V larger(const V& x, const V& y) { return {Isa::larger(x.a, y.a), Isa::larger(x.b, y.b)}; }
  static V divide(const V& x, const V& y) { return {Isa::divide(x.a, y.a), Isa::divide(x.b, y.b)}; }
  static V unless_lost(const V& x, const V& y) {
    return {Isa::unless_lost(x.a, y.a), Isa::unless_lost(x.b, y.b)};
  }
  static M less(const V& x, const V& y) { return {Isa::less(x.a, y.a), Isa::less(x.b, y.b)}; }
  static M less_equal(const V& x, const V& y) {
    return {Isa::less_equal(x.a, y.a), Isa::less_equal(x.b, y.b)};
  }
  static M equal(const V& x, const V& y) { return {Isa::equal(x.a, y.a), Isa::equal(x.b, y.b)}; }
  static M both(const M& x, const M& y) { return {Isa::both(x.a, y.a), Isa::both(x.b, y.b)}; }
  static M either(const M& x, const M& y) { return {Isa::either(x.a, y.a), Isa::either(x.b, y.b)}; }
  static M inverse(const M& x) { return {Isa::inverse(x.a), Isa::inverse(x.b)}; }
  static V select(const M& m, const V& x, const V& y) {
    return {Isa::select(m.a, x.a, y.a), Isa::select(m.b, x.b, y.b)};
  }
  static V power_of_two(const V& k, const B& bits) {
    return {Isa::power_of_two(k.a, bits.a), Isa::power_of_two(k.b, bits.b)};
  }
  static unsigned not_finite(const float* x) { return Isa::not_finite(x); }
  static unsigned store(float* y, const V& v, bool is_past_caches) {
    return Isa::store(y, v.a, v.b, is_past_caches);
  }
  static unsigned store_often_zero(float* y, const V& v, bool is_past_caches) {
    if constexpr (requires { Isa::store_often_zero(y, v.a, v.b, is_past_caches); })
      return Isa::store_often_zero(y, v.a, v.b, is_past_caches);
    return Isa::store(y, v.a, v.b, is_past_caches);
  }
};

}  // namespace actviz::instructions
