// Tested by: tests/unit/query/totals_test.cc
#include "query/months.h"

#include <algorithm>

namespace entente::query {
namespace {

template <typename Value>
bool IsAmong(const std::vector<Value>& values, Value value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

Decimal DecimalOf(std::string_view text) { return Decimal::Parse(text).value_or(Decimal()); }

}  // namespace

std::vector<Month> MonthsOf(Reader* reader, const DealFilter& filter) {
  const int64_t from = FirstDay(filter), to = LastDay(filter);
  std::vector<Month> months;
  Statement rows(reader->database(), "SELECT month, kind, status, counting, deals, low, high FROM month ORDER BY month");
  for (rows.With(); rows.Step();) {
    const MonthRow row{static_cast<DealKind>(rows.Int(1)), static_cast<DealStatus>(rows.Int(2)), static_cast<store::Counting>(rows.Int(3)), static_cast<uint64_t>(rows.Int(4)), DecimalOf(rows.Text(5)), DecimalOf(rows.Text(6))};
    const int64_t month = rows.Int(0);
    const DayNumber first = store::FirstDayOf(month), last = month < 0 ? kNoDay : store::FirstDayOf(month + 1) - 1;
    if (last < from || first > to || !IsAmong(filter.kinds, row.kind) || !IsAmong(filter.statuses, row.status)) continue;
    if (months.empty() || months.back().first != first) months.push_back({std::max<int64_t>(first, from), std::min<int64_t>(last, to), first, first >= from && last <= to, {}});
    months.back().rows.push_back(row);
  }
  return months;
}

void ReadDays(Reader* reader, const DealFilter& filter, int64_t from, int64_t to, bool only_shared, const std::function<bool(DealRow&)>& visit) {
  Statement rows(reader->database(), std::string("SELECT day_from, kind, status, flags, value_low, value_high, id FROM deal INDEXED BY ") +
                                         (only_shared ? "deal_by_shared_sum WHERE flags & 8 AND" : "deal_by_day WHERE") + " day_from BETWEEN ? AND ? ORDER BY day_from");
  DealRow row;
  for (rows.With(from, to); rows.Step();) {
    row.kind = static_cast<DealKind>(rows.Int(1));
    row.status = static_cast<DealStatus>(rows.Int(2));
    if (!IsAmong(filter.kinds, row.kind) || !IsAmong(filter.statuses, row.status)) continue;
    row.day = static_cast<DayNumber>(rows.Int(0));
    row.flags = rows.Int(3);
    row.value_low = rows.IntOrNull(4), row.value_high = rows.IntOrNull(5);
    row.id = rows.Int(6);
    row.complete = row.has_parties = false;
    row.has_value = true;
    if (!visit(row)) return;
  }
}

}  // namespace entente::query
