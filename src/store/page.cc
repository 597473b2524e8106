// Tested by: tests/unit/store/page_test.cc, tests/unit/store/archive_test.cc
#include "store/page.h"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

namespace entente::store {
namespace {

constexpr int64_t kStretchDays = 366;
constexpr int64_t kStretchesBefore = 4096;  // makes the numbers of stretches positive, kNoDay's too
constexpr int64_t kPartyBits = 40;
constexpr int64_t kPartyMask = (int64_t{1} << kPartyBits) - 1;
constexpr size_t kMostKeptBytes = size_t{48} << 20;
constexpr size_t kRowsAtOnce = 256;  // handed to the thread that writes

void AppendNumber(int64_t number, char after, std::string* out) {
  char digits[24];
  out->append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  *out += after;
}

// The number at the front and the sign behind it are taken off.
int64_t TakeNumber(std::string_view* text) {
  const char* at = text->data();
  const char* const end = at + text->size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  int64_t number = 0;
  for (; at != end && *at >= '0' && *at <= '9'; ++at) number = number * 10 + (*at - '0');
  text->remove_prefix(std::min(text->size(), static_cast<size_t>(at - text->data()) + 1));
  return negative ? -number : number;
}

std::string_view TakeLine(std::string_view* text) {
  const size_t end = std::min(text->find('\n'), text->size());
  const std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(text->size(), end + 1));
  return line;
}

// What lines of either kind begin with: the first day and what they are of.
std::string StartOf(DayNumber day, int64_t id) {
  std::string start;
  AppendNumber(day, ' ', &start);
  AppendNumber(id, ' ', &start);
  return start;
}

// Most of what is taken out was added not long before, so that the search goes from the end.
bool RemoveLine(const std::string& start, std::string* text) {
  for (size_t at = text->rfind(start); at != std::string::npos; at = at == 0 ? std::string::npos : text->rfind(start, at - 1)) {
    if (at != 0 && (*text)[at - 1] != '\n') continue;
    text->erase(at, text->find('\n', at) + 1 - at);
    return true;
  }
  return false;
}

// A party with its role, or with an entry of a page, as one number: a row of SQLite holds less than 2^28 lines, and 2^36 names are more than a file.
constexpr int kRoleBits = 8, kEntryBits = 28;
constexpr uint64_t kEntryMask = (uint64_t{1} << kEntryBits) - 1;
uint64_t Pack(const PartyRole& party) { return static_cast<uint64_t>(party.party) << kRoleBits | static_cast<uint64_t>(party.role); }
PartyRole Unpack(uint64_t packed) { return {static_cast<int64_t>(packed >> kRoleBits), static_cast<Role>(packed & ((1u << kRoleBits) - 1))}; }
uint64_t PackEntry(int64_t party, size_t entry) { return static_cast<uint64_t>(party) << kEntryBits | entry; }

DayNumber EndOf(const Told& told) { return std::min(told.period.to, told.period.from + kLongestPeriodDays); }

}  // namespace

int64_t StretchOf(DayNumber day) { return (day + kStretchesBefore * kStretchDays) / kStretchDays; }
int64_t PageOf(int64_t party, int64_t stretch) { return party + (stretch << kPartyBits); }

DealPages::DealPages(Database* database) : row_(database, "SELECT deals FROM page WHERE id = ?") {
  Statement next(database, "SELECT id FROM page WHERE id >= ? ORDER BY id LIMIT 1");
  for (int64_t from = 0; next.With(from).Step(); from = PageOf(0, stretches_.back() + 1)) stretches_.push_back(next.Int(0) >> kPartyBits);
}

bool DealPages::Read(int64_t party, int64_t stretch, int64_t from, int64_t to, bool down) {
  const int64_t first = (stretch - kStretchesBefore) * kStretchDays;
  lines_.clear();
  if (first > to || first + kStretchDays <= from || !row_.With(PageOf(party, stretch)).Step()) return row_.Reset(), false;
  text_.assign(row_.Text(0));
  row_.Reset();
  for (std::string_view rest = text_; !rest.empty();) {
    std::string_view text = TakeLine(&rest);
    DealLine line;
    line.day = static_cast<DayNumber>(TakeNumber(&text));
    line.deal = TakeNumber(&text);
    line.kind = static_cast<DealKind>(TakeNumber(&text));
    line.status = static_cast<DealStatus>(TakeNumber(&text));
    line.parties = text;
    if (line.day >= from && line.day <= to) lines_.push_back(line);
  }
  const auto before = [down](const DealLine& a, const DealLine& b) { return down ? std::tie(b.day, a.deal) < std::tie(a.day, b.deal) : std::tie(a.day, a.deal) < std::tie(b.day, b.deal); };
  if (!std::is_sorted(lines_.begin(), lines_.end(), before)) std::sort(lines_.begin(), lines_.end(), before);
  return true;
}

