// Parses arbitrary text as an expression of the kind that the first byte says, with placeholders of
// all types. What parses must have the properties that evaluation relies on.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "expressions/parser.h"
#include "expressions/path_overlap.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckPath(const DocumentPath& path) {
  Require(!path.empty() && path.size() <= 32);
  Require(!path[0].is_index);
  for (const PathElement& element : path) {
    Require(element.is_index || (!element.name.empty() && element.name[0] != '#'));
  }
}

void CheckOperand(const Operand& operand) {
  if (operand.kind == Operand::Kind::kPath) CheckPath(operand.path);
  Require((operand.kind == Operand::Kind::kSize) == (operand.argument != nullptr));
  if (operand.argument != nullptr) CheckOperand(*operand.argument);
}

// Returns how many operators the condition has, not counting size().
size_t CheckCondition(const Condition& condition) {
  size_t operators = 1;
  const bool binary =
      condition.kind == Condition::Kind::kAnd || condition.kind == Condition::Kind::kOr;
  const bool connective = binary || condition.kind == Condition::Kind::kNot;
  Require((condition.left != nullptr) == connective);
  Require((condition.right != nullptr) == binary);
  Require(condition.operands.empty() == connective);
  for (const Operand& operand : condition.operands) CheckOperand(operand);
  if (condition.left != nullptr) operators += CheckCondition(*condition.left);
  if (condition.right != nullptr) operators += CheckCondition(*condition.right);
  return operators;
}

void CheckSetOperand(const SetOperand& operand) {
  switch (operand.kind) {
    case SetOperand::Kind::kPath:
      CheckPath(operand.path);
      break;
    case SetOperand::Kind::kValue:
      break;
    case SetOperand::Kind::kIfNotExists:
      CheckPath(operand.path);
      CheckSetOperand(*operand.first);
      break;
    case SetOperand::Kind::kListAppend:
      CheckSetOperand(*operand.first);
      CheckSetOperand(*operand.second);
      break;
    case SetOperand::Kind::kPlus:
    case SetOperand::Kind::kMinus:
      Require(false);  // in PartiQL only
  }
}

void CheckUpdate(Arena& arena, const Update& update) {
  std::vector<DocumentPath> paths;
  for (const SetAction& action : update.set) {
    paths.push_back(action.path);
    CheckSetOperand(action.left);
    if (action.op != SetAction::Operator::kNone) CheckSetOperand(action.right);
  }
  for (const RemoveAction& action : update.remove) paths.push_back(action.path);
  for (const AddAction& action : update.add) paths.push_back(action.path);
  for (const DeleteAction& action : update.del) paths.push_back(action.path);
  for (const DocumentPath& path : paths) CheckPath(path);
  Require(!paths.empty());
  Require(!FindPathClash(arena, paths).has_value());
}

void CheckKey(const AttributeValue& value, AttributeType type) {
  Require(value.is(type));
  Require(type == AttributeType::kNumber || !value.bytes().empty());
}

void CheckSortKey(const SortKeyCondition& condition, const KeyAttribute& key) {
  CheckKey(condition.value, key.type);
  if (condition.comparator == SortKeyCondition::Comparator::kBetween) {
    CheckKey(condition.high, key.type);
    Require(CompareScalars(condition.value, condition.high) <= 0);
  }
}

void CheckKeyCondition(const KeyCondition& condition, const KeySchema& keys) {
  Require(condition.partition.size() == keys.hash.size());
  for (size_t i = 0; i < keys.hash.size(); ++i) {
    CheckKey(condition.partition[i], keys.hash[i].type);
  }
  Require(condition.sort.has_value() || condition.sort_equal.empty());
  const size_t bound = condition.sort_equal.size();
  Require(bound + (condition.sort.has_value() ? 1 : 0) <= keys.range.size());
  for (size_t i = 0; i < bound; ++i) CheckKey(condition.sort_equal[i], keys.range[i].type);
  if (condition.sort.has_value()) CheckSortKey(*condition.sort, keys.range[bound]);
}

