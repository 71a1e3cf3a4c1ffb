// The report on the notes as one HTML page that asks for no other file.
#include <algorithm>
#include <map>

#include "app/notes_output.hpp"
#include "app/themed_svg.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

constexpr std::string_view style = R"css(
*{box-sizing:border-box}
html{scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header.top{max-width:62rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.9rem;line-height:1.2;margin:2rem 0 .5rem}
h2{font-size:1.4rem;margin:3rem 0 .5rem;padding-top:.5rem;border-top:2px solid var(--line)}
h3{font-size:1.1rem;margin:2rem 0 .5rem;color:var(--soft)}
a{color:var(--link)}
nav{position:sticky;top:0;z-index:1;background:var(--page);border-bottom:1px solid var(--line)}
nav div{max-width:62rem;margin:0 auto;padding:.4rem 1rem;display:flex;gap:.4rem .8rem;align-items:center;overflow-x:auto;white-space:nowrap}
button{font:inherit;font-size:.85rem;padding:.1rem .6rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);color:var(--ink);cursor:pointer}
button[aria-pressed=false]{opacity:.45;text-decoration:line-through}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .7rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right}td:last-child{min-width:15rem}
article{margin:.7rem 0;padding:.6rem .9rem;background:var(--card);border:1px solid var(--line);border-left:4px solid var(--mark);border-radius:.4rem;overflow-wrap:anywhere}
article>header{display:flex;gap:.7rem;align-items:baseline;font-size:.9rem}
article>header a{font-weight:600;text-decoration:none}
article p{margin:.2rem 0 .4rem}
.place{color:var(--soft)}
.verdict{margin-left:auto;font-weight:600;color:var(--mark)}
.holds{--mark:var(--good)}.imprecise{--mark:var(--fair)}.wrong{--mark:var(--bad)}
.definition,.opinion,.measured{--mark:var(--plain)}
dl{display:grid;grid-template-columns:6rem 1fr;gap:.1rem .6rem;margin:.3rem 0;font-size:.92rem}
dt{color:var(--soft)}dd{margin:0;min-width:0}
code,pre{font:.86rem/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
pre{overflow-x:auto;margin:.4rem 0 0;padding:.6rem;background:var(--page);border-radius:.3rem;overflow-wrap:normal}
summary{cursor:pointer;font-size:.92rem}
figure{margin:1.2rem 0;padding:.7rem;background:var(--sheet);border:1px solid var(--line);border-radius:.4rem}
.picture{overflow-x:auto}
figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
figcaption{margin-top:.6rem;font-size:.92rem}
.glyphs{position:absolute}
@media(max-width:34rem){th,td{padding:.25rem .4rem;font-size:.85rem}dl{grid-template-columns:1fr}dt{margin-top:.3rem}h1{font-size:1.5rem}main,header.top{padding:0 .6rem}figure{padding:.3rem;margin-left:-.3rem;margin-right:-.3rem}figure svg{min-width:40rem}}
@media print{nav{display:none}article,figure{break-inside:avoid}}
)css";

constexpr std::string_view light_colors =
    "color-scheme:light;--page:#fff;--card:#fafafa;--sheet:#fff;--ink:#1c1c1c;--soft:#5c5c5c;--line:#ddd;"
    "--link:#00599c;--good:#1f7a3d;--fair:#8a5a00;--bad:#b3261e;--plain:#5c5c5c;";
constexpr std::string_view dark_colors =
    "color-scheme:dark;--page:#16181c;--card:#1e2126;--sheet:#16181c;--ink:#e6e6e6;--soft:#a3a8ad;--line:#"
    "343a40;"
    "--link:#7cc0ff;--good:#6fcf8a;--fair:#e2b04a;--bad:#ff8a80;--plain:#a3a8ad;";

