// Turns what a date says into a period. Without a year, a month is that of this year unless
// it lies far ahead; a day alone belongs to the month of
// publication, which news does not repeat, or to the end of the month before when that has only just passed. Weeks are those of ISO 8601, from Monday.
// "4일" in an article of 2024-06-04 is that day; "지난 4월" is 2024-04. What the publication does not decide stays open.
// Tested by: tests/unit/mention/quantity_test.cc
#include <algorithm>

#include "mention/date_spec.h"

namespace entente::mention {
namespace {

constexpr DayNumber kJustPassedDays = 5;

// 0 is Monday. Day 0 of the count was a Thursday.
int32_t WeekdayOf(DayNumber day) { return ((day + 3) % 7 + 7) % 7; }
DayNumber MondayOf(DayNumber day) { return day - WeekdayOf(day); }

Period RangeOf(DayNumber from, DayNumber to) { return {from, to, Precision::kRange}; }
Period WeekPeriod(DayNumber monday) { return {monday, monday + 6, Precision::kWeek}; }
Period WeekendPeriod(DayNumber monday) { return RangeOf(monday + 5, monday + 6); }

Period QuarterPeriod(int32_t year, int32_t quarter) {
  const int32_t last = quarter * 3;
  return {ToDayNumber({year, last - 2, 1}), ToDayNumber({year, last, DaysInMonth(year, last)}), Precision::kQuarter};
}

Period HalfPeriod(int32_t year, int32_t half) {
  return {ToDayNumber({year, half == 1 ? 1 : 7, 1}), ToDayNumber({year, half == 1 ? 6 : 12, half == 1 ? 30 : 31}), Precision::kHalf};
}

bool GoodYear(int32_t year) { return year >= 1 && year <= 9999; }

class Resolver {
 public:
  Resolver(const DateSpec& spec, const DateAnchor& anchor, bool later) : spec_(spec), anchor_(anchor), later_(later) {
    if (!anchor.published) return;
    const Period& published = *anchor.published;
    const CivilDay first = ToCivilDay(published.from), last = ToCivilDay(published.to);
    if (published.precision == Precision::kDay) day_ = published.from;
    if (first.year == last.year) year_ = first.year;
    if (year_ != 0 && first.month == last.month) month_ = first.month;
  }

  std::optional<Period> Run() const {
    auto period = Whole();
    if (period && !GoodYear(ToCivilDay(period->from).year)) return std::nullopt;
    if (!period || spec_.part == kWhole || spec_.shift != 0) return period;
    return PartOf(*period);
  }

 private:
  std::optional<Period> Whole() const {
    if (spec_.shift != 0 || spec_.span) return Counted();
    if (spec_.decade >= 0) return RangeOf(ToDayNumber({std::max(spec_.decade, 1), 1, 1}), ToDayNumber({spec_.decade + 9, 12, 31}));
    if (spec_.same_unit != 0) return Same();
    if (spec_.week_of) return WeekOf();
    if (spec_.unit == kDayUnit) return day_ ? std::optional(DayPeriod(*day_ + spec_.offset)) : std::nullopt;
    if (spec_.unit == kWeekUnit || spec_.unit == kWeekendUnit) return InWeek();
    if (spec_.weekday != 0 && (spec_.ordinal != 0 || spec_.week != 0)) return NthWeekday();
    if (spec_.week != 0) return NthWeek();
    if (spec_.quarter != 0 || spec_.half != 0 || spec_.unit == kQuarterUnit) return PartOfYear();
    if (spec_.month != 0 || spec_.day != 0) return MonthOrDay();
    if (spec_.weekday != 0) return Weekday();
    if (spec_.unit == kMonthUnit) return RelativeMonth();
    if (spec_.unit == kDecadeUnit) return year_ != 0 ? std::optional(Decades(1)) : std::nullopt;
    const int32_t year = Year();
    return GoodYear(year) ? std::optional(YearPeriod(year)) : std::nullopt;
  }

