// Code points: decoding (of text that is known to be valid UTF-8) and the classes that cut text into words.
#pragma once

#include <cstdint>
#include <string_view>

namespace entente::text {

struct CodePoint {
  char32_t value = 0;
  uint32_t length = 1;  // in bytes
};

// Requires: valid UTF-8 and at < text.size().
inline CodePoint Decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[at + i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  if (lead < 0xF0) return {static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), 3};
  return {static_cast<char32_t>((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F)), 4};
}

// The offset of the code point that ends at `end`. Requires: valid UTF-8 and end > 0.
inline uint32_t Before(std::string_view text, uint32_t end) {
  do --end;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80);
  return end;
}

enum class CharClass : uint8_t { kSpace, kLineEnd, kHangul, kLatin, kDigit, kHanja, kLetter, kMark };

inline bool IsHangul(char32_t c) { return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3131 && c <= 0x318E); }
// The number of the final consonant of a Hangul syllable in the order of Unicode, 0 where it has none and for other characters.
inline uint32_t FinalNumber(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3 ? (c - 0xAC00) % 28 : 0; }
inline bool IsHanja(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF); }
inline bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
inline bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

CharClass ClassOf(char32_t c);

// Quotation marks, dashes, dots and brackets that mean the same have one form: ‘ ’ ' ` become ', “ ” become ", – — become -,
// ・ ∙ • become ·. Opening and closing quotes keep no direction: direction follows from the context.
char32_t FoldMark(char32_t c);

// Has the last syllable of `stem` a final consonant? For Korean particles: 1 yes, 0 no, 2 final ㄹ, -1 not a Hangul syllable.
int FinalConsonant(std::string_view stem);

}  // namespace entente::text
