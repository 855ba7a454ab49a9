#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/clock.h"
#include "server/operations/operation.h"
#include "server/seeding/table_definition.h"
#include "storage/database.h"

namespace stator::server {

// Where seeds go: everything is done by the operations, as if a client had asked for it.
class SeedTarget {
 public:
  // `database` is that of the caller's namespace.
  SeedTarget(storage::Database& database, const Clock& clock, Caller caller)
      : database_(database), clock_(clock), caller_(caller) {}

  // The error's message is the operation's.
  Result<void> CreateTable(const TableDefinition& table);
  storage::TablePtr FindTable(std::string_view name) { return database_.FindTable(name); }
  bool HasTables() { return !database_.ListTables({}, 1).empty(); }
  const Caller& caller() const { return caller_; }

  // The answer of a call that succeeded.
  Result<std::string> Call(std::string_view operation, std::string body);

 private:
  storage::Database& database_;
  const Clock& clock_;
  const Caller caller_;
};

// Writes items of one file, in batches. All errors say where in the file the item is that they are
// about.
class SeedWriter {
 public:
  // `written` is told how many items came to be with each batch, and may end the writing.
  SeedWriter(SeedTarget& target, std::string file, std::string table,
             std::function<Result<void>(size_t)> written)
      : target_(target),
        file_(std::move(file)),
        table_(std::move(table)),
        written_(std::move(written)) {}

  const std::string& table() const { return table_; }
  // Both in DynamoDB JSON.
  Result<void> Put(std::string item, size_t line) { return Add({std::move(item), line, true}); }
  Result<void> Delete(std::string key, size_t line) { return Add({std::move(key), line, false}); }
  // What was put before is there when it returns.
  Result<void> Flush();

 private:
  struct Request {
    std::string attributes;
    size_t line = 0;
    bool puts = true;
  };

  Result<void> Add(Request request);
  // One by one: so that it shows which one cannot be written, and because a batch may not have two
  // of one key.
  Result<void> WriteSingly();

  SeedTarget& target_;
  const std::string file_;
  const std::string table_;
  const std::function<Result<void>(size_t)> written_;
  std::vector<Request> requests_;
  size_t bytes_ = 0;
};

}  // namespace stator::server
