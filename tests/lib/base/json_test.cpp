#include "lib/base/json.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace actviz {
namespace {

TEST(Json, nests_objects_and_arrays) {
  Json json;
  json.begin_object().field("a", 1).key("b").begin_array().value(true).value("x").null().end_array();
  json.key("c").begin_object().end_object().key("d").numbers(std::vector{1.5, 2.0}).end_object();
  EXPECT_EQ(json.text(),
            "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    \"x\",\n    null\n  ],\n  \"c\": {},\n  \"d\": [1.5, "
            "2]\n}\n");
}

TEST(Json, what_is_not_there_is_null) {
  Json json;
  json.begin_object().field("a", std::optional<int>()).field("b", std::optional(1));
  json.text_or_null("c", "").text_or_null("d", "x").end_object();
  EXPECT_EQ(json.text(), "{\n  \"a\": null,\n  \"b\": 1,\n  \"c\": null,\n  \"d\": \"x\"\n}\n");
}

TEST(Json, numbers_are_the_shortest_that_read_back) {
  Json json;
  json.begin_array().value(0.1).value(1e300).value(-0.0).value(1.0 / 3).end_array();
  EXPECT_EQ(json.text(), "[\n  0.1,\n  1e+300,\n  -0,\n  0.3333333333333333\n]\n");
}

TEST(Json, non_finite_numbers_are_text) {
  Json json;
  json.begin_array().value(std::nan("")).value(INFINITY).value(-INFINITY).end_array();
  EXPECT_EQ(json.text(), "[\n  \"NaN\",\n  \"Infinity\",\n  \"-Infinity\"\n]\n");
}

TEST(Json, text_is_escaped) {
  Json json;
  json.begin_array()
      .value(
          "\"\\\n\x01"
          "\xff")
      .end_array();
  EXPECT_EQ(json.text(), "[\n  \"\\\"\\\\\\n\\\\x01\\\\xff\"\n]\n");
}

}  // namespace
}  // namespace actviz
