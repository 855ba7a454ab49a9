#include "expressions/paths.h"

namespace stator::expressions {
namespace {

void VisitOperand(const Operand& operand, FunctionRef<void(const DocumentPath&)> visit) {
  if (operand.kind == Operand::Kind::kPath) visit(operand.path);
  if (operand.argument != nullptr) VisitOperand(*operand.argument, visit);
}

}  // namespace

void ForEachPath(const Condition& condition, FunctionRef<void(const DocumentPath&)> visit) {
  for (const Operand& operand : condition.operands) VisitOperand(operand, visit);
  if (condition.left != nullptr) ForEachPath(*condition.left, visit);
  if (condition.right != nullptr) ForEachPath(*condition.right, visit);
}

DocumentPath TopLevelPath(Arena& arena, std::string_view name) {
  PathElement* element = arena.New<PathElement>();
  element->name = name;
  return {element, 1};
}

}  // namespace stator::expressions
