#include "tests/operations/tagged_table.h"

namespace stator::testing {
namespace {

class ListTagsOfResourceTest : public TaggedTableTest {
 protected:
  static std::string TokenOf(const Answer& answer) {
    constexpr std::string_view kToken = R"("NextToken":")";
    const size_t at = answer.body.find(kToken);
    if (at == std::string::npos) return "";
    const size_t begin = at + kToken.size();
    return answer.body.substr(begin, answer.body.find('"', begin) - begin);
  }
  static std::string TagsOf(const Answer& answer) {
    const size_t begin = answer.body.find('[') + 1;
    return answer.body.substr(begin, answer.body.find(']') - begin);
  }
};

TEST_F(ListTagsOfResourceTest, TableWithoutTags_HasAnEmptyList) {
  EXPECT_EQ(List(), Ok(R"({"Tags":[]})"));
}

TEST_F(ListTagsOfResourceTest, Tags_ComeInPages) {
  EXPECT_EQ(TagMany(0, 10), Ok(""));
  EXPECT_EQ(List(), Ok(R"({"Tags":[)" + Numbered(0, 10) + "]}"));
  EXPECT_EQ(TagMany(10, 50), Ok(""));
  std::string all;
  std::string token;
  int pages = 0;
  do {
    const Answer page = List(kTableArn, token);
    all += (all.empty() ? "" : ",") + TagsOf(page);
    token = TokenOf(page);
    ++pages;
  } while (!token.empty() && pages < 10);
  EXPECT_EQ(pages, 5);
  EXPECT_EQ(all, Numbered(0, 50));
}

TEST_F(ListTagsOfResourceTest, TokenOfATakenTag_StillWorks) {
  EXPECT_EQ(TagMany(0, 12), Ok(""));
  const std::string token = TokenOf(List());
  EXPECT_EQ(Untag(R"("k19")"), Ok(""));
  EXPECT_EQ(List(kTableArn, token), Ok(R"({"Tags":[)" + Numbered(10, 12) + "]}"));
}

// The words are ours.
TEST_F(ListTagsOfResourceTest, BadToken_IsRefused) {
  EXPECT_EQ(List(kTableArn, "?"), Invalid("The NextToken is invalid: ?"));
}

// Recorded from the service.
TEST_F(ListTagsOfResourceTest, UnknownTable_IsNotFoundByItsArn) {
  EXPECT_EQ(List(kNoTable),
            NotFound("Requested resource not found: ResourcArn: "
                     "arn:aws:dynamodb:us-east-1:000000000000:table/nope not found"));
}

// dynalite.
TEST_F(ListTagsOfResourceTest, BadArns_AreRefused) {
  EXPECT_EQ(List("abc"), Denied("ListTagsOfResource", "abc"));
  EXPECT_EQ(List("arn:aws:dynamodb:us-east-1:000000000000:backup/table"),
            Invalid("Invalid TableArn: Invalid ResourceArn provided as input "
                    "arn:aws:dynamodb:us-east-1:000000000000:backup/table"));
  EXPECT_EQ(List("arn:aws:s3:us-east-1:000000000000:bucket/x"),
            Invalid("Invalid TableArn: Invalid ResourceArn provided as input "
                    "arn:aws:s3:us-east-1:000000000000:bucket/x"));
  EXPECT_EQ(List("arn:aws:s3:us-east-1:000000000000:x"),
            Denied("ListTagsOfResource", "arn:aws:s3:us-east-1:000000000000:x"));
}

}  // namespace
}  // namespace stator::testing
