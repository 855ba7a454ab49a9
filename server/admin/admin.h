#pragma once

#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/movable_clock.h"
#include "server/background/background_tasks.h"
#include "server/http/request_handler.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "storage/database.h"

// The admin surface: what tests do to the server beside the API of DynamoDB, on paths below
// /_stator/. docs/clock-and-ttl.md describes it to users.
namespace stator::server {

// What a route works with.
struct AdminContext {
  storage::Database& database;
  MovableClock& clock;
  BackgroundTasks& tasks;
  Arena& arena;
};

// Reads the body ({} when it is empty), does the work, and writes the answer's JSON object. The
// error's message says what to do next.
using AdminFunction = Result<void> (*)(AdminContext& context, const json::JsonValue& body,
                                       json::JsonWriter& response);

struct AdminRoute {
  std::string_view method;
  std::string_view path;
  std::string_view purpose;  // a line for people
  AdminFunction run;
};

struct AdminOptions {
  // Whether it answers at all.
  bool enabled = false;
  // Whether a request must have been sent to a name of this machine itself, so that no page in a
  // browser can reach a loopback address under a name of its own.
  bool loopback_hosts_only = true;
};

// Whether a server that listens on `host` is out of reach for other machines.
bool IsLoopbackHost(std::string_view host);

// Thread-safe; borrows all that it is given. A request is answered on the thread that read it, also
// when it waits for background tasks: the connections of that thread wait too.
class Admin {
 public:
  Admin(storage::Database& database, MovableClock& clock, BackgroundTasks& tasks,
        const AdminOptions& options)
      : database_(database), clock_(clock), tasks_(tasks), options_(options) {}

  // Whether a request for this target is the admin surface's.
  static bool Owns(std::string_view target);

  void Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response);

 private:
  storage::Database& database_;
  MovableClock& clock_;
  BackgroundTasks& tasks_;
  const AdminOptions options_;
};

}  // namespace stator::server
