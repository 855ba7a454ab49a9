#pragma once

#include <string>

#include "server/json/json_value.h"

namespace stator::server {

// 32 bytes that are equal for equal values in requests. The order of members does not matter, as it
// does not to the service.
std::string RequestDigest(const json::JsonValue& value);

}  // namespace stator::server
