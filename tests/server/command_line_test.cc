#include "server/command_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace stator::server {
namespace {

CommandLine Parse(const std::vector<const char*>& words) {
  return ParseCommandLine(static_cast<int>(words.size()), words.data());
}

Options Parsed(const std::vector<const char*>& words) {
  const CommandLine parsed = Parse(words);
  const auto* options = std::get_if<Options>(&parsed);
  EXPECT_NE(options, nullptr);
  return options != nullptr ? *options : Options();
}

void ExpectJava(const Options& options) {
  EXPECT_EQ(options.host, "0.0.0.0");
  EXPECT_TRUE(options.like_dynamodb_local);
}

TEST(CommandLine, PlainName_TakesFlagsOfOurs) {
  const Options options = Parsed({"/usr/bin/stator", "--port", "8001"});
  EXPECT_EQ(options.port, 8001);
  EXPECT_EQ(options.host, "127.0.0.1");
  EXPECT_FALSE(options.like_dynamodb_local);
  EXPECT_EQ(options.banner, "");
}

TEST(CommandLine, NameJava_TakesTheCommandLineOfDynamoDbLocal) {
  for (const std::vector<const char*>& name :
       {std::vector<const char*>{"java"}, {"/usr/local/bin/java"}, {"stator", "java"}}) {
    std::vector<const char*> words = name;
    words.insert(words.end(), {"-jar", "DynamoDBLocal.jar", "-inMemory", "-port", "8001"});
    const Options options = Parsed(words);
    ExpectJava(options);
    EXPECT_EQ(options.port, 8001);
    EXPECT_NE(options.banner, "");
  }
}

TEST(CommandLine, NameJava_TakesFlagsOfOursToo) {
  Options options = Parsed({"java", "--data-dir", "/data", "--port", "8001"});
  ExpectJava(options);
  EXPECT_EQ(options.data_dir, "/data");
  EXPECT_EQ(options.port, 8001);
  EXPECT_EQ(options.banner, "");
  ExpectJava(Parsed({"java"}));
  EXPECT_EQ(Parsed({"java", "--host", "::1"}).host, "::1");
}

TEST(CommandLine, JavaVersion_IsAnswered) {
  const CommandLine parsed = Parse({"java", "-version"});
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  ASSERT_NE(exit, nullptr);
  EXPECT_EQ(exit->code, 0);
}

TEST(CommandLine, Healthcheck_UnderBothNames) {
  for (const char* name : {"stator", "java"}) {
    const CommandLine parsed = Parse({name, "healthcheck", "--port", "8001", "--host", "::1"});
    const auto* options = std::get_if<HealthcheckOptions>(&parsed);
    ASSERT_NE(options, nullptr);
    EXPECT_EQ(options->port, 8001);
    EXPECT_EQ(options->host, "::1");
  }
  const CommandLine bare = Parse({"stator", "healthcheck"});
  ASSERT_TRUE(std::holds_alternative<HealthcheckOptions>(bare));
  EXPECT_EQ(std::get<HealthcheckOptions>(bare).port, std::nullopt);
}

TEST(CommandLine, Healthcheck_RefusesWhatMakesNoSense) {
  for (const std::vector<const char*>& words :
       {std::vector<const char*>{"stator", "healthcheck", "--port", "0"},
        {"stator", "healthcheck", "--prot"},
        {"stator", "healthcheck", "now"}}) {
    const CommandLine parsed = Parse(words);
    const auto* exit = std::get_if<EarlyExit>(&parsed);
    ASSERT_NE(exit, nullptr);
    EXPECT_EQ(exit->code, 2);
    EXPECT_NE(exit->text.find("; see stator healthcheck --help\n"), std::string::npos)
        << exit->text;
  }
}

TEST(CommandLine, NoWordsAtAll_AreTheDefaults) { EXPECT_EQ(Parsed({}).port, 8000); }

TEST(CommandLine, EveryAddress_IsCalledOnTheLoopbackInterface) {
  EXPECT_EQ(CallableHost("0.0.0.0"), "127.0.0.1");
  EXPECT_EQ(CallableHost("::"), "::1");
  EXPECT_EQ(CallableHost("10.0.0.7"), "10.0.0.7");
}

}  // namespace
}  // namespace stator::server
