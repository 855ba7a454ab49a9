#pragma once

#include <vector>

#include "server/seeding/document.h"
#include "server/seeding/table_definition.h"
#include "server/seeding/template_values.h"

namespace stator::server {

// The tables of a CloudFormation template: AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable,
// except those whose condition does not hold. `root` has Parameters, Mappings and Conditions;
// `resources` outlives the call, as the document outlives the definitions.
Result<std::vector<TableDefinition>> TablesOfTemplate(Document& document,
                                                      const json::JsonValue& root,
                                                      const json::JsonValue& resources,
                                                      TemplateValues::Owner owner);

}  // namespace stator::server
