// Fills the tables: articles with their reports, names and words; then, once for each transaction, the parties and the deals
// that have changed by it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "entente/archive.h"
#include "entente/rates.h"
#include "store/beside.h"
#include "store/months.h"
#include "store/names.h"
#include "store/page.h"
#include "store/report_json.h"
#include "store/sqlite.h"
#include "store/told.h"

namespace entente::store {

// The words of the evidence where the fields themselves are not at hand: for each deal, for each of its spans.
using EvidenceTexts = std::vector<std::vector<std::string>>;

class Writer {
 public:
  Writer(Database* database, Names* names, Currency currency);

  // Before many articles are put: the rows are written by a thread of its own, while this one makes them and finds out what is one event. What stands
  // in the file is the same. Articles live until Settle. The thread ends then, or where something older is taken out.
  void WorkBeside();
  // Inside a transaction of the caller: any number of these, then Settle. Problems stand in the database's status.
  void Put(const ArchiveItem& item, Origin origin, std::string_view version, const EvidenceTexts* texts = nullptr);
  // A reviewer's deal in place of the report `uid`. Requires: it has one deal.
  void PutEdit(Extraction edited, uint64_t uid);
  bool Remove(std::string_view key, Origin origin);  // false: there is none
  // Takes up what table `review` now says of a report.
  void Reviewed(int64_t report, uint64_t uid, Verdict verdict);
  void Settle();
  // Is the status of the database without problems, as far as may be asked now?
  bool ok() const { return beside_.is_running() || database_->ok(); }
  // Before a rollback: no thread is left.
  void Stop() noexcept;
  // After a rollback.
  void Forget();

  // The sum in hundredths of the archive's currency; empty when it does not fit or there is no rate.
  struct Value {
    std::optional<int64_t> low, high;
  };
  Value ValueOf(const Amount& amount, const std::optional<Period>& when);

 private:
  struct Report {
    Told* told;
    int64_t ordinal;
    std::string names, amount, rule, evidence;
  };
  // What is needed to write an article, beside what it says itself.
  struct Article {
    ArchiveItem item;
    int64_t id;
    Origin origin;
    std::string key;
    DayNumber day;
    int64_t version, first_report;
    std::vector<PartyRow> parties;
    std::string evidence;
    std::vector<Report> reports;
  };
  struct DealRow {
    int64_t id;
    DealKind kind;
    DealForm form;
    DealStatus status;
    Period period;
    DateBasis basis;
    std::optional<int64_t> value_low, value_high, amount;
    int64_t flags, reports, confidence;
    std::string stake, subject, parties;
    std::optional<int64_t> term;
  };
  // A deal is put once in a transaction at most, and what is dropped was there before it.
  struct DealChanges {
    std::vector<int64_t> dropped;                       // go first
    std::vector<DealRow> put;
    std::vector<std::pair<int64_t, int64_t>> members;   // reports that are written already and their deals
    int64_t reports_to = 0;                             // reports before this one have their deals and may be written
  };
  void EndBeside();
  void HandArticles();
  void HandDeals();
  void PutArticle(Article* article);
  void PutDeals(const DealChanges& changes);
  void PutWords();
  void PutReports(int64_t end);
  void PutEdits(int64_t first, int64_t end);
  void FillTold(const Extraction& extraction, const Deal& deal, const std::vector<int64_t>& names, Told* told);
  uint64_t UidOf(const Extraction& extraction, const Deal& deal, Origin origin, std::string_view key);
  void Link(const Told& told);
  void Unlink(const Told& told);
  void LinkMoved(const std::vector<int64_t>& parties);
  template <typename Use>
  void ForEachNear(const Told& told, Use use) const;
  void ReadAhead();
  void ForgetTold();
  static void PassOverStanding(std::vector<std::vector<const Told*>>* events);
  void FindDeals();
  std::vector<int64_t> Near(const Told& told);
  Told* Get(int64_t report);
  void PutDeal(const std::vector<const Told*>& reports);
  void DropDeal(int64_t deal);
  bool IsRejected(const Told& told) const;

  Database* database_;
  Names* names_;
  Currency currency_;
  std::optional<RateTable> rates_;
  HashMap<int64_t, std::unique_ptr<Told>> told_;  // reports that this transaction has touched, and some of those before it
  std::vector<int64_t> fresh_;                                // reports of this transaction, not linked yet
  std::vector<int64_t> changed_;                              // older reports whose deal is to be found anew; may repeat
  HashSet<uint64_t> uids_;                        // of the article at hand
  HashMap<std::string, int64_t> versions_;
  HashMap<uint64_t, Verdict> reviewed_;           // rejected and edited reports
  HashMap<int64_t, int64_t> weights_;             // reports of a party that this writer has seen: which to pass over
  int64_t next_article_ = 0, next_report_ = 0;                // 0: to be asked for
  struct Words {
    int64_t article;
    std::string title, evidence;
  };
  std::vector<Words> words_;  // not written yet: the index of words is filled faster by many articles in a row
  size_t words_bytes_ = 0;
  std::vector<Report> reports_;  // not written yet: they are when their deals are known
  size_t reports_put_ = 0;       // so many of them are
  // Words and reports are the thread's while one runs; these are what is to be handed to it, and what it must not be given twice.
  std::vector<Article> articles_;
  DealChanges deals_;
  HashSet<std::string> keys_;
  PageWriter pages_;
  MonthWriter months_;
  Statement find_article_, insert_article_, article_row_, delete_article_, insert_report_, delete_report_, evidence_, 
      insert_deal_, delete_deal_, deal_row_, members_, set_deal_, told_row_, uid_row_, insert_words_, delete_words_;
  Beside beside_;  // the last: ends before what it works on
};

// The columns of `report` (with the day of the article last) that ReadTold expects, in order.
extern const char kToldColumns[];
// Fills everything but `parties`.
void ReadTold(Statement& row, Told* told);
// `parties` from `names`: under which name each counts.
void FillParties(Names* names, Told* told);

}  // namespace entente::store
