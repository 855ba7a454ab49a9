#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/attribute_value.h"

// The syntax trees of all expression kinds. Nodes live in the request's Arena; names are already
// resolved (no '#' or ':' is left), so that evaluation needs nothing but the item.
namespace stator::expressions {

// One step of a document path: an attribute name or a list index.
struct PathElement {
  std::string_view name;  // when !is_index
  uint32_t index = 0;     // when is_index
  bool is_index = false;

  friend bool operator==(const PathElement&, const PathElement&) = default;
};

// Never empty; the first element is a top-level attribute name.
using DocumentPath = std::span<const PathElement>;

// What stands on a side of a comparator or as a function's argument.
struct Operand {
  enum class Kind : uint8_t { kPath, kValue, kSize };
  Kind kind = Kind::kValue;
  DocumentPath path;                  // kPath
  AttributeValue value;               // kValue
  const Operand* argument = nullptr;  // kSize
};

enum class Comparator : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual
};

// A condition, filter or key condition.
struct Condition {
  enum class Kind : uint8_t {
    kAnd,                 // left, right
    kOr,                  // left, right
    kNot,                 // left
    kCompare,             // operands: 2
    kBetween,             // operands: value, low, high
    kIn,                  // operands: value, then the list
    kAttributeExists,     // operands: path
    kAttributeNotExists,  // operands: path
    kAttributeType,       // operands: path, type name
    kBeginsWith,          // operands: path, prefix
    kContains,            // operands: path, element or substring
  };
  Kind kind = Kind::kCompare;
  Comparator comparator = Comparator::kEqual;
  std::span<const Operand> operands;
  const Condition* left = nullptr;
  const Condition* right = nullptr;
};

// An operand of SET: a path, a value, if_not_exists(path, operand), list_append(operand, operand),
// or the sum or difference of two operands, which can be an operand in PartiQL only.
struct SetOperand {
  enum class Kind : uint8_t { kPath, kValue, kIfNotExists, kListAppend, kPlus, kMinus };
  Kind kind = Kind::kValue;
  DocumentPath path;                   // kPath, kIfNotExists
  AttributeValue value;                // kValue
  const SetOperand* first = nullptr;   // all of two operands; kIfNotExists: the default
  const SetOperand* second = nullptr;  // all of two operands
};

// SET path = left, path = left + right or path = left - right.
struct SetAction {
  enum class Operator : uint8_t { kNone, kPlus, kMinus };
  DocumentPath path;
  Operator op = Operator::kNone;
  SetOperand left;
  SetOperand right;
};

struct RemoveAction {
  DocumentPath path;
};

// ADD path value: a number is added, the elements of a set are joined. Those of a list, which only
// AttributeUpdates can add, are appended.
struct AddAction {
  DocumentPath path;
  AttributeValue value;
};

// DELETE path value: the elements of the set are taken out.
struct DeleteAction {
  DocumentPath path;
  AttributeValue value;
};

// An UpdateExpression, each section in the order written, or AttributeUpdates. The paths of all
// actions neither overlap nor conflict.
struct Update {
  enum class Source : uint8_t { kUpdateExpression, kAttributeUpdates };
  std::span<const SetAction> set;
  std::span<const RemoveAction> remove;
  std::span<const AddAction> add;
  std::span<const DeleteAction> del;
  // Tells only in which words wrong types are reported.
  Source source = Source::kUpdateExpression;
};

// A ProjectionExpression, or the list of a SELECT: paths that neither overlap nor conflict.
struct Projection {
  std::span<const DocumentPath> paths;
  // Of a SELECT what the value at each path is called, ascending, each name once. Empty: values
  // keep their places in the nested structure.
  std::span<const std::string_view> names = {};
};

}  // namespace stator::expressions
