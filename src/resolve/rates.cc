// Converts sums. A currency without rates of its own is first led to one that has them: by a peg (SAR to USD), by the
// irrevocable euro rate (DEM to EUR), or by its new name (TRL to TRY). Both legs of a cross rate come from the same day or
// month of one table: rate = units of the target per base / units of the origin per base, rounded once, to 10 digits.
// Tested by: tests/unit/resolve/rates_test.cc
#include "entente/rates.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pack/table.h"
#include "resolve/inflate.h"
#include "resolve/rate_series.h"

namespace entente {
namespace {

constexpr int32_t kRateDigits = 10;
constexpr int32_t kMinorDigits = 2;  // of a currency that is not in the table
constexpr int32_t kMaxSteps = 4;  // renamed, then the euro, then a peg
constexpr double kConversionTolerance = 0.05;  // news rounds its conversions, and takes the rate of its day
constexpr size_t kMaxFileBytes = size_t{256} << 20;

struct FixedRate {
  Currency currency, base;
  Decimal units;  // of `currency` for one `base`
  DayNumber from = 0;
  bool peg = false;
};

struct KnownCurrency {
  Currency code;
  int8_t digits = 2;
  bool active = true;
  std::string_view family;  // static storage
};

// One leg on its way to a currency with rates: amount of the first currency = amount of `currency` * units.
struct Leg {
  Currency currency;
  Decimal units = Decimal::FromInt(1);
  bool peg = false, fixed = false;  // what kinds of fixed rates were followed
};

std::string Join(std::string a, const std::string& b) {
  if (b.empty() || a.find(b) != std::string::npos) return a;
  return a.empty() ? b : a + ", " + b;
}

std::string MonthlySource(char source) { return source == 'E' ? "ECB" : source == 'F' ? "Fed" : ""; }

}  // namespace

struct RateTable::Impl {
  resolve::MonthlyRates monthly;
  std::vector<FixedRate> fixed;  // by currency, in the order of the table
  std::vector<KnownCurrency> currencies;  // by code
  std::vector<resolve::DailyRates> user, ecb;  // the latest loaded first
  RateCallback callback;

