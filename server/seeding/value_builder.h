#pragma once

#include <string_view>
#include <vector>

#include "model/arena.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"

namespace stator::server {

// All copy what they get into the arena.
json::JsonValue StringOf(Arena& arena, std::string_view text);
json::JsonValue ArrayOf(Arena& arena, const std::vector<json::JsonValue>& elements);
// Of members with equal names the last one counts.
json::JsonValue ObjectOf(Arena& arena, std::vector<json::JsonMember> members);

// Writes a value as it is. It must not be nested more deeply than json::Parse() reads.
void WriteValue(const json::JsonValue& value, json::JsonWriter& writer);

// The member of this name that is an object, an array or a string; nullptr: there is none, or it is
// something else.
const json::JsonValue* ObjectMember(const json::JsonValue& value, std::string_view name);
const json::JsonValue* ArrayMember(const json::JsonValue& value, std::string_view name);
// A string's text; empty: it is something else.
std::string_view TextOf(const json::JsonValue& value);
// Empty: there is none.
std::string_view TextMember(const json::JsonValue& value, std::string_view name);

}  // namespace stator::server
