// Note S2: exploding and vanishing gradients, initialisation, activations, SwiGLU.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "lib/analysis/ffn_forward.hpp"
#include "lib/analysis/mean_field.hpp"
#include "lib/analysis/naive_softmax.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/analysis/softmax_jacobian.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"
#include "lib/number/math.hpp"
#include "lib/number/random.hpp"
#include "lib/number/search.hpp"
#include "plots/notes/block_formula.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

/// Decides words by numbers, which are also what came out.
Finding decided(std::string_view how, std::vector<Number> numbers, Reading reading) {
  std::string computed;
  for (const Number& one : numbers) {
    if (!computed.empty()) computed += ", ";
    computed += one.name + " " + shown(one.value);
  }
  return words(how, std::move(computed), reading, std::move(numbers));
}

/// The note's functions of one variable, all of them.
constexpr std::string_view functions[] = {"sigmoid", "tanh", "relu", "leaky_relu", "gelu", "silu"};

constexpr Span wide = {-8, 8};

double slope(std::string_view function, double x) { return Function::parse(function).slope(x); }

double mean_under_normal(std::string_view function) {
  return moments(Function::parse(function), Distribution::normal()).mean;
}

double greatest_slope(std::string_view function) { return landmarks(Function::parse(function)).lipschitz; }

Stats under_normal(std::string_view function) {
  return stats(Function::parse(function), Distribution::normal());
}

// Gradients through depth.

constexpr std::string_view gradients = "gradient over that of ten layers further on";

double backward(std::string_view function, std::string_view scheme) {
  return through_layers(function, scheme).backward;
}

/// Whether a gradient comes through ten layers, grown or shrunk by no more than a factor of 100.
bool survives(double gradient) { return gradient > 0.01 && gradient < 100; }
constexpr std::string_view survival = "gradient over that of ten layers further on; 0.01 to 100 survives";

// Initialisation.

constexpr Fans fans = {128, 64};

/// A printed bound or deviation, an expression in n_in and n_out, for the note's layer.
double of_layer(std::string_view printed) {
  const std::string text = "0*(x+n_in+n_out)+" + std::string(printed);
  return Function::parse(text + ":n_in=" + shown(fans.in) + ",n_out=" + shown(fans.out))(0);
}

double variance_of(std::string_view scheme) {
  return weight_variance(InitScheme::parse(scheme), Function::parse("identity"), fans);
}

/// Whether weights that are uniform within the printed bound have the variance of a scheme.
Finding uniform_within(std::string_view printed, std::string_view scheme) {
  const double bound = of_layer(printed), variance = bound * bound / 3,
               share = variance / variance_of(scheme);
  return decided("bound^2/3 for 128 inputs and 64 outputs over the variance of " + std::string(scheme) +
                     "; 1 within 1e-12 holds",
                 {{"bound", bound},
                  {"variance", variance},
                  {"n_in times variance", fans.in * variance},
                  {"share of the variance", share}},
                 {std::fabs(share - 1) <= 1e-12});
}

/// The layer x W + b of the note's code: W drawn as its three functions draw it, b = 0.
struct DenseLayer {
  DenseLayer(std::int64_t inputs, std::int64_t outputs, std::string_view initialization, Random& random)
      : weights{{inputs, outputs}, std::vector<double>(static_cast<std::size_t>(inputs * outputs))},
        biases(static_cast<std::size_t>(outputs)) {
    const auto in = static_cast<double>(inputs), out = static_cast<double>(outputs);
    const double limit = std::sqrt(6 / (in + out)), deviation = std::sqrt(2 / in);
    for (double& weight : weights.values)
      if (initialization == "random")
        weight = 0.01 * random.normal();
      else if (initialization == "xavier")
        weight = limit * (2 * random.uniform() - 1);
      else if (initialization == "he")
        weight = deviation * random.normal();
      else
        throw Error("unsupported initialization method");
  }

  DenseMatrix forward(const DenseMatrix& inputs) const {
    const auto rows = static_cast<std::size_t>(inputs.shape.rows),
               in = static_cast<std::size_t>(weights.shape.rows), out = biases.size();
    DenseMatrix outputs{{inputs.shape.rows, weights.shape.columns}, {}};
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < out; ++c) {
        double sum = biases[c];
        for (std::size_t i = 0; i < in; ++i) sum += inputs.values[r * in + i] * weights.values[i * out + c];
        outputs.values.push_back(sum);
      }
    return outputs;
  }

  DenseMatrix weights;
  std::vector<double> biases;
};

/// The weights of 128 x 64 that the code draws, from seed 1.
DenseMatrix drawn_weights(std::string_view initialization) {
  Random random(1);
  return DenseLayer(128, 64, initialization, random).weights;
}

