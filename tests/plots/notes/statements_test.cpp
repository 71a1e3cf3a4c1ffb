// What is asked of every statement of the notes, whatever it says.
#include <gtest/gtest.h>

#include <cctype>
#include <set>

#include "lib/base/text.hpp"
#include "plots/notes/notes.hpp"

namespace actviz::notes {

void PrintTo(Verdict verdict, std::ostream* out) { *out << name_of(verdict); }

namespace {

void for_each(const std::function<void(const Statement&)>& look) {
  for (const Note& note : notes())
    for (const Statement& statement : note.statements) {
      SCOPED_TRACE(statement.id);
      look(statement);
    }
}

/// How many of each kind the inventory of the notes has.
const std::vector<std::pair<std::string, int>> inventory = {
    {"S0-A", 11}, {"S0-F", 8},  {"S0-N", 6},  {"S0-P", 34}, {"S0-Q", 1},  {"S1-A", 20},
    {"S1-F", 10}, {"S1-N", 9},  {"S1-P", 36}, {"S1-Q", 12}, {"S1-T", 10}, {"S2-A", 17},
    {"S2-F", 23}, {"S2-N", 14}, {"S2-C", 5},  {"S2-P", 67}, {"S2-Q", 1},  {"S3-A", 10},
    {"S3-N", 5},  {"S3-P", 26}, {"S3-Q", 2},  {"S4-A", 17}, {"S4-F", 8},  {"S4-N", 15},
    {"S4-C", 3},  {"S4-P", 59}, {"S4-Q", 2},  {"E", 48},    {"X", 14},
};

TEST(Statements, account_for_the_whole_inventory) {
  std::set<std::string, std::less<>> expected, found;
  for (const auto& [kind, count] : inventory)
    for (int i = 1; i <= count; ++i) expected.insert(kind + std::to_string(i));
  for_each([&](const Statement& s) { EXPECT_TRUE(found.insert(std::string(s.id)).second) << "twice"; });
  for (const std::string& id : expected) EXPECT_TRUE(found.contains(id)) << id << " is missing";
  for (const std::string& id : found) EXPECT_TRUE(expected.contains(id)) << id << " is not in the inventory";
}

TEST(Statements, are_complete) {
  for_each([](const Statement& s) {
    EXPECT_TRUE(s.place.starts_with("L")) << s.place;
    EXPECT_FALSE(s.claim.empty());
    const Finding finding = s.check(s.printed);
    EXPECT_FALSE(finding.how.empty());
    EXPECT_FALSE(finding.computed.empty());
    const bool is_faulty = finding.verdict == Verdict::wrong || finding.verdict == Verdict::imprecise;
    EXPECT_EQ(!s.correct.empty(), is_faulty)
        << "the right statement stands beside a faulty one, and only there";
    EXPECT_FALSE(!s.corrected.empty() && s.printed.empty());
  });
}

TEST(Statements, name_figures_that_there_are) {
  for_each([](const Statement& s) {
    if (s.figures.empty()) return;
    for (const std::string_view id : split(s.figures, ' '))
      EXPECT_TRUE(find_illustration(id) || find_card(id)) << id;
  });
}

/// Another datum in place of a printed one: a formula of x moved by 1, or the last digit by 3.
std::string spoiled(std::string_view printed) {
  std::string text(printed);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto is_letter = [&](std::size_t at) {
      return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]));
    };
    if (text[i] == 'x' && !is_letter(i + 1) && (i == 0 || !is_letter(i - 1))) {
      const std::size_t parameters = text.find(':');
      const std::string formula = text.substr(0, parameters);
      return "(" + formula + ")+1" + (parameters == std::string::npos ? "" : text.substr(parameters));
    }
  }
  for (std::size_t i = text.size(); i-- > 0;)
    if (std::isdigit(static_cast<unsigned char>(text[i]))) {
      text[i] = static_cast<char>('0' + (text[i] - '0' + 3) % 10);
      return text;
    }
  return text + "?";
}

TEST(Statements, get_another_verdict_for_another_datum) {
  for_each([](const Statement& s) {
    if (s.printed.empty()) return;
    const Verdict verdict = s.check(s.printed).verdict;
    if (verdict == Verdict::holds)
      EXPECT_NE(s.check(spoiled(s.printed)).verdict, Verdict::holds) << spoiled(s.printed);
    else if (verdict == Verdict::wrong || verdict == Verdict::imprecise) {
      ASSERT_FALSE(s.corrected.empty()) << "what is printed wrongly has what should be";
      EXPECT_EQ(s.check(s.corrected).verdict, Verdict::holds) << s.corrected;
    } else
      ADD_FAILURE() << "a datum that nothing is computed of";
  });
}

}  // namespace
}  // namespace actviz::notes
