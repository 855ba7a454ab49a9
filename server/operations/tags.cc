#include "server/operations/tags.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr size_t kMaxTags = 50;
constexpr std::string_view kReservedPrefix = "aws:";

// The parts of "arn:partition:service:region:account:resource"; empty ones when there are fewer.
std::array<std::string_view, 6> SplitArn(std::string_view arn) {
  std::array<std::string_view, 6> parts;
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    parts[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  parts.back() = arn;
  return parts;
}

}  // namespace

Result<std::vector<Tag>> WithRequestedTags(const std::vector<Tag>& tags,
                                           const json::JsonValue& request) {
  std::map<std::string_view, std::string_view> values;
  for (const Tag& tag : tags) values[tag.key] = tag.value;
  if (const json::JsonValue* requested = request.Member("Tags"); requested != nullptr) {
    for (const json::JsonValue& tag : requested->array()) {
      const std::string_view key = ReadText(tag, "Key");
      // "AWS-assigned tag names ... the user cannot assign" (API reference, Tag). The words are
      // ours; the service's are not known.
      if (key.starts_with(kReservedPrefix)) {
        return ValidationError(
            "One or more parameter values were invalid: Tag keys must not start with the reserved "
            "prefix aws:. Key: " +
            std::string(key));
      }
      values[key] = ReadText(tag, "Value");
    }
  }
  // dynoxide's words.
  if (values.size() > kMaxTags) {
    return ValidationError(
        "One or more parameter values were invalid: Too many tags: tag limit is " +
        std::to_string(kMaxTags));
  }
  std::vector<Tag> merged;
  for (const auto& [key, value] : values) merged.push_back({std::string(key), std::string(value)});
  return merged;
}

// As dynalite and dynoxide answer: what is not even like the ARN of a resource, with a slash in it,
// is nothing that the caller may tag.
Result<std::string_view> ReadTaggedTableName(const OperationContext& context,
                                             const json::JsonValue& request,
                                             std::string_view operation_name) {
  const std::string_view arn = ReadText(request, "ResourceArn");
  const auto [prefix, partition, service, region, account, resource] = SplitArn(arn);
  const bool of_dynamodb = prefix == "arn" && service == "dynamodb";
  if (!of_dynamodb && resource.find('/') == std::string_view::npos) {
    return Error{ErrorCode::kAccessDenied,
                 "User: arn:aws:iam::" + std::string(context.caller.account_id) +
                     ":root is not authorized to perform: dynamodb:" + std::string(operation_name) +
                     " on resource: " + std::string(arn),
                 nullptr};
  }
  constexpr std::string_view kTable = "table/";
  if (of_dynamodb && resource.starts_with(kTable) && IsTableName(resource.substr(kTable.size()))) {
    return resource.substr(kTable.size());
  }
  return ValidationError("Invalid TableArn: Invalid ResourceArn provided as input " +
                         std::string(arn));
}

// A table that is CREATING has no tags to see or to change, as users of the service report; what it
// says of one that is DELETING is not known.
Result<void> ChangeTags(OperationContext& context, std::string_view table_name,
                        FunctionRef<Result<TableSchema>(const TableSchema&)> change) {
  if (FindServingTable(context, table_name) == nullptr) return storage::TableNotFound(table_name);
  STATOR_RETURN_IF_ERROR(context.database.UpdateTable(table_name, change));
  return {};
}

// The missing letter is the service's (recorded in reports of users).
Error TaggedTableNotFound(std::string_view resource_arn) {
  return {ErrorCode::kResourceNotFound,
          "Requested resource not found: ResourcArn: " + std::string(resource_arn) + " not found",
          nullptr};
}

}  // namespace stator::server
