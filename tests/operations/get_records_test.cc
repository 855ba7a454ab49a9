#include <string>
#include <vector>

#include "server/operations/shard_iterator.h"
#include "tests/operations/stream_fixture.h"
#include "tests/support/answer_values.h"

// The form of records is that of the guide ("DynamoDB Streams low-level API", "Time to Live") and
// of the API model; sizes and refusals are DynamoDB Local's.
namespace stator::testing {
namespace {

using Texts = std::vector<std::string>;

class GetRecordsTest : public StreamTest {
 protected:
  using StreamTest::StreamTest;

  Texts ValuesOf(const Answer& records) {
    Texts values;
    for (const std::string& image : ScalarsNamed(records.body, "v")) values.push_back(image);
    return values;
  }
};

TEST_F(GetRecordsTest, Records_TellWhatHappened) {
  PutValue("a");
  PutValue("a");  // changes nothing
  PutValue("bc");
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}}})"),
            Ok("{}"));
  EXPECT_EQ(Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}}})"),
            Ok("{}"));
  const std::string body = Records(Iterator()).body;
  const Texts ids = TextsNamed(body, "eventID");
  ASSERT_EQ(ids.size(), 3U);
  for (const std::string& id : ids) {
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
  const std::string source =
      R"(","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",)"
      R"("dynamodb":{"ApproximateCreationDateTime":1767323045,)"
      R"("Keys":{"p":{"S":"k"},"r":{"N":"1"}},)";
  const std::string a = R"({"p":{"S":"k"},"r":{"N":"1"},"v":{"S":"a"}})";
  const std::string bc = R"({"p":{"S":"k"},"r":{"N":"1"},"v":{"S":"bc"}})";
  const auto rest = [](const std::string& number, const std::string& size) {
    return R"("SequenceNumber":"1000000000000000000000)" + number + R"(","SizeBytes":)" + size +
           R"(,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";
  };
  EXPECT_EQ(body, R"({"Records":[{"eventID":")" + ids[0] + R"(","eventName":"INSERT)" + source +
                      R"("NewImage":)" + a + "," + rest("1", "12") + R"(,{"eventID":")" + ids[1] +
                      R"(","eventName":"MODIFY)" + source + R"("NewImage":)" + bc +
                      R"(,"OldImage":)" + a + "," + rest("2", "20") + R"(,{"eventID":")" + ids[2] +
                      R"(","eventName":"REMOVE)" + source + R"("OldImage":)" + bc + "," +
                      rest("3", "13") + R"(],"NextShardIterator":")" +
                      TextNamed(body, "NextShardIterator") + "\"}");
  // The same records have the same ids.
  EXPECT_EQ(TextsNamed(Records(Iterator()).body, "eventID"), ids);
}

class KeysOnlyTest : public GetRecordsTest {
 protected:
  KeysOnlyTest() : GetRecordsTest("KEYS_ONLY") {}
};

TEST_F(KeysOnlyTest, Records_HaveNoImages) {
  PutValue("a");
  PutValue("b");
  const std::string body = Records(Iterator()).body;
  EXPECT_EQ(TextsNamed(body, "eventName"), (Texts{"INSERT", "MODIFY"}));
  EXPECT_EQ(body.find("Image"), std::string::npos);
  EXPECT_EQ(ObjectNamed(body, "Keys"), R"({"p":{"S":"k"},"r":{"N":"1"}})");
  EXPECT_EQ(TextNamed(body, "StreamViewType"), "KEYS_ONLY");
}

class NewImageTest : public GetRecordsTest {
 protected:
  NewImageTest() : GetRecordsTest("NEW_IMAGE") {}
};

TEST_F(NewImageTest, Records_HaveTheNewImageAlone) {
  PutValue("a");
  PutValue("b");
  Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}}})");
  const std::string body = Records(Iterator()).body;
  EXPECT_EQ(TextsNamed(body, "eventName"), (Texts{"INSERT", "MODIFY", "REMOVE"}));
  EXPECT_EQ(ScalarsNamed(body, "v"), (Texts{"a", "b"}));
  EXPECT_EQ(body.find("OldImage"), std::string::npos);
}

class OldImageTest : public GetRecordsTest {
 protected:
  OldImageTest() : GetRecordsTest("OLD_IMAGE") {}
};

TEST_F(OldImageTest, Records_HaveTheOldImageAlone) {
  PutValue("a");
  PutValue("b");
  Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}}})");
  const std::string body = Records(Iterator()).body;
  EXPECT_EQ(ScalarsNamed(body, "v"), (Texts{"a", "b"}));
  EXPECT_EQ(body.find("NewImage"), std::string::npos);
}

