#include <optional>
#include <string>
#include <string_view>

#include "tests/expressions/parser_fixture.h"

// Key conditions on secondary indexes. All answers were recorded from DynamoDB Local 3.3, apart
// from the names at the end of "missed key schema element", which it leaves out.
namespace stator::expressions {
namespace {

constexpr std::string_view kTypeMismatch =
    "One or more parameter values were invalid: Condition parameter type does not match schema "
    "type";
constexpr std::string_view kNotScalar =
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";

std::string EmptyValue(std::string_view place) {
  return "One or more parameter values are not valid. A value specified for a secondary index key "
         "is not supported. The AttributeValue for a key attribute cannot contain an empty string "
         "value. IndexName: " +
         std::string(place);
}

std::string HashMissing(std::string_view names) {
  return "HASH key attributes " + std::string(names) +
         " must have equality conditions specified in the query";
}

std::string RangeGap(std::string_view names, std::string_view last) {
  return "RANGE key attributes " + std::string(names) +
         " must have equality conditions specified in the query because a condition is present on "
         "key attribute " +
         std::string(last);
}

class IndexKeyCondition : public ParserFixture {
 protected:
  IndexKeyCondition() {
    schema_.partition_key = {"p", AttributeType::kString};
    schema_.sort_key = KeyAttribute{"r", AttributeType::kNumber};
    Add("local", {{"p", AttributeType::kString}}, {l_});
    Add("five", {h1_, h2_}, {r1_, r2_, r3_});
    Add("hashes", {h1_, h2_}, {});
    Add("ranges", {h1_}, {r1_, r2_});
    Add("plain", {h1_}, {r1_});
    Add("hash", {h1_}, {});
  }

  std::string Bind(std::string_view index, std::string_view text) {
    Placeholders placeholders = MakePlaceholders();
    const auto parsed = ParseCondition(arena_, placeholders, "KeyConditionExpression", text);
    EXPECT_TRUE(parsed.ok()) << text;
    const auto result = BindKeyCondition(arena_, **parsed, schema_, schema_.FindIndex(index));
    if (result.ok()) return ToText(*result);
    EXPECT_EQ(result.error().code, ErrorCode::kValidation);
    return result.error().message;
  }

  void SetValue(std::string_view placeholder, const AttributeValue& value) {
    for (Attribute& attribute : values_) {
      if (attribute.name == placeholder) attribute.value = value;
    }
  }

  TableSchema schema_;

 private:
  void Add(const std::string& name, std::vector<KeyAttribute> hash,
           std::vector<KeyAttribute> range) {
    IndexSchema index;
    index.name = name;
    index.keys = {std::move(hash), std::move(range)};
    schema_.indexes.push_back(std::move(index));
  }

