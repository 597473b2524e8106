// Most reports win, of equals the first to tell it; a day of the text counts before one of the publication, an exact one before a vague
// one. A status goes forward (rumoured, exploring, planned, agreed, completed) or off (denied, ended) and, from off, back
// to what is firm; an older plan recalled after the signing changes nothing.
// Tested by: tests/unit/store/told_test.cc
#include "store/agreed.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace entente::store {
namespace {

int Rank(DealStatus status) {
  switch (status) {
    case DealStatus::kRumoured: return 0;
    case DealStatus::kExploring: return 1;
    case DealStatus::kPlanned: return 2;
    case DealStatus::kAgreed: return 3;
    case DealStatus::kCompleted: return 4;
    case DealStatus::kDenied: case DealStatus::kEnded: return 5;
  }
  return 0;
}
bool IsOff(DealStatus status) { return Rank(status) == 5; }
bool IsFirm(DealStatus status) { return Rank(status) == 3 || Rank(status) == 4; }

// The report with the value that most have; null where `has` is false for all.
template <typename Has, typename Value>
const Told* MostFrequent(const std::vector<const Told*>& reports, Has has, Value value) {
  std::map<decltype(value(*reports[0])), std::pair<size_t, const Told*>> counts;
  for (const Told* report : reports) {
    if (!has(*report)) continue;
    auto& [count, first] = counts[value(*report)];
    if (count++ == 0) first = report;
  }
  const Told* best = nullptr;
  size_t most = 0;
  for (const Told* report : reports) {
    if (!has(*report)) continue;
    const auto& [count, first] = counts[value(*report)];
    if (count > most) most = count, best = first;
  }
  return best;
}

const Told* BestDate(const std::vector<const Told*>& reports) {
  // the day of the agreement, not of the talks before it or of the closing
  const auto stage = [](DealStatus status) { return status == DealStatus::kAgreed ? 0 : status == DealStatus::kCompleted ? 1 : 2; };
  const auto rank = [&](const Told& t) { return std::tuple(!t.dated(), stage(t.status), t.basis != DateBasis::kText, t.period.to - t.period.from); };
  auto best = rank(*reports[0]);
  for (const Told* report : reports) best = std::min(best, rank(*report));
  return MostFrequent(reports, [&](const Told& t) { return rank(t) == best; }, [](const Told& t) { return std::tuple(t.period.from, t.period.to); });
}

std::vector<StatusStep> History(const std::vector<const Told*>& reports) {
  std::vector<const Told*> order = reports;
  std::stable_sort(order.begin(), order.end(), [](const Told* a, const Told* b) {
    return std::tuple(a->told_day() == kNoDay, a->told_day(), Rank(a->status), a->uid) < std::tuple(b->told_day() == kNoDay, b->told_day(), Rank(b->status), b->uid);
  });
  std::vector<StatusStep> history = {{order[0]->status, order[0]}};
  for (const Told* report : order) {
    const DealStatus now = history.back().status;
    const bool changes = IsOff(now) ? IsFirm(report->status) || (IsOff(report->status) && report->status != now) : Rank(report->status) > Rank(now);
    if (changes) history.push_back({report->status, report});
  }
  return history;
}

template <typename Differs>
void AddContradiction(const char* what, const std::vector<const Told*>& reports, Differs differs, std::vector<Contradiction>* out) {
  Contradiction found{what, {}};
  for (const Told* report : reports)
    if (std::all_of(found.reports.begin(), found.reports.end(), [&](const Told* other) { return differs(*other, *report); })) found.reports.push_back(report);
  if (found.reports.size() > 1) out->push_back(std::move(found));
}

std::vector<const Told*> Those(const std::vector<const Told*>& reports, bool (*which)(const Told&)) {
  std::vector<const Told*> those;
  std::copy_if(reports.begin(), reports.end(), std::back_inserter(those), [which](const Told* t) { return which(*t); });
  return those;
}

std::vector<Contradiction> Contradictions(const std::vector<const Told*>& reports) {
  std::vector<Contradiction> found;
  AddContradiction("amount", Those(reports, [](const Told& t) { return t.has_sum(); }), SumsDiffer, &found);
  AddContradiction("date", Those(reports, [](const Told& t) { return t.dated() && t.basis == DateBasis::kText && IsFirm(t.status); }),
                   [](const Told& a, const Told& b) { return a.status == b.status && (a.period.from > b.period.to || b.period.from > a.period.to); }, &found);
  AddContradiction("stake_percent", Those(reports, [](const Told& t) { return !t.stake.empty(); }), [](const Told& a, const Told& b) { return a.stake != b.stake; }, &found);
  Contradiction status{"status", {}};
  for (const bool off : {false, true}) {
    const auto it = std::find_if(reports.begin(), reports.end(), [off](const Told* t) { return off ? t->status == DealStatus::kDenied : t->status != DealStatus::kDenied; });
    if (it != reports.end()) status.reports.push_back(*it);
  }
  if (status.reports.size() > 1) found.push_back(std::move(status));
  return found;
}

// What most deals are: told once.
Agreed AloneAgreed(const Told& told) {
  Agreed agreed;
  agreed.kind = told.kind, agreed.form = told.form, agreed.status = told.status;
  agreed.date = &told;
  if (told.has_sum()) agreed.amount = &told, agreed.shared = told.shared;
  agreed.by_host = told.origin != Origin::kRead;
  agreed.stake = told.stake, agreed.term = told.term, agreed.subject = told.subject;
  agreed.parties = told.parties;
  agreed.confidence = told.confidence;
  agreed.history = {{told.status, &told}};
  return agreed;
}

}  // namespace

