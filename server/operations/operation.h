#pragma once

#include <cstdint>
#include <string_view>

#include "model/arena.h"
#include "model/clock.h"
#include "model/result.h"
#include "server/json/json_value.h"
#include "server/json/json_writer.h"
#include "server/json/shape.h"
#include "storage/database.h"

namespace stator::server {

// Who asks, from the credential scope of the Authorization header.
struct Caller {
  std::string_view account_id = "000000000000";
  std::string_view region = "us-east-1";
  std::string_view access_key = {};  // as in the credential
};

// Which parts of the ARNs in a request have to be the caller's own.
enum class ArnScope : uint8_t { kAny, kRegion, kAccountAndRegion };

// What an operation works with. Everything it allocates for the request comes from the arena.
struct OperationContext {
  storage::Database& database;
  const Clock& clock;
  Arena& arena;
  Caller caller;
  std::string_view host;  // the Host header, for DescribeEndpoints
  // How long TransactWriteItems holds its items; see storage::Transaction.
  int64_t hold_micros = 0;
  // How long tables and indexes are CREATING, UPDATING and DELETING. 0: they are what they become
  // when the call returns.
  int64_t transition_delay_micros = 0;
  // The same for changes of the global indexes of a table that is there; the longer one counts.
  int64_t index_transition_delay_micros = 0;
  // How long after a change of a table's time to live the next one is refused.
  int64_t ttl_change_interval_seconds = 60 * 60;
  // Whether operations on tables take "5" for 5; see json::ReadNumbersInStrings().
  bool reads_numbers_in_strings = false;
  ArnScope arn_scope = ArnScope::kAny;
};

// Reads the request (whose types and constraints have been checked against the API model), does
// the work and writes the response's JSON object. On an error whatever it wrote is thrown away.
using OperationFunction = Result<void> (*)(OperationContext& context,
                                           const json::JsonValue& request,
                                           json::JsonWriter& response);

// What an operation is about. The service words its complaints about TableName differently for
// operations on tables and for operations on items, and those about ResourceArn in a way of their
// own.
enum class Subject : uint8_t { kAccount, kTable, kItems, kResource, kStreams };

// The API that an operation belongs to: they differ in X-Amz-Target's prefix.
enum class Api : uint8_t { kDynamoDb, kDynamoDbStreams };

struct Operation {
  std::string_view name;  // "PutItem": X-Amz-Target without its prefix
  json::ShapeId input;    // the request's structure in the API model
  Subject subject;
  OperationFunction run;

  Api api() const { return subject == Subject::kStreams ? Api::kDynamoDbStreams : Api::kDynamoDb; }
};

}  // namespace stator::server
