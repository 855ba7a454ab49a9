#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expressions/ast.h"
#include "expressions/type_set.h"
#include "model/arena.h"
#include "model/function_ref.h"

// Operands and calls between parsing and the trees that are evaluated, and what the service checks
// of them: what the parsers of expressions and of PartiQL share.
namespace stator::expressions {

enum class Function : uint8_t {
  kUnknown,
  kAttributeExists,
  kAttributeNotExists,
  kAttributeType,
  kBeginsWith,
  kContains,
  kSize,
  kIfNotExists,
  kListAppend,
};

struct ParsedCall;

// An operand as written, before a parser turns it into its own tree.
struct ParsedOperand {
  enum class Kind : uint8_t { kPath, kValue, kCall };
  Kind kind = Kind::kValue;
  DocumentPath path;                 // kPath
  AttributeValue value;              // kValue
  const ParsedCall* call = nullptr;  // kCall

  // The type that is known before an item is seen: a value's, or N of size().
  std::optional<AttributeType> StaticType() const;
};

struct ParsedCall {
  Function function = Function::kUnknown;
  std::string_view name;
  uint32_t position = 0;  // byte offset of the name
  std::span<const ParsedOperand> arguments;
};

struct FunctionRule {
  std::string_view name;
  Function function;
  size_t arity;
  bool in_conditions;  // otherwise in updates
};

// nullptr: there is no such function.
const FunctionRule* FindFunction(std::string_view name);

// --- What a parser makes of operands that have been checked ---
Operand ToOperand(Arena& arena, const ParsedOperand& parsed);
SetOperand ToSetOperand(Arena& arena, const ParsedOperand& parsed);
// Of a call of a function that is a condition.
Condition::Kind ConditionKind(Function function);

// "<=", as it is written.
std::string_view NameOf(Comparator comparator);

// --- Checks, as far as they can be made without an item ---
// Is told what is wrong, in the service's words; may be called several times.
using OperandErrorSink = FunctionRef<void(std::string message)>;

// Of a call of a known function: the number of its arguments, their types, and that the first is
// not among the others.
void CheckCall(const ParsedCall& call, OperandErrorSink error);
// Of the operands of a comparison, of BETWEEN (value, low, high) and of IN (value, list).
void CheckComparison(Comparator comparator, std::span<const ParsedOperand> operands,
                     OperandErrorSink error);
void CheckBetween(std::span<const ParsedOperand> operands, OperandErrorSink error);
void CheckIn(std::span<const ParsedOperand> operands, OperandErrorSink error);
// Whether an operator or function that takes these types may take the operand.
void CheckOperandType(std::string_view operation, const ParsedOperand& operand, TypeSet allowed,
                      OperandErrorSink error);

// "[a, b, [0]]", as the service prints paths.
std::string PathText(const DocumentPath& path);

}  // namespace stator::expressions
