#include "entente/deal.h"
#include "output/json_writer.h"
#include "unit/catch.h"

using namespace entente;

TEST_CASE("an empty extraction has every field") {
  CHECK(ToJson({}) ==
        R"({"schema":1,"id":null,"language":null,"published":null,"parties":[],"amounts":[],"dates":[],"deals":[],"warnings":[]})");
}

TEST_CASE("a full extraction") {
  Extraction e;
  e.id = "a1";
  e.language = Language::kKorean;
  e.published = "2024-06-04";
  e.parties.push_back({.name = "Microsoft", .kind = PartyKind::kCompany, .aliases = {"MS"}, .mentions = {{Field::kTitle, 0, 2}}, .identifiers = {{"ticker", "MSFT"}}});
  Amount amount;
  amount.span = {Field::kBody, 310, 326};
  amount.text = "337\n";
  amount.low = amount.high = *Decimal::Parse("33700000000");
  amount.currency = Currency("SEK");
  amount.qualifiers = kAbout | kAtMost;
  amount.role = AmountRole::kDealValue;
  amount.normalized = Normalized{Currency("USD"), *Decimal::Parse("3212799610"), *Decimal::Parse("3212799610"), *Decimal::Parse("0.0953353"), "2024-06", RateKind::kMonthly, "ECB"};
  e.amounts.push_back(amount);
  Amount undecided;
  undecided.equivalent_of = 0;
  undecided.not_normalized = "no rate";
  e.amounts.push_back(undecided);
  e.dates.push_back({{Field::kBody, 40, 44}, "4", Period{ToDayNumber({2024, 6, 4}), ToDayNumber({2024, 6, 4}), Precision::kDay}});
  e.dates.push_back({{Field::kBody, 50, 54}, "5", std::nullopt});
  Deal deal;
  deal.kind = DealKind::kInvestment;
  deal.form = DealForm::kCapitalExpenditure;
  deal.parties = {{0, Role::kInvestor, {Field::kTitle, 0, 2}}};
  deal.amount = 0;
  deal.equivalents = {1};
  deal.stake_percent = *Decimal::Parse("12.5");
  deal.date = e.dates[0].period;
  deal.term_months = 24;
  deal.subject = "AI";
  deal.evidence = {{Field::kBody, 280, 390}};
  deal.rule = "r";
  deal.confidence = 0.93;
  e.deals.push_back(deal);
  e.warnings.push_back({"conversion_off", "m", {{Field::kBody, 1, 2}}, {0, 1}, ""});
  CHECK(ToJson(e) ==
        R"({"schema":1,"id":"a1","language":"ko","published":"2024-06-04",)"
        R"("parties":[{"id":0,"name":"Microsoft","kind":"company","aliases":["MS"],"mentions":[{"field":"title","begin":0,"end":2}],"identifiers":[{"scheme":"ticker","value":"MSFT"}]}],)"
        R"("amounts":[{"id":0,"field":"body","begin":310,"end":326,"text":"337\n","low":"33700000000","high":"33700000000","currency":"SEK",)"
        R"("currency_basis":"stated","qualifiers":["about","at_most"],"role":"deal_value","equivalent_of":null,"implied_rate":null,)"
        R"("normalized":{"currency":"USD","low":"3212799610","high":"3212799610","rate":"0.0953353","rate_date":"2024-06","kind":"monthly","source":"ECB"},"not_normalized":null},)"
        R"({"id":1,"field":"body","begin":0,"end":0,"text":"","low":"0","high":"0","currency":null,"currency_basis":"stated","qualifiers":["exact"],)"
        R"("role":"other","equivalent_of":0,"implied_rate":null,"normalized":null,"not_normalized":"no rate"}],)"
        R"("dates":[{"id":0,"field":"body","begin":40,"end":44,"text":"4","from":"2024-06-04","to":"2024-06-04","precision":"day"},)"
        R"({"id":1,"field":"body","begin":50,"end":54,"text":"5","from":null,"to":null,"precision":null}],)"
        R"("deals":[{"id":0,"kind":"investment","form":"capital_expenditure","status":"agreed",)"
        R"("parties":[{"party":0,"role":"investor","span":{"field":"title","begin":0,"end":2}}],"amount":0,"equivalents":[1],"stake_percent":12.5,)"
        R"("date":{"from":"2024-06-04","to":"2024-06-04","precision":"day","basis":"text","span":null},"term_months":24,"subject":"AI",)"
        R"("evidence":[{"field":"body","begin":280,"end":390}],"rule":"r","confidence":0.93,"publishable":false}],)"
        R"("warnings":[{"code":"conversion_off","message":"m","spans":[{"field":"body","begin":1,"end":2}],"amounts":[0,1],"expected":null}]})");
}

TEST_CASE("strings are escaped as JSON asks") {
  std::string out;
  output::JsonWriter json(&out);
  json.OpenArray();
  json.String(std::string("\"\\/\b\f\n\r\t\x01\x1f\x7f 가\0", 16));
  json.CloseArray();
  CHECK(out == "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f 가\\u0000\"]");
}

TEST_CASE("keys, strings and numbers of any length are written whole, behind what is there") {
  std::string out = "before ", expected = out + "{";
  output::JsonWriter json(&out);
  json.OpenObject();
  for (size_t size = 1; size < 1400; size = size < 80 ? size + 1 : size * 2) {
    const std::string key(size, 'k'), text(size, 't'), quoted = text + "\"" + text;
    json.Key(key), json.String(text);
    json.Key("array"), json.OpenArray();
    json.String(quoted), json.Number(18446744073709551615u), json.Raw(text), json.Null();
    json.CloseArray();
    expected += (size == 1 ? "\"" : ",\"") + key + "\":\"" + text + "\",\"array\":[\"" + text + "\\\"" + text + "\",18446744073709551615," + text + ",null]";
  }
  json.CloseObject();
  CHECK(out == expected + "}");
}

TEST_CASE("confidence has two decimals at most") {
  for (const auto& [value, text] : {std::pair{0.0, ":0,"}, {1.0, ":1,"}, {0.9, ":0.9,"}, {0.05, ":0.05,"}, {0.999, ":1,"}, {7.0, ":1,"}}) {
    Extraction e;
    e.deals.emplace_back().confidence = value;
    CHECK(ToJson(e).find(std::string("\"confidence\"") + text) != std::string::npos);
  }
}
