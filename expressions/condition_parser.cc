#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/expression_reader.h"
#include "expressions/parser.h"

namespace stator::expressions {
namespace {

std::optional<Comparator> FindComparator(TokenKind token) {
  switch (token) {
    case TokenKind::kEqual:
      return Comparator::kEqual;
    case TokenKind::kNotEqual:
      return Comparator::kNotEqual;
    case TokenKind::kLess:
      return Comparator::kLess;
    case TokenKind::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case TokenKind::kGreater:
      return Comparator::kGreater;
    case TokenKind::kGreaterOrEqual:
      return Comparator::kGreaterOrEqual;
    default:
      return std::nullopt;
  }
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
    const std::optional<Comparator> comparator = FindComparator(reader_.kind());
    const bool is_operand = comparator.has_value() || reader_.kind() == TokenKind::kBetween ||
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
    if (comparator.has_value()) return ReadComparison(*comparator, *left);
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

  bool ReadComparison(Comparator comparator, const ParsedOperand& left) {
    reader_.Advance();
    const std::optional<ParsedOperand> right = ReadRightOperand();
    if (!right.has_value()) return false;
    const std::array<ParsedOperand, 2> operands{left, *right};
    CheckComparison(comparator, operands, reader_.OperandErrors());
    reader_.CountOperator();
    Take(Condition::Kind::kCompare, operands, comparator);
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
    CheckBetween(operands, reader_.OperandErrors());
    reader_.CountOperator();
    Take(Condition::Kind::kBetween, operands);
    return true;
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
    CheckIn(all, reader_.OperandErrors());
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
