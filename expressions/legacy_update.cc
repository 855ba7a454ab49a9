#include <algorithm>
#include <cstddef>
#include <string>

#include "expressions/legacy.h"
#include "expressions/paths.h"
#include "expressions/type_set.h"

namespace stator::expressions {
namespace {

constexpr TypeSet kSetTypes = TypeBit(AttributeType::kStringSet) |
                              TypeBit(AttributeType::kNumberSet) |
                              TypeBit(AttributeType::kBinarySet);
// Only AttributeUpdates can add to a list: the elements are appended.
constexpr TypeSet kAddTypes =
    kSetTypes | TypeBit(AttributeType::kNumber) | TypeBit(AttributeType::kList);

bool Takes(TypeSet types, const AttributeValue& value) {
  return (TypeBit(value.type()) & types) != 0;
}

}  // namespace

// dynalite and dynoxide agree on the texts.
Result<void> AttributeUpdatesTranslator::Add(std::string_view attribute, AttributeAction action,
                                             const std::optional<AttributeValue>& value) {
  if (!value.has_value() && action != AttributeAction::kDelete) {
    return InvalidParameterValue(
        "Only DELETE action is allowed when no attribute value is specified");
  }
  const DocumentPath path = TopLevelPath(*arena_, attribute);
  switch (action) {
    case AttributeAction::kPut: {
      SetAction set;
      set.path = path;
      set.left.value = *value;
      set_.Append(set);
      return {};
    }
    case AttributeAction::kAdd:
      if (!Takes(kAddTypes, *value)) {
        return InvalidParameterValue("ADD action is not supported for the type " +
                                     std::string(WireName(value->type())));
      }
      add_.Append({path, *value});
      return {};
    case AttributeAction::kDelete:
      break;
  }
  if (!value.has_value()) {
    remove_.Append({path});
    return {};
  }
  if (!Takes(kSetTypes, *value)) {
    return InvalidParameterValue("DELETE action with value is not supported for the type " +
                                 std::string(WireName(value->type())));
  }
  del_.Append({path, *value});
  return {};
}

const Update* AttributeUpdatesTranslator::Finish() {
  return arena_->New<Update>(Update{set_.view(), remove_.view(), add_.view(), del_.view(),
                                    Update::Source::kAttributeUpdates});
}

Result<const Projection*> TranslateAttributesToGet(Arena& arena,
                                                   std::span<const std::string_view> names) {
  const std::span<DocumentPath> paths = arena.NewArray<DocumentPath>(names.size());
  std::transform(names.begin(), names.end(), paths.begin(),
                 [&arena](std::string_view name) { return TopLevelPath(arena, name); });
  // Sorted, equal names lie side by side in the order given. The service names the one whose
  // repetition comes first (dynalite and dynoxide agree).
  const std::span<size_t> order = arena.NewArray<size_t>(names.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [names](size_t left, size_t right) {
    return names[left] != names[right] ? names[left] < names[right] : left < right;
  });
  size_t repetition = names.size();
  for (size_t i = 1; i < order.size(); ++i) {
    if (names[order[i]] == names[order[i - 1]]) repetition = std::min(repetition, order[i]);
  }
  if (repetition < names.size()) {
    return InvalidParameterValue("Duplicate value in attribute name: " +
                                 std::string(names[repetition]));
  }
  return arena.New<Projection>(Projection{paths});
}

}  // namespace stator::expressions
