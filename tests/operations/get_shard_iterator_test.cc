#include <string>
#include <vector>

#include "tests/operations/stream_fixture.h"
#include "tests/support/answer_values.h"

// Refusals are DynamoDB Local's, and the constraints of the API model.
namespace stator::testing {
namespace {

using Texts = std::vector<std::string>;

class GetShardIteratorTest : public StreamTest {
 protected:
  GetShardIteratorTest() : StreamTest("NEW_IMAGE") {
    for (const char* value : {"1", "2", "3"}) PutValue(value);
  }
  Texts From(std::string_view type, std::string_view sequence_number = {}) {
    return ScalarsNamed(Records(Iterator(type, sequence_number)).body, "v");
  }
};

TEST_F(GetShardIteratorTest, Types_StartWhereTheySay) {
  const Texts numbers = TextsNamed(Records(Iterator()).body, "SequenceNumber");
  ASSERT_EQ(numbers.size(), 3U);
  EXPECT_EQ(From("TRIM_HORIZON"), (Texts{"1", "2", "3"}));
  EXPECT_EQ(From("LATEST"), Texts());
  EXPECT_EQ(From("AT_SEQUENCE_NUMBER", numbers[1]), (Texts{"2", "3"}));
  EXPECT_EQ(From("AFTER_SEQUENCE_NUMBER", numbers[1]), (Texts{"3"}));
  // Numbers are compared as numbers.
  EXPECT_EQ(From("AT_SEQUENCE_NUMBER", "000" + numbers[2]), (Texts{"3"}));
}

TEST_F(GetShardIteratorTest, SequenceNumber_BelongsToTwoTypes) {
  const std::string shard = ShardIds().front();
  const std::string number = TextNamed(Records(Iterator()).body, "SequenceNumber");
  for (const char* type : {"TRIM_HORIZON", "LATEST"}) {
    EXPECT_EQ(GetIterator(shard, type, number),
              Invalid("One or more parameter values were invalid: SequenceNumber should not be "
                      "passed for this iterator type"));
  }
  for (const char* type : {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"}) {
    EXPECT_EQ(GetIterator(shard, type),
              Invalid("One or more parameter values were invalid: Invalid SequenceNumber"));
    EXPECT_EQ(GetIterator(shard, type, std::string(21, 'x')),
              Invalid("One or more parameter values were invalid: Invalid SequenceNumber"));
    for (const char digit : {'0', '9'}) {
      for (const size_t digits : {21U, 23U, 40U}) {
        EXPECT_EQ(GetIterator(shard, type, std::string(digits, digit)),
                  Invalid("Invalid SequenceNumber for the shard"));
      }
    }
    EXPECT_EQ(GetIterator(shard, type, "12"),
              Invalid("1 validation error detected: Value '12' at 'sequenceNumber' failed to "
                      "satisfy constraint: Member must have length greater than or equal to 21"));
  }
}

TEST_F(GetShardIteratorTest, UnknownStreamsAndShards_AreNotFound) {
  EXPECT_EQ(GetIterator("shardId-00000001414576573621-f55eea83", "LATEST"),
            NotFound("Shard does not exist"));
  const std::string shard = ShardIds().front();
  arn_ += "x";
  EXPECT_EQ(GetIterator(shard, "LATEST"), NotFound("Stream does not exist"));
}

TEST_F(GetShardIteratorTest, TrimmedNumbers_AreRefused) {
  const std::string number = TextNamed(Records(Iterator()).body, "SequenceNumber");
  const std::string shard = ShardIds().front();
  clock_.AdvanceSeconds(24 * kHourSeconds);
  for (const char* type : {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"}) {
    EXPECT_EQ(GetIterator(shard, type, number),
              StreamsError("TrimmedDataAccessException",
                           "The data you are trying to access has been trimmed"));
  }
  EXPECT_EQ(GetIterator(shard, "TRIM_HORIZON").status, 200);
}

TEST_F(GetShardIteratorTest, MissingMembers_AreAllReported) {
  EXPECT_EQ(Call("GetShardIterator", "{}"),
            Invalid("3 validation errors detected: Value null at 'shardId' failed to satisfy "
                    "constraint: Member must not be null; Value null at 'shardIteratorType' failed "
                    "to satisfy constraint: Member must not be null; Value null at 'streamArn' "
                    "failed to satisfy constraint: Member must not be null"));
}

}  // namespace
}  // namespace stator::testing
