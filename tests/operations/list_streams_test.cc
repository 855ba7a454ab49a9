#include <string>
#include <vector>

#include "tests/operations/stream_fixture.h"

// Refusals are DynamoDB Local's.
namespace stator::testing {
namespace {

using Texts = std::vector<std::string>;

class ListStreamsTest : public StreamTest {
 protected:
  // A second stream, of a table "other" whose name comes first.
  void CreateOther() {
    std::string request = TableOf("H:p", "p:S",
                                  {R"("StreamSpecification":{"StreamEnabled":true,)"
                                   R"("StreamViewType":"KEYS_ONLY"})"});
    request.replace(request.find("\"table\""), 7, "\"other\"");
    EXPECT_EQ(Call("CreateTable", request).status, 200);
  }
};

TEST_F(ListStreamsTest, Entries_AreArnTableAndLabel) {
  EXPECT_EQ(Call("ListStreams", "{}"),
            Ok(R"({"Streams":[{"StreamArn":")" + arn_ +
               R"(","TableName":"table","StreamLabel":"2026-01-02T03:04:05.678"}]})"));
}

TEST_F(ListStreamsTest, TableName_PicksThoseOfOneTable) {
  CreateOther();
  EXPECT_EQ(TextsNamed(Call("ListStreams", "{}").body, "TableName"), (Texts{"other", "table"}));
  EXPECT_EQ(TextsNamed(Call("ListStreams", R"({"TableName":"other"})").body, "TableName"),
            (Texts{"other"}));
  EXPECT_EQ(Call("ListStreams", R"({"TableName":"absent"})"), Ok(R"({"Streams":[]})"));
}

TEST_F(ListStreamsTest, Limit_EndsThePageAndTheNextGoesOn) {
  CreateOther();
  const std::string first = Call("ListStreams", R"({"Limit":1})").body;
  EXPECT_EQ(TextsNamed(first, "TableName"), (Texts{"other"}));
  const std::string last = TextNamed(first, "LastEvaluatedStreamArn");
  EXPECT_EQ(last, TextNamed(first, "StreamArn"));
  const std::string second =
      Call("ListStreams", R"({"Limit":1,"ExclusiveStartStreamArn":")" + last + "\"}").body;
  EXPECT_EQ(TextsNamed(second, "TableName"), (Texts{"table"}));
  EXPECT_EQ(second.find("LastEvaluatedStreamArn"), std::string::npos);
}

TEST_F(ListStreamsTest, Limits_AreOneToAHundred) {
  EXPECT_EQ(Call("ListStreams", R"({"Limit":100})").status, 200);
  EXPECT_EQ(Call("ListStreams", R"({"Limit":101})"),
            Invalid("One or more parameter values were invalid: Limit cannot be greater than the "
                    "maximum allowed size: 100"));
  EXPECT_EQ(Call("ListStreams", R"({"Limit":0})"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
}

}  // namespace
}  // namespace stator::testing
