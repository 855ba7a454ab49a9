#include "server/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "server/version.h"

namespace stator::server {
namespace {

std::variant<Options, EarlyExit> Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "stator");
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data());
}

Options Parsed(std::vector<const char*> arguments) {
  const auto parsed = Parse(std::move(arguments));
  const auto* options = std::get_if<Options>(&parsed);
  EXPECT_NE(options, nullptr);
  return options != nullptr ? *options : Options();
}

void ExpectUsageError(std::vector<const char*> arguments) {
  std::string shown;
  for (const char* argument : arguments) (shown += argument) += ' ';
  const auto parsed = Parse(std::move(arguments));
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  ASSERT_NE(exit, nullptr) << shown;
  EXPECT_EQ(exit->code, 2) << shown;
  EXPECT_EQ(exit->text.rfind("stator: ", 0), 0U) << exit->text;
  EXPECT_EQ(std::count(exit->text.begin(), exit->text.end(), '\n'), 1) << exit->text;
  EXPECT_NE(exit->text.find("; see stator --help\n"), std::string::npos) << exit->text;
}

TEST(Options, NoFlags_AreTheDefaults) {
  const Options options = Parsed({});
  EXPECT_EQ(options.host, "127.0.0.1");
  EXPECT_EQ(options.port, 8000);
  EXPECT_EQ(options.data_dir, std::nullopt);
  EXPECT_EQ(options.threads, std::max(1U, std::thread::hardware_concurrency() / 2));
  EXPECT_EQ(options.log_level, LogLevel::kWarn);
}

TEST(Options, Port_IsAnyPortNumber) {
  EXPECT_EQ(Parsed({"--port", "8001"}).port, 8001);
  EXPECT_EQ(Parsed({"--port=0"}).port, 0);
  EXPECT_EQ(Parsed({"--port", "65535"}).port, 65535);
  for (const char* bad : {"65536", "-1", "x", "", "80.5", "8000x"})
    ExpectUsageError({"--port", bad});
  ExpectUsageError({"--port"});
}

TEST(Options, Durability_IsAboutADataDirectory) {
  using storage::Durability;
  EXPECT_EQ(Parsed({}).durability, Durability::kOs);
  EXPECT_EQ(Parsed({"--data-dir", "d"}).durability, Durability::kOs);
  EXPECT_EQ(Parsed({"--data-dir", "d", "--durability", "none"}).durability, Durability::kNone);
  EXPECT_EQ(Parsed({"--durability=os", "--data-dir", "d"}).durability, Durability::kOs);
  EXPECT_EQ(Parsed({"--durability", "fsync", "--data-dir=d"}).durability, Durability::kFsync);
  // Threads wait for the disk, and those who wait together share a sync.
  EXPECT_GE(Parsed({"--durability", "fsync", "--data-dir=d"}).threads, 32U);
  EXPECT_EQ(Parsed({"--durability", "fsync", "--data-dir=d", "--threads", "2"}).threads, 2U);
  for (const char* bad : {"sync", "", "OS"}) {
    ExpectUsageError({"--data-dir", "d", "--durability", bad});
  }
  // Whoever asks for durability expects something to be kept.
  for (const char* mode : {"none", "os", "fsync"}) ExpectUsageError({"--durability", mode});
}

TEST(Options, MemoryLimit_IsInMebibytes) {
  EXPECT_EQ(Parsed({}).memory_limit_mib, 128U);
  EXPECT_EQ(Parsed({"--memory-limit", "64"}).memory_limit_mib, 64U);
  EXPECT_EQ(Parsed({"--memory-limit=4096"}).memory_limit_mib, 4096U);
  for (const char* bad : {"63", "0", "-1", "1g", "", "99999999999"}) {
    ExpectUsageError({"--memory-limit", bad});
  }
}

TEST(Options, Delays_AreOffUnlessGiven) {
  EXPECT_EQ(Parsed({}).transition_delay_ms, 0);
  EXPECT_EQ(Parsed({}).gsi_delay_ms, 0);
  EXPECT_EQ(Parsed({"--transition-delay", "500"}).transition_delay_ms, 500);
  EXPECT_EQ(Parsed({"--gsi-delay", "50"}).gsi_delay_ms, 50);
  for (const char* bad : {"-1", "x", "1.5", "86400001"}) {
    ExpectUsageError({"--transition-delay", bad});
    ExpectUsageError({"--gsi-delay", bad});
  }
}

TEST(Options, HeldTransactions_AreOffUnlessAllowed) {
  EXPECT_FALSE(Parsed({}).allow_held_transactions);
  EXPECT_TRUE(Parsed({"--allow-held-transactions"}).allow_held_transactions);
}

TEST(Options, Admin_IsOneOfThree) {
  EXPECT_EQ(Parsed({}).admin, AdminMode::kAuto);
  EXPECT_EQ(Parsed({"--admin", "on"}).admin, AdminMode::kOn);
  EXPECT_EQ(Parsed({"--admin", "off"}).admin, AdminMode::kOff);
  EXPECT_EQ(Parsed({"--admin", "auto"}).admin, AdminMode::kAuto);
  for (const char* bad : {"yes", "", "1"}) ExpectUsageError({"--admin", bad});
}

