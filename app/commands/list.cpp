// actviz list: the catalogue as a table.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/frameworks.hpp"
#include "lib/table/table.hpp"

namespace actviz::app {
namespace {

struct ListOptions {
  std::optional<std::string> family, framework;
  OutputOptions output;
};

std::string params_text(const Activation& activation) {
  std::string text;
  for (const Param& param : activation.params)
    text += (text.empty() ? "" : " ") + std::string(param.name) + '=' + to_text(param.fallback, 4);
  return text;
}

std::string aliases_text(const Activation& activation) {
  std::string text;
  for (const Name& alias : activation.aliases) text += (text.empty() ? "" : " ") + std::string(alias.name);
  return text;
}

void check_family(std::string_view family) {
  std::vector<std::string_view> known;
  for (const Activation& activation : catalogue())
    if (std::ranges::find(known, activation.family) == known.end()) known.push_back(activation.family);
  if (std::ranges::find(known, family) != known.end()) return;
  std::string all;
  for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  throw Error("--family: unknown family " + in_quotes(family) + ", expected one of " + all,
              did_you_mean(family, known, "leave --family out to list all"));
}

Table framework_table(std::string_view prefix) {
  const Framework& framework = find_framework(prefix);
  std::vector<std::vector<Cell>> rows;
  for (const FrameworkName& name : framework.names) {
    const FrameworkEntry entry{&framework, &name};
    rows.push_back({entry.label(), std::string(entry.canonical()), entry.differences()});
  }
  return table_of({"name", "function", "differences"}, std::move(rows));
}

}  // namespace

Run setup_list(Parser& parser) {
  auto options = std::make_shared<ListOptions>();
  parser.option("--family", "NAME", "only this family, such as gated; the second column of `actviz list`",
                options->family);
  parser.option("--framework", "NAME", "the names of a framework: torch, jax, keras, onnx, hf, ggml, ...",
                options->framework);
  options->output.declare(parser, "text (default), csv, json, md");
  return [options](Io& io) {
    const auto& format = choose_format(table_formats(), options->output, "text");
    if (options->family && options->framework)
      throw Error("expected one of --family and --framework", "leave the other out");
    if (options->framework) {
      deliver(framework_table(*options->framework), format, options->output, io);
      return 0;
    }
    if (options->family) check_family(*options->family);
    std::vector<std::vector<Cell>> rows;
    for (const Activation& activation : catalogue())
      if (!options->family || activation.family == *options->family)
        rows.push_back({std::string(activation.name), std::string(activation.family), params_text(activation),
                        aliases_text(activation)});
    deliver(table_of({"name", "family", "parameters", "aliases"}, std::move(rows)), format, options->output,
            io);
    return 0;
  };
}

}  // namespace actviz::app