/// Verdicts may be hidden, and the theme chosen against that of the system.
constexpr std::string_view script = R"js(
for (const button of document.querySelectorAll('button[data-verdict]'))
  button.onclick = () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', shown);
    for (const one of document.querySelectorAll('article.' + button.dataset.verdict)) one.hidden = !shown;
  };
document.getElementById('theme').onclick = () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
};
)js";

std::string element(std::string_view name, const std::string& content) {
  return "<" + std::string(name) + ">" + content + "</" + std::string(name) + ">";
}

std::string code(std::string_view text) { return element("code", escape_markup(text)); }

std::string link_to(const std::string& id) { return "<a href=\"#" + id + "\">" + id + "</a>"; }

/// A row of a list of terms; nothing where there is nothing to say.
std::string term(std::string_view name, const std::string& text) {
  return text.empty() ? "" : element("dt", std::string(name)) + element("dd", text);
}

class Page {
 public:
  Page(const NotesOutput& output, Sink& sink)
      : output_(output), sink_(sink), is_shown_(output.exhibits.size()) {}

  void write() {
    for (const CheckedNote& note : output_.notes) add_note(note);
    if (std::ranges::find(is_shown_, false) != is_shown_.end()) {
      body_ += "<section id=\"more\">\n<h2>Further figures and cards</h2>\n";
      for (std::size_t i = 0; i < output_.exhibits.size(); ++i) add_exhibit(i);
      body_ += "</section>\n";
    }
    write_head();
    sink_.write("<body>\n" + drawings_.glyphs());
    write_top();
    sink_.write("<main>\n" + body_ + "</main>\n<script>" + std::string(script) +
                "</script>\n</body>\n</html>\n");
  }

