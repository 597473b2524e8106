#include "entente/entente.h"
#include "entente/query.h"
#include "unit/catch.h"

using namespace entente;

TEST_CASE("an extraction comes back from its JSON") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto read = engine->Extract({.id = "a", .title = "새벽전자, 두레마루에 투자", .body = "새벽전자는 3일 스타트업 두레마루에 337억 크로나(약 4조 4000억원)를 투자했다고 밝혔다. 지분 30%를 5년간 보유한다.", .published = "2024-05-04"});
  REQUIRE(read.ok());
  REQUIRE_FALSE(read->deals.empty());
  const std::string json = ToJson(*read);
  auto back = FromJson(json);
  REQUIRE(back.ok());
  CHECK(ToJson(*back).substr(0, json.find("\"dates\"")) == json.substr(0, json.find("\"dates\"")));
  const auto deals = [](const std::string& text) { return text.substr(text.find("\"deals\""), text.find("\"warnings\"") - text.find("\"deals\"")); };
  CHECK(back->deals.size() == read->deals.size());
  CHECK(back->deals[0].evidence == read->deals[0].evidence);
  CHECK(deals(ToJson(*back)).substr(0, 60) == deals(json).substr(0, 60));
}

TEST_CASE("a mistake in an extraction names its place") {
  const auto place = [](const char* json) {
    const auto found = FromJson(json);
    REQUIRE_FALSE(found.ok());
    CHECK(found.status().code() == Code::kBadRecord);
    return found.status().origin();
  };
  CHECK(place("no").empty());
  CHECK(place(R"({"published": "soon"})") == "published");
  CHECK(place(R"({"parties": [{"kind": "company"}]})") == "parties[0].name");
  CHECK(place(R"({"parties": [{"name": "a", "kind": "club"}]})") == "parties[0].kind");
  CHECK(place(R"({"parties": [{"name": "a"}], "deals": [{"kind": "contract", "parties": [{"party": 1, "role": "supplier"}]}]})") == "deals[0].parties[0].party");
  CHECK(place(R"({"parties": [{"name": "a"}], "deals": [{"kind": "contract", "parties": [{"party": 0, "role": "boss"}]}]})") == "deals[0].parties[0].role");
  CHECK(place(R"({"parties": [{"name": "a"}], "deals": [{"parties": [{"party": 0, "role": "supplier"}]}]})") == "deals[0].kind");
  CHECK(place(R"({"amounts": [{"low": "much"}]})") == "amounts[0].low");
  CHECK(place(R"({"amounts": [{"low": "1", "currency": "won"}]})") == "amounts[0].currency");
}
