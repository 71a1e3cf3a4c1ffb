#include "lib/catalogue/frameworks.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/catalogue/parameters.hpp"

namespace actviz {
namespace {

/// Modules that people write between the framework and the name.
constexpr std::string_view modules[] = {"nn.", "functional.", "activations.", "layers.", "modules."};

std::string_view without_modules(std::string_view name) {
  for (std::size_t i = 0; i < std::size(modules); ++i)
    if (name.starts_with(modules[i])) {
      name.remove_prefix(modules[i].size());
      i = static_cast<std::size_t>(-1);
    }
  return name;
}

std::vector<FrameworkEntry> entries(const Framework& framework, std::string_view name) {
  std::vector<FrameworkEntry> similar;
  const std::string wanted = folded(name);
  for (const FrameworkName& candidate : framework.names) {
    const FrameworkEntry entry{&framework, &candidate};
    if (candidate.name == name) return {entry};
    if (folded(candidate.name) != wanted) continue;
    if (std::ranges::none_of(similar, [&](const FrameworkEntry& e) { return e.same_meaning(entry); }))
      similar.push_back(entry);
  }
  return similar;
}

[[noreturn]] void fail_unknown(const Framework& framework, std::string_view name) {
  std::vector<std::string_view> names;
  for (const FrameworkName& candidate : framework.names) {
    names.push_back(candidate.name);
    if (folded(candidate.function) == folded(name))
      throw Error("unknown activation " + in_quotes(name) + " in " + std::string(framework.title),
                  "there it is called " + FrameworkEntry{&framework, &candidate}.label());
  }
  std::string elsewhere;
  for (const Framework& other : frameworks())
    if (&other != &framework && !entries(other, name).empty())
      elsewhere += (elsewhere.empty() ? "" : ", ") + entries(other, name).front().label();
  std::string hint = elsewhere.empty()
                         ? "`actviz list --framework " + std::string(framework.name) + "` shows what there is"
                         : "other frameworks have it: " + elsewhere;
  const auto near = nearest(name, names);
  if (!near.empty()) {
    hint = "did you mean ";
    for (const auto one : near)
      hint += (one == near.front() ? "" : " or ") + std::string(framework.name) + '.' + std::string(one);
    hint += '?';
  }
  throw Error("unknown activation " + in_quotes(name) + " in " + std::string(framework.title), hint);
}

/// "slope 1 at x = 0"; where the kink lies by chance of parameters, "slope 1 at kink 1".
std::string convention_text(const FrameworkName& name, const AtKink& at) {
  const std::string place = name.required.empty()
                                ? "x = " + to_text(Function::parse(name.function).facts().kinks[at.kink].x)
                                : "kink " + std::to_string(at.kink + 1);
  return "slope " + to_text(at.slope, 4) + " at " + place;
}

}  // namespace

std::string FrameworkEntry::label() const {
  return std::string(framework->name) + '.' + std::string(name->name);
}

std::string_view FrameworkEntry::canonical() const {
  return name->function.substr(0, name->function.find(':'));
}

std::string_view FrameworkEntry::source() const {
  return name->source.empty() ? framework->source : name->source;
}

Values FrameworkEntry::defaults() const {
  const Function function = Function::parse(name->function);
  Values values = function.values();
  for (std::string_view rest = name->required; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    values[parameter_index(function.activation(), rest.substr(0, comma))] =
        std::numeric_limits<double>::quiet_NaN();
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return values;
}

std::string FrameworkEntry::differences() const {
  std::vector<std::string> parts;
  const auto colon = name->function.find(':');
  if (colon != std::string_view::npos) parts.emplace_back(name->function.substr(colon + 1));
  if (!name->required.empty()) parts.push_back("no default for " + std::string(name->required));
  for (const AtKink& at : name->at_kinks) parts.push_back(convention_text(*name, at));
  if (!name->note.empty()) parts.emplace_back(name->note);
  return join(parts, "; ");
}

bool FrameworkEntry::same_meaning(const FrameworkEntry& other) const {
  const auto &a = *name, &b = *other.name;
  return a.function == b.function && a.required == b.required &&
         std::equal(a.at_kinks.begin(), a.at_kinks.end(), b.at_kinks.begin(), b.at_kinks.end());
}

const Framework& find_framework(std::string_view prefix) {
  std::vector<std::string_view> known;
  const std::string wanted = folded(prefix);
  for (const Framework& framework : frameworks()) {
    if (folded(framework.name) == wanted ||
        std::ranges::find(framework.aliases, wanted) != framework.aliases.end())
      return framework;
    known.push_back(framework.name);
  }
  std::string all;
  for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  throw Error("unknown framework " + in_quotes(prefix) + ", expected one of " + all,
              did_you_mean(prefix, known, "write torch.gelu, or gelu for the function itself"));
}

bool is_framework_name(std::string_view text) { return text.find('.') != std::string_view::npos; }

FrameworkEntry find_framework_name(std::string_view text) {
  const auto dot = text.find('.');
  const Framework& framework = find_framework(text.substr(0, dot));
  const std::string_view typed = text.substr(dot + 1);
  auto found = entries(framework, typed);
  if (found.empty()) found = entries(framework, without_modules(typed));
  if (found.empty()) fail_unknown(framework, without_modules(typed));
  if (found.size() == 1) return found.front();
  std::string all;
  for (const FrameworkEntry& entry : found)
    all += (all.empty() ? "" : " or ") + entry.label() + " (" + std::string(entry.name->function) + ")";
  throw Error("ambiguous activation " + in_quotes(text), "write " + all);
}

std::vector<FrameworkEntry> framework_names_of(std::string_view name, std::string_view canonical) {
  std::vector<FrameworkEntry> found;
  const std::string wanted = folded(name);
  for (const Framework& framework : frameworks())
    for (const FrameworkName& candidate : framework.names) {
      const FrameworkEntry entry{&framework, &candidate};
      if (folded(candidate.name) == wanted || entry.canonical() == canonical) found.push_back(entry);
    }
  return found;
}

std::string ambiguity(std::string_view name) {
  std::vector<std::pair<std::string_view, std::string>> meanings;
  for (const FrameworkEntry& entry : framework_names_of(name, "")) {
    const auto known =
        std::ranges::find(meanings, entry.name->function, &std::pair<std::string_view, std::string>::first);
    const std::string framework(entry.framework->name);
    if (known == meanings.end())
      meanings.emplace_back(entry.name->function, framework);
    else if (!known->second.ends_with(framework))
      known->second += ", " + framework;
  }
  if (meanings.size() < 2) return {};
  std::string text;
  for (const auto& [function, who] : meanings)
    text += (text.empty() ? "" : "; ") + std::string(function) + " in " + who;
  return text;
}

}  // namespace actviz
