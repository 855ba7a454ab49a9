#include "expressions/partiql/statement.h"

#include "expressions/partiql/translator.h"

namespace stator::expressions::partiql {

Result<const Statement*> ParseStatement(Arena& arena, std::string_view text,
                                        std::span<const AttributeValue> parameters) {
  STATOR_ASSIGN_OR_RETURN(const Syntax* syntax, ParseSyntax(arena, text));
  if (syntax->parameters != parameters.size()) {
    return ValidationError("Number of parameters in request and statement don't match.");
  }
  Translator translator(arena, text, parameters);
  Statement* statement = arena.New<Statement>();
  statement->kind = syntax->kind;
  statement->table = syntax->table;
  statement->index = syntax->index;
  statement->order = syntax->order;
  statement->returning = syntax->returning;
  const bool reads =
      syntax->kind == StatementKind::kSelect || syntax->kind == StatementKind::kExists;
  if (reads && !syntax->all_attributes) {
    statement->projection = translator.TranslateProjection(syntax->projection);
  }
  if (syntax->item != nullptr) statement->item = translator.TranslateItem(*syntax->item);
  if (!syntax->changes.empty()) statement->update = translator.TranslateUpdate(syntax->changes);
  if (syntax->where != nullptr) statement->where = translator.TranslateCondition(*syntax->where);
  if (!translator.error().empty()) return ValidationError(translator.error());
  return statement;
}

}  // namespace stator::expressions::partiql
