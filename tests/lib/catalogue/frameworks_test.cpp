// What frameworks mean by their names, against a table of its own; slopes at kinks; every message.
#include "lib/catalogue/frameworks.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/function.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

double value(const char* text, double x) { return Function::parse(text)(x); }
double slope(const char* text, double x) { return Function::parse(text).slope(x); }

TEST(Frameworks, every_name_of_the_table_is_the_function_with_the_defaults_of_its_framework) {
  std::istringstream table(source_file("tests/data/framework_names.txt"));
  int rows = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string framework, name, canonical;
    words >> framework >> name >> canonical;
    try {
      const Function found = Function::parse(framework + '.' + name), wanted = Function::parse(canonical);
      EXPECT_EQ(found.name(), wanted.name()) << line;
      EXPECT_EQ(found.values(), wanted.values()) << line;
    } catch (const Error& error) {
      ADD_FAILURE() << line << ": " << error.message;
    }
    ++rows;
  }
  EXPECT_GT(rows, 250);
}

TEST(Frameworks, every_declared_name_is_found_and_labels_itself) {
  for (const Framework& framework : frameworks())
    for (const FrameworkName& name : framework.names) {
      const FrameworkEntry entry{&framework, &name};
      std::string text = entry.label();
      char separator = ':';
      for (const Param& param : Function::parse(name.function).activation().params)
        if (name.required.find(param.name) != std::string_view::npos) {
          text += separator + std::string(param.name) + "=0." + (param.name == "hi" ? "9" : "1");
          separator = ',';
        }
      EXPECT_EQ(Function::parse(text).label(), text);
      EXPECT_EQ(Function::parse(text).framework()->name, &name);
    }
}

TEST(Frameworks, no_framework_has_a_name_twice) {
  for (const Framework& framework : frameworks()) {
    std::set<std::string_view> names;
    for (const FrameworkName& name : framework.names)
      EXPECT_TRUE(names.insert(name.name).second) << framework.name << '.' << name.name;
  }
}

TEST(Frameworks, required_parameters_and_kinks_exist) {
  for (const Framework& framework : frameworks())
    for (const FrameworkName& name : framework.names) {
      const Function f = Function::parse(name.function);
      for (const AtKink& at : name.at_kinks) EXPECT_LT(at.kink, f.facts().kinks.size()) << name.name;
      std::istringstream required{std::string(name.required)};
      for (std::string param; std::getline(required, param, ',');) {
        bool known = false;
        for (const Param& one : f.activation().params) known |= one.name == param;
        EXPECT_TRUE(known) << name.name << ": " << param;
      }
    }
}

TEST(Frameworks, jax_gelu_is_the_tanh_form_and_torch_gelu_is_not) {
  EXPECT_EQ(value("jax.gelu", 1), value("gelu_tanh", 1));
  EXPECT_EQ(value("torch.gelu", 1), value("gelu", 1));
  EXPECT_NE(value("jax.gelu", 1), value("torch.gelu", 1));
}

TEST(Frameworks, keras_leaky_relu_differs_from_torch_leaky_relu) {
  EXPECT_EQ(value("keras.leaky_relu", -1), -0.2);
  EXPECT_EQ(value("torch.leaky_relu", -1), -0.01);
}

TEST(Frameworks, hf_silu_is_swish_bit_for_bit) {
  const Function silu = Function::parse("hf.silu"), swish = Function::parse("swish");
  for (double x = -50; x <= 50; x += 0.0625) {
    EXPECT_EQ(silu(x), swish(x)) << x;
    EXPECT_EQ(silu.slope(x), swish.slope(x)) << x;
    EXPECT_EQ(silu.curvature(x), swish.curvature(x)) << x;
  }
}

TEST(Frameworks, gelu_sigmoid_is_the_quick_form_but_not_in_nnlib) {
  EXPECT_EQ(Function::parse("gelu_sigmoid").name(), "quick_gelu");
  EXPECT_EQ(Function::parse("nnlib.gelu_sigmoid").name(), "gelu_tanh");
}

TEST(Frameworks, gelu_fast_is_the_tanh_form_but_not_in_mlx) {
  EXPECT_EQ(Function::parse("gelu_fast").name(), "gelu_tanh");
  EXPECT_EQ(Function::parse("mlx.gelu_fast").name(), "quick_gelu");
}

