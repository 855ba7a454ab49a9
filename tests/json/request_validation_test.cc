#include "server/json/request_validation.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/json/shape_ids.h"
#include "tests/json/parsed_json.h"

namespace stator::json {
namespace {

// "" for a valid request, otherwise the message behind "S: " or "V: ".
std::string Validated(ShapeId input, std::string_view text) {
  ParsedJson json(text);
  EXPECT_TRUE(json.ok()) << text;
  const Result<void> result = ValidateRequest(GetShape(input), json.value());
  if (result.ok()) return "";
  return (result.error().code == ErrorCode::kSerialization ? "S: " : "V: ") +
         result.error().message;
}

std::string OneViolation(std::string_view value, std::string_view path,
                         std::string_view constraint) {
  std::string text = "V: 1 validation error detected: Value ";
  text.append(value).append(" at '").append(path).append("' failed to satisfy constraint: ");
  return text.append(constraint);
}

std::string Times(size_t count, std::string_view text) {
  std::string joined;
  for (size_t i = 0; i < count; ++i) joined.append(i == 0 ? "" : ",").append(text);
  return joined;
}

TEST(ValidateRequest_ValidRequests, Pass) {
  EXPECT_EQ(Validated(shapes::kListTablesInput, "{}"), "");
  EXPECT_EQ(Validated(shapes::kListTablesInput, R"({"Limit":100,"Unknown":[{"a":1}]})"), "");
  EXPECT_EQ(Validated(shapes::kListTablesInput, R"({"Limit":null})"), "");
  EXPECT_EQ(Validated(shapes::kPutItemInput,
                      R"({"TableName":"Tab","Item":{"a":{"S":"x"}},"ReturnValues":"ALL_OLD"})"),
            "");
  EXPECT_EQ(Validated(shapes::kDescribeLimitsInput, "{}"), "");
  EXPECT_EQ(Validated(shapes::kGetRecordsInput, R"({"ShardIterator":"x","Limit":1})"), "");
}

// The emulators that were asked, one of which quotes recorded answers of the service, agree.
TEST(ValidateRequest_MissingMembers, AreNull) {
  EXPECT_EQ(Validated(shapes::kQueryInput, "{}"),
            OneViolation("null", "tableName", "Member must not be null"));
  EXPECT_EQ(Validated(shapes::kQueryInput, R"({"TableName":null})"),
            OneViolation("null", "tableName", "Member must not be null"));
  EXPECT_EQ(Validated(shapes::kPutItemInput, "{}"),
            "V: 2 validation errors detected: "
            "Value null at 'tableName' failed to satisfy constraint: Member must not be null; "
            "Value null at 'item' failed to satisfy constraint: Member must not be null");
}

// Recorded in nubo-db/dynoxide issue 11 and ExtendDB/extenddb pull request 14.
TEST(ValidateRequest_EmptyNameOrArn, IsTooShortOnly) {
  EXPECT_EQ(Validated(shapes::kScanInput, R"({"TableName":""})"),
            OneViolation("''", "tableName", "Member must have length greater than or equal to 1"));
  EXPECT_EQ(
      Validated(shapes::kScanInput, R"({"TableName":"ab"})"),
      OneViolation("'ab'", "tableName", "Member must have length greater than or equal to 3"));
}

// dynalite.
TEST(ValidateRequest_ViolationsOfPutItem, AreInTheOrderOfTheService) {
  EXPECT_EQ(Validated(shapes::kPutItemInput,
                      R"({"TableName":"Tab","ReturnValues":"X","ConditionalOperator":"Y"})"),
            "V: 3 validation errors detected: "
            "Value null at 'item' failed to satisfy constraint: Member must not be null; "
            "Value 'Y' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy "
            "enum value set: [OR, AND]; "
            "Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum "
            "value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
}

TEST(ValidateRequest_StringLengths, CountUtf16CodeUnits) {
  const auto table = [](const std::string& name) {
    return Validated(shapes::kListExportsInput, "{\"TableArn\":\"" + name + "\"}");
  };
  EXPECT_EQ(table(""),
            OneViolation("''", "tableArn", "Member must have length greater than or equal to 1"));
  EXPECT_EQ(table(std::string(1024, 'a')), "");
  EXPECT_NE(table(std::string(1025, 'a')), "");
  const auto repeated = [](size_t count, std::string_view text) {
    std::string all;
    for (size_t i = 0; i < count; ++i) all += text;
    return all;
  };
  EXPECT_EQ(table(repeated(1024, "\u20ac")), "");
  EXPECT_NE(table(repeated(1025, "\u20ac")), "");
  EXPECT_EQ(table(repeated(512, "\U0001F600")), "");
  EXPECT_NE(table(repeated(513, "\U0001F600")), "");
  const auto start = [](std::string_view name) {
    return Validated(shapes::kListStreamsInput, "{\"TableName\":\"" + std::string(name) + "\"}");
  };
  EXPECT_EQ(start("abc"), "");
  EXPECT_EQ(start("ab"), OneViolation("'ab'", "tableName",
                                      "Member must have length greater than or equal to 3"));
}

TEST(ValidateRequest_NumberBounds, AreIncluded) {
  const auto limit = [](std::string_view value) {
    return Validated(shapes::kListTablesInput, "{\"Limit\":" + std::string(value) + "}");
  };
  EXPECT_EQ(limit("1"), "");
  EXPECT_EQ(limit("100"), "");
  EXPECT_EQ(limit("1.5"), "");
  EXPECT_EQ(limit("0"),
            OneViolation("'0'", "limit", "Member must have value greater than or equal to 1"));
  EXPECT_EQ(limit("-1"),
            OneViolation("'-1'", "limit", "Member must have value greater than or equal to 1"));
  EXPECT_EQ(limit("101"),
            OneViolation("'101'", "limit", "Member must have value less than or equal to 100"));
  EXPECT_EQ(limit("99999999999999999999"),
            OneViolation("'99999999999999999999'", "limit",
                         "Member must have value less than or equal to 100"));
}

// Patterns go before lengths, as an emulator that quotes recorded answers has it.
TEST(ValidateRequest_PatternAndLength, AreBothReported) {
  EXPECT_EQ(Validated(shapes::kListTablesInput, R"({"Limit":0,"ExclusiveStartTableName":"a;"})"),
            "V: 3 validation errors detected: "
            "Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1; "
            "Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
            "Value 'a;' at 'exclusiveStartTableName' failed to satisfy constraint: "
            "Member must have length greater than or equal to 3");
}

TEST(ValidateRequest_Enums, ListTheirValuesInTheServicesOrder) {
  const auto put = [](std::string_view member) {
    return Validated(shapes::kPutItemInput,
                     R"({"TableName":"Tab","Item":{},)" + std::string(member) + "}");
  };
  EXPECT_EQ(put(R"("ReturnValues":"x")"),
            OneViolation("'x'", "returnValues",
                         "Member must satisfy enum value set: "
                         "[ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"));
  EXPECT_EQ(put(R"("ReturnConsumedCapacity":"")"),
            OneViolation("''", "returnConsumedCapacity",
                         "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"));
  EXPECT_EQ(put(R"("ConditionalOperator":"and")"),
            OneViolation("'and'", "conditionalOperator",
                         "Member must satisfy enum value set: [OR, AND]"));
  EXPECT_EQ(put(R"("Expected":{"a":{"ComparisonOperator":"x"}})"),
            OneViolation("'x'", "expected.a.member.comparisonOperator",
                         "Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, "
                         "NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"));
}

// The order in which an emulator that quotes recorded answers has them.
TEST(ValidateRequest_SeveralViolations, ComeInTheServicesOrder) {
  EXPECT_EQ(
      Validated(shapes::kQueryInput,
                R"({"KeyConditions":{"a":{}},"Limit":0,"AttributesToGet":[],"TableName":"t",)"
                R"("IndexName":"a","Select":"x"})"),
      "V: 6 validation errors detected: "
      "Value 'x' at 'select' failed to satisfy constraint: Member must satisfy enum value set: "
      "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]; "
      "Value 'a' at 'indexName' failed to satisfy constraint: "
      "Member must have length greater than or equal to 3; "
      "Value 't' at 'tableName' failed to satisfy constraint: "
      "Member must have length greater than or equal to 3; "
      "Value '[]' at 'attributesToGet' failed to satisfy constraint: "
      "Member must have length greater than or equal to 1; "
      "Value '0' at 'limit' failed to satisfy constraint: "
      "Member must have value greater than or equal to 1; "
      "Value null at 'keyConditions.a.member.comparisonOperator' failed to satisfy constraint: "
      "Member must not be null");
}

TEST(ValidateRequest_MoreThanTenViolations, StopsAtTen) {
  const std::string definitions = Times(20, "{}");
  const std::string answer =
      Validated(shapes::kCreateTableInput,
                R"({"TableName":"abc","AttributeDefinitions":[)" + definitions + "]}");
  EXPECT_TRUE(answer.starts_with(
      "V: 10 validation errors detected: Value null at "
      "'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
      "Member must not be null; Value null at 'attributeDefinitions.1.member.attributeType'"))
      << answer;
  EXPECT_TRUE(answer.ends_with(
      "Value null at 'attributeDefinitions.5.member.attributeType' failed to satisfy constraint: "
      "Member must not be null"))
      << answer;
}

TEST(ValidateRequest_ListLengths, AreReportedOnTheList) {
  EXPECT_EQ(
      Validated(shapes::kTransactGetItemsInput, R"({"TransactItems":[]})"),
      OneViolation("'[]'", "transactItems", "Member must have length greater than or equal to 1"));
  const std::string get = R"({"Get":{"TableName":"Tab","Key":{}}})";
  EXPECT_EQ(
      Validated(shapes::kTransactGetItemsInput, "{\"TransactItems\":[" + Times(100, get) + "]}"),
      "");
  EXPECT_TRUE(
      Validated(shapes::kTransactGetItemsInput, "{\"TransactItems\":[" + Times(101, get) + "]}")
          .ends_with("at 'transactItems' failed to satisfy constraint: "
                     "Member must have length less than or equal to 100"));
}

// A recorded answer of the service prints structures this way, and one for a key of three
// attributes has this limit although the API model lacks it.
TEST(ValidateRequest_KeySchemaOfThree, IsPrintedAsTheServiceDoes) {
  EXPECT_EQ(Validated(shapes::kCreateTableInput,
                      R"({"TableName":"Tab","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},)"
                      R"({"AttributeName":"sk","KeyType":"RANGE"},)"
                      R"({"KeyType":"RANGE","AttributeName":"extra"}]})"),
            OneViolation("'[KeySchemaElement(attributeName=pk, keyType=HASH), "
                         "KeySchemaElement(attributeName=sk, keyType=RANGE), "
                         "KeySchemaElement(attributeName=extra, keyType=RANGE)]'",
                         "keySchema", "Member must have length less than or equal to 2"));
}

// Recorded answers of the service have this form; the hash behind the @ is any.
TEST(ValidateRequest_BatchOfTwentySix, IsReportedOnTheMap) {
  const std::string request = R"({"PutRequest":{"Item":{"a":{"S":"x"}}}})";
  const auto batch = [&request](size_t count) {
    return Validated(shapes::kBatchWriteItemInput,
                     "{\"RequestItems\":{\"Tab\":[" + Times(count, request) + "]}}");
  };
  EXPECT_EQ(batch(25), "");
  const std::string answer = batch(26);
  EXPECT_TRUE(answer.starts_with(
      "V: 1 validation error detected: Value '{Tab=[WriteRequest(putRequest=PutRequest(item={a=com."
      "amazonaws.dynamodb.v20120810.AttributeValue@"))
      << answer;
  EXPECT_TRUE(answer.ends_with(
      "}), deleteRequest=null)]}' at 'requestItems' failed to satisfy constraint: Map value must "
      "satisfy constraint: [Member must have length less than or equal to 25, "
      "Member must have length greater than or equal to 1]"))
      << answer;
}

TEST(ValidateRequest_Maps, CheckKeysAndCount) {
  EXPECT_EQ(Validated(shapes::kBatchGetItemInput, R"({"RequestItems":{"":{"Keys":[{}]}}})"),
            OneViolation("'{=KeysAndAttributes(keys=[{}], attributesToGet=null, "
                         "consistentRead=null, expressionAttributeNames=null, "
                         "projectionExpression=null)}'",
                         "requestItems",
                         "Map keys must satisfy constraint: [Member must have length less than or "
                         "equal to 255, Member must have length greater than or equal to 3, "
                         "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]"));
  EXPECT_EQ(Validated(shapes::kBatchGetItemInput, R"({"RequestItems":{"Tab":{"Keys":[]}}})"),
            OneViolation("'[]'", "requestItems.Tab.member.keys",
                         "Member must have length greater than or equal to 1"));
  EXPECT_EQ(Validated(shapes::kBatchWriteItemInput,
                      R"({"RequestItems":{"Tab":[{"PutRequest":{}},{"DeleteRequest":{}}]}})"),
            "V: 2 validation errors detected: "
            "Value null at 'requestItems.Tab.member.1.member.putRequest.item' failed to satisfy "
            "constraint: Member must not be null; "
            "Value null at 'requestItems.Tab.member.2.member.deleteRequest.key' failed to satisfy "
            "constraint: Member must not be null");
}

TEST(ValidateRequest_AttributeNames, AreLimited) {
  const auto put = [](size_t length) {
    return Validated(shapes::kPutItemInput, R"({"TableName":"Tab","Item":{")" +
                                                std::string(length, 'n') + R"(":{"S":"x"}}})");
  };
  EXPECT_EQ(put(65535), "");
  EXPECT_TRUE(put(65536).ends_with(
      "at 'item' failed to satisfy constraint: Map keys must satisfy constraint: "
      "[Member must have length less than or equal to 65535]"));
}

