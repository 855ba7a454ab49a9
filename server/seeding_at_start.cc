#include "server/seeding_at_start.h"

#include <cstdlib>
#include <optional>
#include <string_view>

#include "server/authentication/authorization.h"
#include "server/caller.h"
#include "server/seeding/seeder.h"
#include "server/service.h"
#include "storage/namespaced_database.h"

namespace stator::server {
namespace {

// A line about progress at most so often.
constexpr int64_t kNoteMicros = 2'000'000;

std::string_view Environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value == nullptr ? std::string_view() : value;
}

// "1234567" is "1,234,567".
std::string WithCommas(size_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string Counted(size_t count, const std::string& what) {
  return WithCommas(count) + " " + what + (count == 1 ? "" : "s");
}

// A credential as clients send it, so that the caller is read from it in the same way.
Result<std::string> CredentialOfEnvironment(Namespaces namespaces) {
  const std::string_view key = Environment("AWS_ACCESS_KEY_ID");
  std::string_view region = Environment("AWS_REGION");
  if (region.empty()) region = Environment("AWS_DEFAULT_REGION");
  if (namespaces == Namespaces::kPerKeyAndRegion && key.empty()) {
    return ValidationError(
        "seeds need to know whose tables they make, since without -sharedDb each access key has "
        "tables of its own: start with -sharedDb, or set AWS_ACCESS_KEY_ID (and AWS_REGION) to "
        "what "
        "the clients use");
  }
  return std::string(key).append("/date/").append(region).append("/dynamodb/aws4_request");
}

}  // namespace

std::optional<std::string> SeedDirOfEnvironment() {
  const std::string_view folder = Environment("STATOR_SEED");
  return folder.empty() ? std::nullopt : std::optional(std::string(folder));
}

Result<void> SeedAtStart(storage::Database& database, const Clock& clock, const Options& options,
                         const std::atomic<bool>& stop,
                         FunctionRef<void(const std::string& line)> note) {
  const std::string& folder = *options.seed_dir;
  if (!database.ListTables({}, 1).empty()) {
    note("there are tables already, so nothing is loaded from " + folder);
    return {};
  }
  STATOR_ASSIGN_OR_RETURN(const bool has_seeds, HasSeeds(folder));
  if (!has_seeds) return {};
  STATOR_ASSIGN_OR_RETURN(const std::string credential,
                          CredentialOfEnvironment(options.namespaces));
  Authorization authorization;
  authorization.credential = credential;
  const Caller caller = CallerOf(authorization);
  std::optional<storage::NamespacedDatabase> own;
  if (options.namespaces != Namespaces::kOne) {
    own.emplace(database, NamespaceOf(options.namespaces, caller));
  }
  SeedTarget target(own.has_value() ? *own : database, clock, caller);
  int64_t next_note_micros = clock.NowMicros() + kNoteMicros;
  Seeder seeder(
      target, [](const char* name) { return std::getenv(name); },  // NOLINT(concurrency-mt-unsafe)
      [&](std::string_view file, const SeedReport& so_far) -> Result<void> {
        if (stop) return ValidationError("stopped while it loaded " + std::string(file));
        if (clock.NowMicros() < next_note_micros) return {};
        next_note_micros = clock.NowMicros() + kNoteMicros;
        note("loading " + std::string(file) + ": " + Counted(so_far.items, "item") + " so far");
        return {};
      });
  Result<SeedReport> loaded = seeder.Load(folder);
  if (!loaded.ok()) {
    return ValidationError("cannot load " + folder + ": " + loaded.error().message);
  }
  note("loaded " + Counted(loaded->tables, "table") + " and " + Counted(loaded->items, "item") +
       " from " + folder);
  return {};
}

}  // namespace stator::server
