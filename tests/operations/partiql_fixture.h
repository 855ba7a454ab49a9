#pragma once

#include <string>
#include <string_view>

#include "tests/support/answer_values.h"
#include "tests/support/operation_fixture.h"

// Where tests of the operations on PartiQL statements name no other source, their answers are
// DynamoDB Local's, whose PartiQL is mostly the service's own.
namespace stator::testing {

// The tables of OperationTest, and "indexed": p (S), r (N), a global index "by_g" by g (S) and h
// (N) with all attributes, and a local one "by_h" by h with the keys only.
class PartiqlTest : public OperationTest {
 protected:
  PartiqlTest() {
    CreateTables();
    EXPECT_EQ(Call("CreateTable", R"({"TableName":"indexed","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
            {"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"},
            {"AttributeName":"h","AttributeType":"N"}],
        "GlobalSecondaryIndexes":[{"IndexName":"by_g","Projection":{"ProjectionType":"ALL"},
            "KeySchema":[{"AttributeName":"g","KeyType":"HASH"},
                         {"AttributeName":"h","KeyType":"RANGE"}]}],
        "LocalSecondaryIndexes":[{"IndexName":"by_h","Projection":{"ProjectionType":"KEYS_ONLY"},
            "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                         {"AttributeName":"h","KeyType":"RANGE"}]}]})")
                  .status,
              200);
  }

  // ExecuteStatement. `more` are further members, each with a comma before it.
  Answer Execute(std::string_view statement, std::string_view more = "") {
    return Call("ExecuteStatement",
                R"({"Statement":")" + Escaped(statement) + "\"" + std::string(more) + "}");
  }

  // A list of Statement structures.
  static std::string Statements(std::initializer_list<std::string_view> statements) {
    std::string list;
    for (const std::string_view statement : statements) {
      list += list.empty() ? "[" : ",";
      list += R"({"Statement":")" + Escaped(statement) + "\"}";
    }
    return list + "]";
  }

  static std::string Escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }

  // The text of the member NextToken.
  static std::string TokenOf(const Answer& answer) {
    const std::string start = R"("NextToken":")";
    const size_t at = answer.body.find(start);
    if (at == std::string::npos) return "";
    const size_t begin = at + start.size();
    return answer.body.substr(begin, answer.body.find('"', begin) - begin);
  }

  static Answer Duplicate() {
    return {400, R"({"__type":"com.amazonaws.dynamodb.v20120810#DuplicateItemException",)"
                 R"("message":"Duplicate primary key exists in table"})"};
  }
};

}  // namespace stator::testing