  const KeyAttribute l_{"l", AttributeType::kNumber};
  const KeyAttribute h1_{"h1", AttributeType::kString};
  const KeyAttribute h2_{"h2", AttributeType::kNumber};
  const KeyAttribute r1_{"r1", AttributeType::kString};
  const KeyAttribute r2_{"r2", AttributeType::kNumber};
  const KeyAttribute r3_{"r3", AttributeType::kString};
};

TEST_F(IndexKeyCondition, AllHashAttributesAndLeadingRangeAttributes_Bind) {
  static constexpr ParserCase kCases[] = {
      {"h1 = :s AND h2 = :n", "= {S:x}, = {N:1}"},
      {"h2 = :n AND h1 = :s", "= {S:x}, = {N:1}"},
      {"h1 = :s AND h2 = :n AND r1 = :s2", "= {S:x}, = {N:1}, = {S:y}"},
      {"h1 = :s AND h2 = :n AND r1 > :s2", "= {S:x}, = {N:1}, > {S:y}"},
      {"h1 = :s AND h2 = :n AND r1 = :s2 AND r2 > :n2", "= {S:x}, = {N:1}, = {S:y}, > {N:2}"},
      {"r2 > :n2 AND h2 = :n AND r1 = :s2 AND h1 = :s", "= {S:x}, = {N:1}, = {S:y}, > {N:2}"},
      {"h1 = :s AND h2 = :n AND r1 = :s2 AND r2 BETWEEN :n AND :n2",
       "= {S:x}, = {N:1}, = {S:y}, between {N:1} {N:2}"},
      {"h1 = :s AND h2 = :n AND r1 = :s2 AND r2 = :n2 AND r3 = :s",
       "= {S:x}, = {N:1}, = {S:y}, = {N:2}, = {S:x}"},
      {"h1 = :s AND h2 = :n AND r1 = :s2 AND r2 = :n2 AND begins_with(r3, :s)",
       "= {S:x}, = {N:1}, = {S:y}, = {N:2}, begins_with {S:x}"},
  };
  for (const ParserCase& c : kCases) EXPECT_EQ(Bind("five", c.text), c.answer) << c.text;
  EXPECT_EQ(Bind("hashes", "h1 = :s AND h2 = :n"), "= {S:x}, = {N:1}");
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :s2 AND r2 <= :n"), "= {S:x}, = {S:y}, <= {N:1}");
}

// The last condition is apart from the equalities before it, whatever its comparator is.
TEST_F(IndexKeyCondition, EqualitiesBeforeTheLastCondition_AreApart) {
  Placeholders placeholders = MakePlaceholders();
  const auto parsed = ParseCondition(arena_, placeholders, "KeyConditionExpression",
                                     "h1 = :s AND h2 = :n AND r1 = :s2 AND r2 = :n2");
  const auto bound = BindKeyCondition(arena_, **parsed, schema_, schema_.FindIndex("five"));
  ASSERT_TRUE(bound.ok());
  EXPECT_EQ(bound->partition.size(), 2U);
  ASSERT_EQ(bound->sort_equal.size(), 1U);
  EXPECT_EQ(bound->sort_equal[0].bytes(), "y");
  ASSERT_TRUE(bound->sort.has_value());
  EXPECT_EQ(bound->sort->comparator, SortKeyCondition::Comparator::kEqual);
}

TEST_F(IndexKeyCondition, HashAttributeWithoutEquality_IsNamed) {
  EXPECT_EQ(Bind("five", "h1 = :s"), HashMissing("h2"));
  EXPECT_EQ(Bind("five", "h2 = :n"), HashMissing("h1"));
  EXPECT_EQ(Bind("five", "a = :s"), HashMissing("h1, h2"));
  EXPECT_EQ(Bind("five", "a = :s AND b = :s AND c = :s"), HashMissing("h1, h2"));
  EXPECT_EQ(Bind("five", "p = :s AND r = :n"), HashMissing("h1, h2"));
  EXPECT_EQ(Bind("five", "h1 = :s AND r1 = :s"), HashMissing("h2"));
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 > :n"), HashMissing("h2"));
  EXPECT_EQ(Bind("five", "begins_with(h1, :s) AND h2 = :n"), HashMissing("h1"));
  EXPECT_EQ(Bind("five", "h1 > :n AND h2 > :n"), HashMissing("h1, h2"));
  // Absent ones are named before those that have another comparator.
  EXPECT_EQ(Bind("five", "h1 > :s"), HashMissing("h2"));
  EXPECT_EQ(Bind("five", "h1 > :s AND h2 = :s"), HashMissing("h1"));
  EXPECT_EQ(Bind("hashes", "h1 = :s AND a = :s"), HashMissing("h2"));
  EXPECT_EQ(Bind("ranges", "h1 > :s AND r1 = :s"), HashMissing("h1"));
  EXPECT_EQ(Bind("ranges", "r1 = :s"), HashMissing("h1"));
}

TEST_F(IndexKeyCondition, GapBetweenRangeAttributes_IsNamed) {
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r2 = :n"), RangeGap("r1", "r2"));
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r3 = :s"), RangeGap("r1, r2", "r3"));
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 = :s AND r3 = :s"), RangeGap("r2", "r3"));
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 > :s AND r2 = :n"), RangeGap("r1", "r2"));
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 > :n AND r2 = :s"), RangeGap("r1", "r2"));
  EXPECT_EQ(Bind("five",
                 "h1 = :s AND h2 = :n AND r1 = :s AND r2 BETWEEN :n AND :n2 AND "
                 "r3 = :s"),
            RangeGap("r2", "r3"));
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r2 = :s AND a = :s"), RangeGap("r1", "r2"));
  // A gap is found before another comparator; the attribute after the gap is named.
  const std::string hashes = "h1 = :s AND h2 = :n AND ";
  EXPECT_EQ(Bind("five", hashes + "r3 = :s AND r2 = :n"), RangeGap("r1", "r2"));
  EXPECT_EQ(Bind("five", hashes + "r2 > :n AND r3 > :s"), RangeGap("r1", "r2"));
  EXPECT_EQ(Bind("five", hashes + "r1 > :s AND r3 = :s"), RangeGap("r2", "r3"));
  EXPECT_EQ(Bind("five", hashes + "r1 > :s AND r2 > :n AND r3 = :s"), RangeGap("r1, r2", "r3"));
  EXPECT_EQ(Bind("five", hashes + "r1 > :s AND r2 = :n AND r3 > :s"), RangeGap("r1", "r3"));
}

TEST_F(IndexKeyCondition, TypesAndEmptyValues_AreCheckedAttributeByAttribute) {
  EXPECT_EQ(Bind("five", "h1 = :n AND h2 = :n"), kTypeMismatch);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :s"), kTypeMismatch);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 = :n"), kTypeMismatch);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 = :s AND r2 = :s"), kTypeMismatch);
  EXPECT_EQ(Bind("ranges", "h1 = :n AND r2 = :n"), kTypeMismatch);
  EXPECT_EQ(Bind("ranges", "h1 = :n AND a = :s"), kTypeMismatch);
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :n AND a = :s"), kTypeMismatch);
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :n AND r2 = :es"), kTypeMismatch);
  EXPECT_EQ(Bind("five", "h1 = :es AND h2 = :n AND r1 = :es"), EmptyValue("five, IndexKey: h1"));
  EXPECT_EQ(Bind("ranges", "h1 = :es AND r1 = :n"), EmptyValue("ranges, IndexKey: h1"));
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :es AND r2 = :s"), EmptyValue("ranges, IndexKey: r1"));
  EXPECT_EQ(Bind("ranges", "h1 = :s AND a = :s AND r1 = :es"), EmptyValue("ranges, IndexKey: r1"));
}

