#include "tests/operations/tagged_table.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class UntagResourceTest : public TaggedTableTest {
 protected:
  UntagResourceTest() { EXPECT_EQ(TagWith({Pair("a", "1"), Pair("b", "2")}), Ok("")); }
};

TEST_F(UntagResourceTest, NamedTags_AreTakenAway) {
  EXPECT_EQ(Untag(R"("a")"), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"b","Value":"2"}]})"));
  EXPECT_EQ(Untag(R"("b","b","a")"), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[]})"));
}

TEST_F(UntagResourceTest, UnknownKeys_AreNoError) {
  EXPECT_EQ(Untag(R"("A","z","aws:x")"), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]})"));
}

TEST_F(UntagResourceTest, FreedPlaces_CanBeTakenAgain) {
  EXPECT_EQ(TagMany(0, 48), Ok(""));
  EXPECT_EQ(TagMany(48, 49).status, 400);
  EXPECT_EQ(Untag(R"("a")"), Ok(""));
  EXPECT_EQ(TagMany(48, 49), Ok(""));
}

TEST_F(UntagResourceTest, AtLeastOneKey_IsGiven) {
  EXPECT_EQ(Untag(""), Invalid("Atleast one Tag Key needs to be provided as Input."));
}

TEST_F(UntagResourceTest, UnknownTable_IsNotFoundWithoutItsArn) {
  EXPECT_EQ(Untag(R"("a")", kNoTable), NotFound("Requested resource not found"));
}

// dynalite.
TEST_F(UntagResourceTest, BadArns_AreRefused) {
  EXPECT_EQ(Untag(R"("a")", "abc"), Denied("UntagResource", "abc"));
  EXPECT_EQ(Untag(R"("a")", "arn:aws:dynamodb:us-east-1:000000000000:table/ab"),
            Invalid("Invalid TableArn: Invalid ResourceArn provided as input "
                    "arn:aws:dynamodb:us-east-1:000000000000:table/ab"));
}

}  // namespace
}  // namespace stator::testing
