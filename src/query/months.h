// The table of months as totals read it, and deals straight from the index of days.
#pragma once

#include <functional>
#include <vector>

#include "query/reader.h"

namespace entente::query {

struct MonthRow {
  DealKind kind;
  DealStatus status;
  store::Counting counting;
  uint64_t deals;
  Decimal low, high;
};

struct Month {
  int64_t from, to;  // its days that the filter asks for
  DayNumber first;
  bool is_whole;     // are these all?
  std::vector<MonthRow> rows;
};

// The months of a filter that asks for days, kinds and statuses alone, in order.
std::vector<Month> MonthsOf(Reader* reader, const DealFilter& filter);

// The deals of such a filter in some days, in order; with `only_shared` those with a sum that another deal of their article has
// too. Until `visit` gives false.
void ReadDays(Reader* reader, const DealFilter& filter, int64_t from, int64_t to, bool only_shared, const std::function<bool(DealRow&)>& visit);

}  // namespace entente::query
