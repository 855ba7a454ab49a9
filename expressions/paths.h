#pragma once

#include <string_view>

#include "expressions/ast.h"
#include "model/arena.h"
#include "model/function_ref.h"

namespace stator::expressions {

// Calls `visit` with every document path in the condition, left to right.
void ForEachPath(const Condition& condition, FunctionRef<void(const DocumentPath&)> visit);

// The path to a top-level attribute, whatever its name is made of.
DocumentPath TopLevelPath(Arena& arena, std::string_view name);

}  // namespace stator::expressions
