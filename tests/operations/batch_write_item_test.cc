#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

constexpr std::string_view kDuplicates = "Provided list of item keys contains duplicates";
constexpr std::string_view kMismatch = "The provided key element does not match the schema";
constexpr std::string_view kNoTable = "Requested resource not found";
constexpr std::string_view kNotOneOperation =
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
    "supported datatypes";
constexpr std::string_view kTooManyItems = "Too many items requested for the BatchWriteItem call";
constexpr std::string_view kTooLarge = "Item size has exceeded the maximum allowed size";
constexpr std::string_view kBadNumber = "The parameter cannot be converted to a numeric value: x";

std::string PutOf(std::string_view item) {
  return R"({"PutRequest":{"Item":)" + std::string(item) + "}}";
}
std::string DeleteOf(std::string_view key) {
  return R"({"DeleteRequest":{"Key":)" + std::string(key) + "}}";
}
std::string Key(std::string_view p) { return R"({"p":{"S":")" + std::string(p) + "\"}}"; }
std::string RangeKey(std::string_view p, std::string_view r) {
  return R"({"p":{"S":")" + std::string(p) + R"("},"r":{"N":")" + std::string(r) + "\"}}";
}

// {p: "x", z: text} of this size.
std::string ItemOfBytes(size_t bytes) {
  return R"({"p":{"S":"x"},"z":{"S":")" + std::string(bytes - 3, 'z') + "\"}}";
}

// An entry of RequestItems.
std::string To(std::string_view table, std::string_view requests) {
  return "\"" + std::string(table) + "\":[" + std::string(requests) + "]";
}

std::string Puts(size_t count, bool with_sort_key = false) {
  std::string requests;
  for (size_t i = 0; i < count; ++i) {
    const std::string p = "k" + std::to_string(i);
    requests += (i > 0 ? "," : "") + PutOf(with_sort_key ? RangeKey(p, "1") : Key(p));
  }
  return requests;
}

class BatchWriteItemTest : public OperationTest {
 protected:
  BatchWriteItemTest() { CreateTables(); }

  Answer BatchWrite(std::string_view items) {
    return Call("BatchWriteItem", R"({"RequestItems":{)" + std::string(items) + "}}");
  }
  std::string Scan(std::string_view table) {
    return Call("Scan", R"({"TableName":")" + std::string(table) + R"(","Select":"COUNT"})").body;
  }
};

const Answer kAllDone = Ok(R"({"UnprocessedItems":{}})");
constexpr std::string_view kEmptyTable = R"({"Count":0,"ScannedCount":0})";

TEST_F(BatchWriteItemTest, PutsAndDeletes_AreDoneInAllTables) {
  Put("hash", R"({"p":{"S":"old"},"n":{"N":"1"}})");
  Put("hash", R"({"p":{"S":"replaced"},"n":{"N":"1"}})");
  EXPECT_EQ(
      BatchWrite(To("hash", PutOf(R"({"p":{"S":"new"},"n":{"N":"2"}})") + "," +
                                DeleteOf(Key("old")) + "," + PutOf(Key("replaced")) + "," +
                                DeleteOf(Key("never there"))) +
                 "," + To("range", PutOf(RangeKey("a", "1")) + "," + PutOf(RangeKey("a", "2")))),
      kAllDone);
  EXPECT_EQ(Get("hash", Key("new")), Ok(R"({"Item":{"n":{"N":"2"},"p":{"S":"new"}}})"));
  EXPECT_EQ(Get("hash", Key("old")), Ok("{}"));
  EXPECT_EQ(Get("hash", Key("replaced")), Ok(R"({"Item":{"p":{"S":"replaced"}}})"));
  EXPECT_EQ(Scan("hash"), R"({"Count":2,"ScannedCount":2})");
  EXPECT_EQ(Scan("range"), R"({"Count":2,"ScannedCount":2})");
}

TEST_F(BatchWriteItemTest, TableCalledByArn_IsWritten) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
  EXPECT_EQ(BatchWrite(To(arn, PutOf(Key("a"))) + "," + To("hash", PutOf(Key("b")))), kAllDone);
  EXPECT_EQ(Scan("hash"), R"({"Count":2,"ScannedCount":2})");
  // One table under two names is still one table.
  EXPECT_EQ(BatchWrite(To(arn, PutOf(Key("a"))) + "," + To("hash", DeleteOf(Key("a")))),
            Invalid(kDuplicates));
}

// Over one table more than 25 break the API model; over several the sum is counted, in the words of
// DynamoDB Local, which are the service's too.
TEST_F(BatchWriteItemTest, TwentyFiveRequests_AreTheLimit) {
  EXPECT_EQ(BatchWrite(To("hash", Puts(25))), kAllDone);
  EXPECT_EQ(BatchWrite(To("hash", Puts(15)) + "," + To("range", Puts(10, true))), kAllDone);
  EXPECT_EQ(BatchWrite(To("hash", Puts(15)) + "," + To("range", Puts(11, true))),
            Invalid(kTooManyItems));
  const Answer answer = BatchWrite(To("hash", Puts(26)));
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("' at 'requestItems' failed to satisfy constraint: Map value must "
                             "satisfy constraint: [Member must have length less than or equal to "
                             "25, Member must have length greater than or equal to 1]"),
            std::string::npos);
  EXPECT_EQ(Scan("hash"), R"({"Count":25,"ScannedCount":25})");
  EXPECT_EQ(Scan("range"), R"({"Count":10,"ScannedCount":10})");
}

