#include "server/seeding/seed_target.h"

#include <utility>

#include "model/limits.h"
#include "server/json/json_writer.h"
#include "server/operations/dispatch.h"
#include "server/operations/registry.h"
#include "server/seeding/document.h"
#include "server/seeding/value_builder.h"

namespace stator::server {
namespace {

constexpr size_t kMaxBatchBytes = size_t{4} << 20;

std::string Quoted(std::string_view text) {
  std::string quoted;
  json::JsonWriter(quoted).String(text);
  return quoted;
}

// The message of an error's answer.
std::string MessageOf(std::string body) {
  Arena arena;
  const Result<json::JsonValue> answer = json::Parse(arena, body);
  if (answer.ok()) {
    for (const std::string_view name : {"message", "Message"}) {
      const std::string_view message = TextMember(*answer, name);
      if (!message.empty()) return std::string(message);
    }
    const std::string_view type = TextMember(*answer, "__type");
    if (!type.empty()) return std::string(type.substr(type.find('#') + 1));
  }
  return "it is refused";
}

}  // namespace

Result<std::string> SeedTarget::Call(std::string_view operation, std::string body) {
  const Operation* const found = FindOperation(operation);
  if (found == nullptr) return InternalError("there is no " + std::string(operation));
  Arena arena;
  OperationContext context{database_, clock_, arena, caller_, {}};
  context.reads_numbers_in_strings = true;
  std::string answer;
  if (RunOperation(context, *found, body, answer) == 200) return answer;
  return ValidationError(MessageOf(std::move(answer)));
}

Result<void> SeedTarget::CreateTable(const TableDefinition& table) {
  std::string body;
  json::JsonWriter writer(body);
  WriteValue(table.create_request, writer);
  STATOR_RETURN_IF_ERROR(Call("CreateTable", std::move(body)));
  if (table.time_to_live_attribute.empty()) return {};
  STATOR_RETURN_IF_ERROR(
      Call("UpdateTimeToLive", R"({"TableName":)" + Quoted(table.name()) +
                                   R"(,"TimeToLiveSpecification":{"Enabled":true,)"
                                   R"("AttributeName":)" +
                                   Quoted(table.time_to_live_attribute) + "}}"));
  return {};
}

Result<void> SeedWriter::Add(Request request) {
  bytes_ += request.attributes.size();
  requests_.push_back(std::move(request));
  const bool full = requests_.size() == limits::kMaxBatchWriteRequests || bytes_ >= kMaxBatchBytes;
  return full ? Flush() : Result<void>();
}

Result<void> SeedWriter::Flush() {
  if (requests_.empty()) return {};
  std::string body = R"({"RequestItems":{)" + Quoted(table_) + ":[";
  for (const Request& request : requests_) {
    if (body.back() != '[') body += ',';
    body += request.puts ? R"({"PutRequest":{"Item":)" : R"({"DeleteRequest":{"Key":)";
    body += request.attributes + "}}";
  }
  if (!target_.Call("BatchWriteItem", body + "]}}").ok()) {
    STATOR_RETURN_IF_ERROR(WriteSingly());
  }
  const size_t count = requests_.size();
  requests_.clear();
  bytes_ = 0;
  return written_(count);
}

Result<void> SeedWriter::WriteSingly() {
  for (const Request& request : requests_) {
    const std::string table = R"({"TableName":)" + Quoted(table_);
    const Result<std::string> written =
        request.puts ? target_.Call("PutItem", table + R"(,"Item":)" + request.attributes + "}")
                     : target_.Call("DeleteItem", table + R"(,"Key":)" + request.attributes + "}");
    if (!written.ok()) {
      return SeedError(
          file_, request.line,
          "this cannot be written to table " + table_ + ": " + written.error().message);
    }
  }
  return {};
}

}  // namespace stator::server
