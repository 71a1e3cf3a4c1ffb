// Note S0: activation values, feed-forward blocks, common activations and how they compare.
#include <algorithm>
#include <array>
#include <cmath>

#include "lib/analysis/ffn_forward.hpp"
#include "lib/analysis/naive_softmax.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/error.hpp"
#include "lib/number/random.hpp"
#include "lib/number/search.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

/// A printed formula in x against the first probability that softmax gives the scores x and `others`.
Finding first_probability(std::string_view printed, std::vector<double> others) {
  std::vector<double> scores(1);
  scores.insert(scores.end(), others.begin(), others.end());
  double worst = infinity;
  std::string computed;
  try {
    const Function stated = Function::parse(printed);
    const Landmark peak = greatest(
        [&](double x) {
          scores[0] = x;
          return stated(x) - softmax(scores).probabilities[0];
        },
        {-8, 8});
    worst = std::fabs(peak.value);
    computed = "greatest error " + shown(worst) + " at " + shown(peak.x);
  } catch (const Error& error) {
    computed = "the formula cannot be read: " + error.message.substr(0, error.message.find('\n'));
  }
  std::string how = "greatest difference from the first probability of softmax of x";
  for (const double score : others) how += ", " + shown(score);
  return words(how + " on [-8, 8]; at most 1e-12 holds", computed, {.literally = worst <= 1e-12},
               {{"greatest error", worst}});
}

/// Softmax as the textbook writes it against the library's, for drawn scores.
Finding textbook_softmax() {
  Random random(1);
  double off_one = 0, apart = 0;
  for (int draw = 0; draw < 100; ++draw) {
    std::vector<double> scores(10);
    for (double& score : scores) score = 5 * random.normal();
    const Softmax exact = softmax(scores);
    const std::vector<double> textbook = naive_softmax(scores, {}).in_double;
    double sum = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      sum += exact.probabilities[i];
      apart = std::max(apart, std::fabs(textbook[i] - exact.probabilities[i]));
    }
    off_one = std::max(off_one, std::fabs(sum - 1));
  }
  return words(
      "100 times 10 scores of N(0, 5^2): exp(x) over the sum of exp(x) against softmax, at most 1e-15 apart; "
      "and the sum of all, within 4 ULP of 1",
      "apart by " + shown(apart) + ", sums within " + shown(off_one) + " of 1",
      {.literally = apart <= 1e-15 && off_one <= 0x1p-50}, {{"apart", apart}, {"off 1", off_one}});
}

/// From where on, to both sides, |f'| stays below 0.01.
Finding vanishing_slope(std::string_view function) {
  const std::vector<FlatInterval> flat = landmarks(Function::parse(function), 0.01).flat;
  const bool on_both_sides = flat.size() == 2 && flat[0].side == Side::left && flat[1].side == Side::right;
  const double from = on_both_sides ? flat[1].from : infinity, at_5 = Function::parse(function).slope(5);
  return words("|f'| is at most 0.01 from some x on, on the left and on the right",
               "|f'| <= 0.01 for |x| >= " + shown(from) + "; f'(5) = " + shown(at_5),
               {.literally = on_both_sides}, {{"flat from", from}, {"slope at 5", at_5}});
}

/// The share of 1000 drawn pre-activations of N(bias, 1) at which ReLU has a slope, so that its neuron
/// learns.
double learning_share(double bias) {
  const Function relu = Function::parse("relu");
  Random random(1);
  int learning = 0;
  for (int i = 0; i < 1000; ++i) learning += relu.slope(random.normal() + bias) != 0;
  return learning / 1000.0;
}

/// Whether a neuron that is silent for some inputs has stopped learning.
Finding dead_neuron(std::string_view) {
  const double now_and_then = learning_share(0), never = learning_share(-10);
  const double zeros = stats(Function::parse("relu"), Distribution::normal()).dead;
  return words(
      "share of 1000 inputs at which ReLU has a slope, so that its neuron learns: 0 is death, for inputs "
      "some of which are negative, narrowly for those that all are",
      shown(now_and_then) + " for pre-activations of N(0, 1), of which a share of " + shown(zeros) +
          " gives 0; " + shown(never) + " for N(-10, 1), negative for every input",
      {.literally = now_and_then == 0, .narrowly = never == 0},
      {{"zero outputs", zeros}, {"still learning", now_and_then}, {"dead", never}});
}

