#include "tests/server/served_service.h"

namespace stator::testing {
namespace {

// The strings that are the value of every member of this name in a body.
std::vector<std::string> TextsNamed(std::string_view body, std::string_view name) {
  std::vector<std::string> texts;
  const std::string start = "\"" + std::string(name) + "\":\"";
  for (size_t at = body.find(start); at != std::string_view::npos; at = body.find(start, at)) {
    at += start.size();
    texts.emplace_back(body.substr(at, body.find('"', at) - at));
  }
  return texts;
}

// The strings of a body's one list.
std::vector<std::string> TextsOfList(std::string_view body) {
  std::vector<std::string> texts;
  std::string_view list = body.substr(body.find('[') + 1);
  list = list.substr(0, list.find(']'));
  while (!list.empty()) {
    const size_t end = list.find('"', 1);
    texts.emplace_back(list.substr(1, end - 1));
    list.remove_prefix(std::min(list.size(), end + 2));
  }
  return texts;
}

std::string Quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

}  // namespace

std::string ServedService::DumpTable(const std::string& name) {
  const std::string table = R"("TableName":)" + Quoted(name);
  const std::string description = Do("DescribeTable", "{" + table + "}");
  std::string dump = description + "\n" + Do("Scan", "{" + table + "}") + "\n";
  for (const std::string& index : TextsNamed(description, "IndexName")) {
    dump += Do("Scan", "{" + table + R"(,"IndexName":)" + Quoted(index) + "}") + "\n";
  }
  dump += Do("DescribeTimeToLive", "{" + table + "}") + "\n";
  const std::string arn = TextsNamed(description, "TableArn").at(0);
  return dump + Do("ListTagsOfResource", R"({"ResourceArn":)" + Quoted(arn) + "}") + "\n";
}

std::string ServedService::DumpStream(const std::string& arn) {
  const std::string stream = R"("StreamArn":)" + Quoted(arn);
  std::string dump = Do("DescribeStream", "{" + stream + "}");
  for (const std::string& shard : TextsNamed(dump, "ShardId")) {
    const std::string answer =
        Do("GetShardIterator", "{" + stream + R"(,"ShardIteratorType":"TRIM_HORIZON","ShardId":)" +
                                   Quoted(shard) + "}");
    const std::string iterator = TextsNamed(answer, "ShardIterator").at(0);
    std::string records = Do("GetRecords", R"({"ShardIterator":)" + Quoted(iterator) + "}");
    dump += "\n" + records.substr(records.find("\"Records\":"),
                                  records.find("\"NextShardIterator\"") == std::string::npos
                                      ? std::string::npos
                                      : records.rfind("]") - records.find("\"Records\":"));
  }
  return dump + "\n";
}

std::string ServedService::Dump() {
  const std::string tables = Do("ListTables", "{}");
  std::string dump = tables + "\n";
  for (const std::string& name : TextsOfList(tables)) dump += DumpTable(name);
  const std::string streams = Do("ListStreams", "{}");
  dump += streams + "\n";
  for (const std::string& arn : TextsNamed(streams, "StreamArn")) dump += DumpStream(arn);
  return dump;
}

}  // namespace stator::testing
