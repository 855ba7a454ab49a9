#include "server/operations/dispatch.h"

#include "server/operations/registry.h"
#include "tests/support/operation_fixture.h"

// How requests are refused before their operation runs. Where no other source is named, the
// answers are those on which dynalite and dynoxide agree.
namespace stator::testing {
namespace {

class DispatchTest : public OperationTest {
 protected:
  DispatchTest() { CreateTables(); }

  Answer PutValue(const std::string& value) {
    return Call("PutItem", R"({"TableName":"hash","Item":{"p":{"S":"a"},"v":)" + value + "}}");
  }
};

// SerializationException spells Message with a capital, and without a message there is none.
Answer Unserializable(const std::string& message) {
  const std::string type = R"({"__type":"com.amazon.coral.service#SerializationException")";
  return {400, type + (message.empty() ? "}" : R"(,"Message":")" + message + "\"}")};
}

Answer InvalidValue(const std::string& message) {
  return Invalid("One or more parameter values were invalid: " + message);
}

TEST_F(DispatchTest, BodyThatIsNotJson_HasNoMessage) {
  for (const char* body : {"", "{", "{\"TableName\":\"hash\"", "{\"a\":1,}", "{} x", "nul", "{a:1}",
                           "{\"TableName\":'hash'}", "[1,2", "\"\\x\""}) {
    EXPECT_EQ(Call("GetItem", body), Unserializable("")) << body;
  }
}

TEST_F(DispatchTest, InvalidUtf8_IsNotJson) {
  for (const char* bytes : {"\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    EXPECT_EQ(PutValue(R"({"S":")" + std::string(bytes) + "\"}"), Unserializable("")) << bytes;
  }
  EXPECT_EQ(PutValue("{\"S\":\"\xC3\xA4\xF0\x9F\x98\x80\"}"), Ok("{}"));
}

TEST_F(DispatchTest, UnknownMembers_AreIgnored) {
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},"Foo":{"x":[1]}})"),
            Ok("{}"));
}

TEST_F(DispatchTest, Names_AreCaseSensitive) {
  EXPECT_EQ(Call("GetItem", R"({"tableName":"hash","Key":{"p":{"S":"a"}}})"),
            Invalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
                    "constraint: Member must not be null"));
}

TEST_F(DispatchTest, NullMembers_AreAbsent) {
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},
      "ProjectionExpression":null,"ExpressionAttributeNames":null,"ConsistentRead":null})"),
            Ok("{}"));
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":null})"),
            Invalid("1 validation error detected: Value null at 'key' failed to satisfy "
                    "constraint: Member must not be null"));
}

TEST_F(DispatchTest, WrongTypes_AreNamedAsJavaTypes) {
  EXPECT_EQ(Call("GetItem", R"({"TableName":1,"Key":{}})"),
            Unserializable("NUMBER_VALUE cannot be converted to String"));
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":[]})"),
            Unserializable("Unrecognized collection type java.util.Map<java.lang.String, "
                           "com.amazonaws.dynamodb.v20120810.AttributeValue>"));
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash","Limit":"1"})"),
            Unserializable("STRING_VALUE cannot be converted to Integer"));
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":"a"}})"),
            Unserializable("Unexpected value type in payload"));
  // dynoxide.
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":{"S":"a"}},"ConsistentRead":"x"})"),
            Unserializable("Unexpected token received from parser"));
}

// A type is wrong before any constraint is violated.
TEST_F(DispatchTest, WrongType_ComesBeforeConstraints) {
  EXPECT_EQ(Call("GetItem", R"({"ReturnConsumedCapacity":"x","Key":{"p":{"S":1}}})"),
            Unserializable("NUMBER_VALUE cannot be converted to String"));
}

