#include <algorithm>
#include <string>
#include <vector>

#include "tests/operations/stream_fixture.h"

// Refusals and the paging by shard ids are DynamoDB Local's.
namespace stator::testing {
namespace {

using Texts = std::vector<std::string>;

class DescribeStreamTest : public StreamTest {
 protected:
  using StreamTest::StreamTest;

  void ReplaceShards(unsigned children, std::string_view shard_id = {}) {
    EXPECT_TRUE(database_->streams().ReplaceShards(arn_, shard_id, children).ok());
  }
};

TEST_F(DescribeStreamTest, Description_IsWhole) {
  EXPECT_EQ(arn_,
            "arn:aws:dynamodb:us-east-1:000000000000:table/table/stream/2026-01-02T03:04:05.678");
  const std::string shard = ShardIds().front();
  EXPECT_EQ(shard.substr(0, 29), "shardId-00000001767323045678-");
  EXPECT_EQ(
      Describe(),
      Ok(R"({"StreamDescription":{"StreamArn":")" + arn_ +
         R"(","StreamLabel":"2026-01-02T03:04:05.678","StreamStatus":"ENABLED",)"
         R"("StreamViewType":"NEW_AND_OLD_IMAGES","CreationRequestDateTime":1767323045.678,)"
         R"("TableName":"table","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},)"
         R"({"AttributeName":"r","KeyType":"RANGE"}],"Shards":[{"ShardId":")" +
         shard +
         R"(","SequenceNumberRange":{"StartingSequenceNumber":"10000000000000000000001"}}]}})"));
}

TEST_F(DescribeStreamTest, ClosedShards_HaveAnEndAndChildrenAParent) {
  PutValue("1");
  PutValue("2");
  const std::string parent = ShardIds().front();
  clock_.AdvanceSeconds(4 * kHourSeconds);
  const std::string body = Describe().body;
  EXPECT_NE(body.find(R"("SequenceNumberRange":{"StartingSequenceNumber":)"
                      R"("10000000000000000000001","EndingSequenceNumber":)"
                      R"("10000000000000000000002"}})"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find(R"("SequenceNumberRange":{"StartingSequenceNumber":)"
                      R"("10000000000000000000003"},"ParentShardId":")" +
                      parent + "\"}"),
            std::string::npos)
      << body;
}

TEST_F(DescribeStreamTest, ManyShards_ComeInPages) {
  for (int i = 0; i < 3; ++i) {
    clock_.AdvanceSeconds(1);
    ReplaceShards(2);
  }
  Texts all = ShardIds();
  EXPECT_EQ(all.size(), 1U + 2 + 4 + 8);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  Texts paged;
  std::string start;
  do {
    const std::string body = Describe(R"(,"Limit":4)" + start).body;
    const Texts page = TextsNamed(body, "ShardId");
    EXPECT_LE(page.size(), 4U);
    paged.insert(paged.end(), page.begin(), page.end());
    const std::string last = TextNamed(body, "LastEvaluatedShardId");
    start = last.empty() ? "" : R"(,"ExclusiveStartShardId":")" + last + "\"";
  } while (!start.empty());
  EXPECT_EQ(paged, all);
}

TEST_F(DescribeStreamTest, MoreThanAHundredShards_TakeTwoPages) {
  for (int i = 0; i < 120; ++i) ReplaceShards(1);
  const std::string body = Describe().body;
  EXPECT_EQ(TextsNamed(body, "ShardId").size(), 100U);
  EXPECT_EQ(TextNamed(body, "LastEvaluatedShardId"), TextsNamed(body, "ShardId").back());
  EXPECT_EQ(Describe(R"(,"Limit":101)"),
            Invalid("One or more parameter values were invalid: Limit cannot be greater than the "
                    "maximum: 100"));
}

TEST_F(DescribeStreamTest, ChildShards_AreThoseOfOneParent) {
  const std::string parent = ShardIds().front();
  clock_.AdvanceSeconds(1);
  ReplaceShards(2);
  Texts children = ShardIds();
  std::erase(children, parent);
  clock_.AdvanceSeconds(1);
  ReplaceShards(1, children[0]);
  const auto filter = [](const std::string& id) {
    return R"(,"ShardFilter":{"Type":"CHILD_SHARDS","ShardId":")" + id + "\"}";
  };
  EXPECT_EQ(TextsNamed(Describe(filter(parent)).body, "ShardId"), children);
  EXPECT_EQ(TextsNamed(Describe(filter(children[0])).body, "ShardId").size(), 1U);
  EXPECT_EQ(TextsNamed(Describe(filter(children[1])).body, "ShardId").size(), 0U);
  EXPECT_EQ(TextsNamed(Describe(R"(,"ShardFilter":{"Type":"CHILD_SHARDS"})").body, "ShardId"),
            Texts());
  EXPECT_EQ(Describe(R"(,"ShardFilter":{"ShardId":")" + parent + "\"}"),
            Invalid("1 validation error detected: Value 'null' at 'shardFilter.type' failed to "
                    "satisfy constraint: Member must be CHILD_SHARDS"));
}

TEST_F(DescribeStreamTest, DisabledStream_ClosesItsShards) {
  PutValue("1");
  EXPECT_EQ(
      Call("UpdateTable", R"({"TableName":"table","StreamSpecification":{"StreamEnabled":false}})")
          .status,
      200);
  const std::string body = Describe().body;
  EXPECT_EQ(TextNamed(body, "StreamStatus"), "DISABLED");
  EXPECT_EQ(TextNamed(body, "EndingSequenceNumber"), "10000000000000000000001");
  // Its label stays in the table's description.
  const std::string table = Call("DescribeTable", R"({"TableName":"table"})").body;
  EXPECT_EQ(TextNamed(table, "LatestStreamArn"), arn_);
  EXPECT_EQ(table.find("StreamSpecification"), std::string::npos);
  // Enabled again, it is another one.
  const std::string updated = Call("UpdateTable", R"({"TableName":"table","StreamSpecification":
          {"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}})")
                                  .body;
  EXPECT_EQ(TextNamed(updated, "LatestStreamLabel"), "2026-01-02T03:04:05.679");
  EXPECT_EQ(TextNamed(updated, "LatestStreamArn"),
            "arn:aws:dynamodb:us-east-1:000000000000:table/table/stream/2026-01-02T03:04:05.679");
  clock_.AdvanceSeconds(24 * kHourSeconds);
  EXPECT_EQ(Describe(), NotFound("Requested resource not found: Stream: " + arn_ + " not found"));
}

TEST_F(DescribeStreamTest, DeletedTable_LeavesItsStreamForADay) {
  EXPECT_EQ(Call("DeleteTable", R"({"TableName":"table"})").status, 200);
  EXPECT_EQ(TextNamed(Describe().body, "StreamStatus"), "DISABLED");
  clock_.AdvanceSeconds(24 * kHourSeconds);
  EXPECT_EQ(Describe().status, 400);
}

TEST_F(DescribeStreamTest, OtherArns_AreNotFoundOrTooShort) {
  const std::string arn = std::string(37, 'x');
  EXPECT_EQ(Call("DescribeStream", R"({"StreamArn":")" + arn + "\"}"),
            NotFound("Requested resource not found: Stream: " + arn + " not found"));
  EXPECT_EQ(Call("DescribeStream", R"({"StreamArn":"x"})"),
            Invalid("1 validation error detected: Value 'x' at 'streamArn' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 37"));
}

}  // namespace
}  // namespace stator::testing
