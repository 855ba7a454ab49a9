// Written by generate_shapes.py from the service's published API model; do not edit.
#pragma once

#include "server/json/shape.h"

// The request structure of every operation.
namespace stator::json::shapes {

inline constexpr ShapeId kBatchExecuteStatementInput = 19;
inline constexpr ShapeId kBatchGetItemInput = 20;
inline constexpr ShapeId kBatchWriteItemInput = 23;
inline constexpr ShapeId kCreateBackupInput = 38;
inline constexpr ShapeId kCreateGlobalTableInput = 40;
inline constexpr ShapeId kCreateTableInput = 44;
inline constexpr ShapeId kDeleteBackupInput = 52;
inline constexpr ShapeId kDeleteItemInput = 55;
inline constexpr ShapeId kDeleteResourcePolicyInput = 59;
inline constexpr ShapeId kDeleteTableInput = 60;
inline constexpr ShapeId kDescribeBackupInput = 63;
inline constexpr ShapeId kDescribeContinuousBackupsInput = 64;
inline constexpr ShapeId kDescribeContributorInsightsInput = 65;
inline constexpr ShapeId kDescribeEndpointsRequest = 66;
inline constexpr ShapeId kDescribeExportInput = 67;
inline constexpr ShapeId kDescribeGlobalTableInput = 68;
inline constexpr ShapeId kDescribeGlobalTableSettingsInput = 69;
inline constexpr ShapeId kDescribeImportInput = 70;
inline constexpr ShapeId kDescribeKinesisStreamingDestinationInput = 71;
inline constexpr ShapeId kDescribeLimitsInput = 72;
inline constexpr ShapeId kDescribeStreamInput = 73;
inline constexpr ShapeId kDescribeTableInput = 74;
inline constexpr ShapeId kDescribeTableReplicaAutoScalingInput = 75;
inline constexpr ShapeId kDescribeTimeToLiveInput = 76;
inline constexpr ShapeId kExecuteStatementInput = 79;
inline constexpr ShapeId kExecuteTransactionInput = 80;
inline constexpr ShapeId kExportTableToPointInTimeInput = 87;
inline constexpr ShapeId kGetItemInput = 98;
inline constexpr ShapeId kGetRecordsInput = 99;
inline constexpr ShapeId kGetResourcePolicyInput = 100;
inline constexpr ShapeId kGetShardIteratorInput = 101;
inline constexpr ShapeId kImportTableInput = 115;
inline constexpr ShapeId kKinesisStreamingDestinationInput = 132;
inline constexpr ShapeId kListBackupsInput = 133;
inline constexpr ShapeId kListContributorInsightsInput = 134;
inline constexpr ShapeId kListExportsInput = 136;
inline constexpr ShapeId kListGlobalTablesInput = 138;
inline constexpr ShapeId kListImportsInput = 139;
inline constexpr ShapeId kListStreamsInput = 141;
inline constexpr ShapeId kListTablesInput = 142;
inline constexpr ShapeId kListTagsOfResourceInput = 144;
inline constexpr ShapeId kPutItemInput = 170;
inline constexpr ShapeId kPutResourcePolicyInput = 173;
inline constexpr ShapeId kQueryInput = 174;
inline constexpr ShapeId kRestoreTableFromBackupInput = 195;
inline constexpr ShapeId kRestoreTableToPointInTimeInput = 196;
inline constexpr ShapeId kScanInput = 211;
inline constexpr ShapeId kSearchVectorsInput = 218;
inline constexpr ShapeId kTagResourceInput = 241;
inline constexpr ShapeId kTransactGetItemsInput = 251;
inline constexpr ShapeId kTransactWriteItemsInput = 254;
inline constexpr ShapeId kUntagResourceInput = 255;
inline constexpr ShapeId kUpdateContinuousBackupsInput = 257;
inline constexpr ShapeId kUpdateContributorInsightsInput = 258;
inline constexpr ShapeId kUpdateGlobalTableInput = 261;
inline constexpr ShapeId kUpdateGlobalTableSettingsInput = 262;
inline constexpr ShapeId kUpdateItemInput = 263;
inline constexpr ShapeId kUpdateKinesisStreamingDestinationInput = 265;
inline constexpr ShapeId kUpdateTableInput = 267;
inline constexpr ShapeId kUpdateTableReplicaAutoScalingInput = 268;
inline constexpr ShapeId kUpdateTimeToLiveInput = 269;

}  // namespace stator::json::shapes
