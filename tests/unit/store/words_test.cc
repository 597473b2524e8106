#include "store/words.h"

#include "unit/catch.h"

using namespace entente::store;

TEST_CASE("run-on letters become pairs, others words") {
  CHECK(WordsOf("가온전자") == "가온 온전 전자 자");
  CHECK(WordsOf("KT는 AI·클라우드에 3.5억") == "kt 는 ai 클라 라우 우드 드에 에 3 5 억");
  CHECK(WordsOf("") == "");
  CHECK(WordsOf("Société Générale") == "société générale");
}

TEST_CASE("a search holds what the text must have") {
  CHECK(SearchFor("가온") == "\"가온\"");
  CHECK(SearchFor("가") == "\"가\"*");
  CHECK(SearchFor("가온전") == "\"가온\" AND \"온전\"");
  CHECK(SearchFor("AI 투자") == "\"ai\" AND \"투자\"");
  CHECK(SearchFor("Micro") == "\"micro\"*");
  CHECK(SearchFor("·!") == "");
}

TEST_CASE("plain text has no tags and single blanks") {
  CHECK(PlainText("<p>가온은  <b>두레</b>와\n1 < 2</p>") == "가온은 두레와 1 < 2");
  CHECK(FoldText("  AI  Fund ") == "ai fund");
}
