// Written by generate_shapes.py from the service's published API model; do not edit.
#pragma once

#include "server/json/shape.h"

// The request structure of every operation.
namespace stator::json::shapes {

inline constexpr ShapeId kBatchExecuteStatementInput = 19;
inline constexpr ShapeId kBatchGetItemInput = 20;
inline constexpr ShapeId kBatchWriteItemInput = 24;
inline constexpr ShapeId kCreateBackupInput = 40;
inline constexpr ShapeId kCreateGlobalTableInput = 42;
inline constexpr ShapeId kCreateTableInput = 46;
inline constexpr ShapeId kDeleteBackupInput = 54;
inline constexpr ShapeId kDeleteItemInput = 57;
inline constexpr ShapeId kDeleteResourcePolicyInput = 61;
inline constexpr ShapeId kDeleteTableInput = 62;
inline constexpr ShapeId kDescribeBackupInput = 65;
inline constexpr ShapeId kDescribeContinuousBackupsInput = 66;
inline constexpr ShapeId kDescribeContributorInsightsInput = 67;
inline constexpr ShapeId kDescribeEndpointsRequest = 68;
inline constexpr ShapeId kDescribeExportInput = 69;
inline constexpr ShapeId kDescribeGlobalTableInput = 70;
inline constexpr ShapeId kDescribeGlobalTableSettingsInput = 71;
inline constexpr ShapeId kDescribeImportInput = 72;
inline constexpr ShapeId kDescribeKinesisStreamingDestinationInput = 73;
inline constexpr ShapeId kDescribeLimitsInput = 74;
inline constexpr ShapeId kDescribeStreamInput = 75;
inline constexpr ShapeId kDescribeTableInput = 76;
inline constexpr ShapeId kDescribeTableReplicaAutoScalingInput = 77;
inline constexpr ShapeId kDescribeTimeToLiveInput = 78;
inline constexpr ShapeId kExecuteStatementInput = 81;
inline constexpr ShapeId kExecuteTransactionInput = 82;
inline constexpr ShapeId kExportTableToPointInTimeInput = 89;
inline constexpr ShapeId kGetItemInput = 100;
inline constexpr ShapeId kGetRecordsInput = 101;
inline constexpr ShapeId kGetResourcePolicyInput = 102;
inline constexpr ShapeId kGetShardIteratorInput = 103;
inline constexpr ShapeId kImportTableInput = 117;
inline constexpr ShapeId kKinesisStreamingDestinationInput = 135;
inline constexpr ShapeId kListBackupsInput = 136;
inline constexpr ShapeId kListContributorInsightsInput = 137;
inline constexpr ShapeId kListExportsInput = 139;
inline constexpr ShapeId kListGlobalTablesInput = 141;
inline constexpr ShapeId kListImportsInput = 142;
inline constexpr ShapeId kListStreamsInput = 144;
inline constexpr ShapeId kListTablesInput = 145;
inline constexpr ShapeId kListTagsOfResourceInput = 147;
inline constexpr ShapeId kPutItemInput = 173;
inline constexpr ShapeId kPutResourcePolicyInput = 176;
inline constexpr ShapeId kQueryInput = 177;
inline constexpr ShapeId kRestoreTableFromBackupInput = 198;
inline constexpr ShapeId kRestoreTableToPointInTimeInput = 199;
inline constexpr ShapeId kScanInput = 214;
inline constexpr ShapeId kSearchVectorsInput = 221;
inline constexpr ShapeId kTagResourceInput = 244;
inline constexpr ShapeId kTransactGetItemsInput = 254;
inline constexpr ShapeId kTransactWriteItemsInput = 257;
inline constexpr ShapeId kUntagResourceInput = 258;
inline constexpr ShapeId kUpdateContinuousBackupsInput = 260;
inline constexpr ShapeId kUpdateContributorInsightsInput = 261;
inline constexpr ShapeId kUpdateGlobalTableInput = 264;
inline constexpr ShapeId kUpdateGlobalTableSettingsInput = 265;
inline constexpr ShapeId kUpdateItemInput = 266;
inline constexpr ShapeId kUpdateKinesisStreamingDestinationInput = 268;
inline constexpr ShapeId kUpdateTableInput = 270;
inline constexpr ShapeId kUpdateTableReplicaAutoScalingInput = 271;
inline constexpr ShapeId kUpdateTimeToLiveInput = 272;

}  // namespace stator::json::shapes