TEST(ValidateRequest_ListsOfStrings, ReportTheirElementsOnTheList) {
  EXPECT_EQ(Validated(shapes::kUntagResourceInput, R"({"ResourceArn":"a","TagKeys":["x",""]})"),
            OneViolation("'[x, ]'", "tagKeys",
                         "Member must satisfy constraint: [Member must have length less than or "
                         "equal to 128, Member must have length greater than or equal to 1]"));
}

TEST(ValidateRequest_NullElements, AreViolations) {
  EXPECT_EQ(Validated(shapes::kUntagResourceInput, R"({"ResourceArn":"a","TagKeys":[null]})"),
            OneViolation("null", "tagKeys.1.member", "Member must not be null"));
  EXPECT_EQ(Validated(shapes::kBatchGetItemInput, R"({"RequestItems":{"Tab":null}})"),
            OneViolation("null", "requestItems.Tab.member", "Member must not be null"));
  EXPECT_EQ(Validated(shapes::kTransactGetItemsInput, R"({"TransactItems":[null]})"),
            OneViolation("null", "transactItems.1.member", "Member must not be null"));
}

// A table's name keeps its rules unless an ARN stands in its place; a new table has no ARN.
TEST(ValidateRequest_TableNames, KeepTheirRulesUnlessTheyAreArns) {
  const auto get = [](std::string_view name) {
    return Validated(shapes::kGetItemInput,
                     "{\"TableName\":\"" + std::string(name) + R"(","Key":{"p":{"S":"x"}}})");
  };
  const std::string_view pattern =
      "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
  EXPECT_EQ(get("a-Z_0."), "");
  EXPECT_EQ(get("a;b"), OneViolation("'a;b'", "tableName", pattern));
  EXPECT_EQ(get("arn:aws:dynamodb:us-east-1:000000000000:table/t"), "");
  EXPECT_EQ(Validated(shapes::kCreateTableInput, R"({"TableName":"arn:x","KeySchema":[)"
                                                 R"({"AttributeName":"p","KeyType":"HASH"}]})"),
            OneViolation("'arn:x'", "tableName", pattern));
}

