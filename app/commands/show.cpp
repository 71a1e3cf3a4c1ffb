// actviz show: one activation in full.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "app/describe.hpp"
#include "app/rounding_output.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/frameworks.hpp"
#include "lib/catalogue/models.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

struct ShowOptions {
  FunctionArguments functions;
  OutputOptions output;
  bool latex = false, mathml = false;
};

/// A heading and its lines, the headings in one column.
class Sheet {
 public:
  void add(std::string_view heading, std::string_view line) {
    constexpr std::size_t width = 13;
    text +=
        std::string(heading) + std::string(width - display_width(heading), ' ') + std::string(line) + '\n';
  }
  std::string text;
};

std::string at_zero_text(const Function& f) {
  return "f = " + to_text(f(0)) + ", f' = " + to_text(f.slope(0)) + ", f'' = " + to_text(f.curvature(0));
}

std::string formula_in_full(const Function& f) {
  Sheet sheet;
  sheet.text = f.label() + "\n\n";
  sheet.add("formula", "f(x) = " + to_text(f.formula()));
  for (const auto& [name, value] : f.parameters())
    sheet.add(name == f.parameters().front().first ? "parameters" : "",
              std::string(name) + " = " + to_text(value));
  for (const auto& [heading, line] : fact_lines(f)) sheet.add(heading, line);
  sheet.add("at 0", at_zero_text(f));
  return sheet.text;
}

/// The name that was asked for, without a framework and parameters.
std::string bare_name(const Function& f) {
  if (f.framework()) return std::string(f.framework()->name->name);
  return f.label().substr(0, f.label().find(':'));
}

/// What each framework means by the name, and what it calls the function; names that mean the same together.
/// The sources stand below, one a framework.
std::string frameworks_text(const Function& f) {
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> sources;
  FrameworkEntry last;
  for (const FrameworkEntry& entry : framework_names_of(bare_name(f), f.name())) {
    const bool again = last.framework == entry.framework && last.same_meaning(entry);
    if (again) {
      std::get<std::string>(rows.back()[1]) += ", " + std::string(entry.name->name);
    } else {
      rows.push_back({std::string(entry.framework->name), std::string(entry.name->name),
                      std::string(entry.canonical()), entry.differences()});
      const std::string source =
          "  " + std::string(entry.framework->name) + ": " + std::string(entry.source());
      if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    }
    last = entry;
  }
  if (rows.empty()) return "";
  StringSink sink;
  sink.write("\n");
  write_text(table_of({"framework", "name", "function", "differences"}, std::move(rows)), sink);
  sink.write("\nsources\n" + join(sources, "\n") + "\n");
  return sink.text;
}

/// The names of some models that use the function, and how many more do.
std::string models_text(const Function& f) {
  constexpr std::size_t most = 6;
  const auto uses = models_using(f.name());
  std::vector<std::string> names;
  for (const ModelUse& use : uses)
    if (names.size() < most) names.emplace_back(use.model->names[0]);
  return join(names, ", ") +
         (uses.size() > most ? " and " + std::to_string(uses.size() - most) + " more (actviz model --list)"
                             : "");
}

void add_models(Json& json, const Function& f) {
  json.key("models").begin_array();
  for (const ModelUse& use : models_using(f.name()))
    json.begin_object()
        .field("name", use.model->names[0])
        .field("title", use.model->title)
        .field("where", use.activation->where)
        .field("function", use.activation->function)
        .end_object();
  json.end_array();
}

void add_frameworks(Json& json, const Function& f) {
  json.key("ambiguous").value(!ambiguity(bare_name(f)).empty());
  json.key("frameworks").begin_array();
  for (const FrameworkEntry& entry : framework_names_of(bare_name(f), f.name()))
    json.begin_object()
        .field("framework", entry.framework->name)
        .field("name", entry.name->name)
        .field("function", entry.name->function)
        .field("differences", entry.differences())
        .field("source", entry.source())
        .end_object();
  json.end_array();
}

std::string accuracy_text(const Accuracy& accuracy) {
  const auto& [value, slope, curvature] = accuracy;
  if (value == slope && value == curvature)
    return "value, slope and curvature within " + to_text(value) + " ULP";
  return "value within " + to_text(value) + " ULP, slope within " + to_text(slope) + ", curvature within " +
         to_text(curvature);
}