  // The year that is said, or that the publication gives to "last year"; 0 for none.
  int32_t Year() const {
    if (spec_.year != 0) return spec_.year;
    if (spec_.unit == kYearUnit) return year_ != 0 ? year_ + spec_.offset : 0;
    return 0;
  }

  Period Decades(int32_t count) const {
    const int32_t start = year_ / 10 * 10;
    const int32_t from = spec_.offset < 0 ? start - 10 * count : spec_.offset > 0 ? start + 10 : start;
    return RangeOf(ToDayNumber({from, 1, 1}), ToDayNumber({from + 10 * count - 1, 12, 31}));
  }

  std::optional<Period> RelativeMonth() const {
    if (month_ == 0) return std::nullopt;
    const int32_t months = year_ * 12 + month_ - 1 + spec_.offset;
    return MonthPeriod(months / 12, months % 12 + 1);
  }

  std::optional<Period> Same() const {
    if (spec_.same_unit == kDayUnit) {
      const auto base = anchor_.day_before ? anchor_.day_before : day_;
      return base ? std::optional(DayPeriod(*base + spec_.same_offset)) : std::nullopt;
    }
    const auto base = anchor_.before ? anchor_.before : anchor_.published;
    if (!base) return std::nullopt;
    const CivilDay first = ToCivilDay(base->from), last = ToCivilDay(base->to);
    if (first.year != last.year) return std::nullopt;
    const int32_t year = first.year + (spec_.same_unit == kYearUnit ? spec_.same_offset : 0);
    if (spec_.month != 0) return MonthPeriodOrDay(year, spec_.month);
    if (spec_.quarter != 0) return QuarterPeriod(year, spec_.quarter);
    if (spec_.half != 0) return HalfPeriod(year, spec_.half);
    switch (spec_.same_unit) {
      case kYearUnit: return YearPeriod(year);
      case kQuarterUnit: return QuarterPeriod(year, (first.month + 2) / 3);
      case kWeekUnit: return WeekPeriod(MondayOf(base->from));
      default: break;
    }
    if (first.month != last.month) return std::nullopt;
    const int32_t months = year * 12 + first.month - 1 + spec_.same_offset;
    return MonthPeriodOrDay(months / 12, months % 12 + 1);
  }

  std::optional<Period> MonthPeriodOrDay(int32_t year, int32_t month) const {
    if (spec_.day == 0) return GoodYear(year) ? std::optional(MonthPeriod(year, month)) : std::nullopt;
    const CivilDay day{year, month, spec_.day};
    return IsValid(day) ? std::optional(DayPeriod(ToDayNumber(day))) : std::nullopt;
  }

  std::optional<Period> WeekOf() const {
    DateSpec day = spec_;
    day.week_of = false;
    const auto period = Resolve(day, anchor_, later_);
    return period ? std::optional(WeekPeriod(MondayOf(period->from))) : std::nullopt;
  }

  std::optional<Period> InWeek() const {
    if (!day_) return std::nullopt;
    const DayNumber monday = MondayOf(*day_) + 7 * spec_.offset;
    if (spec_.weekday != 0) return DayPeriod(monday + spec_.weekday - 1);
    return spec_.unit == kWeekendUnit ? WeekendPeriod(monday) : WeekPeriod(monday);
  }

  // The n-th week of a year or month is the one whose Thursday is the n-th in it.
  std::optional<Period> NthWeek() const {
    int32_t year = Year(), month = spec_.month;
    if (!MonthOfNth(&year, &month)) return std::nullopt;
    const bool of_year = month == 0;
    const DayNumber first = ToDayNumber({year, of_year ? 1 : month, 1});
    const DayNumber last = ToDayNumber({year, of_year ? 12 : month, of_year ? 31 : DaysInMonth(year, month)});
    const DayNumber thursday = first + (3 - WeekdayOf(first) + 7) % 7;
    const int32_t count = (last - thursday) / 7 + 1;
    const int32_t n = spec_.week < 0 ? count : spec_.week;
    return n > count ? std::nullopt : std::optional(WeekPeriod(thursday - 3 + 7 * (n - 1)));
  }

