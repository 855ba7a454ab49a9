#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/operations/operation.h"
#include "server/operations/table_metrics.h"
#include "storage/database.h"

// What PutItem, UpdateItem and DeleteItem share.
namespace stator::server {

// The size of an item that is to be stored; an error when it is too large.
Result<size_t> CheckedItemSize(AttributeMap item);

enum class ReturnValues { kNone, kAllOld, kAllNew, kUpdatedOld, kUpdatedNew };

// ReturnValues, NONE when not given.
ReturnValues ReadReturnValues(const json::JsonValue& request);

// ReturnValues of PutItem and DeleteItem, which have only NONE and ALL_OLD.
Result<ReturnValues> ReadReturnOldValues(const json::JsonValue& request);

// The condition of a write, and what a client wants to see when it fails.
struct WriteCondition {
  const expressions::Condition* condition = nullptr;  // nullptr: none
  bool return_old_item = false;  // ReturnValuesOnConditionCheckFailure is ALL_OLD
  // What PartiQL's statements ask besides.
  enum class Presence : uint8_t {
    kAny,
    kRequired,           // an item that is missing fails the condition
    kForbidden,          // an item that is there is kDuplicateItem
    kConditionIfPresent  // the condition is one on an item that is there
  };
  Presence presence = Presence::kAny;
};

Result<WriteCondition> ReadWriteCondition(Arena& arena, const json::JsonValue& request,
                                          expressions::Placeholders& placeholders);

// That the condition, if there is one, leads into no key attribute.
Result<void> CheckWriteCondition(const WriteCondition& condition, const TableSchema& schema);

// The attributes of a stored item; none for an absent one. An error only for corrupt bytes.
Result<AttributeMap> DecodeItem(Arena& arena, const std::optional<storage::EncodedItem>& item);

// kConditionalCheckFailed unless the old item meets the condition.
Result<void> CheckCondition(Arena& arena, const WriteCondition& condition,
                            const std::optional<storage::EncodedItem>& old_item);

// ConsumedCapacity and ItemCollectionMetrics of a write, as ReturnConsumedCapacity and
// ReturnItemCollectionMetrics ask for them.
class WriteMetrics {
 public:
  // `table_name` is what the client calls the table.
  WriteMetrics(OperationContext& context, const json::JsonValue& request,
               std::string_view table_name, const TableSchema& schema);

  // For ItemWrite; nullptr when nothing in the report is needed.
  storage::WriteReport* report() { return needs_report_ ? &report_ : nullptr; }

  // After the write; `old_size` and `new_size` are those of the item, 0 when there was or is none.
  void Write(const PrimaryKey& key, size_t old_size, size_t new_size, json::JsonWriter& response);

 private:
  OperationContext& context_;
  const json::JsonValue& request_;
  const std::string_view table_name_;
  const TableSchema& schema_;
  const MetricsAsked asked_;
  const bool needs_report_;
  storage::WriteReport report_;
};

}  // namespace stator::server