  Status LoadFixed();
  Status LoadCurrencies();
  const KnownCurrency* Find(Currency currency) const;
  const FixedRate* Fixed(Currency currency, DayNumber day) const;
  bool Step(Leg* leg, DayNumber day) const;
  template <typename Has>
  bool Lead(Leg* leg, DayNumber day, const Has& has) const;
  bool FromCallback(Currency from, Currency to, DayNumber day, Normalized* out, Status* status) const;
  bool FromDaily(const resolve::DailyRates& rates, Currency from, Currency to, DayNumber day, Normalized* out) const;
  bool FromMonthly(Currency from, Currency to, int32_t month, DayNumber day, Normalized* out, std::string* reason) const;
  bool FromFixed(Currency from, Currency to, DayNumber day, Normalized* out) const;
  // `explain`: say why where there is no rate.
  bool FindRate(Currency from, Currency to, const std::optional<Period>& when, bool explain, Normalized* out, Conversion* result) const;
  Conversion Convert(const Decimal& low, const Decimal& high, Currency from, Currency to, const std::optional<Period>& when, bool explain) const;
};

Status RateTable::Impl::LoadFixed() {
  auto table = pack::Table::Load("common/rates_fixed.tsv", {"kind", "currency", "units", "base", "from"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const auto units = Decimal::Parse(table->cell(row, 2));
    const auto from = ParsePeriod(table->cell(row, 4));
    if (table->cell(row, 1).size() != 3 || table->cell(row, 3).size() != 3 || !units || units->IsZero() || !from)
      return table->Error(row, "bad currency, units or day");
    fixed.push_back({Currency(table->cell(row, 1)), Currency(table->cell(row, 3)), *units, from->from, table->cell(row, 0) == "peg"});
  }
  std::stable_sort(fixed.begin(), fixed.end(), [](const FixedRate& a, const FixedRate& b) { return a.currency < b.currency; });
  return {};
}

Status RateTable::Impl::LoadCurrencies() {
  auto table = pack::Table::Load("common/currencies.tsv", {"code", "digits", "family", "active"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    if (table->cell(row, 0).size() != 3 || table->cell(row, 1).size() != 1) return table->Error(row, "bad currency");
    currencies.push_back({Currency(table->cell(row, 0)), static_cast<int8_t>(table->cell(row, 1)[0] - '0'), table->cell(row, 3) == "yes", table->cell(row, 2)});
  }
  std::sort(currencies.begin(), currencies.end(), [](const KnownCurrency& a, const KnownCurrency& b) { return a.code < b.code; });
  return {};
}

const KnownCurrency* RateTable::Impl::Find(Currency currency) const {
  const auto found = std::lower_bound(currencies.begin(), currencies.end(), currency, [](const KnownCurrency& k, Currency c) { return k.code < c; });
  return found == currencies.end() || found->code != currency ? nullptr : &*found;
}

// The fixed rate of a currency that holds on `day`, or null.
const FixedRate* RateTable::Impl::Fixed(Currency currency, DayNumber day) const {
  auto found = std::lower_bound(fixed.begin(), fixed.end(), currency, [](const FixedRate& f, Currency c) { return f.currency < c; });
  while (found != fixed.end() && found->currency == currency && found->from > day) ++found;
  return found == fixed.end() || found->currency != currency ? nullptr : &*found;
}

bool RateTable::Impl::Step(Leg* leg, DayNumber day) const {
  const FixedRate* rate = Fixed(leg->currency, day);
  const auto units = rate != nullptr ? leg->units.Times(rate->units) : std::nullopt;
  if (!units) return false;
  *leg = Leg{rate->base, *units, leg->peg || rate->peg, leg->fixed || !rate->peg};
  return true;
}

// Follows fixed rates that hold on `day` until `has` knows the currency.
template <typename Has>
bool RateTable::Impl::Lead(Leg* leg, DayNumber day, const Has& has) const {
  for (int32_t step = 0; step < kMaxSteps; ++step) {
    if (has(leg->currency)) return true;
    if (!Step(leg, day)) return false;
  }
  return false;
}

bool RateTable::Impl::FromCallback(Currency from, Currency to, DayNumber day, Normalized* out, Status* status) const {
  if (!callback) return false;
  const Result<std::optional<RateAnswer>> given = callback(from, to, day);
  if (!given.ok()) return *status = given.status(), false;
  const std::optional<RateAnswer>& answer = *given;
  if (!answer || answer->rate.IsZero() || answer->rate.IsNegative() || answer->day > day || day - answer->day > resolve::kMaxDaysBack) return false;
  out->rate = answer->rate.RoundedToDigits(kRateDigits);
  out->rate_date = FormatDay(answer->day);
  out->kind = RateKind::kUser;
  out->source = answer->source;
  return true;
}

namespace {

// units of `to` for one unit of `from`, from the units of each for one unit of a common base.
bool Cross(const Leg& from, const Decimal& from_units, const Leg& to, const Decimal& to_units, Decimal* rate) {
  const auto above = to_units.Times(to.units), below = from_units.Times(from.units);
  const auto quotient = above && below ? above->DividedBy(*below, kRateDigits) : std::nullopt;
  if (!quotient || quotient->IsZero()) return false;
  *rate = *quotient;
  return true;
}

std::string FixedSource(const Leg& from, const Leg& to) {
  std::string source;
  if (from.peg || to.peg) source = Join(source, "official peg");
  if (from.fixed || to.fixed) source = Join(source, "official conversion rate");
  return source;
}

}  // namespace

bool RateTable::Impl::FromDaily(const resolve::DailyRates& rates, Currency from, Currency to, DayNumber day, Normalized* out) const {
  Leg first{.currency = from}, second{.currency = to};
  const auto has = [&](Currency currency) { return rates.Find(currency, rates.base(), day).has_value(); };
  if (!Lead(&first, day, has) || !Lead(&second, day, has)) return false;
  const auto pair = rates.Find(first.currency, second.currency, day);
  if (!pair || !Cross(first, pair->from, second, pair->to, &out->rate)) return false;
  out->rate_date = FormatDay(pair->day);
  out->kind = rates.kind();
  out->source = Join(rates.source(), FixedSource(first, second));
  return true;
}

bool RateTable::Impl::FromMonthly(Currency from, Currency to, int32_t month, DayNumber day, Normalized* out, std::string* reason) const {
  Leg first{.currency = from}, second{.currency = to};
  std::optional<resolve::MonthlyRates::Value> value, of_first, of_second;
  const auto has = [&](Currency currency) { return (value = monthly.Find(currency, month)).has_value(); };
  for (Leg* leg : {&first, &second}) {
    const Currency wanted = leg->currency;
    if (Lead(leg, day, has)) {
      (leg == &first ? of_first : of_second) = value;
      continue;
    }
    if (reason == nullptr) return false;
    int32_t earliest = 0, latest = 0;
    *reason = "no rate of " + std::string(wanted.code()) + " for " + resolve::FormatMonth(month);
    if (monthly.Range(wanted, &earliest, &latest)) *reason += ": the table holds " + resolve::FormatMonth(earliest) + " to " + resolve::FormatMonth(latest);
    return false;
  }
  if (!Cross(first, of_first->units_per_usd, second, of_second->units_per_usd, &out->rate)) return false;
  out->rate_date = resolve::FormatMonth(month);
  out->kind = RateKind::kMonthly;
  out->source = Join(Join(MonthlySource(of_first->source), MonthlySource(of_second->source)), FixedSource(first, second));
  return true;
}

// Both currencies are fixed to the same one: no table is needed.
bool RateTable::Impl::FromFixed(Currency from, Currency to, DayNumber day, Normalized* out) const {
  Leg first{.currency = from};
  for (int32_t step = 0; step < kMaxSteps; ++step) {
    Leg second{.currency = to};
    if (Lead(&second, day, [&](Currency currency) { return currency == first.currency; })) {
      if (!Cross(first, Decimal::FromInt(1), second, Decimal::FromInt(1), &out->rate)) return false;
      out->rate_date.clear();
      out->kind = RateKind::kFixed;
      out->source = from == to ? "same currency" : FixedSource(first, second);
      return true;
    }
    if (!Step(&first, day)) return false;
  }
  return false;
}

bool RateTable::Impl::FindRate(Currency from, Currency to, const std::optional<Period>& when, bool explain, Normalized* out, Conversion* result) const {
  std::string* reason = &result->reason;
  if (from.empty()) return *reason = "the text does not decide the currency", false;
  for (const Currency currency : {from, to})
    if (Find(currency) == nullptr) return *reason = std::string(currency.code()) + " is no currency that the table knows", false;
  if ((when || from == to) && FromFixed(from, to, when ? when->from : 0, out)) return true;
  if (!when) return *reason = "the day of the sum is not known", false;
  if (when->from == when->to) {
    if (FromCallback(from, to, when->from, out, &result->status)) return true;
    if (!result->status.ok()) return *reason = result->status.message(), false;
    for (const auto& rates : user)
      if (FromDaily(rates, from, to, when->from, out)) return true;
    for (const auto& rates : ecb)
      if (FromDaily(rates, from, to, when->from, out)) return true;
  }
  const CivilDay first = ToCivilDay(when->from), last = ToCivilDay(when->to);
  if (first.year != last.year || first.month != last.month) return *reason = "the month of the sum is not known", false;
  return FromMonthly(from, to, first.year * 12 + first.month - 1, when->to, out, explain ? reason : nullptr);
}

Result<RateTable> RateTable::BuiltIn() {
  auto impl = std::make_unique<Impl>();
  auto monthly = resolve::MonthlyRates::Load();
  if (!monthly.ok()) return monthly.status();
  impl->monthly = std::move(monthly).value();
  if (Status status = impl->LoadFixed(); !status.ok()) return status;
  if (Status status = impl->LoadCurrencies(); !status.ok()) return status;
  return RateTable(std::move(impl));
}

std::string RateTable::VersionText() const {
  int32_t first = 0, last = 0;
  if (!impl_->monthly.Range(Currency("EUR"), &first, &last)) return "no rates";
  return "ECB " + resolve::FormatMonth(first) + ".." + resolve::FormatMonth(last);
}

Status RateTable::LoadEcb(std::string_view bytes, std::string_view name) {
  if (bytes.size() > kMaxFileBytes) return Status(Code::kLimit, "the file of rates is too long", std::string(name));
  std::string unpacked;
  if (resolve::IsZip(bytes)) {
    auto content = resolve::UnzipFirst(bytes, kMaxFileBytes);
    if (!content.ok()) return Status(content.status().code(), content.status().message(), std::string(name));
    unpacked = std::move(content).value();
    bytes = unpacked;
  }
  auto rates = resolve::ReadEcb(bytes, name);
  if (!rates.ok()) return rates.status();
  impl_->ecb.insert(impl_->ecb.begin(), std::move(rates).value());
  return {};
}

Status RateTable::LoadCsv(std::string_view bytes, std::string_view name) {
  if (bytes.size() > kMaxFileBytes) return Status(Code::kLimit, "the file of rates is too long", std::string(name));
  auto rates = resolve::ReadUserCsv(bytes, name);
  if (!rates.ok()) return rates.status();
  impl_->user.insert(impl_->user.begin(), std::move(rates).value());
  return {};
}

void RateTable::SetCallback(RateCallback callback) { impl_->callback = std::move(callback); }

Conversion RateTable::Impl::Convert(const Decimal& low, const Decimal& high, Currency from, Currency to, const std::optional<Period>& when, bool explain) const {
  Conversion result;
  Normalized out;
  out.currency = to;
  if (!FindRate(from, to, when, explain, &out, &result)) return result;
  const auto converted_low = low.Times(out.rate), converted_high = high.Times(out.rate);
  if (!converted_low || !converted_high) {
    result.reason = "the converted sum has too many digits";
    return result;
  }
  const KnownCurrency* known = Find(to);
  const int32_t places = known == nullptr ? kMinorDigits : known->digits;
  out.low = converted_low->RoundedToPlaces(places);
  out.high = converted_high->RoundedToPlaces(places);
  result.normalized = std::move(out);
  return result;
}

Conversion RateTable::Convert(const Decimal& low, const Decimal& high, Currency from, Currency to, const std::optional<Period>& when) const {
  return impl_->Convert(low, high, from, to, when, true);
}

std::optional<Currency> RateTable::DecideByConversion(const Decimal& sum, Currency assumed, const Decimal& converted, Currency converted_to,
                                                      const std::optional<Period>& when) const {
  const KnownCurrency* known = impl_->Find(assumed);
  if (known == nullptr || converted.IsZero()) return std::nullopt;
  std::optional<Currency> found;
  for (const KnownCurrency& candidate : impl_->currencies) {
    if (candidate.family != known->family || candidate.code == converted_to) continue;
    const Conversion there = impl_->Convert(sum, sum, candidate.code, converted_to, when, false);
    if (!there.normalized || std::abs(there.normalized->low.ToDouble() / converted.ToDouble() - 1) > kConversionTolerance) continue;
    if (found) return std::nullopt;
    found = candidate.code;
  }
  return found;
}

int32_t RateTable::MinorDigits(Currency currency) const {
  const KnownCurrency* known = impl_->Find(currency);
  return known == nullptr ? kMinorDigits : known->digits;
}

std::vector<Currency> RateTable::SharingName(Currency currency) const {
  std::vector<Currency> sharing;
  const KnownCurrency* known = impl_->Find(currency);
  for (const KnownCurrency& other : impl_->currencies)
    if (known != nullptr && other.family == known->family && (other.active || other.code == currency)) sharing.push_back(other.code);
  return sharing;
}

bool RateTable::IsInUse(Currency currency) const {
  const KnownCurrency* known = impl_->Find(currency);
  return known != nullptr && known->active;
}

bool RateTable::IsKnown(Currency currency) const { return impl_->Find(currency) != nullptr; }

RateTable::RateTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RateTable::RateTable(RateTable&&) noexcept = default;
RateTable& RateTable::operator=(RateTable&&) noexcept = default;
RateTable::~RateTable() = default;

}  // namespace entente
