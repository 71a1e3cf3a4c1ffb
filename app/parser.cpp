#include "app/parser.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

struct Declared {
  std::string names;  // "-o,--output"
  std::string metavar, help;
  CLI::Option* option = nullptr;
  std::string variable;                    // of the environment; empty: none
  std::function<void(std::string)> adopt;  // takes the variable's value
};

std::string long_name(std::string_view names) { return std::string(names.substr(names.find("--") + 2)); }

/// A negative number, constant or range such as -5, -pi, -.5:2, which is a value and no option.
bool is_negative_value(std::string_view argument) {
  if (argument.size() < 2 || argument[0] != '-') return false;
  if (argument.starts_with("-:")) return true;  // a column of standard input
  const std::string_view first = argument.substr(0, argument.find(':'));
  return (argument[1] >= '0' && argument[1] <= '9') || argument[1] == '.' ||
         parse_quantity(first).has_value();
}

/// The typographic minus sign, which CLI11 does not take for the start of an option.
constexpr std::string_view guard = "−";

std::string as_typed(const std::string& value) {
  return value.starts_with(guard) ? "-" + value.substr(guard.size()) : value;
}

}  // namespace

struct Parser::Implementation {
  CLI::App app;
  std::vector<Declared> declared;
  std::string positional_metavar, positional_help;
  std::vector<std::string>* positional = nullptr;
  std::vector<const Declared*> adopted{};

  std::vector<std::string_view> option_names() const {
    std::vector<std::string_view> names{"--help"};
    for (const Declared& one : declared)
      names.push_back(std::string_view(one.names).substr(one.names.find("--")));
    return names;
  }

  Declared& declare(std::string_view names, std::string_view metavar, std::string_view help,
                    CLI::Option* option, bool from_environment) {
    std::string variable;
    if (from_environment) {
      variable = "ACTVIZ_";
      for (const char c : long_name(names)) variable += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
    }
    return declared.emplace_back(
        Declared{std::string(names), std::string(metavar), std::string(help), option, variable, {}});
  }

  /// CLI11 would hand an unknown option to the arguments: refuse it first, by name.
  void check_known(std::string_view argument) const {
    if (argument.size() < 2 || argument[0] != '-' || is_negative_value(argument)) return;
    const std::string name(argument.substr(0, argument.find('=')));
    if (app.get_option_no_throw(name) != nullptr) return;
    const bool glued_short = argument[1] != '-' && app.get_option_no_throw(name.substr(0, 2)) != nullptr;
    if (glued_short) return;
    throw Error("unknown option " + in_quotes(name),
                did_you_mean(name, option_names(), "--help lists the options"));
  }
};

Parser::Parser() : implementation_(std::make_unique<Implementation>()) {
  implementation_->app.set_help_flag();
}
Parser::~Parser() = default;

void Parser::arguments(std::string_view metavar, std::string_view help, std::vector<std::string>& target) {
  implementation_->positional_metavar = metavar;
  implementation_->positional_help = help;
  implementation_->positional = &target;
  implementation_->app.add_option(std::string(metavar), target)->transform(as_typed);
}

void Parser::option(std::string_view names, std::string_view metavar, std::string_view help,
                    std::optional<std::string>& target, bool from_environment) {
  auto* option = implementation_->app.add_option_function<std::string>(
      std::string(names), [&target](const std::string& value) { target = value; });
  option->take_last()->transform(as_typed);
  implementation_->declare(names, metavar, help, option, from_environment).adopt =
      [&target](std::string value) { target = std::move(value); };
}

void Parser::option(std::string_view names, std::string_view metavar, std::string_view help,
                    std::vector<std::string>& target, int count, bool from_environment) {
  auto* option = implementation_->app.add_option(std::string(names), target)->transform(as_typed);
  if (count == 0)
    option->expected(1, CLI::detail::expected_max_vector_size);
  else
    option->expected(count)->allow_extra_args(false);
  implementation_->declare(names, metavar, help, option, from_environment).adopt =
      [&target](const std::string& value) { target = CLI::detail::split_up(value); };
}

