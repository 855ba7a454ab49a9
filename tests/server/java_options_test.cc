#include "server/java_options.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "server/version.h"
#include "tests/support/temporary_directory.h"

// What is accepted, what is refused, in which order and with which words is what DynamoDB Local 3.3
// was seen to do; it exits with 0 after a refusal.
namespace stator::server {
namespace {

std::variant<Options, EarlyExit> Parse(std::vector<const char*> flags) {
  flags.insert(flags.begin(),
               {"-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"});
  return ParseJavaOptions(flags);
}

Options Parsed(std::variant<Options, EarlyExit> parsed) {
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  EXPECT_EQ(exit, nullptr) << exit->text;
  return exit == nullptr ? std::get<Options>(std::move(parsed)) : Options();
}

EarlyExit Exited(std::variant<Options, EarlyExit> parsed) {
  const auto* exit = std::get_if<EarlyExit>(&parsed);
  EXPECT_NE(exit, nullptr);
  return exit != nullptr ? *exit : EarlyExit{-1, ""};
}

void ExpectRefusal(std::vector<const char*> flags, std::string_view message) {
  const EarlyExit exit = Exited(Parse(std::move(flags)));
  EXPECT_EQ(exit.code, 2);
  EXPECT_EQ(exit.text, std::string(message) + "\n");
}

// A flag that makes no sense: one line for it, one that there was an error, and the usage.
void ExpectFlagRefusal(std::vector<const char*> flags, std::string_view message) {
  const EarlyExit exit = Exited(Parse(std::move(flags)));
  EXPECT_EQ(exit.code, 2);
  const std::string start = "Error while parsing options. " + std::string(message) +
                            "\nError processing the supplied command line arguments\nusage: java ";
  EXPECT_EQ(exit.text.substr(0, start.size()), start);
}

TEST(JavaOptions, InMemory_IsTheImagesDefaultCommand) {
  const Options options = Parsed(Parse({"-inMemory"}));
  EXPECT_EQ(options.host, "0.0.0.0");
  EXPECT_EQ(options.port, 8000);
  EXPECT_EQ(options.data_dir, std::nullopt);
  EXPECT_TRUE(options.like_dynamodb_local);
  EXPECT_TRUE(options.cors_origins.empty());
}

TEST(JavaOptions, Banner_HasTheLinesThatWaitStrategiesLookFor) {
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-sharedDb", "-port", "8001"})).banner,
            "Initializing DynamoDB Local with the following configuration:\n"
            "Port:\t8001\n"
            "InMemory:\ttrue\n"
            "Version:\t" +
                std::string(kVersion) +
                "\n"
                "DbPath:\tnull\n"
                "SharedDb:\ttrue\n"
                "shouldDelayTransientStatuses:\tfalse\n"
                "CorsParams:\tnull\n\n");
}

TEST(JavaOptions, Banner_SaysWhatWasGiven) {
  testing::TemporaryDirectory directory;
  EXPECT_EQ(Parsed(Parse({"-dbPath", directory.path().c_str(), "-delayTransientStatuses", "-cors",
                          "http://a.example,http://b.example", "-disableTelemetry",
                          "-optimizeDbBeforeStartup"}))
                .banner,
            "Initializing DynamoDB Local with the following configuration:\n"
            "Port:\t8000\n"
            "InMemory:\tfalse\n"
            "Version:\t" +
                std::string(kVersion) + "\nDbPath:\t" + directory.path() +
                "\n"
                "SharedDb:\tfalse\n"
                "shouldDelayTransientStatuses:\ttrue\n"
                "CorsParams:\thttp://a.example,http://b.example\n\n");
}

TEST(JavaOptions, DelayTransientStatuses_IsAboutIndexesOnly) {
  const Options options = Parsed(Parse({"-inMemory", "-delayTransientStatuses"}));
  EXPECT_EQ(options.index_transition_delay_ms, 15'000);
  EXPECT_EQ(options.transition_delay_ms, 0);
  EXPECT_EQ(Parsed(Parse({"-inMemory"})).index_transition_delay_ms, 0);
}

TEST(JavaOptions, DbPath_HoldsAFolderOfOurs) {
  testing::TemporaryDirectory directory;
  const Options options = Parsed(Parse({"-dbPath", directory.path().c_str()}));
  EXPECT_EQ(options.data_dir, directory.path() + "/stator-separate-dbs");
}

TEST(JavaOptions, KeyAndRegion_SeparateTablesUnlessTheDbIsShared) {
  EXPECT_EQ(Parsed(Parse({"-inMemory"})).namespaces, Namespaces::kPerKeyAndRegion);
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-sharedDb"})).namespaces, Namespaces::kOne);
}

// shared-local-instance.db is another file than those of the keys and regions.
TEST(JavaOptions, SharedDb_IsAStoreOfItsOwn) {
  EXPECT_EQ(Parsed(Parse({"-sharedDb"})).data_dir, "stator-shared-db");
}

TEST(JavaOptions, NeitherInMemoryNorDbPath_IsTheWorkingDirectory) {
  EXPECT_EQ(Parsed(Parse({})).data_dir, "stator-separate-dbs");
  EXPECT_EQ(Parsed(Parse({"-dbPath", "."})).data_dir, "stator-separate-dbs");
}

TEST(JavaOptions, Port_LiesBetween1And65535) {
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-port", "65535"})).port, 65535);
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-port", "08190"})).port, 8190);
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-port", "+8190"})).port, 8190);
  for (const char* bad : {"0", "65536", "-1", "abc", "", "8190x", "99999999999999999999", "+"}) {
    ExpectRefusal({"-port", bad}, "Invalid Port. Port number must lie between 1 and 65535.");
  }
}

TEST(JavaOptions, DbPath_MustBeADirectory) {
  testing::TemporaryDirectory directory;
  const std::string file = directory.path() + "/file";
  std::ofstream(file) << "mine";
  for (const std::string& bad : {directory.path() + "/missing", file, std::string()}) {
    ExpectRefusal({"-dbPath", bad.c_str()}, "Invalid directory for database creation.");
  }
}

TEST(JavaOptions, InMemoryAndDbPath_ExcludeEachOther) {
  ExpectRefusal({"-inMemory", "-dbPath", "."},
                "dbPath and inMemory cannot be set at the same time.");
}

TEST(JavaOptions, OptimizeDbBeforeStartup_NeedsDbPath) {
  for (const char* other : {"-sharedDb", "-inMemory"}) {
    ExpectRefusal({"-optimizeDbBeforeStartup", other},
                  "optimizeDbBeforeStartup option must be used with dbPath to determine the "
                  "location of database files to optimize.");
  }
  Parsed(Parse({"-optimizeDbBeforeStartup", "-dbPath", "."}));
}

TEST(JavaOptions, WrongCombinations_AreNoticedInThisOrder) {
  ExpectRefusal({"-inMemory", "-optimizeDbBeforeStartup", "-dbPath", "/missing", "-port", "0"},
                "Invalid Port. Port number must lie between 1 and 65535.");
  ExpectRefusal({"-inMemory", "-optimizeDbBeforeStartup", "-dbPath", "/missing"},
                "dbPath and inMemory cannot be set at the same time.");
}

TEST(JavaOptions, UnknownFlagsAndMissingValues_AreNamed) {
  ExpectFlagRefusal({"-bogus"}, "Unrecognized option: -bogus");
  ExpectFlagRefusal({"-inmemory"}, "Unrecognized option: -inmemory");
  ExpectFlagRefusal({"-port=8000"}, "Unrecognized option: -port=8000");
  ExpectFlagRefusal({"-p", "8000"}, "Unrecognized option: -p");
  ExpectFlagRefusal({"-port"}, "Missing argument for option: port");
  ExpectFlagRefusal({"-cors", "-inMemory"}, "Missing argument for option: cors");
  ExpectFlagRefusal({"-help", "-bogus"}, "Unrecognized option: -bogus");
}

TEST(JavaOptions, OddButAccepted) {
  EXPECT_EQ(Parsed(Parse({"--port", "8190", "--inMemory"})).port, 8190);
  EXPECT_EQ(Parsed(Parse({"-inMemory", "stray", "-", "-port", "8190"})).port, 8190);
  EXPECT_EQ(Parsed(Parse({"-port", "8190", "-port", "8191", "-inMemory"})).port, 8190);
  EXPECT_EQ(Parsed(Parse({"-inMemory", "--", "-bogus"})).port, 8000);
}

TEST(JavaOptions, Cors_IsAListOfOrigins) {
  EXPECT_EQ(Parsed(Parse({"-inMemory", "-cors", "*"})).cors_origins, std::vector<std::string>{"*"});
  EXPECT_EQ(
      Parsed(Parse({"-inMemory", "-cors", "http://a.example,,http://b.example,"})).cors_origins,
      (std::vector<std::string>{"http://a.example", "http://b.example"}));
  EXPECT_TRUE(Parsed(Parse({"-inMemory", "-cors", ""})).cors_origins.empty());
}

TEST(JavaOptions, HelpAndVersion_AreNotErrors) {
  const EarlyExit help = Exited(Parse({"-version", "-help", "-port", "abc"}));
  EXPECT_EQ(help.code, 0);
  for (const char* flag :
       {"-port", "-inMemory", "-dbPath", "-sharedDb", "-delayTransientStatuses", "-cors",
        "-optimizeDbBeforeStartup", "-disableTelemetry", "-version", "-help"}) {
    EXPECT_NE(help.text.find(flag), std::string::npos) << flag;
  }
  const EarlyExit version = Exited(Parse({"-version"}));
  EXPECT_EQ(version.code, 0);
  EXPECT_EQ(version.text, std::string(kVersion) + "\n");
}

TEST(JavaOptions, JvmFlags_HaveNoEffect) {
  const std::vector<const char*> arguments = {"-Xmx1g",
                                              "-XX:+UseG1GC",
                                              "-Djava.library.path=./DynamoDBLocal_lib",
                                              "-ea",
                                              "--add-opens",
                                              "java.base/java.lang=ALL-UNNAMED",
                                              "-jar",
                                              "/home/dynamodblocal/DynamoDBLocal.jar",
                                              "-inMemory",
                                              "-port",
                                              "8001"};
  EXPECT_TRUE(StartsJavaProgram(arguments));
  EXPECT_EQ(Parsed(ParseJavaOptions(arguments)).port, 8001);
}

TEST(JavaOptions, MainClassOnAClassPath_IsTheSameProgram) {
  const std::vector<const char*> arguments = {
      "-cp",       "DynamoDBLocal.jar:DynamoDBLocal_lib/*",
      "-Xmx256m",  "software.amazon.dynamodb.services.local.main.ServerRunner",
      "-inMemory", "-port",
      "8001"};
  EXPECT_TRUE(StartsJavaProgram(arguments));
  EXPECT_EQ(Parsed(ParseJavaOptions(arguments)).port, 8001);
}

TEST(JavaOptions, AnotherProgram_IsRefused) {
  for (const std::vector<const char*>& arguments : {std::vector<const char*>{"-jar", "Other.jar"},
                                                    {"-jar"},
                                                    {"-cp", "x", "org.example.Main"},
                                                    {"-cp"},
                                                    {"-cp", "x"}}) {
    const EarlyExit exit = Exited(ParseJavaOptions(arguments));
    EXPECT_EQ(exit.code, 2);
    EXPECT_EQ(exit.text.find("stator: "), 0U) << exit.text;
  }
}

TEST(JavaOptions, FlagsOfOurs_AreNoJavaProgram) {
  EXPECT_FALSE(StartsJavaProgram({}));
  const std::vector<const char*> flags = {"--port", "8001"};
  EXPECT_FALSE(StartsJavaProgram(flags));
}

}  // namespace
}  // namespace stator::server
