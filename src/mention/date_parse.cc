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
constexpr int32_t kFirstBareYear = 1900, kLastBareYear = 2099;

bool IsBareYear(int32_t value) { return value >= kFirstBareYear && value <= kLastBareYear; }

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
      if (word->second == 2 && !dated) spec->unit = kYearUnit;  // "연말": of this year
      if (spec->part != kWhole || (word->second != 1) != spec->has_date()) return 0;
      if (word->second != 1 && (!EndsAsWord(end) || spec->day != 0)) return 0;
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
  if (following != nullptr && following->kind == kWeekday && word.value < 0 && !spec->has_date() && IsLetter(word.text[0])) {
    const size_t day_end = next + following->text.size();
    const Word* of = lexicon_.Find(text_, SkipBlanks(text_, day_end), Set(kOf));
    const Word* month = of == nullptr ? nullptr : lexicon_.Find(text_, SkipBlanks(text_, SkipBlanks(text_, day_end) + of->text.size()), Set(kMonth));
    if (month != nullptr) {  // "the last Friday of May"
      spec->ordinal = -1;
      spec->weekday = following->value;
      return day_end;
    }
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
  if (at != counted_at_) {
    counted_ = CountOfUnits();
    counted_end_ = ReadCount(at, &counted_);
    counted_at_ = at;
  }
  *count = counted_;
  return counted_end_;
}

size_t DateParser::ReadCount(size_t at, CountOfUnits* count) const {
  size_t end = 0;
  int32_t smallest = kWorkdayUnit + 1;
  for (int parts = 0; parts < 4; ++parts) {
    int32_t value = 0;
    size_t number_end = 0;
    const bool digits = IsDigit(CharAt(text_, at));
    const Word* days = digits ? nullptr : lexicon_.Find(text_, at, Set(kDayOnly));
    if (days != nullptr) {
      count->days += days->value;
      end = at + days->text.size();
      at = SkipBlanks(text_, end);
      continue;
    }
    const Word* word = digits ? nullptr : lexicon_.Find(text_, at, Set(kNative) | Set(kSmall) | Set(kTens) | Set(kArticle));
    if (digits) {
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
    const size_t unit_end = unit_at + unit->text.size();
    if (!EndsAsWord(unit_end) && lexicon_.Find(text_, unit_end, Set(kLasting) | Set(kShift) | Set(kEnding) | Set(kUntil)) == nullptr) break;  // "1달러"
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