TEST_F(GetRecordsTest, EveryWriteOperation_Emits) {
  PutValue("put");
  Call("UpdateItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},
      "UpdateExpression":"SET v = :v","ExpressionAttributeValues":{":v":{"S":"updated"}}})");
  Call("BatchWriteItem", R"({"RequestItems":{"table":[{"PutRequest":{"Item":
      {"p":{"S":"k"},"r":{"N":"1"},"v":{"S":"batched"}}}}]}})");
  Call("TransactWriteItems", R"({"TransactItems":[{"Put":{"TableName":"table","Item":
      {"p":{"S":"k"},"r":{"N":"1"},"v":{"S":"transacted"}}}},{"Put":{"TableName":"table","Item":
      {"p":{"S":"k"},"r":{"N":"2"},"v":{"S":"too"}}}}]})");
  // A transaction that is cancelled, and a condition that fails, change nothing.
  Call("TransactWriteItems", R"-({"TransactItems":[{"Put":{"TableName":"table","Item":
      {"p":{"S":"k"},"r":{"N":"1"},"v":{"S":"never"}}}},{"ConditionCheck":{"TableName":"table",
      "Key":{"p":{"S":"k"},"r":{"N":"9"}},"ConditionExpression":"attribute_exists(p)"}}]})-");
  Call("DeleteItem", R"-({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}},
      "ConditionExpression":"attribute_not_exists(p)"})-");
  Call("DeleteItem", R"({"TableName":"table","Key":{"p":{"S":"k"},"r":{"N":"1"}}})");
  const std::string body = Records(Iterator()).body;
  EXPECT_EQ(TextsNamed(body, "eventName"),
            (Texts{"INSERT", "MODIFY", "MODIFY", "MODIFY", "INSERT", "REMOVE"}));
  EXPECT_EQ(ScalarsNamed(body, "v"), (Texts{"put", "updated", "put", "batched", "updated",
                                            "transacted", "batched", "too", "transacted"}));
  EXPECT_EQ(body.find("userIdentity"), std::string::npos);
}

// "userIdentity" in the casing of the API model, which the SDKs read: PrincipalId and Type.
TEST_F(GetRecordsTest, ExpiredItems_AreRemovedByTheService) {
  PutValue("a");
  Arena arena;
  const storage::TablePtr table = database_->FindTable("table");
  const auto decide = [](std::optional<storage::EncodedItem>) {
    return Result<storage::WriteDecision>({storage::WriteDecision::Kind::kDelete, {}, 0});
  };
  storage::ItemWrite write{
      table.get(), {AttributeValue::String("k"), AttributeValue::Number("1")}, decide};
  write.origin = storage::WriteOrigin::kTimeToLive;
  ASSERT_TRUE(database_->Write(arena, {&write, 1}).ok());
  const std::string body = Records(Iterator()).body;
  EXPECT_EQ(TextsNamed(body, "eventName"), (Texts{"INSERT", "REMOVE"}));
  EXPECT_EQ(ObjectNamed(body, "userIdentity"),
            R"({"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"})");
}

TEST_F(GetRecordsTest, Limit_EndsThePageAndTheNextGoesOn) {
  for (const char* value : {"1", "2", "3"}) PutValue(value);
  const Answer first = Records(Iterator(), R"(,"Limit":2)");
  EXPECT_EQ(TextsNamed(first.body, "eventName").size(), 2U);
  const Answer second = Records(TextNamed(first.body, "NextShardIterator"));
  EXPECT_EQ(TextsNamed(second.body, "eventName").size(), 1U);
  const std::string end = TextNamed(second.body, "NextShardIterator");
  EXPECT_EQ(TextsNamed(Records(end).body, "eventName").size(), 0U);
  PutValue("4");
  EXPECT_EQ(ScalarsNamed(Records(end).body, "v"), (Texts{"4", "3"}));
}

TEST_F(GetRecordsTest, Page_EndsAfterAThousandRecords) {
  for (int i = 0; i < 1001; ++i) PutValue(std::to_string(i));
  const Answer first = Records(Iterator());
  EXPECT_EQ(TextsNamed(first.body, "eventName").size(), 1000U);
  const Answer second = Records(TextNamed(first.body, "NextShardIterator"));
  EXPECT_EQ(TextsNamed(second.body, "eventName").size(), 1U);
}

