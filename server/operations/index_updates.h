#pragma once

#include <cstdint>

#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"

// GlobalSecondaryIndexUpdates of UpdateTable.
namespace stator::server {

// What can be said of the updates without knowing the table: that each does something, and that no
// two are of one index. None given is fine.
Result<void> CheckIndexUpdates(const json::JsonValue& request);

// Applies the updates to `schema`, whose other settings have been changed already and which had
// `billing_mode_before`; AttributeDefinitions become those of the key attributes that are left. A
// new index has id 0 and is kCreating.
Result<void> ApplyIndexUpdates(const json::JsonValue& request, BillingMode billing_mode_before,
                               int64_t now_seconds, TableSchema& schema);

}  // namespace stator::server
