#include "tests/support/operation_fixture.h"

// What UpdateItem makes of an item and which updates it refuses. Where no other source is named,
// the answers are those on which DynamoDB Local and dynalite agree.
namespace stator::testing {
namespace {

class UpdateExpressionTest : public OperationTest {
 protected:
  UpdateExpressionTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"s":{"S":"x"},"ss":{"SS":["a","b"]},)"
                R"("l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]},"m":{"M":{"x":{"N":"1"}}}})");
  }

  // What UPDATED_NEW shows after the update; `values` is an object or empty for none.
  Answer Update(std::string_view expression, std::string_view values = "",
                std::string_view return_values = "UPDATED_NEW") {
    std::string request = R"({"TableName":"hash","Key":{"p":{"S":"a"}},"ReturnValues":")";
    request += return_values;
    request += R"(","UpdateExpression":")";
    request += expression;
    request += '"';
    if (!values.empty()) (request += ",\"ExpressionAttributeValues\":") += values;
    return Call("UpdateItem", request + "}");
  }
};

const Answer& WrongOperandType() {
  static const Answer answer =
      Invalid("An operand in the update expression has an incorrect data type");
  return answer;
}

const Answer& InvalidPath() {
  static const Answer answer =
      Invalid("The document path provided in the update expression is invalid for update");
  return answer;
}

TEST_F(UpdateExpressionTest, Arithmetic_IsExact) {
  EXPECT_EQ(Update("SET n = n - :o", R"({":o":{"N":"10"}})"),
            Ok(R"({"Attributes":{"n":{"N":"-9"}}})"));
  EXPECT_EQ(Update("SET n = :a + :b", R"({":a":{"N":"0.1"},":b":{"N":"0.2"}})"),
            Ok(R"({"Attributes":{"n":{"N":"0.3"}}})"));
  EXPECT_EQ(Update("SET n = :a + :b",
                   R"({":a":{"N":"99999999999999999999999999999999999998"},":b":{"N":"1"}})"),
            Ok(R"({"Attributes":{"n":{"N":"99999999999999999999999999999999999999"}}})"));
}

TEST_F(UpdateExpressionTest, Operands_SeeTheOldItem) {
  EXPECT_EQ(Update("SET n = n + :o, s = n", R"({":o":{"N":"1"}})"),
            Ok(R"({"Attributes":{"n":{"N":"2"},"s":{"N":"1"}}})"));
}

TEST_F(UpdateExpressionTest, IfNotExists_TakesTheAttributeWhenItIsThere) {
  EXPECT_EQ(Update("SET n = if_not_exists(n, :o), z = if_not_exists(z, :o)", R"({":o":{"N":"7"}})"),
            Ok(R"({"Attributes":{"n":{"N":"1"},"z":{"N":"7"}}})"));
  EXPECT_EQ(Update("SET cnt = if_not_exists(cnt, :z) + :o", R"({":z":{"N":"0"},":o":{"N":"1"}})"),
            Ok(R"({"Attributes":{"cnt":{"N":"1"}}})"));
}

TEST_F(UpdateExpressionTest, ListAppend_JoinsInTheOrderGiven) {
  EXPECT_EQ(
      Update("SET x = list_append(l, :l), y = list_append(:l, l)", R"({":l":{"L":[{"N":"9"}]}})"),
      Ok(R"({"Attributes":{"x":{"L":[{"N":"1"},{"N":"2"},{"N":"3"},{"N":"9"}]},)"
         R"("y":{"L":[{"N":"9"},{"N":"1"},{"N":"2"},{"N":"3"}]}}})"));
  EXPECT_EQ(Update("SET n = list_append(n, :l)", R"({":l":{"L":[]}})"), WrongOperandType());
}

TEST_F(UpdateExpressionTest, SetBeyondTheEndOfAList_AppendsInIndexOrder) {
  EXPECT_EQ(Update("SET l[9] = :b, l[7] = :a", R"({":a":{"N":"8"},":b":{"N":"9"}})", "ALL_NEW"),
            Ok(R"({"Attributes":{"l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"},{"N":"8"},{"N":"9"}]},)"
               R"("m":{"M":{"x":{"N":"1"}}},"n":{"N":"1"},"p":{"S":"a"},"s":{"S":"x"},)"
               R"("ss":{"SS":["a","b"]}}})"));
}

