// The part of ExpressionReader that reads operands and calls and checks what is known of them.
#include <algorithm>
#include <array>
#include <utility>

#include "expressions/expression_reader.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

struct FunctionRule {
  std::string_view name;
  Function function;
  size_t arity;
  bool in_conditions;  // otherwise in updates
};

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

const FunctionRule* FindFunction(std::string_view name) {
  for (const FunctionRule& rule : kFunctions) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

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

}  // namespace

std::optional<AttributeType> ParsedOperand::StaticType() const {
  if (kind == Kind::kValue) return value.type();
  if (kind == Kind::kCall && call->function == Function::kSize) return AttributeType::kNumber;
  return std::nullopt;
}

std::optional<ParsedOperand> ExpressionReader::ReadOperand() {
  size_t open = 0;
  while (Accept(TokenKind::kLeftParenthesis)) ++open;
  std::optional<ParsedOperand> operand = ReadBareOperand();
  if (!operand.has_value()) return std::nullopt;
  for (size_t closed = 1; closed <= open; ++closed) {
    if (!Expect(TokenKind::kRightParenthesis)) return std::nullopt;
    if (closed < 2) continue;
    if (!looking_ahead_) {
      RedundantParentheses();
      return std::nullopt;
    }
    redundant_noted_ = true;
  }
  return operand;
}

std::optional<ParsedOperand> ExpressionReader::ReadBareOperand() {
  ParsedOperand operand;
  if (current_.kind == TokenKind::kValuePlaceholder) {
    operand.value = *ReadValue();
    return operand;
  }
  const Token first = current_;
  if (!Accept(TokenKind::kIdentifier) && !Expect(TokenKind::kNamePlaceholder)) return std::nullopt;
  if (first.kind == TokenKind::kIdentifier && current_.kind == TokenKind::kLeftParenthesis) {
    return ReadCall(first);
  }
  const std::optional<DocumentPath> path = ReadPathAfter(first, PathRole::kOperand);
  if (!path.has_value()) return std::nullopt;
  operand.kind = ParsedOperand::Kind::kPath;
  operand.path = *path;
  return operand;
}

bool ExpressionReader::ReadOperands(ArenaVector<ParsedOperand>& operands) {
  do {
    const std::optional<ParsedOperand> operand = ReadOperand();
    if (!operand.has_value()) return false;
    operands.Append(*operand);
  } while (Accept(TokenKind::kComma));
  return Expect(TokenKind::kRightParenthesis);
}

std::optional<ParsedOperand> ExpressionReader::ReadCall(const Token& name) {
  // Each call counts as an operator, so whatever nests deeper is refused anyhow.
  if (++call_depth_ > limits::kMaxExpressionOperators) {
    TooManyOperators();
    return std::nullopt;
  }
  ParsedCall* call = arena_.New<ParsedCall>();
  call->name = Text(name);
  call->position = name.begin;
  CheckName(*call);
  if (const FunctionRule* rule = FindFunction(call->name)) call->function = rule->function;
  Advance();
  ArenaVector<ParsedOperand> arguments(arena_);
  if (!ReadOperands(arguments)) return std::nullopt;
  --call_depth_;
  call->arguments = arguments.view();
  for (const ParsedOperand& argument : call->arguments) {
    if (argument.kind == ParsedOperand::Kind::kCall) CheckUseAsOperand(*argument.call);
  }
  CheckArguments(*call);
  CountOperator();
  ParsedOperand operand;
  operand.kind = ParsedOperand::Kind::kCall;
  operand.call = call;
  return operand;
}

void ExpressionReader::CheckName(const ParsedCall& call) {
  const FunctionRule* rule = FindFunction(call.name);
  if (rule == nullptr) {
    NameError(call.position, "Invalid function name; function: ", call.name);
  } else if (rule->in_conditions && language_ == Language::kUpdate) {
    NameError(call.position,
              "The function is not allowed in an update expression; function: ", call.name);
  } else if (!rule->in_conditions && language_ == Language::kCondition) {
    NameError(call.position,
              "The function is not allowed in a condition expression; function: ", call.name);
  }
}

