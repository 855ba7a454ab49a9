#include <array>
#include <optional>
#include <string_view>

#include "expressions/evaluate.h"
#include "expressions/parser.h"
#include "server/json/attribute_codec.h"
#include "server/operations/consumed_capacity.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_key.h"
#include "server/operations/item_write.h"
#include "server/operations/legacy_parameters.h"
#include "server/operations/operations.h"
#include "server/operations/request_fields.h"
#include "server/operations/table_name.h"

namespace stator::server {
namespace {

constexpr std::array<std::string_view, 1> kLegacy = {"AttributesToGet"};
constexpr ExpressionParameters kParameters = {{}, true, kLegacy};

}  // namespace

Result<void> GetItem(OperationContext& context, const json::JsonValue& request,
                     json::JsonWriter& response) {
  Arena& arena = context.arena;
  STATOR_RETURN_IF_ERROR(CheckExpressionParameters(request, kParameters));
  STATOR_ASSIGN_OR_RETURN(const AttributeMap key_attributes,
                          json::ReadAttributeMap(arena, *request.Member("Key")));
  STATOR_ASSIGN_OR_RETURN(expressions::Placeholders placeholders,
                          ReadNamePlaceholders(arena, request));
  STATOR_ASSIGN_OR_RETURN(const expressions::Projection* projection,
                          ReadProjection(arena, request, placeholders));
  STATOR_RETURN_IF_ERROR(placeholders.CheckAllUsed());
  if (projection == nullptr) {
    STATOR_ASSIGN_OR_RETURN(projection, ReadAttributesToGet(arena, request));
  }

  STATOR_ASSIGN_OR_RETURN(const std::string_view table_name, ReadTableName(request));
  STATOR_ASSIGN_OR_RETURN(const storage::TablePtr table, FindTableForItems(context, table_name));
  if (projection != nullptr) {
    STATOR_RETURN_IF_ERROR(expressions::CheckKeyPaths(table->schema(), *projection));
  }
  STATOR_ASSIGN_OR_RETURN(const PrimaryKey key, ReadKey(table->schema(), key_attributes));
  STATOR_ASSIGN_OR_RETURN(const std::optional<storage::EncodedItem> item,
                          context.database.GetItem(*table, key, arena));

  response.BeginObject();
  if (item.has_value()) {
    response.Key("Item");
    if (projection == nullptr) {
      response.Item(*item);
    } else {
      STATOR_ASSIGN_OR_RETURN(const AttributeMap attributes, DecodeItem(arena, item));
      response.Attributes(expressions::Project(arena, *projection, attributes));
    }
  }
  const size_t size = item.has_value() ? item->item_size() : 0;
  WriteConsumedCapacity(request, ReadText(request, "TableName"),
                        {ReadCapacity(size, ReadBool(request, "ConsistentRead")), {}}, response);
  response.EndObject();
  return {};
}

}  // namespace stator::server
