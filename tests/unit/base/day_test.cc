#include "entente/day.h"
#include "unit/catch.h"

namespace entente {
namespace {

TEST_CASE("days are counted from 1970") {
  CHECK(ToDayNumber({1970, 1, 1}) == 0);
  CHECK(ToDayNumber({2024, 6, 4}) == 19878);
  CHECK(FormatDay(19878) == "2024-06-04");
  CHECK(FormatDay(ToDayNumber({247, 1, 1})) == "0247-01-01");
  CHECK(DaysInMonth(2024, 2) == 29);
  CHECK(DaysInMonth(1900, 2) == 28);
}

TEST_CASE("property: every day of five centuries comes back") {
  DayNumber number = ToDayNumber({1700, 1, 1});
  for (int32_t year = 1700; year < 2200; ++year)
    for (int32_t month = 1; month <= 12; ++month)
      for (int32_t day = 1; day <= DaysInMonth(year, month); ++day, ++number) {
        REQUIRE(ToDayNumber({year, month, day}) == number);
        const CivilDay back = ToCivilDay(number);
        REQUIRE((back.year == year && back.month == month && back.day == day));
      }
}

TEST_CASE("impossible days are refused") {
  CHECK_FALSE(IsValid({2023, 2, 29}));
  CHECK_FALSE(IsValid({2023, 13, 1}));
  CHECK_FALSE(IsValid({2023, 4, 31}));
  CHECK_FALSE(IsValid({0, 1, 1}));
  CHECK(IsValid({2024, 2, 29}));
}

TEST_CASE("periods are read as the input has them") {
  const auto month = ParsePeriod("2024-02");
  REQUIRE(month.has_value());
  CHECK(FormatDay(month->from) == "2024-02-01");
  CHECK(FormatDay(month->to) == "2024-02-29");
  CHECK(month->precision == Precision::kMonth);
  CHECK(ParsePeriod("2024")->precision == Precision::kYear);
  CHECK(ParsePeriod("2024-06-04")->precision == Precision::kDay);
  for (const char* text : {"", "24", "2024-", "2024-6", "2024-13", "2024-02-30", "2024-06-04T00:00", "2024/06/04", "0000", "2024-06-4"})
    CHECK_FALSE(ParsePeriod(text).has_value());
}

}  // namespace
}  // namespace entente
