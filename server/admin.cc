#include "server/admin.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/json/json_value.h"
#include "server/json/json_writer.h"

namespace stator::server {
namespace {

constexpr std::string_view kPrefix = "/_stator";
constexpr std::string_view kJson = "application/json";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// A Host header without its port, and without the brackets of an IPv6 address.
std::string_view HostName(std::string_view header) {
  if (header.starts_with('[')) return header.substr(1, header.find(']') - 1);
  return header.substr(0, header.find(':'));
}

std::string_view PathOf(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
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

std::string MethodsOf(const AdminRoute& route) {
  std::string methods;
  for (const auto& [name, function] :
       {std::pair("GET", route.read), {"POST", route.change}, {"DELETE", route.remove}}) {
    if (function == nullptr) continue;
    if (!methods.empty()) methods += ", ";
    methods += name;
  }
  return methods;
}

// What stands for {NAME} in the path; empty when the route has none; nullopt: not this route's.
std::optional<std::string_view> Match(const AdminRoute& route, std::string_view path) {
  constexpr std::string_view kName = "{NAME}";
  const size_t at = route.path.find(kName);
  if (at == std::string_view::npos) {
    return route.path == path ? std::optional(std::string_view()) : std::nullopt;
  }
  const std::string_view before = route.path.substr(0, at);
  const std::string_view after = route.path.substr(at + kName.size());
  if (path.size() <= before.size() + after.size()) return std::nullopt;
  if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
  const std::string_view name =
      path.substr(before.size(), path.size() - before.size() - after.size());
  return name.find('/') == std::string_view::npos ? std::optional(name) : std::nullopt;
}

AdminFunction FunctionOf(const AdminRoute& route, std::string_view method) {
  if (method == "GET" || method == "HEAD") return route.read;
  if (method == "POST") return route.change;
  return method == "DELETE" ? route.remove : nullptr;
}

// With an error that says why it is shown, unless it was asked for.
void AnswerRoutes(int status, std::string_view error, http::HttpResponse& response) {
  response.status = status;
  json::JsonWriter writer(response.body);
  writer.BeginObject();
  if (!error.empty()) {
    writer.Key("error");
    writer.String(error);
  }
  writer.Key("routes");
  writer.BeginArray();
  for (const AdminRoute& route : AdminRoutes()) {
    writer.BeginObject();
    writer.Key("path");
    writer.String(route.path);
    writer.Key("methods");
    writer.String(MethodsOf(route));
    writer.Key("does");
    writer.String(route.does);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

// Browsers send simple requests with other types to anyone, without asking first.
bool IsJson(std::string_view content_type) {
  const std::string_view media_type = content_type.substr(0, content_type.find(';'));
  const size_t end = media_type.find_last_not_of(" \t") + 1;
  return EqualIgnoringCase(media_type.substr(0, end), kJson);
}

Result<json::JsonValue> ReadBody(Arena& arena, std::span<char> body) {
  if (body.empty()) return json::JsonValue::Object({});
  const Result<json::JsonValue> parsed = json::Parse(arena, body);
  if (parsed.ok() && parsed->is_object()) return *parsed;
  return ValidationError("The body is not a JSON object");
}

int StatusOf(ErrorCode code) {
  if (code == ErrorCode::kResourceNotFound) return 404;
  return code == ErrorCode::kInternalServerError ? 500 : 400;
}

}  // namespace

bool IsLoopback(std::string_view host) {
  if (EqualIgnoringCase(host, "localhost") || host == "::1") return true;
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

AdminSurface::AdminSurface(AdminMode mode, std::string host, storage::ServedDatabase& served,
                           MovableClock& clock, BackgroundTasks& background)
    : on_(mode == AdminMode::kOn || (mode == AdminMode::kAuto && IsLoopback(host))),
      loopback_(IsLoopback(host)),
      host_(std::move(host)),
      served_(served),
      clock_(clock),
      background_(background) {}

bool AdminSurface::Serves(std::string_view target) {
  return target.starts_with(kPrefix) &&
         (target.size() == kPrefix.size() || target[kPrefix.size()] == '/' ||
          target[kPrefix.size()] == '?');
}

bool AdminSurface::IsOwnHost(std::string_view host_header) const {
  if (!loopback_) return true;
  const std::string_view name = HostName(host_header);
  return IsLoopback(name) || EqualIgnoringCase(name, host_);
}

bool AdminSurface::Refuse(const http::HttpRequest& request, http::HttpResponse& response) const {
  if (!on_) {
    AnswerError(404,
                "The admin surface is off: it is on when the server listens on a loopback address "
                "such as 127.0.0.1, or is started with --admin on",
                response);
  } else if (!IsOwnHost(request.host)) {
    AnswerError(403,
                "The admin surface answers to the names of this machine only: call it as "
                "localhost, 127.0.0.1 or [::1]",
                response);
  } else if (!request.origin.empty() &&
             !EqualIgnoringCase(request.origin, "http://" + std::string(request.host))) {
    AnswerError(403, "The admin surface is closed to web pages of other origins", response);
  } else {
    return false;
  }
  return true;
}

void AdminSurface::Handle(const http::HttpRequest& request, http::HttpResponse& response) const {
  response.content_type = kJson;
  if (Refuse(request, response)) return;
  const std::string_view path = PathOf(request.target);
  if (path == kPrefix) return AnswerRoutes(200, {}, response);
  const auto routes = AdminRoutes();
  const auto route = std::find_if(routes.begin(), routes.end(), [&](const AdminRoute& known) {
    return Match(known, path).has_value();
  });
  if (route == routes.end()) {
    return AnswerRoutes(404, "There is nothing at this path", response);
  }
  const AdminFunction function = FunctionOf(*route, request.method);
  if (function == nullptr) {
    response.headers += "Allow: ";
    response.headers += MethodsOf(*route);
    response.headers += "\r\n";
    return AnswerError(405, std::string(path) + " takes " + std::string(MethodsOf(*route)),
                       response);
  }
  const bool posts = request.method == "POST";
  if (posts && !IsJson(request.content_type)) {
    return AnswerError(415,
                       "The body must be JSON: send the header Content-Type: " + std::string(kJson),
                       response);
  }
  std::string body;
  if (posts) body.assign(request.body.data(), request.body.size());
  response.long_work = [this, function, name = std::string(*Match(*route, path)),
                        body = std::move(body)](http::HttpResponse& answer) mutable {
    Run(function, name, body, answer);
  };
}

void AdminSurface::Run(AdminFunction function, std::string_view name, std::span<char> body,
                       http::HttpResponse& response) const {
  Arena arena;
  AdminContext context{served_, clock_, background_, arena, name};
  json::JsonWriter writer(response.body);
  const Result<json::JsonValue> request = ReadBody(arena, body);
  const Result<void> done =
      request.ok() ? function(context, *request, writer) : Result<void>(request.error());
  if (!done.ok()) AnswerError(StatusOf(done.error().code), done.error().message, response);
}

}  // namespace stator::server
