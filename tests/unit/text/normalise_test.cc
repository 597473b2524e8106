#include "text/normalise.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "text/encoding.h"
#include "text/utf8.h"
#include "unit/catch.h"

using namespace entente;
using namespace entente::text;

namespace {

struct Normalised {
  std::string text;
  SourceMap map;
};

Normalised Run(const std::string& source) {
  Normalised out;
  REQUIRE(Normalise(source, &out.text, &out.map).ok());
  return out;
}

// The piece of the source that the first place of `piece` in the output came from.
std::string SourceOf(const std::string& source, const Normalised& out, const std::string& piece) {
  const auto at = static_cast<uint32_t>(out.text.find(piece));
  REQUIRE(at != static_cast<uint32_t>(std::string::npos));
  const uint32_t begin = out.map.BeginToSource(at), end = out.map.EndToSource(at + static_cast<uint32_t>(piece.size()));
  REQUIRE(begin <= end);
  return source.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("plain text is copied without a map") {
  const std::string source = "가온전자는 “새벽로보틱스”에 3억 달러를 투자한다.\n둘째 줄 · 끝…";
  const Normalised out = Run(source);
  CHECK(out.text == source);
  CHECK(out.map.is_identity());
}

TEST_CASE("full-width forms, blanks and joiners") {
  const std::string source = "ＫＴ는\u00A0３억\u200B\u3000달러 ￦５\uFEFF끝";
  const Normalised out = Run(source);
  CHECK(out.text == "KT는 3억 달러 \u20A95끝");
  CHECK(SourceOf(source, out, "KT") == "ＫＴ");
  CHECK(SourceOf(source, out, "는") == "는");
  CHECK(SourceOf(source, out, "3억") == "３억");
  CHECK(SourceOf(source, out, "억 달러") == "억\u200B\u3000달러");
  CHECK(SourceOf(source, out, "끝") == "끝");
}

TEST_CASE("composed and decomposed text are one") {
  const std::string source = "\u1100\u1161\u11ABx \u1102\u1161 e\u0301";
  const Normalised out = Run(source);
  CHECK(out.text == "간x 나 é");
  CHECK(SourceOf(source, out, "간") == "\u1100\u1161\u11AB");
  CHECK(SourceOf(source, out, "x") == "x");
  CHECK(SourceOf(source, out, "나") == "\u1102\u1161");
}

TEST_CASE("compatibility ideographs, half-width kana, line ends") {
  CHECK(Run("\uF914\uF91D").text == "\u6A02\u6B04");
  const std::string kana = "\uFF76\uFF9E\uFF85";
  const Normalised out = Run(kana);
  CHECK(out.text == "\u30AC\u30CA");
  CHECK(SourceOf(kana, out, "\u30AC") == "\uFF76\uFF9E");
  CHECK(Run("a\r\nb\rc\x01" "d\u2028e").text == "a\nb\nc d\ne");
}

TEST_CASE("appends and keeps what stood before") {
  std::string out = "before";
  SourceMap map;
  REQUIRE(Normalise("ＡB", &out, &map).ok());
  CHECK(out == "beforeAB");
  CHECK(map.BeginToSource(1) == 3);
}

TEST_CASE("bad UTF-8 is reported by its offset") {
  const std::pair<std::string, const char*> cases[] = {
      {std::string(100, 'a') + "\xFF", "byte 100"}, {"\xEA\xB0", "byte 0"}, {"가\xC0\x80", "byte 3"}, {"\xED\xA0\x80", "byte 0"},
      {"a\xF5\x80\x80\x80", "byte 1"}, {"\xE0\x80\x80", "byte 0"}, {"ok\x80", "byte 2"}};
  for (const auto& [text, origin] : cases) {
    std::string out;
    SourceMap map;
    const Status status = Normalise(text, &out, &map);
    CHECK(status.code() == Code::kBadText);
    CHECK(status.origin() == origin);
    CHECK(out.empty());
  }
}

TEST_CASE("the quick gate misses no code point that ICU or the folding changes") {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&error);
  REQUIRE(U_SUCCESS(error));
  size_t wrong = 0;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    // a following letter and padding bring the code point through the vector path and the scalar path
    for (const char* padding : {"", "abcdefghijklmnopqrstuvwxyz0123456789"}) {
      std::string source;
      AppendUtf8(c, &source);
      source += padding;
      std::string out;
      SourceMap map;
      REQUIRE(Normalise(source, &out, &map).ok());
      std::u16string wide;
      if (c >= 0x10000) wide = {static_cast<char16_t>(U16_LEAD(c)), static_cast<char16_t>(U16_TRAIL(c))};
      else wide = {static_cast<char16_t>(c)};
      char16_t composed[64];
      const int32_t size = unorm2_normalize(nfc, wide.data(), static_cast<int32_t>(wide.size()), composed, 64, &error);
      const bool changes = std::u16string(composed, static_cast<size_t>(size)) != wide;
      if (changes && out == source) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("every offset of a mixed text leads to a code-point boundary and never back") {
  std::string source;
  for (int i = 0; i < 200; ++i) source += i % 7 == 0 ? "ＡＢ" : i % 5 == 0 ? "e\u0301\u0316" : i % 3 == 0 ? "\u200B\u3000" : i % 2 == 0 ? "가나" : "x\r\n";
  const Normalised out = Run(source);
  uint32_t last = 0;
  for (uint32_t at = 0; at < out.text.size(); ++at) {
    if ((static_cast<unsigned char>(out.text[at]) & 0xC0) == 0x80) continue;
    const uint32_t begin = out.map.BeginToSource(at);
    REQUIRE(begin >= last);
    REQUIRE(begin < source.size());
    REQUIRE((static_cast<unsigned char>(source[begin]) & 0xC0) != 0x80);
    last = begin;
  }
}

TEST_CASE("a long run of combining marks stays linear") {
  std::string source = "e";
  for (int i = 0; i < 200000; ++i) source += i % 2 == 0 ? "\u0301" : "\u0316";
  std::string out;
  SourceMap map;
  CHECK(Normalise(source, &out, &map).ok());
}