Agreed Agree(const std::vector<const Told*>& reports) {
  if (reports.size() == 1) return AloneAgreed(*reports[0]);
  const std::vector<const Told*> own = Those(reports, [](const Told& t) { return t.origin != Origin::kRead; });
  // What a person entered decides where it says something; the rest comes from what was read.
  const auto choose = [&](auto has, auto value) {
    const Told* chosen = own.empty() ? nullptr : MostFrequent(own, has, value);
    return chosen != nullptr ? chosen : MostFrequent(reports, has, value);
  };
  Agreed agreed;
  agreed.kind = (own.empty() ? reports : own)[0]->kind;
  agreed.by_host = !own.empty();
  const std::vector<const Told*>& deciding = own.empty() ? reports : own;
  agreed.history = History(reports);
  agreed.status = own.empty() ? agreed.history.back().status : History(own).back().status;
  agreed.contradictions = Contradictions(reports);
  agreed.date = BestDate(deciding);
  if (!agreed.date->dated()) agreed.date = BestDate(reports);
  agreed.amount = choose([](const Told& t) { return t.has_sum(); }, [](const Told& t) { return std::tie(t.low, t.high, t.currency); });
  if (const Told* form = choose([](const Told& t) { return t.form != DealForm::kOther; }, [](const Told& t) { return t.form; })) agreed.form = form->form;
  if (const Told* stake = choose([](const Told& t) { return !t.stake.empty(); }, [](const Told& t) { return t.stake; })) agreed.stake = stake->stake;
  if (const Told* term = choose([](const Told& t) { return t.term.has_value(); }, [](const Told& t) { return *t.term; })) agreed.term = term->term;
  if (const Told* subject = choose([](const Told& t) { return !t.subject.empty(); }, [](const Told&) { return 0; })) agreed.subject = subject->subject;
  agreed.shared = agreed.amount != nullptr && agreed.amount->shared;
  for (const Told* report : deciding) agreed.parties.insert(agreed.parties.end(), report->parties.begin(), report->parties.end());
  for (const Told* report : reports) agreed.confidence = std::max(agreed.confidence, report->confidence);
  std::sort(agreed.parties.begin(), agreed.parties.end());
  agreed.parties.erase(std::unique(agreed.parties.begin(), agreed.parties.end()), agreed.parties.end());
  return agreed;
}

}  // namespace entente::store
