// From a command line to an exit code: finds the command, parses, runs, reports.
#include <algorithm>
#include <new>

#include "app/command.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

constexpr std::string_view tagline =
    "actviz: what an activation function does, exactly - values, derivatives, dead and saturated regions, "
    "pictures\n";

std::string overview() {
  std::string text(tagline);
  text +=
      "\nexamples:\n"
      "  actviz plot gelu --range -5 5              gelu.png: the curve and its derivative\n"
      "  actviz plot relu swish mish -o three.svg   several functions in one figure\n"
      "  actviz table gelu --at -1 0 1              values and derivatives\n"
      "  actviz stats relu gelu --input normal:0,1  dead and saturated shares, moments, gain\n"
      "\ncommands:\n";
  std::size_t width = 0;
  for (const Command& command : commands()) width = std::max(width, command.name.size());
  for (const Command& command : commands())
    text += "  " + std::string(command.name) + std::string(width + 2 - command.name.size(), ' ') +
            std::string(command.summary) + '\n';
  text +=
      "\n`actviz COMMAND --help` shows a command's examples and options.\n"
      "exit codes: 0 done, 1 a check failed, 2 wrong usage, unusable input or output that could not be "
      "written\n";
  return text;
}

std::string help_of(const Command& command, const Parser& parser) {
  std::string text =
      "actviz " + std::string(command.name) + ": " + std::string(command.summary) + "\n\nexamples:\n";
  for (const auto example : command.examples) text += "  " + std::string(example) + '\n';
  text += "\nusage: actviz " + std::string(command.name) + ' ' + parser.usage() + "\n\noptions:\n" +
          parser.help();
  return text;
}

const Command& find_command(std::string_view name) {
  const auto all = commands();
  if (const auto found = std::ranges::find(all, name, &Command::name); found != all.end()) return *found;
  std::vector<std::string_view> names;
  for (const Command& command : all) names.push_back(command.name);
  throw Error((name.starts_with('-') ? "unknown option " : "unknown command ") + in_quotes(name),
              did_you_mean(name, names, "`actviz --help` lists the commands"));
}

int dispatch(std::span<const std::string> arguments, Io& io) {
  if (arguments.empty()) throw Error("no command given", "`actviz --help` lists the commands");
  const bool wants_help = arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help";
  const bool of_itself = arguments.size() == 2 && (arguments[1] == "--help" || arguments[1] == "-h");
  if (wants_help && (arguments.size() == 1 || of_itself)) {
    io.out.write(overview());
    return 0;
  }
  const std::string name = wants_help ? arguments[1] : arguments[0] == "--version" ? "version" : arguments[0];
  const Command& command = find_command(name);
  Parser parser;
  const Run go = command.setup(parser);
  const auto rest = arguments.subspan(1);
  const auto values = std::ranges::find(rest, "--");
  if (wants_help ||
      std::any_of(rest.begin(), values, [](const std::string& a) { return a == "--help" || a == "-h"; })) {
    io.out.write(help_of(command, parser));
    return 0;
  }
  parser.parse(rest, io.environment);
  try {
    return go(io);
  } catch (const Error& error) {
    throw parser.with_variable(error);
  }
}

int report(Io& io, const Error& error) {
  std::string text = "error: " + error.message + '\n';
  if (!error.hint.empty()) text += "hint: " + error.hint + '\n';
  try {
    io.err.write(text);
  } catch (...) {  // nobody can be told; the exit code still says it
  }
  return 2;
}

}  // namespace

int run(std::span<const std::string> arguments, Io& io) {
  try {
    return dispatch(arguments, io);
  } catch (const Error& error) {
    return report(io, error);
  } catch (const ClosedPipe&) {
    return 0;
  } catch (const std::bad_alloc&) {
    return report(io, Error("not enough memory", "ask for fewer points or a smaller figure"));
  }
}

}  // namespace actviz::app
