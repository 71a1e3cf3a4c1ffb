#include "plots/notes/illustrations.hpp"

namespace actviz::notes {
namespace {

constexpr Illustration all[] = {
    {.id = "FIG-17",
     .title = "Softmax of 9, 6, 3 and 1",
     .caption =
         "At temperature 1 the greatest score takes 0.95003 of the whole, the others 0.047299, 0.0023549 "
         "and 0.00031870; a low temperature gives it all, a high one gives each a fourth.",
     .reproduces = "S0-F5 S2-F8 S2-F9 S2-C5 S2-N1 S0-N6 S0-P20 S2-P36 S2-P37",
     .draw = figure_17,
     .medium = {.width = 680, .height = 330}},
    {.id = "FIG-18",
     .title = "Jacobian of softmax at 9, 6, 3 and 1",
     .caption =
         "The matrix diag(p) - p p^T: symmetric, each row sums to 0, and nothing beside the diagonal is "
         "0, so that softmax does not work point by point. Its 2-norm is 0.0912; it is never above 1/2.",
     .reproduces = "S1-P29 S1-P30 S1-P31 S1-Q2 S1-Q8 S1-Q9 S2-P40",
     .draw = figure_18,
     .medium = {.width = 480, .height = 432}},
    {.id = "FIG-19",
     .title = "Softmax of two scores is the sigmoid of their difference",
     .caption = "The first of two probabilities for three values of the second score: three curves over the "
                "first score, one over the difference.",
     .reproduces = "S0-P34 S1-P28",
     .draw = figure_19,
     .medium = {.width = 648, .height = 330}},
    {.id = "FIG-20",
     .title = "Gated linear unit: how it flows, what it computes",
     .caption =
         "Two linear maps of one input, of which one goes through a sigmoid and decides how much of the "
         "other passes: each gate lies in (0, 1). With the same number in both halves GLU is Swish.",
     .reproduces = "S2-F2 S2-F3 S2-F17 S2-F18 S2-F19 S2-P62 S3-P18 S4-P40 S4-P41 S4-P42",
     .draw = figure_20,
     .medium = {.width = 648, .height = 360}},
    {.id = "FIG-21",
     .title = "GLU and its variants",
     .caption =
         "The gate of GLU stays in (0, 1); those of ReGLU, GeGLU and SwiGLU grow without bound, from 0, "
         "-0.16997 and -0.27846 on, so that the latter two can turn the sign.",
     .reproduces = "S2-F4 S2-F5 S2-P63 S2-P67 S4-P47 S4-Q1 E15 E24",
     .draw = figure_21,
     .medium = {.width = 600, .height = 780}},
    {.id = "FIG-22",
     .title = "Feed-forward blocks with their sizes",
     .caption =
         "The plain block 512, 2048, 512 has 2,097,152 weights; SwiGLU with 128, 176, 128 has 67,584 in "
         "three matrices, LLaMA 7B with 4096, 11008, 4096 has 135,266,304. The product stands before the "
         "last matrix, which gives the sizes back.",
     .reproduces =
         "S2-F22 S2-F23 S4-F1 S4-F2 S4-F8 S4-N1 S4-N2 S4-N4 S4-N5 S4-N6 S4-N7 S4-C3 S0-P9 S4-P5 S4-P51 "
         "S2-P64 E34 E36",
     .draw = figure_22,
     .medium = {.width = 720, .height = 580}},
    {.id = "FIG-23",
     .title = "The product of slopes over the layers",
     .caption = "Ten slopes of sigmoid multiply to 9.537e-7 at best; those of tanh, ReLU and Leaky ReLU may "
                "stay 1, of Swish reach 2.59, of GELU 3.362. At normal inputs the product falls with each.",
     .reproduces = "S0-P28 S0-P31 S2-P8 S2-P19 S2-P32 S2-Q1 E16 E17",
     .draw = figure_23,
     .medium = {.width = 720, .height = 360}},
    {.id = "FIG-24",
     .title = "Ten layers of 256 neurons under three initialisations",
     .caption =
         "Weights of 0.01 N(0, 1) make signal and gradient vanish; Xavier keeps tanh alive (0.226 after "
         "ten layers), He keeps ReLU. No scheme keeps the gradient of sigmoid.",
     .reproduces = "S2-P7 S2-P13 S2-P22 S2-P24 S2-P25 S2-P27 S2-P28 S2-P33 S2-Q1 E20",
     .draw = figure_24,
     .medium = {.width = 620, .height = 640}},
    {.id = "FIG-27",
     .title = "Dead units by bias",
     .caption =
         "A unit is dead where its slope is at most 1e-6 for every input. At a bias of -6 that holds for "
         "89.5 % of ReLU units over 10,000 inputs; GELU needs about -10 (32.4 % over 2,000 inputs), SiLU "
         "-22; Leaky ReLU never dies.",
     .reproduces = "S2-P18 S2-P52 S2-P54 S4-P28 E37 E40",
     .draw = figure_27},
    {.id = "FIG-28",
     .title = "What activations make of normal numbers, and what they compute",
     .caption =
         "Sigmoid has mean 0.5 and tanh 0; ReLU has mean 0.3989, variance 0.3408 and makes half of the "
         "numbers 0. Its formula takes one comparison, that of sigmoid an exponential and a division, "
         "the tanh form of GELU nine operations.",
     .reproduces = "S0-P7 S0-P21 S0-P33 S0-Q1 S2-P34 S2-P35 S2-P48 S2-P50 S2-P51",
     .draw = figure_28,
     .medium = {.width = 640, .height = 720}},
    {.id = "FIG-29",
     .title = "Why layers need something nonlinear between them",
     .caption =
         "The best affine fit to XOR is 1/2 everywhere, with a mean square error of 0.25; two ReLU units "
         "fit it exactly. Five linear layers are one matrix, up to rounding; with ReLU between they are "
         "not.",
     .reproduces = "S0-P3 S1-P1 S1-Q1 S2-P2",
     .draw = figure_29,
     .medium = {.width = 720, .height = 600}},
    {.id = "FIG-30",
     .title = "Activations at a glance",
     .caption =
         "The ten functions of the table, then those of the text and of PyTorch's list: formula, range, "
         "value and slope on [-7, 7]; filled dots show the values taken at jumps.",
     .reproduces = "S1-T1 S1-T2 S1-T3 S1-T4 S1-T5 S1-T6 S1-T7 S1-T8 S1-T9 S1-T10 S1-A16 S1-A20",
     .draw = figure_30,
     .medium = {.width = 880, .height = 1080}},
};

}  // namespace

std::span<const Illustration> illustrations() { return all; }

}  // namespace actviz::notes
