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
  // The pages that FindNear would have to read first are added to `pages`; to read many in their order is faster than one by one.
  void AddUnread(int64_t party, const Told& told, std::vector<int64_t>* pages);
  void ReadAhead(std::vector<int64_t> pages);
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
    int64_t report;
    DayNumber from, to;
    uint32_t parties_at;     // in Page::parties
    uint32_t before;         // the entry before in the same list + 1, or 0
    uint32_t parties_count;  // none of a report that was taken out
    DealKind kind;
  };
  // The reports of a page as they are looked for. Very many are kept, so that two numbers share one wherever they can.
  struct Page {
    void Sort();

    std::vector<Entry> entries;
    std::vector<uint64_t> parties;               // of each entry: the party and its role
    std::vector<uint64_t> others;                // each of their other parties and the entry
    size_t sorted = 0;                           // so many of `others` are in order
    std::array<uint32_t, 2 * kKinds> last = {};  // of each kind, of reports with one party apart: the last entry + 1, or 0
  };
  static constexpr size_t kSlotBytes = 24, kEntryBytes = sizeof(Entry) + 4 * sizeof(uint64_t);
  // The lines to be added to a row, and how those begin that are to be taken out of it.
  struct Change {
    std::string deals, reports;
    std::vector<std::string> dropped_deals, dropped_reports;
  };
  struct Row {
    int64_t id;
    Change change;
  };
  void Put(const std::vector<Row>& rows);
  Change& ChangeOf(int64_t party, int64_t stretch);
  Page* Read(int64_t id);  // null: there are no reports
  void TakeUp(std::unique_ptr<Page>* page, int64_t party, std::string_view line);
  void FindStretches();
  template <typename Use>
  void ForEachStretchNear(const Told& told, Use use);
  void ForgetSome();

  HashMap<int64_t, std::unique_ptr<Page>> pages_;  // what was read; null: no reports
  HashMap<int64_t, Change> changes_;               // what is not written yet
  size_t kept_bytes_ = 0;                          // of pages_, roughly
  int64_t first_ = 0, last_ = 0;                   // stretches that have pages; last_ is 0 when they are to be asked for
  int64_t newest_ = 0;                             // the last stretch that this transaction has changed
  int64_t last_party_ = 0;                         // parties behind it have no pages in the table; 0: to be asked for
  Database* database_;
  Statement reports_, both_, append_, replace_, remove_, of_party_, last_name_;
};

}  // namespace entente::store
