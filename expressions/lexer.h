#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stator::expressions {

enum class TokenKind : uint8_t {
  kEnd,
  kUnknown,  // one character that starts no token
  kIdentifier,
  kNamePlaceholder,   // "#n"
  kValuePlaceholder,  // ":v"
  kInteger,           // "0", or digits without a leading zero
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kLeftParenthesis,
  kRightParenthesis,
  kLeftBracket,
  kRightBracket,
  kComma,
  kDot,
  kPlus,
  kMinus,
  // Keywords, in any mixture of cases. The service has one lexer for all expressions: SET is no
  // attribute name in a condition either.
  kAnd,
  kOr,
  kNot,
  kIn,
  kBetween,
  kSet,
  kRemove,
  kAdd,
  kDelete,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t begin = 0;  // byte offset in the expression
  uint32_t end = 0;
};

// Cuts an expression into tokens. Space, tab, line feed and carriage return separate tokens; every
// other character that starts none is a token of its own (all bytes of a UTF-8 sequence together).
class Lexer {
 public:
  // `text` must outlive the lexer and be shorter than 4 GiB.
  explicit Lexer(std::string_view text) : text_(text) {}

  // The next token; kEnd again and again at the end.
  Token Next();

  std::string_view text() const { return text_; }
  std::string_view TextOf(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

 private:
  Token Take(TokenKind kind, size_t length);
  Token TakeWord();
  Token TakePlaceholder(TokenKind kind);
  Token TakeInteger();
  Token TakeUnknown();

  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace stator::expressions
