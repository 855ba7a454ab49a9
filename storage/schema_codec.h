#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/stream_schema.h"
#include "model/table_schema.h"

// The stored form of the schemas of tables and streams (docs/storage-format.md): numbered fields,
// each with its length, so that an older server skips what a newer one added.
namespace stator::storage {

std::string EncodeSchema(const TableSchema& schema);

// nullopt: the bytes are corrupt, or of a format or with a value this server does not know.
// Unknown fields are passed over; missing ones keep TableSchema's defaults.
std::optional<TableSchema> DecodeSchema(std::string_view bytes);

std::string EncodeStream(const StreamSchema& schema);
// As DecodeSchema().
std::optional<StreamSchema> DecodeStream(std::string_view bytes);

}  // namespace stator::storage