  // The month (0: the whole year) in which weeks or weekdays are counted.
  bool MonthOfNth(int32_t* year, int32_t* month) const {
    if (spec_.unit == kMonthUnit) {
      const auto period = RelativeMonth();
      if (!period) return false;
      *year = ToCivilDay(period->from).year;
      *month = ToCivilDay(period->from).month;
      return true;
    }
    if (*year == 0 && *month != 0) *year = YearOfMonth(*month, 0);
    if (*year == 0 && (spec_.iso_week || *month == 0)) *year = year_;
    if (*month == 0 && !spec_.iso_week && spec_.year == 0 && spec_.unit == 0) *month = month_;
    return *year != 0 && (*month != 0 || spec_.iso_week || spec_.year != 0 || spec_.unit == kYearUnit);
  }

  std::optional<Period> NthWeekday() const {
    int32_t year = Year(), month = spec_.month;
    if (!MonthOfNth(&year, &month) || month == 0) return std::nullopt;
    const DayNumber first = ToDayNumber({year, month, 1});
    const DayNumber last = ToDayNumber({year, month, DaysInMonth(year, month)});
    const DayNumber one = first + (spec_.weekday - 1 - WeekdayOf(first) + 7) % 7;
    const int32_t n = spec_.ordinal != 0 ? spec_.ordinal : spec_.week;
    const DayNumber day = n < 0 ? last - (WeekdayOf(last) - spec_.weekday + 1 + 7) % 7 : one + 7 * (n - 1);
    return day <= last ? std::optional(DayPeriod(day)) : std::nullopt;
  }

  std::optional<Period> PartOfYear() const {
    if (spec_.unit == kQuarterUnit) {
      if (month_ == 0) return std::nullopt;
      const int32_t quarters = year_ * 4 + (month_ - 1) / 3 + spec_.offset;
      return QuarterPeriod(quarters / 4, quarters % 4 + 1);
    }
    const auto of = [&](int32_t year) { return spec_.quarter != 0 ? QuarterPeriod(year, spec_.quarter) : HalfPeriod(year, spec_.half); };
    if (const int32_t year = Year(); year != 0) return of(year);
    if (year_ == 0 || spec_.unit != 0) return std::nullopt;
    if (spec_.direction) {
      if (month_ == 0) return std::nullopt;
      const int32_t current = spec_.quarter != 0 ? (month_ - 1) / 3 + 1 : (month_ - 1) / 6 + 1;
      const int32_t wanted = spec_.quarter != 0 ? spec_.quarter : spec_.half;
      if (*spec_.direction < 0) return of(wanted < current ? year_ : year_ - 1);
      if (*spec_.direction > 0) return of(wanted > current ? year_ : year_ + 1);
      return of(year_);
    }
    if (month_ == 0) return std::nullopt;
    const Period here = of(year_);
    return here.from <= anchor_.published->to || later_ ? here : of(year_ - 1);
  }

  // The year of a month (and day, 0 for none) that is said without one; 0 when it cannot be known.
  int32_t YearOfMonth(int32_t month, int32_t day) const {
    if (month_ == 0) return 0;
    const int32_t now = day_ ? ToCivilDay(*day_).day : 31;
    if (!spec_.direction && anchor_.year_of_month[static_cast<size_t>(month - 1)] != 0) return anchor_.year_of_month[static_cast<size_t>(month - 1)];
    const bool passed = month < month_ || (month == month_ && (day == 0 || day <= now));
    if (spec_.direction) {
      const bool same = month == month_ && (day == 0 || !day_ || day == now);
      if (*spec_.direction < 0) return passed && !same ? year_ : year_ - 1;
      if (*spec_.direction > 0) return (passed || same) && !(month == month_ && day > now) ? year_ + 1 : year_;
      return year_;
    }
    if (later_) {  // a deadline: next year only when that is nearer than this year's month was
      if (!passed) return month - month_ <= 6 || month_ > 2 ? year_ : year_ - 1;
      return month_ - month > 6 ? year_ + 1 : year_;
    }
    return passed || month - month_ <= anchor_.months_ahead ? year_ : year_ - 1;
  }

