#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/arena.h"

// Numbers as stored key values, ordered by memcmp, exact to 38 digits.
namespace stator::storage {

// Appends the number with this canonical text (model/number.h).
void AppendNumberKey(std::string_view canonical_text, std::string& out);

// Takes one number off the front of `in`; its canonical text, in the arena. nullopt: there is no
// number at the front, and `in` is unspecified.
std::optional<std::string_view> TakeNumberKey(std::string_view& in, Arena& arena);

// How many bytes the number at the front of `in` has; all, when there is none.
size_t NumberKeyBytes(std::string_view in);

}  // namespace stator::storage
