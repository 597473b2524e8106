// Reads the parts of one date in the order in which the text has them: figures with their unit (2024년, 4월, 21st), names of
// months and weekdays, relative words (지난달, last week), and the glue between them. Each part may come once.
// "다음 달 둘째 주 월요일" is month +1, second week, Monday. Gives up at the first word that is no part.
// Tested by: tests/unit/mention/quantity_test.cc
#include <algorithm>

#include "mention/date.h"
#include "mention/number.h"

namespace entente::mention {
namespace {

// What a unit may do, as dates.tsv says.
constexpr int32_t kField = 1, kCounter = 2, kNoun = 4;
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

void AddCount(CountOfUnits* count, int32_t unit, int32_t value) {
  switch (unit) {
    case kDayUnit: count->days += value; break;
    case kWeekUnit: count->days += 7 * value; break;
    case kMonthUnit: count->months += value; break;
    case kQuarterUnit: count->months += 3 * value; break;
    case kHalfUnit: count->months += 6 * value; break;
    case kYearUnit: count->years += value; break;
    case kDecadeUnit: count->decades += value; break;
    default: count->workdays += value; break;
  }
}

}  // namespace

bool DateParser::IsWordStart(size_t at) const {
  const char32_t before = CodePointBefore(text_, at);
  if (before < 0x80) return !IsLetter(static_cast<char>(before)) && !IsDigit(static_cast<char>(before));
  return !IsHangul(before) || !IsHangul(CodePointAt(text_, at));
}

bool DateParser::EndsAsWord(size_t end) const {
  return !IsHangul(CodePointAt(text_, end)) || !IsHangul(CodePointBefore(text_, end)) || lexicon_.Find(text_, end, Set(kParticle) | Set(kWeekday)) != nullptr;
}

size_t DateParser::SkipGlue(size_t at) const {
  at = SkipBlanks(text_, at);
  for (int i = 0; i < 2; ++i) {
    const Word* glue = lexicon_.Find(text_, at, Set(kGlue));
    if (glue == nullptr) break;
    at = SkipBlanks(text_, at + glue->text.size());
  }
  return CharAt(text_, at) == '-' ? at + 1 : at;
}

size_t DateParser::Parse(size_t at, bool lead, DateSpec* spec) const {
  *spec = DateSpec();
  if (const size_t end = Counted(at, spec)) return end;
  *spec = DateSpec();
  size_t end = 0;
  for (size_t next = at;;) {
    DateSpec grown = *spec;
    size_t part_end = Part(next, lead, &grown);
    if (part_end == 0) {
      if (end == 0) break;
      const size_t glued = SkipGlue(end);
      if (glued == next || glued == end) break;
      part_end = Part(glued, lead || glued > SkipBlanks(text_, end), &grown);
      if (part_end == 0) break;
    }
    *spec = grown;
    end = part_end;
    next = SkipBlanks(text_, end);
  }
  if (spec->has_date()) return end;
  *spec = DateSpec();
  return LedDay(at, spec);
}

size_t DateParser::Part(size_t at, bool lead, DateSpec* spec) const {
  if (IsDigit(CharAt(text_, at))) return Figure(at, lead, spec);
  if (const size_t end = Named(at, lead, spec)) return end;
  return IsLetter(CharAt(text_, at)) ? SpelledYear(at, lead, spec) : Figure(at, lead, spec);
}

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
  if (ending != nullptr && ending->second == 1 && lexicon_.Find(text_, end, Set(kSince) | Set(kUntil)) == nullptr) {
    const bool sure = unit.value == kYearUnit ? digits == 4 : unit.value == kMonthUnit || spec->month != 0;
    if (!sure) return 0;
  }
  switch (unit.value) {
    case kYearUnit: {
      const size_t first = at - digits;
      const bool marked = digits > 0 && first > 0 && (text_[first - 1] == '\'' || CodePointBefore(text_, first) == 0x2019);
      if (IsYear(value)) return Set1(&spec->year, value, kFirstYear, kLastYear) ? end : 0;
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

size_t DateParser::Named(size_t at, bool lead, DateSpec* spec) const {
  constexpr KindSet kNames = Set(kMonth) | Set(kWeekday) | Set(kRelative) | Set(kSame) | Set(kDirection) | Set(kPart) | Set(kOrdinal) |
                             Set(kHalfYear) | Set(kQuarterYear) | Set(kDecade) | Set(kWeekOf);
  const Word* word = lexicon_.Find(text_, at, kNames);
  const bool part_only = spec->part != kWhole && !spec->has_date();  // "rest of the year"
  if (word == nullptr) word = lexicon_.Find(text_, at, Set(kCalendarUnit));
  if (word == nullptr) return 0;
  size_t end = at + word->text.size();
  const bool dated = spec->has_date() || spec->part != kWhole || spec->direction.has_value() || spec->week_of;
  if (!dated && !IsWordStart(at)) return 0;
  switch (word->kind) {
    case kMonth: {
      if (spec->month != 0 || spec->unit == kMonthUnit || spec->unit == kWeekUnit) return 0;
      if (word->second == 1 && !lead && !dated) {  // "May", "March": a month only beside a figure
        size_t next = SkipBlanks(text_, end);
        if (CharAt(text_, next) == ',') next = SkipBlanks(text_, next + 1);
        int32_t figure = 0;
        size_t figure_end = 0;
        if (!IsDigit(CharAt(text_, next)) || !ReadSmallInt(lexicon_, text_, next, &figure, &figure_end) || (figure > 31 && !IsBareYear(figure))) {
          DateSpec after;
          if (next == end || lexicon_.Find(text_, next, Set(kDirection) | Set(kOrdinal)) == nullptr || Named(next, false, &after) == 0) return 0;
        }
      }
      spec->month = word->value;
      return end;
    }
    case kWeekday:
      if (!EndsAsWord(end)) return 0;
      return Set1(&spec->weekday, word->value, 1, 7) ? end : 0;
    case kRelative: return Relative(*word, end, spec);
    case kSame:
      if (dated || (!EndsAsWord(end))) return 0;
      spec->same_unit = word->value;
      spec->same_offset = word->second;
      return end;
    case kDirection: return Direction(*word, end, spec);
    case kPart:
      if (spec->part != kWhole || (word->second == 0) != spec->has_date()) return 0;
      if (word->second == 0 && (!EndsAsWord(end) || spec->day != 0)) return 0;
      spec->part = static_cast<DatePart>(word->value);
      return end;
    case kOrdinal: return Ordinal(*word, end, spec);
    case kHalfYear: return spec->day == 0 && spec->month == 0 && spec->quarter == 0 && Set1(&spec->half, word->value, 1, 2) ? end : 0;
    case kQuarterYear: return spec->day == 0 && spec->month == 0 && spec->half == 0 && Set1(&spec->quarter, word->value, 1, 4) ? end : 0;
    case kDecade:
      if (dated) return 0;
      spec->decade = word->value;
      return end;
    case kWeekOf: {
      if (dated) return 0;
      spec->week_of = true;
      return end;
    }
    case kCalendarUnit: {  // "week 31"
      if (part_only && (word->second & kNoun) != 0 && EndsAsWord(end)) {
        spec->unit = word->value;
        return end;
      }
      int32_t week = 0;
      size_t week_end = 0;
      const size_t next = SkipBlanks(text_, end, 1);
      if (word->value != kWeekUnit || dated || !IsLetter(CharAt(text_, at)) || next == end || !IsDigit(CharAt(text_, next)) ||
          !ReadSmallInt(lexicon_, text_, next, &week, &week_end) || week > 53)
        return 0;
      spec->iso_week = true;
      return Set1(&spec->week, week, 1, 53) ? week_end : 0;
    }
    default: return 0;
  }
}

// "first Friday", "third week", "둘째 주 일요일", "second of Aug".
size_t DateParser::Ordinal(const Word& word, size_t end, DateSpec* spec) const {
  if (spec->ordinal != 0 || spec->week != 0 || spec->day != 0) return 0;
  if (word.second == 2) return Set1(&spec->week, word.value, -1, 5) ? end : 0;
  const size_t next = SkipBlanks(text_, end, 1);
  const Word* following = lexicon_.Find(text_, next, Set(kWeekday) | Set(kCalendarUnit) | Set(kHalfYear) | Set(kQuarterYear));
  if (following != nullptr && following->kind == kWeekday) {
    spec->ordinal = word.value;
    return Set1(&spec->weekday, following->value, 1, 7) ? next + following->text.size() : 0;
  }
  if (following != nullptr && following->kind == kCalendarUnit) {
    const size_t unit_end = next + following->text.size();
    if (!EndsAsWord(unit_end)) return 0;
    if (following->value == kWeekUnit && word.value <= 5) return Set1(&spec->week, word.value, -1, 5) ? unit_end : 0;
    if (following->value == kQuarterUnit && word.value > 0) return Set1(&spec->quarter, word.value, 1, 4) ? unit_end : 0;
    return 0;
  }
  if (word.value < 1 || !IsLetter(word.text[0])) return 0;
  if (spec->month != 0) return Set1(&spec->day, word.value, 1, 31) ? end : 0;
  if (spec->weekday != 0) return Set1(&spec->day, word.value, 1, 31) ? end : 0;
  const size_t glued = SkipGlue(end);
  const Word* month = lexicon_.Find(text_, glued, Set(kMonth));
  if (month == nullptr || (month->second == 1 && glued == next)) return 0;
  return Set1(&spec->day, word.value, 1, 31) ? end : 0;
}

// "last month", "next Friday", "지난 4월", "past 3 weeks".
size_t DateParser::Direction(const Word& word, size_t end, DateSpec* spec) const {
  if (spec->unit != 0 || spec->direction) return 0;
  const size_t next = SkipBlanks(text_, end, 1);
  CountOfUnits count;
  if (const size_t count_end = !spec->has_date() && word.value != 0 ? ParseCount(next, &count) : 0) {
    DateSpec field;
    if (IsLetter(word.text[0]) || Figure(next, false, &field) == 0) {
      if (count.only_years() && !IsLetter(word.text[0]) && count.years % 10 != 0) return 0;
      spec->span = true;
      spec->count = count;
      spec->offset = word.value;
      return count_end;
    }
  }
  const Word* following = lexicon_.Find(text_, next, Set(kCalendarUnit) | Set(kWeekday) | Set(kMonth) | Set(kHalfYear) | Set(kQuarterYear) | Set(kOrdinal));
  if (following != nullptr && following->kind == kCalendarUnit && (following->second & kNoun) != 0) {
    const size_t unit_end = next + following->text.size();
    if (!EndsAsWord(unit_end) || following->value == kDayUnit) return 0;
    if (following->value == kWeekUnit && word.value < 0 && lexicon_.Find(text_, SkipBlanks(text_, unit_end), Set(kOf)) != nullptr) {
      spec->week = -1;  // "the last week of July"
      return unit_end;
    }
    spec->unit = following->value;
    spec->offset = word.value;
    return unit_end;
  }
  if (following != nullptr && following->kind == kOrdinal && spec->has_date()) return 0;
  if (following != nullptr && following->kind == kWeekday && word.value < 0 && spec->has_date()) return 0;
  if (following == nullptr && !(IsDigit(CharAt(text_, next)) && !IsLetter(word.text[0]))) {
    int32_t value = 0;
    size_t number_end = 0;
    if (IsLetter(word.text[0]) || !ReadSmallInt(lexicon_, text_, next, &value, &number_end)) {
      if (spec->month != 0 && spec->year == 0 && IsLetter(word.text[0])) return 0;
      return 0;
    }
  }
  spec->direction = word.value;
  spec->nearest = word.second == 1;
  const bool empty = !spec->has_date();
  const size_t part_end = Part(next, false, spec);
  if (part_end == 0 || (empty && spec->year != 0)) return spec->year != 0 ? part_end : 0;
  return part_end;
}

size_t DateParser::Relative(const Word& word, size_t end, DateSpec* spec) const {
  if (spec->unit != 0 || spec->direction || spec->same_unit != 0) return 0;
  if (spec->year != 0 || (spec->month != 0 && word.second != kYearUnit)) return 0;
  if (!EndsAsWord(end) && lexicon_.Find(text_, end, Set(kHalfYear) | Set(kPart) | Set(kOrdinal)) == nullptr) return 0;
  if (word.text.size() == 3 && static_cast<unsigned char>(word.text[0]) >= 0xEA) {  // "올": one syllable needs another part
    DateSpec after;
    const size_t next = SkipBlanks(text_, end, 1);
    if (next == end || (Figure(next, false, &after) == 0 && lexicon_.Find(text_, next, Set(kHalfYear) | Set(kQuarterYear) | Set(kPart)) == nullptr)) return 0;
  }
  spec->unit = word.second;
  spec->offset = word.value;
  return end;
}

size_t DateParser::ParseBareDay(size_t at, int32_t* day) const {
  size_t end = 0;
  if (!IsDigit(CharAt(text_, at)) || !ReadSmallInt(lexicon_, text_, at, day, &end) || end - at > 2) return 0;
  if (const Word* ending = lexicon_.Find(text_, end, Set(kEnding)); ending != nullptr && ending->second == 0) end += ending->text.size();
  return *day >= 1 && *day <= 31 ? end : 0;
}

size_t DateParser::ParseCount(size_t at, CountOfUnits* count) const {
  size_t end = 0;
  int32_t smallest = kWorkdayUnit + 1;
  for (int parts = 0; parts < 4; ++parts) {
    int32_t value = 0;
    size_t number_end = 0;
    const Word* days = lexicon_.Find(text_, at, Set(kDayOnly));
    if (days != nullptr) {
      count->days += days->value;
      end = at + days->text.size();
      at = SkipBlanks(text_, end);
      continue;
    }
    const Word* word = lexicon_.Find(text_, at, Set(kNative) | Set(kSmall) | Set(kTens) | Set(kArticle));
    if (IsDigit(CharAt(text_, at))) {
      if (!ReadSmallInt(lexicon_, text_, at, &value, &number_end)) break;
    } else if (word != nullptr) {
      value = word->value;
      number_end = at + word->text.size();
    } else if (!ReadSmallInt(lexicon_, text_, at, &value, &number_end)) {
      break;
    }
    size_t unit_at = SkipBlanks(text_, number_end, 1);
    if (CharAt(text_, number_end) == '-') unit_at = number_end + 1;
    const Word* unit = lexicon_.Find(text_, unit_at, Set(kCalendarUnit));
    if (unit == nullptr || (unit->second & kCounter) == 0 || (word != nullptr && word->kind == kNative && (unit->second & kField) != 0)) break;
    if (unit->value >= smallest || (smallest == kYearUnit && unit->value > kMonthUnit)) break;  // "three years, 10-year": another count
    smallest = unit->value;
    AddCount(count, unit->value, value);
    end = unit_at + unit->text.size();
    at = SkipBlanks(text_, end);
    if (CharAt(text_, at) == ',' && end != 0) at = SkipBlanks(text_, at + 1);
  }
  return end;
}

// "on the 27th", "for the twenty second": a day only at the end of a clause.
size_t DateParser::LedDay(size_t at, DateSpec* spec) const {
  const size_t before = at > 0 && text_[at - 1] == ' ' ? at - 1 : at;
  const Word* lead = before == at ? nullptr : lexicon_.FindBefore(text_, before, Set(kYearLead));
  if (lead == nullptr || lead->second != 1) return 0;
  size_t end = ParseBareDay(at, &spec->day);
  if (const Word* ordinal = end == 0 ? lexicon_.Find(text_, at, Set(kOrdinal)) : nullptr; ordinal != nullptr && ordinal->value > 0) {
    spec->day = ordinal->value;
    end = at + ordinal->text.size();
  }
  const char stop = CharAt(text_, end);
  const bool closes = stop == '\0' || stop == '!' || stop == '?' || stop == '\n' || ((stop == '.' || stop == ',') && !IsDigit(CharAt(text_, end + 1)));
  return end != 0 && closes ? end : 0;
}

// "3주 후", "two weeks from now", "a month ago", "within 10 months", "5일 이내".
size_t DateParser::Counted(size_t at, DateSpec* spec) const {
  if (!IsWordStart(at)) return 0;
  size_t number_at = at;
  const Word* before = lexicon_.Find(text_, at, Set(kShift));
  if (before != nullptr && before->second != 1 && before->second != 5) before = nullptr;
  if (before != nullptr && !IsLetter(before->text[0])) before = nullptr;
  if (before != nullptr) number_at = SkipBlanks(text_, at + before->text.size());
  const Word* workdays = before == nullptr ? lexicon_.Find(text_, at, Set(kShift)) : nullptr;
  if (workdays != nullptr && workdays->second != 6) workdays = nullptr;
  if (workdays != nullptr) number_at = SkipBlanks(text_, at + workdays->text.size());
  size_t end = ParseCount(number_at, &spec->count);
  if (end == 0) return 0;
  if (workdays != nullptr) std::swap(spec->count.days, spec->count.workdays);
  size_t next = SkipBlanks(text_, end, 1);
  const Word* after = lexicon_.Find(text_, next, Set(kShift));
  if (after == nullptr) {
    if (before == nullptr || before->second != 1) return 0;
    spec->shift = before->value;
    spec->within = true;
    return end;
  }
  if (before != nullptr && before->second == 1) return 0;
  if (IsHangul(CodePointAt(text_, next)) && after->text.size() == 3 && !EndsAsWord(next + 3)) return 0;
  spec->shift = after->value;
  spec->within = after->second == 1 || before != nullptr;
  end = next + after->text.size();
  if (after->second < 2) return end;
  if (after->second == 3) {  // "4 weeks in the future": the time until then
    spec->span = true;
    spec->shift = 0;
    spec->offset = 1;
    return end;
  }
  if (after->second == 4) return 0;
  next = SkipBlanks(text_, end);
  const Word* base = lexicon_.Find(text_, next, Set(kRelative));
  if (base == nullptr || base->second != kDayUnit) return 0;
  spec->unit = kDayUnit;
  spec->offset = base->value;
  return next + base->text.size();
}

}  // namespace entente::mention
