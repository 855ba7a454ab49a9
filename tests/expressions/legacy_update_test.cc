#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/evaluate.h"
#include "expressions/legacy.h"
#include "tests/support/literal.h"

// DynamoDB Local, dynalite and dynoxide agree on all answers, apart from how the first calls types
// in errors.
namespace stator::expressions {
namespace {

using testing::Item;
using testing::Text;
using testing::Value;

constexpr std::string_view kTypeMismatch = "Type mismatch for attribute to update";

class LegacyUpdateTest : public ::testing::Test {
 protected:
  // What the action makes of the item's attribute x, or the error's message. An empty `value`:
  // none.
  std::string Updated(std::string_view item, AttributeAction action, std::string_view value) {
    AttributeUpdatesTranslator translator(arena_);
    std::optional<AttributeValue> given;
    if (!value.empty()) given = Value(arena_, value);
    const Result<void> added = translator.Add("x", action, given);
    if (!added.ok()) return added.error().message;
    const Result<AttributeMap> updated = Apply(arena_, *translator.Finish(), Item(arena_, item));
    return updated.ok() ? Text(*updated) : updated.error().message;
  }
  std::string Put(std::string_view item, std::string_view value) {
    return Updated(item, AttributeAction::kPut, value);
  }
  std::string Add(std::string_view item, std::string_view value) {
    return Updated(item, AttributeAction::kAdd, value);
  }
  std::string Delete(std::string_view item, std::string_view value) {
    return Updated(item, AttributeAction::kDelete, value);
  }

  // The names that are left, or the error's message.
  std::string Projected(const std::vector<std::string_view>& names, std::string_view item) {
    const auto projection = TranslateAttributesToGet(arena_, names);
    if (!projection.ok()) return projection.error().message;
    return Text(Project(arena_, **projection, Item(arena_, item)));
  }

