// Reads one amount: [currency] number [scale] [currency] [minor units], then a range, then the words of bound around it.
// "최대 약 3조원" is 3 * 10^12 KRW, about and at most. A number with 억 or 조 and no currency is won unless it counts things.
// "337억 크로나(약 4조 4000억원)" gives two amounts, the second linked to the first.
// Gives up on numbers without any sign of money. Tested by: tests/unit/mention/quantity_test.cc
#include "mention/amount.h"

#include <algorithm>

namespace entente::mention {
namespace {

// How far around an ambiguous word a country is looked for, and how far a conversion may stand from its original, in bytes.
constexpr size_t kCountryReach = 1200, kCountryReachAhead = 120;
constexpr size_t kConversionReach = 90;
constexpr size_t kChangeReach = 60;

Currency ToCurrency(const std::array<char, 4>& code) { return code[0] == 0 ? Currency() : Currency(std::string_view(code.data(), 3)); }

bool Shares(const MoneyWord& money, int8_t family) { return family >= 0 && (money.families[0] == family || money.families[1] == family); }

size_t BlanksBefore(std::string_view text, size_t end) { return end > 0 && text[end - 1] == ' ' ? end - 1 : end; }

}  // namespace

bool AmountReader::IsWordStart(size_t at) const {
  if (at == 0) return true;
  const char32_t before = CodePointBefore(text_, at);
  if (before < 0x80) return !IsLetter(static_cast<char>(before)) && !IsDigit(static_cast<char>(before));
  return language_ == Language::kJapanese || language_ == Language::kChinese || !IsHangul(before);
}

bool AmountReader::EndsWell(size_t end) const { return !IsHangul(CodePointAt(text_, end)); }

bool AmountReader::TakeBearer(const Word& country, const MoneyWord& money, Operand* out) const {
  const auto [first, last] = lexicon_.countries(country);
  const auto* found = std::find_if(first, last, [&](const CountryCurrency& c) { return Shares(money, c.family); });
  if (found == last) return false;
  out->code = found->code;
  out->country_beside = true;
  return true;
}

bool AmountReader::ReadPrefix(size_t at, Operand* out, size_t* number_at) const {
  const Word* word = lexicon_.Find(text_, at, Set(kMoney));
  if (word == nullptr || !lexicon_.money(*word).before) return false;
  out->money = &lexicon_.money(*word);
  out->code = out->money->code;
  out->prefixed = true;
  size_t end = at + word->text.size();
  if (CharAt(text_, end) == '$') ++end;
  *number_at = SkipBlanks(text_, end);
  if (at > 0 && IsLetter(text_[at]) && (text_[at - 1] == '.' || text_[at - 1] == '@' || text_[at - 1] == '/')) return false;  // of an address
  if (IsLetter(text_[at]) && !IsDigit(CharAt(text_, *number_at)) && !IsLetter(CharAt(text_, *number_at))) return false;
  if (!IsDigit(CharAt(text_, *number_at)) && *number_at == end && IsLetter(text_[end - 1])) return false;
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
  if (word->text.size() == 1 && at != out->number.end && IsLetter(word->text[0])) return false;  // "5 p" is no money
  if (money.before && !IsLetter(word->text.back()) && IsDigit(CharAt(text_, end))) return false;  // "£1bn-£2bn": it opens the next sum
  if (out->money != nullptr && (money.factor != 0 || !Shares(*out->money, money.families[0]))) return false;
  out->money = &money;
  out->code = bearer.country_beside ? bearer.code : money.code;
  out->country_beside = bearer.country_beside;
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
    if (ToCurrency(minor.code) != ToCurrency(out->code) && !Shares(minor, out->money->families[0]) && out->money->choice == MoneyWord::Choice::kNot) return;
    const auto part = number.value.TimesPowerOfTen(minor.factor);
    const auto sum = part ? out->low.Plus(*part) : std::nullopt;
    if (!sum) return;
    out->low = out->high = *sum;
    out->end = next + word->text.size();
    above = minor.factor;
  }
}

