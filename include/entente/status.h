// Status and Result: how every call of the library that can fail says so.
// No exception leaves the library; a Status holds a code, a message for a person, and the place of the mistake.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace entente {

// The numbers are those of the C ABI and are never reused.
enum class Code : int32_t {
  kOk = 0,
  kInvalidArgument = 1,  // the caller passed something that no call can accept
  kNotFound = 2,         // a file, a currency or a record is not there
  kBadText = 3,          // the text is not valid in its encoding; the origin holds the byte offset
  kBadPack = 4,          // a language pack or a user's file has a mistake; the origin is file:line
  kBadRecord = 5,        // a record of a stream is not a valid article; the origin is file:line
  kIo = 6,               // reading or writing failed
  kLimit = 7,            // the input passes a stated limit
  kCancelled = 8,        // a callback asked to stop
  kNoMemory = 9,
  kUnsupported = 10,  // a valid request that this build or version cannot serve
  kInternal = 11,     // a mistake of the library itself
};

// "bad_text" for kBadText and so on: stable names for logs and JSON. Static storage.
const char* CodeName(Code code);

class [[nodiscard]] Status {
 public:
  Status() = default;  // success
  // `origin` is the place of the mistake, such as "ko/triggers.tsv:41" or "byte 17", or "".
  Status(Code code, std::string message, std::string origin = {})
      : code_(code), message_(std::move(message)), origin_(std::move(origin)) {}

  bool ok() const { return code_ == Code::kOk; }
  Code code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& origin() const { return origin_; }
  // "ko/triggers.tsv:41: unknown frame 'x' (bad_pack)"
  std::string ToString() const;

 private:
  Code code_ = Code::kOk;
  std::string message_;
  std::string origin_;
};

// A value or the Status that says why there is none. Requires: ok() before value().
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}           // NOLINT: implicit by design
  Result(Status status) : content_(std::move(status)) {}    // NOLINT: implicit by design

  bool ok() const { return std::holds_alternative<T>(content_); }
  Status status() const { return ok() ? Status() : std::get<Status>(content_); }
  T& value() & { return std::get<T>(content_); }
  const T& value() const& { return std::get<T>(content_); }
  T&& value() && { return std::get<T>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Status> content_;
};

}  // namespace entente
