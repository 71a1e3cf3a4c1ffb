// actviz check: planted faults are found, perfect results pass, what cannot be checked is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/data/dtype.hpp"
#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

FloatFormat format(std::string_view name) { return *parse_float_format(name); }

bool holds(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

/// The best results for all codes of a format, as they would lie in memory.
std::vector<std::uint16_t> best_codes(const std::string& function, const FloatFormat& in) {
  const Function f = Function::parse(function);
  std::vector<std::uint16_t> codes;
  for (std::uint32_t code = 0; code < in.codes(); ++code)
    codes.push_back(static_cast<std::uint16_t>(in.code(f.rounded(0, in.value(code), in))));
  return codes;
}

std::string bytes(const std::vector<std::uint16_t>& codes, const FloatFormat& in) {
  if (in.bits() == 16) return bytes_of(codes);
  return bytes_of(std::vector<std::uint8_t>(codes.begin(), codes.end()));
}

Outcome check_all(const std::vector<std::uint16_t>& codes, const std::string& function,
                  const std::string& max_ulp = "0.5") {
  save("out.bin", bytes_of(codes));
  return run({"check", "out.bin", "--raw", "bf16", "--all", "--dtype", "bf16", "--against", function,
              "--max-ulp", max_ulp, "--format", "json"});
}

/// The text of a fault in JSON, up to its end.
std::string fault(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\": ");
  return at == std::string::npos ? "" : json.substr(at, 300);
}
std::string fault_count(const Outcome& outcome, const std::string& key) {
  const std::string text = fault(outcome.out, key);
  const auto at = text.find("\"count\": ") + 9;
  return text.substr(at, text.find(',', at) - at);
}

TEST(CheckCommand, perfect_results_for_all_codes_pass_half_a_unit) {
  const Folder folder;
  for (const std::string function : {"gelu", "tanh", "silu", "exponential", "relu"}) {
    const Outcome outcome = check_all(best_codes(function, format("bf16")), function);
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_TRUE(holds(outcome.out, "\"points\": 65536") && holds(outcome.out, "\"passed\": true"));
    for (const std::string key : {"sign_errors", "lost_zeros", "not_finite", "discontinuities"})
      EXPECT_EQ(fault_count(outcome, key), "0") << function << key << outcome.out;
  }
}

TEST(CheckCommand, formats_of_eight_bits_come_in_one_byte_each) {
  const Folder folder;
  for (const std::string name : {"e4m3", "e5m2"}) {
    save("out.bin", bytes(best_codes("mish", format(name)), format(name)));
    const Outcome outcome = run({"check", "out.bin", "--raw", "f8_" + name, "--all", "--dtype", name,
                                 "--against", "mish", "--max-ulp", "0.5"});
    EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
    EXPECT_TRUE(holds(outcome.out, "256 points")) << outcome.out;
  }
}

TEST(CheckCommand, finds_a_planted_error_of_3_units) {
  const Folder folder;
  const FloatFormat bf16 = format("bf16");
  auto codes = best_codes("tanh", bf16);
  const std::uint32_t place = bf16.code(0.75);
  codes[place] = static_cast<std::uint16_t>(codes[place] + 3);
  const Outcome outcome = check_all(codes, "tanh", "2");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(holds(outcome.out, "\"passed\": false"));
  const std::string worst = fault(outcome.out, "max_ulp");
  EXPECT_TRUE(holds(worst, "\"x\": 0.75")) << worst;
  const double exact = std::tanh(0.75), got = bf16.value(codes[place]);
  const double ulp = std::fabs(got - exact) / bf16.spacing(exact);
  EXPECT_GT(ulp, 2.5);
  EXPECT_TRUE(holds(worst, to_text(ulp).substr(0, 8))) << worst;
  EXPECT_EQ(fault_count(outcome, "not_monotone"), "1") << "the next result is smaller";
  EXPECT_EQ(check_all(codes, "tanh", "3.5").code, 0);
}

TEST(CheckCommand, finds_a_flipped_sign) {
  const Folder folder;
  auto codes = best_codes("gelu", format("bf16"));
  codes[format("bf16").code(-2)] ^= 0x8000;
  const Outcome outcome = check_all(codes, "gelu", "2");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(fault_count(outcome, "sign_errors"), "1");
  EXPECT_TRUE(holds(fault(outcome.out, "sign_errors"), "\"x\": -2")) << outcome.out;
  EXPECT_EQ(fault_count(outcome, "discontinuities"), "2") << "into the wrong result and out of it";
}