TEST(Frameworks, modules_may_stand_before_a_name) {
  EXPECT_EQ(Function::parse("torch.nn.functional.gelu").label(), "torch.gelu");
  EXPECT_EQ(Function::parse("keras.layers.LeakyReLU").values()[0], 0.3);
}

TEST(Frameworks, a_module_that_changes_the_meaning_counts) {
  EXPECT_EQ(Function::parse("keras.activations.gelu").name(), "gelu");
  EXPECT_EQ(Function::parse("keras.ops.gelu").name(), "gelu_tanh");
}

TEST(Frameworks, frameworks_have_second_prefixes) {
  EXPECT_EQ(Function::parse("pytorch.GELU").label(), "torch.GELU");
  EXPECT_EQ(Function::parse("xnn.approxgelu").label(), "xnnpack.approxgelu");
}

TEST(Frameworks, case_and_underscores_do_not_matter_where_one_function_is_meant) {
  EXPECT_EQ(Function::parse("Torch.hard-swish").name(), "hard_swish");
  EXPECT_EQ(Function::parse("onnx.leaky_relu").name(), "leaky_relu");
}

TEST(Frameworks, parameters_override_the_framework_and_are_part_of_the_label) {
  EXPECT_EQ(Function::parse("torch.leaky_relu:0.2").label(), "torch.leaky_relu:alpha=0.2");
  EXPECT_EQ(Function::parse("keras.leaky_relu:0.2").label(), "keras.leaky_relu");
  EXPECT_FALSE(Function::parse("keras.leaky_relu:0.01").is_default());
  EXPECT_TRUE(Function::parse("keras.leaky_relu").is_default());
}

struct SlopeAt {
  const char* name;
  double x, slope;
};

TEST(Frameworks, slopes_at_kinks_are_those_of_the_framework) {
  for (const auto& [name, x, wanted] : {SlopeAt{"jax.leaky_relu", 0, 1},
                                        SlopeAt{"torch.leaky_relu", 0, 0.01},
                                        SlopeAt{"nnlib.leakyrelu", 0, 0.01},
                                        SlopeAt{"jax.relu", 0, 0},
                                        SlopeAt{"torch.hardtanh", 1, 0},
                                        SlopeAt{"torch.relu6", 6, 0},
                                        SlopeAt{"jax.relu6", 6, 0},
                                        SlopeAt{"torch.clamp:-2,3", -2, 1},
                                        SlopeAt{"torch.clamp:-2,3", 3, 1},
                                        SlopeAt{"onednn.clip:-2,3", -2, 0},
                                        SlopeAt{"onednn.clip:-2,3", 3, 1},
                                        SlopeAt{"onednn.clip_v2:-2,3", 3, 0},
                                        SlopeAt{"jax.hard_swish", 3, 1},
                                        SlopeAt{"jax.hard_swish", -3, 0},
                                        SlopeAt{"jax.hard_sigmoid", 3, 0},
                                        SlopeAt{"jax.sparse_sigmoid", -1, 0.25},
                                        SlopeAt{"jax.sparse_sigmoid", 1, 0.25},
                                        SlopeAt{"torch.hardswish", -3, 0},
                                        SlopeAt{"torch.Hardswish", 3, 1},
                                        SlopeAt{"hf.hardswish", 3, 1},
                                        SlopeAt{"timm.hard_swish", -3, 0},
                                        SlopeAt{"nnlib.hardswish", -3, -0.5},
                                        SlopeAt{"nnlib.hardswish", 3, 1.5},
                                        SlopeAt{"nnlib.hardsigmoid", 3, 1},
                                        SlopeAt{"onednn.hardswish", -3, 0},
                                        SlopeAt{"onednn.hardswish", 3, 1},
                                        SlopeAt{"hf.gelu_10", 10, 1},
                                        SlopeAt{"mlx.leaky_relu", 0, 1},
                                        SlopeAt{"mlx.leaky_relu:0.2", 0, 1},
                                        SlopeAt{"mlx.prelu", 0, 1.25},
                                        SlopeAt{"mlx.celu", 0, 0},
                                        SlopeAt{"mlx.hardswish", -3, 0},
                                        SlopeAt{"mlx.hardswish", 3, 1},
                                        SlopeAt{"mlx.hard_tanh", 1, 0},
                                        SlopeAt{"tf.leaky_relu", 0, 0.2},
                                        SlopeAt{"tf.selu", 0, 1.0507009873554804934},
                                        SlopeAt{"torch.selu", 0, 1.7580993408473768599},
                                        SlopeAt{"tf.hard_sigmoid", -2.5, 0.2},
                                        SlopeAt{"tf.hard_sigmoid", 2.5, 0.2},
                                        SlopeAt{"onnx.HardSigmoid", 2.5, 0}})
    EXPECT_EQ(slope(name, x), wanted) << name << " at " << x;
}

