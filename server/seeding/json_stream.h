#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/result.h"

namespace stator::server {

// Takes a file of JSON values apart without reading it whole: values that follow each other, as in
// JSON lines, and the elements of arrays that are values of the file. What is inside of a value is
// left to whoever parses it.
class JsonStream {
 public:
  // Appends some of the file to what is given; false: there is no more.
  using Reader = std::function<Result<bool>(std::string& buffer)>;

  // `file` is what errors call it.
  JsonStream(std::string file, Reader reader)
      : file_(std::move(file)), reader_(std::move(reader)) {}

  struct Value {
    std::string text;
    size_t line = 0;        // on which it begins
    bool in_array = false;  // an element of an array
  };
  // nullopt: that was all.
  Result<std::optional<Value>> Next();

 private:
  // What may come next in an array.
  enum class Place { kOutside, kFirst, kComma, kElement };

  // Makes buffer_[at_] a byte of the file; false at its end.
  Result<bool> Fill();
  // Passes over whitespace, counting lines; false at the end.
  Result<bool> SkipBlanks();
  // Reads to the end of the value that begins at at_.
  Result<std::string> TakeValue();
  // Whether the next byte opens, closes or goes on in an array, so that no value begins here.
  Result<bool> TakePunctuation();
  Error ErrorHere(std::string_view reason) const;

  const std::string file_;
  const Reader reader_;
  std::string buffer_;
  size_t at_ = 0;
  size_t line_ = 1;
  bool ended_ = false;
  Place place_ = Place::kOutside;
};

}  // namespace stator::server
