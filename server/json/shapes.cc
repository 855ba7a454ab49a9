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
    {"AttributeName", "attributeName", 130, true},
    {"AttributeType", "attributeType", 213, true},
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
    {"AutoScalingDisabled", "autoScalingDisabled", 28, false},
    {"AutoScalingRoleArn", "autoScalingRoleArn", 12, false},
    {"MaximumUnits", "maximumUnits", 165, false},
    {"MinimumUnits", "minimumUnits", 165, false},
    {"ScalingPolicyUpdate", "scalingPolicyUpdate", 11, false},
};
constexpr MemberShape kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers[] = {
    {"DisableScaleIn", "disableScaleIn", 28, false},
    {"ScaleInCooldown", "scaleInCooldown", 123, false},
    {"ScaleOutCooldown", "scaleOutCooldown", 123, false},
    {"TargetValue", "targetValue", 79, true},
};
constexpr std::string_view kBackupTypeFilterValues[] = {
    "USER",
    "SYSTEM",
    "AWS_BACKUP",
    "ALL",
};
constexpr MemberShape kBatchExecuteStatementInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"Statements", "statements", 159, true},
};
constexpr MemberShape kBatchGetItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"RequestItems", "requestItems", 22, true},
};
constexpr MemberShape kBatchStatementRequestMembers[] = {
    {"ConsistentRead", "consistentRead", 37, false},
    {"Parameters", "parameters", 166, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"Statement", "statement", 161, true},
};
constexpr MemberShape kBatchWriteItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 201, false},
    {"RequestItems", "requestItems", 26, true},
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
    {"ComparisonOperator", "comparisonOperator", 31, true},
};
constexpr MemberShape kConditionCheckMembers[] = {
    {"ConditionExpression", "conditionExpression", 34, true},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"Key", "key", 125, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"TableName", "tableName", 239, true},
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
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kCreateGlobalSecondaryIndexActionMembers[] = {
    {"Projection", "projection", 167, true},
    {"IndexName", "indexName", 119, true},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"KeySchema", "keySchema", 129, true},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"WarmThroughput", "warmThroughput", 280, false},
};
constexpr MemberShape kCreateGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 238, true},
    {"ReplicationGroup", "replicationGroup", 189, true},
};
constexpr MemberShape kCreateGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 179, true},
};
constexpr MemberShape kCreateReplicaActionMembers[] = {
    {"RegionName", "regionName", 179, true},
};
constexpr MemberShape kCreateReplicationGroupMemberActionMembers[] = {
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 186, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 124, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 156, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 171, false},
    {"RegionName", "regionName", 179, true},
    {"TableClassOverride", "tableClassOverride", 235, false},
};
constexpr MemberShape kCreateTableInputMembers[] = {
    {"AttributeDefinitions", "attributeDefinitions", 3, false},
    {"TableName", "tableName", 238, true},
    {"BillingMode", "billingMode", 27, false},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"KeySchema", "keySchema", 237, false},
    {"LocalSecondaryIndexes", "localSecondaryIndexes", 149, false},
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 107, false},
    {"DeletionProtectionEnabled", "deletionProtectionEnabled", 64, false},
    {"GlobalTableSettingsReplicationMode", "globalTableSettingsReplicationMode", 112, false},
    {"GlobalTableSourceArn", "globalTableSourceArn", 234, false},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"ResourcePolicy", "resourcePolicy", 197, false},
    {"SSESpecification", "sSESpecification", 211, false},
    {"StreamSpecification", "streamSpecification", 231, false},
    {"TableClass", "tableClass", 235, false},
    {"Tags", "tags", 243, false},
    {"VectorIndexes", "vectorIndexes", 277, false},
    {"WarmThroughput", "warmThroughput", 280, false},
};
constexpr MemberShape kCreateVectorIndexActionMembers[] = {
    {"Dimensions", "dimensions", 165, true},
    {"DistanceFunction", "distanceFunction", 275, true},
    {"IndexName", "indexName", 119, true},
    {"Projection", "projection", 167, true},
    {"SearchSchema", "searchSchema", 217, false},
    {"VectorAttribute", "vectorAttribute", 273, true},
};
constexpr MemberShape kCsvOptionsMembers[] = {
    {"Delimiter", "delimiter", 48, false},
    {"HeaderList", "headerList", 50, false},
};
constexpr MemberShape kDeleteMembers[] = {
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"Key", "key", 125, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDeleteBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
};
constexpr MemberShape kDeleteGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", "indexName", 119, true},
};
constexpr MemberShape kDeleteGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 179, true},
};
constexpr MemberShape kDeleteItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TableName", "tableName", 239, true},
    {"ReturnValues", "returnValues", 202, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 201, false},
    {"Key", "key", 125, true},
    {"ConditionalOperator", "conditionalOperator", 35, false},
    {"Expected", "expected", 83, false},
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
};
constexpr MemberShape kDeleteReplicaActionMembers[] = {
    {"RegionName", "regionName", 179, true},
};
constexpr MemberShape kDeleteReplicationGroupMemberActionMembers[] = {
    {"RegionName", "regionName", 179, true},
};
constexpr MemberShape kDeleteRequestMembers[] = {
    {"Key", "key", 125, true},
};
constexpr MemberShape kDeleteResourcePolicyInputMembers[] = {
    {"ExpectedRevisionId", "expectedRevisionId", 163, false},
    {"ResourceArn", "resourceArn", 196, true},
};
constexpr MemberShape kDeleteTableInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDeleteVectorIndexActionMembers[] = {
    {"IndexName", "indexName", 119, true},
};
constexpr MemberShape kDescribeBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
};
constexpr MemberShape kDescribeContinuousBackupsInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDescribeContributorInsightsInputMembers[] = {
    {"IndexName", "indexName", 119, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDescribeExportInputMembers[] = {
    {"ExportArn", "exportArn", 85, true},
};
constexpr MemberShape kDescribeGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 238, true},
};
constexpr MemberShape kDescribeGlobalTableSettingsInputMembers[] = {
    {"GlobalTableName", "globalTableName", 238, true},
};
constexpr MemberShape kDescribeImportInputMembers[] = {
    {"ImportArn", "importArn", 115, true},
};
constexpr MemberShape kDescribeKinesisStreamingDestinationInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDescribeStreamInputMembers[] = {
    {"ExclusiveStartShardId", "exclusiveStartShardId", 226, false},
    {"Limit", "limit", 164, false},
    {"ShardFilter", "shardFilter", 224, false},
    {"StreamArn", "streamArn", 229, true},
};
constexpr MemberShape kDescribeTableInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDescribeTableReplicaAutoScalingInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kDescribeTimeToLiveInputMembers[] = {
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kEnableKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", "approximateCreationDateTimePrecision", 0, false},
};
constexpr MemberShape kExecuteStatementInputMembers[] = {
    {"ConsistentRead", "consistentRead", 37, false},
    {"Limit", "limit", 164, false},
    {"NextToken", "nextToken", 160, false},
    {"Parameters", "parameters", 166, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"Statement", "statement", 161, true},
};
constexpr MemberShape kExecuteTransactionInputMembers[] = {
    {"ClientRequestToken", "clientRequestToken", 29, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TransactStatements", "transactStatements", 158, true},
};
constexpr MemberShape kExpectedAttributeValueMembers[] = {
    {"AttributeValueList", "attributeValueList", 8, false},
    {"ComparisonOperator", "comparisonOperator", 31, false},
    {"Exists", "exists", 28, false},
    {"Value", "value", 7, false},
};
constexpr std::string_view kExportFormatValues[] = {
    "DYNAMODB_JSON",
    "ION",
};
constexpr MemberShape kExportTableToPointInTimeInputMembers[] = {
    {"ClientToken", "clientToken", 30, false},
    {"ExportFormat", "exportFormat", 86, false},
    {"ExportTime", "exportTime", 90, false},
    {"ExportType", "exportType", 92, false},
    {"IncrementalExportSpecification", "incrementalExportSpecification", 118, false},
    {"S3Bucket", "s3Bucket", 204, true},
    {"S3BucketOwner", "s3BucketOwner", 205, false},
    {"S3Prefix", "s3Prefix", 207, false},
    {"S3SseAlgorithm", "s3SseAlgorithm", 208, false},
    {"S3SseKmsKeyId", "s3SseKmsKeyId", 209, false},
    {"TableArn", "tableArn", 234, true},
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
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"Key", "key", 125, true},
    {"ProjectionExpression", "projectionExpression", 168, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kGetItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"TableName", "tableName", 239, true},
    {"Key", "key", 125, true},
    {"ConsistentRead", "consistentRead", 37, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ProjectionExpression", "projectionExpression", 168, false},
};
constexpr MemberShape kGetRecordsInputMembers[] = {
    {"Limit", "limit", 164, false},
    {"ShardIterator", "shardIterator", 227, true},
};
constexpr MemberShape kGetResourcePolicyInputMembers[] = {
    {"ResourceArn", "resourceArn", 196, true},
};
constexpr MemberShape kGetShardIteratorInputMembers[] = {
    {"SequenceNumber", "sequenceNumber", 223, false},
    {"ShardId", "shardId", 226, true},
    {"ShardIteratorType", "shardIteratorType", 228, true},
    {"StreamArn", "streamArn", 229, true},
};
constexpr MemberShape kGlobalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"KeySchema", "keySchema", 129, true},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"Projection", "projection", 167, true},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"WarmThroughput", "warmThroughput", 280, false},
};
constexpr MemberShape kGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", "indexName", 119, false},
    {"ProvisionedWriteCapacityAutoScalingUpdate", "provisionedWriteCapacityAutoScalingUpdate", 13,
     false},
};
constexpr MemberShape kGlobalSecondaryIndexUpdateMembers[] = {
    {"Create", "create", 41, false},
    {"Update", "update", 263, false},
    {"Delete", "delete", 55, false},
};
constexpr MemberShape kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"ProvisionedWriteCapacityAutoScalingSettingsUpdate",
     "provisionedWriteCapacityAutoScalingSettingsUpdate", 13, false},
    {"ProvisionedWriteCapacityUnits", "provisionedWriteCapacityUnits", 165, false},
};
constexpr std::string_view kGlobalTableSettingsReplicationModeValues[] = {
    "ENABLED",
    "DISABLED",
    "ENABLED_WITH_OVERRIDES",
};
constexpr MemberShape kGlobalTableWitnessGroupUpdateMembers[] = {
    {"Create", "create", 43, false},
    {"Delete", "delete", 56, false},
};
constexpr MemberShape kImportTableInputMembers[] = {
    {"ClientToken", "clientToken", 30, false},
    {"InputCompressionType", "inputCompressionType", 120, false},
    {"InputFormat", "inputFormat", 121, true},
    {"InputFormatOptions", "inputFormatOptions", 122, false},
    {"S3BucketSource", "s3BucketSource", 206, true},
    {"TableCreationParameters", "tableCreationParameters", 236, true},
};
constexpr MemberShape kIncrementalExportSpecificationMembers[] = {
    {"ExportFromTime", "exportFromTime", 87, false},
    {"ExportToTime", "exportToTime", 91, false},
    {"ExportViewType", "exportViewType", 93, false},
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
    {"Csv", "csv", 51, false},
};
constexpr MemberShape kKeySchemaElementMembers[] = {
    {"AttributeName", "attributeName", 130, true},
    {"KeyType", "keyType", 132, true},
};
constexpr std::string_view kKeyTypeValues[] = {
    "HASH",
    "RANGE",
};
constexpr MemberShape kKeysAndAttributesMembers[] = {
    {"Keys", "keys", 134, true},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"ConsistentRead", "consistentRead", 37, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ProjectionExpression", "projectionExpression", 168, false},
};
constexpr MemberShape kKinesisStreamingDestinationInputMembers[] = {
    {"EnableKinesisStreamingConfiguration", "enableKinesisStreamingConfiguration", 80, false},
    {"StreamArn", "streamArn", 229, true},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kListBackupsInputMembers[] = {
    {"BackupType", "backupType", 17, false},
    {"ExclusiveStartBackupArn", "exclusiveStartBackupArn", 15, false},
    {"Limit", "limit", 18, false},
    {"TableName", "tableName", 239, false},
    {"TimeRangeLowerBound", "timeRangeLowerBound", 246, false},
    {"TimeRangeUpperBound", "timeRangeUpperBound", 247, false},
};
constexpr MemberShape kListContributorInsightsInputMembers[] = {
    {"MaxResults", "maxResults", 138, false},
    {"NextToken", "nextToken", 152, false},
    {"TableName", "tableName", 239, false},
};
constexpr MemberShape kListExportsInputMembers[] = {
    {"MaxResults", "maxResults", 140, false},
    {"NextToken", "nextToken", 88, false},
    {"TableArn", "tableArn", 234, false},
};
constexpr MemberShape kListGlobalTablesInputMembers[] = {
    {"ExclusiveStartGlobalTableName", "exclusiveStartGlobalTableName", 238, false},
    {"Limit", "limit", 164, false},
    {"RegionName", "regionName", 179, false},
};
constexpr MemberShape kListImportsInputMembers[] = {
    {"NextToken", "nextToken", 116, false},
    {"PageSize", "pageSize", 143, false},
    {"TableArn", "tableArn", 234, false},
};
constexpr MemberShape kListStreamsInputMembers[] = {
    {"ExclusiveStartStreamArn", "exclusiveStartStreamArn", 229, false},
    {"Limit", "limit", 164, false},
    {"TableName", "tableName", 238, false},
};
constexpr MemberShape kListTablesInputMembers[] = {
    {"Limit", "limit", 146, false},
    {"ExclusiveStartTableName", "exclusiveStartTableName", 238, false},
};
constexpr MemberShape kListTagsOfResourceInputMembers[] = {
    {"NextToken", "nextToken", 152, false},
    {"ResourceArn", "resourceArn", 196, true},
};
constexpr MemberShape kLocalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"KeySchema", "keySchema", 237, true},
    {"Projection", "projection", 167, true},
};
constexpr std::string_view kMultiRegionConsistencyValues[] = {
    "EVENTUAL",
    "STRONG",
};
constexpr MemberShape kOnDemandThroughputMembers[] = {
    {"MaxReadRequestUnits", "maxReadRequestUnits", 150, false},
    {"MaxWriteRequestUnits", "maxWriteRequestUnits", 150, false},
};
constexpr MemberShape kOnDemandThroughputOverrideMembers[] = {
    {"MaxReadRequestUnits", "maxReadRequestUnits", 150, false},
};
constexpr MemberShape kParameterizedStatementMembers[] = {
    {"Parameters", "parameters", 166, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"Statement", "statement", 161, true},
};
constexpr MemberShape kPointInTimeRecoverySpecificationMembers[] = {
    {"PointInTimeRecoveryEnabled", "pointInTimeRecoveryEnabled", 28, true},
    {"RecoveryPeriodInDays", "recoveryPeriodInDays", 178, false},
};
constexpr MemberShape kProjectionMembers[] = {
    {"NonKeyAttributes", "nonKeyAttributes", 154, false},
    {"ProjectionType", "projectionType", 169, false},
};
constexpr std::string_view kProjectionTypeValues[] = {
    "ALL",
    "INCLUDE",
    "KEYS_ONLY",
};
constexpr MemberShape kProvisionedThroughputMembers[] = {
    {"WriteCapacityUnits", "writeCapacityUnits", 165, true},
    {"ReadCapacityUnits", "readCapacityUnits", 165, true},
};
constexpr MemberShape kProvisionedThroughputOverrideMembers[] = {
    {"ReadCapacityUnits", "readCapacityUnits", 165, false},
};
constexpr MemberShape kPutMembers[] = {
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"Item", "item", 174, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kPutItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TableName", "tableName", 239, true},
    {"Item", "item", 174, true},
    {"ConditionalOperator", "conditionalOperator", 35, false},
    {"Expected", "expected", 83, false},
    {"ReturnValues", "returnValues", 202, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 201, false},
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
};
constexpr MemberShape kPutRequestMembers[] = {
    {"Item", "item", 174, true},
};
constexpr MemberShape kPutResourcePolicyInputMembers[] = {
    {"ConfirmRemoveSelfResourceAccess", "confirmRemoveSelfResourceAccess", 36, false},
    {"ExpectedRevisionId", "expectedRevisionId", 163, false},
    {"Policy", "policy", 197, true},
    {"ResourceArn", "resourceArn", 196, true},
};
constexpr MemberShape kQueryInputMembers[] = {
    {"Select", "select", 222, false},
    {"IndexName", "indexName", 119, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"QueryFilter", "queryFilter", 98, false},
    {"TableName", "tableName", 239, true},
    {"ConditionalOperator", "conditionalOperator", 35, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"Limit", "limit", 164, false},
    {"KeyConditions", "keyConditions", 126, false},
    {"ConsistentRead", "consistentRead", 37, false},
    {"ExclusiveStartKey", "exclusiveStartKey", 125, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"FilterExpression", "filterExpression", 34, false},
    {"KeyConditionExpression", "keyConditionExpression", 127, false},
    {"ProjectionExpression", "projectionExpression", 168, false},
    {"ScanIndexForward", "scanIndexForward", 28, false},
};
constexpr MemberShape kReplicaMembers[] = {
    {"RegionName", "regionName", 179, false},
};
constexpr MemberShape kReplicaAutoScalingUpdateMembers[] = {
    {"RegionName", "regionName", 179, true},
    {"ReplicaGlobalSecondaryIndexUpdates", "replicaGlobalSecondaryIndexUpdates", 185, false},
    {"ReplicaProvisionedReadCapacityAutoScalingUpdate",
     "replicaProvisionedReadCapacityAutoScalingUpdate", 13, false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 156, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 171, false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", "indexName", 119, false},
    {"ProvisionedReadCapacityAutoScalingUpdate", "provisionedReadCapacityAutoScalingUpdate", 13,
     false},
};
constexpr MemberShape kReplicaGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"ProvisionedReadCapacityAutoScalingSettingsUpdate",
     "provisionedReadCapacityAutoScalingSettingsUpdate", 13, false},
    {"ProvisionedReadCapacityUnits", "provisionedReadCapacityUnits", 165, false},
};
constexpr MemberShape kReplicaSettingsUpdateMembers[] = {
    {"RegionName", "regionName", 179, true},
    {"ReplicaGlobalSecondaryIndexSettingsUpdate", "replicaGlobalSecondaryIndexSettingsUpdate", 188,
     false},
    {"ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate",
     "replicaProvisionedReadCapacityAutoScalingSettingsUpdate", 13, false},
    {"ReplicaProvisionedReadCapacityUnits", "replicaProvisionedReadCapacityUnits", 165, false},
    {"ReplicaTableClass", "replicaTableClass", 235, false},
};
constexpr MemberShape kReplicaUpdateMembers[] = {
    {"Create", "create", 44, false},
    {"Delete", "delete", 58, false},
};
constexpr MemberShape kReplicationGroupUpdateMembers[] = {
    {"Create", "create", 45, false},
    {"Delete", "delete", 59, false},
    {"Update", "update", 269, false},
};
constexpr MemberShape kRestoreTableFromBackupInputMembers[] = {
    {"BackupArn", "backupArn", 15, true},
    {"BillingModeOverride", "billingModeOverride", 27, false},
    {"GlobalSecondaryIndexOverride", "globalSecondaryIndexOverride", 107, false},
    {"LocalSecondaryIndexOverride", "localSecondaryIndexOverride", 149, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 155, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 170, false},
    {"SSESpecificationOverride", "sSESpecificationOverride", 211, false},
    {"TargetTableName", "targetTableName", 238, true},
    {"VectorIndexOverride", "vectorIndexOverride", 277, false},
};
constexpr MemberShape kRestoreTableToPointInTimeInputMembers[] = {
    {"BillingModeOverride", "billingModeOverride", 27, false},
    {"GlobalSecondaryIndexOverride", "globalSecondaryIndexOverride", 107, false},
    {"LocalSecondaryIndexOverride", "localSecondaryIndexOverride", 149, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 155, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 170, false},
    {"RestoreDateTime", "restoreDateTime", 52, false},
    {"SSESpecificationOverride", "sSESpecificationOverride", 211, false},
    {"SourceTableArn", "sourceTableArn", 234, false},
    {"SourceTableName", "sourceTableName", 238, false},
    {"TargetTableName", "targetTableName", 238, true},
    {"UseLatestRestorableTime", "useLatestRestorableTime", 28, false},
    {"VectorIndexOverride", "vectorIndexOverride", 277, false},
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
    {"S3Bucket", "s3Bucket", 204, true},
    {"S3BucketOwner", "s3BucketOwner", 205, false},
    {"S3KeyPrefix", "s3KeyPrefix", 207, false},
};
constexpr std::string_view kS3SseAlgorithmValues[] = {
    "AES256",
    "KMS",
};
constexpr MemberShape kSSESpecificationMembers[] = {
    {"Enabled", "enabled", 210, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 124, false},
    {"SSEType", "sSEType", 212, false},
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
    {"Select", "select", 222, false},
    {"IndexName", "indexName", 119, false},
    {"TotalSegments", "totalSegments", 216, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TableName", "tableName", 239, true},
    {"ConditionalOperator", "conditionalOperator", 35, false},
    {"ScanFilter", "scanFilter", 98, false},
    {"Segment", "segment", 215, false},
    {"AttributesToGet", "attributesToGet", 5, false},
    {"Limit", "limit", 164, false},
    {"ConsistentRead", "consistentRead", 37, false},
    {"ExclusiveStartKey", "exclusiveStartKey", 125, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"FilterExpression", "filterExpression", 34, false},
    {"ProjectionExpression", "projectionExpression", 168, false},
};
constexpr MemberShape kSearchSchemaElementMembers[] = {
    {"AttributeName", "attributeName", 4, true},
    {"SearchSchemaElementType", "searchSchemaElementType", 219, true},
};
constexpr std::string_view kSearchSchemaElementTypeValues[] = {
    "HASH",
    "INLINE_FILTER",
};
constexpr MemberShape kSearchVectorsInputMembers[] = {
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"IndexName", "indexName", 119, true},
    {"ProjectionExpression", "projectionExpression", 168, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"SearchConditionExpression", "searchConditionExpression", 233, false},
    {"SearchVector", "searchVector", 220, true},
    {"TableName", "tableName", 239, true},
    {"TopK", "topK", 251, true},
};
constexpr std::string_view kSelectValues[] = {
    "SPECIFIC_ATTRIBUTES",
    "COUNT",
    "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES",
};
constexpr MemberShape kShardFilterMembers[] = {
    {"ShardId", "shardId", 226, false},
    {"Type", "type", 225, false},
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
    {"StreamEnabled", "streamEnabled", 230, true},
    {"StreamViewType", "streamViewType", 232, false},
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
    {"BillingMode", "billingMode", 27, false},
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 107, false},
    {"KeySchema", "keySchema", 129, true},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"SSESpecification", "sSESpecification", 211, false},
    {"TableName", "tableName", 238, true},
    {"VectorIndexes", "vectorIndexes", 277, false},
};
constexpr MemberShape kTagMembers[] = {
    {"Key", "key", 242, true},
    {"Value", "value", 245, true},
};
constexpr MemberShape kTagResourceInputMembers[] = {
    {"ResourceArn", "resourceArn", 196, true},
    {"Tags", "tags", 243, true},
};
constexpr MemberShape kTimeToLiveSpecificationMembers[] = {
    {"AttributeName", "attributeName", 248, true},
    {"Enabled", "enabled", 249, true},
};
constexpr MemberShape kTransactGetItemMembers[] = {
    {"Get", "get", 99, true},
};
constexpr MemberShape kTransactGetItemsInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TransactItems", "transactItems", 253, true},
};
constexpr MemberShape kTransactWriteItemMembers[] = {
    {"ConditionCheck", "conditionCheck", 33, false},
    {"Put", "put", 172, false},
    {"Delete", "delete", 53, false},
    {"Update", "update", 259, false},
};
constexpr MemberShape kTransactWriteItemsInputMembers[] = {
    {"ClientRequestToken", "clientRequestToken", 29, false},
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 201, false},
    {"TransactItems", "transactItems", 256, true},
};
constexpr MemberShape kUntagResourceInputMembers[] = {
    {"ResourceArn", "resourceArn", 196, true},
    {"TagKeys", "tagKeys", 241, true},
};
constexpr MemberShape kUpdateMembers[] = {
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"Key", "key", 125, true},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"TableName", "tableName", 239, true},
    {"UpdateExpression", "updateExpression", 262, true},
};
constexpr MemberShape kUpdateContinuousBackupsInputMembers[] = {
    {"PointInTimeRecoverySpecification", "pointInTimeRecoverySpecification", 162, true},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kUpdateContributorInsightsInputMembers[] = {
    {"ContributorInsightsAction", "contributorInsightsAction", 38, true},
    {"ContributorInsightsMode", "contributorInsightsMode", 39, false},
    {"IndexName", "indexName", 119, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kUpdateGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", "indexName", 119, true},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"WarmThroughput", "warmThroughput", 280, false},
};
constexpr MemberShape kUpdateGlobalTableInputMembers[] = {
    {"GlobalTableName", "globalTableName", 238, true},
    {"ReplicaUpdates", "replicaUpdates", 193, true},
};
constexpr MemberShape kUpdateGlobalTableSettingsInputMembers[] = {
    {"GlobalTableBillingMode", "globalTableBillingMode", 27, false},
    {"GlobalTableGlobalSecondaryIndexSettingsUpdate",
     "globalTableGlobalSecondaryIndexSettingsUpdate", 111, false},
    {"GlobalTableName", "globalTableName", 238, true},
    {"GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate",
     "globalTableProvisionedWriteCapacityAutoScalingSettingsUpdate", 13, false},
    {"GlobalTableProvisionedWriteCapacityUnits", "globalTableProvisionedWriteCapacityUnits", 165,
     false},
    {"ReplicaSettingsUpdate", "replicaSettingsUpdate", 191, false},
};
constexpr MemberShape kUpdateItemInputMembers[] = {
    {"ReturnConsumedCapacity", "returnConsumedCapacity", 200, false},
    {"TableName", "tableName", 239, true},
    {"ReturnItemCollectionMetrics", "returnItemCollectionMetrics", 201, false},
    {"ReturnValues", "returnValues", 202, false},
    {"Key", "key", 125, true},
    {"ConditionalOperator", "conditionalOperator", 35, false},
    {"Expected", "expected", 83, false},
    {"AttributeUpdates", "attributeUpdates", 6, false},
    {"ConditionExpression", "conditionExpression", 34, false},
    {"ExpressionAttributeNames", "expressionAttributeNames", 94, false},
    {"ExpressionAttributeValues", "expressionAttributeValues", 96, false},
    {"ReturnValuesOnConditionCheckFailure", "returnValuesOnConditionCheckFailure", 203, false},
    {"UpdateExpression", "updateExpression", 262, false},
};
constexpr MemberShape kUpdateKinesisStreamingConfigurationMembers[] = {
    {"ApproximateCreationDateTimePrecision", "approximateCreationDateTimePrecision", 0, false},
};
constexpr MemberShape kUpdateKinesisStreamingDestinationInputMembers[] = {
    {"StreamArn", "streamArn", 229, true},
    {"TableName", "tableName", 239, true},
    {"UpdateKinesisStreamingConfiguration", "updateKinesisStreamingConfiguration", 267, false},
};
constexpr MemberShape kUpdateReplicationGroupMemberActionMembers[] = {
    {"GlobalSecondaryIndexes", "globalSecondaryIndexes", 186, false},
    {"KMSMasterKeyId", "kMSMasterKeyId", 124, false},
    {"OnDemandThroughputOverride", "onDemandThroughputOverride", 156, false},
    {"ProvisionedThroughputOverride", "provisionedThroughputOverride", 171, false},
    {"RegionName", "regionName", 179, true},
    {"TableClassOverride", "tableClassOverride", 235, false},
};
constexpr MemberShape kUpdateTableInputMembers[] = {
    {"TableName", "tableName", 239, true},
    {"ProvisionedThroughput", "provisionedThroughput", 170, false},
    {"BillingMode", "billingMode", 27, false},
    {"GlobalSecondaryIndexUpdates", "globalSecondaryIndexUpdates", 109, false},
    {"AttributeDefinitions", "attributeDefinitions", 3, false},
    {"DeletionProtectionEnabled", "deletionProtectionEnabled", 64, false},
    {"GlobalTableSettingsReplicationMode", "globalTableSettingsReplicationMode", 112, false},
    {"GlobalTableWitnessUpdates", "globalTableWitnessUpdates", 114, false},
    {"MultiRegionConsistency", "multiRegionConsistency", 151, false},
    {"OnDemandThroughput", "onDemandThroughput", 155, false},
    {"ReplicaUpdates", "replicaUpdates", 195, false},
    {"SSESpecification", "sSESpecification", 211, false},
    {"StreamSpecification", "streamSpecification", 231, false},
    {"TableClass", "tableClass", 235, false},
    {"VectorIndexUpdates", "vectorIndexUpdates", 279, false},
    {"WarmThroughput", "warmThroughput", 280, false},
};
constexpr MemberShape kUpdateTableReplicaAutoScalingInputMembers[] = {
    {"GlobalSecondaryIndexUpdates", "globalSecondaryIndexUpdates", 106, false},
    {"ProvisionedWriteCapacityAutoScalingUpdate", "provisionedWriteCapacityAutoScalingUpdate", 13,
     false},
    {"ReplicaUpdates", "replicaUpdates", 182, false},
    {"TableName", "tableName", 239, true},
};
constexpr MemberShape kUpdateTimeToLiveInputMembers[] = {
    {"TableName", "tableName", 239, true},
    {"TimeToLiveSpecification", "timeToLiveSpecification", 250, true},
};
constexpr MemberShape kVectorAttributeDefinitionMembers[] = {
    {"AttributeName", "attributeName", 274, true},
};
constexpr std::string_view kVectorDistanceFunctionValues[] = {
    "COSINE",
    "DOT_PRODUCT",
    "EUCLIDEAN",
};
constexpr MemberShape kVectorIndexMembers[] = {
    {"Dimensions", "dimensions", 165, true},
    {"DistanceFunction", "distanceFunction", 275, true},
    {"IndexName", "indexName", 119, true},
    {"Projection", "projection", 167, true},
    {"SearchSchema", "searchSchema", 217, false},
    {"VectorAttribute", "vectorAttribute", 273, true},
};
constexpr MemberShape kVectorIndexUpdateMembers[] = {
    {"Create", "create", 47, false},
    {"Delete", "delete", 63, false},
};
constexpr MemberShape kWarmThroughputMembers[] = {
    {"ReadUnitsPerSecond", "readUnitsPerSecond", 150, false},
    {"WriteUnitsPerSecond", "writeUnitsPerSecond", 150, false},
};
constexpr MemberShape kWriteRequestMembers[] = {
    {"PutRequest", "putRequest", 175, false},
    {"DeleteRequest", "deleteRequest", 60, false},
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
     .element = 133,
     .key = 239},
    {.name = "BatchGetRequests", .kind = ShapeKind::kMap, .max = 100, .element = 133, .key = 239},
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
     .element = 282,
     .key = 239},
    {.name = "BatchWriteRequests", .kind = ShapeKind::kMap, .max = 25, .element = 282, .key = 239},
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
    {.name = "CsvHeaderList", .kind = ShapeKind::kList, .min = 1, .max = 255, .element = 49},
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
    {.name = "ExpectedAttributeMap", .kind = ShapeKind::kMap, .element = 84, .key = 4},
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
    {.name = "ExpressionAttributeNameMap", .kind = ShapeKind::kMap, .element = 4, .key = 95},
    {.name = "ExpressionAttributeNameVariable", .kind = ShapeKind::kString},
    {.name = "ExpressionAttributeValueMap", .kind = ShapeKind::kMap, .element = 7, .key = 97},
    {.name = "ExpressionAttributeValueVariable", .kind = ShapeKind::kString},
    {.name = "FilterConditionMap", .kind = ShapeKind::kMap, .element = 32, .key = 4},
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
     .element = 105},
    {.name = "GlobalSecondaryIndexList", .kind = ShapeKind::kList, .element = 104},
    {.name = "GlobalSecondaryIndexUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalSecondaryIndexUpdateMembers},
    {.name = "GlobalSecondaryIndexUpdateList", .kind = ShapeKind::kList, .element = 108},
    {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers},
    {.name = "GlobalTableGlobalSecondaryIndexSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 20,
     .element = 110},
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
     .element = 113},
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
    {.name = "KeyConditions", .kind = ShapeKind::kMap, .element = 32, .key = 4},
    {.name = "KeyExpression", .kind = ShapeKind::kString},
    {.name = "KeyList", .kind = ShapeKind::kList, .min = 1, .max = 100, .element = 125},
    {.name = "KeySchema", .kind = ShapeKind::kList, .min = 1, .element = 131},
    {.name = "KeySchemaAttributeName", .kind = ShapeKind::kString, .min = 1, .max = 255},
    {.name = "KeySchemaElement",
     .kind = ShapeKind::kStructure,
     .members = kKeySchemaElementMembers},
    {.name = "KeyType", .kind = ShapeKind::kString, .enum_values = kKeyTypeValues},
    {.name = "KeysAndAttributes",
     .kind = ShapeKind::kStructure,
     .members = kKeysAndAttributesMembers},
    {.name = "KeysToGet", .kind = ShapeKind::kList, .min = 1, .element = 125},
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
    {.name = "LocalSecondaryIndexList", .kind = ShapeKind::kList, .element = 148},
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
     .element = 153},
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
     .element = 157},
    {.name = "PartiQLBatchRequest", .kind = ShapeKind::kList, .min = 1, .max = 25, .element = 23},
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
    {.name = "ReplicaAutoScalingUpdateList", .kind = ShapeKind::kList, .min = 1, .element = 181},
    {.name = "ReplicaGlobalSecondaryIndex",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexMembers},
    {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers},
    {.name = "ReplicaGlobalSecondaryIndexAutoScalingUpdateList",
     .kind = ShapeKind::kList,
     .element = 184},
    {.name = "ReplicaGlobalSecondaryIndexList", .kind = ShapeKind::kList, .min = 1, .element = 183},
    {.name = "ReplicaGlobalSecondaryIndexSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaGlobalSecondaryIndexSettingsUpdateMembers},
    {.name = "ReplicaGlobalSecondaryIndexSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 20,
     .element = 187},
    {.name = "ReplicaList", .kind = ShapeKind::kList, .element = 180},
    {.name = "ReplicaSettingsUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicaSettingsUpdateMembers},
    {.name = "ReplicaSettingsUpdateList",
     .kind = ShapeKind::kList,
     .min = 1,
     .max = 50,
     .element = 190},
    {.name = "ReplicaUpdate", .kind = ShapeKind::kStructure, .members = kReplicaUpdateMembers},
    {.name = "ReplicaUpdateList", .kind = ShapeKind::kList, .element = 192},
    {.name = "ReplicationGroupUpdate",
     .kind = ShapeKind::kStructure,
     .members = kReplicationGroupUpdateMembers},
    {.name = "ReplicationGroupUpdateList", .kind = ShapeKind::kList, .min = 1, .element = 194},
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
    {.name = "SearchSchema", .kind = ShapeKind::kList, .min = 1, .element = 218},
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
    {.name = "TableKeySchema", .kind = ShapeKind::kList, .min = 1, .max = 2, .element = 131},
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
    {.name = "TagKeyList", .kind = ShapeKind::kList, .element = 242},
    {.name = "TagKeyString", .kind = ShapeKind::kString, .min = 1, .max = 128},
    {.name = "TagList", .kind = ShapeKind::kList, .element = 240},
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
    {.name = "TransactGetItemList", .kind = ShapeKind::kList, .min = 1, .max = 100, .element = 252},
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
     .element = 255},
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
    {.name = "VectorIndexList", .kind = ShapeKind::kList, .element = 276},
    {.name = "VectorIndexUpdate",
     .kind = ShapeKind::kStructure,
     .members = kVectorIndexUpdateMembers},
    {.name = "VectorIndexUpdateList", .kind = ShapeKind::kList, .element = 278},
    {.name = "WarmThroughput", .kind = ShapeKind::kStructure, .members = kWarmThroughputMembers},
    {.name = "WriteRequest", .kind = ShapeKind::kStructure, .members = kWriteRequestMembers},
    {.name = "WriteRequests", .kind = ShapeKind::kList, .min = 1, .max = 25, .element = 281},
};

}  // namespace

const Shape& GetShape(ShapeId id) { return kShapes[id]; }

}  // namespace stator::json
