#pragma once
// Vectors of doubles in the instruction sets that the kernels of arrays are compiled for, with what the
// compiler's own operators on vectors do not cover.
//
// Their functions are inlined into functions compiled for the same instruction set, never called.
#include <cmath>
#include <cstddef>
#include <cstdint>

// Other compilers do not inline a whole tree of calls, which mixing instruction sets in one file rests on.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ACTVIZ_WIDE_VECTORS
#include <immintrin.h>
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
  /// Whether fma rounds once, and whether there is `power_of_root`.
  static constexpr bool has_fma = true, has_table = false;

  static V all(double x) { return x - V{}; }  // of -0 too
  static M less(const V& a, const V& b) { return a < b; }
  static M less_equal(const V& a, const V& b) { return a <= b; }
  static M equal(const V& a, const V& b) { return a == b; }
  static M both(const M& a, const M& b) { return a & b; }
  static M either(const M& a, const M& b) { return a | b; }
  static M inverse(const M& a) { return ~a; }
  static M constant(bool holds) { return M{} - (holds ? 1 : 0); }
  static V select(const M& m, const V& a, const V& b) { return m ? a : b; }
  static V abs(const V& a) { return V(B(a) & 0x7fffffffffffffff); }
};

using Doubles2 = double __attribute__((vector_size(16)));
using Masks2 = std::int64_t __attribute__((vector_size(16)));
using Bits2 = std::uint64_t __attribute__((vector_size(16)));

/// What every machine of the kind has.
struct Baseline : Generic<Doubles2, Masks2, Bits2, 2> {
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
  /// Stores `low` as floats and tells, a bit for each lane, where `high` is another one, where either is NaN,
  /// and where x is not finite.
  static unsigned store_if_equal(float* y, const V& low, const V& high, const V& x) {
    // Lane by lane: loops over the lanes of a vector g++ 12 miscompiles under sanitizers.
    y[0] = static_cast<float>(low[0]);
    y[1] = static_cast<float>(low[1]);
    const bool first = !(y[0] == static_cast<float>(high[0])) || x[0] - x[0] != 0,
               second = !(y[1] == static_cast<float>(high[1])) || x[1] - x[1] != 0;
    return (first ? 1u : 0u) | (second ? 2u : 0u);
  }
};

#ifdef ACTVIZ_WIDE_VECTORS
using Doubles4 = double __attribute__((vector_size(32)));
using Masks4 = std::int64_t __attribute__((vector_size(32)));
using Bits4 = std::uint64_t __attribute__((vector_size(32)));
using Doubles8 = double __attribute__((vector_size(64)));
using Masks8 = std::int64_t __attribute__((vector_size(64)));
using Bits8 = std::uint64_t __attribute__((vector_size(64)));

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")
struct Avx2 : Generic<Doubles4, Masks4, Bits4, 4> {
  static V all(double x) { return _mm256_set1_pd(x); }
  static V load(const float* x) { return _mm256_cvtps_pd(_mm_loadu_ps(x)); }
  static V fma(const V& a, const V& b, const V& c) { return _mm256_fmadd_pd(a, b, c); }
  static V sqrt(const V& a) { return _mm256_sqrt_pd(a); }
  static V smaller(const V& a, const V& b) { return _mm256_min_pd(a, b); }
  static V larger(const V& a, const V& b) { return _mm256_max_pd(a, b); }
  static V select(const M& m, const V& a, const V& b) { return _mm256_blendv_pd(b, a, V(m)); }
  static unsigned store_if_equal(float* y, const V& low, const V& high, const V& x) {
    const __m128 floats = _mm256_cvtpd_ps(low), others = _mm256_cvtpd_ps(high);
    _mm_storeu_ps(y, floats);
    const int differ = _mm_movemask_ps(_mm_cmpneq_ps(floats, others));
    return static_cast<unsigned>(differ | _mm256_movemask_pd(_mm256_cmp_pd(x - x, x, _CMP_UNORD_Q)));
  }
};
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4")
struct Avx512 : Generic<Doubles8, Masks8, Bits8, 8> {
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
  static M constant(bool holds) { return static_cast<M>(holds ? 0xff : 0); }
  static V select(M m, const V& a, const V& b) { return _mm512_mask_blend_pd(m, b, a); }
  /// 2^(k / 16) for the whole number k in the low bits.
  static V power_of_root(const B& k) {
    // The powers from 0 to 15, less what adding 2^48 k to their bits adds too much.
    constexpr double powers[16] = {
        0x1.0000000000000p+0, 0x1.fb5586cf9890fp-1, 0x1.f72b83c7d517bp-1, 0x1.f387a6e756238p-1,
        0x1.f06fe0a31b715p-1, 0x1.edea64c123422p-1, 0x1.ebfdad5362a27p-1, 0x1.eab07dd485429p-1,
        0x1.ea09e667f3bcdp-1, 0x1.ea11473eb0187p-1, 0x1.eace5422aa0dbp-1, 0x1.ec49182a3f090p-1,
        0x1.ee89f995ad3adp-1, 0x1.f199bdd85529cp-1, 0x1.f5818dcfba487p-1, 0x1.fa4afa2a490dap-1};
    const __m512d low = _mm512_loadu_pd(powers), high = _mm512_loadu_pd(powers + 8);
    return V(B(_mm512_permutex2var_pd(low, __m512i(k), high)) + (k << 48));
  }
  static unsigned store_if_equal(float* y, const V& low, const V& high, const V& x) {
    const __m256 floats = _mm512_maskz_cvtpd_ps(every, low), others = _mm512_maskz_cvtpd_ps(every, high);
    _mm256_storeu_ps(y, floats);
    const __mmask8 differ = _mm256_cmp_ps_mask(floats, others, _CMP_NEQ_UQ);
    return static_cast<unsigned>(differ | _mm512_fpclass_pd_mask(x, 0x99));  // NaN and infinities
  }
};
#pragma GCC pop_options
#endif

}  // namespace actviz::instructions
