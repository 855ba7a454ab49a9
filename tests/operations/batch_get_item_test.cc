#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"

// Where no other source is named, the answers are those on which dynalite and dynoxide agree; of
// limits and sizes DynamoDB Local says the same.
namespace stator::testing {
namespace {

constexpr std::string_view kDuplicates = "Provided list of item keys contains duplicates";
constexpr std::string_view kMismatch = "The provided key element does not match the schema";
constexpr std::string_view kNoTable = "Requested resource not found";
constexpr std::string_view kArn = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string Key(std::string_view p) { return R"({"p":{"S":)" + Quoted(p) + "}}"; }

// `count` keys "PREFIX0", "PREFIX1" and so on, with more attributes.
std::string Keys(std::string_view prefix, size_t count, std::string_view more = "") {
  std::string keys;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) keys += ',';
    keys += R"({"p":{"S":")" + std::string(prefix) + std::to_string(i) + "\"}" + std::string(more) +
            "}";
  }
  return keys;
}

// An entry of RequestItems, with more members: `"ConsistentRead":true`.
std::string Of(std::string_view table, std::string_view keys, std::string_view members = "") {
  std::string entry = Quoted(table) + R"(:{"Keys":[)" + std::string(keys) + "]";
  if (!members.empty()) entry += "," + std::string(members);
  return entry + "}";
}

class BatchGetItemTest : public OperationTest {
 protected:
  BatchGetItemTest() {
    CreateTables();
    Put("hash", R"({"p":{"S":"a"},"n":{"N":"1"},"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}}})");
    Put("hash", R"({"p":{"S":"b"}})");
    Put("range", R"({"p":{"S":"a"},"r":{"N":"1"},"n":{"N":"7"}})");
  }

  Answer BatchGet(std::string_view items, std::string_view members = "") {
    return Call("BatchGetItem", R"({"RequestItems":{)" + std::string(items) + "}" +
                                    (members.empty() ? "" : ",") + std::string(members) + "}");
  }
  // Puts {p: PREFIX and a number, z: text} of this size each.
  void PutLarge(std::string_view prefix, size_t count, size_t bytes) {
    for (size_t i = 0; i < count; ++i) {
      const std::string p = std::string(prefix) + std::to_string(i);
      const std::string text(bytes - p.size() - 2, 'z');
      Put("hash", R"({"p":{"S":)" + Quoted(p) + R"(},"z":{"S":)" + Quoted(text) + "}}");
    }
  }
};

// What follows the Responses in an answer.
std::string_view AfterResponses(const Answer& answer) {
  const size_t at = answer.body.find(R"(,"UnprocessedKeys")");
  return at == std::string::npos ? answer.body : std::string_view(answer.body).substr(at + 1);
}

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(BatchGetItemTest, Items_AreListedByTable) {
  EXPECT_EQ(BatchGet(Of("range", R"({"p":{"S":"a"},"r":{"N":"1.0"}})") + "," +
                     Of("hash", Key("b") + "," + Key("none") + "," + Key("a"))),
            Ok(R"({"Responses":{"range":[{"n":{"N":"7"},"p":{"S":"a"},"r":{"N":"1"}}],)"
               R"("hash":[{"p":{"S":"b"}},)"
               R"({"m":{"M":{"x":{"N":"1"},"y":{"N":"2"}}},"n":{"N":"1"},"p":{"S":"a"}}]},)"
               R"("UnprocessedKeys":{}})"));
}

TEST_F(BatchGetItemTest, TableWithoutItems_HasAnEmptyList) {
  EXPECT_EQ(BatchGet(Of("hash", Key("none"))),
            Ok(R"({"Responses":{"hash":[]},"UnprocessedKeys":{}})"));
}

