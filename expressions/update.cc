#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "expressions/evaluate.h"
#include "expressions/path_order.h"
#include "expressions/set_operand.h"
#include "expressions/set_operations.h"

namespace stator::expressions {
namespace {

// One action of any section; exactly one of the pointers is set.
struct Action {
  DocumentPath path;
  const SetAction* set = nullptr;
  const RemoveAction* remove = nullptr;
  const AddAction* add = nullptr;
  const DeleteAction* del = nullptr;
};

using Actions = std::span<const Action>;

// What an action leaves at its path; nullopt: nothing.
using Outcome = std::optional<AttributeValue>;

Error InvalidPath() {
  return ValidationError(
      "The document path provided in the update expression is invalid for update");
}

// Rebuilds the containers that paths lead through, each once, and shares everything else with the
// old item. Recursion follows the old item, so the nesting limit of items bounds it.
//
// Which of several errors the service answers: DynamoDB Local finds bad paths and wrong operands
// of ADD and DELETE, in the order of the paths, before it reads the operands of any SET. So the
// first error of a SET waits until the whole update has been looked at.
class Updater {
 public:
  Updater(Arena& arena, Update::Source source, AttributeMap old_item)
      : arena_(arena), source_(source), old_item_(old_item), set_operands_(arena, old_item) {}

  Result<AttributeMap> Run(Actions actions) {
    STATOR_ASSIGN_OR_RETURN(const AttributeMap updated, UpdateMap(actions, 0, old_item_));
    if (set_error_.has_value()) return *std::move(set_error_);
    return updated;
  }

 private:
  static const DocumentPath& PathOf(const Action& action) { return action.path; }

  // `actions` is sorted by path, and all its paths agree before `depth`.
  Result<AttributeMap> UpdateMap(Actions actions, size_t depth, AttributeMap old_map) {
    const std::span<Attribute> updated =
        arena_.NewArray<Attribute>(old_map.size() + actions.size());
    auto out = updated.begin();
    auto old = old_map.begin();
    while (!actions.empty()) {
      const size_t same = CountSameStep(actions, depth, PathOf);
      const PathElement& step = actions.front().path[depth];
      if (step.is_index) return InvalidPath();
      while (old != old_map.end() && old->name < step.name) *out++ = *old++;
      const bool exists = old != old_map.end() && old->name == step.name;
      STATOR_ASSIGN_OR_RETURN(const Outcome outcome, UpdateStep(actions.first(same), depth,
                                                                exists ? &old->value : nullptr));
      if (outcome.has_value()) *out++ = {exists ? old->name : step.name, *outcome};
      if (exists) ++old;
      actions = actions.subspan(same);
    }
    out = std::copy(old, old_map.end(), out);
    return AttributeMap(updated.begin(), out);
  }

  // Indexes are those of the old list: what is removed moves nothing until the end, and what is
  // set beyond the end is appended in the order of the indexes (as DynamoDB Local does it).
  Result<std::span<const AttributeValue>> UpdateList(Actions actions, size_t depth,
                                                     std::span<const AttributeValue> old_list) {
    const std::span<AttributeValue> updated =
        arena_.NewArray<AttributeValue>(old_list.size() + actions.size());
    auto out = updated.begin();
    size_t copied = 0;
    while (!actions.empty()) {
      const size_t same = CountSameStep(actions, depth, PathOf);
      const PathElement& step = actions.front().path[depth];
      if (!step.is_index) return InvalidPath();
      const size_t index = std::min<size_t>(step.index, old_list.size());
      out = std::copy(old_list.begin() + static_cast<ptrdiff_t>(copied),
                      old_list.begin() + static_cast<ptrdiff_t>(index), out);
      const bool exists = index < old_list.size();
      STATOR_ASSIGN_OR_RETURN(
          const Outcome outcome,
          UpdateStep(actions.first(same), depth, exists ? &old_list[index] : nullptr));
      if (outcome.has_value()) *out++ = *outcome;
      copied = exists ? index + 1 : index;
      actions = actions.subspan(same);
    }
    out = std::copy(old_list.begin() + static_cast<ptrdiff_t>(copied), old_list.end(), out);
    return std::span<const AttributeValue>(updated.begin(), out);
  }

