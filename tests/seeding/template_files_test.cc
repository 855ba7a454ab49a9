// Tables in CloudFormation templates and serverless.yml.
#include "tests/seeding/seeded_store.h"

namespace stator::server {
namespace {

class TemplateFilesTest : public SeedingTest {
 protected:
  bool DescriptionHas(const std::string& table, const std::string& text) {
    return Describe(table).find(text) != std::string::npos;
  }
};

constexpr const char* kKeys = R"(
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
)";

// A template with one table of this name, as YAML says it.
std::string WithName(const std::string& name, const std::string& sections = "") {
  return sections + "Resources:\n  MyTable:\n    Type: AWS::DynamoDB::Table\n    Properties:\n" +
         "      TableName: " + name + kKeys;
}

TEST_F(TemplateFilesTest, Table_HasAllThatTheTemplateSays) {
  Write("template.yaml", R"(
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Orders:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      TableName: orders
      BillingMode: PROVISIONED
      ProvisionedThroughput: {ReadCapacityUnits: 3, WriteCapacityUnits: "4"}
      AttributeDefinitions:
      - AttributeName: customer
        AttributeType: S
      - AttributeName: number
        AttributeType: N
      - AttributeName: state
        AttributeType: S
      KeySchema:
      - AttributeName: customer
        KeyType: HASH
      - AttributeName: number
        KeyType: RANGE
      GlobalSecondaryIndexes:
      - IndexName: by-state
        KeySchema: [{AttributeName: state, KeyType: HASH}]
        Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [total]}
        ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 6}
        ContributorInsightsSpecification: {Enabled: true}
      LocalSecondaryIndexes:
      - IndexName: by-local
        KeySchema: [{AttributeName: customer, KeyType: HASH}, {AttributeName: state, KeyType: RANGE}]
        Projection: {ProjectionType: KEYS_ONLY}
      StreamSpecification: {StreamViewType: OLD_IMAGE}
      TimeToLiveSpecification: {AttributeName: expires, Enabled: "true"}
      DeletionProtectionEnabled: "true"
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
      SSESpecification: {SSEEnabled: true, SSEType: KMS, KMSMasterKeyId: !ImportValue the-key}
      Tags: [{Key: version, Value: 5}, {Key: live, Value: true}]
)");
  EXPECT_EQ(LoadError(), "");
  for (const char* part :
       {R"("IndexName":"by-state")", R"("IndexName":"by-local")", R"("ReadCapacityUnits":5)",
        R"("WriteCapacityUnits":4)", R"("NonKeyAttributes":["total"])",
        R"("StreamViewType":"OLD_IMAGE")", R"("DeletionProtectionEnabled":true)"}) {
    EXPECT_TRUE(DescriptionHas("orders", part)) << part;
  }
  EXPECT_EQ(
      Call("DescribeTimeToLive", R"({"TableName":"orders"})"),
      R"({"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"expires"}})");
  EXPECT_EQ(Call("ListTagsOfResource",
                 R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/orders"})"),
            R"({"Tags":[{"Key":"live","Value":"true"},{"Key":"version","Value":"5"}]})");
}

TEST_F(TemplateFilesTest, GlobalTable_IsMadeAsItsFirstReplicaIs) {
  Write("template.json",
        R"({"Resources":{"Carts":{"Type":"AWS::DynamoDB::GlobalTable","Properties":{
  "BillingMode":"PROVISIONED",
  "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
  "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],
  "WriteProvisionedThroughputSettings":{"WriteCapacityAutoScalingSettings":{"MinCapacity":7,"MaxCapacity":70}},
  "GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
    "Projection":{"ProjectionType":"ALL"},
    "WriteProvisionedThroughputSettings":{"WriteCapacityAutoScalingSettings":{"MinCapacity":8,"MaxCapacity":80}}}],
  "StreamSpecification":{"StreamViewType":"NEW_AND_OLD_IMAGES"},
  "Replicas":[{"Region":"us-east-1","DeletionProtectionEnabled":true,"Tags":[{"Key":"a","Value":"b"}],
    "ReadProvisionedThroughputSettings":{"ReadCapacityUnits":9},
    "GlobalSecondaryIndexes":[{"IndexName":"by-g","ReadProvisionedThroughputSettings":
      {"ReadCapacityAutoScalingSettings":{"MinCapacity":10,"MaxCapacity":100}}}]},{"Region":"eu-west-1"}]}}}})");
  EXPECT_EQ(LoadError(), "");
  for (const char* part :
       {R"("ReadCapacityUnits":9)", R"("WriteCapacityUnits":7)", R"("ReadCapacityUnits":10)",
        R"("WriteCapacityUnits":8)", R"("DeletionProtectionEnabled":true)"}) {
    EXPECT_TRUE(DescriptionHas("Carts", part)) << part << Describe("Carts");
  }
}