// dynalite and dynoxide report them together, each in an order of its own.
// A request is read whole, attribute values too, before anything in it is judged: parameters that
// go together, expressions, whether the table is there.
TEST_F(DispatchTest, WrongTypeInAnAttributeValue_ComesBeforeEverythingElse) {
  const Answer value = Unserializable("Unexpected value type in payload");
  const Answer list = Unserializable(
      "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash","ExpressionAttributeValues":{":a":"b"}})"), value);
  EXPECT_EQ(Call("Scan", R"({"TableName":"hash","ExpressionAttributeValues":{":a":[]}})"), list);
  EXPECT_EQ(Call("Query", R"({"TableName":"hash","KeyConditionExpression":"p = :p",
      "ExpressionAttributeValues":{"a":1}})"),
            value);
  EXPECT_EQ(Call("GetItem", R"({"TableName":"hash","Key":{"p":1},"ProjectionExpression":""})"),
            value);
  EXPECT_EQ(Call("PutItem", R"({"TableName":"none","Item":{"p":{"S":"a"},"q":"b"}})"), value);
  EXPECT_EQ(Call("BatchWriteItem", R"({"RequestItems":{"hash":[{"PutRequest":{"Item":{"p":
      {"S":"a"}}},"DeleteRequest":{"Key":{"a":[]}}}]}})"),
            list);
}

// Operations on resources miss the ARN before other members.
TEST_F(DispatchTest, ResourceArnThatIsMissing_IsAnInvalidTableArn) {
  for (const char* operation : {"TagResource", "UntagResource", "ListTagsOfResource"}) {
    EXPECT_EQ(Call(operation, "{}"), Invalid("Invalid TableArn")) << operation;
    EXPECT_EQ(Call(operation, R"({"ResourceArn":null,"Tags":[{"Key":"","Value":""}]})"),
              Invalid("Invalid TableArn"));
    EXPECT_EQ(Call(operation, R"({"ResourceArn":1})"),
              Unserializable("NUMBER_VALUE cannot be converted to String"));
  }
}

TEST_F(DispatchTest, SeveralViolations_AreReportedTogether) {
  const Answer answer =
      Call("Scan", R"({"Limit":0,"Select":"X","Segment":-1,"ReturnConsumedCapacity":"all"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("\"5 validation errors detected: "), std::string::npos);
  for (const char* violation :
       {"Value null at 'tableName' failed to satisfy constraint: Member must not be null",
        "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or "
        "equal to 1",
        "Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum value set: "
        "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
        "Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than "
        "or equal to 0",
        "Value 'all' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy "
        "enum value set: [INDEXES, TOTAL, NONE]"}) {
    EXPECT_NE(answer.body.find(violation), std::string::npos) << answer.body;
  }
}

TEST_F(DispatchTest, TableNamesOfItemOperations_KeepTheirRules) {
  const auto get = [this](const std::string& name) {
    return Call("GetItem", R"({"TableName":")" + name + R"(","Key":{"p":{"S":"a"}}})");
  };
  const std::string at = "' at 'tableName' failed to satisfy constraint: Member must ";
  EXPECT_EQ(get("a$b"), Invalid("1 validation error detected: Value 'a$b" + at +
                                "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"));
  EXPECT_EQ(get("no"), Invalid("1 validation error detected: Value 'no" + at +
                               "have length greater than or equal to 3"));  // dynalite
  EXPECT_EQ(get("a$"), Invalid("2 validation errors detected: Value 'a$" + at +
                               "satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a$" +
                               at + "have length greater than or equal to 3"));
  EXPECT_EQ(get(std::string(255, 'a')), NotFound("Requested resource not found"));
  EXPECT_EQ(get(std::string(256, 'a')),
            Invalid("1 validation error detected: Value '" + std::string(256, 'a') + at +
                    "have length less than or equal to 255"));
}

TEST_F(DispatchTest, ArnThatNamesNoTable_IsRefused) {
  for (const char* arn :
       {"arn:", "arn:aws:dynamodb:us-east-1:000000000000:table/", "arn:aws:s3:::bucket",
        "arn:aws:dynamodb:us-east-1:000000000000:table/hash/index/idx"}) {
    const Answer answer = Get(arn, R"({"p":{"S":"a"}})");
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find("ValidationException"), std::string::npos) << answer.body;
  }
}

