// Note S3: questions on the feed-forward blocks and activations of language models.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"
#include "plots/notes/block_formula.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

constexpr std::string_view tanh_form = "0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))";

/// A printed form of a gated unit on numbers, in which W_1 is 2, against (3 x + 1) f(2 x - 1): two maps, with
/// biases. Narrowly: against x f(2 x), in which the second map and the biases are missing.
Finding gated_unit(std::string_view printed, const std::string& f) {
  const auto error = [&](const std::string& truth) { return greatest_gap(printed, truth, {-5, 5}).value; };
  const double from_both = error("(3*x + 1)*" + f + "(2*x - 1)"), from_one = error("x*" + f + "(2*x)");
  return words("greatest difference on [-5, 5] from (xW + b) " + f +
                   "(xV + c), with one entry, W = 3, b = 1, V = 2, c = -1; and from x " + f +
                   "(xV), which has one map alone; at most 1e-12",
               shown(from_both) + " from the unit, " + shown(from_one) + " from that with one map",
               {.literally = from_both <= 1e-12, .narrowly = from_both <= 1e-12 || from_one <= 1e-12},
               {{"from the unit", from_both}, {"from the unit with one map", from_one}});
}
Finding gated_by_sigmoid(std::string_view printed) { return gated_unit(printed, "sigmoid"); }
Finding gated_by_gelu(std::string_view printed) { return gated_unit(printed, "gelu"); }
Finding gated_by_swish(std::string_view printed) {
  const double gap = greatest_gap("sigmoid", "swish", {-5, 5}).value;
  return with(gated_unit(printed, "swish"), {{"gate gap", gap}},
              "sigmoid and Swish are up to " + shown(gap) + " apart on [-5, 5]");
}

/// Whether a printed formula is GELU itself, or near it.
Finding gelu_itself(std::string_view printed) {
  const Function stated = Function::parse(printed), gelu = Function::parse("gelu");
  const Landmark worst = greatest_gap(printed, "gelu", {-5, 5});
  return words(
      "greatest difference from x Phi(x) on [-5, 5]: at most 1e-12 for the function itself, 1e-3 for an "
      "approximation",
      shown(worst.value) + " at " + shown(worst.x) + "; at -5 it is " + shown(stated(-5)) + " in place of " +
          shown(gelu(-5)),
      {.literally = worst.value <= 1e-12, .narrowly = worst.value <= 1e-3},
      {{"greatest error", worst.value},
       {"at", std::fabs(worst.x)},
       {"printed at -5", stated(-5)},
       {"gelu at -5", gelu(-5)}});
}

/// Whether a function bends less around 0 than far from it.
Finding linear_near_0(std::string_view function) {
  const Function f = Function::parse(function);
  const auto curvature = [&](double x) { return f.curvature(x); };
  const double near = std::fabs(greatest(curvature, {-0.5, 0.5}).value),
               far = std::max(std::fabs(greatest(curvature, {4, 10}).value),
                              std::fabs(greatest(curvature, {-10, -4}).value));
  std::vector<Number> numbers = {{"near 0", near}, {"far out", far}};
  for (const double x : {0.0, 4.0, 5.0, 8.0})
    numbers.push_back({"at " + shown(x), std::fabs(f.curvature(x))});
  return words("greatest |f''| for |x| <= 1/2 against that for 4 <= |x| <= 10, of " + std::string(function) +
                   "; holds where the former is smaller",
               shown(near) + " near 0, " + shown(far) + " far out", {.literally = near < far}, numbers);
}

/// The greatest distance of Swish from ReLU.
double gap_to_relu(double beta) {
  const double reach = 10 / beta;
  return greatest_gap("swish:beta=" + to_text(beta), "relu", {-reach, reach}).value;
}

/// How many functions beyond + - * / a formula calls.
int calls_of(std::string_view function) {
  constexpr Op plain[] = {Op::number,        Op::variable, Op::parameter, Op::pi,         Op::e,
                          Op::negate,        Op::add,      Op::subtract,  Op::multiply,   Op::divide,
                          Op::power,         Op::less,     Op::greater,   Op::less_equal, Op::equal,
                          Op::greater_equal, Op::where,    Op::min,       Op::max,        Op::clip,
                          Op::abs,           Op::sign,     Op::relu};
  const Formula formula = Function::parse(function).formula();
  return static_cast<int>(std::ranges::count_if(formula.nodes, [&](const Formula::Node& node) {
    return std::ranges::find(plain, node.op) == std::end(plain);
  }));
}

