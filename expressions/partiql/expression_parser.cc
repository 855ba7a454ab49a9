#include "expressions/partiql/expression_parser.h"

#include <optional>
#include <string>
#include <utility>

#include "model/limits.h"

namespace stator::expressions::partiql {
namespace {

// Expressions inside one another: bounds the recursion of this parser and of all that follows it.
constexpr size_t kMaxDepth = 160;

// One level of nesting for as long as it lives.
class DepthGuard {
 public:
  explicit DepthGuard(size_t& depth) : depth_(depth) { ++depth_; }
  ~DepthGuard() { --depth_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;

  bool too_deep() const { return depth_ > kMaxDepth; }

 private:
  size_t& depth_;
};

std::optional<Comparator> ComparatorOf(TokenKind kind) {
  switch (kind) {
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

}  // namespace

Expr* ExpressionParser::NewExpr(Expr::Kind kind, const Token& token) {
  Expr* expression = arena_.New<Expr>();
  expression->kind = kind;
  expression->begin = token.begin;
  expression->length = token.end - token.begin;
  expression->text = reader_.TextOf(token);
  return expression;
}

Expr* ExpressionParser::NewNode(Expr::Kind kind, const Token& token,
                                std::initializer_list<const Expr*> children) {
  Expr* expression = NewExpr(kind, token);
  expression->children =
      arena_.CopyArray(std::span<const Expr* const>(children.begin(), children.size()));
  return expression;
}

const Expr* ExpressionParser::Literal(Expr::Kind kind) {
  const Expr* literal = NewExpr(kind, reader_.token());
  reader_.Advance();
  return literal;
}

bool ExpressionParser::Count() {
  if (++operators_ <= limits::kMaxExpressionOperators) return true;
  reader_.Refuse("The expression contains too many operators; operator count: " +
                 std::to_string(operators_));
  return false;
}

const Expr* ExpressionParser::Read() {
  const DepthGuard guard(depth_);
  if (guard.too_deep()) {
    reader_.Refuse("The expression is nested too deeply");
    return nullptr;
  }
  const Expr* left = ReadAnd();
  while (left != nullptr && reader_.At("or")) {
    const Token token = reader_.token();
    reader_.Advance();
    const Expr* right = ReadAnd();
    if (right == nullptr || !Count()) return nullptr;
    left = NewNode(Expr::Kind::kOr, token, {left, right});
  }
  return left;
}

const Expr* ExpressionParser::ReadAnd() {
  const Expr* left = ReadNot();
  while (left != nullptr && reader_.At("and")) {
    const Token token = reader_.token();
    reader_.Advance();
    const Expr* right = ReadNot();
    if (right == nullptr || !Count()) return nullptr;
    left = NewNode(Expr::Kind::kAnd, token, {left, right});
  }
  return left;
}

const Expr* ExpressionParser::ReadNot() {
  ArenaVector<Token> nots(arena_);
  while (reader_.At("not")) {
    nots.Append(reader_.token());
    reader_.Advance();
    if (!Count()) return nullptr;
  }
  const Expr* expression = ReadPredicate();
  for (size_t i = nots.size(); expression != nullptr && i > 0; --i) {
    expression = NewNode(Expr::Kind::kNot, nots[i - 1], {expression});
  }
  return expression;
}

const Expr* ExpressionParser::ReadPredicate() {
  const Expr* value = ReadSum();
  while (value != nullptr) {
    const Token token = reader_.token();
    const std::optional<Comparator> comparator = ComparatorOf(token.kind);
    if (comparator.has_value()) {
      reader_.Advance();
      const Expr* right = ReadSum();
      if (right == nullptr || !Count()) return nullptr;
      Expr* comparison = NewNode(Expr::Kind::kCompare, token, {value, right});
      comparison->comparator = *comparator;
      value = comparison;
      continue;
    }
    if (reader_.At("is")) {
      value = ReadIs(value);
      continue;
    }
    const bool negated = reader_.Accept("not");
    if (reader_.At("between")) {
      value = ReadBetween(value, negated);
    } else if (reader_.At("in")) {
      value = ReadIn(value, negated);
    } else if (reader_.At("like")) {
      const Token like = reader_.token();
      reader_.Advance();
      const Expr* pattern = ReadSum();
      if (pattern == nullptr || !Count()) return nullptr;
      value = NewNode(Expr::Kind::kBinary, like, {value, pattern});
    } else {
      if (!negated) return value;
      reader_.Stop();
      return nullptr;
    }
  }
  return nullptr;
}

// "IS" "NOT"? ( "MISSING" | "NULL" )
const Expr* ExpressionParser::ReadIs(const Expr* value) {
  const Token token = reader_.token();
  reader_.Advance();
  const bool negated = reader_.Accept("not");
  const bool missing = reader_.At("missing");
  if ((!missing && !reader_.At("null")) || !Count()) {
    reader_.Stop();
    return nullptr;
  }
  reader_.Advance();
  Expr* test = NewNode(missing ? Expr::Kind::kIsMissing : Expr::Kind::kIsNull, token, {value});
  test->negated = negated;
  return test;
}

// "BETWEEN" low "AND" high
const Expr* ExpressionParser::ReadBetween(const Expr* value, bool negated) {
  const Token token = reader_.token();
  reader_.Advance();
  const Expr* low = ReadSum();
  if (low == nullptr || !reader_.Expect("and")) return nullptr;
  const Expr* high = ReadSum();
  if (high == nullptr || !Count()) return nullptr;
  Expr* between = NewNode(Expr::Kind::kBetween, token, {value, low, high});
  between->negated = negated;
  return between;
}

// "IN" list. A single value in parentheses, which may be a list itself, is a list of one.
const Expr* ExpressionParser::ReadIn(const Expr* value, bool negated) {
  const Token token = reader_.token();
  reader_.Advance();
  const Token open = reader_.token();
  const Expr* list = ReadSum();
  if (list == nullptr || !Count()) return nullptr;
  const bool is_list = list->kind == Expr::Kind::kList && list->begin == open.begin;
  if (open.kind == TokenKind::kLeftParenthesis && !is_list) {
    list = NewNode(Expr::Kind::kList, open, {list});
  }
  Expr* in = NewNode(Expr::Kind::kIn, token, {value, list});
  in->negated = negated;
  return in;
}

const Expr* ExpressionParser::ReadSum() {
  const Expr* left = ReadProduct();
  while (left != nullptr &&
         (reader_.kind() == TokenKind::kPlus || reader_.kind() == TokenKind::kMinus ||
          reader_.kind() == TokenKind::kConcatenate)) {
    const Token token = reader_.token();
    reader_.Advance();
    const Expr* right = ReadProduct();
    if (right == nullptr || !Count()) return nullptr;
    left = NewNode(Expr::Kind::kBinary, token, {left, right});
  }
  return left;
}

const Expr* ExpressionParser::ReadProduct() {
  const Expr* left = ReadSign();
  while (left != nullptr &&
         (reader_.kind() == TokenKind::kStar || reader_.kind() == TokenKind::kSlash ||
          reader_.kind() == TokenKind::kPercent)) {
    const Token token = reader_.token();
    reader_.Advance();
    const Expr* right = ReadSign();
    if (right == nullptr || !Count()) return nullptr;
    left = NewNode(Expr::Kind::kBinary, token, {left, right});
  }
  return left;
}

const Expr* ExpressionParser::ReadSign() {
  ArenaVector<Token> signs(arena_);
  while (reader_.kind() == TokenKind::kPlus || reader_.kind() == TokenKind::kMinus) {
    signs.Append(reader_.token());
    reader_.Advance();
    if (!Count()) return nullptr;
  }
  const Expr* expression = ReadPrimary();
  for (size_t i = signs.size(); expression != nullptr && i > 0; --i) {
    expression = NewNode(Expr::Kind::kSign, signs[i - 1], {expression});
  }
  return expression;
}

}  // namespace stator::expressions::partiql
