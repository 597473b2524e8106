#include "text/language.h"

#include "unit/catch.h"

using entente::Language;
using entente::text::DetectLanguage;

TEST_CASE("the script of a text tells its language") {
  CHECK(DetectLanguage("", "가온전자는 한빛에 120억원을 투자했다.") == Language::kKorean);
  CHECK(DetectLanguage("", "Gaon Electronics has bought Hanbit.") == Language::kEnglish);
  CHECK(DetectLanguage("", "ガオン電子はハンビットに出資した。") == Language::kJapanese);
  CHECK(DetectLanguage("", "该公司收购了一家企业。") == Language::kChinese);
  CHECK(DetectLanguage("", "120 / 7") == Language::kUnknown);
}

TEST_CASE("names in another script do not decide") {
  CHECK(DetectLanguage("", "KT는 Microsoft와 AI 협약을 체결했다고 밝혔다.") == Language::kKorean);
  CHECK(DetectLanguage("", "Gaon Electronics (가온전자), a maker of displays, has bought a rival in the south of the country.") == Language::kEnglish);
}

TEST_CASE("decomposed Hangul is Korean") {
  CHECK(DetectLanguage("", "\u1100\u1161\u110B\u1169\u11AB\u110C\u1165\u11AB\u110C\u1161") == Language::kKorean);
}
