#include <optional>

#include "model/limits.h"
#include "tests/expressions/parser_fixture.h"

namespace stator::expressions {
namespace {

class KeyConditionParser : public ParserFixture {
 protected:
  std::string KeyCondition(std::string_view text, const TableSchema& schema) {
    Placeholders placeholders = MakePlaceholders();
    const auto parsed = ParseCondition(arena_, placeholders, "KeyConditionExpression", text);
    const auto result = parsed.ok() ? BindKeyCondition(arena_, **parsed, schema, nullptr)
                                    : Result<stator::KeyCondition>(parsed.error());
    if (result.ok()) return ToText(*result);
    EXPECT_EQ(result.error().code, ErrorCode::kValidation);
    return result.error().message;
  }

  // With the partition key "pk" (S) and a sort key "sk" of this type.
  static TableSchema SchemaWith(std::optional<AttributeType> sort_key_type) {
    TableSchema schema;
    schema.partition_key = {"pk", AttributeType::kString};
    if (sort_key_type.has_value()) schema.sort_key = KeyAttribute{"sk", *sort_key_type};
    return schema;
  }

  void SetValue(std::string_view placeholder, const AttributeValue& value) {
    for (Attribute& attribute : values_) {
      if (attribute.name == placeholder) attribute.value = value;
    }
  }

