#include "output/json_writer.h"

namespace entente::output {
namespace {

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

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
  size_t from = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!NeedsEscape(text[i])) continue;
    out_->append(text, from, i - from);
    AppendEscape(text[i], out_);
    from = i + 1;
  }
  out_->append(text, from);
  *out_ += '"';
}

}  // namespace entente::output
