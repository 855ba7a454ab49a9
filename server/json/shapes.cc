// Written by generate_shapes.py from the service's published API model; do not edit.
#include "server/json/pattern.h"
#include "server/json/shape.h"

namespace stator::json {
namespace {

constexpr std::string_view kApproximateCreationDateTimePrecisionValues[] = {
    "MILLISECOND",
    "MICROSECOND",
};
constexpr std::string_view kAttributeActionValues[] = {
    "ADD",
    "PUT",
    "DELETE",
};
constexpr MemberShape kAttributeDefinitionMembers[] = {
    {"AttributeName", "attributeName", 128, true},
    {"AttributeType", "attributeType", 210, true},
};
constexpr MemberShape kAttributeValueUpdateMembers[] = {
    {"Action", "action", 1, false},
    {"Value", "value", 7, false},
};
constexpr MemberShape kAutoScalingPolicyUpdateMembers[] = {
    {"PolicyName", "policyName", 10, false},
    {"TargetTrackingScalingPolicyConfiguration", "targetTrackingScalingPolicyConfiguration", 14,
     true},
};
constexpr MemberShape kAutoScalingSettingsUpdateMembers[] = {
    {"AutoScalingDisabled", "autoScalingDisabled", 26, false},
    {"AutoScalingRoleArn", "autoScalingRoleArn", 12, false},
    {"MaximumUnits", "maximumUnits", 162, false},
    {"MinimumUnits", "minimumUnits", 162, false},
    {"ScalingPolicyUpdate", "scalingPolicyUpdate", 11, false},
};
constexpr MemberShape kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers[] = {
    {"DisableScaleIn", "disableScaleIn", 26, false},
    {"ScaleInCooldown", "scaleInCooldown", 121, false},
    {"ScaleOutCooldown", "scaleOutCooldown", 121, false},
    {"TargetValue", "targetValue", 77, true},
};
constexpr std::string_view kBackupTypeFilterValues[] = {
    "USER",
    "SYSTEM",
    "AWS_BACKUP",
    "ALL",
};
constexpr MemberShape kBatchExecuteStatementInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"Statements", "statements", 156, true},
};
constexpr MemberShape kBatchGetItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"RequestItems", "requestItems", 21, true},
};
constexpr MemberShape kBatchStatementRequestMembers[] = {
    {"ConsistentRead", "consistentRead", 35, false},
    {"Parameters", "parameters", 163, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"Statement", "statement", 158, true},
};
constexpr MemberShape kBatchWriteItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 198, false},
    {"RequestItems", "requestItems", 24, true},
};
constexpr std::string_view kBillingModeValues[] = {
    "PROVISIONED",
    "PAY_PER_REQUEST",
};
constexpr std::string_view kComparisonOperatorValues[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",       "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS",
};
constexpr MemberShape kConditionMembers[] = {
    {"AttributeValueList", "attributeValueList", 8, false},
    {"ComparisonOperator", "comparisonOperator", 29, true},
};
constexpr MemberShape kConditionCheckMembers[] = {
    {"ConditionExpression", "conditionExpression", 32, true},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"Key", "key", 123, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"TableName", "tableName", 236, true},
};
constexpr std::string_view kConditionalOperatorValues[] = {
    "OR",
    "AND",
};
constexpr std::string_view kContributorInsightsActionValues[] = {
    "ENABLE",
    "DISABLE",
};
constexpr std::string_view kContributorInsightsModeValues[] = {
    "ACCESSED_AND_THROTTLED_KEYS",
    "THROTTLED_KEYS",
};
constexpr MemberShape kCreateBackupInputMembers[] = {
    {"BackupName", "backupName", 16, true},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kCreateGlobalSecondaryIndexActionMembers[] = {
    {"Projection", "projection", 164, true},
    {"IndexName", "indexName", 117, true},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"KeySchema", "keySchema", 127, true},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"WarmThroughput", "warmThroughput", 277, false},
};
constexpr MemberShape kCreateGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 235, true},
    {"ReplicationGroup", "replicationGroup", 186, true},
};
constexpr MemberShape kCreateGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 176, true},
};
constexpr MemberShape kCreateReplicaActionMembers[] = {
    {"RegionName", "regionName", 176, true},
};
constexpr MemberShape kCreateReplicationGroupMemberActionMembers[] = {
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 183, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 122, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 153, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 168, false},
    {"RegionName", "regionName", 176, true},
    {"TableClassOverride", "tableClassOverride", 232, false},
};
constexpr MemberShape kCreateTableInputMembers[] = {
    {"AttributeDefinitions", "attributeDefinitions", 3, false},
    {"TableName", "tableName", 235, true},
    {"BillingMode", "billingMode", 25, false},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"KeySchema", "keySchema", 234, false},
    {"LocalSecondaryIndexes", "localSecondaryIndexes", 146, false},
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 105, false},
    {"DeletionProtectionEnabled", "deletionProtectionEnabled", 62, false},
    {"GlobalTableSettingsReplicationMode", "globalTableSettingsReplicationMode", 110, false},
    {"GlobalTableSourceArn", "globalTableSourceArn", 231, false},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"ResourcePolicy", "resourcePolicy", 194, false},
    {"SSESpecification", "sSESpecification", 208, false},
    {"StreamSpecification", "streamSpecification", 228, false},
    {"TableClass", "tableClass", 232, false},
    {"Tags", "tags", 240, false},
    {"VectorIndexes", "vectorIndexes", 274, false},
    {"WarmThroughput", "warmThroughput", 277, false},
};
constexpr MemberShape kCreateVectorIndexActionMembers[] = {
    {"Dimensions", "dimensions", 162, true},
    {"DistanceFunction", "distanceFunction", 272, true},
    {"IndexName", "indexName", 117, true},
    {"Projection", "projection", 164, true},
    {"SearchSchema", "searchSchema", 214, false},
    {"VectorAttribute", "vectorAttribute", 270, true},
};
constexpr MemberShape kCsvOptionsMembers[] = {
    {"Delimiter", "delimiter", 46, false},
    {"HeaderList", "headerList", 48, false},
};
constexpr MemberShape kDeleteMembers[] = {
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"Key", "key", 123, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDeleteBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
};
constexpr MemberShape kDeleteGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", "indexName", 117, true},
};
constexpr MemberShape kDeleteGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 176, true},
};
constexpr MemberShape kDeleteItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TableName", "tableName", 236, true},
    {"ReturnValues", "returnValues", 199, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 198, false},
    {"Key", "key", 123, true},
    {"ConditionalOperator", "conditionalOperator", 33, false},
    {"Expected", "expected", 81, false},
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
};
constexpr MemberShape kDeleteReplicaActionMembers[] = {
    {"RegionName", "regionName", 176, true},
};
constexpr MemberShape kDeleteReplicationGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 176, true},
};
constexpr MemberShape kDeleteRequestMembers[] = {
    {"Key", "key", 123, true},
};
constexpr MemberShape kDeleteResourcePolicyInputMembers[] = {
    {"ExpectedRevisionId", "expectedRevisionId", 160, false},
    {"ResourceArn", "resourceArn", 193, true},
};
constexpr MemberShape kDeleteTableInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDeleteVectorIndexActionMembers[] = {
    {"IndexName", "indexName", 117, true},
};
constexpr MemberShape kDescribeBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
};
constexpr MemberShape kDescribeContinuousBackupsInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDescribeContributorInsightsInputMembers[] = {
    {"IndexName", "indexName", 117, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDescribeExportInputMembers[] = {
    {"ExportArn", "exportArn", 83, true},
};
constexpr MemberShape kDescribeGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 235, true},
};
constexpr MemberShape kDescribeGlobalTableSettingsInputMembers[] = {
    {"GlobalTableName", "globalTableName", 235, true},
};
constexpr MemberShape kDescribeImportInputMembers[] = {
    {"ImportArn", "importArn", 113, true},
};
constexpr MemberShape kDescribeKinesisStreamingDestinationInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDescribeStreamInputMembers[] = {
    {"ExclusiveStartShardId", "exclusiveStartShardId", 223, false},
    {"Limit", "limit", 161, false},
    {"ShardFilter", "shardFilter", 221, false},
    {"StreamArn", "streamArn", 226, true},
};
constexpr MemberShape kDescribeTableInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDescribeTableReplicaAutoScalingInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kDescribeTimeToLiveInputMembers[] = {
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kEnableKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", "approximateCreationDateTimePrecision", 0, false},
};
constexpr MemberShape kExecuteStatementInputMembers[] = {
    {"ConsistentRead", "consistentRead", 35, false},
    {"Limit", "limit", 161, false},
    {"NextToken", "nextToken", 157, false},
    {"Parameters", "parameters", 163, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"Statement", "statement", 158, true},
};
constexpr MemberShape kExecuteTransactionInputMembers[] = {
    {"ClientRequestToken", "clientRequestToken", 27, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TransactStatements", "transactStatements", 155, true},
};
constexpr MemberShape kExpectedAttributeValueMembers[] = {
    {"AttributeValueList", "attributeValueList", 8, false},
    {"ComparisonOperator", "comparisonOperator", 29, false},
    {"Exists", "exists", 26, false},
    {"Value", "value", 7, false},
};
constexpr std::string_view kExportFormatValues[] = {
    "DYNAMODB_JSON",
    "ION",
};
constexpr MemberShape kExportTableToPointInTimeInputMembers[] = {
    {"ClientToken", "clientToken", 28, false},
    {"ExportFormat", "exportFormat", 84, false},
    {"ExportTime", "exportTime", 88, false},
    {"ExportType", "exportType", 90, false},
    {"IncrementalExportSpecification", "incrementalExportSpecification", 116, false},
    {"S3Bucket", "s3Bucket", 201, true},
    {"S3BucketOwner", "s3BucketOwner", 202, false},
    {"S3Prefix", "s3Prefix", 204, false},
    {"S3SseAlgorithm", "s3SseAlgorithm", 205, false},
    {"S3SseKmsKeyId", "s3SseKmsKeyId", 206, false},
    {"TableArn", "tableArn", 231, true},
};
constexpr std::string_view kExportTypeValues[] = {
    "FULL_EXPORT",
    "INCREMENTAL_EXPORT",
};
constexpr std::string_view kExportViewTypeValues[] = {
    "NEW_IMAGE",
    "NEW_AND_OLD_IMAGES",
};
constexpr MemberShape kGetMembers[] = {
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"Key", "key", 123, true},
    {"ProjectionExpression", "projectionExpression", 165, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kGetItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"TableName", "tableName", 236, true},
    {"Key", "key", 123, true},
    {"ConsistentRead", "consistentRead", 35, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ProjectionExpression", "projectionExpression", 165, false},
};
constexpr MemberShape kGetRecordsInputMembers[] = {
    {"Limit", "limit", 161, false},
    {"ShardIterator", "shardIterator", 224, true},
};
constexpr MemberShape kGetResourcePolicyInputMembers[] = {
    {"ResourceArn", "resourceArn", 193, true},
};
constexpr MemberShape kGetShardIteratorInputMembers[] = {
    {"SequenceNumber", "sequenceNumber", 220, false},
    {"ShardId", "shardId", 223, true},
    {"ShardIteratorType", "shardIteratorType", 225, true},
    {"StreamArn", "streamArn", 226, true},
};
constexpr MemberShape kGlobalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"KeySchema", "keySchema", 127, true},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"Projection", "projection", 164, true},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"WarmThroughput", "warmThroughput", 277, false},
};
constexpr MemberShape kGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", "indexName", 117, false},
    {"ProvisionedWriteCapacityAutoScalingUpdate", "provisionedWriteCapacityAutoScalingUpdate", 13,
     false},
};
constexpr MemberShape kGlobalSecondaryIndexUpdateMembers[] = {
    {"Create", "create", 39, false},
    {"Update", "update", 260, false},
    {"Delete", "delete", 53, false},
};
constexpr MemberShape kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"ProvisionedWriteCapacityAutoScalingSettingsUpdate",
     "provisionedWriteCapacityAutoScalingSettingsUpdate", 13, false},
    {"ProvisionedWriteCapacityUnits", "provisionedWriteCapacityUnits", 162, false},
};
constexpr std::string_view kGlobalTableSettingsReplicationModeValues[] = {
    "ENABLED",
    "DISABLED",
    "ENABLED_WITH_OVERRIDES",
};
constexpr MemberShape kGlobalTableWitnessGroupUpdateMembers[] = {
    {"Create", "create", 41, false},
    {"Delete", "delete", 54, false},
};
constexpr MemberShape kImportTableInputMembers[] = {
    {"ClientToken", "clientToken", 28, false},
    {"InputCompressionType", "inputCompressionType", 118, false},
    {"InputFormat", "inputFormat", 119, true},
    {"InputFormatOptions", "inputFormatOptions", 120, false},
    {"S3BucketSource", "s3BucketSource", 203, true},
    {"TableCreationParameters", "tableCreationParameters", 233, true},
};
constexpr MemberShape kIncrementalExportSpecificationMembers[] = {
    {"ExportFromTime", "exportFromTime", 85, false},
    {"ExportToTime", "exportToTime", 89, false},
    {"ExportViewType", "exportViewType", 91, false},
};
constexpr std::string_view kInputCompressionTypeValues[] = {
    "GZIP",
    "ZSTD",
    "NONE",
};
constexpr std::string_view kInputFormatValues[] = {
    "DYNAMODB_JSON",
    "ION",
    "CSV",
};
constexpr MemberShape kInputFormatOptionsMembers[] = {
    {"Csv", "csv", 49, false},
};
constexpr MemberShape kKeySchemaElementMembers[] = {
    {"AttributeName", "attributeName", 128, true},
    {"KeyType", "keyType", 130, true},
};
constexpr std::string_view kKeyTypeValues[] = {
    "HASH",
    "RANGE",
};
constexpr MemberShape kKeysAndAttributesMembers[] = {
    {"Keys", "keys", 126, true},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"ConsistentRead", "consistentRead", 35, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ProjectionExpression", "projectionExpression", 165, false},
};
constexpr MemberShape kKinesisStreamingDestinationInputMembers[] = {
    {"EnableKinesisStreamingConfiguration", "enableKinesisStreamingConfiguration", 78, false},
    {"StreamArn", "streamArn", 226, true},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kListBackupsInputMembers[] = {
    {"BackupType", "backupType", 17, false},
    {"ExclusiveStartBackupArn", "exclusiveStartBackupArn", 15, false},
    {"Limit", "limit", 18, false},
    {"TableName", "tableName", 236, false},
    {"TimeRangeLowerBound", "timeRangeLowerBound", 243, false},
    {"TimeRangeUpperBound", "timeRangeUpperBound", 244, false},
};
constexpr MemberShape kListContributorInsightsInputMembers[] = {
    {"MaxResults", "maxResults", 135, false},
    {"NextToken", "nextToken", 149, false},
    {"TableName", "tableName", 236, false},
};
constexpr MemberShape kListExportsInputMembers[] = {
    {"MaxResults", "maxResults", 137, false},
    {"NextToken", "nextToken", 86, false},
    {"TableArn", "tableArn", 231, false},
};
constexpr MemberShape kListGlobalTablesInputMembers[] = {
    {"ExclusiveStartGlobalTableName", "exclusiveStartGlobalTableName", 235, false},
    {"Limit", "limit", 161, false},
    {"RegionName", "regionName", 176, false},
};
constexpr MemberShape kListImportsInputMembers[] = {
    {"NextToken", "nextToken", 114, false},
    {"PageSize", "pageSize", 140, false},
    {"TableArn", "tableArn", 231, false},
};
constexpr MemberShape kListStreamsInputMembers[] = {
    {"ExclusiveStartStreamArn", "exclusiveStartStreamArn", 226, false},
    {"Limit", "limit", 161, false},
    {"TableName", "tableName", 235, false},
};
constexpr MemberShape kListTablesInputMembers[] = {
    {"Limit", "limit", 143, false},
    {"ExclusiveStartTableName", "exclusiveStartTableName", 235, false},
};
constexpr MemberShape kListTagsOfResourceInputMembers[] = {
    {"NextToken", "nextToken", 149, false},
    {"ResourceArn", "resourceArn", 193, true},
};
constexpr MemberShape kLocalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"KeySchema", "keySchema", 234, true},
    {"Projection", "projection", 164, true},
};
constexpr std::string_view kMultiRegionConsistencyValues[] = {
    "EVENTUAL",
    "STRONG",
};
constexpr MemberShape kOnDemandThroughputMembers[] = {
    {"MaxReadRequestUnits", "maxReadRequestUnits", 147, false},
    {"MaxWriteRequestUnits", "maxWriteRequestUnits", 147, false},
};
constexpr MemberShape kOnDemandThroughputOverrideMembers[] = {
    {"MaxReadRequestUnits", "maxReadRequestUnits", 147, false},
};
constexpr MemberShape kParameterizedStatementMembers[] = {
    {"Parameters", "parameters", 163, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"Statement", "statement", 158, true},
};
constexpr MemberShape kPointInTimeRecoverySpecificationMembers[] = {
    {"PointInTimeRecoveryEnabled", "pointInTimeRecoveryEnabled", 26, true},
    {"RecoveryPeriodInDays", "recoveryPeriodInDays", 175, false},
};
constexpr MemberShape kProjectionMembers[] = {
    {"NonKeyAttributes", "nonKeyAttributes", 151, false},
    {"ProjectionType", "projectionType", 166, false},
};
constexpr std::string_view kProjectionTypeValues[] = {
    "ALL",
    "INCLUDE",
    "KEYS_ONLY",
};
constexpr MemberShape kProvisionedThroughputMembers[] = {
    {"WriteCapacityUnits", "writeCapacityUnits", 162, true},
    {"ReadCapacityUnits", "readCapacityUnits", 162, true},
};
constexpr MemberShape kProvisionedThroughputOverrideMembers[] = {
    {"ReadCapacityUnits", "readCapacityUnits", 162, false},
};
constexpr MemberShape kPutMembers[] = {
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"Item", "item", 171, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kPutItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TableName", "tableName", 236, true},
    {"ConditionalOperator", "conditionalOperator", 33, false},
    {"Expected", "expected", 81, false},
    {"ReturnValues", "returnValues", 199, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 198, false},
    {"Item", "item", 171, true},
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
};
constexpr MemberShape kPutRequestMembers[] = {
    {"Item", "item", 171, true},
};
constexpr MemberShape kPutResourcePolicyInputMembers[] = {
    {"ConfirmRemoveSelfResourceAccess", "confirmRemoveSelfResourceAccess", 34, false},
    {"ExpectedRevisionId", "expectedRevisionId", 160, false},
    {"Policy", "policy", 194, true},
    {"ResourceArn", "resourceArn", 193, true},
};
constexpr MemberShape kQueryInputMembers[] = {
    {"Select", "select", 219, false},
    {"IndexName", "indexName", 117, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"QueryFilter", "queryFilter", 96, false},
    {"TableName", "tableName", 236, true},
    {"ConditionalOperator", "conditionalOperator", 33, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"Limit", "limit", 161, false},
    {"KeyConditions", "keyConditions", 124, false},
    {"ConsistentRead", "consistentRead", 35, false},
    {"ExclusiveStartKey", "exclusiveStartKey", 123, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"FilterExpression", "filterExpression", 32, false},
    {"KeyConditionExpression", "keyConditionExpression", 125, false},
    {"ProjectionExpression", "projectionExpression", 165, false},
    {"ScanIndexForward", "scanIndexForward", 26, false},
};
constexpr MemberShape kReplicaMembers[] = {
    {"RegionName", "regionName", 176, false},
};
constexpr MemberShape kReplicaAutoScalingUpdateMembers[] = {
    {"RegionName", "regionName", 176, true},
    {"ReplicaGlobalSecondaryIndexUpdates", "replicaGlobalSecondaryIndexUpdates", 182, false},
    {"ReplicaProvisionedReadCapacityAutoScalingUpdate",
     "replicaProvisionedReadCapacityAutoScalingUpdate", 13, false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 153, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 168, false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", "indexName", 117, false},
    {"ProvisionedReadCapacityAutoScalingUpdate", "provisionedReadCapacityAutoScalingUpdate", 13,
     false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"ProvisionedReadCapacityAutoScalingSettingsUpdate",
     "provisionedReadCapacityAutoScalingSettingsUpdate", 13, false},
    {"ProvisionedReadCapacityUnits", "provisionedReadCapacityUnits", 162, false},
};
constexpr MemberShape kReplicaSettingsUpdateMembers[] = {
    {"RegionName", "regionName", 176, true},
    {"ReplicaGlobalSecondaryIndexSettingsUpdate", "replicaGlobalSecondaryIndexSettingsUpdate", 185,
     false},
    {"ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate",
     "replicaProvisionedReadCapacityAutoScalingSettingsUpdate", 13, false},
    {"ReplicaProvisionedReadCapacityUnits", "replicaProvisionedReadCapacityUnits", 162, false},
    {"ReplicaTableClass", "replicaTableClass", 232, false},
};
constexpr MemberShape kReplicaUpdateMembers[] = {
    {"Create", "create", 42, false},
    {"Delete", "delete", 56, false},
};
constexpr MemberShape kReplicationGroupUpdateMembers[] = {
    {"Create", "create", 43, false},
    {"Delete", "delete", 57, false},
    {"Update", "update", 266, false},
};
constexpr MemberShape kRestoreTableFromBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
    {"BillingModeOverride", "billingModeOverride", 25, false},
    {"GlobalSecondaryIndexOverride", "globalSecondaryIndexOverride", 105, false},
    {"LocalSecondaryIndexOverride", "localSecondaryIndexOverride", 146, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 152, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 167, false},
    {"SSESpecificationOverride", "sSESpecificationOverride", 208, false},
    {"TargetTableName", "targetTableName", 235, true},
    {"VectorIndexOverride", "vectorIndexOverride", 274, false},
};
constexpr MemberShape kRestoreTableToPointInTimeInputMembers[] = {
    {"BillingModeOverride", "billingModeOverride", 25, false},
    {"GlobalSecondaryIndexOverride", "globalSecondaryIndexOverride", 105, false},
    {"LocalSecondaryIndexOverride", "localSecondaryIndexOverride", 146, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 152, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 167, false},
    {"RestoreDateTime", "restoreDateTime", 50, false},
    {"SSESpecificationOverride", "sSESpecificationOverride", 208, false},
    {"SourceTableArn", "sourceTableArn", 231, false},
    {"SourceTableName", "sourceTableName", 235, false},
    {"TargetTableName", "targetTableName", 235, true},
    {"UseLatestRestorableTime", "useLatestRestorableTime", 26, false},
    {"VectorIndexOverride", "vectorIndexOverride", 274, false},
};
constexpr std::string_view kReturnConsumedCapacityValues[] = {
    "INDEXES",
    "TOTAL",
    "NONE",
};
constexpr std::string_view kReturnItemCollectionMetricsValues[] = {
    "SIZE",
    "NONE",
};
constexpr std::string_view kReturnValueValues[] = {
    "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW",
};
constexpr std::string_view kReturnValuesOnConditionCheckFailureValues[] = {
    "ALL_OLD",
    "NONE",
};
constexpr MemberShape kS3BucketSourceMembers[] = {
    {"S3Bucket", "s3Bucket", 201, true},
    {"S3BucketOwner", "s3BucketOwner", 202, false},
    {"S3KeyPrefix", "s3KeyPrefix", 204, false},
};
constexpr std::string_view kS3SseAlgorithmValues[] = {
    "AES256",
    "KMS",
};
constexpr MemberShape kSSESpecificationMembers[] = {
    {"Enabled", "enabled", 207, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 122, false},
    {"SSEType", "sSEType", 209, false},
};
constexpr std::string_view kSSETypeValues[] = {
    "AES256",
    "KMS",
};
constexpr std::string_view kScalarAttributeTypeValues[] = {
    "B",
    "N",
    "S",
};
constexpr MemberShape kScanInputMembers[] = {
    {"Select", "select", 219, false},
    {"IndexName", "indexName", 117, false},
    {"TotalSegments", "totalSegments", 213, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TableName", "tableName", 236, true},
    {"ConditionalOperator", "conditionalOperator", 33, false},
    {"ScanFilter", "scanFilter", 96, false},
    {"Segment", "segment", 212, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"Limit", "limit", 161, false},
    {"ConsistentRead", "consistentRead", 35, false},
    {"ExclusiveStartKey", "exclusiveStartKey", 123, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"FilterExpression", "filterExpression", 32, false},
    {"ProjectionExpression", "projectionExpression", 165, false},
};
constexpr MemberShape kSearchSchemaElementMembers[] = {
    {"AttributeName", "attributeName", 4, true},
    {"SearchSchemaElementType", "searchSchemaElementType", 216, true},
};
constexpr std::string_view kSearchSchemaElementTypeValues[] = {
    "HASH",
    "INLINE_FILTER",
};
constexpr MemberShape kSearchVectorsInputMembers[] = {
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"IndexName", "indexName", 117, true},
    {"ProjectionExpression", "projectionExpression", 165, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"SearchConditionExpression", "searchConditionExpression", 230, false},
    {"SearchVector", "searchVector", 217, true},
    {"TableName", "tableName", 236, true},
    {"TopK", "topK", 248, true},
};
constexpr std::string_view kSelectValues[] = {
    "SPECIFIC_ATTRIBUTES",
    "COUNT",
    "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES",
};
constexpr MemberShape kShardFilterMembers[] = {
    {"ShardId", "shardId", 223, false},
    {"Type", "type", 222, false},
};
constexpr std::string_view kShardFilterTypeValues[] = {
    "CHILD_SHARDS",
};
constexpr std::string_view kShardIteratorTypeValues[] = {
    "TRIM_HORIZON",
    "LATEST",
    "AT_SEQUENCE_NUMBER",
    "AFTER_SEQUENCE_NUMBER",
};
constexpr MemberShape kStreamSpecificationMembers[] = {
    {"StreamEnabled", "streamEnabled", 227, true},
    {"StreamViewType", "streamViewType", 229, false},
};
constexpr std::string_view kStreamViewTypeValues[] = {
    "NEW_IMAGE",
    "OLD_IMAGE",
    "NEW_AND_OLD_IMAGES",
    "KEYS_ONLY",
};
constexpr std::string_view kTableClassValues[] = {
    "STANDARD",
    "STANDARD_INFREQUENT_ACCESS",
};
constexpr MemberShape kTableCreationParametersMembers[] = {
    {"AttributeDefinitions", "attributeDefinitions", 3, true},
    {"BillingMode", "billingMode", 25, false},
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 105, false},
    {"KeySchema", "keySchema", 127, true},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"SSESpecification", "sSESpecification", 208, false},
    {"TableName", "tableName", 235, true},
    {"VectorIndexes", "vectorIndexes", 274, false},
};
constexpr MemberShape kTagMembers[] = {
    {"Key", "key", 239, true},
    {"Value", "value", 242, true},
};
constexpr MemberShape kTagResourceInputMembers[] = {
    {"ResourceArn", "resourceArn", 193, true},
    {"Tags", "tags", 240, true},
};
constexpr MemberShape kTimeToLiveSpecificationMembers[] = {
    {"AttributeName", "attributeName", 245, true},
    {"Enabled", "enabled", 246, true},
};
constexpr MemberShape kTransactGetItemMembers[] = {
    {"Get", "get", 97, true},
};
constexpr MemberShape kTransactGetItemsInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TransactItems", "transactItems", 250, true},
};
constexpr MemberShape kTransactWriteItemMembers[] = {
    {"ConditionCheck", "conditionCheck", 31, false},
    {"Put", "put", 169, false},
    {"Delete", "delete", 51, false},
    {"Update", "update", 256, false},
};
constexpr MemberShape kTransactWriteItemsInputMembers[] = {
    {"ClientRequestToken", "clientRequestToken", 27, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 198, false},
    {"TransactItems", "transactItems", 253, true},
};
constexpr MemberShape kUntagResourceInputMembers[] = {
    {"ResourceArn", "resourceArn", 193, true},
    {"TagKeys", "tagKeys", 238, true},
};
constexpr MemberShape kUpdateMembers[] = {
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"Key", "key", 123, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"TableName", "tableName", 236, true},
    {"UpdateExpression", "updateExpression", 259, true},
};
constexpr MemberShape kUpdateContinuousBackupsInputMembers[] = {
    {"PointInTimeRecoverySpecification", "pointInTimeRecoverySpecification", 159, true},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kUpdateContributorInsightsInputMembers[] = {
    {"ContributorInsightsAction", "contributorInsightsAction", 36, true},
    {"ContributorInsightsMode", "contributorInsightsMode", 37, false},
    {"IndexName", "indexName", 117, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kUpdateGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", "indexName", 117, true},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"WarmThroughput", "warmThroughput", 277, false},
};
constexpr MemberShape kUpdateGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 235, true},
    {"ReplicaUpdates", "replicaUpdates", 190, true},
};
constexpr MemberShape kUpdateGlobalTableSettingsInputMembers[] = {
    {"GlobalTableBillingMode", "globalTableBillingMode", 25, false},
    {"GlobalTableGlobalSecondaryIndexSettingsUpdate",
     "globalTableGlobalSecondaryIndexSettingsUpdate", 109, false},
    {"GlobalTableName", "globalTableName", 235, true},
    {"GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate",
     "globalTableProvisionedWriteCapacityAutoScalingSettingsUpdate", 13, false},
    {"GlobalTableProvisionedWriteCapacityUnits", "globalTableProvisionedWriteCapacityUnits", 162,
     false},
    {"ReplicaSettingsUpdate", "replicaSettingsUpdate", 188, false},
};
constexpr MemberShape kUpdateItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 197, false},
    {"TableName", "tableName", 236, true},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 198, false},
    {"ReturnValues", "returnValues", 199, false},
    {"Key", "key", 123, true},
    {"ConditionalOperator", "conditionalOperator", 33, false},
    {"Expected", "expected", 81, false},
    {"AttributeUpdates", "attributeUpdates", 6, false},
    {"ConditionExpression", "conditionExpression", 32, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 92, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 94, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 200, false},
    {"UpdateExpression", "updateExpression", 259, false},
};
constexpr MemberShape kUpdateKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", "approximateCreationDateTimePrecision", 0, false},
};
constexpr MemberShape kUpdateKinesisStreamingDestinationInputMembers[] = {
    {"StreamArn", "streamArn", 226, true},
    {"TableName", "tableName", 236, true},
    {"UpdateKinesisStreamingConfiguration", "updateKinesisStreamingConfiguration", 264, false},
};
constexpr MemberShape kUpdateReplicationGroupMemberActionMembers[] = {
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 183, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 122, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 153, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 168, false},
    {"RegionName", "regionName", 176, true},
    {"TableClassOverride", "tableClassOverride", 232, false},
};
constexpr MemberShape kUpdateTableInputMembers[] = {
    {"TableName", "tableName", 236, true},
    {"ProvisionedThroughput", "provisionedThroughput", 167, false},
    {"BillingMode", "billingMode", 25, false},
    {"GlobalSecondaryIndexUpdates", "globalSecondaryIndexUpdates", 107, false},
    {"AttributeDefinitions", "attributeDefinitions", 3, false},
    {"DeletionProtectionEnabled", "deletionProtectionEnabled", 62, false},
    {"GlobalTableSettingsReplicationMode", "globalTableSettingsReplicationMode", 110, false},
    {"GlobalTableWitnessUpdates", "globalTableWitnessUpdates", 112, false},
    {"MultiRegionConsistency", "multiRegionConsistency", 148, false},
    {"OnDemandThroughput", "onDemandThroughput", 152, false},
    {"ReplicaUpdates", "replicaUpdates", 192, false},
    {"SSESpecification", "sSESpecification", 208, false},
    {"StreamSpecification", "streamSpecification", 228, false},
    {"TableClass", "tableClass", 232, false},
    {"VectorIndexUpdates", "vectorIndexUpdates", 276, false},
    {"WarmThroughput", "warmThroughput", 277, false},
};
constexpr MemberShape kUpdateTableReplicaAutoScalingInputMembers[] = {
    {"GlobalSecondaryIndexUpdates", "globalSecondaryIndexUpdates", 104, false},
    {"ProvisionedWriteCapacityAutoScalingUpdate", "provisionedWriteCapacityAutoScalingUpdate", 13,
     false},
    {"ReplicaUpdates", "replicaUpdates", 179, false},
    {"TableName", "tableName", 236, true},
};
constexpr MemberShape kUpdateTimeToLiveInputMembers[] = {
    {"TableName", "tableName", 236, true},
    {"TimeToLiveSpecification", "timeToLiveSpecification", 247, true},
};
constexpr MemberShape kVectorAttributeDefinitionMembers[] = {
    {"AttributeName", "attributeName", 271, true},
};
constexpr std::string_view kVectorDistanceFunctionValues[] = {
    "COSINE",
    "DOT_PRODUCT",
    "EUCLIDEAN",
};
constexpr MemberShape kVectorIndexMembers[] = {
    {"Dimensions", "dimensions", 162, true},
    {"DistanceFunction", "distanceFunction", 272, true},
    {"IndexName", "indexName", 117, true},
    {"Projection", "projection", 164, true},
    {"SearchSchema", "searchSchema", 214, false},
    {"VectorAttribute", "vectorAttribute", 270, true},
};
constexpr MemberShape kVectorIndexUpdateMembers[] = {
    {"Create", "create", 45, false},
    {"Delete", "delete", 61, false},
};
constexpr MemberShape kWarmThroughputMembers[] = {
    {"ReadUnitsPerSecond", "readUnitsPerSecond", 147, false},
    {"WriteUnitsPerSecond", "writeUnitsPerSecond", 147, false},
};
constexpr MemberShape kWriteRequestMembers[] = {
    {"PutRequest", "putRequest", 172, false},
    {"DeleteRequest", "deleteRequest", 58, false},
};

