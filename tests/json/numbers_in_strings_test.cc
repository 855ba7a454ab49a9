#include "server/json/numbers_in_strings.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/json/request_validation.h"
#include "server/json/shape_ids.h"
#include "tests/json/parsed_json.h"

// DynamoDB Local 3.3 reads "5" for 5 and fails with a 500 on "x" and "5.5".
namespace stator::json {
namespace {

JsonValue Read(ParsedJson& json, ShapeId input) {
  EXPECT_TRUE(json.ok());
  return ReadNumbersInStrings(GetShape(input), json.value(), json.arena());
}

const JsonValue* At(const JsonValue& value, std::initializer_list<std::string_view> path) {
  const JsonValue* at = &value;
  for (const std::string_view name : path) {
    if (at->is_array()) at = &at->array()[0];
    at = at->Member(name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

TEST(ReadNumbersInStrings, StringsOfDigits_BecomeNumbersWhereverTheModelHasThem) {
  ParsedJson json(R"({"TableName":"123",
      "ProvisionedThroughput":{"ReadCapacityUnits":"5","WriteCapacityUnits":7},
      "GlobalSecondaryIndexes":[{"IndexName":"42",
          "ProvisionedThroughput":{"ReadCapacityUnits":"-1"}}]})");
  const JsonValue read = Read(json, shapes::kCreateTableInput);
  EXPECT_EQ(At(read, {"ProvisionedThroughput", "ReadCapacityUnits"})->Integer(), 5);
  EXPECT_EQ(At(read, {"ProvisionedThroughput", "WriteCapacityUnits"})->Integer(), 7);
  EXPECT_EQ(
      At(read, {"GlobalSecondaryIndexes", "ProvisionedThroughput", "ReadCapacityUnits"})->Integer(),
      -1);
  EXPECT_TRUE(At(read, {"TableName"})->is_string());
  EXPECT_TRUE(At(read, {"GlobalSecondaryIndexes", "IndexName"})->is_string());
}

TEST(ReadNumbersInStrings, WhatIsNoWholeNumber_StaysAsItIs) {
  for (const char* text : {"", "-", "x", "5.5", " 5", "5 ", "+5", "1e2", "1234567890123456789"}) {
    ParsedJson json(R"({"ProvisionedThroughput":{"ReadCapacityUnits":")" + std::string(text) +
                    R"("}})");
    const JsonValue read = Read(json, shapes::kCreateTableInput);
    const JsonValue* units = At(read, {"ProvisionedThroughput", "ReadCapacityUnits"});
    ASSERT_NE(units, nullptr) << text;
    EXPECT_TRUE(units->is_string()) << text;
    EXPECT_EQ(units->text(), text);
  }
}

TEST(ReadNumbersInStrings, WrongAndUnknownMembers_StayAsTheyAre) {
  for (const char* text :
       {"[]", "5", "null", R"({"ProvisionedThroughput":["5"],"Unknown":{"ReadCapacityUnits":"5"},
          "GlobalSecondaryIndexes":"5","KeySchema":[null,"5",[]]})"}) {
    ParsedJson json(text);
    const JsonValue read = Read(json, shapes::kCreateTableInput);
    EXPECT_EQ(ValidateRequest(GetShape(shapes::kCreateTableInput), read).error().message,
              ValidateRequest(GetShape(shapes::kCreateTableInput), json.value()).error().message);
    if (read.is_object()) {
      EXPECT_TRUE(At(read, {"Unknown", "ReadCapacityUnits"})->is_string());
    }
  }
}

TEST(ReadNumbersInStrings, ObjectsThatAreSearchedInOrder_StayInOrder) {
  std::string text = R"({"ProvisionedThroughput":{"ReadCapacityUnits":"5")";
  for (size_t i = 0; i < 2 * JsonValue::kSortedObjectSize; ++i) {
    text.append(R"(,"member)").append(std::to_string(i)).append(R"(":"1")");
  }
  ParsedJson json(text + "}}");
  const JsonValue read = Read(json, shapes::kCreateTableInput);
  EXPECT_EQ(At(read, {"ProvisionedThroughput", "ReadCapacityUnits"})->Integer(), 5);
  EXPECT_EQ(At(read, {"ProvisionedThroughput", "member31"})->text(), "1");
}

}  // namespace
}  // namespace stator::json
