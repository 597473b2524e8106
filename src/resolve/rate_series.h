// Tables of rates: values of many currencies against one base, by day or by month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/day.h"
#include "entente/money.h"
#include "entente/status.h"

namespace entente::resolve {

// How far back a rate may lie from the day that is asked for.
constexpr int32_t kMaxDaysBack = 7;
// A rate this many times its neighbour, or less than one part of it, is a mistake of the file.
constexpr double kOutlierFactor = 20;

// Daily rates: units of each currency for one unit of the base. Immutable after Finish.
class DailyRates {
 public:
  DailyRates(Currency base, RateKind kind, std::string source) : base_(base), kind_(kind), source_(std::move(source)) {}

  Currency base() const { return base_; }
  RateKind kind() const { return kind_; }
  const std::string& source() const { return source_; }

  // Requires: a rate above zero. `line` is for error messages.
  void Add(Currency currency, DayNumber day, const Decimal& rate, uint32_t line);
  // Sorts and looks for outliers and days that are given twice. Errors: kBadRecord with "name:line".
  Status Finish(std::string_view name);

  // The rates of both currencies on the same day: `day`, or the nearest earlier one. The base has the rate 1.
  struct Pair {
    Decimal from, to;
    DayNumber day = 0;
  };
  std::optional<Pair> Find(Currency from, Currency to, DayNumber day) const;

 private:
  struct Entry {
    Currency currency;
    DayNumber day;
    uint32_t line;
    Decimal rate;
  };
  // The first entry of a currency on `day` or later.
  std::vector<Entry>::const_iterator From(Currency currency, DayNumber day) const;

  Currency base_;
  RateKind kind_;
  std::string source_;
  std::vector<Entry> entries_;  // by currency and day after Finish
};

// Readers of files. Errors: kBadRecord with "name:line".
Result<DailyRates> ReadEcb(std::string_view text, std::string_view name);
Result<DailyRates> ReadUserCsv(std::string_view text, std::string_view name);

// The monthly table of the packs, one row for each unbroken run of months; the values stay text until they are asked for.
class MonthlyRates {
 public:
  static Result<MonthlyRates> Load();

  struct Value {
    Decimal units_per_usd;
    char source = 0;  // 'E' or 'F'; 0 for the dollar itself
  };
  // `month` counts from year 0: year * 12 + month - 1.
  std::optional<Value> Find(Currency currency, int32_t month) const;
  // First and last month of all runs of a currency; false where it has none.
  bool Range(Currency currency, int32_t* first, int32_t* last) const;

 private:
  struct Run {
    Currency currency;
    char source;
    int32_t first;
    std::string_view values;
    uint32_t first_year = 0, end_year = 0;  // range of years_
  };
  std::vector<uint32_t> years_;  // where the value of every twelfth month of a run begins in it
  std::vector<Run> runs_;  // by currency, then month
};

std::string FormatMonth(int32_t month);  // "2024-06"

}  // namespace entente::resolve
