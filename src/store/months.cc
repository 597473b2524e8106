// Tested by: tests/unit/query/totals_test.cc, which compares it with every deal added up
#include "store/months.h"

namespace entente::store {

Counting CountingOf(int64_t flags, const std::optional<int64_t>& value_low) {
  if ((flags & 1) == 0) return Counting::kNoAmount;
  if ((flags & 8) != 0) return Counting::kShared;
  return value_low ? Counting::kCounted : Counting::kNoValue;
}

int64_t MonthOf(DayNumber day) {
  if (day == kNoDay) return -1;
  const CivilDay civil = ToCivilDay(day);
  return int64_t{civil.year} * 12 + civil.month - 1;
}

DayNumber FirstDayOf(int64_t month) { return month < 0 ? kNoDay : ToDayNumber({static_cast<int32_t>(month / 12), static_cast<int32_t>(month % 12) + 1, 1}); }

Decimal FromHundredths(int64_t value) { return Decimal::FromInt(value).TimesPowerOfTen(-2).value_or(Decimal()); }

MonthWriter::MonthWriter(Database* database)
    : row_(database, "SELECT deals, low, high FROM month WHERE month = ? AND kind = ? AND status = ? AND counting = ?"),
      put_(database, "INSERT OR REPLACE INTO month VALUES (?, ?, ?, ?, ?, ?, ?)"),
      remove_(database, "DELETE FROM month WHERE month = ? AND kind = ? AND status = ? AND counting = ?") {}

void MonthWriter::Count(DayNumber day, DealKind kind, DealStatus status, int64_t flags, const std::optional<int64_t>& low, const std::optional<int64_t>& high, int32_t by) {
  const Counting counting = CountingOf(flags, low);
  Change& change = changes_[{MonthOf(day), (static_cast<int32_t>(kind) * 16 + static_cast<int32_t>(status)) * 4 + static_cast<int32_t>(counting)}];
  change.deals += by;
  if (counting != Counting::kCounted) return;
  change.low = change.low.Plus(FromHundredths(by * *low)).value_or(change.low);
  change.high = change.high.Plus(FromHundredths(by * high.value_or(0))).value_or(change.high);
}

void MonthWriter::Write() {
  for (const auto& [key, change] : changes_) {
    const auto& [month, rest] = key;
    const int32_t kind = rest / 64, status = rest / 4 % 16, counting = rest % 4;
    int64_t deals = change.deals;
    Decimal low = change.low, high = change.high;
    if (row_.With(month, kind, status, counting).Step()) {
      deals += row_.Int(0);
      low = low.Plus(Decimal::Parse(row_.Text(1)).value_or(Decimal())).value_or(low);
      high = high.Plus(Decimal::Parse(row_.Text(2)).value_or(Decimal())).value_or(high);
    }
    row_.Reset();
    if (deals == 0) remove_.With(month, kind, status, counting).Run();
    else put_.Put(month, kind, status, counting, deals, low.ToString(), high.ToString());
  }
  changes_.clear();
}

}  // namespace entente::store
