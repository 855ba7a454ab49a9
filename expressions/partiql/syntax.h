#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "expressions/ast.h"
#include "model/arena.h"
#include "model/result.h"

// A statement as it is written: every '?' is still one, and nothing is checked but the grammar.
// Nodes live in the request's Arena and point into the statement's text.
namespace stator::expressions::partiql {

struct Expr {
  enum class Kind : uint8_t {
    kString,  // text
    kNumber,  // text
    kBool,    // negated: FALSE
    kNull,
    kMissing,
    kIon,
    kParameter,    // index
    kPath,         // path
    kCall,         // text: the function's name; children: arguments
    kSign,         // text: + or -; children: 1
    kBinary,       // text: an operator of arithmetic, || or LIKE; children: 2
    kAnd,          // children: 2
    kOr,           // children: 2
    kNot,          // children: 1
    kCompare,      // comparator; children: 2
    kBetween,      // children: value, low, high; negated: NOT BETWEEN
    kIn,           // children: value, list; negated: NOT IN
    kIsMissing,    // children: 1; negated: IS NOT MISSING
    kIsNull,       // children: 1; negated: IS NOT NULL
    kList,         // children
    kTuple,        // children: name, value, name, value, ...
    kBag,          // children
    kUnsupported,  // what PartiQL knows and DynamoDB does not: text
  };
  Kind kind = Kind::kNull;
  bool negated = false;
  Comparator comparator = Comparator::kEqual;
  uint32_t index = 0;   // kParameter: from 0
  uint32_t begin = 0;   // where messages say that it stands: the byte offset of a token
  uint32_t length = 0;  // of that token
  std::string_view text;
  DocumentPath path;
  std::span<const Expr* const> children;
};

enum class StatementKind : uint8_t { kSelect, kInsert, kUpdate, kDelete, kExists };

enum class Returning : uint8_t { kNothing, kAllOld, kAllNew, kModifiedOld, kModifiedNew };

struct OrderTerm {
  std::string_view name;
  bool descending = false;
};

// SET path = value, or REMOVE path when there is no value.
struct Change {
  const Expr* path = nullptr;
  const Expr* value = nullptr;
};

struct Syntax {
  std::string_view text;
  StatementKind kind = StatementKind::kSelect;
  std::string_view table;
  std::string_view index;                   // empty: none
  bool all_attributes = false;              // SELECT *
  std::span<const Expr* const> projection;  // SELECT
  const Expr* where = nullptr;              // nullptr: none
  std::span<const OrderTerm> order;
  const Expr* item = nullptr;  // INSERT
  std::span<const Change> changes;
  Returning returning = Returning::kNothing;
  uint32_t parameters = 0;  // how many '?'
};

// Hand-written recursive descent, linear in the length of the text, with bounded recursion. Errors
// are ValidationExceptions: that the statement is not well formed, or else the first thing in it
// that PartiQL knows and DynamoDB does not support. EXISTS(SELECT ...) is kExists with the parts of
// its SELECT.
Result<const Syntax*> ParseSyntax(Arena& arena, std::string_view text);

// " at 1:8:5": line, column and length, as messages tell where a token stands.
std::string PositionText(std::string_view text, uint32_t begin, uint32_t length);

}  // namespace stator::expressions::partiql
