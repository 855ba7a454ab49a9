#include "server/service.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "server/authentication/authorization.h"
#include "server/caller.h"
#include "server/http/header_text.h"
#include "server/json/error_response.h"
#include "server/json/json_value.h"
#include "server/log.h"
#include "server/operations/dispatch.h"
#include "server/operations/registry.h"
#include "server/request_id.h"
#include "storage/namespaced_database.h"

namespace stator::server {
namespace {

// X-Amz-Target without the operation's name.
constexpr std::string_view kTargetPrefix = "DynamoDB_20120810.";
constexpr std::string_view kStreamsTargetPrefix = "DynamoDBStreams_20120810.";
constexpr std::string_view kHealthPath = "/health";

// The content type of the answer to a request of this content type; empty: not one of the API's.
// The service echoes what the client sent, without its parameters, and takes no version but 1.0; of
// several the first counts (dynalite and dynoxide agree).
std::string_view ApiContentType(std::string_view content_type) {
  const std::string_view media_type = http::TrimBlanks(
      content_type.substr(0, std::min(content_type.find(';'), content_type.find(','))));
  for (const std::string_view known : {"application/x-amz-json-1.0", "application/json"}) {
    if (media_type == known) return known;
  }
  return {};
}

// The operation that X-Amz-Target names, or nullptr. Each API has its own names only.
const Operation* OperationOfTarget(std::string_view target) {
  const bool streams = target.starts_with(kStreamsTargetPrefix);
  if (!streams && !target.starts_with(kTargetPrefix)) return nullptr;
  target.remove_prefix(streams ? kStreamsTargetPrefix.size() : kTargetPrefix.size());
  const Operation* const operation = FindOperation(target);
  if (operation == nullptr) return nullptr;
  const Api api = streams ? Api::kDynamoDbStreams : Api::kDynamoDb;
  return operation->api() == api ? operation : nullptr;
}

// What the service's front end says to anything that is not an API call.
void AnswerNotFound(http::HttpResponse& response) {
  response.status = 404;
  response.content_type = {};
  response.body = "<UnknownOperationException/>\n";
}

void AnswerError(const Error& error, http::HttpResponse& response) {
  response.status = json::HttpStatus(error.code);
  json::WriteError(error, response.body);
}

void AddCorsHeaders(std::string_view allowed_origin, http::HttpResponse& response) {
  if (allowed_origin.empty()) return;
  response.headers.append("Access-Control-Allow-Origin: ").append(allowed_origin).append("\r\n");
  response.headers +=
      "Access-Control-Expose-Headers: x-amzn-requestid,x-amzn-errortype,x-amz-crc32,"
      "content-length,content-type,date\r\n";
}

void AnswerPreflight(const http::HttpRequest& request, http::HttpResponse& response) {
  response.status = 200;
  response.content_type = {};
  response.body.clear();
  response.headers +=
      "Access-Control-Allow-Methods: POST, GET, OPTIONS\r\nAccess-Control-Max-Age: 172800\r\n";
  if (!request.access_control_request_headers.empty()) {
    response.headers += "Access-Control-Allow-Headers: ";
    response.headers += request.access_control_request_headers;
    response.headers += "\r\n";
  }
}

std::string_view PathOf(const http::HttpRequest& request) {
  return request.target.substr(0, request.target.find('?'));
}

void AnswerHealth(const http::HttpRequest& request, http::HttpResponse& response) {
  response.status = 200;
  if (PathOf(request) == kHealthPath) {
    response.content_type = "application/json";
    response.body = R"({"status":"healthy"})";
    return;
  }
  // The line that the service's load balancers read, its trailing space included.
  response.content_type = "text/plain";
  response.body = "healthy: ";
  response.body += request.host;
  response.body += ' ';
}

bool IsUnsigned(const http::HttpRequest& request) {
  return request.authorization.empty() &&
         request.target.find("X-Amz-Algorithm=") == std::string_view::npos;
}

// DynamoDB Local 3.3 answers this to every GET and HEAD without a signature, whatever its path.
void RefuseUnsignedGet(http::HttpResponse& response) {
  response.status = 400;
  response.content_type = "application/x-amz-json-1.0";
  response.body =
      R"({"__type":"com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken",)"
      R"("Message":"Request must contain either a valid (registered) AWS access key ID or X.509 )"
      R"(certificate."})";
}

