#include "expressions/partiql/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stator::expressions::partiql {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWordStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool IsWordPart(char c) { return IsWordStart(c) || IsDigit(c); }

// Longer symbols first, where one begins with the other.
constexpr std::array<std::pair<std::string_view, TokenKind>, 26> kSymbols{{
    {"<<", TokenKind::kLeftBag},
    {">>", TokenKind::kRightBag},
    {"<>", TokenKind::kNotEqual},
    {"!=", TokenKind::kNotEqual},
    {"<=", TokenKind::kLessOrEqual},
    {">=", TokenKind::kGreaterOrEqual},
    {"||", TokenKind::kConcatenate},
    {"<", TokenKind::kLess},
    {">", TokenKind::kGreater},
    {"=", TokenKind::kEqual},
    {"?", TokenKind::kParameter},
    {"(", TokenKind::kLeftParenthesis},
    {")", TokenKind::kRightParenthesis},
    {"[", TokenKind::kLeftBracket},
    {"]", TokenKind::kRightBracket},
    {"{", TokenKind::kLeftBrace},
    {"}", TokenKind::kRightBrace},
    {",", TokenKind::kComma},
    {".", TokenKind::kDot},
    {":", TokenKind::kColon},
    {";", TokenKind::kSemicolon},
    {"+", TokenKind::kPlus},
    {"-", TokenKind::kMinus},
    {"*", TokenKind::kStar},
    {"/", TokenKind::kSlash},
    {"%", TokenKind::kPercent},
}};

}  // namespace

Token Lexer::Next() {
  if (!SkipSpace()) return Take(TokenKind::kUnknown, text_.size() - position_);
  if (position_ == text_.size()) return Take(TokenKind::kEnd, 0);
  const char c = text_[position_];
  if (IsWordStart(c)) return TakeWord();
  if (IsDigit(c) || (c == '.' && IsDigit(At(1)))) return TakeNumber();
  if (c == '\'') return TakeQuoted(TokenKind::kString, c);
  if (c == '"') return TakeQuoted(TokenKind::kQuotedIdentifier, c);
  if (c == '`') return TakeQuoted(TokenKind::kIon, c);
  if (c == '@') return Take(TokenKind::kAt, 1);
  return TakeSymbol();
}

// False: a comment does not end.
bool Lexer::SkipSpace() {
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++position_;
    } else if (c == '-' && At(1) == '-') {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else if (c == '/' && At(1) == '*') {
      const size_t end = text_.find("*/", position_ + 2);
      if (end == std::string_view::npos) return false;
      position_ = end + 2;
    } else {
      break;
    }
  }
  return true;
}

Token Lexer::Take(TokenKind kind, size_t length) {
  Token token{kind, static_cast<uint32_t>(position_), 0};
  position_ += length;
  token.end = static_cast<uint32_t>(position_);
  return token;
}

Token Lexer::TakeWord() {
  size_t length = 1;
  while (IsWordPart(At(length))) ++length;
  const bool keyword = IsKeyword(text_.substr(position_, length));
  return Take(keyword ? TokenKind::kKeyword : TokenKind::kIdentifier, length);
}

Token Lexer::TakeNumber() {
  size_t length = 0;
  while (IsDigit(At(length))) ++length;
  if (At(length) == '.') ++length;
  while (IsDigit(At(length))) ++length;
  if (At(length) == 'e' || At(length) == 'E') {
    size_t exponent = length + 1;
    if (At(exponent) == '+' || At(exponent) == '-') ++exponent;
    if (!IsDigit(At(exponent))) return Take(TokenKind::kUnknown, exponent);
    while (IsDigit(At(exponent))) ++exponent;
    length = exponent;
  }
  if (IsWordStart(At(length))) return Take(TokenKind::kUnknown, length);
  return Take(TokenKind::kNumber, length);
}

Token Lexer::TakeQuoted(TokenKind kind, char quote) {
  size_t end = position_ + 1;
  while (true) {
    end = text_.find(quote, end);
    if (end == std::string_view::npos) return Take(TokenKind::kUnknown, text_.size() - position_);
    ++end;
    const bool doubled = kind != TokenKind::kIon && end < text_.size() && text_[end] == quote;
    if (!doubled) return Take(kind, end - position_);
    ++end;
  }
}

Token Lexer::TakeSymbol() {
  const std::string_view rest = text_.substr(position_);
  for (const auto& [symbol, kind] : kSymbols) {
    if (rest.starts_with(symbol)) return Take(kind, symbol.size());
  }
  return Take(TokenKind::kUnknown, 1);
}

}  // namespace stator::expressions::partiql