// "$20,300美元": a number with a currency on either side is two numbers behind a comma that was full width.
void AmountReader::SplitAtComma(size_t number_at, Operand* out) const {
  const size_t comma = text_.find(',', number_at);
  if (comma >= out->number.end || out->number.unit_words > 0) return;
  const Word* word = lexicon_.Find(text_, out->number.end, Set(kMoney));
  if (word == nullptr || static_cast<unsigned char>(word->text[0]) < 0x80 || lexicon_.money(*word).code == out->code) return;
  ReadPlain(text_.substr(0, comma), number_at, &out->number);
  out->end = out->number.end;
}

bool AmountReader::ReadOperand(size_t at, Operand* out) const {
  *out = Operand();
  out->begin = at;
  size_t number_at = at;
  if (!IsDigit(CharAt(text_, at))) ReadPrefix(at, out, &number_at);
  if (!ReadNumber(lexicon_, text_, number_at, out->prefixed, &out->number)) {
    // "조 단위": a unit by itself stands for 2 to 9 of it
    return false;
  }
  out->end = out->number.end;
  if (out->prefixed) SplitAtComma(number_at, out);
  if (!out->prefixed || out->money->families[0] >= 0) ReadSuffix(out);
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

// True for "rose from X to Y": the sums are two, not the ends of a range.
bool AmountReader::IsChange(size_t begin) const {
  const size_t from = BlanksBefore(text_, begin);
  const Word* word = lexicon_.FindBefore(text_, from, Set(kFrom));
  if (word == nullptr) return false;
  size_t at = from - word->text.size();
  for (const size_t stop = at > kChangeReach ? at - kChangeReach : 0; at > stop;) {
    const char c = text_[at - 1];
    if (c == '.' || c == ',' || c == '\n') return false;
    if (lexicon_.FindBefore(text_, at, Set(kChange)) != nullptr && !IsLetter(CharAt(text_, at))) return true;
    --at;
  }
  return false;
}

// "8~10조원", "$3 to $4 billion", but not "9000~1만원" or "$500 to $1 million".
bool AmountReader::SharesUnit(const Decimal& low, const Operand& second) {
  const auto figure = second.number.value.TimesPowerOfTen(-second.number.unit);
  return figure && low < *figure;
}

// After `first`: a connector and the other end. On success `*second` holds both ends and the money of the range.
bool AmountReader::ReadRange(const Operand& first, Operand* second) const {
  size_t at = SkipBlanks(text_, first.end, 1);
  const size_t before = BlanksBefore(text_, first.begin);
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
    if (second->money != nullptr && first.code != second->code && !Shares(*first.money, second->money->families[0])) return false;
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
  if (number.value < *Decimal::FromInt(1).TimesPowerOfTen(8) || (!number.digits && number.unit_words < 2)) return false;
  if (lexicon_.FindBefore(text_, BlanksBefore(text_, out->begin), Set(kNumberBefore)) != nullptr) return false;
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

// A full stop that is not inside a number or a short form, or a line end.
bool AmountReader::EndsSentence(size_t at) const {
  if (text_[at] == '\n') return true;
  return text_[at] == '.' && !IsDigit(CharAt(text_, at + 1)) && !(at > 0 && text_[at - 1] >= 'A' && text_[at - 1] <= 'Z');
}

bool AmountReader::CountryInContext(const MoneyWord& money, size_t begin, size_t end, Currency* out) const {
  const auto bearer = [&](size_t at) {
    Operand found;
    const Word* word = IsWordStart(at) ? lexicon_.Find(text_, at, Set(kCountry)) : nullptr;
    if (word == nullptr || !TakeBearer(*word, money, &found)) return false;
    *out = ToCurrency(found.code);
    return true;
  };
  // In the sentence before the sum, then behind it, then further back.
  const size_t first = begin > kCountryReach ? begin - kCountryReach : 0;
  const auto starts = [&](size_t at) { return (static_cast<unsigned char>(text_[at]) & 0xC0) != 0x80; };
  size_t back = begin;
  while (back > first && !EndsSentence(back - 1)) {
    --back;
    if (starts(back) && bearer(back)) return true;
  }
  for (size_t at = end; at < std::min(text_.size(), end + kCountryReachAhead) && !EndsSentence(at); ++at)
    if (starts(at) && bearer(at)) return true;
  while (back-- > first)
    if (starts(back) && bearer(back)) return true;
  return false;
}

void AmountReader::Decide(const Operand& operand, AmountMention* mention) const {
  if (operand.money == nullptr) {
    mention->currency = Currency("KRW");
    mention->basis = CurrencyBasis::kContext;
    return;
  }
  mention->currency = ToCurrency(operand.code);
  if (operand.country_beside || operand.money->choice != MoneyWord::Choice::kContext) return;
  mention->basis = CurrencyBasis::kDefault;
  if (CountryInContext(*operand.money, operand.begin, operand.end, &mention->currency)) mention->basis = CurrencyBasis::kCountry;
}

void AmountReader::ReadBoundsBefore(AmountMention* mention) const {
  const size_t floor = out_->size() > first_ ? out_->back().end : 0;
  for (size_t end = mention->begin;;) {
    end = BlanksBefore(text_, end);
    const Word* word = lexicon_.FindBefore(text_, end, Set(kBoundBefore));
    if (word == nullptr) return;
    const size_t begin = end - word->text.size();
    if (begin < floor || (begin > 0 && IsHangul(CodePointAt(text_, begin)) && IsHangul(CodePointBefore(text_, begin)))) return;
    mention->qualifiers |= static_cast<uint16_t>(word->value);
    if (word->value != 0) mention->begin = static_cast<uint32_t>(begin);
    end = begin;
  }
}

void AmountReader::ReadBoundsAfter(AmountMention* mention) const {
  for (;;) {
    const size_t at = SkipBlanks(text_, mention->end, 1);
    const Word* word = lexicon_.Find(text_, at, Set(kBoundAfter));
    if (word == nullptr) return;
    if (word->text.size() <= 3 && at != mention->end) return;  // one character: only when it is attached
    mention->qualifiers |= static_cast<uint16_t>(word->value);
    mention->end = static_cast<uint32_t>(at + word->text.size());
  }
}

bool AmountReader::IsRate(const AmountMention& mention) const {
  if (lexicon_.FindBefore(text_, BlanksBefore(text_, mention.begin), Set(kRate)) != nullptr) return true;
  return lexicon_.Find(text_, SkipBlanks(text_, CharAt(text_, mention.end) == '-' ? mention.end + 1 : mention.end, 1), Set(kRate)) != nullptr;
}

// Between a sum and its conversion stand only a bracket and words like "우리 돈", and one of these must be there.
void AmountReader::LinkConversion(AmountMention* mention) const {
  if (out_->size() == first_) return;
  const AmountMention& before = out_->back();
  if (mention->begin < before.end || mention->begin - before.end > kConversionReach || before.currency == mention->currency) return;
  bool sign = false;
  for (size_t at = before.end; at < mention->begin;) {
    at = SkipBlanks(text_, at);
    if (at >= mention->begin) break;
    const Word* word = lexicon_.Find(text_, at, Set(kOpen) | Set(kConvert) | Set(kFiller) | (before.conversion_of ? Set(kNext) : 0) | Set(kBoundAfter) | Set(kBoundBefore));
    if (word == nullptr) {
      if (text_[at] != ',') return;
      sign |= before.conversion_of.has_value();  // "(£1m, $2m)"
      ++at;
      continue;
    }
    sign |= word->kind == kOpen || word->kind == kConvert || word->kind == kNext;
    at += word->text.size();
  }
  if (!sign) return;
  const uint32_t root = before.conversion_of ? *before.conversion_of : static_cast<uint32_t>(out_->size() - 1);
  if ((*out_)[root].currency != mention->currency) mention->conversion_of = root;
}

// "이유로" (for the reason), "구원" (rescue): one figure in Hangul and a short word of money are other words.
bool AmountReader::IsAccident(const Operand& operand) const {
  const Number& number = operand.number;
  return operand.money != nullptr && !operand.prefixed && !number.digits && number.unit_words == 0 && IsHangul(CodePointAt(text_, operand.begin)) &&
         operand.low == operand.low.RoundedToPlaces(0) && operand.end - number.end <= 6;
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
  } else if (operand.money == nullptr && !ReadMoneyless(&operand)) {
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
  if (mention.conversion_of && (*out_)[*mention.conversion_of].low == Decimal::FromInt(1)) {  // "1유로=1500원": a rate of exchange
    mention.is_rate = (*out_)[*mention.conversion_of].is_rate = true;
  }
  out_->push_back(mention);
  return mention.end;
}

}  // namespace entente::mention