/// The greatest change of what a feed-forward block makes of each of three tokens when they come in the
/// opposite order, with drawn positions added to them or not.
double order_seen(bool has_positions) {
  constexpr std::size_t tokens = 3, d_model = 8;
  const FfnKind kind = find_ffn_kind("ffn");
  const FfnWeights weights = random_weights(kind, ffn_cost(kind, d_model, 32), 1);
  const DenseMatrix x = random_input(tokens, d_model, 1), positions = random_input(tokens, d_model, 2);
  const auto outputs = [&](bool is_reversed) {
    DenseMatrix rows = x;
    for (std::size_t place = 0; place < tokens; ++place)
      for (std::size_t i = 0; i < d_model; ++i) {
        const std::size_t token = is_reversed ? tokens - 1 - place : place, at = place * d_model + i;
        rows.values[at] = x.values[token * d_model + i] + (has_positions ? positions.values[at] : 0);
      }
    return forward(kind, weights, rows).output.values;
  };
  const std::vector<double> straight = outputs(false), reversed = outputs(true);
  double change = 0;
  for (std::size_t place = 0; place < tokens; ++place)
    for (std::size_t i = 0; i < d_model; ++i)
      change = std::max(
          change, std::fabs(straight[place * d_model + i] - reversed[(tokens - 1 - place) * d_model + i]));
  return change;
}

