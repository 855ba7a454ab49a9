#include <array>
#include <string>
#include <utility>

#include "expressions/arena_vector.h"
#include "expressions/partiql/expression_parser.h"
#include "expressions/partiql/syntax.h"
#include "expressions/partiql/token_reader.h"

namespace stator::expressions::partiql {
namespace {

struct ReturningWords {
  Returning returning;
  std::string_view which;
  std::string_view when;
  std::string_view text;
};

constexpr std::array<ReturningWords, 4> kReturning{{
    {Returning::kAllOld, "all", "old", "ALL OLD"},
    {Returning::kAllNew, "all", "new", "ALL NEW"},
    {Returning::kModifiedOld, "modified", "old", "MODIFIED OLD"},
    {Returning::kModifiedNew, "modified", "new", "MODIFIED NEW"},
}};

class StatementParser {
 public:
  StatementParser(Arena& arena, std::string_view text)
      : reader_(arena, text), expressions_(reader_), syntax_(*arena.New<Syntax>()) {
    syntax_.text = text;
  }

  Result<const Syntax*> Read() {
    if (ReadStatement() && ReadEnd() && reader_.complaint().empty()) {
      syntax_.parameters = expressions_.parameters();
      return &syntax_;
    }
    if (reader_.refused() || reader_.stop().empty()) return ValidationError(reader_.complaint());
    return ValidationError("Statement wasn't well formed, can't be processed: " + reader_.stop());
  }

 private:
  bool ReadStatement() {
    if (reader_.Accept("select")) return ReadSelect();
    if (reader_.Accept("insert")) return ReadInsert();
    if (reader_.Accept("update")) return ReadUpdate();
    if (reader_.Accept("delete")) return ReadDelete();
    if (reader_.Accept("exists")) return ReadExists();
    return reader_.Stop("Expected data manipulation");
  }

  bool ReadEnd() {
    reader_.Accept(TokenKind::kSemicolon);
    return reader_.kind() == TokenKind::kEnd || reader_.Stop();
  }

  // "(" select ")"
  bool ReadExists() {
    if (!reader_.Expect(TokenKind::kLeftParenthesis) || !reader_.Expect("select") ||
        !ReadSelect()) {
      return false;
    }
    syntax_.kind = StatementKind::kExists;
    return reader_.Expect(TokenKind::kRightParenthesis);
  }

  bool ReadSelect() {
    syntax_.kind = StatementKind::kSelect;
    if (reader_.Accept("distinct")) {
      reader_.Complain("Unsupported token in expression: DISTINCT");
    }
    if (reader_.At("value") || reader_.At("pivot")) {
      reader_.Complain("Select projection doesn't support value or pivot keywords");
      reader_.Advance();
    }
    if (!ReadSelectList() || !reader_.Expect("from") || !ReadFrom()) return false;
    return ReadWhere() && ReadOrderBy() && ReadUnsupportedClauses();
  }

  bool ReadSelectList() {
    if (reader_.Accept(TokenKind::kStar)) {
      syntax_.all_attributes = true;
      return true;
    }
    ArenaVector<const Expr*> items(reader_.arena());
    do {
      const Expr* item = expressions_.Read();
      if (item == nullptr) return false;
      if (item->kind != Expr::Kind::kPath) reader_.ComplainAt("Unexpected path component", *item);
      items.Append(item);
      if (!ReadAlias()) return false;
    } while (reader_.Accept(TokenKind::kComma));
    syntax_.projection = items.view();
    return true;
  }

  // ( "AS"? name )?
  bool ReadAlias() {
    const bool as = reader_.Accept("as");
    if (reader_.kind() == TokenKind::kIdentifier ||
        reader_.kind() == TokenKind::kQuotedIdentifier) {
      reader_.Complain("Aliasing is not supported");
      reader_.Advance();
      return true;
    }
    return !as || reader_.Stop();
  }

  bool ReadFrom() {
    if (reader_.kind() == TokenKind::kLeftParenthesis || reader_.kind() == TokenKind::kParameter ||
        reader_.kind() == TokenKind::kString || reader_.kind() == TokenKind::kLeftBag) {
      reader_.Complain("Unexpected from source");
      return expressions_.Read() != nullptr && ReadAlias();
    }
    if (!ReadTable() || !ReadAlias()) return false;
    while (reader_.kind() == TokenKind::kComma || AtJoin()) {
      reader_.Complain("Only select from a single table or index is supported.");
      while (reader_.kind() == TokenKind::kComma || AtJoin()) reader_.Advance();
      if (expressions_.Read() == nullptr || !ReadAlias()) return false;
      if (reader_.Accept("on") && expressions_.Read() == nullptr) return false;
    }
    return true;
  }

  bool AtJoin() const {
    return reader_.At("join") || reader_.At("inner") || reader_.At("left") || reader_.At("right") ||
           reader_.At("full") || reader_.At("outer") || reader_.At("cross");
  }

  // name ( "." name )?
  bool ReadTable() {
    const Expr* source = expressions_.ReadPath();
    if (source == nullptr) return false;
    if (source->kind != Expr::Kind::kPath) {
      reader_.Complain("Unexpected from source");
      return true;
    }
    const DocumentPath path = source->path;
    for (const PathElement& step : path) {
      if (step.is_index) reader_.Complain("Unexpected from source");
    }
    if (path.size() > 2) {
      reader_.Complain("A path may contain at most 2 components in the FROM clause");
    }
    syntax_.table = path[0].name;
    if (path.size() == 2) syntax_.index = path[1].name;
    return true;
  }

  bool ReadWhere() {
    if (!reader_.Accept("where")) return true;
    syntax_.where = expressions_.Read();
    return syntax_.where != nullptr;
  }

