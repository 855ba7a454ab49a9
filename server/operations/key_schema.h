#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/index_schema.h"
#include "model/limits.h"
#include "model/result.h"
#include "model/table_schema.h"
#include "server/json/json_value.h"

// KeySchema and AttributeDefinitions of CreateTable and UpdateTable.
namespace stator::server {

// AttributeDefinitions, which give the key attributes of a table and its indexes their types.
class AttributeDefinitions {
 public:
  // None when the request has none.
  explicit AttributeDefinitions(const json::JsonValue& request);
  AttributeDefinitions(const AttributeDefinitions&) = delete;
  AttributeDefinitions& operator=(const AttributeDefinitions&) = delete;

  // In the order given.
  const std::vector<KeyAttribute>& list() const { return list_; }
  // nullptr when there is none. Of several with one name, the first.
  const KeyAttribute* Find(std::string_view name) const;
  bool has_duplicates() const { return by_name_.size() < list_.size(); }

 private:
  std::vector<KeyAttribute> list_;
  std::unordered_map<std::string_view, const KeyAttribute*> by_name_;
};

// How many HASH and how many RANGE attributes a key schema may have.
struct KeySchemaLimits {
  size_t hash = 1;
  size_t range = 1;
};
inline constexpr KeySchemaLimits kTableKeyLimits{1, 1};  // of a local index, too
inline constexpr KeySchemaLimits kGlobalIndexKeyLimits{limits::kMaxIndexKeyAttributes,
                                                       limits::kMaxIndexKeyAttributes};

// The KeySchema of `owner`, a CreateTable request or a definition of an index, with the types that
// the definitions give to its attributes.
Result<KeySchema> ReadKeySchema(const json::JsonValue& owner,
                                const AttributeDefinitions& definitions,
                                const KeySchemaLimits& limits);

// All key attributes of the table and its indexes, each once, the table's first.
std::vector<KeyAttribute> KeyAttributesOfTableAndIndexes(const TableSchema& schema);

// "[a, b]", as messages list attributes.
std::string BracketedNames(const std::vector<KeyAttribute>& attributes);

}  // namespace stator::server
