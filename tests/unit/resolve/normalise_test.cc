#include <string>

#include "entente/entente.h"
#include "unit/catch.h"

namespace entente {
namespace {

Engine Open(const EngineOptions& options = {}) {
  auto engine = Engine::Open(options);
  REQUIRE(engine.ok());
  return std::move(engine).value();
}

// For each amount "currency basis: low at rate of day kind source", or the reason.
std::vector<std::string> Read(const Engine& engine, const char* text, const char* published, const char* currency = "") {
  const auto result = engine.ReadMoney({.body = text, .published = published}, currency);
  REQUIRE(result.ok());
  std::vector<std::string> lines;
  for (const Amount& amount : result->amounts) {
    std::string line = std::string(amount.currency.code()) + " " + CurrencyBasisName(amount.basis) + ": ";
    if (amount.normalized) {
      const Normalized& n = *amount.normalized;
      line += n.low.ToString() + (n.high == n.low ? "" : " to " + n.high.ToString()) + " at " + n.rate.ToString() + " of " + n.rate_date + " " +
              RateKindName(n.kind) + " " + n.source;
      CHECK(amount.not_normalized.empty());
    } else {
      line += amount.not_normalized;
      CHECK_FALSE(amount.not_normalized.empty());
    }
    lines.push_back(std::move(line));
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST_CASE("every sum is put into the common currency with the trail of its rate") {
  const Engine engine = Open();
  CHECK(Read(engine, "337억 크로나(약 4조 4000억원)를 투자한다.", "2024-06-04") ==
        Lines{"SEK conversion: 3212800866.34 at 0.09533533728 of 2024-06 monthly ECB", "KRW stated: 3186957809.64 at 0.0007243085931 of 2024-06 monthly ECB"});
  CHECK(Read(engine, "10억~20억 달러를 투자한다.", "") == Lines{"USD stated: 1000000000 to 2000000000 at 1 of  fixed same currency"});
  CHECK(Read(engine, "10억~20억원을 투자한다.", "2024-06") == Lines{"KRW stated: 724308.59 to 1448617.19 at 0.0007243085931 of 2024-06 monthly ECB"});
  CHECK(Read(engine, "120억원을 투자한다.", "2024-06", "KRW") == Lines{"KRW stated: 12000000000 at 1 of  fixed same currency"});
}

TEST_CASE("without a rate there is a reason") {
  const Engine engine = Open();
  CHECK(Read(engine, "120억원을 투자한다.", "") == Lines{"KRW stated: the day of the sum is not known"});
  CHECK(Read(engine, "120억원을 투자한다.", "2024") == Lines{"KRW stated: the month of the sum is not known"});
  CHECK(Read(engine, "120억원을 투자한다.", "2199-01-01")[0].find("KRW stated: no rate of KRW for 2199-01: the table holds ") == 0);
}

TEST_CASE("the rate that a conversion implies is computed from the text alone") {
  const auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  const auto result = engine->Extract({.body = "400만 달러(약 50억원)와 3억~4억 달러(약 5000억원), 100억원.", .published = "2024-06-04"});
  REQUIRE(result.ok());
  REQUIRE(result->amounts.size() == 5);
  CHECK_FALSE(result->amounts[0].implied_rate.has_value());
  REQUIRE(result->amounts[1].implied_rate.has_value());
  CHECK(result->amounts[1].implied_rate->ToString() == "1250");
  CHECK_FALSE(result->amounts[3].implied_rate.has_value());  // two ends against one
  CHECK_FALSE(result->amounts[4].implied_rate.has_value());
}

TEST_CASE("the article's own conversion serves where the table gives nothing") {
  const Engine engine = Open();
  CHECK(Read(engine, "10억 달러(약 1조3800억원)를 투자한다.", "2199-01-01", "KRW") ==
        Lines{"USD stated: 1380000000000 at 1380 of 2199-01-01 stated article", "KRW stated: 1380000000000 at 1 of  fixed same currency"});
  CHECK(Read(engine, "10억 달러(약 1조3800억원)를 투자한다.", "")[1] == "KRW stated: 1000000000 at 0.0007246376812 of  stated article");
}

TEST_CASE("a conversion decides what an ambiguous word means, in the whole article") {
  const Engine engine = Open();
  const auto lines = Read(engine, "337억 크로나(약 3300억원)를 투자한다. 지분은 2억 크로나다.", "2024-06-04");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].find("ISK conversion: ") == 0);
  CHECK(lines[2].find("ISK conversion: ") == 0);
}

TEST_CASE("the rate is that of the deal's own date") {
  const Engine engine = Open();
  const auto result = engine.Extract({.body = "가온전자는 지난 4월 새벽로보틱스에 120억원을 투자했다.", .published = "2024-06-04"});
  REQUIRE(result.ok());
  REQUIRE(result->amounts.size() == 1);
  REQUIRE(result->amounts[0].normalized.has_value());
  CHECK(result->amounts[0].normalized->rate_date == "2024-04");
}

TEST_CASE("an engine takes rates from its host, and refuses bad ones") {
  EngineOptions options;
  options.rates_csv = "date,currency,units_per_usd\n2024-06-04,KRW,1400\n";
  options.rates_csv_name = "desk";
  CHECK(Read(Open(options), "1400억원", "2024-06-04") == Lines{"KRW stated: 100000000 at 0.0007142857143 of 2024-06-04 user desk"});
  options.rate_callback = [](Currency, Currency, DayNumber day) -> std::optional<RateAnswer> { return RateAnswer{*Decimal::Parse("0.001"), day, "wire"}; };
  CHECK(Read(Open(options), "1400억원", "2024-06-04") == Lines{"KRW stated: 140000000 at 0.001 of 2024-06-04 user wire"});
  options.rate_callback = [](Currency, Currency, DayNumber) { return Result<std::optional<RateAnswer>>(Status(Code::kCancelled, "no")); };
  CHECK(Open(options).Extract({.body = "1400억원", .published = "2024-06-04"}).status().code() == Code::kCancelled);
  options = {};
  options.rates_ecb = "Date,USD,\n2024-13-01,1,\n";
  CHECK(Engine::Open(options).status().origin() == "eurofxref-hist.csv:2");
  for (const char* code : {"", "US", "usd", "QQQ", "dollars"}) {
    options = {};
    options.currency = code;
    CHECK(Engine::Open(options).status().code() == Code::kInvalidArgument);
  }
  CHECK(Open().ReadMoney({.body = "1억원"}, "won").status().code() == Code::kInvalidArgument);
}

TEST_CASE("the version names the packs and the rates") {
  const std::string text = VersionText();
  CHECK(text.find(Version()) != std::string::npos);
  CHECK(text.find("packs ko") != std::string::npos);
  CHECK(text.find("rates ECB 1999-01..") != std::string::npos);
}

}  // namespace
}  // namespace entente
