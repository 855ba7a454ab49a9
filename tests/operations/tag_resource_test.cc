#include "tests/operations/tagged_table.h"

// TagResource, and Tags of CreateTable. Where no other source is named, the answers are those on
// which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class TagResourceTest : public TaggedTableTest {};

// "an HTTP 200 response with an empty HTTP body" (API reference).
TEST_F(TagResourceTest, Tags_AreAdded) {
  EXPECT_EQ(TagWith({Pair("b", "2"), Pair("a", "1")}), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]})"));
}

TEST_F(TagResourceTest, KnownKey_GetsTheNewValue) {
  EXPECT_EQ(TagWith({Pair("a", "1"), Pair("b", "2")}), Ok(""));
  EXPECT_EQ(TagWith({Pair("a", "3"), Pair("A", "4")}), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"A","Value":"4"},{"Key":"a","Value":"3"},)"
                       R"({"Key":"b","Value":"2"}]})"));
}

TEST_F(TagResourceTest, KeyGivenTwice_HasTheLastValue) {
  EXPECT_EQ(TagWith({Pair("a", "1"), Pair("a", "2")}), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"a","Value":"2"}]})"));
}

TEST_F(TagResourceTest, AtLeastOneTag_IsGiven) {
  EXPECT_EQ(TagWith({}), Invalid("Atleast one Tag needs to be provided as Input."));
}

// Lengths as in the API model.
TEST_F(TagResourceTest, KeysAndValues_AreLimited) {
  EXPECT_EQ(TagWith({Pair(std::string(128, 'k'), std::string(256, 'v')), Pair("k", "")}), Ok(""));
  EXPECT_EQ(TagWith({Pair("", "v")}),
            Invalid("1 validation error detected: Value '' at 'tags.1.member.key' failed to "
                    "satisfy constraint: Member must have length greater than or equal to 1"));
  EXPECT_EQ(TagWith({Pair(std::string(129, 'k'), "v")}).status, 400);
  EXPECT_EQ(TagWith({Pair("l", std::string(257, 'v'))}).status, 400);
}

// The limit and the reserved prefix are documented ("Tagging restrictions in DynamoDB"); dynoxide
// words the limit so.
TEST_F(TagResourceTest, Table_HasAtMostFiftyTags) {
  const Answer too_many =
      Invalid("One or more parameter values were invalid: Too many tags: tag limit is 50");
  EXPECT_EQ(TagMany(0, 51), too_many);
  EXPECT_EQ(TagMany(0, 50), Ok(""));
  EXPECT_EQ(TagMany(50, 51), too_many);
  EXPECT_EQ(TagMany(40, 50), Ok(""));  // these are there already
}

TEST_F(TagResourceTest, ReservedPrefix_IsRefused) {
  EXPECT_EQ(TagWith({Pair("a", "1"), Pair("aws:x", "1")}),
            Invalid("One or more parameter values were invalid: Tag keys must not start with the "
                    "reserved prefix aws:. Key: aws:x"));
  EXPECT_EQ(List(), Ok(R"({"Tags":[]})"));
  EXPECT_EQ(TagWith({Pair("AWS:x", "aws:1")}), Ok(""));
}

// Recorded from the service, the missing letter included.
TEST_F(TagResourceTest, UnknownTable_IsNotFoundByItsArn) {
  EXPECT_EQ(TagWith({Pair("a", "1")}, kNoTable),
            NotFound("Requested resource not found: ResourcArn: "
                     "arn:aws:dynamodb:us-east-1:000000000000:table/nope not found"));
}

// dynalite.
TEST_F(TagResourceTest, WhatIsNoArnOfDynamoDB_IsDenied) {
  for (const char* arn : {"abc", "arn:aws:s3:::bucket", "arn:aws:dynamodb", "table"}) {
    EXPECT_EQ(TagWith({Pair("a", "1")}, arn), Denied("TagResource", arn));
  }
}

// dynalite.
TEST_F(TagResourceTest, WhatIsNoArnOfATable_IsInvalid) {
  for (const std::string resource :
       {"table/ab", "backup/table", "table/table/index/idx", "table/table/stream/2026", "table"}) {
    const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:" + resource;
    EXPECT_EQ(TagWith({Pair("a", "1")}, arn),
              Invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn));
  }
}

// There is one namespace for all accounts and regions.
TEST_F(TagResourceTest, AccountAndRegionOfTheArn_DoNotMatter) {
  EXPECT_EQ(TagWith({Pair("a", "1")}, "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/table"),
            Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"a","Value":"1"}]})"));
}

TEST_F(TagResourceTest, Tags_OutliveOtherChangesOfTheTable) {
  EXPECT_EQ(TagWith({Pair("a", "1")}), Ok(""));
  EXPECT_EQ(Call("UpdateTable", R"({"TableName":"table","DeletionProtectionEnabled":true})").status,
            200);
  EXPECT_EQ(List(), Ok(R"({"Tags":[{"Key":"a","Value":"1"}]})"));
}

class CreateTableTagsTest : public TaggedTableTest {
 protected:
  Answer CreateWith(std::initializer_list<std::string> tags) {
    return Call("CreateTable", R"({"TableName":"other",)" + KeySchema("H:p") + "," +
                                   Definitions("p:S") + "," + std::string(kOnDemand) + "," +
                                   ListMember("Tags", tags) + "}");
  }
  Answer ListOther() { return List("arn:aws:dynamodb:us-east-1:000000000000:table/other"); }
};

TEST_F(CreateTableTagsTest, Tags_AreThereFromTheBeginning) {
  EXPECT_EQ(CreateWith({Pair("b", "2"), Pair("a", "1"), Pair("b", "3")}).status, 200);
  EXPECT_EQ(ListOther(), Ok(R"({"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"3"}]})"));
}

TEST_F(CreateTableTagsTest, EmptyList_IsFine) {
  EXPECT_EQ(CreateWith({}).status, 200);
  EXPECT_EQ(ListOther(), Ok(R"({"Tags":[]})"));
}

TEST_F(CreateTableTagsTest, Tags_KeepTheRulesOfTags) {
  EXPECT_EQ(CreateWith({Pair("aws:x", "1")}),
            Invalid("One or more parameter values were invalid: Tag keys must not start with the "
                    "reserved prefix aws:. Key: aws:x"));
  EXPECT_EQ(CreateWith({Numbered(0, 51)}),
            Invalid("One or more parameter values were invalid: Too many tags: tag limit is 50"));
  EXPECT_EQ(Call("ListTables", "{}"), Ok(R"({"TableNames":["table"]})"));
}

}  // namespace
}  // namespace stator::testing
