// Note S4: feed-forward blocks, their activations and gates, an implementation of SwiGLU.
#include <algorithm>
#include <array>
#include <cmath>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"
#include "lib/number/random.hpp"
#include "plots/notes/block_formula.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

// ----- texts -----

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find(what, at)) != std::string::npos; at += by.size())
    result.replace(at, what.size(), by);
  return result;
}

/// "a -> b" as a and b.
std::pair<std::string_view, std::string_view> sides_of_arrow(std::string_view text) {
  const std::size_t arrow = text.find(" -> ");
  return {text.substr(0, arrow), text.substr(arrow + 4)};
}

std::string at_x(const Landmark& landmark) { return shown(landmark.value) + " at x = " + shown(landmark.x); }

// ----- functions -----

/// The |x| beyond which |f'| of a symmetric slope stays at most `epsilon`.
double saturated_beyond(std::string_view function, double epsilon) {
  return landmarks(Function::parse(function), epsilon).flat.back().from;
}

bool is_smooth(std::string_view function) { return Function::parse(function).facts().is_smooth(); }

/// "x*sigmoid(beta*x)" for three values of beta.
Finding swish_formula(std::string_view printed) {
  return at_each(formula, printed, "swish", "beta", {"0.1", "1", "10"}, {-8, 8});
}

Finding swish_without_beta(std::string_view printed) { return formula(printed, "swish:beta=0", {-5, 5}); }

/// The gap between Swish and ReLU shrinks as 1/beta.
Finding swish_becomes_relu() {
  const double one = greatest_gap("swish:beta=1", "relu", {-8, 8}).value,
               ten = greatest_gap("swish:beta=10", "relu", {-8, 8}).value,
               thousand = greatest_gap("swish:beta=1000", "relu", {-8, 8}).value;
  const double drift = std::fabs(1000 * thousand - one);
  return words(
      "greatest |swish - relu| on [-8, 8] for beta 1, 10 and 1000; falling as 1/beta within 1e-6 holds",
      shown(one) + ", " + shown(ten) + ", " + shown(thousand),
      {.literally = drift < 1e-6 && ten < one && thousand < 1e-3}, {{"gap times beta", 1000 * thousand}});
}

Finding swish_near_gelu() {
  const Landmark gap = greatest_gap("swish", "gelu", {-8, 8}),
                 tuned = greatest_gap("swish:beta=1.702", "gelu", {-8, 8}),
                 best = greatest_gap("swish:beta=1.772937", "gelu", {-8, 8});
  return words(
      "greatest |swish - gelu| on [-8, 8]: below 0.05, narrowly with beta = 1.702",
      "beta = 1: " + at_x(gap) + "; beta = 1.702: " + at_x(tuned) + "; beta = 1.772937: " + at_x(best),
      {.literally = gap.value < 0.05, .narrowly = tuned.value < 0.05},
      {{"gap at beta 1", gap.value},
       {"at", std::fabs(gap.x)},
       {"gap at beta 1.702", tuned.value},
       {"gap at beta 1.772937", best.value}});
}

Finding tanh_saturates_less() {
  const double tanh_relative = saturated_beyond("tanh", 0.01),
               sigmoid_relative = saturated_beyond("sigmoid", 0.01 * 0.25),
               sigmoid_absolute = saturated_beyond("sigmoid", 0.01);
  const double identity = greatest_gap("2*sigmoid(2*x)-1", "tanh", {-8, 8}).value;
  return words(
      "|x| beyond which the slope stays below 1 % of its greatest value, and below 0.01; either the greater "
      "for tanh holds",
      "1 %: tanh " + shown(tanh_relative) + ", sigmoid " + shown(sigmoid_relative) + "; 0.01: tanh " +
          shown(tanh_relative) + ", sigmoid " + shown(sigmoid_absolute) +
          "; |tanh(x) - (2 sigmoid(2x) - 1)| is at most " + shown(identity),
      {.literally = tanh_relative > sigmoid_relative || tanh_relative > sigmoid_absolute},
      {{"tanh", tanh_relative},
       {"sigmoid, relative", sigmoid_relative},
       {"sigmoid, absolute", sigmoid_absolute}});
}

Finding sigmoid_is_hard() {
  const Facts facts = Function::parse("sigmoid").facts();
  const Landmark gap = greatest_gap("hard_sigmoid", "sigmoid", {-8, 8});
  return words("hard: pieces of straight lines that reach 0 and 1; narrowly: bounded by 0 and 1",
               std::string(facts.is_smooth() ? "sigmoid is smooth" : "sigmoid has kinks") + ", its bounds " +
                   (facts.range == open(0, 1) ? "0 and 1 are not attained" : "are others") +
                   "; hard sigmoid differs by at most " + at_x(gap),
               {.literally = !facts.is_smooth() && facts.range.lo_closed && facts.range.hi_closed,
                .narrowly = facts.range == open(0, 1)},
               {{"gap to hard sigmoid", gap.value}, {"at", std::fabs(gap.x)}});
}

// ----- units of a layer -----

/// Pre-activations of a layer of 64 units with one bias and He weights of 64 inputs, 2048 inputs of N(0, 1) a
/// unit.
using Units = std::vector<std::vector<double>>;
Units units_with_bias(double bias) {
  constexpr std::size_t units = 64, inputs = 2048, fan_in = 64;
  Random random(1);
  std::vector<std::array<double, fan_in>> x(inputs);
  for (auto& row : x)
    for (double& value : row) value = random.normal();
  Units layer(units, std::vector<double>(inputs, bias));
  for (auto& unit : layer) {
    std::array<double, fan_in> w{};
    for (double& weight : w) weight = std::sqrt(2.0 / fan_in) * random.normal();
    for (std::size_t input = 0; input < inputs; ++input)
      for (std::size_t i = 0; i < fan_in; ++i) unit[input] += w[i] * x[input][i];
  }
  return layer;
}

/// The share of units whose |f'| stays below 1e-6 for every input.
double share_without_slope(std::string_view function, const Units& units) {
  const Function f = Function::parse(function);
  const auto dead = std::ranges::count_if(units, [&](const std::vector<double>& unit) {
    return std::ranges::all_of(unit, [&](double z) { return std::fabs(f.slope(z)) < 1e-6; });
  });
  return static_cast<double>(dead) / static_cast<double>(units.size());
}

Finding negative_input_kills() {
  const Units plain = units_with_bias(0);
  std::size_t zeros = 0;
  for (const auto& unit : plain)
    zeros += static_cast<std::size_t>(std::ranges::count_if(unit, [](double z) { return z <= 0; }));
  const double zero_outputs =
                   static_cast<double>(zeros) / static_cast<double>(plain.size() * plain[0].size()),
               dead = share_without_slope("relu", plain),
               dead_low = share_without_slope("relu", units_with_bias(-10));
  return words(
      "He layers of 64 ReLU units and 2048 inputs: a unit is dead where no input has a slope; as many as "
      "nine tenths of the share of outputs 0, narrowly nearly all with a bias of -10",
      "without bias " + shown(100 * zero_outputs) + " % of outputs are 0 and " + shown(100 * dead) +
          " % of units dead; with a bias of -10 " + shown(100 * dead_low) + " % are",
      {.literally = dead > 0.9 * zero_outputs, .narrowly = dead_low > 0.99},
      {{"zero outputs", zero_outputs}, {"dead units", dead}, {"dead units at bias -10", dead_low}});
}

Finding gelu_avoids_death() {
  const Function gelu = Function::parse("gelu");
  const Units low = units_with_bias(-10);
  const double relu = share_without_slope("relu", low), share = share_without_slope("gelu", low),
               silu = share_without_slope("silu", low);
  return words(
      "slopes of GELU far left, and units whose |f'| stays below 1e-6, in a He layer of 64 units with a bias "
      "of -10 and 2048 inputs: below 1 %, narrowly below those of ReLU",
      "GELU'(-5) = " + shown(gelu.slope(-5)) + ", GELU'(-10) = " + shown(gelu.slope(-10)) +
          "; without slope: ReLU " + shown(100 * relu) + " %, GELU " + shown(100 * share) + " %, SiLU " +
          shown(100 * silu) + " %",
      {.literally = share < 0.01, .narrowly = share < relu},
      {{"GELU'(-5)", gelu.slope(-5)},
       {"GELU'(-10)", gelu.slope(-10)},
       {"ReLU", relu},
       {"GELU", share},
       {"SiLU", silu}});
}

// ----- blocks -----

/// The three gates of the note, each with its name for "ACT" in a formula.
struct NamedGate {
  std::string_view act, kind;
};
constexpr NamedGate note_gates[] = {{"sigmoid", "glu"}, {"gelu", "geglu_erf"}, {"swish", "swiglu"}};

Finding gated_product(std::string_view printed, std::string_view kind, bool has_biases = true) {
  return block(printed, {.kind = kind, .has_biases = has_biases, .is_product = true});
}

