// Warns only where the text itself contradicts the rate table or itself.
//   conversion_off: "337억 크로나(약 4400억원)" in 2024: the reference rate gives 4.4 trillion won; looks like 억 for 조.
//   sum_mismatch: "A에 300억원, B에 200억원을 합쳐 600억원": the parts add up to 500억원.
//   ambiguous_currency: "5억 페소" where no country stands near.
//   conflicting_amounts: the title says 120억원, the body 150억원 for the deal of the same parties.
// Gives up, in silence, wherever another reading would make the text right: another day of the sentence, "among others",
// "up to", a rounded headline.
// Tested by: tests/unit/resolve/warnings_test.cc
#include "resolve/warnings.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "resolve/normalise.h"

namespace entente::resolve {
namespace {

constexpr double kTolerance = 0.10;        // a stated conversion further off than this is warned of
constexpr int32_t kPowers[] = {-4, 4, -1, 1, -3, 3, -2, 2};  // slips of units and zeros, the usual ones first
constexpr size_t kMostTimes = 36;          // days and months that one conversion is tried on
constexpr int32_t kExpectedDigits = 3;
constexpr uint32_t kTotalReach = 45;       // bytes between the last part and "a total of"
constexpr uint32_t kPartReach = 120;       // bytes between two parts
constexpr double kLeastShare = 0.7;        // parts that reach less than this of a total are not meant to be all of it
constexpr DayNumber kNewsDays = 31;        // a deal that is so near the publication may be told without its date
constexpr uint32_t kFollowUpSentences = 3;  // "The price is ..." follows within so many sentences
constexpr double kLeastPart = 0.5;         // of two sums, one under this share of the other is rather a part of it
constexpr int64_t kLeastDeal = 10000;      // what costs less is no deal's sum, in any currency
constexpr uint16_t kBounds = kAtLeast | kMoreThan | kAtMost | kLessThan;

// An amount that any rounding of the last figure leaves inside: half a unit of its last figure that is not zero.
double HalfUnit(const Decimal& value) {
  const std::string digits = value.ToString();
  const size_t point = digits.find('.');
  if (point != std::string::npos) return 0.5 * std::pow(10.0, -static_cast<double>(digits.size() - point - 1));
  const size_t last = digits.find_last_not_of('0');
  return last == std::string::npos ? 0.5 : 0.5 * std::pow(10.0, static_cast<double>(digits.size() - 1 - last));
}

class WarningFinder {
 public:
  WarningFinder(const Evidence& evidence, Extraction* extraction)
      : evidence_(evidence), out_(*extraction), mentions_(evidence.quantities.amounts), times_(TimesOfAmounts(*extraction, evidence.published)) {}

  Status Run() {
    if (mentions_.size() != out_.amounts.size()) return {};
    if (Status status = CheckConversions(); !status.ok()) return status;
    CheckSums();
    CheckCurrencies();
    CheckDeals();
    return {};
  }

 private:
  Warning& Add(const char* code, std::string message, std::vector<uint32_t> amounts) {
    std::vector<Span> spans;
    for (const uint32_t index : amounts) spans.push_back(out_.amounts[index].span);
    out_.warnings.push_back({code, std::move(message), std::move(spans), std::move(amounts), {}});
    return out_.warnings.back();
  }
  std::string Write(const Decimal& sum, Currency currency) const { return evidence_.words.Write(out_.language, sum, currency); }
  std::string_view Text(uint32_t begin, uint32_t end) const { return begin < end ? evidence_.document.Slice(begin, end) : std::string_view(); }
  bool Says(Cue cue, std::string_view text) const { return evidence_.words.Has(out_.language, cue, text); }

  // ---- conversion_off ----

  struct Comparison {
    Conversion reference;
    double ratio = 0;  // stated / reference
  };

  Status CheckConversions() {
    for (uint32_t i = 0; i < out_.amounts.size(); ++i) {
      if (!out_.amounts[i].equivalent_of || !IsComparable(*out_.amounts[i].equivalent_of, i)) continue;
      if (Status status = CheckConversion(*out_.amounts[i].equivalent_of, i); !status.ok()) return status;
    }
    return {};
  }

