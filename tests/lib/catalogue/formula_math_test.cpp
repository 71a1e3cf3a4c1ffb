// Formulas as LaTeX and MathML: judged by eye for some, well-formed for all. Figures are in formula_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/function.hpp"

namespace actviz::test {
namespace {

std::string latex(const std::string& text) { return to_latex(Function::parse(text).formula()); }
std::string mathml(const std::string& text) { return to_mathml(Function::parse(text).formula()); }

/// The MathML without the element around it.
std::string inner_mathml(const std::string& text) {
  const std::string all = mathml(text);
  const std::size_t begin = all.find('>') + 1;
  return all.substr(begin, all.rfind('<') - begin);
}

struct Set {
  const char *function, *text;
};

TEST(FormulaLatex, reads_as_papers_write_it) {
  const Set rows[] = {
      {"gelu", R"(x \, \Phi(x))"},
      {"relu", R"(\max(x, 0))"},
      {"relu6", R"(\min(\max(x, 0), 6))"},
      {"sigmoid", R"(\frac{1}{1 + e^{-x}})"},
      {"tanh", R"(\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}})"},
      {"swish:beta=2", R"(x \, \sigma(\beta x))"},
      {"quick_gelu", R"(x \, \sigma(1.702 \, x))"},
      {"mish", R"(x \, \tanh(\log(1 + e^{x})))"},
      {"jax.gelu",
       R"(\frac{x}{2} \left(1 + \tanh\left(\sqrt{\frac{2}{\pi}} (x + 0.044715 \, x^{3})\right)\right))"},
      {"leaky_relu", R"(\begin{cases} x & \text{if } x > 0 \\ \alpha x & \text{otherwise} \end{cases})"},
      {"selu", R"(1.0507009873554805 \begin{cases} x & \text{if } x > 0 \\ )"
               R"(1.6732632423543772 (e^{x} - 1) & \text{otherwise} \end{cases})"},
      {"soft_shrink", R"(\begin{cases} x - \lambda & \text{if } x > \lambda \\ )"
                      R"(x + \lambda & \text{if } x < -\lambda \\ 0 & \text{otherwise} \end{cases})"},
      {"xielu", R"(\left(\begin{cases} \alpha_{p} x^{2} & \text{if } x > 0 \\ )"
                R"(\alpha_{n} (e^{x} - 1 - x) & \text{otherwise} \end{cases}\right) + \beta x)"},
      {"elish", R"(\frac{\begin{cases} x & \text{if } x \ge 0 \\ e^{x} - 1 & \text{otherwise} \end{cases}})"
                R"({1 + e^{-x}})"},
      {"snake", R"(x + \frac{\sin^{2}(a x)}{a})"},
      {"erf", R"(\operatorname{erf}(x))"},
      {"symlog", R"(\operatorname{sign}(x) \, \log(1 + |x|))"},
      {"threshold:1,0",
       R"(\begin{cases} x & \text{if } x > \mathrm{threshold} \\ \mathrm{value} & \text{otherwise} \end{cases})"},
      {"x*abs(-x)", R"(x \, \left|-x\right|)"},
      {"abs(x/2)", R"(\left|\frac{x}{2}\right|)"},
      {"cbrt(x) - atan(x)", R"(\sqrt[3]{x} - \arctan(x))"},
      {"x^(1/3)", R"(x^{1 / 3})"},
      {"exp(x/2 + 1)", R"(\exp\left(\frac{x}{2} + 1\right))"},
      {"1e-9*x", R"(10^{-9} \, x)"},
      {"x*_y*a_b_c:_y=1,a_b_c=2", R"(x \, \mathrm{\_y} \, a_{\mathrm{b,c}})"},
      {"elu(x, 0.5)", R"(\operatorname{ELU}(x, \alpha = 0.5))"},
      {"hard_tanh(x)", R"(\operatorname{hard\_tanh}(x))"},
      {"keras.leaky_relu(x)", R"(\operatorname{keras.leaky\_relu}(x))"},
      {"sin(x)^-1", R"(\sin(x)^{-1})"},
      {"max(x, where(x > 0, 1, 2))",
       R"(\max\left(x, \left(\begin{cases} 1 & \text{if } x > 0 \\ 2 & \text{otherwise} \end{cases})"
       R"(\right)\right))"},
      {"-(x/2)", R"(-\frac{x}{2})"},
  };
  for (const Set& row : rows) EXPECT_EQ(latex(row.function), row.text) << row.function;
}

TEST(FormulaLatex, fractions_lie_at_most_two_deep_in_each_other) {
  EXPECT_EQ(latex("x/2/3/4"), R"(\frac{\frac{x}{2}}{3} \, \frac{1}{4})");
  EXPECT_EQ(latex("1/(1 + 1/(1 + 1/x))"), R"(\left(1 + \frac{1}{1 + \frac{1}{x}}\right)^{-1})");
}

TEST(FormulaMathml, reads_as_papers_write_it) {
  const std::string times = "<mo>&#x2062;</mo>", space = "<mspace width=\"0.167em\"/>",
                    of_x = "<mo>&#x2061;</mo><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>";
  const std::pair<const char*, std::string> rows[] = {
      {"gelu", "<mi>x</mi>" + times + space + "<mrow><mi mathvariant=\"normal\">Φ</mi>" + of_x + "</mrow>"},
      {"swish", "<mi>x</mi>" + times + space + "<mrow><mi>σ</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mi>β</mi>" +
                    times + "<mi>x</mi><mo>)</mo></mrow></mrow>"},
      {"relu",
       "<mrow><mi>max</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mi>x</mi><mo>,</mo><mn>0</mn><mo>)</mo></mrow>"
       "</mrow>"},
      {"sigmoid",
       "<mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><msup><mi>e</mi><mrow><mo form=\"prefix\">−</mo><mi>x</mi>"
       "</mrow></msup></mrow></mfrac>"},
      {"leaky_relu",
       "<mrow><mo>{</mo><mtable columnalign=\"left\"><mtr><mtd><mi>x</mi></mtd><mtd><mtext>if&#xA0;</mtext>"
       "<mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr><mtr><mtd><mi>α</mi>" +
           times + "<mi>x</mi></mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>"},
      {"snake",
       "<mi>x</mi><mo>+</mo><mfrac><mrow><msup><mi>sin</mi><mn>2</mn></msup><mo>&#x2061;</mo><mrow>"
       "<mo>(</mo><mi>a</mi>" +
           times + "<mi>x</mi><mo>)</mo></mrow></mrow><mi>a</mi></mfrac>"},
      {"abs", "<mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow>"},
      {"sqrt(a_b):a_b=1", "<msqrt><msub><mi>a</mi><mi>b</mi></msub></msqrt>"},
      {"cbrt(-x)", "<mroot><mrow><mo form=\"prefix\">−</mo><mi>x</mi></mrow><mn>3</mn></mroot>"},
      {"(x + 1)^2", "<msup><mrow><mo>(</mo><mi>x</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow><mn>2</mn></msup>"},
      {"x <= 1e-9",
       "<mi>x</mi><mo>≤</mo><msup><mn>10</mn><mrow><mo form=\"prefix\">−</mo><mn>9</mn></mrow></msup>"},
      {"2*pi*3", "<mn>2</mn>" + times + "<mi>π</mi><mo>⋅</mo><mn>3</mn>"},
  };
  for (const auto& [function, text] : rows) EXPECT_EQ(inner_mathml(function), text) << function;
  EXPECT_EQ(mathml("x"),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mi>x</mi></math>");
}

/// What is wrong with the braces and delimiters of LaTeX on one line; empty: nothing.
std::string fault_of_latex(const std::string& text) {
  std::vector<std::string> open;
  const auto close = [&](const std::string& what) {
    const bool fits = !open.empty() && open.back() == what;
    if (fits) open.pop_back();
    return fits;
  };
  if (text.find('\n') != std::string::npos) return "has a second line";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    const auto is = [&](std::string_view command) { return rest.starts_with(command); };
    if (is("\\_") || is("\\\\"))
      ++i;
    else if (is("{"))
      open.emplace_back("{");
    else if (is("\\begin{cases}"))
      open.emplace_back("cases"), i += 12;
    else if (is("\\left(") || is("\\left|"))
      open.emplace_back("left"), i += 5;
    else if (is("\\end{cases}") ? !close("cases") : is("\\right") ? !close("left") : is("}") && !close("{"))
      return "closes what is not open at " + std::to_string(i);
    else if (is("\\end{cases}"))
      i += 10;
  }
  return open.empty() ? "" : "leaves " + open.back() + " open";
}

/// What is wrong with an XML element; empty: nothing. Also tells an <msup>, <mfrac> or <msub> that has not
/// its two parts, which XML allows and MathML does not.
std::string fault_of_mathml(std::string_view text) {
  struct Element {
    std::string_view name;
    int parts;
  };
  std::vector<Element> open;
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest[0] == '&') {
      if (!rest.starts_with("&lt;") && !rest.starts_with("&gt;") && !rest.starts_with("&#x"))
        return "unknown entity at " + std::to_string(i);
      i = text.find(';', i) + 1;
    } else if (rest[0] != '<') {
      if (open.empty() || open.back().name[0] != 'm' || static_cast<unsigned char>(rest[0]) < ' ')
        return "stray character at " + std::to_string(i);
      ++i;
    } else {
      const auto end = rest.find('>');
      if (end == std::string_view::npos) return "a tag without end";
      const std::string_view tag = rest.substr(1, end - 1), name = tag.substr(0, tag.find_first_of(" /", 1));
      i += end + 1;
      if (tag[0] == '/') {
        if (open.empty() || open.back().name != tag.substr(1))
          return "unexpected </" + std::string(name) + ">";
        const auto [closed, parts] = open.back();
        open.pop_back();
        if ((closed == "msup" || closed == "msub" || closed == "mfrac" || closed == "mroot") && parts != 2)
          return std::string(closed) + " with " + std::to_string(parts) + " parts";
        continue;
      }
      if (open.empty() && any) return "a second element";
      any = true;
      if (!open.empty()) ++open.back().parts;
      if (!tag.ends_with('/')) open.push_back({name, 0});
    }
  }
  return open.empty() && any ? "" : "not closed";
}

