#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/error.h"

namespace stator::json {

// The HTTP status of an error: 400, 413 or 500.
int HttpStatus(ErrorCode code);

// What CancellationReasons call the error of an action: "ConditionalCheckFailed"; nullopt: "None".
std::string_view CancellationCode(std::optional<ErrorCode> code);

// What BatchExecuteStatement calls the error of a statement: "DuplicateItem".
std::string_view BatchStatementCode(ErrorCode code);

// The one place that writes error JSON: {"__type":"...#...","message":"..."} with the casing of
// `message` and the extra members that the service uses for this error. Replaces `out`.
void WriteError(const Error& error, std::string& out);

}  // namespace stator::json