TEST_F(TemplateFilesTest, Functions_AreWorkedOut) {
  const std::string sections = R"(
Parameters:
  Stage: {Type: String, Default: dev}
  Many: {Type: String, Default: "a,b,c"}
Mappings:
  Names: {dev: {table: mapped-dev}, prod: {table: mapped-prod}}
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: !Not [{Condition: IsDev}]
  Both: !And [!Condition IsDev, !Condition IsProd]
  Either: !Or [!Condition IsDev, !Condition IsProd]
)";
  const std::pair<const char*, const char*> kCases[] = {
      {"!Ref Stage", "dev"},
      {"!Sub '${Stage}-table'", "dev-table"},
      {"!Sub ['${A}.${Stage}', {A: !Ref AWS::Region}]", "us-east-1.dev"},
      {"!Join ['-', [a, !Ref Stage, !Sub '${AWS::AccountId}']]", "a-dev-000000000000"},
      {"!If [IsDev, yes-it-is, no]", "yes-it-is"},
      {"!If [IsProd, no, yes-it-is]", "yes-it-is"},
      {"!If [Both, no, yes-it-is]", "yes-it-is"},
      {"!If [Either, yes-it-is, no]", "yes-it-is"},
      {"{'Fn::FindInMap': [Names, !Ref Stage, table]}", "mapped-dev"},
      {"!Join ['', ['x-', !Select [1, !Split [',', !Ref Many]], '-y']]", "x-b-y"},
      {"!Ref AWS::NoValue", "MyTable"},
      {"!Join ['.', !Split ['/', 'p/q/r']]", "p.q.r"},
      {"12345", "12345"},
  };
  for (const auto& [name, expected] : kCases) {
    Write("template.yml", WithName(name, sections));
    EXPECT_EQ(LoadError(), "") << name;
    EXPECT_EQ(Tables(), R"({"TableNames":[")" + std::string(expected) + "\"]}") << name;
    Call("DeleteTable", R"({"TableName":")" + std::string(expected) + "\"}");
  }
}

TEST_F(TemplateFilesTest, ConditionsAndReferences_BetweenTables) {
  Write("template.yml", R"(
Conditions: {Never: !Equals [a, b]}
Resources:
  First:
    Type: AWS::DynamoDB::Table
    Properties: &properties
      TableName: first-table)" +
                            std::string(kKeys) + R"(
  Second:
    Type: AWS::DynamoDB::Table
    Properties:
      <<: *properties
      TableName: !Sub '${First}-second'
  Third:
    Type: AWS::DynamoDB::Table
    Condition: Never
    Properties: {TableName: !ImportValue unknown}
)");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Tables(), R"({"TableNames":["first-table","first-table-second"]})");
}

TEST_F(TemplateFilesTest, WhatCannotBeResolved_IsNamedWithItsLine) {
  const std::pair<const char*, const char*> kCases[] = {
      {"!ImportValue shared",
       "t.yml:5: Fn::ImportValue cannot be resolved from the template alone"},
      {"!Ref Nobody", "t.yml:5: there is no parameter or resource Nobody"},
      {"!Sub 'a-${AWS::StackId}'", "t.yml:5: AWS::StackId has no value without a stack"},
      {"!Sub 'a-${b'", "t.yml:5: a ${ has no }"},
      {"!GetAtt Bucket.Arn",
       "t.yml:5: Fn::GetAtt of Bucket.Arn cannot be resolved from the template alone"},
      {"!If [Nothing, a, b]", "t.yml:5: there is no condition Nothing"},
      {"!Select [5, [a]]", "t.yml:5: Fn::Select has no element 5"},
      {"!FindInMap [A, B, C]", "t.yml:5: Fn::FindInMap does not find A"},
      {"!Ref MyTable", "t.yml:5: values refer to each other in a circle, or are nested too deeply"},
      {"[a, b]", "t.yml:5: TableName is not a text"},
      {"a'\n   b: c", "t.yml:6: this is not YAML: did not find expected key"},
      {"*nobody", "t.yml:5: there is no anchor of this name before it"},
      {"ab",
       "t.yml:2: table ab cannot be created: TableName must be at least 3 characters long "
       "and at most 255 characters long"},
  };
  for (const auto& [name, error] : kCases) {
    Write("t.yml", WithName(name));
    EXPECT_EQ(LoadError(), error) << name;
  }
  Write("t.yml", WithName("!Ref P", "Parameters: {P: {Type: String}}\n"));
  EXPECT_EQ(LoadError(), "t.yml:6: the parameter P has no default");
  Write("t.yml", "a: b\n");
  EXPECT_EQ(LoadError(),
            "t.yml: this is neither a CloudFormation template nor a serverless.yml nor a "
            "CreateTable request");
}

