// actviz check: a kernel's results against the exact function.
#include <algorithm>
#include <limits>

#include "app/check_output.hpp"
#include "app/commands/commands.hpp"
#include "app/format_options.hpp"
#include "app/pair_source.hpp"
#include "lib/analysis/kernel_forms.hpp"
#include "lib/analysis/precision.hpp"

namespace actviz::app {
namespace {

struct CheckOptions {
  std::vector<std::string> files;
  FormatOptions format;
  RangeOption range;
  OutputOptions output;
  std::optional<std::string> against, max_ulp, form, x, y, raw, tensor;
  bool all = false, slope = false;
};

Function parse_against(const CheckOptions& options, std::string_view usual) {
  FunctionArguments one{{options.against.value_or(std::string(usual))}};
  return one.parse().front();
}

CheckOutcome outcome_of(std::string subject, const Function& f, const FloatFormat& format,
                        const CheckOptions& options, const Check& check) {
  return {std::move(subject), f.label(), options.slope, format, {}, check.report()};
}

CheckOutcome check_form(const CheckOptions& options) {
  refuse_idle({{"--all", options.all},
               {"--x", options.x.has_value()},
               {"--y", options.y.has_value()},
               {"--raw", options.raw.has_value()},
               {"--tensor", options.tensor.has_value()}},
              "with --form, which is computed here", "leave it out");
  if (!options.files.empty()) throw Error("expected a file or --form, got both", "leave one of them out");
  const KernelForm& form = kernel_form_or_fail(*options.form);
  if (form.is_table && options.slope)
    throw Error("--slope: " + std::string(form.name) + " is a table of values and has no slope",
                "leave --slope out");
  const Function f = parse_against(options, form.against);
  const FloatFormat format = options.format.parse().value_or(float_format_or_fail("f32", "--dtype"));
  const Overflow overflow = options.format.parse_overflow();
  const FormKernel kernel(form, format, overflow);
  Check check(f, options.slope, format, overflow);
  const InputWalk inputs(format, parse_inputs(options.range, std::span(&format, 1)));
  for (std::size_t share = 0; share < inputs.shares(); ++share)
    inputs.walk(share, [&](double x) { check.add(x, kernel(x, options.slope)); });
  return outcome_of(std::string(form.name), f, format, options, check);
}

CheckOutcome check_files(const CheckOptions& options) {
  refuse_idle({{"--range", options.range.given()}}, "on files, of which every point is checked",
              "leave it out");
  if (options.files.empty() || options.files.size() > 2)
    throw Error("expected a file of pairs, or two of x and y, got " + std::to_string(options.files.size()),
                "write actviz check measured.csv --against gelu --dtype bf16");
  if (!options.against)
    throw Error("--against is missing", "name the function that the kernel computes: --against gelu");
  const auto format = options.format.parse();
  if (!format) throw Error("--dtype is missing", "name the format of the results: --dtype bf16");
  const Function f = parse_against(options, {});
  Check check(f, options.slope, *format, options.format.parse_overflow());
  for_each_pair({options.files, *format, options.all, options.x, options.y, options.raw, options.tensor},
                [&](double x, double y) { check.add(x, y); });
  std::vector<std::string> names = options.files;
  std::ranges::replace(names, "-", "standard input");
  return outcome_of(join(names, ", "), f, *format, options, check);
}

int run_check(const CheckOptions& options, Io& io) {
  const auto& format = choose_format(check_formats(), options.output, "text");
  std::optional<double> limit;
  if (options.max_ulp)
    limit = parse_option_number("--max-ulp", *options.max_ulp, 0, std::numeric_limits<double>::max(),
                                "a finite number of at least 0", "write --max-ulp 2");
  CheckOutcome outcome = options.form ? check_form(options) : check_files(options);
  outcome.max_ulp = limit;
  deliver(outcome, format, options.output, io);
  return outcome.passed() ? 0 : 1;
}

}  // namespace

Run setup_check(Parser& parser) {
  auto options = std::make_shared<CheckOptions>();
  parser.arguments("FILE", "pairs x, y: .csv, .npy, .safetensors, --raw; or x and y in two files",
                   options->files);
  parser.option("--against", "F", "the function: gelu, swish:beta=2, 'x*sigmoid(1.702*x)'", options->against);
  options->format.declare(
      parser, "of the results: f32, tf32, bf16, fp16, e5m2, e4m3; the unit of ULP is its spacing");
  parser.option("--max-ulp", "U", "exit 1 where an error is greater", options->max_ulp);
  parser.flag("--all", "the file holds the results of all codes of the format, in order", options->all);
  parser.flag("--slope", "the results are slopes", options->slope);
  parser.option("--x", "COLUMN", "of a file with several, by name or number from 1 on", options->x);
  parser.option("--y", "COLUMN", "likewise", options->y);
  parser.option("--raw", "D", "take the file for bare elements: f64, f32, f16, bf16, f8_e4m3, f8_e5m2",
                options->raw);
  parser.option("--tensor", "NAME", "of a file that holds several", options->tensor);
  parser.option("--form", "NAME",
                "instead of a file a known kernel on float32: torch-erf, quick ... (see the examples)",
                options->form);
  parser.option("--range", "LO HI", "of a form: only x between them (default: all)", options->range.words, 2);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) { return run_check(*options, io); };
}

}  // namespace actviz::app
