#pragma once

#include <string_view>

#include "expressions/ast.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/operations/item_page.h"

// What Query and Scan check before they read an index.
namespace stator::server {

// The index that IndexName names; nullptr: the request has none. An error when there is no such
// index, when it cannot be read yet, or not as the request's ConsistentRead wants.
Result<const IndexSchema*> FindIndexToRead(const json::JsonValue& request,
                                           const TableSchema& schema);
// The same of an index that is named elsewhere.
Result<const IndexSchema*> FindIndexToRead(std::string_view index_name, bool consistent_read,
                                           const TableSchema& schema);

// That the filter of a Query uses only attributes that the index (nullptr: the table) projects.
Result<void> CheckFilterIsProjected(const TableSchema& schema, const IndexSchema* index,
                                    const expressions::Condition* filter);

// Whether what Select and the projection ask for is not all in the index, so that the items must be
// fetched from the table. That is possible only with a local index; with a global one it is an
// error.
Result<bool> NeedsTableItems(const TableSchema& schema, const IndexSchema* index,
                             const PageParameters& parameters);

}  // namespace stator::server
