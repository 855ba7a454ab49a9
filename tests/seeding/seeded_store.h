#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/seeding/seeder.h"
#include "storage/database.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace stator::server {

inline std::string Gzip(const std::string& text) {
  z_stream stream;
  std::memset(&stream, 0, sizeof(stream));
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// A folder of seeds and an empty store to load them into.
class SeedingTest : public ::testing::Test {
 protected:
  SeedingTest() {
    storage::DatabaseOptions options;
    options.clock = &clock_;
    auto opened = storage::Database::Open(options);
    EXPECT_TRUE(opened.ok());
    database_ = std::move(opened).value();
    target_ = std::make_unique<SeedTarget>(*database_, clock_, Caller());
  }

  void Write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_.path() + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  // A table with the partition key "id".
  void WriteTable(const std::string& name, const std::string& type = "S") {
    Write("00-" + name + ".json", TableText(name, type));
  }
  static std::string TableText(const std::string& name, const std::string& type = "S") {
    return R"({"TableName":")" + name +
           R"(","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id",)"
           R"("KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id",)"
           R"("AttributeType":")" +
           type + R"("}]})";
  }

  Result<SeedReport> Load() {
    Seeder seeder(
        *target_,
        [this](const char* name) {
          const auto it = environment_.find(name);
          return it == environment_.end() ? nullptr : it->second.c_str();
        },
        [this](std::string_view file, const SeedReport&) -> Result<void> {
          batches_.emplace_back(file);
          if (stops_) return ValidationError("stopped");
          return {};
        });
    return seeder.Load(folder_.path());
  }
  // Empty: it was loaded.
  std::string LoadError() {
    const Result<SeedReport> loaded = Load();
    return loaded.ok() ? "" : loaded.error().message;
  }

  std::string Call(std::string_view operation, const std::string& body) {
    const Result<std::string> answer = target_->Call(operation, body);
    EXPECT_TRUE(answer.ok()) << operation << ": " << answer.error().message;
    return answer.ok() ? *answer : "";
  }
  std::string Scan(const std::string& table) {
    return Call("Scan", R"({"TableName":")" + table + "\"}");
  }
  // How many items there are.
  int Count(const std::string& table) {
    const std::string page = Call("Scan", R"({"TableName":")" + table + R"(","Select":"COUNT"})");
    return page.empty() ? -1 : std::stoi(page.substr(page.find(':') + 1));
  }
  std::string Describe(const std::string& table) {
    return Call("DescribeTable", R"({"TableName":")" + table + "\"}");
  }
  std::string Tables() { return Call("ListTables", "{}"); }

  testing::ManualClock clock_;
  testing::TemporaryDirectory folder_;
  std::map<std::string, std::string> environment_;
  std::vector<std::string> batches_;  // the file of each
  bool stops_ = false;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<SeedTarget> target_;
};

}  // namespace stator::server
