#include "tests/support/operation_fixture.h"

// What the API model says about requests, for every operation: types, then constraints. On each of
// these answers dynalite and dynoxide agree, byte for byte but for the order of the members.
namespace stator::testing {
namespace {

struct Case {
  const char* operation;
  const char* body;
  const char* message;
};

constexpr Case kWrongTypes[] = {
    {"ListTables", R"({"ExclusiveStartTableName":1})",
     "NUMBER_VALUE cannot be converted to String"},
    {"ListTables", R"({"ExclusiveStartTableName":1.5})",
     "DECIMAL_VALUE cannot be converted to String"},
    {"ListTables", R"({"ExclusiveStartTableName":true})",
     "TRUE_VALUE cannot be converted to String"},
    {"ListTables", R"({"ExclusiveStartTableName":false})",
     "FALSE_VALUE cannot be converted to String"},
    {"ListTables", R"({"ExclusiveStartTableName":[]})",
     "Unrecognized collection type class java.lang.String"},
    {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"AttributesToGet":"x"})",
     "Unexpected field type"},
    {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ConsistentRead":"x"})",
     "Unexpected token received from parser"},
    {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ConsistentRead":1})",
     "NUMBER_VALUE cannot be converted to Boolean"},
    {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ConsistentRead":1.5})",
     "DECIMAL_VALUE cannot be converted to Boolean"},
    {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ConsistentRead":[]})",
     "Unrecognized collection type class java.lang.Boolean"},
    {"TagResource",
     R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/nothing","Tags":[[]]})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Tag"},
    {"Scan", R"({"TableName":"orders","ScanFilter":[]})",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "com.amazonaws.dynamodb.v20120810.Condition>"},
    {"Scan", R"({"TableName":"orders","ScanFilter":{"orders":[]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Condition"},
    {"PutItem", R"({"TableName":"orders","Item":{"p":{"S":"a"}},"Expected":[]})",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue>"},
    {"PutItem", R"({"TableName":"orders","Item":{"p":{"S":"a"}},"Expected":{"orders":[]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue"},
    {"UpdateItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"AttributeUpdates":[]})",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "com.amazonaws.dynamodb.v20120810.AttributeValueUpdate>"},
    {"UpdateItem",
     R"({"TableName":"orders","Key":{"p":{"S":"a"}},"AttributeUpdates":{"orders":["a"]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValueUpdate"},
    {"Query",
     R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"AttributesToGet":"x"})",
     "Unexpected field type"},
    {"Query",
     R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"AttributesToGet":[1]})",
     "NUMBER_VALUE cannot be converted to String"},
    {"Query",
     R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"AttributesToGet":[{}]})",
     "Start of structure or map found where not expected"},
    {"Query",
     R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"AttributesToGet":[[]]})",
     "Unrecognized collection type class java.lang.String"},
    {"Query",
     R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"AttributesToGet":[1.5]})",
     "DECIMAL_VALUE cannot be converted to String"},
    {"BatchGetItem", R"({"RequestItems":[]})",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "com.amazonaws.dynamodb.v20120810.KeysAndAttributes>"},
    {"BatchGetItem", R"({"RequestItems":{"orders":[]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeysAndAttributes"},
    {"BatchWriteItem", R"({"RequestItems":"x"})", "Unexpected field type"},
    {"BatchWriteItem", R"({"RequestItems":[]})",
     "Unrecognized collection type java.util.Map<java.lang.String, "
     "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>"},
    {"BatchWriteItem", R"({"RequestItems":{"orders":["a"]}})", "Unexpected value type in payload"},
    {"BatchWriteItem", R"({"RequestItems":{"orders":[[]]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.WriteRequest"},
    {"BatchWriteItem",
     R"({"RequestItems":{"orders":[{"PutRequest":{"Item":{"p":{"S":"a"}}},"DeleteRequest":[]}]}})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.DeleteRequest"},
    {"CreateTable",
     R"({"TableName":"orders","AttributeDefinitions":"x","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
     "Unexpected field type"},
    {"CreateTable",
     R"({"TableName":"orders","AttributeDefinitions":["a"],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
     "Unexpected value type in payload"},
    {"CreateTable",
     R"({"TableName":"orders","AttributeDefinitions":{},"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
     "Start of structure or map found where not expected"},
    {"CreateTable",
     R"({"TableName":"orders","AttributeDefinitions":[[]],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
     "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeDefinition"},
    {"CreateTable",
     R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":1,"AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
     "NUMBER_VALUE cannot be converted to String"},
    {"UpdateTable", R"({"TableName":"nothing","BillingMode":1})",
     "NUMBER_VALUE cannot be converted to String"},
    {"UpdateTable", R"({"TableName":"nothing","BillingMode":1.5})",
     "DECIMAL_VALUE cannot be converted to String"},
    {"UpdateTable", R"({"TableName":"nothing","BillingMode":true})",
     "TRUE_VALUE cannot be converted to String"},
    {"UpdateTable", R"({"TableName":"nothing","BillingMode":false})",
     "FALSE_VALUE cannot be converted to String"},
    {"UpdateTable", R"({"TableName":"nothing","BillingMode":[]})",
     "Unrecognized collection type class java.lang.String"},
};

