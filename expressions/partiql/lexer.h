#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stator::expressions::partiql {

enum class TokenKind : uint8_t {
  kEnd,
  kUnknown,  // what starts no token, or ends too early
  kIdentifier,
  kQuotedIdentifier,  // "name"; a quotation mark in it is written twice
  kKeyword,           // a word that PartiQL reserves, in any mixture of cases
  kString,            // 'text'; an apostrophe in it is written twice
  kNumber,
  kIon,        // `...`
  kParameter,  // ?
  kLeftParenthesis,
  kRightParenthesis,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kLeftBag,   // <<
  kRightBag,  // >>
  kComma,
  kDot,
  kColon,
  kSemicolon,
  kEqual,
  kNotEqual,  // <> or !=
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kConcatenate,  // ||
  kAt,           // @
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t begin = 0;  // byte offset in the statement
  uint32_t end = 0;
};

// Cuts a statement into tokens; white space and comments (-- to the end of the line, /* */)
// separate them.
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
  bool SkipSpace();
  Token Take(TokenKind kind, size_t length);
  Token TakeWord();
  Token TakeNumber();
  Token TakeQuoted(TokenKind kind, char quote);
  Token TakeSymbol();
  char At(size_t offset) const {
    return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
  }

  std::string_view text_;
  size_t position_ = 0;
};

// Whether PartiQL reserves the word, in any mixture of cases: such names are written in quotation
// marks. It is SQL's list with some words more, and not that of the other expressions (DynamoDB
// Local was asked about each word of both).
bool IsKeyword(std::string_view word);

// Whether `text` is the word, which is given in lower case, in any mixture of cases.
bool IsWord(std::string_view text, std::string_view lower_case_word);

}  // namespace stator::expressions::partiql
