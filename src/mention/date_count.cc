// Reads counts of days, months and years, and what is counted from a day: "3년 2개월" is 38 months, "2년 반" 30, "3주 후" a day.
// Tested by: tests/unit/mention/date_test.cc, quantity_test.cc
#include <utility>

#include "mention/date.h"
#include "mention/number_words.h"

namespace entente::mention {
namespace {

// What a unit may do, as dates.tsv says.
constexpr int32_t kField = 1, kCounter = 2;

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

// Half of a unit more: "2년 반", "two and a half years".
void AddHalf(CountOfUnits* count, int32_t unit) {
  switch (unit) {
    case kWeekUnit: count->days += 3; break;
    case kMonthUnit: count->days += 15; break;
    case kYearUnit: count->months += 6; break;
    case kDecadeUnit: count->years += 5; break;
    default: break;
  }
}

}  // namespace

// Behind a figure " and a half", behind a unit "반": its end, or 0.
size_t DateParser::Half(size_t at, bool behind_unit) const {
  if (behind_unit) {
    const size_t next = SkipBlanks(text_, at, 1);
    const Word* half = lexicon_.Find(text_, next, Set(kEnding));
    if (half == nullptr || half->second != 2) return 0;
    const size_t end = next + half->text.size();
    return !IsHangul(CodePointAt(text_, end)) || lexicon_.Find(text_, end, Set(kLasting)) != nullptr ? end : 0;
  }
  const Word* join = lexicon_.Find(text_, NextWord(text_, at), Set(kJoin));
  if (join == nullptr) return 0;
  size_t next = NextWord(text_, NextWord(text_, at) + join->text.size());
  if (const Word* article = lexicon_.Find(text_, next, Set(kArticle))) next = NextWord(text_, next + article->text.size());
  const Word* half = lexicon_.Find(text_, next, Set(kHalf));
  return half == nullptr ? 0 : next + half->text.size();
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
      if (const size_t half_end = Half(end, true)) end = half_end;
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
    size_t half_end = word != nullptr || digits ? Half(number_end, false) : 0;
    bool half = half_end != 0;
    if (half) number_end = half_end;
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
    if (half_end = half ? 0 : Half(end, true); half_end != 0) end = half_end;
    if (half || half_end != 0) AddHalf(count, unit->value);
    at = SkipBlanks(text_, end);
    if (CharAt(text_, at) == ',' && end != 0) at = SkipBlanks(text_, at + 1);
  }
  return end;
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
