#include <gtest/gtest.h>

#include "plots/scene/math_text.hpp"

namespace actviz::test {
namespace {

struct Row {
  const char *written, *plain;
};

TEST(PlainText, spells_mathematics_in_characters) {
  const Row rows[] = {
      {"GELU and its derivative", "GELU and its derivative"},
      {"costs \\$5", "costs $5"},
      {R"($\beta$)", "β"},
      {R"($x^2$)", "x²"},
      {R"($x^{n+1}$)", "xⁿ⁺¹"},
      {R"($10^{-3}$)", "10⁻³"},
      {R"($x_0$, $\sigma_\beta(x)$)", "x₀, σᵦ(x)"},
      {R"($x_{max}$)", "xₘₐₓ"},
      {R"($x_W$)", "x_W"},
      {"a\tb $x\ty$\nend", "a b xy end"},
      {R"($e^{-\beta x}$)", "e^(−βx)"},
      {R"($2^y$)", "2^y"},
      {R"($\sqrt{2}$)", "√2"},
      {R"($\sqrt{x+1}$)", "√(x + 1)"},
      {R"($f'$, $f''(x)$)", "f′, f′′(x)"},
      {R"($\frac{1}{2}x$)", "½ x"},
      {R"($\frac{x}{1+|x|}$)", "x/(1 + |x|)"},
      {R"($x < -3$: tail)", "x < −3: tail"},
      {R"($\mathrm{GELU}(x) = x\,\Phi(x)$)", "GELU(x) = x Φ(x)"},
      {R"($\log(1+e^x)$)", "log(1 + e^x)"},
      {R"($x\tanh y$)", "x tanh y"},
      {R"($\mathrm{hard\_swish}$)", "hard_swish"},
      {R"($\left(\frac{a}{b}\right)^2$)", "(a/b)²"},
      {R"($\left.x\right|$)", "x|"},
      {R"($\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}$)",
       "x if x > 0, 0 otherwise"},
      {R"($\unknown{x}$)", "\\unknown{x}"},
      {"a lone $ sign", "a lone $ sign"},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(plots::plain_text(row.written), row.plain) << row.written;
}

}  // namespace
}  // namespace actviz::test
