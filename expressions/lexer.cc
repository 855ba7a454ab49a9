#include "expressions/lexer.h"

#include <array>

namespace stator::expressions {
namespace {

constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsWordCharacter(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }
constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// `upper` consists of capital letters only.
bool EqualsIgnoringCase(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((word[i] & ~0x20) != upper[i]) return false;
  }
  return true;
}

struct Keyword {
  std::string_view upper;
  TokenKind kind;
};

constexpr std::array<Keyword, 9> kKeywords{{
    {"AND", TokenKind::kAnd},
    {"OR", TokenKind::kOr},
    {"NOT", TokenKind::kNot},
    {"IN", TokenKind::kIn},
    {"BETWEEN", TokenKind::kBetween},
    {"SET", TokenKind::kSet},
    {"REMOVE", TokenKind::kRemove},
    {"ADD", TokenKind::kAdd},
    {"DELETE", TokenKind::kDelete},
}};

TokenKind WordKind(std::string_view word) {
  if (word.size() < 2 || word.size() > 7) return TokenKind::kIdentifier;
  for (const Keyword& keyword : kKeywords) {
    if (EqualsIgnoringCase(word, keyword.upper)) return keyword.kind;
  }
  return TokenKind::kIdentifier;
}

}  // namespace

Token Lexer::Take(TokenKind kind, size_t length) {
  const size_t begin = position_;
  position_ += length;
  return {kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(position_)};
}

Token Lexer::TakeWord() {
  size_t end = position_ + 1;
  while (end < text_.size() && IsWordCharacter(text_[end])) ++end;
  const size_t length = end - position_;
  return Take(WordKind(text_.substr(position_, length)), length);
}

Token Lexer::TakePlaceholder(TokenKind kind) {
  size_t end = position_ + 1;
  while (end < text_.size() && IsWordCharacter(text_[end])) ++end;
  if (end == position_ + 1) kind = TokenKind::kUnknown;
  return Take(kind, end - position_);
}

Token Lexer::TakeInteger() {
  size_t end = position_ + 1;
  if (text_[position_] != '0') {
    while (end < text_.size() && IsDigit(text_[end])) ++end;
  }
  return Take(TokenKind::kInteger, end - position_);
}

Token Lexer::TakeUnknown() {
  size_t end = position_ + 1;
  if (static_cast<unsigned char>(text_[position_]) >= 0xC0) {
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
  }
  return Take(TokenKind::kUnknown, end - position_);
}

Token Lexer::Next() {
  while (position_ < text_.size() && IsSpace(text_[position_])) ++position_;
  if (position_ == text_.size()) return Take(TokenKind::kEnd, 0);
  const char c = text_[position_];
  const char following = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
  if (IsLetter(c)) return TakeWord();
  if (IsDigit(c)) return TakeInteger();
  switch (c) {
    case '#':
      return TakePlaceholder(TokenKind::kNamePlaceholder);
    case ':':
      return TakePlaceholder(TokenKind::kValuePlaceholder);
    case '=':
      return Take(TokenKind::kEqual, 1);
    case '<':
      if (following == '>') return Take(TokenKind::kNotEqual, 2);
      if (following == '=') return Take(TokenKind::kLessOrEqual, 2);
      return Take(TokenKind::kLess, 1);
    case '>':
      if (following == '=') return Take(TokenKind::kGreaterOrEqual, 2);
      return Take(TokenKind::kGreater, 1);
    case '(':
      return Take(TokenKind::kLeftParenthesis, 1);
    case ')':
      return Take(TokenKind::kRightParenthesis, 1);
    case '[':
      return Take(TokenKind::kLeftBracket, 1);
    case ']':
      return Take(TokenKind::kRightBracket, 1);
    case ',':
      return Take(TokenKind::kComma, 1);
    case '.':
      return Take(TokenKind::kDot, 1);
    case '+':
      return Take(TokenKind::kPlus, 1);
    case '-':
      return Take(TokenKind::kMinus, 1);
    default:
      return TakeUnknown();
  }
}

}  // namespace stator::expressions
