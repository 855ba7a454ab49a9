#include <algorithm>
#include <string>
#include <utility>

#include "expressions/partiql/translator.h"
#include "expressions/path_overlap.h"

namespace stator::expressions::partiql {

struct Translator::Changes {
  explicit Changes(Arena& arena)
      : set(arena), remove(arena), add(arena), del(arena), targets(arena) {}

  ArenaVector<SetAction> set;
  ArenaVector<RemoveAction> remove;
  ArenaVector<AddAction> add;
  ArenaVector<DeleteAction> del;
  ArenaVector<DocumentPath> targets;
};

const Update* Translator::TranslateUpdate(std::span<const Change> changes) {
  Changes translated(arena_);
  for (const Change& change : changes) {
    TranslateChange(change, translated);
    if (!error_.empty()) return nullptr;
  }
  CheckPathClash(translated.targets.view());
  return arena_.New<Update>(Update{translated.set.view(), translated.remove.view(),
                                   translated.add.view(), translated.del.view(),
                                   Update::Source::kUpdateExpression});
}

// The service names the path that is written later first.
void Translator::CheckPathClash(std::span<const DocumentPath> paths) {
  const std::span<DocumentPath> reversed = arena_.CopyArray(paths);
  std::reverse(reversed.begin(), reversed.end());
  if (const auto clash = DescribePathClash(arena_, reversed)) Fail(*clash);
}

void Translator::TranslateChange(const Change& change, Changes& changes) {
  const DocumentPath path = PathOf(*change.path);
  changes.targets.Append(path);
  if (change.value == nullptr) {
    changes.remove.Append({path});
    return;
  }
  if (TranslateSetFunction(change, changes)) return;
  SetAction action;
  action.path = path;
  action.left = SetOperandOf(*change.value);
  changes.set.Append(action);
}

// path = set_add(path, set) or path = set_delete(path, set). False: it is neither.
bool Translator::TranslateSetFunction(const Change& change, Changes& changes) {
  const Expr& call = *change.value;
  if (call.kind != Expr::Kind::kCall) return false;
  const std::string_view name = FunctionName(call);
  const bool adds = name == "set_add";
  if (!adds && name != "set_delete") return false;
  const std::string shown = adds ? "SET_ADD" : "SET_DELETE";
  if (call.children.size() != 2) {
    FailAt(shown + " must have exactly two arguments", call);
    return true;
  }
  const Expr& first = *call.children[0];
  const DocumentPath path = change.path->path;
  if (first.kind != Expr::Kind::kPath ||
      !std::equal(path.begin(), path.end(), first.path.begin(), first.path.end())) {
    Fail("The first argument to " + shown + " must equal the assignment value");
    return true;
  }
  const Expr& second = *call.children[1];
  const AttributeValue set = IsValue(second) ? Value(second, "root", 0) : AttributeValue::Null();
  if (!error_.empty()) return true;
  if (!IsSet(set.type())) {
    FailAt("The second argument to " + shown + " must be a value with type SET", second);
    return true;
  }
  if (adds) {
    changes.add.Append({path, set});
  } else {
    changes.del.Append({path, set});
  }
  return true;
}

SetOperand Translator::SetOperandOf(const Expr& expression) {
  SetOperand operand;
  if (expression.kind == Expr::Kind::kBinary &&
      (expression.text == "+" || expression.text == "-")) {
    for (const Expr* child : expression.children) {
      if (!IsValue(*child)) continue;
      CheckOperandType(expression.text, OperandOf(*child), TypeBit(AttributeType::kNumber),
                       Errors());
    }
    operand.kind = expression.text == "+" ? SetOperand::Kind::kPlus : SetOperand::Kind::kMinus;
    operand.first = arena_.New<SetOperand>(SetOperandOf(*expression.children[0]));
    operand.second = arena_.New<SetOperand>(SetOperandOf(*expression.children[1]));
    return operand;
  }
  const std::optional<ParsedOperand> parsed = UpdateArgument(expression);
  return parsed.has_value() ? ToSetOperand(arena_, *parsed) : operand;
}

std::optional<ParsedOperand> Translator::UpdateArgument(const Expr& expression) {
  ParsedOperand operand;
  if (expression.kind == Expr::Kind::kPath || IsValue(expression) ||
      expression.kind == Expr::Kind::kMissing || expression.kind == Expr::Kind::kUnsupported) {
    operand = OperandOf(expression);
  } else if (expression.kind == Expr::Kind::kCall) {
    operand.kind = ParsedOperand::Kind::kCall;
    operand.call = CallOf(expression, false);
  } else if (expression.kind == Expr::Kind::kSign) {
    Fail("Incorrect number of operands for operator or function; operator or function: " +
         std::string(expression.text) + ", number of operands: 1");
  } else {
    Fail("Unsupported operator in Update Expression. Operator: " + std::string(expression.text));
  }
  if (!error_.empty()) return std::nullopt;
  return operand;
}

namespace {

// What SELECT calls the value at the path: its last name, with the list indexes behind it.
std::string_view SelectedName(Arena& arena, const DocumentPath& path) {
  size_t last = path.size() - 1;
  while (path[last].is_index) --last;
  if (last == path.size() - 1) return path[last].name;
  std::string name(path[last].name);
  for (const PathElement& index : path.subspan(last + 1)) {
    name += '[' + std::to_string(index.index) + ']';
  }
  return arena.CopyString(name);
}

}  // namespace

const Projection* Translator::TranslateProjection(std::span<const Expr* const> items) {
  struct Selected {
    std::string_view name;
    DocumentPath path;
  };
  const std::span<Selected> selected = arena_.NewArray<Selected>(items.size());
  const std::span<DocumentPath> written = arena_.NewArray<DocumentPath>(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    written[i] = PathOf(*items[i]);
    selected[i] = {SelectedName(arena_, written[i]), written[i]};
  }
  std::sort(selected.begin(), selected.end(),
            [](const Selected& left, const Selected& right) { return left.name < right.name; });
  const auto twice = std::adjacent_find(
      selected.begin(), selected.end(),
      [](const auto& left, const auto& right) { return left.name == right.name; });
  if (twice != selected.end()) {
    Fail("Duplicate identifiers in select clause: " + std::string(twice->name));
  }
  CheckPathClash(written);
  const std::span<DocumentPath> paths = arena_.NewArray<DocumentPath>(items.size());
  const std::span<std::string_view> names = arena_.NewArray<std::string_view>(items.size());
  for (size_t i = 0; i < selected.size(); ++i) {
    paths[i] = selected[i].path;
    names[i] = selected[i].name;
  }
  return arena_.New<Projection>(Projection{paths, names});
}

}  // namespace stator::expressions::partiql
