#pragma once

#include <span>
#include <string_view>

namespace stator::expressions {

// Whether `name`, in any mixture of cases, is one of the words that the developer guide reserves
// ("Reserved words in DynamoDB"): an expression has to write #placeholders for such attributes.
bool IsReservedWord(std::string_view name);

// All of them, in capital letters, sorted.
std::span<const std::string_view> ReservedWords();

}  // namespace stator::expressions
