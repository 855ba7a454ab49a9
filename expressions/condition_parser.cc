#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/expression_reader.h"
#include "expressions/parser.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

struct ComparatorRule {
  TokenKind token;
  Comparator comparator;
  std::string_view name;
};

constexpr std::array<ComparatorRule, 6> kComparators{{
    {TokenKind::kEqual, Comparator::kEqual, "="},
    {TokenKind::kNotEqual, Comparator::kNotEqual, "<>"},
    {TokenKind::kLess, Comparator::kLess, "<"},
    {TokenKind::kLessOrEqual, Comparator::kLessOrEqual, "<="},
    {TokenKind::kGreater, Comparator::kGreater, ">"},
    {TokenKind::kGreaterOrEqual, Comparator::kGreaterOrEqual, ">="},
}};

const ComparatorRule* FindComparator(TokenKind token) {
  for (const ComparatorRule& rule : kComparators) {
    if (rule.token == token) return &rule;
  }
  return nullptr;
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

// Reads conditions without recursion: what is still open (parentheses, NOT, the left sides of AND
// and OR) is kept on a list of its own, so that no nesting can exhaust the stack.
class ConditionParser {
 public:
  explicit ConditionParser(ExpressionReader& reader) : reader_(reader), arena_(reader.arena()) {}

  // nullptr: stopped by an error.
  const Condition* Read() {
    while (true) {
      if (!ReadPrefixes() || !ReadSimpleCondition()) return nullptr;
      const std::optional<bool> more = ReadConnective();
      if (!more.has_value()) return nullptr;
      if (!*more) return condition_;
    }
  }

 private:
  enum class Opened : uint8_t { kParenthesis, kNot, kAnd, kOr };
  struct Open {
    Opened what;
    const Condition* left;  // of kAnd and kOr
    const Open* below;
  };

  void Push(Opened what, const Condition* left = nullptr) {
    top_ = arena_.New<Open>(Open{what, left, top_});
  }
  bool TopIs(Opened what) const { return top_ != nullptr && top_->what == what; }
  void Pop() { top_ = top_->below; }

  // ( "NOT" | "(" )*. A parenthesis may turn out to belong to an operand.
  bool ReadPrefixes() {
    while (true) {
      if (reader_.Accept(TokenKind::kLeftParenthesis)) {
        Push(Opened::kParenthesis);
      } else if (reader_.Accept(TokenKind::kNot)) {
        Push(Opened::kNot);
      } else {
        return true;
      }
    }
  }

  // A comparison, BETWEEN, IN or a function; condition_ is what was read.
  bool ReadSimpleCondition() {
    reader_.BeginLookahead();
    const std::optional<ParsedOperand> left = reader_.ReadBareOperand();
    if (!left.has_value()) return false;
    size_t closed = 0;
    for (; TopIs(Opened::kParenthesis) && reader_.Accept(TokenKind::kRightParenthesis); ++closed) {
      Pop();
    }
    const bool is_call = left->kind == ParsedOperand::Kind::kCall;
    const ComparatorRule* comparator = FindComparator(reader_.kind());
    const bool is_operand = comparator != nullptr || reader_.kind() == TokenKind::kBetween ||
                            reader_.kind() == TokenKind::kIn;
    // A call is known to be a condition once its parentheses are closed or a connective follows.
    const bool is_condition =
        is_call && (!TopIs(Opened::kParenthesis) || reader_.kind() == TokenKind::kAnd ||
                    reader_.kind() == TokenKind::kOr);
    if (!is_operand && !is_condition) return reader_.SyntaxError();
    if (!reader_.EndLookahead()) return false;
    if (closed > 1) return reader_.RedundantParentheses();
    if (!is_operand) {
      TakeFunction(*left->call);
      parenthesized_ = closed > 0;
      return true;
    }
    parenthesized_ = false;
    if (is_call) reader_.CheckUseAsOperand(*left->call);
    if (comparator != nullptr) return ReadComparison(*comparator, *left);
    return reader_.kind() == TokenKind::kBetween ? ReadBetween(*left) : ReadIn(*left);
  }

  void TakeFunction(const ParsedCall& call) {
    if (call.function == Function::kSize) reader_.MisplacedFunction(call);
    Take(ConditionKind(call.function), call.arguments);
  }

  void Take(Condition::Kind kind, std::span<const ParsedOperand> parsed,
            Comparator comparator = Comparator::kEqual) {
    const std::span<Operand> operands = arena_.NewArray<Operand>(parsed.size());
    for (size_t i = 0; i < parsed.size(); ++i) operands[i] = ToOperand(arena_, parsed[i]);
    condition_ = arena_.New<Condition>(Condition{kind, comparator, operands, nullptr, nullptr});
  }

  std::optional<ParsedOperand> ReadRightOperand() {
    std::optional<ParsedOperand> operand = reader_.ReadOperand();
    if (operand.has_value() && operand->kind == ParsedOperand::Kind::kCall) {
      reader_.CheckUseAsOperand(*operand->call);
    }
    return operand;
  }

  bool ReadComparison(const ComparatorRule& rule, const ParsedOperand& left) {
    reader_.Advance();
    const std::optional<ParsedOperand> right = ReadRightOperand();
    if (!right.has_value()) return false;
    const std::array<ParsedOperand, 2> operands{left, *right};
    if (rule.comparator != Comparator::kEqual && rule.comparator != Comparator::kNotEqual) {
      for (const ParsedOperand& operand : operands) {
        reader_.CheckType(rule.name, operand, kScalarTypes);
      }
    }
    reader_.CheckDistinct(rule.name, operands);
    reader_.CountOperator();
    Take(Condition::Kind::kCompare, operands, rule.comparator);
    return true;
  }

  // "BETWEEN" low "AND" high
  bool ReadBetween(const ParsedOperand& value) {
    reader_.Advance();
    const std::optional<ParsedOperand> low = ReadRightOperand();
    if (!low.has_value() || !reader_.Expect(TokenKind::kAnd)) return false;
    const std::optional<ParsedOperand> high = ReadRightOperand();
    if (!high.has_value()) return false;
    const std::array<ParsedOperand, 3> operands{value, *low, *high};
    for (const ParsedOperand& operand : operands) {
      reader_.CheckType("BETWEEN", operand, kScalarTypes);
    }
    reader_.CheckDistinct("BETWEEN", operands);
    CheckBounds(*low, *high);
    reader_.CountOperator();
    Take(Condition::Kind::kBetween, operands);
    return true;
  }

  void CheckBounds(const ParsedOperand& low, const ParsedOperand& high) {
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
    reader_.OperandError("The BETWEEN operator requires " + std::string(requirement) +
                         "; lower bound operand: " + ValueText(low.value) +
                         ", upper bound operand: " + ValueText(high.value));
  }

  // "IN" "(" operand ( "," operand )* ")"
  bool ReadIn(const ParsedOperand& value) {
    reader_.Advance();
    if (!reader_.Expect(TokenKind::kLeftParenthesis)) return false;
    ArenaVector<ParsedOperand> operands(arena_);
    operands.Append(value);
    if (!reader_.ReadOperands(operands)) return false;
    const std::span<const ParsedOperand> all = operands.view();
    for (const ParsedOperand& operand : all.subspan(1)) {
      if (operand.kind == ParsedOperand::Kind::kCall) reader_.CheckUseAsOperand(*operand.call);
    }
    reader_.CheckDistinct("IN", all);
    const size_t count = all.size() - 1;
    if (count > limits::kMaxInOperands) {
      reader_.OperandError(
          "The IN operator is provided with too many operands; number of operands: " +
          std::to_string(count));
    }
    reader_.CountOperator();
    Take(Condition::Kind::kIn, all);
    return true;
  }

  // What may follow a condition: ")"*, then AND, OR or the end. True: another condition follows;
  // nullopt: stopped by an error.
  std::optional<bool> ReadConnective() {
    CloseNots();
    while (reader_.kind() == TokenKind::kRightParenthesis) {
      CloseAnds();
      CloseOrs();
      if (!TopIs(Opened::kParenthesis)) return Stopped(reader_.SyntaxError());
      Pop();
      reader_.Advance();
      if (std::exchange(parenthesized_, true)) return Stopped(reader_.RedundantParentheses());
      CloseNots();
    }
    if (reader_.kind() == TokenKind::kAnd) {
      CloseAnds();
      Push(Opened::kAnd, condition_);
    } else if (reader_.kind() == TokenKind::kOr) {
      CloseAnds();
      CloseOrs();
      Push(Opened::kOr, condition_);
    } else {
      CloseAnds();
      CloseOrs();
      if (reader_.kind() != TokenKind::kEnd || top_ != nullptr) {
        return Stopped(reader_.SyntaxError());
      }
      return false;
    }
    reader_.Advance();
    return true;
  }

  static std::optional<bool> Stopped(bool) { return std::nullopt; }

  void CloseNots() { CloseAll(Opened::kNot, Condition::Kind::kNot); }
  void CloseAnds() { CloseAll(Opened::kAnd, Condition::Kind::kAnd); }
  // Only after CloseAnds().
  void CloseOrs() { CloseAll(Opened::kOr, Condition::Kind::kOr); }

  void CloseAll(Opened what, Condition::Kind kind) {
    while (TopIs(what)) {
      Condition* whole = arena_.New<Condition>();
      whole->kind = kind;
      whole->left = what == Opened::kNot ? condition_ : top_->left;
      whole->right = what == Opened::kNot ? nullptr : condition_;
      condition_ = whole;
      parenthesized_ = false;
      Pop();
      reader_.CountOperator();
    }
  }

  ExpressionReader& reader_;
  Arena& arena_;
  const Open* top_ = nullptr;
  const Condition* condition_ = nullptr;
  // Whether condition_ stood in parentheses of its own.
  bool parenthesized_ = false;
};

}  // namespace

Result<const Condition*> ParseCondition(Arena& arena, Placeholders& placeholders,
                                        std::string_view parameter, std::string_view text) {
  ExpressionReader reader(arena, placeholders, parameter, text,
                          ExpressionReader::Language::kCondition);
  const Condition* condition = nullptr;
  if (reader.Start()) condition = ConditionParser(reader).Read();
  if (std::optional<Error> error = reader.TakeError()) return *std::move(error);
  return condition;
}

}  // namespace stator::expressions
