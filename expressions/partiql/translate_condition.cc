#include <array>
#include <string>
#include <utility>

#include "expressions/partiql/lexer.h"
#include "expressions/partiql/translator.h"
#include "model/limits.h"

namespace stator::expressions::partiql {
namespace {

constexpr std::string_view kNotBoolean =
    "WHERE clause must contain an expression that resolves to a boolean";

}  // namespace

const Condition* Translator::TranslateCondition(const Expr& expression) {
  switch (expression.kind) {
    case Expr::Kind::kAnd:
    case Expr::Kind::kOr: {
      Condition* whole = arena_.New<Condition>();
      whole->kind =
          expression.kind == Expr::Kind::kAnd ? Condition::Kind::kAnd : Condition::Kind::kOr;
      whole->left = TranslateCondition(*expression.children[0]);
      whole->right = TranslateCondition(*expression.children[1]);
      return whole;
    }
    case Expr::Kind::kNot:
      return Negated(TranslateCondition(*expression.children[0]), true);
    case Expr::Kind::kCompare:
      return Comparison(expression);
    case Expr::Kind::kBetween: {
      const std::array<ParsedOperand, 3> operands{OperandOf(*expression.children[0]),
                                                  OperandOf(*expression.children[1]),
                                                  OperandOf(*expression.children[2])};
      CheckBetween(operands, Errors());
      return Negated(NewCondition(Condition::Kind::kBetween, operands), expression.negated);
    }
    case Expr::Kind::kIn:
      return InList(expression);
    case Expr::Kind::kIsMissing:
    case Expr::Kind::kIsNull:
      return IsTest(expression);
    case Expr::Kind::kCall:
      return FunctionCondition(expression);
    case Expr::Kind::kBinary:
    case Expr::Kind::kUnsupported:
      OperandOf(expression);
      break;
    default:
      break;
  }
  Fail(std::string(kNotBoolean));
  return arena_.New<Condition>();
}

const Condition* Translator::NewCondition(Condition::Kind kind,
                                          std::span<const ParsedOperand> operands) {
  Condition* condition = arena_.New<Condition>();
  condition->kind = kind;
  if (!error_.empty()) return condition;
  const std::span<Operand> copied = arena_.NewArray<Operand>(operands.size());
  for (size_t i = 0; i < operands.size(); ++i) copied[i] = ToOperand(arena_, operands[i]);
  condition->operands = copied;
  return condition;
}

const Condition* Translator::Negated(const Condition* condition, bool negated) {
  if (!negated) return condition;
  Condition* negation = arena_.New<Condition>();
  negation->kind = Condition::Kind::kNot;
  negation->left = condition;
  return negation;
}

const Condition* Translator::Comparison(const Expr& expression) {
  const std::array<ParsedOperand, 2> operands{OperandOf(*expression.children[0]),
                                              OperandOf(*expression.children[1])};
  CheckComparison(expression.comparator, operands, Errors());
  Condition comparison = *NewCondition(Condition::Kind::kCompare, operands);
  comparison.comparator = expression.comparator;
  return arena_.New<Condition>(comparison);
}

const Condition* Translator::InList(const Expr& expression) {
  const Expr& list = *expression.children[1];
  if (list.kind != Expr::Kind::kList || list.children.empty()) {
    Fail(
        "IN operator must have a left hand argument of type Variable Reference and right hand "
        "argument of type Seq with at least one member");
    return arena_.New<Condition>();
  }
  ArenaVector<ParsedOperand> operands(arena_);
  operands.Append(OperandOf(*expression.children[0]));
  for (const Expr* element : list.children) operands.Append(OperandOf(*element));
  CheckIn(operands.view(), Errors());
  return Negated(NewCondition(Condition::Kind::kIn, operands.view()), expression.negated);
}

// IS MISSING is attribute_not_exists(), IS NULL is attribute_type(, 'NULL'): nothing is NULL that
// is not there (DynamoDB Local answers the same).
const Condition* Translator::IsTest(const Expr& expression) {
  const Expr& value = *expression.children[0];
  const bool missing = expression.kind == Expr::Kind::kIsMissing;
  if (value.kind != Expr::Kind::kPath && !IsValue(value)) {
    Fail("The left hand side argument to IS must be a Variable Reference, Literal, or Path");
    return arena_.New<Condition>();
  }
  const ParsedOperand operand = OperandOf(value);
  if (missing) {
    const bool exists = expression.negated;
    if (operand.kind != ParsedOperand::Kind::kPath) {
      Fail(std::string("Operator or function requires a document path; operator or function: ") +
           (exists ? "attribute_exists" : "attribute_not_exists"));
    }
    return NewCondition(
        exists ? Condition::Kind::kAttributeExists : Condition::Kind::kAttributeNotExists,
        {&operand, 1});
  }
  ParsedOperand type_name;
  type_name.value = AttributeValue::String("NULL");
  const std::array<ParsedOperand, 2> operands{operand, type_name};
  return Negated(NewCondition(Condition::Kind::kAttributeType, operands), expression.negated);
}

const Condition* Translator::FunctionCondition(const Expr& expression) {
  const ParsedCall* call = CallOf(expression, true);
  if (call == nullptr) return arena_.New<Condition>();
  if (call->function == Function::kSize) {
    Fail(std::string(kNotBoolean));
    return arena_.New<Condition>();
  }
  return NewCondition(ConditionKind(call->function), call->arguments);
}

ParsedOperand Translator::OperandOf(const Expr& expression) {
  ParsedOperand operand;
  if (IsValue(expression)) {
    operand.value = Value(expression, "root", 0);
    return operand;
  }
  switch (expression.kind) {
    case Expr::Kind::kPath:
      operand.kind = ParsedOperand::Kind::kPath;
      operand.path = PathOf(expression);
      break;
    case Expr::Kind::kCall: {
      const ParsedCall* call = CallOf(expression, true);
      if (call == nullptr) break;
      if (call->function != Function::kSize) {
        Fail("The function is not allowed to be used this way in an expression; function: " +
             std::string(call->name));
        break;
      }
      operand.kind = ParsedOperand::Kind::kCall;
      operand.call = call;
      break;
    }
    case Expr::Kind::kMissing:
      Fail("MISSING must be compared using IS operator");
      break;
    case Expr::Kind::kUnsupported:
      FailAt("Unsupported token in expression: " + std::string(expression.text), expression);
      break;
    default: {
      std::string name(expression.text);
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      Fail("Unsupported operator in Condition Expression. Operator: " + name);
      break;
    }
  }
  return operand;
}

std::string_view Translator::FunctionName(const Expr& call) {
  std::string name(call.text);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return arena_.CopyString(name);
}

const ParsedCall* Translator::CallOf(const Expr& expression, bool in_condition) {
  ParsedCall* call = arena_.New<ParsedCall>();
  call->name = FunctionName(expression);
  const FunctionRule* rule = FindFunction(call->name);
  if (rule == nullptr) {
    Fail("Unrecognized function: " + std::string(expression.text));
    return nullptr;
  }
  if (rule->in_conditions != in_condition) {
    Fail("The function is not allowed in " +
         std::string(in_condition ? "a condition" : "an update") +
         " expression; function: " + std::string(call->name));
    return nullptr;
  }
  call->function = rule->function;
  ArenaVector<ParsedOperand> arguments(arena_);
  for (const Expr* child : expression.children) {
    if (in_condition) {
      arguments.Append(OperandOf(*child));
    } else if (const std::optional<ParsedOperand> argument = UpdateArgument(*child)) {
      arguments.Append(*argument);
    }
  }
  call->arguments = arguments.view();
  if (error_.empty()) CheckCall(*call, Errors());
  return error_.empty() ? call : nullptr;
}

DocumentPath Translator::PathOf(const Expr& expression) {
  if (expression.path.size() > limits::kMaxNestingDepth) {
    Fail("The document path has too many nesting levels; nesting levels: " +
         std::to_string(expression.path.size()));
  }
  return expression.path;
}

}  // namespace stator::expressions::partiql
