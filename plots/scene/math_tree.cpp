#include "plots/scene/math_tree.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "plots/scene/math_symbols.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

using Kind = MathNode::Kind;

// Deeper nesting is no formula; it is set as it is written, and the stack stays small.
constexpr int max_depth = 24;

constexpr std::string_view sizing_names[] = {"left",   "right",        "big",       "Big",
                                             "bigl",   "bigr",         "Bigl",      "Bigr",
                                             "middle", "displaystyle", "textstyle", "limits"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_italic(char32_t c) {
  return (c < 0x80 && is_letter(static_cast<char>(c))) || (c >= U'α' && c <= U'ω') || c == U'ϑ' ||
         c == U'ϕ' || c == U'ϵ';
}

MathNode row(std::vector<MathNode> children) { return {.kind = Kind::row, .children = std::move(children)}; }

MathNode symbol(std::u32string text, Role role = Role::ordinary, Shape shape = Shape::upright) {
  return {.kind = Kind::symbol, .role = role, .shape = shape, .text = std::move(text)};
}

MathNode character_node(char32_t c) {
  if (c == U'-') c = U'−';
  if (c == U'*') c = U'∗';
  return symbol({c}, role_of(c), is_italic(c) ? Shape::italic : Shape::upright);
}

std::u32string decoded(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) result += next_character(text, at);
  return result;
}

/// A sign without something to its left or right to join is no operator: -x, (-1, = -2, e^-.
void settle_operators(std::vector<MathNode>& nodes) {
  MathNode* before = nullptr;
  const auto ends_operand = [](const MathNode* node) {
    return node != nullptr &&
           (node->role == Role::ordinary || node->role == Role::close || node->role == Role::inner);
  };
  for (MathNode& node : nodes) {
    if (node.role == Role::none) continue;
    if (node.role == Role::binary && !ends_operand(before)) node.role = Role::ordinary;
    const bool ends =
        node.role == Role::relation || node.role == Role::close || node.role == Role::punctuation;
    if (ends && before != nullptr && before->role == Role::binary) before->role = Role::ordinary;
    before = &node;
  }
  if (before != nullptr && before->role == Role::binary) before->role = Role::ordinary;
}