constexpr Shape kShapes[] = {
    {.name = "ApproximateCreationDateTimePrecision",
     .kind = ShapeKind::kString,
     .enum_values = kApproximateCreationDateTimePrecisionValues},
    {.name = "AttributeAction", .kind = ShapeKind::kString, .enum_values = kAttributeActionValues},
    {.name = "AttributeDefinition",
     .kind = ShapeKind::kStructure,
     .members = kAttributeDefinitionMembers},
    {.name = "AttributeDefinitions", .kind = ShapeKind::kList, .element = 2},
    {.name = "AttributeName", .kind = ShapeKind::kString, .max = 65535},
    {.name = "AttributeNameList", .kind = ShapeKind::kList, .min = 1, .element = 4},
    {.name = "AttributeUpdates", .kind = ShapeKind::kMap, .element = 9, .key = 4},
    {.name = "AttributeValue", .kind = ShapeKind::kAttributeValue},
    {.name = "AttributeValueList", .kind = ShapeKind::kList, .element = 7},
    {.name = "AttributeValueUpdate",
     .kind = ShapeKind::kStructure,
     .members = kAttributeValueUpdateMembers},
    {.name = "AutoScalingPolicyName",
     .kind = ShapeKind::kString,
     .min = 1,
     .max = 256,
     .pattern = "\\p{Print}+",
     .matches_pattern = IsPrintable},
    {.name = "AutoScalingPolicyUpdate",
     .kind = ShapeKind::kStructure,
     .members = kAutoScalingPolicyUpdateMembers},
    {.name = "AutoScalingRoleArn",
     .kind = ShapeKind::kString,
     .min = 1,
     .max = 1600,
     .pattern = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
     .matches_pattern = IsArnText},
    {.name = "AutoScalingSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kAutoScalingSettingsUpdateMembers},
    {.name = "AutoScalingTargetTrackingScalingPolicyConfigurationUpdate",
     .kind = ShapeKind::kStructure,
     .members = kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers},
    {.name = "BackupArn", .kind = ShapeKind::kString, .min = 37, .max = 1024},
    {.name = "BackupName",
     .kind = ShapeKind::kString,
     .min = 3,
     .max = 255,
     .pattern = "[a-zA-Z0-9_.-]+",
     .matches_pattern = IsResourceName},
    {.name = "BackupTypeFilter",
     .kind = ShapeKind::kString,
     .enum_values = kBackupTypeFilterValues},
    {.name = "BackupsInputLimit", .kind = ShapeKind::kInteger, .min = 1, .max = 100},
    {.name = "BatchExecuteStatementInput",
     .kind = ShapeKind::kStructure,
     .members = kBatchExecuteStatementInputMembers},
    {.name = "BatchGetItemInput",
     .kind = ShapeKind::kStructure,
     .members = kBatchGetItemInputMembers},
    {.name = "BatchGetRequestMap",
     .kind = ShapeKind::kMap,
     .min = 1,
     .max = 100,
     .element = 131,
     .key = 236},
    {.name = "BatchStatementRequest",
     .kind = ShapeKind::kStructure,
     .members = kBatchStatementRequestMembers},
    {.name = "BatchWriteItemInput",
     .kind = ShapeKind::kStructure,
     .members = kBatchWriteItemInputMembers},
    {.name = "BatchWriteItemRequestMap",
     .kind = ShapeKind::kMap,
     .min = 1,
     .max = 25,
     .element = 279,
     .key = 236},
    {.name = "BillingMode", .kind = ShapeKind::kString, .enum_values = kBillingModeValues},
    {.name = "BooleanObject", .kind = ShapeKind::kBoolean},
    {.name = "ClientRequestToken", .kind = ShapeKind::kString, .min = 1, .max = 36},
    {.name = "ClientToken",
     .kind = ShapeKind::kString,
     .pattern = "^[^\\$]+$",
     .matches_pattern = IsWithoutDollar},
    {.name = "ComparisonOperator",
     .kind = ShapeKind::kString,
     .enum_values = kComparisonOperatorValues},
    {.name = "Condition", .kind = ShapeKind::kStructure, .members = kConditionMembers},
    {.name = "ConditionCheck", .kind = ShapeKind::kStructure, .members = kConditionCheckMembers},
    {.name = "ConditionExpression", .kind = ShapeKind::kString},
    {.name = "ConditionalOperator",
     .kind = ShapeKind::kString,
     .enum_values = kConditionalOperatorValues},
    {.name = "ConfirmRemoveSelfResourceAccess", .kind = ShapeKind::kBoolean},
    {.name = "ConsistentRead", .kind = ShapeKind::kBoolean},
    {.name = "ContributorInsightsAction",
     .kind = ShapeKind::kString,
     .enum_values = kContributorInsightsActionValues},
    {.name = "ContributorInsightsMode",
     .kind = ShapeKind::kString,
     .enum_values = kContributorInsightsModeValues},
    {.name = "CreateBackupInput",
     .kind = ShapeKind::kStructure,
     .members = kCreateBackupInputMembers},
    {.name = "CreateGlobalSecondaryIndexAction",
     .kind = ShapeKind::kStructure,
     .members = kCreateGlobalSecondaryIndexActionMembers},
    {.name = "CreateGlobalTableInput",
     .kind = ShapeKind::kStructure,
     .members = kCreateGlobalTableInputMembers},
    {.name = "CreateGlobalTableWitnessGroupMemberAction",
     .kind = ShapeKind::kStructure,
     .members = kCreateGlobalTableWitnessGroupMemberActionMembers},
    {.name = "CreateReplicaAction",
     .kind = ShapeKind::kStructure,
     .members = kCreateReplicaActionMembers},
    {.name = "CreateReplicationGroupMemberAction",
     .kind = ShapeKind::kStructure,
     .members = kCreateReplicationGroupMemberActionMembers},
    {.name = "CreateTableInput",
     .kind = ShapeKind::kStructure,
     .members = kCreateTableInputMembers},
    {.name = "CreateVectorIndexAction",
     .kind = ShapeKind::kStructure,
     .members = kCreateVectorIndexActionMembers},
    {.name = "CsvDelimiter",
     .kind = ShapeKind::kString,
     .min = 1,
     .max = 1,
     .pattern = "[,;:|\\t ]",
     .matches_pattern = IsCsvDelimiter},
    {.name = "CsvHeader",
     .kind = ShapeKind::kString,
     .min = 1,
     .max = 65536,
     .pattern = "[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*",
     .matches_pattern = IsCsvHeader},
    {.name = "CsvHeaderList", .kind = ShapeKind::kList, .min = 1, .max = 255, .element = 47},
    {.name = "CsvOptions", .kind = ShapeKind::kStructure, .members = kCsvOptionsMembers},
    {.name = "Date", .kind = ShapeKind::kTimestamp},
    {.name = "Delete", .kind = ShapeKind::kStructure, .members = kDeleteMembers},
    {.name = "DeleteBackupInput",
     .kind = ShapeKind::kStructure,
     .members = kDeleteBackupInputMembers},
    {.name = "DeleteGlobalSecondaryIndexAction",
     .kind = ShapeKind::kStructure,
     .members = kDeleteGlobalSecondaryIndexActionMembers},
    {.name = "DeleteGlobalTableWitnessGroupMemberAction",
     .kind = ShapeKind::kStructure,
     .members = kDeleteGlobalTableWitnessGroupMemberActionMembers},
    {.name = "DeleteItemInput", .kind = ShapeKind::kStructure, .members = kDeleteItemInputMembers},
    {.name = "DeleteReplicaAction",
     .kind = ShapeKind::kStructure,
     .members = kDeleteReplicaActionMembers},
    {.name = "DeleteReplicationGroupMemberAction",
     .kind = ShapeKind::kStructure,
     .members = kDeleteReplicationGroupMemberActionMembers},
    {.name = "DeleteRequest", .kind = ShapeKind::kStructure, .members = kDeleteRequestMembers},
    {.name = "DeleteResourcePolicyInput",
     .kind = ShapeKind::kStructure,
     .members = kDeleteResourcePolicyInputMembers},
    {.name = "DeleteTableInput",
     .kind = ShapeKind::kStructure,
     .members = kDeleteTableInputMembers},
    {.name = "DeleteVectorIndexAction",
     .kind = ShapeKind::kStructure,
     .members = kDeleteVectorIndexActionMembers},
    {.name = "DeletionProtectionEnabled", .kind = ShapeKind::kBoolean},
    {.name = "DescribeBackupInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeBackupInputMembers},
    {.name = "DescribeContinuousBackupsInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeContinuousBackupsInputMembers},
    {.name = "DescribeContributorInsightsInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeContributorInsightsInputMembers},
    {.name = "DescribeEndpointsRequest", .kind = ShapeKind::kStructure},
    {.name = "DescribeExportInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeExportInputMembers},
    {.name = "DescribeGlobalTableInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeGlobalTableInputMembers},
    {.name = "DescribeGlobalTableSettingsInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeGlobalTableSettingsInputMembers},
    {.name = "DescribeImportInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeImportInputMembers},
    {.name = "DescribeKinesisStreamingDestinationInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeKinesisStreamingDestinationInputMembers},
    {.name = "DescribeLimitsInput", .kind = ShapeKind::kStructure},
    {.name = "DescribeStreamInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeStreamInputMembers},
    {.name = "DescribeTableInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeTableInputMembers},
    {.name = "DescribeTableReplicaAutoScalingInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeTableReplicaAutoScalingInputMembers},
    {.name = "DescribeTimeToLiveInput",
     .kind = ShapeKind::kStructure,
     .members = kDescribeTimeToLiveInputMembers},
    {.name = "DoubleObject", .kind = ShapeKind::kDouble},
    {.name = "EnableKinesisStreamingConfiguration",
     .kind = ShapeKind::kStructure,
     .members = kEnableKinesisStreamingConfigurationMembers},
    {.name = "ExecuteStatementInput",
     .kind = ShapeKind::kStructure,
     .members = kExecuteStatementInputMembers},
    {.name = "ExecuteTransactionInput",
     .kind = ShapeKind::kStructure,
     .members = kExecuteTransactionInputMembers},
    {.name = "ExpectedAttributeMap", .kind = ShapeKind::kMap, .element = 82, .key = 4},
    {.name = "ExpectedAttributeValue",
     .kind = ShapeKind::kStructure,
     .members = kExpectedAttributeValueMembers},
    {.name = "ExportArn", .kind = ShapeKind::kString, .min = 37, .max = 1024},
    {.name = "ExportFormat", .kind = ShapeKind::kString, .enum_values = kExportFormatValues},
    {.name = "ExportFromTime", .kind = ShapeKind::kTimestamp},
    {.name = "ExportNextToken", .kind = ShapeKind::kString},
    {.name = "ExportTableToPointInTimeInput",
     .kind = ShapeKind::kStructure,
     .members = kExportTableToPointInTimeInputMembers},
    {.name = "ExportTime", .kind = ShapeKind::kTimestamp},
    {.name = "ExportToTime", .kind = ShapeKind::kTimestamp},
    {.name = "ExportType", .kind = ShapeKind::kString, .enum_values = kExportTypeValues},
    {.name = "ExportViewType", .kind = ShapeKind::kString, .enum_values = kExportViewTypeValues},
    {.name = "ExpressionAttributeNameMap", .kind = ShapeKind::kMap, .element = 4, .key = 93},
    {.name = "ExpressionAttributeNameVariable", .kind = ShapeKind::kString},
    {.name = "ExpressionAttributeValueMap", .kind = ShapeKind::kMap, .element = 7, .key = 95},
    {.name = "ExpressionAttributeValueVariable", .kind = ShapeKind::kString},
    {.name = "FilterConditionMap", .kind = ShapeKind::kMap, .element = 30, .key = 4},
    {.name = "Get", .kind = ShapeKind::kStructure, .members = kGetMembers},
    {.name = "GetItemInput", .kind = ShapeKind::kStructure, .members = kGetItemInputMembers},
    {.name = "GetRecordsInput", .kind = ShapeKind::kStructure, .members = kGetRecordsInputMembers},
    {.name = "GetResourcePolicyInput",
     .kind = ShapeKind::kStructure,
     .members = kGetResourcePolicyInputMembers},
    {.name = "GetShardIteratorInput",
     .kind = ShapeKind::kStructure,
     .members = kGetShardIteratorInputMembers},
    {.name = "GlobalSecondaryIndex",
     .kind = ShapeKind::kStructure,
     .members = kGlobalSecondaryIndexMembers},
    {.name = "GlobalSecondaryIndexAutoScalingUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalSecondaryIndexAutoScalingUpdateMembers},
    {.name = "GlobalSecondaryIndexAutoScalingUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .element = 103},
    {.name = "GlobalSecondaryIndexList", .kind = ShapeKind::kList, .element = 102},
    {.name = "GlobalSecondaryIndexUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalSecondaryIndexUpdateMembers},
    {.name = "GlobalSecondaryIndexUpdateList", .kind = ShapeKind::kList, .element = 106},
    {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers},
    {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 20,
     .element = 108},
    {.name = "GlobalTableSettingsReplicationMode",
     .kind = ShapeKind::kString,
     .enum_values = kGlobalTableSettingsReplicationModeValues},
    {.name = "GlobalTableWitnessGroupUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalTableWitnessGroupUpdateMembers},
    {.name = "GlobalTableWitnessGroupUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 1,
     .element = 111},
    {.name = "ImportArn", .kind = ShapeKind::kString, .min = 37, .max = 1024},
    {.name = "ImportNextToken",
     .kind = ShapeKind::kString,
     .min = 112,
     .max = 1024,
     .pattern = "([0-9a-f]{16})+",
     .matches_pattern = IsImportToken},
    {.name = "ImportTableInput",
     .kind = ShapeKind::kStructure,
     .members = kImportTableInputMembers},
    {.name = "IncrementalExportSpecification",
     .kind = ShapeKind::kStructure,
     .members = kIncrementalExportSpecificationMembers},
    {.name = "IndexName",
     .kind = ShapeKind::kString,
     .min = 3,
     .max = 255,
     .pattern = "[a-zA-Z0-9_.-]+",
     .matches_pattern = IsResourceName},
    {.name = "InputCompressionType",
     .kind = ShapeKind::kString,
     .enum_values = kInputCompressionTypeValues},
    {.name = "InputFormat", .kind = ShapeKind::kString, .enum_values = kInputFormatValues},
    {.name = "InputFormatOptions",
     .kind = ShapeKind::kStructure,
     .members = kInputFormatOptionsMembers},
    {.name = "IntegerObject", .kind = ShapeKind::kInteger},
    {.name = "KMSMasterKeyId", .kind = ShapeKind::kString},
    {.name = "Key", .kind = ShapeKind::kMap, .element = 7, .key = 4},
    {.name = "KeyConditions", .kind = ShapeKind::kMap, .element = 30, .key = 4},
    {.name = "KeyExpression", .kind = ShapeKind::kString},
    {.name = "KeyList", .kind = ShapeKind::kList, .min = 1, .max = 100, .element = 123},
    {.name = "KeySchema", .kind = ShapeKind::kList, .min = 1, .element = 129},
    {.name = "KeySchemaAttributeName", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "KeySchemaElement",
     .kind = ShapeKind::kStructure,
     .members = kKeySchemaElementMembers},
    {.name = "KeyType", .kind = ShapeKind::kString, .enum_values = kKeyTypeValues},
    {.name = "KeysAndAttributes",
     .kind = ShapeKind::kStructure,
     .members = kKeysAndAttributesMembers},
    {.name = "KinesisStreamingDestinationInput",
     .kind = ShapeKind::kStructure,
     .members = kKinesisStreamingDestinationInputMembers},
    {.name = "ListBackupsInput",
     .kind = ShapeKind::kStructure,
     .members = kListBackupsInputMembers},
    {.name = "ListContributorInsightsInput",
     .kind = ShapeKind::kStructure,
     .members = kListContributorInsightsInputMembers},
    {.name = "ListContributorInsightsLimit", .kind = ShapeKind::kInteger, .max = 100},
    {.name = "ListExportsInput",
     .kind = ShapeKind::kStructure,
     .members = kListExportsInputMembers},
    {.name = "ListExportsMaxLimit", .kind = ShapeKind::kInteger, .min = 1, .max = 25},
    {.name = "ListGlobalTablesInput",
     .kind = ShapeKind::kStructure,
     .members = kListGlobalTablesInputMembers},
    {.name = "ListImportsInput",
     .kind = ShapeKind::kStructure,
     .members = kListImportsInputMembers},
    {.name = "ListImportsMaxLimit", .kind = ShapeKind::kInteger, .min = 1, .max = 25},
    {.name = "ListStreamsInput",
     .kind = ShapeKind::kStructure,
     .members = kListStreamsInputMembers},
    {.name = "ListTablesInput", .kind = ShapeKind::kStructure, .members = kListTablesInputMembers},
    {.name = "ListTablesInputLimit", .kind = ShapeKind::kInteger, .min = 1, .max = 100},
    {.name = "ListTagsOfResourceInput",
     .kind = ShapeKind::kStructure,
     .members = kListTagsOfResourceInputMembers},
    {.name = "LocalSecondaryIndex",
     .kind = ShapeKind::kStructure,
     .members = kLocalSecondaryIndexMembers},
    {.name = "LocalSecondaryIndexList", .kind = ShapeKind::kList, .element = 145},
    {.name = "LongObject", .kind = ShapeKind::kLong},
    {.name = "MultiRegionConsistency",
     .kind = ShapeKind::kString,
     .enum_values = kMultiRegionConsistencyValues},
    {.name = "NextTokenString", .kind = ShapeKind::kString},
    {.name = "NonKeyAttributeName", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "NonKeyAttributeNameList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 20,
     .element = 150},
    {.name = "OnDemandThroughput",
     .kind = ShapeKind::kStructure,
     .members = kOnDemandThroughputMembers},
    {.name = "OnDemandThroughputOverride",
     .kind = ShapeKind::kStructure,
     .members = kOnDemandThroughputOverrideMembers},
    {.name = "ParameterizedStatement",
     .kind = ShapeKind::kStructure,
     .members = kParameterizedStatementMembers},
    {.name = "ParameterizedStatements",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 100,
     .element = 154},
    {.name = "PartiQLBatchRequest", .kind = ShapeKind::kList, .min = 1, .max = 25, .element = 22},
    {.name = "PartiQLNextToken", .kind = ShapeKind::kString, .min = 1, .max = 32768},
    {.name = "PartiQLStatement", .kind = ShapeKind::kString, .min = 1, .max = 8192},
    {.name = "PointInTimeRecoverySpecification",
     .kind = ShapeKind::kStructure,
     .members = kPointInTimeRecoverySpecificationMembers},
    {.name = "PolicyRevisionId", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "PositiveIntegerObject", .kind = ShapeKind::kInteger, .min = 1},
    {.name = "PositiveLongObject", .kind = ShapeKind::kLong, .min = 1},
    {.name = "PreparedStatementParameters", .kind = ShapeKind::kList, .min = 1, .element = 7},
    {.name = "Projection", .kind = ShapeKind::kStructure, .members = kProjectionMembers},
    {.name = "ProjectionExpression", .kind = ShapeKind::kString},
    {.name = "ProjectionType", .kind = ShapeKind::kString, .enum_values = kProjectionTypeValues},
    {.name = "ProvisionedThroughput",
     .kind = ShapeKind::kStructure,
     .members = kProvisionedThroughputMembers},
    {.name = "ProvisionedThroughputOverride",
     .kind = ShapeKind::kStructure,
     .members = kProvisionedThroughputOverrideMembers},
    {.name = "Put", .kind = ShapeKind::kStructure, .members = kPutMembers},
    {.name = "PutItemInput", .kind = ShapeKind::kStructure, .members = kPutItemInputMembers},
    {.name = "PutItemInputAttributeMap", .kind = ShapeKind::kMap, .element = 7, .key = 4},
    {.name = "PutRequest", .kind = ShapeKind::kStructure, .members = kPutRequestMembers},
    {.name = "PutResourcePolicyInput",
     .kind = ShapeKind::kStructure,
     .members = kPutResourcePolicyInputMembers},
    {.name = "QueryInput", .kind = ShapeKind::kStructure, .members = kQueryInputMembers},
    {.name = "RecoveryPeriodInDays", .kind = ShapeKind::kInteger, .min = 1, .max = 35},
    {.name = "RegionName", .kind = ShapeKind::kString},
    {.name = "Replica", .kind = ShapeKind::kStructure, .members = kReplicaMembers},
    {.name = "ReplicaAutoScalingUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaAutoScalingUpdateMembers},
    {.name = "ReplicaAutoScalingUpdateList", .kind = ShapeKind::kList, .min = 1, .element = 178},
    {.name = "ReplicaGlobalSecondaryIndex",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexMembers},
    {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers},
    {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdateList",
     .kind = ShapeKind::kList,
     .element = 181},
    {.name = "ReplicaGlobalSecondaryIndexList", .kind = ShapeKind::kList, .min = 1, .element = 180},
    {.name = "ReplicaGlobalSecondaryIndexSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexSettingsUpdateMembers},
    {.name = "ReplicaGlobalSecondaryIndexSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 20,
     .element = 184},
    {.name = "ReplicaList", .kind = ShapeKind::kList, .element = 177},
    {.name = "ReplicaSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaSettingsUpdateMembers},
    {.name = "ReplicaSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 50,
     .element = 187},
    {.name = "ReplicaUpdate", .kind = ShapeKind::kStructure, .members = kReplicaUpdateMembers},
    {.name = "ReplicaUpdateList", .kind = ShapeKind::kList, .element = 189},
    {.name = "ReplicationGroupUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicationGroupUpdateMembers},
    {.name = "ReplicationGroupUpdateList", .kind = ShapeKind::kList, .min = 1, .element = 191},
    {.name = "ResourceArnString", .kind = ShapeKind::kString, .min = 1, .max = 1283},
    {.name = "ResourcePolicy", .kind = ShapeKind::kString},
    {.name = "RestoreTableFromBackupInput",
     .kind = ShapeKind::kStructure,
     .members = kRestoreTableFromBackupInputMembers},
    {.name = "RestoreTableToPointInTimeInput",
     .kind = ShapeKind::kStructure,
     .members = kRestoreTableToPointInTimeInputMembers},
    {.name = "ReturnConsumedCapacity",
     .kind = ShapeKind::kString,
     .enum_values = kReturnConsumedCapacityValues},
    {.name = "ReturnItemCollectionMetrics",
     .kind = ShapeKind::kString,
     .enum_values = kReturnItemCollectionMetricsValues},
    {.name = "ReturnValue", .kind = ShapeKind::kString, .enum_values = kReturnValueValues},
    {.name = "ReturnValuesOnConditionCheckFailure",
     .kind = ShapeKind::kString,
     .enum_values = kReturnValuesOnConditionCheckFailureValues},
    {.name = "S3Bucket",
     .kind = ShapeKind::kString,
     .max = 255,
     .pattern = "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$",
     .matches_pattern = IsBucketName},
    {.name = "S3BucketOwner",
     .kind = ShapeKind::kString,
     .pattern = "[0-9]{12}",
     .matches_pattern = IsAccountId},
    {.name = "S3BucketSource", .kind = ShapeKind::kStructure, .members = kS3BucketSourceMembers},
    {.name = "S3Prefix", .kind = ShapeKind::kString, .max = 1024},
    {.name = "S3SseAlgorithm", .kind = ShapeKind::kString, .enum_values = kS3SseAlgorithmValues},
    {.name = "S3SseKmsKeyId", .kind = ShapeKind::kString, .min = 1, .max = 2048},
    {.name = "SSEEnabled", .kind = ShapeKind::kBoolean},
    {.name = "SSESpecification",
     .kind = ShapeKind::kStructure,
     .members = kSSESpecificationMembers},
    {.name = "SSEType", .kind = ShapeKind::kString, .enum_values = kSSETypeValues},
    {.name = "ScalarAttributeType",
     .kind = ShapeKind::kString,
     .enum_values = kScalarAttributeTypeValues},
    {.name = "ScanInput", .kind = ShapeKind::kStructure, .members = kScanInputMembers},
    {.name = "ScanSegment", .kind = ShapeKind::kInteger, .min = 0, .max = 999999},
    {.name = "ScanTotalSegments", .kind = ShapeKind::kInteger, .min = 1, .max = 1000000},
    {.name = "SearchSchema", .kind = ShapeKind::kList, .min = 1, .element = 215},
    {.name = "SearchSchemaElement",
     .kind = ShapeKind::kStructure,
     .members = kSearchSchemaElementMembers},
    {.name = "SearchSchemaElementType",
     .kind = ShapeKind::kString,
     .enum_values = kSearchSchemaElementTypeValues},
    {.name = "SearchVectorList", .kind = ShapeKind::kList, .min = 1, .max = 4096, .element = 7},
    {.name = "SearchVectorsInput",
     .kind = ShapeKind::kStructure,
     .members = kSearchVectorsInputMembers},
    {.name = "Select", .kind = ShapeKind::kString, .enum_values = kSelectValues},
    {.name = "SequenceNumber", .kind = ShapeKind::kString, .min = 21, .max = 40},
    {.name = "ShardFilter", .kind = ShapeKind::kStructure, .members = kShardFilterMembers},
    {.name = "ShardFilterType", .kind = ShapeKind::kString, .enum_values = kShardFilterTypeValues},
    {.name = "ShardId", .kind = ShapeKind::kString, .min = 28, .max = 65},
    {.name = "ShardIterator", .kind = ShapeKind::kString, .min = 1, .max = 2048},
    {.name = "ShardIteratorType",
     .kind = ShapeKind::kString,
     .enum_values = kShardIteratorTypeValues},
    {.name = "StreamArn", .kind = ShapeKind::kString, .min = 37, .max = 1024},
    {.name = "StreamEnabled", .kind = ShapeKind::kBoolean},
    {.name = "StreamSpecification",
     .kind = ShapeKind::kStructure,
     .members = kStreamSpecificationMembers},
    {.name = "StreamViewType", .kind = ShapeKind::kString, .enum_values = kStreamViewTypeValues},
    {.name = "String", .kind = ShapeKind::kString},
    {.name = "TableArn", .kind = ShapeKind::kString, .min = 1, .max = 1024},
    {.name = "TableClass", .kind = ShapeKind::kString, .enum_values = kTableClassValues},
    {.name = "TableCreationParameters",
     .kind = ShapeKind::kStructure,
     .members = kTableCreationParametersMembers},
    {.name = "TableKeySchema", .kind = ShapeKind::kList, .min = 1, .max = 2, .element = 129},
    {.name = "TableName",
     .kind = ShapeKind::kString,
     .min = 3,
     .max = 255,
     .pattern = "[a-zA-Z0-9_.-]+",
     .matches_pattern = IsResourceName},
    {.name = "TableNameOrArn",
     .kind = ShapeKind::kString,
     .min = 3,
     .max = 255,
     .pattern = "[a-zA-Z0-9_.-]+",
     .matches_pattern = IsResourceName,
     .arn_allowed = true},
    {.name = "Tag", .kind = ShapeKind::kStructure, .members = kTagMembers},
    {.name = "TagKeyList", .kind = ShapeKind::kList, .element = 239},
    {.name = "TagKeyString", .kind = ShapeKind::kString, .min = 1, .max = 128},
    {.name = "TagList", .kind = ShapeKind::kList, .element = 237},
    {.name = "TagResourceInput",
     .kind = ShapeKind::kStructure,
     .members = kTagResourceInputMembers},
    {.name = "TagValueString", .kind = ShapeKind::kString, .min = 0, .max = 256},
    {.name = "TimeRangeLowerBound", .kind = ShapeKind::kTimestamp},
    {.name = "TimeRangeUpperBound", .kind = ShapeKind::kTimestamp},
    {.name = "TimeToLiveAttributeName", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "TimeToLiveEnabled", .kind = ShapeKind::kBoolean},
    {.name = "TimeToLiveSpecification",
     .kind = ShapeKind::kStructure,
     .members = kTimeToLiveSpecificationMembers},
    {.name = "TopKInteger", .kind = ShapeKind::kInteger, .min = 1},
    {.name = "TransactGetItem", .kind = ShapeKind::kStructure, .members = kTransactGetItemMembers},
    {.name = "TransactGetItemList", .kind = ShapeKind::kList, .min = 1, .max = 100, .element = 249},
    {.name = "TransactGetItemsInput",
     .kind = ShapeKind::kStructure,
     .members = kTransactGetItemsInputMembers},
    {.name = "TransactWriteItem",
     .kind = ShapeKind::kStructure,
     .members = kTransactWriteItemMembers},
    {.name = "TransactWriteItemList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 100,
     .element = 252},
    {.name = "TransactWriteItemsInput",
     .kind = ShapeKind::kStructure,
     .members = kTransactWriteItemsInputMembers},
    {.name = "UntagResourceInput",
     .kind = ShapeKind::kStructure,
     .members = kUntagResourceInputMembers},
    {.name = "Update", .kind = ShapeKind::kStructure, .members = kUpdateMembers},
    {.name = "UpdateContinuousBackupsInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateContinuousBackupsInputMembers},
    {.name = "UpdateContributorInsightsInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateContributorInsightsInputMembers},
    {.name = "UpdateExpression", .kind = ShapeKind::kString},
    {.name = "UpdateGlobalSecondaryIndexAction",
     .kind = ShapeKind::kStructure,
     .members = kUpdateGlobalSecondaryIndexActionMembers},
    {.name = "UpdateGlobalTableInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateGlobalTableInputMembers},
    {.name = "UpdateGlobalTableSettingsInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateGlobalTableSettingsInputMembers},
    {.name = "UpdateItemInput", .kind = ShapeKind::kStructure, .members = kUpdateItemInputMembers},
    {.name = "UpdateKinesisStreamingConfiguration",
     .kind = ShapeKind::kStructure,
     .members = kUpdateKinesisStreamingConfigurationMembers},
    {.name = "UpdateKinesisStreamingDestinationInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateKinesisStreamingDestinationInputMembers},
    {.name = "UpdateReplicationGroupMemberAction",
     .kind = ShapeKind::kStructure,
     .members = kUpdateReplicationGroupMemberActionMembers},
    {.name = "UpdateTableInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateTableInputMembers},
    {.name = "UpdateTableReplicaAutoScalingInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateTableReplicaAutoScalingInputMembers},
    {.name = "UpdateTimeToLiveInput",
     .kind = ShapeKind::kStructure,
     .members = kUpdateTimeToLiveInputMembers},
    {.name = "VectorAttributeDefinition",
     .kind = ShapeKind::kStructure,
     .members = kVectorAttributeDefinitionMembers},
    {.name = "VectorAttributeName", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "VectorDistanceFunction",
     .kind = ShapeKind::kString,
     .enum_values = kVectorDistanceFunctionValues},
    {.name = "VectorIndex", .kind = ShapeKind::kStructure, .members = kVectorIndexMembers},
    {.name = "VectorIndexList", .kind = ShapeKind::kList, .element = 273},
    {.name = "VectorIndexUpdate",
     .kind = ShapeKind::kStructure,
     .members = kVectorIndexUpdateMembers},
    {.name = "VectorIndexUpdateList", .kind = ShapeKind::kList, .element = 275},
    {.name = "WarmThroughput", .kind = ShapeKind::kStructure, .members = kWarmThroughputMembers},
    {.name = "WriteRequest", .kind = ShapeKind::kStructure, .members = kWriteRequestMembers},
    {.name = "WriteRequests", .kind = ShapeKind::kList, .min = 1, .max = 25, .element = 278},
};

}  // namespace

const Shape& GetShape(ShapeId id) { return kShapes[id]; }

}  // namespace stator::json
