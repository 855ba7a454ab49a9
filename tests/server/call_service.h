#pragma once

#include <string>
#include <string_view>

#include "server/service.h"

namespace stator::testing {

struct ServiceAnswer {
  int status = 0;
  std::string body;
};

// Calls an operation as a client with this key in this region.
struct Client {
  std::string access_key = "AKIDLOCAL";
  std::string region = "us-east-1";

  ServiceAnswer Call(server::Service& service, std::string_view operation, std::string body) const;
};

}  // namespace stator::testing