TEST(CheckCommand, finds_results_in_a_wrong_order) {
  const Folder folder;
  const auto codes = best_codes("silu", format("bf16"));
  std::vector<std::uint16_t> by_number;  // from the lowest number up, not by bits
  for (std::size_t i = 0x10000; i-- > 0x8000;) by_number.push_back(codes[i]);
  by_number.insert(by_number.end(), codes.begin(), codes.begin() + 0x8000);
  const Outcome outcome = check_all(by_number, "silu", "100");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(fault_count(outcome, "sign_errors"), "0");
  std::vector<std::uint16_t> shifted(codes.begin() + 1, codes.end());
  shifted.push_back(codes[0]);
  EXPECT_EQ(check_all(shifted, "silu", "0.6").code, 1);
}

TEST(CheckCommand, tells_flushed_tails_and_what_is_not_finite) {
  const Folder folder;
  const FloatFormat bf16 = format("bf16");
  auto codes = best_codes("gelu", bf16);
  for (std::uint32_t code = 0x8000; code < 0x10000; ++code)
    if (bf16.value(code) < -5.54) codes[code] = 0x8000;
  codes[bf16.code(2)] = 0x7f80;
  const Outcome outcome = check_all(codes, "gelu", "1");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(fault_count(outcome, "not_finite"), "1");
  EXPECT_TRUE(holds(fault(outcome.out, "not_finite"), "\"x\": 2,")) << outcome.out;
  EXPECT_TRUE(holds(fault(outcome.out, "lost_zeros"), "\"x\": -5.5625")) << outcome.out;
  EXPECT_TRUE(holds(fault(outcome.out, "first_zero"), "\"left\": -5.5625")) << outcome.out;
  EXPECT_TRUE(holds(fault(outcome.out, "max_ulp"), "\"value\": \"Infinity\"")) << outcome.out;
}

TEST(CheckCommand, payloads_of_nan_do_not_matter_but_numbers_for_nan_do) {
  const Folder folder;
  auto codes = best_codes("silu", format("bf16"));
  codes[0x7fff] = 0xff81;
  codes[0x7f90] = 0x7fc0;
  EXPECT_EQ(check_all(codes, "silu").code, 0);
  codes[0xffff] = 0;  // NaN swallowed
  const Outcome outcome = check_all(codes, "silu");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(fault_count(outcome, "not_finite"), "1");
}

TEST(CheckCommand, unsigned_codes_in_npy_are_understood) {
  const Folder folder;
  const auto codes = best_codes("gelu", format("bf16"));
  for (const std::string descr : {"<u2", "|V2"}) {
    save("out.npy", npy(descr, "(65536,)", bytes_of(codes)));
    const Outcome outcome =
        run({"check", "out.npy", "--all", "--dtype", "bf16", "--against", "gelu", "--max-ulp", "0.5"});
    EXPECT_EQ(outcome.code, 0) << descr << outcome.out << outcome.err;
    EXPECT_TRUE(holds(outcome.out, "passed: at most 0.5 ULP, the limit is 0.5")) << outcome.out;
  }
}

TEST(CheckCommand, reads_pairs_from_every_kind_of_file) {
  const Folder folder;
  const Function f = Function::parse("gelu");
  const FloatFormat f32 = format("f32");
  std::vector<double> pairs, xs, ys;
  std::string csv = "step,got,x\n";
  for (int i = 0; i < 3000; ++i) {
    const double x = static_cast<float>(-4 + 0.003 * i),
                 y = f.rounded(0, x, f32) * (i == 1234 ? 1 + 0x1p-21 : 1);
    pairs.insert(pairs.end(), {x, y});
    xs.push_back(x);
    ys.push_back(y);
    csv += std::to_string(i) + ',' + to_text(y) + ',' + to_text(x) + '\n';
  }
  save("pairs.npy", npy("<f8", "(3000, 2)", bytes_of(pairs)));
  save("pairs.bin", bytes_of(pairs));
  save("x.npy", npy("<f8", "(3000,)", bytes_of(xs)));
  save("y.npy", npy("<f8", "(60, 50)", bytes_of(ys)));
  save("many.csv", csv);
  const std::string x = to_text(xs[1234]);
  for (const std::vector<std::string>& files : {std::vector<std::string>{"pairs.npy"},
                                                {"pairs.bin", "--raw", "f64"},
                                                {"x.npy", "y.npy"},
                                                {"many.csv", "--x", "x", "--y", "got"},
                                                {"many.csv", "--x", "3", "--y", "2"}}) {
    std::vector<std::string> line{"check", "--against", "gelu", "--dtype", "f32", "--max-ulp", "2"};
    line.insert(line.end(), files.begin(), files.end());
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.code, 1) << files[0] << outcome.err;
    EXPECT_TRUE(holds(outcome.out, "3000 points")) << outcome.out;
    EXPECT_TRUE(holds(outcome.out, to_text(xs[1234], 6))) << outcome.out;
    EXPECT_TRUE(holds(outcome.out, "no neighbouring x in the file")) << outcome.out;
  }
}

