#include "server/operations/index_keys.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/item_size.h"
#include "model/limits.h"

namespace stator::server {
namespace {

using expressions::SetOperand;

enum class KeyRole : bool { kHash, kRange };

size_t MaxBytes(KeyRole role) {
  return role == KeyRole::kHash ? limits::kMaxPartitionKeyBytes : limits::kMaxSortKeyBytes;
}

// Calls `visit(index, key attributes, role)` for the HASH and for the RANGE attributes of every
// index, until an error.
template <typename Visit>
Result<void> ForEachKeyPart(const TableSchema& schema, Visit visit) {
  for (const IndexSchema& index : schema.indexes) {
    STATOR_RETURN_IF_ERROR(visit(index, index.keys.hash, KeyRole::kHash));
    STATOR_RETURN_IF_ERROR(visit(index, index.keys.range, KeyRole::kRange));
  }
  return {};
}

// Recorded from the service; all emulators agree.
Error TypeMismatchError(const IndexSchema& index, const KeyAttribute& key, AttributeType actual) {
  return ValidationError("One or more parameter values were invalid: Type mismatch for Index Key " +
                         key.name + " Expected: " + std::string(WireName(key.type)) +
                         " Actual: " + std::string(WireName(actual)) + " IndexName: " + index.name);
}

std::string EmptyValueText(AttributeType type) {
  return std::string("The AttributeValue for a key attribute cannot contain an empty ") +
         (type == AttributeType::kBinary ? "binary" : "string") + " value.";
}

// A number has no length to speak of. Both texts are the service's: that of one attribute was
// recorded, that of several is DynamoDB Local's.
Result<void> CheckLengths(const IndexSchema& index, const std::vector<KeyAttribute>& keys,
                          KeyRole role, AttributeMap item) {
  size_t total = 0;
  for (const KeyAttribute& key : keys) {
    const AttributeValue* value = Find(item, key.name);
    if (value == nullptr || !value->is(key.type)) continue;
    const size_t size = AttributeValueSize(*value);
    if (size > MaxBytes(role)) {
      return ValidationError(
          "One or more parameter values were invalid: Size limit exceeded for Index Key " +
          key.name + " Actual Size: " + std::to_string(size) +
          " bytes Max Size: " + std::to_string(MaxBytes(role)) + " bytes IndexName: " + index.name);
    }
    total += size;
  }
  if (total <= MaxBytes(role)) return {};
  std::string names;
  for (const KeyAttribute& key : keys) names += (names.empty() ? "" : ", ") + key.name;
  return ValidationError(std::string("Aggregate size for ") +
                         (role == KeyRole::kHash ? "HASH" : "RANGE") + " key attributes " + names +
                         " of index " + index.name + " has exceeded limit " +
                         std::to_string(MaxBytes(role)) + " bytes, with actual size " +
                         std::to_string(total) + " bytes");
}

// Whether every value that can be seen in the operand has the type; else `actual` is that of the
// first that has not.
bool ValuesHaveType(const SetOperand& operand, AttributeType type, AttributeType& actual) {
  switch (operand.kind) {
    case SetOperand::Kind::kPath:
      return true;
    case SetOperand::Kind::kValue:
      actual = operand.value.type();
      return actual == type;
    case SetOperand::Kind::kIfNotExists:
      return ValuesHaveType(*operand.first, type, actual);
    case SetOperand::Kind::kListAppend:
    case SetOperand::Kind::kPlus:
    case SetOperand::Kind::kMinus:
      return ValuesHaveType(*operand.first, type, actual) &&
             ValuesHaveType(*operand.second, type, actual);
  }
  return true;
}

// The type that an update gives the attribute as far as its own values tell, if that is not the
// type of the key.
std::optional<AttributeType> MismatchInUpdate(const expressions::Update& update,
                                              const KeyAttribute& key) {
  AttributeType actual = key.type;
  for (const expressions::SetAction& action : update.set) {
    if (action.path.size() > 1 || action.path[0].name != key.name) continue;
    if (!ValuesHaveType(action.left, key.type, actual)) return actual;
    if (action.op != expressions::SetAction::Operator::kNone &&
        !ValuesHaveType(action.right, key.type, actual)) {
      return actual;
    }
  }
  for (const expressions::AddAction& action : update.add) {
    if (action.path.size() > 1 || action.path[0].name != key.name) continue;
    if (!action.value.is(key.type)) return action.value.type();
  }
  return std::nullopt;
}

}  // namespace

Result<void> CheckIndexKeys(const TableSchema& schema, AttributeMap item) {
  return ForEachKeyPart(
      schema,
      [item](const IndexSchema& index, const std::vector<KeyAttribute>& keys,
             KeyRole role) -> Result<void> {
        for (const KeyAttribute& key : keys) {
          const AttributeValue* value = Find(item, key.name);
          if (value == nullptr) continue;
          if (!value->is(key.type)) return TypeMismatchError(index, key, value->type());
          if (value->bytes().empty()) {
            return EmptyKeyValueError(
                "One or more parameter values are not valid. A value specified for a secondary "
                "index key is not supported. " +
                EmptyValueText(key.type) + " IndexName: " + index.name + ", IndexKey: " + key.name);
          }
        }
        return CheckLengths(index, keys, role, item);
      });
}

Result<void> CheckIndexKeyOperands(const TableSchema& schema, const expressions::Update& update) {
  return ForEachKeyPart(schema,
                        [&update](const IndexSchema& index, const std::vector<KeyAttribute>& keys,
                                  KeyRole /*role*/) -> Result<void> {
                          for (const KeyAttribute& key : keys) {
                            const auto actual = MismatchInUpdate(update, key);
                            if (actual.has_value()) return TypeMismatchError(index, key, *actual);
                          }
                          return {};
                        });
}

Result<void> CheckUpdatedIndexKeys(const TableSchema& schema, AttributeMap old_item,
                                   AttributeMap new_item) {
  return ForEachKeyPart(
      schema,
      [=](const IndexSchema& index, const std::vector<KeyAttribute>& keys,
          KeyRole role) -> Result<void> {
        bool changed = false;
        for (const KeyAttribute& key : keys) {
          const AttributeValue* value = Find(new_item, key.name);
          if (value == nullptr) continue;
          const AttributeValue* old_value = Find(old_item, key.name);
          if (old_value != nullptr && *old_value == *value) continue;
          changed = true;
          // dynalite's words, for what only evaluation brings to light.
          if (!value->is(key.type)) {
            return ValidationError(
                "The update expression attempted to update the secondary index key to unsupported "
                "type");
          }
          // The words of DynamoDB Local and dynoxide.
          if (value->bytes().empty()) {
            return EmptyKeyValueError(
                "One or more parameter values are not valid. The update expression attempted to "
                "update a secondary index key to a value that is not supported. " +
                EmptyValueText(key.type));
          }
        }
        return changed ? CheckLengths(index, keys, role, new_item) : Result<void>();
      });
}

}  // namespace stator::server
