#include <array>
#include <optional>
#include <string_view>

#include "server/json/attribute_codec.h"
#include "server/operations/expression_parameters.h"
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

Result<void> DeleteItem(OperationContext& context, const json::JsonValue& request,
                        json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(const AttributeMap key_attributes,
                          json::ReadAttributeMap(arena, *request.Member("Key")));
  STATOR_ASSIGN_OR_RETURN(const ReturnValues return_values, ReadReturnOldValues(request));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders, ReadPlaceholders(arena, request));
  STATOR_ASSIGN_OR_RETURN(const WriteCondition condition,
                          ReadWriteCondition(arena, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());

  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(table->schema(), key_attributes));
  STATOR_RETURN_IF_ERROR(CheckWriteCondition(condition, table->schema()));

  std::optional<storage::EncodedItem> deleted;
  auto decide =
      [&](std::optional<storage::EncodedItem> old_item) -> Result<storage::WriteDecision> {
    STATOR_RETURN_IF_ERROR(CheckCondition(arena, condition, old_item));
    deleted = old_item;
    const bool exists = old_item.has_value();
    return storage::WriteDecision{
        exists ? storage::WriteDecision::Kind::kDelete : storage::WriteDecision::Kind::kKeep,
        {},
        0};
  };
  WriteMetrics metrics(context, request, table->schema());
  const storage::ItemWrite write{table.get(), key, decide, metrics.report()};
  STATOR_RETURN_IF_ERROR(context.database.Write(arena, {&write, 1}));

  response.BeginObject();
  if (return_values == ReturnValues::kAllOld && deleted.has_value()) {
    response.Key("Attributes");
    response.Item(*deleted);
  }
  const size_t old_size = deleted.has_value() ? deleted->item_size() : 0;
  metrics.Write(key, old_size, 0, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