  bool IsComparable(uint32_t original, uint32_t converted) const {
    const Amount &a = out_.amounts[original], &b = out_.amounts[converted];
    if (mentions_[original].is_rate || mentions_[converted].is_rate || !SameShape(a, b) || a.currency == b.currency) return false;
    return ((a.qualifiers | b.qualifiers) & kOrderOfMagnitude) == 0 && !a.low.IsZero() && !b.low.IsZero();
  }

  // The times whose rate the reporter may have taken: the publication, the deal's date, every date of the sentence.
  std::vector<Period> TimesFor(uint32_t converted) const {
    std::vector<Period> times;
    const auto add = [&](const std::optional<Period>& time) {
      if (!time || time->to - time->from > 366) return;
      const CivilDay from = ToCivilDay(time->from), to = ToCivilDay(time->to);
      if (from.year == to.year && from.month == to.month) return times.push_back(*time);
      for (int32_t month = from.year * 12 + from.month - 1; month <= to.year * 12 + to.month - 1; ++month) {
        const int32_t year = month / 12, in_year = month % 12 + 1;
        times.push_back({ToDayNumber({year, in_year, 1}), ToDayNumber({year, in_year, DaysInMonth(year, in_year)}), Precision::kMonth});
      }
    };
    add(evidence_.published);
    add(times_[converted]);
    const auto& dates = evidence_.quantities.dates;
    const text::Sentence& sentence = SentenceAt(mentions_[converted].begin);
    auto date = std::lower_bound(dates.begin(), dates.end(), sentence.begin, [](const mention::DateMention& d, uint32_t at) { return d.begin < at; });
    for (; date != dates.end() && date->begin < sentence.end && times.size() < kMostTimes; ++date) add(date->period);
    return times;
  }

  const text::Sentence& SentenceAt(uint32_t at) const {
    static constexpr text::Sentence kNone;
    const auto& sentences = evidence_.document.sentences();
    const auto found = std::upper_bound(sentences.begin(), sentences.end(), at, [](uint32_t byte, const text::Sentence& s) { return byte < s.end; });
    return found == sentences.end() ? kNone : *found;
  }

  Status CheckConversion(uint32_t original, uint32_t converted) {
    const Amount &a = out_.amounts[original], &b = out_.amounts[converted];
    std::vector<Comparison> tried;
    for (const Period& time : TimesFor(converted)) {
      Comparison comparison{evidence_.rates.Convert(a.low, a.high, a.currency, b.currency, time)};
      if (!comparison.reference.status.ok()) return comparison.reference.status;
      if (!comparison.reference.normalized || comparison.reference.normalized->low.IsZero()) continue;
      comparison.ratio = b.low.ToDouble() / comparison.reference.normalized->low.ToDouble();
      if (std::abs(comparison.ratio - 1) <= kTolerance || IsBounded(a, b, comparison.ratio)) return {};
      tried.push_back(std::move(comparison));
    }
    if (tried.empty()) return {};
    for (const int32_t power : kPowers)
      for (const Comparison& comparison : tried)
        if (std::abs(comparison.ratio / std::pow(10.0, power) - 1) <= kTolerance) return WarnOfFactor(original, converted, comparison, power), Status();
    const auto nearest = std::min_element(tried.begin(), tried.end(), [](const Comparison& x, const Comparison& y) {
      return std::abs(std::log(x.ratio)) < std::abs(std::log(y.ratio));
    });
    WarnOfConversion(original, converted, *nearest);
    return {};
  }

  // "10억 달러(1조원 이상)" is not off.
  static bool IsBounded(const Amount& a, const Amount& b, double ratio) {
    if (((a.qualifiers | b.qualifiers) & kBounds) == 0 || ratio < 0.5 || ratio > 2) return false;
    return (a.qualifiers & kBounds) != (b.qualifiers & kBounds);
  }

  std::string WhatTheRateGives(uint32_t original, uint32_t converted, const Comparison& comparison) const {
    const Normalized& reference = *comparison.reference.normalized;
    std::string message = "the article gives '" + out_.amounts[converted].text + "' for '" + out_.amounts[original].text + "', but the ";
    message += RateKindName(reference.kind);
    message += " rate";
    if (!reference.rate_date.empty()) message += " of " + reference.rate_date;
    if (!reference.source.empty()) message += " (" + reference.source + ")";
    return message + " makes it " + Write(reference.low.RoundedToDigits(kExpectedDigits), reference.currency);
  }

