#include "server/caller.h"

#include <algorithm>
#include <string_view>

namespace stator::server {
namespace {

bool IsAccountId(std::string_view key) {
  return key.size() == 12 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Regions become part of ARNs.
bool IsRegion(std::string_view region) {
  return !region.empty() && std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

}  // namespace

Caller CallerOf(const Authorization& authorization) {
  const std::string_view credential = authorization.credential;
  Caller caller;
  const size_t key_end = credential.find('/');
  const std::string_view key = credential.substr(0, key_end);
  caller.access_key = key;
  if (IsAccountId(key)) caller.account_id = key;
  if (key_end == std::string_view::npos) return caller;
  const size_t date_end = credential.find('/', key_end + 1);
  if (date_end == std::string_view::npos) return caller;
  const std::string_view region =
      credential.substr(date_end + 1, credential.find('/', date_end + 1) - date_end - 1);
  if (IsRegion(region)) caller.region = region;
  return caller;
}

}  // namespace stator::server
