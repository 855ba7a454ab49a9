#include "server/seeding/json_stream.h"

#include <gtest/gtest.h>

#include <vector>

namespace stator::server {
namespace {

// Reads the text in pieces of so many bytes. What is found, with lines; the error at the end.
std::string Split(const std::string& text, size_t piece) {
  size_t at = 0;
  JsonStream stream("f", [&](std::string& buffer) -> Result<bool> {
    buffer += text.substr(at, piece);
    at += piece;
    return at < text.size();
  });
  std::string found;
  for (;;) {
    auto value = stream.Next();
    if (!value.ok()) return found + value.error().message;
    if (!value->has_value()) return found;
    found +=
        std::to_string((*value)->line) + ((*value)->in_array ? "[" : "=") + (*value)->text + "|";
  }
}

TEST(JsonStream, Values_AreFoundHoweverTheFileComes) {
  const std::pair<const char*, const char*> kCases[] = {
      {"", ""},
      {" \n ", ""},
      {"[]", ""},
      {"[]\n[ ]", ""},
      {"{}", "1={}|"},
      {"1 2\n\"a b\" true", "1=1|1=2|2=\"a b\"|2=true|"},
      {"[1,\n[2,3],{\"a\":[4]}]\n5", "1[1|2[[2,3]|2[{\"a\":[4]}|3=5|"},
      {"{\"a\":\"}\\\"]\"}\n{\"b\":\"\\\\\"}", "1={\"a\":\"}\\\"]\"}|2={\"b\":\"\\\\\"}|"},
      {"{\"a\":\n\n1}{}", "1={\"a\":\n\n1}|3={}|"},
      {"[1 2]", "1[1|f:1: there is no comma between two values of an array"},
      {"[,1]", "f:1: this is not JSON: a , where a value should be"},
      {"[1,]", "1[1|f:1: this is not JSON: a ] where a value should be"},
      {"[1", "1[1|f:1: an array has no end"},
      {"]", "f:1: this is not JSON: a ] where a value should be"},
      {"\n{\"a\"", "f:2: the value that begins here has no end"},
  };
  for (const auto& [text, expected] : kCases) {
    for (size_t piece = 1; piece < 12; ++piece) {
      EXPECT_EQ(Split(text, piece), expected) << text << " in pieces of " << piece;
    }
  }
}

}  // namespace
}  // namespace stator::server
