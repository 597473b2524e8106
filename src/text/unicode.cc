#include "text/unicode.h"

namespace entente::text {

CharClass ClassOf(char32_t c) {
  if (c < 0x80) {
    if (c == '\n' || c == '\r') return CharClass::kLineEnd;
    if (c <= ' ' || c == 0x7F) return CharClass::kSpace;
    if (c >= '0' && c <= '9') return CharClass::kDigit;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::kLatin;
    return CharClass::kMark;
  }
  if (IsHangul(c)) return CharClass::kHangul;
  if (c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF) return CharClass::kSpace;
  if (c == 0x2028 || c == 0x2029 || c == 0x85) return CharClass::kLineEnd;
  if (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) return CharClass::kLatin;
  if (IsHanja(c)) return CharClass::kHanja;
  if ((c >= 0x3041 && c <= 0x30FA) || c == 0x30FC || (c >= 0x370 && c <= 0x1FFF)) return CharClass::kLetter;
  return CharClass::kMark;
}

char32_t FoldMark(char32_t c) {
  switch (c) {
    case 0x2018: case 0x2019: case 0x201B: case 0x60: case 0xB4: case 0x2032: return '\'';
    case 0x201C: case 0x201D: case 0x201F: case 0xAB: case 0xBB: case 0x300C: case 0x300D: case 0x300E: case 0x300F: return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return '-';
    case 0x30FB: case 0x2219: case 0x2022: case 0x318D: case 0x22C5: case 0x2027: case 0xFF65: return 0xB7;
    case 0x3008: case 0x300A: return '<';
    case 0x3009: case 0x300B: return '>';
    case 0x3010: case 0x3014: return '[';
    case 0x3011: case 0x3015: return ']';
    case 0x3001: return ',';
    case 0x3002: return '.';
    case 0x223C: case 0x301C: return '~';
    default: return c;
  }
}

int FinalConsonant(std::string_view stem) {
  if (stem.empty()) return -1;
  const char32_t c = Decode(stem, Before(stem, static_cast<uint32_t>(stem.size()))).value;
  if (c < 0xAC00 || c > 0xD7A3) return -1;
  const uint32_t tail = FinalNumber(c);
  return tail == 0 ? 0 : tail == 8 ? 2 : 1;
}

}  // namespace entente::text