  void WarnOfFactor(uint32_t original, uint32_t converted, const Comparison& comparison, int32_t power) {
    const Amount& stated = out_.amounts[converted];
    std::string message = WhatTheRateGives(original, converted, comparison);
    const auto unit = evidence_.words.FirstUnit(out_.language, stated.text);
    const std::string_view right = unit ? evidence_.words.WordOf(out_.language, unit->power - power) : std::string_view();
    if (!right.empty()) message += "; looks like " + std::string(unit->word) + " for " + std::string(right);
    else message += "; a factor of 1" + std::string(static_cast<size_t>(std::abs(power)), '0') + " explains it";
    clear_.insert(out_.amounts[original].currency.code());
    const auto low = stated.low.TimesPowerOfTen(-power);
    Warning& warning = Add("conversion_off", std::move(message), {original, converted});
    if (low) warning.expected = Write(*low, stated.currency);
  }

  void WarnOfConversion(uint32_t original, uint32_t converted, const Comparison& comparison) {
    const Amount &a = out_.amounts[original], &b = out_.amounts[converted];
    const Normalized& reference = *comparison.reference.normalized;
    std::string message = WhatTheRateGives(original, converted, comparison);
    for (const Period& time : TimesFor(converted)) {
      const auto other = evidence_.rates.DecideByConversion(a.low, a.currency, b.low, b.currency, time);
      if (!other || *other == a.currency) continue;
      message += "; it would fit " + std::string(other->code());
      break;
    }
    Add("conversion_off", std::move(message), {original, converted}).expected = Write(reference.low.RoundedToDigits(kExpectedDigits), reference.currency);
  }

  // ---- sum_mismatch ----

  void CheckSums() {
    for (uint32_t first = 0; first < mentions_.size();) {
      const text::Sentence& sentence = SentenceAt(mentions_[first].begin);
      uint32_t end = first;
      while (end < mentions_.size() && (end == first || mentions_[end].begin < sentence.end)) ++end;
      CheckSentence(first, end, sentence);
      first = end;
    }
  }

  void CheckSentence(uint32_t first, uint32_t end, const text::Sentence& sentence) {
    if (end - first < 3) return;  // parts and their total
    std::vector<uint32_t> sums;
    for (uint32_t i = first; i < end; ++i) {
      if (out_.amounts[i].equivalent_of) continue;
      if (!IsPlain(out_.amounts[i]) || mentions_[i].is_rate) return;
      sums.push_back(i);
    }
    if (sums.size() < 3 || Says(Cue::kSoFar, Text(sentence.begin, sentence.end))) return;
    for (size_t i = 1; i < sums.size(); ++i)
      if (out_.amounts[sums[i]].currency != out_.amounts[sums[0]].currency) return;
    const uint32_t last = sums.back();
    for (size_t i = 1; i + 1 < sums.size(); ++i)  // totals of several things
      if (Says(Cue::kTotal, Text(mentions_[sums[i - 1]].end, mentions_[sums[i]].begin))) return;
    CheckTotalBehind({sums.begin(), sums.end() - 1}, last);
    CheckTotalBefore(sums[0], {sums.begin() + 1, sums.end()}, sentence);
  }

  static bool IsPlain(const Amount& amount) {
    if ((amount.qualifiers & (kBounds | kRange | kOrderOfMagnitude)) != 0 || amount.low != amount.high) return false;
    switch (amount.role) {
      case AmountRole::kDealValue: case AmountRole::kStakeValue: case AmountRole::kFundSize: case AmountRole::kOther: return true;
      default: return false;
    }
  }

