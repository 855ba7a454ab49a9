#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/seeding/document.h"

namespace stator::server {

// Works out the intrinsic functions of a CloudFormation template as far as the template alone says
// what they give: Ref, Fn::Sub, Fn::Join, Fn::If with its conditions, Fn::FindInMap, Fn::Select,
// Fn::Split and Fn::GetAtt of a table's ARNs. Parameters have their defaults. What depends on other
// stacks or on AWS is an error that says so.
class TemplateValues {
 public:
  // Whose resources they are: region and account are parts of ARNs.
  struct Owner {
    std::string region;
    std::string account_id;
  };

  // `resources` are the template's, or several templates' together.
  TemplateValues(Document& document, const json::JsonValue& root, const json::JsonValue& resources,
                 Owner owner);

  // nullopt: AWS::NoValue, so that whatever would have the value does without it.
  Result<std::optional<json::JsonValue>> Resolve(const json::JsonValue& value);
  // The name of a table: its TableName, else that of the resource.
  Result<std::string> TableNameOf(std::string_view resource_id);
  // Whether a condition of the template holds.
  Result<bool> Holds(std::string_view condition, const json::JsonValue& where);

 private:
  using Value = std::optional<json::JsonValue>;
  struct Depth;

  Result<Value> ResolveFunction(std::string_view name, const json::JsonValue& argument);
  Result<json::JsonValue> ResolveObject(const json::JsonValue& value);
  Result<json::JsonValue> ResolveArray(const json::JsonValue& value);
  Result<Value> Ref(std::string_view name, const json::JsonValue& where);
  Result<std::string> PseudoParameter(std::string_view name, const json::JsonValue& where) const;
  Result<std::string> GetAtt(std::string_view resource_id, std::string_view attribute,
                             const json::JsonValue& where);
  Result<json::JsonValue> Sub(const json::JsonValue& argument);
  Result<json::JsonValue> Join(const json::JsonValue& argument);
  Result<Value> If(const json::JsonValue& argument);
  Result<Value> FindInMap(const json::JsonValue& argument);
  Result<Value> Select(const json::JsonValue& argument);
  Result<json::JsonValue> Split(const json::JsonValue& argument);
  Result<bool> Evaluate(const json::JsonValue& condition);
  // Resolves the value, which has to become a text or a list of values.
  Result<std::string> Text(const json::JsonValue& value);
  Result<std::vector<json::JsonValue>> List(const json::JsonValue& value, size_t least);
  Result<void> Enter(const json::JsonValue& where);
  Error ErrorAt(const json::JsonValue& where, std::string_view reason) const {
    return document_.ErrorAt(where, reason);
  }

  Document& document_;
  const json::JsonValue& root_;
  const json::JsonValue& resources_;
  const Owner owner_;
  int depth_ = 0;
  size_t work_ = 0;
};

bool IsTableResource(const json::JsonValue& resource);

}  // namespace stator::server
