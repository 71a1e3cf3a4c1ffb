// Where the notes contradict one another, or themselves: each side is decided by itself.
#include <cmath>

#include "lib/analysis/initialisation.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"
#include "plots/notes/block_formula.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

/// Both sides, each with its verdict before what was computed: a contradiction is as bad as its worse side.
Finding sides(std::vector<Part> parts) {
  for (Part& part : parts)
    part.finding.computed = std::string(name_of(part.finding.verdict)) + ": " + part.finding.computed;
  return all_of(std::move(parts));
}

/// What the sides print, "(1, 0) / (0, 1)", side by side.
std::vector<std::string_view> printed_sides(std::string_view printed) {
  std::vector<std::string_view> all;
  for (std::size_t slash; (slash = printed.find(" / ")) != std::string_view::npos;
       printed.remove_prefix(slash + 3))
    all.push_back(printed.substr(0, slash));
  all.push_back(printed);
  return all;
}

Finding gelu_with_factor(std::string_view factor) {
  return formula("x/2*(1+tanh(" + std::string(factor) + "*(x+0.044715*x^3)))", "gelu", {-5, 5}, 1e-3);
}

Finding swish_is_linear_without_beta() {
  const Function f = Function::parse("swish:beta=0");
  const double bend = greatest([&](double x) { return f.curvature(x); }, {-5, 5}).value;
  return words("greatest |f''| of Swish with beta = 0 on [-5, 5]", shown(bend), {.literally = bend == 0},
               {{"greatest curvature", bend}});
}

/// Whether beta could be learned, and whether the models of the catalogue do.
struct UseOfBeta {
  double slope;  ///< of Swish at x = 2 with respect to beta, at beta = 1
  std::size_t models = 0, models_at_one = 0;
};
UseOfBeta use_of_beta() {
  UseOfBeta use = {Function::parse("2*sigmoid(2*x)").slope(1)};
  for (const ModelUse& model : models_using("swish")) {
    ++use.models;
    use.models_at_one += Function::parse(model.activation->function).parameters()[0].second == 1 ? 1 : 0;
  }
  return use;
}

Finding beta_is_set() {
  const UseOfBeta use = use_of_beta();
  return words("slope of Swish in beta, at beta = 1 and x = 2, and the beta of models that use Swish",
               std::to_string(use.models_at_one) + " of " + std::to_string(use.models) +
                   " families set it to 1, but it has a slope to learn by, " + shown(use.slope),
               {.literally = use.slope == 0, .narrowly = use.models > 0 && use.models_at_one == use.models},
               {{"slope in beta", use.slope}});
}

Finding beta_is_learned() {
  const UseOfBeta use = use_of_beta();
  return words("beta of the models of the catalogue that use Swish, and its slope in beta",
               "it can be learned; " + std::to_string(use.models - use.models_at_one) + " of " +
                   std::to_string(use.models) + " families do not set it to 1",
               {.literally = use.models_at_one == 0, .narrowly = use.slope != 0});
}

/// What a formula of the gate, of its pre-activation x, is against the gate of GLU.
Finding gate_of_glu(std::string_view printed) { return formula(printed, find_gate("glu")->gated, {-5, 5}); }

Finding relu_jumps() {
  const Function relu = Function::parse("relu");
  const double jump = relu(1e-300) - relu(-1e-300);
  return words("ReLU on both sides of 0", "at 1e-300 and -1e-300 the values differ by " + shown(jump),
               {.literally = jump > 1e-12});
}

Finding slope_of_relu_jumps() {
  const Function relu = Function::parse("relu");
  const double jump = relu.slope(1e-300) - relu.slope(-1e-300);
  return words("slopes of ReLU on both sides of 0",
               "at 1e-300 and -1e-300 the slopes differ by " + shown(jump), {.literally = jump > 1e-12},
               {{"jump of the slope", jump}});
}

Finding tanh_vanishes() {
  const double slope = Function::parse("tanh").slope(5);
  return words("tanh'(5); vanishing: below a thousandth of tanh'(0) = 1", shown(slope),
               {.literally = slope < 1e-3}, {{"tanh'(5)", slope}});
}

