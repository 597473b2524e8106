// Tests of src/text/language.h.
#include "text/language.h"

#include <string>

#include "catch.h"

using namespace entente;

TEST_CASE("the language of a text is that of its letters") {
  REQUIRE(text::DetectLanguage("", "가온전자는 Nordic Cloud에 투자했다.") == Language::kKorean);
  REQUIRE(text::DetectLanguage("", "Gaon Electronics (가온) invested in Nordic Cloud AB last year") == Language::kEnglish);
  REQUIRE(text::DetectLanguage("", "ガオン電子は投資した") == Language::kJapanese);
  REQUIRE(text::DetectLanguage("", "加温电子投资") == Language::kChinese);
  REQUIRE(text::DetectLanguage("", "12.5") == Language::kUnknown);
}

TEST_CASE("Hangul in letters is Korean as Hangul in syllables is") {
  // "산들" as U+1109 U+1161 U+11AB U+1103 U+1173 U+11AF
  const std::string syllables = "산들", letters = "\xE1\x84\x89\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x83\xE1\x85\xB3\xE1\x86\xAF";
  REQUIRE(text::DetectLanguage("", letters) == Language::kKorean);
  // also where the text is longer than what is looked at, and at the border between two languages
  for (size_t latin = 0; latin < 24; ++latin) {
    std::string one, other;
    for (int i = 0; i < 500; ++i) {
      one += syllables + std::string(latin, 'a');
      other += letters + std::string(latin, 'a');
    }
    REQUIRE(text::DetectLanguage("", one) == text::DetectLanguage("", other));
  }
}
