#include "entente/query.h"
#include "unit/catch.h"

using namespace entente;

TEST_CASE("a question is read with all its fields") {
  auto question = ParseQuestion(R"({"schema": 1, "ask": "totals", "by": ["year", "country"], "currency": "KRW", "limit": 3, "where": {"parties": "KT", "role": "investor",
    "kinds": ["investment", "contract"], "statuses": "agreed", "from": "2024-02", "to": "2024-02", "value_min": "1.5", "value_max": 20, "countries": [], "contradicting": false, "text": null}})");
  REQUIRE(question.ok());
  CHECK(question->ask == Asked::kTotals);
  CHECK(question->by == std::vector<GroupBy>{GroupBy::kYear, GroupBy::kCountry});
  CHECK(question->where.parties == std::vector<std::string>{"KT"});
  CHECK(question->where.role == Role::kInvestor);
  CHECK(question->where.kinds.size() == 2);
  CHECK(FormatDay(*question->where.from) == "2024-02-01");
  CHECK(FormatDay(*question->where.to) == "2024-02-29");
  CHECK(question->where.value_min->ToString() == "1.5");
  CHECK(question->where.value_max->ToString() == "20");
  CHECK(question->where.contradicting == false);
  CHECK(question->limit == 3);
}

TEST_CASE("a mistake in a question names its place") {
  const auto place = [](const char* json) {
    const auto question = ParseQuestion(json);
    REQUIRE_FALSE(question.ok());
    CHECK(question.status().code() == Code::kInvalidArgument);
    return question.status().origin();
  };
  CHECK(place("{").empty());
  CHECK(place("[]").empty());
  CHECK(place(R"({"ask": "everything"})") == "ask");
  CHECK(place(R"({"partys": "KT"})") == "partys");
  CHECK(place(R"({"where": []})") == "where");
  CHECK(place(R"({"where": {"kind": "contract"}})") == "where.kind");
  CHECK(place(R"({"where": {"kinds": ["contract", 7]}})") == "where.kinds[1]");
  CHECK(place(R"({"where": {"ids": ["0123456789abcdef", "x"]}})") == "where.ids[1]");
  CHECK(place(R"({"where": {"value_max": 1.5}})") == "where.value_max");
  CHECK(place(R"({"by": "colour"})") == "by");
  CHECK(place(R"({"limit": -1})") == "limit");
  CHECK(place(R"({"limit": 1000001})") == "limit");
  CHECK(place(R"({"schema": 2})") == "schema");
}
