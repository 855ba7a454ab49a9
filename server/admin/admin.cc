#include "server/admin/admin.h"

#include <algorithm>
#include <string>

#include "server/admin/admin_routes.h"

namespace stator::server {
namespace {

constexpr std::string_view kPrefix = "/_stator/";

// A host with a port or without, in brackets or not: the host alone.
std::string_view HostName(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

void AnswerError(int status, std::string_view message, http::HttpResponse& response) {
  response.status = status;
  response.body.clear();
  json::JsonWriter writer(response.body);
  writer.BeginObject();
  writer.Key("error");
  writer.String(message);
  writer.EndObject();
}

// Why the request is refused before anything is looked at; empty: it is not. Pages in a browser
// send an Origin with everything but plain navigation, and a name that leads to this machine
// without being one of its own shows in Host.
std::string_view Refusal(const AdminOptions& options, const http::HttpRequest& request) {
  if (!options.enabled) {
    return "the admin surface is off, because the server listens beyond this machine; start it "
           "with --admin to have it";
  }
  if (!request.origin.empty() && request.origin != "http://" + std::string(request.host)) {
    return "the admin surface does not answer pages of other origins; call it from a program";
  }
  if (options.loopback_hosts_only && !IsLoopbackHost(HostName(request.host))) {
    return "the admin surface of a server on a loopback address answers to localhost, 127.0.0.1 "
           "and [::1] only; use one of them, or start the server with --admin";
  }
  return {};
}

std::string KnownRoutes() {
  std::string text = "there is no such thing here; there are:";
  for (const AdminRoute& route : kAdminRoutes) {
    text += ' ';
    text += route.method;
    text += ' ';
    text += route.path;
    text += " (";
    text += route.purpose;
    text += ");";
  }
  text.pop_back();
  return text;
}

const AdminRoute* FindRoute(std::string_view method, std::string_view path) {
  const auto* const end = std::end(kAdminRoutes);
  const auto* const found = std::find_if(
      std::begin(kAdminRoutes), end,
      [&](const AdminRoute& route) { return route.method == method && route.path == path; });
  return found == end ? nullptr : found;
}

}  // namespace

bool IsLoopbackHost(std::string_view host) {
  if (host == "localhost" || host == "::1" || host.ends_with(".localhost")) return true;
  // 127.0.0.0/8; a name may begin so too, but not of digits and dots alone.
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool Admin::Owns(std::string_view target) { return target.starts_with(kPrefix); }

void Admin::Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) {
  response.content_type = "application/json";
  if (const std::string_view refusal = Refusal(options_, request); !refusal.empty()) {
    return AnswerError(403, refusal, response);
  }
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  const AdminRoute* const route = FindRoute(request.method, path);
  if (route == nullptr) return AnswerError(404, KnownRoutes(), response);
  json::JsonValue body = json::JsonValue::Object({});
  if (!request.body.empty()) {
    const Result<json::JsonValue> parsed = json::Parse(arena, request.body);
    if (!parsed.ok() || !parsed->is_object()) {
      return AnswerError(400, "the body must be a JSON object, or empty", response);
    }
    body = *parsed;
  }
  AdminContext context{database_, clock_, tasks_, arena};
  json::JsonWriter writer(response.body);
  const Result<void> done = route->run(context, body, writer);
  if (done.ok()) return;
  const int status = done.error().code == ErrorCode::kInternalServerError ? 500 : 400;
  AnswerError(status, done.error().message, response);
}

}  // namespace stator::server
