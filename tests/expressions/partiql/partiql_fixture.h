#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "expressions/partiql/planner.h"
#include "expressions/partiql/statement.h"
#include "tests/expressions/expression_text.h"

// Where tests of PartiQL name no other source, their messages were recorded from DynamoDB Local,
// whose PartiQL is mostly the service's own.
namespace stator::expressions::partiql {

// A statement and what is expected of it.
struct StatementCase {
  std::string_view statement;
  std::string_view answer;
};

// Parses statements with as many of the parameters 'x', 7 and ['y'] as they have question marks.
class PartiqlFixture : public ::testing::Test {
 protected:
  Result<const Statement*> Parse(std::string_view text) {
    static constexpr std::array<std::string_view, 1> kElements{"y"};
    const std::array<AttributeValue, 3> parameters{
        AttributeValue::String("x"), AttributeValue::Number("7"),
        AttributeValue::Set(AttributeType::kStringSet, kElements)};
    size_t count = 0;
    for (const char c : text) count += c == '?' ? 1 : 0;
    const std::span<AttributeValue> given =
        arena_.CopyArray(std::span<const AttributeValue>(parameters).first(count));
    return ParseStatement(arena_, text, given);
  }

  // The condition of "SELECT * FROM tab WHERE ...", or the error's message.
  std::string Where(std::string_view condition) {
    const std::string text = "SELECT * FROM tab WHERE " + std::string(condition);
    const Result<const Statement*> statement = Parse(arena_.CopyString(text));
    return statement.ok() ? ToText(*(*statement)->where) : statement.error().message;
  }

  // The error's message; empty: none.
  std::string ErrorOf(std::string_view text) {
    const Result<const Statement*> statement = Parse(text);
    if (statement.ok()) return "";
    EXPECT_EQ(statement.error().code, ErrorCode::kValidation);
    return statement.error().message;
  }

  Arena arena_;
};

}  // namespace stator::expressions::partiql
