// actviz notes as a user types it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/cli.hpp"
#include "tests/support/golden.hpp"

namespace actviz::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json check_of(const json& report, const std::string& id) {
  for (const json& note : report.at("notes"))
    for (const json& check : note.at("checks"))
      if (check.at("id") == id) return check;
  ADD_FAILURE() << "no check " << id;
  return {};
}

double number_of(const json& check, const std::string& name) {
  for (const json& number : check.at("evidence").at("numbers"))
    if (number.at("name") == name) return number.at("value");
  ADD_FAILURE() << check.at("id") << " has no number " << name << " in " << check.at("evidence").dump();
  return 0;
}

void expect_pictures(const json& things, const std::string& prefix, std::size_t count) {
  ASSERT_EQ(things.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i + 1);
    EXPECT_EQ(things[i].at("id"), prefix + (prefix == "FIG-" && i < 9 ? "0" + number : number));
    ASSERT_EQ(things[i].at("files").size(), 2u);
    for (const json& file : things[i].at("files"))
      EXPECT_GT(fs::file_size("report/" + file.get<std::string>()), 1000u) << file;
  }
}

/// What statistics and errors the inventory of the notes worked out with other programs.
void expect_known_errors(const json& report) {
  struct Known {
    std::string id, number;
    double value, tolerance;
  };
  for (const Known& known : {Known{"E5", "greatest error", 4.0, 1e-5},
                             {"E6", "greatest error", 0.0922205, 1e-6},
                             {"E6", "right form", 4.73236e-4, 1e-8},
                             {"E7", "beta=1: greatest error", 3.9466, 1e-4},
                             {"E7", "beta=10: greatest error", 49.0, 0.01},
                             {"E33", "greatest error", 2.5, 1e-12},
                             {"E10", "share of the variance", 1. / 3, 1e-12}}) {
    const json check = check_of(report, known.id);
    EXPECT_EQ(check.at("verdict"), "wrong") << known.id;
    EXPECT_NEAR(number_of(check, known.number), known.value, known.tolerance) << known.id;
  }
  const json shapes = check_of(report, "E36");
  EXPECT_EQ(shapes.at("verdict"), "wrong");
  EXPECT_NE(shapes.at("computed").get<std::string>().find("(4, 128) and (4, 176)"), std::string::npos)
      << shapes;
}

/// A text file ends with one line feed.
void expect_one_end(const std::string& text) {
  EXPECT_TRUE(text.ends_with("}\n") && !text.ends_with("\n\n")) << text.substr(text.size() - 10);
}

void expect_timings(const json& report) {
  const std::string text = read_file("report/timings.json");
  expect_one_end(text);
  const json timings = json::parse(text);
  EXPECT_EQ(timings.at("schema"), "actviz.timings/1");
  ASSERT_FALSE(timings.at("functions").empty());
  for (const json& function : timings.at("functions")) EXPECT_GT(function.at("value").get<double>(), 0);
  for (const json& statement : timings.at("statements"))
    EXPECT_EQ(check_of(report, statement.at("id")).at("evidence").at("timings"), "timings.json");
}

/// The page asks for no other file and has everything.
void expect_page(const json& report) {
  const std::string page = read_file("report/index.html");
  for (const std::string loading : {"src=", "href=\"http", "url(http", "@import", "rel=\"stylesheet"})
    EXPECT_EQ(page.find(loading), std::string::npos) << loading;
  for (const json& note : report.at("notes"))
    for (const json& check : note.at("checks"))
      EXPECT_NE(page.find("id=\"" + check.at("id").get<std::string>() + "\""), std::string::npos)
          << check.at("id");
  for (const std::string kind : {"figures", "cards"})
    for (const json& picture : report.at(kind))
      EXPECT_NE(page.find("<figure id=\"" + picture.at("id").get<std::string>() + "\""), std::string::npos);
}

void expect_markdown(const json& report) {
  const std::string text = read_file("report/notes.md");
  for (const json& figure : report.at("figures"))
    EXPECT_NE(text.find("](figures/" + figure.at("id").get<std::string>() + ".svg)"), std::string::npos);
  EXPECT_NE(text.find("$ actviz softmax 9 6 3 1"), std::string::npos);
}

/// README links a page that was written earlier: it must say what is found today.
void expect_current_page_in_the_repository(const json& report) {
  if (std::getenv("ACTVIZ_UPDATE_GOLDEN") != nullptr)
    save(source_root() + "/tests/golden/notes/index.html", read_file("report/index.html"));
  const std::string page = source_file("tests/golden/notes/index.html");
  for (const json& note : report.at("notes"))
    for (const json& check : note.at("checks")) {
      const std::string article = "<article id=\"" + check.at("id").get<std::string>() + "\" class=\"" +
                                  check.at("verdict").get<std::string>() + "\">";
      EXPECT_NE(page.find(article), std::string::npos) << article;
    }
}

