// Code points: decoding (of text that is known to be valid UTF-8) and the classes that cut text into words.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

// The bytes of the code point at `at`. Requires: as Decode.
inline uint32_t LengthAt(std::string_view text, size_t at) {
  const auto lead = static_cast<uint8_t>(text[at]);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// The offset of the code point that ends at `end`. Requires: valid UTF-8 and end > 0.
inline uint32_t Before(std::string_view text, uint32_t end) {
  do --end;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80);
  return end;
}

enum class CharClass : uint8_t { kSpace, kLineEnd, kHangul, kLatin, kDigit, kHanja, kLetter, kMark };

// Does a Hangul syllable stand at `at`, inside the text? The bytes of UTF-8 are in the order of the code points: AC00 to D7A3.
inline bool IsSyllableAt(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[at + i])); };
  if (byte(0) - 0xEA > 3 || at + 3 > text.size()) return false;
  const uint32_t bytes = byte(0) << 16 | byte(1) << 8 | byte(2);
  return bytes >= 0xEAB080 && bytes <= 0xED9EA3;
}

// The end of the run of Hangul syllables that begins at `at`. Requires: valid UTF-8, and a syllable at `at`.
inline size_t EndOfSyllables(std::string_view text, size_t at) {
  for (;;) {
#ifdef __SSE2__
    for (; at + 17 <= text.size(); at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + 1));
      const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
      const __m128i behind_first = _mm_and_si128(_mm_cmpeq_epi8(bytes, all(0xEA)), _mm_cmplt_epi8(next, all(0xB0)));  // letters of other scripts
      const __m128i before_last = _mm_andnot_si128(_mm_and_si128(_mm_cmpeq_epi8(bytes, all(0xED)), _mm_cmpgt_epi8(next, all(0x9D))), _mm_cmpgt_epi8(bytes, all(0xE9)));
      const __m128i lead = _mm_andnot_si128(behind_first, _mm_and_si128(before_last, _mm_cmplt_epi8(bytes, all(0xEE))));
      const __m128i inside = _mm_cmplt_epi8(bytes, all(0xC0));  // as signed: continuation bytes
      const auto stop = static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(lead, inside))) ^ 0xFFFF;
      if (stop == 0) continue;
      at += static_cast<size_t>(__builtin_ctz(stop));
      break;
    }
    while (at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80) ++at;  // sixteen bytes may end inside a syllable
#endif
    if (at >= text.size() || !IsSyllableAt(text, at)) return at;
    at += 3;
  }
}

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
