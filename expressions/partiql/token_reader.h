#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/partiql/lexer.h"
#include "expressions/partiql/syntax.h"
#include "model/arena.h"

// What the parsers of statements and of their expressions share: the current token and errors.
namespace stator::expressions::partiql {

class TokenReader {
 public:
  TokenReader(Arena& arena, std::string_view text) : arena_(arena), lexer_(text) { Advance(); }

  Arena& arena() { return arena_; }
  std::string_view text() const { return lexer_.text(); }

  TokenKind kind() const { return token_.kind; }
  const Token& token() const { return token_; }
  std::string_view word() const { return lexer_.TextOf(token_); }
  std::string_view TextOf(const Token& token) const { return lexer_.TextOf(token); }
  void Advance() { token_ = lexer_.Next(); }

  bool Accept(TokenKind kind) {
    if (token_.kind != kind) return false;
    Advance();
    return true;
  }
  // Whether the current token is this word, written without quotation marks.
  bool At(std::string_view lower_case_word) const {
    return (token_.kind == TokenKind::kKeyword || token_.kind == TokenKind::kIdentifier) &&
           IsWord(word(), lower_case_word);
  }
  bool Accept(std::string_view lower_case_word) {
    if (!At(lower_case_word)) return false;
    Advance();
    return true;
  }
  // The same, but anything else is an error.
  bool Expect(TokenKind kind) { return Accept(kind) || Stop(); }
  bool Expect(std::string_view lower_case_word) { return Accept(lower_case_word) || Stop(); }

  // The statement is not well formed: false, and the parse is over. `reason` is what the service
  // says after "Statement wasn't well formed, can't be processed: ".
  bool Stop(std::string_view reason = {}) {
    if (!stop_.empty()) return false;
    if (reason.empty()) {
      reason = token_.kind == TokenKind::kKeyword ? "Unexpected keyword" : "Unexpected term";
    }
    stop_ = reason;
    return false;
  }
  // What is well formed and yet wrong: the first of these is reported when the whole statement has
  // been read.
  void Complain(std::string message) {
    if (complaint_.empty()) complaint_ = std::move(message);
  }
  void ComplainAt(std::string message, const Expr& expression) {
    // Finding the line takes time, which only the first complaint is worth.
    if (!complaint_.empty()) return;
    Complain(message + PositionText(text(), expression.begin, expression.length));
  }

  // A limit is exceeded: the parse is over, and this is what is wrong with the statement.
  void Refuse(std::string message) {
    complaint_ = std::move(message);
    refused_ = true;
  }

  bool refused() const { return refused_; }
  const std::string& stop() const { return stop_; }
  const std::string& complaint() const { return complaint_; }

  // The text between the quotation marks of the current token, with doubled ones made one.
  std::string_view Unquoted();

 private:
  Arena& arena_;
  Lexer lexer_;
  Token token_;
  std::string stop_;
  std::string complaint_;
  bool refused_ = false;
};

}  // namespace stator::expressions::partiql