/// Families of models whose feed-forward block is one of these kinds.
double families_with(std::initializer_list<std::string_view> blocks) {
  return static_cast<double>(std::ranges::count_if(
      models(), [&](const Model& model) { return std::ranges::find(blocks, model.block) != blocks.end(); }));
}
double families_with_swiglu() { return families_with({"swiglu", "swiglu_oai", "swiglu_clamped"}); }
double families_with_geglu() { return families_with({"geglu", "geglu_erf", "geglu_quick"}); }

/// Where feed-forward blocks are, and what they see.
Finding place_of_blocks(std::string_view) {
  constexpr std::string_view formula = "relu(x W1 + b1) W2 + b2";
  DrawnBlock drawn = drawn_block({.has_biases = true, .rows = 3, .d_model = 4, .d_ff = 6});
  const DenseMatrix together = evaluate(formula, drawn.arrays), x = drawn.arrays.at("x");
  std::vector<double> alone;
  for (std::ptrdiff_t row = 0; row < 3; ++row) {
    const auto first = x.values.begin() + 4 * row;
    drawn.arrays["x"] = {{1, 4}, {first, first + 4}};
    const DenseMatrix output = evaluate(formula, drawn.arrays);
    alone.insert(alone.end(), output.values.begin(), output.values.end());
  }
  const double mixing = greatest_difference(together.values, alone);
  const auto has_block = [](std::string_view model) {
    return find_model_or_fail(model).model->block == "ffn";
  };
  const int decoders = has_block("gpt2") + has_block("opt") + has_block("bloom"),
            encoders = has_block("bert");
  return words(
      "feed-forward blocks of BERT, an encoder, and of none of GPT-2, OPT and BLOOM, which are decoders; "
      "narrowly, of BERT; and what a row changes when it comes alone, at most 1e-12",
      std::to_string(decoders) + " of 3 decoders, " + std::to_string(encoders) +
          " of 1 encoder; change of a row " + shown(mixing),
      {.literally = mixing <= 1e-12 && encoders == 1 && decoders == 0,
       .narrowly = mixing <= 1e-12 && encoders == 1},
      {{"decoders", static_cast<double>(decoders)}, {"change", mixing}});
}

/// Whether beta of Swish is a constant to be chosen and nothing that is learned.
Finding kind_of_beta(std::string_view) {
  constexpr double step = 1e-4;
  const double by_beta =
      (Function::parse("swish:beta=1.0001")(1) - Function::parse("swish:beta=0.9999")(1)) / (2 * step);
  const bool has_fixed_form = Function::parse("silu").parameters().front().second == 1;
  return words(
      "whether Swish has no derivative by beta (at x = 1, beta = 1); narrowly, whether it is used with beta "
      "fixed, as SiLU",
      "derivative " + shown(by_beta) +
          "; SiLU has beta = " + shown(Function::parse("silu").parameters().front().second),
      {.literally = std::fabs(by_beta) < 1e-6, .narrowly = has_fixed_form},
      {{"derivative by beta", by_beta}});
}

/// Which activations and blocks the models of the note have; the answer to its last question.
Finding activations_of_models(std::string_view) {
  // By function and block, in the order of first use.
  std::vector<std::pair<std::string, std::string>> groups;
  std::size_t known = 0;
  const std::string_view asked[] = {"t5",       "opt",   "bert",     "gpt-1",   "gpt2",     "bloom",
                                    "falcon",   "gptj",  "gpt-neox", "roberta", "clip",     "mt5",
                                    "gemma",    "llama", "mistral",  "qwen2",   "baichuan", "deepseek",
                                    "chatglm2", "phi3",  "nemotron"};
  for (const std::string_view name : asked) {
    const auto found = find_model(name);
    if (!found) continue;
    ++known;
    const Model& model = *found->model;
    const std::string use =
        Function::parse(model.activations[0].function).name() + " in " + std::string(model.block);
    auto group = std::ranges::find(groups, use, &std::pair<std::string, std::string>::first);
    if (group == groups.end()) group = groups.insert(groups.end(), {use, {}});
    group->second += (group->second.empty() ? "" : ", ") + std::string(name);
  }
  std::string computed;
  for (const auto& [use, names] : groups) computed += (computed.empty() ? "" : "; ") + use + ": " + names;
  Finding looked_up =
      words("looked up in the catalogue of models, whose rows name their sources; all are to be known",
            computed, {.literally = known == std::size(asked)}, {{"models", static_cast<double>(known)}});
  return all_of({{"", std::move(looked_up)},
                 {"not in the catalogue",
                  literature("the original Transformer, ReLU (arXiv:1706.03762); GPT-3, as GPT-2 "
                             "(arXiv:2005.14165); LaMDA, gated GELU (arXiv:2201.08239); PaLM, SwiGLU "
                             "(arXiv:2204.02311); GLM-130B, GEGLU (arXiv:2210.02414)")}});
}

