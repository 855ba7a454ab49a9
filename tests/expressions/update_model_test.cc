#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/evaluate.h"
#include "tests/support/expression_builder.h"
#include "tests/support/literal.h"

// Random updates, compared with a naive model: a tree that is changed in place, one action after
// the other. Its lists are maps from old indexes, so that nothing moves until the end.
namespace stator::expressions {
namespace {

// A step of a path: an index, or a name when the index is -1.
using Step = std::pair<int, std::string>;
using Steps = std::vector<Step>;

struct Tree {
  enum Kind { kNumber, kString, kStringSet, kList, kMap } kind = kNumber;
  int number = 0;
  std::string text;
  std::set<std::string> elements;
  std::map<int, Tree> list;
  std::map<std::string, Tree> map;

  std::string Text() const {
    std::string inside;
    const auto separate = [&] { inside += inside.empty() ? "" : ", "; };
    switch (kind) {
      case kNumber:
        return std::to_string(number);
      case kString:
        return "'" + text + "'";
      case kStringSet:
        for (const std::string& element : elements) separate(), inside += "'" + element + "'";
        return "<" + inside + ">";
      case kList:
        for (const auto& [index, value] : list) separate(), inside += value.Text();
        return "[" + inside + "]";
      case kMap:
        for (const auto& [name, value] : map) separate(), inside += name + ": " + value.Text();
        return "{" + inside + "}";
    }
    return "";
  }

  Tree* Child(const Step& step) {
    if (step.first >= 0) {
      const auto it = list.find(step.first);
      return kind == kList && it != list.end() ? &it->second : nullptr;
    }
    const auto it = map.find(step.second);
    return kind == kMap && it != map.end() ? &it->second : nullptr;
  }