/// A formula with ACT for the activation, with each of the gates.
Finding gated_blocks(std::string_view printed, std::int64_t d_ff) {
  std::vector<Part> parts;
  for (const auto& [act, kind] : note_gates)
    parts.push_back({act, block(replaced(printed, "ACT", act), {.kind = kind, .d_ff = d_ff})});
  return all_of(std::move(parts));
}

/// "x, W, b, c: formula": whether the arguments are the arrays that the formula needs.
Finding argument_list(std::string_view printed) {
  const std::size_t colon = printed.find(':');
  const std::vector<std::string> listed = arrays_in(printed.substr(0, colon)),
                                 used = arrays_in(printed.substr(colon + 1));
  std::string missing;
  for (const std::string& name : used)
    if (std::ranges::find(listed, name) == listed.end()) missing += (missing.empty() ? "" : ", ") + name;
  return words("every array of the formula is an argument",
               missing.empty() ? "every one is" : "not an argument: " + missing,
               {.literally = missing.empty()});
}

Finding swiglu_definition(std::string_view printed) {
  const std::size_t colon = printed.find(':');
  return all_of({{"arguments", argument_list(printed)},
                 {"formula", gated_product(printed.substr(colon + 1), "swiglu")}});
}

/// nn.Linear has biases.
constexpr BlockSetup swiglu_module = {.kind = "swiglu", .has_biases = true};

/// The width and the parameters of the worked example.
std::int64_t example_width() { return ffn_width(true, {.hidden = 256, .multiple_of = 16}); }

Finding code_of_swiglu(std::string_view printed) {
  const std::int64_t parameters = ffn_cost(find_ffn_kind("swiglu"), 128, example_width(), true).parameters;
  return with(block(printed, swiglu_module), {{"parameters", static_cast<double>(parameters)}},
              std::to_string(parameters) + " parameters");
}

/// "code -> (4, 128)": literally the code gives the shape, narrowly the block that is meant does.
Finding shape_of_code(std::string_view printed) {
  const auto [code, shape] = sides_of_arrow(printed);
  const Finding as_printed = code_of_swiglu(code);
  const std::string meant = text_of(drawn_block(swiglu_module).flow.output.shape);
  return words(
      "shape of what the code gives for x of 4 rows; narrowly: of (silu(x W1) * (x W3)) W2",
      "the code: " + as_printed.computed + "; the block: shape " + meant,
      {.literally = as_printed.verdict == Verdict::holds && shape == meant, .narrowly = shape == meant});
}

/// How the code rounds: 2 h / 3 rounded down, plus m - 1, over m rounded down, times m.
std::string rounding_steps(std::int64_t hidden, std::int64_t multiple) {
  const std::int64_t third = 2 * hidden / 3, sum = third + multiple - 1, count = sum / multiple;
  return std::to_string(third) + ", " + std::to_string(sum) + ", " + std::to_string(count) + ", " +
         std::to_string(count * multiple);
}

Finding rounding(std::string_view printed, std::int64_t hidden, std::int64_t multiple) {
  const std::int64_t width = ffn_width(true, {.hidden = hidden, .multiple_of = multiple});
  return all_of({{"steps", text(printed, "2 h // 3, + m - 1, // m, * m in whole numbers",
                                rounding_steps(hidden, multiple))},
                 {"width", number(printed.substr(printed.rfind(' ') + 1), "the width by the rule of LLaMA",
                                  static_cast<double>(width))}});
}

Finding rounding_rule() {
  int differing = 0, cases = 0;
  for (std::int64_t hidden = 2; hidden <= 2048; ++hidden)
    for (const std::int64_t multiple : {1, 7, 8, 16, 256}) {
      const std::int64_t width = multiple * ((2 * hidden / 3 + multiple - 1) / multiple);
      ++cases;
      differing += width == ffn_width(true, {.hidden = hidden, .multiple_of = multiple}) ? 0 : 1;
    }
  return words(
      "multiple_of * ((2h // 3 + multiple_of - 1) // multiple_of) against the rule of LLaMA, h from 2 to "
      "2048",
      std::to_string(differing) + " of " + std::to_string(cases) + " widths differ",
      {.literally = differing == 0});
}

Finding two_thirds_keep_parameters() {
  const auto parameters = [](std::string_view kind, std::int64_t d_model, std::int64_t d_ff,
                             bool has_biases) {
    return static_cast<double>(ffn_cost(find_ffn_kind(kind), d_model, d_ff, has_biases).parameters);
  };
  const double gated = parameters("swiglu", 128, 170, false), plain = parameters("ffn", 128, 255, false);
  const double rounded = parameters("swiglu", 128, example_width(), false),
               full = parameters("ffn", 128, 256, false);
  const double rounded_biased = parameters("swiglu", 128, example_width(), true),
               full_biased = parameters("ffn", 128, 256, true);
  const double wide = parameters("swiglu", 512, ffn_width(true, {.hidden = 2048}), false);
  return words(
      "parameters of a gated block of 2/3 of the width and of a plain one, d_model 128: the same where the "
      "width is a multiple of 3, within 5 % where it is rounded up",
      "170 of 255: " + shown(gated) + " and " + shown(plain) + "; rounded up, 176 of 256: " + shown(rounded) +
          " and " + shown(full) + ", with biases " + shown(rounded_biased) + " and " + shown(full_biased),
      {.literally = gated == plain && std::fabs(rounded / full - 1) < 0.05},
      {{"gated", rounded},
       {"plain", full},
       {"gated, biases", rounded_biased},
       {"plain, biases", full_biased},
       {"excess", rounded / full - 1},
       {"d_model 512", wide}});
}

Finding wide_block(std::string_view printed) {
  const FfnKind plain = find_ffn_kind("ffn");
  const std::int64_t width = ffn_width(false, {.hidden = 4 * 512});
  const FfnCost cost = ffn_cost(plain, 512, width), biased = ffn_cost(plain, 512, width, true);
  return with(
      number(printed, "the width of a block of d_model 512 that widens by 4", static_cast<double>(width)),
      {{"weights", static_cast<double>(cost.parameters)},
       {"parameters", static_cast<double>(biased.parameters)}},
      std::to_string(cost.parameters) + " weights, " + std::to_string(biased.parameters) +
          " parameters with biases");
}

/// d_ff over d_model, where all plain blocks of known size agree; else NaN.
double expansion_of_plain_models() {
  double common = 0;
  for (const ModelSize& size : model_sizes())
    if (find_model(size.family)->model->block == "ffn") {
      const double ratio = static_cast<double>(size.d_ff) / size.d_model;
      common = common == 0 || common == ratio ? ratio : std::nan("");
    }
  return common;
}

Finding fourfold(std::string_view printed) {
  return number(printed, "d_ff over d_model of the plain blocks of known size: GPT-2, BERT, ViT, T5",
                expansion_of_plain_models());
}

Finding widens_and_narrows(bool is_only_wider) {
  const FfnCost cost = ffn_cost(find_ffn_kind("ffn"), 512, 2048);
  const FfnMatrix &up = cost.matrices.front(), &down = cost.matrices.back();
  const bool widens = up.columns > up.rows, narrows = down.columns == up.rows;
  return words(
      is_only_wider ? "widths through a block of d_model 512 and d_ff 2048: what comes out is wider than "
                      "what goes in, narrowly what is inside"
                    : "widths through a block of d_model 512 and d_ff 2048: wider inside, the same outside",
      std::to_string(up.rows) + " -> " + std::to_string(up.columns) + " -> " + std::to_string(down.columns),
      {.literally = is_only_wider ? down.columns > up.rows : widens && narrows,
       .narrowly = widens && narrows});
}

/// Modules that code names, "nn.Linear", must be bound by its imports.
Finding names_are_imported(std::string_view code) {
  std::string unbound;
  for (const std::string_view module : {"torch", "nn", "F"}) {
    const std::string name(module);
    const bool is_used = code.find(name + ".") != std::string_view::npos;
    const bool is_bound = code.find("import " + name + ";") != std::string_view::npos ||
                          code.find("as " + name + ";") != std::string_view::npos;
    if (is_used && !is_bound) unbound += (unbound.empty() ? "" : ", ") + name;
  }
  return words("every module that the code names is imported",
               unbound.empty() ? "every one is" : "NameError, not imported: " + unbound,
               {.literally = unbound.empty()});
}

/// Uses of a function of the catalogue in feed-forward blocks.
std::string titles_using(std::string_view canonical, std::size_t most) {
  std::string titles;
  for (const ModelUse& use : models_using(canonical)) {
    if (most-- == 0) break;
    titles += (titles.empty() ? "" : "; ") + std::string(use.model->title);
  }
  return titles;
}

bool uses(std::string_view model, std::string_view canonical) {
  const auto found = find_model(model);
  return found && std::ranges::any_of(models_using(canonical),
                                      [&](const ModelUse& use) { return use.model == found->model; });
}

