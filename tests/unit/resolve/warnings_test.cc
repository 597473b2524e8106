#include <string>

#include "entente/entente.h"
#include "resolve/sum_words.h"
#include "unit/catch.h"

namespace entente {
namespace {

const Engine& TheEngine() {
  static const Engine engine = [] {
    auto opened = Engine::Open({});
    REQUIRE(opened.ok());
    return std::move(opened).value();
  }();
  return engine;
}

Extraction Read(const char* text, const char* title = "") {
  auto result = TheEngine().Extract({.title = title, .body = text, .published = "2024-06-04"});
  REQUIRE(result.ok());
  return std::move(result).value();
}

// "code > expected" of the only warning, "" for none, "many" for more.
std::string Warn(const char* text, const char* title = "") {
  const Extraction extraction = Read(text, title);
  if (extraction.warnings.empty()) return "";
  if (extraction.warnings.size() > 1) return "many";
  const Warning& warning = extraction.warnings[0];
  CHECK(warning.spans.size() == warning.amounts.size());
  for (size_t i = 0; i < warning.amounts.size(); ++i) CHECK(extraction.amounts[warning.amounts[i]].span == warning.spans[i]);
  return warning.code + (warning.expected.empty() ? "" : " > " + warning.expected);
}

TEST_CASE("a stated conversion is held against the rate of its time") {
  CHECK(Warn("337억 크로나(약 4조 4000억원)를 투자한다.") == "");
  CHECK(Warn("10억 달러(약 1조3000억원)를 투자한다.") == "");       // 6 % off
  CHECK(Warn("10억 달러(약 1조1000억원)를 투자한다.") == "conversion_off > 1조3800억원");
  CHECK(Warn("10억 달러(1조원 이상)를 투자한다.") == "");
  CHECK(Warn("2021년 1월 10억 달러(당시 1조1000억원)를 투자했다.") == "");  // right for its day
  CHECK(Warn("10억 달러(수조원)를 투자한다.") == "");
}

TEST_CASE("a slip between units is named") {
  CHECK(Warn("337억 크로나(약 4억4000만원)를 투자한다.") == "conversion_off > 4조4000억원");
  const Extraction slip = Read("337억 크로나(약 4억4000만원)를 투자한다.");
  CHECK(slip.warnings[0].message.find("looks like 억 for 조") != std::string::npos);
  CHECK(slip.warnings[0].message.find("2024-06 (ECB)") != std::string::npos);
  CHECK(Warn("10억 달러(약 13조8000억원)를 투자한다.") == "conversion_off > 1조3800억원");
  CHECK(Read("10억 달러(약 13조8000억원)를 투자한다.").warnings[0].message.find("a factor of 10 explains it") != std::string::npos);
  const Extraction english = Read("Acme Corp. will invest $1.2 billion (1.65 billion won) in Beta Inc.");
  REQUIRE(english.warnings.size() == 1);
  CHECK(english.warnings[0].message.find("looks like billion for trillion") != std::string::npos);
  CHECK(english.warnings[0].expected == "KRW 1.65 trillion");
}

TEST_CASE("the dollar of a country near is taken where only that one fits") {
  const Extraction fits = Read("호주의 한 농장은 지원자에게 500달러(약 45만원)를 준다.");
  CHECK(fits.warnings.empty());
  CHECK(fits.amounts[0].currency == Currency("AUD"));
  CHECK(fits.amounts[0].basis == CurrencyBasis::kConversion);
  CHECK(Read("호주의 한 농장은 지원자에게 500달러(약 69만원)를 준다.").amounts[0].currency == Currency("USD"));
  CHECK(Read("한 농장은 지원자에게 500달러(약 45만원)를 준다.").warnings.size() == 1);
}

TEST_CASE("addresses and words hold no currency to warn of") {
  for (const char* text : {"기자 minji@news.example.co.kr이날 발표했다.", "www.abc.co.kr29일 열린 행사.", "삼천리라는 회사가 있다.", "KR29편으로 떠났다."})
    CHECK(std::string(text) + Warn(text) == text);
}

TEST_CASE("sums are added up in Japanese and Chinese too") {
  CHECK(Warn("第1工場に300億円、第2工場に200億円、合計600億円を投資する。") == "sum_mismatch > 500億円");
  CHECK(Warn("第1工場に300億円、第2工場に200億円、合計500億円を投資する。") == "");
  CHECK(Warn("総額600億円(設備に300億円、研究に200億円など)を投資する。") == "");
  CHECK(Warn("公司向甲厂投资3亿元，向乙厂投资2亿元，合计6亿元。") == "sum_mismatch > 5亿元");
  CHECK(Warn("公司向甲厂投资3亿元，向乙厂投资2亿元，合计5亿元。") == "");
}

TEST_CASE("a total is the sum of its parts") {
  CHECK(Warn("1공장에 300억원, 2공장에 200억원을 합쳐 600억원을 투자한다.") == "sum_mismatch > 500억원");
  CHECK(Warn("1공장에 300억원, 2공장에 200억원을 합쳐 500억원을 투자한다.") == "");
  CHECK(Warn("1공장에 300억원, 2공장에 200억원 등 총 600억원을 투자한다.") == "");  // there may be more parts
  CHECK(Warn("1공장에 300억원, 2공장에 200억원 등 총 400억원을 투자한다.") == "sum_mismatch > 500억원");
  CHECK(Warn("총 60억원(설비 30억원, 연구 20억원)을 투자한다.") == "sum_mismatch > 50억원");
  CHECK(Warn("총 60억원 가운데 30억원은 설비에, 나머지 20억원은 연구에 쓴다.") == "sum_mismatch > 50억원");
  CHECK(Warn("1조2345억원과 1조1600억원을 합쳐 2조4000억원을 투자한다.") == "");  // rounded
  CHECK(Warn("지난해 300억원, 올해 200억원 등 누적 투자액은 총 400억원이다.") == "");
}

TEST_CASE("a currency that the text leaves open") {
  CHECK(Warn("5억 페소를 투자한다.") == "ambiguous_currency");
  CHECK(Warn("멕시코에 5억 페소를 투자한다.") == "");
  CHECK(Warn("5억 달러와 100억원을 투자한다.") == "");
  CHECK(Warn("5억 파운드를 투자한다.") == "");
  const Extraction twice = Read("5억 크로네를 투자하고 2억 크로네를 더 낸다.");
  REQUIRE(twice.warnings.size() == 1);
  CHECK(twice.warnings[0].amounts == std::vector<uint32_t>{0, 1});
  CHECK(twice.warnings[0].message.find("DKK") != std::string::npos);
}

TEST_CASE("one deal told with two sums") {
  CHECK(Warn("가온전자는 새벽로보틱스에 150억원을 투자했다고 밝혔다.", "가온전자, 새벽로보틱스에 120억원 투자") == "conflicting_amounts");
  CHECK(Warn("가온전자는 새벽로보틱스에 3조3900억원을 투자했다고 밝혔다.", "가온전자, 새벽로보틱스에 3조원 투자") == "");
  CHECK(Warn("가온전자는 새벽로보틱스에 120억원을 투자했다고 밝혔다. 가온전자는 새벽로보틱스에 50억원을 추가로 투자하기로 했다.") == "");
  CHECK(Warn("가온전자는 새벽로보틱스에 120억원을, 한빛소재에 150억원을 투자했다고 밝혔다.") == "");
}

TEST_CASE("sums are written as the language writes them") {
  auto words = resolve::SumWords::Load();
  REQUIRE(words.ok());
  const auto write = [&](Language language, const char* sum, const char* code) { return words->Write(language, *Decimal::Parse(sum), Currency(code)); };
  CHECK(write(Language::kKorean, "4400000000000", "KRW") == "4조4000억원");
  CHECK(write(Language::kKorean, "10000000000000000", "KRW") == "1경원");
  CHECK(write(Language::kKorean, "1000000012345", "KRW") == "1조1만2345원");
  CHECK(write(Language::kKorean, "950", "USD") == "950달러");
  CHECK(write(Language::kKorean, "0.5", "SEK") == "0.5크로나");
  CHECK(write(Language::kEnglish, "4400000000000", "KRW") == "KRW 4.4 trillion");
  CHECK(write(Language::kEnglish, "950", "USD") == "USD 950");
  CHECK(write(Language::kJapanese, "440000000", "JPY") == "4億4000万円");
  CHECK(write(Language::kUnknown, "12", "JPY") == "JPY 12");
}

}  // namespace
}  // namespace entente
