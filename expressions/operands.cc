// The part of ExpressionReader that reads operands and calls.
#include <utility>

#include "expressions/expression_reader.h"
#include "model/limits.h"

namespace stator::expressions {
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
  CheckCall(*call, OperandErrors());
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

}  // namespace stator::expressions
