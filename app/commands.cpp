// The subcommands, in the order of the help text.
#include "app/commands/commands.hpp"

namespace actviz::app {
namespace {

constexpr std::string_view plot_examples[] = {
    "actviz plot gelu --range -5 5                      gelu.png: the curve and its derivative",
    "actviz plot relu gelu swish mish -o four.svg       several functions in one figure",
    "actviz plot mish --size 360 240 -o mish.pdf        for a paper: vectors, text stays text",
    "actviz plot swish:beta={0.5,1,2} --theme dark      a sweep; the shell expands the braces",
    "actviz plot gelu silu --range -9 -3 --derivative 0 --log y   how the tails decay",
    "actviz plot torch.gelu jax.gelu --labels erf tanh  the names in the legend",
    "actviz plot 'x*sigmoid(b*x):b=1.7' gelu            a formula stands wherever a name does",
    "actviz plot silu --dtype e4m3                      the staircase of a format, the exact curve behind",
    "actviz plot swiglu --theme dark                    a gate: its surface and the slice of equal halves",
    "actviz plot tanh --derivative 2 --format terminal  curves right here, with the second derivative",
};
constexpr std::string_view compare_examples[] = {
    "actviz compare gelu gelu_tanh quick_gelu           how far each is from the first, and where",
    "actviz compare gelu silu -o cmp.png                panels of values, slopes and differences",
    "actviz compare sigmoid hard_sigmoid --range -3 3 --format json",
};
constexpr std::string_view table_examples[] = {
    "actviz table gelu --at -1 0 1                      values and derivatives at points",
    "actviz table gelu silu --range -5 5 --step 0.5 --format csv",
    "actviz table gelu --from pre.csv:z --derivative 2  at the numbers of a CSV column",
    "actviz table gelu --at -13.5 -1 3 --dtype bf16     rounded once from the exact results",
    "seq -3 3 | actviz table mish                       at numbers from standard input",
};
constexpr std::string_view stats_examples[] = {
    "actviz stats relu gelu mish                        under N(0, 1)",
    "actviz stats sigmoid --input normal:0,3 --epsilon 0.05",
    "actviz stats tanh --input uniform:-4,4 --format json",
};
constexpr std::string_view list_examples[] = {
    "actviz list                                        every activation",
    "actviz list --family gated --format json",
    "actviz list --framework jax                        what one framework offers, and how it differs",
};
constexpr std::string_view show_examples[] = {
    "actviz show gelu                                   formula, derivative, facts, source",
    "actviz show swish:beta=2 --format json",
    "actviz show selu --latex                           its formula for a paper; --mathml for a page",
    "actviz show '0.5*keras.leaky_relu(x) + 1'          a formula; what it calls may be a framework's",
};
constexpr std::string_view model_examples[] = {
    "actviz model llama-3-8b                            its activation and feed-forward block",
    "actviz model path/config.json                      read from a Hugging Face config",
    "actviz model --list --format csv                   every model that is known",
};
constexpr std::string_view neurons_examples[] = {
    "actviz neurons acts.npy --activation relu          dead and other neurons of a layer's outputs",
    "actviz neurons dump.safetensors --tensor '*mlp*'   one line a layer",
    "actviz neurons pre.npy --activation gelu --kind pre --neuron 17",
    "actviz neurons conv.npy --layout nchw --format csv   one row a channel",
    "actviz neurons big*.npy --part 2/4 --partial p2.avs  one of four parts, which are then merged:",
    "actviz neurons --merge p*.avs",
};
constexpr std::string_view softmax_examples[] = {
    "actviz softmax 9 6 3 1                             probabilities, their logarithms, entropy",
    "actviz softmax 9 6 3 1 --target 1 --temperature 2  cross-entropy and its gradient",
    "actviz softmax 1000 999 998 --naive                what exp(x) / sum exp(x) makes of it",
    "actviz softmax 9 6 3 1 --jacobian -o jacobian.png  the derivatives as a heatmap",
    "actviz softmax -1 2 -inf --labels cat dog none -o bars.svg   -inf masks an entry",
    "actviz softmax 9 6 3 1 --sweep 0.1 100 -o t.png    probabilities over the temperature",
    "actviz softmax --from dump.npz --tensor logits --row 3 --format csv",
};
constexpr std::string_view ffn_examples[] = {
    "actviz ffn swiglu --d-model 4096 --multiple-of 256  the block of LLaMA 7B, beside the plain one",
    "actviz ffn --model llama-3-8b --format json",
    "actviz ffn swiglu --d-model 128 --forward 1000 --seed 1 --dump acts.safetensors   for actviz neurons",
    "actviz ffn swiglu --weights block.safetensors --input x.npy",
    "actviz ffn swiglu --d-model 128 --forward 4 --order printed   the usual misprint, a shape error",
};
constexpr std::string_view init_examples[] = {
    "actviz init relu tanh gelu                         gains and deviations of a layer of 512",
    "actviz init selu --fan-in 128 --fan-out 64 --scheme lecun,torch --sample --seed 7",
};
constexpr std::string_view depth_examples[] = {
    "actviz depth sigmoid tanh relu gelu --init xavier,he,random:0.01",
    "actviz depth relu --init he -o depth.png           prediction as lines, simulation as dots",
    "actviz depth gelu --layers 1000 --predict          mean field alone",
};
constexpr std::string_view bench_examples[] = {
    "actviz bench relu silu gelu                        nanoseconds an element, in the cache and streaming",
    "actviz bench gelu --isa avx2 --format json         one instruction set; also ACTVIZ_ISA",
};
constexpr std::string_view precision_examples[] = {
    "actviz precision sigmoid tanh                      where each format loses values and slopes",
    "actviz precision gelu --dtype bf16                 errors of the best result and of the formula",
    "actviz precision tanh --dtype fp16 -o tanh.png     the error over x, and where the slope dies",
    "actviz precision silu --dtype e4m3,e5m2 --overflow saturate --format json",
};
constexpr std::string_view check_examples[] = {
    "actviz check measured.csv --against gelu --dtype bf16 --max-ulp 2    pairs x, y; exit 1 above 2 ULP",
    "actviz check out.bin --raw bf16 --all --against silu --dtype bf16    the results of all 65536 codes",
    "actviz check x.npy y.npy --against tanh --slope --dtype f32 --format json",
    "actviz check --form torch-erf --range -6 0      what a known kernel loses; others are tanh-approx,",
    "actviz check --form quick --dtype bf16          ggml-f16-table, hard-coded-bloom,",
    "actviz check --form naive-softplus              naive-mish",
};
constexpr std::string_view notes_examples[] = {
    "actviz notes                                       five study notes, and how many statements hold",
    "actviz notes -o report                             report/index.html, figures, Markdown, JSON",
    "actviz notes E7                                    one error: printed, computed, corrected",
    "actviz notes S1 --list                             a line for each statement of a note",
    "actviz notes FIG-10 -o gelu.svg                    one figure",
    "actviz notes FORM-5                                a card: formulas as text and LaTeX",
};
constexpr std::string_view version_examples[] = {
    "actviz version",
    "actviz version --format json",
};

constexpr Command all[] = {
    {"plot", "curves of functions and their derivatives in one figure", plot_examples, setup_plot},
    {"compare", "functions side by side, and how far each is from the first", compare_examples,
     setup_compare},
    {"table", "values and derivatives as text, CSV, JSON or Markdown", table_examples, setup_table},
    {"stats", "dead and saturated share, moments, gain, extrema under an input distribution", stats_examples,
     setup_stats},
    {"list", "the activations", list_examples, setup_list},
    {"show", "one activation in full", show_examples, setup_show},
    {"model", "which activation a language model uses, by name or by its config", model_examples,
     setup_model},
    {"neurons", "dead, saturated, dormant and outlying neurons of an activation dump", neurons_examples,
     setup_neurons},
    {"softmax", "probabilities of scores, their derivatives and entropy; sparsemax, gumbel and others",
     softmax_examples, setup_softmax},
    {"ffn", "a feed-forward block: shapes, parameters, work and memory, forward pass", ffn_examples,
     setup_ffn},
    {"init", "how weights are drawn at first, and the gain of each activation", init_examples, setup_init},
    {"depth", "signal and gradient through many layers, predicted and simulated", depth_examples,
     setup_depth},
    {"bench", "how fast functions are over arrays on this machine", bench_examples, setup_bench},
    {"precision", "errors and thresholds in f32, tf32, bf16, fp16 and the formats of 8 bits",
     precision_examples, setup_precision},
    {"check", "a kernel's measured results against the exact function, for people and for CI", check_examples,
     setup_check},
    {"notes", "five study notes on activations: every figure, number and claim, checked", notes_examples,
     setup_notes},
    {"version", "what this build is", version_examples, setup_version},
};

}  // namespace

std::span<const Command> commands() { return all; }

}  // namespace actviz::app