  // "A에 300억원, B에 200억원을 합쳐 600억원", "... 등 총 600억원"
  void CheckTotalBehind(const std::vector<uint32_t>& parts, uint32_t total) {
    if (!AreNear(parts)) return;
    const std::string_view between = Text(mentions_[parts.back()].end, mentions_[total].begin);
    if (between.size() > kTotalReach) return;
    const bool add = Says(Cue::kAdd, between);
    if (!add && !Says(Cue::kTotal, between)) return;
    Compare(parts, total, Says(Cue::kAmong, between) && !add, add);
  }

  // "총 600억원(설비 300억원, 연구 200억원)", "총 600억원 가운데 300억원은 A에, 나머지 200억원은 B에"
  void CheckTotalBefore(uint32_t total, const std::vector<uint32_t>& parts, const text::Sentence& sentence) {
    if (!AreNear(parts)) return;
    const uint32_t end = mentions_[total].end;
    const std::string_view after = Text(end, mentions_[parts[0]].begin);
    const uint32_t before_last = mentions_[parts[parts.size() - 2]].end;
    if (Says(Cue::kRest, Text(before_last, mentions_[parts.back()].begin)) && after.size() <= kPartReach) return Compare(parts, total, false, true);
    if (after.empty() || after[0] != '(' || after.size() > kTotalReach) return;
    const std::string_view inside = Text(end, sentence.end);
    const size_t close = inside.find(')');
    if (close == std::string_view::npos || end + close < mentions_[parts.back()].end) return;
    Compare(parts, total, Says(Cue::kAmong, inside.substr(0, close)), false);
  }

  bool AreNear(const std::vector<uint32_t>& parts) const {
    if (parts.size() < 2) return false;
    for (size_t i = 1; i < parts.size(); ++i)
      if (mentions_[parts[i]].begin - mentions_[parts[i - 1]].end > kPartReach) return false;
    return true;
  }

  // `open`: there may be more parts. `sure`: the text says that these are all.
  void Compare(const std::vector<uint32_t>& parts, uint32_t total, bool open, bool sure) {
    const Amount& whole = out_.amounts[total];
    Decimal sum;
    double slack = HalfUnit(whole.low);
    bool about = (whole.qualifiers & kAbout) != 0;
    for (const uint32_t part : parts) {
      const Amount& amount = out_.amounts[part];
      const auto next = sum.Plus(amount.low);
      if (!next || amount.low >= whole.low) return;
      sum = *next;
      slack += HalfUnit(amount.low);
      about = about || (amount.qualifiers & kAbout) != 0;
    }
    // exact figures must add up; rounded ones to their last figure
    const double off = sum.ToDouble() - whole.low.ToDouble();
    if (about) slack = std::max(slack, 0.05 * whole.low.ToDouble());
    else if (IsRound(parts, total)) slack = 0;
    if (std::abs(off) <= slack || (off < 0 && (open || (!sure && sum.ToDouble() < kLeastShare * whole.low.ToDouble())))) return;
    std::vector<uint32_t> amounts = parts;
    amounts.push_back(total);
    const std::string expected = Write(sum, whole.currency);
    Add("sum_mismatch", "the parts add up to " + expected + ", but the total is given as '" + whole.text + "'", std::move(amounts)).expected = expected;
  }

  // The last figure of the total is not coarser than that of any part: then nothing was rounded away.
  bool IsRound(const std::vector<uint32_t>& parts, uint32_t total) const {
    const double unit = HalfUnit(out_.amounts[total].low);
    return std::all_of(parts.begin(), parts.end(), [&](uint32_t part) { return HalfUnit(out_.amounts[part].low) >= unit * 0.99; });
  }

  // ---- ambiguous_currency ----

  // A pound alone is sterling, as a dollar is American; a name that only one currency bears today, or a withdrawn one, is clear;
  // so is one whose conversion fits but for a unit.
  bool IsOpen(uint32_t index) const {
    const Amount& amount = out_.amounts[index];
    if (amount.basis != CurrencyBasis::kDefault || amount.currency == Currency("GBP") || clear_.contains(amount.currency.code())) return false;
    return amount.currency.empty() || (evidence_.rates.IsInUse(amount.currency) && evidence_.rates.SharingName(amount.currency).size() > 1);
  }

