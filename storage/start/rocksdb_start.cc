// Linked into the program alone: what RocksDB does in every process and Stator has no use for, a
// third of the instructions of a start. None of it is an option of RocksDB's.
//
// A function __wrap_f is called in place of f, by the linker's --wrap (CMakeLists.txt). Where
// RocksDB's own function is defined once more, the linker takes this one and leaves out the object
// file of the archive; if anything else of that file were needed, it would complain of two.

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/statistics.h>

#include <cstdlib>

namespace rocksdb {

// Its file makes the names of 400 counters before main(), and nobody counts.
Status Statistics::CreateFromString(const ConfigOptions& /*options*/, const std::string& /*id*/,
                                    std::shared_ptr<Statistics>* /*result*/) {
  return Status::NotSupported("statistics are left out");
}

}  // namespace rocksdb

namespace stator::storage {

// What these are is said by their names in object files.

// CompactionJob::ProcessKeyValueCompactionWithCompactionService(), which is called when
// DBOptions::compaction_service is set. Its file makes tables of option names.
void CompactWithAService() asm(
    "_ZN7rocksdb13CompactionJob46ProcessKeyValueCompactionWithCompactionService"
    "EPNS_18SubcompactionStateE");
void CompactWithAService() { std::abort(); }

// ValidateOptions(const DBOptions&, const ColumnFamilyOptions&): makes objects of all options of a
// family and asks each. These options are always the same but for sizes, and tests open stores with
// them without this file.
rocksdb::Status
ValidateOptions(const rocksdb::DBOptions& options, const rocksdb::ColumnFamilyOptions& family) asm(
    "__wrap__ZN7rocksdb15ValidateOptionsERKNS_9DBOptionsERKNS_19ColumnFamilyOptionsE");
rocksdb::Status ValidateOptions(const rocksdb::DBOptions& /*options*/,
                                const rocksdb::ColumnFamilyOptions& /*family*/) {
  return {};
}

// ColumnFamilyOptions::Dump() and DumpDBFileSummary(): put all options and files into words for a
// log that nobody keeps (SilentLogger in storage/rocksdb_options.cc).
void DumpOptions(const rocksdb::ColumnFamilyOptions& options, rocksdb::Logger* log) asm(
    "__wrap__ZNK7rocksdb19ColumnFamilyOptions4DumpEPNS_6LoggerE");
void DumpOptions(const rocksdb::ColumnFamilyOptions& /*options*/, rocksdb::Logger* /*log*/) {}

void DumpFiles() asm(
    "__wrap__ZN7rocksdb17DumpDBFileSummaryERKNS_18ImmutableDBOptionsERKNSt7__cxx1112basic_string"
    "IcSt11char_traitsIcESaIcEEESA_");
void DumpFiles() {}

// DBImpl::StartPeriodicTaskScheduler(): a thread that flushes the same log every ten seconds, and
// would write statistics if any were wanted.
rocksdb::Status StartPeriodicTasks(void* database) asm(
    "__wrap__ZN7rocksdb6DBImpl26StartPeriodicTaskSchedulerEv");
rocksdb::Status StartPeriodicTasks(void* /*database*/) { return {}; }

}  // namespace stator::storage

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names.

// The number of cores, for each array that has an element for each of them. The C library reads and
// parses a file of the system's each time.
int __real_get_nprocs();
int __wrap_get_nprocs();
int __wrap_get_nprocs() {
  static const int cores = __real_get_nprocs();
  return cores;
}

// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"