/// The mean squared error of the best a + b u + c v for u xor v over the four pairs of bits, and the greatest
/// error of relu(u + v) - 2 relu(u + v - 1).
struct XorFit {
  double affine, with_relu;
};
XorFit fit_xor() {
  const Function relu = Function::parse("relu");
  constexpr std::array<std::array<double, 2>, 4> inputs = {{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
  const auto truth = [](const std::array<double, 2>& in) { return in[0] != in[1] ? 1.0 : 0.0; };
  // 1, u - 1/2 and v - 1/2 are orthogonal over the four inputs: each coefficient stands alone.
  double mean = 0, u_slope = 0, v_slope = 0;
  for (const auto& in : inputs) {
    mean += truth(in) / 4;
    u_slope += truth(in) * (in[0] - 0.5);
    v_slope += truth(in) * (in[1] - 0.5);
  }
  XorFit fit{};
  for (const auto& in : inputs) {
    const double left = truth(in) - mean - u_slope * (in[0] - 0.5) - v_slope * (in[1] - 0.5);
    const double sum = in[0] + in[1];
    fit.affine += left * left / 4;
    fit.with_relu = std::max(fit.with_relu, std::fabs(relu(sum) - 2 * relu(sum - 1) - truth(in)));
  }
  return fit;
}

/// How far from 0 a polyline through evenly spaced samples of ReLU on [-10, 10] passes at 0.
double drawn_kink(int samples) {
  const Function relu = Function::parse("relu");
  const double step = 20.0 / (samples - 1);
  const double left = -10 + step * ((samples - 1) / 2), right = left + step;
  return std::fabs(relu(left) + (relu(right) - relu(left)) * (0 - left) / step);
}

/// The gradient over that of ten layers further on, in a simulated network.
double ten_layers_back(std::string_view function, std::string_view scheme) {
  return through_layers(function, scheme).backward;
}

/// 0.0067 is what comes out where sigma(-5), or e^-5, is taken for the slope.
Finding sigmoid_slope_at_5(std::string_view printed) {
  const Function sigmoid = Function::parse("sigmoid");
  return with(number(printed, "sigmoid'(5)", sigmoid.slope(5)), {{"sigmoid(-5)", sigmoid(-5)}},
              "sigmoid(-5) = " + shown(sigmoid(-5)));
}

constexpr Statement statements[] = {
    {.id = "S0-A1",
     .place = "L13",
     .claim = "a layer is a linear map and a nonlinearity such as ReLU or GELU; what comes out is its "
              "activation value",
     .check = [](std::string_view) { return definition("h = f(x W + b): W mixes entries, f acts on each"); },
     .figures = "FORM-13"},
    {.id = "S0-A2",
     .place = "L19-21",
     .claim = "activation values of a Transformer: queries, keys, values and what attention gives, the "
              "outputs of feed-forward neurons, and of LayerNorm",
     .check = [](std::string_view) { return definition("it lists what is called an activation value"); }},
    {.id = "S0-A3",
     .place = "L97-111",
     .claim = "ReLU: the maximum of 0 and x",
     .printed = "max(0, x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "relu", {-10, 10});
         },
     .figures = "FIG-01 FORM-3",
     .command = "show relu"},
    {.id = "S0-A4",
     .place = "L113-121",
     .claim = "Leaky ReLU: x from 0 on, a x below, a being small, such as 0.01",
     .printed = "where(x >= 0, x, 0.01*x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "leaky_relu", {-10, 10});
         },
     .figures = "FIG-08 FORM-3",
     .command = "show leaky_relu"},
    {.id = "S0-A5",
     .place = "L123-138",
     .claim = "Sigmoid: one over one plus exp(-x)",
     .printed = "1/(1 + exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "sigmoid", {-10, 10});
         },
     .figures = "FIG-02 FORM-1",
     .command = "show sigmoid"},
    {.id = "S0-A6",
     .place = "L140-145",
     .claim = "Softmax: exp(x_i) over the sum of exp(x_j); here with the scores x, 2, -1",
     .printed = "exp(x)/(exp(x) + exp(2) + exp(-1))",
     .check =
         [](std::string_view printed) {
           return first_probability(printed, {2, -1});
         },
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1"},
    {.id = "S0-A7",
     .place = "L147-155",
     .claim = "Tanh: the difference of exp(x) and exp(-x) over their sum",
     .printed = "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "tanh", {-10, 10});
         },
     .figures = "FIG-05 FORM-2",
     .command = "show tanh"},
    {.id = "S0-A8",
     .place = "L157-165",
     .claim = "GELU: x times the distribution function of N(0, 1)",
     .printed = "x*Phi(x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "gelu", {-10, 10});
         },
     .figures = "FIG-10 FIG-11 FORM-5",
     .command = "show gelu"},
    {.id = "S0-A9",
     .place = "L175-177",
     .claim = "the derivative of sigmoid is f (1 - f)",
     .printed = "sigmoid(x)*(1 - sigmoid(x))",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "sigmoid", {-10, 10});
         },
     .figures = "FIG-03 FORM-1"},
    {.id = "S0-A10",
     .place = "L186",
     .claim = "the derivative of ReLU is 1 for x > 0 and 0 for x < 0; of x = 0 nothing is said",
     .printed = "where(x > 0, 1, 0)",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "relu", {-10, 10});
         },
     .figures = "FIG-07 FORM-3",
     .command = "table relu --at -2 -1 1 2"},
    {.id = "S0-A11",
     .place = "L83-93",
     .claim = "a feed-forward block: a linear map, an activation, a linear map",
     .check =
         [](std::string_view) {
           const FfnKind kind = find_ffn_kind("ffn");
           return definition(formula_of(kind) + ", with biases or without");
         },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 512"},

    {.id = "S0-F1",
     .place = "L107",
     .claim = "picture: ReLU on [-10, 10], one curve; how its kink is drawn is E46",
     .printed = "max(0, x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "relu", {-10, 10});
         },
     .figures = "FIG-01"},
    {.id = "S0-F2",
     .place = "L117",
     .claim = "picture: the formula of Leaky ReLU with a = 0.01",
     .printed = "where(x >= 0, x, 0.01*x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "leaky_relu", {-10, 10});
         },
     .figures = "FIG-08 FORM-3"},
    {.id = "S0-F3",
     .place = "L127",
     .claim = "picture: the formula of sigmoid",
     .printed = "1/(1 + exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "sigmoid", {-10, 10});
         },
     .figures = "FORM-1"},
    {.id = "S0-F4",
     .place = "L133",
     .claim = "picture: the formula of sigmoid and its curve on [-10, 10] between 0 and 1",
     .printed = "1/(1 + exp(-x))",
     .check =
         [](std::string_view printed) {
           const Function drawn = Function::parse(printed);
           const double lo = drawn(-10), hi = drawn(10);
           return all_of(
               {{"formula", formula(printed, "sigmoid", {-10, 10})},
                {"curve", words("its ends lie within 1e-4 of 0 and 1", shown(lo) + " and " + shown(hi),
                                {.literally = lo > 0 && lo < 1e-4 && hi < 1 && hi > 1 - 1e-4})}});
         },
     .figures = "FIG-02"},
    {.id = "S0-F5",
     .place = "L142",
     .claim = "picture: the formula of softmax, here with the scores x, 2, -1; its stray backslash is E48",
     .printed = "exp(x)/(exp(x) + exp(2) + exp(-1))",
     .check =
         [](std::string_view printed) {
           return first_probability(printed, {2, -1});
         },
     .figures = "FORM-9 FIG-17"},
    {.id = "S0-F6",
     .place = "L151",
     .claim = "picture: the formula of tanh",
     .printed = "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "tanh", {-10, 10});
         },
     .figures = "FORM-2 FIG-05"},
    {.id = "S0-F7",
     .place = "L161",
     .claim = "picture: the formula of GELU",
     .printed = "x*Phi(x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "gelu", {-10, 10});
         },
     .figures = "FORM-5 FIG-10 FIG-11"},
    {.id = "S0-F8",
     .place = "L177",
     .claim = "picture: the derivative of sigmoid as f (1 - f)",
     .printed = "sigmoid(x)*(1 - sigmoid(x))",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "sigmoid", {-10, 10});
         },
     .figures = "FORM-1 FIG-03"},

    {.id = "S0-N1",
     .place = "L179",
     .claim = "the derivative of sigmoid at 5 is 0.0067",
     .printed = "0.0067",
     .check = sigmoid_slope_at_5,
     .correct = "It is 0.0066 (0.00664806); 0.0067 is sigmoid(-5) = 0.00669285.",
     .corrected = "0.0066",
     .figures = "FIG-03",
     .command = "table sigmoid --at -5 5 10"},
    {.id = "S0-N2",
     .place = "L180",
     .claim = "the derivative of sigmoid at 10 is 0.000045",
     .printed = "0.000045",
     .check =
         [](std::string_view printed) {
           return number(printed, "sigmoid'(10)", Function::parse("sigmoid").slope(10));
         },
     .figures = "FIG-03",
     .command = "table sigmoid --at -5 5 10"},
    {.id = "S0-N3",
     .place = "L186",
     .claim = "the derivative of ReLU is 1 on the right and 0 on the left",
     .printed = "1, 0",
     .check =
         [](std::string_view printed) {
           const Function relu = Function::parse("relu");
           return text(printed, "slope of ReLU at 3 and at -3",
                       shown(relu.slope(3)) + ", " + shown(relu.slope(-3)));
         },
     .figures = "FIG-07"},
    {.id = "S0-N4",
     .place = "L117",
     .claim = "a usual slope of Leaky ReLU is a = 0.01",
     .printed = "0.01",
     .check =
         [](std::string_view printed) {
           return number(printed, "default of torch.leaky_relu",
                         Function::parse("torch.leaky_relu").parameters().front().second);
         },
     .figures = "FIG-08 FORM-3",
     .command = "show leaky_relu"},
    {.id = "S0-N5",
     .place = "L91",
     .claim = "a feed-forward block has two dense layers",
     .printed = "2",
     .check =
         [](std::string_view printed) {
           const FfnCost cost = ffn_cost(find_ffn_kind("ffn"), 512, 2048);
           return number(printed, "weight matrices of a plain block",
                         static_cast<double>(cost.matrices.size()));
         },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 512"},
    {.id = "S0-N6",
     .place = "L145",
     .claim = "the outputs of softmax sum to 1",
     .printed = "1",
     .check =
         [](std::string_view printed) {
           const Softmax result = softmax(std::array{9.0, 6.0, 3.0, 1.0});
           double sum = 0;
           for (const double p : result.probabilities) sum += p;
           return all_of(
               {{"", number(printed, "sum of softmax of 9, 6, 3, 1", sum)}, {"", textbook_softmax()}});
         },
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1"},

    {.id = "S0-P1",
     .place = "L6, L13",
     .claim = "activation values are what the layers of a network put out",
     .check = [](std::string_view) { return definition("h = f(x W + b), for each layer and input"); },
     .command = "stats relu gelu sigmoid"},
    {.id = "S0-P2",
     .place = "L33-34",
     .claim = "lower layers catch words and syntax, higher ones meaning",
     .check =
         [](std::string_view) {
           return literature("Tenney, Das and Pavlick 2019, arXiv:1905.05950, find that order in BERT");
         }},
    {.id = "S0-P3",
     .place = "L39",
     .claim = "the nonlinearity lets a model fit what a linear one cannot",
     .check =
         [](std::string_view) {
           const XorFit fit = fit_xor();
           return words(
               "xor of two bits: the best affine fit fails, relu(u + v) - 2 relu(u + v - 1) does not",
               "mean squared error " + shown(fit.affine) + " of the affine fit, greatest error " +
                   shown(fit.with_relu) + " of two ReLU units",
               {.literally = fit.affine > 0.01 && fit.with_relu == 0},
               {{"affine mean squared error", fit.affine}, {"error with ReLU", fit.with_relu}});
         },
     .figures = "FIG-29",
     .command = "table 'relu(x) - 2*relu(x - 1)' --at 0 1 2"},
    {.id = "S0-P4",
     .place = "L47",
     .claim = "attention weights gather context from other positions",
     .check =
         [](std::string_view) {
           return definition("attention is a mean of values with softmax of scores as weights");
         },
     .figures = "FORM-9",
     .command = "softmax 4 1 0 --labels cat sat on"},
    {.id = "S0-P5",
     .place = "L53, L61",
     .claim = "activation values arise with each input, parameters stay as they are",
     .check = [](std::string_view) { return definition("it tells the two terms apart"); }},
    {.id = "S0-P6",
     .place = "L65",
     .claim = "the activation values of a step give the probabilities of the next word",
     .check = [](std::string_view) { return definition("the probabilities are softmax of the last scores"); },
     .figures = "FIG-17 FORM-9"},
    {.id = "S0-P7",
     .place = "L69-71",
     .claim = "how activation values are distributed, how sparse and how wide, guides compression and stable "
              "training; their memory matters",
     .check =
         [](std::string_view) {
           const Distribution inputs = Distribution::normal();
           const Stats relu = stats(Function::parse("relu"), inputs),
                       gelu = stats(Function::parse("gelu"), inputs);
           const FfnCost block = ffn_cost(find_ffn_kind("ffn"), 512, 2048);
           const double tokens = static_cast<double>(block.weights) / static_cast<double>(block.saved);
           return words(
               "share of zeros among f(Z) for Z of N(0, 1), of ReLU more than 0.1 above that of GELU; and "
               "the tokens whose activations are as many as the weights of a block of 512 to 2048, below "
               "4096",
               "zeros: " + shown(relu.dead) + " of ReLU, " + shown(gelu.dead) + " of GELU; " + shown(tokens) +
                   " tokens",
               {.literally = relu.dead - gelu.dead > 0.1 && tokens < 4096},
               {{"zeros of ReLU", relu.dead},
                {"variance of ReLU", relu.moments.variance},
                {"tokens", tokens}});
         },
     .figures = "FIG-28",
     .command = "stats relu gelu sigmoid"},
    {.id = "S0-P8",
     .place = "L76-81",
     .claim = "after 'The cat sat on the', 'mat' is the most probable word",
     .check =
         [](std::string_view) {
           return definition("an example: softmax ranks words by their scores, which are invented here");
         },
     .figures = "FIG-17",
     .command = "softmax 5 3 2 0 --labels mat sofa floor moon"},
    {.id = "S0-P9",
     .place = "L92",
     .claim = "the first map of a feed-forward block goes to more dimensions, the second back",
     .check =
         [](std::string_view) {
           const FfnKind kind = find_ffn_kind("ffn");
           const FfnWeights weights = random_weights(kind, ffn_cost(kind, 64, ffn_width(false, {256})), 1);
           const FfnActivations pass = forward(kind, weights, random_input(4, 64, 1));
           const auto wide = pass.hidden.shape.columns, out = pass.output.shape.columns;
           return words("columns in the middle and at the end of a forward pass of 4 rows of 64",
                        std::to_string(wide) + " and " + std::to_string(out),
                        {.literally = wide > 64 && out == 64});
         },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 64 --forward 4"},
    {.id = "S0-P10",
     .place = "L93",
     .claim = "its nonlinearity lets a feed-forward block tell two word orders apart",
     .check =
         [](std::string_view) {
           const double alone = order_seen(false), with_positions = order_seen(true);
           return words(
               "change of what a block makes of three tokens in the opposite order, and, narrowly, of tokens "
               "with positions added; above 1e-9 it tells the orders apart",
               shown(alone) + "; with positions " + shown(with_positions),
               {.literally = alone > 1e-9, .narrowly = with_positions > 1e-9},
               {{"alone", alone}, {"with positions", with_positions}});
         },
     .correct = "The block sees each position alone; it tells orders apart once attention or position "
                "encodings have put them into the tokens.",
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 8 --forward 3"},
    {.id = "S0-P11",
     .place = "L104, L111",
     .claim = "ReLU is simple, eases vanishing gradients and speeds up training",
     .check =
         [](std::string_view) {
           const double relu = ten_layers_back("relu", "he"), sigmoid = ten_layers_back("sigmoid", "xavier");
           return all_of(
               {{"gradient", words("gradient over that of ten layers further on: between 1/2 and 2 for ReLU "
                                   "with He's weights, above a thousand times that of sigmoid with Xavier's",
                                   shown(relu) + " against " + shown(sigmoid),
                                   {.literally = relu > 0.5 && relu < 2 && relu > 1000 * sigmoid},
                                   {{"relu", relu}, {"sigmoid", sigmoid}})},
                {"time", measured("relu sigmoid")}});
         },
     .figures = "FIG-23 FIG-24",
     .command = "depth relu sigmoid --init he,xavier --layers 10 --predict"},
    {.id = "S0-P12",
     .place = "L104",
     .claim = "with an input below 0 a neuron behind ReLU dies: it never learns again",
     .check = dead_neuron,
     .correct = "It dies only where its pre-activation is negative for every input; one negative input just "
                "adds nothing to the gradient.",
     .figures = "FIG-27",
     .command = "stats relu --input normal:-10,1"},
    {.id = "S0-P13",
     .place = "L109-110",
     .claim = "ReLU gives back a positive input, and 0 for a negative one",
     .printed = "where(x > 0, x, 0)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "relu", {-10, 10});
         },
     .figures = "FIG-01",
     .command = "table relu --at -2 -1 0 1 2"},
    {.id = "S0-P14",
     .place = "L120",
     .claim = "Leaky ReLU keeps a small gradient for negative inputs",
     .check =
         [](std::string_view) {
           const Function leaky = Function::parse("leaky_relu");
           const double near = leaky.slope(-1e-3), far = leaky.slope(-1e3);
           return words("its slope at -0.001 and at -1000 is above 0 and below 0.1",
                        shown(near) + " and " + shown(far),
                        {.literally = near > 0 && near < 0.1 && far > 0 && far < 0.1}, {{"slope", far}});
         },
     .figures = "FIG-08",
     .command = "table leaky_relu --at -1000 -1 1"},
    {.id = "S0-P15",
     .place = "L130, L136",
     .claim = "sigmoid maps the real numbers to (0, 1)",
     .printed = "(0, 1)",
     .check =
         [](std::string_view printed) {
           const auto textbook = [](double x) { return 1 / (1 + std::exp(-x)); };
           const double one_from = first_where(1, 100, [&](double x) { return textbook(x) == 1; }),
                        zero_to = last_where(-1000, -1, [&](double x) { return textbook(x) == 0; });
           return with(range(printed, "sigmoid"), {{"1 from", one_from}, {"0 up to", zero_to}},
                       "in double precision 1/(1 + exp(-x)) rounds to 1 from " + shown(one_from) +
                           " and to 0 up to " + shown(zero_to));
         },
     .figures = "FIG-02",
     .command = "table sigmoid --at -745 -710 0 36 37"},
    {.id = "S0-P16",
     .place = "L130",
     .claim = "far from 0 the gradient of sigmoid goes to 0, and training is slow",
     .check = [](std::string_view) { return vanishing_slope("sigmoid"); },
     .figures = "FIG-03 FIG-26",
     .command = "stats sigmoid"},
    {.id = "S0-P17",
     .place = "L135",
     .claim = "the curve of sigmoid is S-shaped",
     .check = [](std::string_view) { return s_shaped("sigmoid"); },
     .figures = "FIG-02"},
    {.id = "S0-P18",
     .place = "L137",
     .claim = "sigmoid tends to 1 for large inputs, to 0 for small ones",
     .printed = "1, 0",
     .check =
         [](std::string_view printed) {
           const Function sigmoid = Function::parse("sigmoid");
           const Facts facts = sigmoid.facts();
           return all_of(
               {{"", text(printed, "limits at +infinity and -infinity",
                          shown(facts.right.limit(infinity)) + ", " + shown(facts.left.limit(-infinity)))},
                {"", words("values at 100 and -100, within 1e-40 of them",
                           shown(sigmoid(100)) + " and " + shown(sigmoid(-100)),
                           {.literally = sigmoid(100) == 1 && sigmoid(-100) < 1e-40})}});
         },
     .figures = "FIG-02",
     .command = "table sigmoid --at -100 -10 10 100"},
    {.id = "S0-P19",
     .place = "L138",
     .claim = "behind sigmoid the output of a neuron is limited, and not linear in the input",
     .check =
         [](std::string_view) {
           const Function sigmoid = Function::parse("sigmoid");
           const Interval range = sigmoid.facts().range;
           const Landmark bend = greatest([&](double x) { return sigmoid.curvature(x); }, {-10, 10});
           return words("a bounded range and a curvature above 0.01 somewhere on [-10, 10]",
                        "between " + shown(range.lo) + " and " + shown(range.hi) + ", greatest curvature " +
                            shown(std::fabs(bend.value)),
                        {.literally = sigmoid.facts().is_bounded() && std::fabs(bend.value) > 0.01},
                        {{"greatest curvature", std::fabs(bend.value)}});
         },
     .figures = "FIG-02"},
    {.id = "S0-P20",
     .place = "L144-145",
     .claim = "softmax takes exponentials and divides by their sum, so that the outputs are probabilities",
     .check = [](std::string_view) { return textbook_softmax(); },
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1 --naive"},
    {.id = "S0-P21",
     .place = "L154",
     .claim = "tanh lies in (-1, 1) with mean 0, for inputs distributed evenly around 0",
     .printed = "(-1, 1)",
     .check =
         [](std::string_view printed) {
           const Function tanh = Function::parse("tanh");
           const double normal = moments(tanh, Distribution::normal()).mean,
                        uniform = moments(tanh, Distribution::uniform(-3, 3)).mean,
                        shifted = moments(tanh, Distribution::normal(1, 1)).mean;
           return all_of(
               {{"", range(printed, "tanh")},
                {"", words("mean of tanh for N(0, 1) and for inputs uniform on [-3, 3], exactly 0",
                           shown(normal) + " and " + shown(uniform) + "; for N(1, 1) it is " + shown(shifted),
                           {.literally = normal == 0 && uniform == 0}, {{"mean", normal}})}});
         },
     .figures = "FIG-05",
     .command = "stats tanh"},
    {.id = "S0-P22",
     .place = "L154",
     .claim = "near 0 the gradient of tanh is greater than that of sigmoid",
     .check =
         [](std::string_view) {
           const Function tanh = Function::parse("tanh"), sigmoid = Function::parse("sigmoid");
           const auto tanh_is_steeper = [&](double x) { return tanh.slope(x) > sigmoid.slope(x); };
           const double crossover = last_where(0, 10, tanh_is_steeper);
           return words("slopes at 0, and up to where that of tanh is the greater",
                        shown(tanh.slope(0)) + " against " + shown(sigmoid.slope(0)) +
                            ", greater for |x| < " + shown(crossover) + " and smaller beyond",
                        {.literally = tanh_is_steeper(0) && crossover > 0.5},
                        {{"tanh", tanh.slope(0)}, {"sigmoid", sigmoid.slope(0)}, {"crossover", crossover}});
         },
     .figures = "FIG-06",
     .command = "table tanh sigmoid --at 0 1 1.66288589105862 2 5"},
    {.id = "S0-P23",
     .place = "L154",
     .claim = "training converges faster with tanh than with sigmoid",
     .check =
         [](std::string_view) {
           return literature(
               "LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, recommend it for its mean of 0");
         },
     .figures = "FIG-06",
     .command = "depth sigmoid tanh --init xavier --layers 10 --predict"},
    {.id = "S0-P24",
     .place = "L154",
     .claim = "the gradient of tanh vanishes too",
     .check = [](std::string_view) { return vanishing_slope("tanh"); },
     .figures = "FIG-05 FIG-26",
     .command = "table tanh --at 0 1 3 5"},
    {.id = "S0-P25",
     .place = "L164",
     .claim = "GELU is smooth, and models generalise better with it",
     .check =
         [](std::string_view) {
           return all_of(
               {{"smooth", smooth("gelu")},
                {"better",
                 literature(
                     "Hendrycks and Gimpel 2016, arXiv:1606.08415, find it so in their experiments")}});
         },
     .figures = "FIG-10 FIG-11",
     .command = "show gelu"},
    {.id = "S0-P26",
     .place = "L171",
     .claim = "sigmoid suits two classes, such as mail that is spam or not",
     .check = [](std::string_view) { return opinion("it fits as a probability; what suits is a choice"); },
     .figures = "FIG-19"},
    {.id = "S0-P27",
     .place = "L172",
     .claim = "the derivative of sigmoid is simple: it follows from the output",
     .printed = "sigmoid(x)*(1 - sigmoid(x))",
     .check =
         [](std::string_view printed) {
           return slope_formula(printed, "sigmoid", {-10, 10});
         },
     .figures = "FIG-03 FORM-1"},
    {.id = "S0-P28",
     .place = "L173",
     .claim = "gradients are multiplied from layer to layer; where they are small, almost nothing is left",
     .check =
         [](std::string_view) {
           const double at_best = std::pow(landmarks(Function::parse("sigmoid")).max_slope->value, 10),
                        simulated = ten_layers_back("sigmoid", "xavier");
           return words(
               "sigmoid over 10 layers: the greatest slope to the power of 10, and the gradient over that of "
               "ten layers further on; below 1e-5",
               "at most " + shown(at_best) + "; simulated " + shown(simulated),
               {.literally = at_best < 1e-5 && simulated < 1e-5},
               {{"at best", at_best}, {"simulated", simulated}});
         },
     .figures = "FIG-23 FIG-24",
     .command = "depth sigmoid --init xavier --layers 10 --width 128"},
    {.id = "S0-P29",
     .place = "L181",
     .claim = "from 5 to 10 the gradient of sigmoid drops sharply",
     .check =
         [](std::string_view) {
           const Function sigmoid = Function::parse("sigmoid");
           const double factor = sigmoid.slope(5) / sigmoid.slope(10);
           return words("sigmoid'(5) over sigmoid'(10), above 10", "a factor of " + shown(factor),
                        {.literally = factor > 10}, {{"factor", factor}});
         },
     .figures = "FIG-03",
     .command = "table sigmoid --at 5 10"},
    {.id = "S0-P30",
     .place = "L185",
     .claim = "ReLU costs far less than sigmoid",
     .check = [](std::string_view) { return measured("relu sigmoid"); },
     .figures = "FIG-28"},
    {.id = "S0-P31",
     .place = "L186",
     .claim = "where its input is positive ReLU passes the gradient on: none vanishes, training is stable",
     .check =
         [](std::string_view) {
           const double small = ten_layers_back("relu", "random:0.01"), he = ten_layers_back("relu", "he");
           const auto is_kept = [](double gradient) { return gradient > 0.5 && gradient < 2; };
           return words(
               "gradient over that of ten layers further on, layers of 256, kept between 1/2 and 2 with "
               "weights of N(0, 0.01^2), and, narrowly, with He's",
               shown(small) + ", and " + shown(he), {.literally = is_kept(small), .narrowly = is_kept(he)},
               {{"random", small}, {"he", he}});
         },
     .correct = "It holds along paths of active neurons, and through whole layers only with weights scaled "
                "for it, such as He's.",
     .figures = "FIG-23 FIG-24",
     .command = "depth relu --init he,random:0.01 --layers 10 --width 128"},
    {.id = "S0-P32",
     .place = "L187",
     .claim = "outputs of 0 are dead neurons, and with many of them a network stops working",
     .check = dead_neuron,
     .correct = "An output of 0 for some inputs is sparsity; a neuron is dead where it is 0 for every input.",
     .figures = "FIG-27 FIG-28",
     .command = "depth relu --init he --layers 10 --width 128"},
    {.id = "S0-P33",
     .place = "L190-192",
     .claim = "ReLU makes activations sparse, which saves work and memory and helps against overfitting",
     .check =
         [](std::string_view) {
           const double zeros = stats(Function::parse("relu"), Distribution::normal()).dead;
           return all_of({{"sparse", words("P(ReLU(Z) = 0) for Z of N(0, 1), at least 0.1", shown(zeros),
                                           {.literally = zeros >= 0.1}, {{"zeros", zeros}})},
                          {"benefits", literature("Glorot, Bordes and Bengio 2011, Deep Sparse Rectifier "
                                                  "Neural Networks, argue for them")}});
         },
     .figures = "FIG-28",
     .command = "stats relu gelu"},
    {.id = "S0-P34",
     .place = "L196-198",
     .claim = "softmax extends sigmoid to more than two classes: with the scores x and 0 it is sigmoid(x)",
     .printed = "sigmoid(x)",
     .check = [](std::string_view printed) { return first_probability(printed, {0}); },
     .figures = "FIG-19",
     .command = "softmax 2 0 --labels cat dog && table sigmoid --at 2"},

    {.id = "S0-Q1",
     .place = "L69",
     .claim = "What do activation values show of a model?",
     .check =
         [](std::string_view) {
           std::string computed;
           std::vector<Number> numbers;
           bool are_apart = true;
           std::vector<Moments> seen;
           for (const std::string_view name : {"relu", "gelu", "sigmoid", "tanh"}) {
             const Stats found = stats(Function::parse(name), Distribution::normal());
             for (const Moments& other : seen)
               are_apart = are_apart && (std::fabs(found.moments.mean - other.mean) > 0.01 ||
                                         std::fabs(found.moments.variance - other.variance) > 0.01);
             seen.push_back(found.moments);
             computed += (computed.empty() ? "" : "; ") + std::string(name) + ": mean " +
                         shown(found.moments.mean) + ", variance " + shown(found.moments.variance) +
                         ", zeros " + shown(found.dead);
             numbers.push_back({std::string(name) + " mean", found.moments.mean});
             numbers.push_back({std::string(name) + " variance", found.moments.variance});
             numbers.push_back({std::string(name) + " zeros", found.dead});
           }
           return words(
               "mean, variance and share of zeros of f(Z), Z of N(0, 1), which tell every two of the "
               "functions apart by 0.01",
               computed, {.literally = are_apart}, numbers);
         },
     .figures = "FIG-28",
     .command = "stats relu gelu sigmoid tanh"},

    {.id = "E1",
     .place = "L179",
     .claim = "the derivative of sigmoid at 5 is 0.0067",
     .printed = "0.0067",
     .check = sigmoid_slope_at_5,
     .correct = "It is 0.0066 (0.00664806); 0.0067 is sigmoid(-5) = 0.00669285.",
     .corrected = "0.0066",
     .figures = "FIG-03",
     .command = "table sigmoid --at -5 5"},
    {.id = "E40",
     .place = "L104, L187",
     .claim = "a negative input, or an output of 0, means a dead neuron",
     .check = dead_neuron,
     .correct = "A neuron is dead where it is inactive for every input.",
     .figures = "FIG-27",
     .command = "stats relu --input normal:-10,1"},
    {.id = "E46",
     .place = "L107",
     .claim = "ReLU drawn through evenly spaced samples has its kink at 0",
     .check =
         [](std::string_view) {
           const double beside = drawn_kink(100), upon = drawn_kink(101);
           return words(
               "height at 0 of the straight lines through 100 and, narrowly, 101 samples of [-10, 10], at "
               "most 1e-12",
               shown(beside) + " with samples on both sides of 0, " + shown(upon) + " with one on it",
               {.literally = beside <= 1e-12, .narrowly = upon <= 1e-12},
               {{"without a sample at 0", beside}, {"with one", upon}});
         },
     .correct = "It does where a sample lies on the kink; between two samples the lines cut the corner.",
     .figures = "FIG-01",
     .command = "table relu --range -1 1 --points 10"},
    {.id = "E48",
     .place = "L142",
     .claim = "softmax, as the picture has it, with a backslash before the fraction",
     .printed = "\\ exp(x)/(exp(x) + exp(2) + exp(-1))",
     .check =
         [](std::string_view printed) {
           return first_probability(printed, {2, -1});
         },
     .correct = "The backslash is a slip of typesetting: the formula goes without it.",
     .corrected = "exp(x)/(exp(x) + exp(2) + exp(-1))",
     .figures = "FORM-9",
     .command = "softmax 9 6 3 1"},
};

}  // namespace

std::span<const Statement> s0() { return statements; }

}  // namespace actviz::notes
