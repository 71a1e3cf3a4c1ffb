#include "lib/analysis/neurons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/neuron_report.hpp"
#include "lib/number/half.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();

/// A dump in memory, row by row.
struct Dump {
  std::size_t columns;
  std::vector<float> values;
  std::size_t rows() const { return values.size() / columns; }
};

template <class F>
Dump dump(std::size_t rows, std::size_t columns, F f) {
  Dump made{columns, {}};
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) made.values.push_back(f(r, c));
  return made;
}

Dump normal(std::size_t rows, std::size_t columns, float mean = 0) {
  std::mt19937 random(7);
  std::normal_distribution<float> values(mean, 1);
  return dump(rows, columns, [&](auto, auto) { return values(random); });
}

/// Rows of a dump, added in pieces of `piece`.
NeuronTally tally_of(const Dump& dump, std::size_t first, std::size_t last, unsigned threads = 1,
                     SlopeRule rule = {}, std::size_t piece = 4096) {
  NeuronTally tally({.columns = dump.columns, .rule = std::move(rule)}, first / NeuronTally::leaf_rows);
  for (std::size_t r = first; r < last; r += piece)
    tally.add(
        {dump.values.data() + r * dump.columns, std::min(piece, last - r), dump.columns, Rows::Type::f32},
        threads);
  tally.finish(threads);
  return tally;
}

DumpReport judged(const Dump& dump, SlopeRule rule = {}) {
  return report(tally_of(dump, 0, dump.rows(), 2, std::move(rule)));
}

SlopeRule rule_of(const char* f, bool is_pre) { return slope_rule(Function::parse(f), is_pre, 0.01); }

/// The bits of everything that is summed or counted.
std::vector<std::uint64_t> bits(const DumpReport& report) {
  std::vector<std::uint64_t> all;
  const auto add = [&](double value) { all.push_back(std::bit_cast<std::uint64_t>(value)); };
  for (const NeuronReport& n : report.neurons) {
    for (const double value : {n.firing, n.mean, n.sd, n.skewness, n.kurtosis, n.dormancy, n.slope_square})
      add(value);
    for (const double value : n.quantiles) add(value);
    all.push_back(n.counts.zero + 3 * n.counts.positive + 7 * n.counts.flat_left + 11 * n.counts.near_zero);
  }
  const LayerReport& layer = report.layer;
  for (const double value : {layer.moments.mean, layer.moments.m4, layer.row_kurtosis, layer.crest})
    add(value);
  for (const double value : layer.quantiles) add(value);
  return all;
}

TEST(Neurons, give_the_same_bits_from_any_number_of_threads) {
  const Dump data = normal(40000, 130);
  const auto expected = bits(report(tally_of(data, 0, data.rows(), 1, rule_of("tanh", true))));
  for (const unsigned threads : {2u, 3u, 8u})
    EXPECT_EQ(bits(report(tally_of(data, 0, data.rows(), threads, rule_of("tanh", true)))), expected)
        << threads;
}

TEST(Neurons, give_the_same_bits_from_pieces_of_any_size) {
  const Dump data = normal(20000, 3);
  const auto expected = bits(judged(data));
  for (const std::size_t piece : {1u, 7u, 511u, 513u, 20000u})
    EXPECT_EQ(bits(report(tally_of(data, 0, data.rows(), 1, {}, piece))), expected) << piece;
}

TEST(Neurons, give_the_same_bits_from_any_parts_in_any_order) {
  const Dump data = normal(9 * NeuronTally::leaf_rows + 777, 5);
  const auto expected = bits(judged(data));
  for (const std::size_t parts : {1u, 3u, 7u}) {
    std::vector<NeuronTally> all;
    for (std::size_t k = 0; k < parts; ++k) {
      const auto start = [&](std::size_t part) {
        return std::min(data.rows(), (10 * part / parts) * NeuronTally::leaf_rows);
      };
      all.push_back(tally_of(data, start(k), k + 1 == parts ? data.rows() : start(k + 1)));
    }
    std::mt19937 random(static_cast<unsigned>(parts));
    std::ranges::shuffle(all, random);
    NeuronTally total = std::move(all[0]);
    for (std::size_t k = 1; k < parts; ++k) total.add(std::move(all[k]));
    EXPECT_EQ(bits(report(total)), expected) << parts;
  }
}

