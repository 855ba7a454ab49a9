#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/movable_clock.h"
#include "server/admin_routes.h"
#include "server/background/background_tasks.h"
#include "server/http/request_handler.h"
#include "storage/served_database.h"

namespace stator::server {

// What --admin says.
enum class AdminMode : uint8_t {
  kAuto,  // on when the server listens on a loopback address
  kOn,
  kOff,
};

// Whether nothing but this machine can reach a server that listens on `host`.
bool IsLoopback(std::string_view host);

// POST, GET and DELETE under /_stator/: what tests and tools ask of this server beyond DynamoDB,
// such as moving its clock; admin_routes.h lists it. Thread-safe.
//
// Web pages of elsewhere must not reach it through the browser of whoever runs the server: what has
// an Origin must come from the server itself, what changes something must say that it is
// application/json, and on a loopback address the Host must be this machine, so that no foreign
// name that resolves to it will do.
class AdminSurface {
 public:
  // `host` is what the server listens on. Everything outlives the surface.
  AdminSurface(AdminMode mode, std::string host, storage::ServedDatabase& served,
               MovableClock& clock, BackgroundTasks& background);

  // Whether a request is for the admin surface, by its target.
  static bool Serves(std::string_view target);

  void Handle(const http::HttpRequest& request, http::HttpResponse& response) const;

 private:
  // Answers what must not be served, and says that it did.
  bool Refuse(const http::HttpRequest& request, http::HttpResponse& response) const;
  // Does the work of a route; `body` is its JSON, and is overwritten; `name` as in AdminContext.
  void Run(AdminFunction function, std::string_view name, std::span<char> body,
           http::HttpResponse& response) const;
  // Whether a request with this Host can only have been meant for this server.
  bool IsOwnHost(std::string_view host_header) const;

  const bool on_;
  const bool loopback_;
  const std::string host_;
  storage::ServedDatabase& served_;
  MovableClock& clock_;
  BackgroundTasks& background_;
};

}  // namespace stator::server
