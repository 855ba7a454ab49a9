#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/json/json_value.h"

// Members of a request whose types and constraints have already been checked.
namespace stator::server {

// nullopt: not given.
std::optional<int64_t> ReadInt(const json::JsonValue& object, std::string_view name);
// false: not given.
bool ReadBool(const json::JsonValue& object, std::string_view name);
// Empty: not given.
std::string_view ReadText(const json::JsonValue& object, std::string_view name);

}  // namespace stator::server
