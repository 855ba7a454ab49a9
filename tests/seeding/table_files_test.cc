// CreateTable requests, descriptions, models of NoSQL Workbench and exports.
#include "tests/seeding/seeded_store.h"

namespace stator::server {
namespace {

class TableFilesTest : public SeedingTest {};

constexpr const char* kLarge =
    R"({"TableName":"large","BillingMode":"PROVISIONED",)"
    R"("ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},)"
    R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},)"
    R"({"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"B"}],)"
    R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by-g","Projection":{"ProjectionType":"INCLUDE",)"
    R"("NonKeyAttributes":["x"]},"KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6}}],)"
    R"("LocalSecondaryIndexes":[{"IndexName":"by-l","Projection":{"ProjectionType":"KEYS_ONLY"},)"
    R"("KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}]}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"},)"
    R"("DeletionProtectionEnabled":false,"TableClass":"STANDARD_INFREQUENT_ACCESS"})";

// A description without what cannot be the same twice.
std::string WithoutIdentity(std::string text) {
  for (const char* name :
       {"\"TableId\":\"", "\"LatestStreamLabel\":\"", "\"LatestStreamArn\":\""}) {
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const size_t begin = at + std::string_view(name).size();
      text.erase(begin, text.find('"', begin) - begin);
    }
  }
  return text;
}

TEST_F(TableFilesTest, Description_MakesTheTableThatItDescribes) {
  for (const std::string& request : {std::string(kLarge), TableText("plain")}) {
    Call("CreateTable", request);
    const std::string name = Tables().find("large") != std::string::npos ? "large" : "plain";
    const std::string described = Describe(name);
    const std::string inner = described.substr(9, described.size() - 10);  // of {"Table": ... }
    const std::string answered = R"({"TableDescription":)" + inner + "}";
    for (const std::string& text : {described, inner, answered}) {
      Call("DeleteTable", R"({"TableName":")" + name + "\"}");
      Write("table.json", text);
      EXPECT_EQ(LoadError(), "") << text;
      EXPECT_EQ(WithoutIdentity(Describe(name)), WithoutIdentity(described));
    }
    Call("DeleteTable", R"({"TableName":")" + name + "\"}");
  }
}

TEST_F(TableFilesTest, CreateRequests_MayBeSeveralInAFileAndYaml) {
  Write("tables.json", "[" + TableText("one") + "," + TableText("two") + "]");
  Write("lines.jsonl", TableText("three") + "\n" + TableText("four"));
  Write("five.yaml", R"(
TableName: five
BillingMode: PAY_PER_REQUEST
KeySchema:
  - {AttributeName: id, KeyType: HASH}
AttributeDefinitions:
  - {AttributeName: id, AttributeType: S}
)");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Tables(), R"({"TableNames":["five","four","one","three","two"]})");
}

TEST_F(TableFilesTest, BadDefinitions_AreNamedWithLineAndReason) {
  Write("a.json", "[" + TableText("one") + ",\n" + TableText("one") + "]");
  EXPECT_EQ(LoadError(), "a.json:2: table one cannot be created: Table already exists: one");
  Call("DeleteTable", R"({"TableName":"one"})");
  Write("a.json", "\n\n" + TableText("x"));
  EXPECT_EQ(LoadError(),
            "a.json:3: table x cannot be created: TableName must be at least 3 characters long and "
            "at most 255 characters long");
  Write("a.json", R"({"TableName":"one","KeySchema":[]})");
  EXPECT_EQ(LoadError().rfind("a.json:1: table one cannot be created: ", 0), 0U);
}

TEST_F(TableFilesTest, WorkbenchModel_HasTablesAndTheirData) {
  Write("model.json", R"({
  "ModelName": "Shop",
  "ModelMetadata": {"Author": "a", "Version": "3.0"},
  "DataModel": [{
    "TableName": "Orders",
    "KeyAttributes": {
      "PartitionKey": {"AttributeName": "customer", "AttributeType": "S"},
      "SortKey": {"AttributeName": "number", "AttributeType": "N"}},
    "NonKeyAttributes": [{"AttributeName": "state", "AttributeType": "S"}],
    "TableFacets": [],
    "GlobalSecondaryIndexes": [{
      "IndexName": "by-state",
      "KeyAttributes": {
        "PartitionKey": {"AttributeName": "state", "AttributeType": "S"},
        "SortKey": {"AttributeName": "number", "AttributeType": "N"}},
      "Projection": {"ProjectionType": "ALL"}}],
    "TableData": [
      {"customer": {"S": "c1"}, "number": {"N": "1"}, "state": {"S": "open"}},
      {"customer": {"S": "c1"}, "number": {"N": "2"}, "state": {"S": "done"}}],
    "DataAccess": {"MySql": {}},
    "BillingMode": "PROVISIONED",
    "ProvisionedCapacitySettings": {
      "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
      "AutoScalingRead": {}}
  }, {
    "TableName": "Empty",
    "KeyAttributes": {"PartitionKey": {"AttributeName": "id", "AttributeType": "B"}}
  }]})");
  const Result<SeedReport> loaded = Load();
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->tables, 2U);
  EXPECT_EQ(loaded->items, 2U);
  EXPECT_NE(Describe("Orders").find(R"("WriteCapacityUnits":6)"), std::string::npos);
  EXPECT_NE(Describe("Empty").find("PAY_PER_REQUEST"), std::string::npos);
  EXPECT_NE(Call("Query", R"({"TableName":"Orders","IndexName":"by-state",)"
                          R"("KeyConditionExpression":"#s = :s","ExpressionAttributeNames":)"
                          R"({"#s":"state"},"ExpressionAttributeValues":{":s":{"S":"done"}}})")
                .find(R"("Count":1)"),
            std::string::npos);
}

