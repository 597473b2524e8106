// Every sum in one currency. The rate is that of the day, month or year that the sum is of: a deal of last April takes last
// April's rate. Where the table gives none, the article's own conversion is used and named as such.
//   "337억 크로나(약 4조 4000억원)", published 2024-06-04, in USD: 3212800866.34 at 0.09533533728 of 2024-06, monthly, ECB
// Gives up where neither knows a rate; `not_normalized` then says why.
// Tested by: tests/unit/resolve/normalise_test.cc
#include "resolve/normalise.h"

#include <algorithm>
#include <cmath>

namespace entente::resolve {
namespace {

constexpr double kFits = 0.1;  // a currency read from a country in the context stands if the conversion agrees this well
constexpr int32_t kRateDigits = 10;
constexpr size_t kRatesBack = 8;

// Which currency an ambiguous word means, by the conversion beside it: 130 won for one krona can only be the Swedish one.
class CurrencyDecider {
 public:
  CurrencyDecider(const RateTable& rates, const std::vector<std::optional<Period>>& times, std::optional<Period> published, const std::vector<mention::AmountMention>& mentions,
                  Extraction* extraction)
      : rates_(rates), times_(times), published_(published), mentions_(mentions), amounts_(extraction->amounts) {}

  void Run() {
    for (size_t i = 0; i < amounts_.size(); ++i) {
      if (!amounts_[i].equivalent_of) continue;
      Amount& original = amounts_[*amounts_[i].equivalent_of];
      if (!SameShape(original, amounts_[i])) continue;
      if (IsOpen(original.basis)) Decide(&original, amounts_[i], times_[i]);
      else if (IsOpen(amounts_[i].basis)) Decide(&amounts_[i], original, times_[i]);
      else if (mentions_.size() == amounts_.size()) TryRival(mentions_[*amounts_[i].equivalent_of].rival, &original, amounts_[i], times_[i]);
    }
    Spread();
  }

 private:
  static bool IsOpen(CurrencyBasis basis) { return basis == CurrencyBasis::kDefault || basis == CurrencyBasis::kCountry; }

  void Decide(Amount* open, const Amount& known, const std::optional<Period>& time) {
    if (known.basis == CurrencyBasis::kDefault) return;
    for (const auto& when : {time, published_}) {
      if (open->basis == CurrencyBasis::kCountry && Fits(*open, known, when)) return;
      const auto found = rates_.DecideByConversion(open->low, open->currency, known.low, known.currency, when);
      if (!found) continue;
      const std::pair decision(open->currency, *found);
      if (std::find(decided_.begin(), decided_.end(), decision) == decided_.end()) decided_.push_back(decision);
      open->currency = *found;
      open->basis = CurrencyBasis::kConversion;
      return;
    }
  }

  // "호주의 지원자는 500달러(약 45만원)를": the dollar of the country near, where the conversion fits that one alone.
  void TryRival(Currency rival, Amount* original, const Amount& converted, const std::optional<Period>& time) const {
    if (rival.empty() || Fits(*original, converted, time) || Fits(*original, converted, published_)) return;
    Amount other = *original;
    other.currency = rival;
    if (!Fits(other, converted, time) && !Fits(other, converted, published_)) return;
    original->currency = rival;
    original->basis = CurrencyBasis::kConversion;
  }

  bool Fits(const Amount& open, const Amount& known, const std::optional<Period>& when) const {
    const Conversion there = rates_.Convert(open.low, open.low, open.currency, known.currency, when);
    return there.normalized && !known.low.IsZero() && std::abs(there.normalized->low.ToDouble() / known.low.ToDouble() - 1) <= kFits;
  }

  // One word means one currency in one article: the sums without a conversion follow those that have one.
  void Spread() {
    if (decided_.empty()) return;
    for (Amount& amount : amounts_) {
      if (amount.basis != CurrencyBasis::kDefault) continue;
      std::optional<Currency> meant;
      bool one = true;
      for (const auto& [from, to] : decided_) {
        if (from != amount.currency) continue;
        one = one && (!meant || *meant == to);
        meant = to;
      }
      if (!meant || !one) continue;
      amount.currency = *meant;
      amount.basis = CurrencyBasis::kConversion;
    }
    decided_.clear();
  }

