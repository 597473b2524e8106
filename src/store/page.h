// The table `page`: what a party does in a stretch of 366 days, on one row. A party's deals are read page by page, and the reports that
// may tell one event are looked for on the pages of their parties. News comes roughly in order, so that a transaction changes pages
// that lie together, and a party with many thousands of deals is read in some dozens of rows.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "store/beside.h"
#include "store/sqlite.h"
#include "store/told.h"

namespace entente::store {

// The number of a stretch; grows with the day.
int64_t StretchOf(DayNumber day);
// The row of a party's page.
int64_t PageOf(int64_t party, int64_t stretch);

// A line of `page`.deals. The view is valid until the next line is read.
struct DealLine {
  DayNumber day = kNoDay;
  int64_t deal = 0;
  DealKind kind = DealKind::kPartnership;
  DealStatus status = DealStatus::kAgreed;
  std::string_view parties;
};

// Reads the deals of parties, in order of the day; deals of one day in the order of their numbers.
class DealPages {
 public:
  explicit DealPages(Database* database);
  // Every deal of the party with its first day in the period, until `take` gives false.
  template <typename Take>
  void ForEach(int64_t party, int64_t from, int64_t to, bool down, Take take) {
    for (size_t i = 0; i < stretches_.size(); ++i) {
      const int64_t stretch = stretches_[down ? stretches_.size() - 1 - i : i];
      if (!Read(party, stretch, from, to, down)) continue;
      for (const DealLine& line : lines_)
        if (!take(line)) return;
    }
  }
  bool HasAny(int64_t party);

 private:
  bool Read(int64_t party, int64_t stretch, int64_t from, int64_t to, bool down);

  std::vector<int64_t> stretches_;  // of the whole archive, in order
  std::string text_;
  std::vector<DealLine> lines_;
  Statement row_;
};

// Changes pages. What is added and taken out is written once for each transaction; what was read is kept for the next ones.
class PageWriter {
 public:
  explicit PageWriter(Database* database);

  void AddDeal(int64_t party, const DealLine& line);
  void RemoveDeal(int64_t party, DayNumber day, int64_t deal);
  void AddReport(int64_t party, const Told& told, std::string_view parties);
  void RemoveReport(int64_t party, const Told& told);
  // Adds the reports that may tell the event of `told`: two parties in common with their roles, or one where one of the reports names no other. With
  // `only_alone` just those of the latter that name no other. May add too many, and some twice.
  void FindNear(int64_t party, const Told& told, bool only_alone, std::vector<int64_t>* found);
  struct ReportOfParty {
    int64_t report;
    std::vector<PartyRole> parties;  // under which it is on pages
  };
  std::vector<ReportOfParty> ReportsOf(int64_t party);

  // The rows are written by `beside`, until it is done.
  void Write(Beside* beside);
  void Forget();  // all that is not written too

 private:
  static constexpr size_t kKinds = 5;
  struct Entry {
    DayNumber from, to;
    int64_t report;
    uint32_t parties_at, parties_count;  // in Page::parties; none of a report that was taken out
    uint32_t before;                     // the entry before in the same list + 1, or 0
    DealKind kind;
  };
  struct Page {
    std::string deals, reports;                               // lines to be added
    std::vector<std::string> dropped_deals, dropped_reports;  // how the lines of the table begin that are to be taken out
    bool is_read = false, is_changed = false;
    std::vector<Entry> entries;                               // when it is read: of all reports
    std::array<uint32_t, 2 * kKinds> last = {};               // of each kind, of reports with one party apart: the last entry + 1, or 0
    std::vector<PartyRole> parties;
    std::vector<std::pair<int64_t, uint32_t>> others;         // the entries by each of their other parties, in order when it is sorted
    bool is_sorted = true;
  };
  static constexpr size_t kPageBytes = sizeof(Page) + 32, kEntryBytes = sizeof(Entry) + 2 * (sizeof(PartyRole) + sizeof(std::pair<int64_t, uint32_t>));
  // What changes on a page.
  struct Row {
    int64_t id;
    std::string deals, reports;
    std::vector<std::string> dropped_deals, dropped_reports;
  };
  void Put(const std::vector<Row>& rows);
  Page& At(int64_t id);
  Page& Change(int64_t party, int64_t stretch);
  Page& Read(int64_t party, int64_t stretch);
  void TakeUp(Page* page, int64_t party, std::string_view line);
  void FindStretches();

  HashMap<int64_t, std::unique_ptr<Page>> pages_;
  size_t kept_bytes_ = 0;  // of pages that are read, roughly
  int64_t first_ = 0, last_ = 0;  // stretches that have pages; last_ is 0 when they are to be asked for
  int64_t newest_ = 0;            // the last stretch that this transaction has changed
  Database* database_;
  Statement reports_, both_, append_, replace_, remove_, of_party_;
};

}  // namespace entente::store