  void CheckCurrencies() {
    HashMap<std::string_view, size_t> warned;  // one warning for each currency
    for (uint32_t i = 0; i < out_.amounts.size(); ++i) {
      const Amount& amount = out_.amounts[i];
      if (!IsOpen(i)) continue;
      if (const auto known = warned.find(amount.currency.code()); known != warned.end()) {
        out_.warnings[known->second].amounts.push_back(i);
        out_.warnings[known->second].spans.push_back(amount.span);
        continue;
      }
      const std::vector<Currency> sharing = evidence_.rates.SharingName(amount.currency);
      warned.emplace(amount.currency.code(), out_.warnings.size());
      Add("ambiguous_currency", "'" + amount.text + "' does not say whose currency it is; " + HowRead(amount.currency, sharing), {i});
    }
  }

  static std::string HowRead(Currency currency, const std::vector<Currency>& sharing) {
    if (currency.empty()) return "it is left open";
    std::string text = "it is read as " + std::string(currency.code());
    std::string others;
    for (const Currency other : sharing)
      if (other != currency) others += (others.empty() ? "" : ", ") + std::string(other.code());
    return others.empty() ? text : text + ", and could be " + others;
  }

  // ---- conflicting_amounts ----

  void CheckDeals() {
    HashMap<std::string, uint32_t> first_of;  // the first deal of each kind and parties
    for (uint32_t i = 0; i < out_.deals.size(); ++i) {
      if (evidence_.merged.size() == out_.deals.size()) CheckTold(i);
      const Deal& deal = out_.deals[i];
      if (!deal.amount || deal.parties.size() < 2) continue;
      const auto [known, is_new] = first_of.emplace(KeyOf(deal), i);
      if (!is_new && MayBeOne(out_.deals[known->second], deal)) CheckPair(*out_.deals[known->second].amount, *deal.amount);
    }
    if (evidence_.merged.size() == out_.deals.size()) CheckFollowUps();
  }

  // The sums that the events of one deal told.
  void CheckTold(uint32_t index) {
    const Deal& deal = out_.deals[index];
    if (!deal.amount || deal.form == DealForm::kFundingRound) return;  // a round has the sum of each backer beside its own
    for (const uint32_t told : evidence_.merged[index].told) {
      const uint32_t root = mentions_[told].conversion_of.value_or(told);
      if (SaysMore(mentions_[root].begin) || SaysMore(mentions_[*deal.amount].begin)) continue;
      if (CheckPair(*deal.amount, root)) return;
    }
  }

  // "... 500억원 규모의 계약을 맺었다. 계약금액은 550억원이다."
  void CheckFollowUps() {
    HashMap<uint32_t, uint32_t> deal_of;  // the last deal with a sum of each sentence
    std::vector<bool> taken(out_.amounts.size());
    for (uint32_t i = 0; i < out_.deals.size(); ++i) {
      const Deal& deal = out_.deals[i];
      if (!deal.amount) continue;
      taken[*deal.amount] = true;
      for (const uint32_t told : evidence_.merged[i].told) taken[told] = true;
      if (deal.kind != DealKind::kContract && deal.kind != DealKind::kAcquisition) continue;
      for (const uint32_t sentence : evidence_.merged[i].sentences) deal_of[sentence] = i;
    }
    const auto& sentences = evidence_.document.sentences();
    for (uint32_t i = 0; i < out_.amounts.size() && !deal_of.empty(); ++i) {
      if (taken[i] || out_.amounts[i].role != AmountRole::kDealValue || out_.amounts[i].equivalent_of || SaysMore(mentions_[i].begin)) continue;
      const auto at = std::upper_bound(sentences.begin(), sentences.end(), mentions_[i].begin, [](uint32_t byte, const text::Sentence& s) { return byte < s.end; });
      const auto here = static_cast<uint32_t>(at - sentences.begin());
      for (uint32_t back = 1; back <= std::min(kFollowUpSentences, here); ++back) {
        const auto deal = deal_of.find(here - back);
        if (deal == deal_of.end()) continue;
        if (!SaysMore(mentions_[*out_.deals[deal->second].amount].begin)) CheckPair(*out_.deals[deal->second].amount, i);
        break;
      }
    }
  }

