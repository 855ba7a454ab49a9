#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "model/error.h"

namespace stator {

// Either a T or the Error that prevented it. Our code does not throw; what can fail returns this.
template <typename T>
class [[nodiscard]] Result {
 public:
  using Value = T;

  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Only when ok().
  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Only when !ok().
  Error& error() & { return *std::get_if<1>(&state_); }
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }

  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

// Leaves the enclosing function with the error of `expression` (a Result) if it has one.
#define STATOR_RETURN_IF_ERROR(expression)                        \
  do {                                                            \
    if (auto stator_status = (expression); !stator_status.ok()) { \
      return std::move(stator_status).error();                    \
    }                                                             \
  } while (false)

#define STATOR_CONCAT_INNER(a, b) a##b
#define STATOR_CONCAT(a, b) STATOR_CONCAT_INNER(a, b)

// STATOR_ASSIGN_OR_RETURN(auto x, F()): x is F()'s value, or the function returns F()'s error.
#define STATOR_ASSIGN_OR_RETURN(declaration, expression) \
  STATOR_ASSIGN_OR_RETURN_INNER(STATOR_CONCAT(stator_result_, __LINE__), declaration, expression)
#define STATOR_ASSIGN_OR_RETURN_INNER(result, declaration, expression) \
  auto result = (expression);                                          \
  if (!(result).ok()) return std::move(result).error();                \
  declaration = std::move(result).value()

}  // namespace stator
