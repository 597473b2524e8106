// Writes JSON text piece by piece: exact escapes, no locale, no floating point.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace entente::output {

// Commas are set by the writer; the caller opens, names and closes. Values follow a Key or stand in an array.
class JsonWriter {
 public:
  // `out` must outlive the writer.
  explicit JsonWriter(std::string* out) : out_(out) {}

  void OpenObject() { Open('{'); }
  void CloseObject() { Close('}'); }
  void OpenArray() { Open('['); }
  void CloseArray() { Close(']'); }
  // Requires: a key of ASCII without quotes.
  void Key(std::string_view key) {
    const size_t before = out_->size(), comma = first_ ? 0 : 1;
    out_->resize(before + comma + key.size() + 3);
    char* at = out_->data() + before;
    if (comma != 0) *at++ = ',';
    *at++ = '"';
    std::memcpy(at, key.data(), key.size());
    at += key.size();
    at[0] = '"';
    at[1] = ':';
    first_ = true;
  }
  // Requires: valid UTF-8.
  void String(std::string_view text);
  void StringOrNull(std::string_view text) { text.empty() ? Null() : String(text); }
  void Number(uint64_t number) {
    char digits[20];
    Raw({digits, static_cast<size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits)});
  }
  void Null() { Raw("null"); }
  // Text that is JSON already, such as a plain decimal number.
  void Raw(std::string_view json) {
    Separate();
    *out_ += json;
  }

 private:
  void Separate() {
    if (!first_) *out_ += ',';
    first_ = false;
  }
  void Open(char bracket) {
    Separate();
    *out_ += bracket;
    first_ = true;
  }
  void Close(char bracket) {
    *out_ += bracket;
    first_ = false;
  }

  std::string* out_;
  bool first_ = true;  // no comma before the next value
};

}  // namespace entente::output
