#include <string>
#include <string_view>

#include "expressions/parser.h"
#include "expressions/paths.h"

namespace stator::expressions {
namespace {

// Notes which key attributes paths lead into.
class KeyPathChecker {
 public:
  explicit KeyPathChecker(const KeyAttributes& keys) : keys_(keys) {}

  void Visit(const DocumentPath& path) {
    if (path.size() < 2) return;
    into_partition_ |= path[0].name == keys_.partition->name;
    into_sort_ |= keys_.sort != nullptr && path[0].name == keys_.sort->name;
  }

  void Visit(const SetOperand& operand) {
    Visit(operand.path);
    if (operand.first != nullptr) Visit(*operand.first);
    if (operand.second != nullptr) Visit(*operand.second);
  }

  // The service names the partition key first, wherever the paths stand.
  Result<void> Check() const {
    if (into_partition_) return NotScalar(*keys_.partition);
    if (into_sort_) return NotScalar(*keys_.sort);
    return {};
  }

 private:
  static Error NotScalar(const KeyAttribute& key) {
    return ValidationError(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
        "allowed: Key: " +
        key.name);
  }

  const KeyAttributes& keys_;
  bool into_partition_ = false;
  bool into_sort_ = false;
};

}  // namespace

Result<void> CheckKeyPaths(const KeyAttributes& keys, const Condition& condition) {
  KeyPathChecker checker(keys);
  ForEachPath(condition, [&](const DocumentPath& path) { checker.Visit(path); });
  return checker.Check();
}

Result<void> CheckKeyPaths(const KeyAttributes& keys, const Update& update) {
  KeyPathChecker checker(keys);
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

Result<void> CheckKeyPaths(const KeyAttributes& keys, const Projection& projection) {
  KeyPathChecker checker(keys);
  for (const DocumentPath& path : projection.paths) checker.Visit(path);
  return checker.Check();
}

}  // namespace stator::expressions
