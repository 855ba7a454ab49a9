// The part of ExpressionParser that reads what operators join: literals, collections, calls, paths.
#include <array>
#include <string>

#include "expressions/partiql/expression_parser.h"

namespace stator::expressions::partiql {
namespace {

constexpr uint32_t kMaxListIndex = 0x7FFFFFFF;

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
