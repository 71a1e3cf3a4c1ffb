#include "plots/notes/illustrations.hpp"

namespace actviz::notes {
namespace {

constexpr Illustration all[] = {
    {.id = "FIG-01",
     .title = "ReLU",
     .caption = "ReLU on [-10, 10]: 0 for x <= 0 and x beyond, its corner at 0 exact.",
     .reproduces = "S0-F1 S0-A3 S0-P13 E46",
     .draw = figure_01},
    {.id = "FIG-02",
     .title = "Sigmoid",
     .caption = "The sigmoid on [-10, 10]: strictly increasing between the bounds 0 and 1, with its only "
                "inflection at 0, where it is 1/2.",
     .reproduces = "S0-F4 S0-P15 S0-P17 S0-P18 E2",
     .draw = figure_02},
    {.id = "FIG-03",
     .title = "Sigmoid and its derivative",
     .caption = "The slope of the sigmoid is 1/4 at 0 and falls by a factor of 146 from 0.006648 at x = 5 to "
                "4.54e-5 at x = 10.",
     .reproduces = "S0-F8 S0-N1 S0-N2 S0-P16 S0-P29 S1-F1 S2-F6 S2-F7 S4-F4 E1",
     .draw = figure_03,
     .medium = {.width = 720, .height = 500}},
    {.id = "FIG-04",
     .title = "Sigmoid of a sorted sample, against rank and against x",
     .caption =
         "The sigmoid of 1000 sorted normal draws. Against rank it is flattest in the middle (slope "
         "0.627, and 3.04 at 99 %); against x it is the sigmoid, which is DyT with alpha = gamma = beta "
         "= 1/2 exactly.",
     .reproduces = "S1-F2 S1-P4 S1-P10 S1-A15 E9",
     .draw = figure_04,
     .medium = {.width = 720, .height = 384}},
    {.id = "FIG-05",
     .title = "Tanh and its derivative",
     .caption =
         "Tanh between the bounds -1 and 1, which it never attains; its slope is 1 at 0 and 1.816e-4 at "
         "x = 5.",
     .reproduces = "S0-F6 S0-P24 S1-F3 S1-P11 S1-P12 S2-F10 S2-F11 S2-F12 S4-F5 E11",
     .draw = figure_05,
     .medium = {.width = 720, .height = 340}},
    {.id = "FIG-06",
     .title = "Sigmoid and tanh with derivatives",
     .caption = "The slope of tanh is four times that of the sigmoid at 0, equal to it at |x| = 1.6629 and "
                "smaller beyond.",
     .reproduces = "S0-P22 S1-F4 S1-P13 S2-P44 E12",
     .draw = figure_06,
     .medium = {.width = 720, .height = 500}},
    {.id = "FIG-07",
     .title = "ReLU and its derivative",
     .caption = "ReLU is continuous; its derivative jumps from 0 to 1 at 0, where 0 is taken (filled dot).",
     .reproduces = "S0-A10 S1-F5 S2-F13 S2-P55 S4-F3 E14",
     .draw = figure_07,
     .medium = {.width = 720, .height = 340}},
    {.id = "FIG-08",
     .title = "The family of ReLU",
     .caption =
         "Leaky ReLU, PReLU and RReLU keep a slope of 0.01 to 1/3 for x < 0; ELU and CELU with alpha = 1 "
         "are one smooth curve, the slope of SELU jumps from 1.758 to 1.051 at 0, ReLU6 ends at 6.",
     .reproduces = "S0-F2 S0-P14 S1-F6 S1-A20 S1-T5 S1-T6 S1-T7 S2-F14 S2-P18",
     .draw = figure_08,
     .medium = {.width = 720, .height = 500}},
    {.id = "FIG-09",
     .title = "GELU and ReLU with derivatives",
     .caption =
         "GELU is smooth where ReLU has a corner. Its slope taken at GELU(x) instead of x, a mistake of "
         "the original figure, is off by up to 0.5551, at x = -1.733.",
     .reproduces = "S1-F7 S4-P26 E47",
     .draw = figure_09,
     .medium = {.width = 720, .height = 340}},
    {.id = "FIG-10",
     .title = "GELU and its approximations",
     .caption =
         "The tanh form is off by at most 4.732e-4 (at x = 2.699 and -2.699), x sigmoid(1.702 x) by 0.02033 "
         "(at 2.270 and -2.270).",
     .reproduces = "S0-F7 S1-F7 S1-P18 S1-P21 S1-P22 S1-N2 S1-N3 S3-P5 S4-F6 E25",
     .draw = figure_10,
     .medium = {.width = 576, .height = 520}},
    {.id = "FIG-11",
     .title = "GELU and SiLU with derivatives",
     .caption =
         "GELU is least, -0.16997, at x = -0.75179, SiLU -0.27846 at -1.2785; their greatest slopes are "
         "1.1289 and 1.0998.",
     .reproduces = "S0-F7 S2-F1 S2-F15 S2-F16 S2-P19 S4-F6 S4-P33 E16 E32 E38",
     .draw = figure_11,
     .medium = {.width = 720, .height = 340}},
    {.id = "FIG-12",
     .title = "Swish for three values of beta",
     .caption =
         "Swish with beta = 0.1, 1 and 10 is one curve at three scales: its minimum is -0.2785/beta at "
         "-1.278/beta.",
     .reproduces = "S1-F8 S1-T9 S2-F20 S2-F21 S4-F7 S4-P34",
     .draw = figure_12},
    {.id = "FIG-13",
     .title = "The derivative of Swish for three values of beta",
     .caption = "Every beta has the slope 1/2 at 0 and the same greatest slope 1.0998, at 2.399/beta.",
     .reproduces = "S1-F8 S1-P25 S2-P19 S3-P13",
     .draw = figure_13},
    {.id = "FIG-14",
     .title = "Swish between x/2 and ReLU",
     .caption = "beta = 0 gives x/2, not x; the greatest distance from ReLU is 0.27846/beta.",
     .reproduces = "S3-P14 S3-P15 S3-A10 S4-P36 S4-P37 S4-A9 E33",
     .draw = figure_14,
     .medium = {.width = 720, .height = 400}},
    {.id = "FIG-15",
     .title = "Hard forms: hard-swish and hard-sigmoid",
     .caption =
         "hard-swish is off Swish by at most 0.1423, at its corners -3 and 3, where its slope jumps (0 to "
         "-0.5, 1.5 to 1); hard-sigmoid is off the sigmoid by at most 0.06918, at -1.317 and 1.317.",
     .reproduces = "S1-F9 S1-P26 S1-A9 S1-A10 S4-P46 E39",
     .draw = figure_15,
     .medium = {.width = 720, .height = 600}},
    {.id = "FIG-16",
     .title = "Mish beside Swish, ReLU and softplus",
     .caption =
         "Mish, x tanh(softplus(x)), is least, -0.3088, at x = -1.192; Swish is least, -0.2785, at -1.278.",
     .reproduces = "S1-F10 S1-P15 S1-P27 S1-T10 S1-A12",
     .draw = figure_16,
     .medium = {.width = 720, .height = 500}},
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
    {.id = "FIG-25",
     .title = "Four misprints on the truth",
     .caption =
         "On [-5, 5] the tanh form of GELU without its x is off by 4.0, with the root upside down by "
         "0.09222 (the right form by 4.73e-4), the printed slope of Swish by 3.947, and x for Swish with "
         "beta = 0 by 2.5.",
     .reproduces = "S1-P22 S1-P25 S1-N4 S4-P36 E5 E6 E7 E33",
     .draw = figure_25,
     .medium = {.width = 720, .height = 500}},
    {.id = "FIG-26",
     .title = "Where slopes vanish and where curves bend",
     .caption = "The slope of tanh falls below 0.01 at 2.993, that of the sigmoid at 4.585. The curvature of "
                "GELU is greatest at 0 (0.798; -0.0019 at 4), as is that of Swish (0.5; -0.0020 at 8).",
     .reproduces = "S2-P44 S3-P6 S3-P10 S4-P19 E12 E13 E26",
     .draw = figure_26,
     .medium = {.width = 720, .height = 360}},
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
