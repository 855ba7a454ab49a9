#include "server/operations/caller_arns.h"

#include <string>
#include <string_view>

namespace stator::server {
namespace {

using json::JsonValue;
using json::Shape;
using json::ShapeKind;

// Cuts the part up to the next colon off the front.
std::string_view TakePart(std::string_view& arn) {
  const std::string_view part = arn.substr(0, arn.find(':'));
  arn.remove_prefix(part.size() == arn.size() ? part.size() : part.size() + 1);
  return part;
}

// Only what looks like an ARN of DynamoDB; what is wrong with others is said elsewhere.
bool IsForeign(std::string_view arn, const OperationContext& context) {
  if (TakePart(arn) != "arn") return false;
  TakePart(arn);  // the partition
  if (TakePart(arn) != "dynamodb") return false;
  const std::string_view region = TakePart(arn);
  const std::string_view account = TakePart(arn);
  if (region != context.caller.region) return true;
  return context.arn_scope == ArnScope::kAccountAndRegion && account != context.caller.account_id;
}

bool MayBeArn(const Shape& shape) {
  return shape.arn_allowed || shape.name.ends_with("Arn") || shape.name.ends_with("ArnString");
}

// The first such ARN, empty when there is none. Recursion is bounded by the model's depth.
std::string_view FindForeign(const OperationContext& context, const Shape& shape,
                             const JsonValue& value) {
  if (value.is_null()) return {};
  if (shape.kind == ShapeKind::kString) {
    return MayBeArn(shape) && IsForeign(value.text(), context) ? value.text() : std::string_view();
  }
  std::string_view found;
  if (shape.kind == ShapeKind::kStructure) {
    for (const json::MemberShape& member : shape.members) {
      const JsonValue* const content = value.Member(member.name);
      if (content == nullptr || !found.empty()) continue;
      found = FindForeign(context, json::GetShape(member.shape), *content);
    }
  } else if (shape.kind == ShapeKind::kList) {
    for (const JsonValue& element : value.array()) {
      if (found.empty()) found = FindForeign(context, json::GetShape(shape.element), element);
    }
  } else if (shape.kind == ShapeKind::kMap) {
    for (const json::JsonMember& member : value.object()) {
      if (!found.empty()) break;
      if (MayBeArn(json::GetShape(shape.key)) && IsForeign(member.name, context)) {
        return member.name;
      }
      found = FindForeign(context, json::GetShape(shape.element), member.value);
    }
  }
  return found;
}

}  // namespace

// The text is the service's to a caller whom no policy lets at another account's table (recorded
// answers). To an ARN of another region it may say something else.
Result<void> CheckCallerOwnsArns(const OperationContext& context, const Operation& operation,
                                 const JsonValue& request) {
  const std::string_view arn = FindForeign(context, json::GetShape(operation.input), request);
  if (arn.empty()) return {};
  const std::string action = "dynamodb:" + std::string(operation.name);
  return Error{ErrorCode::kAccessDenied,
               "User: arn:aws:iam::" + std::string(context.caller.account_id) +
                   ":root is not authorized to perform: " + action +
                   " on resource: " + std::string(arn) +
                   " because no resource-based policy allows the " + action + " action",
               nullptr};
}

}  // namespace stator::server
