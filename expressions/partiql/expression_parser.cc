#include "expressions/partiql/expression_parser.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "model/limits.h"

namespace stator::expressions::partiql {
namespace {

// Expressions inside one another: bounds the recursion of this parser and of all that follows it.
constexpr size_t kMaxDepth = 160;
constexpr uint32_t kMaxListIndex = 0x7FFFFFFF;

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

// Words that PartiQL reserves and that are functions nevertheless.
bool IsFunctionKeyword(std::string_view word) {
  constexpr std::array<std::string_view, 14> kFunctions{
      "avg",       "char_length", "character_length",
      "coalesce",  "count",       "date_add",
      "date_diff", "exists",      "lower",
      "max",       "min",         "nullif",
      "size",      "upper"};
  for (const std::string_view function : kFunctions) {
    if (IsWord(word, function)) return true;
  }
  return IsWord(word, "sum") || IsWord(word, "substring") || IsWord(word, "trim") ||
         IsWord(word, "extract");
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

const Expr* ExpressionParser::ReadPrimary() {
  switch (reader_.kind()) {
    case TokenKind::kString: {
      Expr* string = NewExpr(Expr::Kind::kString, reader_.token());
      string->text = reader_.Unquoted();
      reader_.Advance();
      return string;
    }
    case TokenKind::kNumber:
      return Literal(Expr::Kind::kNumber);
    case TokenKind::kIon:
      return Literal(Expr::Kind::kIon);
    case TokenKind::kParameter: {
      Expr* parameter = NewExpr(Expr::Kind::kParameter, reader_.token());
      parameter->index = parameters_++;
      reader_.Advance();
      return parameter;
    }
    case TokenKind::kLeftParenthesis:
      return ReadParenthesized();
    case TokenKind::kLeftBracket:
      return ReadSequence(Expr::Kind::kList, TokenKind::kRightBracket);
    case TokenKind::kLeftBag:
      return ReadSequence(Expr::Kind::kBag, TokenKind::kRightBag);
    case TokenKind::kLeftBrace:
      return ReadTuple();
    case TokenKind::kKeyword:
      return ReadKeyword();
    default:
      return ReadPath();
  }
}

const Expr* ExpressionParser::ReadKeyword() {
  if (reader_.At("true")) return Literal(Expr::Kind::kBool);
  if (reader_.At("false")) {
    Expr* literal = NewExpr(Expr::Kind::kBool, reader_.token());
    literal->negated = true;
    reader_.Advance();
    return literal;
  }
  if (reader_.At("null")) return Literal(Expr::Kind::kNull);
  if (reader_.At("missing")) return Literal(Expr::Kind::kMissing);
  if (reader_.At("case") || reader_.At("cast")) return ReadUnsupported();
  const Token token = reader_.token();
  if (IsFunctionKeyword(reader_.word())) {
    reader_.Advance();
    if (reader_.kind() == TokenKind::kLeftParenthesis) return ReadCall(token);
  }
  reader_.Stop("Unexpected keyword");
  return nullptr;
}

// CASE ... END and CAST( ... ), with whatever is inside.
const Expr* ExpressionParser::ReadUnsupported() {
  const bool is_case = reader_.At("case");
  const Expr* expression = Literal(Expr::Kind::kUnsupported);
  if (!is_case && !reader_.Expect(TokenKind::kLeftParenthesis)) return nullptr;
  for (size_t open = 1; open > 0; reader_.Advance()) {
    if (reader_.kind() == TokenKind::kEnd || reader_.kind() == TokenKind::kUnknown) {
      reader_.Stop();
      return nullptr;
    }
    const bool opens = is_case ? reader_.At("case") : reader_.kind() == TokenKind::kLeftParenthesis;
    const bool closes =
        is_case ? reader_.At("end") : reader_.kind() == TokenKind::kRightParenthesis;
    if (opens) ++open;
    if (closes) --open;
  }
  reader_.ComplainAt("Unsupported token in expression: " + std::string(expression->text),
                     *expression);
  return expression;
}

// "(" expression ")", or a list of several; a SELECT is one of what is not supported.
const Expr* ExpressionParser::ReadParenthesized() {
  const Token open = reader_.token();
  reader_.Advance();
  if (reader_.At("select")) {
    const Expr* query = NewExpr(Expr::Kind::kUnsupported, reader_.token());
    return SkipSubquery() ? query : nullptr;
  }
  const Expr* first = Read();
  if (first == nullptr) return nullptr;
  if (reader_.kind() != TokenKind::kComma) {
    return reader_.Expect(TokenKind::kRightParenthesis) ? first : nullptr;
  }
  Children children(arena_);
  children.Append(first);
  while (reader_.Accept(TokenKind::kComma)) {
    const Expr* next = Read();
    if (next == nullptr) return nullptr;
    children.Append(next);
  }
  if (!reader_.Expect(TokenKind::kRightParenthesis)) return nullptr;
  Expr* list = NewExpr(Expr::Kind::kList, open);
  list->children = children.view();
  return list;
}

bool ExpressionParser::SkipSubquery() {
  for (size_t open = 1; open > 0; reader_.Advance()) {
    if (reader_.kind() == TokenKind::kEnd || reader_.kind() == TokenKind::kUnknown) {
      return reader_.Stop();
    }
    if (reader_.kind() == TokenKind::kLeftParenthesis) ++open;
    if (reader_.kind() == TokenKind::kRightParenthesis) --open;
  }
  return true;
}

// The elements of a list or a bag, between brackets.
const Expr* ExpressionParser::ReadSequence(Expr::Kind kind, TokenKind close) {
  Expr* sequence = NewExpr(kind, reader_.token());
  reader_.Advance();
  Children children(arena_);
  while (!reader_.Accept(close)) {
    if (children.size() > 0 && !reader_.Expect(TokenKind::kComma)) return nullptr;
    const Expr* element = Read();
    if (element == nullptr) return nullptr;
    children.Append(element);
  }
  sequence->children = children.view();
  return sequence;
}

// "{" ( name ":" value ( "," name ":" value )* )? "}"
const Expr* ExpressionParser::ReadTuple() {
  Expr* tuple = NewExpr(Expr::Kind::kTuple, reader_.token());
  reader_.Advance();
  Children children(arena_);
  while (!reader_.Accept(TokenKind::kRightBrace)) {
    if (children.size() > 0 && !reader_.Expect(TokenKind::kComma)) return nullptr;
    const Expr* name = Read();
    if (name == nullptr || !reader_.Expect(TokenKind::kColon)) return nullptr;
    const Expr* value = Read();
    if (value == nullptr) return nullptr;
    children.Append(name);
    children.Append(value);
  }
  tuple->children = children.view();
  return tuple;
}

// "(" arguments ")" after the name. COUNT(*) is well formed.
const Expr* ExpressionParser::ReadCall(const Token& name) {
  Expr* call = NewExpr(Expr::Kind::kCall, name);
  reader_.Advance();
  if (!Count()) return nullptr;
  Children children(arena_);
  if (reader_.Accept(TokenKind::kStar)) {
    if (!reader_.Expect(TokenKind::kRightParenthesis)) return nullptr;
    call->kind = Expr::Kind::kUnsupported;
    return call;
  }
  while (!reader_.Accept(TokenKind::kRightParenthesis)) {
    if (children.size() > 0 && !reader_.Expect(TokenKind::kComma)) return nullptr;
    const Expr* argument = Read();
    if (argument == nullptr) return nullptr;
    children.Append(argument);
  }
  call->children = children.view();
  return call;
}

// "@"? name ( "." name | "[" index "]" )*, or a call.
const Expr* ExpressionParser::ReadPath() {
  reader_.Accept(TokenKind::kAt);
  const Token token = reader_.token();
  const bool quoted = token.kind == TokenKind::kQuotedIdentifier;
  if (!quoted && token.kind != TokenKind::kIdentifier) {
    reader_.Stop(token.kind == TokenKind::kKeyword ? "Unexpected keyword" : "Unexpected term");
    return nullptr;
  }
  const std::string_view name = quoted ? reader_.Unquoted() : reader_.word();
  reader_.Advance();
  if (!quoted && reader_.kind() == TokenKind::kLeftParenthesis) return ReadCall(token);
  return ReadSteps(NewExpr(Expr::Kind::kPath, token), {name, 0, false});
}

const Expr* ExpressionParser::ReadSteps(Expr* expression, const PathElement& first) {
  ArenaVector<PathElement> path(arena_);
  path.Append(first);
  while (true) {
    if (reader_.Accept(TokenKind::kDot)) {
      if (reader_.Accept(TokenKind::kStar)) {
        reader_.Complain("Changing item's hierarchy while reading isn't supported");
        continue;
      }
      const bool quoted = reader_.kind() == TokenKind::kQuotedIdentifier;
      if (!quoted && reader_.kind() != TokenKind::kIdentifier) {
        reader_.Stop();
        return nullptr;
      }
      path.Append({quoted ? reader_.Unquoted() : reader_.word(), 0, false});
      reader_.Advance();
    } else if (reader_.Accept(TokenKind::kLeftBracket)) {
      if (!ReadBracketStep(path)) return nullptr;
    } else {
      break;
    }
  }
  expression->path = path.view();
  for (const PathElement& step : expression->path) {
    if (!step.is_index && step.name.empty()) {
      reader_.Complain("Path component cannot be an empty string");
    }
  }
  return expression;
}

// index "]", or a name as a string.
bool ExpressionParser::ReadBracketStep(ArenaVector<PathElement>& path) {
  const Expr* step = Read();
  if (step == nullptr || !reader_.Expect(TokenKind::kRightBracket)) return false;
  if (step->kind == Expr::Kind::kString) {
    path.Append({step->text, 0, false});
    return true;
  }
  const bool negative = step->kind == Expr::Kind::kSign && step->text == "-";
  const Expr* number = negative ? step->children[0] : step;
  uint64_t index = 0;
  bool whole = number->kind == Expr::Kind::kNumber;
  for (const char c : whole ? number->text : std::string_view()) {
    whole = whole && c >= '0' && c <= '9';
    if (whole && index <= kMaxListIndex) index = index * 10 + static_cast<uint64_t>(c - '0');
  }
  if (!whole) {
    reader_.ComplainAt("Unexpected path component", *step);
  } else if (negative || index > kMaxListIndex) {
    reader_.ComplainAt("List index is not within the allowable range; index: [" +
                           std::string(negative ? "-" : "") + std::string(number->text) + "]",
                       *number);
    index = 0;
  }
  path.Append({{}, static_cast<uint32_t>(index), true});
  return true;
}

}  // namespace stator::expressions::partiql
