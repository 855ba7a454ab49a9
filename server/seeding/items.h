#pragma once

#include <string>

#include "model/table_schema.h"
#include "server/json/json_value.h"

namespace stator::server {

// Appends the item that a value stands for, in DynamoDB JSON. The attribute of the partition key
// tells what it is: {"id":{"S":"a"}} is DynamoDB JSON, {"id":"a"} plain JSON, which becomes
// strings, numbers, booleans, nulls, lists and maps. A string where the schema has a binary key is
// base64.
void AppendItem(const json::JsonValue& value, const TableSchema& schema, std::string& out);

// What is inside of {"Item": ...} and {"PutRequest": {"Item": ...}}, unless the value has the
// table's partition key itself.
const json::JsonValue& UnwrapItem(const json::JsonValue& value, const TableSchema& schema);

}  // namespace stator::server
