// What the words around a sum say of it: whose currency an ambiguous one is, how firmly it is meant, whether it is a price for one
// unit, and whether it restates the sum before it. "아이슬란드 정부가 5억 크로나를" is ISK; "2000만달러 (한화 290억원)" is one sum.
// Looks no further than a few sentences. Tested by: tests/unit/mention/quantity_test.cc
#include "mention/amount.h"

#include <algorithm>

namespace entente::mention {
namespace {

// How far around an ambiguous word a country is looked for, and how far a conversion may stand from its original, in bytes.
constexpr size_t kCountryReach = 1200, kCountryReachAhead = 120;
constexpr size_t kConversionReach = 90;
constexpr size_t kChangeReach = 60;

}  // namespace

bool AmountReader::TakeBearer(const Word& country, const MoneyWord& money, Operand* out) const {
  const auto [first, last] = lexicon_.countries(country);
  const auto* found = std::find_if(first, last, [&](const CountryCurrency& c) { return money.Shares(c.family); });
  if (found == last) return false;
  out->code = found->code;
  out->country_beside = true;
  return true;
}

// True for "rose from X to Y": the sums are two, not the ends of a range.
bool AmountReader::IsChange(size_t begin) const {
  const size_t from = BlankBefore(text_, begin);
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

// "rose to $5.2bn from 4.8bn": a number with its scale that is compared with the sum right before it, and counts nothing.
bool AmountReader::TakesCurrencyBefore(Operand* out) const {
  const Number& number = out->number;
  if (!number.digits || number.unit_words == 0 || out_->size() == first_ || !IsLetter(text_[number.end - 1])) return false;
  const AmountMention& before = out_->back();
  if (before.is_rate || before.currency.empty() || out->begin < before.end || out->begin - before.end > kChangeReach) return false;
  const Word* last = nullptr;
  for (size_t at = SkipBlanks(text_, before.end); at < out->begin; at = SkipBlanks(text_, at + last->text.size())) {
    last = lexicon_.Find(text_, at, Set(kFrom) | Set(kTo) | Set(kChange) | Set(kList) | Set(kMoneyNoun));
    if (last == nullptr) return false;
  }
  if (last == nullptr || (last->kind != kFrom && last->kind != kMoneyNoun && !(last->kind == kTo && IsChange(before.begin)))) return false;
  const char behind = CharAt(text_, number.end);
  const bool ends = behind == '\0' || behind == ',' || behind == '.' || behind == ';' || behind == ')' || behind == '\n';
  if (!ends && lexicon_.Find(text_, SkipBlanks(text_, number.end, 1), Set(kMoneyNoun) | Set(kTo)) == nullptr) return false;
  std::copy_n(before.currency.code().begin(), 3, out->code.begin());
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

// "R40 million", "10조 동": money only where a country that has such a currency stands near; so is "kr29".
bool AmountReader::HasItsCountry(const MoneyWord& money, size_t begin, size_t end, bool attached) const {
  if (money.choice != MoneyWord::Choice::kNear && !(attached && money.choice == MoneyWord::Choice::kContext)) return true;
  Currency found;
  return CountryInContext(money, begin, end, &found);
}

void AmountReader::Decide(const Operand& operand, AmountMention* mention) const {
  if (operand.money == nullptr) {
    mention->currency = operand.code[0] != 0 ? ToCurrency(operand.code) : Currency("KRW");
    mention->basis = CurrencyBasis::kContext;
    return;
  }
  mention->currency = ToCurrency(operand.code);
  if (operand.country_beside || (operand.money->choice != MoneyWord::Choice::kContext && operand.money->choice != MoneyWord::Choice::kNear)) return;
  mention->basis = CurrencyBasis::kDefault;
  if (CountryInContext(*operand.money, operand.begin, operand.end, &mention->currency)) mention->basis = CurrencyBasis::kCountry;
}

void AmountReader::ReadBoundsBefore(AmountMention* mention) const {
  const size_t floor = out_->size() > first_ ? out_->back().end : 0;
  for (size_t end = mention->begin;;) {
    end = BlankBefore(text_, end);
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
  if (lexicon_.FindBefore(text_, BlankBefore(text_, mention.begin), Set(kRate)) != nullptr) return true;
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

}  // namespace entente::mention