TEST(Neurons, planted_ones_get_their_verdict) {
  const std::size_t rows = 200000;
  std::mt19937 random(3);
  std::normal_distribution<float> values(0, 1);
  const Dump data = dump(rows, 9, [&](std::size_t r, std::size_t c) -> float {
    const float x = std::max(values(random), 0.0f);
    switch (c) {
      case 0:
        return r == 17 ? nan : x;
      case 1:
        return 0.25f;
      case 2:
        return 0;
      case 3:
        return r == 99999 ? 1.0f : 0;
      case 4:
        return 0.001f * x;
      case 5:
        return x + 0.5f;
      case 6:
        return r % 50000 == 1 ? -inf : x;
      default:
        return x;
    }
  });
  const auto expected = {Verdict::invalid,   Verdict::constant, Verdict::dead,
                         Verdict::near_dead, Verdict::dormant,  Verdict::always_on,
                         Verdict::invalid,   Verdict::ok,       Verdict::ok};
  const DumpReport result = judged(data, rule_of("relu", false));
  for (std::size_t i = 0; const Verdict verdict : expected) {
    EXPECT_EQ(name_of(result.neurons[i].verdict), name_of(verdict)) << i;
    ++i;
  }
  EXPECT_EQ(result.layer.verdicts[static_cast<std::size_t>(Verdict::invalid)], 2u);
  EXPECT_EQ(result.neurons[0].counts.nan, 1u);
  EXPECT_EQ(result.neurons[6].counts.infinite_down, 4u);
  EXPECT_EQ(result.neurons[6].finite, rows - 4);
  EXPECT_EQ(result.neurons[2].finite, rows);
  EXPECT_NEAR(result.neurons[2].firing_bound * static_cast<double>(rows), 2.9957, 1e-3) << "3/N";
  EXPECT_TRUE(std::isnan(result.neurons[7].firing_bound));
}

TEST(Neurons, saturate_where_an_unbounded_part_is_flat_alone) {
  const Dump tanh = dump(20000, 2, [](std::size_t r, std::size_t c) {
    const float x = static_cast<float>(r % 200) / 100 - 1;
    return c == 0 ? std::tanh(40 * x) : std::tanh(x);
  });
  const DumpReport outputs = judged(tanh, rule_of("tanh", false));
  EXPECT_EQ(outputs.neurons[0].verdict, Verdict::ok) << "90 %";
  EXPECT_GT(outputs.neurons[0].counts.flat_left, 8000u);
  EXPECT_GT(outputs.neurons[0].counts.flat_right, 8000u);
  EXPECT_EQ(outputs.neurons[1].counts.flat_left + outputs.neurons[1].counts.flat_right, 0u);
  EXPECT_LT(outputs.neurons[1].counts.near_zero, 300u) << "negatives are not near zero";

  const Dump at_minimum = dump(1000, 1, [](auto, auto) { return -0.7518f; });
  const DumpReport gelu = judged(at_minimum, rule_of("gelu", true));
  EXPECT_EQ(gelu.neurons[0].counts.flat_left, 0u);
  EXPECT_EQ(gelu.neurons[0].counts.flat_inner, 1000u);
}

TEST(Neurons, of_a_function_that_turns_have_no_slope_from_its_outputs) {
  const SlopeRule outputs = rule_of("gelu", false), inputs = rule_of("gelu", true);
  EXPECT_FALSE(outputs.knows_flat);
  EXPECT_FALSE(outputs.slope);
  EXPECT_TRUE(inputs.knows_flat);
  EXPECT_TRUE(std::isnan(judged(normal(100, 1), outputs).neurons[0].slope_square));
  EXPECT_TRUE(std::isnan(judged(normal(100, 1)).neurons[0].slope_square)) << "no activation is given";
}

class OutputSlope : public testing::TestWithParam<const char*> {};

TEST_P(OutputSlope, is_that_of_the_input) {
  const Function f = Function::parse(GetParam());
  const SlopeRule rule = slope_rule(f, false, 0.01);
  ASSERT_TRUE(rule.slope);
  for (const double x : {-7.0, -1.0, -0.3, 0.2, 0.9, 3.0})
    EXPECT_NEAR(rule.slope(f(x)), f.slope(x), 1e-13) << f.label() << " at " << x;
}

INSTANTIATE_TEST_SUITE_P(Neurons, OutputSlope,
                         testing::Values("identity", "relu", "leaky_relu:0.2", "elu", "elu:alpha=2",
                                         "celu:alpha=0.5", "sigmoid", "tanh", "softsign", "softplus"));

