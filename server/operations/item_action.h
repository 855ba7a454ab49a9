#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/arena.h"
#include "model/attribute_value.h"
#include "model/primary_key.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"
#include "server/operations/expression_parameters.h"
#include "server/operations/item_write.h"
#include "storage/database.h"

namespace stator::server {

// Where an action stands in a request, and so which of the parameters of its kind it can have.
enum class ActionSource : uint8_t {
  kOperation,    // all of them
  kTransaction,  // expressions, but neither ReturnValues nor what was before expressions
  kBatch,        // the item or key alone
  kStatement,    // what a PartiQL statement says: a StatedAction
};

// What a PartiQL statement says of one item, in place of the parameters of an operation.
struct StatedAction {
  AttributeMap given_attributes;  // the item of an INSERT, else the key, of the right types
  WriteCondition condition;
};

// One read-modify-write of one item on its way from the request to the store. A subclass for each
// kind serves the operation on one item, the action of a transaction and that of a batch: its
// Read() looks at the request alone, Bind() at the table's schema too, and Decide() at the item as
// it is. Lives in an arena; everything it holds lives in that or in the request.
class ItemAction {
 public:
  // That no expression leads into a key attribute.
  virtual Result<void> CheckPaths(const TableSchema& schema) const;
  // Everything else that depends on the schema, which must outlive the action.
  Result<void> Bind(const TableSchema& schema);
  // Once bound.
  const PrimaryKey& key() const { return key_; }

  // The whole way for an action on its own: binds it and has the store decide and write.
  Result<void> Run(storage::Database& database, const storage::Table& table,
                   storage::WriteReport* report);

  // For storage::ItemWrite. What it tells about the item is for after the write.
  Result<storage::WriteDecision> Decide(std::optional<storage::EncodedItem> old_item);
  const std::optional<storage::EncodedItem>& old_item() const { return old_item_; }
  // 0: there was or is none.
  size_t old_size() const { return old_item_.has_value() ? old_item_->item_size() : 0; }
  size_t new_size() const { return new_size_; }
  // Whether it is there to change anything.
  virtual bool is_write() const { return true; }

  // The Item of a put, else the Key: where the key attributes are.
  AttributeMap given_attributes() const { return given_attributes_; }
  // What the request brings along for this action: item or key, expressions and their values.
  size_t request_bytes() const { return request_bytes_; }

 protected:
  ItemAction(Arena& arena, ActionSource source) : arena_(&arena), source_(source) {}
  ~ItemAction() = default;

  // What the Read() of all kinds begins and ends with.
  Result<void> ReadGivenAttributes(const json::JsonValue& request, std::string_view member,
                                   const ExpressionParameters& parameters);
  void TakeStated(const StatedAction& stated);
  Result<expressions::Placeholders> ReadAllPlaceholders(const json::JsonValue& request);
  // The ConditionExpression or Expected.
  Result<void> ReadCondition(const json::JsonValue& request,
                             expressions::Placeholders& placeholders);

  virtual Result<PrimaryKey> BindKey(const TableSchema& schema) const = 0;
  // The decision, once the condition holds.
  virtual Result<storage::WriteDecision> Change(
      const std::optional<storage::EncodedItem>& old_item) = 0;

  Arena& arena() const { return *arena_; }
  ActionSource source() const { return source_; }
  const TableSchema& schema() const { return *schema_; }
  const WriteCondition& condition() const { return condition_; }

 private:
  Arena* arena_;
  ActionSource source_;
  const TableSchema* schema_ = nullptr;
  AttributeMap given_attributes_;
  WriteCondition condition_;
  size_t request_bytes_ = 0;
  PrimaryKey key_;
  std::optional<storage::EncodedItem> old_item_;
  size_t new_size_ = 0;
};

}  // namespace stator::server
