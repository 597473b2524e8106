// Reads dates with their ranges and flags, and durations. "2월부터 6월까지" is one range; "6월 말까지" a deadline; "5년간" a duration.
// A date that the publication does not decide is kept without a period.
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/date.h"

#include <algorithm>

#include "mention/number.h"

namespace entente::mention {
namespace {

bool SameFields(const DateSpec& spec) { return spec.unit != 0 || spec.year != 0; }

// What the second end of a range does not say again, it takes from the first: "2월 2일부터 7일까지".
void Inherit(const DateSpec& from, DateSpec* to) {
  if (SameFields(*to) || to->same_unit != 0 || to->decade >= 0 || to->shift != 0) return;
  if (to->month == 0 && to->day != 0 && to->quarter == 0) {
    to->month = from.month;
    if (from.unit == kMonthUnit) {
      to->unit = from.unit;
      to->offset = from.offset;
    }
    to->direction = from.direction;
  }
  if (to->weekday != 0 && to->day == 0 && to->unit == 0 && from.unit == kWeekUnit) {
    to->unit = from.unit;
    to->offset = from.offset;
  }
  if (to->unit == 0 && (to->month != 0 || to->quarter != 0 || to->half != 0)) {
    to->year = from.year;
    if (from.unit == kYearUnit) {
      to->unit = from.unit;
      to->offset = from.offset;
    }
    if (!to->direction) to->direction = from.direction;
  }
}

}  // namespace

bool DateReader::Join(DateSpec first, DateSpec second, DateMention* mention) const {
  Inherit(first, &second);
  if (first.day != 0 && first.month == 0 && second.month != 0) first.month = second.month;  // "from 4 to 22 January"
  if (first.year == 0 && first.unit == 0 && second.year != 0 && (first.month != 0 || first.day != 0)) first.year = second.year;
  if (first.day != 0 && first.month == 0 && first.unit == 0 && second.unit == kMonthUnit) {
    first.unit = second.unit;
    first.offset = second.offset;
  }
  const auto to = Resolve(second, anchor_, false);
  auto from = Resolve(first, anchor_, false);
  if (!from || !to) return !anchor_.published && mention->period == std::nullopt && (first.has_date() && second.has_date());
  if (from->from > to->to && first.year == 0 && first.unit == 0) {
    first.year = ToCivilDay(to->to).year - (first.month > ToCivilDay(to->to).month ? 1 : 0);
    from = Resolve(first, anchor_, false);
  }
  if (!from || from->from > to->to) return false;
  mention->period = Period{from->from, to->to, Precision::kRange};
  return true;
}

// After a date: a connector and the other end. Returns the end of the range, or 0.
size_t DateReader::ReadRange(size_t at, const DateSpec& first, size_t end, DateMention* mention) {
  const bool between = lexicon_.FindBefore(text_, BlankBefore(text_, at), Set(kBetween)) != nullptr;
  size_t next = SkipBlanks(text_, end);
  const Word* to = lexicon_.Find(text_, next, Set(kTo) | Set(kToSpan) | Set(kUntil) | Set(kList) | (between ? Set(kAnd) : 0));
  if (to == nullptr) return 0;
  const bool list = to->kind == kList;
  if (to->kind == kUntil && !IsLetter(to->text[0])) return 0;
  if (to->kind == kTo && to->text.size() <= 3 && !IsLetter(to->text[0]) && next != end && CharAt(text_, next + to->text.size()) != ' ') return 0;
  next = SkipBlanks(text_, next + to->text.size());
  DateSpec second;
  size_t second_end = parser_.Parse(next, true, &second);
  if (const Word* now = lexicon_.Find(text_, next, Set(kNow)); second_end == 0 && now != nullptr && IsLetter(text_[next])) {
    second.unit = kDayUnit;
    second_end = next + now->text.size();
  }
  if (second_end == 0) {  // "November 19-20"
    int32_t day = 0;
    second_end = first.day != 0 && first.month != 0 && !list ? parser_.ParseBareDay(next, &day) : 0;
    if (second_end == 0) return 0;
    second.day = day;
    if (const Word* unit = lexicon_.Find(text_, second_end, Set(kCalendarUnit)); unit != nullptr) return 0;
  }
  if (to->kind == kToSpan || list) {
    const size_t tail = SkipBlanks(text_, second_end, 1);
    const bool closed = lexicon_.Find(text_, tail, Set(kSpan) | Set(kUntil)) != nullptr;
    const bool days = list && to->text == "," && first.day != 0 && second.month == 0 && second.day == first.day + 1;
    if (!closed && !days) return 0;
    if (closed && !days) {
      const Word* span = lexicon_.Find(text_, tail, Set(kSpan) | Set(kUntil));
      if (list && span->kind == kUntil) return 0;
      second_end = tail + span->text.size();
    }
  }
  return Join(first, second, mention) ? second_end : 0;
}

// "this week from Tuesday to Thursday": both ends lie in the period that was named first.
size_t DateReader::ReadRangeWithin(const DateSpec& period, size_t end, DateMention* mention) {
  const bool year = (period.year != 0 || period.unit == kYearUnit || period.same_unit == kYearUnit) && period.part == kWhole;
  if (year && period.month == 0 && period.quarter == 0 && period.half == 0 && period.day == 0) return ReadFigures(SkipBlanks(text_, end, 1), period, mention);
  const bool month = (period.month != 0 || period.unit == kMonthUnit) && period.day == 0 && period.weekday == 0 && period.week == 0;
  if (!month && (period.unit != kWeekUnit || period.weekday != 0)) return 0;
  const size_t next = SkipBlanks(text_, end);
  const Word* from = lexicon_.Find(text_, next, Set(kFrom) | Set(kBetween));
  if (from == nullptr) return 0;
  const size_t at = SkipBlanks(text_, next + from->text.size());
  if (month) return ReadDaysWithin(period, at, from->kind == kBetween, mention);
  DateSpec first;
  const size_t first_end = parser_.Parse(at, false, &first);
  if (first_end == 0) return 0;
  Inherit(period, &first);
  return ReadRange(at, first, first_end, mention);
}

// "3~7일", "1~3월", "2024~2026년": the unit of the second figure is that of both. `base` says what stands before them ("올해").
size_t DateReader::ReadFigures(size_t at, DateSpec base, DateMention* mention) const {
  int32_t value = 0;
  size_t figure_end = 0;
  if (!IsDigit(CharAt(text_, at)) || !ReadSmallInt(lexicon_, text_, at, &value, &figure_end)) return 0;
  const Word* to = lexicon_.Find(text_, figure_end, Set(kTo));
  if (to == nullptr || IsLetter(to->text[0])) return 0;
  const size_t next = figure_end + to->text.size();
  DateSpec found;
  const size_t end = IsDigit(CharAt(text_, next)) ? parser_.Parse(next, false, &found) : 0;
  if (end == 0 || found.unit != 0 || found.shift != 0 || found.span || found.direction || found.part != kWhole || found.weekday != 0) return 0;
  if (!base.has_date()) base = ListedBefore(at);
  DateSpec first = base, second = base;
  const auto take = [&](int32_t DateSpec::*field, int32_t lowest, int32_t highest) {
    first.*field = value;
    second.*field = found.*field;
    return value >= lowest && value <= highest && value < found.*field;
  };
  const int fields = (found.day != 0) + (found.month != 0) + (found.quarter != 0) + (found.year != 0) + (found.half != 0) + (found.week != 0);
  if (fields != 1) return 0;
  const bool year_before = base.year != 0 || base.unit != 0 || base.same_unit != 0;
  const bool fits = found.day != 0     ? (!year_before || base.month != 0) && take(&DateSpec::day, 1, 31)
                    : found.month != 0 ? take(&DateSpec::month, 1, 12)
                    : found.quarter != 0 ? take(&DateSpec::quarter, 1, 4)
                    : found.year != 0 && !base.has_date() && take(&DateSpec::year, 1900, 2099);
  return fits && Join(first, second, mention) ? end : 0;
}

// "5월 20일과 21일": a day behind a day takes its month.
DateSpec DateReader::ListedBefore(size_t at) const {
  DateSpec base;
  if (dates_->empty() || !dates_->back().period || dates_->back().end > at) return base;
  const DateMention& before = dates_->back();
  const Period& period = *before.period;
  if (period.precision != Precision::kDay && (period.precision != Precision::kRange || period.to - period.from > 31)) return base;
  bool listed = false;
  for (size_t p = SkipBlanks(text_, before.end); p < at; p = SkipBlanks(text_, p)) {
    const Word* list = lexicon_.Find(text_, p, Set(kList));
    if (list == nullptr) return base;
    p += list->text.size();
    listed = true;
  }
  if (!listed) return base;
  base.year = ToCivilDay(period.to).year;
  base.month = ToCivilDay(period.to).month;
  return base;
}

// "지난해 5월 시작해 8월 끝난": a later month of one sentence stays in the year that was said.
void DateReader::TakeYearBefore(size_t at, DateSpec* spec) const {
  constexpr size_t kReach = 120;
  if (said_year_ == 0 || spec->month <= said_month_ || spec->year != 0 || spec->unit != 0 || spec->same_unit != 0 || spec->direction || at - said_end_ > kReach) return;
  for (size_t p = said_end_; p < at; ++p)
    if (text_[p] == '\n' || (text_[p] == '.' && !IsDigit(CharAt(text_, p + 1)))) return;
  spec->year = said_year_;
}

// "November between 19 and 20", "in March from 3 to 8": both figures are days of that month.
size_t DateReader::ReadDaysWithin(const DateSpec& period, size_t at, bool between, DateMention* mention) const {
  DateSpec first = period, second = period;
  const size_t first_end = parser_.ParseBareDay(at, &first.day);
  if (first_end == 0) return 0;
  const size_t next = SkipBlanks(text_, first_end);
  const Word* to = lexicon_.Find(text_, next, Set(kTo) | (between ? Set(kAnd) : 0));
  if (to == nullptr) return 0;
  const size_t end = parser_.ParseBareDay(SkipBlanks(text_, next + to->text.size()), &second.day);
  if (end == 0 || lexicon_.Find(text_, SkipBlanks(text_, end), Set(kScale) | Set(kMoney) | Set(kPercent) | Set(kCalendarUnit)) != nullptr) return 0;
  return Join(first, second, mention) ? end : 0;
}

// "3 days starting from next Monday": the range that begins there.
size_t DateReader::ReadStarting(size_t at, DateMention* mention) {
  CountOfUnits count;
  const size_t end = parser_.IsWordStart(at) ? parser_.ParseCount(at, &count) : 0;
  if (end == 0 || count.workdays > 0) return 0;
  const Word* starting = lexicon_.Find(text_, SkipBlanks(text_, end, 1), Set(kShift));
  if (starting == nullptr || starting->second != 4) return 0;
  DateSpec first;
  const size_t first_at = SkipBlanks(text_, SkipBlanks(text_, end, 1) + starting->text.size());
  const size_t first_end = parser_.Parse(first_at, false, &first);
  const auto from = first_end == 0 ? std::nullopt : Resolve(first, anchor_, true);
  if (!from || from->from != from->to) return 0;
  const DayNumber to = AddMonths(from->from, 120 * count.decades + 12 * count.years + count.months) + count.days - 1;
  mention->period = Period{from->from, to, Precision::kRange};
  return first_end;
}

// "from 4 to 22 January", "between 4 and 22 this month": the first figure says nothing by itself.
size_t DateReader::ReadBareRange(size_t at, DateMention* mention) {
  DateSpec first, second;
  const size_t end = parser_.ParseBareDay(at, &first.day);
  if (end == 0) return 0;
  const bool between = lexicon_.FindBefore(text_, BlankBefore(text_, at), Set(kBetween)) != nullptr;
  size_t next = SkipBlanks(text_, end);
  const Word* to = lexicon_.Find(text_, next, Set(kTo) | Set(kUntil) | (between ? Set(kAnd) : 0));
  if (to == nullptr || (next == end && IsLetter(to->text[0]))) return 0;
  next = SkipBlanks(text_, next + to->text.size());
  size_t second_end = parser_.Parse(next, false, &second);
  if (second_end == 0) {
    second_end = parser_.ParseBareDay(next, &second.day);
    if (second_end == 0) return 0;
    DateSpec rest;
    const size_t rest_end = parser_.Parse(parser_.SkipGlue(second_end), false, &rest);
    if (rest_end == 0 || rest.unit != kMonthUnit || parser_.SkipGlue(second_end) == second_end) return 0;
    second.unit = rest.unit;
    second.offset = rest.offset;
    second_end = rest_end;
  }
  if (second.day == 0 || (second.month == 0 && second.unit != kMonthUnit)) return 0;
  return Join(first, second, mention) ? second_end : 0;
}

void DateReader::ReadFlags(DateMention* mention) const {
  const size_t before = BlankBefore(text_, mention->begin);
  const Word* lead = lexicon_.FindBefore(text_, before, Set(kSince) | Set(kUntil));
  if (lead != nullptr && lead->second == 1) (lead->kind == kSince ? mention->is_start : mention->is_deadline) = true;
  const Word* tail = lexicon_.Find(text_, SkipBlanks(text_, mention->end, 1), Set(kSince) | Set(kUntil));
  if (tail != nullptr && tail->second == 0) (tail->kind == kSince ? mention->is_start : mention->is_deadline) = true;
}

void DateReader::Remember(const DateMention& mention) {
  if (!mention.period) return;
  anchor_.before = mention.period;
  const CivilDay first = ToCivilDay(mention.period->from), last = ToCivilDay(mention.period->to);
  if (first.year == last.year && first.month == last.month) anchor_.year_of_month[static_cast<size_t>(first.month - 1)] = first.year;
  if (mention.period->precision == Precision::kDay) anchor_.last_day = mention.period->from;
  if (mention.period->precision == Precision::kDay && !mention.is_deadline && !mention.is_future) anchor_.day_before = mention.period->from;
}

// Figures of money and of counts are no dates: a unit of the calendar, or a mark between figures, must stand behind them.
bool DateReader::MayBeDate(size_t at) const {
  size_t end = at;
  while (IsDigit(CharAt(text_, end))) ++end;
  const char c = CharAt(text_, end);
  if (c == '-' || c == '/' || c == '.') return true;
  constexpr KindSet kBehind = Set(kCalendarUnit) | Set(kTo) | Set(kMonth);
  return lexicon_.MayBe(text_, end, kBehind) || (c == ' ' && lexicon_.MayBe(text_, end + 1, kBehind));
}

size_t DateReader::Read(size_t at) {
  if (!latin_ && IsDigit(CharAt(text_, at)) && !MayBeDate(at)) return 0;
  DateSpec spec;
  const size_t before = BlankBefore(text_, at);
  const bool may_lead = latin_ || IsLetter(text_[at]) || (IsDigit(CharAt(text_, at + 3)) && !IsDigit(CharAt(text_, at + 4)));  // of a bare year
  constexpr KindSet kLeads = Set(kYearLead) | Set(kSince) | Set(kUntil) | Set(kFrom) | Set(kBetween);
  const Word* lead = may_lead ? lexicon_.FindBefore(text_, before, kLeads) : nullptr;
  DateMention mention;
  mention.begin = static_cast<uint32_t>(at);
  int32_t first_year = 0, last_year = 0;
  size_t end = parser_.YearRange(at, &first_year, &last_year);
  if (end != 0) {
    mention.end = static_cast<uint32_t>(end);
    mention.period = Period{YearPeriod(first_year).from, YearPeriod(last_year).to, Precision::kRange};
  } else if (end = latin_ ? ReadStarting(at, &mention) : 0; end != 0) {
    mention.end = static_cast<uint32_t>(end);
  } else if (end = parser_.Parse(at, lead != nullptr && before != at && (lead->kind != kYearLead || lead->second == 0), &spec); end == 0) {
    if (IsDigit(CharAt(text_, at))) end = ReadFigures(at, DateSpec(), &mention);
    if (end == 0 && IsDigit(CharAt(text_, at))) end = ReadBareRange(at, &mention);
    if (end == 0) return ReadDuration(at);
    mention.end = static_cast<uint32_t>(end);
  } else if (const size_t range_end = std::max(ReadRange(at, spec, end, &mention), ReadRangeWithin(spec, end, &mention))) {
    mention.end = static_cast<uint32_t>(range_end);
  } else {
    mention.end = static_cast<uint32_t>(end);
    ReadFlags(&mention);
    const bool day_only = spec.day != 0 && spec.month == 0 && spec.year == 0 && spec.unit == 0 && spec.same_unit == 0 && !spec.direction && spec.shift == 0;
    if (const DateSpec base = day_only ? ListedBefore(at) : DateSpec(); base.month != 0 && spec.day > ToCivilDay(dates_->back().period->from).day) {
      spec.year = base.year;
      spec.month = base.month;
    }
    const bool year_said = spec.month != 0 && (spec.year != 0 || spec.unit == kYearUnit);
    TakeYearBefore(at, &spec);
    mention.period = Resolve(spec, anchor_, mention.is_deadline || mention.is_start);
    mention.is_same_as_before = spec.same_unit != 0;
    if (year_said && mention.period) {
      said_year_ = ToCivilDay(mention.period->from).year;
      said_month_ = spec.month;
      said_end_ = end;
    }
  }
  if (anchor_.published && mention.period) mention.is_future = mention.period->from > anchor_.published->to;
  mention.is_future |= (spec.direction && *spec.direction > 0) || (spec.unit != 0 && spec.offset > 0) || spec.shift > 0;
  dates_->push_back(mention);
  Remember(mention);
  return mention.end;
}

// "5년간", "24개월", "향후 4년", "for five years", "three-year".
size_t DateReader::ReadDuration(size_t at) {
  CountOfUnits count;
  if (!parser_.IsWordStart(at)) return 0;
  const size_t end = parser_.ParseCount(at, &count);
  if (end == 0 || count.empty() || count.workdays > 0) return 0;
  const bool letters = IsLetter(text_[end - 1]);
  const size_t next = SkipBlanks(text_, CharAt(text_, end) == '-' ? end + 1 : end, 1);
  const Word* after = lexicon_.Find(text_, next, Set(kLasting));
  if (after == nullptr) after = lexicon_.Find(text_, end, Set(kLasting));
  if (after != nullptr && after->second == 9) return 0;
  if (lexicon_.Find(text_, next, Set(kShift)) != nullptr) return 0;
  const Word* ending = lexicon_.Find(text_, next, Set(kEnding));
  if (ending != nullptr && ending->second == 1 && after == nullptr) return 0;
  const Word* before = lexicon_.FindBefore(text_, BlankBefore(text_, at), Set(kLasting));
  const bool counts = count.months > 0 || count.years > 0 || count.decades > 0;
  if (!counts && after == nullptr && before == nullptr) return 0;
  if (letters && after == nullptr && before == nullptr && lexicon_.Find(text_, at, Set(kArticle)) != nullptr) return 0;  // "$5bn a year"
  if (!letters && count.years > 0 && count.years > 99) return 0;
  DurationMention mention;
  mention.begin = static_cast<uint32_t>(at);
  mention.end = static_cast<uint32_t>(after != nullptr && after->second == 0 ? (after->text.data(), (lexicon_.Find(text_, end, Set(kLasting)) == after ? end : next) + after->text.size()) : end);
  mention.months = 12 * count.years + 120 * count.decades + count.months + count.days / 30;
  durations_->push_back(mention);
  return mention.end;
}

}  // namespace entente::mention