void Parser::flag(std::string_view names, std::string_view help, bool& target) {
  auto* option = implementation_->app.add_flag(std::string(names), target);
  implementation_->declare(names, "", help, option, false);
}

void Parser::parse(std::span<const std::string> arguments,
                   const std::function<std::string(const std::string&)>& environment) {
  Implementation& self = *implementation_;
  std::vector<std::string> reversed;  // the order in which CLI11 takes them
  const auto options_end = std::ranges::find(arguments, "--");
  for (const std::string& argument : std::span(arguments.begin(), options_end)) {
    self.check_known(argument);
    constexpr std::string_view range = "--range=";  // also written --range=LO:HI
    const bool glued = argument.starts_with(range);
    const std::string typed = glued ? argument.substr(range.size()) : argument;
    if (glued) reversed.emplace_back("--range");
    const auto colon = typed.find(':');
    const bool is_range = !reversed.empty() && reversed.back() == "--range" && colon != std::string::npos;
    const auto as_value = [](const std::string& text) {
      return is_negative_value(text) ? std::string(guard) + text.substr(1) : text;
    };
    if (is_range) {
      reversed.push_back(as_value(typed.substr(0, colon)));
      reversed.push_back(as_value(typed.substr(colon + 1)));
    } else {
      reversed.push_back(as_value(typed));
    }
  }
  std::reverse(reversed.begin(), reversed.end());
  try {
    self.app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what(), name = text.substr(0, text.find(':'));
    for (const Declared& one : self.declared)
      if (one.names.ends_with(name))
        throw Error(name + ": expected " + one.metavar + " behind it",
                    "write " + name + ' ' + one.metavar + "; --help says what it means");
    throw Error(text, "--help shows how the options are written");
  } catch (const CLI::ExtrasError& error) {
    const std::string text = error.what();
    throw Error("unexpected argument " + in_quotes(text.substr(text.rfind(' ') + 1)),
                "--help shows what this command takes");
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    if (!message.empty() && message[0] >= 'A' && message[0] <= 'Z')
      message[0] = static_cast<char>(message[0] - 'A' + 'a');
    throw Error(escape_controls(message), "--help shows how the options are written");
  }
  // CLI11 takes a "--" behind an option of several values for its end only: what follows is added here.
  if (options_end != arguments.end() && self.positional == nullptr)
    throw Error("unexpected argument " + in_quotes(*options_end), "this command takes options only");
  if (options_end != arguments.end())
    self.positional->insert(self.positional->end(), options_end + 1, arguments.end());
  for (const Declared& one : self.declared) {
    if (one.variable.empty() || one.option->count() > 0) continue;
    const std::string value = environment(one.variable);
    if (value.empty()) continue;
    one.adopt(value);
    self.adopted.push_back(&one);
  }
}

Error Parser::with_variable(const Error& error) const {
  for (const Declared* one : implementation_->adopted) {
    const std::string name = "--" + long_name(one->names);
    if (error.message.starts_with(name + ':'))
      return Error(one->variable + error.message.substr(name.size()), error.hint);
  }
  return error;
}

std::string Parser::usage() const {
  const auto& self = *implementation_;
  std::string text = self.positional_metavar.empty() ? "" : self.positional_metavar + "... ";
  return text + (self.declared.empty() ? "" : "[options]");
}

std::string Parser::help() const {
  const auto& self = *implementation_;
  std::vector<std::pair<std::string, std::string>> rows;
  if (!self.positional_metavar.empty())
    rows.emplace_back(self.positional_metavar + "...", self.positional_help);
  for (const Declared& one : self.declared) {
    std::string names = one.names;
    if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
    rows.emplace_back(names + (one.metavar.empty() ? "" : " " + one.metavar), one.help);
  }
  rows.emplace_back("-h, --help", "this text");
  std::size_t width = 0;
  for (const auto& [left, right] : rows) width = std::max(width, left.size());
  std::string text;
  for (const auto& [left, right] : rows)
    text += "  " + left + std::string(width + 2 - left.size(), ' ') + right + '\n';
  return text;
}

}  // namespace actviz::app
