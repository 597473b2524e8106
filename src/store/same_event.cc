// Which reports of different articles tell one event: the same kind, two parties in common (or one, where one report names
// no other and both name the very same sum), no other holder of a role that has one, days within a window, sums within a
// tolerance. Then the pairs are joined, the surest first, so that a vague report cannot tie two events together.
//   "A buys B for $2bn" (March, planned) and "A has bought B" (August) are one; "C bids for B" (March) is another.
// Tested by: tests/unit/store/told_test.cc
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "entente/money.h"
#include "store/told.h"

namespace entente::store {
namespace {

constexpr DayNumber kMonthDays = 31;
constexpr DayNumber kNearDays = 40;        // the signing and its announcement may lie this far apart, as inside an article
constexpr DayNumber kSameSumDays = 200;    // from a plan to its end, when the sum stays the same
constexpr DayNumber kContradictionDays = 3;  // other sums for one event are told in the same news
constexpr double kSumTolerance = 0.93;      // as inside an article
constexpr double kConvertedTolerance = 0.9;  // between currencies

enum class Sums : uint8_t { kUnknown, kSame, kNear, kDifferent };

Sums CompareSums(const Told& a, const Told& b) {
  if (!a.has_sum() || !b.has_sum()) return Sums::kUnknown;
  if (a.currency == b.currency) {
    if (a.low == b.low && a.high == b.high) return Sums::kSame;
    const auto number = [](const std::string& text) { return Decimal::Parse(text).value_or(Decimal()).ToDouble(); };
    const double low = std::min(number(a.low), number(b.low)), high = std::max(number(a.high), number(b.high));
    return low < kSumTolerance * high ? Sums::kDifferent : Sums::kNear;
  }
  if (!a.value_low || !b.value_low) return Sums::kUnknown;
  const auto low = static_cast<double>(std::min(*a.value_low, *b.value_low)), high = static_cast<double>(std::max(*a.value_high, *b.value_high));
  return low < kConvertedTolerance * high ? Sums::kDifferent : Sums::kNear;
}

size_t CommonParties(const Told& a, const Told& b) {
  size_t common = 0;
  for (size_t i = 0, j = 0; i < a.parties.size() && j < b.parties.size();) {
    if (a.parties[i] == b.parties[j]) ++common, ++i, ++j;
    else if (a.parties[i] < b.parties[j]) ++i;
    else ++j;
  }
  return common;
}

// Do both name holders of the role, and none in common?
bool RoleDiffers(const Told& a, const Told& b, Role role) {
  bool in_a = false, in_b = false;
  for (const PartyRole& party : b.parties) in_b = in_b || party.role == role;
  for (const PartyRole& party : a.parties) {
    if (party.role != role) continue;
    in_a = true;
    if (std::binary_search(b.parties.begin(), b.parties.end(), party)) return false;
  }
  return in_a && in_b;
}

bool RolesConflict(const Told& a, const Told& b, Sums sums) {
  switch (a.kind) {
    case DealKind::kPartnership: return false;
    case DealKind::kJointVenture: return RoleDiffers(a, b, Role::kVenture);
    case DealKind::kInvestment: {
      const bool round = a.form == DealForm::kFundingRound && b.form == DealForm::kFundingRound && sums == Sums::kSame;
      return RoleDiffers(a, b, Role::kInvestee) || (!round && RoleDiffers(a, b, Role::kInvestor));
    }
    case DealKind::kAcquisition: return RoleDiffers(a, b, Role::kTarget) || RoleDiffers(a, b, Role::kAcquirer) || RoleDiffers(a, b, Role::kSeller);
    case DealKind::kContract: return RoleDiffers(a, b, Role::kSupplier) || RoleDiffers(a, b, Role::kCustomer);
  }
  return true;
}

DayNumber GapDays(const Told& a, const Told& b) {
  const auto end = [](const Told& told) { return std::min(told.period.to, told.period.from + kLongestPeriodDays); };
  return std::max({0, a.period.from - end(b), b.period.from - end(a)});
}

bool IsShort(const Told& told) { return told.period.to - told.period.from <= kMonthDays; }
bool IsDay(const Told& told) { return told.period.from == told.period.to; }

bool IsOnce(DealKind kind) { return kind == DealKind::kAcquisition || kind == DealKind::kJointVenture; }

// A set of reports that are one event so far. What decides about joining is kept once for each different content.
struct Group {
  std::vector<size_t> members, different;
  std::set<int64_t> articles;
};

bool MayJoin(const std::vector<const Told*>& reports, const Group& a, const Group& b, int32_t likeness) {
  if (likeness == kCorrected) return true;
  const Group& small = a.articles.size() < b.articles.size() ? a : b;
  const Group& large = &small == &a ? b : a;
  for (const int64_t article : small.articles)
    if (large.articles.count(article) != 0) return false;
  for (const size_t x : a.different)
    for (const size_t y : b.different) {
      if (reports[x]->kind != reports[y]->kind) continue;  // one is a correction
      const Sums sums = CompareSums(*reports[x], *reports[y]);
      if ((likeness != kContradicting && sums == Sums::kDifferent) || RolesConflict(*reports[x], *reports[y], sums)) return false;
    }
  return true;
}

void Join(const std::vector<const Told*>& reports, Group* into, Group* from) {
  into->members.insert(into->members.end(), from->members.begin(), from->members.end());
  into->articles.insert(from->articles.begin(), from->articles.end());
  for (const size_t y : from->different) {
    const auto same = [&](size_t x) {
      return std::tie(reports[x]->low, reports[x]->high, reports[x]->currency, reports[x]->parties, reports[x]->form) ==
             std::tie(reports[y]->low, reports[y]->high, reports[y]->currency, reports[y]->parties, reports[y]->form);
    };
    if (std::none_of(into->different.begin(), into->different.end(), same)) into->different.push_back(y);
  }
  *from = Group();
}

}  // namespace

bool SumsDiffer(const Told& a, const Told& b) { return CompareSums(a, b) == Sums::kDifferent; }

DayNumber FarthestDays(const Told& told) { return IsOnce(told.kind) ? kFarthestDays : told.has_sum() ? kSameSumDays : kNearDays; }

int32_t Likeness(const Told& a, const Told& b) {
  if ((a.edits != 0 && a.edits == b.uid) || (b.edits != 0 && b.edits == a.uid)) return kCorrected;
  if (a.kind != b.kind || a.article == b.article || a.dated() != b.dated()) return 0;
  const size_t common = CommonParties(a, b);
  if (common == 0) return 0;
  const Sums sums = CompareSums(a, b);
  if (RolesConflict(a, b, sums)) return 0;
  const bool identical = common == a.parties.size() && common == b.parties.size();
  const DayNumber gap = a.dated() ? GapDays(a, b) : 0;
  if (common == 1) {
    const bool alone = a.parties.size() == 1 || b.parties.size() == 1;
    return alone && sums == Sums::kSame && gap <= kNearDays && a.dated() ? 1000 - gap : 0;
  }
  if (sums == Sums::kDifferent) return identical && a.dated() && IsDay(a) && IsDay(b) && gap <= kContradictionDays ? kContradicting : 0;
  const bool same_sum = sums != Sums::kUnknown;
  if (!same_sum && (!IsShort(a) || !IsShort(b)) && !IsOnce(a.kind)) return 0;
  if (gap > (IsOnce(a.kind) ? kFarthestDays : same_sum ? kSameSumDays : kNearDays)) return 0;
  return (sums == Sums::kSame ? 4000 : same_sum ? 3000 : 2000) + (identical ? 500 : 0) + kFarthestDays - gap;
}

std::vector<std::vector<const Told*>> PartIntoEvents(std::vector<const Told*> reports) {
  std::sort(reports.begin(), reports.end(), [](const Told* a, const Told* b) { return ToldBefore(*a, *b); });
  struct Pair {
    int32_t likeness;
    size_t a, b;
  };
  std::vector<Pair> pairs;
  for (size_t i = 0; i < reports.size(); ++i)
    for (size_t j = i + 1; j < reports.size(); ++j)
      if (const int32_t likeness = Likeness(*reports[i], *reports[j]); likeness > 0) pairs.push_back({likeness, i, j});
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.likeness > b.likeness; });
  std::vector<Group> groups(reports.size());
  std::vector<size_t> group_of(reports.size());
  std::iota(group_of.begin(), group_of.end(), size_t{0});
  for (size_t i = 0; i < reports.size(); ++i) groups[i] = {{i}, {i}, {reports[i]->article}};
  for (const Pair& pair : pairs) {
    const size_t a = group_of[pair.a], b = group_of[pair.b];
    if (a == b || !MayJoin(reports, groups[a], groups[b], pair.likeness)) continue;
    for (const size_t member : groups[b].members) group_of[member] = a;
    Join(reports, &groups[a], &groups[b]);
  }
  std::vector<std::vector<const Told*>> events;
  for (Group& group : groups) {
    if (group.members.empty()) continue;
    std::sort(group.members.begin(), group.members.end());
    events.emplace_back();
    for (const size_t member : group.members) events.back().push_back(reports[member]);
  }
  return events;
}

}  // namespace entente::store
