#pragma once

#include <memory>
#include <string>

#include "model/result.h"

namespace stator::storage {

// A directory that this process alone uses as its store, for as long as the object lives.
//
// The file STATOR in it tells a store from a directory of someone else's, before the engine
// touches anything; a lock on that file keeps other processes out.
class DataDirectory {
 public:
  // Creates the directory and its parents when missing. Errors, each one line that says what to do
  // next: cannot be created or written, is not a directory, holds other files, is in use.
  static Result<std::unique_ptr<DataDirectory>> Acquire(const std::string& path);

  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;
  ~DataDirectory();

 private:
  explicit DataDirectory(int marker_fd) : marker_fd_(marker_fd) {}

  const int marker_fd_;
};

}  // namespace stator::storage
