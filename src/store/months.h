// The table `month`: how many deals of each kind and status begin in a month, and their sums. Totals of a whole archive are added from it.
#pragma once

#include <optional>

#include "base/hash.h"
#include "store/sqlite.h"
#include "store/told.h"

namespace entente::store {

// What a deal is to totals; numbers of the schema.
enum class Counting : uint8_t { kCounted, kNoAmount, kNoValue, kShared };
Counting CountingOf(int64_t flags, const std::optional<int64_t>& value_low);

// Year * 12 + month - 1, or -1 for a day that is not known; and its first day.
int64_t MonthOf(DayNumber day);
DayNumber FirstDayOf(int64_t month);

// Hundredths of the archive's currency as a number.
Decimal FromHundredths(int64_t value);

class MonthWriter {
 public:
  explicit MonthWriter(Database* database);
  // A deal came (+1) or went (-1).
  void Count(DayNumber day, DealKind kind, DealStatus status, int64_t flags, const std::optional<int64_t>& low, const std::optional<int64_t>& high, int32_t by);
  void Write();
  void Forget() { changes_.clear(); }

 private:
  struct Change {
    int64_t deals = 0;
    Decimal low, high;
  };
  HashMap<std::pair<int64_t, int32_t>, Change> changes_;  // by month, and kind, status and counting in one number
  Statement row_, put_, remove_;
};

}  // namespace entente::store
