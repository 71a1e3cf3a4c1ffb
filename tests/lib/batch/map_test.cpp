// Functions over arrays: the nearest floats to the exact results, from every instruction set.
#include "lib/batch/map.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cfenv>
#include <cmath>
#include <random>

#include "lib/base/numbers.hpp"
#include "tests/support/functions.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

using Floats = std::vector<float>;

std::vector<InstructionSet> available_sets() {
  std::vector<InstructionSet> sets;
  for (const InstructionSet set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512})
    if (is_available(set)) sets.push_back(set);
  return sets;
}

std::uint32_t bits(float x) { return std::bit_cast<std::uint32_t>(x); }
float float_of(std::uint32_t code) { return std::bit_cast<float>(code); }

/// `count` of each: any floats, floats of the range where functions bend, and of the range of their tails.
Floats spread_floats(std::size_t count) {
  std::mt19937 random(20240229);
  const auto in = [&](double lo, double hi) {
    return static_cast<float>(lo + (hi - lo) * (static_cast<double>(random()) * 0x1p-32));
  };
  Floats floats;
  for (std::size_t i = 0; i < count; ++i) {
    const float any = float_of(static_cast<std::uint32_t>(random()));
    floats.push_back(any == any ? any : 0.0f);
    floats.push_back(in(-12, 12));
    floats.push_back(in(-120, 120));
  }
  for (const float x : {0.0f, 0x1p-149f, 0x1p-126f, 0.5f, 1.0f, 2.0f, 3.0f, 0x1.fffffep127f, INFINITY})
    for (const float signed_x : {x, -x}) floats.push_back(signed_x);
  return floats;
}

/// The floats nearest to the kinks and to the changes of sign of the value or the slope in [-40, 40].
Floats delicate_floats(const Function& f, int order, int reach) {
  std::vector<double> centres;
  const Facts facts = f.facts();
  for (const Kink& kink : facts.kinks) centres.push_back(kink.x);
  const auto at = [&](double x) { return order == 0 ? f(x) : f.slope(x); };
  for (int i = -4000; i < 4000; ++i) {
    double lo = (i + 0.123) / 100, hi = lo + 0.01;
    if (!(at(lo) * at(hi) < 0)) continue;
    const bool rises = at(lo) < 0;
    while (hi - lo > 1e-9) {
      const double middle = 0.5 * (lo + hi);
      ((at(middle) < 0) == rises ? lo : hi) = middle;
    }
    centres.push_back(lo);
  }
  Floats floats;
  for (const double centre : centres) {
    float below = static_cast<float>(centre), above = below;
    for (int i = 0; i < reach; ++i) {
      floats.push_back(below = std::nextafter(below, -INFINITY));
      floats.push_back(above = std::nextafter(above, INFINITY));
      floats.push_back(static_cast<float>(centre * (1 + std::pow(0.5, 3 + i % 20) * (i % 2 == 0 ? 1 : -1))));
    }
    floats.push_back(static_cast<float>(centre));
  }
  return floats;
}

Floats mapped(const Function& f, int order, const Floats& x, InstructionSet set) {
  Floats y(x.size());
  order == 0 ? batch::map(f, x, y, set) : batch::map_slope(f, x, y, set);
  return y;
}

void expect_nearest(const Function& f, int order, const Floats& x) {
  Floats nearest;
  for (const float at : x) nearest.push_back(order == 0 ? f.nearest_value(at) : f.nearest_slope(at));
  for (const InstructionSet set : available_sets()) {
    const Floats y = mapped(f, order, x, set);
    Floats both[2] = {y, y};
    batch::map_both(f, x, both[0], both[1], set);
    std::size_t wrong = 0, where = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
      if ((bits(y[i]) != bits(nearest[i]) || bits(both[order][i]) != bits(nearest[i])) && wrong++ == 0)
        where = i;
    EXPECT_EQ(wrong, 0u) << f.label() << ", derivative " << order << ", "
                         << instruction_set_names[static_cast<std::size_t>(set)] << " at "
                         << testing::PrintToString(x[where]) << ": " << y[where] << ", not "
                         << nearest[where];
  }
}