  static std::string KeyOf(const Deal& deal) {
    std::vector<std::string> parties;
    for (const PartyInRole& party : deal.parties) parties.push_back(std::to_string(party.party) + RoleName(party.role));
    std::sort(parties.begin(), parties.end());
    std::string key = DealKindName(deal.kind);
    for (const std::string& party : parties) key += "/" + party;
    return key;
  }

  bool MayBeOne(const Deal& a, const Deal& b) const {
    const auto own = [](const Deal& deal) { return deal.date_basis == DateBasis::kText ? deal.date : std::nullopt; };
    if (own(a) && own(b) && own(a) != own(b)) return false;
    if (IsOver(a) != IsOver(b)) return false;
    const auto is_news = [&](const Deal& deal) { return !own(deal) || (evidence_.published && std::abs(deal.date->from - evidence_.published->from) <= kNewsDays); };
    if (!is_news(a) || !is_news(b)) return false;
    if (a.form != b.form && a.form != DealForm::kOther && b.form != DealForm::kOther) return false;
    return !SaysMore(mentions_[*a.amount].begin) && !SaysMore(mentions_[*b.amount].begin);
  }

  static bool IsOver(const Deal& deal) { return deal.status == DealStatus::kDenied || deal.status == DealStatus::kEnded; }

  bool SaysMore(uint32_t at) const {
    const text::Sentence& sentence = SentenceAt(at);
    return Says(Cue::kMore, Text(sentence.begin, sentence.end)) || Says(Cue::kSoFar, Text(sentence.begin, sentence.end));
  }

  bool CheckPair(uint32_t first, uint32_t second) {
    const Amount &a = out_.amounts[first], &b = out_.amounts[second];
    if (a.currency != b.currency || a.currency.empty() || !IsPlain(a) || !IsPlain(b) || a.low == b.low || a.low.IsZero() || b.low.IsZero()) return false;
    const auto& [less, more] = std::minmax(a.low, b.low);
    if (more < Decimal::FromInt(kLeastDeal)) return false;
    const double ratio = less.ToDouble() / more.ToDouble();
    if (ratio < kLeastPart && !IsSlip(ratio)) return false;
    const bool about = ((a.qualifiers | b.qualifiers) & kAbout) != 0;
    // a figure with a decimal point was rounded or cut off there: "1.3조" for 1조3600억
    const bool cut = (less == a.low ? a : b).text.find('.') != std::string::npos;
    const double slack = std::max(HalfUnit(less) * (cut ? 2 : 1), HalfUnit(more));
    if (ratio >= 0.9 && (about || slack > more.ToDouble() - less.ToDouble())) return false;
    if (IsTruncated(less, more, ratio)) return false;
    Add("conflicting_amounts", "the article gives one deal as '" + a.text + "' and as '" + b.text + "'", {std::min(first, second), std::max(first, second)});
    return true;
  }

  // A slip of zeros or of a unit.
  static bool IsSlip(double ratio) {
    return std::any_of(std::begin(kPowers), std::end(kPowers), [&](int32_t power) { return std::abs(ratio * std::pow(10.0, power) - 1) < 0.001; });
  }

  // "3조" for 3조3900억: a headline drops the smaller units.
  bool IsTruncated(const Decimal& rough, const Decimal& exact, double ratio) const {
    for (const SumWords::Unit& unit : evidence_.words.units(out_.language)) {
      const auto in_units = rough.TimesPowerOfTen(-unit.power), exactly = exact.TimesPowerOfTen(-unit.power);
      if (!in_units || !exactly || *in_units < Decimal::FromInt(1)) continue;
      const double figure = in_units->ToDouble();
      return (figure < 10 || ratio >= 0.9) && figure == std::floor(figure) && std::floor(exactly->ToDouble()) == figure;
    }
    return false;
  }

  const Evidence& evidence_;
  Extraction& out_;
  const std::vector<mention::AmountMention>& mentions_;
  const std::vector<std::optional<Period>> times_;
  HashSet<std::string_view> clear_;  // currencies that a conversion confirms; codes of out_ and of the table
};

}  // namespace

Status FindWarnings(const Evidence& evidence, Extraction* extraction) { return WarningFinder(evidence, extraction).Run(); }

}  // namespace entente::resolve