bool DealPages::HasAny(int64_t party) {
  return std::any_of(stretches_.begin(), stretches_.end(), [&](int64_t stretch) { return Read(party, stretch, INT64_MIN, INT64_MAX, false) && !lines_.empty(); });
}

PageWriter::PageWriter(Database* database)
    : database_(database),
      reports_(database, "SELECT reports FROM page WHERE id = ?", Sees::kBefore),
      both_(database, "SELECT deals, reports FROM page WHERE id = ?"),
      append_(database, "INSERT INTO page VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET deals = deals || excluded.deals, reports = reports || excluded.reports"),
      replace_(database, "INSERT OR REPLACE INTO page VALUES (?, ?, ?)"),
      remove_(database, "DELETE FROM page WHERE id = ?"),
      of_party_(database, "SELECT id FROM page WHERE id >= ? ORDER BY id LIMIT 1", Sees::kBefore),
      last_name_(database, "SELECT max(id) FROM name", Sees::kBefore) {}

void PageWriter::Forget() {
  pages_.clear();
  changes_.clear();
  kept_bytes_ = 0;
  first_ = last_ = newest_ = last_party_ = 0;
}

PageWriter::Change& PageWriter::ChangeOf(int64_t party, int64_t stretch) {
  FindStretches();
  first_ = std::min(first_, stretch);
  last_ = std::max(last_, stretch);
  newest_ = std::max(newest_, stretch);
  return changes_[PageOf(party, stretch)];
}

void PageWriter::FindStretches() {
  if (last_ != 0) return;
  const auto end = [&](const char* sql, int64_t none) {
    Statement find(database_, sql, Sees::kBefore);
    return find.With().Step() ? find.Int(0) >> kPartyBits : none;
  };
  first_ = end("SELECT id FROM page ORDER BY id LIMIT 1", 2 * kStretchesBefore);
  last_ = end("SELECT id FROM page ORDER BY id DESC LIMIT 1", 1);
}

void PageWriter::AddDeal(int64_t party, const DealLine& line) {
  std::string& deals = ChangeOf(party, StretchOf(line.day)).deals;
  AppendNumber(line.day, ' ', &deals);
  AppendNumber(line.deal, ' ', &deals);
  AppendNumber(static_cast<int64_t>(line.kind), ' ', &deals);
  AppendNumber(static_cast<int64_t>(line.status), ' ', &deals);
  deals.append(line.parties) += '\n';
}

void PageWriter::RemoveDeal(int64_t party, DayNumber day, int64_t deal) {
  Change& change = ChangeOf(party, StretchOf(day));
  std::string start = StartOf(day, deal);
  if (!RemoveLine(start, &change.deals)) change.dropped_deals.push_back(std::move(start));
}

// A report of a long period stands on the pages of all stretches that it touches.
void PageWriter::AddReport(int64_t party, const Told& told, std::string_view parties) {
  for (int64_t stretch = StretchOf(told.period.from); stretch <= StretchOf(EndOf(told)); ++stretch) {
    std::string& reports = ChangeOf(party, stretch).reports;
    const size_t before = reports.size();
    AppendNumber(told.period.from, ' ', &reports);
    AppendNumber(told.id, ' ', &reports);
    AppendNumber(EndOf(told), ' ', &reports);
    AppendNumber(static_cast<int64_t>(told.kind), ' ', &reports);
    reports.append(parties) += '\n';
    if (const auto page = pages_.find(PageOf(party, stretch)); page != pages_.end())
      TakeUp(&page->second, party, std::string_view(reports).substr(before, reports.size() - before - 1));
  }
}

void PageWriter::RemoveReport(int64_t party, const Told& told) {
  for (int64_t stretch = StretchOf(told.period.from); stretch <= StretchOf(EndOf(told)); ++stretch) {
    Change& change = ChangeOf(party, stretch);
    std::string start = StartOf(told.period.from, told.id);
    if (!RemoveLine(start, &change.reports)) change.dropped_reports.push_back(std::move(start));
    const auto page = pages_.find(PageOf(party, stretch));
    if (page == pages_.end() || page->second == nullptr) continue;
    for (Entry& entry : page->second->entries)
      if (entry.report == told.id) entry.parties_count = 0;
  }
}

