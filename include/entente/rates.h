// Exchange rates: the monthly table inside the library, a user's own daily rates, and fixed rates. Never invented, never
// interpolated, never taken from a later day; every conversion says which rate it used and where that comes from.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/day.h"
#include "entente/money.h"
#include "entente/status.h"

namespace entente {

// What a caller's own source of rates answers: units of the wanted currency for one unit of the given one.
struct RateAnswer {
  Decimal rate;        // above zero
  DayNumber day = 0;   // of the rate: the day asked for, or one at most 7 days before it
  std::string source;  // the name that the output shows
};

// Asked first when set. nullopt: unknown; an error stops the work with that status. Called from any thread that converts,
// possibly from several at once.
using RateCallback = std::function<Result<std::optional<RateAnswer>>(Currency from, Currency to, DayNumber day)>;

// A conversion, or why there is none.
struct Conversion {
  std::optional<Normalized> normalized;
  std::string reason;  // one sentence for a person where `normalized` is empty
  Status status;       // of the callback: an error where it stopped the work
};

// Order of a look-up for a day: the callback, the user's rates, the ECB's daily file (each for that day, else for the nearest
// earlier day, 7 at most), then the month's average; for a month its average; for anything longer nothing. Pegs, the
// irrevocable euro rates and renamed currencies lead to a currency that has a rate.
// Rounding: the rate to 10 significant digits, then the converted sums to the minor unit of the target, both half to even.
// Threads: *shared* once the rates are loaded; loading and setting the callback are not to run beside anything else.
class RateTable {
 public:
  // The table inside the library. Costs well under a millisecond; the values are read when they are asked for.
  // Errors: kBadPack.
  static Result<RateTable> BuiltIn();
  // "ECB 1999-01..2026-06": sources and months of the table inside the library.
  std::string VersionText() const;

  // Reads the ECB's daily history as the ECB publishes it (eurofxref-hist.csv, or the zip file that holds it) and keeps it
  // beside what was read before. `name` stands in error messages. On an error nothing is kept.
  // Errors: kBadRecord with "name:line" (a bad cell, an unknown column, a rate 20 times its neighbours), kLimit, kUnsupported.
  Status LoadEcb(std::string_view bytes, std::string_view name);
  // Reads a user's own rates: a header "date,currency,units_per_usd" (or any other base: units_per_eur, ...), then rows like
  // "2024-06-04,KRW,1376.5". Lines that start with '#' are skipped. `name` is the source that the output shows.
  // Errors: as LoadEcb.
  Status LoadCsv(std::string_view bytes, std::string_view name);
  void SetCallback(RateCallback callback);

  // Converts the sums from `low` to `high`. `when` nullopt: the date is not known, and only fixed rates apply.
  Conversion Convert(const Decimal& low, const Decimal& high, Currency from, Currency to, const std::optional<Period>& when) const;
  // Which currency a sum of an ambiguous name ("krona", "dollars") is in, by the conversion that the text states beside it: of
  // the currencies that share the name of `assumed`, the only one whose rate on `when` brings `sum` within 5 % of
  // `converted`. nullopt: none or several do, or there are no rates.
  std::optional<Currency> DecideByConversion(const Decimal& sum, Currency assumed, const Decimal& converted, Currency converted_to,
                                             const std::optional<Period>& when) const;
  // The decimal places of a currency's minor unit: 2 for USD, 0 for KRW; 2 for one that is not in the table.
  int32_t MinorDigits(Currency currency) const;
  // The currencies in use that share the name of `currency`, itself among them: SEK and ISK for SEK. In order of their codes.
  std::vector<Currency> SharingName(Currency currency) const;
  bool IsInUse(Currency currency) const;
  // Is `currency` an ISO 4217 code, of today or of the past, that the library knows?
  bool IsKnown(Currency currency) const;

  RateTable(RateTable&&) noexcept;
  RateTable& operator=(RateTable&&) noexcept;
  ~RateTable();

 private:
  struct Impl;
  explicit RateTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
