#pragma once

#include <string>

#include "model/error.h"
#include "server/json/json_value.h"
#include "server/json/shape.h"

namespace stator::json {

// The ValidationException that lists every constraint of `shape` that `body` violates, in the
// service's words and order. Types have been checked. The service stops after ten violations.
Error DescribeViolations(const Shape& shape, const JsonValue& body);

// A value as the service prints it in such a message: "null", "abc", "[a, b]", "{k=v}",
// "KeySchemaElement(attributeName=a, keyType=HASH)". Appends to `out`.
void PrintValue(const Shape& shape, const JsonValue& value, std::string& out);

// Length of valid UTF-8 in UTF-16 code units, which is what the service counts.
size_t Utf16Length(std::string_view text);

}  // namespace stator::json
