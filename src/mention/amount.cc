// Reads one amount: [currency] number [scale] [currency] [minor units], then a range, then the words of bound around it.
// "최대 약 3조원" is 3 * 10^12 KRW, about and at most. A number with 억 or 조 and no currency is won unless it counts things.
// "337억 크로나(약 4조 4000억원)" gives two amounts, the second linked to the first.
// Gives up on numbers without any sign of money. Tested by: tests/unit/mention/quantity_test.cc
#include "mention/amount.h"

#include <algorithm>

namespace entente::mention {
namespace {

constexpr int32_t kHighUnit = 12;  // Hangul units from here on do not stand alone before a currency
bool IsLarge(const Number& number) { return number.unit_words > 0 && number.unit >= 3; }

}  // namespace

bool AmountReader::IsWordStart(size_t at) const {
  if (at == 0) return true;
  const char32_t before = CodePointBefore(text_, at);
  if (before < 0x80) return !IsLetter(static_cast<char>(before)) && !IsDigit(static_cast<char>(before));
  return language_ == Language::kJapanese || language_ == Language::kChinese || !IsHangul(before);
}

// Letters inside an address or a word ("news.co.kr", "a@usd.example", "non-EUR") open no sum.
bool AmountReader::OpensInsideName(size_t at) const {
  if (at == 0 || !IsLetter(text_[at])) return false;
  const char before = text_[at - 1];
  if (before == '@' || before == '/' || before == '_') return true;
  return (before == '.' || before == '-') && at > 1 && (IsLetter(text_[at - 2]) || IsDigit(text_[at - 2]));
}

bool AmountReader::ReadPrefix(size_t at, Operand* out, size_t* number_at) const {
  const Word* word = lexicon_.Find(text_, at, Set(kMoney));
  if (word == nullptr || !lexicon_.money(*word).before || OpensInsideName(at)) return false;
  size_t end = at + word->text.size();
  if (CharAt(text_, end) == '$') ++end;
  const size_t next = SkipBlanks(text_, end);
  if (IsLetter(text_[at]) && !IsDigit(CharAt(text_, next)) && !IsLetter(CharAt(text_, next))) return false;
  if (!IsDigit(CharAt(text_, next)) && next == end && IsLetter(text_[end - 1])) return false;
  const bool attached = next == end && IsLetter(text_[end - 1]);
  if (!HasItsCountry(lexicon_.money(*word), at, end, attached)) return false;
  out->money = &lexicon_.money(*word);
  out->code = out->money->code;
  out->prefixed = true;
  *number_at = next;
  return true;
}

bool AmountReader::ReadSuffixWord(size_t at, Operand* out) const {
  const Word* word = lexicon_.Find(text_, at, Set(kMoney) | Set(kCountry));
  if (word == nullptr) return false;
  size_t end = at + word->text.size();
  Operand bearer = *out;
  if (word->kind == kCountry) {
    end = SkipBlanks(text_, end, 1);
    if (const Word* dot = lexicon_.Find(text_, end, Set(kList)); dot != nullptr && !IsHangul(CodePointAt(text_, end))) end += dot->text.size();
    const Word* unit = lexicon_.Find(text_, end, Set(kMoney));
    if (unit == nullptr || !lexicon_.money(*unit).after || !TakeBearer(*word, lexicon_.money(*unit), &bearer)) return false;
    end += unit->text.size();
    word = unit;
  }
  const MoneyWord& money = lexicon_.money(*word);
  if (!money.after || money.choice == MoneyWord::Choice::kNot) return false;
  if (money.scaled && !money.before && !IsLarge(out->number)) return false;
  if (!bearer.country_beside && !HasItsCountry(money, out->begin, end, false)) return false;
  if (word->text.size() == 1 && at != out->number.end && IsLetter(word->text[0])) return false;  // "5 p" is no money
  if (money.before && !IsLetter(word->text.back()) && IsDigit(CharAt(text_, end))) return false;  // "£1bn-£2bn": it opens the next sum
  if (out->money != nullptr && (money.factor != 0 || !out->money->Shares(money.families[0]))) return false;
  out->money = &money;
  out->code = bearer.country_beside ? bearer.code : money.code;
  out->country_beside = bearer.country_beside;
  out->attached |= at == out->number.end;
  out->end = end;
  return true;
}

// The currency after the number: "달러", "-dollar", " of dollars", "캐나다 달러", and in "75 USD million" the scale after it.
void AmountReader::ReadSuffix(Operand* out) const {
  size_t at = out->number.end;
  if (!ReadSuffixWord(at, out)) {
    const bool hyphen = CharAt(text_, at) == '-';
    at = hyphen ? at + 1 : SkipBlanks(text_, at);
    if (at == out->number.end) return;
    if (!ReadSuffixWord(at, out)) {
      const Word* of = hyphen ? nullptr : lexicon_.Find(text_, at, Set(kOf));
      if (of == nullptr || !ReadSuffixWord(SkipBlanks(text_, at + of->text.size()), out)) return;
    }
  }
  const size_t next = SkipBlanks(text_, out->end);
  const Word* scale = out->number.unit_words == 0 && next > out->end ? lexicon_.Find(text_, next, Set(kScale)) : nullptr;
  if (scale == nullptr) return;
  const auto scaled = out->number.value.TimesPowerOfTen(scale->value);
  if (!scaled) return;
  out->number.value = *scaled;
  out->number.unit = scale->value;
  out->end = next + scale->text.size();
}

// "64달러 45센트", "五元六角": smaller units after the larger one.
void AmountReader::ReadMinor(Operand* out) const {
  for (int8_t above = out->money->factor; above > -2 && above <= 0;) {
    size_t at = SkipBlanks(text_, out->end, 1);
    if (const Word* join = out->number.unit_words == 0 ? lexicon_.Find(text_, at, Set(kJoin)) : nullptr) at = SkipBlanks(text_, at + join->text.size(), 1);
    Number number;
    if (!ReadNumber(lexicon_, text_, at, false, &number) || number.value >= Decimal::FromInt(100)) return;
    const size_t next = SkipBlanks(text_, number.end, 1);
    const Word* word = lexicon_.Find(text_, next, Set(kMoney));
    if (word == nullptr || lexicon_.money(*word).factor >= above) return;
    const MoneyWord& minor = lexicon_.money(*word);
    if (ToCurrency(minor.code) != ToCurrency(out->code) && !minor.Shares(out->money->families[0]) && out->money->choice == MoneyWord::Choice::kNot) return;
    const auto part = number.value.TimesPowerOfTen(minor.factor);
    const auto sum = part ? out->low.Plus(*part) : std::nullopt;
    if (!sum) return;
    out->low = out->high = *sum;
    out->end = next + word->text.size();
    above = minor.factor;
  }
}

// "$20，300美元": a number with a currency on either side is two numbers where the comma is that of a clause.
void AmountReader::SplitAtComma(size_t number_at, Operand* out) const {
  const std::string_view figures = text_.substr(number_at, out->number.end - number_at);
  const size_t comma = figures.find_first_of(std::string_view(",\xEF")), wide = figures.find(kWideComma);
  if (comma == std::string_view::npos || out->number.unit_words > 0) return;
  const Word* word = lexicon_.Find(text_, out->number.end, Set(kMoney));
  if (word == nullptr || static_cast<unsigned char>(word->text[0]) < 0x80) return;
  if (wide == std::string_view::npos && lexicon_.money(*word).code == out->code) return;
  ReadPlain(text_.substr(0, number_at + comma), number_at, &out->number);
  out->end = out->number.end;
}

bool AmountReader::ReadOperand(size_t at, Operand* out) const {
  *out = Operand();
  out->begin = at;
  size_t number_at = at;
  if (!IsDigit(CharAt(text_, at))) ReadPrefix(at, out, &number_at);
  if (!ReadNumber(lexicon_, text_, number_at, out->prefixed, &out->number)) return false;
  out->end = out->number.end;
  if (out->prefixed) SplitAtComma(number_at, out);
  if (!out->prefixed || out->money->families[0] >= 0) ReadSuffix(out);
  if (out->prefixed && out->money->scaled && !IsLarge(out->number)) return false;
  // "조 단위": a unit by itself stands for 2 to 9 of it
  const Word* unit = lexicon_.Find(text_, SkipBlanks(text_, out->number.end, 1), Set(kUnit));
  if (unit != nullptr && !out->number.digits && !out->number.vague && out->number.unit >= 8) {
    const auto twice = out->number.value.Times(Decimal::FromInt(2));
    if (twice) out->number.value = *twice;
    out->number.vague = true;
    out->end = SkipBlanks(text_, out->number.end, 1) + unit->text.size();
  }
  if (out->money != nullptr && out->money->factor != 0) {
    const auto scaled = out->number.value.TimesPowerOfTen(out->money->factor);
    if (!scaled) return false;
    out->number.value = *scaled;
  }
  out->low = out->number.value;
  out->high = out->number.High();
  if (out->money != nullptr) ReadMinor(out);
  return true;
}

// "8~10조원", "$3 to $4 billion", but not "9000~1만원" or "$500 to $1 million".
bool AmountReader::SharesUnit(const Decimal& low, const Operand& second) {
  const auto figure = second.number.value.TimesPowerOfTen(-second.number.unit);
  return figure && low < *figure;
}

// After `first`: a connector and the other end. On success `*second` holds both ends and the money of the range.
bool AmountReader::ReadRange(const Operand& first, Operand* second) const {
  size_t at = SkipBlanks(text_, first.end, 1);
  const size_t before = BlankBefore(text_, first.begin);
  const bool between = lexicon_.FindBefore(text_, before, Set(kBetween)) != nullptr;
  const Word* to = lexicon_.Find(text_, at, Set(kTo) | Set(kToSpan) | (between ? Set(kAnd) : 0));
  if (to == nullptr || first.number.vague) return false;
  at = SkipBlanks(text_, at + to->text.size(), 1);
  if (!IsWordStart(at) && !IsDigit(CharAt(text_, at)) && IsLetter(CharAt(text_, at - 1))) return false;
  if (!ReadOperand(at, second) || second->number.vague) return false;
  if (to->kind == kToSpan && lexicon_.Find(text_, SkipBlanks(text_, second->end, 1), Set(kSpan)) == nullptr) return false;
  if (to->kind == kTo && first.money != nullptr && IsLetter(to->text[0]) && IsChange(first.begin)) return false;
  Decimal low = first.low;
  if (first.number.unit == 0 && second->number.unit > 0 && (first.money == nullptr || first.prefixed) && SharesUnit(low, *second)) {
    const auto scaled = low.TimesPowerOfTen(second->number.unit);
    if (!scaled) return false;
    low = *scaled;
  }
  if (first.money != nullptr) {
    if (second->money != nullptr && first.code != second->code && !first.money->Shares(second->money->families[0])) return false;
    if (second->money == nullptr && !first.prefixed) return false;
    if (second->money == nullptr || (second->money->choice != MoneyWord::Choice::kStated && !second->country_beside)) {
      second->money = first.money;
      second->code = first.code;
      second->country_beside = first.country_beside;
    }
  } else if (second->money != nullptr && second->money->factor < 0) {
    const auto scaled = low.TimesPowerOfTen(second->money->factor);
    if (scaled) low = *scaled;
  }
  if (low > second->high) return false;
  second->begin = first.begin;
  second->low = low;
  second->number.digits |= first.number.digits;
  return true;
}

// "각각 10억, 5억 달러": a sum without a currency takes the one of the sum that follows it in the list.
bool AmountReader::ListedCurrency(size_t at, Operand* out) const {
  const Word* list = lexicon_.Find(text_, at, Set(kList));
  if (list == nullptr) return false;
  Operand next;
  if (!ReadOperand(SkipBlanks(text_, at + list->text.size(), 1), &next) || next.money == nullptr || next.money->factor != 0) return false;
  if (next.number.unit != out->number.unit) return false;
  out->money = next.money;
  out->code = next.code;
  out->country_beside = next.country_beside;
  return true;
}

// A Korean number with 억 or 조 and nothing after it that is counted: money without its currency.
bool AmountReader::ReadMoneyless(Operand* out) const {
  const Number& number = out->number;
  if (language_ != Language::kKorean && language_ != Language::kUnknown) return false;
  if (number.unit_words == 0 || number.unit < 4 || CodePointBefore(text_, number.end) < 0x80) return false;
  if (out->end > number.end) return true;  // "조 단위"
  if (ListedCurrency(number.end, out)) return true;
  if (number.value < *Decimal::FromInt(1).TimesPowerOfTen(8) || (!number.digits && (!number.vague || number.unit_words < 2))) return false;
  if (lexicon_.FindBefore(text_, BlankBefore(text_, out->begin), Set(kNumberBefore)) != nullptr) return false;
  const size_t at = SkipBlanks(text_, number.end, 1);
  const Word* next = lexicon_.Find(text_, at, Set(kCount) | Set(kMoneyNoun));
  if (next != nullptr && next->kind == kCount) {  // "11억 개미": a longer word that only begins like one that counts
    const size_t end = at + next->text.size();
    const bool longer = at != number.end && IsHangul(CodePointAt(text_, end)) && lexicon_.Find(text_, end, Set(kMoneyNoun)) == nullptr;
    return longer;
  }
  if (next == nullptr && at == number.end && IsHangul(CodePointAt(text_, at))) return false;
  if (next == nullptr && at == number.end && IsLetter(CharAt(text_, at))) return false;
  return true;
}

// Numbers in Hangul alone are often parts of other words: one figure before a short word of money ("이유로", for the reason; "구원",
// rescue), a unit that is a family name ("조원길"), a name that goes on behind the currency ("백원기") or begins like a number
// before a rare currency ("삼천리라고"). Han figures before a small unit go on likewise ("十分重要", very important).
bool AmountReader::IsAccident(const Operand& operand) const {
  const Number& number = operand.number;
  if (operand.money == nullptr || operand.prefixed || number.digits) return false;
  if (IsHan(CodePointAt(text_, operand.begin))) return operand.money->factor < 0 && operand.low < Decimal::FromInt(1) && IsHan(CodePointAt(text_, operand.end));
  if (!IsHangul(CodePointAt(text_, operand.begin))) return false;
  if (number.lone_unit >= kHighUnit) return true;
  if (number.unit_words == 0 && operand.low == operand.low.RoundedToPlaces(0) && operand.end - number.end <= 6) return true;
  const bool rare = operand.money->choice == MoneyWord::Choice::kContext && operand.end - number.end <= 6;
  if (rare && operand.attached && !number.vague && number.unit < 4) return true;
  constexpr KindSet kGoesOn = Set(kMoneyNoun) | Set(kParticle) | Set(kBoundAfter) | Set(kTo) | Set(kToSpan) | Set(kSpan) | Set(kList) | Set(kMoney);
  return IsHangul(CodePointAt(text_, operand.end)) && lexicon_.Find(text_, operand.end, kGoesOn) == nullptr;
}

size_t AmountReader::Read(size_t at) {
  if (!IsDigit(CharAt(text_, at)) && CharAt(text_, at) != '$' && !IsWordStart(at)) return 0;
  Operand operand;
  if (!ReadOperand(at, &operand)) return 0;
  AmountMention mention;
  Operand range;
  const bool ranged = ReadRange(operand, &range);
  if (ranged && (range.money != nullptr || (operand.number.unit >= 8 && ReadMoneyless(&range)))) {
    operand = range;
    mention.qualifiers |= kRange;
  } else if (operand.money == nullptr && !ReadMoneyless(&operand) && !TakesCurrencyBefore(&operand)) {
    return 0;
  }
  if (IsAccident(operand)) return 0;
  mention.begin = static_cast<uint32_t>(operand.begin);
  mention.end = static_cast<uint32_t>(operand.end);
  mention.low = operand.low;
  mention.high = operand.high;
  if (operand.number.about) mention.qualifiers |= kAbout;
  if (operand.number.vague) mention.qualifiers |= kOrderOfMagnitude;
  Decide(operand, &mention);
  ReadBoundsBefore(&mention);
  ReadBoundsAfter(&mention);
  mention.is_rate = IsRate(mention);
  LinkConversion(&mention);
  if (operand.money != nullptr && operand.money->choice == MoneyWord::Choice::kAdjacent && !operand.country_beside &&
      lexicon_.Find(text_, mention.end, Set(kOpen)) != nullptr && CountryInContext(*operand.money, operand.begin, operand.end, &mention.rival) &&
      mention.rival == mention.currency)
    mention.rival = Currency();
  if (mention.conversion_of && (*out_)[*mention.conversion_of].low == Decimal::FromInt(1)) {  // "1유로=1500원": a rate of exchange
    mention.is_rate = (*out_)[*mention.conversion_of].is_rate = true;
  }
  out_->push_back(mention);
  return mention.end;
}

}  // namespace entente::mention