Finding tanh_stays_large() {
  const double tanh = Function::parse("tanh").slope(5), sigmoid = Function::parse("sigmoid").slope(5);
  return words("tanh'(5) against sigmoid'(5), the smaller of which vanishes first",
               shown(tanh) + " against " + shown(sigmoid), {.literally = tanh > sigmoid},
               {{"sigmoid'(5) / tanh'(5)", sigmoid / tanh}});
}

Finding tanh_saturates_later() {
  const auto beyond = [](const char* name) {
    const Function f = Function::parse(name);
    return landmarks(f, 0.01 * landmarks(f).max_slope->value).flat.back().from;
  };
  const double tanh = beyond("tanh"), sigmoid = beyond("sigmoid");
  return words("|x| beyond which the slope is below 1 % of its greatest value",
               "tanh " + shown(tanh) + ", sigmoid " + shown(sigmoid), {.literally = tanh > sigmoid},
               {{"tanh", tanh}, {"sigmoid", sigmoid}});
}

/// Whether weights of a deviation keep a signal through ten ReLU layers, as He's are to do.
Finding keeps_signal(double deviation, double width) {
  const double rms = through_layers("relu", "random:" + to_text(deviation)).rms;
  const double variance = width * deviation * deviation;
  return words("n times the variance of a weight, 2 within 1e-9, and rms behind 10 ReLU layers, 0.5 to 2",
               "n Var = " + shown(variance) + ", rms " + shown(rms),
               {.literally = std::fabs(variance - 2) < 1e-9 && rms > 0.5 && rms < 2},
               {{"n Var", variance}, {"rms", rms}});
}

/// A uniform distribution between limits that depend on n, the inputs of a unit.
Finding he_within(std::string_view limit) {
  constexpr double width = 256;
  const double reach = Function::parse("0*x+(" + std::string(limit) + "):n=256")(0);
  return keeps_signal(reach / std::sqrt(3), width);
}

Finding he_normal() {
  constexpr double width = 256;
  const double variance = weight_variance(InitScheme::parse("he"), Function::parse("relu"), {width, width});
  return keeps_signal(std::sqrt(variance), width);
}

Finding relu_eases_vanishing() {
  const double relu = through_layers("relu", "he").backward,
               sigmoid = through_layers("sigmoid", "xavier").backward;
  return words("gradient at the first of 10 layers over that at the last; kept: above 0.1",
               "ReLU with He weights " + shown(relu) + ", sigmoid with Xavier weights " + shown(sigmoid),
               {.literally = relu > 0.1 && sigmoid < 1e-3}, {{"relu", relu}, {"sigmoid", sigmoid}});
}

Finding relu_explodes() {
  const double steepest = landmarks(Function::parse("relu")).lipschitz;
  return words("sup |ReLU'|; a factor above 1 would grow with depth", shown(steepest),
               {.literally = steepest > 1}, {{"steepest", steepest}});
}

constexpr BlockSetup swiglu_with_biases = {.kind = "swiglu", .has_biases = true};

