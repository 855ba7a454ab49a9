#include "server/operations/index_read.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/paths.h"
#include "server/operations/request_fields.h"

namespace stator::server {
namespace {

bool IsAmong(std::string_view name, const std::vector<KeyAttribute>& attributes) {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const KeyAttribute& attribute) { return attribute.name == name; });
}

bool Projects(const TableSchema& schema, const IndexSchema& index, std::string_view name) {
  if (index.projection == ProjectionType::kAll || schema.IsKeyAttribute(name)) return true;
  if (IsAmong(name, index.keys.hash) || IsAmong(name, index.keys.range)) return true;
  const std::vector<std::string>& others = index.non_key_attributes;
  return std::find(others.begin(), others.end(), name) != others.end();
}

// Attributes that an index lacks: each once, in order of their names (DynamoDB Local).
class MissingAttributes {
 public:
  MissingAttributes(const TableSchema& schema, const IndexSchema& index)
      : schema_(schema), index_(index) {}

  void Visit(const expressions::DocumentPath& path) {
    if (!Projects(schema_, index_, path.front().name)) names_.push_back(path.front().name);
  }

  bool empty() const { return names_.empty(); }

  // "[a, b]"
  std::string Text() {
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    std::string text;
    for (const std::string_view name : names_) {
      text += text.empty() ? "[" : ", ";
      text += name;
    }
    return text + "]";
  }

 private:
  const TableSchema& schema_;
  const IndexSchema& index_;
  std::vector<std::string_view> names_;
};

Error IndexNotFound(std::string_view index_name) {
  return ValidationError("The table does not have the specified index: " + std::string(index_name));
}

Error InvalidParameters(const std::string& reason) {
  return ValidationError("One or more parameter values were invalid: " + reason);
}

}  // namespace

Result<const IndexSchema*> FindIndexToRead(const json::JsonValue& request,
                                           const TableSchema& schema) {
  const json::JsonValue* index_name = request.Member("IndexName");
  if (index_name == nullptr) return nullptr;
  return FindIndexToRead(index_name->text(), ReadBool(request, "ConsistentRead"), schema);
}

Result<const IndexSchema*> FindIndexToRead(std::string_view index_name, bool consistent_read,
                                           const TableSchema& schema) {
  const IndexSchema* index = schema.FindIndex(index_name);
  if (index == nullptr) return IndexNotFound(index_name);
  if (index->kind == IndexKind::kLocal) return index;
  if (consistent_read) {
    return ValidationError("Consistent reads are not supported on global secondary indexes");
  }
  // How the service words this is not known; the index has to be gone for its readers by now.
  if (index->status == IndexStatus::kDeleting) return IndexNotFound(index->name);
  // The service's words, as users report them.
  if (index->status == IndexStatus::kCreating) {
    return ValidationError("Cannot read from backfilling global secondary index: " + index->name);
  }
  return index;
}

// DynamoDB Local refuses this of local indexes, too, although a Query of one fetches what it lacks
// for the answer.
Result<void> CheckFilterIsProjected(const TableSchema& schema, const IndexSchema* index,
                                    const expressions::Condition* filter) {
  if (index == nullptr || filter == nullptr) return {};
  MissingAttributes missing(schema, *index);
  expressions::ForEachPath(*filter,
                           [&](const expressions::DocumentPath& path) { missing.Visit(path); });
  if (missing.empty()) return {};
  return InvalidParameters("Secondary index " + index->name +
                           " does not project one or more filter attributes: " + missing.Text());
}

Result<bool> NeedsTableItems(const TableSchema& schema, const IndexSchema* index,
                             const PageParameters& parameters) {
  if (index == nullptr || index->projection == ProjectionType::kAll) return false;
  const bool local = index->kind == IndexKind::kLocal;
  if (parameters.all_attributes) {
    if (local) return true;
    return InvalidParameters("Select type ALL_ATTRIBUTES is not supported for global secondary " +
                             ("index " + index->name) + " because its projection type is not ALL");
  }
  if (parameters.projection == nullptr) return false;
  MissingAttributes missing(schema, *index);
  for (const expressions::DocumentPath& path : parameters.projection->paths) missing.Visit(path);
  if (missing.empty()) return false;
  if (local) return true;
  return InvalidParameters("Global secondary index " + index->name + " does not project " +
                           missing.Text());
}

}  // namespace stator::server
