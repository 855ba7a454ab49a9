#pragma once

#include <string>

#include "expressions/ast.h"
#include "model/primary_key.h"

// Trees written out as nested lists, for comparing what a parser built: "(and (= a {S:x}) ...)".
namespace stator::expressions {

std::string ToText(const DocumentPath& path);
std::string ToText(const Condition& condition);
std::string ToText(const Update& update);
std::string ToText(const Projection& projection);
std::string ToText(const KeyCondition& condition);

}  // namespace stator::expressions
