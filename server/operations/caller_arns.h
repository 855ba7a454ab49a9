#pragma once

#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/operation.h"

namespace stator::server {

// kAccessDenied when an ARN of DynamoDB in the request, wherever the API model has one, is that of
// another region or account, as far as the context's arn_scope looks at these. The request has been
// checked against the model.
Result<void> CheckCallerOwnsArns(const OperationContext& context, const Operation& operation,
                                 const json::JsonValue& request);

}  // namespace stator::server