 private:
  void write_head() {
    const std::string light = std::string(light_colors) + drawings_.variables(false) +
                              "--in-light:block;--in-dark:none",
                      dark = std::string(dark_colors) + drawings_.variables(true) +
                             "--in-light:none;--in-dark:block";
    sink_.write(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>The study notes, checked</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n:root{" +
        light + "}\n@media(prefers-color-scheme:dark){:root{" + dark + "}}\n:root[data-theme=light]{" +
        light + "}\n:root[data-theme=dark]{" + dark +
        "}\n.in-light{display:var(--in-light)}.in-dark{display:var(--in-dark)}" + std::string(style) +
        "</style>\n</head>\n");
  }

  void write_top() {
    sink_.write(
        "<header class=\"top\"><h1>The study notes, checked</h1>\n"
        "<p>Every figure, formula, number, example and claim of five study notes on activation functions, "
        "computed anew. A verdict follows from a computation and a stated tolerance; what no computation "
        "decides is marked as definition, opinion or measured.</p>\n<div "
        "class=\"wide\"><table><tr><th>note</th>");
    for (const notes::Verdict verdict : notes::verdicts)
      sink_.write("<th class=\"n\">" + std::string(name_of(verdict)) + "</th>");
    sink_.write("<th>title</th></tr>\n");
    for (const CheckedNote& note : output_.notes) {
      const std::string id(note.note->id);
      sink_.write("<tr><td>" + link_to(id) + "</td>");
      for (const notes::Verdict verdict : notes::verdicts)
        sink_.write("<td class=\"n\">" + std::to_string(count_of(verdict, note)) + "</td>");
      sink_.write("<td>" + escape_markup(note.note->title) + "</td></tr>\n");
    }
    sink_.write("</table></div></header>\n<nav><div>");
    for (const CheckedNote& note : output_.notes) sink_.write(link_to(std::string(note.note->id)) + "\n");
    for (const notes::Verdict verdict : notes::verdicts) {
      const std::string name(name_of(verdict));
      sink_.write("<button data-verdict=\"" + name + "\" aria-pressed=\"true\">" + name + "</button>\n");
    }
    sink_.write("<button id=\"theme\">light / dark</button></div></nav>\n");
  }

  void add_note(const CheckedNote& note) {
    const std::string id(note.note->id);
    body_ += "<section id=\"" + id + "\">\n<h2>" + id + ": " + escape_markup(note.note->title) + "</h2>\n";
    std::string_view section;
    for (const CheckedStatement& one : note.statements) {
      if (section_of(*one.statement) != section)
        body_ += element("h3", std::string(section = section_of(*one.statement))) + '\n';
      add_statement(one);
      for (const std::string& named : ids_in(one.statement->figures))
        for (std::size_t i = 0; i < output_.exhibits.size(); ++i)
          if (output_.exhibits[i].id == named) add_exhibit(i);
    }
    body_ += "</section>\n";
  }

  void add_statement(const CheckedStatement& one) {
    const notes::Statement& statement = *one.statement;
    const std::string id(statement.id), verdict(name_of(one.finding.verdict));
    body_ += "<article id=\"" + id + "\" class=\"" + verdict + "\"><header>" + link_to(id) +
             "<span class=\"place\">" + escape_markup(statement.place) + "</span><span class=\"verdict\">" +
             verdict + "</span></header>\n" + element("p", escape_markup(statement.claim)) + "<dl>";
    if (!statement.printed.empty()) body_ += term("printed", code(statement.printed));
    body_ += term("computed", escape_markup(one.finding.computed)) +
             term("how", escape_markup(one.finding.how)) + term("correct", escape_markup(statement.correct));
    if (!statement.corrected.empty()) body_ += term("corrected", code(statement.corrected));
    std::string figures;
    for (const std::string& named : ids_in(statement.figures)) figures += link_to(named) + " ";
    body_ += term("figures", figures) + "</dl>\n";
    for (const CommandRun& run : one.runs) add_run(run, id);
    body_ += "</article>\n";
  }

  /// What a command wrote, where it is run for the first time.
  void add_run(const CommandRun& run, const std::string& id) {
    const std::string line = code("actviz " + run.line);
    const auto [place, is_new] = shown_at_.try_emplace(run.line, id);
    if (!is_new) {
      body_ += element("p", line + ", see " + link_to(place->second)) + "\n";
      return;
    }
    std::string shown = escape_markup(run.output);
    if (run.exit_code != 0) shown += "(exit code " + std::to_string(run.exit_code) + ")\n";
    body_ += "<details><summary>" + line + "</summary>" + element("pre", shown) + "</details>\n";
  }

  /// Where it is named for the first time.
  void add_exhibit(std::size_t i) {
    if (is_shown_[i]) return;
    is_shown_[i] = true;
    const Exhibit& exhibit = output_.exhibits[i];
    body_ += "<figure id=\"" + exhibit.id + "\">\n<div class=\"picture\">" +
             drawings_.add(output_.drawn[i].light, output_.drawn[i].dark) + "</div><figcaption>" +
             element("b", exhibit.id + " " + escape_markup(exhibit.title)) + "\n";
    if (!exhibit.card) body_ += escape_markup(exhibit.caption) + "\n";  // a card has its note within
    if (exhibit.card) add_formulas(*exhibit.card);
    body_ += "</figcaption></figure>\n";
  }

  /// Formulas to copy.
  void add_formulas(const notes::Card& card) {
    body_ += "<details><summary>as text and LaTeX</summary><dl>";
    for (const notes::CardLine& line : card.lines) {
      body_ += term(escape_markup(line.name), code(line.plain) + "<br>" + code(line.latex));
      if (!line.slope_plain.empty())
        body_ += term("slope", code(line.slope_plain) + "<br>" + code(line.slope_latex));
    }
    body_ += "</dl></details>";
  }

  const NotesOutput& output_;
  Sink& sink_;
  std::vector<bool> is_shown_;
  std::map<std::string, std::string> shown_at_{};  ///< commands, and the statements that show their output
  ThemedDrawings drawings_{};
  std::string body_{};
};

}  // namespace

void write_notes_html(const NotesOutput& output, Sink& sink) { Page(output, sink).write(); }

}  // namespace actviz::app