TEST_F(UpdateExpressionTest, RemoveOfListElements_MovesTheOthersTogether) {
  Update("REMOVE l[0], l[2], l[8], m.x, zz");
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"),
            Ok(R"({"Item":{"l":{"L":[{"N":"2"}]},"m":{"M":{}},"n":{"N":"1"},"p":{"S":"a"},)"
               R"("s":{"S":"x"},"ss":{"SS":["a","b"]}}})"));
}

TEST_F(UpdateExpressionTest, Add_IncrementsNumbersAndUnitesSets) {
  EXPECT_EQ(Update("ADD ss :c, n :five, cnt :five, ns :ns",
                   R"({":c":{"SS":["c","a"]},":five":{"N":"5"},":ns":{"NS":["1"]}})"),
            Ok(R"({"Attributes":{"cnt":{"N":"5"},"n":{"N":"6"},"ns":{"NS":["1"]},)"
               R"("ss":{"SS":["a","b","c"]}}})"));
}

TEST_F(UpdateExpressionTest, Delete_TakesFromSetsAndRemovesAnEmptiedOne) {
  EXPECT_EQ(Update("DELETE ss :c", R"({":c":{"SS":["b","z"]}})"),
            Ok(R"({"Attributes":{"ss":{"SS":["a"]}}})"));
  EXPECT_EQ(Update("DELETE ss :c", R"({":c":{"SS":["a"]}})"), Ok("{}"));
  EXPECT_EQ(Update("REMOVE l, m, s, n", "", "ALL_NEW"), Ok(R"({"Attributes":{"p":{"S":"a"}}})"));
}

TEST_F(UpdateExpressionTest, AllFourSections_WorkTogether) {
  EXPECT_EQ(Update("DELETE ss :d ADD n :one SET z = :one REMOVE s",
                   R"({":d":{"SS":["a"]},":one":{"N":"1"}})", "ALL_NEW"),
            Ok(R"({"Attributes":{"l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]},)"
               R"("m":{"M":{"x":{"N":"1"}}},"n":{"N":"2"},"p":{"S":"a"},"ss":{"SS":["b"]},)"
               R"("z":{"N":"1"}}})"));
}

TEST_F(UpdateExpressionTest, KeyAttributes_CannotBeUpdated) {
  const Answer refused = Invalid(
      "One or more parameter values were invalid: Cannot update attribute p. This "
      "attribute is part of the key");
  EXPECT_EQ(Update("SET p = :c", R"({":c":{"S":"a"}})"), refused);
  EXPECT_EQ(Update("SET p.x = :c", R"({":c":{"S":"a"}})"), refused);
  EXPECT_EQ(Update("REMOVE p"), refused);
  EXPECT_EQ(Update("ADD p :c", R"({":c":{"N":"1"}})"), refused);
  EXPECT_EQ(Call("UpdateItem", R"({"TableName":"range","Key":{"p":{"S":"a"},"r":{"N":"1"}},
      "UpdateExpression":"SET #r = :c","ExpressionAttributeNames":{"#r":"r"},
      "ExpressionAttributeValues":{":c":{"N":"1"}}})"),
            Invalid("One or more parameter values were invalid: Cannot update attribute r. This "
                    "attribute is part of the key"));
}

