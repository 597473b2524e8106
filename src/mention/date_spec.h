// What the words of one date say, before the day of publication turns it into a period.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "entente/day.h"

namespace entente::mention {

// The numbers of the units are those of dates.tsv.
enum DateUnit : int32_t { kNoUnitOfTime, kDayUnit, kWeekUnit, kMonthUnit, kQuarterUnit, kHalfUnit, kYearUnit, kDecadeUnit, kWeekendUnit, kWorkdayUnit };
enum DatePart : int32_t { kWhole, kEarly, kMiddle, kLate, kBeginning, kEnd, kRest, kUpToNow, kEarlier, kLatter };

struct CountOfUnits {
  int32_t years = 0, months = 0, days = 0, workdays = 0, decades = 0;
  bool only_years() const { return months == 0 && days == 0 && workdays == 0; }
  bool empty() const { return years == 0 && months == 0 && days == 0 && workdays == 0 && decades == 0; }
};

struct DateSpec {
  int32_t year = 0, month = 0, day = 0, quarter = 0, half = 0, weekday = 0;  // 0: not said
  int32_t decade = -1;       // its first year
  int32_t week = 0;          // the n-th week of a month or year, -1 the last
  int32_t ordinal = 0;       // the n-th weekday of a month, -1 the last
  bool iso_week = false;     // "week 31": of the year
  bool week_of = false;      // the week that holds the day
  int32_t unit = 0, offset = 0;            // relative to the publication: "last month"
  int32_t same_unit = 0, same_offset = 0;  // relative to the date named before: "같은 달"
  std::optional<int32_t> direction;        // "지난 4월", "next March"
  bool nearest = false;                    // "오는 금요일": the nearest one, not that of the next week
  DatePart part = kWhole;
  CountOfUnits count;        // "3주 후": with `shift` -1 or 1
  int32_t shift = 0;
  bool within = false;       // the whole time until then
  bool span = false;         // "next 3 days", "지난 20년"

  bool has_date() const {
    return year != 0 || month != 0 || day != 0 || quarter != 0 || half != 0 || weekday != 0 || decade >= 0 || week != 0 || unit != 0 ||
           same_unit != 0 || shift != 0 || span;
  }
};

// Where relative dates are counted from.
struct DateAnchor {
  std::optional<Period> published;
  std::optional<Period> before;      // the date named before in the text
  std::optional<DayNumber> day_before;  // the last one that was a day, and not a deadline
  std::optional<DayNumber> last_day;    // the last one that was a day
  int32_t months_ahead = 0;             // a month without a year that lies no further ahead is this year's
  std::array<int32_t, 12> year_of_month{};  // in which year the text put a month before; 0 for none
};

// The period that `spec` means, or nullopt when it needs what the anchor does not know. `later` says that the words
// look ahead ("6월까지"), which prefers the nearer of past and future.
std::optional<Period> Resolve(const DateSpec& spec, const DateAnchor& anchor, bool later);

Period DayPeriod(DayNumber day);
Period MonthPeriod(int32_t year, int32_t month);
Period YearPeriod(int32_t year);
DayNumber AddMonths(DayNumber day, int32_t months);

}  // namespace entente::mention