TEST(Notes, go_into_a_folder_as_page_markdown_json_and_pictures) {
  const Folder folder;
  const Outcome outcome = run({"notes", "-o", "report"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "report/index.html\n");
  expect_one_end(read_file("report/notes.json"));
  const json report = json::parse(read_file("report/notes.json"));
  EXPECT_EQ(report.at("schema"), "actviz.notes/1");
  expect_pictures(report.at("figures"), "FIG-", 30);
  expect_pictures(report.at("cards"), "FORM-", 16);
  expect_known_errors(report);
  expect_timings(report);
  expect_page(report);
  expect_markdown(report);
  expect_current_page_in_the_repository(report);
  for (const std::string id : {"FIG-10", "FIG-21", "FIG-24"})  // shown in README
    expect_golden("notes/" + id + ".png", read_file("report/figures/" + id + ".png"));
}

TEST(Notes, are_the_same_bytes_for_any_number_of_threads_but_for_the_timings) {
  const Folder folder;
  ASSERT_EQ(run({"notes", "S4", "-o", "one", "--threads", "1"}).code, 0);
  ASSERT_EQ(run({"notes", "S4", "-o", "four", "--threads", "4"}).code, 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator("one")) {
    if (!entry.is_regular_file() || entry.path().filename() == "timings.json") continue;
    const std::string path = entry.path().string();
    EXPECT_TRUE(read_file(path) == read_file("four" + path.substr(3))) << path;
    ++files;
  }
  EXPECT_GT(files, 30u);
}

TEST(Notes, leave_other_files_of_their_folder_alone) {
  const Folder folder;
  fs::create_directory("report");
  save("report/mine.txt", "mine");
  save("report/notes.md", "old");
  ASSERT_EQ(run({"notes", "E33", "-o", "report"}).code, 0);
  EXPECT_EQ(read_file("report/mine.txt"), "mine");
  EXPECT_NE(read_file("report/notes.md"), "old");
}

TEST(Notes, tell_how_many_statements_hold) {
  const Outcome outcome = run({"notes", "X", "--format", "json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out).at("notes").at(0).at("checks").size(), 14u);
  const Outcome overview = run({"notes"});
  for (const std::string id : {"S0", "S1", "S2", "S3", "S4", "X"})
    EXPECT_NE(overview.out.find("\n" + id + " "), std::string::npos) << id;
}

TEST(Notes, list_a_line_for_each_statement) {
  const Outcome outcome = run({"notes", "E", "--list", "--format", "csv"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 49);
}

TEST(Notes, show_one_error_with_the_command_that_shows_it) {
  const Outcome outcome = run({"notes", "e5"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("E5  L144  wrong\n")) << outcome.out;
  EXPECT_NE(outcome.out.find("\n  $ actviz compare gelu"), std::string::npos);
}

TEST(Notes, draw_one_figure) {
  const Folder folder;
  EXPECT_EQ(run({"notes", "fig-3"}).out, "FIG-03.png\n");
  EXPECT_EQ(run({"notes", "FIG-10", "-o", "gelu.svg", "--theme", "dark"}).out, "gelu.svg\n");
  EXPECT_EQ(folder.files(), (std::vector<std::string>{"FIG-03.png", "gelu.svg"}));
  EXPECT_NE(run({"notes", "FORM-5"}).out.find("\\Phi"), std::string::npos);
}

TEST(Notes, refuse_what_they_cannot_do) {
  expect_refused({{"notes", "E77"}, "unknown id \"E77\", expected a note, a statement, a figure or a card"});
  expect_refused({{"notes", "S1", "--title", "Mine"}, "--title has no effect unless one figure is drawn"});
  expect_refused({{"notes", "S1", "-o", "x.png"}, "a png shows one figure or card"});
  expect_refused(
      {{"notes", "E33", "-o", "none/there/"}, "cannot write \"none/there/\": No such file or directory"});
  expect_refused({{"notes", "E33", "-o", "report.docx"},
                  "-o: no format has the extension of \"report.docx\", expected one of json, md, html, png, "
                  "svg, pdf, txt"});
}

TEST(Notes, leave_nothing_where_they_cannot_write) {
  const Folder folder;
  save("file", "");
  EXPECT_EQ(run({"notes", "E33", "-o", "file/"}).code, 2);
  fs::create_directories("report/notes.md");  // no file can take the place of a folder
  EXPECT_EQ(run({"notes", "E33", "-o", "report"}).code, 2);
  EXPECT_EQ(std::distance(fs::recursive_directory_iterator("."), fs::recursive_directory_iterator()), 3);
}

}  // namespace
}  // namespace actviz::test