TEST(CheckCommand, where_one_column_is_named_the_other_is_the_other) {
  const Folder folder;
  save("p.csv", "y,x\n0.75,1\n");
  const std::string row = "p.csv,x,bf16,abs,0.25,1,0.75,1,";
  for (const std::vector<std::string>& named :
       {std::vector<std::string>{"--x", "x"}, {"--y", "y"}, {"--x", "2", "--y", "1"}}) {
    std::vector<std::string> line{"check", "p.csv", "--against", "x", "--dtype", "bf16", "--format", "csv"};
    line.insert(line.end(), named.begin(), named.end());
    EXPECT_TRUE(holds(run(line).out, row)) << named[0] << run(line).out;
  }
}

TEST(CheckCommand, slopes_are_held_against_the_slope) {
  const Folder folder;
  const Function f = Function::parse("tanh");
  std::string csv;
  for (double x = -8; x <= 8; x += 0.25)
    csv += to_text(x) + ',' + to_text(f.rounded(1, x, format("fp16"))) + '\n';
  save("s.csv", csv);
  const std::vector<std::string> line{"check",   "s.csv", "--against", "tanh",
                                      "--dtype", "fp16",  "--max-ulp", "0.5"};
  EXPECT_EQ(run(line).code, 1);
  auto slope = line;
  slope.push_back("--slope");
  EXPECT_EQ(run(slope).code, 0);
}

TEST(CheckCommand, results_between_the_numbers_of_the_format_are_counted) {
  const Folder folder;
  save("p.csv", "1,0.3\n2,0.25\n");
  EXPECT_TRUE(holds(run({"check", "p.csv", "--against", "x*0", "--dtype", "e4m3"}).out,
                    "1 result is no number of e4m3"));
}

TEST(CheckCommand, known_forms_lose_what_is_published_of_them) {
  // numerics.md, sections 2 and 4: 0 below -5.54 and 1.7e7 ULP; softplus 0 below -16.6 and infinite
  // past 88.7.
  const std::string erf = run({"check", "--form", "torch-erf", "--range", "-6", "0", "--format", "json"}).out;
  EXPECT_TRUE(holds(fault(erf, "max_ulp"), "\"value\": 167")) << fault(erf, "max_ulp");
  EXPECT_TRUE(holds(fault(erf, "first_zero"), "\"left\": -5.54")) << fault(erf, "first_zero");
  const std::string softplus =
      run({"check", "--form", "naive-softplus", "--range", "-20", "100", "--format", "json"}).out;
  EXPECT_TRUE(holds(fault(softplus, "first_zero"), "\"left\": -16.6")) << fault(softplus, "first_zero");
  EXPECT_TRUE(holds(fault(softplus, "not_finite"), "\"x\": 88.7")) << fault(softplus, "not_finite");
  // The table of fp16 is right to its own rounding in fp16, and useless in float32.
  EXPECT_EQ(run({"check", "--form", "ggml-f16-table", "--against", "gelu_tanh", "--dtype", "fp16",
                 "--max-ulp", "2"})
                .code,
            0);
  for (const std::string form : {"tanh-approx", "quick", "ggml-f16-table", "hard-coded-bloom", "naive-mish"})
    EXPECT_EQ(run({"check", "--form", form, "--range", "-6", "-4", "--max-ulp", "4"}).code, 1) << form;
}