TEST_F(GetRecordsTest, Page_EndsBeforeAMegabyte) {
  for (const char letter : {'a', 'b', 'c', 'd', 'e'}) PutValue(std::string(200 * 1024, letter));
  // Two images each but for the first.
  const Answer first = Records(Iterator());
  EXPECT_EQ(TextsNamed(first.body, "eventName").size(), 3U);
  const Answer second = Records(TextNamed(first.body, "NextShardIterator"));
  EXPECT_EQ(TextsNamed(second.body, "eventName").size(), 2U);
}

TEST_F(GetRecordsTest, ClosedShard_HasNoNextIteratorAtItsEnd) {
  PutValue("1");
  PutValue("2");
  const std::string iterator = Iterator();
  Call("UpdateTable", R"({"TableName":"table","StreamSpecification":{"StreamEnabled":false}})");
  const Answer first = Records(iterator, R"(,"Limit":1)");
  ASSERT_NE(TextNamed(first.body, "NextShardIterator"), "");
  const Answer last = Records(TextNamed(first.body, "NextShardIterator"));
  EXPECT_EQ(TextsNamed(last.body, "eventName").size(), 1U);
  EXPECT_EQ(last.body.find("NextShardIterator"), std::string::npos);
}

TEST_F(GetRecordsTest, Iterators_ExpireAfterFifteenMinutes) {
  PutValue("1");
  const std::string iterator = Iterator();
  clock_.AdvanceSeconds(15 * 60 - 1);
  EXPECT_EQ(Records(iterator).status, 200);
  clock_.AdvanceSeconds(1);
  EXPECT_EQ(Records(iterator),
            StreamsError("ExpiredIteratorException",
                         "The shard iterator has expired and can no longer be used to retrieve "
                         "stream records. A shard iterator expires 15 minutes after it is "
                         "retrieved using the GetShardIterator action."));
}

TEST_F(GetRecordsTest, Iterators_SurviveARestart) {
  Reopen();
  CreateTable("NEW_IMAGE");
  PutValue("1");
  const std::string iterator = Iterator();
  Reopen();
  PutValue("2");
  EXPECT_EQ(ScalarsNamed(Records(iterator).body, "v"), (Texts{"1", "2"}));
}

TEST_F(GetRecordsTest, TrimmedRecords_AreRefused) {
  PutValue("1");
  clock_.AdvanceSeconds(24 * kHourSeconds - 60);
  const std::string iterator = Iterator();
  EXPECT_EQ(Records(iterator).status, 200);
  clock_.AdvanceSeconds(60);
  EXPECT_EQ(Records(iterator), StreamsError("TrimmedDataAccessException",
                                            "The data you are trying to access has been trimmed"));
  EXPECT_EQ(TextsNamed(Records(Iterator()).body, "eventName").size(), 0U);
}

TEST_F(GetRecordsTest, MadeUpIterators_AreRefused) {
  PutValue("1");
  const std::string good = Iterator();
  std::string changed = good;
  changed[changed.size() - 12] = changed[changed.size() - 12] == 'A' ? 'B' : 'A';
  for (const std::string& bad : {std::string("x"), good + "x", good.substr(0, good.size() - 4),
                                 changed, "y" + good, arn_ + "|1|", std::string(2048, '|')}) {
    EXPECT_EQ(Records(bad), Invalid("Invalid ShardIterator")) << bad;
  }
  // Well formed, but of what there is not.
  server::ShardIterator iterator;
  iterator.stream_arn = arn_;
  iterator.creation_micros = clock_.NowMicros();
  iterator.position = {99, 1};
  EXPECT_EQ(Records(EncodeShardIterator(iterator)), NotFound("Invalid ShardId in ShardIterator"));
  iterator.position = {1, 1'000'000};
  EXPECT_EQ(Records(EncodeShardIterator(iterator)), Invalid("Invalid ShardIterator"));
  iterator.stream_arn = "arn:aws:dynamodb:us-east-1:000000000000:table/absent/stream/x";
  EXPECT_EQ(Records(EncodeShardIterator(iterator)), NotFound("Stream does not exist"));
}

TEST_F(GetRecordsTest, Limits_AreOneToAThousand) {
  const std::string iterator = Iterator();
  EXPECT_EQ(Records(iterator, R"(,"Limit":1000)").status, 200);
  EXPECT_EQ(Records(iterator, R"(,"Limit":1001)"),
            Invalid("One or more parameter values were invalid: Limit should be less than or equal "
                    "to 1000"));
  EXPECT_EQ(Records(iterator, R"(,"Limit":0)"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
}

}  // namespace
}  // namespace stator::testing