// The agreement of emulators, and recorded answers of the service.
TEST(ValidateRequest_WrongTypes, AreSerializationExceptions) {
  const struct {
    ShapeId input;
    std::string_view body;
    std::string_view message;
  } cases[] = {
      {shapes::kListTablesInput, R"({"Limit":"x"})", "STRING_VALUE cannot be converted to Integer"},
      {shapes::kListTablesInput, R"({"Limit":true})", "TRUE_VALUE cannot be converted to Integer"},
      {shapes::kListTablesInput, R"({"Limit":{}})",
       "Start of structure or map found where not expected"},
      {shapes::kListTablesInput, R"({"Limit":[]})",
       "Unrecognized collection type class java.lang.Integer"},
      {shapes::kListTablesInput, R"({"ExclusiveStartTableName":1})",
       "NUMBER_VALUE cannot be converted to String"},
      {shapes::kListTablesInput, R"({"ExclusiveStartTableName":1.5})",
       "DECIMAL_VALUE cannot be converted to String"},
      {shapes::kListTablesInput, R"({"ExclusiveStartTableName":["a"]})",
       "Unrecognized collection type class java.lang.String"},
      {shapes::kGetItemInput, R"({"Key":"x"})", "Unexpected field type"},
      {shapes::kGetItemInput, R"({"Key":[]})",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
      {shapes::kGetItemInput, R"({"ConsistentRead":"true"})",
       "Unexpected token received from parser"},
      {shapes::kGetItemInput, R"({"ConsistentRead":1})",
       "NUMBER_VALUE cannot be converted to Boolean"},
      {shapes::kGetItemInput, R"({"AttributesToGet":"a"})", "Unexpected field type"},
      {shapes::kGetItemInput, R"({"AttributesToGet":{}})",
       "Start of structure or map found where not expected"},
      {shapes::kGetItemInput, R"({"ExpressionAttributeNames":[]})",
       "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>"},
      {shapes::kCreateTableInput, R"({"KeySchema":["x"]})", "Unexpected value type in payload"},
      {shapes::kCreateTableInput, R"({"KeySchema":[[]]})",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement"},
      {shapes::kCreateTableInput, R"({"ProvisionedThroughput":[]})",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput"},
      {shapes::kCreateTableInput, R"({"ProvisionedThroughput":{"ReadCapacityUnits":"x"}})",
       "STRING_VALUE cannot be converted to Long"},
      {shapes::kBatchWriteItemInput, R"({"RequestItems":[]})",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>"},
      {shapes::kBatchWriteItemInput, R"({"RequestItems":{"a":[{"PutRequest":"x"}]}})",
       "Unexpected field type"},
      {shapes::kBatchGetItemInput, R"({"RequestItems":{"a":{"Keys":[[]]}}})",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
      {shapes::kPutItemInput, "[]",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.PutItemInput"},
      {shapes::kPutItemInput, "\"x\"", "Unexpected field type"},
      {shapes::kPutItemInput, "null", ""},
  };
  for (const auto& [input, body, message] : cases) {
    EXPECT_EQ(Validated(input, body), "S: " + std::string(message)) << body;
  }
}

// The service, in Java, looks for the class of an element, and generic types have none.
TEST(ValidateRequest_ScalarForAGenericElement, IsAFailedCast) {
  const std::string message =
      "S: class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to "
      "class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
      "java.lang.Class are in module java.base of loader 'bootstrap')";
  for (const char* key : {"\"a\"", "1", "true"}) {
    const std::string keys = R"({"RequestItems":{"a":{"Keys":[)" + std::string(key) + "]}}}";
    EXPECT_EQ(Validated(shapes::kBatchGetItemInput, keys), message);
    const std::string list = R"({"RequestItems":{"a":)" + std::string(key) + "}}";
    EXPECT_EQ(Validated(shapes::kBatchWriteItemInput, list), message);
  }
}

TEST(ValidateRequest_WrongTypesAndViolations, ReportsTheTypeOnly) {
  EXPECT_EQ(Validated(shapes::kGetItemInput, R"({"TableName":"","Key":1})"),
            "S: Unexpected field type");
  // Inside attribute values, too, which are otherwise left to the codec.
  EXPECT_EQ(Validated(shapes::kPutItemInput, R"({"TableName":"","Item":{"a":{"S":1}}})"),
            "S: NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(Validated(shapes::kTransactWriteItemsInput,
                      R"({"TransactItems":[{"Put":{"Item":{"a":{"L":[{"B":"?"}]}}}}]})"),
            "S: Base64 encoded length is expected a multiple of 4 bytes but found: 1");
}

// A single attribute value is a member, one in a map is an element: the service words them apart.
TEST(ValidateRequest_AttributeValueOfWrongType, IsWordedByItsPlace) {
  EXPECT_EQ(Validated(shapes::kUpdateItemInput, R"({"AttributeUpdates":{"a":{"Value":"x"}}})"),
            "S: Unexpected field type");
  EXPECT_EQ(Validated(shapes::kUpdateItemInput, R"({"Key":{"a":"x"}})"),
            "S: Unexpected value type in payload");
}

// Every table that the generator wrote is consistent.
TEST(Shapes_EveryInput, IsReachableAndWellFormed) {
  std::vector<bool> seen(65536);
  std::vector<ShapeId> pending = {shapes::kPutItemInput, shapes::kCreateTableInput,
                                  shapes::kUpdateTableInput, shapes::kImportTableInput,
                                  shapes::kGetRecordsInput};
  size_t count = 0;
  while (!pending.empty()) {
    const ShapeId id = pending.back();
    pending.pop_back();
    if (seen[id]) continue;
    seen[id] = true;
    ++count;
    const Shape& shape = GetShape(id);
    EXPECT_FALSE(shape.name.empty());
    EXPECT_LE(shape.min, shape.max) << shape.name;
    EXPECT_EQ(shape.pattern.empty(), shape.matches_pattern == nullptr) << shape.name;
    for (const MemberShape& member : shape.members) pending.push_back(member.shape);
    if (shape.kind == ShapeKind::kList || shape.kind == ShapeKind::kMap) {
      EXPECT_NE(shape.element, 0) << shape.name;
      pending.push_back(shape.element);
    }
    if (shape.kind == ShapeKind::kMap) {
      EXPECT_EQ(GetShape(shape.key).kind, ShapeKind::kString) << shape.name;
    }
  }
  EXPECT_GT(count, 100U);
  EXPECT_EQ(GetShape(shapes::kPutItemInput).name, "PutItemInput");
}

}  // namespace
}  // namespace stator::json