/// Reads the mathematics between two dollar signs by recursive descent.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), closing_(text.size(), npos) { match_pairs(); }

  MathNode parse() {
    MathNode result = parse_row(text_.size());
    result.role = Role::none;
    return result;
  }

 private:
  static constexpr std::size_t npos = std::string_view::npos;
  static constexpr std::string_view left_command = "\\left", right_command = "\\right",
                                    begin_cases = "\\begin{cases}", end_cases = "\\end{cases}";

  /// Finds the end of everything that has one, { } and \left \right and \begin{cases} \end{cases},
  /// beforehand, so that an unmatched one costs no second reading.
  void match_pairs() {
    std::vector<std::pair<std::size_t, char>> open;  // where, and the first letter of what ends it
    const auto close = [&](std::size_t at, char ending) {
      if (open.empty() || open.back().second != ending) return;
      closing_[open.back().first] = at;
      open.pop_back();
    };
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '{') {
        open.emplace_back(i, '}');
      } else if (text_[i] == '}') {
        while (!open.empty() && open.back().second != '}') open.pop_back();
        close(i, '}');
      } else if (text_[i] == '\\') {
        if (stands_at(i, left_command)) open.emplace_back(i, 'r');
        if (stands_at(i, right_command)) close(i, 'r');
        if (stands_at(i, begin_cases)) open.emplace_back(i, 'e');
        if (stands_at(i, end_cases)) close(i, 'e');
        ++i;
      }
    }
  }

  /// Whether a command stands there that is not the beginning of a longer one.
  bool stands_at(std::size_t at, std::string_view command) const {
    const std::size_t end = at + command.size();
    return text_.substr(at).starts_with(command) &&
           (command.ends_with('}') || end == text_.size() || !is_letter(text_[end]));
  }

  MathNode parse_row(std::size_t end) {
    std::vector<MathNode> nodes;
    while (skip_spaces(end)) nodes.push_back(with_scripts(parse_atom(end), end));
    settle_operators(nodes);
    return row(std::move(nodes));
  }

  bool skip_spaces(std::size_t end) {
    while (at_ < end && text_[at_] == ' ') ++at_;
    return at_ < end;
  }

  MathNode with_scripts(MathNode base, std::size_t end) {
    std::array<std::vector<MathNode>, 2> scripts;  // lower, upper
    while (skip_spaces(end)) {
      const std::size_t start = at_;
      if (text_[at_] == '\'') {
        ++at_;
        scripts[1].push_back(symbol(U"′"));
        continue;
      }
      if (text_[at_] != '_' && text_[at_] != '^') break;
      const bool upper = text_[at_++] == '^';
      auto script = parse_argument(end);
      if (!script) {
        at_ = start;
        break;
      }
      scripts[upper ? 1 : 0].push_back(std::move(*script));
    }
    if (scripts[0].empty() && scripts[1].empty()) return base;
    const Role role = base.role;
    return {.kind = Kind::scripts,
            .role = role,
            .children = {std::move(base), row(std::move(scripts[0])), row(std::move(scripts[1]))}};
  }

  /// A group in braces or a single atom; nothing at the end of the row or where nesting is too deep.
  std::optional<MathNode> parse_argument(std::size_t end) {
    if (!skip_spaces(end) || text_[at_] == '}' || depth_ >= max_depth) return std::nullopt;
    ++depth_;
    MathNode argument = parse_atom(end);
    --depth_;
    return argument;
  }

  MathNode parse_atom(std::size_t end) {
    const char c = text_[at_];
    if (c == '{' && closing_[at_] < end && depth_ < max_depth) return parse_group();
    if (c == '\\' && at_ + 1 < end) return parse_command(end);
    if (c == '~') return ++at_, space(0.25);
    if (c == '^' || c == '_') {  // a script without a base, as in {}^2
      MathNode scripts = with_scripts(row({}), end);
      if (!scripts.empty()) return scripts;
    }
    return character_node(next_character(text_, at_));
  }

  MathNode parse_group() {
    const std::size_t end = closing_[at_++];
    ++depth_;
    MathNode group = parse_row(end);
    --depth_;
    at_ = end + 1;
    return group;
  }

  static MathNode space(double width) { return {.kind = Kind::space, .role = Role::none, .width = width}; }

  MathNode parse_command(std::size_t end) {
    if (closing_[at_] < end && depth_ < max_depth)
      return stands_at(at_, left_command) ? parse_fence(end) : parse_cases();
    ++at_;
    const std::string_view name = read_name(end);
    if (const auto known = find_symbol(name)) {
      const Shape shape = is_italic(known->character) ? Shape::italic : Shape::upright;
      return symbol({known->character}, known->role, shape);
    }
    if (const auto width = find_space(name)) return space(*width);
    if (is_function_name(name)) return symbol(decoded(name), Role::function);
    if (std::ranges::find(sizing_names, name) != std::end(sizing_names)) return parse_sized(name, end);
    if (auto styled = parse_styled(name, end)) return std::move(*styled);
    if (auto built = parse_built(name, end)) return std::move(*built);
    return parse_unknown(name, end);
  }

  MathNode parse_fence(std::size_t end) {
    const std::size_t close = closing_[at_];
    std::u32string brackets;
    at_ += left_command.size();
    brackets += read_bracket(close);
    ++depth_;
    MathNode content = parse_row(close);
    --depth_;
    at_ = close + right_command.size();
    brackets += read_bracket(end);
    return {.kind = Kind::fence, .text = std::move(brackets), .children = {std::move(content)}};
  }

  /// What \left and \right make grow: a character or a name; a full stop is none.
  char32_t read_bracket(std::size_t end) {
    if (!skip_spaces(end)) return U'.';
    if (text_[at_] != '\\') return next_character(text_, at_);
    ++at_;
    const auto known = at_ < end ? find_symbol(read_name(end)) : std::nullopt;
    return known ? known->character : U'.';
  }

  MathNode parse_cases() {
    const std::size_t close = closing_[at_];
    at_ += begin_cases.size();
    ++depth_;
    std::vector<MathNode> rows(1, row({}));
    while (skip_spaces(close)) {
      const std::size_t cell_end = end_of_cell(close);
      rows.back().children.push_back(parse_row(cell_end));
      at_ = cell_end;
      if (at_ == close) break;
      const bool ends_row = text_[at_] == '\\';
      at_ += ends_row ? 2 : 1;
      if (ends_row) rows.push_back(row({}));
    }
    if (rows.back().children.empty()) rows.pop_back();
    --depth_;
    at_ = close + end_cases.size();
    return {.kind = Kind::cases, .role = Role::inner, .children = std::move(rows)};
  }

  /// Where the cell of a case distinction ends: at `&`, at `\\` or with the whole.
  std::size_t end_of_cell(std::size_t end) const {
    for (std::size_t i = at_; i < end; ++i) {
      if (closing_[i] < end) {
        i = closing_[i];
      } else if (text_[i] == '&') {
        return i;
      } else if (text_[i] == '\\') {
        if (i + 1 < end && text_[i + 1] == '\\') return i;
        ++i;
      }
    }
    return end;
  }

  /// An unknown command, with its braces, as it is written.
  MathNode parse_unknown(std::string_view name, std::size_t end) {
    const std::u32string written = U"\\" + decoded(name);
    const bool argument = at_ < end && text_[at_] == '{' && closing_[at_] < end && depth_ < max_depth;
    if (!argument) return symbol(written);
    MathNode content = parse_group();
    return row({symbol(written + U"{"), std::move(content), symbol(U"}")});
  }

  /// The name behind a backslash: letters, or one other character.
  std::string_view read_name(std::size_t end) {
    const std::size_t start = at_;
    while (at_ < end && is_letter(text_[at_])) ++at_;
    if (at_ == start) next_character(text_, at_);
    return text_.substr(start, at_ - start);
  }

  /// Brackets keep their size; `\left.` is no bracket at all.
  MathNode parse_sized(std::string_view name, std::size_t end) {
    if (!skip_spaces(end)) return row({});
    if (text_[at_] == '.' && (name == "left" || name == "right")) return ++at_, space(0);
    if (text_[at_] != '|') return space(0);
    ++at_;
    return symbol(U"|", name == "left" ? Role::open : Role::close);
  }

  /// Text in another shape: \mathrm{GELU}, \operatorname{erf}, \mathbf{x}, \mathbb{R}.
  std::optional<MathNode> parse_styled(std::string_view name, std::size_t end) {
    const bool operator_name = name == "operatorname";
    const bool upright =
        operator_name || name == "mathrm" || name == "text" || name == "textrm" || name == "mathsf";
    const bool bold = name == "mathbf" || name == "boldsymbol",
               italic = name == "mathit" || name == "mathcal";
    const bool struck = name == "mathbb";
    if (!upright && !bold && !italic && !struck) return std::nullopt;
    if (!skip_spaces(end) || text_[at_] != '{' || closing_[at_] >= end) return std::nullopt;
    const std::size_t close = closing_[at_];
    std::u32string content;
    for (std::size_t i = at_ + 1; i < close;) {
      if (text_[i] == '\\' && i + 1 < close && !is_letter(text_[i + 1])) ++i;
      const char32_t c = next_character(text_, i);
      content += struck ? double_struck(c) : c;
    }
    at_ = close + 1;
    return symbol(std::move(content), operator_name ? Role::function : Role::ordinary,
                  bold     ? Shape::bold
                  : italic ? Shape::italic
                           : Shape::upright);
  }

  /// Fractions and roots.
  std::optional<MathNode> parse_built(std::string_view name, std::size_t end) {
    const bool fraction = name == "frac" || name == "dfrac" || name == "tfrac";
    if (!fraction && name != "sqrt") return std::nullopt;
    std::vector<MathNode> parts;
    for (int i = 0; i < (fraction ? 2 : 1); ++i) {
      auto part = parse_argument(end);
      if (!part) {
        parts.insert(parts.begin(), symbol(U"\\" + decoded(name)));
        return row(std::move(parts));
      }
      parts.push_back(std::move(*part));
    }
    return MathNode{.kind = fraction ? Kind::fraction : Kind::root,
                    .role = fraction ? Role::inner : Role::ordinary,
                    .children = std::move(parts)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::vector<std::size_t> closing_;
};

/// The next dollar sign that is not written \$.
std::size_t find_dollar(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '$') {
      return i;
    }
  }
  return std::string_view::npos;
}

/// Text outside mathematics: `\$` is a dollar sign.
MathNode plain(std::string_view text) {
  MathNode node{.kind = Kind::text, .role = Role::none};
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("\\$")) ++at;
    const char32_t c = next_character(text, at);
    node.text += c < 0x20 || c == 0x7f ? replacement_character : c;
  }
  return node;
}

std::string with_plain_spaces(std::string_view text) {
  std::string result(text);
  std::ranges::replace_if(
      result, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return result;
}

}  // namespace

MathNode parse_text(std::string_view written) {
  const std::string spaced = with_plain_spaces(written);
  const std::string_view text = spaced;
  std::vector<MathNode> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = find_dollar(text, at);
    const std::size_t close = open == std::string_view::npos ? open : find_dollar(text, open + 1);
    if (close == std::string_view::npos) {
      parts.push_back(plain(text.substr(at)));
      break;
    }
    if (open > at) parts.push_back(plain(text.substr(at, open - at)));
    parts.push_back(Parser(text.substr(open + 1, close - open - 1)).parse());
    at = close + 1;
  }
  return row(std::move(parts));
}

}  // namespace actviz::plots