// DynamoDB Local.
TEST_F(UpdateExpressionTest, OperandInAKeyAttribute_IsRefused) {
  EXPECT_EQ(Update("SET n = p.x"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
}

TEST_F(UpdateExpressionTest, KeyAttributes_CanBeOperands) {
  EXPECT_EQ(Update("SET s = p"), Ok(R"({"Attributes":{"s":{"S":"a"}}})"));
}

TEST_F(UpdateExpressionTest, WrongTypes_AreRefused) {
  EXPECT_EQ(Update("SET n = s + :o", R"({":o":{"N":"1"}})"), WrongOperandType());
  EXPECT_EQ(Update("ADD s :five", R"({":five":{"N":"5"}})"), WrongOperandType());
  EXPECT_EQ(Update("ADD n :c", R"({":c":{"SS":["c"]}})"), WrongOperandType());
  EXPECT_EQ(Update("ADD ss :c", R"({":c":{"NS":["1"]}})"), WrongOperandType());
  EXPECT_EQ(Update("DELETE n :c", R"({":c":{"SS":["c"]}})"), WrongOperandType());
}

TEST_F(UpdateExpressionTest, PathsThatLeadNowhere_AreRefused) {
  EXPECT_EQ(Update("SET zz.y = :o", R"({":o":{"N":"1"}})"), InvalidPath());
  EXPECT_EQ(Update("SET n.y = :o", R"({":o":{"N":"1"}})"), InvalidPath());
  EXPECT_EQ(Update("SET l[0].y = :o", R"({":o":{"N":"1"}})"), InvalidPath());
  EXPECT_EQ(Update("SET m[0] = :o", R"({":o":{"N":"1"}})"), InvalidPath());
  EXPECT_EQ(Update("SET n = zz"),
            Invalid("The provided expression refers to an attribute that does not exist in the "
                    "item"));
}

TEST_F(UpdateExpressionTest, OverlappingPaths_AreRefused) {
  const auto overlap = [](const std::string& one, const std::string& two) {
    return Invalid(
        "Invalid UpdateExpression: Two document paths overlap with each other; must "
        "remove or rewrite one of these paths; path one: [" +
        one + "], path two: [" + two + "]");
  };
  EXPECT_EQ(Update("SET n = :o, n = :o", R"({":o":{"N":"1"}})"), overlap("n", "n"));
  EXPECT_EQ(Update("SET m.x = :o, m = :o", R"({":o":{"N":"1"}})"), overlap("m, x", "m"));
  EXPECT_EQ(Update("ADD ss :c DELETE ss :c", R"({":c":{"SS":["c"]}})"), overlap("ss", "ss"));
}

TEST_F(UpdateExpressionTest, BadExpressions_AreRefused) {
  EXPECT_EQ(Update(""), Invalid("Invalid UpdateExpression: The expression can not be empty;"));
  // DynamoDB Local and dynoxide.
  EXPECT_EQ(Update("FOO"),
            Invalid("Invalid UpdateExpression: Syntax error; token: \"FOO\", near: \"FOO\""));
  EXPECT_EQ(Update("SET name = :o", R"({":o":{"N":"1"}})"),
            Invalid("Invalid UpdateExpression: Attribute name is a reserved keyword; reserved "
                    "keyword: name"));
  EXPECT_EQ(Update("SET n = :o"),
            Invalid("Invalid UpdateExpression: An expression attribute value used in expression is "
                    "not defined; attribute value: :o"));
  EXPECT_EQ(Update("REMOVE #a"),
            Invalid("Invalid UpdateExpression: An expression attribute name used in the document "
                    "path is not defined; attribute name: #a"));
  EXPECT_EQ(Update("SET l = :o", R"({":o":{"SS":[]}})"),
            Invalid("ExpressionAttributeValues contains invalid value: One or more parameter "
                    "values were invalid: An string set  may not be empty for key :o"));
}

// DynamoDB Local; of the sum dynoxide says the same.
TEST_F(UpdateExpressionTest, SumOutOfRange_IsRefused) {
  EXPECT_EQ(Update("SET n = :a + :a", R"({":a":{"N":"9e125"}})"),
            Invalid("Number overflow. Attempting to store a number with magnitude larger than "
                    "supported range"));
  EXPECT_EQ(Update("ADD n :a", R"({":a":{"N":"1e126"}})"),
            Invalid("ExpressionAttributeValues contains invalid value: Number overflow. Attempting "
                    "to store a number with magnitude larger than supported range for key :a"));
}

TEST_F(UpdateExpressionTest, UpdateThatFails_ChangesNothing) {
  Put("hash", R"({"p":{"S":"a"},"s":{"S":"x"}})");
  EXPECT_EQ(Update("SET z = :o ADD s :o", R"({":o":{"N":"1"}})"), WrongOperandType());
  EXPECT_EQ(Get("hash", R"({"p":{"S":"a"}})"), Ok(R"({"Item":{"p":{"S":"a"},"s":{"S":"x"}}})"));
}

// A value of 31 levels is the deepest that an attribute may have; a map below the top has room for
// one less (DynamoDB Local and dynoxide agree on the limit).
TEST_F(UpdateExpressionTest, NestingDepth_IsLimitedInUpdatesToo) {
  const auto nested = [](int levels) {
    std::string value = R"({"S":"x"})";
    for (int i = 0; i < levels; ++i) value = R"({"L":[)" + value + "]}";
    return R"({":v":)" + value + "}";
  };
  EXPECT_EQ(Update("SET d = :v", nested(31), "NONE"), Ok("{}"));
  EXPECT_EQ(Update("SET m.d = :v", nested(30), "NONE"), Ok("{}"));
  EXPECT_EQ(Update("SET m.d = :v", nested(31), "NONE").status, 400);
}

}  // namespace
}  // namespace stator::testing
