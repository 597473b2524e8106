#include "text/document.h"

#include "unit/catch.h"
#include "pack/language.h"
#include "text/normalise.h"

using namespace entente;

namespace {

const pack::LanguagePack& Korean() {
  static const auto pack = [] {
    REQUIRE(text::PrepareText().ok());
    auto loaded = pack::LoadLanguage(Language::kKorean);
    REQUIRE(loaded.ok());
    return std::move(loaded).value();
  }();
  return *pack;
}

std::vector<std::string> SentencesOf(std::string_view body) {
  text::Document document;
  REQUIRE(document.Read({.body = body}, &Korean()).ok());
  std::vector<std::string> sentences;
  for (const text::Sentence& sentence : document.sentences()) sentences.emplace_back(document.Slice(sentence.begin, sentence.end));
  return sentences;
}

}  // namespace

TEST_CASE("sentences end at stops, also where the blank behind them was lost") {
  CHECK(SentencesOf("가온은 협약을 맺었다.이번 협약은 5년간이다. 끝.").size() == 3);
  CHECK(SentencesOf("매출은 3.5조원이다.").size() == 1);
  CHECK(SentencesOf("Acme Inc. 제품을 판다.").size() == 1);
}

TEST_CASE("quotations and parentheses hold together") {
  CHECK(SentencesOf("김 대표는 “좋다. 더 하겠다.”고 말했다. 다음이다.").size() == 2);
  CHECK(SentencesOf("가온(대표 김. 철수)은 웃었다.").size() == 1);
  CHECK(SentencesOf("“닫히지 않은 따옴표다. 그래도 끝난다.").size() == 2);
}

TEST_CASE("a byline before the first words is no part of the sentence") {
  const auto sentences = SentencesOf("(서울=가온뉴스) 홍길동 기자 = 새벽전자는 공장을 짓는다.");
  REQUIRE(sentences.size() == 1);
  CHECK(sentences[0] == "새벽전자는 공장을 짓는다.");
}

TEST_CASE("what stands behind the copyright line is not the article") {
  text::Document document;
  REQUIRE(document.Read({.body = "새벽전자는 공장을 짓는다.\nCopyright © 가온뉴스. 무단전재 금지.\n- 다른 기사 제목 2억"}, &Korean()).ok());
  REQUIRE(document.blocks().size() == 3);
  CHECK(document.blocks()[1].kind == text::BlockKind::kTail);
  CHECK(document.blocks()[2].kind == text::BlockKind::kTail);
  CHECK(document.sentences().size() == 1);
}

TEST_CASE("titles and headings") {
  text::Document document;
  REQUIRE(document.Read({.body = "새벽전자, 가온과 손잡는다\n새벽전자는 가온과 협력한다.\n왜 지금인가\n업계는 이렇게 본다."}, &Korean()).ok());
  REQUIRE(document.blocks().size() == 4);
  CHECK(document.blocks()[0].kind == text::BlockKind::kTitle);
  CHECK(document.blocks()[1].kind == text::BlockKind::kParagraph);
  CHECK(document.blocks()[2].kind == text::BlockKind::kHeading);
}

TEST_CASE("spans lead back to the fields as they were given") {
  text::Document document;
  REQUIRE(document.Read({.title = "제목", .body = "ＫＴ와 MS"}, &Korean()).ok());
  const size_t at = document.text().find("KT");
  REQUIRE(at != std::string_view::npos);
  const Span span = document.ToSource(static_cast<uint32_t>(at), static_cast<uint32_t>(at + 2));
  CHECK(span.field == Field::kBody);
  CHECK(span.begin == 0);
  CHECK(span.end == 6);  // two full-width letters
}

TEST_CASE("words hold numbers and names with & together") {
  text::Document document;
  REQUIRE(document.Read({.body = "KT&G는 1,234.5억원을 D&B에 투자했다"}, &Korean()).ok());
  REQUIRE(document.words().size() == 4);
  CHECK(document.Slice(document.words()[0].begin, document.words()[0].end) == "KT&G는");
  CHECK(document.Slice(document.words()[1].begin, document.words()[1].end) == "1,234.5억원을");
}
