#pragma once
// What a note's statements come to according to those who worked them out by other means.
#include <gtest/gtest.h>

#include <cmath>
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

inline void expect_numbers(const std::vector<ExpectedNumber>& expected) {
  for (const ExpectedNumber& number : expected) {
    const Statement* statement = find_statement(number.id);
    ASSERT_TRUE(statement) << number.id;
    bool is_found = false;
    for (const Number& found : statement->check(statement->printed).numbers)
      if (found.name == number.name) {
        is_found = true;
        EXPECT_NEAR(found.value, number.value, number.tolerance) << number.id << ", " << number.name;
      }
    EXPECT_TRUE(is_found) << number.id << " has no number " << number.name;
  }
}

}  // namespace actviz::notes