TEST_F(IndexKeyCondition, ConditionsOnOtherAttributes_AreRefused) {
  constexpr std::string_view kTooMany = "Query key condition not supported";
  const std::string missed = "Query condition missed key schema element: ";
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 = :s AND r2 = :n AND r3 = :s AND a = :s"),
            kTooMany);
  EXPECT_EQ(Bind("hashes", "h1 = :s AND h2 = :n AND r1 = :s"), kTooMany);
  EXPECT_EQ(Bind("hashes", "h1 = :s AND h2 > :n AND a = :s"), kTooMany);
  EXPECT_EQ(Bind("hashes", "h1 = :s AND h2 = :n AND a = :s AND b = :s"), kTooMany);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND a = :s"), missed + "r1");
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND p = :s"), missed + "r1");
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 > :s AND a = :s"), missed + "r2");
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND r1 = :s AND r2 = :n AND a = :s"), missed + "r3");
  EXPECT_EQ(Bind("five", "h1 = :s AND h1 = :s AND h2 = :n"),
            "KeyConditionExpressions must only contain one condition per key");
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 <> :n"),
            "Invalid operator used in KeyConditionExpression: <>");
}

// Of several RANGE attributes only the last value is held to the limit on sort keys.
TEST_F(IndexKeyCondition, LastRangeValueOver1024Bytes_IsRefused) {
  const std::string long_value(1025, 'z');
  SetValue(":s2", AttributeValue::String(long_value));
  constexpr std::string_view kTooLong =
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
      "the size limit of 1024 bytes";
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :s2"), kTooLong);
  EXPECT_EQ(Bind("plain", "h1 = :s AND r1 = :s2"), kTooLong);
  EXPECT_EQ(Bind("ranges", "h1 = :s AND r1 = :s2 AND r2 = :n"),
            "= {S:x}, = {S:" + long_value + "}, = {N:1}");
  EXPECT_EQ(Bind("hashes", "h1 = :s2 AND h2 = :n"), "= {S:" + long_value + "}, = {N:1}");
}

