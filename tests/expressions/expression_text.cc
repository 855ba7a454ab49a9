#include "tests/expressions/expression_text.h"

namespace stator::expressions {
namespace {

std::string ValueText(const AttributeValue& value) {
  std::string text = "{" + std::string(WireName(value.type()));
  if (value.is(AttributeType::kString) || value.is(AttributeType::kNumber)) {
    text += ":" + std::string(value.bytes());
  }
  return text + "}";
}

std::string OperandText(const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::kPath:
      return ToText(operand.path);
    case Operand::Kind::kValue:
      return ValueText(operand.value);
    case Operand::Kind::kSize:
      return "(size " + OperandText(*operand.argument) + ")";
  }
  return "";
}

std::string OperandText(const SetOperand& operand) {
  switch (operand.kind) {
    case SetOperand::Kind::kPath:
      return ToText(operand.path);
    case SetOperand::Kind::kValue:
      return ValueText(operand.value);
    case SetOperand::Kind::kIfNotExists:
      return "(if_not_exists " + ToText(operand.path) + " " + OperandText(*operand.first) + ")";
    case SetOperand::Kind::kListAppend:
      return "(list_append " + OperandText(*operand.first) + " " + OperandText(*operand.second) +
             ")";
    case SetOperand::Kind::kPlus:
      return "(+ " + OperandText(*operand.first) + " " + OperandText(*operand.second) + ")";
    case SetOperand::Kind::kMinus:
      return "(- " + OperandText(*operand.first) + " " + OperandText(*operand.second) + ")";
  }
  return "";
}

std::string ComparatorText(Comparator comparator) {
  static const char* const kNames[] = {"=", "<>", "<", "<=", ">", ">="};
  return kNames[static_cast<size_t>(comparator)];
}

std::string KindText(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::kAnd:
      return "and";
    case Condition::Kind::kOr:
      return "or";
    case Condition::Kind::kNot:
      return "not";
    case Condition::Kind::kCompare:
      return ComparatorText(condition.comparator);
    case Condition::Kind::kBetween:
      return "between";
    case Condition::Kind::kIn:
      return "in";
    case Condition::Kind::kAttributeExists:
      return "attribute_exists";
    case Condition::Kind::kAttributeNotExists:
      return "attribute_not_exists";
    case Condition::Kind::kAttributeType:
      return "attribute_type";
    case Condition::Kind::kBeginsWith:
      return "begins_with";
    case Condition::Kind::kContains:
      return "contains";
  }
  return "";
}

std::string SetText(const SetAction& action) {
  std::string text = "(set " + ToText(action.path) + " " + OperandText(action.left);
  if (action.op == SetAction::Operator::kPlus) text += " + " + OperandText(action.right);
  if (action.op == SetAction::Operator::kMinus) text += " - " + OperandText(action.right);
  return text + ")";
}

std::string SortKeyText(const SortKeyCondition& condition) {
  static const char* const kNames[] = {"=", "<", "<=", ">", ">=", "between", "begins_with"};
  std::string text = kNames[static_cast<size_t>(condition.comparator)];
  text += " " + ValueText(condition.value);
  if (condition.comparator == SortKeyCondition::Comparator::kBetween) {
    text += " " + ValueText(condition.high);
  }
  return text;
}

}  // namespace

std::string ToText(const DocumentPath& path) {
  std::string text;
  for (const PathElement& element : path) {
    if (element.is_index) {
      text += "[" + std::to_string(element.index) + "]";
    } else {
      text += (text.empty() ? "" : ".") + std::string(element.name);
    }
  }
  return text;
}

std::string ToText(const Condition& condition) {
  std::string text = "(" + KindText(condition);
  for (const Operand& operand : condition.operands) text += " " + OperandText(operand);
  if (condition.left != nullptr) text += " " + ToText(*condition.left);
  if (condition.right != nullptr) text += " " + ToText(*condition.right);
  return text + ")";
}

std::string ToText(const Update& update) {
  std::string text;
  for (const SetAction& action : update.set) text += SetText(action);
  for (const RemoveAction& action : update.remove) text += "(remove " + ToText(action.path) + ")";
  for (const AddAction& action : update.add) {
    text += "(add " + ToText(action.path) + " " + ValueText(action.value) + ")";
  }
  for (const DeleteAction& action : update.del) {
    text += "(delete " + ToText(action.path) + " " + ValueText(action.value) + ")";
  }
  return text;
}

std::string ToText(const Projection& projection) {
  std::string text;
  for (const DocumentPath& path : projection.paths) {
    text += (text.empty() ? "" : ", ") + ToText(path);
  }
  return text;
}

std::string ToText(const KeyCondition& condition) {
  std::string text;
  const auto append = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const AttributeValue& value : condition.partition) append("= " + ValueText(value));
  for (const AttributeValue& value : condition.sort_equal) append("= " + ValueText(value));
  if (condition.sort.has_value()) append(SortKeyText(*condition.sort));
  return text;
}

}  // namespace stator::expressions
