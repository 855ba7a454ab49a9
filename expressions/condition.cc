#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>

#include "expressions/evaluate.h"

namespace stator::expressions {
namespace {

// What size() counts: UTF-16 code units of a string (the service says 3 for "é𝄞", recorded in a
// bug report; DynamoDB Local answers the same), bytes of a binary, elements of the rest. Of other
// types there is no size; the operand is then as if its attribute did not exist.
bool HasSize(AttributeType type) {
  return type != AttributeType::kNumber && type != AttributeType::kBool &&
         type != AttributeType::kNull;
}

size_t Utf16Length(std::string_view utf8) {
  size_t units = 0;
  for (char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    // Continuation bytes count nothing; a lead byte of four stands for a surrogate pair.
    units += (byte & 0xc0) != 0x80 ? 1U : 0U;
    units += byte >= 0xf0 ? 1U : 0U;
  }
  return units;
}

size_t SizeOf(const AttributeValue& value) {
  switch (value.type()) {
    case AttributeType::kString:
      return Utf16Length(value.bytes());
    case AttributeType::kBinary:
      return value.bytes().size();
    case AttributeType::kMap:
      return value.map().size();
    case AttributeType::kList:
      return value.list().size();
    default:
      return value.set().size();
  }
}

// An operand's value in the item, or nothing. Holds the digits of a size().
class OperandValue {
 public:
  OperandValue(const Operand& operand, AttributeMap item) {
    switch (operand.kind) {
      case Operand::Kind::kPath:
        value_ = Resolve(operand.path, item);
        break;
      case Operand::Kind::kValue:
        value_ = &operand.value;
        break;
      case Operand::Kind::kSize:
        SetSize(OperandValue(*operand.argument, item));
        break;
    }
  }
  OperandValue(const OperandValue&) = delete;
  OperandValue& operator=(const OperandValue&) = delete;

  explicit operator bool() const { return value_ != nullptr; }
  const AttributeValue& operator*() const { return *value_; }
  const AttributeValue* operator->() const { return value_; }

 private:
  void SetSize(const OperandValue& argument) {
    if (!argument || !HasSize(argument->type())) return;
    const auto end =
        std::to_chars(digits_.data(), digits_.data() + digits_.size(), SizeOf(*argument)).ptr;
    size_ = AttributeValue::Number({digits_.data(), static_cast<size_t>(end - digits_.data())});
    value_ = &size_;
  }

  const AttributeValue* value_ = nullptr;
  AttributeValue size_;
  std::array<char, 20> digits_;
};

bool Ordered(const AttributeValue& left, const AttributeValue& right) {
  return left.type() == right.type() &&
         (left.is(AttributeType::kString) || left.is(AttributeType::kNumber) ||
          left.is(AttributeType::kBinary));
}

// An attribute that does not exist differs from everything, even from another such: the service's
// answers for <>, recorded in a bug report (DynamoDB Local answers the same). It compares false
// with all other operators.
bool Compare(Comparator comparator, const OperandValue& left, const OperandValue& right) {
  if (comparator == Comparator::kNotEqual) return !left || !right || *left != *right;
  if (!left || !right) return false;
  if (comparator == Comparator::kEqual) return *left == *right;
  if (!Ordered(*left, *right)) return false;
  const int order = CompareScalars(*left, *right);
  switch (comparator) {
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

bool Between(std::span<const Operand> operands, AttributeMap item) {
  const OperandValue value(operands[0], item);
  const OperandValue low(operands[1], item);
  const OperandValue high(operands[2], item);
  return Compare(Comparator::kLessOrEqual, low, value) &&
         Compare(Comparator::kLessOrEqual, value, high);
}

bool In(std::span<const Operand> operands, AttributeMap item) {
  const OperandValue value(operands[0], item);
  if (!value) return false;
  for (const Operand& candidate : operands.subspan(1)) {
    if (Compare(Comparator::kEqual, value, OperandValue(candidate, item))) return true;
  }
  return false;
}

bool IsText(const AttributeValue& value) {
  return value.is(AttributeType::kString) || value.is(AttributeType::kBinary);
}

bool BeginsWith(const OperandValue& value, const OperandValue& prefix) {
  return value && prefix && value->type() == prefix->type() && IsText(*value) &&
         value->bytes().starts_with(prefix->bytes());
}

bool HasSubstring(std::string_view text, std::string_view wanted) {
  // Not string_view::find, which takes time proportional to the product of the lengths on texts
  // like "aaaa...": memmem is linear.
  return wanted.empty() ||
         (!text.empty() && memmem(text.data(), text.size(), wanted.data(), wanted.size()));
}

bool HasElement(const AttributeValue& set, std::string_view wanted) {
  const AttributeType type = SetElementType(set.type());
  const std::span<const std::string_view> elements = set.set();
  size_t begin = 0;
  size_t end = elements.size();
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const int order = CompareSetElements(type, elements[middle], wanted);
    if (order == 0) return true;
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return false;
}

bool Contains(const OperandValue& container, const OperandValue& wanted) {
  if (!container || !wanted) return false;
  if (IsText(*container)) {
    return container->type() == wanted->type() && HasSubstring(container->bytes(), wanted->bytes());
  }
  if (IsSet(container->type())) {
    return SetElementType(container->type()) == wanted->type() &&
           HasElement(*container, wanted->bytes());
  }
  if (!container->is(AttributeType::kList)) return false;
  for (const AttributeValue& element : container->list()) {
    if (element == *wanted) return true;
  }
  return false;
}

bool HasType(const OperandValue& value, const OperandValue& type_name) {
  return value && type_name && type_name->is(AttributeType::kString) &&
         WireName(value->type()) == type_name->bytes();
}

}  // namespace

bool Evaluate(const Condition& condition, AttributeMap item) {
  const auto value = [&](size_t i) { return OperandValue(condition.operands[i], item); };
  switch (condition.kind) {
    case Condition::Kind::kAnd:
      return Evaluate(*condition.left, item) && Evaluate(*condition.right, item);
    case Condition::Kind::kOr:
      return Evaluate(*condition.left, item) || Evaluate(*condition.right, item);
    case Condition::Kind::kNot:
      return !Evaluate(*condition.left, item);
    case Condition::Kind::kCompare:
      return Compare(condition.comparator, value(0), value(1));
    case Condition::Kind::kBetween:
      return Between(condition.operands, item);
    case Condition::Kind::kIn:
      return In(condition.operands, item);
    case Condition::Kind::kAttributeExists:
      return static_cast<bool>(value(0));
    case Condition::Kind::kAttributeNotExists:
      return !value(0);
    case Condition::Kind::kAttributeType:
      return HasType(value(0), value(1));
    case Condition::Kind::kBeginsWith:
      return BeginsWith(value(0), value(1));
    case Condition::Kind::kContains:
      return Contains(value(0), value(1));
  }
  return false;
}

const AttributeValue* Resolve(const DocumentPath& path, AttributeMap item) {
  const AttributeValue* value = Find(item, path.front().name);
  for (const PathElement& element : path.subspan(1)) {
    if (value == nullptr) return nullptr;
    if (element.is_index) {
      if (!value->is(AttributeType::kList) || element.index >= value->list().size()) return nullptr;
      value = &value->list()[element.index];
    } else {
      if (!value->is(AttributeType::kMap)) return nullptr;
      value = Find(value->map(), element.name);
    }
  }
  return value;
}

}  // namespace stator::expressions
