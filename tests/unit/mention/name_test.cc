#include <algorithm>

#include "unit/catch.h"
#include "mention/reading.h"
#include "text/normalise.h"

using namespace entente;

namespace {

struct Fixture {
  std::unique_ptr<const pack::LanguagePack> pack;
  std::optional<mention::QuantityReader> quantities;
  Fixture() {
    REQUIRE(text::PrepareText().ok());
    auto loaded = pack::LoadLanguage(Language::kKorean);
    REQUIRE(loaded.ok());
    pack = std::move(loaded).value();
    auto reader = mention::QuantityReader::Build();
    REQUIRE(reader.ok());
    quantities = std::move(reader).value();
  }
};

const Fixture& Shared() {
  static const Fixture fixture;
  return fixture;
}

// The surfaces of all names of at least this certainty, each with its canonical name.
std::vector<std::pair<std::string, std::string>> NamesOf(std::string_view body, float least = 0.6f) {
  text::Document document;
  REQUIRE(document.Read({.body = body}, Shared().pack.get()).ok());
  mention::Reading reading;
  mention::Read(Shared().pack.get(), *Shared().quantities, document, Language::kKorean, std::nullopt, &reading);
  std::vector<std::pair<std::string, std::string>> names;
  for (const mention::Name& name : reading.names)
    if (name.certainty >= least)
      names.emplace_back(std::string(document.Slice(name.begin, name.end)), std::string(reading.entities[name.entity].canonical));
  return names;
}

bool Holds(const std::vector<std::pair<std::string, std::string>>& names, std::string_view surface) {
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return name.first == surface; });
}

}  // namespace

TEST_CASE("names of the pack are found with their particles split off") {
  const auto names = NamesOf("삼성전자는 네이버와 손잡고 카카오에 맞선다.");
  CHECK(Holds(names, "삼성전자"));
  CHECK(Holds(names, "네이버"));
  CHECK(Holds(names, "카카오"));
}

TEST_CASE("a descriptor, a legal form, a suffix or a Latin name marks a name that no list holds") {
  CHECK(Holds(NamesOf("스타트업 두레마루는 문을 열었다."), "두레마루"));
  CHECK(Holds(NamesOf("협력사는 ㈜해오름결이다."), "해오름결"));
  CHECK(Holds(NamesOf("가람누리로보틱스가 상장한다."), "가람누리로보틱스"));
  CHECK(Holds(NamesOf("액체냉각 전문기업 ‘아이스빌’과 만났다."), "아이스빌"));
  CHECK(Holds(NamesOf("독일의 벨트로닉(Veltronic)과 만났다.", 0.5f), "벨트로닉"));
}

TEST_CASE("between a person and a title stands a firm") { CHECK(Holds(NamesOf("홍길동 누리온결 대표는 웃었다."), "누리온결")); }

TEST_CASE("what is found once is found again, also under its alias") {
  const auto names = NamesOf("스타트업 두레마루(이하 두마)는 문을 열었다. 두마와 두레마루는 같다.");
  CHECK(std::count_if(names.begin(), names.end(), [](const auto& name) { return name.second == "두레마루"; }) >= 3);
}

TEST_CASE("ordinary words are no names") {
  const auto names = NamesOf("정부는 물가를 잡으려고 금리를 올렸고 소비자는 지갑을 닫았다. 투자자는 시장을 떠났다.");
  CHECK(names.empty());
}

TEST_CASE("a lost blank does not hide a name") { CHECK(Holds(NamesOf("글로벌 제조업체인SK하이닉스가 밝혔다."), "SK하이닉스")); }

TEST_CASE("the spelling in Latin letters inside a name") {
  const auto names = NamesOf("엘지(LG)에너지솔루션은 배터리를 만든다.");
  REQUIRE_FALSE(names.empty());
  CHECK(names[0].second == "LG에너지솔루션");
}
