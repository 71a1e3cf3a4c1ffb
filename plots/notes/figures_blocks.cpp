// Feed-forward blocks as boxes and arrows.
#include <string>

#include "lib/analysis/ffn.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

using enum Diagram::Shape;

constexpr Style linear{0}, nonlinear{1};

/// "512 × 2048"
std::string size_of(const FfnMatrix& matrix) {
  return std::to_string(matrix.rows) + " × " + std::to_string(matrix.columns);
}

std::string width_text(std::int64_t width) { return "$(n, " + std::to_string(width) + ")$"; }

std::string weights_text(const FfnCost& cost) { return grouped(cost.weights) + " weights"; }

Panel block(std::string title, Diagram diagram) {
  Panel panel{.title = std::move(title), .bare = true};
  panel.marks.emplace_back(std::move(diagram));
  return panel;
}

/// The block of the first Transformer, with what stands around it.
Panel plain_block() {
  const FfnCost cost = ffn_cost(find_ffn_kind("ffn", "relu"), 512, 2048, true);
  enum : std::size_t { input, up, relu, down, sum, norm, output };
  return block("Transformer: $\\mathrm{ReLU}(x W_1 + b_1)\\,W_2 + b_2$, " + weights_text(cost) + ", " +
                   grouped(cost.parameters) + " with biases",
               {{{{0, 1}, "$x$", width_text(cost.d_model), plain},
                 {{1, 0}, "$W_1, b_1$", size_of(cost.matrices[0]), box, linear},
                 {{2, 0}, "ReLU", "", box, nonlinear},
                 {{3, 0}, "$W_2, b_2$", size_of(cost.matrices[1]), box, linear},
                 {{4, 0}, "+", "", operation},
                 {{5, 0}, "LayerNorm"},
                 {{6, 0}, "$y$", width_text(cost.d_model), plain}},
                {{input, up},
                 {up, relu, std::to_string(cost.d_ff)},
                 {relu, down, std::to_string(cost.d_ff)},
                 {down, sum},
                 {input, sum, "residual"},
                 {sum, norm},
                 {norm, output}}});
}

/// A gated block from where its input stands.
Panel gated_block() {
  const FfnCost cost =
      ffn_cost(find_ffn_kind("swiglu"), 128, ffn_width(true, {.hidden = 256, .multiple_of = 16}), true);
  enum : std::size_t { input, gate, silu, value, product, down, output };
  return block("SwiGLU: $(\\mathrm{SiLU}(x W_1) ⊙ x W_3)\\,W_2$, " + weights_text(cost) + ", " +
                   grouped(cost.parameters) + " with biases",
               {{{{0, 0.5}, "$x$", width_text(cost.d_model), plain},
                 {{1, 1}, "$W_1$", size_of(cost.matrices[0]), box, linear},
                 {{2, 1}, "SiLU", "", box, nonlinear},
                 {{1, 0}, "$W_3$", size_of(cost.matrices[1]), box, linear},
                 {{3, 0.5}, "⊙", "", operation},
                 {{4, 0.5}, "$W_2$", size_of(cost.matrices[2]), box, linear},
                 {{5, 0.5}, "$y$", width_text(cost.d_model), plain}},
                {{input, gate},
                 {input, value},
                 {gate, silu, std::to_string(cost.d_ff)},
                 {silu, product},
                 {value, product, std::to_string(cost.d_ff)},
                 {product, down},
                 {down, output}}});
}

/// The block of LLaMA 7B, with what stands around it.
Panel llama_block() {
  const FfnCost cost =
      ffn_cost(find_ffn_kind("swiglu"), 4096, ffn_width(true, {.hidden = 16384, .multiple_of = 256}));
  enum : std::size_t { input, norm, gate, silu, value, product, down, sum, output };
  return block("LLaMA 7B: the same between RMSNorm and the residual sum, " + weights_text(cost),
               {{{{0, 1.55}, "$x$", width_text(cost.d_model), plain},
                 {{1, 0.5}, "RMSNorm"},
                 {{2, 1}, "$W_1$", size_of(cost.matrices[0]), box, linear},
                 {{3, 1}, "SiLU", "", box, nonlinear},
                 {{2, 0}, "$W_3$", size_of(cost.matrices[1]), box, linear},
                 {{4, 0.5}, "⊙", "", operation},
                 {{5, 0.5}, "$W_2$", size_of(cost.matrices[2]), box, linear},
                 {{6, 0.5}, "+", "", operation},
                 {{7, 0.5}, "$y$", width_text(cost.d_model), plain}},
                {{input, norm},
                 {norm, gate},
                 {norm, value},
                 {gate, silu},
                 {silu, product},
                 {value, product, std::to_string(cost.d_ff)},
                 {product, down},
                 {down, sum},
                 {input, sum, "residual"},
                 {sum, output}}});
}

}  // namespace

Figure figure_22(ThemeName theme) {
  Figure figure = figure_of(theme, "Feed-forward blocks with their sizes",
                            "rows of $x$ are tokens; the product $⊙$ comes before $W_2$",
                            {plain_block(), gated_block(), llama_block()}, 1);
  figure.description =
      "Three block diagrams: the plain block of 512, 2048 and 512 numbers with ReLU; the SwiGLU block of "
      "128, "
      "176 and 128, two linear maps of which one goes through SiLU, multiplied, then the third; and LLaMA's "
      "of 4096, 11008 and 4096 between RMSNorm and the residual sum.";
  return figure;
}

}  // namespace actviz::notes