  std::optional<Period> MonthOrDay() const {
    if (spec_.month != 0) {
      int32_t year = Year();
      if (year == 0 && spec_.unit != 0) return std::nullopt;
      if (year == 0) year = YearOfMonth(spec_.month, spec_.day);
      while (year != 0 && spec_.day == 29 && spec_.month == 2 && spec_.year == 0 && DaysInMonth(year, 2) < 29) --year;
      return GoodYear(year) ? MonthPeriodOrDay(year, spec_.month) : std::nullopt;
    }
    if (spec_.unit == kMonthUnit) {
      const auto month = RelativeMonth();
      return month ? MonthPeriodOrDay(ToCivilDay(month->from).year, ToCivilDay(month->from).month) : std::nullopt;
    }
    if (!day_ || spec_.unit != 0 || spec_.year != 0) return std::nullopt;
    int32_t step = 0;  // months from this one
    const int32_t now = ToCivilDay(*day_).day;
    if (spec_.direction && *spec_.direction > 0) step = spec_.day > now ? 0 : 1;
    else if (spec_.direction && *spec_.direction < 0) step = spec_.day < now ? 0 : -1;
    else if (!later_ && spec_.day > now && !FollowsLater() && JustPassed()) step = -1;
    const int32_t months = year_ * 12 + month_ - 1 + step;
    const auto usual = MonthPeriodOrDay(months / 12, months % 12 + 1);
    if (spec_.weekday == 0 || (usual && FallsOnWeekday(*usual))) return usual;
    const int32_t here = year_ * 12 + month_ - 1;
    for (const int32_t other : {here, here + 1, here - 1}) {  // "Friday the 11th": the month in which it is one
      const auto period = MonthPeriodOrDay(other / 12, other % 12 + 1);
      if (period && FallsOnWeekday(*period)) return period;
    }
    return usual;
  }

  // "31일" in an article of the 1st.
  bool JustPassed() const {
    const int32_t months = year_ * 12 + month_ - 2;
    const auto then = MonthPeriodOrDay(months / 12, months % 12 + 1);
    return then && *day_ - then->from <= kJustPassedDays;
  }

  // "21일부터 … 22일": a day after one that lay ahead lies ahead too.
  bool FollowsLater() const {
    if (!anchor_.last_day || *anchor_.last_day <= *day_ || *anchor_.last_day - *day_ > 31) return false;
    const CivilDay last = ToCivilDay(*anchor_.last_day);
    return last.month == month_ && last.day <= spec_.day;
  }

  bool FallsOnWeekday(const Period& day) const { return WeekdayOf(day.from) == spec_.weekday - 1; }

  std::optional<Period> Weekday() const {
    if (!day_) return std::nullopt;
    const DayNumber monday = MondayOf(*day_);
    const DayNumber here = monday + spec_.weekday - 1;
    if (!spec_.direction) return DayPeriod(here <= *day_ || later_ ? here : here - 7);
    if (*spec_.direction == 0) return DayPeriod(here);
    if (*spec_.direction < 0) return DayPeriod(here < *day_ ? here : here - 7);
    if (spec_.nearest) return DayPeriod(here > *day_ ? here : here + 7);
    return DayPeriod(here + 7 * *spec_.direction);
  }

  DayNumber Shifted(DayNumber from, int32_t sign) const {
    const CountOfUnits& count = spec_.count;
    DayNumber day = AddMonths(from, sign * (12 * count.years + 120 * count.decades + count.months)) + sign * count.days;
    for (int32_t left = count.workdays; left > 0;) {
      day += sign;
      if (WeekdayOf(day) < 5) --left;
    }
    return day;
  }