constexpr Statement statements[] = {
    {.id = "S3-A1",
     .place = "L13-20",
     .claim = "a feed-forward block: z = xW1 + b1, a = g(z), y = aW2 + b2",
     .printed = "relu(x W1 + b1) W2 + b2",
     .check = [](std::string_view printed) { return block(printed, {.has_biases = true}); },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 4 --d-ff 6 --bias --forward 3"},
    {.id = "S3-A2",
     .place = "L18",
     .claim = "g is an activation such as ReLU",
     .check = [](std::string_view) { return definition("ReLU: " + Function::parse("relu").formula_text()); },
     .figures = "FORM-3",
     .command = "show relu"},
    {.id = "S3-A3",
     .place = "L38, L103",
     .claim = "GELU in the form with tanh",
     .printed = tanh_form,
     .check =
         [](std::string_view printed) {
           return formula(printed, "gelu_tanh", {-8, 8});
         },
     .figures = "FIG-10 FORM-5",
     .command = "show gelu_tanh"},
    {.id = "S3-A4",
     .place = "L55, L130",
     .claim = "Swish: x sigmoid(beta x)",
     .printed = "x*sigmoid(beta*x):beta=2",
     .check =
         [](std::string_view printed) {
           return formula(printed, "swish:beta=2", {-8, 8});
         },
     .figures = "FIG-12 FORM-6",
     .command = "show swish"},
    {.id = "S3-A5",
     .place = "L57",
     .claim = "sigmoid is the Sigmoid function",
     .check =
         [](std::string_view) { return definition("sigmoid: " + Function::parse("sigmoid").formula_text()); },
     .figures = "FORM-1",
     .command = "show sigmoid"},
    {.id = "S3-A6",
     .place = "L40",
     .claim = "tanh is the hyperbolic tangent, sqrt the square root, pi the number",
     .check = [](std::string_view) { return definition("tanh: " + Function::parse("tanh").formula_text()); },
     .figures = "FORM-2",
     .command = "show tanh"},
    {.id = "S3-A7",
     .place = "L76",
     .claim = "GLU: x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_sigmoid,
     .correct = "GLU has two maps, (xW + b) * sigmoid(xV + c).",
     .corrected = "(3*x + 1)*sigmoid(2*x - 1)",
     .figures = "FIG-20 FORM-10"},
    {.id = "S3-A8",
     .place = "L95",
     .claim = "GLU with GELU: x GELU(W_1 x); here one entry, W_1 = 2",
     .printed = "x*gelu(2*x)",
     .check = gated_by_gelu,
     .correct = "GEGLU has two maps, GELU(xW + b) * (xV + c).",
     .corrected = "(3*x + 1)*gelu(2*x - 1)",
     .figures = "FIG-21 FORM-11"},
    {.id = "S3-A9",
     .place = "L122",
     .claim = "GLU with Swish: x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_swish,
     .correct = "SwiGLU is Swish(xW + b) * (xV + c): Swish takes the place of sigmoid.",
     .corrected = "(3*x + 1)*swish(2*x - 1)",
     .figures = "FIG-21 FORM-12"},
    {.id = "S3-A10",
     .place = "L61",
     .claim = "Swish is linear for beta = 0 and becomes ReLU for large beta",
     .check =
         [](std::string_view) {
           return follows({"S3-P14", "S3-P15"});
         },
     .figures = "FIG-14"},

    {.id = "S3-N1",
     .place = "L38",
     .claim = "the form with tanh has the factor 0.5, the slope of GELU at 0",
     .printed = "0.5",
     .check =
         [](std::string_view printed) {
           return number(printed, "gelu'(0)", Function::parse("gelu").slope(0));
         },
     .figures = "FIG-10 FORM-5"},
    {.id = "S3-N2",
     .place = "L38",
     .claim = "the form with tanh has the factor sqrt(2/pi), the curvature of GELU at 0",
     .printed = "sqrt(2/pi)",
     .check =
         [](std::string_view printed) {
           return number(printed, "gelu''(0)", Function::parse("gelu").curvature(0));
         },
     .figures = "FIG-10 FORM-5",
     .command = "table gelu gelu_tanh --at 0 --derivative 2"},
    {.id = "S3-N3",
     .place = "L38",
     .claim = "the form with tanh has the coefficient 0.044715",
     .printed = "0.044715",
     .check =
         [](std::string_view printed) {
           const std::string form = "0.5*x*(1 + tanh(sqrt(2/pi)*(x + c*x^3))):c=" + std::string(printed);
           const double from_gelu = greatest_gap(form, "gelu", {-5, 5}).value;
           return with(formula(form, "gelu_tanh", {-8, 8}), {{"from GELU", from_gelu}},
                       "from GELU itself on [-5, 5] " + shown(from_gelu));
         },
     .figures = "FIG-10 FORM-5"},
    {.id = "S3-N4",
     .place = "L61",
     .claim = "at beta = 0 Swish is linear",
     .printed = "0",
     .check =
         [](std::string_view printed) {
           const Function swish = Function::parse("swish:beta=" + std::string(printed));
           const double bend =
               std::fabs(greatest([&](double x) { return swish.curvature(x); }, {-5, 5}).value);
           return words("greatest |f''| of " + swish.label() + " on [-5, 5], 0 for a line", shown(bend),
                        {.literally = bend == 0}, {{"greatest curvature", bend}});
         },
     .figures = "FIG-14",
     .command = "table swish:beta=0 --at -2 -1 0 1 2 --derivative 2"},
    {.id = "S3-N5",
     .place = "L61",
     .claim = "at beta = infinity Swish is ReLU",
     .printed = "inf",
     .check =
         [](std::string_view printed) {
           const double beta = parse_number(printed).value_or(std::numeric_limits<double>::quiet_NaN()),
                        unit = gap_to_relu(1);
           const double law = std::fabs(gap_to_relu(100) * 100 / unit - 1);
           return words(
               "the greatest distance from ReLU falls as 1/beta (from 1 to 100 within 1e-9): it is 0 at the "
               "beta printed",
               shown(unit) + "/beta, at beta = " + shown(beta) + " " + shown(unit / beta),
               {.literally = law < 1e-9 && unit / beta == 0}, {{"distance times beta", unit}});
         },
     .figures = "FIG-14"},

    {.id = "S3-P1",
     .place = "L9-20",
     .claim = "a feed-forward block has two dense layers, and an activation",
     .printed = "2",
     .check =
         [](std::string_view printed) {
           const FfnCost cost = ffn_cost(find_ffn_kind("ffn"), 512, 2048);
           return all_of(
               {{"", number(printed, "weight matrices", static_cast<double>(cost.matrices.size()))},
                {"", words("elements a token that an activation is applied to, as many as the block is wide",
                           std::to_string(cost.activations), {.literally = cost.activations == cost.d_ff})}});
         },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 512"},
    {.id = "S3-P2",
     .place = "L23",
     .claim =
         "feed-forward blocks act, at each position of encoder layers, on the vectors with positions encoded",
     .check = place_of_blocks,
     .correct = "They act on each position alone, on what the attention sub-layer gives, in encoders and "
                "decoders (Vaswani et al. 2017, arXiv:1706.03762).",
     .figures = "FIG-22",
     .command = "model bert && model gpt2"},
    {.id = "S3-P3",
     .place = "L25",
     .claim = "W1, b1, W2, b2 are learned",
     .check = [](std::string_view) { return definition("parameters are what training changes"); }},
    {.id = "S3-P4",
     .place = "L34",
     .claim = "GELU is widely used in the feed-forward blocks of Transformers",
     .check =
         [](std::string_view) {
           std::set<const Model*> with_gelu;
           for (const std::string_view form : {"gelu", "gelu_tanh", "quick_gelu"})
             for (const ModelUse& use : models_using(form))
               if (use.model->block == "ffn") with_gelu.insert(use.model);
           const double count = static_cast<double>(with_gelu.size()), all = families_with({"ffn"});
           return words(
               "families of models with a plain block, in the catalogue: more than half have a form of GELU",
               shown(count) + " of " + shown(all), {.literally = 2 * count > all},
               {{"with GELU", count}, {"plain", all}});
         },
     .command = "model bert && model falcon"},
    {.id = "S3-P5",
     .place = "L38",
     .claim = "the form with tanh is the formula of GELU",
     .printed = tanh_form,
     .check = gelu_itself,
     .correct = "GELU is x Phi(x); the form with tanh approximates it within 4.74e-4.",
     .corrected = "x*Phi(x)",
     .figures = "FIG-10 FORM-5",
     .command = "compare gelu gelu_tanh --range -5 5"},
    {.id = "S3-P6",
     .place = "L42",
     .claim = "GELU is like a line near 0, and nonlinear far from it",
     .check = [](std::string_view) { return linear_near_0("gelu"); },
     .correct = "The reverse: it bends most at 0, and far out it approaches the lines 0 and x.",
     .figures = "FIG-26",
     .command = "table gelu --at 0 4 5 8 --derivative 2"},
    {.id = "S3-P7",
     .place = "L42",
     .claim = "GELU sometimes performs better and converges faster than ReLU",
     .check =
         [](std::string_view) {
           return literature("Hendrycks and Gimpel 2016, arXiv:1606.08415, report it");
         },
     .figures = "FIG-09"},
    {.id = "S3-P8",
     .place = "L44",
     .claim = "GELU is costly to compute",
     .check = [](std::string_view) { return measured("gelu gelu_tanh relu"); },
     .figures = "FIG-28"},
    {.id = "S3-P9",
     .place = "L57",
     .claim = "beta of Swish can be adjusted",
     .check =
         [](std::string_view) {
           const Landmark apart = greatest_gap("swish:beta=2", "swish:beta=1", {-5, 5});
           return words("greatest difference of Swish for beta = 1 and 2 on [-5, 5], above 0.01",
                        shown(apart.value), {.literally = apart.value > 0.01}, {{"difference", apart.value}});
         },
     .figures = "FIG-12 FIG-14",
     .command = "compare swish swish:beta=2 --range -5 5"},
    {.id = "S3-P10",
     .place = "L59",
     .claim = "Swish is like a line near 0, and nonlinear far from it",
     .check = [](std::string_view) { return linear_near_0("swish"); },
     .correct = "The reverse: it bends most at 0, by beta/2, and far out it approaches the lines 0 and x.",
     .figures = "FIG-26",
     .command = "table swish --at 0 4 5 8 --derivative 2"},
    {.id = "S3-P11",
     .place = "L59",
     .claim = "Swish sometimes performs better than ReLU and tanh",
     .check =
         [](std::string_view) {
           return literature("Ramachandran, Zoph and Le 2017, arXiv:1710.05941, report it");
         },
     .figures = "FIG-12"},
    {.id = "S3-P12",
     .place = "L61",
     .claim = "Swish was found by automatic search",
     .check =
         [](std::string_view) {
           return literature(
               "Ramachandran, Zoph and Le 2017, Searching for Activation Functions, arXiv:1710.05941");
         },
     .command = "show swish"},
    {.id = "S3-P13",
     .place = "L61",
     .claim = "beta makes Swish more nonlinear",
     .check =
         [](std::string_view) {
           bool rises = true;
           double last = Function::parse("swish:beta=0").curvature(0);
           for (const std::string_view beta : {"0.5", "1", "2", "4"}) {
             const double bend = Function::parse("swish:beta=" + std::string(beta)).curvature(0);
             rises = rises && bend > last;
             last = bend;
           }
           const double same_shape = greatest_gap("swish:beta=4", "swish(4*x)/4", {-5, 5}).value;
           return words("f''(0) for beta = 0, 1/2, 1, 2, 4 rises",
                        "f''(0) = " + shown(last) +
                            " for beta = 4, beta/2; yet all have one shape: Swish for beta = 4 is "
                            "Swish(4x)/4 within " +
                            shown(same_shape),
                        {.literally = rises},
                        {{"curvature for beta = 4", last}, {"apart when rescaled", same_shape}});
         },
     .figures = "FIG-14",
     .command = "table swish:beta=0.5 swish:beta=1 swish:beta=2 --at 0 --derivative 2"},
    {.id = "S3-P14",
     .place = "L61",
     .claim = "for beta = 0 Swish is a linear function",
     .check =
         [](std::string_view) {
           const double off = greatest_gap("swish:beta=0", "x/2", {-10, 10}).value,
                        slope = Function::parse("swish:beta=0").slope(1);
           return words("greatest difference from x/2 on [-10, 10], at most 1e-12",
                        shown(off) + ", slope " + shown(slope), {.literally = off <= 1e-12},
                        {{"slope", slope}});
         },
     .figures = "FIG-14",
     .command = "table swish:beta=0 --at -2 -1 0 1 2"},
    {.id = "S3-P15",
     .place = "L61",
     .claim = "as beta grows Swish approaches ReLU",
     .check =
         [](std::string_view) {
           const double at_1 = gap_to_relu(1), at_1000 = gap_to_relu(1000);
           return words(
               "greatest distance from ReLU for beta = 1 and 1000; the latter a thousandth of the former, "
               "within 1e-9 of it, holds",
               shown(at_1) + " and " + shown(at_1000) + ": it falls as 1/beta",
               {.literally = std::fabs(1000 * at_1000 / at_1 - 1) < 1e-9},
               {{"beta = 1", at_1}, {"beta = 1000", at_1000}});
         },
     .figures = "FIG-14",
     .command = "compare relu swish:beta=1 swish:beta=10 swish:beta=100 --range -5 5"},
    {.id = "S3-P16",
     .place = "L63",
     .claim = "Swish costs more than other activations, since it needs sigmoid",
     .check =
         [](std::string_view) {
           const int swish = calls_of("swish"), relu = calls_of("relu"),
                     others = std::min({calls_of("gelu"), calls_of("tanh"), calls_of("mish")});
           return all_of(
               {{"work", words("functions beyond + - * / that the formula calls: more than those of ReLU, "
                               "GELU, tanh and Mish; narrowly, than of ReLU",
                               std::to_string(swish) + " of Swish, " + std::to_string(relu) +
                                   " of ReLU, at least " + std::to_string(others) + " of the rest",
                               {.literally = swish > relu && swish > others, .narrowly = swish > relu})},
                {"time", measured("swish relu gelu tanh mish")}});
         },
     .correct = "It costs more than ReLU; GELU, tanh and Mish call functions that cost as much as sigmoid.",
     .figures = "FIG-28"},
    {.id = "S3-P17",
     .place = "L72",
     .claim = "feed-forward blocks with GLU are common in Transformers",
     .check =
         [](std::string_view) {
           const double glu = families_with({"glu"}),
                        variants = families_with_swiglu() + families_with_geglu();
           const double all = static_cast<double>(models().size());
           return words(
               "families in the catalogue with GLU itself, a quarter of all or more; narrowly, with SwiGLU "
               "or GEGLU",
               shown(glu) + " and " + shown(variants) + " of " + shown(all),
               {.literally = 4 * glu >= all, .narrowly = 4 * variants >= all},
               {{"GLU", glu}, {"variants", variants}, {"families", all}});
         },
     .correct = "Its variants SwiGLU and GEGLU are common; GLU with sigmoid itself is not.",
     .figures = "FIG-20 FIG-21",
     .command = "model llama && model t5-v1.1"},
    {.id = "S3-P18",
     .place = "L76",
     .claim = "the block with GLU is x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_sigmoid,
     .correct = "GLU is (xW + b) * sigmoid(xV + c), and the block multiplies it by W2; with one entry and "
                "one map it is Swish with beta = W_1.",
     .corrected = "(3*x + 1)*sigmoid(2*x - 1)",
     .figures = "FIG-20 FORM-10",
     .command = "compare '(3*x + 1)*sigmoid(2*x - 1)' 'x*sigmoid(2*x)' swish:beta=2 --range -5 5"},
    {.id = "S3-P19",
     .place = "L80",
     .claim = "W_1 x is as long as x, and its sigmoid decides for each entry how much passes",
     .check =
         [](std::string_view) {
           const auto columns = [](std::int64_t width) {
             return evaluate("x W1", drawn_block({.rows = 3, .d_model = 4, .d_ff = width}).arrays)
                 .shape.columns;
           };
           const Interval gate = Function::parse("sigmoid").facts().range;
           const bool is_a_share = gate.lo == 0 && gate.hi == 1;
           return words(
               "entries of x W1 for x of 4 entries: 4 with a 4 x 6 matrix, narrowly with a square one; and "
               "the range of the gate, (0, 1)",
               std::to_string(columns(6)) + " with a 4 x 6 matrix, " + std::to_string(columns(4)) +
                   " with a square one; the gate lies between " + shown(gate.lo) + " and " + shown(gate.hi),
               {.literally = is_a_share && columns(6) == 4 && columns(4) == 4,
                .narrowly = is_a_share && columns(4) == 4});
         },
     .correct = "It is as long as x only where W_1 is square; with a second map, xW, the product fits "
                "whatever the length of x.",
     .figures = "FIG-20",
     .command = "ffn glu --d-model 4 --d-ff 6 --forward 3"},
    {.id = "S3-P20",
     .place = "L82, L109, L136",
     .claim = "GLU, and GLU with GELU or Swish, are widely used in encoders and decoders; they add "
              "nonlinearity and may converge faster",
     .check =
         [](std::string_view) {
           const double glu = families_with({"glu"}), geglu = families_with_geglu(),
                        swiglu = families_with_swiglu();
           return all_of(
               {{"use", words("families in the catalogue with each: at least two with each of the three; "
                              "narrowly, with each of the variants",
                              shown(glu) + " with GLU, " + shown(geglu) + " with GEGLU, " + shown(swiglu) +
                                  " with SwiGLU",
                              {.literally = glu >= 2 && geglu >= 2 && swiglu >= 2,
                               .narrowly = geglu >= 2 && swiglu >= 2},
                              {{"GLU", glu}, {"GEGLU", geglu}, {"SwiGLU", swiglu}})},
                {"benefit", literature("Shazeer 2020, arXiv:2002.05202, reports gains for all of them")}});
         },
     .correct = "GEGLU and SwiGLU are, in later models; the original Transformer has no gate, and no model "
                "of the catalogue has GLU with sigmoid.",
     .figures = "FIG-21",
     .command = "model llama && model t5-v1.1"},
    {.id = "S3-P21",
     .place = "L84",
     .claim = "GLU costs more than a plain block",
     .check =
         [](std::string_view) {
           const FfnCost plain = ffn_cost(find_ffn_kind("ffn"), 128, 256),
                         gated = ffn_cost(find_ffn_kind("glu"), 128, 256);
           const double ratio = static_cast<double>(gated.parameters) / static_cast<double>(plain.parameters);
           return words("parameters of a block of 128 to 256, with and without a gate",
                        std::to_string(gated.parameters) + " against " + std::to_string(plain.parameters) +
                            ", " + shown(ratio) + " times as many",
                        {.literally = ratio > 1},
                        {{"gated", static_cast<double>(gated.parameters)},
                         {"plain", static_cast<double>(plain.parameters)}});
         },
     .figures = "FIG-22",
     .command = "ffn glu --d-model 128 --d-ff 256"},
    {.id = "S3-P22",
     .place = "L95",
     .claim = "GLU with GELU is x GELU(W_1 x); here one entry, W_1 = 2",
     .printed = "x*gelu(2*x)",
     .check = gated_by_gelu,
     .correct = "GEGLU is GELU(xW + b) * (xV + c): a second map is missing.",
     .corrected = "(3*x + 1)*gelu(2*x - 1)",
     .figures = "FIG-21 FORM-11",
     .command = "ffn geglu --d-model 4 --d-ff 6 --forward 3"},
    {.id = "S3-P23",
     .place = "L107",
     .claim = "the formula of GELU takes a vector",
     .check =
         [](std::string_view) {
           const DrawnBlock drawn = drawn_block({.activation = "gelu_tanh"});
           std::vector<double> each = drawn.flow.up.values;
           for (double& value : each) value = drawn.kind.activation(value);
           const double apart = greatest_difference(each, drawn.flow.hidden.values);
           return words("GELU of a layer's vectors against GELU of each entry, the same",
                        "greatest difference " + shown(apart), {.literally = apart == 0});
         },
     .figures = "FORM-5"},
    {.id = "S3-P24",
     .place = "L122",
     .claim = "GLU with Swish is x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_swish,
     .correct = "SwiGLU is Swish(xW + b) * (xV + c): as printed there is no Swish in it.",
     .corrected = "(3*x + 1)*swish(2*x - 1)",
     .figures = "FIG-21 FORM-12",
     .command = "compare swish sigmoid --range -5 5"},
    {.id = "S3-P25",
     .place = "L134",
     .claim = "Swish transforms its input nonlinearly, applies sigmoid, and multiplies by the input",
     .check =
         [](std::string_view) {
           // What sigmoid is applied to follows from Swish itself.
           const Function swish = Function::parse("swish:beta=2");
           const auto inner = [&](double x) {
             const double gate = swish(x) / x;
             return std::log(gate / (1 - gate));
           };
           const double bend = std::fabs(
                            greatest([&](double x) { return inner(x + 0.5) - 2 * inner(x) + inner(x - 0.5); },
                                     {1, 3})
                                .value),
                        off = std::fabs(greatest([&](double x) { return inner(x) - 2 * x; }, {1, 3}).value);
           return words(
               "what stands inside sigmoid, from Swish with beta = 2 on [1, 3]: whether it bends, by second "
               "differences of 1e-6; whether it is 2x within 1e-9",
               "second differences up to " + shown(bend) + ", off 2x by " + shown(off),
               {.literally = bend > 1e-6, .narrowly = off <= 1e-9});
         },
     .correct = "The first step, beta x, is linear; the rest is as stated.",
     .figures = "FORM-6",
     .command = "show swish"},
    {.id = "S3-P26",
     .place = "L111, L138",
     .claim = "GLU on the one hand, GELU and Swish on the other, are different things",
     .check =
         [](std::string_view) {
           const GateFunction glu(*find_gate("glu"));
           const double change = glu(1, 2) - glu(1, 1);
           return words("change of GLU with its second number, above 0.01; GELU and Swish have but one",
                        "GLU(1, 2) - GLU(1, 1) = " + shown(change), {.literally = std::fabs(change) > 0.01},
                        {{"change", change}});
         },
     .figures = "FIG-20 FIG-21"},

    {.id = "S3-Q1",
     .place = "L142",
     .claim = "Which activation does each language model use?",
     .check = activations_of_models,
     .figures = "FIG-11",
     .command = "model --list"},
    {.id = "S3-Q2",
     .place = "L4-140",
     .claim = "What are the formulas of a feed-forward block, of GELU, of Swish, and of blocks with GLU, "
              "GEGLU and SwiGLU?",
     .check =
         [](std::string_view) {
           std::vector<Part> parts = {{"GELU = x Phi(x)", formula("x*Phi(x)", "gelu", {-8, 8})},
                                      {"Swish = x sigmoid(beta x)",
                                       formula("x*sigmoid(beta*x):beta=1.5", "swish:beta=1.5", {-8, 8})}};
           for (const auto& [name, formula] :
                {std::pair("ffn", "relu(x W1 + b1) W2 + b2"),
                 std::pair("glu", "(sigmoid(x W1 + b1) * (x W3 + b3)) W2 + b2"),
                 std::pair("geglu_erf", "(gelu(x W1 + b1) * (x W3 + b3)) W2 + b2"),
                 std::pair("swiglu", "(swish(x W1 + b1) * (x W3 + b3)) W2 + b2")})
             parts.push_back({formula, block(formula, {.kind = name, .has_biases = true})});
           return all_of(std::move(parts));
         },
     .figures = "FORM-5 FORM-6 FORM-10 FORM-11 FORM-12 FORM-13",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16"},

    {.id = "E25",
     .place = "L38, L103",
     .claim = "the form with tanh is the definition of GELU",
     .printed = tanh_form,
     .check = gelu_itself,
     .correct = "It approximates x Phi(x), with an error of up to 4.7324e-4.",
     .corrected = "x*Phi(x)",
     .figures = "FIG-10 FORM-5",
     .command = "compare gelu gelu_tanh --range -5 5"},
    {.id = "E26",
     .place = "L42, L59",
     .claim = "GELU and Swish are linear near 0 and nonlinear far away",
     .check =
         [](std::string_view) {
           return all_of({{"gelu", linear_near_0("gelu")}, {"swish", linear_near_0("swish")}});
         },
     .correct = "The reverse: curvature peaks at 0, and far out they approach lines.",
     .figures = "FIG-26",
     .command = "table gelu swish --at 0 4 5 8 --derivative 2"},
    {.id = "E27",
     .place = "L76",
     .claim = "the block with GLU is x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_sigmoid,
     .correct = "GLU is (xW + b) * sigmoid(xV + c); the block multiplies it by W2.",
     .corrected = "(3*x + 1)*sigmoid(2*x - 1)",
     .figures = "FIG-20 FORM-10",
     .command = "ffn glu --d-model 4 --d-ff 6 --forward 3"},
    {.id = "E28",
     .place = "L95",
     .claim = "GLU with GELU is x GELU(W_1 x); here one entry, W_1 = 2",
     .printed = "x*gelu(2*x)",
     .check = gated_by_gelu,
     .correct = "It is GELU(xW + b) * (xV + c).",
     .corrected = "(3*x + 1)*gelu(2*x - 1)",
     .figures = "FIG-21 FORM-11",
     .command = "table '(3*x + 1)*gelu(2*x - 1)' 'x*gelu(2*x)' --at -1 0 1 2"},
    {.id = "E29",
     .place = "L122",
     .claim = "GLU with Swish is x sigmoid(W_1 x); here one entry, W_1 = 2",
     .printed = "x*sigmoid(2*x)",
     .check = gated_by_swish,
     .correct = "It is Swish(xW + b) * (xV + c).",
     .corrected = "(3*x + 1)*swish(2*x - 1)",
     .figures = "FIG-21 FORM-12",
     .command = "compare swish sigmoid --range -5 5"},
    {.id = "E30",
     .place = "L57, L132",
     .claim = "beta of Swish is a hyper-parameter (L57), and it is learned (L132)",
     .check = kind_of_beta,
     .correct = "It is either: fixed beforehand (1 in SiLU), or trained like a weight, since Swish has a "
                "derivative by beta.",
     .figures = "FIG-12 FORM-6",
     .command = "compare swish:beta=0.5 swish swish:beta=2 --range -5 5"},
    {.id = "E31",
     .place = "L23",
     .claim = "feed-forward blocks act on vectors with positions encoded, in encoder layers",
     .check = place_of_blocks,
     .correct = "They act on what attention gives, in encoders and decoders.",
     .figures = "FIG-22",
     .command = "model bert && model gpt2"},
};

}  // namespace

std::span<const Statement> s3() { return statements; }

}  // namespace actviz::notes