TEST(Frameworks, slopes_beside_a_kink_are_not_touched) {
  EXPECT_EQ(slope("jax.leaky_relu", -1e-300), 0.01);
  EXPECT_EQ(slope("torch.clamp:-2,3", 3.0000000001), 0);
}

TEST(Frameworks, a_step_is_0_at_its_threshold) {  // in MLX too, whose documentation has 1 there
  EXPECT_EQ(value("ggml.step", 0), 0);
  EXPECT_EQ(value("mlx.step", 0), 0);
  EXPECT_EQ(value("mlx.step", 1e-300), 1);
  EXPECT_EQ(value("mlx.step:2", 2), 0);
}

TEST(Frameworks, softplus_of_torch_is_linear_beyond_20) {
  EXPECT_EQ(value("torch.softplus", 20.5), 20.5);
  EXPECT_GT(value("torch.softplus", 20), 20);
  EXPECT_EQ(value("torch.softplus", 20), value("softplus", 20));
  EXPECT_GT(value("jax.softplus", 20.5), 20.5);
}

TEST(Frameworks, selu_of_onnx_has_the_constants_of_float32) {
  EXPECT_EQ(value("onnx.Selu", 1), 1.05070102214813232421875);
  EXPECT_NE(value("selu", 1), value("onnx.Selu", 1));
}

struct Message {
  const char *text, *message, *hint;
};

class Messages : public testing::TestWithParam<Message> {};

TEST_P(Messages, say_what_is_wrong_and_what_to_write) {
  try {
    Function::parse(GetParam().text);
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, GetParam().message);
    EXPECT_EQ(error.hint, GetParam().hint);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Frameworks, Messages,
    testing::Values(
        Message{
            "tourch.gelu",
            "unknown framework \"tourch\", expected one of torch, jax, keras, tf, onnx, hf, nnlib, onednn, "
            "cudnn, trt, xnnpack, timm, tfa, ggml, mlx",
            "did you mean torch?"},
        Message{"jax.geluu", "unknown activation \"geluu\" in JAX", "did you mean jax.gelu?"},
        Message{"jax.lisht", "unknown activation \"lisht\" in JAX",
                "other frameworks have it: nnlib.lisht, tfa.lisht"},
        Message{"cudnn.gelu", "unknown activation \"gelu\" in cuDNN", "there it is called cudnn.GELU_FWD"},
        Message{"keras.leakyrelu", "ambiguous activation \"keras.leakyrelu\"",
                "write keras.leaky_relu (leaky_relu:alpha=0.2) or keras.LeakyReLU (leaky_relu:alpha=0.3)"},
        Message{"ggml.leaky_relu", "ggml.leaky_relu: parameter alpha has no default in ggml",
                "write ggml.leaky_relu:alpha=0.01"},
        Message{"onednn.elu", "onednn.elu: parameter alpha has no default in oneDNN",
                "write onednn.elu:alpha=1"},
        Message{"torch.clamp:lo=0", "torch.clamp: parameter hi has no default in PyTorch",
                "write torch.clamp:hi=1"},
        Message{"onednn.clip:3,2", "hard_tanh: expected lo < hi, got lo=3, hi=2",
                "write hard_tanh:lo=-1,hi=1"}));

TEST(Frameworks, ambiguous_names_say_who_means_what) {
  EXPECT_EQ(ambiguity("gelu_fast"), "gelu_tanh in hf; quick_gelu in mlx");
  EXPECT_EQ(
      ambiguity("hard_sigmoid"),
      "hard_sigmoid in torch, jax, keras, nnlib, onednn, trt, timm, ggml; hard_sigmoid:alpha=0.2 in tf, "
      "onnx");
  EXPECT_EQ(ambiguity("relu"), "");
}

}  // namespace
}  // namespace actviz::test
