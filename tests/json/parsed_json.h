#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/json/json_value.h"

namespace stator::json {

// A JSON text that a test is sure of, parsed, together with the memory it lives in.
class ParsedJson {
 public:
  explicit ParsedJson(std::string_view text)
      : body_(std::make_unique<std::string>(text)), arena_(std::make_unique<Arena>()) {
    Result<JsonValue> parsed = Parse(*arena_, *body_);
    ok_ = parsed.ok();
    if (ok_) value_ = *parsed;
  }

  bool ok() const { return ok_; }
  const JsonValue& value() const { return value_; }
  Arena& arena() { return *arena_; }

 private:
  std::unique_ptr<std::string> body_;
  std::unique_ptr<Arena> arena_;
  bool ok_ = false;
  JsonValue value_;
};

}  // namespace stator::json
