// The second half of a transaction: under which party each name counts, which reports are one event, what the deal is.
// A report is looked for beside all its parties but the one that most reports have, since two in common are needed.
// Tested by: tests/unit/store/archive_test.cc, tests/archive/
#include <algorithm>

#include "store/agreed.h"
#include "store/writer.h"

namespace entente::store {

Told* Writer::Get(int64_t report) {
  if (const auto known = told_.find(report); known != told_.end()) return known->second.get();
  if (!told_row_.With(report).Step()) return nullptr;
  auto told = std::make_unique<Told>();
  ReadTold(told_row_, told.get());
  told_row_.Reset();
  FillParties(names_, told.get());
  return told_.emplace(report, std::move(told)).first->second.get();
}

namespace {

constexpr size_t kDealsAtOnce = 256;  // handed to the thread that writes
constexpr size_t kMostTold = 30000;   // kept for the next transaction

// Each party once, whatever its roles.
template <typename Use>
void ForEachOnce(const std::vector<PartyRole>& parties, Use use) {
  for (size_t i = 0; i < parties.size(); ++i)
    if (i == 0 || parties[i].party != parties[i - 1].party) use(parties[i].party);
}

}  // namespace

void Writer::Link(const Told& told) {
  const std::string parties = FormatParties(told.parties);
  ForEachOnce(told.parties, [&](int64_t party) {
    pages_.AddReport(party, told, parties);
    ++weights_[party];
  });
}

void Writer::Unlink(const Told& told) {
  ForEachOnce(told.parties, [&](int64_t party) { pages_.RemoveReport(party, told); });
}

// Reports of parties whose names now count elsewhere.
void Writer::LinkMoved(const std::vector<int64_t>& parties) {
  for (const int64_t party : parties) {
    for (PageWriter::ReportOfParty& report : pages_.ReportsOf(party)) {
      Told* told = Get(report.report);
      if (told == nullptr) continue;
      told->parties = std::move(report.parties);  // no name tells any more under which parties it was
      Unlink(*told);
      FillParties(names_, told);
      Link(*told);
      if (told->deal != 0) DropDeal(told->deal);
      changed_.push_back(report.report);
    }
  }
}

// The parties on whose pages the event of a report may be found.
template <typename Use>
void Writer::ForEachNear(const Told& told, Use use) const {
  const bool alone = told.parties.size() == 1;
  if (told.parties.empty() || (alone && !told.has_sum())) return;
  const PartyRole* common = nullptr;
  if (!alone && told.parties.front().party != told.parties.back().party) {
    int64_t most = -1;
    for (const PartyRole& party : told.parties) {
      const auto weight = weights_.find(party.party);
      if (const int64_t reports = weight == weights_.end() ? 0 : weight->second; reports > most) most = reports, common = &party;
    }
  }
  ForEachOnce(told.parties, [&](int64_t party) {
    const bool passed_over = common != nullptr && party == common->party;
    if (!passed_over || told.has_sum()) use(party, passed_over);
  });
}

std::vector<int64_t> Writer::Near(const Told& told) {
  std::vector<int64_t> found;
  ForEachNear(told, [&](int64_t party, bool only_alone) { pages_.FindNear(party, told, only_alone, &found); });
  // a reviewer's correction and what it corrects
  const auto add = [&](int64_t report) { found.push_back(report); };
  if (told.edits != 0) {
    beside_.Wait();
    if (uid_row_.With(static_cast<int64_t>(told.edits)).Step()) add(uid_row_.Int(0));
    uid_row_.Reset();
  }
  if (const auto review = reviewed_.find(told.uid); review != reviewed_.end() && review->second == Verdict::kEdited) {
    beside_.Wait();
    Statement edited(database_, "SELECT r.id FROM article a JOIN report r ON r.article = a.id WHERE a.key = ? AND a.origin = ?");
    for (edited.With(FormatUid(told.uid), static_cast<int>(Origin::kReviewer)); edited.Step();) add(edited.Int(0));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void Writer::ReadAhead() {
  std::vector<int64_t> pages;
  for (const int64_t report : fresh_)
    if (const Told* told = Get(report); told != nullptr && !IsRejected(*told))
      ForEachNear(*told, [&](int64_t party, bool) { pages_.AddUnread(party, *told, &pages); });
  pages_.ReadAhead(std::move(pages));
}

// Takes away the events that are deals already, with the same reports: nothing of them changes.
void Writer::PassOverStanding(std::vector<std::vector<const Told*>>* events) {
  HashMap<int64_t, size_t> reports;  // of each deal
  for (const auto& event : *events)
    for (const Told* told : event)
      if (!told->fresh) ++reports[told->deal];
  std::erase_if(*events, [&](const std::vector<const Told*>& event) {
    const int64_t deal = event[0]->deal;
    return deal != 0 && reports[deal] == event.size() && std::all_of(event.begin(), event.end(), [deal](const Told* told) { return !told->fresh && told->deal == deal; });
  });
}

void Writer::FindDeals() {
  ReadAhead();
  HashSet<int64_t> seen;
  const size_t fresh_count = fresh_.size();
  for (size_t i = 0; i < fresh_count + changed_.size(); ++i) {  // changed_ grows
    if (i % kDealsAtOnce == 0) HandDeals();
    const int64_t seed = i < fresh_count ? fresh_[i] : changed_[i - fresh_count];
    Told* first = Get(seed);
    if (first == nullptr || IsRejected(*first) || !seen.insert(seed).second) continue;
    std::vector<const Told*> group = {first};
    for (size_t k = 0; k < group.size(); ++k)
      for (const int64_t near : Near(*group[k])) {
        if (seen.count(near) != 0) continue;
        Told* other = Get(near);
        if (other == nullptr) continue;
        other->is_kept = true;
        if (Likeness(*group[k], *other) > 0) seen.insert(near), group.push_back(other);
      }
    first->is_kept = first->is_kept || group.size() > 1;
    std::vector<std::vector<const Told*>> events;
    if (group.size() == 1) events.push_back(std::move(group));
    else events = PartIntoEvents(std::move(group));
    PassOverStanding(&events);
    // whoever was one with these before is looked at again
    for (const std::vector<const Told*>& event : events)
      for (const Told* told : event)
        if (told->deal != 0 && !told->fresh) DropDeal(told->deal);
    for (const std::vector<const Told*>& event : events) PutDeal(event);
    if (i < fresh_count) deals_.reports_to = seed + 1;
  }
  deals_.reports_to = next_report_;
  HandDeals();
}

void Writer::DropDeal(int64_t deal) {
  if (!deal_row_.With(deal).Step()) return deal_row_.Reset();
  const auto day = static_cast<DayNumber>(deal_row_.Int(0));
  const std::vector<PartyRole> parties = ParseParties(deal_row_.Text(1));
  months_.Count(day, static_cast<DealKind>(deal_row_.Int(2)), static_cast<DealStatus>(deal_row_.Int(3)), deal_row_.Int(4), deal_row_.IntOrNull(5), deal_row_.IntOrNull(6), -1);
  deal_row_.Reset();
  ForEachOnce(parties, [&](int64_t party) { pages_.RemoveDeal(party, day, deal); });
  deals_.dropped.push_back(deal);
  if (!beside_.is_running()) HandDeals();
  std::vector<int64_t> members;
  for (members_.With(deal); members_.Step();) members.push_back(members_.Int(0));
  for (const int64_t member : members) {
    if (Told* told = Get(member)) told->deal = 0;  // the number may soon be that of another deal
    changed_.push_back(member);
  }
}

void Writer::PutDeal(const std::vector<const Told*>& reports) {
  const Agreed agreed = Agree(reports);
  const int64_t id = reports[0]->id;
  const Period& period = agreed.date->period;
  const int flags = (agreed.amount != nullptr ? 1 : 0) | (agreed.contradictions.empty() ? 0 : 2) | (agreed.by_host ? 4 : 0) | (agreed.shared ? 8 : 0);
  DealRow row{id, agreed.kind, agreed.form, agreed.status, period, agreed.date->basis, {}, {}, {}, flags, static_cast<int64_t>(reports.size()), agreed.confidence,
              agreed.stake, agreed.subject, FormatParties(agreed.parties), agreed.term};
  if (agreed.amount != nullptr) row.value_low = agreed.amount->value_low, row.value_high = agreed.amount->value_high, row.amount = agreed.amount->id;
  months_.Count(period.from, row.kind, row.status, flags, row.value_low, row.value_high, 1);
  ForEachOnce(agreed.parties, [&](int64_t party) { pages_.AddDeal(party, {period.from, id, row.kind, row.status, row.parties}); });
  deals_.put.push_back(std::move(row));
  for (const Told* report : reports) {
    Told* told = Get(report->id);
    told->deal = id;
    if (told->stored && std::exchange(told->row_deal, id) != id) deals_.members.emplace_back(report->id, id);
  }
}

// What was found beside others is likely to be so in the next transaction too.
void Writer::ForgetTold() {
  for (auto at = told_.begin(); at != told_.end();) {
    Told& told = *at->second;
    if (std::exchange(told.is_kept, false)) told.fresh = false, ++at;
    else told_.erase(at++);
  }
  if (told_.size() > kMostTold) told_.clear();
}

void Writer::Settle() {
  HandArticles();
  beside_.Wait();
  const std::vector<int64_t> moved = names_->Settle(&beside_);
  beside_.Do([this] {
    PutWords();
    database_->Run("SAVEPOINT words; RELEASE words");  // the index of words puts on pages what it holds in memory, which else the commit would wait for
  });
  LinkMoved(moved);
  for (size_t i = 0; i < fresh_.size(); ++i) {
    Told* told = Get(fresh_[i]);
    if (told == nullptr || IsRejected(*told)) continue;
    FillParties(names_, told);
    Link(*told);
  }
  if (!reviewed_.empty()) {  // corrections are looked for in the table
    beside_.Do([this] { PutReports(next_report_); });
    beside_.Wait();
  }
  FindDeals();
  pages_.Write(&beside_);
  beside_.Do([this] {
    months_.Write();
    reports_.clear(), reports_put_ = 0;
    ForgetTold();
  });
  database_->CopyLog();
  EndBeside();
  fresh_.clear(), changed_.clear();
  keys_.clear();
  if (weights_.size() > 200000) weights_.clear();
  names_->ForgetWhenLarge();
}

}  // namespace entente::store
