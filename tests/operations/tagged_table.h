#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/support/operation_fixture.h"
#include "tests/support/table_definition.h"

namespace stator::testing {

inline constexpr std::string_view kTableArn = "arn:aws:dynamodb:us-east-1:000000000000:table/table";
inline constexpr std::string_view kNoTable = "arn:aws:dynamodb:us-east-1:000000000000:table/nope";

// A table "table" and the operations on its tags.
class TaggedTableTest : public OperationTest {
 protected:
  TaggedTableTest() { EXPECT_EQ(Call("CreateTable", TableOf("H:p", "p:S", {})).status, 200); }

  static std::string Pair(const std::string& key, const std::string& value) {
    return R"({"Key":")" + key + R"(","Value":")" + value + "\"}";
  }
  // Tags "k10", "k11" and so on, without `end`.
  static std::string Numbered(int begin, int end) {
    std::string tags;
    for (int i = begin; i < end; ++i) {
      tags += (tags.empty() ? "" : ",") + Pair("k" + std::to_string(10 + i), "v");
    }
    return tags;
  }

  Answer TagWith(std::initializer_list<std::string> tags, std::string_view arn = kTableArn) {
    return Call("TagResource", Of(arn) + "," + ListMember("Tags", tags) + "}");
  }
  Answer TagMany(int begin, int end) { return TagWith({Numbered(begin, end)}); }
  Answer Untag(const std::string& keys, std::string_view arn = kTableArn) {
    return Call("UntagResource", Of(arn) + R"(,"TagKeys":[)" + keys + "]}");
  }
  Answer List(std::string_view arn = kTableArn, const std::string& token = "") {
    return Call("ListTagsOfResource",
                Of(arn) + (token.empty() ? "" : R"(,"NextToken":")" + token + "\"") + "}");
  }

  static Answer Denied(const std::string& operation, const std::string& arn) {
    return {400,
            R"({"__type":"com.amazon.coral.service#AccessDeniedException","Message":)"
            R"("User: arn:aws:iam::000000000000:root is not authorized to perform: dynamodb:)" +
                operation + " on resource: " + arn + "\"}"};
  }

 private:
  static std::string Of(std::string_view arn) {
    return R"({"ResourceArn":")" + std::string(arn) + "\"";
  }
};

}  // namespace stator::testing
