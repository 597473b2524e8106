// Reads the figures of a date: with their unit (2024년, 4월, 21일), as English writes them (21st, March 3, 2016), in numbers
// alone (2024-06-04, 21/04/2016), or spelled out (nineteen ninety nine).
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/date.h"
#include "mention/number.h"

namespace entente::mention {
namespace {

// What a unit may do, as dates.tsv says.
constexpr int32_t kField = 1;
constexpr int32_t kFirstYear = 1000, kLastYear = 2999, kFirstBareYear = 1900, kLastBareYear = 2099;
constexpr int32_t kFirstBareDecade = 60;  // "in his 20s" is an age
constexpr int32_t kCenturySplit = 70;  // '70 is 1970, '69 is 2069

bool IsYear(int32_t value) { return value >= kFirstYear && value <= kLastYear; }
bool IsBareYear(int32_t value) { return value >= kFirstBareYear && value <= kLastBareYear; }
int32_t FullYear(int32_t two_digits) { return two_digits + (two_digits >= kCenturySplit ? 1900 : 2000); }

bool Set1(int32_t* field, int32_t value, int32_t lowest, int32_t highest) {
  if (*field != 0 || value < lowest || value > highest) return false;
  *field = value;
  return true;
}

}  // namespace

// A figure in digits or words with its unit, or an English day or year.
size_t DateParser::Figure(size_t at, bool lead, DateSpec* spec) const {
  const bool digits = IsDigit(CharAt(text_, at));
  if (digits && spec->year == 0 && spec->month == 0 && spec->day == 0)
    if (const size_t end = Numeric(at, spec)) return end;
  int32_t value = 0;
  size_t end = 0;
  if (!digits && spec->year == 0 && spec->month == 0 && spec->day == 0 && !IsWordStart(at)) return 0;
  if (!ReadSmallInt(lexicon_, text_, at, &value, &end)) return 0;
  if (const Word* unit = lexicon_.Find(text_, digits ? SkipBlanks(text_, end, 1) : end, Set(kCalendarUnit)))
    if ((unit->second & kField) != 0) return WithUnit(end, value, digits ? end - at : 0, *unit, spec);
  if (!digits && value > 1 && value % 10 == 1) {  // the last syllable of "십일" is a figure or the unit: 11, or the 10th
    const size_t tail = end - (CodePointBefore(text_, end) < 0x800 ? 2 : 3);
    const Word* unit = lexicon_.Find(text_, tail, Set(kCalendarUnit));
    if (unit != nullptr && tail + unit->text.size() == end && (unit->second & kField) != 0 && spec->month != 0)
      return WithUnit(tail, value - 1, 0, *unit, spec);
  }
  return digits ? EnglishFigure(at, end, value, lead, spec) : 0;
}

// `at` is the end of the figure, `digits` its width where it is written in digits.
size_t DateParser::WithUnit(size_t at, int32_t value, size_t digits, const Word& unit, DateSpec* spec) const {
  const size_t end = SkipBlanks(text_, at, 1) + unit.text.size();
  const Word* ending = lexicon_.Find(text_, end, Set(kEnding));
  if (ending == nullptr && CharAt(text_, end) == ' ') {  // "3일 만에": one syllable behind a blank begins other words
    ending = lexicon_.Find(text_, end + 1, Set(kEnding));
    if (ending != nullptr && ending->text.size() < 6) ending = nullptr;
  }
  if (ending != nullptr && ending->second == 1 && lexicon_.Find(text_, end, Set(kSince) | Set(kUntil)) == nullptr) {
    const bool sure = unit.value == kYearUnit ? digits == 4 : unit.value == kMonthUnit || unit.value == kQuarterUnit || spec->month != 0;
    if (!sure) return 0;
  }
  switch (unit.value) {
    case kYearUnit: {
      const size_t first = at - digits;
      const bool marked = digits > 0 && first > 0 && (text_[first - 1] == '\'' || CodePointBefore(text_, first) == 0x2019);
      if (IsYear(value)) {
        DateSpec next;  // "4월, 2023년 5월" are two dates
        if (spec->month != 0 && (spec->direction || (Figure(SkipBlanks(text_, end, 1), false, &next) != 0 && next.month != 0))) return 0;
        return Set1(&spec->year, value, kFirstYear, kLastYear) ? end : 0;
      }
      if (digits == 3 && value >= 100 && !spec->has_date() && lexicon_.Find(text_, end, Set(kParticle)) != nullptr)
        return Set1(&spec->year, value, 100, 999) ? end : 0;
      if (digits != 2 || spec->has_date()) return 0;
      DateSpec following;
      const size_t next = SkipBlanks(text_, end, 1);
      if (!marked && (Figure(next, false, &following) == 0 || following.month == 0)) return 0;
      return Set1(&spec->year, FullYear(value), kFirstYear, kLastYear) ? end : 0;
    }
    case kMonthUnit: return Set1(&spec->month, value, 1, 12) ? end : 0;
    case kDayUnit: return spec->quarter == 0 && Set1(&spec->day, value, 1, 31) ? end : 0;
    case kQuarterUnit: return Set1(&spec->quarter, value, 1, 4) ? end : 0;
    case kWeekUnit:  // "5월 3주차", "18번째 주"
      if (spec->day != 0 || spec->weekday != 0) return 0;
      spec->iso_week = spec->month == 0 && spec->unit != kMonthUnit;
      return Set1(&spec->week, value, 1, spec->iso_week ? 53 : 5) ? end : 0;
    case kDecadeUnit:
      if (spec->has_date() || (digits != 2 && digits != 4) || value % 10 != 0) return 0;
      if (digits == 2 && value < (IsLetter(unit.text.back()) ? kFirstBareDecade : 10)) return 0;
      spec->decade = digits == 2 ? 1900 + value : value;
      return end;
    default: return 0;
  }
}

// "22nd", "22" beside the name of a month, "2016" beside one or after "in".
size_t DateParser::EnglishFigure(size_t at, size_t end, int32_t value, bool lead, DateSpec* spec) const {
  const char next = CharAt(text_, end);
  if (((next == '.' || next == ',') && IsDigit(CharAt(text_, end + 1)) && spec->month == 0) || next == '%') return 0;
  if (const Word* ending = lexicon_.Find(text_, end, Set(kEnding)); ending != nullptr && ending->second == 0) {
    const size_t word_end = end + ending->text.size();
    const size_t following = SkipGlue(word_end);
    if (spec->month == 0 && spec->weekday == 0 && spec->unit == 0) {
      DateSpec after;
      if (following == word_end || Named(following, false, &after) == 0 || (after.month == 0 && after.unit == 0)) {
        const char stop = CharAt(text_, word_end);
        if (stop != '\0' && stop != '.' && stop != ',' && stop != '!' && stop != '?' && stop != '\n') return 0;
      }
    }
    return Set1(&spec->day, value, 1, 31) ? word_end : 0;
  }
  const size_t width = end - at;
  if (width == 4 && IsYear(value) && spec->year == 0) {
    const bool dated = spec->month != 0 || spec->quarter != 0 || spec->half != 0 || spec->week != 0 || spec->part != kWhole;
    if (dated && spec->unit == 0) return Set1(&spec->year, value, kFirstYear, kLastYear) ? end : 0;
    DateSpec after;
    const size_t following = SkipGlue(end);
    const bool before_name = following > end && !IsDigit(CharAt(text_, following)) && Named(following, true, &after) != 0 && (after.month != 0 || after.quarter != 0 || after.half != 0);
    if (!before_name && !(lead && IsBareYear(value))) return 0;
    if (before_name && spec->has_date()) return 0;
    return Set1(&spec->year, value, kFirstYear, kLastYear) ? end : 0;
  }
  if (width > 2 || IsLetter(next) || lexicon_.Find(text_, SkipBlanks(text_, end), Set(kScale) | Set(kMoney) | Set(kPercent)) != nullptr) return 0;
  if (spec->month != 0 && spec->day == 0 && spec->year == 0) return Set1(&spec->day, value, 1, 31) ? end : 0;
  size_t following = SkipBlanks(text_, end, 1);
  if (CharAt(text_, following) == '-') ++following;
  if (const Word* glue = lexicon_.Find(text_, following, Set(kGlue))) following = SkipBlanks(text_, following + glue->text.size());
  const Word* month = lexicon_.Find(text_, following, Set(kMonth));
  if (month == nullptr || spec->day != 0 || spec->month != 0) return 0;
  return Set1(&spec->day, value, 1, 31) ? end : 0;
}

// "11 - 2016"
bool DateParser::MonthAndYear(size_t at) const {
  size_t end = at;
  while (IsDigit(CharAt(text_, end))) ++end;
  const size_t dash = SkipBlanks(text_, end, 1), year = SkipBlanks(text_, dash + 1, 1);
  int32_t value = 0;
  return end - at <= 2 && CharAt(text_, dash) == '-' && IsDigit(CharAt(text_, year)) && ReadSmallInt(lexicon_, text_, year, &value, &end) && IsBareYear(value) && end - year == 4;
}

// "2014-2018": the end of the range, or 0.
size_t DateParser::YearRange(size_t at, int32_t* first, int32_t* last) const {
  size_t end = 0;
  if (!IsDigit(CharAt(text_, at)) || !ReadSmallInt(lexicon_, text_, at, first, &end) || end - at != 4 || !IsBareYear(*first)) return 0;
  const Word* to = lexicon_.Find(text_, end, Set(kTo));
  if (to == nullptr || IsLetter(to->text[0])) return 0;
  const size_t next = end + to->text.size();
  if (!IsDigit(CharAt(text_, next)) || !ReadSmallInt(lexicon_, text_, next, last, &end) || end - next != 4 || !IsBareYear(*last)) return 0;
  const char stop = CharAt(text_, end);
  if (stop == '-' || stop == '.' ? IsDigit(CharAt(text_, end + 1)) : IsLetter(stop)) return 0;
  if (at > 0 && (text_[at - 1] == '-' || text_[at - 1] == '.')) return 0;
  if (lexicon_.Find(text_, end, Set(kCalendarUnit)) != nullptr) return 0;
  return *first < *last ? end : 0;
}

// 2024-06-04, 2015.5.13, 2016/11, 21/04/2016, 4/22, 3-7-07.
size_t DateParser::Numeric(size_t at, DateSpec* spec) const {
  if (const size_t end = NumericWithName(at, spec)) return end;
  int32_t value[3] = {0, 0, 0};
  size_t width[3] = {0, 0, 0};
  int count = 0;
  size_t end = at;
  char mark = 0;
  for (size_t p = at; count < 3; ++count) {
    size_t digits = 0;
    for (; IsDigit(CharAt(text_, p + digits)) && digits < 5; ++digits) value[count] = value[count] * 10 + (text_[p + digits] - '0');
    if (digits == 0 || digits > 4 || digits == 3) break;
    width[count] = digits;
    end = p + digits;
    const bool spaced = width[0] == 4 || MonthAndYear(at);
    size_t next = spaced ? SkipBlanks(text_, end, 1) : end;
    const char c = CharAt(text_, next);
    const bool year_behind = count == 1 && c == ',' && mark == '/';
    if ((c != '-' && c != '/' && c != '.' && !year_behind) || (mark != 0 && c != mark && !year_behind)) {
      ++count;
      break;
    }
    mark = c;
    p = next + 1;
    if (spaced) p = SkipBlanks(text_, p, 1);
  }
  const char stop = CharAt(text_, end);
  if (count < 2 || IsLetter(stop) || stop == '%' || stop == '/' || (stop == '-' && IsDigit(CharAt(text_, end + 1)))) return 0;
  if (at > 0 && (text_[at - 1] == '-' || text_[at - 1] == '/' || text_[at - 1] == '.' || text_[at - 1] == '$')) return 0;
  const bool leading_zero = text_[at] == '0';
  if (count == 2) {
    if (width[0] == 4 && width[1] <= 2 && mark != '.' && IsBareYear(value[0])) {
      spec->year = value[0];
      return Set1(&spec->month, value[1], 1, 12) ? end : 0;
    }
    if (width[1] == 4 && width[0] <= 2 && mark != '.' && IsBareYear(value[1])) {
      spec->year = value[1];
      return Set1(&spec->month, value[0], 1, 12) ? end : 0;
    }
    if (mark != '/' || width[0] > 2 || width[1] > 2 || !(leading_zero || value[0] > 9 || value[1] > 12)) return 0;
    const bool day_first = value[0] > 12;
    return Set1(&spec->month, value[day_first ? 1 : 0], 1, 12) && Set1(&spec->day, value[day_first ? 0 : 1], 1, 31) ? end : 0;
  }
  if (width[0] == 4) {
    return width[1] <= 2 && width[2] <= 2 && Set1(&spec->year, value[0], kFirstYear, kLastYear) && Set1(&spec->month, value[1], 1, 12) && Set1(&spec->day, value[2], 1, 31) ? end : 0;
  }
  if (width[1] > 2 || (width[2] != 4 && (width[2] != 2 || mark == '.'))) return 0;
  const bool day_first = value[0] > 12;
  const int32_t year = width[2] == 4 ? value[2] : FullYear(value[2]);
  return Set1(&spec->year, year, kFirstYear, kLastYear) && Set1(&spec->month, value[day_first ? 1 : 0], 1, 12) && Set1(&spec->day, value[day_first ? 0 : 1], 1, 31) ? end : 0;
}

// "2019-aug-1", "2019/sep/01".
size_t DateParser::NumericWithName(size_t at, DateSpec* spec) const {
  int32_t year = 0, day = 0;
  size_t end = 0;
  if (!ReadSmallInt(lexicon_, text_, at, &year, &end) || end - at != 4 || !IsYear(year)) return 0;
  const char mark = CharAt(text_, end);
  if (mark != '-' && mark != '/') return 0;
  const Word* month = lexicon_.Find(text_, end + 1, Set(kMonth));
  if (month == nullptr) return 0;
  end += 1 + month->text.size();
  if (CharAt(text_, end) != mark || !ReadSmallInt(lexicon_, text_, end + 1, &day, &end) || day < 1 || day > 31) return 0;
  spec->year = year;
  spec->month = month->value;
  spec->day = day;
  return end;
}

// "nineteen ninety nine", "two thousand and twenty".
size_t DateParser::SpelledYear(size_t at, bool lead, DateSpec* spec) const {
  if (spec->year != 0) return 0;
  const bool dated = spec->month != 0 || spec->quarter != 0 || spec->half != 0 || spec->week != 0;
  const Word* first = lexicon_.Find(text_, at, Set(kSmall) | Set(kTens));
  if (first == nullptr || !(dated || lead)) return 0;
  Number number;
  if (!ReadNumber(lexicon_, text_, at, false, &number)) return 0;
  int32_t value = 0;
  if (number.value >= Decimal::FromInt(kFirstYear) && number.value <= Decimal::FromInt(kLastYear)) {
    value = static_cast<int32_t>(number.value.ToDouble());
    const size_t next = SkipBlanks(text_, number.end);  // "in two thousand cases" counts
    if (!dated && IsLetter(CharAt(text_, next)) && lexicon_.Find(text_, next, Set(kTo) | Set(kUntil) | Set(kAnd)) == nullptr) return 0;
  } else if (first->value >= 13 && first->value <= 20) {  // the century, then its years
    const size_t rest = SkipBlanks(text_, at + first->text.size());
    Number years;
    int32_t tail = -1;
    const Word* zero = lexicon_.Find(text_, rest, Set(kSmall));
    if (zero != nullptr && zero->value == 0) {
      const size_t next = SkipBlanks(text_, rest + zero->text.size());
      const Word* one = lexicon_.Find(text_, next, Set(kSmall));
      if (one != nullptr && one->value < 10) {
        tail = one->value;
        number.end = next + one->text.size();
      }
    } else if (ReadNumber(lexicon_, text_, rest, false, &years) && years.value < Decimal::FromInt(100)) {
      tail = static_cast<int32_t>(years.value.ToDouble());
      number.end = years.end;
    }
    if (tail < 0) return 0;
    value = first->value * 100 + tail;
  }
  return Set1(&spec->year, value, kFirstYear, kLastYear) ? number.end : 0;
}

}  // namespace entente::mention
