#pragma once

#include <string_view>

#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/operation.h"
#include "storage/table.h"

namespace stator::server {

// Whether the text keeps the rules for names of tables.
bool IsTableName(std::string_view text);

// The TableName of a request: a name, or the name at the end of a table's ARN. With one namespace
// for every account and region, the rest of an ARN is not compared with anything. An error when an
// ARN is not one of a table.
Result<std::string_view> ReadTableName(const json::JsonValue& request);

// The same of a name that stands elsewhere.
Result<std::string_view> TableNameOf(std::string_view name_or_arn);

// nullptr when there is no such table, or none that items can be read from and written to: it is
// CREATING or DELETING.
storage::TablePtr FindServingTable(const OperationContext& context, std::string_view table_name);

// The request's table, for operations on items: "Requested resource not found".
Result<storage::TablePtr> FindTableForItems(const OperationContext& context,
                                            std::string_view table_name);

}  // namespace stator::server