  const TableSchema partition_only_ = SchemaWith(std::nullopt);
  const TableSchema number_keys_ = SchemaWith(AttributeType::kNumber);
  const TableSchema string_keys_ = SchemaWith(AttributeType::kString);
  const TableSchema binary_keys_ = SchemaWith(AttributeType::kBinary);
};

TEST_F(KeyConditionParser, PartitionKeyAlone_Matches) {
  EXPECT_EQ(KeyCondition("pk = :s", number_keys_), "= {S:x}");
  EXPECT_EQ(KeyCondition(":s = pk", partition_only_), "= {S:x}");
  EXPECT_EQ(KeyCondition("(pk = :s)", number_keys_), "= {S:x}");
}

TEST_F(KeyConditionParser, EveryComparatorOfTheSortKey_IsRead) {
  static constexpr ParserCase kCases[] = {
      {"pk = :s AND sk = :n", "= {S:x}, = {N:1}"},
      {"sk = :n AND pk = :s", "= {S:x}, = {N:1}"},
      {"pk = :s AND sk < :n", "= {S:x}, < {N:1}"},
      {"pk = :s AND sk <= :n", "= {S:x}, <= {N:1}"},
      {"pk = :s AND sk > :n", "= {S:x}, > {N:1}"},
      {"pk = :s AND sk >= :n", "= {S:x}, >= {N:1}"},
      {"(pk = :s) AND (sk BETWEEN :n AND :n2)", "= {S:x}, between {N:1} {N:2}"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(KeyCondition(c.text, number_keys_), c.answer);
  EXPECT_EQ(KeyCondition("pk = :s AND begins_with(sk, :s2)", string_keys_),
            "= {S:x}, begins_with {S:y}");
  EXPECT_EQ(KeyCondition("pk = :s AND begins_with(sk, :b)", binary_keys_),
            "= {S:x}, begins_with {B}");
}

TEST_F(KeyConditionParser, ValueOnTheLeft_ReversesTheComparator) {
  EXPECT_EQ(KeyCondition("pk = :s AND :n < sk", number_keys_), "= {S:x}, > {N:1}");
  EXPECT_EQ(KeyCondition("pk = :s AND :n <= sk", number_keys_), "= {S:x}, >= {N:1}");
  EXPECT_EQ(KeyCondition("pk = :s AND :n > sk", number_keys_), "= {S:x}, < {N:1}");
  EXPECT_EQ(KeyCondition("pk = :s AND :n >= sk", number_keys_), "= {S:x}, <= {N:1}");
  EXPECT_EQ(KeyCondition("pk = :s AND :n = sk", number_keys_), "= {S:x}, = {N:1}");
}

TEST_F(KeyConditionParser, ErrorsOfTheExpression_ComeFirst) {
  static constexpr ParserCase kCases[] = {
      {"pk", "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"pk\""},
      {"pk = :s AND",
       "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"AND\""},
      {"pk = :undef",
       "Invalid KeyConditionExpression: An expression attribute value used in expression is not "
       "defined; attribute value: :undef"},
      {"#u = :s",
       "Invalid KeyConditionExpression: An expression attribute name used in the document path is "
       "not defined; attribute name: #u"},
      {"name = :s",
       "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: "
       "name"},
      {"foo(pk)", "Invalid KeyConditionExpression: Invalid function name; function: foo"},
      {"((pk = :s)) AND sk = :n",
       "Invalid KeyConditionExpression: The expression has redundant parentheses;"},
      {"pk = pk",
       "Invalid KeyConditionExpression: The first operand must be distinct from the remaining "
       "operands for this operator or function; operator: =, first operand: [pk]"},
      {"pk > :l",
       "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator "
       "or function: >, operand type: L"},
      {"pk = :s AND begins_with(sk, :n)",
       "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator "
       "or function: begins_with, operand type: N"},
      {"pk = :s AND sk BETWEEN :n2 AND :n",
       "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater "
       "than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound "
       "operand: AttributeValue: {N:1}"},
      {"pk = :s AND sk BETWEEN :n AND :s",
       "Invalid KeyConditionExpression: The BETWEEN operator requires same data type for lower and "
       "upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: "
       "AttributeValue: {S:x}"},
  };
  for (const ParserCase& c : kCases)
    EXPECT_EQ(KeyCondition(c.text, number_keys_), c.answer) << c.text;
}

TEST_F(KeyConditionParser, OtherThanConditionsOnAttributes_IsRefused) {
  static constexpr ParserCase kCases[] = {
      {"pk = :s OR sk = :n", "Invalid operator used in KeyConditionExpression: OR"},
      {"NOT pk = :s", "Invalid operator used in KeyConditionExpression: NOT"},
      {"pk = :s AND sk <> :n", "Invalid operator used in KeyConditionExpression: <>"},
      {"pk = :s AND sk IN (:n)", "Invalid operator used in KeyConditionExpression: IN"},
      {"pk = :s AND contains(sk, :n)", "Invalid operator used in KeyConditionExpression: contains"},
      {"attribute_exists(pk)", "Invalid operator used in KeyConditionExpression: attribute_exists"},
      {"attribute_not_exists(pk) AND pk = :s",
       "Invalid operator used in KeyConditionExpression: attribute_not_exists"},
      {"attribute_type(sk, :t) AND pk = :s",
       "Invalid operator used in KeyConditionExpression: attribute_type"},
      {"pk = sk OR pk = :s", "Invalid operator used in KeyConditionExpression: OR"},
      {"(pk = :s OR sk = :s) AND pk = sk", "Invalid operator used in KeyConditionExpression: OR"},
      {"pk = sk AND (pk = :s OR sk = :s)",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"size(pk) = :n", "KeyConditionExpressions cannot contain nested operations"},
      {"pk = size(sk)", "KeyConditionExpressions cannot contain nested operations"},
      {"pk = :s AND sk BETWEEN size(a) AND :s",
       "KeyConditionExpressions cannot contain nested operations"},
      {"pk = sk",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"pk = :s AND sk = a",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"pk = :s AND sk BETWEEN a AND :n",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"pk = :s AND begins_with(sk, a)",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {":s = :s", "Invalid condition in KeyConditionExpression: No key attribute specified"},
      {"pk = :s AND :n BETWEEN sk AND :n2",
       "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute "
       "as its first operand"},
      {"pk = :s AND begins_with(:s, sk)",
       "Invalid condition in KeyConditionExpression: begins_with operator must have the key "
       "attribute as its first operand"},
      {"pk = :s AND :s BETWEEN size(sk) AND a",
       "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute "
       "as its first operand"},
      {"pk = :s AND a.b = :n",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"a.b = a",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"a = a.b",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"pk.a = :s",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"pk[0] = :s",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"pk = :s AND sk.a = :n",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"sk.a = :n AND pk.a = :s",
       "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
       "attributes"},
      {"NOT sk.b = :s", "Invalid operator used in KeyConditionExpression: NOT"},
      {"contains(pk.a, :s)", "Invalid operator used in KeyConditionExpression: contains"},
      {"pk = :s AND pk = :s", "KeyConditionExpressions must only contain one condition per key"},
      {"pk = :s AND sk > :n AND sk < :n2",
       "KeyConditionExpressions must only contain one condition per key"},
      {"pk = :s AND pk = :s AND a <> :s",
       "KeyConditionExpressions must only contain one condition per key"},
      {"pk = :s AND a = :s AND pk = :s",
       "KeyConditionExpressions must only contain one condition per key"},
      {"pk = :s AND sk = :n AND a = :n", "Conditions can be of length 1 or 2 only"},
      {"pk = :s AND (sk = :s AND a = :s)", "Conditions can be of length 1 or 2 only"},
  };
  for (const ParserCase& c : kCases)
    EXPECT_EQ(KeyCondition(c.text, number_keys_), c.answer) << c.text;
}

TEST_F(KeyConditionParser, PartitionKey_IsCheckedBeforeSortKey) {
  static constexpr ParserCase kCases[] = {
      {"pk > :s", "Query key condition not supported"},
      {"begins_with(pk, :s)", "Query key condition not supported"},
      {"pk BETWEEN :s AND :s2", "Query key condition not supported"},
      {"pk > :s AND sk = :n", "Query key condition not supported"},
      {"pk = :n",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :ss",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk > :n",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :n AND a = :s",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :s AND sk = :s",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :s AND sk = :l",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :s AND begins_with(sk, :s)",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"pk = :es",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: pk"},
      {"pk = :es AND sk = :s",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: pk"},
      {"pk = :n AND sk = :es",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
  };
  for (const ParserCase& c : kCases)
    EXPECT_EQ(KeyCondition(c.text, number_keys_), c.answer) << c.text;
}

TEST_F(KeyConditionParser, PartitionKeyOnly_TakesOneCondition) {
  static constexpr ParserCase kCases[] = {
      {"pk = :s AND a = :n", "Query key condition not supported"},
      {"pk = :n AND a = :n", "Query key condition not supported"},
      {"pk > :s", "Query key condition not supported"},
  };
  for (const ParserCase& c : kCases)
    EXPECT_EQ(KeyCondition(c.text, partition_only_), c.answer) << c.text;
}

TEST_F(KeyConditionParser, EmptySortKeyValue_IsRefused) {
  static constexpr ParserCase kCases[] = {
      {"pk = :s AND sk = :es",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: sk"},
      {"pk = :s AND sk > :es",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: sk"},
      {"pk = :s AND sk BETWEEN :es AND :s",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: sk"},
      {"pk = :s AND begins_with(sk, :es)",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
       "contain an empty string value. Key: sk"},
      {"pk = :s AND begins_with(sk, :b)",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
  };
  for (const ParserCase& c : kCases)
    EXPECT_EQ(KeyCondition(c.text, string_keys_), c.answer) << c.text;
}

// DynamoDB Local leaves out the key's name; answers of the service that users report have it.
TEST_F(KeyConditionParser, MissingKey_IsNamed) {
  constexpr std::string_view kPartition = "Query condition missed key schema element: pk";
  constexpr std::string_view kSort = "Query condition missed key schema element: sk";
  EXPECT_EQ(KeyCondition("sk = :n", number_keys_), kPartition);
  EXPECT_EQ(KeyCondition("sk > :n AND a = :n", number_keys_), kPartition);
  EXPECT_EQ(KeyCondition("a = :s", partition_only_), kPartition);
  EXPECT_EQ(KeyCondition("pk = :s AND a = :n", number_keys_), kSort);
}

TEST_F(KeyConditionParser, EmptyBinary_IsNamedBinary) {
  SetValue(":b", AttributeValue::Binary(""));
  EXPECT_EQ(KeyCondition("pk = :s AND sk = :b", binary_keys_),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty binary value. Key: sk");
}

TEST_F(KeyConditionParser, SortKeyValueOver1024Bytes_IsRefused) {
  const std::string longest(limits::kMaxSortKeyBytes, 'x');
  SetValue(":s2", AttributeValue::String(longest));
  EXPECT_EQ(KeyCondition("pk = :s AND sk = :s2", string_keys_), "= {S:x}, = {S:" + longest + "}");
  const std::string too_long = longest + "x";
  SetValue(":s2", AttributeValue::String(too_long));
  constexpr std::string_view kTooLong =
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
      "the size limit of 1024 bytes";
  EXPECT_EQ(KeyCondition("pk = :s AND sk = :s2", string_keys_), kTooLong);
  EXPECT_EQ(KeyCondition("pk = :s AND sk BETWEEN :s AND :s2", string_keys_), kTooLong);
  EXPECT_EQ(KeyCondition("pk = :s AND begins_with(sk, :s2)", string_keys_), kTooLong);
  EXPECT_EQ(KeyCondition("pk = :s AND sk = :s2", number_keys_), kTooLong);
}

TEST_F(KeyConditionParser, ManyConditions_AreTooMany) {
  std::string text = "pk = :s";
  for (int i = 0; i < 149; ++i) text += " AND a" + std::to_string(i) + " = :n";
  EXPECT_EQ(KeyCondition(text, number_keys_), "Conditions can be of length 1 or 2 only");
}

// The check is the same for all expressions that run against a table.
TEST_F(KeyConditionParser, PathsIntoKeys_AreFoundInAllExpressions) {
  Placeholders placeholders = MakePlaceholders();
  const auto condition = [&](std::string_view text) {
    return CheckKeyPaths(number_keys_,
                         **ParseCondition(arena_, placeholders, "FilterExpression", text));
  };
  const auto update = [&](std::string_view text) {
    return CheckKeyPaths(number_keys_, **ParseUpdate(arena_, placeholders, text));
  };
  const auto projection = [&](std::string_view text) {
    return CheckKeyPaths(number_keys_, **ParseProjection(arena_, placeholders, text));
  };
  const std::string message =
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
      "Key: ";
  EXPECT_TRUE(condition("pk = :s AND sk < a.pk").ok());
  EXPECT_TRUE(update("SET a.pk = pk, b = if_not_exists(sk, :n)").ok());
  EXPECT_TRUE(projection("pk, sk, a[0]").ok());
  EXPECT_EQ(condition("sk.a = :s OR NOT contains(:l, pk[0])").error().message, message + "pk");
  EXPECT_EQ(condition("size(sk.a) < :n").error().message, message + "sk");
  EXPECT_EQ(update("SET a = b + if_not_exists(c, pk.d)").error().message, message + "pk");
  EXPECT_EQ(update("SET a = list_append(sk[0], :l)").error().message, message + "sk");
  EXPECT_EQ(update("REMOVE a, sk[1]").error().message, message + "sk");
  EXPECT_EQ(update("ADD pk.a :n").error().message, message + "pk");
  EXPECT_EQ(update("DELETE pk.a :ss").error().message, message + "pk");
  EXPECT_EQ(projection("a, sk.b, pk[0]").error().message, message + "pk");
}

}  // namespace
}  // namespace stator::expressions
