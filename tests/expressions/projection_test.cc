#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/evaluate.h"
#include "tests/support/expression_builder.h"
#include "tests/support/literal.h"

namespace stator::expressions {
namespace {

class ProjectionTest : public ::testing::Test {
 protected:
  std::vector<DocumentPath> Paths(const std::vector<std::string_view>& texts) {
    std::vector<DocumentPath> paths;
    for (std::string_view text : texts) paths.push_back(testing::Path(arena_, text));
    return paths;
  }
  std::string Projected(const std::vector<std::string_view>& texts, std::string_view item) {
    const std::vector<DocumentPath> paths = Paths(texts);
    return testing::Text(Project(arena_, {paths}, testing::Item(arena_, item)));
  }
  std::string Projected(const std::vector<std::string_view>& texts) {
    return Projected(texts, kItem);
  }

  static constexpr std::string_view kItem =
      "{l: [0, 1, {x: 1, y: 2}, ['a', 'b', 'c']], "
      "m: {a: 1, e: {}, l: ['x', 'y'], m: {z: 1}}, p: 'x'}";

  Arena arena_;
};

// DynamoDB Local gives the same answers.
TEST_F(ProjectionTest, TopLevelAttributes_AreCopiedWhole) {
  EXPECT_EQ(Projected({"p"}), "{p: 'x'}");
  EXPECT_EQ(Projected({"p", "m"}), "{m: {a: 1, e: {}, l: ['x', 'y'], m: {z: 1}}, p: 'x'}");
  EXPECT_EQ(Projected({"absent", "p"}), "{p: 'x'}");
  EXPECT_EQ(Projected({"absent"}), "{}");
  EXPECT_EQ(Projected({}), "{}");
  EXPECT_EQ(Projected({"p"}, "{}"), "{}");
}

TEST_F(ProjectionTest, NestedPaths_KeepTheirStructure) {
  EXPECT_EQ(Projected({"m.a"}), "{m: {a: 1}}");
  EXPECT_EQ(Projected({"m.m.z", "m.a"}), "{m: {a: 1, m: {z: 1}}}");
  EXPECT_EQ(Projected({"p", "m.a"}), "{m: {a: 1}, p: 'x'}");
  EXPECT_EQ(Projected({"m.e"}), "{m: {e: {}}}");
  EXPECT_EQ(Projected({"l[2].x"}), "{l: [{x: 1}]}");
}

TEST_F(ProjectionTest, ListElements_AreMovedTogetherInListOrder) {
  EXPECT_EQ(Projected({"l[1]", "l[0]"}), "{l: [0, 1]}");
  EXPECT_EQ(Projected({"l[3][2]", "l[3][0]"}), "{l: [['a', 'c']]}");
  EXPECT_EQ(Projected({"l[2].y", "l[0]", "l[3][1]"}), "{l: [0, {y: 2}, ['b']]}");
  EXPECT_EQ(Projected({"m.l[1]", "m.l[9]"}), "{m: {l: ['y']}}");
}

// An index of two digits comes after one of one digit.
TEST_F(ProjectionTest, Indexes_AreOrderedAsNumbers) {
  EXPECT_EQ(
      Projected({"l[10]", "l[9]", "l[100]", "l[2]"}, "{l: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}"),
      "{l: [2, 9, 10]}");
}

TEST_F(ProjectionTest, PathsThatLeadNowhere_LeaveNoEmptyContainers) {
  for (std::string_view path : {"l[2].q", "l[9]", "l[0].x", "m.q", "m.m.q", "m[0]", "l.a", "m.l[9]",
                                "l[3][9]", "p.x", "p[0]", "m.a.b.c", "m.e.x"}) {
    EXPECT_EQ(Projected({path}), "{}") << path;
  }
  EXPECT_EQ(Projected({"l[2].q", "l[0]"}), "{l: [0]}");
  EXPECT_EQ(Projected({"l[3][9]", "l[0]", "m.q.r"}), "{l: [0]}");
}

TEST_F(ProjectionTest, ManyPaths_ArePickedFromAWideMap) {
  std::string item = "{";
  std::vector<std::string> names;
  for (int i = 0; i < 2'000; ++i) {
    names.push_back("a" + std::to_string(10'000 - i));
    item += names.back() + ": " + std::to_string(i) + ", ";
  }
  item += "}";
  const std::vector<std::string_view> paths(names.begin(), names.end());
  EXPECT_EQ(Projected(paths, item), testing::Text(testing::Item(arena_, item)));
}

class UpdatedAttributesTest : public ::testing::Test {
 protected:
  // UPDATED_OLD and UPDATED_NEW of an update.
  std::pair<std::string, std::string> OldAndNew(testing::UpdateBuilder& builder,
                                                std::string_view text) {
    const Update update = builder.Build();
    const AttributeMap old_item = testing::Item(arena_, text);
    const Result<AttributeMap> new_item = Apply(arena_, update, old_item);
    EXPECT_TRUE(new_item.ok());
    if (!new_item.ok()) return {};
    return {testing::Text(UpdatedAttributes(arena_, update, old_item)),
            testing::Text(UpdatedAttributes(arena_, update, *new_item))};
  }
  using Pair = std::pair<std::string, std::string>;

  Arena arena_;
  testing::UpdateBuilder update_{arena_};
};

TEST_F(UpdatedAttributesTest, TopLevelActions_ShowTheirAttributes) {
  update_.Set("a", update_.V("2")).Set("b", update_.V("3")).Remove("c").Add("d", "1");
  EXPECT_EQ(OldAndNew(update_, "{a: 1, c: 5, d: 6, other: 7}"),
            Pair("{a: 1, c: 5, d: 6}", "{a: 2, b: 3, d: 7}"));
}

// Reports of the service's answers: the fragment at the path, not the whole attribute, and nothing
// for an element that was appended beyond the end.
TEST_F(UpdatedAttributesTest, NestedActions_ShowOnlyTheFragmentsAtTheirPaths) {
  update_.Set("m.a.b", update_.V("2")).Set("l[1]", update_.V("'new'"));
  update_.Set("list[9]", update_.V("9"));
  EXPECT_EQ(
      OldAndNew(update_, "{m: {a: {b: 1, c: 2}, keep: 1}, l: ['x', 'y'], list: [1], other: 1}"),
      Pair("{l: ['y'], m: {a: {b: 1}}}", "{l: ['new'], m: {a: {b: 2}}}"));
}

TEST_F(UpdatedAttributesTest, RemovedOrDeletedAttributes_AreNotAmongTheNew) {
  update_.Remove("a").Remove("m.x").Delete("ss", "<'a', 'b'>");
  EXPECT_EQ(OldAndNew(update_, "{a: 1, m: {x: 1, y: 2}, ss: <'a', 'b'>}"),
            Pair("{a: 1, m: {x: 1}, ss: <'a', 'b'>}", "{}"));
}

TEST_F(UpdatedAttributesTest, UpdatedPaths_AreThoseOfAllActions) {
  update_.Set("a.b", update_.V("1")).Remove("c[1]").Add("d", "1").Delete("e", "<'x'>");
  const std::span<const DocumentPath> paths = UpdatedPaths(arena_, update_.Build());
  std::vector<std::string_view> first;
  for (const DocumentPath& path : paths) first.push_back(path.front().name);
  EXPECT_EQ(first, (std::vector<std::string_view>{"a", "c", "d", "e"}));
  EXPECT_EQ(paths[1][1], (PathElement{{}, 1, true}));
}

}  // namespace
}  // namespace stator::expressions
