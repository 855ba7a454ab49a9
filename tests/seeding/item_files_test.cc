// Files of items, and how they find their tables.
#include "tests/seeding/seeded_store.h"

namespace stator::server {
namespace {

using ::testing::Test;

class ItemFilesTest : public SeedingTest {};

constexpr const char* kOneItem = R"({"Items":[{"id":{"S":"a"},"n":{"N":"1"}}],"Count":1,)"
                                 R"("ScannedCount":1})";

TEST_F(ItemFilesTest, OneItem_IsReadInEveryShape) {
  const char* const kShapes[] = {
      R"({"id":{"S":"a"},"n":{"N":"1"}})",
      R"({"id":"a","n":1})",
      R"([{"id":"a","n":1}])",
      "\xEF\xBB\xBF  [\n {\"id\":\"a\",\"n\":1}\n]\n",
      R"({"Item":{"id":{"S":"a"},"n":{"N":"1"}}})",
      R"({"PutRequest":{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}})",
      R"({"Items":[{"id":{"S":"a"},"n":{"N":"1"}}],"Count":1,"ScannedCount":1,)"
      R"("ConsumedCapacity":null})",
      R"({"Items":[{"id":"a","n":1}]})",
      R"({"users":[{"PutRequest":{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}}]})",
      R"({"RequestItems":{"users":[{"PutRequest":{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}}]}})",
      R"({"users":[{"PutRequest":{"Item":{"id":{"S":"b"}}}},{"DeleteRequest":{"Key":{"id":)"
      R"({"S":"b"}}}},{"PutRequest":{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}}]})",
  };
  WriteTable("users");
  for (const char* shape : kShapes) {
    Write("users.json", shape);
    EXPECT_EQ(LoadError(), "") << shape;
    EXPECT_EQ(Scan("users"), kOneItem) << shape;
    Call("DeleteTable", R"({"TableName":"users"})");
  }
}

TEST_F(ItemFilesTest, PlainJson_BecomesEveryType) {
  WriteTable("users");
  Write("users.json",
        R"([{"id":"a","null":null,"yes":true,"no":false,"text":"","number":-1.50e2,)"
        R"("list":[1,"x",[],{}],"map":{"k":{"S":"not a type"}},"unicode":"\u00e4\ud83d\ude00"}])");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Scan("users"),
            R"({"Items":[{"id":{"S":"a"},"list":{"L":[{"N":"1"},{"S":"x"},{"L":[]},{"M":{}}]},)"
            R"("map":{"M":{"k":{"M":{"S":{"S":"not a type"}}}}},"no":{"BOOL":false},)"
            R"("null":{"NULL":true},"number":{"N":"-150"},"text":{"S":""},)"
            R"("unicode":{"S":"ä😀"},"yes":{"BOOL":true}}],"Count":1,"ScannedCount":1})");
}

TEST_F(ItemFilesTest, BinaryKeys_AreBase64InPlainJson) {
  WriteTable("blobs", "B");
  Write("blobs.jsonl", "{\"id\":\"AAEC\",\"v\":\"AAEC\"}\n");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Scan("blobs"),
            R"({"Items":[{"id":{"B":"AAEC"},"v":{"S":"AAEC"}}],"Count":1,"ScannedCount":1})");
}

TEST_F(ItemFilesTest, Lines_MayBeBlankAndMixedAndGzipped) {
  WriteTable("users");
  Write("users.jsonl",
        "\n{\"id\":\"a\"}\r\n\r\n{\"id\":{\"S\":\"b\"}}\n{\"Item\":{\"id\":"
        "{\"S\":\"c\"}}}");
  Write("users.json.gz", Gzip(R"([{"id":"d"},{"id":"e"}])"));
  Write("users.ndjson", R"({"id":"f"} {"id":"g"})");
  const Result<SeedReport> loaded = Load();
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  EXPECT_EQ(loaded->tables, 1U);
  EXPECT_EQ(loaded->items, 7U);
  EXPECT_EQ(Count("users"), 7);
}

TEST_F(ItemFilesTest, Table_IsThatOfTheFilesNameElseOfItsFolders) {
  WriteTable("users");
  WriteTable("my.orders-2");
  Write("users.json", R"({"id":"file"})");
  Write("10-users.json", R"({"id":"numbered"})");
  Write("users/part-1.json", R"({"id":"folder"})");
  Write("20_users/a/b/c.jsonl", R"({"id":"far below"})");
  Write("my.orders-2.json", R"({"id":"dots"})");
  Write("users/my.orders-2.json", R"({"id":"the file's name counts"})");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Count("users"), 4);
  EXPECT_EQ(Count("my.orders-2"), 2);
}

// A later file may define the table; what overwrites an item is in the order of the names.
TEST_F(ItemFilesTest, Order_IsThatOfNamesAndTablesComeFirst) {
  Write("1-users.json", R"({"id":"a","from":"1"})");
  Write("2-users.json", R"([{"id":"a","from":"2"},{"id":"b"},{"id":"a","from":"2 again"}])");
  Write("batch.json", R"({"users":[{"PutRequest":{"Item":{"id":{"S":"c"}}}}]})");
  Write("z-tables.json", TableText("users"));
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Count("users"), 3);
  EXPECT_NE(Scan("users").find("2 again"), std::string::npos);
}