class ExportTest : public SeedingTest {
 protected:
  void WriteExport(const std::string& lines, int count, const std::string& format = "DYNAMODB_JSON",
                   const std::string& table = "books") {
    const std::string folder = "AWSDynamoDB/01700000000000-abc";
    Write(folder + "/_started", "");
    Write(folder + "/manifest-summary.json",
          "{\"version\":\"2020-06-30\",\"tableArn\":\"arn:aws:dynamodb:eu-west-1:123456789012:"
          "table/" +
              table + "\",\"itemCount\":" + std::to_string(count) + ",\n\"outputFormat\":\"" +
              format + "\"}");
    Write(folder + "/manifest-files.json",
          "{\"itemCount\":" + std::to_string(count) +
              ",\"md5Checksum\":\"x\",\"etag\":\"y\",\"dataFileS3Key\":\"some/prefix/"
              "AWSDynamoDB/01700000000000-abc/data/part.json.gz\"}\n");
    Write(folder + "/manifest-summary.md5", "x");
    Write(folder + "/data/part.json.gz", Gzip(lines));
  }
};

TEST_F(ExportTest, FullExport_IsLoadedIntoTheTableOfItsArn) {
  WriteExport("{\"Item\":{\"id\":{\"S\":\"a\"}}}\n{\"Item\":{\"id\":{\"S\":\"b\"}}}\n", 2);
  Write("tables.json", TableText("books"));
  const Result<SeedReport> loaded = Load();
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->items, 2U);
  EXPECT_EQ(Count("books"), 2);
}

TEST_F(ExportTest, IncrementalExport_PutsAndDeletes) {
  Write("00.json", TableText("books"));
  Write("01/books.json", R"([{"id":"a"},{"id":"b"}])");
  WriteExport(
      "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{\"id\":{\"S\":\"a\"}},"
      "\"OldImage\":{\"id\":{\"S\":\"a\"}}}\n"
      "{\"Keys\":{\"id\":{\"S\":\"c\"}},\"NewImage\":{\"id\":{\"S\":\"c\"},\"v\":{\"N\":\"1\"}}}\n",
      2);
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Count("books"), 2);
  EXPECT_EQ(Scan("books").find(R"("S":"a")"), std::string::npos);
}

TEST_F(ExportTest, WhatCannotBeLoaded_IsNamedWithTheReason) {
  const std::string summary = "AWSDynamoDB/01700000000000-abc/manifest-summary.json:";
  const std::string data = "AWSDynamoDB/01700000000000-abc/data/part.json.gz";
  WriteExport("{\"Item\":{\"id\":{\"S\":\"a\"}}}\n", 1, "DYNAMODB_JSON", "nobody");
  Write("tables.json", TableText("books"));
  EXPECT_EQ(LoadError(), summary +
                             "1: an export does not have the table's schema, and no file "
                             "defines table nobody; add what DescribeTable answers");
  Call("DeleteTable", R"({"TableName":"books"})");
  WriteExport("", 0, "ION");
  EXPECT_EQ(LoadError(), summary +
                             "2: this export is of the format ION; only those of the format "
                             "DYNAMODB_JSON can be loaded");
  WriteExport("{\"Item\":{\"id\":{\"S\":\"a\"}}}\n", 2);
  EXPECT_EQ(LoadError(), data + ": the manifest says that it has 2 items, and it has 1");
  Call("DeleteTable", R"({"TableName":"books"})");
  WriteExport("{\"Item\":{\"id\":{\"S\":\"a\"}}}\n{\"id\":{\"S\":\"b\"}}\n", 2);
  EXPECT_EQ(LoadError(), data + ":2: this is not a line of an export");
  Call("DeleteTable", R"({"TableName":"books"})");
  WriteExport("{\"Item\":{\"id\":{\"S\":\"a\"}}}\n{\"Item\":{\"id\":{\"N\":\"1\"}}}\n", 2);
  EXPECT_EQ(LoadError().rfind(data + ":2: this cannot be written to table books: ", 0), 0U);
}

}  // namespace
}  // namespace stator::server