TEST(CheckCommand, csv_has_a_row_for_each_measure) {
  const Folder folder;
  save("p.csv", "1,0.75\n");
  EXPECT_EQ(run({"check", "p.csv", "--against", "x", "--dtype", "bf16", "--format", "csv"}).out,
            "subject,against,dtype,error,max,x,got,exact,mean,p99\n"
            "p.csv,x,bf16,abs,0.25,1,0.75,1,0.25,0.25\n"
            "p.csv,x,bf16,rel,0.25,1,0.75,1,0.25,0.25\n"
            "p.csv,x,bf16,ulp,32,1,0.75,1,32,32\n");
}

TEST(CheckCommand, refuses_what_cannot_be_checked) {
  const Folder folder;
  save("short.bin", std::string(1000, '\0'));
  save("one.csv", "1\n2\n");
  save("three.csv", "1,2,3\n");
  save("two.csv", "1,2\n");
  save("huge.npy", npy("<f4", "(99999999999999, 2)", "1234"));
  const auto refuse = [](const Refused& refused) {
    const Outcome outcome = run(refused.arguments);
    EXPECT_EQ(outcome.code, 2) << refused.error;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("error: " + refused.error + "\nhint: ")) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 2) << outcome.err;
  };
  const auto line = [](std::vector<std::string> given) {
    std::vector<std::string> all{"check"};
    all.insert(all.end(), given.begin(), given.end());
    all.insert(all.end(), {"--against", "gelu"});
    return all;
  };
  refuse({line({"short.bin", "--raw", "bf16", "--all", "--dtype", "bf16"}),
          "--all: expected the results of all 65536 codes of bf16, \"short.bin\" has 500"});
  refuse({line({"two.csv", "--all", "--dtype", "e4m3"}),
          "--all: expected the results of all 256 codes of e4m3, \"two.csv\" has 2"});
  refuse({line({"two.csv", "--all", "--dtype", "f32"}),
          "--all: f32 has 4294967296 codes, too many for one file"});
  refuse({line({"two.csv", "--dtype", "bfloat61"}),
          "--dtype: unknown format \"bfloat61\", expected one of f32, tf32, bf16, fp16, e5m2, e4m3"});
  refuse({line({"two.csv"}), "--dtype is missing"});
  refuse({{"check", "two.csv", "--dtype", "bf16"}, "--against is missing"});
  refuse({line({"one.csv", "--dtype", "bf16"}), "\"one.csv\" has 1 column, expected two, x and y"});
  refuse({line({"three.csv", "--dtype", "bf16"}), "\"three.csv\" has 3 columns, expected two, x and y"});
  refuse({line({"two.csv", "--dtype", "bf16", "--y", "3"}), "--y: \"two.csv\" has no column \"3\""});
  refuse({line({"one.csv", "two.csv", "--dtype", "bf16"}), "\"two.csv\" has 2 columns, expected one"});
  refuse({line({"short.bin", "--raw", "bf61", "--dtype", "bf16"}),
          "--raw: unknown type of elements \"bf61\", expected f64, f32, f16, bf16, f8_e4m3 or f8_e5m2"});
  refuse({line({"two.csv", "--dtype", "bf16", "--max-ulp", "-1"}),
          "--max-ulp: expected a finite number of at least 0, got \"-1\""});
  refuse({line({"two.csv", "--dtype", "bf16", "--max-ulp", "inf"}),
          "--max-ulp: expected a finite number of at least 0, got \"inf\""});
  refuse({line({"two.csv", "--dtype", "bf16", "--x", "1", "--y", "1"}),
          "--x and --y: expected two columns, got \"1\" and \"1\""});
  refuse({line({"--form", "quick", "--range", "1e39", "1e40"}),
          "--range: no number of f32 lies in \"1e39 1e40\""});
  refuse({line({"--form", "torch-erv"}),
          "--form: unknown form \"torch-erv\", expected one of torch-erf, tanh-approx, quick, "
          "ggml-f16-table, hard-coded-bloom, naive-softplus, naive-mish"});
  refuse({line({"--form", "ggml-f16-table", "--slope"}),
          "--slope: ggml-f16-table is a table of values and has no slope"});
  refuse({line({"two.csv", "--form", "quick"}), "expected a file or --form, got both"});
  EXPECT_EQ(run(line({"huge.npy", "--dtype", "f32"})).code, 2) << "its size is a lie";
}

}  // namespace
}  // namespace actviz::test
