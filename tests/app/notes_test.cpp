// actviz notes as a user types it.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/cli.hpp"

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

/// The whole report in a folder, written once.
class WrittenNotes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<Folder>();
    outcome_ = run({"notes", "-o", "report"});
    if (outcome_.code == 0) report_ = json::parse(read_file("report/notes.json"));
  }
  static void TearDownTestSuite() { folder_.reset(); }

  inline static std::unique_ptr<Folder> folder_;
  inline static Outcome outcome_;
  inline static json report_;
};

TEST_F(WrittenNotes, go_into_a_folder_and_name_the_page) {
  EXPECT_EQ(outcome_.code, 0) << outcome_.err;
  EXPECT_EQ(outcome_.out, "report/index.html\n");
  for (const std::string name : {"notes.json", "notes.md", "index.html", "timings.json"})
    EXPECT_TRUE(fs::exists("report/" + name)) << name;
}

TEST_F(WrittenNotes, have_every_figure_and_card_as_png_and_svg) {
  EXPECT_EQ(report_.at("schema"), "actviz.notes/1");
  const auto expect_all = [](const json& things, const std::string& prefix, std::size_t count) {
    ASSERT_EQ(things.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i + 1);
      EXPECT_EQ(things[i].at("id"), prefix + (prefix == "FIG-" && i < 9 ? "0" + number : number));
      ASSERT_EQ(things[i].at("files").size(), 2u);
      for (const json& file : things[i].at("files"))
        EXPECT_GT(fs::file_size("report/" + file.get<std::string>()), 1000u) << file;
    }
  };
  expect_all(report_.at("figures"), "FIG-", 30);
  expect_all(report_.at("cards"), "FORM-", 16);
}

TEST_F(WrittenNotes, say_of_the_known_errors_how_large_they_are) {
  const auto expect_number = [](const std::string& id, const std::string& name, double value,
                                double tolerance) {
    const json check = check_of(report_, id);
    EXPECT_EQ(check.at("verdict"), "wrong") << id;
    EXPECT_NEAR(number_of(check, name), value, tolerance) << id;
  };
  expect_number("E5", "greatest error", 4.0, 1e-4);
  for (const std::string id : {"E10", "E33", "E36"})
    EXPECT_EQ(check_of(report_, id).at("verdict"), "wrong") << id;
}

TEST_F(WrittenNotes, keep_figures_of_speed_in_a_file_of_their_own) {
  const json timings = json::parse(read_file("report/timings.json"));
  EXPECT_EQ(timings.at("schema"), "actviz.timings/1");
  ASSERT_FALSE(timings.at("functions").empty());
  for (const json& function : timings.at("functions")) EXPECT_GT(function.at("value").get<double>(), 0);
  for (const json& statement : timings.at("statements"))
    EXPECT_EQ(check_of(report_, statement.at("id")).at("evidence").at("timings"), "timings.json");
}

TEST_F(WrittenNotes, are_the_same_bytes_again_but_for_the_timings) {
  ASSERT_EQ(run({"notes", "-o", "again", "--threads", "1"}).code, 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator("report")) {
    if (!entry.is_regular_file() || entry.path().filename() == "timings.json") continue;
    const std::string path = entry.path().string(), again = "again" + path.substr(path.find('/'));
    EXPECT_TRUE(read_file(path) == read_file(again)) << path;
    ++files;
  }
  EXPECT_EQ(files, 3 + 2 * 46u);
}

TEST_F(WrittenNotes, leave_other_files_of_the_folder_alone) {
  save("report/mine.txt", "mine");
  save("report/notes.md", "old");
  ASSERT_EQ(run({"notes", "E5", "-o", "report"}).code, 0);
  EXPECT_EQ(read_file("report/mine.txt"), "mine");
  EXPECT_NE(read_file("report/notes.md"), "old");
}

TEST_F(WrittenNotes, are_one_page_that_asks_for_nothing_else) {
  const std::string page = read_file("report/index.html");
  for (const std::string loading : {"src=", "href=\"http", "url(http", "@import", "<link rel=\"stylesheet"})
    EXPECT_EQ(page.find(loading), std::string::npos) << loading;
  for (const json& note : report_.at("notes"))
    for (const json& check : note.at("checks")) {
      const std::string id = check.at("id");
      EXPECT_NE(page.find("id=\"" + id + "\""), std::string::npos) << id;
    }
}

TEST_F(WrittenNotes, show_pictures_and_output_in_the_markdown) {
  const std::string text = read_file("report/notes.md");
  for (const json& figure : report_.at("figures"))
    EXPECT_NE(text.find("](figures/" + figure.at("id").get<std::string>() + ".svg)"), std::string::npos);
  EXPECT_NE(text.find("$ actviz softmax 9 6 3 1"), std::string::npos);
}

TEST(Notes, tell_how_many_statements_hold) {
  const Outcome outcome = run({"notes", "--format", "json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out).at("notes").size(), 6u);
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
  const Folder folder;
  save("file", "");
  expect_refused({{"notes", "E77"}, "unknown id \"E77\", expected a note, a statement, a figure or a card"});
  expect_refused({{"notes", "S1", "-o", "x.png"}, "a png shows one figure or card"});
  expect_refused({{"notes", "E5", "-o", "file/"}, "cannot write into \"file/\": it is no folder"});
  expect_refused(
      {{"notes", "E5", "-o", "none/there/"}, "cannot write \"none/there/\": No such file or directory"});
  EXPECT_EQ(folder.files(), std::vector<std::string>{"file"});
}

TEST(Notes, leave_nothing_where_the_disk_is_full) {
  const Folder folder;
  // A file cannot take the place of a folder of its name: what was written before is gone again.
  fs::create_directories("report/notes.md");
  EXPECT_EQ(run({"notes", "E5", "-o", "report"}).code, 2);
  EXPECT_TRUE(fs::is_empty("report/notes.md"));
  EXPECT_EQ(std::distance(fs::directory_iterator("report"), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace actviz::test
