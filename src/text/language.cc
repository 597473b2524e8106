// Hangul makes a text Korean, kana Japanese; Han characters without either Chinese; Latin letters English.
// Tested by: tests/unit/text/language_test.cc
#include "text/language.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace entente::text {
namespace {

constexpr size_t kSample = 4096;

struct Counts {
  size_t hangul = 0, kana = 0, han = 0, latin = 0;
};

// Counts by lead bytes: EA to ED hold Hangul, E1 84 to E1 87 its letters, E3 81 to E3 83 kana, E4 to E9 Han. A syllable in letters counts, and takes of
// the sample, what it does in one piece.
void Count(std::string_view text, Counts* counts) {
  size_t letters = 0;  // bytes of letters behind the first of their syllable
  for (size_t i = 0; i < text.size() && i < kSample + letters; ++i) {
#ifdef __SSE2__
    // sixteen bytes of nothing but Hangul and ASCII, as most are
    if (i + 16 <= text.size() && i + 16 <= kSample + letters) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
      const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
      const auto in = [&](const __m128i& value, int first, int count) {
        const __m128i from = _mm_sub_epi8(value, all(first));
        return _mm_cmpeq_epi8(_mm_min_epu8(from, all(count - 1)), from);
      };
      const auto count = [&](const __m128i& found) {
        const __m128i halves = _mm_sad_epu8(_mm_and_si128(found, all(1)), _mm_setzero_si128());
        return static_cast<size_t>(_mm_cvtsi128_si32(halves) + _mm_extract_epi16(halves, 4));
      };
      if (_mm_movemask_epi8(_mm_or_si128(in(bytes, 0xE3, 7), in(bytes, 0xE1, 1))) == 0) {
        counts->hangul += count(in(bytes, 0xEA, 4));
        counts->latin += count(in(_mm_or_si128(bytes, all(0x20)), 'a', 26));
        i += 15;
        continue;
      }
    }
#endif
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      counts->latin += static_cast<unsigned char>((c | 0x20) - 'a') < 26;
      continue;
    }
    if (c >= 0xEA && c <= 0xED) {
      ++counts->hangul;
      i += 2;  // the rest of the syllable
      continue;
    }
    const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c == 0xE1 && next >= 0x84 && next <= 0x87) {
      const unsigned char last = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
      const bool is_first = next == 0x84 || (next == 0x85 && last < 0xA0);  // U+1100 to U+115F
      counts->hangul += is_first;
      if (!is_first) letters += 3;
      i += 2;
      continue;
    }
    if (c == 0xE3 && next >= 0x81 && next <= 0x83) ++counts->kana;
    if (c >= 0xE4 && c <= 0xE9) ++counts->han;
  }
}

}  // namespace

Language DetectLanguage(std::string_view title, std::string_view body) {
  Counts counts;
  Count(title, &counts);
  Count(body, &counts);
  // a Korean article may hold many Latin names, an English one a few Korean ones
  if (counts.hangul > 0 && counts.hangul * 3 >= counts.latin && counts.hangul >= counts.kana) return Language::kKorean;
  if (counts.kana > 0 && counts.kana * 3 >= counts.latin) return Language::kJapanese;
  if (counts.han > 0 && counts.han * 3 >= counts.latin) return Language::kChinese;
  return counts.latin > 0 ? Language::kEnglish : Language::kUnknown;
}

}  // namespace entente::text
