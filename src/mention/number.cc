// Reads numbers. East Asian ones are built from groups: figure, unit below ten thousand (천), unit that closes the group (억).
// "2조 3400억" is 2 * 10^12 + 3400 * 10^8. A blank may follow a unit when another figure comes. English ones are words or
// digits with a scale. What follows the last unit counts only when a currency follows it: "1억 이상" is 1억.
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/number.h"

#include <string>

#include "mention/number_words.h"

namespace entente::mention {
namespace {

constexpr int32_t kMostDigits = 36;
constexpr KindSet kGroupKinds = Set(kDigit) | Set(kTen) | Set(kBig) | Set(kVague) | Set(kAround) | Set(kPoint);

class GroupReader {
 public:
  GroupReader(const Lexicon& lexicon, std::string_view text) : lexicon_(lexicon), text_(text) {}

  bool Read(size_t at, Number* out) {
    at_ = at;
    while (Step()) {
    }
    if (!started_) return false;
    if (current_set_ && (spelled_tail_ || spaced_tail_) && checkpoint_.end != 0 && !MoneyFollows(at_)) {
      *out = checkpoint_;
      return true;
    }
    Number number = number_;
    number.end = at_;
    if (!Close(&number)) return false;
    *out = number;
    return true;
  }

 private:
  bool Step() {
    size_t at = at_;
    const bool spaced = CharAt(text_, at) == ' ';
    if (spaced) {
      if (!started_) return false;
      ++at;
    }
    if (IsDigit(CharAt(text_, at))) return (!spaced || !current_set_) && StepDigits(at, spaced);
    if (static_cast<unsigned char>(CharAt(text_, at)) < 0x80) return false;
    const Word* word = lexicon_.Find(text_, at, kGroupKinds);
    if (word == nullptr || (spaced && CountryOfMoney(at))) return false;
    const size_t end = at + word->text.size();
    switch (word->kind) {
      case kDigit: return (!spaced || !current_set_) && StepDigitWord(*word, end, spaced);
      case kTen: return StepTen(*word, end, spaced);
      case kBig: return StepBig(*word, end, spaced);
      case kVague: return StepVague(end, spaced);
      case kAround: return StepAround(end, spaced);
      case kPoint: return StepPoint(end, spaced);
      default: return false;
    }
  }

  bool StepDigits(size_t at, bool spaced) {
    Number plain;
    if (current_set_ || !ReadPlain(text_, at, &plain)) return false;
    current_ = plain.value;
    number_.digits = current_set_ = started_ = true;
    spelled_tail_ = false;
    spaced_tail_ = spaced;
    at_ = plain.end;
    return true;
  }

  bool StepDigitWord(const Word& word, size_t end, bool spaced) {
    if (current_set_) return false;
    current_ = Decimal::FromInt(word.value);
    current_set_ = started_ = spelled_tail_ = true;
    spaced_tail_ = spaced;
    at_ = end;
    return true;
  }

  bool StepTen(const Word& word, size_t end, bool spaced) {
    if (word.value >= last_ten_ || (spaced && !current_set_)) return false;
    if (spaced && number_.unit_words == 0) return false;  // "5 백" is no number
    Decimal part = current_set_ ? current_ : Decimal::FromInt(1);
    if (!Scale(&part, word.value) || !Add(&section_, part)) return false;
    last_ten_ = word.value;
    return Accept(end, word.value);
  }

  bool StepBig(const Word& word, size_t end, bool spaced) {
    if (spaced && !current_set_ && (section_.IsZero() || !number_.vague)) return false;  // "수백 억"
    Decimal group = section_;
    const bool empty = !current_set_ && section_.IsZero();
    if (current_set_ && group.IsZero()) group = current_;
    else if (current_set_ && !Add(&group, current_)) return false;
    if (word.value >= last_big_) {  // 1万亿: the unit multiplies the group before it
      if (!empty || spaced || total_.IsZero() || bigs_ != 1 || !Scale(&total_, word.value)) return false;
    } else {
      if (empty) {
        if (started_) return false;
        group = Decimal::FromInt(1);
        number_.lone_unit = word.value;
      }
      if (!Scale(&group, word.value)) return false;
      if (total_.IsZero()) total_ = group;
      else if (!Add(&total_, group)) return false;
    }
    last_big_ = word.value;
    last_ten_ = kNoUnit;
    section_ = Decimal();
    ++bigs_;
    return Accept(end, word.value);
  }

