#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "expressions/arena_vector.h"
#include "expressions/partiql/syntax.h"
#include "expressions/partiql/token_reader.h"

namespace stator::expressions::partiql {

// Reads PartiQL's expressions by recursive descent: what binds least is read first. nullptr: the
// statement is not well formed, which the reader knows.
class ExpressionParser {
 public:
  explicit ExpressionParser(TokenReader& reader) : reader_(reader), arena_(reader.arena()) {}

  const Expr* Read();
  // A name with its steps, as stands for what is set, removed or selected from.
  const Expr* ReadPath();
  // How many '?' have been read.
  uint32_t parameters() const { return parameters_; }

 private:
  using Children = ArenaVector<const Expr*>;

  const Expr* ReadAnd();
  const Expr* ReadNot();
  const Expr* ReadPredicate();
  const Expr* ReadIs(const Expr* value);
  const Expr* ReadBetween(const Expr* value, bool negated);
  const Expr* ReadIn(const Expr* value, bool negated);
  const Expr* ReadSum();
  const Expr* ReadProduct();
  const Expr* ReadSign();
  const Expr* ReadPrimary();
  const Expr* ReadKeyword();
  const Expr* ReadUnsupported();
  const Expr* ReadParenthesized();
  const Expr* ReadSequence(Expr::Kind kind, TokenKind close);
  const Expr* ReadTuple();
  const Expr* ReadCall(const Token& name);
  const Expr* ReadSteps(Expr* expression, const PathElement& first);
  bool ReadBracketStep(ArenaVector<PathElement>& path);
  bool SkipSubquery();

  Expr* NewExpr(Expr::Kind kind, const Token& token);
  Expr* NewNode(Expr::Kind kind, const Token& token, std::initializer_list<const Expr*> children);
  const Expr* Literal(Expr::Kind kind);
  // Counts an operator or a function; false: there are too many of them.
  bool Count();

  TokenReader& reader_;
  Arena& arena_;
  uint32_t parameters_ = 0;
  size_t operators_ = 0;
  size_t depth_ = 0;
};

}  // namespace stator::expressions::partiql
