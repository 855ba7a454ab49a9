#include "server/operations/dispatch.h"

#include "server/json/error_response.h"
#include "server/json/numbers_in_strings.h"
#include "server/json/request_validation.h"
#include "server/json/violations.h"
#include "server/operations/caller_arns.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

// Operations on tables complain about TableName before they look at anything else (dynalite and
// dynoxide agree); for other operations its rules are among the API model's constraints.
Result<void> CheckTableOfTableOperation(const json::JsonValue& request) {
  const json::JsonValue* member = request.Member("TableName");
  if (member == nullptr) {
    return ValidationError(
        "The parameter 'TableName' is required but was not present in the request");
  }
  if (!member->is_string()) return {};
  STATOR_ASSIGN_OR_RETURN(const std::string_view name, ReadTableName(request));
  if (name.size() < 3 || name.size() > 255) {
    return ValidationError(
        "TableName must be at least 3 characters long and at most 255 characters long");
  }
  return {};
}

// What the service says about the subject before it looks at the model's constraints.
Result<void> CheckSubject(Subject subject, const json::JsonValue& request) {
  if (subject == Subject::kTable) return CheckTableOfTableOperation(request);
  // dynalite and dynoxide agree.
  if (subject == Subject::kResource && request.Member("ResourceArn") == nullptr) {
    return ValidationError("Invalid TableArn");
  }
  return {};
}

Result<void> RunChecked(OperationContext& context, const Operation& operation,
                        const json::JsonValue& request, bool constraints_are_kept,
                        json::JsonWriter& response) {
  STATOR_RETURN_IF_ERROR(CheckSubject(operation.subject, request));
  if (!constraints_are_kept) {
    return json::DescribeViolations(json::GetShape(operation.input), request);
  }
  if (context.arn_scope != ArnScope::kAny) {
    STATOR_RETURN_IF_ERROR(CheckCallerOwnsArns(context, operation, request));
  }
  return operation.run(context, request, response);
}

// Whether an operation may give this error without having read all its attribute values.
bool MayHideTypeError(ErrorCode code) {
  return code == ErrorCode::kValidation || code == ErrorCode::kSerialization ||
         code == ErrorCode::kResourceNotFound;
}

Result<void> Run(OperationContext& context, const Operation& operation, std::span<char> body,
                 json::JsonWriter& response) {
  STATOR_ASSIGN_OR_RETURN(json::JsonValue request, json::Parse(context.arena, body));
  const json::Shape& shape = json::GetShape(operation.input);
  if (operation.subject == Subject::kTable && context.reads_numbers_in_strings) {
    request = json::ReadNumbersInStrings(shape, request, context.arena);
  }
  STATOR_ASSIGN_OR_RETURN(const bool constraints_are_kept, json::CheckTypes(shape, request));
  Result<void> result = RunChecked(context, operation, request, constraints_are_kept, response);
  if (!result.ok() && MayHideTypeError(result.error().code)) {
    STATOR_RETURN_IF_ERROR(json::CheckAttributeTypes(shape, request));
  }
  return result;
}

}  // namespace

int RunOperation(OperationContext& context, const Operation& operation, std::span<char> body,
                 std::string& out) {
  out.clear();
  json::JsonWriter response(out);
  const Result<void> result = Run(context, operation, body, response);
  if (result.ok()) return 200;
  json::WriteError(result.error(), out);
  return json::HttpStatus(result.error().code);
}

}  // namespace stator::server