  const RateTable& rates_;
  const std::vector<std::optional<Period>>& times_;
  const std::optional<Period> published_;
  const std::vector<mention::AmountMention>& mentions_;
  std::vector<Amount>& amounts_;
  std::vector<std::pair<Currency, Currency>> decided_;  // the default and what it turned out to be, without repeats
};

// The sum in `target` that the article states beside the amount. The sums of one conversion stand in a row.
std::optional<Normalized> StatedConversion(const Extraction& extraction, size_t index, Currency target) {
  const std::vector<Amount>& amounts = extraction.amounts;
  const Amount& amount = amounts[index];
  if (amount.low.IsZero()) return std::nullopt;
  const size_t root = amount.equivalent_of.value_or(static_cast<uint32_t>(index));
  for (size_t i = root; i < amounts.size() && (i == root || amounts[i].equivalent_of == root); ++i) {
    const Amount& other = amounts[i];
    if (i == index || other.currency != target || !SameShape(amount, other)) continue;
    const auto rate = other.low.DividedBy(amount.low, kRateDigits);
    if (!rate) return std::nullopt;
    return Normalized{.currency = target, .low = other.low, .high = other.high, .rate = *rate, .rate_date = extraction.published,
                      .kind = RateKind::kStated, .source = "article"};
  }
  return std::nullopt;
}

// The sum at the rate that one shortly before got, which is of the same currency and time: most sums of an article share both.
std::optional<Normalized> AtRateBefore(const std::vector<Amount>& amounts, const std::vector<std::optional<Period>>& times, size_t index, int32_t digits) {
  const Amount& amount = amounts[index];
  for (size_t i = index; i-- > 0 && i + kRatesBack >= index;) {
    const std::optional<Normalized>& before = amounts[i].normalized;
    if (amounts[i].currency != amount.currency || times[i] != times[index] || !before || before->kind == RateKind::kStated) continue;
    const auto low = amount.low.Times(before->rate), high = amount.high.Times(before->rate);
    if (!low || !high) return std::nullopt;
    Normalized sum = *before;
    sum.low = low->RoundedToPlaces(digits);
    sum.high = high->RoundedToPlaces(digits);
    return sum;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<Period>> TimesOfAmounts(const Extraction& extraction, std::optional<Period> published) {
  std::vector<std::optional<Period>> times(extraction.amounts.size(), published);
  for (auto deal = extraction.deals.rbegin(); deal != extraction.deals.rend(); ++deal) {  // the first deal of an amount decides
    if (!deal->amount || !deal->date || deal->date_basis != DateBasis::kText) continue;
    if (published && deal->date->from > published->to) continue;
    times[*deal->amount] = deal->date;
    for (const uint32_t equivalent : deal->equivalents) times[equivalent] = deal->date;
  }
  return times;
}

Status Normalise(const RateTable& rates, Currency target, std::optional<Period> published, const std::vector<mention::AmountMention>& mentions,
                 Extraction* extraction) {
  const std::vector<std::optional<Period>> times = TimesOfAmounts(*extraction, published);
  CurrencyDecider(rates, times, published, mentions, extraction).Run();
  const int32_t digits = rates.MinorDigits(target);
  for (size_t i = 0; i < extraction->amounts.size(); ++i) {
    Amount& amount = extraction->amounts[i];
    amount.normalized = AtRateBefore(extraction->amounts, times, i, digits);
    if (!amount.normalized) {
      Conversion conversion = rates.Convert(amount.low, amount.high, amount.currency, target, times[i]);
      if (!conversion.status.ok()) return conversion.status;
      amount.normalized = std::move(conversion.normalized);
      if (!amount.normalized) amount.normalized = StatedConversion(*extraction, i, target);
      if (!amount.normalized) amount.not_normalized = std::move(conversion.reason);
    }
    if (!amount.equivalent_of) continue;
    const Amount& original = extraction->amounts[*amount.equivalent_of];
    if (SameShape(original, amount) && !original.low.IsZero()) amount.implied_rate = amount.low.DividedBy(original.low, kRateDigits);
  }
  return {};
}

}  // namespace entente::resolve