  std::optional<Period> Counted() const {
    const CountOfUnits& count = spec_.count;
    if (spec_.span) {
      if (count.decades > 0 || (count.only_years() && count.years % 10 == 0))
        return year_ != 0 ? std::optional(Decades(count.decades + count.years / 10)) : std::nullopt;
      if (!day_) return std::nullopt;
      return spec_.offset < 0 ? RangeOf(Shifted(*day_, -1), *day_ - 1) : RangeOf(*day_ + 1, Shifted(*day_, 1));
    }
    if (count.only_years() && !spec_.within && spec_.weekday == 0)
      return year_ != 0 ? std::optional(YearPeriod(year_ + spec_.shift * (count.years + 10 * count.decades))) : std::nullopt;
    if (!day_) return std::nullopt;
    const DayNumber base = spec_.unit == kDayUnit ? *day_ + spec_.offset : *day_;
    const DayNumber day = Shifted(base, spec_.shift);
    if (!spec_.within) return DayPeriod(day);
    return spec_.shift > 0 ? RangeOf(base, day) : RangeOf(day, base);
  }

  // A part that ends a period starts no earlier than the publication when that lies in it.
  DayNumber NotBeforeNow(const Period& period, DayNumber from) const {
    return day_ && *day_ >= period.from && *day_ <= period.to ? std::max(from, *day_) : from;
  }

  std::optional<Period> PartOf(const Period& period) const {
    const CivilDay first = ToCivilDay(period.from);
    if (spec_.part == kRest || (spec_.part == kLatter && period.precision == Precision::kWeek)) return RangeOf(NotBeforeNow(period, period.from), period.to);
    if (spec_.part == kUpToNow && day_ && *day_ >= period.from && *day_ <= period.to) return RangeOf(period.from, *day_);
    if (spec_.part == kEarlier || spec_.part == kUpToNow) return period;
    switch (period.precision) {
      case Precision::kWeek:
        return spec_.part == kEarly || spec_.part == kBeginning ? RangeOf(period.from, period.from + 2) : RangeOf(period.from + 3, period.to);
      case Precision::kMonth: {
        if (spec_.part == kMiddle) return RangeOf(period.from + 10, period.from + 19);
        if (spec_.part == kEarly || spec_.part == kBeginning) return RangeOf(period.from, period.from + 14);
        return RangeOf(spec_.part == kEnd ? NotBeforeNow(period, period.from + 15) : period.from + 15, period.to);
      }
      case Precision::kYear: {
        const auto month = [&](int32_t m, bool last) { return ToDayNumber({first.year, m, last ? DaysInMonth(first.year, m) : 1}); };
        if (spec_.part == kMiddle) return RangeOf(month(5, false), month(8, true));
        if (spec_.part == kEarly) return RangeOf(period.from, month(6, true));
        if (spec_.part == kBeginning) return RangeOf(period.from, month(4, true));
        if (spec_.part == kEnd) return RangeOf(NotBeforeNow(period, month(9, false)), period.to);
        return RangeOf(month(7, false), period.to);
      }
      default: return period;
    }
  }

  const DateSpec& spec_;
  const DateAnchor& anchor_;
  bool later_;
  std::optional<DayNumber> day_;
  int32_t year_ = 0, month_ = 0;  // of the publication, 0 where unknown
};

}  // namespace

Period DayPeriod(DayNumber day) { return {day, day, Precision::kDay}; }

Period MonthPeriod(int32_t year, int32_t month) {
  return {ToDayNumber({year, month, 1}), ToDayNumber({year, month, DaysInMonth(year, month)}), Precision::kMonth};
}

Period YearPeriod(int32_t year) { return {ToDayNumber({year, 1, 1}), ToDayNumber({year, 12, 31}), Precision::kYear}; }

DayNumber AddMonths(DayNumber day, int32_t months) {
  CivilDay civil = ToCivilDay(day);
  const int32_t total = civil.year * 12 + civil.month - 1 + months;
  civil.year = std::clamp(total / 12, 1, 9999);
  civil.month = total % 12 + 1;
  civil.day = std::min(civil.day, DaysInMonth(civil.year, civil.month));
  return ToDayNumber(civil);
}

std::optional<Period> Resolve(const DateSpec& spec, const DateAnchor& anchor, bool later) { return Resolver(spec, anchor, later).Run(); }

}  // namespace entente::mention
