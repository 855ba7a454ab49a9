#pragma once

#include <span>
#include <string_view>

#include "server/operations/operation.h"

namespace stator::server {

// Every operation that is served, sorted by name: the one list of them.
std::span<const Operation> AllOperations();

// The operation called `name` ("PutItem"), or nullptr.
const Operation* FindOperation(std::string_view name);

}  // namespace stator::server