// A table with the key pk, and sk unless `kind` has 8, whose type depends on 4; with an index of
// several attributes.
TableSchema MakeSchema(uint8_t kind) {
  const KeyAttribute sort{"sk", (kind & 4) != 0 ? AttributeType::kNumber : AttributeType::kString};
  TableSchema schema;
  schema.partition_key = {"pk", AttributeType::kString};
  if ((kind & 8) == 0) schema.sort_key = sort;
  IndexSchema index;
  index.name = "index";
  index.keys.hash = {schema.partition_key, {"h", AttributeType::kNumber}};
  index.keys.range = {sort, {"r", AttributeType::kString}, {"t", AttributeType::kBinary}};
  schema.indexes.push_back(index);
  return schema;
}

// Of the index when `kind` has 64.
void BindAs(Arena& arena, uint8_t kind, const Condition& parsed, const TableSchema& schema) {
  const IndexSchema* index = (kind & 64) != 0 ? &schema.indexes[0] : nullptr;
  const auto result = BindKeyCondition(arena, parsed, schema, index);
  if (!result.ok()) return Require(!result.error().message.empty());
  KeySchema keys;
  keys.hash = {schema.partition_key};
  if (schema.sort_key.has_value()) keys.range = {*schema.sort_key};
  CheckKeyCondition(*result, index != nullptr ? index->keys : keys);
}

Placeholders MakePlaceholders(Arena& arena) {
  static constexpr Placeholders::Name kNames[] = {{"#a", "a"}, {"#n", "name"}, {"#p", "pk"}};
  static constexpr std::string_view kElement[] = {"1"};
  static const Attribute kValues[] = {
      {":b", AttributeValue::Binary("x")},
      {":e", AttributeValue::String("")},
      {":l", AttributeValue::List({})},
      {":m", AttributeValue::Map({})},
      {":n", AttributeValue::Number("1")},
      {":ns", AttributeValue::Set(AttributeType::kNumberSet, kElement)},
      {":o", AttributeValue::Bool(true)},
      {":s", AttributeValue::String("SS")},
      {":ss", AttributeValue::Set(AttributeType::kStringSet, kElement)},
      {":t", AttributeValue::String("T")},
      {":u", AttributeValue::Null()},
  };
  return *Placeholders::Create(arena, true, kNames, true, kValues);
}

void ParseAs(uint8_t kind, std::string_view text) {
  Arena arena;
  Placeholders placeholders = MakePlaceholders(arena);
  const TableSchema schema = MakeSchema(kind);
  if (kind % 4 == 0) {
    const auto result = ParseCondition(arena, placeholders, "FilterExpression", text);
    if (!result.ok()) return Require(!result.error().message.empty());
    Require(CheckCondition(**result) <= limits::kMaxExpressionOperators);
    (void)CheckKeyPaths(schema, **result);
  } else if (kind % 4 == 1) {
    const auto result = ParseUpdate(arena, placeholders, text);
    if (result.ok()) CheckUpdate(arena, **result);
    if (result.ok()) (void)CheckKeyPaths(schema, **result);
  } else if (kind % 4 == 2) {
    const auto result = ParseProjection(arena, placeholders, text);
    if (!result.ok()) return;
    for (const DocumentPath& path : (*result)->paths) CheckPath(path);
    Require(!FindPathClash(arena, (*result)->paths).has_value());
  } else {
    const auto parsed = ParseCondition(arena, placeholders, "KeyConditionExpression", text);
    if (!parsed.ok()) return;
    BindAs(arena, kind, **parsed, schema);
  }
  (void)placeholders.CheckAllUsed();
}

}  // namespace
}  // namespace stator::expressions

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  stator::expressions::ParseAs(data[0],
                               std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  return 0;
}