TEST(Neurons, means_and_deviations_hold_13_digits_far_from_zero_too) {
  for (const float offset : {0.0f, 1000.0f, 1e6f}) {
    const Dump data = normal(50000, 1, offset);
    Exact sum = 0, squares = 0;
    for (const float x : data.values) sum += x;
    const Exact mean = sum / data.values.size();
    for (const float x : data.values) squares += (x - mean) * (x - mean);
    const Exact sd = sqrt(Exact(squares / data.values.size()));
    const NeuronReport neuron = judged(data).neurons[0];
    EXPECT_LT(fabs(Exact(neuron.mean - mean)), 1e-13 * std::max(1.0, std::fabs(neuron.mean))) << offset;
    EXPECT_LT(fabs(Exact(neuron.sd / sd - 1)), 1e-13) << offset;
  }
}

TEST(Neurons, an_outlier_in_the_first_row_costs_no_digits) {
  Dump data = normal(50000, 1);
  data.values[0] = 1e6f;
  Exact sum = 0, squares = 0;
  for (const float x : data.values) sum += x;
  const Exact mean = sum / data.values.size();
  for (const float x : data.values) squares += (x - mean) * (x - mean);
  const NeuronReport neuron = judged(data).neurons[0];
  EXPECT_LT(fabs(Exact(neuron.mean / mean - 1)), 1e-13);
  EXPECT_LT(fabs(Exact(neuron.sd / sqrt(Exact(squares / data.values.size())) - 1)), 1e-13);
}

TEST(Neurons, higher_moments_are_those_of_the_sample) {
  const Dump data =
      dump(1000, 1, [](std::size_t r, auto) { return static_cast<float>(r % 10 == 0 ? 3 : 0); });
  const NeuronReport neuron = judged(data).neurons[0];  // 3 times a coin of p = 0.1
  EXPECT_NEAR(neuron.skewness, (1 - 2 * 0.1) / std::sqrt(0.1 * 0.9), 1e-12);
  EXPECT_NEAR(neuron.kurtosis, 3 + (1 - 6 * 0.1 * 0.9) / (0.1 * 0.9), 1e-12);
}

TEST(Neurons, quantiles_are_within_a_65th) {
  const Dump data = normal(30000, 2, 0.3f);
  const DumpReport result = judged(data);
  for (std::size_t c = 0; c < 2; ++c) {
    std::vector<float> column;
    for (std::size_t r = 0; r < data.rows(); ++r) column.push_back(data.values[2 * r + c]);
    std::ranges::sort(column);
    for (std::size_t q = 0; q < quantile_shares.size(); ++q) {
      const auto rank = static_cast<std::size_t>(std::ceil(quantile_shares[q] * 30000)) - 1;
      const double exact = static_cast<double>(column[rank]);
      EXPECT_NEAR(result.neurons[c].quantiles[q], exact, std::fabs(exact) / 65 + 1e-12) << quantile_shares[q];
    }
  }
  EXPECT_FALSE(result.layer.exact_quantiles);
}

/// Codes of finite numbers of moderate size, negative zeros among them.
std::vector<std::uint16_t> random_codes(std::size_t count, Rows::Type type) {
  std::mt19937 random(5);
  std::vector<std::uint16_t> codes;
  while (codes.size() < count) {
    const auto code = static_cast<std::uint16_t>(codes.size() % 9 == 0 ? 0x8000u : random());
    if (std::fabs(value_of(type)(code)) <= 1e3f) codes.push_back(code);
  }
  return codes;
}

/// The quantile of numbers by its definition.
double quantile_of(std::vector<float> values, double share) {
  std::ranges::sort(values);
  return static_cast<double>(
      values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1]);
}

TEST(Neurons, quantiles_of_16_bits_are_exact) {
  for (const auto type : {Rows::Type::bf16, Rows::Type::f16})
    for (const std::size_t columns : {4u, 512u, 513u}) {
      const std::size_t rows = 60;
      const auto codes = random_codes(rows * columns, type);
      NeuronTally tally({.columns = columns, .type = type});
      tally.add({codes.data(), rows, columns, type}, 2);
      tally.finish(2);
      const DumpReport result = report(tally);
      EXPECT_TRUE(result.layer.exact_quantiles);
      EXPECT_EQ(result.layer.exact_neuron_quantiles, columns <= 512) << columns;
      std::vector<float> all, column;
      for (std::size_t i = 0; i < codes.size(); ++i) {
        all.push_back(value_of(type)(codes[i]));
        if (i % columns == 3) column.push_back(all.back());
      }
      for (std::size_t q = 0; q < quantile_shares.size(); ++q) {
        EXPECT_EQ(result.layer.quantiles[q], quantile_of(all, quantile_shares[q])) << quantile_shares[q];
        const double exact = quantile_of(column, quantile_shares[q]),
                     room = columns <= 512 ? 0 : std::fabs(exact) / 65 + 1e-7;
        EXPECT_NEAR(result.neurons[3].quantiles[q], exact, room) << quantile_shares[q];
      }
    }
}

