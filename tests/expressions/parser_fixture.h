#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/parser.h"
#include "tests/expressions/expression_text.h"

namespace stator::expressions {

// An expression and what is answered to it.
struct ParserCase {
  std::string_view text;
  std::string_view answer;
};

// Parses with a fixed set of placeholders: "#a", "#b" and "#name" for the names without "#",
// "#dotted" for "a.b", and values of all types. Parsers answer with the tree's text or the error's
// message.
//
// The expected messages of all parser tests were recorded from DynamoDB Local, whose expression
// parser is the service's own. Where the tests deviate from it they say so.
class ParserFixture : public ::testing::Test {
 protected:
  ParserFixture() {
    static constexpr std::string_view kSetElement[] = {"a"};
    static constexpr std::string_view kNumberElement[] = {"1"};
    const AttributeValue binary = AttributeValue::Binary({"\0\1", 2});
    values_ = {
        {":s", AttributeValue::String("x")},
        {":s2", AttributeValue::String("y")},
        {":t", AttributeValue::String("SS")},
        {":es", AttributeValue::String("")},
        {":n", AttributeValue::Number("1")},
        {":n2", AttributeValue::Number("2")},
        {":b", binary},
        {":bool", AttributeValue::Bool(true)},
        {":null", AttributeValue::Null()},
        {":m", AttributeValue::Map({})},
        {":l", AttributeValue::List({})},
        {":ss", AttributeValue::Set(AttributeType::kStringSet, kSetElement)},
        {":ns", AttributeValue::Set(AttributeType::kNumberSet, kNumberElement)},
        {":bs", AttributeValue::Set(AttributeType::kBinarySet, kSetElement)},
    };
  }

  Placeholders MakePlaceholders() {
    static constexpr Placeholders::Name kNames[] = {
        {"#a", "a"}, {"#b", "b"}, {"#name", "name"}, {"#dotted", "a.b"}};
    std::sort(values_.begin(), values_.end(),
              [](const Attribute& left, const Attribute& right) { return left.name < right.name; });
    return *Placeholders::Create(arena_, true, kNames, true, values_);
  }

  std::string Condition(std::string_view text) {
    Placeholders placeholders = MakePlaceholders();
    return Answer(ParseCondition(arena_, placeholders, "ConditionExpression", text));
  }
  std::string Update(std::string_view text) {
    Placeholders placeholders = MakePlaceholders();
    return Answer(ParseUpdate(arena_, placeholders, text));
  }
  std::string Projection(std::string_view text) {
    Placeholders placeholders = MakePlaceholders();
    return Answer(ParseProjection(arena_, placeholders, text));
  }

  template <typename T>
  static std::string Answer(const Result<const T*>& result) {
    if (result.ok()) return ToText(**result);
    EXPECT_EQ(result.error().code, ErrorCode::kValidation);
    return result.error().message;
  }

  // `count` copies of `part`, joined by `separator`.
  static std::string Repeat(std::string_view part, size_t count, std::string_view separator = "") {
    std::string text;
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) text += separator;
      text += part;
    }
    return text;
  }

  Arena arena_;
  std::vector<Attribute> values_;
};

}  // namespace stator::expressions
