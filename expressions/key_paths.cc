#include <cstddef>
#include <string>
#include <string_view>

#include "expressions/parser.h"
#include "expressions/paths.h"

namespace stator::expressions {
namespace {

// Finds the first key attribute, in the order partition key, sort key, keys of the indexes, that a
// path leads into, wherever the path stands (DynamoDB Local does the same).
class KeyPathChecker {
 public:
  explicit KeyPathChecker(const TableSchema& schema) : schema_(schema) {}

  void Visit(const DocumentPath& path) {
    if (path.size() < 2) return;
    place_ = 0;
    const std::string_view name = path[0].name;
    if (IsNextKey(name, schema_.partition_key, "Key: ")) return;
    if (schema_.sort_key.has_value() && IsNextKey(name, *schema_.sort_key, "Key: ")) return;
    for (const IndexSchema& index : schema_.indexes) {
      for (const KeyAttribute& key : index.keys.hash) {
        if (IsNextKey(name, key, "IndexKey: ")) return;
      }
      for (const KeyAttribute& key : index.keys.range) {
        if (IsNextKey(name, key, "IndexKey: ")) return;
      }
    }
  }

  void Visit(const SetOperand& operand) {
    Visit(operand.path);
    if (operand.first != nullptr) Visit(*operand.first);
    if (operand.second != nullptr) Visit(*operand.second);
  }

  Result<void> Check() const {
    if (found_ == nullptr) return {};
    return ValidationError(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
        "allowed: " +
        std::string(label_) + found_->name);
  }

 private:
  // Whether the search for `name` is over: it is this key, or an earlier key was found before.
  bool IsNextKey(std::string_view name, const KeyAttribute& key, std::string_view label) {
    if (found_ != nullptr && place_ == found_place_) return true;
    if (name == key.name) {
      found_ = &key;
      found_place_ = place_;
      label_ = label;
      return true;
    }
    ++place_;
    return false;
  }

  const TableSchema& schema_;
  size_t place_ = 0;  // among the keys, while searching
  const KeyAttribute* found_ = nullptr;
  size_t found_place_ = 0;
  std::string_view label_;
};

}  // namespace

Result<void> CheckKeyPaths(const TableSchema& schema, const Condition& condition) {
  KeyPathChecker checker(schema);
  ForEachPath(condition, [&](const DocumentPath& path) { checker.Visit(path); });
  return checker.Check();
}

Result<void> CheckKeyPaths(const TableSchema& schema, const Update& update) {
  KeyPathChecker checker(schema);
  for (const SetAction& action : update.set) {
    checker.Visit(action.path);
    checker.Visit(action.left);
    checker.Visit(action.right);
  }
  for (const RemoveAction& action : update.remove) checker.Visit(action.path);
  for (const AddAction& action : update.add) checker.Visit(action.path);
  for (const DeleteAction& action : update.del) checker.Visit(action.path);
  return checker.Check();
}

Result<void> CheckKeyPaths(const TableSchema& schema, const Projection& projection) {
  KeyPathChecker checker(schema);
  for (const DocumentPath& path : projection.paths) checker.Visit(path);
  return checker.Check();
}

}  // namespace stator::expressions