constexpr Case
    kViolations
        [] =
            {
                {"ListTables", R"({"ExclusiveStartTableName":"x"})",
                 "1 validation error detected: Value 'x' at 'exclusiveStartTableName' failed to "
                 "satisfy constraint: Member must have length greater than or equal to 3"},
                {"ListTables", R"({"ExclusiveStartTableName":"a b;"})",
                 "1 validation error detected: Value 'a b;' at 'exclusiveStartTableName' failed to "
                 "satisfy constraint: Member must satisfy regular expression pattern: "
                 "[a-zA-Z0-9_.-]+"},
                {"ListTables", R"({"Limit":1000000000000})",
                 "1 validation error detected: Value '1000000000000' at 'limit' failed to satisfy "
                 "constraint: Member must have value less than or equal to 100"},
                {"ListTables", R"({"Limit":-1})",
                 "1 validation error detected: Value '-1' at 'limit' failed to satisfy constraint: "
                 "Member must have value greater than or equal to 1"},
                {"GetItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"AttributesToGet":[]})",
                 "1 validation error detected: Value '[]' at 'attributesToGet' failed to satisfy "
                 "constraint: Member must have length greater than or equal to 1"},
                {"GetItem", R"({"TableName":"orders","Key":null})",
                 "1 validation error detected: Value null at 'key' failed to satisfy constraint: "
                 "Member must not be null"},
                {"GetItem",
                 R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"GetItem", R"({"TableName":null,"Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"GetItem", R"({"TableName":"a b;","Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"DescribeTable", R"({"TableName":"a b;"})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"DeleteTable", R"({"TableName":"a b;"})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"Scan", "{}",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"Scan", R"({"TableName":"orders","Limit":0})",
                 "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
                 "Member must have value greater than or equal to 1"},
                {"Scan", R"({"TableName":"orders","ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"Scan", R"({"TableName":"orders","Segment":-1})",
                 "1 validation error detected: Value '-1' at 'segment' failed to satisfy "
                 "constraint: Member must have value greater than or equal to 0"},
                {"Scan", R"({"TableName":"orders","Select":"x"})",
                 "1 validation error detected: Value 'x' at 'select' failed to satisfy constraint: "
                 "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
                 "ALL_PROJECTED_ATTRIBUTES]"},
                {"Scan", R"({"TableName":"a b;"})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"PutItem", R"({"TableName":"orders","Item":null})",
                 "1 validation error detected: Value null at 'item' failed to satisfy constraint: "
                 "Member must not be null"},
                {"PutItem",
                 R"({"TableName":"orders","Item":{"p":{"S":"a"}},"ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"PutItem",
                 R"({"TableName":"orders","Item":{"p":{"S":"a"}},"ReturnItemCollectionMetrics":"x"})",
                 "1 validation error detected: Value 'x' at 'returnItemCollectionMetrics' failed "
                 "to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]"},
                {"PutItem", R"({"TableName":"orders","Item":{"p":{"S":"a"}},"ReturnValues":"x"})",
                 "1 validation error detected: Value 'x' at 'returnValues' failed to satisfy "
                 "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, "
                 "NONE, UPDATED_NEW]"},
                {"PutItem", R"({"TableName":null,"Item":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"PutItem", R"({"TableName":"a b;","Item":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"DeleteItem", "{}",
                 "2 validation errors detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null; Value null at 'key' failed to satisfy "
                 "constraint: Member must not be null"},
                {"DeleteItem", R"({"TableName":"orders","Key":null})",
                 "1 validation error detected: Value null at 'key' failed to satisfy constraint: "
                 "Member must not be null"},
                {"DeleteItem",
                 R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"DeleteItem",
                 R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnItemCollectionMetrics":"x"})",
                 "1 validation error detected: Value 'x' at 'returnItemCollectionMetrics' failed "
                 "to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]"},
                {"DeleteItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnValues":"x"})",
                 "1 validation error detected: Value 'x' at 'returnValues' failed to satisfy "
                 "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, "
                 "NONE, UPDATED_NEW]"},
                {"DeleteItem", R"({"TableName":null,"Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"DeleteItem", R"({"TableName":"a b;","Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"UpdateItem", R"({"TableName":"orders","Key":null})",
                 "1 validation error detected: Value null at 'key' failed to satisfy constraint: "
                 "Member must not be null"},
                {"UpdateItem",
                 R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"UpdateItem",
                 R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnItemCollectionMetrics":"x"})",
                 "1 validation error detected: Value 'x' at 'returnItemCollectionMetrics' failed "
                 "to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]"},
                {"UpdateItem", R"({"TableName":"orders","Key":{"p":{"S":"a"}},"ReturnValues":"x"})",
                 "1 validation error detected: Value 'x' at 'returnValues' failed to satisfy "
                 "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, "
                 "NONE, UPDATED_NEW]"},
                {"UpdateItem", R"({"TableName":null,"Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"UpdateItem", R"({"TableName":"a b;","Key":{"p":{"S":"a"}}})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"Query", "{}",
                 "1 validation error detected: Value null at 'tableName' failed to satisfy "
                 "constraint: Member must not be null"},
                {"Query",
                 R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"ReturnConsumedCapacity":"x"})",
                 "1 validation error detected: Value 'x' at 'returnConsumedCapacity' failed to "
                 "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"},
                {"Query",
                 R"({"TableName":"orders","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}},"Select":"x"})",
                 "1 validation error detected: Value 'x' at 'select' failed to satisfy constraint: "
                 "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
                 "ALL_PROJECTED_ATTRIBUTES]"},
                {"Query",
                 R"({"TableName":"a b;","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}}})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":null,"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
                 "1 validation error detected: Value null at 'attributeDefinitions' failed to "
                 "satisfy constraint: Member must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
                 "2 validation errors detected: Value null at "
                 "'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
                 "Member must not be null; Value null at "
                 "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
                 "Member must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":null,"AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
                 "1 validation error detected: Value null at "
                 "'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: "
                 "Member must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"x"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
                 "1 validation error detected: Value 'x' at "
                 "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
                 "Member must satisfy enum value set: [B, N, S]"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":null}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})",
                 "1 validation error detected: Value null at "
                 "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
                 "Member must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"x"})",
                 "1 validation error detected: Value 'x' at 'billingMode' failed to satisfy "
                 "constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"x","KeySchema":[{"AttributeName":"aaa","KeyType":"HASH"}],"Projection":{}}]})",
                 "1 validation error detected: Value 'x' at "
                 "'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member "
                 "must have length greater than or equal to 3"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":null,"KeySchema":[{"AttributeName":"aaa","KeyType":"HASH"}],"Projection":{}}]})",
                 "1 validation error detected: Value null at "
                 "'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member "
                 "must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"a b;","KeySchema":[{"AttributeName":"aaa","KeyType":"HASH"}],"Projection":{}}]})",
                 "1 validation error detected: Value 'a b;' at "
                 "'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member "
                 "must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"aaa","KeySchema":null,"Projection":{}}]})",
                 "1 validation error detected: Value null at "
                 "'globalSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: Member "
                 "must not be null"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"aaa","KeySchema":[],"Projection":{}}]})",
                 "1 validation error detected: Value '[]' at "
                 "'globalSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: Member "
                 "must have length greater than or equal to 1"},
                {"CreateTable",
                 R"({"TableName":"orders","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"aaa","KeySchema":[{"AttributeName":"aaa","KeyType":"HASH"}],"Projection":null}]})",
                 "1 validation error detected: Value null at "
                 "'globalSecondaryIndexes.1.member.projection' failed to satisfy constraint: "
                 "Member must not be null"},
                {"UpdateTable", R"({"TableName":"nothing","BillingMode":"x"})",
                 "1 validation error detected: Value 'x' at 'billingMode' failed to satisfy "
                 "constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"aaa","ProvisionedThroughput":{"ReadCapacityUnits":null,"WriteCapacityUnits":1}}}]})",
                 "1 validation error detected: Value null at "
                 "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                 "readCapacityUnits' failed to satisfy constraint: Member must not be null"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"aaa","ProvisionedThroughput":{"ReadCapacityUnits":-1,"WriteCapacityUnits":1}}}]})",
                 "1 validation error detected: Value '-1' at "
                 "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                 "readCapacityUnits' failed to satisfy constraint: Member must have value greater "
                 "than or equal to 1"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"aaa","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":null}}}]})",
                 "1 validation error detected: Value null at "
                 "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                 "writeCapacityUnits' failed to satisfy constraint: Member must not be null"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"aaa","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":-1}}}]})",
                 "1 validation error detected: Value '-1' at "
                 "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                 "writeCapacityUnits' failed to satisfy constraint: Member must have value greater "
                 "than or equal to 1"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{}})",
                 "2 validation errors detected: Value null at "
                 "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member "
                 "must not be null; Value null at 'provisionedThroughput.readCapacityUnits' failed "
                 "to satisfy constraint: Member must not be null"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":null,"WriteCapacityUnits":1}})",
                 "1 validation error detected: Value null at "
                 "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member "
                 "must not be null"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":-1,"WriteCapacityUnits":1}})",
                 "1 validation error detected: Value '-1' at "
                 "'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member "
                 "must have value greater than or equal to 1"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":null}})",
                 "1 validation error detected: Value null at "
                 "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member "
                 "must not be null"},
                {"UpdateTable",
                 R"({"TableName":"nothing","BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":-1}})",
                 "1 validation error detected: Value '-1' at "
                 "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member "
                 "must have value greater than or equal to 1"},
                {"UpdateTable", R"({"TableName":"a b;","BillingMode":"PAY_PER_REQUEST"})",
                 "1 validation error detected: Value 'a b;' at 'tableName' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"},
};

class ModelTest : public OperationTest {};

TEST_F(ModelTest, WrongTypes_AreSerializationExceptions) {
  for (const auto& [operation, body, message] : kWrongTypes) {
    const std::string type = R"({"__type":"com.amazon.coral.service#SerializationException",)";
    EXPECT_EQ(Call(operation, body).body, type + R"("Message":")" + message + "\"}")
        << operation << ' ' << body;
  }
}

TEST_F(ModelTest, ViolatedConstraints_AreNamedWithTheirMembers) {
  for (const auto& [operation, body, message] : kViolations) {
    EXPECT_EQ(Call(operation, body), Invalid(message)) << operation << ' ' << body;
  }
}

}  // namespace
}  // namespace stator::testing