// What the header for held transactions says, in microseconds; 0: it is not there.
Result<int64_t> ReadHoldMicros(const http::HttpRequest& request) {
  constexpr int64_t kMaxMillis = 60'000;
  const std::string_view text = request.stator_hold_transaction_ms;
  if (text.empty()) return 0;
  int64_t millis = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
  if (error != std::errc() || end != text.data() + text.size() || millis < 1 ||
      millis > kMaxMillis) {
    return ValidationError(
        "The header x-stator-hold-transaction-ms must be a whole number of milliseconds from 1 to "
        "60000");
  }
  return millis * 1000;
}

void LogCall(const Operation& operation, const http::HttpResponse& response) {
  const LogLevel level = response.status >= 500 ? LogLevel::kError : LogLevel::kDebug;
  if (!LogEnabled(level)) return;
  std::string line(operation.name);
  line += ' ';
  line += std::to_string(response.status);
  if (response.status != 200) (line += ' ') += response.body;
  Log(level, line);
}

// How many parts a namespace has in front of a table's name.
size_t PartsOf(Namespaces namespaces) {
  switch (namespaces) {
    case Namespaces::kOne:
      return 0;
    case Namespaces::kPerRegion:
      return 1;
    case Namespaces::kPerAccountAndRegion:
    case Namespaces::kPerKeyAndRegion:
      break;
  }
  return 2;
}

std::string_view FlagOf(size_t parts) {
  constexpr std::string_view kFlags[] = {"none", "region", "account-region"};
  return kFlags[std::min(parts, std::size(kFlags) - 1)];
}

}  // namespace

std::string NamespaceOf(Namespaces namespaces, const Caller& caller) {
  switch (namespaces) {
    case Namespaces::kOne:
      break;
    case Namespaces::kPerRegion:
      return std::string(caller.region);
    case Namespaces::kPerAccountAndRegion:
      return std::string(caller.account_id).append("/").append(caller.region);
    case Namespaces::kPerKeyAndRegion:
      return std::string(caller.access_key).append("/").append(caller.region);
  }
  return {};
}

Result<void> CheckNamespaces(storage::Database& database, Namespaces namespaces) {
  constexpr size_t kPage = 1000;
  std::string last;
  for (;;) {
    const std::vector<std::string> names = database.ListTables(last, kPage);
    for (const std::string& name : names) {
      const auto parts = static_cast<size_t>(std::count(name.begin(), name.end(), '/'));
      if (parts == PartsOf(namespaces)) continue;
      return InternalError("the data directory has tables that were made with --namespace " +
                           std::string(FlagOf(parts)) + ", the first is " + name +
                           "; start with that, or choose another directory");
    }
    if (names.size() < kPage) return {};
    last = names.back();
  }
}

void Service::Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) {
  response.headers += "x-amzn-RequestId: ";
  AppendRequestId(response.headers);
  response.headers += "\r\n";
  if (options_.admin != nullptr && AdminSurface::Serves(request.target)) {
    return options_.admin->Handle(request, response);
  }
  AddCorsHeaders(AllowedOrigin(request.origin), response);
  response.is_api_response = true;
  if (request.method == "POST") {
    HandleApiCall(request, arena, response);
  } else if (IsGetForDynamoDbLocal(request)) {
    RefuseUnsignedGet(response);
  } else if (request.method == "GET") {
    AnswerHealth(request, response);
  } else if (request.method == "OPTIONS" && !request.origin.empty()) {
    AnswerPreflight(request, response);
  } else {
    AnswerNotFound(response);
  }
}

bool Service::IsGetForDynamoDbLocal(const http::HttpRequest& request) const {
  return options_.like_dynamodb_local && (request.method == "GET" || request.method == "HEAD") &&
         IsUnsigned(request) && PathOf(request) != kHealthPath;
}

// Any origin unless told otherwise: this is a development server on the developer's machine, and
// the service itself answers every origin too.
std::string_view Service::AllowedOrigin(std::string_view origin) const {
  if (origin.empty()) return {};
  const std::vector<std::string>& allowed = options_.cors_origins;
  const auto is_among_them = [&](std::string_view one) {
    return std::find(allowed.begin(), allowed.end(), one) != allowed.end();
  };
  if (allowed.empty() || is_among_them("*")) return "*";
  return is_among_them(origin) ? origin : std::string_view();
}