TEST(Neurons, of_16_bits_give_the_same_bits_from_any_number_of_threads_and_parts) {
  const std::size_t rows = NeuronTally::leaf_rows + 100, columns = 7;
  const auto codes = random_codes(rows * columns, Rows::Type::f16);
  const auto part = [&](std::size_t first, std::size_t last, unsigned threads) {
    NeuronTally tally({.columns = columns, .type = Rows::Type::f16}, first / NeuronTally::leaf_rows);
    tally.add({&codes[first * columns], last - first, columns, Rows::Type::f16}, threads);
    tally.finish(threads);
    return tally;
  };
  const auto expected = bits(report(part(0, rows, 1)));
  EXPECT_EQ(bits(report(part(0, rows, 8))), expected);
  NeuronTally end = part(NeuronTally::leaf_rows, rows, 2);
  end.add(part(0, NeuronTally::leaf_rows, 1));
  EXPECT_EQ(bits(report(end)), expected);
}

TEST(Neurons, of_16_bits_have_the_slopes_of_the_same_floats) {
  constexpr std::size_t columns = 20, rows = 3000;
  for (const auto type : {Rows::Type::f16, Rows::Type::bf16}) {
    const auto codes = random_codes(rows * columns, type);
    Dump floats{columns, {}};
    for (const std::uint16_t code : codes) floats.values.push_back(value_of(type)(code));
    for (const char* f : {"sigmoid", "gelu"}) {
      NeuronTally tally({.columns = columns, .type = type, .rule = rule_of(f, true)});
      tally.add({codes.data(), rows, columns, type}, 2);
      tally.finish(2);
      const LayerSums sums = tally.sums(), expected = tally_of(floats, 0, rows, 1, rule_of(f, true)).sums();
      for (std::size_t c = 0; c < columns; ++c) {
        EXPECT_EQ(sums.neurons[c].slope_squares, expected.neurons[c].slope_squares) << f;
        EXPECT_EQ(sums.neurons[c].decidedness, expected.neurons[c].decidedness) << f;
      }
    }
  }
}

TEST(Neurons, beside_columns_that_are_not_finite_are_what_they_are_alone) {
  const Dump plain = normal(2000, 1100);
  Dump spoilt = plain;
  for (const std::size_t c : {0u, 63u, 64u, 500u, 501u, 1023u, 1024u, 1099u})
    spoilt.values[1234 * 1100 + c] = nan;
  const DumpReport expected = judged(plain), result = judged(spoilt);
  std::size_t invalid = 0;
  for (std::size_t c = 0; c < 1100; ++c) {
    const NeuronReport &a = expected.neurons[c], &b = result.neurons[c];
    if (b.verdict == Verdict::invalid) {
      ++invalid;
      EXPECT_EQ(b.finite, 1999u);
      continue;
    }
    EXPECT_EQ(std::bit_cast<std::uint64_t>(a.mean), std::bit_cast<std::uint64_t>(b.mean)) << c;
    EXPECT_EQ(a.kurtosis, b.kurtosis) << c;
    EXPECT_EQ(a.quantiles, b.quantiles) << c;
    EXPECT_EQ(a.counts.near_zero, b.counts.near_zero) << c;
  }
  EXPECT_EQ(invalid, 8u);
}

TEST(Neurons, phi_is_a_half_for_uniform_outputs_and_1_at_the_bounds) {
  const Dump outputs = dump(2000, 3, [](std::size_t r, std::size_t c) {
    const float even = (static_cast<float>(r) + 0.5f) / 2000;
    return c == 0 ? even : c == 1 ? static_cast<float>(r % 2) : 0.5f;
  });
  const DumpReport sigmoid = judged(outputs, rule_of("sigmoid", false));
  EXPECT_NEAR(sigmoid.neurons[0].phi, 0.5, 1e-6);
  EXPECT_EQ(sigmoid.neurons[1].phi, 1);
  EXPECT_EQ(sigmoid.neurons[2].phi, 0);
  EXPECT_NEAR(sigmoid.layer.phi, 0.5, 1e-6);
  EXPECT_TRUE(std::isnan(judged(outputs, rule_of("relu", false)).layer.phi)) << "not bounded";
  EXPECT_TRUE(std::isnan(judged(outputs).layer.phi)) << "no activation";
}

