#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/arena.h"
#include "server/json/json_value.h"

namespace stator::server {

// A table to create, from whatever described it. Views into the document that it is from.
struct TableDefinition {
  json::JsonValue create_request;           // of CreateTable
  std::string_view time_to_live_attribute;  // empty: none
  json::JsonValue origin;                   // for the line

  std::string_view name() const;
};

// What DescribeTable and CreateTable answer is not what CreateTable takes: the request that makes a
// table like the one described.
json::JsonValue RequestOfDescription(Arena& arena, const json::JsonValue& description);

// The request of a table in a NoSQL Workbench model.
json::JsonValue RequestOfModel(Arena& arena, const json::JsonValue& table);

// The members of these names that are there.
std::vector<json::JsonMember> PickMembers(const json::JsonValue& value,
                                          const std::vector<std::string_view>& names);

}  // namespace stator::server