// With one attribute of a kind the answers are those of a table.
TEST_F(IndexKeyCondition, IndexWithASimpleKey_AnswersAsATable) {
  const std::string missed = "Query condition missed key schema element: ";
  EXPECT_EQ(Bind("plain", "h1 = :s AND r1 >= :s2"), "= {S:x}, >= {S:y}");
  EXPECT_EQ(Bind("local", "p = :s AND l < :n"), "= {S:x}, < {N:1}");
  EXPECT_EQ(Bind("plain", "r1 = :s"), missed + "h1");
  EXPECT_EQ(Bind("plain", "h1 = :s AND r = :n"), missed + "r1");
  EXPECT_EQ(Bind("local", "p = :s AND r = :n"), missed + "l");
  EXPECT_EQ(Bind("plain", "h1 > :n"), kTypeMismatch);
  EXPECT_EQ(Bind("plain", "h1 > :s"), "Query key condition not supported");
  EXPECT_EQ(Bind("hash", "h1 = :s AND a = :s"), "Query key condition not supported");
  EXPECT_EQ(Bind("hash", "a = :s AND b = :s"), "Query key condition not supported");
  EXPECT_EQ(Bind("hash", "h1 = :s AND a = :s AND b = :s"),
            "Conditions can be of length 1 or 2 only");
  EXPECT_EQ(Bind("plain", "h1 = :s AND r1 = :s AND r = :n"),
            "Conditions can be of length 1 or 2 only");
  EXPECT_EQ(Bind("plain", "h1 = :es"), EmptyValue("plain, IndexKey: h1"));
  EXPECT_EQ(Bind("plain", "h1 = :s AND r1 > :es"), EmptyValue("plain, IndexKey: r1"));
  EXPECT_EQ(Bind("local", "p = :es"), EmptyValue("local, IndexKey: p"));
}

// The keys of the table are named first, then those of its indexes; whether the index is the one
// that is read does not matter.
TEST_F(IndexKeyCondition, PathsIntoKeysOfAnyIndex_AreFound) {
  const auto not_scalar = [](std::string_view key) {
    return std::string(kNotScalar) + std::string(key);
  };
  // Of key conditions the service answered this, whichever attribute it was.
  const std::string nested =
      "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested "
      "attributes";
  EXPECT_EQ(Bind("five", "h1.a = :s AND h2 = :n"), nested);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2[0] = :n"), nested);
  EXPECT_EQ(Bind("hash", "h1 = :s AND r3.a = :n"), nested);
  EXPECT_EQ(Bind("five", "h1 = :s AND h2 = :n AND p.a = :s"), nested);
  EXPECT_EQ(Bind("", "p = :s AND l.a = :n"), nested);
  Placeholders placeholders = MakePlaceholders();
  const auto projection = ParseProjection(arena_, placeholders, "a.b, r3[1], h1.c");
  EXPECT_EQ(CheckKeyPaths(schema_, **projection).error().message, not_scalar("IndexKey: h1"));
  const auto update = ParseUpdate(arena_, placeholders, "SET a = r2.x, b = if_not_exists(r.y, :n)");
  EXPECT_EQ(CheckKeyPaths(schema_, **update).error().message, not_scalar("Key: r"));
}

}  // namespace
}  // namespace stator::expressions
