// Rows of the archive as the questions read them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/query.h"
#include "store/archive_impl.h"
#include "store/months.h"
#include "store/page.h"
#include "store/told.h"

namespace entente::query {

using store::Database;
using store::FromHundredths;
using store::kNoDay;
using store::PartyRole;
using store::Statement;

// A row of `deal`. What the scan at hand did not read is fetched when it is asked for (Reader::Complete).
struct DealRow {
  int64_t id = 0;
  DayNumber day = kNoDay, day_to = kNoDay;
  Precision precision = Precision::kDay;
  DateBasis basis = DateBasis::kText;
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::optional<int64_t> value_low, value_high;
  std::optional<int64_t> amount;  // the report
  int64_t flags = 0, reports = 0, confidence = 0;
  std::string stake, subject, parties_text;
  std::optional<int64_t> term;
  bool complete = false, has_parties = false, has_value = false;  // which columns were read

  bool has_sum() const { return (flags & 1) != 0; }
  bool contradicts() const { return (flags & 2) != 0; }
  bool by_host() const { return (flags & 4) != 0; }
  bool shares_sum() const { return (flags & 8) != 0; }
  std::vector<PartyRole> parties() const { return store::ParseParties(parties_text); }
};

class Reader {
 public:
  explicit Reader(Archive::Impl* impl);

  void Complete(DealRow* row);
  uint64_t UidOf(int64_t report);
  std::string IdOf(int64_t report) { return store::FormatUid(UidOf(report)); }
  // The party with its name, its most frequent kind and its country. Valid as long as the reader.
  const PartyInDeal& PartyOf(int64_t party);
  std::string NameOf(int64_t party) { return impl_->names->TextOf(party); }
  PartyInDeal InRole(const PartyRole& one) {
    PartyInDeal party = PartyOf(one.party);
    party.role = one.role;
    return party;
  }
  std::vector<int64_t> FindParty(std::string_view name) { return impl_->names->Find(name); }

  // The sum that a report names, as it names it.
  std::optional<StatedSum> SumOf(int64_t report);
  DealView ViewOf(DealRow row);

  store::DealPages& pages() {
    if (!pages_) pages_.emplace(database());
    return *pages_;
  }
  Database* database() { return impl_->database.get(); }
  Archive::Impl* impl() { return impl_; }

 private:
  ReportView ReadReport(int64_t id);

  Archive::Impl* impl_;
  std::optional<store::DealPages> pages_;
  std::unordered_map<int64_t, PartyInDeal> parties_;  // references into it stay
  Statement deal_, uid_, party_, sum_, report_, evidence_, members_;
};

// Visits the deals of a filter in order of the first day (`down`: the last first), deals of one day in any order, until `visit` gives false.
// `unknown` gets the parties that the archive does not have: then there are no deals.
// Errors: kInvalidArgument with the place in the question.
Status Scan(Reader* reader, const DealFilter& filter, const RateTable* rates, bool down, std::vector<std::string>* unknown, const std::function<bool(DealRow&)>& visit);

// The days of a filter; deals whose day is not known are in it where it names none.
int64_t FirstDay(const DealFilter& filter);
int64_t LastDay(const DealFilter& filter);
// The filter with the statuses that count when the question names none.
DealFilter WithStatuses(DealFilter filter, std::initializer_list<DealStatus> statuses);
// The rates to use.
Result<const RateTable*> RatesOf(Archive::Impl* impl, const RateTable* rates);

// The parts of an answer, one file each. Requires: the lock of the archive and a read transaction.
Status AskDeals(Reader* reader, const Question& question, const RateTable* rates, Answer* answer);
Status AskPartners(Reader* reader, const Question& question, const RateTable* rates, Answer* answer);
Status AskTotals(Reader* reader, const Question& question, const RateTable* rates, Answer* answer);
Status AskPath(Reader* reader, const Question& question, const RateTable* rates, Answer* answer);
Status AskGraph(Reader* reader, const Question& question, const RateTable* rates, Answer* answer);
Status AskParties(Reader* reader, const Question& question, Answer* answer);

}  // namespace entente::query
