#pragma once
// What a note's statements come to according to those who worked them out by other means.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "plots/notes/notes.hpp"

namespace actviz::notes {

/// A number of a finding, as mpmath or torch has it, and how far the check's may be from it.
struct ExpectedNumber {
  std::string_view id, name;
  double value, tolerance;
};

/// Every statement of a table comes to its verdict, and every statement of the note is in the table.
inline void expect_verdicts(std::span<const Statement> statements,
                            const std::vector<std::pair<std::string_view, Verdict>>& expected) {
  std::set<std::string_view> listed;
  for (const auto& [id, verdict] : expected) {
    EXPECT_TRUE(listed.insert(id).second) << id << " twice";
    const Statement* statement = find_statement(id);
    if (!statement) {
      ADD_FAILURE() << id << " is missing";
      continue;
    }
    const Finding finding = statement->check(statement->printed);
    EXPECT_EQ(name_of(finding.verdict), name_of(verdict))
        << id << ": " << statement->claim << "\n  " << finding.how << "\n  " << finding.computed;
  }
  for (const Statement& statement : statements)
    EXPECT_TRUE(listed.contains(statement.id)) << statement.id << " is not expected";
}

/// The numbers of findings; those of one statement stand together.
inline void expect_numbers(const std::vector<ExpectedNumber>& expected) {
  std::string_view checked;
  std::vector<Number> numbers;
  for (const ExpectedNumber& number : expected) {
    const Statement* statement = find_statement(number.id);
    ASSERT_TRUE(statement) << number.id;
    if (checked != number.id) numbers = statement->check(statement->printed).numbers;
    checked = number.id;
    const auto found =
        std::find_if(numbers.begin(), numbers.end(), [&](const Number& n) { return n.name == number.name; });
    if (found == numbers.end())
      ADD_FAILURE() << number.id << " has no number " << number.name;
    else
      EXPECT_NEAR(found->value, number.value, number.tolerance) << number.id << ", " << number.name;
  }
}

}  // namespace actviz::notes