  Tree* At(const Steps& path) {
    Tree* tree = this;
    for (const Step& step : path) tree = tree == nullptr ? nullptr : tree->Child(step);
    return tree;
  }
};

// In the place where lists have gaps and appended elements their asked-for indexes.
Tree Compacted(const Tree& tree) {
  Tree result = tree;
  result.list.clear();
  int next = 0;
  for (const auto& [index, value] : tree.list) result.list[next++] = Compacted(value);
  for (auto& [name, value] : result.map) value = Compacted(value);
  return result;
}

struct ModelAction {
  enum Kind { kSetValue, kSetPath, kSetPlus, kSetAppend, kSetDefault, kRemove, kAdd, kDelete };
  Kind kind = kRemove;
  Steps path;
  Tree value;
  Steps source;
};

constexpr std::string_view kInvalidPath =
    "The document path provided in the update expression is invalid for update";
constexpr std::string_view kWrongType =
    "An operand in the update expression has an incorrect data type";
constexpr std::string_view kMissing =
    "The provided expression refers to an attribute that does not exist in the item";

// Either a tree or an error.
struct Computed {
  Tree tree;
  std::string_view error;
};

Computed RightHandSide(const ModelAction& action, Tree& old) {
  if (action.kind == ModelAction::kSetValue) return {action.value, {}};
  Tree* source = old.At(action.source);
  if (action.kind == ModelAction::kSetDefault) {
    return {source != nullptr ? *source : action.value, {}};
  }
  if (source == nullptr) return {{}, kMissing};
  Tree result = *source;
  if (action.kind == ModelAction::kSetPlus) {
    if (source->kind != Tree::kNumber) return {{}, kWrongType};
    result.number += action.value.number;
  }
  if (action.kind == ModelAction::kSetAppend) {
    if (source->kind != Tree::kList) return {{}, kWrongType};
    for (const auto& [index, value] : action.value.list) {
      result.list[static_cast<int>(result.list.size())] = value;
    }
  }
  return {result, {}};
}

void Erase(Tree& parent, const Step& step) {
  if (step.first >= 0) {
    parent.list.erase(step.first);
  } else {
    parent.map.erase(step.second);
  }
}

void Put(Tree& parent, const Step& step, Tree value) {
  if (step.first >= 0) {
    parent.list[step.first] = std::move(value);
  } else {
    parent.map[step.second] = std::move(value);
  }
}

// Changes `item`; an error of the first phase (paths, ADD, DELETE), of the second (SET) or none.
std::pair<int, std::string_view> Perform(const ModelAction& action, Tree& old, Tree& item) {
  Steps parent_path = action.path;
  parent_path.pop_back();
  const Step& last = action.path.back();
  Tree* parent = item.At(parent_path);
  if (parent == nullptr || parent->kind != (last.first >= 0 ? Tree::kList : Tree::kMap)) {
    return {1, kInvalidPath};
  }
  Tree* target = parent->Child(last);
  switch (action.kind) {
    case ModelAction::kRemove:
      Erase(*parent, last);
      return {0, {}};
    case ModelAction::kAdd:
      if (target == nullptr) {
        Put(*parent, last, action.value);
        return {0, {}};
      }
      if (target->kind != action.value.kind) return {1, kWrongType};
      target->number += action.value.number;
      target->elements.insert(action.value.elements.begin(), action.value.elements.end());
      return {0, {}};
    case ModelAction::kDelete:
      if (target == nullptr) return {0, {}};
      if (target->kind != action.value.kind) return {1, kWrongType};
      for (const std::string& element : action.value.elements) target->elements.erase(element);
      if (target->elements.empty()) Erase(*parent, last);
      return {0, {}};
    default:
      break;
  }
  Computed computed = RightHandSide(action, old);
  if (!computed.error.empty()) return {2, computed.error};
  Put(*parent, last, std::move(computed.tree));
  return {0, {}};
}

// The new item as text, or the error that Apply is to give.
std::string ApplyModel(std::vector<ModelAction> actions, Tree old) {
  std::sort(actions.begin(), actions.end(), [](const ModelAction& left, const ModelAction& right) {
    return left.path < right.path;
  });
  Tree item = old;
  std::string_view errors[3];
  for (const ModelAction& action : actions) {
    const auto [phase, error] = Perform(action, old, item);
    if (errors[phase].empty()) errors[phase] = error;
  }
  if (!errors[1].empty()) return std::string(errors[1]);
  if (!errors[2].empty()) return std::string(errors[2]);
  return Compacted(item).Text();
}

std::string PathText(const Steps& path) {
  std::string text;
  for (const auto& [index, name] : path) {
    if (index >= 0) {
      text += "[" + std::to_string(index) + "]";
    } else {
      text += (text.empty() ? "" : ".") + name;
    }
  }
  return text;
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Tree Value(int depth) {
    Tree tree;
    switch (Below(depth > 0 ? 8 : 3)) {
      case 0:
        tree.number = Number();
        break;
      case 1:
        tree.kind = Tree::kString;
        tree.text = Name();
        break;
      case 2:
        return Set();
      case 3:
      case 4:
        return List(depth);
      default:
        return Map(depth);
    }
    return tree;
  }

  Tree Map(int depth) {
    Tree tree;
    tree.kind = Tree::kMap;
    for (size_t i = Below(5); i > 0; --i) tree.map[Name()] = Value(depth - 1);
    return tree;
  }

  // Walks down `item`, now and then off the known ways.
  Steps Path(Tree& item) {
    Steps path;
    Tree* tree = &item;
    do {
      const bool is_list = tree != nullptr && tree->kind == Tree::kList;
      const bool wrong = !path.empty() && Below(12) == 0;
      if (is_list != wrong && !path.empty()) {
        path.emplace_back(static_cast<int>(Below(5)), "");
      } else {
        path.emplace_back(-1, Name());
      }
      tree = item.At(path);
    } while (path.size() < 5 &&
             (tree == nullptr                                         ? Below(10) == 0
              : tree->kind == Tree::kMap || tree->kind == Tree::kList ? Below(4) != 0
                                                                      : Below(20) == 0));
    return path;
  }

  ModelAction Action(Tree& item) {
    ModelAction action;
    action.kind = static_cast<ModelAction::Kind>(Below(8));
    action.path = Path(item);
    action.source = Path(item);
    // Where the kind of value matters, it mostly fits.
    for (int i = 0; i < 20 && item.At(action.source) == nullptr; ++i) action.source = Path(item);
    switch (action.kind) {
      case ModelAction::kSetPlus:
        action.value.number = Number();
        break;
      case ModelAction::kSetAppend:
        action.value = List(2);
        break;
      case ModelAction::kDelete:
        action.value = Set();
        break;
      case ModelAction::kAdd: {
        const Tree* target = item.At(action.path);
        if (target != nullptr ? target->kind == Tree::kStringSet : Below(2) == 0) {
          action.value = Set();
        } else {
          action.value.number = Number();
        }
        break;
      }
      default:
        action.value = Value(2);
        break;
    }
    return action;
  }

  size_t Below(size_t bound) { return random_() % bound; }

 private:
  int Number() { return static_cast<int>(Below(200)) - 100; }
  std::string Name() { return std::string(1, static_cast<char>('a' + Below(5))); }

  Tree Set() {
    Tree tree;
    tree.kind = Tree::kStringSet;
    for (size_t i = 1 + Below(3); i > 0; --i) tree.elements.insert(Name());
    return tree;
  }

  Tree List(int depth) {
    Tree tree;
    tree.kind = Tree::kList;
    const int count = static_cast<int>(Below(5));
    for (int i = 0; i < count; ++i) tree.list[i] = Value(depth - 1);
    return tree;
  }

  std::mt19937 random_;
};

// One path leads to the other, or they disagree on what a container is.
bool Clash(const Steps& left, const Steps& right) {
  for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if ((left[i].first >= 0) != (right[i].first >= 0)) return true;
    if (left[i] != right[i]) return false;
  }
  return true;
}

void Append(testing::UpdateBuilder& builder, const ModelAction& action) {
  const std::string path = PathText(action.path);
  const std::string source = PathText(action.source);
  const std::string value = action.value.Text();
  switch (action.kind) {
    case ModelAction::kSetValue:
      builder.Set(path, builder.V(value));
      break;
    case ModelAction::kSetPath:
      builder.Set(path, builder.P(source));
      break;
    case ModelAction::kSetPlus:
      builder.Set(path, builder.P(source), '+', builder.V(value));
      break;
    case ModelAction::kSetAppend:
      builder.Set(path, builder.ListAppend(builder.P(source), builder.V(value)));
      break;
    case ModelAction::kSetDefault:
      builder.Set(path, builder.IfNotExists(source, builder.V(value)));
      break;
    case ModelAction::kRemove:
      builder.Remove(path);
      break;
    case ModelAction::kAdd:
      builder.Add(path, value);
      break;
    case ModelAction::kDelete:
      builder.Delete(path, value);
      break;
  }
}

TEST(UpdateModel, RandomUpdates_AgreeWithATreeChangedInPlace) {
  Generator generator(20260102);
  int succeeded = 0;
  int failed = 0;
  for (int round = 0; round < 20'000; ++round) {
    Tree item = generator.Map(4);
    std::vector<ModelAction> actions;
    const size_t wanted = 1 + generator.Below(generator.Below(3) == 0 ? 12 : 3);
    for (size_t i = 0; i < wanted; ++i) {
      ModelAction action = generator.Action(item);
      if (std::none_of(actions.begin(), actions.end(),
                       [&](const ModelAction& other) { return Clash(action.path, other.path); })) {
        actions.push_back(std::move(action));
      }
    }

    Arena arena;
    testing::UpdateBuilder builder(arena);
    std::string trace = item.Text();
    for (const ModelAction& action : actions) {
      Append(builder, action);
      trace += "\n" + std::to_string(action.kind) + " " + PathText(action.path) + " " +
               action.value.Text() + " " + PathText(action.source);
    }
    const AttributeMap old_item = testing::Item(arena, item.Text());
    const Result<AttributeMap> result = Apply(arena, builder.Build(), old_item);
    const std::string actual = result.ok() ? testing::Text(*result) : result.error().message;
    ASSERT_EQ(actual, ApplyModel(actions, item)) << trace;
    ASSERT_EQ(testing::Text(old_item), item.Text()) << "the old item was changed\n" << trace;
    ++(result.ok() ? succeeded : failed);
  }
  EXPECT_GT(succeeded, 5'000);
  EXPECT_GT(failed, 2'000);
}

}  // namespace
}  // namespace stator::expressions