constexpr std::string_view printed_code =
    "class FeedForward(nn.Module): nn.Linear, nn.Dropout, torch.Tensor, F.silu";
constexpr std::string_view corrected_code =
    "import torch; import torch.nn as nn; import torch.nn.functional as F; class FeedForward(nn.Module): "
    "nn.Linear, nn.Dropout, torch.Tensor, F.silu";
constexpr std::string_view example_command =
    "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias --forward 4 --seed 1";
constexpr std::string_view failing_command =
    "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias --forward 4 --order printed";
constexpr std::string_view gelu_by_tanh = "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))";

// ----- gates -----

Finding glu_with_any_activation(std::string_view printed) {
  std::vector<Part> parts;
  for (const auto& [act, kind] : note_gates)
    parts.push_back({act, gated_product(replaced(printed, "F(", std::string(act) + "("), kind)});
  return all_of(std::move(parts));
}

/// What a printed gate vector times the other projection gives.
Finding vector_that_gates(std::string_view printed) {
  return gated_product("(" + std::string(printed) + ") * (x W3)", "swiglu", false);
}

/// With one column of W1 set to 0 only that column of the product changes, to half of the other projection.
Finding gates_are_separate() {
  constexpr std::string_view product = "sigmoid(x W1) * (x W3)";
  DrawnBlock drawn = drawn_block({.kind = "glu"});
  const DenseMatrix before = evaluate(product, drawn.arrays);
  DenseMatrix& w1 = drawn.arrays.at("W1");
  const auto columns = static_cast<std::size_t>(w1.shape.columns);
  for (std::size_t i = 5; i < w1.values.size(); i += columns) w1.values[i] = 0;
  const DenseMatrix after = evaluate(product, drawn.arrays);
  std::size_t changed = 0, elsewhere = 0;
  for (std::size_t i = 0; i < before.values.size(); ++i)
    if (before.values[i] != after.values[i]) ++(i % columns == 5 ? changed : elsewhere);
  return words("numbers of the product of GLU that change with column 5 of W1: those of column 5 alone",
               std::to_string(changed) + " in column 5, " + std::to_string(elsewhere) + " elsewhere",
               {.literally = changed > 0 && elsewhere == 0});
}

/// What each gate can let through.
Finding why_variants_of_glu() {
  std::string computed = "ranges of the gates:";
  std::vector<Number> numbers;
  for (const char* const name : {"glu", "reglu", "geglu_erf", "swiglu"}) {
    const Gate& gate = *find_gate(name);
    const Interval range = Function::parse(gate.gated).facts().range;
    computed += std::string(" ") + std::string(gate.title) + " from " + shown(range.lo) + " to " +
                shown(range.hi) + ";";
    numbers.push_back({std::string(gate.title) + ": infimum", range.lo});
    numbers.push_back({std::string(gate.title) + ": supremum", range.hi});
  }
  const double glu = numbers[1].value,
               smallest = std::min({numbers[3].value, numbers[5].value, numbers[7].value});
  return words("suprema of the gates: 1 for GLU, above 1 for its variants",
               computed + " a sigmoid can only weaken, the others also amplify, GELU and Swish change signs",
               {.literally = glu == 1 && smallest > 1}, std::move(numbers));
}

/// Smoothness, dead share, steepest slope and what a layer does to gradients.
Finding how_to_choose() {
  std::string computed;
  std::vector<Number> numbers;
  bool is_relu_alone_dead = true;
  for (const std::string name : {"relu", "swish", "gelu"}) {
    const Function f = Function::parse(name);
    const Stats found = stats(f, Distribution::normal());
    const double growth = 2 * found.moments.slope_second_moment;
    computed += (computed.empty() ? "" : "; ") + f.title() + ": " +
                (f.facts().is_smooth() ? "smooth" : "a kink") + ", without slope for " +
                shown(100 * found.dead) + " % of inputs, steepest " + shown(found.landmarks.lipschitz) +
                ", a He layer multiplies the mean square of gradients by " + shown(growth);
    numbers.push_back({name + ": dead", found.dead});
    numbers.push_back({name + ": steepest", found.landmarks.lipschitz});
    numbers.push_back({name + ": growth of gradients", growth});
    is_relu_alone_dead = is_relu_alone_dead && (found.dead > 0) == (f.name() == "relu");
  }
  return all_of(
      {{"properties", words("inputs of N(0, 1), of which ReLU alone leaves some without slope",
                            std::move(computed), {.literally = is_relu_alone_dead}, std::move(numbers))},
       {"cost", measured("relu swish gelu")}});
}