std::string in_full(const Function& f) {
  if (f.is_formula()) return formula_in_full(f);
  const Activation& a = f.activation();
  Sheet sheet;
  sheet.text = std::string(a.name) + " (" + std::string(a.title) + ")\n\n";
  if (const FrameworkEntry* entry = f.framework())
    sheet.add("asked for", f.label() + " of " + std::string(entry->framework->title) +
                               (entry->differences().empty() ? "" : ": " + entry->differences()));
  sheet.add("formula", "f(x) = " + std::string(a.formula));
  for (std::size_t i = 0; i < a.params.size(); ++i)
    sheet.add(i == 0 ? "parameters" : "", std::string(a.params[i].name) + " = " + to_text(f.values()[i]) +
                                              "  " + std::string(a.params[i].help));
  std::string aliases;
  for (const Name& alias : a.aliases) aliases += (aliases.empty() ? "" : ", ") + std::string(alias.name);
  if (!aliases.empty()) sheet.add("aliases", aliases);
  sheet.add("family", a.family);
  for (const auto& [heading, line] : fact_lines(f)) sheet.add(heading, line);
  sheet.add("at 0", at_zero_text(f));
  sheet.add("accuracy", accuracy_text(a.accuracy));
  if (const std::string rounding = rounding_text(find_rounding(f, 0), find_rounding(f, 1)); !rounding.empty())
    sheet.add("float32", rounding);
  sheet.add("source", a.source);
  if (const std::string models = models_text(f); !models.empty()) sheet.add("used by", models);
  if (const std::string meanings = ambiguity(bare_name(f)); !meanings.empty())
    sheet.add("ambiguous", bare_name(f) + " is " + meanings);
  return sheet.text + frameworks_text(f);
}

/// Where to write and in which format, which --latex and --mathml are short for.
OutputOptions output_of(const ShowOptions& options) {
  if (options.latex + options.mathml + options.output.format.has_value() > 1)
    throw Error("expected one of --latex, --mathml and --format", "leave the others out");
  OutputOptions output = options.output;
  if (options.latex || options.mathml) output.format = options.latex ? "latex" : "mathml";
  return output;
}

}  // namespace

Run setup_show(Parser& parser) {
  auto options = std::make_shared<ShowOptions>();
  options->functions.declare(parser);
  parser.flag("--latex", "only the formula, in LaTeX for math mode with amsmath", options->latex);
  parser.flag("--mathml", "only the formula, as a MathML element", options->mathml);
  options->output.declare(parser, "text (default), json, latex or mathml");
  return [options](Io& io) {
    using Functions = std::vector<Function>;
    static constexpr Format<Functions> formats[] = {
        {"text", "txt", false,
         [](const Functions& functions, Sink& sink) {
           for (const Function& f : functions) sink.write((&f == functions.data() ? "" : "\n") + in_full(f));
         }},
        {"json", "json", false,
         [](const Functions& functions, Sink& sink) {
           Json json;
           json.begin_object().field("schema", "actviz.show/1").key("functions").begin_array();
           for (const Function& f : functions) {
             json.begin_object();
             add_facts(json, f);
             if (!f.is_formula()) {
               add_rounding(json, find_rounding(f, 0), find_rounding(f, 1));
               add_frameworks(json, f);
               add_models(json, f);
             }
             json.end_object();
           }
           sink.write(json.end_array().end_object().text());
         }},
        {"latex", "tex", false,
         [](const Functions& functions, Sink& sink) {
           for (const Function& f : functions) sink.write(to_latex(f.formula()) + '\n');
         }},
        {"mathml", "mml", false,
         [](const Functions& functions, Sink& sink) {
           for (const Function& f : functions) sink.write(to_mathml(f.formula()) + '\n');
         }},
    };
    const auto functions = options->functions.parse();
    const OutputOptions output = output_of(*options);
    deliver(functions, choose_format(std::span<const Format<Functions>>(formats), output, "text"), output,
            io);
    return 0;
  };
}

}  // namespace actviz::app
