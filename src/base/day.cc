// Days and periods of the proleptic Gregorian calendar, counted from 1970-01-01.
// Tested by: tests/unit/base/day_test.cc
#include "entente/day.h"

#include <array>

namespace entente {
namespace {

bool IsLeapYear(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

// Exactly `count` digits at the front of `text`, taken off it; -1 when they are not there.
int32_t TakeDigits(std::string_view* text, size_t count) {
  if (text->size() < count) return -1;
  int32_t value = 0;
  for (size_t i = 0; i < count; ++i) {
    const char c = (*text)[i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text->remove_prefix(count);
  return value;
}

bool TakeDash(std::string_view* text) {
  if (text->empty() || text->front() != '-') return false;
  text->remove_prefix(1);
  return true;
}

}  // namespace

// The years are counted from 1 March, so that the leap day is the last of its year; an era is 400 years.
DayNumber ToDayNumber(CivilDay day) {
  const int32_t year = day.month <= 2 ? day.year - 1 : day.year;
  const int32_t era = (year >= 0 ? year : year - 399) / 400;
  const int32_t year_of_era = year - era * 400;
  const int32_t day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  const int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDay ToCivilDay(DayNumber number) {
  const int64_t shifted = int64_t{number} + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int32_t day_of_era = static_cast<int32_t>(shifted - era * 146097);
  const int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t shifted_month = (5 * day_of_year + 2) / 153;
  const int32_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int32_t year = static_cast<int32_t>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

int32_t DaysInMonth(int32_t year, int32_t month) {
  constexpr std::array<int8_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<size_t>(month - 1)] + (month == 2 && IsLeapYear(year) ? 1 : 0);
}

bool IsValid(CivilDay day) {
  return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
         day.day <= DaysInMonth(day.year, day.month);
}

std::string FormatDay(DayNumber number) {
  const CivilDay day = ToCivilDay(number);
  std::array<char, 20> text;
  size_t at = text.size();
  const auto put = [&](int32_t value, int32_t digits) {  // and more digits where the value has them
    for (; digits > 0 || value != 0; --digits, value /= 10) text[--at] = static_cast<char>('0' + value % 10);
  };
  put(day.day, 2);
  text[--at] = '-';
  put(day.month, 2);
  text[--at] = '-';
  put(day.year < 0 ? -day.year : day.year, 4);
  if (day.year < 0) text[--at] = '-';
  return std::string(text.data() + at, text.size() - at);
}

std::optional<Period> ParsePeriod(std::string_view text) {
  const int32_t year = TakeDigits(&text, 4);
  if (year < 1) return std::nullopt;
  if (text.empty()) return Period{ToDayNumber({year, 1, 1}), ToDayNumber({year, 12, 31}), Precision::kYear};
  const int32_t month = TakeDash(&text) ? TakeDigits(&text, 2) : -1;
  if (month < 1 || month > 12) return std::nullopt;
  if (text.empty()) return Period{ToDayNumber({year, month, 1}), ToDayNumber({year, month, DaysInMonth(year, month)}), Precision::kMonth};
  const CivilDay day{year, month, TakeDash(&text) ? TakeDigits(&text, 2) : -1};
  if (!text.empty() || !IsValid(day)) return std::nullopt;
  return Period{ToDayNumber(day), ToDayNumber(day), Precision::kDay};
}

const char* PrecisionName(Precision precision) {
  switch (precision) {
    case Precision::kDay: break;
    case Precision::kWeek: return "week";
    case Precision::kMonth: return "month";
    case Precision::kQuarter: return "quarter";
    case Precision::kHalf: return "half";
    case Precision::kYear: return "year";
    case Precision::kRange: return "range";
  }
  return "day";
}

}  // namespace entente