void ExpressionReader::CheckUseAsOperand(const ParsedCall& call) {
  if (call.function != Function::kSize && call.function != Function::kIfNotExists) {
    MisplacedFunction(call);
  }
}

void ExpressionReader::MisplacedFunction(const ParsedCall& call) {
  NameError(
      call.position,
      "The function is not allowed to be used this way in an expression; function: ", call.name);
}

void ExpressionReader::CheckType(std::string_view operation, const ParsedOperand& operand,
                                 TypeSet allowed) {
  const std::optional<AttributeType> type = operand.StaticType();
  if (!type.has_value() || (TypeBit(*type) & allowed) != 0) return;
  OperandError(IncorrectType(operation, WireName(*type)));
}

void ExpressionReader::CheckDistinct(std::string_view operation,
                                     std::span<const ParsedOperand> operands) {
  const ParsedOperand& first = operands[0];
  if (first.kind != ParsedOperand::Kind::kPath) return;
  for (const ParsedOperand& other : operands.subspan(1)) {
    if (other.kind != ParsedOperand::Kind::kPath || !SamePath(first.path, other.path)) continue;
    std::string message =
        "The first operand must be distinct from the remaining operands for this operator or "
        "function; operator: ";
    message += operation;
    message += ", first operand: " + PathText(first.path);
    OperandError(std::move(message));
    return;
  }
}

void ExpressionReader::CheckArguments(const ParsedCall& call) {
  const FunctionRule* rule = FindFunction(call.name);
  if (rule == nullptr) return;
  if (call.arguments.size() != rule->arity) {
    std::string message =
        "Incorrect number of operands for operator or function; operator or function: ";
    message += call.name;
    message += ", number of operands: " + std::to_string(call.arguments.size());
    OperandError(std::move(message));
    return;
  }
  CheckArgumentTypes(call);
}

void ExpressionReader::CheckArgumentTypes(const ParsedCall& call) {
  switch (call.function) {
    case Function::kUnknown:
      break;
    case Function::kAttributeExists:
    case Function::kAttributeNotExists:
    case Function::kIfNotExists:
      if (call.arguments[0].kind != ParsedOperand::Kind::kPath) {
        OperandError("Operator or function requires a document path; operator or function: " +
                     std::string(call.name));
      }
      CheckDistinct(call.name, call.arguments);
      break;
    case Function::kAttributeType:
      CheckDistinct(call.name, call.arguments);
      CheckAttributeTypeName(call.arguments[1]);
      break;
    case Function::kBeginsWith:
      for (const ParsedOperand& argument : call.arguments) {
        CheckType(call.name, argument,
                  TypeBit(AttributeType::kString) | TypeBit(AttributeType::kBinary));
      }
      CheckDistinct(call.name, call.arguments);
      break;
    case Function::kContains:
      CheckDistinct(call.name, call.arguments);
      break;
    case Function::kSize:
      CheckType(call.name, call.arguments[0], kSizedTypes);
      break;
    case Function::kListAppend:
      for (const ParsedOperand& argument : call.arguments) {
        CheckType(call.name, argument, TypeBit(AttributeType::kList));
      }
      break;
  }
}

void ExpressionReader::CheckAttributeTypeName(const ParsedOperand& type_name) {
  if (type_name.kind == ParsedOperand::Kind::kPath) {
    // The service prints all its internal types here, some of which no client ever sees.
    OperandError(IncorrectType("attribute_type", kUntypedOperand));
    return;
  }
  CheckType("attribute_type", type_name, TypeBit(AttributeType::kString));
  if (type_name.StaticType() != AttributeType::kString) return;
  constexpr std::array<std::string_view, 10> kTypes{"B",  "NULL", "SS", "BOOL", "L",
                                                    "BS", "N",    "NS", "S",    "M"};
  const std::string_view name = type_name.value.bytes();
  if (std::find(kTypes.begin(), kTypes.end(), name) != kTypes.end()) return;
  OperandError("Invalid attribute type name found; type: " + std::string(name) +
               ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

}  // namespace stator::expressions
