#include "expressions/parsed_operand.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/limits.h"

namespace stator::expressions {
namespace {

constexpr std::array<FunctionRule, 8> kFunctions{{
    {"attribute_exists", Function::kAttributeExists, 1, true},
    {"attribute_not_exists", Function::kAttributeNotExists, 1, true},
    {"attribute_type", Function::kAttributeType, 2, true},
    {"begins_with", Function::kBeginsWith, 2, true},
    {"contains", Function::kContains, 2, true},
    {"size", Function::kSize, 1, true},
    {"if_not_exists", Function::kIfNotExists, 2, false},
    {"list_append", Function::kListAppend, 2, false},
}};

constexpr TypeSet kSizedTypes = ~(TypeBit(AttributeType::kNumber) | TypeBit(AttributeType::kBool) |
                                  TypeBit(AttributeType::kNull));

constexpr std::string_view kUntypedOperand =
    "{NULL,DECIMALSET,BOOL,B,FS,SS,HD,NS,DECIMAL,N,INTSET,HDS,M,S,INT,DOUBLE,DICT,FLOAT,DOUBLESET,"
    "BS,L}";

std::string IncorrectType(std::string_view operation, std::string_view type) {
  std::string message = "Incorrect operand type for operator or function; operator or function: ";
  message += operation;
  message += ", operand type: ";
  message += type;
  return message;
}

bool SamePath(const DocumentPath& left, const DocumentPath& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

// That no operand after the first is the same path as the first.
void CheckDistinct(std::string_view operation, std::span<const ParsedOperand> operands,
                   OperandErrorSink error) {
  const ParsedOperand& first = operands[0];
  if (first.kind != ParsedOperand::Kind::kPath) return;
  for (const ParsedOperand& other : operands.subspan(1)) {
    if (other.kind != ParsedOperand::Kind::kPath || !SamePath(first.path, other.path)) continue;
    std::string message =
        "The first operand must be distinct from the remaining operands for this operator or "
        "function; operator: ";
    message += operation;
    message += ", first operand: " + PathText(first.path);
    error(std::move(message));
    return;
  }
}

void CheckAttributeTypeName(const ParsedOperand& type_name, OperandErrorSink error) {
  if (type_name.kind == ParsedOperand::Kind::kPath) {
    // The service prints all its internal types here, some of which no client ever sees.
    error(IncorrectType("attribute_type", kUntypedOperand));
    return;
  }
  CheckOperandType("attribute_type", type_name, TypeBit(AttributeType::kString), error);
  if (type_name.StaticType() != AttributeType::kString) return;
  constexpr std::array<std::string_view, 10> kTypes{"B",  "NULL", "SS", "BOOL", "L",
                                                    "BS", "N",    "NS", "S",    "M"};
  const std::string_view name = type_name.value.bytes();
  if (std::find(kTypes.begin(), kTypes.end(), name) != kTypes.end()) return;
  error("Invalid attribute type name found; type: " + std::string(name) +
        ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

void CheckArgumentTypes(const ParsedCall& call, OperandErrorSink error) {
  switch (call.function) {
    case Function::kUnknown:
      break;
    case Function::kAttributeExists:
    case Function::kAttributeNotExists:
    case Function::kIfNotExists:
      if (call.arguments[0].kind != ParsedOperand::Kind::kPath) {
        error("Operator or function requires a document path; operator or function: " +
              std::string(call.name));
      }
      CheckDistinct(call.name, call.arguments, error);
      break;
    case Function::kAttributeType:
      CheckDistinct(call.name, call.arguments, error);
      CheckAttributeTypeName(call.arguments[1], error);
      break;
    case Function::kBeginsWith:
      for (const ParsedOperand& argument : call.arguments) {
        CheckOperandType(call.name, argument,
                         TypeBit(AttributeType::kString) | TypeBit(AttributeType::kBinary), error);
      }
      CheckDistinct(call.name, call.arguments, error);
      break;
    case Function::kContains:
      CheckDistinct(call.name, call.arguments, error);
      break;
    case Function::kSize:
      CheckOperandType(call.name, call.arguments[0], kSizedTypes, error);
      break;
    case Function::kListAppend:
      for (const ParsedOperand& argument : call.arguments) {
        CheckOperandType(call.name, argument, TypeBit(AttributeType::kList), error);
      }
      break;
  }
}

// As the service prints values, which is as Java does.
std::string ValueText(const AttributeValue& value) {
  std::string text = "AttributeValue: {";
  text += WireName(value.type());
  text += ':';
  if (value.is(AttributeType::kBinary)) {
    const std::string size = std::to_string(value.bytes().size());
    text += "java.nio.HeapByteBuffer[pos=0 lim=" + size + " cap=" + size + ']';
  } else {
    text += value.bytes();
  }
  text += '}';
  return text;
}

void CheckBounds(const ParsedOperand& low, const ParsedOperand& high, OperandErrorSink error) {
  if (low.kind != ParsedOperand::Kind::kValue || high.kind != ParsedOperand::Kind::kValue) return;
  const AttributeType type = low.value.type();
  // Other types are an error already, and have no text to print.
  if (((TypeBit(type) | TypeBit(high.value.type())) & ~kScalarTypes) != 0) return;
  std::string_view requirement;
  if (type != high.value.type()) {
    requirement = "same data type for lower and upper bounds";
  } else if (CompareScalars(low.value, high.value) > 0) {
    requirement = "upper bound to be greater than or equal to lower bound";
  } else {
    return;
  }
  error("The BETWEEN operator requires " + std::string(requirement) + "; lower bound operand: " +
        ValueText(low.value) + ", upper bound operand: " + ValueText(high.value));
}

}  // namespace

std::optional<AttributeType> ParsedOperand::StaticType() const {
  if (kind == Kind::kValue) return value.type();
  if (kind == Kind::kCall && call->function == Function::kSize) return AttributeType::kNumber;
  return std::nullopt;
}

const FunctionRule* FindFunction(std::string_view name) {
  for (const FunctionRule& rule : kFunctions) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

Operand ToOperand(Arena& arena, const ParsedOperand& parsed) {
  Operand operand;
  switch (parsed.kind) {
    case ParsedOperand::Kind::kPath:
      operand.kind = Operand::Kind::kPath;
      operand.path = parsed.path;
      break;
    case ParsedOperand::Kind::kValue:
      operand.kind = Operand::Kind::kValue;
      operand.value = parsed.value;
      break;
    case ParsedOperand::Kind::kCall:
      operand.kind = Operand::Kind::kSize;
      operand.argument = arena.New<Operand>(ToOperand(arena, parsed.call->arguments[0]));
      break;
  }
  return operand;
}

SetOperand ToSetOperand(Arena& arena, const ParsedOperand& parsed) {
  SetOperand operand;
  switch (parsed.kind) {
    case ParsedOperand::Kind::kPath:
      operand.kind = SetOperand::Kind::kPath;
      operand.path = parsed.path;
      break;
    case ParsedOperand::Kind::kValue:
      operand.kind = SetOperand::Kind::kValue;
      operand.value = parsed.value;
      break;
    case ParsedOperand::Kind::kCall: {
      // A call with too few arguments has been recorded as an error: its tree is never used.
      const std::span<const ParsedOperand> arguments = parsed.call->arguments;
      if (arguments.size() != 2) break;
      const SetOperand* second = arena.New<SetOperand>(ToSetOperand(arena, arguments[1]));
      if (parsed.call->function == Function::kIfNotExists) {
        operand.kind = SetOperand::Kind::kIfNotExists;
        operand.path = arguments[0].path;
        operand.first = second;
      } else {
        operand.kind = SetOperand::Kind::kListAppend;
        operand.first = arena.New<SetOperand>(ToSetOperand(arena, arguments[0]));
        operand.second = second;
      }
      break;
    }
  }
  return operand;
}

Condition::Kind ConditionKind(Function function) {
  switch (function) {
    case Function::kAttributeNotExists:
      return Condition::Kind::kAttributeNotExists;
    case Function::kAttributeType:
      return Condition::Kind::kAttributeType;
    case Function::kBeginsWith:
      return Condition::Kind::kBeginsWith;
    case Function::kContains:
      return Condition::Kind::kContains;
    default:  // the others are no conditions, which has been recorded as an error
      return Condition::Kind::kAttributeExists;
  }
}

std::string_view NameOf(Comparator comparator) {
  constexpr std::array<std::string_view, 6> kNames{"=", "<>", "<", "<=", ">", ">="};
  return kNames[static_cast<size_t>(comparator)];
}

void CheckCall(const ParsedCall& call, OperandErrorSink error) {
  const FunctionRule* rule = FindFunction(call.name);
  if (rule == nullptr) return;
  if (call.arguments.size() != rule->arity) {
    std::string message =
        "Incorrect number of operands for operator or function; operator or function: ";
    message += call.name;
    message += ", number of operands: " + std::to_string(call.arguments.size());
    error(std::move(message));
    return;
  }
  CheckArgumentTypes(call, error);
}

void CheckComparison(Comparator comparator, std::span<const ParsedOperand> operands,
                     OperandErrorSink error) {
  const std::string_view name = NameOf(comparator);
  if (comparator != Comparator::kEqual && comparator != Comparator::kNotEqual) {
    for (const ParsedOperand& operand : operands) {
      CheckOperandType(name, operand, kScalarTypes, error);
    }
  }
  CheckDistinct(name, operands, error);
}

void CheckBetween(std::span<const ParsedOperand> operands, OperandErrorSink error) {
  for (const ParsedOperand& operand : operands) {
    CheckOperandType("BETWEEN", operand, kScalarTypes, error);
  }
  CheckDistinct("BETWEEN", operands, error);
  CheckBounds(operands[1], operands[2], error);
}

void CheckIn(std::span<const ParsedOperand> operands, OperandErrorSink error) {
  CheckDistinct("IN", operands, error);
  const size_t count = operands.size() - 1;
  if (count <= limits::kMaxInOperands) return;
  error("The IN operator is provided with too many operands; number of operands: " +
        std::to_string(count));
}

void CheckOperandType(std::string_view operation, const ParsedOperand& operand, TypeSet allowed,
                      OperandErrorSink error) {
  const std::optional<AttributeType> type = operand.StaticType();
  if (!type.has_value() || (TypeBit(*type) & allowed) != 0) return;
  error(IncorrectType(operation, WireName(*type)));
}

std::string PathText(const DocumentPath& path) {
  std::string text = "[";
  for (const PathElement& element : path) {
    if (text.size() > 1) text += ", ";
    if (element.is_index) {
      text += '[' + std::to_string(element.index) + ']';
    } else {
      text += element.name;
    }
  }
  text += ']';
  return text;
}

}  // namespace stator::expressions
