#include <cmath>
#include <string>

#include "entente/rates.h"
#include "resolve/inflate.h"
#include "unit/catch.h"

namespace entente {
namespace {

RateTable Table() {
  auto table = RateTable::BuiltIn();
  REQUIRE(table.ok());
  return std::move(table).value();
}

// "3212800866.34 at 0.09533533728 of 2024-06 monthly ECB", or the reason.
std::string Convert(const RateTable& table, const char* amount, const char* from, const char* to, const char* when) {
  const Decimal value = *Decimal::Parse(amount);
  const Conversion result = table.Convert(value, value, Currency(from), Currency(to), ParsePeriod(when));
  if (!result.normalized) return result.reason;
  const Normalized& n = *result.normalized;
  return n.low.ToString() + " at " + n.rate.ToString() + " of " + n.rate_date + " " + RateKindName(n.kind) + " " + n.source;
}

constexpr const char* kEcb =
    "Date,USD,JPY,KRW,SEK,\n2024-06-04,1.0865,168.2,1491.02,11.3235,\n2024-06-03,1.0842,170.12,1495.4,11.4,\n2024-05-24,1.085,170.0,1480.0,N/A,\n";

TEST_CASE("the table inside the library is monthly and says so") {
  const RateTable table = Table();
  CHECK(Convert(table, "33700000000", "SEK", "USD", "2024-06-04") == "3212800866.34 at 0.09533533728 of 2024-06 monthly ECB");
  CHECK(Convert(table, "33700000000", "SEK", "USD", "2024-06") == "3212800866.34 at 0.09533533728 of 2024-06 monthly ECB");
  CHECK(Convert(table, "1000", "DEM", "USD", "1985-03") == "303.2 at 0.3031956825 of 1985-03 monthly Fed");
  CHECK(table.VersionText().substr(0, 13) == "ECB 1999-01..");
}

TEST_CASE("without a rate there is a reason and no figure") {
  const RateTable table = Table();
  CHECK(Convert(table, "1000", "KRW", "USD", "2024") == "the month of the sum is not known");
  CHECK(Convert(table, "1000", "KRW", "USD", "") == "the day of the sum is not known");
  CHECK(Convert(table, "1000", "VND", "USD", "2024-03") == "no rate of VND for 2024-03");
  CHECK(Convert(table, "1000", "RUB", "USD", "2023-03").find("no rate of RUB for 2023-03: the table holds 2005-04 to 2022-") == 0);
  CHECK(Convert(table, "1000", "QQQ", "USD", "2023-03") == "QQQ is no currency that the table knows");
}

TEST_CASE("fixed rates: pegs, the euro, new names, and one currency itself") {
  const RateTable table = Table();
  CHECK(Convert(table, "1000000", "DEM", "EUR", "2005-03") == "511291.88 at 0.5112918812 of  fixed official conversion rate");
  CHECK(Convert(table, "1000000", "SAR", "USD", "2024-03") == "266666.67 at 0.2666666667 of  fixed official peg");
  CHECK(Convert(table, "1000", "XOF", "XAF", "2024-01") == "1000 at 1 of  fixed official peg");
  CHECK(Convert(table, "5", "USD", "USD", "") == "5 at 1 of  fixed same currency");
  CHECK(Convert(table, "1000000", "TRL", "TRY", "2006-01") == "1 at 0.000001 of  fixed official conversion rate");
  CHECK(Convert(table, "1000000", "TRY", "USD", "2004-03").find("no rate of TRY for 2004-03") == 0);
}

TEST_CASE("the ECB's file gives the day, or the nearest earlier one within a week") {
  RateTable table = Table();
  REQUIRE(table.LoadEcb(kEcb, "ecb.csv").ok());
  CHECK(Convert(table, "100", "EUR", "USD", "2024-06-04") == "108.65 at 1.0865 of 2024-06-04 daily ECB");
  CHECK(Convert(table, "100", "EUR", "SEK", "2024-06-09") == "1132.35 at 11.3235 of 2024-06-04 daily ECB");
  CHECK(Convert(table, "100", "EUR", "SEK", "2024-06-11") == "1132.35 at 11.3235 of 2024-06-04 daily ECB");
  CHECK(Convert(table, "100", "EUR", "SEK", "2024-06-12").find("of 2024-06 monthly ECB") != std::string::npos);
  CHECK(Convert(table, "100", "USD", "KRW", "2024-06-04") == "137231 at 1372.314772 of 2024-06-04 daily ECB");
  // SEK has no rate on 2024-05-24, and no later day is taken.
  CHECK(Convert(table, "100", "SEK", "KRW", "2024-05-26").find("of 2024-05 monthly ECB") != std::string::npos);
}

TEST_CASE("a user's rates and callback go first") {
  RateTable table = Table();
  REQUIRE(table.LoadEcb(kEcb, "ecb.csv").ok());
  REQUIRE(table.LoadCsv("# desk\ndate,currency,units_per_usd\n2024-06-04,KRW,1400\n", "desk").ok());
  CHECK(Convert(table, "100", "USD", "KRW", "2024-06-04") == "140000 at 1400 of 2024-06-04 user desk");
  CHECK(Convert(table, "100", "EUR", "USD", "2024-06-04") == "108.65 at 1.0865 of 2024-06-04 daily ECB");
  table.SetCallback([](Currency from, Currency, DayNumber day) -> std::optional<RateAnswer> {
    if (from.code() != "USD") return std::nullopt;
    return RateAnswer{*Decimal::Parse("1500"), day, "wire"};
  });
  CHECK(Convert(table, "100", "USD", "KRW", "2024-06-04") == "150000 at 1500 of 2024-06-04 user wire");
  CHECK(Convert(table, "100", "EUR", "USD", "2024-06-04") == "108.65 at 1.0865 of 2024-06-04 daily ECB");
}

TEST_CASE("loaders name the line of what they refuse") {
  RateTable table = Table();
  const auto origin = [&](const char* text) { return table.LoadEcb(text, "f").origin(); };
  CHECK(origin("") == "f:1");
  CHECK(origin("Datum,USD\n") == "f:1");
  CHECK(origin("Date,USD,\n2024-13-01,1,\n") == "f:2");
  CHECK(origin("Date,USD,\n2024-01-01,-1,\n") == "f:2");
  CHECK(origin("Date,USD,JPY,\n2024-01-01,1\n") == "f:2");
  CHECK(origin("Date,USD,\n2024-01-03,1.1,\n2024-01-02,23.5,\n2024-01-01,1.1,\n") == "f:3");
  CHECK(origin("Date,USD,\n2024-01-02,1.1,\n2024-01-02,1.1,\n") == "f:3");
  // the one of its currency that is far from both neighbours, also where it is the first; lines of currencies may be mixed
  CHECK(origin("Date,USD,JPY,\n2024-01-03,1.1,160,\n2024-01-02,1.1,161,\n2024-01-01,23.5,162,\n") == "f:4");
  CHECK(table.LoadCsv("date,currency,units_per_usd\n2024-01-02,KRW,1300\n2024-01-01,JPY,140\n2024-01-01,KRW,1301\n2024-01-02,JPY,14\n2024-01-03,JPY,1\n2024-01-03,KRW,1300\n2024-02-20,KRW,13\n", "f").ok());
  CHECK(table.LoadCsv("date,currency,units_per_usd\n2024-01-02,KRW,1300\n2024-01-01,JPY,140\n2024-01-01,KRW,1301\n2024-01-02,JPY,141\n2024-01-03,JPY,1\n", "f").origin() == "f:6");
  CHECK(table.LoadCsv("date,currency,rate\n", "f").origin() == "f:1");
  CHECK(table.LoadCsv("date,currency,units_per_usd\n2024-01-01,KRW\n", "f").origin() == "f:2");
  CHECK(Convert(table, "100", "EUR", "USD", "2024-06-04").find("monthly") != std::string::npos);
}

TEST_CASE("property: there and back stays within the stated rounding") {
  const RateTable table = Table();
  for (const char* code : {"KRW", "JPY", "SEK", "EUR", "CNY", "INR", "BRL", "GBP"})
    for (int32_t year = 2009; year < 2026; ++year) {
      const auto when = ParsePeriod(std::to_string(year) + "-05");
      const Decimal sum = *Decimal::Parse("1000000000000");
      const auto there = table.Convert(sum, sum, Currency(code), Currency("USD"), when);
      REQUIRE(there.normalized.has_value());
      const auto back = table.Convert(there.normalized->low, there.normalized->low, Currency("USD"), Currency(code), when);
      REQUIRE(back.normalized.has_value());
      const double off = back.normalized->low.ToDouble() / 1e12 - 1;
      CHECK(std::abs(off) < 2e-9);
    }
}

TEST_CASE("a stated conversion tells which of several currencies is meant") {
  const RateTable table = Table();
  const auto decide = [&](const char* sum, const char* assumed, const char* converted) {
    const auto found = table.DecideByConversion(*Decimal::Parse(sum), Currency(assumed), *Decimal::Parse(converted), Currency("KRW"), ParsePeriod("2024-06-04"));
    return found ? std::string(found->code()) : "";
  };
  CHECK(decide("33700000000", "SEK", "4400000000000") == "SEK");
  CHECK(decide("33700000000", "SEK", "333000000000") == "ISK");
  CHECK(decide("1000000000", "USD", "1380000000000") == "USD");
  CHECK(decide("1000000000", "USD", "845000000000") == "NZD");
  CHECK(decide("1000000000", "USD", "1010000000000") == "");  // Canada and Singapore both fit
  CHECK(decide("1000000000", "USD", "5000000000000") == "");
}

TEST_CASE("zip archives are unpacked or refused") {
  // One stored entry "a.csv" with the content "Date,USD,\n".
  const std::string content = "Date,USD,\n";
  const auto number = [](uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(i < 4 ? value >> (8 * i) : 0);
    return out;
  };
  const auto size = static_cast<uint32_t>(content.size());
  const std::string fields = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 8) + number(size, 4) + number(size, 4) + number(5, 2) + number(0, 2);
  const std::string local = "PK\x03\x04" + fields + "a.csv" + content;
  const std::string directory = "PK\x01\x02" + number(20, 2) + fields + number(0, 2 + 2 + 2 + 4) + number(0, 4) + "a.csv";
  const std::string end = "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) + number(static_cast<uint32_t>(directory.size()), 4) +
                          number(static_cast<uint32_t>(local.size()), 4) + number(0, 2);
  const auto unpacked = resolve::UnzipFirst(local + directory + end, 1000);
  REQUIRE(unpacked.ok());
  CHECK(unpacked.value() == content);
  CHECK(resolve::UnzipFirst(local + directory + end, 5).status().code() == Code::kLimit);
  CHECK_FALSE(resolve::UnzipFirst(local, 1000).ok());
  CHECK_FALSE(resolve::UnzipFirst(local.substr(0, 20) + directory + end, 1000).ok());
}

}  // namespace
}  // namespace entente
