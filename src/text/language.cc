// Hangul makes a text Korean, kana Japanese; Han characters without either Chinese; Latin letters English.
// Tested by: tests/unit/text/language_test.cc
#include "text/language.h"

#include <algorithm>
#include <cstddef>

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
