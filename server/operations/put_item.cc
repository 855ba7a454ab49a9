#include <array>
#include <optional>
#include <string_view>

#include "server/json/attribute_codec.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/index_keys.h"
#include "server/operations/item_key.h"
#include "server/operations/item_write.h"
#include "server/operations/operations.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kExpressions = {"ConditionExpression"};
constexpr std::array<std::string_view, 2> kLegacy = {"Expected", "ConditionalOperator"};
constexpr ExpressionParameters kParameters = {kExpressions, false, kLegacy};

}  // namespace

Result<void> PutItem(OperationContext& context, const json::JsonValue& request,
                     json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(const AttributeMap item,
                          json::ReadAttributeMap(arena, *request.Member("Item")));
  STATOR_ASSIGN_OR_RETURN(const ReturnValues return_values, ReadReturnOldValues(request));
  STATOR_ASSIGN_OR_RETURN(const size_t item_size, CheckedItemSize(item));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  STATOR_ASSIGN_OR_RETURN(const WriteCondition condition,
                          ReadWriteCondition(arena, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());

  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, KeyOfItem(table->schema(), item));
  STATOR_RETURN_IF_ERROR(CheckIndexKeys(table->schema(), item));
  STATOR_RETURN_IF_ERROR(CheckWriteCondition(condition, table->schema()));

  std::optional<storage::EncodedItem> replaced;
  auto decide =
      [&](std::optional<storage::EncodedItem> old_item) -> Result<storage::WriteDecision> {
    STATOR_RETURN_IF_ERROR(CheckCondition(arena, condition, old_item));
    replaced = old_item;
    return storage::WriteDecision{storage::WriteDecision::Kind::kPut, item, item_size};
  };
  WriteMetrics metrics(context, request, table->schema());
  const storage::ItemWrite write{table.get(), key, decide, metrics.report()};
  STATOR_RETURN_IF_ERROR(context.database.Write(arena, {&write, 1}));

  response.BeginObject();
  if (return_values == ReturnValues::kAllOld && replaced.has_value()) {
    response.Key("Attributes");
    response.Item(*replaced);
  }
  const size_t old_size = replaced.has_value() ? replaced->item_size() : 0;
  metrics.Write(key, old_size, item_size, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