TEST(FormulaLatex, every_function_has_balanced_braces) {
  for (const Activation& activation : catalogue())
    EXPECT_EQ(fault_of_latex(latex(std::string(activation.name))), "") << activation.name;
}

TEST(FormulaMathml, every_function_is_well_formed) {
  for (const Activation& activation : catalogue())
    EXPECT_EQ(fault_of_mathml(mathml(std::string(activation.name))), "") << activation.name;
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

/// How many elements lie within each other.
int depth_of(std::string_view xml) {
  int depth = 0, deepest = 0;
  for (std::size_t i = xml.find('<'); i != std::string_view::npos; i = xml.find('<', i + 1)) {
    const bool closes = xml[i + 1] == '/', is_empty = xml[xml.find('>', i) - 1] == '/';
    depth += closes ? -1 : is_empty ? 0 : 1;
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

TEST(FormulaMathml, the_largest_formulas_stay_shallow_and_well_formed) {
  for (const std::string& text :
       {"x" + repeated("/2", 4900), "x" + repeated("/2*3", 2400), "x" + repeated("*where(x>0,1,2)", 1000),
        repeated("exp(", 250) + "x" + repeated(")", 250), repeated("-", 250) + "x",
        repeated("where(x>0,1,", 250) + "x" + repeated(")", 250)}) {
    const Formula formula = Formula::parse(text);
    EXPECT_EQ(fault_of_mathml(to_mathml(formula)), "");
    EXPECT_EQ(fault_of_latex(to_latex(formula)), "");
    EXPECT_LT(to_mathml(formula).size(), 100 * text.size());
  }
  EXPECT_LT(depth_of(to_mathml(Formula::parse("x" + repeated("/2", 4900)))), 10);
  EXPECT_LT(depth_of(to_mathml(Formula::parse("x" + repeated("/2*3", 2400)))), 10);
  EXPECT_LT(depth_of(to_mathml(Formula::parse("x" + repeated("*where(x>0,1,2)", 1000)))), 10);
}

TEST(FormulaChecks, tell_what_is_broken) {
  EXPECT_NE(fault_of_latex("{x"), "");
  EXPECT_NE(fault_of_latex("\\left(x)"), "");
  EXPECT_NE(fault_of_latex("\\begin{cases} { \\end{cases} }"), "");
  EXPECT_NE(fault_of_mathml("<math><mi>x</math></mi>"), "");
  EXPECT_NE(fault_of_mathml("<math><msup><mi>x</mi></msup></math>"), "");
  EXPECT_NE(fault_of_mathml("<math><mo>&</mo></math>"), "");
  EXPECT_EQ(fault_of_mathml("<math><mo>&lt;</mo><mspace width=\"1em\"/></math>"), "");
}

}  // namespace
}  // namespace actviz::test