/// Whether the code knows an initialisation of that name.
bool is_known(std::string_view initialization) {
  try {
    drawn_weights(initialization);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// What 32 drawn rows of 128 numbers become in the note's example.
DenseMatrix example_outputs() {
  Random random(1);
  return DenseLayer(128, 64, "he", random).forward(random_input(32, 128, 1));
}

bool is_within(double value, double share, double expected) {
  return std::fabs(value / expected - 1) <= share;
}

// Softmax.

constexpr std::array<double, 4> example = {9, 6, 3, 1};

/// The greatest stretching of any small change of the scores: the greatest eigenvalue of the Jacobian, which
/// is symmetric, by its powers.
double jacobian_norm(std::span<const double> scores) {
  const Softmax result = softmax(scores);
  std::vector<double> vector(scores.size());
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = static_cast<double>(i * i) + 1;
  double norm = 0;
  for (int step = 0; step < 200; ++step) {
    vector = jacobian_vector_product(result, vector);
    norm = 0;
    for (const double entry : vector) norm = std::hypot(norm, entry);
    if (norm == 0) break;
    for (double& entry : vector) entry /= norm;
  }
  return norm;
}

/// The note's four exponentials over their sum, against the library.
Finding example_values() {
  const NaiveSoftmax naive = naive_softmax(example, {});
  const Softmax exact = softmax(example);
  double worst = 0;
  std::vector<Number> numbers;
  for (std::size_t i = 0; i < example.size(); ++i) {
    worst = std::max(worst, std::fabs(naive.in_double[i] / exact.probabilities[i] - 1));
    numbers.push_back({"softmax of " + shown(example[i]), exact.probabilities[i]});
  }
  numbers.push_back({"sum of exponentials", naive.sum_in_double});
  numbers.push_back({"greatest relative error", worst});
  return decided("four exponentials over their sum against the exact softmax; 1e-15 of the value holds",
                 std::move(numbers), {worst <= 1e-15});
}

/// Whether a line of code is a call of print, as Python 3 has it, or the statement of Python 2.
Finding runs_in_python(std::string_view line) {
  constexpr std::string_view print = "print";
  const std::string_view rest = line.substr(std::min(print.size(), line.size()));
  const bool is_print = line.starts_with(print) && rest.size() > 2;
  const bool is_call = is_print && rest.front() == '(' && rest.back() == ')';
  return words("whether what is printed stands in parentheses: Python 3 takes nothing else",
               is_call    ? "a call, which Python 2.6 and 3 read"
               : is_print ? "a statement of Python 2; a SyntaxError in Python 3"
                          : "no print",
               {.literally = is_call, .narrowly = is_print});
}

// Gates.

/// A formula of what W2 multiplies in a gated block.
Finding gated_product(std::string_view formula, std::string_view kind) {
  return block(formula, {.kind = kind, .is_product = true});
}

/// Which of some operations a formula takes.
bool takes(std::string_view text, std::initializer_list<Op> ops) {
  const std::array<std::string_view, 1> stored = {"s"};
  const bool has_parameter = text.find('x') == std::string_view::npos;
  const Formula formula = Formula::parse(text, std::span(stored).first(has_parameter ? 1 : 0));
  return std::ranges::any_of(formula.nodes,
                             [&](const Formula::Node& node) { return std::ranges::count(ops, node.op) > 0; });
}

constexpr std::string_view gelu_formula = "x/2*(1+erf(x/sqrt(2)))",
                           gelu_slope = "(1+erf(x/sqrt(2)))/2+x*exp(-x^2/2)/sqrt(2*pi)";

/// A picture that the note links to and that is not available.
constexpr Statement picture(std::string_view id, std::string_view place, std::string_view claim,
                            std::string_view figures) {
  return {.id = id,
          .place = place,
          .claim = claim,
          .check =
              [](std::string_view) {
                return Finding{Verdict::definition,
                               "the picture is not available; the text around it says what it shows",
                               "nothing to be tested; redrawn"};
              },
          .figures = figures};
}

constexpr Statement statements[] = {
    {.id = "S2-A1",
     .place = "L5, L251-269",
     .claim = "GELU is x weighted by the normal distribution function, by way of erf, and smooth",
     .check =
         [](std::string_view) {
           return all_of({{"formula", formula(gelu_formula, "gelu", wide)}, {"smooth", smooth("gelu")}});
         },
     .figures = "FIG-11 FORM-5",
     .command = "show gelu"},
    {.id = "S2-A2",
     .place = "L5, L68, L285",
     .claim = "SiLU and Swish are one function, x sigmoid(x)",
     .check =
         [](std::string_view) {
           return all_of({{"SiLU", formula("x*sigmoid(x)", "silu", wide)},
                          {"Swish", formula("x*sigmoid(x)", "swish", wide)}});
         },
     .figures = "FIG-11 FORM-6",
     .command = "show silu"},
    {.id = "S2-A3",
     .place = "L9-13, L275-283",
     .claim = "GLU multiplies one projection of x by the sigmoid of another, element by element",
     .check = [](std::string_view) { return gated_product("sigmoid(x W) * (x V)", "glu"); },
     .figures = "FIG-20 FORM-10",
     .command = "ffn glu --d-model 128"},
    {.id = "S2-A4",
     .place = "L15-19",
     .claim = "GeGLU is GLU with GELU for its gate",
     .check = [](std::string_view) { return gated_product("gelu(x W) * (x V)", "geglu_erf"); },
     .figures = "FIG-21 FORM-11",
     .command = "ffn geglu_erf --d-model 128"},
    {.id = "S2-A5",
     .place = "L15-19, L271-312",
     .claim = "SwiGLU is GLU with Swish in place of its ReLU; differentiable everywhere",
     .check =
         [](std::string_view) {
           return all_of({{"block", gated_product("swish(x W) * (x V)", "swiglu")},
                          {"differentiable", smooth("silu")},
                          {"replaced", follows({"E15"})}});
         },
     .correct = "SwiGLU is GLU with Swish in place of its sigmoid; with ReLU there it is ReGLU.",
     .figures = "FIG-21 FORM-12",
     .command = "ffn swiglu --d-model 128"},
    {.id = "S2-A6",
     .place = "L295",
     .claim = "LLaMA's feed-forward block is (Swish(x W) * (x V)) W2, of the width of x",
     .check = [](std::string_view) { return block("(swish(x W) * (x V)) W2", {.kind = "swiglu"}); },
     .figures = "FIG-22 FORM-13",
     .command = "ffn swiglu --d-model 128 --multiple-of 16 --forward 4"},
    {.id = "S2-A7",
     .place = "L157-171",
     .claim = "sigmoid lies between 0 and 1, is smooth and increases",
     .printed = "(0, 1)",
     .check =
         [](std::string_view printed) {
           return all_of({{"formula", formula("1/(1+exp(-x))", "sigmoid", wide)},
                          {"range", range(printed, "sigmoid")},
                          {"", follows({"S2-P30"})}});
         },
     .figures = "FIG-03 FORM-1",
     .command = "show sigmoid"},
    {.id = "S2-A8",
     .place = "L173-209",
     .claim = "softmax of K numbers: e^x_i over the sum of all, each in (0, 1), their sum 1",
     .check =
         [](std::string_view) {
           return all_of({{"formula", example_values()}, {"outputs", follows({"S2-P36"})}});
         },
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1"},
    {.id = "S2-A9",
     .place = "L211-227",
     .claim = "tanh with its derivative, of range [-1, 1]",
     .printed = "[-1, 1]",
     .check =
         [](std::string_view printed) {
           return all_of({{"formula", formula("(exp(x)-exp(-x))/(exp(x)+exp(-x))", "tanh", wide)},
                          {"derivative", slope_formula("1-tanh(x)^2", "tanh", wide)},
                          {"range", range(printed, "tanh")}});
         },
     .correct = "The range is the open interval (-1, 1).",
     .corrected = "(-1, 1)",
     .figures = "FIG-05 FORM-2",
     .command = "show tanh"},
    {.id = "S2-A10",
     .place = "L229-244",
     .claim = "ReLU is the greater of x and 0; its derivative is 1 above 0 and 0 below",
     .printed = "where(x > 0, 1, 0)",
     .check =
         [](std::string_view printed) {
           return all_of({{"value", formula("max(x, 0)", "relu", wide)},
                          {"derivative", slope_formula(printed, "relu", wide)}});
         },
     .figures = "FIG-07 FORM-3",
     .command = "table relu --at -1 0 1"},
    {.id = "S2-A11",
     .place = "L67, L246-249",
     .claim = "Leaky ReLU has a small slope below 0, as other variants of ReLU have",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool are_small = true;
           for (const std::string_view name : {"leaky_relu", "prelu"}) {
             numbers.push_back({std::string(name) + "'(-1)", slope(name, -1)});
             are_small = are_small && numbers.back().value > 0 && numbers.back().value < slope(name, 1) / 2;
           }
           return all_of({{"value", formula("where(x > 0, x, 0.01*x)", "leaky_relu", wide)},
                          {"slopes", decided("slope below 0 with the usual parameters; above 0 and at most "
                                             "half of that above 0 is small",
                                             std::move(numbers), {are_small})}});
         },
     .figures = "FIG-08 FORM-3 FORM-4",
     .command = "table leaky_relu prelu --at -1 1"},
    {.id = "S2-A12",
     .place = "L74-84",
     .claim = "random initialisation draws 0.01 N(0, 1)",
     .check = [](std::string_view) { return follows({"S2-C1"}); },
     .figures = "FORM-14 FIG-24",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme random:0.01"},
    {.id = "S2-A13",
     .place = "L86-98",
     .claim = "Xavier initialisation is uniform within sqrt(6)/sqrt(n_in + n_out) of 0",
     .printed = "sqrt(6)/sqrt(n_in + n_out)",
     .check = [](std::string_view printed) { return uniform_within(printed, "xavier"); },
     .figures = "FORM-14 FIG-24",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme xavier"},
    {.id = "S2-A14",
     .place = "L100-112",
     .claim = "He initialisation: in words, values within sqrt(2/n_in) of 0; in code, N(0, 2/n_in)",
     .printed = "sqrt(2/n_in)",
     .check =
         [](std::string_view printed) {
           return all_of({{"words", uniform_within(printed, "he")}, {"code", follows({"S2-C3"})}});
         },
     .correct = "The code is right; a uniform distribution with that variance has the bound sqrt(6/n_in).",
     .corrected = "sqrt(6/n_in)",
     .figures = "FORM-14 FIG-24",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he"},
    {.id = "S2-A15",
     .place = "L118-145",
     .claim = "a dense layer is x W + b with b = 0 at first: twice the input, twice the output",
     .check =
         [](std::string_view) {
           Random random(1);
           const DenseLayer layer(128, 64, "he", random);
           DenseMatrix inputs = random_input(32, 128, 1);
           DenseMatrix once = layer.forward(inputs);
           for (double& x : inputs.values) x *= 2;
           const DenseMatrix twice = layer.forward(inputs);
           for (double& y : once.values) y *= 2;
           const double worst = greatest_difference(twice.values, once.values);
           const double bias = *std::ranges::max_element(layer.biases);
           return decided("layer(2 x) against 2 layer(x) on 32 rows, and the biases; 1e-12 holds",
                          {{"greatest error", worst}, {"greatest bias", bias}},
                          {worst <= 1e-12 && bias == 0});
         },
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he --sample"},
    {.id = "S2-A16",
     .place = "L44-45, L61, L244",
     .claim = "clipping of gradients, L2 regularisation and residual connections help",
     .check =
         [](std::string_view) {
           return follows({"S2-P10", "S2-P11", "S2-P16"});
         }},
    {.id = "S2-A17",
     .place = "L264, L312",
     .claim = "GELU has erf and exp in it; the gate of an LSTM lies in (0, 1)",
     .check =
         [](std::string_view) {
           const bool has_both = takes(gelu_formula, {Op::erf}) && takes(gelu_slope, {Op::exp});
           return all_of({{"value", formula(gelu_formula, "gelu", wide)},
                          {"slope", slope_formula(gelu_slope, "gelu", wide)},
                          {"operations",
                           words("whether these formulas contain erf and exp",
                                 has_both ? "erf in the value, exp in the slope" : "not both", {has_both})},
                          {"LSTM gate", range("(0, 1)", "sigmoid")}});
         },
     .figures = "FORM-5 FORM-1",
     .command = "show gelu"},

    picture("S2-F1", "L7", "formulas or curves of GELU and SiLU", "FIG-11 FORM-5 FORM-6"),
    picture("S2-F2", "L11", "the formula of GLU", "FIG-20 FORM-10"),
    picture("S2-F3", "L13", "the block of GLU", "FIG-20 FORM-10"),
    picture("S2-F4", "L17", "formulas of GeGLU and SwiGLU", "FIG-21 FORM-11 FORM-12"),
    picture("S2-F5", "L19", "feed-forward blocks with GeGLU and SwiGLU", "FIG-21 FORM-11 FORM-12"),
    picture("S2-F6", "L159", "the formula of sigmoid", "FORM-1"),
    picture("S2-F7", "L160", "the curve of sigmoid", "FIG-03"),
    picture("S2-F8", "L177", "the formula of softmax", "FORM-9"),
    picture("S2-F9", "L180", "a worked example of softmax", "FIG-17"),
    picture("S2-F10", "L215", "the formula of tanh", "FORM-2"),
    picture("S2-F11", "L216", "the derivative of tanh", "FORM-2"),
    picture("S2-F12", "L217", "the curve of tanh", "FIG-05"),
    picture("S2-F13", "L231", "formula and curve of ReLU", "FORM-3 FIG-07"),
    picture("S2-F14", "L249", "variants of ReLU, the leaky one among them", "FORM-3 FORM-4 FIG-08"),
    picture("S2-F15", "L253", "the formula of GELU", "FORM-5"),
    picture("S2-F16", "L254", "the curve of GELU", "FIG-11"),
    picture("S2-F17", "L279", "GLU: its formula", "FIG-20 FORM-10"),
    picture("S2-F18", "L280", "GLU: how data flow", "FIG-20 FORM-10"),
    picture("S2-F19", "L283", "GLU: its parts", "FIG-20 FORM-10"),
    picture("S2-F20", "L287", "the formula of Swish", "FORM-6"),
    picture("S2-F21", "L288", "Swish for several beta", "FIG-12"),
    picture("S2-F22", "L293", "the formula of SwiGLU", "FORM-12 FIG-22"),
    picture("S2-F23", "L296", "LLaMA's feed-forward block with SwiGLU", "FORM-13 FIG-22"),

    {.id = "S2-N1",
     .place = "L188",
     .claim = "the softmax of 9, 6, 3, 1 is worked out as four exponentials over their sum",
     .check = [](std::string_view) { return example_values(); },
     .figures = "FIG-17",
     .command = "softmax 9 6 3 1"},
    {.id = "S2-N2",
     .place = "L83",
     .claim = "random initialisation draws weights of standard deviation 0.01",
     .printed = "0.01",
     .check =
         [](std::string_view printed) {
           const double sd = summary(drawn_weights("random")).sd;
           return decided(
               "deviation of 128 x 64 weights drawn as the code draws them; 3 % of that printed holds",
               {{"deviation", sd}}, {is_within(sd, 0.03, parse_number(printed).value_or(0))});
         },
     .figures = "FORM-14"},
    {.id = "S2-N3",
     .place = "L88",
     .claim = "sqrt(6) in the bound of Xavier initialisation",
     .printed = "sqrt(6)/sqrt(n_in + n_out)",
     .check = [](std::string_view printed) { return uniform_within(printed, "xavier"); },
     .figures = "FORM-14",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme xavier"},
    {.id = "S2-N4",
     .place = "L102-111",
     .claim = "sqrt(2/n_in) in He initialisation, as the standard deviation that the code makes of it",
     .printed = "sqrt(2/n_in)",
     .check =
         [](std::string_view printed) {
           const double deviation = of_layer(printed), wanted = std::sqrt(variance_of("he"));
           return decided("against the root of He's variance for 128 inputs; 1e-12 of it holds",
                          {{"deviation", deviation}, {"He's", wanted}},
                          {is_within(deviation, 1e-12, wanted)});
         },
     .figures = "FORM-14",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he"},
    {.id = "S2-N5",
     .place = "L141-144",
     .claim = "32 rows of 128 numbers through a layer of 64 outputs have the shape (32, 64)",
     .printed = "(32, 64)",
     .check =
         [](std::string_view printed) {
           return text(printed, "shape of what the layer gives", text_of(example_outputs().shape));
         }},
    {.id = "S2-N6",
     .place = "L170",
     .claim = "ten layers, for example",
     .check = [](std::string_view) { return definition("the depth of an example; S2-P33 works it out"); },
     .figures = "FIG-23"},
    {.id = "S2-N7",
     .place = "L164",
     .claim = "sigmoid lies between 0 and 1",
     .printed = "(0, 1)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S2-N8",
     .place = "L202",
     .claim = "softmax lies in (0, 1) and sums to 1",
     .check = [](std::string_view) { return follows({"S2-P36"}); },
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1"},
    {.id = "S2-N9",
     .place = "L221",
     .claim = "tanh has the range [-1, 1]",
     .printed = "[-1, 1]",
     .check = [](std::string_view printed) { return range(printed, "tanh"); },
     .correct = "The interval is open: tanh comes near -1 and 1 but is neither.",
     .corrected = "(-1, 1)",
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "S2-N10",
     .place = "L237",
     .claim = "ReLU's derivative is 1 above 0",
     .printed = "1",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "relu", {0, 100});
         },
     .figures = "FIG-07",
     .command = "table relu --at 1e-300 1 100"},
    {.id = "S2-N11",
     .place = "L243",
     .claim = "ReLU's derivative is 0 below 0",
     .printed = "0",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "relu", {-100, 0});
         },
     .figures = "FIG-07",
     .command = "table relu --at -100 -1 -1e-300"},
    {.id = "S2-N12",
     .place = "L171, L242",
     .claim = "outputs should have the mean 0; those of sigmoid and ReLU have another",
     .check =
         [](std::string_view) {
           const double tanh = mean_under_normal("tanh"), sigmoid = mean_under_normal("sigmoid"),
                        relu = mean_under_normal("relu");
           return decided("means under N(0, 1); tanh 0 and the others beyond 0.1 holds",
                          {{"tanh", tanh}, {"sigmoid", sigmoid}, {"relu", relu}},
                          {tanh == 0 && sigmoid > 0.1 && relu > 0.1});
         },
     .figures = "FIG-28",
     .command = "stats tanh sigmoid relu"},
    {.id = "S2-N13",
     .place = "L179",
     .claim = "K is the number of softmax's inputs",
     .check = [](std::string_view) { return definition("names the length of the vector"); },
     .figures = "FORM-9"},
    {.id = "S2-N14",
     .place = "L122",
     .claim = "three ways of initialisation: random, xavier (where none is named) and he; no other",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool are_drawn = true;
           for (const auto& [name, scheme] :
                {std::pair("random", "random:0.01"), std::pair("xavier", "xavier"), std::pair("he", "he")}) {
             numbers.push_back({name, summary(drawn_weights(name)).sd});
             are_drawn = are_drawn && is_within(numbers.back().value, 0.03, std::sqrt(variance_of(scheme)));
           }
           return decided(
               "deviations that the printed class draws for its names, within 3 % of those of the schemes, "
               "and an error for another name hold",
               std::move(numbers), {are_drawn && !is_known("zeros")});
         },
     .figures = "FORM-14",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme random:0.01,xavier,he"},

    {.id = "S2-C1",
     .place = "L79-84",
     .claim = "random_initialization: 0.01 times normal numbers",
     .check =
         [](std::string_view) {
           const double sd = summary(drawn_weights("random")).sd;
           return decided(
               "deviation of 128 x 64 numbers drawn from seed 1 as the code draws them; 3 % of 0.01 holds",
               {{"deviation", sd}}, {is_within(sd, 0.03, 0.01)});
         },
     .figures = "FORM-14",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme random:0.01 --sample --seed 1"},
    {.id = "S2-C2",
     .place = "L91-98",
     .claim = "xavier_initialization: uniform within the limit, of Xavier's variance",
     .check =
         [](std::string_view) {
           const MatrixSummary drawn = summary(drawn_weights("xavier"));
           const double limit = std::sqrt(3 * variance_of("xavier")), variance = drawn.sd * drawn.sd;
           return decided(
               "128 x 64 numbers drawn from seed 1 as the code draws them; inside the limit and 3 % of "
               "2/(n_in + n_out) holds",
               {{"limit", limit},
                {"least", drawn.min},
                {"greatest", drawn.max},
                {"variance", variance},
                {"expected", variance_of("xavier")}},
               {-limit < drawn.min && drawn.max < limit && is_within(variance, 0.03, variance_of("xavier"))});
         },
     .figures = "FORM-14",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme xavier --sample --seed 1"},
    {.id = "S2-C3",
     .place = "L105-112",
     .claim = "he_initialization: normal numbers of He's variance; what it calls limit is their standard "
              "deviation",
     .check =
         [](std::string_view) {
           const DenseMatrix weights = drawn_weights("he");
           const double sd = summary(weights).sd, expected = std::sqrt(variance_of("he"));
           const auto outside =
               std::ranges::count_if(weights.values, [&](double w) { return std::fabs(w) > expected; });
           return decided(
               "128 x 64 numbers drawn from seed 1 as the code draws them; a deviation within 3 % of "
               "sqrt(2/n_in) holds",
               {{"deviation", sd},
                {"expected", expected},
                {"share outside the limit", static_cast<double>(outside) / (128 * 64)},
                {"probability of that", 1 - Distribution::normal().probability(-1, 1)}},
               {is_within(sd, 0.03, expected)});
         },
     .figures = "FORM-14",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he --sample --seed 1"},
    {.id = "S2-C4",
     .place = "L118-145",
     .claim = "DenseLayer(128, 64, 'he') maps an input of (32, 128) to (32, 64); another name is an error",
     .printed = "(32, 64)",
     .check =
         [](std::string_view printed) {
           const DenseMatrix outputs = example_outputs();
           const double sd = summary(outputs).sd;
           const bool is_refused = !is_known("uniform");
           return all_of(
               {{"shape", text(printed, "rows and columns of what comes out", text_of(outputs.shape))},
                {"output", decided("its deviation, of seed 1; 5 % of sqrt(2) holds", {{"deviation", sd}},
                                   {is_within(sd, 0.05, std::sqrt(2.0))})},
                {"another name",
                 words("whether 'uniform' is refused", is_refused ? "an error" : "accepted", {is_refused})}});
         },
     .figures = "FORM-14",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he --sample --seed 1 && init relu --fan-in 128 "
                "--fan-out 64 --scheme uniform"},
    {.id = "S2-C5",
     .place = "L184-198",
     .claim = "a program that prints the softmax of 9, 6, 3, 1",
     .printed = "print v1/v_sum,v2/v_sum,v3/v_sum,v4/v_sum",
     .check =
         [](std::string_view printed) {
           return all_of({{"values", example_values()}, {"print", runs_in_python(printed)}});
         },
     .correct = "The four quotients are right; the last line runs in Python 2 only, and the list V is not "
                "used. Python 3 wants the arguments of print in parentheses.",
     .corrected = "print(v1/v_sum,v2/v_sum,v3/v_sum,v4/v_sum)",
     .figures = "FIG-17",
     .command = "softmax 9 6 3 1"},

    {.id = "S2-P1",
     .place = "L3",
     .claim = "an activation transforms signals nonlinearly; its choice matters much to quality and speed",
     .check =
         [](std::string_view) {
           return all_of({{"activation", definition("a nonlinear transform of a neuron's input")},
                          {"choice", opinion("how much it matters depends on network and data")}});
         }},
    {.id = "S2-P2",
     .place = "L25",
     .claim = "activations make the network nonlinear",
     .check =
         [](std::string_view) {
           const auto bend = [](const auto& f) {
             return std::fabs(
                 greatest([&](double x) { return f(x) - f(0.0) - (f(1.0) - f(0.0)) * x; }, {-3, 3}).value);
           };
           std::vector<Number> numbers = {
               {"two linear layers", bend([](double x) { return 0.7 * (1.3 * x - 0.2) + 0.4; })}};
           bool do_bend = numbers[0].value < 1e-12;
           for (const std::string_view name : functions) {
             numbers.push_back({std::string(name), bend(Function::parse(name))});
             do_bend = do_bend && numbers.back().value > 0.1;
           }
           return decided(
               "greatest departure on [-3, 3] from the line through f(0) and f(1); linear layers below 1e-12 "
               "and activations above 0.1 holds",
               std::move(numbers), {do_bend});
         },
     .figures = "FIG-29"},
    {.id = "S2-P3",
     .place = "L26",
     .claim = "the derivative of the activation enters the gradients of backpropagation",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool do_agree = true;
           for (const std::string_view name : functions) {
             const Function f = Function::parse(name);
             constexpr double x = 0.7, w1 = 1.3, w2 = 0.8, h = 1e-6;
             const auto network = [&](double w) { return f(w2 * f(w * x)); };
             const double numerical = (network(w1 + h) - network(w1 - h)) / (2 * h);
             const double chain = f.slope(w2 * f(w1 * x)) * w2 * f.slope(w1 * x) * x;
             numbers.push_back({std::string(name), chain});
             do_agree = do_agree && is_within(numerical, 1e-7, chain);
           }
           return decided(
               "gradient of f(w2 f(w1 x)) for w1 by the chain rule; a quotient of differences within 1e-7 of "
               "it holds",
               std::move(numbers), {do_agree});
         },
     .figures = "FIG-23"},
    {.id = "S2-P4",
     .place = "L27",
     .claim = "the activation fixes the range of outputs",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool do_fit = true;
           for (const std::string_view name : functions) {
             const Function f = Function::parse(name);
             const Interval limits = f.facts().range;
             double least = infinity, most = -infinity;
             for (double x = -15; x <= 15; x += 1.0 / 64) {
               least = std::min(least, f(x));
               most = std::max(most, f(x));
             }
             do_fit = do_fit && limits.contains(least) && limits.contains(most) &&
                      (limits.lo == -infinity || least - limits.lo < 1e-3) &&
                      (limits.hi == infinity || limits.hi - most < 1e-3);
             numbers.push_back({std::string(name) + " from", least});
             numbers.push_back({std::string(name) + " to", most});
           }
           return decided(
               "values on [-15, 15]; inside the range of each and within 1e-3 of its finite ends holds",
               std::move(numbers), {do_fit});
         },
     .figures = "FIG-30",
     .command = "compare sigmoid tanh relu gelu silu"},
    {.id = "S2-P5",
     .place = "L33",
     .claim = "gradients explode when they grow so large on the way back that updates become unstable",
     .check = [](std::string_view) { return definition("names growth of gradients with depth"); }},
    {.id = "S2-P6",
     .place = "L37",
     .claim = "weights that are too large at first make gradients explode",
     .check =
         [](std::string_view) {
           const double identity = backward("identity", "random:1"), relu = backward("relu", "random:1");
           return decided(std::string(gradients) + ", weights of N(0, 1); above 1e6 holds",
                          {{"identity", identity}, {"relu", relu}}, {identity > 1e6 && relu > 1e6});
         },
     .figures = "FIG-24",
     .command = "depth relu --init random:1 --width 128 --layers 10"},
    {.id = "S2-P7",
     .place = "L38, L54",
     .claim = "the chain rule multiplies a factor a layer: depth makes gradients explode or vanish",
     .check =
         [](std::string_view) {
           const double large2 = through_layers("relu", "random:1", 2).backward,
                        large10 = backward("relu", "random:1"),
                        small2 = through_layers("relu", "random:0.01", 2).backward,
                        small10 = backward("relu", "random:0.01");
           return decided(
               "gradient of ReLU over that of 2 and of 10 layers further on; the latter beyond the fourth "
               "power of the former holds",
               {{"N(0, 1), 2 layers", large2},
                {"N(0, 1), 10 layers", large10},
                {"0.01 N(0, 1), 2 layers", small2},
                {"0.01 N(0, 1), 10 layers", small10}},
               {large2 > 1 && large10 > std::pow(large2, 4) && small2 < 1 && small10 < std::pow(small2, 4)});
         },
     .figures = "FIG-23 FIG-24",
     .command = "depth relu --init random:1,random:0.01 --width 128 --layers 10"},
    {.id = "S2-P8",
     .place = "L39",
     .claim = "some activations, ReLU for one, cause large gradients",
     .check = [](std::string_view) { return follows({"E17"}); },
     .correct = "ReLU never makes a gradient larger: its slope is 0 or 1. GELU (1.129), Swish (1.100), "
                "hard-swish (1.5) and SELU (1.758) can.",
     .figures = "FIG-07",
     .command = "stats relu gelu silu hard_swish selu"},
    {.id = "S2-P9",
     .place = "L43, L59, L153",
     .claim = "He and Xavier initialisation keep gradients from exploding and vanishing",
     .check =
         [](std::string_view) {
           const double he = backward("relu", "he"), xavier = backward("tanh", "xavier"),
                        small = backward("relu", "random:0.01"), large = backward("relu", "random:1");
           return decided(survival,
                          {{"relu, He", he},
                           {"tanh, Xavier", xavier},
                           {"relu, 0.01 N(0, 1)", small},
                           {"relu, N(0, 1)", large}},
                          {survives(he) && survives(xavier) && !survives(small) && !survives(large)});
         },
     .figures = "FIG-24",
     .command = "depth relu --init he,random:0.01 --width 128 --layers 10"},
    {.id = "S2-P10",
     .place = "L44",
     .claim = "clipping keeps gradients small",
     .check =
         [](std::string_view) {
           Random random(1);
           std::vector<double> gradient(256);
           double before = 0, after = 0;
           for (double& g : gradient) before = std::hypot(before, g = 1e12 * random.normal());
           for (const double g : gradient) after = std::hypot(after, g * std::min(1.0, 1 / before));
           return decided(
               "norm of a drawn gradient before and after it is scaled to at most 1; 1e-12 more holds",
               {{"before", before}, {"after", after}}, {before > 1 && after <= 1 + 1e-12});
         }},
    {.id = "S2-P11",
     .place = "L45",
     .claim = "L2 regularisation keeps weights small",
     .check =
         [](std::string_view) {
           const auto trained = [](double lambda) {
             double w = 0;
             for (int step = 0; step < 500; ++step) w -= 0.1 * (w - 3 + lambda * w);
             return w;
           };
           const double free = trained(0), bound = trained(1);
           return decided(
               "where gradient descent on (w - 3)^2/2 + lambda w^2/2 ends; smaller with lambda = 1 than "
               "without holds",
               {{"lambda 0", free}, {"lambda 1", bound}}, {std::fabs(bound) < std::fabs(free)});
         }},
    {.id = "S2-P12",
     .place = "L49",
     .claim = "gradients vanish when they become so small on the way back that training stalls",
     .check = [](std::string_view) { return definition("names decay of gradients with depth"); }},
    {.id = "S2-P13",
     .place = "L53",
     .claim = "weights that are too small at first make gradients fade from layer to layer",
     .check =
         [](std::string_view) {
           const double identity = backward("identity", "random:0.01"),
                        relu = backward("relu", "random:0.01"), sigmoid = backward("sigmoid", "random:0.01");
           return decided(std::string(gradients) + ", weights of 0.01 N(0, 1); below 1e-6 holds",
                          {{"identity", identity}, {"relu", relu}, {"sigmoid", sigmoid}},
                          {identity < 1e-6 && relu < 1e-6 && sigmoid < 1e-6});
         },
     .figures = "FIG-24",
     .command = "depth relu --init random:0.01 --width 128 --layers 10"},
    {.id = "S2-P14",
     .place = "L55, L65",
     .claim = "the slopes of sigmoid and tanh tend to 0 for inputs far from 0",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool do_fade = true;
           for (const std::string_view name : {"sigmoid", "tanh"})
             for (const double x : {-20.0, 20.0}) {
               numbers.push_back({std::string(name) + "'(" + shown(x) + ")", slope(name, x)});
               do_fade = do_fade && numbers.back().value < 1e-8;
             }
           return decided("slopes 20 away from 0; below 1e-8 holds", std::move(numbers), {do_fade});
         },
     .figures = "FIG-03 FIG-05",
     .command = "table sigmoid tanh --at -20 0 20"},
    {.id = "S2-P15",
     .place = "L60",
     .claim = "the gradient of ReLU and Leaky ReLU does not vanish on most of the input range",
     .check = [](std::string_view) { return follows({"E22"}); },
     .correct = "It is kept for positive inputs, half of the line; below 0 the slope of ReLU is 0, and that "
                "of Leaky ReLU 0.01.",
     .figures = "FIG-08",
     .command = "stats relu leaky_relu"},
    {.id = "S2-P16",
     .place = "L61",
     .claim = "residual connections lessen the vanishing of gradients",
     .check =
         [](std::string_view) {
           const Function plain = Function::parse("sigmoid"), residual = Function::parse("x+sigmoid(x)");
           double without = 1, with = 1, x = 0.5, y = 0.5, worst = 0;
           for (int layer = 0; layer < 10; ++layer) {
             without *= plain.slope(x);
             with *= residual.slope(y);
             worst = std::max(worst, std::fabs(residual.slope(y) - 1 - plain.slope(y)));
             x = plain(x);
             y = residual(y);
           }
           return decided(
               "slope through ten sigmoids, plain and as x + f(x), whose slope is 1 + f'(x); below 1e-5 "
               "without and at least 1 with holds",
               {{"plain", without}, {"residual", with}, {"greatest error of 1 + f'", worst}},
               {without < 1e-5 && with >= 1 && worst < 1e-15});
         },
     .figures = "FIG-23",
     .command = "table sigmoid 'x+sigmoid(x)' --at -4 0 4"},
    {.id = "S2-P17",
     .place = "L66",
     .claim = "ReLU's gradient is 0 for negative inputs and 1 otherwise",
     .printed = "where(x < 0, 0, 1)",
     .check = [](std::string_view printed) { return slope_formula(printed, "relu", wide); },
     .figures = "FIG-07",
     .command = "table relu --at -1 0 1"},
    {.id = "S2-P18",
     .place = "L67",
     .claim = "the small slope of Leaky ReLU below 0 makes it less likely that neurons die",
     .check =
         [](std::string_view) {
           const double relu = under_normal("relu").dead, leaky = under_normal("leaky_relu").dead;
           return decided(
               "probability of a slope of 0 under N(0, 1); none for Leaky ReLU and more for ReLU holds",
               {{"relu", relu}, {"leaky_relu", leaky}, {"leaky_relu'(-1)", slope("leaky_relu", -1)}},
               {leaky == 0 && relu > leaky && slope("leaky_relu", -1) > 0});
         },
     .figures = "FIG-08 FIG-27",
     .command = "stats relu leaky_relu"},
    {.id = "S2-P19",
     .place = "L68",
     .claim =
         "SiLU has the virtues of sigmoid and ReLU and lowers the risk of vanishing and exploding gradients",
     .check = [](std::string_view) { return follows({"E16"}); },
     .correct = "Its gradients vanish less than sigmoid's but more than ReLU's; they can grow, for its slope "
                "reaches 1.0998, where those of ReLU, tanh and sigmoid are at most 1.",
     .figures = "FIG-11 FIG-24",
     .command = "depth silu --init he --width 64 --batch 64 --layers 10"},
    {.id = "S2-P20",
     .place = "L72",
     .claim = "random, Xavier and He initialisation are the ways to draw weights",
     .check = [](std::string_view) { return definition("names three families of schemes; there are more"); },
     .figures = "FORM-14"},
    {.id = "S2-P21",
     .place = "L76",
     .claim =
         "random initialisation takes small values, usually of the standard normal distribution or uniform",
     .check = [](std::string_view) { return follows({"E23"}); },
     .correct = "Values of the standard normal distribution are small only after the code's factor of 0.01; "
                "unscaled they explode.",
     .figures = "FIG-24",
     .command = "depth relu --init random:1,random:0.01 --width 128 --layers 10"},
    {.id = "S2-P22",
     .place = "L77, L149",
     .claim = "random initialisation is enough for simple networks; in deep ones gradients vanish or explode",
     .check =
         [](std::string_view) {
           const double shallow = through_layers("relu", "random:0.01", 1).backward,
                        vanishing = backward("relu", "random:0.01"), exploding = backward("relu", "random:1");
           return decided("gradient over that of one or ten layers further on; 0.01 to 100 survives",
                          {{"0.01 N(0, 1), 1 layer", shallow},
                           {"0.01 N(0, 1), 10 layers", vanishing},
                           {"N(0, 1), 10 layers", exploding}},
                          {survives(shallow) && vanishing < 0.01 && exploding > 100});
         },
     .figures = "FIG-24",
     .command = "depth relu --init random:0.01 --width 128 --layers 10"},
    {.id = "S2-P23",
     .place = "L88",
     .claim = "Xavier's weights lie within sqrt(6)/sqrt(n_in + n_out) of 0",
     .printed = "sqrt(6)/sqrt(n_in + n_out)",
     .check = [](std::string_view printed) { return uniform_within(printed, "xavier"); },
     .figures = "FORM-14",
     .command = "init tanh --fan-in 128 --fan-out 64 --scheme xavier"},
    {.id = "S2-P24",
     .place = "L88",
     .claim = "Xavier initialisation keeps the variance, so that signals neither fade nor explode",
     .check =
         [](std::string_view) {
           const double identity = through_layers("identity", "xavier").rms,
                        tanh = through_layers("tanh", "xavier").rms,
                        relu = through_layers("relu", "xavier").rms;
           return decided(
               "root mean square behind ten layers of 256, inputs of N(0, 1); 0.9 to 1.1 for linear layers, "
               "for which the rule is made, and above 0.1 for tanh holds",
               {{"identity", identity}, {"tanh", tanh}, {"relu", relu}},
               {identity > 0.9 && identity < 1.1 && tanh > 0.1 && tanh < 1.1});
         },
     .figures = "FIG-24",
     .command = "depth identity --init xavier --width 128 --layers 10"},
    {.id = "S2-P25",
     .place = "L102",
     .claim = "He initialisation suits ReLU, of which it takes the asymmetry into account",
     .check =
         [](std::string_view) {
           const Depth relu = through_layers("relu", "he");
           const double half = under_normal("relu").moments.second_moment;
           return decided(
               "signal and gradient of ReLU through ten layers, both 0.5 to 2; and He's n Var = 2 over E "
               "relu(Z)^2 of N(0, 1) gives 1",
               {{"rms", relu.rms},
                {"gradient", relu.backward},
                {"n Var times E relu^2", fans.in * variance_of("he") * half}},
               {relu.rms > 0.5 && relu.rms < 2 && relu.backward > 0.5 && relu.backward < 2 &&
                is_within(fans.in * variance_of("he") * half, 1e-12, 1)});
         },
     .figures = "FIG-24 FORM-14",
     .command = "depth relu --init he --width 128 --layers 10"},
    {.id = "S2-P26",
     .place = "L102",
     .claim = "He initialisation draws each weight within sqrt(2/n_in) of 0",
     .check = [](std::string_view) { return follows({"E10"}); },
     .correct = "It draws from N(0, 2/n_in), as the note's code does, or uniformly within sqrt(6/n_in): the "
                "bound printed has a third of the variance.",
     .figures = "FIG-24 FORM-14",
     .command = "init relu --fan-in 128 --fan-out 64 --scheme he"},
    {.id = "S2-P27",
     .place = "L150",
     .claim = "Xavier initialisation suits sigmoid and tanh",
     .check =
         [](std::string_view) {
           const double tanh = backward("tanh", "xavier"), sigmoid = backward("sigmoid", "xavier");
           return all_of({{"tanh", decided(survival, {{"gradient", tanh}}, {survives(tanh)})},
                          {"sigmoid", decided(survival, {{"gradient", sigmoid}}, {survives(sigmoid)})}});
         },
     .correct = "It suits tanh. With sigmoid gradients vanish, since its slope is at most 1/4; weights four "
                "times as large make up for most of that.",
     .figures = "FIG-24",
     .command = "depth sigmoid tanh --init xavier --width 64 --batch 64 --layers 10"},
    {.id = "S2-P28",
     .place = "L151",
     .claim = "He initialisation suits ReLU",
     .check = [](std::string_view) { return follows({"S2-P25"}); },
     .figures = "FIG-24",
     .command = "depth relu --init he --width 128 --layers 10"},
    {.id = "S2-P29",
     .place = "L164",
     .claim = "sigmoid's outputs lie between 0 and 1 and so can be probabilities",
     .printed = "(0, 1)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S2-P30",
     .place = "L165",
     .claim = "sigmoid is smooth and increases everywhere",
     .check =
         [](std::string_view) {
           const Function sigmoid = Function::parse("sigmoid");
           double least = infinity;
           for (const double x : scan_points())
             if (std::fabs(x) < 700) least = std::min(least, sigmoid.slope(x));
           return all_of({{"smooth", smooth("sigmoid")},
                          {"increasing", decided("least slope within 700 of 0; above 0 holds",
                                                 {{"least slope", least}}, {least > 0})}});
         },
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S2-P31",
     .place = "L169",
     .claim = "sigmoid takes powers and divisions both forward and backward",
     .check = [](std::string_view) { return follows({"E19"}); },
     .correct = "The forward pass does; the backward pass takes s (1 - s) of the stored output s, two cheap "
                "operations.",
     .figures = "FORM-1",
     .command = "table sigmoid 'sigmoid(x)*(1-sigmoid(x))' --at -5 0 5"},
    {.id = "S2-P32",
     .place = "L170",
     .claim = "sigmoid's slope is near 0 for x too large or too small",
     .check =
         [](std::string_view) {
           const double left = slope("sigmoid", -10), right = slope("sigmoid", 10), top = slope("sigmoid", 0);
           return decided("slopes at -10 and 10; below a thousandth of that at 0 holds",
                          {{"sigmoid'(-10)", left}, {"sigmoid'(10)", right}, {"sigmoid'(0)", top}},
                          {std::max(left, right) < top / 1000});
         },
     .figures = "FIG-03",
     .command = "table sigmoid --at -10 0 10"},
    {.id = "S2-P33",
     .place = "L170",
     .claim = "in a network of ten sigmoid layers the gradient that reaches the first is very small",
     .check =
         [](std::string_view) {
           const double gradient = backward("sigmoid", "xavier");
           return decided(std::string(gradients) + ", Xavier; below 1e-4 holds",
                          {{"gradient", gradient}, {"0.25^10", std::pow(greatest_slope("sigmoid"), 10)}},
                          {gradient < 1e-4});
         },
     .figures = "FIG-23 FIG-24",
     .command = "depth sigmoid --init xavier --width 128 --layers 10"},
    {.id = "S2-P34",
     .place = "L171",
     .claim = "the mean of sigmoid's outputs is not 0",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           bool are_half = true;
           for (const std::string_view input :
                {"normal:0,0.1", "normal:0,1", "normal:0,10", "uniform:-4,4"}) {
             const double mean = moments(Function::parse("sigmoid"), Distribution::parse(input)).mean;
             numbers.push_back({std::string(input), mean});
             are_half = are_half && is_within(mean, 1e-12, 0.5);
           }
           return decided("mean of outputs for inputs symmetric about 0; 1/2 within 1e-12 holds",
                          std::move(numbers), {are_half});
         },
     .figures = "FIG-28",
     .command = "stats sigmoid tanh"},
    {.id = "S2-P35",
     .place = "L171",
     .claim = "a mean other than 0 enters the next layer, and changes the distribution with depth",
     .check =
         [](std::string_view) {
           const double sigmoid = cosine_behind(Function::parse("sigmoid"), 1, 0),
                        tanh = cosine_behind(Function::parse("tanh"), 1, 0),
                        deep = predict(Function::parse("sigmoid"),
                                       {.layers = 10, .width = 256, .scheme = InitScheme::parse("xavier")})
                                   .back()
                                   .cosine;
           return decided(
               "cosine of what comes out for uncorrelated inputs of N(0, 1), by mean field; 0 for tanh, "
               "above 0.5 for sigmoid and more behind ten layers holds",
               {{"sigmoid", sigmoid}, {"tanh", tanh}, {"sigmoid, ten layers", deep}},
               {sigmoid > 0.5 && std::fabs(tanh) < 1e-9 && deep > sigmoid});
         },
     .figures = "FIG-28",
     .command = "depth sigmoid --init xavier --layers 10 --predict"},
    {.id = "S2-P36",
     .place = "L202",
     .claim = "softmax's outputs lie in (0, 1) and sum to 1",
     .check =
         [](std::string_view) {
           const Softmax result = softmax(example);
           double sum = 0, least = 1, most = 0;
           for (const double p : result.probabilities) {
             sum += p;
             least = std::min(least, p);
             most = std::max(most, p);
           }
           const double rounded_up = softmax(std::array{37.0, 0.0}).probabilities[0],
                        rounded_down = softmax(std::array{746.0, 0.0}).probabilities[1];
           return decided(
               "probabilities of 9, 6, 3, 1 inside (0, 1) and a sum of 1 within 1e-15 hold; doubles round "
               "those of 37, 0 and 746, 0 to the ends",
               {{"least", least},
                {"greatest", most},
                {"sum", sum},
                {"first of 37, 0", rounded_up},
                {"second of 746, 0", rounded_down}},
               {least > 0 && most < 1 && std::fabs(sum - 1) <= 1e-15});
         },
     .figures = "FIG-17",
     .command = "softmax 9 6 3 1"},
    {.id = "S2-P37",
     .place = "L203",
     .claim = "softmax normalises its inputs to the probabilities of classes",
     .check =
         [](std::string_view) {
           Random random(1);
           double worst = 0;
           bool keeps_order = true;
           for (const double deviation : {0.1, 1.0, 10.0, 100.0}) {
             std::vector<double> scores(64);
             for (double& score : scores) score = deviation * random.normal();
             const Softmax result = softmax(scores);
             double sum = 0;
             for (std::size_t i = 0; i < scores.size(); ++i) {
               sum += result.probabilities[i];
               for (std::size_t j = 0; j < i; ++j)
                 keeps_order = keeps_order && (scores[i] < scores[j]) ==
                                                  (result.log_probabilities[i] < result.log_probabilities[j]);
             }
             worst = std::max(worst, std::fabs(sum - 1));
           }
           return decided(
               "sums of 64 probabilities of drawn scores of deviation 0.1 to 100, and their order; 1e-14 and "
               "that of the scores hold",
               {{"greatest |sum - 1|", worst}, {"order kept", keeps_order ? 1.0 : 0.0}},
               {worst <= 1e-14 && keeps_order});
         },
     .figures = "FIG-17",
     .command = "softmax 9 6 3 1"},
    {.id = "S2-P38",
     .place = "L207",
     .claim = "softmax overflows or underflows for large or small inputs",
     .check =
         [](std::string_view) {
           constexpr std::array large = {1000.0, 999.0}, small = {-1000.0, -999.0};
           double off_one = 0;
           int failures = 0;
           for (const auto& scores : {large, small}) {
             const Softmax stable = softmax(scores);
             const double sum = stable.probabilities[0] + stable.probabilities[1];
             off_one = std::max(off_one, std::fabs(sum - 1));
             failures += std::isnan(naive_softmax(scores, {}).in_double[1]) ? 1 : 0;
           }
           const double too_large = log(std::numeric_limits<double>::max()),
                        too_large_float = log(static_cast<double>(std::numeric_limits<float>::max())),
                        too_small = log(std::numeric_limits<double>::denorm_min()) - log(2.0);
           return decided(
               "probabilities of 1000, 999 and of -1000, -999: a sum other than 1 with the greatest score "
               "taken off, narrowly NaN by the formula as it stands",
               {{"greatest |sum - 1|", off_one},
                {"inputs that give NaN by the formula", static_cast<double>(failures)},
                {"e^x overflows float64 above", too_large},
                {"float32 above", too_large_float},
                {"is 0 in float64 below", too_small}},
               {.literally = off_one > 1e-15, .narrowly = failures == 2});
         },
     .correct = "Only the formula as it stands does; with the greatest score subtracted first nothing "
                "overflows, and the result is right for any scores.",
     .figures = "FORM-9",
     .command = "softmax 1000 999 --naive"},
    {.id = "S2-P39",
     .place = "L208",
     .claim = "softmax is costly where K is large",
     .check = [](std::string_view) { return measured("softmax"); },
     .figures = "FIG-28"},
    {.id = "S2-P40",
     .place = "L209",
     .claim = "softmax is very sensitive to small changes of its inputs in some cases",
     .check =
         [](std::string_view) {
           const double here = jacobian_norm(example), tie = jacobian_norm(std::array{0.0, 0.0});
           Random random(1);
           double most = 0;
           for (int i = 0; i < 100; ++i) {
             std::vector<double> scores(5);
             for (double& score : scores) score = 3 * random.normal();
             most = std::max(most, jacobian_norm(scores));
           }
           const Softmax nudged = softmax(std::array{0.1, 0.0});
           const bool winner_jumps =
               softmax(std::array{1e-9, 0.0}).top != softmax(std::array{-1e-9, 0.0}).top;
           return decided(
               "greatest factor by which a small change grows, the Jacobian's 2-norm: above 1 is sensitive; "
               "narrowly, whether 1e-9 at a tie changes the winner",
               {{"at 9, 6, 3, 1", here},
                {"at a tie of two", tie},
                {"greatest of 100 drawn", most},
                {"moved by 0.1 at a tie", nudged.probabilities[0] - 0.5},
                {"winner changed", winner_jumps ? 1.0 : 0.0}},
               {.literally = std::max({here, tie, most}) > 1, .narrowly = winner_jumps});
         },
     .correct = "Probabilities move by at most half of what the scores move by; only the winner, the argmax, "
                "may jump.",
     .figures = "FIG-18",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S2-P41",
     .place = "L221",
     .claim = "tanh has the range [-1, 1]",
     .printed = "[-1, 1]",
     .check = [](std::string_view printed) { return range(printed, "tanh"); },
     .correct = "The range is open, (-1, 1); doubles round tanh to 1 from about x = 19.06 on.",
     .corrected = "(-1, 1)",
     .figures = "FIG-05",
     .command = "table tanh --at 19 19.06 19.07"},
    {.id = "S2-P42",
     .place = "L221",
     .claim = "for its range the outputs of tanh have the mean 0",
     .check =
         [](std::string_view) {
           const double tanh = mean_under_normal("tanh"), shifted = mean_under_normal("2*sigmoid(x+1)-1");
           return decided(
               "means under N(0, 1) of two functions with the range (-1, 1); 0 within 1e-12 for both, "
               "narrowly for tanh, holds",
               {{"tanh", tanh}, {"2 sigmoid(x + 1) - 1", shifted}},
               {.literally = std::fabs(tanh) < 1e-12 && std::fabs(shifted) < 1e-12,
                .narrowly = std::fabs(tanh) < 1e-12});
         },
     .correct = "The mean is 0 for inputs symmetric about 0 because tanh is odd; the range alone does not "
                "make it so.",
     .figures = "FIG-28",
     .command = "stats tanh '2*sigmoid(x+1)-1'"},
    {.id = "S2-P43",
     .place = "L222",
     .claim = "tanh is symmetric about the origin",
     .check =
         [](std::string_view) {
           const Function tanh = Function::parse("tanh");
           const Landmark worst = greatest([&](double x) { return tanh(x) + tanh(-x); }, {0, 20});
           return decided("greatest |tanh(x) + tanh(-x)| on [0, 20]; 0 holds",
                          {{"greatest", std::fabs(worst.value)}}, {worst.value == 0});
         },
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "S2-P44",
     .place = "L222",
     .claim =
         "the slope of tanh stays large for large and small inputs, so that it vanishes less than sigmoid's",
     .check = [](std::string_view) { return follows({"E12"}); },
     .correct = "It falls off as 4 e^(-2|x|), faster than sigmoid's, and is the smaller of the two for |x| > "
                "1.6629; it is larger near 0 only.",
     .figures = "FIG-06 FIG-26",
     .command = "table tanh sigmoid --at 0 1 1.6629 3 5"},
    {.id = "S2-P45",
     .place = "L226",
     .claim = "the slope of tanh too is near 0 for inputs far from 0",
     .check =
         [](std::string_view) {
           const double left = slope("tanh", -10), right = slope("tanh", 10);
           return decided("slopes at -10 and 10; below 1e-6 holds",
                          {{"tanh'(-10)", left}, {"tanh'(10)", right}}, {std::max(left, right) < 1e-6});
         },
     .figures = "FIG-05",
     .command = "table tanh --at -10 0 10"},
    {.id = "S2-P46",
     .place = "L227",
     .claim = "tanh is costly, for it takes exponentials",
     .check = [](std::string_view) { return measured("tanh sigmoid relu"); },
     .figures = "FIG-28"},
    {.id = "S2-P47",
     .place = "L235",
     .claim = "networks with ReLU converge faster than with sigmoid and tanh",
     .check =
         [](std::string_view) {
           return literature(
               "Krizhevsky, Sutskever and Hinton 2012: a network with ReLU learns CIFAR-10 several times as "
               "fast as with tanh");
         },
     .figures = "FIG-24"},
    {.id = "S2-P48",
     .place = "L236",
     .claim = "ReLU takes a comparison only, no powers, and so is cheap",
     .check =
         [](std::string_view) {
           const bool has_more = takes("max(x, 0)", {Op::exp, Op::power, Op::divide, Op::erf, Op::tanh});
           return all_of({{"formula", formula("max(x, 0)", "relu", wide)},
                          {"operations", words("whether max(x, 0) contains powers, divisions or functions",
                                               has_more ? "it does" : "a comparison alone", {!has_more})},
                          {"time", measured("relu sigmoid tanh")}});
         },
     .figures = "FIG-28 FORM-3",
     .command = "show relu"},
    {.id = "S2-P49",
     .place = "L237",
     .claim = "the derivative of 1 above 0 keeps gradients of deep networks from vanishing",
     .check =
         [](std::string_view) {
           double relu = 1, sigmoid = 1, x = 3, y = 3;
           for (int layer = 0; layer < 10; ++layer) {
             relu *= slope("relu", x);
             sigmoid *= slope("sigmoid", y);
             x = Function::parse("relu")(x);
             y = Function::parse("sigmoid")(y);
           }
           return decided(
               "slope through ten layers of one active neuron that starts at 3; 1 for ReLU and below 1e-5 "
               "for sigmoid holds",
               {{"relu", relu}, {"sigmoid", sigmoid}}, {relu == 1 && sigmoid < 1e-5});
         },
     .figures = "FIG-23",
     .command = "depth relu sigmoid --init he --width 64 --layers 10"},
    {.id = "S2-P50",
     .place = "L238",
     .claim = "ReLU gives 0 below 0: sparse outputs, which make a model robust and remove noise",
     .check =
         [](std::string_view) {
           const Function relu = Function::parse("relu");
           Random random(1);
           int zeros = 0;
           constexpr int draws = 20000;
           for (int i = 0; i < draws; ++i) zeros += relu(random.normal()) == 0 ? 1 : 0;
           const double drawn = static_cast<double>(zeros) / draws, share = under_normal("relu").dead;
           return all_of(
               {{"sparse", decided("probability of 0 for inputs of N(0, 1), and the share of 20000 drawn "
                                   "ones; above 0.4 holds",
                                   {{"zeros", share}, {"drawn", drawn}}, {share > 0.4 && drawn > 0.4})},
                {"robust", opinion("whether sparsity helps depends on the task")}});
         },
     .figures = "FIG-28",
     .command = "stats relu"},
    {.id = "S2-P51",
     .place = "L242",
     .claim = "ReLU's outputs are not centred on 0",
     .check =
         [](std::string_view) {
           const Moments relu = under_normal("relu").moments;
           return decided("mean and variance for inputs of N(0, 1); a mean above 0.1 holds",
                          {{"mean", relu.mean}, {"variance", relu.variance}}, {relu.mean > 0.1});
         },
     .figures = "FIG-28",
     .command = "stats relu"},
    {.id = "S2-P52",
     .place = "L243",
     .claim = "the slope of 0 below 0 may keep a neuron from ever being active again: dead ReLU",
     .check =
         [](std::string_view) {
           // With He's weights and inputs of N(0, 1), a pre-activation has the variance 2.
           const Distribution units = Distribution::normal(-6, std::sqrt(2.0));
           const double silent = std::pow(units.cdf(0), 10000);
           Random random(1);
           double update = 0;
           for (int i = 0; i < 1000; ++i) update += slope("relu", -6 + std::sqrt(2.0) * random.normal());
           return decided(
               "neurons of He's weights and a bias of -6: probability of none of 10000 inputs being above 0, "
               "and the slopes at 1000 drawn ones added, which are all that moves the weights; above 1/2 and "
               "0 hold",
               {{"dead", silent}, {"sum of slopes", update}}, {silent > 0.5 && update == 0});
         },
     .figures = "FIG-27",
     .command = "stats relu --input normal:-6,1.4142135623730951"},
    {.id = "S2-P53",
     .place = "L244",
     .claim = "ReLU makes gradients explode for large inputs, so that they are to be clipped",
     .check =
         [](std::string_view) {
           const double small = slope("relu", 1), large = slope("relu", 1e6),
                        weights = backward("relu", "random:1"), he = backward("relu", "he");
           return decided(
               "slope at 1 and at 1e6: more at 1e6 makes it so; narrowly, a gradient that grows a million "
               "times in ten layers with weights of N(0, 1)",
               {{"relu'(1)", small},
                {"relu'(1e6)", large},
                {"gradient, N(0, 1)", weights},
                {"gradient, He", he}},
               {.literally = large > small, .narrowly = weights > 1e6});
         },
     .correct = "The slope is 1 whatever the size of the input; large weights make gradients explode, and "
                "then clipping helps.",
     .figures = "FIG-07 FIG-24",
     .command = "depth relu --init random:1,he --width 128 --layers 10"},
    {.id = "S2-P54",
     .place = "L248",
     .claim = "variants of ReLU exist to keep neurons from dying",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers = {{"relu", under_normal("relu").dead}};
           bool do_live = numbers[0].value > 0;
           for (const std::string_view name : {"leaky_relu", "prelu", "elu", "selu", "celu"}) {
             numbers.push_back({std::string(name), under_normal(name).dead});
             do_live = do_live && numbers.back().value == 0;
           }
           return decided(
               "probability of a slope of 0 under N(0, 1); none of the variants and some of ReLU holds",
               std::move(numbers), {do_live});
         },
     .figures = "FIG-08 FIG-27",
     .command = "stats relu leaky_relu prelu elu selu celu"},
    {.id = "S2-P55",
     .place = "L258",
     .claim = "GELU is smooth, where ReLU is discontinuous at 0",
     .check =
         [](std::string_view) {
           return all_of({{"GELU", smooth("gelu")}, {"ReLU", follows({"E14"})}});
         },
     .correct = "GELU is smooth; ReLU is continuous too, and what jumps at 0 is its derivative, from 0 to 1.",
     .figures = "FIG-09",
     .command = "table relu gelu --at -1e-9 0 1e-9"},
    {.id = "S2-P56",
     .place = "L259",
     .claim =
         "GELU weights an input by a probability of the normal distribution; it does better on Gaussian data",
     .check =
         [](std::string_view) {
           const Function gelu = Function::parse("gelu");
           Random random(1);
           double worst = 0;
           constexpr int draws = 20000;
           for (const double x : {-2.0, -1.0, 1.0, 2.0}) {
             int kept = 0;
             for (int i = 0; i < draws; ++i) kept += random.normal() <= x ? 1 : 0;
             worst = std::max(worst, std::fabs(x * kept / draws - gelu(x)));
           }
           return all_of({{"formula", formula("x*Phi(x)", "gelu", wide)},
                          {"drawn", decided("mean of x kept with probability Phi(x) and else 0, 20000 times "
                                            "at -2, -1, 1, 2, against GELU; 0.02 holds",
                                            {{"greatest error", worst}}, {worst < 0.02})},
                          {"Gaussian data", opinion("no measure of better is given")}});
         },
     .figures = "FORM-5",
     .command = "compare gelu 'x*Phi(x)'"},
    {.id = "S2-P57",
     .place = "L260",
     .claim = "GELU does better than ReLU in some tasks, of language above all",
     .check =
         [](std::string_view) {
           return literature("Hendrycks and Gimpel 2016, arXiv:1606.08415: on images, speech and words");
         },
     .figures = "FIG-09"},
    {.id = "S2-P58",
     .place = "L264",
     .claim = "GELU computes erf and exponentials and costs more than ReLU",
     .check =
         [](std::string_view) {
           const bool forward = takes(gelu_formula, {Op::erf}) && takes(gelu_formula, {Op::exp}),
                      both = takes(gelu_formula, {Op::erf}) && takes(gelu_slope, {Op::exp});
           return all_of(
               {{"formula", formula(gelu_formula, "gelu", wide)},
                {"slope", slope_formula(gelu_slope, "gelu", wide)},
                {"operations",
                 words("whether the value takes erf and exp; narrowly, value and slope together",
                       std::string("erf and exp: ") + (forward ? "in the value" : "not in the value") +
                           (both ? ", in value and slope together" : ""),
                       {.literally = forward, .narrowly = both})},
                {"time", measured("gelu relu")}});
         },
     .correct = "The exact value takes erf alone; the exponential is in the derivative, or in place of erf "
                "in approximations.",
     .figures = "FORM-5 FIG-28",
     .command = "show gelu"},
    {.id = "S2-P59",
     .place = "L265",
     .claim = "GELU is harder to implement and to debug",
     .check = [](std::string_view) { return opinion("its formula is one line in a language that has erf"); },
     .figures = "FORM-5"},
    {.id = "S2-P60",
     .place = "L269",
     .claim = "BERT's activation is GELU",
     .check =
         [](std::string_view) {
           const Model& bert = *find_model_or_fail("bert").model;
           const std::string used(bert.activations[0].function);
           return words("what the catalogue of models has for bert", used,
                        {Function::parse(used).activation().name == "gelu"});
         },
     .figures = "FIG-11",
     .command = "model bert"},
    {.id = "S2-P61",
     .place = "L273, L300",
     .claim = "SwiGLU is made of GLU and Swish",
     .check =
         [](std::string_view) {
           const GateFunction glu(*find_gate("glu")), swiglu(*find_gate("swiglu"));
           double worst = 0;
           for (double a = -4; a <= 4; a += 0.25)
             for (double b = -4; b <= 4; b += 0.25)
               worst = std::max({worst, std::fabs(swiglu(a, b) - a * glu(a, b)),
                                 std::fabs(swiglu(a, b) - Function::parse("swish")(a) * b)});
           return decided(
               "SwiGLU(a, b) against Swish(a) b and a GLU(a, b) on a grid of [-4, 4]^2; 1e-14 holds",
               {{"greatest error", worst}}, {worst <= 1e-14});
         },
     .figures = "FIG-21 FORM-12",
     .command = "ffn swiglu --d-model 128"},
    {.id = "S2-P62",
     .place = "L281",
     .claim = "in GLU x is the input, the product is element by element, and sigma is the sigmoid",
     .printed = "sigmoid(x)",
     .check =
         [](std::string_view printed) {
           return all_of({{"sigma", formula(printed, find_gate("glu")->gated, wide)},
                          {"block", gated_product("sigmoid(x W) * (x V)", "glu")}});
         },
     .figures = "FIG-20 FORM-10",
     .command = "ffn glu --d-model 128"},
    {.id = "S2-P63",
     .place = "L292",
     .claim = "SwiGLU is GLU with its ReLU replaced by Swish",
     .check = [](std::string_view) { return follows({"E15"}); },
     .correct = "GLU's gate is the sigmoid, as the note itself says in L281; ReLU gates ReGLU.",
     .figures = "FIG-21 FORM-12",
     .command = "ffn glu --d-model 128"},
    {.id = "S2-P64",
     .place = "L295",
     .claim = "LLaMA's feed-forward block uses SwiGLU",
     .check =
         [](std::string_view) {
           const Model& llama = *find_model_or_fail("llama").model;
           return words("the block that the catalogue of models has for llama", std::string(llama.block),
                        {llama.block == "swiglu"});
         },
     .figures = "FIG-22 FORM-13",
     .command = "model llama"},
    {.id = "S2-P65",
     .place = "L304",
     .claim = "SwiGLU makes Transformers better",
     .check =
         [](std::string_view) {
           return literature("Shazeer 2020, arXiv:2002.05202: lower perplexity of T5 at the same size");
         },
     .figures = "FIG-21"},
    {.id = "S2-P66",
     .place = "L308",
     .claim = "SwiGLU is differentiable everywhere; with ReLU gradients meet discontinuities",
     .check =
         [](std::string_view) {
           constexpr double beside = 1e-300;
           const double relu = slope("relu", beside) - slope("relu", -beside),
                        silu = slope("silu", beside) - slope("silu", -beside);
           return all_of(
               {{"Swish", smooth("silu")},
                {"slopes", decided("how far the slope jumps at 0; 0 for Swish and not for ReLU holds",
                                   {{"relu", relu}, {"silu", silu}}, {silu == 0 && relu != 0})}});
         },
     .figures = "FIG-21 FIG-07",
     .command = "show silu relu"},
    {.id = "S2-P67",
     .place = "L312",
     .claim = "SwiGLU's gate lets through a proportion of the information, like the gates of an LSTM",
     .check = [](std::string_view) { return follows({"E24"}); },
     .correct = "The Swish gate is in [-0.27846, inf), no proportion: it may amplify and change the sign. "
                "The sigmoid gate of GLU and LSTM is one.",
     .figures = "FIG-21",
     .command = "show silu"},

    {.id = "S2-Q1",
     .place = "L170",
     .claim = "how small is the gradient ten layers back?",
     .check =
         [](std::string_view) {
           const double sigmoid = backward("sigmoid", "xavier"), tanh = backward("tanh", "xavier"),
                        relu = backward("relu", "he");
           return decided(std::string(gradients) +
                              "; below 1e-4 for sigmoid, as the note expects, and not for tanh and ReLU with "
                              "the weights that suit them holds",
                          {{"sigmoid, Xavier", sigmoid},
                           {"tanh, Xavier", tanh},
                           {"relu, He", relu},
                           {"0.25^10, at best for ten sigmoids", std::pow(greatest_slope("sigmoid"), 10)}},
                          {sigmoid < 1e-4 && survives(tanh) && survives(relu)});
         },
     .figures = "FIG-23 FIG-24",
     .command = "depth sigmoid tanh --init xavier --width 64 --batch 64 --layers 10"},

    {.id = "E10",
     .place = "L102",
     .claim = "He initialisation draws within sqrt(2/n_in) of 0",
     .printed = "sqrt(2/n_in)",
     .check =
         [](std::string_view printed) {
           // ReLU hands a factor of its input on: ten layers, ten times the root of the share.
           const double share = std::pow(of_layer(printed), 2) / 3 / variance_of("he"),
                        rms = through_layers("relu", "he").rms * std::pow(share, 5);
           return with(uniform_within(printed, "he"), {{"rms behind ten layers of ReLU", rms}},
                       "rms behind ten layers of ReLU " + shown(rms));
         },
     .correct = "The weights are of N(0, 2/n_in), as in the note's code, or uniform within sqrt(6/n_in): the "
                "bound printed has a third of the variance, and the signal fades.",
     .corrected = "sqrt(6/n_in)",
     .figures = "FIG-24 FORM-14",
     .command = "depth relu --init random:0.07216878364870323,he --width 128 --layers 10"},
    {.id = "E11",
     .place = "L221",
     .claim = "tanh lies in [-1, 1], and so its mean is 0 (the mean is S2-P42)",
     .printed = "[-1, 1]",
     .check =
         [](std::string_view printed) {
           const Function tanh = Function::parse("tanh");
           const double from = first_where(0, 30, [&](double x) { return tanh(x) == 1; });
           return with(range(printed, "tanh"), {{"rounded to 1 from", from}},
                       "rounded to 1 in float64 from x = " + shown(from));
         },
     .correct = "The range is the open interval (-1, 1); the mean is 0 because tanh is odd.",
     .corrected = "(-1, 1)",
     .figures = "FIG-05",
     .command = "stats tanh '2*sigmoid(x+1)-1'"},
    {.id = "E12",
     .place = "L222",
     .claim = "the slope of tanh is still large at large inputs",
     .check =
         [](std::string_view) {
           const double tanh = slope("tanh", 5), sigmoid = slope("sigmoid", 5),
                        crossing = last_where(
                            1, 3, [](double x) { return slope("tanh", x) >= slope("sigmoid", x); });
           bool is_larger = true;
           for (double x = 2; x <= 8; x += 0.25)
             is_larger = is_larger && slope("tanh", x) >= slope("sigmoid", x);
           return decided("slopes on [2, 8]; at least sigmoid's holds",
                          {{"tanh'(5)", tanh},
                           {"sigmoid'(5)", sigmoid},
                           {"sigmoid'(5)/tanh'(5)", sigmoid / tanh},
                           {"equal at", crossing},
                           {"tanh'(5) e^10", tanh * exp(10.0)}},
                          {is_larger});
         },
     .correct = "It decays as 4 e^(-2|x|), and is below sigmoid's for |x| > 1.6629.",
     .figures = "FIG-06 FIG-26",
     .command = "table tanh sigmoid --at 0 1 1.6629 3 5"},
    {.id = "E14",
     .place = "L258",
     .claim = "ReLU is discontinuous at 0",
     .check =
         [](std::string_view) {
           const Function relu = Function::parse("relu");
           constexpr double beside = 1e-300;
           const double value = relu(beside) - relu(-beside), jump = relu.slope(beside) - relu.slope(-beside);
           return decided(
               "how far value and slope jump between -1e-300 and 1e-300; a value by more than that is "
               "discontinuous",
               {{"value", value}, {"slope", jump}}, {value > 2 * beside});
         },
     .correct = "ReLU is continuous everywhere; its derivative jumps from 0 to 1 there.",
     .figures = "FIG-07",
     .command = "show relu"},
    {.id = "E15",
     .place = "L292",
     .claim = "the gate of GLU, which SwiGLU replaces by Swish, is ReLU",
     .printed = "relu(x)",
     .check = [](std::string_view printed) { return formula(printed, find_gate("glu")->gated, wide); },
     .correct = "GLU's gate is the sigmoid; with ReLU the block is ReGLU.",
     .corrected = "sigmoid(x)",
     .figures = "FIG-21 FORM-12",
     .command = "ffn glu --d-model 128"},
    {.id = "E16",
     .place = "L68",
     .claim = "SiLU lessens vanishing and explosion of gradients",
     .check =
         [](std::string_view) {
           const double silu = backward("silu", "he"), relu = backward("relu", "he"),
                        sigmoid = backward("sigmoid", "xavier");
           const double steepest = greatest_slope("silu");
           const double others =
               std::max({greatest_slope("relu"), greatest_slope("tanh"), greatest_slope("sigmoid")});
           return all_of(
               {{"vanishing",
                 decided(std::string(gradients) + "; more than ReLU's, narrowly than sigmoid's, holds",
                         {{"silu, He", silu}, {"relu, He", relu}, {"sigmoid, Xavier", sigmoid}},
                         {.literally = silu > relu, .narrowly = silu > sigmoid})},
                {"explosion", decided("greatest slope against those of ReLU, tanh and sigmoid; no more holds",
                                      {{"greatest slope", steepest},
                                       {"its tenth power", std::pow(steepest, 10)},
                                       {"greatest of the others", others}},
                                      {steepest <= others})}});
         },
     .correct =
         "Its slope reaches 1.0998, more than that of ReLU, tanh or sigmoid, and tends to 0 on the left.",
     .figures = "FIG-11 FIG-24",
     .command = "stats silu relu tanh sigmoid"},
    {.id = "E17",
     .place = "L39, L244",
     .claim = "ReLU makes gradients explode",
     .check =
         [](std::string_view) {
           std::vector<Number> numbers;
           for (const std::string_view name : {"relu", "gelu", "silu", "hard_swish", "selu"})
             numbers.push_back({std::string(name), greatest_slope(name)});
           return decided("greatest |f'|; above 1 for ReLU makes it so", numbers, {numbers[0].value > 1});
         },
     .correct =
         "ReLU's slope is at most 1; too large weights, multiplied through depth, make gradients explode.",
     .figures = "FIG-24",
     .command = "depth relu --init random:1,he --width 128 --layers 10"},
    {.id = "E18",
     .place = "L197",
     .claim = "the program ends with a print of four quotients without parentheses",
     .printed = "print v1/v_sum,v2/v_sum,v3/v_sum,v4/v_sum",
     .check = [](std::string_view printed) { return runs_in_python(printed); },
     .correct = "That is Python 2; Python 3 wants print(...).",
     .corrected = "print(v1/v_sum,v2/v_sum,v3/v_sum,v4/v_sum)",
     .command = "softmax 9 6 3 1"},
    {.id = "E19",
     .place = "L169",
     .claim = "sigmoid takes powers and divisions in the backward pass as in the forward pass",
     .check =
         [](std::string_view) {
           const bool forward = takes("1/(1+exp(-x))", {Op::exp, Op::power}) &&
                                takes("1/(1+exp(-x))", {Op::divide}),
                      backward = takes("s*(1-s)", {Op::exp, Op::power, Op::divide});
           return all_of({{"slope", slope_formula("sigmoid(x)*(1-sigmoid(x))", "sigmoid", wide)},
                          {"operations", words("whether 1/(1 + e^-x) and s (1 - s) of the stored output s "
                                               "take powers or divisions: both, narrowly the former",
                                               std::string("forward ") + (forward ? "both" : "not both") +
                                                   ", backward " + (backward ? "some" : "neither"),
                                               {.literally = forward && backward, .narrowly = forward})}});
         },
     .correct = "Only the forward pass does; the slope is s (1 - s) of the stored output s.",
     .figures = "FORM-1",
     .command = "compare sigmoid '1/(1+exp(-x))'"},
    {.id = "E20",
     .place = "L150",
     .claim = "Xavier initialisation keeps variances, those of gradients too, with sigmoid",
     .check =
         [](std::string_view) {
           const Depth sigmoid = through_layers("sigmoid", "xavier");
           const double mean = mean_under_normal("sigmoid"), gain4 = backward("sigmoid", "random:0.25");
           return decided(survival,
                          {{"sigmoid", sigmoid.backward},
                           {"sigmoid, weights 4 times as large", gain4},
                           {"mean of sigmoid(Z)", mean}},
                          {survives(sigmoid.backward)});
         },
     .correct = "That holds for tanh and linear layers; sigmoid needs weights four times as large, and the "
                "mean of its outputs is not 0.",
     .figures = "FIG-24",
     .command = "depth sigmoid --init xavier,random:0.5 --width 64 --layers 10"},
    {.id = "E21",
     .place = "L207, L209",
     .claim = "softmax is numerically unstable and very sensitive",
     .check =
         [](std::string_view) {
           return follows({"S2-P38", "S2-P40"});
         },
     .correct = "Only the formula taken literally overflows; and softmax changes by at most half of what its "
                "scores change by.",
     .figures = "FIG-18 FORM-9",
     .command = "softmax 1000 999 --naive"},
    {.id = "E22",
     .place = "L60",
     .claim = "the gradient of ReLU and Leaky ReLU is alive on most of the input range",
     .check =
         [](std::string_view) {
           const auto alive = [](std::string_view name) {
             const Stats s = under_normal(name);
             return 1 - s.saturated_left - s.saturated_right - s.flat_inner;
           };
           const double relu = alive("relu"), leaky = alive("leaky_relu"), left = slope("leaky_relu", -1);
           return decided(
               "probability of |f'| > 0.01 under N(0, 1): more than half holds; narrowly, a slope of 1 above "
               "0",
               {{"relu", relu},
                {"leaky_relu", leaky},
                {"leaky_relu'(-1)", left},
                {"its tenth power", std::pow(left, 10)}},
               {.literally = relu > 0.5 && leaky > 0.5,
                .narrowly = slope("relu", 1e-300) == 1 && slope("leaky_relu", 1e-300) == 1});
         },
     .correct =
         "It is on the positive half of the line; on the other it is 0, or 0.01, whose tenth power is 1e-20.",
     .figures = "FIG-08",
     .command = "stats relu leaky_relu"},
    {.id = "E23",
     .place = "L76",
     .claim = "random initialisation takes its values from the standard normal distribution",
     .check =
         [](std::string_view) {
           const double unscaled = through_layers("relu", "random:1").rms,
                        scaled = through_layers("relu", "random:0.01").rms,
                        drawn = summary(drawn_weights("random")).sd;
           return decided(
               "root mean square behind ten layers of ReLU: at most 100 with N(0, 1), narrowly with 0.01 "
               "N(0, 1), is what small weights give",
               {{"N(0, 1)", unscaled}, {"0.01 N(0, 1)", scaled}, {"deviation the code draws", drawn}},
               {.literally = unscaled <= 100, .narrowly = scaled <= 100});
         },
     .correct = "It takes 0.01 times those values, as the note's code does.",
     .figures = "FIG-24",
     .command = "depth relu --init random:1,random:0.01 --width 128 --layers 10"},
    {.id = "E24",
     .place = "L312",
     .claim = "the gate of SwiGLU is the proportion that passes",
     .check =
         [](std::string_view) {
           const auto is_proportion = [](const Interval& range) { return range.lo >= 0 && range.hi <= 1; };
           const Function swish = Function::parse(find_gate("swiglu")->gated),
                          sigmoid = Function::parse(find_gate("glu")->gated);
           const Landmark least = *landmarks(swish).minimum;
           return decided(
               "whether the range of the gate is within [0, 1]; narrowly, that of GLU's and the LSTM's",
               {{"least", least.value},
                {"at", least.x},
                {"supremum", swish.facts().range.hi},
                {"supremum of the sigmoid gate", sigmoid.facts().range.hi}},
               {.literally = is_proportion(swish.facts().range),
                .narrowly = is_proportion(sigmoid.facts().range)});
         },
     .correct =
         "Only a sigmoid gate, that of GLU and LSTM, is a proportion; the Swish gate is in [-0.27846, inf).",
     .figures = "FIG-21",
     .command = "show silu"},
};

}  // namespace

std::span<const Statement> s2() { return statements; }

}  // namespace actviz::notes
