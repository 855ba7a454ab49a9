#pragma once

#include "expressions/ast.h"
#include "model/function_ref.h"

namespace stator::expressions {

// Calls `visit` with every document path in the condition, left to right.
void ForEachPath(const Condition& condition, FunctionRef<void(const DocumentPath&)> visit);

}  // namespace stator::expressions