TEST_F(DispatchTest, Numbers_HaveARangeAndPrecision) {
  const Answer overflow = Invalid(
      "Number overflow. Attempting to store a number with magnitude larger than supported "
      "range");
  EXPECT_EQ(PutValue(R"({"N":"1e126"})"), overflow);
  EXPECT_EQ(PutValue(R"({"N":"-1e126"})"), overflow);
  EXPECT_EQ(PutValue(R"({"N":"1e-131"})"),
            Invalid("Number underflow. Attempting to store a number with magnitude smaller than "
                    "supported range"));
  EXPECT_EQ(PutValue(R"({"N":")" + std::string(39, '1') + "\"}"),
            Invalid("Attempting to store more than 38 significant digits in a Number"));
  EXPECT_EQ(PutValue(R"({"N":""})"),
            Invalid("The parameter cannot be converted to a numeric value"));
  for (const char* text : {"abc", " 1", "0x1", "NaN", "Infinity", "1e", "--1"}) {
    EXPECT_EQ(
        PutValue(R"({"N":")" + std::string(text) + "\"}"),
        Invalid("The parameter cannot be converted to a numeric value: " + std::string(text)));
  }
  for (const char* text : {"9.9999999999999999999999999999999999999E125", "1e-130", "1.", ".5",
                           "-0", "00012.500", "-9.9999999999999999999999999999999999999E125"}) {
    EXPECT_EQ(PutValue(R"({"N":")" + std::string(text) + "\"}"), Ok("{}")) << text;
  }
}

TEST_F(DispatchTest, Sets_AreNotEmptyAndHoldNoDuplicates) {
  EXPECT_EQ(PutValue(R"({"SS":[]})"), InvalidValue("An string set  may not be empty"));
  EXPECT_EQ(PutValue(R"({"NS":[]})"), InvalidValue("An number set  may not be empty"));
  EXPECT_EQ(PutValue(R"({"BS":[]})"), InvalidValue("Binary sets should not be empty"));
  EXPECT_EQ(PutValue(R"({"SS":["a","a"]})"),
            InvalidValue("Input collection [a, a] contains duplicates."));
  EXPECT_EQ(PutValue(R"({"NS":["1","1.0"]})"), Invalid("Input collection contains duplicates"));
  EXPECT_EQ(PutValue(R"({"BS":["AA==","AA=="]})"),
            InvalidValue("Input collection [AA==, AA==]of type BS contains duplicates."));
  EXPECT_EQ(PutValue(R"({"SS":[""]})"), Ok("{}"));
}

TEST_F(DispatchTest, AttributeValues_HaveExactlyOneType) {
  const Answer empty = Invalid(
      "Supplied AttributeValue is empty, must contain exactly one of the supported "
      "datatypes");
  EXPECT_EQ(PutValue("{}"), empty);
  EXPECT_EQ(PutValue(R"({"X":"a"})"), empty);
  EXPECT_EQ(PutValue(R"({"L":[{}]})"), empty);
  EXPECT_EQ(PutValue(R"({"S":"a","N":"1"})"),
            Invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly "
                    "one of the supported datatypes"));
  EXPECT_EQ(PutValue(R"({"NULL":false})"),
            InvalidValue("Null attribute value types must have the value of true"));
}

// 31 lists or maps around a scalar are 32 levels with the item's own map (DynamoDB Local and
// dynoxide agree).
TEST_F(DispatchTest, NestingDepth_IsLimited) {
  const auto nested = [](int levels, const char* open, const char* close) {
    std::string value = R"({"S":"x"})";
    for (int i = 0; i < levels; ++i) value = open + value + close;
    return value;
  };
  const Answer too_deep = Invalid(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested "
      "levels beyond supported limit");
  for (const auto& [open, close] :
       {std::pair{R"({"L":[)", "]}"}, std::pair{R"({"M":{"k":)", "}}"}}) {
    EXPECT_EQ(PutValue(nested(31, open, close)), Ok("{}"));
    EXPECT_EQ(PutValue(nested(32, open, close)), too_deep);
    EXPECT_EQ(PutValue(nested(200, open, close)), too_deep);
  }
  // However deep, it is refused and not followed.
  EXPECT_EQ(PutValue(nested(100'000, R"({"L":[)", "]}")).status, 400);
}

TEST_F(DispatchTest, Output_IsReplacedByTheError) {
  Arena arena;
  server::OperationContext context{*database_, clock_, arena, caller_, "localhost"};
  std::string body = "{";
  std::string out = "left over";
  EXPECT_EQ(server::RunOperation(context, *server::FindOperation("GetItem"), body, out), 400);
  EXPECT_EQ(out, Unserializable("").body);
}

}  // namespace
}  // namespace stator::testing
