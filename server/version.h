#pragma once

#include <string_view>

namespace stator::server {

// Of the release; CMake's project() is where it is set.
inline constexpr std::string_view kVersion = STATOR_VERSION;

}  // namespace stator::server