TEST_F(BatchGetItemTest, ProjectionAndNames_AreOfOneTable) {
  const std::string names = R"("ProjectionExpression":"#n, m.x",
      "ExpressionAttributeNames":{"#n":"n"})";
  EXPECT_EQ(BatchGet(Of("hash", Key("a") + "," + Key("b"), names) + "," +
                     Of("range", R"({"p":{"S":"a"},"r":{"N":"1"}})",
                        R"("ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"r"})")),
            Ok(R"({"Responses":{"hash":[{"m":{"M":{"x":{"N":"1"}}},"n":{"N":"1"}},{}],)"
               R"("range":[{"r":{"N":"1"}}]},"UnprocessedKeys":{}})"));
}

// "A map of table name or table ARN to a list of items" (API reference). A table that is called by
// both is answered under both, as DynamoDB Local does.
TEST_F(BatchGetItemTest, TableCalledByArn_IsAnsweredByArn) {
  EXPECT_EQ(
      BatchGet(Of(kArn, Key("b")) + "," + Of("hash", Key("b")),
               R"("ReturnConsumedCapacity":"TOTAL")"),
      Ok(R"({"Responses":{)" + Quoted(kArn) +
         R"(:[{"p":{"S":"b"}}],"hash":[{"p":{"S":"b"}}]},"UnprocessedKeys":{},)"
         R"("ConsumedCapacity":[{"TableName":)" +
         Quoted(kArn) + R"(,"CapacityUnits":0.5},{"TableName":"hash","CapacityUnits":0.5}]})"));
}

// Each item is rounded up by itself, what is not there costs the minimum, and the projection saves
// nothing (developer guide, "Read consistency", and API reference).
TEST_F(BatchGetItemTest, Capacity_IsReportedForEachTable) {
  PutLarge("z", 2, 4097);
  EXPECT_EQ(
      BatchGet(Of("hash", Keys("z", 2) + "," + Key("none"), R"("ProjectionExpression":"q")") + "," +
                   Of("range", R"({"p":{"S":"a"},"r":{"N":"1"}})", R"("ConsistentRead":true)"),
               R"("ReturnConsumedCapacity":"INDEXES")"),
      Ok(R"({"Responses":{"hash":[{},{}],)"
         R"("range":[{"n":{"N":"7"},"p":{"S":"a"},"r":{"N":"1"}}]},"UnprocessedKeys":{},)"
         R"("ConsumedCapacity":[)"
         R"({"TableName":"hash","CapacityUnits":2.5,"Table":{"CapacityUnits":2.5}},)"
         R"({"TableName":"range","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}]})"));
}

TEST_F(BatchGetItemTest, HundredKeys_AreTheLimit) {
  EXPECT_EQ(BatchGet(Of("hash", Keys("k", 100))),
            Ok(R"({"Responses":{"hash":[]},"UnprocessedKeys":{}})"));
  EXPECT_EQ(
      BatchGet(Of("hash", Keys("k", 60)) + "," + Of("range", Keys("k", 41, R"(,"r":{"N":"1"})"))),
      Invalid("Too many items requested for the BatchGetItem call"));
  // Recorded in nubo-db/dynoxide issue 18.
  EXPECT_EQ(BatchGet(Of("hash", Keys("k", 101))),
            Invalid("1 validation error detected: Value at 'RequestItems.hash.member.Keys' failed "
                    "to satisfy constraint: Member must have length less than or equal to 100"));
}

