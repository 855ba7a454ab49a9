#pragma once

#include <string_view>
#include <vector>

#include "model/function_ref.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/operations/operation.h"

namespace stator::server {

// `tags` with the Tags of a request put in, sorted by key: a tag whose key is there already gets
// the new value, also when the request itself names a key twice (dynalite and dynoxide agree).
// An error for a reserved key, or when there are more than a table may have.
Result<std::vector<Tag>> WithRequestedTags(const std::vector<Tag>& tags,
                                           const json::JsonValue& request);

// The name of the table that the ResourceArn of a tagging operation is of. With one namespace for
// every account and region, these are not compared with anything.
Result<std::string_view> ReadTaggedTableName(const OperationContext& context,
                                             const json::JsonValue& request,
                                             std::string_view operation_name);

// Replaces the schema by what `change` makes of it; kResourceNotFound also while the table is
// CREATING or DELETING.
Result<void> ChangeTags(OperationContext& context, std::string_view table_name,
                        FunctionRef<Result<TableSchema>(const TableSchema&)> change);

// kResourceNotFound, in the words of TagResource and ListTagsOfResource.
Error TaggedTableNotFound(std::string_view resource_arn);

}  // namespace stator::server
