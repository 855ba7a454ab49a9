#include "storage/rocksdb_tables.h"

#include <utility>

namespace stator::storage {
namespace {

class QuietTableFactory final : public rocksdb::TableFactory {
 public:
  explicit QuietTableFactory(std::unique_ptr<rocksdb::TableFactory> inner)
      : inner_(std::move(inner)) {}

  const char* Name() const override { return "QuietTableFactory"; }
  // The engine finds by this what it asks of the class and of its options.
  const rocksdb::Customizable* Inner() const override { return inner_.get(); }

  rocksdb::Status ValidateOptions(const rocksdb::DBOptions& /*engine*/,
                                  const rocksdb::ColumnFamilyOptions& /*family*/) const override {
    return {};
  }
  std::string GetPrintableOptions() const override { return {}; }

  using TableFactory::NewTableReader;
  rocksdb::Status NewTableReader(const rocksdb::ReadOptions& reading,
                                 const rocksdb::TableReaderOptions& options,
                                 std::unique_ptr<rocksdb::RandomAccessFileReader>&& file,
                                 uint64_t file_bytes, std::unique_ptr<rocksdb::TableReader>* reader,
                                 bool prefetch_index_and_filter) const override {
    return inner_->NewTableReader(reading, options, std::move(file), file_bytes, reader,
                                  prefetch_index_and_filter);
  }
  rocksdb::TableBuilder* NewTableBuilder(const rocksdb::TableBuilderOptions& options,
                                         rocksdb::WritableFileWriter* file) const override {
    return inner_->NewTableBuilder(options, file);
  }
  bool IsDeleteRangeSupported() const override { return inner_->IsDeleteRangeSupported(); }

 private:
  const std::unique_ptr<rocksdb::TableFactory> inner_;
};

}  // namespace

std::shared_ptr<rocksdb::TableFactory> NewQuietTableFactory(
    std::unique_ptr<rocksdb::TableFactory> inner) {
  return std::make_shared<QuietTableFactory>(std::move(inner));
}

}  // namespace stator::storage