TEST_F(BatchGetItemTest, RequestItemsAndKeys_MustNotBeEmpty) {
  // Recorded in nubo-db/dynoxide pull request 198.
  EXPECT_EQ(BatchGet(""),
            Invalid("1 validation error detected: Value at 'RequestItems' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 1"));
  EXPECT_EQ(Call("BatchGetItem", "{}"),
            Invalid("1 validation error detected: Value null at 'requestItems' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(BatchGet(Of("hash", "")),
            Invalid("1 validation error detected: Value '[]' at 'requestItems.hash.member.keys' "
                    "failed to satisfy constraint: Member must have length greater than or equal "
                    "to 1"));
  EXPECT_EQ(BatchGet(R"("hash":{})"),
            Invalid("1 validation error detected: Value null at 'requestItems.hash.member.keys' "
                    "failed to satisfy constraint: Member must not be null"));
}

// That 1 and 1.0 are one key is dynalite's answer.
TEST_F(BatchGetItemTest, DuplicateKeys_AreRefused) {
  EXPECT_EQ(BatchGet(Of("hash", Key("a") + "," + Key("b") + "," + Key("a"))), Invalid(kDuplicates));
  EXPECT_EQ(
      BatchGet(Of("range", R"({"p":{"S":"a"},"r":{"N":"1"}},{"r":{"N":"1.0"},"p":{"S":"a"}})")),
      Invalid(kDuplicates));
  EXPECT_EQ(BatchGet(Of("range", R"({"p":{"S":"a"},"r":{"N":"1"}},{"p":{"S":"a"},"r":{"N":"2"}})"))
                .status,
            200);
}

// Duplicates are found without the table; so are values that cannot be read.
TEST_F(BatchGetItemTest, KeysOfAllTables_AreReadBeforeTheTablesAreLookedFor) {
  EXPECT_EQ(BatchGet(Of("absent", Key("a")) + "," + Of("hash", Key("a") + "," + Key("a"))),
            Invalid(kDuplicates));
  EXPECT_EQ(BatchGet(Of("hash", R"({"p":{"N":"1"}},{"p":{"N":"1"}})")), Invalid(kDuplicates));
  EXPECT_EQ(BatchGet(Of("absent", R"({"p":{"N":"x"}})")),
            Invalid("The parameter cannot be converted to a numeric value: x"));
  EXPECT_EQ(BatchGet(Of("hash", Key("a"), R"("ProjectionExpression":"name")") + "," +
                     Of("range", R"({"p":{"S":"a"},"r":{"N":"x"}})")),
            Invalid("The parameter cannot be converted to a numeric value: x"));
  EXPECT_EQ(BatchGet(Of("hash", Keys("k", 60)) + "," + Of("absent", Key("a") + "," + Key("a")) +
                     "," + Of("range", Keys("k", 41, R"(,"r":{"N":"1"})"))),
            Invalid(kDuplicates));
}

TEST_F(BatchGetItemTest, FirstTableAtFault_Decides) {
  const std::string wrong_key = Of("hash", R"({"p":{"N":"0"}})");
  const std::string absent = Of("absent", Key("a"));
  EXPECT_EQ(BatchGet(absent), NotFound(kNoTable));
  EXPECT_EQ(BatchGet(wrong_key + "," + absent), Invalid(kMismatch));
  EXPECT_EQ(BatchGet(absent + "," + wrong_key), NotFound(kNoTable));
  EXPECT_EQ(BatchGet(Of("hash", Keys("k", 60)) + "," + Of("absent", Keys("k", 41))),
            Invalid("Too many items requested for the BatchGetItem call"));
}

TEST_F(BatchGetItemTest, Keys_MustMatchTheSchema) {
  for (const char* key :
       {R"({})", R"({"p":{"N":"0"}})", R"({"q":{"S":"0"}})", R"({"p":{"S":"0"},"q":{"S":"1"}})"}) {
    EXPECT_EQ(BatchGet(Of("hash", Key("a") + "," + key)), Invalid(kMismatch)) << key;
  }
  EXPECT_EQ(BatchGet(Of("hash", Key(""))),
            Invalid("One or more parameter values are not valid. The AttributeValue for a key "
                    "attribute cannot contain an empty string value. Key: p"));
  EXPECT_EQ(BatchGet(Of("hash", Key(std::string(2049, 'x')))),
            Invalid("One or more parameter values were invalid: Size of hashkey has exceeded the "
                    "maximum size limit of2048 bytes"));
  EXPECT_EQ(BatchGet(Of("hash", R"({"p":{}})")),
            Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported "
                    "datatypes"));
}