constexpr Statement statements[] = {
    {.id = "X1",
     .place = "L62 of S1; L35 of S1, L130 of S0 and L96 of S4",
     .claim = "sigmoid maps to (1, 0), or to (0, 1)",
     .printed = "(1, 0) / (0, 1)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           return sides({{"S1 L62", range(side[0], "sigmoid")}, {"S0, S1, S4", range(side[1], "sigmoid")}});
         },
     .correct = "the second: (0, 1), open",
     .corrected = "(0, 1) / (0, 1)",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "X2",
     .place = "L221 of S2; L154 of S0, L90 of S1 and L104 of S4",
     .claim = "tanh maps to [-1, 1], or to (-1, 1)",
     .printed = "[-1, 1] / (-1, 1)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           return sides({{"S2 L221", range(side[0], "tanh")}, {"S0, S1, S4", range(side[1], "tanh")}});
         },
     .correct = "the second: neither -1 nor 1 is attained",
     .corrected = "(-1, 1) / (-1, 1)",
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "X3",
     .place = "L144 of S1; L38 of S3 and L119 of S4",
     .claim = "the tanh form of GELU has the factor sqrt(pi/2), or sqrt(2/pi)",
     .printed = "sqrt(pi/2) / sqrt(2/pi)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           return sides({{"S1 L144", gelu_with_factor(side[0])}, {"S3, S4", gelu_with_factor(side[1])}});
         },
     .correct = "the second: sqrt(2/pi), the slope of 2 Phi(x) - 1 at 0",
     .corrected = "sqrt(2/pi) / sqrt(2/pi)",
     .figures = "FIG-25 FORM-5",
     .command = "table gelu gelu_tanh 'x/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))' --at -2 -1.10666 1.10666 2 "
                "--derivative 0"},
    {.id = "X4",
     .place = "L61 of S3; L158 of S4",
     .claim = "with beta = 0 Swish is a linear function, or x",
     .printed = "x",
     .check =
         [](std::string_view printed) {
           return sides({{"S3 L61", swish_is_linear_without_beta()},
                         {"S4 L158", formula(printed, "swish:beta=0", {-5, 5})}});
         },
     .correct = "the first: it is linear, and equals x/2",
     .corrected = "x/2",
     .figures = "FIG-14 FIG-25",
     .command = "compare swish:beta=0 x x/2 --range -5 5"},
    {.id = "X5",
     .place = "L57 of S3; L132 of S3",
     .claim = "beta of Swish is a hyper-parameter, or is learned",
     .check =
         [](std::string_view) {
           return sides({{"S3 L57", beta_is_set()}, {"S3 L132", beta_is_learned()}});
         },
     .correct = "either: it can be trained, and is mostly set to 1, which is SiLU",
     .figures = "FIG-12 FORM-6",
     .command = "show swish"},
    {.id = "X6",
     .place = "L76 of S3; L168 of S4; L278 of S4; L281 of S2; L292 of S2",
     .claim =
         "GLU is x sigmoid(W1 x), or F(xW + b) (xV + c), or sigmoid(x W1) W2 (x W3); its gate is sigmoid, "
         "or ReLU",
     .printed = "x * sigmoid(x W1) / sigmoid(x W + b) * (x V + c) / sigmoid(x W1) W2 * (x W3) / sigmoid(x) / "
                "relu(x)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           return sides({{"S3 L76", block(side[0], {.kind = "glu", .is_product = true})},
                         {"S4 L168", block(side[1], {.kind = "glu", .has_biases = true, .is_product = true})},
                         {"S4 L278", block(side[2], {.kind = "glu"})},
                         {"S2 L281", gate_of_glu(side[3])},
                         {"S2 L292", gate_of_glu(side[4])}});
         },
     .correct = "the formula of S4 L168 with the sigmoid gate of S2 L281; in a block W2 follows the product, "
                "and with a ReLU gate it is ReGLU",
     .corrected = "sigmoid(x W1) * (x W3) / sigmoid(x W + b) * (x V + c) / (sigmoid(x W1) * (x W3)) W2 / "
                  "sigmoid(x) / sigmoid(x)",
     .figures = "FIG-20 FORM-10 FORM-11 FORM-13",
     .command = "ffn glu --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "X7",
     .place = "L118-120 of S3; L122 of S3",
     .claim = "the gate of a GLU with Swish is Swish, as the text says, or sigmoid, as the formula has it",
     .printed = "swish(x) / sigmoid(x)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           const std::string_view gate = find_gate("swiglu")->gated;
           return sides({{"the text", formula(side[0], gate, {-5, 5})},
                         {"the formula", formula(side[1], gate, {-5, 5})}});
         },
     .correct = "the text: the gate is Swish(W1 x)",
     .corrected = "swish(x) / swish(x)",
     .figures = "FIG-21 FORM-12",
     .command = "compare swish sigmoid --range -5 5"},
    {.id = "X8",
     .place = "L258 of S2; L130 of S4",
     .claim = "ReLU is discontinuous at 0, or its gradient is",
     .check =
         [](std::string_view) {
           return sides({{"S2 L258", relu_jumps()}, {"S4 L130", slope_of_relu_jumps()}});
         },
     .correct = "the second: ReLU is continuous, its slope jumps from 0 to 1",
     .figures = "FIG-07 FIG-09",
     .command = "show relu"},
    {.id = "X9",
     .place = "L154 of S0, L37 of S1 and L226 of S2; L222 of S2; L104 of S4",
     .claim = "the gradient of tanh vanishes, or stays large, or saturates later than that of sigmoid",
     .check =
         [](std::string_view) {
           return sides({{"S0, S1, S2 L226", tanh_vanishes()},
                         {"S2 L222", tanh_stays_large()},
                         {"S4 L104", tanh_saturates_later()}});
         },
     .correct = "the first: it vanishes, and at half the |x| at which that of sigmoid does",
     .figures = "FIG-06 FIG-26",
     .command = "compare tanh sigmoid"},
    {.id = "X10",
     .place = "L102 of S2; L105-112 of S2",
     .claim = "He draws weights between -sqrt(2/n) and sqrt(2/n), or from N(0, 2/n)",
     .printed = "sqrt(2/n)",
     .check =
         [](std::string_view printed) {
           return sides({{"the text", he_within(printed)}, {"the code", he_normal()}});
         },
     .correct =
         "the code: N(0, 2/n), or uniform between -sqrt(6/n) and sqrt(6/n), which has the same variance",
     .corrected = "sqrt(6/n)",
     .figures = "FIG-24 FORM-14",
     .command = "depth relu --init he --width 128 --layers 10 --predict"},
    {.id = "X11",
     .place = "L60 and L237 of S2; L39 and L244 of S2",
     .claim = "ReLU eases vanishing gradients, or makes gradients explode",
     .check =
         [](std::string_view) {
           return sides({{"eases", relu_eases_vanishing()}, {"explodes", relu_explodes()}});
         },
     .correct =
         "the first, on active paths and with He weights; a slope of at most 1 amplifies nothing, large "
         "weights do",
     .figures = "FIG-23 FIG-24",
     .command = "depth relu sigmoid --init he --width 128 --layers 10 --predict"},
    {.id = "X12",
     .place = "L63 of S3; L159 of S4",
     .claim = "Swish costs more than other activations, or less than GELU",
     .check =
         [](std::string_view) {
           return sides({{"S3 L63", measured("swish relu gelu tanh mish")},
                         {"S4 L159", measured("swish gelu gelu_tanh")}});
         },
     .figures = "FIG-28"},
    {.id = "X13",
     .place = "L203 of S4; L234 of S4; L258 of S4",
     .claim = "SwiGLU as a formula, as code, and by the shape of its output",
     .printed = "swish(x W1) W2 * (x W3) / w2(silu(w1(x))) * w3(x) / (4, 128)",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           const Shape shape = drawn_block(swiglu_with_biases).flow.output.shape;
           return sides({{"the formula", block(side[0], {.kind = "swiglu"})},
                         {"the code", block(side[1], swiglu_with_biases)},
                         {"the shape", text(side[2], "shape of (silu(x W1) * (x W3)) W2", text_of(shape))}});
         },
     .correct = "the shape is right; formula and code give it once the product comes before W2",
     .corrected = "(swish(x W1) * (x W3)) W2 / w2(silu(w1(x)) * w3(x)) / (4, 128)",
     .figures = "FIG-22 FORM-12 FORM-13",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias --forward 4 --order printed"},
    {.id = "X14",
     .place = "L14 of S3 and L57 of S4; L76 of S3 and L28 of S4",
     .claim = "a projection is x W1, or W1 x",
     .printed = "relu(x W1 + b1) W2 + b2 / W2 relu(W1 x + b1) + b2",
     .check =
         [](std::string_view printed) {
           const auto side = printed_sides(printed);
           return sides({{"x W1", block_of_rows(side[0], {.has_biases = true})},
                         {"W1 x", block_of_rows(side[1], {.has_biases = true})}});
         },
     .correct = "with tokens as rows the first; the second is the same with every matrix transposed",
     .corrected = "relu(x W1 + b1) W2 + b2 / relu(x W1 + b1) W2 + b2",
     .figures = "FORM-13",
     .command = "ffn ffn --d-model 512 --bias"},
};

}  // namespace

std::span<const Statement> contradictions() { return statements; }

}  // namespace actviz::notes
