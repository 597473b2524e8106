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
constexpr size_t kMostKeptBytes = size_t{24} << 20;
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
      of_party_(database, "SELECT id FROM page WHERE id >= ? ORDER BY id LIMIT 1", Sees::kBefore) {}

void PageWriter::Forget() {
  pages_.clear();
  kept_bytes_ = 0;
  first_ = last_ = newest_ = 0;
}

PageWriter::Page& PageWriter::At(int64_t id) {
  std::unique_ptr<Page>& page = pages_[id];
  if (page == nullptr) page = std::make_unique<Page>();
  return *page;
}

PageWriter::Page& PageWriter::Change(int64_t party, int64_t stretch) {
  FindStretches();
  first_ = std::min(first_, stretch);
  last_ = std::max(last_, stretch);
  newest_ = std::max(newest_, stretch);
  Page& page = At(PageOf(party, stretch));
  page.is_changed = true;
  return page;
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
  std::string& deals = Change(party, StretchOf(line.day)).deals;
  AppendNumber(line.day, ' ', &deals);
  AppendNumber(line.deal, ' ', &deals);
  AppendNumber(static_cast<int64_t>(line.kind), ' ', &deals);
  AppendNumber(static_cast<int64_t>(line.status), ' ', &deals);
  deals.append(line.parties) += '\n';
}

void PageWriter::RemoveDeal(int64_t party, DayNumber day, int64_t deal) {
  Page& page = Change(party, StretchOf(day));
  std::string start = StartOf(day, deal);
  if (!RemoveLine(start, &page.deals)) page.dropped_deals.push_back(std::move(start));
}

// A report of a long period stands on the pages of all stretches that it touches.
void PageWriter::AddReport(int64_t party, const Told& told, std::string_view parties) {
  for (int64_t stretch = StretchOf(told.period.from); stretch <= StretchOf(EndOf(told)); ++stretch) {
    Page& page = Change(party, stretch);
    const size_t before = page.reports.size();
    AppendNumber(told.period.from, ' ', &page.reports);
    AppendNumber(told.id, ' ', &page.reports);
    AppendNumber(EndOf(told), ' ', &page.reports);
    AppendNumber(static_cast<int64_t>(told.kind), ' ', &page.reports);
    page.reports.append(parties) += '\n';
    if (page.is_read) TakeUp(&page, party, std::string_view(page.reports).substr(before, page.reports.size() - before - 1));
  }
}

void PageWriter::RemoveReport(int64_t party, const Told& told) {
  for (int64_t stretch = StretchOf(told.period.from); stretch <= StretchOf(EndOf(told)); ++stretch) {
    Page& page = Change(party, stretch);
    std::string start = StartOf(told.period.from, told.id);
    if (!RemoveLine(start, &page.reports)) page.dropped_reports.push_back(std::move(start));
    for (Entry& entry : page.entries)
      if (entry.report == told.id) entry.parties_count = 0;
  }
}

void PageWriter::TakeUp(Page* page, int64_t party, std::string_view line) {
  Entry entry;
  entry.from = static_cast<DayNumber>(TakeNumber(&line));
  entry.report = TakeNumber(&line);
  entry.to = static_cast<DayNumber>(TakeNumber(&line));
  const size_t kind = static_cast<size_t>(TakeNumber(&line)) % kKinds;
  entry.kind = static_cast<DealKind>(kind);
  entry.parties_at = static_cast<uint32_t>(page->parties.size());
  bool is_own_seen = false;  // a party in two roles is beside itself
  ForEachParty(line, [&](const PartyRole& one) {
    page->parties.push_back(one);
    if (one.party != party || std::exchange(is_own_seen, true)) page->others.emplace_back(one.party, static_cast<uint32_t>(page->entries.size()));
  });
  page->is_sorted = page->others.size() < 2;
  entry.parties_count = static_cast<uint32_t>(page->parties.size()) - entry.parties_at;
  uint32_t& last = page->last[2 * kind + (entry.parties_count == 1 ? 1 : 0)];
  entry.before = last;
  page->entries.push_back(entry);
  last = static_cast<uint32_t>(page->entries.size());
  kept_bytes_ += kEntryBytes;
}

PageWriter::Page& PageWriter::Read(int64_t party, int64_t stretch) {
  Page& page = At(PageOf(party, stretch));
  if (page.is_read) return page;
  page.is_read = true;
  kept_bytes_ += kPageBytes;
  if (reports_.With(PageOf(party, stretch)).Step()) {
    for (std::string_view rest = reports_.Text(0); !rest.empty();) {
      const std::string_view line = TakeLine(&rest);
      if (std::none_of(page.dropped_reports.begin(), page.dropped_reports.end(), [line](const std::string& start) { return line.starts_with(start); })) TakeUp(&page, party, line);
    }
  }
  reports_.Reset();
  for (std::string_view rest = page.reports; !rest.empty();) TakeUp(&page, party, TakeLine(&rest));
  return page;
}