TEST_F(BatchWriteItemTest, RequestItemsAndLists_MustNotBeEmpty) {
  // Recorded in nubo-db/dynoxide issue 17 and pull request 198.
  EXPECT_EQ(BatchWrite(""), Invalid("The requestItems parameter is required for BatchWriteItem"));
  EXPECT_EQ(Call("BatchWriteItem", "{}"),
            Invalid("1 validation error detected: Value null at 'requestItems' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(BatchWrite(To("hash", "")),
            Invalid("1 validation error detected: Value '{hash=[]}' at 'requestItems' failed to "
                    "satisfy constraint: Map value must satisfy constraint: [Member must have "
                    "length less than or equal to 25, Member must have length greater than or "
                    "equal to 1]"));
  EXPECT_EQ(BatchWrite(To("hash", R"({"PutRequest":{}})")),
            Invalid("1 validation error detected: Value null at "
                    "'requestItems.hash.member.1.member.putRequest.item' failed to satisfy "
                    "constraint: Member must not be null"));
}

// All emulators agree on none; DynamoDB Local says the same of two.
TEST_F(BatchWriteItemTest, WriteRequest_HasExactlyOneOperation) {
  for (const std::string request : {"{}", R"({"PutRequest":null})", R"({"UpdateRequest":{}})"}) {
    EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("a")) + "," + request)), Invalid(kNotOneOperation))
        << request;
  }
  EXPECT_EQ(BatchWrite(To("absent", R"({"PutRequest":{"Item":{"p":{"S":"a"}}},
      "DeleteRequest":{"Key":{"p":{"S":"b"}}}})")),
            Invalid(kNotOneOperation));
  EXPECT_EQ(Scan("hash"), kEmptyTable);
}

TEST_F(BatchWriteItemTest, TwoRequestsForOneItem_AreRefused) {
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("a")) + "," + PutOf(Key("a")))), Invalid(kDuplicates));
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("a")) + "," + DeleteOf(Key("a")))),
            Invalid(kDuplicates));
  EXPECT_EQ(BatchWrite(To("hash", DeleteOf(Key("a")) + "," + DeleteOf(Key("a")))),
            Invalid(kDuplicates));
  EXPECT_EQ(
      BatchWrite(To("range", PutOf(RangeKey("a", "1")) + "," + DeleteOf(RangeKey("a", "1.0")))),
      Invalid(kDuplicates));
  EXPECT_EQ(BatchWrite(To("range", PutOf(RangeKey("a", "1")) + "," + PutOf(RangeKey("a", "2"))) +
                       "," + To("hash", PutOf(Key("a")))),
            kAllDone);
}

// Unlike PutItem, which tells a missing key attribute from one of a wrong type (dynalite).
TEST_F(BatchWriteItemTest, KeysOfPuts_MustMatchTheSchema) {
  for (const char* item : {R"({"p":{"N":"1"}})", R"({"q":{"S":"a"}})", R"({"p":{"NULL":true}})"}) {
    EXPECT_EQ(BatchWrite(To("hash", PutOf(item))), Invalid(kMismatch)) << item;
  }
  EXPECT_EQ(BatchWrite(To("range", PutOf(Key("a")))), Invalid(kMismatch));
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("")))),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key(std::string(2049, 'x'))))),
            Invalid("One or more parameter values were invalid: Size of hashkey has exceeded the "
                    "maximum size limit of2048 bytes"));
}