TEST_F(BatchGetItemTest, ExpressionParameters_AreCheckedAsInGetItem) {
  const auto with = [this](std::string_view members) {
    return BatchGet(Of("hash", Key("a"), members));
  };
  EXPECT_EQ(with(R"("ProjectionExpression":"name")"),
            Invalid("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved "
                    "keyword: name"));
  EXPECT_EQ(with(R"("ProjectionExpression":"n","ExpressionAttributeNames":{"#z":"z"})"),
            Invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                    "{#z}"));
  EXPECT_EQ(with(R"("ExpressionAttributeNames":{"#z":"z"})"),
            Invalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_EQ(with(R"("ProjectionExpression":"n","AttributesToGet":["n"])"),
            Invalid("Can not use both expression and non-expression parameters in the same "
                    "request: Non-expression parameters: {AttributesToGet} Expression parameters: "
                    "{ProjectionExpression}"));
  EXPECT_EQ(with(R"("ProjectionExpression":"p.x")"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: Key: p"));
  EXPECT_EQ(BatchGet(Of("hash", R"({"p":{"N":"0"}})", R"("ProjectionExpression":"name")")),
            Invalid("Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved "
                    "keyword: name"));
}

// 40 items of 400 KB fit into 16 MB and the 41st does not; after it nothing is read any more, not
// even what is small (DynamoDB Local and dynoxide). The projection does not make items smaller.
TEST_F(BatchGetItemTest, SixteenMegabytes_LeaveKeysUnprocessed) {
  PutLarge("z", 42, size_t{400} * 1024);
  const std::string members = R"("ConsistentRead":true,"ProjectionExpression":"#p",)"
                              R"("ExpressionAttributeNames":{"#p":"p"})";
  const std::string small = R"({"p":{"S":"a"},"r":{"N":"1"}})";
  const Answer answer = BatchGet(Of("hash", Keys("z", 42), members) + "," + Of("range", small),
                                 R"("ReturnConsumedCapacity":"TOTAL")");
  EXPECT_EQ(answer.status, 200);
  const std::string_view after = AfterResponses(answer);
  const std::string_view responses =
      std::string_view(answer.body).substr(0, answer.body.size() - after.size());
  EXPECT_EQ(Count(responses, R"({"p":{"S":"z)"), 40U);
  EXPECT_TRUE(responses.ends_with(R"({"p":{"S":"z39"}}],"range":[]},)"));
  const std::string left =
      Of("hash", Key("z40") + "," + Key("z41"), members) + "," + Of("range", small);
  EXPECT_EQ(after, R"("UnprocessedKeys":{)" + left +
                       R"(},"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":4000.0},)"
                       R"({"TableName":"range","CapacityUnits":0.0}]})");
  EXPECT_EQ(BatchGet(left),
            Ok(R"({"Responses":{"hash":[{"p":{"S":"z40"}},{"p":{"S":"z41"}}],)"
               R"("range":[{"n":{"N":"7"},"p":{"S":"a"},"r":{"N":"1"}}]},"UnprocessedKeys":{}})"));
}

// DynamoDB Local and dynoxide.
TEST_F(BatchGetItemTest, ExactlySixteenMegabytes_AreProcessed) {
  PutLarge("z", 64, size_t{256} * 1024);
  const std::string projection = R"("ProjectionExpression":"p")";
  EXPECT_EQ(AfterResponses(BatchGet(Of("hash", Keys("z", 64), projection))),
            R"("UnprocessedKeys":{}})");
  // Missing items add nothing.
  EXPECT_EQ(AfterResponses(BatchGet(Of("hash", Keys("z", 65), projection))),
            R"("UnprocessedKeys":{}})");
  EXPECT_EQ(AfterResponses(BatchGet(Of("hash", Keys("z", 64) + "," + Key("b"), projection))),
            R"("UnprocessedKeys":{"hash":{"Keys":[{"p":{"S":"b"}}],"ProjectionExpression":"p"}}})");
}

}  // namespace
}  // namespace stator::testing