Result<Caller> Service::Authenticate(const http::HttpRequest& request, Arena& arena) const {
  const SignatureVerifier* const verifier = options_.signature_verifier;
  if (verifier != nullptr) STATOR_RETURN_IF_ERROR(SignatureVerifier::CheckHeader(request));
  STATOR_ASSIGN_OR_RETURN(const Authorization authorization, ReadAuthorization(request, arena));
  Caller caller = CallerOf(authorization);
  if (verifier != nullptr) {
    STATOR_ASSIGN_OR_RETURN(const Credential* const credential,
                            verifier->Verify(request, authorization));
    if (!credential->account_id.empty()) caller.account_id = credential->account_id;
  }
  return caller;
}

void Service::HandleApiCall(http::HttpRequest& request, Arena& arena,
                            http::HttpResponse& response) {
  response.content_type = ApiContentType(request.content_type);
  if (response.content_type.empty()) return AnswerNotFound(response);
  const auto refuse = [&](const Error& error) {
    // A body that is not JSON is told before anything else is looked at, no body at all after it
    // (dynalite and dynoxide agree).
    if (!request.body.empty()) {
      const auto body = json::Parse(arena, request.body);
      if (!body.ok()) return AnswerError(body.error(), response);
    }
    AnswerError(error, response);
  };
  const Operation* const operation = OperationOfTarget(request.amz_target);
  if (operation == nullptr) return refuse({ErrorCode::kUnknownOperation, {}, nullptr});
  const Result<Caller> caller = Authenticate(request, arena);
  if (!caller.ok()) {
    // The service's messages repeat headers, which may hold any bytes; JSON may not.
    Error error = caller.error();
    error.message = http::HeaderToUtf8(error.message);
    return refuse(error);
  }
  Run(*operation, *caller, request, arena, response);
}

void Service::Run(const Operation& operation, const Caller& caller, http::HttpRequest& request,
                  Arena& arena, http::HttpResponse& response) {
  const storage::ServedDatabase::Lease whole = served_.Use();
  std::optional<storage::NamespacedDatabase> own;
  ArnScope arn_scope = ArnScope::kAny;
  if (options_.namespaces != Namespaces::kOne) {
    own.emplace(*whole, NamespaceOf(options_.namespaces, caller));
  }
  if (options_.namespaces == Namespaces::kPerRegion) arn_scope = ArnScope::kRegion;
  if (options_.namespaces == Namespaces::kPerAccountAndRegion) {
    arn_scope = ArnScope::kAccountAndRegion;
  }
  storage::Database& database = own.has_value() ? *own : *whole;
  OperationContext context{database, clock_, arena, caller, request.host};
  context.transition_delay_micros = options_.transition_delay_micros;
  context.index_transition_delay_micros = options_.index_transition_delay_micros;
  context.ttl_change_interval_seconds = options_.ttl_change_interval_seconds;
  context.arn_scope = arn_scope;
  context.reads_numbers_in_strings = options_.like_dynamodb_local;
  if (options_.allow_held_transactions) {
    const Result<int64_t> hold_micros = ReadHoldMicros(request);
    if (!hold_micros.ok()) return AnswerError(hold_micros.error(), response);
    context.hold_micros = *hold_micros;
  }
  response.status = RunOperation(context, operation, request.body, response.body);
  LogCall(operation, response);
}

void Service::HandleBadRequest(BadRequest reason, http::HttpResponse& response) {
  response.headers += "x-amzn-RequestId: ";
  AppendRequestId(response.headers);
  response.headers += "\r\n";
  response.is_api_response = true;
  response.close_connection = true;
  response.content_type = "application/x-amz-json-1.0";
  switch (reason) {
    case BadRequest::kMalformed:
      AnswerError({ErrorCode::kSerialization, "The HTTP request is malformed", nullptr}, response);
      break;
    case BadRequest::kHeadersTooLarge:
      AnswerError({ErrorCode::kSerialization, "The HTTP request's headers are too large", nullptr},
                  response);
      response.status = 431;
      break;
    case BadRequest::kBodyTooLarge:
      AnswerError({ErrorCode::kRequestTooLarge, {}, nullptr}, response);
      break;
    case BadRequest::kBadContentEncoding:
      AnswerError(
          {ErrorCode::kSerialization,
           "The request's Content-Encoding is not gzip, deflate or identity, or its body is "
           "not encoded so",
           nullptr},
          response);
      break;
    case BadRequest::kTooManyBytes:
      // SDKs take this status for one that goes away, and try again later.
      AnswerError({ErrorCode::kInternalServerError,
                   "More large requests at once than --memory-limit has room for", nullptr},
                  response);
      response.status = 503;
      break;
  }
}

}  // namespace stator::server