TEST_F(ItemFilesTest, OtherFiles_ArePassedOverOrRefused) {
  WriteTable("users");
  Write("README.md", "# Seeds");
  Write("notes.txt", "x");
  Write(".hidden.json", "not JSON");
  Write("users.json", "");
  EXPECT_EQ(LoadError(), "");
  Call("DeleteTable", R"({"TableName":"users"})");
  Write("users.csv", "id\na\n");
  EXPECT_EQ(LoadError().rfind("users.csv: there is no telling what this is by its name", 0), 0U);
}

TEST_F(ItemFilesTest, ManyItems_GoInBatchesAndCanBeStopped) {
  WriteTable("users");
  std::string text;
  for (int i = 0; i < 1003; ++i) text += "{\"id\":\"" + std::to_string(i) + "\"}\n";
  Write("users.jsonl", text);
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Count("users"), 1003);
  EXPECT_EQ(batches_.size(), 41U);
  EXPECT_EQ(batches_.back(), "users.jsonl");
  Call("DeleteTable", R"({"TableName":"users"})");
  stops_ = true;
  EXPECT_EQ(LoadError(), "stopped");
  EXPECT_EQ(Count("users"), 25);
}

TEST_F(ItemFilesTest, BadFiles_AreNamedWithLineAndReason) {
  struct Case {
    const char* text;
    const char* error;
  };
  const std::string key = "this cannot be written to table users: ";
  const Case kCases[] = {
      {"{\"id\":\"a\"}\n{\"id\":\"b\",}\n", "users.json:2: this is not JSON"},
      {"[{\"id\":\"a\"},\n{\"id\":\n\n  tru }]", "users.json:4: this is not JSON"},
      {"[{\"id\":\"a\"}\n{\"id\":\"b\"}]",
       "users.json:2: there is no comma between two values of an array"},
      {"[{\"id\":\"a\"},\n]", "users.json:2: this is not JSON: a ] where a value should be"},
      {"[{\"id\":\"a\"}\n", "users.json:2: an array has no end"},
      {"\n{\"id\":\"a", "users.json:2: the value that begins here has no end"},
      {"{\"id\":\"a\"}\n42\n",
       "users.json:2: this is neither an item nor the definition of a table"},
      {"{\"id\":\"a\"},{\"id\":\"b\"}",
       "users.json:1: this is not JSON: a , where a value should be"},
      {"{\"id\":\"a\"}\n{\"name\":\"b\"}\n",
       "users.json:2: this cannot be written to table users: One or more parameter values were "
       "invalid: Missing the key id in the item"},
      {"{\"id\":\"a\"}\n\n{\"id\":1}\n",
       "users.json:3: this cannot be written to table users: One or more parameter values were "
       "invalid: Type mismatch for key id expected: S actual: N"},
      {"[{\"id\":\"a\"},\n{\"id\":{\"S\":\"b\"},\"n\":{\"N\":\"one\"}}]",
       "users.json:2: this cannot be written to table users: The parameter cannot be converted to "
       "a numeric value: one"},
      {"{\"Items\":[\n{\"id\":\"a\"},\n\"b\"]}", "users.json:3: this is not an item"},
      {"{\"nobody\":[{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"a\"}}}}]}",
       "users.json:1: there is no table nobody"},
  };
  WriteTable("users");
  for (const Case& one : kCases) {
    Write("users.json", one.text);
    EXPECT_EQ(LoadError(), one.error) << one.text;
    Call("DeleteTable", R"({"TableName":"users"})");
  }
  Write("users.json", "{}");
  Write("users.json.gz", Gzip(std::string(100'000, ' ')).substr(0, 60));
  EXPECT_EQ(LoadError().rfind("users.json:0", 0), std::string::npos);
}

TEST_F(ItemFilesTest, CutOffGzip_IsAnError) {
  WriteTable("users");
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "{\"id\":\"" + std::to_string(i * 7919) + "\"}\n";
  const std::string whole = Gzip(text);
  Write("users.jsonl.gz", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(LoadError().rfind("users.jsonl.gz", 0), 0U) << LoadError();
}

TEST_F(ItemFilesTest, ItemsWithoutATable_SayWhatIsMissing) {
  Write("people.json", R"([{"id":"a"}])");
  EXPECT_EQ(LoadError(),
            "people.json:1: this is not the definition of a table, and for an item the file has to "
            "be named as the table, or lie in a folder that is: there is no table people");
}

TEST_F(ItemFilesTest, NoFolder_IsAnError) {
  std::filesystem::remove_all(folder_.path());
  EXPECT_NE(LoadError().find("cannot be read: No such file or directory"), std::string::npos);
  std::filesystem::create_directory(folder_.path());
  EXPECT_EQ(LoadError(), "");
}

}  // namespace
}  // namespace stator::server