  // `actions` share the step at `depth`, which leads to `old`, or to nothing: nullptr.
  Result<Outcome> UpdateStep(Actions actions, size_t depth, const AttributeValue* old) {
    const Action& action = actions.front();
    if (action.path.size() == depth + 1) return Perform(action, old);
    if (old != nullptr && old->is(AttributeType::kMap)) {
      STATOR_ASSIGN_OR_RETURN(const AttributeMap map, UpdateMap(actions, depth + 1, old->map()));
      return Outcome(AttributeValue::Map(map));
    }
    if (old != nullptr && old->is(AttributeType::kList)) {
      STATOR_ASSIGN_OR_RETURN(const std::span<const AttributeValue> list,
                              UpdateList(actions, depth + 1, old->list()));
      return Outcome(AttributeValue::List(list));
    }
    return InvalidPath();
  }

  Result<Outcome> Perform(const Action& action, const AttributeValue* old) {
    if (action.set != nullptr) return Outcome(Set(*action.set));
    if (action.add != nullptr) return Add(*action.add, old);
    if (action.del != nullptr) return Delete(*action.del, old);
    return Outcome();
  }

  AttributeValue Set(const SetAction& action) {
    // After an error the rest is only looked at for errors that come before it.
    if (set_error_.has_value()) return AttributeValue::Null();
    Result<AttributeValue> value = set_operands_.Evaluate(action);
    if (value.ok()) return *value;
    set_error_ = std::move(value).error();
    return AttributeValue::Null();
  }

  Error WrongType() const {
    if (source_ == Update::Source::kUpdateExpression) return IncorrectOperandType();
    return ValidationError("Type mismatch for attribute to update");
  }

  Result<Outcome> Add(const AddAction& action, const AttributeValue* old) {
    if (old == nullptr) return Outcome(action.value);
    if (old->type() != action.value.type()) return WrongType();
    if (IsSet(old->type())) return Outcome(UnionOf(arena_, *old, action.value));
    if (old->is(AttributeType::kList)) return Outcome(JoinLists(arena_, *old, action.value));
    STATOR_ASSIGN_OR_RETURN(const AttributeValue sum,
                            Calculate(arena_, SetAction::Operator::kPlus, *old, action.value));
    return Outcome(sum);
  }

  Result<Outcome> Delete(const DeleteAction& action, const AttributeValue* old) {
    if (old == nullptr) return Outcome();
    if (old->type() != action.value.type() || !IsSet(old->type())) return WrongType();
    const AttributeValue rest = DifferenceOf(arena_, *old, action.value);
    if (rest.set().empty()) return Outcome();
    return Outcome(rest);
  }

  Arena& arena_;
  Update::Source source_;
  AttributeMap old_item_;
  SetOperandEvaluator set_operands_;
  std::optional<Error> set_error_;
};

size_t CountActions(const Update& update) {
  return update.set.size() + update.remove.size() + update.add.size() + update.del.size();
}

Actions SortedActions(Arena& arena, const Update& update) {
  const std::span<Action> actions = arena.NewArray<Action>(CountActions(update));
  auto out = actions.begin();
  for (const SetAction& action : update.set) *out++ = {.path = action.path, .set = &action};
  for (const RemoveAction& action : update.remove) {
    *out++ = {.path = action.path, .remove = &action};
  }
  for (const AddAction& action : update.add) *out++ = {.path = action.path, .add = &action};
  for (const DeleteAction& action : update.del) *out++ = {.path = action.path, .del = &action};
  std::sort(actions.begin(), actions.end(), [](const Action& left, const Action& right) {
    return ComparePaths(left.path, right.path) < 0;
  });
  return actions;
}

}  // namespace

Result<AttributeMap> Apply(Arena& arena, const Update& update, AttributeMap old_item) {
  return Updater(arena, update.source, old_item).Run(SortedActions(arena, update));
}

std::span<const DocumentPath> UpdatedPaths(Arena& arena, const Update& update) {
  const std::span<DocumentPath> paths = arena.NewArray<DocumentPath>(CountActions(update));
  auto out = paths.begin();
  for (const SetAction& action : update.set) *out++ = action.path;
  for (const RemoveAction& action : update.remove) *out++ = action.path;
  for (const AddAction& action : update.add) *out++ = action.path;
  for (const DeleteAction& action : update.del) *out++ = action.path;
  return paths;
}

}  // namespace stator::expressions