TEST_F(TemplateFilesTest, Serverless_ResolvesItsVariables) {
  environment_["SUFFIX"] = "from-env";
  Write("service/tables/orders.yml",
        "Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n"
        "    Properties:\n      TableName: ${self:custom.orders}" +
            std::string(kKeys));
  Write("service/names.json", R"({"users":{"dev":"users-in-dev"}})");
  std::filesystem::rename(folder_.path() + "/service/names.json",
                          folder_.path() + "/service/.names.json");
  std::filesystem::rename(folder_.path() + "/service/tables/orders.yml",
                          folder_.path() + "/service/.orders.yml");
  Write("service/serverless.yml", R"(
service: shop
provider:
  name: aws
  stage: ${opt:stage, 'dev'}
  region: ${opt:region, "eu-west-1"}
  environment: {UNUSED: "${ssm:/some/thing}"}
custom:
  orders: orders-${self:provider.stage}-${env:SUFFIX}
  events: "events-${env:ABSENT, 'fallback'}-${sls:stage}"
  list: [x, "third-${aws:region}"]
resources:
  - ${file(.orders.yml)}
  - Resources:
      Users:
        Type: AWS::DynamoDB::Table
        Properties:
          TableName: ${file(./.names.json):users.${self:provider.stage}}
          BillingMode: PAY_PER_REQUEST
          KeySchema: [{AttributeName: id, KeyType: HASH}]
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      Events:
        Type: AWS::DynamoDB::Table
        Properties:
          TableName: !Sub "${self:custom.events}-${AWS::Region}-${Users}"
          BillingMode: PAY_PER_REQUEST
          KeySchema: [{AttributeName: id, KeyType: HASH}]
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      Third:
        Type: AWS::DynamoDB::Table
        Properties:
          TableName: ${self:custom.list.1}
          BillingMode: PAY_PER_REQUEST
          KeySchema: [{AttributeName: id, KeyType: HASH}]
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
)");
  EXPECT_EQ(LoadError(), "");
  EXPECT_EQ(Tables(),
            R"({"TableNames":["events-fallback-dev-us-east-1-users-in-dev","orders-dev-from-env",)"
            R"("third-us-east-1","users-in-dev"]})");
}

TEST_F(TemplateFilesTest, ServerlessVariablesWithoutAValue_AreErrors) {
  const std::pair<const char*, const char*> kCases[] = {
      {"${ssm:/a/b}", "serverless.yml:5: ${ssm:/a/b} has no value here"},
      {"${env:ABSENT}", "serverless.yml:5: ${env:ABSENT} has no value here"},
      {"${self:custom.x}", "serverless.yml:5: ${self:custom.x} has no value here"},
      {"${file(absent.yml)}",
       "serverless.yml:5: absent.yml: it cannot be opened: No such file or "
       "directory"},
      {"${self:resources.Resources.T.Properties.TableName}",
       "serverless.yml:5: variables refer to each other in a circle"},
      {"x${opt:a", "serverless.yml:5: a ${ has no }"},
  };
  for (const auto& [name, error] : kCases) {
    Write(
        "serverless.yml",
        "service: s\nresources:\n  Resources:\n    T: {Type: AWS::DynamoDB::Table, Properties: {\n"
        "      TableName: \"" +
            std::string(name) + "\"}}\n");
    EXPECT_EQ(LoadError(), error) << name;
  }
}

// Few bytes that stand for very many values.
TEST_F(TemplateFilesTest, AliasesOfAliases_AreRefusedInTime) {
  std::string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) text += (j == 0 ? "" : ",") + before;
    text += "]\n";
  }
  Write("bomb.yml", text + "TableName: bomb\nKeySchema: *a11\n");
  EXPECT_NE(LoadError().find("too many values"), std::string::npos);
  Write("bomb.yml", std::string(5000, '['));
  EXPECT_EQ(LoadError(), "bomb.yml:1: the nesting is too deep");
}

}  // namespace
}  // namespace stator::server