  Arena arena_;
};

TEST_F(LegacyUpdateTest, Put_ReplacesWhateverIsThere) {
  EXPECT_EQ(Put("{}", "{a: 1}"), "{x: {a: 1}}");
  EXPECT_EQ(Put("{a: 1, x: <'s'>}", "''"), "{a: 1, x: ''}");
}

TEST_F(LegacyUpdateTest, ValueIsMissing_OnlyDeleteIsAllowed) {
  const std::string refused =
      "One or more parameter values were invalid: Only DELETE action is allowed when no attribute "
      "value is specified";
  EXPECT_EQ(Put("{}", ""), refused);
  EXPECT_EQ(Add("{}", ""), refused);
  EXPECT_EQ(Delete("{x: 1, y: 2}", ""), "{y: 2}");
  EXPECT_EQ(Delete("{y: 2}", ""), "{y: 2}");
}

TEST_F(LegacyUpdateTest, Add_TakesNumbersSetsAndLists) {
  const auto refused = [](const std::string& type) {
    return "One or more parameter values were invalid: ADD action is not supported for the type " +
           type;
  };
  EXPECT_EQ(Add("{}", "'a'"), refused("S"));
  EXPECT_EQ(Add("{}", "b'a'"), refused("B"));
  EXPECT_EQ(Add("{}", "true"), refused("BOOL"));
  EXPECT_EQ(Add("{}", "null"), refused("NULL"));
  EXPECT_EQ(Add("{}", "{}"), refused("M"));
  for (const char* value : {"1", "<'a'>", "<1>", "<b'a'>", "['a']"}) {
    EXPECT_EQ(Add("{}", value), "{x: " + std::string(value) + "}");
  }
}

TEST_F(LegacyUpdateTest, Add_AddsToWhatIsThere) {
  EXPECT_EQ(Add("{x: 1.5}", "-2"), "{x: -0.5}");
  EXPECT_EQ(Add("{x: <'a', 'c'>}", "<'b', 'c'>"), "{x: <'a', 'b', 'c'>}");
  EXPECT_EQ(Add("{x: ['a']}", "[1, []]"), "{x: ['a', 1, []]}");
}

TEST_F(LegacyUpdateTest, Delete_TakesElementsFromSets) {
  const auto refused = [](const std::string& type) {
    return "One or more parameter values were invalid: DELETE action with value is not supported "
           "for the type " +
           type;
  };
  EXPECT_EQ(Delete("{}", "'a'"), refused("S"));
  EXPECT_EQ(Delete("{}", "1"), refused("N"));
  EXPECT_EQ(Delete("{}", "b'a'"), refused("B"));
  EXPECT_EQ(Delete("{}", "true"), refused("BOOL"));
  EXPECT_EQ(Delete("{}", "null"), refused("NULL"));
  EXPECT_EQ(Delete("{}", "['a']"), refused("L"));
  EXPECT_EQ(Delete("{}", "{}"), refused("M"));
  EXPECT_EQ(Delete("{x: <1, 2, 3>}", "<2, 4>"), "{x: <1, 3>}");
  EXPECT_EQ(Delete("{x: <1, 2>}", "<1, 2, 3>"), "{}");
  EXPECT_EQ(Delete("{y: 1}", "<1>"), "{y: 1}");
}

TEST_F(LegacyUpdateTest, OtherTypeThanThere_IsAMismatch) {
  const std::string_view values[] = {"'a'",   "1",   "b'a'",   "true",  "null",
                                     "<'a'>", "<1>", "<b'a'>", "['a']", "{a: 1}"};
  for (std::string_view there : values) {
    const std::string item = "{x: " + std::string(there) + "}";
    for (std::string_view value : {"1", "<'a'>", "<1>", "<b'a'>", "['a']"}) {
      if (there == value) continue;
      EXPECT_EQ(Add(item, value), kTypeMismatch) << there << " ADD " << value;
    }
    if (there == "<'a'>") continue;
    EXPECT_EQ(Delete(item, "<'a'>"), kTypeMismatch) << there;
  }
}

TEST_F(LegacyUpdateTest, Actions_AreAppliedTogether) {
  AttributeUpdatesTranslator translator(arena_);
  ASSERT_TRUE(translator.Add("z", AttributeAction::kPut, Value(arena_, "1")).ok());
  ASSERT_TRUE(translator.Add("a.b[0]", AttributeAction::kPut, Value(arena_, "2")).ok());
  ASSERT_TRUE(translator.Add("n", AttributeAction::kAdd, Value(arena_, "3")).ok());
  ASSERT_TRUE(translator.Add("s", AttributeAction::kDelete, Value(arena_, "<'a'>")).ok());
  ASSERT_TRUE(translator.Add("d", AttributeAction::kDelete, std::nullopt).ok());
  const Update& update = *translator.Finish();
  const AttributeMap old = Item(arena_, "{a: {b: [0]}, d: 1, k: 1, n: 4, s: <'a', 'b'>}");
  const Result<AttributeMap> updated = Apply(arena_, update, old);
  ASSERT_TRUE(updated.ok());
  EXPECT_EQ(Text(*updated), "{a: {b: [0]}, a.b[0]: 2, k: 1, n: 7, s: <'b'>, z: 1}");
  EXPECT_EQ(Text(UpdatedAttributes(arena_, update, old)), "{d: 1, n: 4, s: <'a', 'b'>}");
  EXPECT_EQ(Text(UpdatedAttributes(arena_, update, *updated)), "{a.b[0]: 2, n: 7, s: <'b'>, z: 1}");
}

TEST_F(LegacyUpdateTest, AttributesToGet_AreLiteralNames) {
  EXPECT_EQ(Projected({"b", "a.b", "x"}, "{a: {b: 1}, a.b: 2, b: [3], c: 4}"), "{a.b: 2, b: [3]}");
}

TEST_F(LegacyUpdateTest, AttributesToGet_NamesNoneTwice) {
  const auto refused = [](const std::string& name) {
    return "One or more parameter values were invalid: Duplicate value in attribute name: " + name;
  };
  EXPECT_EQ(Projected({"a", "a"}, "{}"), refused("a"));
  EXPECT_EQ(Projected({"a", "b", "a", "b"}, "{}"), refused("a"));
  EXPECT_EQ(Projected({"a", "b", "b", "a"}, "{}"), refused("b"));
}

}  // namespace
}  // namespace stator::expressions
