#include "server/operations/registry.h"

#include <algorithm>
#include <array>

#include "server/json/shape_ids.h"
#include "server/operations/operations.h"

namespace stator::server {
namespace {

#define STATOR_OPERATION_ROW(name, input, subject) \
  Operation{#name, json::shapes::input, Subject::subject, name},
constexpr std::array kOperations = {STATOR_OPERATIONS(STATOR_OPERATION_ROW)};
#undef STATOR_OPERATION_ROW

static_assert(std::is_sorted(kOperations.begin(), kOperations.end(),
                             [](const Operation& a, const Operation& b) {
                               return a.name < b.name;
                             }));

}  // namespace

std::span<const Operation> AllOperations() { return kOperations; }

const Operation* FindOperation(std::string_view name) {
  const auto* it = std::lower_bound(
      kOperations.begin(), kOperations.end(), name,
      [](const Operation& operation, std::string_view wanted) { return operation.name < wanted; });
  return it != kOperations.end() && it->name == name ? it : nullptr;
}

}  // namespace stator::server