TEST(Options, StopWithStdin_IsOffUnlessAsked) {
  EXPECT_FALSE(Parsed({}).stop_with_stdin);
  EXPECT_TRUE(Parsed({"--stop-with-stdin"}).stop_with_stdin);
}

TEST(Options, Host_IsTakenAsItIs) {
  EXPECT_EQ(Parsed({"--host", "0.0.0.0"}).host, "0.0.0.0");
  EXPECT_EQ(Parsed({"--host", "::1"}).host, "::1");
  ExpectUsageError({"--host"});
  ExpectUsageError({"--host", ""});
}

TEST(Options, DataDir_KeepsData) {
  EXPECT_EQ(Parsed({"--data-dir", "/var/lib/stator"}).data_dir, "/var/lib/stator");
  EXPECT_EQ(Parsed({"--data-dir=relative dir"}).data_dir, "relative dir");
  ExpectUsageError({"--data-dir"});
  ExpectUsageError({"--data-dir", ""});
}

TEST(Options, Threads_HaveBounds) {
  EXPECT_EQ(Parsed({"--threads", "1"}).threads, 1U);
  EXPECT_EQ(Parsed({"--threads", "256"}).threads, 256U);
  for (const char* bad : {"0", "257", "-1", "two", ""}) ExpectUsageError({"--threads", bad});
}

TEST(Options, StreamShards_HaveBounds) {
  EXPECT_EQ(Parsed({}).stream_shards, 1U);
  EXPECT_EQ(Parsed({"--stream-shards", "1000"}).stream_shards, 1000U);
  for (const char* bad : {"0", "1001", "-1", "two", ""}) ExpectUsageError({"--stream-shards", bad});
}

TEST(Options, LogLevel_IsOneOfFour) {
  EXPECT_EQ(Parsed({"--log-level", "error"}).log_level, LogLevel::kError);
  EXPECT_EQ(Parsed({"--log-level", "warn"}).log_level, LogLevel::kWarn);
  EXPECT_EQ(Parsed({"--log-level", "info"}).log_level, LogLevel::kInfo);
  EXPECT_EQ(Parsed({"--log-level", "DEBUG"}).log_level, LogLevel::kDebug);
  for (const char* bad : {"trace", "3", ""}) ExpectUsageError({"--log-level", bad});
}

TEST(Options, Auth_ChecksSignaturesWhenItIsStrict) {
  EXPECT_FALSE(Parsed({}).check_signatures);
  EXPECT_FALSE(Parsed({"--auth", "any"}).check_signatures);
  EXPECT_TRUE(Parsed({"--auth", "strict"}).check_signatures);
  EXPECT_EQ(Parsed({"--auth", "strict"}).credentials_file, std::nullopt);
  EXPECT_EQ(Parsed({"--auth=strict", "--credentials", "keys"}).credentials_file, "keys");
  for (const char* bad : {"none", "", "STRICT"}) ExpectUsageError({"--auth", bad});
  ExpectUsageError({"--auth", "strict", "--credentials", ""});
  // Whoever names keys expects them to be checked.
  ExpectUsageError({"--credentials", "keys"});
  ExpectUsageError({"--credentials", "keys", "--auth", "any"});
}

TEST(Options, Namespace_IsOneOfThree) {
  EXPECT_EQ(Parsed({}).namespaces, Namespaces::kOne);
  EXPECT_EQ(Parsed({"--namespace", "none"}).namespaces, Namespaces::kOne);
  EXPECT_EQ(Parsed({"--namespace", "region"}).namespaces, Namespaces::kPerRegion);
  EXPECT_EQ(Parsed({"--namespace", "account-region"}).namespaces, Namespaces::kPerAccountAndRegion);
  for (const char* bad : {"account", "", "REGION"}) ExpectUsageError({"--namespace", bad});
}

TEST(Options, UnknownFlagsAndArguments_AreRefused) {
  ExpectUsageError({"--no-such-flag"});
  ExpectUsageError({"argument"});
  ExpectUsageError({"-p", "8000"});
}

TEST(Options, FlagsTwice_AreRefused) { ExpectUsageError({"--port", "1", "--port", "2"}); }

TEST(Options, Help_NamesEveryFlag) {
  const auto parsed = Parse({"--help"});
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  ASSERT_NE(exit, nullptr);
  EXPECT_EQ(exit->code, 0);
  for (const char* flag : {"--help", "--version", "--port", "--host", "--data-dir", "--threads",
                           "--log-level", "--admin", "--stream-shards", "--auth", "--credentials",
                           "--namespace", "--durability", "--memory-limit"}) {
    EXPECT_NE(exit->text.find(flag), std::string::npos) << flag;
  }
}

TEST(Options, Version_IsOneLine) {
  const auto parsed = Parse({"--version"});
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  ASSERT_NE(exit, nullptr);
  EXPECT_EQ(exit->code, 0);
  EXPECT_EQ(exit->text, "stator " + std::string(kVersion) + "\n");
}

TEST(Options, Help_WinsOverOtherFlags) {
  const auto parsed = Parse({"--port", "9000", "--help"});
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  ASSERT_NE(exit, nullptr);
  EXPECT_EQ(exit->code, 0);
}

}  // namespace
}  // namespace stator::server