void PageWriter::TakeUp(std::unique_ptr<Page>* taken, int64_t party, std::string_view line) {
  if (*taken == nullptr) {
    *taken = std::make_unique<Page>();
    kept_bytes_ += sizeof(Page);
  }
  Page* page = taken->get();
  Entry entry;
  entry.from = static_cast<DayNumber>(TakeNumber(&line));
  entry.report = TakeNumber(&line);
  entry.to = static_cast<DayNumber>(TakeNumber(&line));
  const size_t kind = static_cast<size_t>(TakeNumber(&line)) % kKinds;
  entry.kind = static_cast<DealKind>(kind);
  entry.parties_at = static_cast<uint32_t>(page->parties.size());
  bool is_own_seen = false;  // a party in two roles is beside itself
  ForEachParty(line, [&](const PartyRole& one) {
    page->parties.push_back(Pack(one));
    if (one.party != party || std::exchange(is_own_seen, true)) page->others.push_back(PackEntry(one.party, page->entries.size()));
  });
  entry.parties_count = static_cast<uint32_t>(page->parties.size()) - entry.parties_at;
  uint32_t& last = page->last[2 * kind + (entry.parties_count == 1 ? 1 : 0)];
  entry.before = last;
  page->entries.push_back(entry);
  last = static_cast<uint32_t>(page->entries.size());
  kept_bytes_ += kEntryBytes;
}

PageWriter::Page* PageWriter::Read(int64_t id) {
  if (const auto known = pages_.find(id); known != pages_.end()) return known->second.get();
  const int64_t party = id & kPartyMask;
  std::unique_ptr<Page> page;
  const auto change = changes_.find(id);
  if (last_party_ == 0) {
    if (last_name_.With().Step()) last_party_ = last_name_.Int(0);
    if (last_party_ == 0) last_party_ = INT64_MAX;
    last_name_.Reset();
  }
  if (party <= last_party_ && reports_.With(id).Step()) {
    const auto is_dropped = [&](std::string_view line) {
      if (change == changes_.end()) return false;
      const std::vector<std::string>& dropped = change->second.dropped_reports;
      return std::any_of(dropped.begin(), dropped.end(), [line](const std::string& start) { return line.starts_with(start); });
    };
    for (std::string_view rest = reports_.Text(0); !rest.empty();)
      if (const std::string_view line = TakeLine(&rest); !is_dropped(line)) TakeUp(&page, party, line);
  }
  reports_.Reset();
  if (change != changes_.end())
    for (std::string_view rest = change->second.reports; !rest.empty();) TakeUp(&page, party, TakeLine(&rest));
  kept_bytes_ += kSlotBytes;
  return pages_.emplace(id, std::move(page)).first->second.get();
}

void PageWriter::Page::Sort() {
  const auto added = others.begin() + static_cast<std::ptrdiff_t>(std::exchange(sorted, others.size()));
  if (added == others.end()) return;
  std::sort(added, others.end());
  std::inplace_merge(others.begin(), added, others.end());
}

template <typename Use>
void PageWriter::ForEachStretchNear(const Told& told, Use use) {
  const DayNumber far = told.dated() ? FarthestDays(told) : 0;
  FindStretches();
  for (int64_t stretch = std::max(first_, StretchOf(told.period.from - far)); stretch <= std::min(last_, StretchOf(EndOf(told) + far)); ++stretch) use(stretch);
}

void PageWriter::AddUnread(int64_t party, const Told& told, std::vector<int64_t>* pages) {
  ForEachStretchNear(told, [&](int64_t stretch) {
    if (const int64_t id = PageOf(party, stretch); !pages_.contains(id)) pages->push_back(id);
  });
}

void PageWriter::ReadAhead(std::vector<int64_t> pages) {
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  for (const int64_t page : pages) Read(page);
}