void expect_nearest(const Function& f, std::size_t count, int reach) {
  Floats x = spread_floats(count);
  for (int order = 0; order < 2; ++order) {
    Floats all = x, delicate = delicate_floats(f, order, reach);
    all.insert(all.end(), delicate.begin(), delicate.end());
    expect_nearest(f, order, all);
  }
}

class MapOfFloats : public testing::TestWithParam<Function> {};
TEST_P(MapOfFloats, gives_the_nearest_float_to_the_double_double_from_every_instruction_set) {
  expect_nearest(GetParam(), 2000, 300);
}
INSTANTIATE_TEST_SUITE_P(Catalogue, MapOfFloats, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

/// A few floats among whose neighbours and multiples results leave the normal numbers, each with none but
/// plain floats beside it: what is tested for a group at once must not hang on the others of the group.
TEST_P(MapOfFloats, does_not_depend_on_the_floats_beside) {
  Floats x;
  for (const float end :
       {0x1p-149f, 0x1p-148f, 0x1p-127f, 0x1p-126f, 0x1p-125f, 0x1.8p-125f, 0x1p-124f, 0x1p-63f})
    for (int step = -4; step <= 4; ++step)
      for (const float sign : {1.0f, -1.0f}) {
        x.resize(x.size() + 16, 0.7f);
        x[x.size() - 1 - x.size() / 16 % 16] =
            sign * float_of(std::max(bits(end), 4u) + static_cast<unsigned>(step));
      }
  for (int order = 0; order < 2; ++order) expect_nearest(GetParam(), order, x);
}

class MapOfFloatsWithParameters : public testing::TestWithParam<Function> {};
TEST_P(MapOfFloatsWithParameters, gives_the_nearest_float_from_every_instruction_set) {
  expect_nearest(GetParam(), 150, 40);
}
INSTANTIATE_TEST_SUITE_P(Catalogue, MapOfFloatsWithParameters, testing::ValuesIn(varied_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

class MapOfManyFloats : public testing::TestWithParam<Function> {};
TEST_P(MapOfManyFloats, gives_the_nearest_float_from_every_instruction_set) {
  expect_nearest(GetParam(), 1 << 20, 5000);
}
INSTANTIATE_TEST_SUITE_P(Slow, MapOfManyFloats, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

float nearest_to(const Exact& exact) { return mpfr_get_flt(exact.backend().data(), MPFR_RNDN); }

/// Against the formula text in multiple precision, which shares nothing with the kernel.
void expect_nearest_to_truth(const Function& f, const Floats& x) {
  Floats values(x.size()), slopes(x.size());
  batch::map_both(f, x, values, slopes);
  const Facts facts = f.facts();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool is_tie = f.name() == "tanh_shrink" && std::fabs(x[i]) > 0x1p24f;  // in 256 bits |x| - 1
    if (is_kink(facts, x[i]) || is_tie || !std::isfinite(x[i])) continue;
    const Jet truth = exact(f, x[i]);
    if (!isfinite(truth.value) || !isfinite(truth.slope)) continue;
    EXPECT_EQ(values[i], nearest_to(truth.value)) << f.label() << " at " << testing::PrintToString(x[i]);
    EXPECT_EQ(slopes[i], nearest_to(truth.slope))
        << f.label() << ", slope at " << testing::PrintToString(x[i]);
  }
}

class MapAgainstTruth : public testing::TestWithParam<Function> {};
TEST_P(MapAgainstTruth, is_correctly_rounded) {
  Floats x = spread_floats(150), delicate = delicate_floats(GetParam(), 1, 10);
  x.insert(x.end(), delicate.begin(), delicate.end());
  expect_nearest_to_truth(GetParam(), x);
}
INSTANTIATE_TEST_SUITE_P(Catalogue, MapAgainstTruth, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

TEST(Map, rounds_results_right_that_are_next_to_the_middle_between_two_floats) {
  // Each is within 2^-53 of a tie.
  expect_nearest_to_truth(Function::parse("gelu"),
                          {0x1.6148dep-16f, -0x1.6148dep-16f, 0x3p-149f, -0x5p-149f});
  expect_nearest_to_truth(Function::parse("softplus"), {0x1.d483ap-12f});
  expect_nearest_to_truth(Function::parse("mish"), {-0x1.4p-24f});
  Floats short_numbers;
  for (int i = 1; i < 200; i += 2)
    for (const float scale : {0x1p-25f, 0x1p-24f, 0x1p-23f, 0x1p-22f}) {
      short_numbers.push_back(static_cast<float>(i) * scale);
      short_numbers.push_back(-static_cast<float>(i) * scale);
    }
  for (const char* name : {"sigmoid", "silu", "gelu_tanh", "hard_sigmoid"})
    expect_nearest_to_truth(Function::parse(name), short_numbers);
  for (const float x : {0x1000002p0f, 0x1000004p0f, -0x1000002p0f})  // |x| - 1 is a tie, and tanh less than 1
    EXPECT_EQ(mapped(Function::parse("tanh_shrink"), 0, {x}, best_instruction_set()), Floats{x});
}

TEST(Map, gives_the_signs_of_exact_results_that_round_to_zero) {
  const Floats x = {-1e30f, -200.0f, -110.0f};
  const auto signs = [&](const char* name, int order) {
    std::string text;
    for (const float y : mapped(Function::parse(name), order, x, best_instruction_set()))
      text += y != 0 ? '?' : std::signbit(y) ? '-' : '+';
    return text;
  };
  EXPECT_EQ(signs("gelu", 0), "---");
  EXPECT_EQ(signs("silu", 1), "---");
  EXPECT_EQ(signs("exponential", 0), "+++");
  EXPECT_EQ(signs("relu", 0), "+++");
}

TEST(Map, gives_nan_as_it_is_but_quiet) {
  const Floats x = {float_of(0x7fc12345), float_of(0xffc00001), float_of(0x7f812345), 1.0f};
  for (const char* name : {"relu", "gelu", "step", "x*x"})
    for (const InstructionSet set : available_sets())
      for (int order = 0; order < 2; ++order) {
        const Floats y = mapped(Function::parse(name), order, x, set);
        EXPECT_EQ(bits(y[0]), 0x7fc12345u) << name;
        EXPECT_EQ(bits(y[1]), 0xffc00001u) << name;
        EXPECT_EQ(bits(y[2]), 0x7fc12345u) << name;
        EXPECT_FALSE(std::isnan(y[3])) << name;
      }
}

TEST(Map, writes_as_many_results_as_there_are_numbers) {
  const Function f = Function::parse("tanh");
  for (const std::size_t count :
       std::initializer_list<std::size_t>{0, 1, 2, 7, 15, 16, 17, 31, 33, 1023, 1024, 1025, 2100}) {
    Floats x = spread_floats(1000), y(count + 20, 42.0f);
    x.resize(count);
    batch::map(f, x, std::span(y).first(count));
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(bits(y[i]), bits(f.nearest_value(x[i]))) << i;
    for (std::size_t i = count; i < y.size(); ++i) ASSERT_EQ(y[i], 42.0f) << i << " of " << count;
  }
}

TEST(Map, may_write_over_its_input_in_any_way) {
  const Function f = Function::parse("gelu");
  Floats x = spread_floats(1000);
  x.resize(2900);
  const Floats values = mapped(f, 0, x, best_instruction_set()),
               slopes = mapped(f, 1, x, best_instruction_set());
  const std::initializer_list<std::size_t> places = {0, 1, 5, 40, 1100};
  for (const std::size_t from : places)
    for (const std::size_t to : places) {
      Floats memory(x.size() + 1100), other(x.size());
      std::ranges::copy(x, memory.begin() + static_cast<std::ptrdiff_t>(from));
      const auto input = std::span(memory).subspan(from, x.size()),
                 output = std::span(memory).subspan(to, x.size());
      batch::map_both(f, input, output, other);
      EXPECT_TRUE(std::ranges::equal(output, values)) << from << " to " << to;
      EXPECT_EQ(other, slopes) << from << " to " << to;
    }
  std::vector<double> doubles = {-2, -1, 0, 1, 2, 0};
  batch::map(f, std::span(doubles).first(5), std::span(doubles).subspan(1));
  EXPECT_EQ(doubles, (std::vector<double>{-2, f(-2), f(-1), f(0), f(1), f(2)}));
}

TEST(Map, does_not_depend_on_the_callers_arithmetic) {
  const Function f = Function::parse("gelu");
  const Floats x = {-0x3p-149f, 0x1.6148dep-16f, -14.2f, 1.5f, 0x1p-127f, -0.75f};
  const Floats values = mapped(f, 0, x, best_instruction_set()),
               slopes = mapped(f, 1, x, best_instruction_set());
  for (const InstructionSet set : available_sets())
    for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
      Floats y(x.size()), slope(x.size());
      std::fesetround(mode);
      batch::map_both(f, x, y, slope, set);
      const int left = std::fegetround();
      std::fesetround(FE_TONEAREST);
      EXPECT_EQ(left, mode);
      EXPECT_EQ(y, values);
      EXPECT_EQ(slope, slopes);
    }
#ifdef __SSE__
  constexpr unsigned flush_results = 0x8000, flush_arguments = 0x40;
  const unsigned usual = __builtin_ia32_stmxcsr();
  Floats y(x.size());
  __builtin_ia32_ldmxcsr(usual | flush_results | flush_arguments);
  batch::map(f, x, y);
  const unsigned left = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(usual);
  EXPECT_EQ(left & (flush_results | flush_arguments), flush_results | flush_arguments);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_EQ(bits(y[i]), bits(values[i])) << i;
#endif
}

TEST(Map, takes_the_slopes_that_a_framework_takes_at_kinks) {
  const Floats x = {-3, 0, 3};
  const Function torch = Function::parse("torch.hardswish");
  EXPECT_EQ(mapped(torch, 1, x, best_instruction_set()), (Floats{0, 0.5, 1}));
}

class MapOfFormulas : public testing::TestWithParam<const char*> {};
TEST_P(MapOfFormulas, gives_the_nearest_float_from_every_instruction_set) {
  expect_nearest(Function::parse(GetParam()), 300, 40);
}
INSTANTIATE_TEST_SUITE_P(OneOperation, MapOfFormulas,
                         testing::Values("-x", "x+0.1", "x-0.1", "0.1-x", "x*0.1", "x/0.1", "0.1/x",
                                         "x/(x*x+1)", "x^2", "x^7", "x^-3", "abs(x)^0.3", "x^70", "2^x",
                                         "(x*x+0.5)^x", "x<0.1", "x<=x*x", "x>1", "x>=-1", "(x==1)*x",
                                         "min(x,0.1)", "max(x,x*x)", "clip(x,-0.1,x*x)", "where(x,3,x)",
                                         "exp(x)", "expm1(x)", "log(x)", "log1p(x)", "sqrt(x)", "cbrt(x)",
                                         "erf(x)", "erfc(x)", "tanh(x)", "sin(x)", "cos(x)", "atan(x)",
                                         "abs(x)", "sign(x)", "relu(x)", "sigmoid(x)", "softplus(x)",
                                         "Phi(x)", "phi(x)"));
INSTANTIATE_TEST_SUITE_P(
    Whole, MapOfFormulas,
    testing::Values("x*sigmoid(b*x):b=1.7", "x*tanh(log(1+exp(x)))",
                    "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))", "where(x>0,x,a*(exp(x)-1)):a=0.7",
                    "where(x>0,x^1.5,abs(x)^0.5)", "max(x,0)*sigmoid(x)-0.1", "min(max(x+3,0),6)/6*x",
                    "x^3-2*x+1", "exp(-x*x)-exp(-2*x*x)", "sin(10*x)/(x*x+1)+cos(x)^2", "log(abs(x)+1e-3)*x",
                    "x/(1+abs(x))-tanh(x)", "((x+1)-1)-x", "x*x-(x-1)*(x+1)", "sqrt(1+x*x)-abs(x)",
                    "erf(x/sqrt(2))-tanh(0.8*x)", "gelu(x)*silu(x)-x", "mish(elu(x,alpha=0.5))",
                    "relu6(x+3)*x/6", "1e30*x*x*1e-30", "atan(x)^3+cbrt(x)", "x*(x>c)+(x<=c)*c:c=0.3"));

/// The function as a formula that calls it with its parameters.
Function called(const Function& f) {
  std::string text = f.name() + "(x";
  for (const auto& [name, value] : f.parameters()) text += ", " + std::string(name) + "=" + to_text(value);
  return Function::parse(text + ")");
}

class MapOfCalls : public testing::TestWithParam<Function> {};
TEST_P(MapOfCalls, gives_the_nearest_float_from_every_instruction_set) {
  expect_nearest(called(GetParam()), 100, 20);
}
INSTANTIATE_TEST_SUITE_P(Catalogue, MapOfCalls, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });
INSTANTIATE_TEST_SUITE_P(Varied, MapOfCalls, testing::ValuesIn(varied_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

TEST(Map, of_a_formula_is_that_of_the_activation_it_means) {
  Floats x = spread_floats(100);
  std::erase_if(x, [](float at) { return std::isinf(at); });  // where the formula has no value
  EXPECT_EQ(mapped(Function::parse("x*sigmoid(b*x):b=1.7"), 0, x, best_instruction_set()),
            mapped(Function::parse("swish:beta=1.7"), 0, x, best_instruction_set()));
}

TEST(Map, leaves_few_floats_of_a_formula_to_the_exact_way) {
  Floats x(1 << 14), y(x.size());
  std::mt19937 random(1);
  for (float& at : x) at = static_cast<float>(static_cast<double>(random()) * 0x1p-32 * 20 - 10);
  for (const char* text :
       {"x*sigmoid(1.702*x)", "where(x<0,0.1*x,x)", "x*erf(x)-0.3", "mish(x)*gelu(x)", "x^3-2*x"}) {
    const Function f = Function::parse(text);
    for (const InstructionSet set : available_sets()) {
      std::vector<std::uint16_t> open(x.size() / float_block);
      f.on_floats(set, {.x = x.data(), .value = y.data(), .count = x.size(), .open = open.data()});
      int left = 0;
      for (const std::uint16_t bits_of_block : open) left += std::popcount(bits_of_block);
      EXPECT_LT(left, 16) << text;
    }
  }
}

TEST(Map, gives_doubles_the_bits_that_the_function_has) {
  std::vector<double> x = with_both_signs(stratified(1e-300, 700, 1000));
  x.insert(x.end(), {0.0, 3.0, -3.0});
  std::vector<double> y(x.size()), slope(x.size()), again(x.size());
  for (const char* text : {"mish", "torch.hardswish", "x*tanh(log(1+exp(x)))-x^0.5", "elu(x)/x"}) {
    const Function f = Function::parse(text);
    batch::map_both(f, x, y, slope);
    const auto expect_same = [&](double got, double expected, double at) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(got), std::bit_cast<std::uint64_t>(expected))
          << text << " at " << at;
    };
    for (std::size_t i = 0; i < x.size(); ++i) {
      expect_same(y[i], f(x[i]), x[i]);
      expect_same(slope[i], f.slope(x[i]), x[i]);
    }
    batch::map(f, x, again);
    for (std::size_t i = 0; i < x.size(); ++i) expect_same(again[i], y[i], x[i]);
    batch::map_slope(f, x, again);
    for (std::size_t i = 0; i < x.size(); ++i) expect_same(again[i], slope[i], x[i]);
  }
}

}  // namespace
}  // namespace actviz::test
