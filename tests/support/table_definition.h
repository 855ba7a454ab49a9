#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

// The JSON of tables and indexes, in short: a KeySchema is "H:a H:b R:c", AttributeDefinitions are
// "a:S b:N".
namespace stator::testing {

// Calls `visit(before the colon, after it)` for each word.
template <typename Visit>
void ForEachPair(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const size_t end = words.find(' ');
    const std::string_view word = words.substr(0, end);
    const size_t colon = word.find(':');
    visit(std::string(word.substr(0, colon)), std::string(word.substr(colon + 1)));
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
}

// `"name":[...]`, without the member when `elements` is empty.
inline std::string ListMember(std::string_view name, std::initializer_list<std::string> elements) {
  std::string json;
  for (const std::string& element : elements) json += (json.empty() ? "" : ",") + element;
  return "\"" + std::string(name) + "\":[" + json + "]";
}

inline std::string KeySchema(std::string_view words) {
  std::string json;
  ForEachPair(words, [&json](const std::string& type, const std::string& name) {
    json += (json.empty() ? "" : ",") + (R"({"AttributeName":")" + name) + R"(","KeyType":")" +
            (type == "H" ? "HASH" : "RANGE") + "\"}";
  });
  return "\"KeySchema\":[" + json + "]";
}

inline std::string Definitions(std::string_view words) {
  std::string json;
  ForEachPair(words, [&json](const std::string& name, const std::string& type) {
    json += (json.empty() ? "" : ",") + (R"({"AttributeName":")" + name) +
            R"(","AttributeType":")" + type + "\"}";
  });
  return "\"AttributeDefinitions\":[" + json + "]";
}

inline constexpr std::string_view kAll = R"({"ProjectionType":"ALL"})";
inline constexpr std::string_view kKeysOnly = R"({"ProjectionType":"KEYS_ONLY"})";

// {"ProjectionType":"INCLUDE","NonKeyAttributes":["prefix0", ...]}
inline std::string Include(std::string_view prefix, int count) {
  std::string names;
  for (int i = 0; i < count; ++i) {
    names += (names.empty() ? "\"" : ",\"") + std::string(prefix) + std::to_string(i) + "\"";
  }
  return R"({"ProjectionType":"INCLUDE","NonKeyAttributes":[)" + names + "]}";
}

inline std::string Throughput(int read, int write) {
  return R"("ProvisionedThroughput":{"ReadCapacityUnits":)" + std::to_string(read) +
         R"(,"WriteCapacityUnits":)" + std::to_string(write) + "}";
}

// A definition of an index. `settings` are more members.
inline std::string Index(std::string_view name, std::string_view keys,
                         std::string_view projection = kAll, std::string_view settings = {}) {
  return R"({"IndexName":")" + std::string(name) + "\"," + KeySchema(keys) + R"(,"Projection":)" +
         std::string(projection) + (settings.empty() ? "" : ",") + std::string(settings) + "}";
}

inline std::string Local(std::initializer_list<std::string> indexes) {
  return ListMember("LocalSecondaryIndexes", indexes);
}

inline std::string Global(std::initializer_list<std::string> indexes) {
  return ListMember("GlobalSecondaryIndexes", indexes);
}

inline constexpr std::string_view kOnDemand = R"("BillingMode":"PAY_PER_REQUEST")";

// A CreateTable request for a table "table", on demand unless another billing is given.
inline std::string TableOf(std::string_view keys, std::string_view definitions,
                           std::initializer_list<std::string> members,
                           std::string_view billing = kOnDemand) {
  std::string json = R"({"TableName":"table",)" + KeySchema(keys) + "," + Definitions(definitions) +
                     "," + std::string(billing);
  for (const std::string& member : members) json += "," + member;
  return json + "}";
}

}  // namespace stator::testing
