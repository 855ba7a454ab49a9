#include <algorithm>
#include <array>
#include <string_view>

#include "expressions/partiql/lexer.h"

namespace stator::expressions::partiql {
namespace {

constexpr std::array<std::string_view, 234> kKeywords{{
    // clang-format off
    "absolute", "action", "add", "all", "allocate", "alter", "and", "any", "are", "as", "asc",
    "assertion", "at", "authorization", "avg", "bag", "begin", "between", "bit", "blob", "bool",
    "boolean", "by", "cascade", "cascaded", "case", "cast", "catalog", "char", "char_length",
    "character", "character_length", "check", "clob", "close", "coalesce", "collate", "collation",
    "column", "commit", "conflict", "connect", "connection", "constraint", "constraints",
    "continue", "convert", "corresponding", "count", "create", "cross", "current", "cursor",
    "date", "date_add", "date_diff", "deallocate", "dec", "decimal", "declare", "default",
    "deferrable", "deferred", "delete", "desc", "describe", "descriptor", "diagnostics",
    "disconnect", "distinct", "do", "domain", "double", "drop", "else", "end", "escape", "except",
    "exception", "exec", "execute", "exists", "external", "extract", "false", "fetch", "first",
    "float", "for", "foreign", "found", "from", "full", "get", "global", "go", "goto", "grant",
    "group", "having", "identity", "immediate", "in", "index", "indicator", "initially", "inner",
    "input", "insensitive", "insert", "int", "integer", "intersect", "interval", "into", "is",
    "isolation", "join", "key", "language", "last", "left", "let", "level", "like", "limit",
    "list", "local", "lower", "match", "max", "min", "missing", "modified", "module", "names",
    "national", "natural", "nchar", "new", "next", "no", "not", "nothing", "null", "nullif",
    "numeric", "of", "old", "on", "only", "open", "option", "or", "order", "outer", "output",
    "overlaps", "pad", "partial", "pivot", "position", "precision", "prepare", "preserve",
    "primary", "prior", "privileges", "procedure", "public", "read", "real", "references",
    "relative", "remove", "restrict", "returning", "revoke", "right", "rollback", "rows", "schema",
    "scroll", "section", "select", "session", "set", "sexp", "size", "smallint", "some", "space",
    "sql", "sqlcode", "sqlerror", "sqlstate", "string", "struct", "substring", "sum", "symbol",
    "table", "temporary", "then", "time", "timestamp", "to", "transaction", "translate",
    "translation", "trim", "true", "tuple", "union", "unique", "unknown", "unpivot", "update",
    "upper", "usage", "user", "using", "value", "values", "varchar", "varying", "view", "when",
    "whenever", "where", "with", "work", "write", "zone",
    // clang-format on
}};

static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

constexpr size_t kLongestKeyword = 16;

char LowerCase(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool IsKeyword(std::string_view word) {
  if (word.size() > kLongestKeyword) return false;
  std::array<char, kLongestKeyword> lower_case;
  std::transform(word.begin(), word.end(), lower_case.begin(), LowerCase);
  return std::binary_search(kKeywords.begin(), kKeywords.end(),
                            std::string_view(lower_case.data(), word.size()));
}

bool IsWord(std::string_view text, std::string_view lower_case_word) {
  return std::equal(text.begin(), text.end(), lower_case_word.begin(), lower_case_word.end(),
                    [](char c, char wanted) { return LowerCase(c) == wanted; });
}

}  // namespace stator::expressions::partiql