  bool StepVague(size_t end, bool spaced) {
    if (started_) return EndsInTen() && StepAround(end, spaced);  // "십수억", "10数億"
    if (spaced) return false;
    const size_t next = SkipBlanks(text_, end, 1);
    if (lexicon_.Find(text_, next, Set(kTen) | Set(kBig)) == nullptr) return false;
    current_ = Decimal::FromInt(2);
    number_.vague = started_ = current_set_ = true;
    at_ = next;
    return true;
  }

  bool StepAround(size_t end, bool spaced) {
    if (!started_ || spaced || number_.about) return false;
    number_.about = true;
    at_ = SkipBlanks(text_, end, 1);
    if (lexicon_.Find(text_, at_, Set(kTen) | Set(kBig)) == nullptr) at_ = end;
    return true;
  }

  bool StepPoint(size_t end, bool spaced) {
    if (!current_set_ || spaced) return false;
    at_ = end;
    if (IsDigit(CharAt(text_, end)) && number_.digits) return StepFraction(end);
    if (lexicon_.Find(text_, end, Set(kDigit)) == nullptr) return false;
    for (int32_t place = -1; const Word* word = lexicon_.Find(text_, at_, Set(kDigit)); --place) {
      Decimal part = Decimal::FromInt(word->value);
      if (place < -12 || !Scale(&part, place) || !Add(&current_, part)) return false;
      at_ += word->text.size();
    }
    return true;
  }

  // "2·5億" in digits, before a unit.
  bool StepFraction(size_t at) {
    Number plain;
    if (IsDigit(CharAt(text_, at + 2)) || !ReadPlain(text_, at, &plain) || !Scale(&plain.value, -static_cast<int32_t>(plain.end - at))) return false;
    if (lexicon_.Find(text_, plain.end, Set(kTen) | Set(kBig)) == nullptr || !Add(&current_, plain.value)) return false;
    at_ = plain.end;
    return true;
  }

  // Is what was read so far 10, 20 and so on, in words or digits?
  bool EndsInTen() const {
    if (number_.unit == 1 && number_.unit_words == 1 && !current_set_) return true;
    const auto tenth = current_.TimesPowerOfTen(-1);
    return current_set_ && number_.unit_words == 0 && number_.digits && tenth && *tenth == tenth->RoundedToPlaces(0);
  }

  // "1억 오만 리알": the name of a country before its currency is no number.
  bool CountryOfMoney(size_t at) const {
    if (lexicon_.Find(text_, at, Set(kMoney)) != nullptr) return true;
    const Word* country = lexicon_.Find(text_, at, Set(kCountry));
    return country != nullptr && lexicon_.Find(text_, SkipBlanks(text_, at + country->text.size(), 1), Set(kMoney)) != nullptr;
  }

  // After a unit: the number may end here.
  bool Accept(size_t end, int32_t unit) {
    current_set_ = false;
    current_ = Decimal();
    started_ = true;
    number_.unit = unit;
    ++number_.unit_words;
    at_ = end;
    checkpoint_ = number_;
    checkpoint_.end = end;
    return Close(&checkpoint_);
  }

  bool Close(Number* number) const {
    number->value = total_;
    if (number->value.IsZero() && section_.IsZero() && current_set_) number->value = current_;
    else if ((!section_.IsZero() && !Add(&number->value, section_)) || (current_set_ && !Add(&number->value, current_))) return false;
    if (current_set_) number->unit = 0;
    return true;
  }