TEST_F(BatchWriteItemTest, KeysOfDeletes_MustMatchTheSchema) {
  for (const char* key :
       {R"({})", R"({"p":{"N":"1"}})", R"({"q":{"S":"a"}})", R"({"p":{"S":"a"},"q":{"S":"b"}})"}) {
    EXPECT_EQ(BatchWrite(To("hash", DeleteOf(key))), Invalid(kMismatch)) << key;
  }
  EXPECT_EQ(BatchWrite(To("hash", DeleteOf(Key("")))),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
}

TEST_F(BatchWriteItemTest, ItemSize_IsLimited) {
  EXPECT_EQ(BatchWrite(To("hash", PutOf(ItemOfBytes(409601)))), Invalid(kTooLarge));
  EXPECT_EQ(BatchWrite(To("absent", PutOf(ItemOfBytes(409601)))), Invalid(kTooLarge));
  EXPECT_EQ(BatchWrite(To("hash", PutOf(ItemOfBytes(409600)))), kAllDone);
}

TEST_F(BatchWriteItemTest, UnknownTable_IsNotFound) {
  EXPECT_EQ(BatchWrite(To("absent", PutOf(Key("a")))), NotFound(kNoTable));
  EXPECT_EQ(BatchWrite(To("absent", PutOf(Key("a")) + "," + DeleteOf(Key("a")))),
            NotFound(kNoTable));
}

// What needs no table comes first, request by request; then the number; then table by table. Where
// the emulators differ, this is DynamoDB Local's order.
TEST_F(BatchWriteItemTest, FirstRequestAtFault_Decides) {
  const std::string bad_number = PutOf(R"({"p":{"S":"a"},"n":{"N":"x"}})");
  EXPECT_EQ(BatchWrite(To("hash", bad_number + ",{}")), Invalid(kBadNumber));
  EXPECT_EQ(BatchWrite(To("hash", "{}," + bad_number)), Invalid(kNotOneOperation));
  EXPECT_EQ(BatchWrite(To("hash", PutOf(R"({"p":{"N":"1"}})") + "," + PutOf(ItemOfBytes(409601)))),
            Invalid(kTooLarge));
  EXPECT_EQ(BatchWrite(To("absent", Puts(15)) + "," + To("range", Puts(11, true))),
            Invalid(kTooManyItems));
  EXPECT_EQ(BatchWrite(To("hash", Puts(15)) + "," + To("range", Puts(10, true) + ",{}")),
            Invalid(kNotOneOperation));

  const std::string wrong_key = PutOf(R"({"p":{"N":"1"}})");
  const std::string twice = PutOf(Key("a")) + "," + PutOf(Key("a"));
  const std::string absent = To("absent", PutOf(Key("a")));
  EXPECT_EQ(BatchWrite(To("hash", wrong_key) + "," + absent), Invalid(kMismatch));
  EXPECT_EQ(BatchWrite(absent + "," + To("hash", wrong_key)), NotFound(kNoTable));
  EXPECT_EQ(BatchWrite(To("hash", twice) + "," + absent), Invalid(kDuplicates));
  EXPECT_EQ(BatchWrite(To("hash", twice + "," + wrong_key)), Invalid(kDuplicates));
  EXPECT_EQ(BatchWrite(To("hash", wrong_key + "," + twice)), Invalid(kMismatch));
}

// A request that is refused must not leave half of it behind.
TEST_F(BatchWriteItemTest, RefusedBatch_WritesNothing) {
  const std::string good = PutOf(Key("a")) + ",";
  for (const std::string& bad :
       {std::string("{}"), PutOf(Key("a")), PutOf(ItemOfBytes(409601)), PutOf(R"({"p":{"N":"1"}})"),
        DeleteOf(R"({"q":{"S":"a"}})"), PutOf(R"({"p":{"S":"b"},"n":{"N":"x"}})")}) {
    EXPECT_EQ(BatchWrite(To("hash", good + bad)).status, 400) << bad.substr(0, 80);
  }
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("a"))) + "," + To("absent", PutOf(Key("a")))).status,
            400);
  EXPECT_EQ(BatchWrite(To("hash", PutOf(Key("a"))) + "," + To("range", PutOf(Key("a")))).status,
            400);
  EXPECT_EQ(Scan("hash"), kEmptyTable);
}

// The API has no error for it: BatchWriteItem does not answer TransactionConflictException (API
// reference), and what the service could not do is unprocessed.
TEST_F(BatchWriteItemTest, ItemsHeldByATransaction_AreUnprocessed) {
  Arena arena;
  const storage::TablePtr table = database_->FindTable("hash");
  auto keep = [](std::optional<storage::EncodedItem>) { return Result(storage::WriteDecision{}); };
  const std::array holds = {
      storage::ItemWrite{table.get(), {AttributeValue::String("held"), std::nullopt}, keep},
      storage::ItemWrite{table.get(), {AttributeValue::String("gone"), std::nullopt}, keep}};
  ASSERT_TRUE(database_->Transact(arena, {holds, std::nullopt, 3'000'000}).ok());

  const std::string held = PutOf(R"({"n":{"N":"1"},"p":{"S":"held"}})");
  const std::string request =
      R"({"ReturnConsumedCapacity":"TOTAL","RequestItems":{)" +
      To("hash", held + "," + PutOf(Key("free")) + "," + DeleteOf(Key("gone"))) + "," +
      To("range", PutOf(RangeKey("a", "1"))) + "}}";
  const std::string left = To("hash", held + "," + DeleteOf(Key("gone")));
  EXPECT_EQ(Call("BatchWriteItem", request),
            Ok(R"({"UnprocessedItems":{)" + left +
               R"(},"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":1.0},)"
               R"({"TableName":"range","CapacityUnits":1.0}]})"));
  EXPECT_EQ(Get("hash", Key("held")), Ok("{}"));
  EXPECT_EQ(Get("hash", Key("free")), Ok(R"({"Item":{"p":{"S":"free"}}})"));
  EXPECT_EQ(Scan("range"), R"({"Count":1,"ScannedCount":1})");

  EXPECT_EQ(BatchWrite(left), Ok(R"({"UnprocessedItems":{)" + left + "}}"));
  clock_.AdvanceSeconds(3);
  EXPECT_EQ(BatchWrite(left), kAllDone);
  EXPECT_EQ(Scan("hash"), R"({"Count":2,"ScannedCount":2})");
}

}  // namespace
}  // namespace stator::testing