constexpr Statement statements[] = {
    // ----- functions and operators -----
    {.id = "S4-A1",
     .place = "L28",
     .claim = "a feed-forward block is W2 ACT(W1 x + b1) + b2, tokens being columns",
     .printed = "W2 relu(W1 x + b1) + b2",
     .check =
         [](std::string_view printed) { return block(printed, {.has_biases = true, .is_columns = true}); },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 512 --bias"},
    {.id = "S4-A2",
     .place = "L57-73, L266",
     .claim = "z = x W1 + b1, a = ReLU(z), y = a W2 + b2, tokens being rows",
     .printed = "relu(x W1 + b1) W2 + b2",
     .check = [](std::string_view printed) { return block(printed, {.has_biases = true}); },
     .figures = "FIG-22 FORM-13",
     .command = "ffn ffn --d-model 512 --bias --activation relu"},
    {.id = "S4-A3",
     .place = "L83",
     .claim = "ReLU is the greater of 0 and x",
     .printed = "max(0, x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "relu", {-8, 8});
         },
     .figures = "FIG-07 FORM-3",
     .command = "show relu"},
    {.id = "S4-A4",
     .place = "L92",
     .claim = "sigmoid is 1/(1 + e^-x)",
     .printed = "1/(1+exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "sigmoid", {-8, 8});
         },
     .figures = "FIG-03 FORM-1",
     .command = "show sigmoid"},
    {.id = "S4-A5",
     .place = "L102",
     .claim = "tanh is the quotient of e^x - e^-x and e^x + e^-x",
     .printed = "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "tanh", {-8, 8});
         },
     .figures = "FIG-05 FORM-2",
     .command = "show tanh"},
    {.id = "S4-A6",
     .place = "L119",
     .claim = "GELU in its approximate form with tanh",
     .printed = gelu_by_tanh,
     .check =
         [](std::string_view printed) {
           return formula(printed, "gelu_tanh", {-8, 8});
         },
     .figures = "FIG-10 FORM-5",
     .command = "compare gelu gelu_tanh --range -5 5"},
    {.id = "S4-A7",
     .place = "L144, L207",
     .claim = "Swish is x times the sigmoid of beta x",
     .printed = "x*sigmoid(beta*x)",
     .check = swish_formula,
     .figures = "FIG-12 FORM-6",
     .command = "show swish"},
    {.id = "S4-A8",
     .place = "L141-150",
     .claim = "SiLU is Swish with beta = 1",
     .printed = "x*sigmoid(x)",
     .check =
         [](std::string_view printed) {
           return formula(printed, "silu", {-8, 8});
         },
     .figures = "FIG-11 FORM-6",
     .command = "table silu swish:beta=1 'x*sigmoid(x)' --at -2 -1 0 1 2"},
    {.id = "S4-A9",
     .place = "L158",
     .claim = "Swish becomes x for beta = 0 and ReLU for beta to infinity",
     .printed = "x",
     .check =
         [](std::string_view printed) {
           return all_of({{"beta = 0", swish_without_beta(printed)}, {"large beta", swish_becomes_relu()}});
         },
     .correct = "For beta = 0 it is x/2, since sigmoid(0) = 1/2; for beta to infinity it is ReLU.",
     .corrected = "x/2",
     .figures = "FIG-14 FIG-25",
     .command = "compare relu swish:beta=0 swish:beta=1 swish:beta=10 swish:beta=100 --range -5 5"},
    {.id = "S4-A10",
     .place = "L168",
     .claim = "GLU is F(xW + b) times (xV + c) element by element, for any activation F",
     .printed = "F(x W + b) * (x V + c)",
     .check = glu_with_any_activation,
     .figures = "FIG-20 FORM-10 FORM-11",
     .command = "ffn glu --d-model 512"},
    {.id = "S4-A11",
     .place = "L180",
     .claim = "GeGLU is GELU(xW + b) times (xV + c)",
     .printed = "gelu(x W + b) * (x V + c)",
     .check = [](std::string_view printed) { return gated_product(printed, "geglu_erf"); },
     .figures = "FIG-21 FORM-11",
     .command = "ffn geglu_erf --d-model 512"},
    {.id = "S4-A12",
     .place = "L186, L282",
     .claim = "with three matrices GeGLU is GELU(x W1) W2 times (x W3)",
     .printed = "gelu(x W1) W2 * (x W3)",
     .check = [](std::string_view printed) { return block(printed, {.kind = "geglu_erf"}); },
     .correct = "The product comes before W2: (GELU(x W1) * (x W3)) W2.",
     .corrected = "(gelu(x W1) * (x W3)) W2",
     .figures = "FIG-22 FORM-13",
     .command = "ffn geglu_erf --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "S4-A13",
     .place = "L199",
     .claim = "SwiGLU of x, W, b and c is Swish(xW + b) times (xV + c)",
     .printed = "x, W, b, c: swish(x W + b) * (x V + c)",
     .check = swiglu_definition,
     .correct = "The formula is right; V is an argument too.",
     .corrected = "x, W, V, b, c: swish(x W + b) * (x V + c)",
     .figures = "FIG-21 FORM-12",
     .command = "ffn swiglu --d-model 512"},
    {.id = "S4-A14",
     .place = "L203, L286",
     .claim = "with three matrices SwiGLU is Swish(x W1) W2 times (x W3)",
     .printed = "swish(x W1) W2 * (x W3)",
     .check = [](std::string_view printed) { return block(printed, {.kind = "swiglu"}); },
     .correct = "The product comes before W2: (Swish(x W1) * (x W3)) W2.",
     .corrected = "(swish(x W1) * (x W3)) W2",
     .figures = "FIG-22 FORM-12 FORM-13",
     .command = "ffn swiglu --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "S4-A15",
     .place = "L270, L274",
     .claim = "the plain block with GELU or Swish in place of ReLU",
     .printed = "ACT(x W1 + b1) W2 + b2",
     .check =
         [](std::string_view printed) {
           const auto with = [&](std::string_view act) {
             return block(replaced(printed, "ACT", act), {.activation = act, .has_biases = true});
           };
           return all_of({{"gelu", with("gelu")}, {"swish", with("swish")}});
         },
     .figures = "FORM-13",
     .command = "ffn ffn --d-model 512 --activation gelu --bias"},
    {.id = "S4-A16",
     .place = "L278",
     .claim = "a block with GLU is sigmoid(x W1) W2 times (x W3)",
     .printed = "sigmoid(x W1) W2 * (x W3)",
     .check = [](std::string_view printed) { return block(printed, {.kind = "glu"}); },
     .correct = "The product comes before W2: (sigmoid(x W1) * (x W3)) W2.",
     .corrected = "(sigmoid(x W1) * (x W3)) W2",
     .figures = "FIG-22 FORM-13",
     .command = "ffn glu --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "S4-A17",
     .place = "L227, L243",
     .claim = "the width is rounded up to a multiple; dropout zeroes random elements in training",
     .check =
         [](std::string_view) {
           return all_of({{"width", rounding_rule()},
                          {"dropout", definition("each element is 0 with probability p, the others are "
                                                 "divided by 1 - p; it is the identity in use")}});
         },
     .figures = "FORM-16",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16"},

    // ----- figures -----
    {.id = "S4-F1",
     .place = "L5",
     .claim = "a picture of the feed-forward block inside a Transformer block",
     .check = [](std::string_view) { return definition("a diagram, redrawn as FIG-22"); },
     .figures = "FIG-22"},
    {.id = "S4-F2",
     .place = "L49",
     .claim = "a picture of the standard block: linear, activation, linear",
     .check = [](std::string_view) { return definition("a diagram, redrawn as FIG-22"); },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512"},
    {.id = "S4-F3",
     .place = "L88",
     .claim = "the curve of ReLU",
     .check = [](std::string_view) { return definition("a curve, redrawn as FIG-07"); },
     .figures = "FIG-07",
     .command = "table relu --range -4 4 --step 1"},
    {.id = "S4-F4",
     .place = "L94",
     .claim = "the curve of sigmoid",
     .check = [](std::string_view) { return definition("a curve, redrawn as FIG-03"); },
     .figures = "FIG-03",
     .command = "table sigmoid --range -8 8 --step 2"},
    {.id = "S4-F5",
     .place = "L107",
     .claim = "the curve of tanh",
     .check = [](std::string_view) { return definition("a curve, redrawn as FIG-05"); },
     .figures = "FIG-05",
     .command = "table tanh --range -4 4 --step 1"},
    {.id = "S4-F6",
     .place = "L115",
     .claim = "the curve of GELU",
     .check = [](std::string_view) { return definition("a curve, redrawn as FIG-10 and FIG-11"); },
     .figures = "FIG-10 FIG-11",
     .command = "table gelu --range -4 4 --step 1"},
    {.id = "S4-F7",
     .place = "L138",
     .claim = "curves of Swish",
     .check = [](std::string_view) { return definition("curves, redrawn as FIG-12"); },
     .figures = "FIG-12",
     .command = "table swish:beta=0.1 swish swish:beta=10 --range -4 4 --step 1 --derivative 0"},
    {.id = "S4-F8",
     .place = "L215",
     .claim = "a picture of the SwiGLU block",
     .check = [](std::string_view) { return definition("a diagram, redrawn as FIG-22"); },
     .figures = "FIG-22",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16"},

    // ----- numbers -----
    {.id = "S4-N1",
     .place = "L38, L59",
     .claim = "the hidden layer is about 4 times as wide",
     .printed = "4",
     .check = fourfold,
     .command = "ffn --model bert-base"},
    {.id = "S4-N2",
     .place = "L44",
     .claim = "d_model of 512 becomes 2048 inside",
     .printed = "2048",
     .check = wide_block,
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512 --bias"},
    {.id = "S4-N3",
     .place = "L224-226",
     .claim = "hidden 64 and multiple 8: 42, 49, 6 and 48",
     .printed = "42, 49, 6, 48",
     .check = [](std::string_view printed) { return rounding(printed, 64, 8); },
     .figures = "FORM-16",
     .command = "ffn swiglu --d-model 32 --hidden 64 --multiple-of 8"},
    {.id = "S4-N4",
     .place = "L245-248",
     .claim = "hidden 256 and multiple 16: 170, 185, 11 and 176",
     .printed = "170, 185, 11, 176",
     .check = [](std::string_view printed) { return rounding(printed, 256, 16); },
     .figures = "FORM-16",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16"},
    {.id = "S4-N5",
     .place = "L213",
     .claim = "two thirds of the width keep the number of parameters",
     .check = [](std::string_view) { return two_thirds_keep_parameters(); },
     .figures = "FIG-22 FORM-16",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias"},
    {.id = "S4-N6",
     .place = "L251-253",
     .claim = "w1 and w3 go from 128 to 176, w2 from 176 to 128",
     .printed = "W1: 128 -> 176, W3: 128 -> 176, W2: 176 -> 128",
     .check =
         [](std::string_view printed) {
           std::string computed;
           for (const FfnMatrix& matrix : ffn_cost(find_ffn_kind("swiglu"), 128, example_width()).matrices)
             computed += (computed.empty() ? "" : ", ") + std::string(matrix.name) + ": " +
                         std::to_string(matrix.rows) + " -> " + std::to_string(matrix.columns);
           return text(printed, "the matrices of a SwiGLU block of the computed width", computed);
         },
     .figures = "FIG-22",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16"},
    {.id = "S4-N7",
     .place = "L255-258",
     .claim = "4 rows of 128 give an output of (4, 128)",
     .printed = "w2(silu(w1(x))) * w3(x) -> (4, 128)",
     .check = shape_of_code,
     .correct = "The block gives this shape; the code does once the product comes before w2.",
     .corrected = "w2(silu(w1(x)) * w3(x)) -> (4, 128)",
     .command = example_command},
    {.id = "S4-N8",
     .place = "L243",
     .claim = "dropout is 0.1",
     .check = [](std::string_view) { return definition("a choice of the example"); }},
    {.id = "S4-N9",
     .place = "L119, L125",
     .claim = "the cubic term of the tanh form has the factor 0.044715",
     .printed = "0.044715",
     .check =
         [](std::string_view printed) {
           const std::string form = replaced(gelu_by_tanh, "0.044715", printed);
           return all_of({{"the approximation", formula(form, "gelu_tanh", {-5, 5})},
                          {"exact GELU", formula(form, "gelu", {-5, 5}, 1e-3)}});
         },
     .figures = "FORM-5",
     .command = "compare gelu gelu_tanh --range -5 5"},
    {.id = "S4-N10",
     .place = "L119, L125",
     .claim = "the argument of tanh has the factor sqrt(2/pi)",
     .printed = "sqrt(2/pi)",
     .check =
         [](std::string_view printed) {
           const Function twice_density = Function::parse("2*phi(x)");
           return number(printed, "2 phi(0), the slope of 2 Phi(x) - 1 = tanh(...) at 0", twice_density(0));
         },
     .figures = "FORM-5"},
    {.id = "S4-N11",
     .place = "L119, L125",
     .claim = "the tanh form has the factor 0.5",
     .printed = "0.5",
     .check =
         [](std::string_view printed) {
           const double slope = Function::parse("gelu").slope(0);
           return number(printed, "GELU'(0), which is that factor", slope);
         },
     .figures = "FORM-5"},
    {.id = "S4-N12",
     .place = "L147, L209",
     .claim = "beta is 1 where nothing is said",
     .check = [](std::string_view) { return definition("a convention; Swish is then SiLU"); },
     .command = "show swish"},
    {.id = "S4-N13",
     .place = "L158",
     .claim = "for beta = 0 Swish is x",
     .printed = "x",
     .check = swish_without_beta,
     .correct = "It is x/2.",
     .corrected = "x/2",
     .figures = "FIG-14 FIG-25",
     .command = "compare swish:beta=0 x x/2 --range -5 5"},
    {.id = "S4-N14",
     .place = "L158",
     .claim = "for beta to infinity Swish becomes ReLU",
     .check = [](std::string_view) { return swish_becomes_relu(); },
     .figures = "FIG-14",
     .command = "compare relu swish:beta=1 swish:beta=10 swish:beta=100 swish:beta=1000"},
    {.id = "S4-N15",
     .place = "L96, L104",
     .claim = "sigmoid lies in (0, 1), tanh in (-1, 1)",
     .printed = "(0, 1) and (-1, 1)",
     .check =
         [](std::string_view printed) {
           const std::size_t word = printed.find(" and ");
           return all_of({{"sigmoid", range(printed.substr(0, word), "sigmoid")},
                          {"tanh", range(printed.substr(word + 5), "tanh")}});
         },
     .figures = "FIG-06",
     .command = "compare sigmoid tanh"},

    // ----- code -----
    {.id = "S4-C1",
     .place = "L121-126",
     .claim = "numpy code of GELU in its tanh form",
     .printed = gelu_by_tanh,
     .check =
         [](std::string_view printed) {
           const Function code = Function::parse(printed), gelu = Function::parse("gelu");
           std::string computed;
           std::vector<Number> numbers;
           for (const double x : {1., -1., 3.}) {
             const std::string name = "GELU(" + shown(x) + ")";
             computed += (computed.empty() ? "" : "; ") + name + " = " + to_text(code(x)) + ", exactly " +
                         to_text(gelu(x));
             numbers.push_back({name, code(x)});
             numbers.push_back({name + " exactly", gelu(x)});
           }
           return with(formula(printed, "gelu_tanh", {-8, 8}), numbers, computed);
         },
     .figures = "FIG-10",
     .command = "table gelu_tanh gelu --at -1 1 3 --derivative 0"},
    {.id = "S4-C2",
     .place = "L217-235",
     .claim = "PyTorch code of a SwiGLU block",
     .printed = "w2(silu(w1(x))) * w3(x)",
     .check = code_of_swiglu,
     .correct = "w2 takes the product: w2(silu(w1(x)) * w3(x)); as printed, shapes differ unless the rounded "
                "width is that of x.",
     .corrected = "w2(silu(w1(x)) * w3(x))",
     .figures = "FIG-22",
     .command = failing_command},
    {.id = "S4-C3",
     .place = "L237-260",
     .claim = "the example of dim 128, hidden 256 and multiple 16 has a width of 176 and gives (4, 128)",
     .printed = "170, 185, 11, 176; w2(silu(w1(x))) * w3(x) -> (4, 128)",
     .check =
         [](std::string_view printed) {
           const std::size_t end = printed.find(';');
           return all_of({{"width", rounding(printed.substr(0, end), 256, 16)},
                          {"shape", shape_of_code(printed.substr(end + 1))}});
         },
     .correct = "The width is 176; the shape comes out once the product stands before w2.",
     .corrected = "170, 185, 11, 176; w2(silu(w1(x)) * w3(x)) -> (4, 128)",
     .figures = "FIG-22 FORM-16",
     .command = example_command},

    // ----- claims -----
    {.id = "S4-P1",
     .place = "L3",
     .claim = "a feed-forward block maps features to a space of more dimensions",
     .check = [](std::string_view) { return widens_and_narrows(true); },
     .correct = "It does inside; what comes out has the width of what went in.",
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512"},
    {.id = "S4-P2",
     .place = "L15",
     .claim = "it follows self-attention or cross-attention",
     .check =
         [](std::string_view) {
           return literature("Vaswani et al. 2017, Attention Is All You Need, arXiv:1706.03762, section 3.1");
         }},
    {.id = "S4-P3",
     .place = "L19-21",
     .claim = "it transforms what attention gives nonlinearly, adds expressive power and abstracts further",
     .check =
         [](std::string_view) {
           return all_of({{"", definition("what the block is there for")},
                          {"", opinion("no measure of abstraction is named")}});
         }},
    {.id = "S4-P4",
     .place = "L25-36",
     .claim = "it has two linear layers with an activation between them",
     .printed = "2",
     .check =
         [](std::string_view printed) {
           const FfnKind kind = find_ffn_kind("ffn");
           return number(printed, "weight matrices of " + formula_of(kind),
                         static_cast<double>(ffn_cost(kind, 512, 2048).matrices.size()));
         },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512"},
    {.id = "S4-P5",
     .place = "L38",
     .claim = "the first layer widens, the second narrows to the width of the input",
     .check = [](std::string_view) { return widens_and_narrows(false); },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512"},
    {.id = "S4-P6",
     .place = "L40",
     .claim = "it is there to transform and extract features further",
     .check = [](std::string_view) { return opinion("a purpose"); }},
    {.id = "S4-P7",
     .place = "L44-45",
     .claim = "512 is widened to 2048, which gives richer features",
     .printed = "2048",
     .check =
         [](std::string_view printed) {
           return all_of({{"width", wide_block(printed)}, {"benefit", opinion("richer is not measured")}});
         },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 512"},
    {.id = "S4-P8",
     .place = "L53",
     .claim = "the original Transformer has two linear layers with ReLU between them",
     .check =
         [](std::string_view) {
           return literature("Vaswani et al. 2017, arXiv:1706.03762, section 3.3, equation 2");
         }},
    {.id = "S4-P9",
     .place = "L59",
     .claim = "W1 widens d_model by about 4",
     .printed = "4",
     .check = fourfold,
     .command = "ffn --model gpt2-small"},
    {.id = "S4-P10",
     .place = "L65",
     .claim = "GELU or Swish may take the place of ReLU",
     .check =
         [](std::string_view) {
           std::string shapes;
           bool fit = true;
           for (const char* const activation : {"relu", "gelu", "swish"}) {
             const Shape shape = drawn_block({.activation = activation}).flow.output.shape;
             fit = fit && shape == Shape{4, 128};
             shapes += (shapes.empty() ? "" : ", ") + text_of(shape);
           }
           return words(
               "shapes of what blocks with ReLU, GELU and Swish make of (4, 128), the same; and BERT and "
               "GPT-2 use GELU",
               shapes + "; " + titles_using("gelu", 2) + "; " + titles_using("gelu_tanh", 2),
               {.literally = fit && uses("bert", "gelu") && uses("gpt2", "gelu_tanh")});
         },
     .command = "ffn ffn --d-model 512 --activation gelu"},
    {.id = "S4-P11",
     .place = "L71",
     .claim = "W2 takes as many numbers as z has and gives d_model",
     .check =
         [](std::string_view) {
           const DrawnBlock drawn = drawn_block({});
           const Shape z = drawn.flow.up.shape, w2 = drawn.arrays.at("W2").shape;
           return words(
               "shapes of z and W2 in a block of d_model 128: rows of W2 as columns of z, 128 columns",
               text_of(z) + " and " + text_of(w2), {.literally = w2.rows == z.columns && w2.columns == 128});
         },
     .figures = "FIG-22",
     .command = "ffn ffn --d-model 128 --d-ff 176 --forward 4"},
    {.id = "S4-P12",
     .place = "L75-77",
     .claim = "weights and biases are learned; the activation affects training",
     .check = [](std::string_view) { return definition("what is a parameter of the block"); },
     .command = "stats relu gelu"},
    {.id = "S4-P13",
     .place = "L85",
     .claim = "ReLU is simple and fast",
     .check = [](std::string_view) { return measured("relu gelu swish sigmoid tanh"); },
     .figures = "FIG-28"},
    {.id = "S4-P14",
     .place = "L86",
     .claim = "an input below 0 always gives 0, so that some neurons give 0 from then on: they are dead",
     .check = [](std::string_view) { return negative_input_kills(); },
     .correct = "A unit is dead where its pre-activation is below 0 for every input; one input below 0 only "
                "adds nothing to its gradient.",
     .figures = "FIG-27",
     .command = "stats relu --input normal:-10,1.4142"},
    {.id = "S4-P15",
     .place = "L96",
     .claim = "sigmoid lies in (0, 1) and can act as a switch",
     .printed = "(0, 1)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S4-P16",
     .place = "L97",
     .claim = "sigmoid saturates and costs more",
     .check =
         [](std::string_view) {
           const double slope = Function::parse("sigmoid").slope(10);
           return all_of(
               {{"saturates", words("slope at 10 against the greatest, 1/4; below a thousandth of it",
                                    "sigmoid'(10) = " + shown(slope), {.literally = slope < 0.25e-3},
                                    {{"sigmoid'(10)", slope}})},
                {"cost", measured("sigmoid relu")}});
         },
     .figures = "FIG-03 FIG-28",
     .command = "stats sigmoid relu"},
    {.id = "S4-P17",
     .place = "L98",
     .claim = "its exponential and its division cost more than ReLU",
     .check = [](std::string_view) { return measured("sigmoid relu"); },
     .figures = "FIG-28"},
    {.id = "S4-P18",
     .place = "L104",
     .claim = "tanh lies in (-1, 1)",
     .printed = "(-1, 1)",
     .check = [](std::string_view printed) { return range(printed, "tanh"); },
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "S4-P19",
     .place = "L104",
     .claim = "tanh saturates less easily than sigmoid",
     .check = [](std::string_view) { return tanh_saturates_less(); },
     .correct =
         "Tanh(x) = 2 sigmoid(2x) - 1 saturates at half the |x|; its slope is the greater one near 0 only.",
     .figures = "FIG-06 FIG-26",
     .command = "stats tanh sigmoid"},
    {.id = "S4-P20",
     .place = "L105",
     .claim = "tanh may saturate too, and its gradient becomes small",
     .check =
         [](std::string_view) {
           const double slope = Function::parse("tanh").slope(5);
           return words("slope at 5 against 1 at 0; below a thousandth of it", "tanh'(5) = " + shown(slope),
                        {.literally = slope < 1e-3}, {{"tanh'(5)", slope}});
         },
     .figures = "FIG-05 FIG-26",
     .command = "table tanh --at 0 1 2 5 10"},
    {.id = "S4-P21",
     .place = "L113",
     .claim = "GELU first became common in models like BERT",
     .check =
         [](std::string_view) {
           const bool bert = uses("bert", "gelu"), gpt = uses("gpt-1", "gelu_tanh") || uses("gpt-1", "gelu");
           return words(
               "whether BERT (October 2018) uses GELU and GPT-1 (June 2018) does not yet; narrowly, whether "
               "BERT does",
               std::string("BERT ") + (bert ? "uses" : "does not use") + " GELU, the earlier GPT-1 " +
                   (gpt ? "does too" : "does not"),
               {.literally = bert && !gpt, .narrowly = bert});
         },
     .correct = "BERT made it common; the paper is of 2016 (Hendrycks and Gimpel, arXiv:1606.08415) and "
                "GPT-1 used it before BERT.",
     .command = "model gpt-1"},
    {.id = "S4-P22",
     .place = "L113",
     .claim = "GELU often does better than ReLU",
     .check =
         [](std::string_view) {
           return literature("reported in experiments by Hendrycks and Gimpel 2016, arXiv:1606.08415");
         }},
    {.id = "S4-P23",
     .place = "L113",
     .claim = "GELU has the shape of a smooth S",
     .check = [](std::string_view) { return s_shaped("gelu"); },
     .correct =
         "It is smooth, but unbounded above, not monotone, and has two inflections, at -sqrt(2) and sqrt(2).",
     .figures = "FIG-10 FIG-26",
     .command = "show gelu"},
    {.id = "S4-P24",
     .place = "L113",
     .claim = "compared with ReLU it chooses more smoothly what to keep of negative values",
     .check =
         [](std::string_view) {
           const Function gelu = Function::parse("gelu"), relu = Function::parse("relu");
           return words("GELU is smooth and ReLU is not; GELU(-1) is below GELU(-8) and 0, ReLU(-1) is 0",
                        "GELU(-1) = " + shown(gelu(-1)) + ", ReLU(-1) = " + shown(relu(-1)),
                        {.literally = is_smooth("gelu") && !is_smooth("relu") && gelu(-1) < 0 &&
                                      gelu(-8) > gelu(-1) && relu(-1) == 0});
         },
     .figures = "FIG-09",
     .command = "compare relu gelu --range -3 3"},
    {.id = "S4-P25",
     .place = "L117-119",
     .claim = "code often has GELU in its tanh form",
     .printed = gelu_by_tanh,
     .check =
         [](std::string_view printed) {
           return all_of(
               {{"error", formula(printed, "gelu", {-8, 8}, 1e-3)},
                {"in use", words("models whose feed-forward block has the tanh form, GPT-2 among them",
                                 titles_using("gelu_tanh", 4), {.literally = uses("gpt2", "gelu_tanh")})}});
         },
     .figures = "FIG-10 FORM-5",
     .command = "model gpt2"},
    {.id = "S4-P26",
     .place = "L130",
     .claim = "GELU is smooth; ReLU has a kink at 0, where its gradient jumps",
     .check =
         [](std::string_view) {
           const Function relu = Function::parse("relu");
           const Facts facts = relu.facts();
           const double jump = relu.slope(1e-300) - relu.slope(-1e-300);
           return all_of(
               {{"", smooth("gelu")},
                {"", words("the lowest derivative of ReLU that jumps is the first, at 0",
                           "that of order " + std::to_string(facts.smoothness() + 1) + ", by " + shown(jump) +
                               " at x = " + shown(facts.kinks[0].x),
                           {.literally = facts.smoothness() == 0 && jump == 1 && facts.kinks[0].x == 0})}});
         },
     .figures = "FIG-09",
     .command = "compare relu gelu --range -3 3"},
    {.id = "S4-P27",
     .place = "L131",
     .claim = "ReLU gives 0 for every negative value",
     .check =
         [](std::string_view) {
           const Function relu = Function::parse("relu");
           const double worst = greatest([&](double x) { return relu(x); }, {-100, -1e-300}).value;
           return words("greatest |relu| on [-100, 0); 0 holds", shown(worst), {.literally = worst == 0});
         },
     .figures = "FIG-07",
     .command = "table relu --at -100 -1 -1e-9 0 1"},
    {.id = "S4-P28",
     .place = "L131",
     .claim = "GELU keeps negative values with some probability and avoids dead neurons",
     .check = [](std::string_view) { return gelu_avoids_death(); },
     .correct = "GELU weights x by Phi(x), nothing is drawn; its slope decays as x phi(x), so that units far "
                "left are as good as dead.",
     .figures = "FIG-27",
     .command = "table gelu relu silu --at -5 -10 -20"},
    {.id = "S4-P29",
     .place = "L132",
     .claim = "GELU contains tanh and the like, and is slower",
     .check = [](std::string_view) { return measured("gelu gelu_tanh relu"); },
     .figures = "FIG-28"},
    {.id = "S4-P30",
     .place = "L133",
     .claim = "ReLU suits convolutional networks, GELU fully connected ones",
     .check = [](std::string_view) { return opinion("a rule of thumb"); }},
    {.id = "S4-P31",
     .place = "L141",
     .claim = "Swish comes from a search by Google; with beta = 1 it is SiLU",
     .printed = "1",
     .check =
         [](std::string_view printed) {
           return all_of({{"beta", formula("swish:beta=" + std::string(printed), "silu", {-8, 8})},
                          {"origin", literature("Ramachandran et al. 2017, arXiv:1710.05941; SiLU is older: "
                                                "Hendrycks and Gimpel 2016, Elfwing et al. 2017")}});
         },
     .figures = "FIG-11 FORM-6",
     .command = "show silu"},
    {.id = "S4-P32",
     .place = "L147",
     .claim = "beta is usually 1",
     .check = [](std::string_view) { return definition("a convention; Swish is then SiLU"); },
     .command = "show swish"},
    {.id = "S4-P33",
     .place = "L157",
     .claim = "like GELU, Swish is smooth and gives small negative values on the left",
     .check =
         [](std::string_view) {
           const Function swish = Function::parse("swish");
           const Landmark minimum = landmarks(swish).minimum.value();
           return words("Swish and GELU are smooth; the minimum of Swish is between -0.5 and 0",
                        "minimum " + at_x(minimum),
                        {.literally = is_smooth("swish") && is_smooth("gelu") && minimum.value < 0 &&
                                      minimum.value > -0.5},
                        {{"minimum", minimum.value}, {"minimum at", minimum.x}});
         },
     .figures = "FIG-11 FIG-12",
     .command = "compare gelu swish"},
    {.id = "S4-P34",
     .place = "L158",
     .claim = "beta changes the shape of Swish",
     .check =
         [](std::string_view) {
           const double change = greatest_gap("swish:beta=2", "swish:beta=1", {-8, 8}).value,
                        zoom = greatest_gap("swish:beta=2", "0.5*swish(2*x)", {-8, 8}).value;
           return words(
               "greatest |S_2(x) - S_1(x)| and |S_2(x) - S_1(2x)/2| on [-8, 8]; another shape where both "
               "exceed 1e-12",
               shown(change) + " and " + shown(zoom),
               {.literally = change > 1e-12 && zoom > 1e-12, .narrowly = change > 1e-12},
               {{"change", change}, {"beside the zoom", zoom}});
         },
     .correct = "It only rescales the curve: S_beta(x) = S_1(beta x)/beta.",
     .figures = "FIG-12 FIG-14",
     .command = "table swish swish:beta=2 '0.5*swish(2*x)' --at -3 -1 1 3 --derivative 0"},
    {.id = "S4-P35",
     .place = "L158",
     .claim = "with beta = 1 the curve of Swish is close to that of GELU",
     .check = [](std::string_view) { return swish_near_gelu(); },
     .correct = "The gap is 0.193; with beta = 1.702 it is 0.0203, and 0.0139 at best, with 1.7729.",
     .figures = "FIG-11",
     .command = "compare gelu swish swish:beta=1.702 swish:beta=1.7729"},
    {.id = "S4-P36",
     .place = "L158",
     .claim = "with beta = 0 Swish is the linear function x",
     .printed = "x",
     .check = swish_without_beta,
     .correct = "It is linear, but x/2.",
     .corrected = "x/2",
     .figures = "FIG-14 FIG-25",
     .command = "compare swish:beta=0 x x/2 --range -5 5"},
    {.id = "S4-P37",
     .place = "L158",
     .claim = "for beta to infinity Swish approaches ReLU",
     .check = [](std::string_view) { return swish_becomes_relu(); },
     .figures = "FIG-14",
     .command = "compare relu swish:beta=1 swish:beta=10 swish:beta=100 swish:beta=1000"},
    {.id = "S4-P38",
     .place = "L159",
     .claim = "Swish is slower than ReLU and usually faster than GELU",
     .check = [](std::string_view) { return measured("relu swish gelu gelu_tanh"); },
     .figures = "FIG-28"},
    {.id = "S4-P39",
     .place = "L160",
     .claim = "Swish is used more and more, for images and for language",
     .check =
         [](std::string_view) {
           const auto models = models_using("swish");
           return all_of(
               {{"language",
                 words("models of the catalogue that use Swish: at least ten families, LLaMA among them",
                       std::to_string(models.size()) + " families, such as " + titles_using("swish", 3),
                       {.literally = models.size() >= 10 && uses("llama", "swish")})},
                {"images", literature("EfficientNet: Tan and Le 2019, arXiv:1905.11946")}});
         },
     .command = "model llama"},
    {.id = "S4-P40",
     .place = "L164",
     .claim = "GLU splits a projection in two: one half passes, the other decides through a gate",
     .check =
         [](std::string_view) {
           const Gate& glu = *find_gate("glu");
           const GateFunction gate(glu);
           const Function sigmoid = Function::parse("sigmoid");
           double worst = 0;
           for (const double a : {-2., 0.5, 3.})
             for (const double b : {-1., 0., 2.})
               worst = std::fmax(worst, std::fabs(gate(b, a) - a * sigmoid(b)));
           return words(
               "greatest |GLU(a, b) - a sigmoid(b)| at nine pairs, below 1e-15, and which half is the gate: "
               "the second",
               shown(worst) + "; the " + std::string(name_of(glu.half)) + " half, as in " +
                   std::string(glu.convention),
               {.literally = worst < 1e-15 && glu.half == Half::second});
         },
     .figures = "FIG-20 FORM-10",
     .command = "ffn glu --d-model 512"},
    {.id = "S4-P41",
     .place = "L170",
     .claim = "the product is taken element by element; F is any activation, originally sigmoid",
     .printed = "F(x W + b) * (x V + c)",
     .check =
         [](std::string_view printed) {
           const Gate& glu = *find_gate("glu");
           return all_of({{"formula", glu_with_any_activation(printed)},
                          {"origin", words("the gate of " + std::string(glu.source), std::string(glu.gated),
                                           {.literally = glu.gated == "sigmoid"})}});
         },
     .figures = "FIG-20 FORM-10",
     .command = "ffn glu --d-model 512"},
    {.id = "S4-P42",
     .place = "L172, L292",
     .claim = "a gate opens or closes each dimension by itself, which is more flexible",
     .check =
         [](std::string_view) {
           return all_of({{"each", gates_are_separate()}, {"benefit", opinion("flexible is not measured")}});
         },
     .figures = "FIG-20 FIG-21",
     .command = "ffn glu --d-model 128 --forward 4"},
    {.id = "S4-P43",
     .place = "L174, L307",
     .claim = "a gate adds linear maps and work",
     .check =
         [](std::string_view) {
           const FfnCost gated = ffn_cost(find_ffn_kind("glu"), 512, 2048),
                         plain = ffn_cost(find_ffn_kind("ffn"), 512, 2048);
           const double ratio = static_cast<double>(gated.weights) / static_cast<double>(plain.weights),
                        work = static_cast<double>(gated.forward_flops) /
                               static_cast<double>(plain.forward_flops);
           return words(
               "weights and work of GLU over those of the plain block, both 512 and 2048 wide; above 1 holds",
               shown(ratio) + " and " + shown(work), {.literally = ratio > 1 && work > 1},
               {{"weights", ratio}, {"work", work}});
         },
     .figures = "FIG-22",
     .command = "ffn glu --d-model 512 --d-ff 2048"},
    {.id = "S4-P44",
     .place = "L182",
     .claim = "in GeGLU it is unclear what is activated and what gates, and parameters get mixed up",
     .check = [](std::string_view) { return opinion("the sentence is unclear; S4-A11 is the formula"); }},
    {.id = "S4-P45",
     .place = "L184-186",
     .claim = "for the dimensions to fit, W2 is applied before the product",
     .printed = "gelu(x W1) W2 * (x W3)",
     .check = [](std::string_view printed) { return block(printed, {.kind = "geglu_erf"}); },
     .correct = "Then they do not fit; the product comes first: (GELU(x W1) * (x W3)) W2.",
     .corrected = "(gelu(x W1) * (x W3)) W2",
     .figures = "FIG-22 FORM-13",
     .command = "ffn geglu_erf --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "S4-P46",
     .place = "L190",
     .claim = "sigmoid gives a hard output in (0, 1)",
     .check = [](std::string_view) { return sigmoid_is_hard(); },
     .correct = "It is bounded by 0 and 1, but as smooth as GELU; hard sigmoid is the hard one.",
     .figures = "FIG-15",
     .command = "compare sigmoid hard_sigmoid --range -8 8"},
    {.id = "S4-P47",
     .place = "L191, L293",
     .claim = "gates of GELU or Swish decay smoothly for negative values and are not bounded by 1",
     .check =
         [](std::string_view) {
           const Facts gelu = Function::parse("gelu").facts(), swish = Function::parse("swish").facts();
           const double left = std::max(std::fabs(gelu.left.limit(-infinity)),
                                        std::fabs(swish.left.limit(-infinity))),
                        least = std::min(gelu.range.hi, swish.range.hi),
                        sigmoid = Function::parse("sigmoid").facts().range.hi;
           return all_of({{"", smooth("gelu")},
                          {"", smooth("swish")},
                          {"", words("greatest |limit| on the left of the two, 0, and their least supremum, "
                                     "infinite where that of sigmoid is 1",
                                     shown(left) + ", " + shown(least) + " and " + shown(sigmoid),
                                     {.literally = left == 0 && least == infinity && sigmoid == 1})}});
         },
     .figures = "FIG-21",
     .command = "compare sigmoid gelu swish"},
    {.id = "S4-P48",
     .place = "L193",
     .claim = "in code only sigmoid() has to become gelu()",
     .check =
         [](std::string_view) {
           const std::string code = "w2(sigmoid(w1(x)) * w3(x))";
           return all_of({{"sigmoid", block(code, {.kind = "glu", .has_biases = true})},
                          {"gelu", block(replaced(code, "sigmoid", "gelu"),
                                         {.kind = "geglu_erf", .has_biases = true})}});
         },
     .figures = "FIG-21",
     .command = "ffn geglu_erf --d-model 128 --d-ff 176 --forward 4"},
    {.id = "S4-P49",
     .place = "L199, L203",
     .claim = "the two formulas of SwiGLU",
     .check =
         [](std::string_view) {
           return follows({"S4-A13", "S4-A14"});
         },
     .correct = "V is an argument of the first; in the second the product comes before W2.",
     .figures = "FORM-12 FORM-13",
     .command = failing_command},
    {.id = "S4-P50",
     .place = "L205",
     .claim = "the vector that gates is Swish of the first projection",
     .printed = "swish(x W1)",
     .check = vector_that_gates,
     .figures = "FIG-21",
     .command = example_command},
    {.id = "S4-P51",
     .place = "L213",
     .claim = "to keep the number of parameters the width becomes 2/3 of what it was",
     .check = [](std::string_view) { return two_thirds_keep_parameters(); },
     .figures = "FORM-16",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias"},
    {.id = "S4-P52",
     .place = "L224-226",
     .claim = "the comment computes a width of 48 from 64 and 8",
     .printed = "42, 49, 6, 48",
     .check = [](std::string_view printed) { return rounding(printed, 64, 8); },
     .figures = "FORM-16",
     .command = "ffn swiglu --d-model 32 --hidden 64 --multiple-of 8"},
    {.id = "S4-P53",
     .place = "L234, L258",
     .claim = "the code gives an output of (4, 128)",
     .printed = "w2(silu(w1(x))) * w3(x)",
     .check = code_of_swiglu,
     .correct = "It stops with a shape error; it gives (4, 128) once the product stands before w2.",
     .corrected = "w2(silu(w1(x)) * w3(x))",
     .figures = "FIG-22",
     .command = failing_command},
    {.id = "S4-P54",
     .place = "L266-286",
     .claim = "six formulas of feed-forward blocks",
     .check =
         [](std::string_view) {
           return follows({"S4-A2", "S4-A15", "S4-A16", "S4-A12", "S4-A14"});
         },
     .correct = "The plain ones are right; those with a gate are (ACT(x W1) * (x W3)) W2.",
     .figures = "FORM-13",
     .command = "ffn swiglu --d-model 512 --bias"},
    {.id = "S4-P55",
     .place = "L301",
     .claim = "ReLU is fastest, then Swish, then GELU",
     .check = [](std::string_view) { return measured("relu swish gelu gelu_tanh"); },
     .figures = "FIG-28"},
    {.id = "S4-P56",
     .place = "L302-303",
     .claim = "GELU and Swish often beat ReLU on language; ReLU has dead units, the others are smoother and "
              "cost more",
     .check =
         [](std::string_view) {
           const double share = share_without_slope("relu", units_with_bias(-10));
           return all_of(
               {{"dead units", words("share of ReLU units without slope in a He layer with a bias of -10, "
                                     "above 99 %; GELU and Swish are smooth",
                                     shown(100 * share) + " %",
                                     {.literally = share > 0.99 && is_smooth("gelu") && is_smooth("swish")})},
                {"cost", measured("relu gelu swish")},
                {"results", literature("Hendrycks and Gimpel 2016, arXiv:1606.08415; Ramachandran et al. "
                                       "2017, arXiv:1710.05941")}});
         },
     .figures = "FIG-27 FIG-28",
     .command = "stats relu gelu swish --input normal:-10,1.4142"},
    {.id = "S4-P57",
     .place = "L306",
     .claim = "GLU selects more finely and sometimes gains",
     .check =
         [](std::string_view) {
           return literature(
               "gains are reported by Shazeer 2020, GLU Variants Improve Transformer, arXiv:2002.05202");
         }},
    {.id = "S4-P58",
     .place = "L311-312",
     .claim = "small tasks: ReLU or Swish; large models: GELU or a gated block",
     .check = [](std::string_view) { return opinion("advice; S4-Q2 has the properties to choose by"); },
     .command = "compare relu swish gelu"},
    {.id = "S4-P59",
     .place = "L316-318",
     .claim = "blocks, activations and gates each add to what a model can express",
     .check = [](std::string_view) { return opinion("a summary"); }},

    // ----- questions -----
    {.id = "S4-Q1",
     .place = "L290",
     .claim = "Why are there variants of GLU?",
     .check = [](std::string_view) { return why_variants_of_glu(); },
     .figures = "FIG-21",
     .command = "table sigmoid relu gelu swish --at -4 -2 -1 0 1 2 4 --derivative 0"},
    {.id = "S4-Q2",
     .place = "L310",
     .claim = "How is an activation chosen?",
     .check = [](std::string_view) { return how_to_choose(); },
     .figures = "FIG-28 FIG-30",
     .command = "compare relu swish gelu"},

    // ----- errors -----
    {.id = "E13",
     .place = "L104",
     .claim = "tanh is harder to saturate than sigmoid",
     .check = [](std::string_view) { return tanh_saturates_less(); },
     .correct = "Tanh saturates at half the |x| at which sigmoid does; its slope is the greater of the two "
                "near 0 only.",
     .figures = "FIG-26",
     .command = "stats tanh sigmoid"},
    {.id = "E32",
     .place = "L113",
     .claim = "GELU is S-shaped",
     .check = [](std::string_view) { return s_shaped("gelu"); },
     .correct = "It is not: unbounded above, not monotone, two inflections.",
     .figures = "FIG-10 FIG-26",
     .command = "show gelu"},
    {.id = "E33",
     .place = "L158",
     .claim = "Swish with beta = 0 is x",
     .printed = "x",
     .check = swish_without_beta,
     .correct = "It is x/2.",
     .corrected = "x/2",
     .figures = "FIG-14 FIG-25",
     .command = "compare swish:beta=0 x x/2 --range -5 5"},
    {.id = "E34",
     .place = "L186, L203, L278, L282, L286",
     .claim = "a gated block is ACT(x W1) W2 times (x W3)",
     .printed = "ACT(x W1) W2 * (x W3)",
     .check =
         [](std::string_view printed) {
           return all_of({{"", gated_blocks(printed, 176)}, {"square", gated_blocks(printed, 128)}});
         },
     .correct = "The product comes before W2: (ACT(x W1) * (x W3)) W2; where all matrices are square the "
                "shapes match, and the results differ.",
     .corrected = "(ACT(x W1) * (x W3)) W2",
     .figures = "FIG-22 FORM-13",
     .command = "ffn geglu --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "E35",
     .place = "L199",
     .claim = "SwiGLU is a function of x, W, b and c",
     .printed = "x, W, b, c: swish(x W + b) * (x V + c)",
     .check = swiglu_definition,
     .correct = "It is a function of x, W, V, b and c.",
     .corrected = "x, W, V, b, c: swish(x W + b) * (x V + c)",
     .figures = "FORM-12",
     .command = "ffn swiglu --d-model 512 --bias"},
    {.id = "E36",
     .place = "L234",
     .claim = "the code of SwiGLU multiplies after w2",
     .printed = "w2(silu(w1(x))) * w3(x)",
     .check = code_of_swiglu,
     .correct = "It should be w2(silu(w1(x)) * w3(x)); as printed the shapes do not match.",
     .corrected = "w2(silu(w1(x)) * w3(x))",
     .figures = "FIG-22",
     .command = failing_command},
    {.id = "E37",
     .place = "L131",
     .claim = "GELU keeps negative values with a probability, so that no unit dies",
     .check = [](std::string_view) { return gelu_avoids_death(); },
     .correct = "GELU weights x by Phi(x), nothing is drawn; its slope decays as x phi(x).",
     .figures = "FIG-27",
     .command = "table gelu relu silu --at -5 -10 -20"},
    {.id = "E38",
     .place = "L158",
     .claim = "Swish with beta = 1 is close to GELU",
     .check = [](std::string_view) { return swish_near_gelu(); },
     .correct = "The gap is 0.193; with beta = 1.702 it is 0.0203.",
     .figures = "FIG-11",
     .command = "compare gelu swish swish:beta=1.702"},
    {.id = "E39",
     .place = "L190",
     .claim = "the output of sigmoid is hard",
     .check = [](std::string_view) { return sigmoid_is_hard(); },
     .correct = "It is smooth; hard sigmoid is the hard one.",
     .figures = "FIG-15",
     .command = "compare sigmoid hard_sigmoid --range -8 8"},
    {.id = "E41",
     .place = "L301",
     .claim = "ReLU always costs less than Swish, and Swish less than GELU",
     .check = [](std::string_view) { return measured("relu swish gelu gelu_tanh"); },
     .figures = "FIG-28"},
    {.id = "E42",
     .place = "L28, L57",
     .claim = "W1 x and x W1 stand for one product",
     .printed = "W2 relu(W1 x + b1) + b2",
     .check = [](std::string_view printed) { return block_of_rows(printed, {.has_biases = true}); },
     .correct = "With tokens as rows it is x W1; W1 x is the same with every matrix transposed.",
     .corrected = "relu(x W1 + b1) W2 + b2",
     .figures = "FORM-13",
     .command = "ffn ffn --d-model 512 --bias"},
    {.id = "E45",
     .place = "L217-235",
     .claim = "the code of SwiGLU runs as it stands",
     .printed = printed_code,
     .check = names_are_imported,
     .correct = "It needs import torch, torch.nn as nn and torch.nn.functional as F; and a comment is "
                "indented too far.",
     .corrected = corrected_code,
     .command = example_command},
};

}  // namespace

std::span<const Statement> s4() { return statements; }

}  // namespace actviz::notes
