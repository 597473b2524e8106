// Writes JSON text piece by piece: exact escapes, no locale, no floating point.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace entente::output {

// Commas are set by the writer; the caller opens, names and closes. Values follow a Key or stand in an array. What is written reaches `out`
// when the outermost object or array is closed.
class JsonWriter {
 public:
  // `out` must outlive the writer.
  explicit JsonWriter(std::string* out) : out_(out) {}

  void OpenObject() { Open('{'); }
  void CloseObject() { Close('}'); }
  void OpenArray() { Open('['); }
  void CloseArray() { Close(']'); }
  // Requires: a key of ASCII without quotes.
  template <size_t size>
  void Key(const char (&key)[size]) {
    static_assert(size <= kShort);
    std::memcpy(StartKey(size - 1), key, size - 1);
  }
  void Key(std::string_view key) {
    if (key.size() > kShort) return LongKey(key);
    std::memcpy(StartKey(key.size()), key.data(), key.size());
  }
  // Requires: valid UTF-8.
  void String(std::string_view text);
  // Requires: at most kShort bytes, none of which needs an escape: names of ours, figures, days.
  void Plain(std::string_view text) {
    char* at = Separate(text.size() + 2);
    *at = '"';
    std::memcpy(at + 1, text.data(), text.size());
    at[text.size() + 1] = '"';
    used_ += text.size() + 2;
  }
  void PlainOrNull(std::string_view text) { text.empty() ? Null() : Plain(text); }
  void StringOrNull(std::string_view text) { text.empty() ? Null() : String(text); }
  void Number(uint64_t number) {
    char* at = Separate(20);
    used_ = static_cast<size_t>(std::to_chars(at, at + 20, number).ptr - buffer_);
  }
  void Null() { Raw("null"); }
  // Text that is JSON already, such as a plain decimal number.
  void Raw(std::string_view json) {
    char* at = Separate(0);
    if (json.size() > sizeof buffer_ - used_) {
      Flush();
      out_->append(json);
      return;
    }
    std::memcpy(at, json.data(), json.size());
    used_ += json.size();
  }

 private:
  static constexpr size_t kShort = 64;  // of keys and strings that are written in one go
  // Room for `bytes` more. Requires: fewer than the buffer has.
  char* Room(size_t bytes) {
    if (bytes > sizeof buffer_ - used_) Flush();
    return buffer_ + used_;
  }
  // A comma where one is due; then room for `bytes`.
  char* Separate(size_t bytes) {
    char* at = Room(bytes + 1);
    *at = ',';
    used_ += first_ ? 0 : 1;
    first_ = false;
    return buffer_ + used_;
  }
  // Comma, quotes and colon; returns where the key itself goes.
  char* StartKey(size_t size) {
    char* at = Separate(size + 3);
    at[0] = '"';
    at[size + 1] = '"';
    at[size + 2] = ':';
    used_ += size + 3;
    first_ = true;
    return at + 1;
  }
  void LongKey(std::string_view key);
  void Flush() {
    out_->append(buffer_, used_);
    used_ = 0;
  }
  void Open(char bracket) {
    *Separate(1) = bracket;
    ++used_;
    first_ = true;
    ++depth_;
  }
  void Close(char bracket) {
    *Room(1) = bracket;
    ++used_;
    first_ = false;
    if (--depth_ == 0) Flush();
  }

  std::string* out_;
  size_t used_ = 0;    // of the buffer
  uint32_t depth_ = 0;  // objects and arrays that are open
  bool first_ = true;  // no comma before the next value
  char buffer_[512];
};

}  // namespace entente::output
