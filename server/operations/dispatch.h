#pragma once

#include <span>
#include <string>

#include "server/operations/operation.h"

namespace stator::server {

// Reads the body, checks it against the API model, runs the operation and leaves the response's or
// the error's JSON in `out`. Returns the HTTP status. `body` is overwritten.
int RunOperation(OperationContext& context, const Operation& operation, std::span<char> body,
                 std::string& out);

}  // namespace stator::server
