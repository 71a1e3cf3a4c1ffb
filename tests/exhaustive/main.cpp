// exhaustive FUNCTION [FOLDER] [CHUNKS]: holds the float kernels of a function, value and slope, against
// another arithmetic at all 2^32 floats; ends with 1 where one is not the nearest float.
//
// Every result is compared with the one of double-double and 240-bit arithmetic, which share the formula but
// no elementary function with the kernel; one in 2^16 with the formula text in multiple precision, which
// shares nothing. What is done is kept in FOLDER/FUNCTION.txt, from where an interrupted run goes on. CHUNKS
// of the 256 are done at most in this run.
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

#include "lib/base/error.hpp"
#include "lib/batch/map.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr int chunks = 256;
constexpr std::uint32_t chunk_size = 1u << 24;

struct Findings {
  int done = 0;  ///< chunks
  std::uint64_t misrounded = 0, checked_by_formula = 0;
  std::uint32_t first = 0;  ///< of the misrounded, as a code
  double seconds = 0;
};

std::istream& operator>>(std::istream& in, Findings& f) {
  return in >> f.done >> f.misrounded >> f.checked_by_formula >> f.first >> f.seconds;
}
std::ostream& operator<<(std::ostream& out, const Findings& f) {
  return out << f.done << ' ' << f.misrounded << ' ' << f.checked_by_formula << ' ' << f.first << ' '
             << f.seconds << '\n';
}

bool is_same(float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); }

/// What the formula text says, as far as it says anything at x.
bool agrees_with_formula(const Function& f, int order, float x, float y) {
  if (is_kink(f.facts(), x)) return true;
  const Jet truth = exact(f, x);
  const Exact& number = order == 0 ? truth.value : truth.slope;
  return !isfinite(number) || y == mpfr_get_flt(number.backend().data(), MPFR_RNDN);
}

void check_chunk(const Function& f, int order, Findings& findings) {
  static std::vector<float> x(chunk_size), y(chunk_size);
  const std::uint32_t begin = static_cast<std::uint32_t>(findings.done) * chunk_size;
  for (std::uint32_t i = 0; i < chunk_size; ++i) x[i] = std::bit_cast<float>(begin + i);
  order == 0 ? batch::map(f, x, y) : batch::map_slope(f, x, y);
  for (std::uint32_t i = 0; i < chunk_size; ++i) {
    if (x[i] != x[i]) {
      if (y[i] == y[i] && findings.misrounded++ == 0) findings.first = begin + i;
      continue;
    }
    bool is_right = is_same(y[i], order == 0 ? f.nearest_value(x[i]) : f.nearest_slope(x[i]));
    if (i % (1u << 16) == 12345 && std::isfinite(x[i])) {
      ++findings.checked_by_formula;
      is_right = is_right && agrees_with_formula(f, order, x[i], y[i]);
    }
    if (!is_right && findings.misrounded++ == 0) findings.first = begin + i;
  }
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main_of(int count, char** arguments) {
  if (count < 2) throw Error("usage: exhaustive FUNCTION [FOLDER] [CHUNKS]", "for example exhaustive gelu");
  const Function f = Function::parse(arguments[1]);
  const std::string state = std::string(count > 2 ? arguments[2] : ".") + '/' + f.name() + ".txt";
  int left = count > 3 ? std::stoi(arguments[3]) : 2 * chunks;
  Findings findings[2];
  if (std::ifstream before(state); before) before >> findings[0] >> findings[1];
  for (int order = 0; order < 2; ++order)
    while (findings[order].done < chunks && left-- > 0) {
      const double start = now();
      check_chunk(f, order, findings[order]);
      findings[order].seconds += now() - start;
      ++findings[order].done;
      std::ofstream(state) << findings[0] << findings[1];
      std::fprintf(stderr, "\r%s, %s: %d of %d", f.name().c_str(), order == 0 ? "value" : "slope",
                   findings[order].done, chunks);
    }
  std::fprintf(stderr, "\n");
  for (int order = 0; order < 2; ++order)
    std::printf("%s %s: %d of %d chunks, %llu misrounded (first %a), %llu also by the formula, %.0f s\n",
                f.name().c_str(), order == 0 ? "value" : "slope", findings[order].done, chunks,
                static_cast<unsigned long long>(findings[order].misrounded),
                static_cast<double>(std::bit_cast<float>(findings[order].first)),
                static_cast<unsigned long long>(findings[order].checked_by_formula), findings[order].seconds);
  return findings[0].misrounded + findings[1].misrounded == 0 ? 0 : 1;
}

}  // namespace
}  // namespace actviz::test

int main(int count, char** arguments) {
  try {
    return actviz::test::main_of(count, arguments);
  } catch (const actviz::Error& error) {
    std::fprintf(stderr, "error: %s\nhint: %s\n", error.message.c_str(), error.hint.c_str());
    return 2;
  }
}