TEST(Neurons, phi_is_that_of_ten_bins) {
  // Rakitianskaia and Engelbrecht: bins of the outputs, each with the size of its mean.
  const Dump inputs = normal(5000, 1, 0.4f);
  std::array<double, 10> sums{};
  for (const float x : inputs.values) {
    const double y = std::tanh(static_cast<double>(x));
    sums[static_cast<std::size_t>(std::clamp(std::floor((y + 1) * 5), 0.0, 9.0))] += y;
  }
  double expected = 0;
  for (const double sum : sums) expected += std::fabs(sum) / 5000;
  EXPECT_NEAR(judged(inputs, rule_of("tanh", true)).layer.phi, expected, 1e-12);
}

TEST(Neurons, count_what_would_overflow_and_underflow) {
  const std::vector<float> numbers = {65519.9f,   65520,    -70000,     463.9f,   464,        61439,
                                      61440,      0x1p-25f, 0x1.8p-25f, 0x1p-10f, 0x1.8p-10f, 0x1p-17f,
                                      0x1.8p-17f, 0,        -6,         5.99f,    1e-4f};
  Dump data{1, numbers};
  const NeuronCounts counts = judged(data).neurons[0].counts;
  EXPECT_EQ(counts.overflow_fp16, 2u);
  EXPECT_EQ(counts.overflow_e4m3, 6u);
  EXPECT_EQ(counts.overflow_e5m2, 4u);
  EXPECT_EQ(counts.underflow_fp16, 1u);
  EXPECT_EQ(counts.underflow_e5m2, 3u);
  EXPECT_EQ(counts.underflow_e4m3, 6u);
  EXPECT_EQ(counts.six, 8u);
  EXPECT_EQ(counts.zero, 1u);
}

TEST(Neurons, a_column_without_any_number_is_invalid_and_nothing_else) {
  const Dump data =
      dump(600, 3, [](std::size_t r, std::size_t c) { return c == 1 ? nan : static_cast<float>(r); });
  const DumpReport result = judged(data);
  EXPECT_EQ(result.neurons[1].verdict, Verdict::invalid);
  EXPECT_EQ(result.neurons[1].finite, 0u);
  EXPECT_TRUE(std::isnan(result.neurons[1].mean));
  EXPECT_NEAR(result.neurons[0].mean, 299.5, 1e-10);
  EXPECT_TRUE(std::isnan(result.layer.row_kurtosis)) << "every row holds a NaN";
}

TEST(Neurons, all_zero_layers_are_dead_and_have_no_nan_among_their_scores) {
  const DumpReport result = judged(dump(100, 4, [](auto, auto) { return 0.0f; }));
  for (const NeuronReport& neuron : result.neurons) {
    EXPECT_EQ(neuron.verdict, Verdict::dead);
    EXPECT_EQ(neuron.dormancy, 0);
  }
  EXPECT_EQ(result.layer.dormant[0], 4u);
  EXPECT_EQ(result.layer.active, 0);
}

TEST(LogBins, are_in_order_and_their_middles_inside) {
  for (int bin = 1; bin < log_bins::count; ++bin)
    EXPECT_LT(log_bins::middle_of(bin - 1), log_bins::middle_of(bin)) << bin;
  for (int bin = 0; bin < log_bins::count; ++bin) EXPECT_EQ(log_bins::bin_of(log_bins::middle_of(bin)), bin);
}

TEST(LogBins, of_floats_are_those_of_doubles) {
  for (std::uint32_t bits = 0; bits < 0xff000000u; bits += 65521) {
    const auto x = std::bit_cast<float>(bits);
    if (!std::isfinite(x)) continue;
    EXPECT_EQ(log_bins::bin_of(x), log_bins::bin_of(static_cast<double>(x))) << x;
  }
}

TEST(Half, fp16_values_are_sign_exponent_and_mantissa) {
  for (std::uint32_t code = 0; code < 65536; ++code) {
    const int exponent = static_cast<int>(code >> 10 & 31);
    const double mantissa = static_cast<double>(code & 1023);
    const double size =
        exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
    const float value = fp16_value(static_cast<std::uint16_t>(code));
    if (exponent == 31) {
      EXPECT_EQ(std::isinf(value), mantissa == 0);
      EXPECT_EQ(std::isnan(value), mantissa != 0);
    } else {
      EXPECT_EQ(static_cast<double>(value), code & 0x8000 ? -size : size) << code;
    }
    EXPECT_EQ(std::signbit(value), (code & 0x8000) != 0);
  }
}

}  // namespace
}  // namespace actviz::test
