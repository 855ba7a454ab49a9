#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "expressions/partiql/statement.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/item_action.h"
#include "server/operations/operation.h"
#include "storage/table.h"

// What the three operations on PartiQL statements share: reading a statement from a request, and
// making the action of a statement that writes.
namespace stator::server {

// The Parameters of `request`; none, when it has none. Errors are those of attribute values.
Result<std::span<AttributeValue>> ReadParameters(Arena& arena, const json::JsonValue& request);

// The Statement of `request` with these Parameters. Errors are those of ParseStatement.
Result<const expressions::partiql::Statement*> ReadStatement(Arena& arena,
                                                             const json::JsonValue& request,
                                                             std::span<AttributeValue> parameters);

// The Parameters of each of several statements. One that is no attribute value is the fault of the
// whole request and not of its statement (DynamoDB Local and dynoxide agree).
Result<std::vector<std::span<AttributeValue>>> ReadParametersOfEach(
    Arena& arena, std::span<const json::JsonValue> statements);

// That the statement's table can be one's name.
Result<void> CheckStatementTable(const expressions::partiql::Statement& statement);
// The statement's table.
Result<storage::TablePtr> FindStatementTable(const OperationContext& context,
                                             const expressions::partiql::Statement& statement);

// What INSERT, UPDATE, DELETE or EXISTS does to its one item, not yet bound. `request` tells
// ReturnValuesOnConditionCheckFailure. Lives in the arena. An error: WHERE does not name one item.
Result<ItemAction*> MakeStatementAction(Arena& arena, const json::JsonValue& request,
                                        const expressions::partiql::Statement& statement,
                                        const TableSchema& schema);

// What RETURNING asks for, once the action has been run; an empty map: nothing.
Result<AttributeMap> ReturnedItem(Arena& arena, const expressions::partiql::Statement& statement,
                                  const ItemAction& action);

// The key of the one item that a SELECT of a table reads, without further conditions; nullopt: it
// is no such SELECT.
Result<std::optional<PrimaryKey>> KeyOfSingleRead(Arena& arena,
                                                  const expressions::partiql::Statement& statement,
                                                  const TableSchema& schema);

}  // namespace stator::server
