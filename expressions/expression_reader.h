#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/arena_vector.h"
#include "expressions/ast.h"
#include "expressions/lexer.h"
#include "expressions/parsed_operand.h"
#include "expressions/placeholders.h"
#include "expressions/type_set.h"
#include "model/arena.h"
#include "model/error.h"

// What the parsers of all expression kinds share: tokens, errors, paths, operands and calls.
namespace stator::expressions {

// The service checks an expression in stages, and answers the first error of the first stage that
// finds one (DynamoDB Local shows it, for every pair of errors in either order):
//  1. syntax and redundant parentheses, up to the first such error;
//  2. names: reserved words, unknown and misplaced functions, list indexes, repeated sections;
//  3. in updates and projections: the target paths, from the last one written to the first;
//  4. operands: undefined placeholders, numbers and types of operands, the number of operators;
//     in updates action by action, again from the last one written to the first.
// An ExpressionReader runs all stages in one pass over the text: an error of the first stage stops
// it, the errors of the other stages are kept until the end.
class ExpressionReader {
 public:
  enum class Language : uint8_t { kCondition, kUpdate, kProjection };

  // `parameter` names the expression in errors ("FilterExpression").
  ExpressionReader(Arena& arena, Placeholders& placeholders, std::string_view parameter,
                   std::string_view text, Language language);

  // Checks the text's length and reads the first token. False: the text is refused.
  bool Start();

  Arena& arena() { return arena_; }

  // --- Tokens ---
  TokenKind kind() const { return current_.kind; }
  uint32_t position() const { return current_.begin; }
  void Advance();
  // Takes the current token if it is of this kind.
  bool Accept(TokenKind kind);
  // The same, but anything else is a syntax error.
  bool Expect(TokenKind kind);

  // --- Errors ---
  // Each records an error and returns false, for `return reader.SyntaxError()`. The first of the
  // errors below stops the parse.
  bool SyntaxError();
  bool RedundantParentheses();
  bool TooManyOperators();

  // Stage 2. `position` orders the errors: the one furthest to the left is reported.
  void NameError(uint32_t position, std::string_view text, std::string_view subject);
  // Stage 3 and 4, of the action that StartAction() began last; conditions are one single action.
  void TargetError(std::string message);
  void OperandError(std::string message);
  void StartAction() { ++action_; }

  // Counts one operator or function call that has been read completely.
  void CountOperator();

  // The error to answer, once the parse has ended or was stopped; nullopt: none. `targets` are the
  // paths of the actions of an update or a projection, which may neither overlap nor conflict.
  std::optional<Error> TakeError(std::span<const DocumentPath> targets = {});

  // --- Shared grammar; nullopt or false: stopped by an error ---
  enum class PathRole : uint8_t { kTarget, kOperand };
  // name ( "." name | "[" index "]" )*
  std::optional<DocumentPath> ReadPath(PathRole role);
  // ":v"
  std::optional<AttributeValue> ReadValue();
  // A path, a value or a call, in any number of parentheses.
  std::optional<ParsedOperand> ReadOperand();
  // The same without parentheses.
  std::optional<ParsedOperand> ReadBareOperand();
  // operand ( "," operand )* ")"
  bool ReadOperands(ArenaVector<ParsedOperand>& operands);
  // Records an error if the call's function does not stand for a value: size() in a condition and
  // if_not_exists() in an update do, list_append() only as the whole value of SET.
  void CheckUseAsOperand(const ParsedCall& call);
  // Records that the call stands where its function may not.
  void MisplacedFunction(const ParsedCall& call);

  // While the service still looks ahead to find out what it reads (an operand or a condition, an
  // operand or a sum), syntax errors come before redundant parentheses that it has passed.
  // Between these two calls redundant parentheses are only noted; EndLookahead reports them.
  void BeginLookahead() { looking_ahead_ = true; }
  bool EndLookahead();

  // Hands what a check of parsed_operand.h finds to OperandError.
  auto OperandErrors() {
    return [this](std::string message) { OperandError(std::move(message)); };
  }

 private:
  // An error of stage 3 or 4 and where it stands among the actions.
  struct ActionError {
    std::string message;
    size_t action = 0;
    // Operators counted up to the end of the action.
    size_t operators_through = 0;
  };

  std::string_view Text(const Token& token) const { return lexer_.TextOf(token); }
  bool Stop(std::string message);
  void KeepFirstOfAction(ActionError& kept, std::string message);
  // `first` is the path's first token, already taken.
  std::optional<DocumentPath> ReadPathAfter(const Token& first, PathRole role);
  void AddPathName(const Token& token);
  void AddPathElement(const PathElement& element);
  bool ReadListIndex();
  // The path just read, in the arena, with placeholders replaced by names.
  DocumentPath ResolvePath(PathRole role);
  std::optional<ParsedOperand> ReadCall(const Token& name);
  void CheckName(const ParsedCall& call);
  Error Prefixed(std::string_view message) const;

  Arena& arena_;
  Placeholders& placeholders_;
  std::string_view parameter_;
  Lexer lexer_;
  Language language_;
  Token previous_;
  Token current_;

  std::string stop_;  // stage 1
  uint32_t name_error_position_ = std::numeric_limits<uint32_t>::max();
  std::string name_error_;     // stage 2
  ActionError target_error_;   // stage 3
  ActionError operand_error_;  // stage 4
  size_t action_ = 0;
  size_t operators_ = 0;
  size_t call_depth_ = 0;
  bool looking_ahead_ = false;
  bool redundant_noted_ = false;

  // The path being read: as many elements as a valid path can have, and how many there were.
  std::array<PathElement, 32> path_;
  size_t path_length_ = 0;
};

}  // namespace stator::expressions