  // "ORDER" "BY" term ( "," term )*
  bool ReadOrderBy() {
    if (!reader_.Accept("order")) return true;
    if (!reader_.Expect("by")) return false;
    ArenaVector<OrderTerm> terms(reader_.arena());
    do {
      const Expr* key = expressions_.Read();
      if (key == nullptr) return false;
      if (key->kind != Expr::Kind::kPath || key->path.size() != 1) {
        reader_.Complain("Argument to ORDER BY must be of type VariableReference. Type: " +
                         (key->kind == Expr::Kind::kPath ? "PATH" : std::string(key->text)));
        continue;
      }
      const bool descending = reader_.Accept("desc");
      if (!descending) reader_.Accept("asc");
      terms.Append({key->path[0].name, descending});
    } while (reader_.Accept(TokenKind::kComma));
    syntax_.order = terms.view();
    return true;
  }

  bool ReadUnsupportedClauses() {
    if (reader_.Accept("group")) {
      reader_.Complain("Unsupported clause: GROUP BY");
      if (!reader_.Expect("by")) return false;
      do {
        if (expressions_.Read() == nullptr) return false;
      } while (reader_.Accept(TokenKind::kComma));
    }
    for (const auto& [word, name] :
         {std::pair<std::string_view, std::string>{"having", "HAVING"}, {"limit", "LIMIT"}}) {
      if (!reader_.Accept(word)) continue;
      const Expr* argument = expressions_.Read();
      if (argument == nullptr) return false;
      reader_.ComplainAt("Unsupported clause: " + name, *argument);
    }
    return true;
  }

  // "INTO" table "VALUE" item
  bool ReadInsert() {
    syntax_.kind = StatementKind::kInsert;
    if (!reader_.Expect("into") || !ReadTable()) return false;
    if (!syntax_.index.empty()) {
      reader_.Complain(
          "FROM clause may only contain a single table name in data manipulation statements");
    }
    if (!reader_.Expect("value")) return false;
    syntax_.item = expressions_.Read();
    if (syntax_.item == nullptr) return false;
    if (reader_.At("returning")) reader_.Complain("RETURNING is not supported in INSERT");
    return ReadReturning();
  }

  // table ( "SET" path "=" value ( "," path "=" value )* | "REMOVE" path )+ where? returning?
  bool ReadUpdate() {
    syntax_.kind = StatementKind::kUpdate;
    if (!ReadChangedTable()) return false;
    ArenaVector<Change> changes(reader_.arena());
    while (reader_.At("set") || reader_.At("remove")) {
      const bool set = reader_.At("set");
      reader_.Advance();
      do {
        Change change;
        change.path = expressions_.ReadPath();
        if (change.path == nullptr) return false;
        if (change.path->kind != Expr::Kind::kPath) return reader_.Stop();
        if (set && !reader_.Expect(TokenKind::kEqual)) return false;
        if (set && (change.value = expressions_.Read()) == nullptr) return false;
        changes.Append(change);
      } while (set && reader_.Accept(TokenKind::kComma));
    }
    if (changes.size() == 0) return reader_.Stop();
    syntax_.changes = changes.view();
    return ReadWhere() && ReadReturning();
  }

  // "FROM" table where? returning?
  bool ReadDelete() {
    syntax_.kind = StatementKind::kDelete;
    if (!reader_.Expect("from") || !ReadChangedTable() || !ReadWhere() || !ReadReturning()) {
      return false;
    }
    const Returning returning = syntax_.returning;
    if (returning != Returning::kNothing && returning != Returning::kAllOld) {
      for (const ReturningWords& words : kReturning) {
        if (words.returning != returning) continue;
        reader_.Complain("Invalid returning clause: RETURNING " + std::string(words.text) +
                         " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
      }
    }
    return true;
  }

  bool ReadChangedTable() {
    if (!ReadTable() || !ReadAlias()) return false;
    if (!syntax_.index.empty()) reader_.Complain("This operation is not supported on an index");
    return true;
  }

  // ( "RETURNING" ( "ALL" | "MODIFIED" ) ( "OLD" | "NEW" ) "*" )?
  bool ReadReturning() {
    if (!reader_.Accept("returning")) return true;
    const bool all = reader_.At("all");
    if (!all && !reader_.At("modified")) return reader_.Stop();
    reader_.Advance();
    const bool old = reader_.At("old");
    if (!old && !reader_.At("new")) return reader_.Stop();
    reader_.Advance();
    for (const ReturningWords& words : kReturning) {
      if ((words.which == "all") == all && (words.when == "old") == old) {
        syntax_.returning = words.returning;
      }
    }
    if (reader_.Accept(TokenKind::kStar)) return true;
    reader_.Complain("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
    return expressions_.Read() != nullptr;
  }

  TokenReader reader_;
  ExpressionParser expressions_;
  Syntax& syntax_;
};

}  // namespace

Result<const Syntax*> ParseSyntax(Arena& arena, std::string_view text) {
  return StatementParser(arena, text).Read();
}

std::string PositionText(std::string_view text, uint32_t begin, uint32_t length) {
  size_t line = 1;
  size_t column = 1;
  for (const char c : text.substr(0, begin)) {
    ++column;
    if (c != '\n') continue;
    ++line;
    column = 1;
  }
  return " at " + std::to_string(line) + ":" + std::to_string(column) + ":" +
         std::to_string(length);
}

std::string_view TokenReader::Unquoted() {
  std::string_view inner = word();
  inner = inner.substr(1, inner.size() - 2);
  const char quote = word().front();
  if (inner.find(quote) == std::string_view::npos) return inner;
  std::string text;
  for (size_t i = 0; i < inner.size(); ++i) {
    text += inner[i];
    if (inner[i] == quote) ++i;
  }
  return arena_.CopyString(text);
}

}  // namespace stator::expressions::partiql
