#include "output/json_writer.h"

#include <algorithm>

namespace entente::output {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// A byte of the answer has its high bit where one of `bytes` needs an escape, or behind such a one.
uint64_t EscapesIn(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes << 7;
  const auto has_zero = [](uint64_t value) { return (value - kOnes) & ~value & kHigh; };
  return ((bytes - kOnes * 0x20) & ~bytes & kHigh) | has_zero(bytes ^ kOnes * '"') | has_zero(bytes ^ kOnes * '\\');
}

// Does none of so few bytes that most strings have no more need an escape?
bool IsPlain(std::string_view text) {
  const size_t size = text.size();
  const auto load = [&](size_t at, auto value) {
    std::memcpy(&value, text.data() + at, sizeof value);
    return static_cast<uint64_t>(value);
  };
  if (size >= 8) {
    uint64_t found = EscapesIn(load(size - 8, uint64_t{}));
    for (size_t at = 0; at + 8 < size; at += 8) found |= EscapesIn(load(at, uint64_t{}));
    return found == 0;
  }
  if (size >= 4) return EscapesIn(load(0, uint32_t{}) | load(size - 4, uint32_t{}) << 32) == 0;
  return std::none_of(text.begin(), text.end(), NeedsEscape);
}

// The first byte from `at` on that needs an escape, or the end.
size_t FindEscape(std::string_view text, size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    if (EscapesIn(bytes) != 0) break;
  }
  while (at < text.size() && !NeedsEscape(text[at])) ++at;
  return at;
}

void AppendEscape(char c, std::string* out) {
  switch (c) {
    case '"': *out += "\\\""; return;
    case '\\': *out += "\\\\"; return;
    case '\n': *out += "\\n"; return;
    case '\r': *out += "\\r"; return;
    case '\t': *out += "\\t"; return;
    case '\b': *out += "\\b"; return;
    case '\f': *out += "\\f"; return;
    default: break;
  }
  constexpr char kHex[] = "0123456789abcdef";
  *out += "\\u00";
  *out += kHex[static_cast<unsigned char>(c) >> 4];
  *out += kHex[c & 15];
}

}  // namespace

void JsonWriter::String(std::string_view text) {
  if (text.size() <= kShort && IsPlain(text)) return Plain(text);
  Separate(0);
  Flush();
  *out_ += '"';
  for (size_t from = 0;;) {
    const size_t to = FindEscape(text, from);
    out_->append(text, from, to - from);
    if (to == text.size()) break;
    AppendEscape(text[to], out_);
    from = to + 1;
  }
  *out_ += '"';
}

void JsonWriter::LongKey(std::string_view key) {
  Separate(0);
  Flush();
  *out_ += '"';
  *out_ += key;
  *out_ += "\":";
  first_ = true;
}

}  // namespace entente::output
