#pragma once

#include <initializer_list>
#include <string>

#include "tests/support/operation_fixture.h"

namespace stator::testing {

// Reads of indexes of one table "tbl", with the keys p (S) and r (N).
//
//   index     kind    key                            projects
//   g-all     global  h (S), s (N)                   everything
//   g-keys    global  h (S), s (N)                   keys
//   g-some    global  h (S), s (N)                   keys and "a"
//   g-hash    global  h (S)                          keys
//   g-many    global  h (S), k (N); s (N), u (S), v (B)   everything
//   l-all     local   p, l (N)                       everything
//   l-keys    local   p, l (N)                       keys
//   l-some    local   p, l (N)                       keys and "a"
class IndexReadTest : public OperationTest {
 protected:
  IndexReadTest() {
    const std::string hash_and_range = Keys({"h"}, {"s"});
    const std::string local = Keys({"p"}, {"l"});
    const std::string global_indexes =
        Index("g-all", hash_and_range, kAll) + "," + Index("g-keys", hash_and_range, kKeys) + "," +
        Index("g-some", hash_and_range, kSome) + "," + Index("g-hash", Keys({"h"}, {}), kKeys) +
        "," + Index("g-many", Keys({"h", "k"}, {"s", "u", "v"}), kAll);
    const std::string local_indexes = Index("l-all", local, kAll) + "," +
                                      Index("l-keys", local, kKeys) + "," +
                                      Index("l-some", local, kSome);
    const Answer created =
        Call("CreateTable", R"({"TableName":"tbl","BillingMode":"PAY_PER_REQUEST","KeySchema":)" +
                                Keys({"p"}, {"r"}) + R"(,"AttributeDefinitions":[
        {"AttributeName":"p","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},
        {"AttributeName":"h","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"},
        {"AttributeName":"k","AttributeType":"N"},{"AttributeName":"u","AttributeType":"S"},
        {"AttributeName":"v","AttributeType":"B"},{"AttributeName":"l","AttributeType":"N"}],
        "GlobalSecondaryIndexes":[)" +
                                global_indexes + R"(],"LocalSecondaryIndexes":[)" + local_indexes +
                                "]}");
    EXPECT_EQ(created.status, 200) << created.body;
  }

  // Query of the partition "x" of the index. `members` is a list
  // of more members of the request, without the comma before it; `values` adds to :x.
  Answer Query(const std::string& index, const std::string& members = "",
               const std::string& values = "") {
    const std::string key = index.starts_with("l") ? "p" : "h";
    return QueryWhere(index, key + " = :x",
                      R"(":x":{"S":"x"})" + (values.empty() ? "" : "," + values), members);
  }

  Answer QueryWhere(const std::string& index, const std::string& key_condition,
                    const std::string& values, const std::string& members = "") {
    return Call("Query", R"({"TableName":"tbl","IndexName":")" + index +
                             R"(","KeyConditionExpression":")" + key_condition +
                             R"(","ExpressionAttributeValues":{)" + values + "}" +
                             (members.empty() ? "" : "," + members) + "}");
  }

  Answer Scan(const std::string& index, const std::string& members = "") {
    return Call("Scan", R"({"TableName":"tbl","IndexName":")" + index + "\"" +
                            (members.empty() ? "" : "," + members) + "}");
  }

  // Puts an item with the key {p, r} and more attributes.
  void PutItem(const std::string& p, int r, const std::string& attributes = "") {
    Put("tbl", R"({"p":{"S":")" + p + R"("},"r":{"N":")" + std::to_string(r) + "\"}" +
                   (attributes.empty() ? "" : "," + attributes) + "}");
  }

  // The answer with these items, all of which were scanned.
  static Answer Items(const std::string& items, int count) {
    return Ok("{\"Items\":[" + items + "],\"Count\":" + std::to_string(count) +
              ",\"ScannedCount\":" + std::to_string(count) + "}");
  }

 private:
  static constexpr const char* kAll = R"({"ProjectionType":"ALL"})";
  static constexpr const char* kKeys = R"({"ProjectionType":"KEYS_ONLY"})";
  static constexpr const char* kSome = R"({"ProjectionType":"INCLUDE","NonKeyAttributes":["a"]})";

  static std::string Keys(std::initializer_list<const char*> hash,
                          std::initializer_list<const char*> range) {
    std::string text;
    const auto append = [&](const std::string& name, const std::string& type) {
      text += text.empty() ? "[" : ",";
      text += R"({"AttributeName":")" + name + R"(","KeyType":")" + type + "\"}";
    };
    for (const char* name : hash) append(name, "HASH");
    for (const char* name : range) append(name, "RANGE");
    return text + "]";
  }

  static std::string Index(const std::string& name, const std::string& keys,
                           const std::string& projection) {
    return R"({"IndexName":")" + name + R"(","KeySchema":)" + keys + R"(,"Projection":)" +
           projection + "}";
  }
};

}  // namespace stator::testing