  bool MoneyFollows(size_t at) const {
    at = SkipBlanks(text_, at, 1);
    if (const Word* country = lexicon_.Find(text_, at, Set(kCountry))) at = SkipBlanks(text_, at + country->text.size(), 1);
    const Word* money = lexicon_.Find(text_, at, Set(kMoney));
    return money != nullptr && lexicon_.money(*money).choice < MoneyWord::Choice::kNear;
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  size_t at_ = 0;
  Decimal total_, section_, current_;
  bool started_ = false, current_set_ = false, spelled_tail_ = false, spaced_tail_ = false;
  int32_t last_ten_ = kNoUnit, last_big_ = kNoUnit, bigs_ = 0;
  Number number_, checkpoint_;
};

// A scale after `number`: " million", "-billion", "bn".
bool ReadScale(const Lexicon& lexicon, std::string_view text, bool prefixed, Number* number) {
  if (const Word* tight = lexicon.Find(text, number->end, Set(kTight) | Set(kScale))) {
    if (!Scale(&number->value, tight->value)) return false;
    number->unit = tight->value;
    number->end += tight->text.size();
    ++number->unit_words;
    return true;
  }
  const size_t at = NextWord(text, number->end);
  if (at == number->end) return true;
  const Word* word = lexicon.Find(text, at, Set(kScale) | (prefixed && text[number->end] == ' ' ? Set(kTight) : 0));
  if (word == nullptr) return true;
  if (!Scale(&number->value, word->value)) return false;
  number->unit = word->value;
  number->end = at + word->text.size();
  ++number->unit_words;
  return true;
}

}  // namespace

Decimal Number::High() const {
  if (!vague) return value;
  return value.Times(*Decimal::Parse("4.5")).value_or(value);
}

bool ReadPlain(std::string_view text, size_t at, Number* out) {
  uint64_t high = 0, low = 0;  // the first 18 digits, and those behind them
  int32_t digits = 0, places = 0;
  size_t end = at;
  const auto take = [&] {
    const size_t first = end;
    for (; IsDigit(CharAt(text, end)) && digits < kMostDigits; ++end, ++digits) {
      uint64_t& part = digits < 18 ? high : low;
      part = part * 10 + static_cast<uint64_t>(text[end] - '0');
    }
    return end - first;
  };
  const size_t lead = take();
  if (lead == 0) return false;
  const auto group_behind = [&](size_t comma) -> size_t {  // where the next three figures begin, or 0
    const size_t wide = text.substr(comma, kWideComma.size()) == kWideComma ? kWideComma.size() : 0;
    const size_t first = comma + (CharAt(text, comma) == ',' ? 1 : wide);
    return first > comma && IsDigit(CharAt(text, first)) && IsDigit(CharAt(text, first + 1)) && IsDigit(CharAt(text, first + 2)) && !IsDigit(CharAt(text, first + 3)) ? first : 0;
  };
  while (lead <= 3 && end < text.size() && (text[end] == ',' || text[end] == kWideComma[0])) {
    const size_t group = group_behind(end);
    if (group == 0) break;
    end = group;
    take();
  }
  if (CharAt(text, end) == '.' && IsDigit(CharAt(text, end + 1))) {
    ++end;
    places = static_cast<int32_t>(take());
  }
  if (IsDigit(CharAt(text, end))) return false;
  *out = Number();
  out->end = end;
  out->digits = true;
  out->value = Decimal::FromInt(static_cast<int64_t>(high));
  if (digits > 18 && (!Scale(&out->value, digits - 18) || !Add(&out->value, Decimal::FromInt(static_cast<int64_t>(low))))) return false;
  return places == 0 || Scale(&out->value, -places);
}

// "2,5 Mio": a comma before one or two digits is a decimal point where a scale follows.
static bool ReadCommaDecimal(const Lexicon& lexicon, std::string_view text, Number* number) {
  const size_t comma = number->end;
  if (CharAt(text, comma) != ',' || !IsDigit(CharAt(text, comma + 1))) return false;
  size_t end = comma + 1;
  while (IsDigit(CharAt(text, end))) ++end;
  if (end - comma > 3 || lexicon.Find(text, SkipBlanks(text, end, 1), Set(kScale) | Set(kBig)) == nullptr) return false;
  Number fraction;
  if (!ReadPlain(text.substr(0, end), comma + 1, &fraction) || !Scale(&fraction.value, -static_cast<int32_t>(end - comma - 1)) ||
      !Add(&number->value, fraction.value))
    return false;
  number->end = end;
  return true;
}

// "1.234.567,89", "1.234,56", "CHF 1'500'000": groups of three that no decimal point explains.
static bool ReadOtherGroups(std::string_view text, size_t at, Number* number) {
  size_t end = at, groups = 0;
  while (IsDigit(CharAt(text, end))) ++end;
  const char mark = CharAt(text, end);
  if ((mark != '.' && mark != '\'') || end - at > 3) return false;
  std::string digits(text.substr(at, end - at));
  const auto three = [&](size_t from) { return IsDigit(CharAt(text, from)) && IsDigit(CharAt(text, from + 1)) && IsDigit(CharAt(text, from + 2)) && !IsDigit(CharAt(text, from + 3)); };
  for (; CharAt(text, end) == mark && three(end + 1); ++groups, end += 4) digits += text.substr(end + 1, 3);
  const char point = mark == '.' ? ',' : '.';
  const bool cents = CharAt(text, end) == point && IsDigit(CharAt(text, end + 1)) && IsDigit(CharAt(text, end + 2)) && !IsDigit(CharAt(text, end + 3));
  if (groups == 0 || (mark == '.' && groups < 2 && !cents) || digits.size() > static_cast<size_t>(kMostDigits)) return false;
  if (IsDigit(CharAt(text, end + 1)) && !cents && (CharAt(text, end) == '.' || CharAt(text, end) == '\'')) return false;  // an address, a version
  if (cents) digits += point == ',' ? "." + std::string(text.substr(end + 1, 2)) : std::string(text.substr(end, 3));
  const auto value = Decimal::Parse(digits);
  if (!value) return false;
  number->value = *value;
  number->end = cents ? end + 3 : end;
  return true;
}

// "25-1/2", "50 3/4": whole numbers with a fraction of halves, as prices of shares were written.
static void ReadFraction(std::string_view text, Number* number) {
  const size_t at = number->end;
  const char mark = CharAt(text, at);
  if ((mark != '-' && mark != ' ') || !IsDigit(CharAt(text, at + 1)) || CharAt(text, at + 2) != '/' || IsDigit(CharAt(text, at + 5))) return;
  const int32_t above = text[at + 1] - '0';
  int32_t below = 0;
  size_t end = at + 3;
  for (; IsDigit(CharAt(text, end)) && end < at + 5; ++end) below = below * 10 + (text[end] - '0');
  if (below < 2 || below > 32 || (below & (below - 1)) != 0 || above == 0 || above >= below) return;
  const auto part = Decimal::FromInt(above).DividedBy(Decimal::FromInt(below), 10);
  if (part && Add(&number->value, *part)) number->end = end;
}

bool ReadNumber(const Lexicon& lexicon, std::string_view text, size_t at, bool prefixed, Number* out) {
  const char first = CharAt(text, at);
  if (IsLetter(first)) return ReadNumberWords(lexicon, text, at, out);
  if (first == '.' && prefixed) {  // "$.50"
    if (!ReadPlain(text, at + 1, out) || text[at + 1] == '.') return false;
    return Scale(&out->value, -static_cast<int32_t>(out->end - at - 1));
  }
  if (IsDigit(first)) {
    Number plain;
    if (!ReadPlain(text, at, &plain)) return false;
    if (ReadOtherGroups(text, at, &plain)) {
      *out = plain;
      return ReadScale(lexicon, text, prefixed, out);
    }
    ReadCommaDecimal(lexicon, text, &plain);
    ReadFraction(text, &plain);
    const size_t plain_end = plain.end;
    if (!ReadScale(lexicon, text, prefixed, &plain)) return false;
    if (plain.unit_words > 0 || static_cast<unsigned char>(CharAt(text, SkipBlanks(text, plain_end, 1))) < 0x80) {
      *out = plain;
      return true;
    }
  }
  return GroupReader(lexicon, text).Read(at, out);
}

bool ReadSmallInt(const Lexicon& lexicon, std::string_view text, size_t at, int32_t* value, size_t* end) {
  int32_t total = 0, current = 0, figures = 0;
  size_t p = at;
  if (IsDigit(CharAt(text, p))) {
    for (; IsDigit(CharAt(text, p)) && p - at < 5; ++p) total = total * 10 + (text[p] - '0');
    if (p - at > 4) return false;
    *value = total;
    *end = p;
    return true;
  }
  bool units = false;
  while (const Word* word = lexicon.Find(text, p, Set(kDigit) | Set(kTen))) {
    if (word->kind == kDigit) {
      if (figures > 0 && (units || IsHangul(CodePointAt(text, p)))) break;
      current = current * 10 + word->value;  // 二〇一六 is written figure by figure
      if (++figures > 4) return false;
    } else {
      int32_t unit = 1;
      for (int32_t i = 0; i < word->value; ++i) unit *= 10;
      total += (figures > 0 ? current : 1) * unit;
      current = figures = 0;
      units = true;
    }
    p += word->text.size();
  }
  *value = total + current;
  *end = p;
  return p > at && *value <= 9999;
}

}  // namespace entente::mention