void PageWriter::FindNear(int64_t party, const Told& told, bool only_alone, std::vector<int64_t>* found) {
  const DayNumber far = told.dated() ? FarthestDays(told) : 0;
  const DayNumber from = told.period.from - far, to = EndOf(told) + far;
  const auto offer = [&](const Page& page, const Entry& entry, size_t wanted) {
    if (entry.from > to || entry.to < from || entry.report == told.id) return;
    size_t common = 0;
    for (uint32_t i = 0; i < entry.parties_count; ++i) common += std::find(told.parties.begin(), told.parties.end(), Unpack(page.parties[entry.parties_at + i])) != told.parties.end() ? 1 : 0;
    if (common >= wanted) found->push_back(entry.report);
  };
  const bool is_alone = told.parties.size() == 1;
  ForEachStretchNear(told, [&](int64_t stretch) {
    Page* page = Read(PageOf(party, stretch));
    if (page == nullptr) return;
    const auto offer_list = [&](size_t alone) {
      for (uint32_t at = page->last[2 * static_cast<size_t>(told.kind) + alone]; at != 0; at = page->entries[at - 1].before) offer(*page, page->entries[at - 1], 1);
    };
    offer_list(1);
    if (only_alone) return;
    if (is_alone) return offer_list(0);
    page->Sort();
    bool is_own_seen = false;
    for (const PartyRole& other : told.parties) {
      if (other.party == party && !std::exchange(is_own_seen, true)) continue;
      for (auto at = std::lower_bound(page->others.begin(), page->others.end(), PackEntry(other.party, 0)); at != page->others.end() && *at >> kEntryBits == static_cast<uint64_t>(other.party); ++at)
        if (const Entry& entry = page->entries[*at & kEntryMask]; entry.kind == told.kind) offer(*page, entry, 2);
    }
  });
}

std::vector<PageWriter::ReportOfParty> PageWriter::ReportsOf(int64_t party) {
  HashMap<int64_t, std::vector<PartyRole>> reports;
  std::vector<int64_t> stretches;
  for (int64_t from = 0; of_party_.With(from).Step(); from = PageOf(0, stretches.back() + 1)) stretches.push_back(of_party_.Int(0) >> kPartyBits);
  for (const auto& [id, change] : changes_)  // those that are not written yet
    if ((id & kPartyMask) == party) stretches.push_back(id >> kPartyBits);
  for (const int64_t stretch : stretches) {
    const Page* page = Read(PageOf(party, stretch));
    if (page == nullptr) continue;
    for (const Entry& entry : page->entries) {
      if (entry.parties_count == 0) continue;
      std::vector<PartyRole>& parties = reports[entry.report];
      parties.clear();
      for (uint32_t i = 0; i < entry.parties_count; ++i) parties.push_back(Unpack(page->parties[entry.parties_at + i]));
    }
  }
  std::vector<ReportOfParty> list;
  for (auto& [report, parties] : reports) list.push_back({report, std::move(parties)});
  std::sort(list.begin(), list.end(), [](const ReportOfParty& a, const ReportOfParty& b) { return a.report < b.report; });
  return list;
}

void PageWriter::Put(const std::vector<Row>& rows) {
  for (const auto& [id, change] : rows) {
    if (change.dropped_deals.empty() && change.dropped_reports.empty()) {
      if (!change.deals.empty() || !change.reports.empty()) append_.Put(id, change.deals, change.reports);
      continue;
    }
    std::string deals, reports;
    if (both_.With(id).Step()) deals = both_.String(0), reports = both_.String(1);
    both_.Reset();
    for (const std::string& start : change.dropped_deals) RemoveLine(start, &deals);
    for (const std::string& start : change.dropped_reports) RemoveLine(start, &reports);
    deals += change.deals, reports += change.reports;
    if (deals.empty() && reports.empty()) remove_.Put(id);
    else replace_.Put(id, deals, reports);
  }
}

void PageWriter::Write(Beside* beside) {
  std::vector<std::pair<int64_t, Change*>> changed;
  for (auto& [id, change] : changes_) changed.emplace_back(id, &change);
  std::sort(changed.begin(), changed.end());
  for (size_t at = 0; at < changed.size(); at += kRowsAtOnce) {
    auto rows = std::make_shared<std::vector<Row>>();
    for (size_t i = at; i < std::min(at + kRowsAtOnce, changed.size()); ++i) rows->push_back({changed[i].first, std::move(*changed[i].second)});
    beside->Do([this, rows = std::move(rows)] { Put(*rows); });
  }
  changes_.clear();
  ForgetSome();
  newest_ = last_party_ = 0;
}

// News comes roughly in order: what lies far behind it goes first.
void PageWriter::ForgetSome() {
  for (const int64_t first : {newest_ - 1, newest_}) {
    if (kept_bytes_ <= kMostKeptBytes) return;
    for (auto at = pages_.begin(); at != pages_.end();) {
      const bool goes = at->first >> kPartyBits < first;
      if (goes) kept_bytes_ -= kSlotBytes + (at->second == nullptr ? 0 : sizeof(Page) + at->second->entries.size() * kEntryBytes);
      if (goes) pages_.erase(at++);
      else ++at;
    }
  }
  if (kept_bytes_ > kMostKeptBytes) pages_.clear(), kept_bytes_ = 0;
}

}  // namespace entente::store