void PageWriter::FindNear(int64_t party, const Told& told, bool only_alone, std::vector<int64_t>* found) {
  const DayNumber far = told.dated() ? FarthestDays(told) : 0;
  const DayNumber from = told.period.from - far, to = EndOf(told) + far;
  const auto offer = [&](const Page& page, const Entry& entry, size_t wanted) {
    if (entry.from > to || entry.to < from || entry.report == told.id) return;
    size_t common = 0;
    for (uint32_t i = 0; i < entry.parties_count; ++i) common += std::find(told.parties.begin(), told.parties.end(), page.parties[entry.parties_at + i]) != told.parties.end() ? 1 : 0;
    if (common >= wanted) found->push_back(entry.report);
  };
  const bool is_alone = told.parties.size() == 1;
  FindStretches();
  for (int64_t stretch = std::max(first_, StretchOf(from)); stretch <= std::min(last_, StretchOf(to)); ++stretch) {
    Page& page = Read(party, stretch);
    const auto offer_list = [&](size_t alone) {
      for (uint32_t at = page.last[2 * static_cast<size_t>(told.kind) + alone]; at != 0; at = page.entries[at - 1].before) offer(page, page.entries[at - 1], 1);
    };
    offer_list(1);
    if (only_alone) continue;
    if (is_alone) {
      offer_list(0);
      continue;
    }
    if (!page.is_sorted) std::sort(page.others.begin(), page.others.end());
    page.is_sorted = true;
    bool is_own_seen = false;
    for (const PartyRole& other : told.parties) {
      if (other.party == party && !std::exchange(is_own_seen, true)) continue;
      for (auto at = std::lower_bound(page.others.begin(), page.others.end(), std::pair(other.party, uint32_t{0})); at != page.others.end() && at->first == other.party; ++at)
        if (const Entry& entry = page.entries[at->second]; entry.kind == told.kind) offer(page, entry, 2);
    }
  }
}

std::vector<PageWriter::ReportOfParty> PageWriter::ReportsOf(int64_t party) {
  HashMap<int64_t, std::vector<PartyRole>> reports;
  std::vector<int64_t> stretches;
  for (int64_t from = 0; of_party_.With(from).Step(); from = PageOf(0, stretches.back() + 1)) stretches.push_back(of_party_.Int(0) >> kPartyBits);
  for (const auto& [id, page] : pages_)  // those that are not written yet
    if ((id & ((int64_t{1} << kPartyBits) - 1)) == party) stretches.push_back(id >> kPartyBits);
  for (const int64_t stretch : stretches) {
    const Page& page = Read(party, stretch);
    for (const Entry& entry : page.entries) {
      if (entry.parties_count == 0) continue;
      const auto first = page.parties.begin() + entry.parties_at;
      reports[entry.report].assign(first, first + entry.parties_count);
    }
  }
  std::vector<ReportOfParty> list;
  for (auto& [report, parties] : reports) list.push_back({report, std::move(parties)});
  std::sort(list.begin(), list.end(), [](const ReportOfParty& a, const ReportOfParty& b) { return a.report < b.report; });
  return list;
}

void PageWriter::Put(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    if (row.dropped_deals.empty() && row.dropped_reports.empty()) {
      if (!row.deals.empty() || !row.reports.empty()) append_.Put(row.id, row.deals, row.reports);
      continue;
    }
    std::string deals, reports;
    if (both_.With(row.id).Step()) deals = both_.String(0), reports = both_.String(1);
    both_.Reset();
    for (const std::string& start : row.dropped_deals) RemoveLine(start, &deals);
    for (const std::string& start : row.dropped_reports) RemoveLine(start, &reports);
    deals += row.deals, reports += row.reports;
    if (deals.empty() && reports.empty()) remove_.Put(row.id);
    else replace_.Put(row.id, deals, reports);
  }
}

void PageWriter::Write(Beside* beside) {
  std::vector<std::pair<int64_t, Page*>> changed;
  for (const auto& [id, page] : pages_)
    if (page->is_changed) changed.emplace_back(id, page.get());
  std::sort(changed.begin(), changed.end());
  for (size_t at = 0; at < changed.size(); at += kRowsAtOnce) {
    auto rows = std::make_shared<std::vector<Row>>();
    for (size_t i = at; i < std::min(at + kRowsAtOnce, changed.size()); ++i) {
      const auto& [id, page] = changed[i];
      rows->push_back({id, std::exchange(page->deals, {}), std::exchange(page->reports, {}), std::exchange(page->dropped_deals, {}), std::exchange(page->dropped_reports, {})});
      page->is_changed = false;
    }
    beside->Do([this, rows = std::move(rows)] { Put(*rows); });
  }
  // news comes roughly in order: what lies far behind it goes first
  for (auto at = pages_.begin(); at != pages_.end();) {
    const Page& page = *at->second;
    const bool goes = !page.is_read || (kept_bytes_ > kMostKeptBytes && at->first >> kPartyBits < newest_ - 1);
    if (goes && page.is_read) kept_bytes_ -= kPageBytes + page.entries.size() * kEntryBytes;
    if (goes) pages_.erase(at++);
    else ++at;
  }
  newest_ = 0;
  if (kept_bytes_ > kMostKeptBytes) Forget();
}

}  // namespace entente::store
