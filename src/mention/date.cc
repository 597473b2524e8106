// Reads dates with their ranges and flags, and durations. "2월부터 6월까지" is one range; "6월 말까지" a deadline; "5년간" a duration.
// A date that the publication does not decide is kept without a period.
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/date.h"

#include <algorithm>

#include "mention/number.h"

namespace entente::mention {
namespace {

size_t BlanksBefore(std::string_view text, size_t end) { return end > 0 && text[end - 1] == ' ' ? end - 1 : end; }

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
  const bool between = lexicon_.FindBefore(text_, BlanksBefore(text_, at), Set(kBetween)) != nullptr;
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
  if (period.unit != kWeekUnit || period.weekday != 0) return 0;
  const size_t next = SkipBlanks(text_, end);
  const Word* from = lexicon_.Find(text_, next, Set(kFrom) | Set(kBetween));
  if (from == nullptr) return 0;
  const size_t at = SkipBlanks(text_, next + from->text.size());
  DateSpec first;
  const size_t first_end = parser_.Parse(at, false, &first);
  if (first_end == 0) return 0;
  Inherit(period, &first);
  return ReadRange(at, first, first_end, mention);
}

// "from 4 to 22 January", "between 4 and 22 this month": the first figure says nothing by itself.
size_t DateReader::ReadBareRange(size_t at, DateMention* mention) {
  DateSpec first, second;
  const size_t end = parser_.ParseBareDay(at, &first.day);
  if (end == 0) return 0;
  const bool between = lexicon_.FindBefore(text_, BlanksBefore(text_, at), Set(kBetween)) != nullptr;
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
  const size_t before = BlanksBefore(text_, mention->begin);
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
  const size_t before = BlanksBefore(text_, at);
  const Word* lead = lexicon_.FindBefore(text_, before, Set(kYearLead) | Set(kSince) | Set(kUntil) | Set(kFrom) | Set(kBetween));
  DateMention mention;
  mention.begin = static_cast<uint32_t>(at);
  int32_t first_year = 0, last_year = 0;
  size_t end = parser_.YearRange(at, &first_year, &last_year);
  if (end != 0) {
    mention.end = static_cast<uint32_t>(end);
    mention.period = Period{YearPeriod(first_year).from, YearPeriod(last_year).to, Precision::kRange};
  } else if (end = parser_.Parse(at, lead != nullptr && before != at && (lead->kind != kYearLead || lead->second == 0), &spec); end == 0) {
    end = IsDigit(CharAt(text_, at)) ? ReadBareRange(at, &mention) : 0;
    if (end == 0) return ReadDuration(at);
    mention.end = static_cast<uint32_t>(end);
  } else if (const size_t range_end = std::max(ReadRange(at, spec, end, &mention), ReadRangeWithin(spec, end, &mention))) {
    mention.end = static_cast<uint32_t>(range_end);
  } else {
    mention.end = static_cast<uint32_t>(end);
    ReadFlags(&mention);
    mention.period = Resolve(spec, anchor_, mention.is_deadline || mention.is_start);
    mention.is_same_as_before = spec.same_unit != 0;
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
  const Word* before = lexicon_.FindBefore(text_, BlanksBefore(text_, at), Set(kLasting));
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
