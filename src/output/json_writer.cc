#include "output/json_writer.h"

namespace entente::output {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// The first byte from `at` on that needs an escape, or the end. Eight at once: a byte of `found` has its high bit where one does.
size_t FindEscape(std::string_view text, size_t at) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes << 7;
  const auto has_zero = [](uint64_t bytes) { return (bytes - kOnes) & ~bytes & kHigh; };
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    const uint64_t found = ((bytes - kOnes * 0x20) & ~bytes & kHigh) | has_zero(bytes ^ kOnes * '"') | has_zero(bytes ^ kOnes * '\\');
    if (found != 0) break;
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
  Separate();
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

}  // namespace entente::output
