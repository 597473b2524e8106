// Sums by group. Every deal that the filter gives is either counted or left out for a reason that stands in the answer.
// What the archive has in hundredths of its currency is added as whole numbers; another currency is converted deal by deal.
//   {"ask": "totals", "by": ["country"], "where": {"parties": ["가온전자"], "role": "investor", "not_countries": ["KR"]}}
// Tested by: tests/unit/query/

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/hash.h"
#include "query/months.h"

namespace entente::query {
namespace {

struct Group {
  Decimal low, high;
  int64_t low_hundredths = 0, high_hundredths = 0;
  uint64_t counted = 0;
  struct Listed {
    int64_t deal;
    DayNumber day;
  };
  std::vector<Listed> deals;
};

struct Out {
  uint64_t count = 0;
  std::vector<Group::Listed> deals;
};

// The statuses, and what else keeps a deal from being counted.
enum class Reason : uint8_t { kNoAmount = 7, kNoRate, kCountedAlready };

const char* ReasonName(Reason reason) {
  switch (reason) {
    case Reason::kNoAmount: return "no_amount";
    case Reason::kNoRate: return "no_rate";
    case Reason::kCountedAlready: return "counted_already";
  }
  return DealStatusName(static_cast<DealStatus>(reason));
}

class Totals {
 public:
  Totals(Reader* reader, const Question& question, const RateTable* rates, Currency currency)
      : reader_(reader), question_(question), rates_(rates), currency_(currency), own_(currency == reader->impl()->currency) {
    for (const GroupBy by : question.by)
      if (by == GroupBy::kRole || by == GroupBy::kParty || by == GroupBy::kCountry) needs_parties_ = true;
      else if (by == GroupBy::kForm || by == GroupBy::kField || by == GroupBy::kCurrency) needs_row_ = true;
  }

  void Take(DealRow& row) {
    Decimal low, high;
    if (const auto reason = WhyNot(&row, &low, &high)) return LeaveOut(*reason, row);
    Add(&total_, row, low, high);
    if (question_.by.empty()) return;
    if (question_.by.size() == 1 && IsSimple(question_.by[0])) {  // the usual case, without texts
      const int64_t key = SimpleKey(question_.by[0], row);
      if (last_group_ == nullptr || key != last_key_) last_group_ = &simple_[key], last_key_ = key;
      return Add(last_group_, row, low, high);
    }
    if (needs_row_ || (needs_parties_ && !row.has_parties)) reader_->Complete(&row);
    std::vector<std::string> key;
    AddGroups(row, 0, &key, low, high);
  }

  // May every deal of some days be taken from the index of days alone?
  bool IsPlain() const {
    const DealFilter& where = question_.where;
    return own_ && question_.by.size() <= 1 && (question_.by.empty() || IsSimple(question_.by[0])) && where.ids.empty() && where.parties.empty() && !where.role && where.forms.empty() && !where.value_min &&
           !where.value_max && where.countries.empty() && where.not_countries.empty() && where.text.empty() && where.field.empty() && where.articles.empty() && !where.contradicting && !where.by_host;
  }

  // The usual question to a whole archive: whole months from the table of months; deal by deal what is at its edges, what has a sum
  // that another deal has too, and as many of each month as the answer names.
  void TakeAll() {
    const std::vector<Month> months = MonthsOf(reader_, question_.where);
    lists_ = false;
    for (const Month& month : months) {
      if (month.is_whole) AddMonth(month);
      else ReadDays(reader_, question_.where, month.from, month.to, false, [this](DealRow& row) { return TakeOnce(row), true; });
    }
    lists_ = true;
    for (const Month& month : months)
      if (WantsOf(month))
        ReadDays(reader_, question_.where, month.from, month.to, false, [&, day = month.from](DealRow& row) mutable {
          if (row.day != day && !WantsOf(month)) return false;
          day = row.day;
          List(row);
          return true;
        });
  }

  void Finish(Answer* answer) {
    answer->currency = std::string(currency_.code());
    answer->total = RowOf({}, &total_);
    for (auto& [key, group] : simple_) groups_[{SimpleName(question_.by[0], key)}] = std::move(group);
    for (auto& [key, group] : groups_) answer->totals.push_back(RowOf(key, &group));
    const bool by_time = !question_.by.empty() && (question_.by[0] == GroupBy::kYear || question_.by[0] == GroupBy::kQuarter);
    if (!by_time)  // the largest first, but time in its own order
      std::stable_sort(answer->totals.begin(), answer->totals.end(), [](const TotalRow& a, const TotalRow& b) { return a.high > b.high; });
    if (question_.limit != 0 && answer->totals.size() > question_.limit) answer->totals.resize(question_.limit);
    for (size_t i = 0; i < left_out_.size(); ++i)
      if (left_out_[i].count > 0) answer->left_out.push_back({ReasonName(static_cast<Reason>(i)), left_out_[i].count, IdsOf(&left_out_[i].deals)});
    std::sort(answer->left_out.begin(), answer->left_out.end(), [](const LeftOut& a, const LeftOut& b) { return a.reason < b.reason; });
  }

 private:
  bool IsLeftOut(DealStatus status) const { return question_.where.statuses.empty() && IsUncertain(status); }

  void AddMonth(const Month& month) {
    bool has_shared = false;
    for (const MonthRow& row : month.rows) {
      if (IsLeftOut(row.status)) {
        left_out_[static_cast<size_t>(row.status)].count += row.deals;
      } else if (row.counting == store::Counting::kShared) {
        has_shared = true;
      } else if (row.counting != store::Counting::kCounted) {
        left_out_[static_cast<size_t>(row.counting == store::Counting::kNoAmount ? Reason::kNoAmount : Reason::kNoRate)].count += row.deals;
      } else {
        for (Group* group : {&total_, GroupOf(month.first, row.kind, row.status)}) {
          if (group == nullptr) continue;
          group->low = group->low.Plus(row.low).value_or(group->low);
          group->high = group->high.Plus(row.high).value_or(group->high);
          group->counted += row.deals;
        }
      }
    }
    if (has_shared) ReadDays(reader_, question_.where, month.from, month.to, true, [this](DealRow& row) { return IsLeftOut(row.status) || (TakeOnce(row), true); });
  }

  // Which of the deals with one sum counts is decided once.
  void TakeOnce(DealRow& row) {
    Decimal low, high;
    const auto reason = WhyNot(&row, &low, &high);
    if (row.shares_sum()) decided_[row.id] = reason;
    if (reason) return LeaveOut(*reason, row);
    Add(&total_, row, low, high);
    if (Group* group = GroupOf(row.day, row.kind, row.status)) Add(group, row, low, high);
  }

  // The group of a plain question; null where it has none.
  Group* GroupOf(DayNumber day, DealKind kind, DealStatus status) {
    if (question_.by.empty()) return nullptr;
    DealRow row;
    row.day = day, row.kind = kind, row.status = status;
    return &simple_[SimpleKey(question_.by[0], row)];
  }

  const Group* FindGroup(const Month& month, const MonthRow& row) {
    if (question_.by.empty()) return nullptr;
    DealRow deal;
    deal.day = month.first, deal.kind = row.kind, deal.status = row.status;
    const auto found = simple_.find(SimpleKey(question_.by[0], deal));
    return found == simple_.end() ? nullptr : &found->second;
  }

  bool Lacks(const std::vector<Group::Listed>& deals, uint64_t count) const { return deals.size() < std::min<uint64_t>(count, question_.deals_listed); }

  // Is there a deal in the month that the answer may still have to name?
  bool WantsOf(const Month& month) {
    const auto lacks = [this](const Out& out) { return Lacks(out.deals, out.count); };
    const auto lacks_reason = [&](Reason reason) { return lacks(left_out_[static_cast<size_t>(reason)]); };
    return std::any_of(month.rows.begin(), month.rows.end(), [&](const MonthRow& row) {
      if (IsLeftOut(row.status)) return lacks(left_out_[static_cast<size_t>(row.status)]);
      if (row.counting == store::Counting::kNoAmount) return lacks_reason(Reason::kNoAmount);
      if (row.counting == store::Counting::kNoValue) return lacks_reason(Reason::kNoRate);
      if (row.counting == store::Counting::kShared && (lacks_reason(Reason::kCountedAlready) || lacks_reason(Reason::kNoRate))) return true;
      const Group* group = FindGroup(month, row);
      return Lacks(total_.deals, total_.counted) || (group != nullptr && Lacks(group->deals, group->counted));
    });
  }

  void List(DealRow& row) {
    std::optional<Reason> reason;
    if (IsLeftOut(row.status)) reason = static_cast<Reason>(row.status);
    else if (row.shares_sum()) reason = decided_[row.id];
    else if (!row.has_sum()) reason = Reason::kNoAmount;
    else if (!row.value_low) reason = Reason::kNoRate;
    if (reason) return ListIn(&left_out_[static_cast<size_t>(*reason)].deals, row);
    ListIn(&total_.deals, row);
    if (Group* group = GroupOf(row.day, row.kind, row.status)) ListIn(&group->deals, row);
  }

  // As many as the answer names, and the others of the last day: which of these come first their ids say, at the end.
  void ListIn(std::vector<Group::Listed>* deals, const DealRow& row) {
    if (lists_ && question_.deals_listed > 0 && (deals->size() < question_.deals_listed || deals->back().day == row.day)) deals->push_back({row.id, row.day});
  }

  // The reason for which a deal does not count, or the sum in the currency of the answer.
  std::optional<Reason> WhyNot(DealRow* row, Decimal* low, Decimal* high) {
    if (IsLeftOut(row->status)) return static_cast<Reason>(row->status);
    if (!row->has_value) reader_->Complete(row);
    if (!row->has_sum()) return Reason::kNoAmount;
    if (row->shares_sum() && !IsFirstWithSum(row)) return Reason::kCountedAlready;
    if (own_ ? !row->value_low : !Convert(row, low, high, nullptr)) return Reason::kNoRate;
    return std::nullopt;
  }

  static bool IsUncertain(DealStatus status) { return status != DealStatus::kAgreed && status != DealStatus::kCompleted && status != DealStatus::kPlanned; }

  static bool IsSimple(GroupBy by) { return by == GroupBy::kYear || by == GroupBy::kQuarter || by == GroupBy::kKind || by == GroupBy::kStatus; }

  int64_t SimpleKey(GroupBy by, const DealRow& row) {
    if (by == GroupBy::kKind) return static_cast<int64_t>(row.kind);
    if (by == GroupBy::kStatus) return static_cast<int64_t>(row.status);
    if (row.day == kNoDay) return -1;
    if (row.day != last_day_) last_day_ = row.day, last_civil_ = ToCivilDay(row.day);  // deals come in order of the day
    return last_civil_.year * 4 + (by == GroupBy::kQuarter ? (last_civil_.month - 1) / 3 : 0);
  }
  static std::string SimpleName(GroupBy by, int64_t key) {
    if (by == GroupBy::kKind) return DealKindName(static_cast<DealKind>(key));
    if (by == GroupBy::kStatus) return DealStatusName(static_cast<DealStatus>(key));
    if (key < 0) return {};
    std::string year = std::to_string(key / 4);
    year.insert(0, year.size() < 4 ? 4 - year.size() : 0, '0');
    return by == GroupBy::kQuarter ? year + "-Q" + std::to_string(1 + key % 4) : year;
  }

  void LeaveOut(Reason reason, const DealRow& row) {
    Out& out = left_out_[static_cast<size_t>(reason)];
    ++out.count;
    ListIn(&out.deals, row);
  }

  void Add(Group* group, const DealRow& row, const Decimal& low, const Decimal& high) {
    if (own_) {
      group->low_hundredths += *row.value_low;
      group->high_hundredths += *row.value_high;
      constexpr int64_t kLarge = INT64_MAX / 4;
      if (group->low_hundredths > kLarge || group->high_hundredths > kLarge) Flush(group);
    } else {
      group->low = group->low.Plus(low).value_or(group->low);
      group->high = group->high.Plus(high).value_or(group->high);
    }
    ++group->counted;
    ListIn(&group->deals, row);
  }
  static void Flush(Group* group) {
    group->low = group->low.Plus(FromHundredths(std::exchange(group->low_hundredths, 0))).value_or(group->low);
    group->high = group->high.Plus(FromHundredths(std::exchange(group->high_hundredths, 0))).value_or(group->high);
  }

  // Every combination of the groups to which the deal belongs.
  void AddGroups(const DealRow& row, size_t at, std::vector<std::string>* key, const Decimal& low, const Decimal& high) {
    if (at == question_.by.size()) return Add(&groups_[*key], row, low, high);
    for (std::string& name : NamesOf(row, question_.by[at])) {
      key->push_back(std::move(name));
      AddGroups(row, at + 1, key, low, high);
      key->pop_back();
    }
  }

  std::vector<std::string> NamesOf(const DealRow& row, GroupBy by) {
    if (IsSimple(by)) return {SimpleName(by, SimpleKey(by, row))};
    if (by == GroupBy::kForm) return {DealFormName(row.form)};
    if (by == GroupBy::kField) return {row.subject};
    if (by == GroupBy::kCurrency) {
      const auto sum = reader_->SumOf(*row.amount);
      return {sum ? std::string(sum->currency.code()) : std::string()};
    }
    std::vector<std::string> names;
    for (const PartyRole& one : row.parties()) {
      if (by == GroupBy::kRole) names.emplace_back(RoleName(one.role));
      // "by party, in the role of investor": the filter's role says which parties
      else if (by == GroupBy::kParty && (!question_.where.role || !question_.where.parties.empty() || one.role == *question_.where.role)) names.push_back(reader_->PartyOf(one.party).name);
      else if (by == GroupBy::kCountry && !reader_->PartyOf(one.party).country.empty()) names.push_back(reader_->PartyOf(one.party).country);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.empty()) names.emplace_back();
    return names;
  }

  bool Convert(DealRow* row, Decimal* low, Decimal* high, std::optional<Normalized>* conversion) {
    reader_->Complete(row);
    const auto sum = row->amount ? reader_->SumOf(*row->amount) : std::nullopt;
    if (!sum) return false;
    if (sum->currency == currency_) {
      *low = sum->low, *high = sum->high;
      return true;
    }
    std::optional<Normalized> found;
    if (sum->normalized && sum->normalized->currency == currency_) {
      found = sum->normalized;
    } else if (!sum->currency.empty()) {
      std::optional<Period> when;
      if (row->day != kNoDay) when = Period{row->day, row->day_to, row->precision};
      found = rates_->Convert(sum->low, sum->high, sum->currency, currency_, when).normalized;
    }
    if (!found) return false;
    *low = found->low, *high = found->high;
    if (conversion != nullptr) *conversion = std::move(found);
    return true;
  }

  // Deals of one article that name the very same sum: it counts once, with the first of them that the question gives.
  bool IsFirstWithSum(DealRow* row) {
    reader_->Complete(row);
    if (!row->amount) return true;
    Statement place(reader_->database(), "SELECT article || '.' || (amount ->> '$.field') || '.' || (amount ->> '$.begin') || '.' || (amount ->> '$.end') || '.' || low FROM report WHERE id = ?");
    return !place.With(*row->amount).Step() || shared_.insert(place.String(0)).second;
  }

  std::vector<std::string> IdsOf(std::vector<Group::Listed>* deals) {
    std::vector<std::pair<DayNumber, std::string>> ids;
    for (const Group::Listed& one : *deals) ids.emplace_back(one.day, reader_->IdOf(one.deal));
    std::sort(ids.begin(), ids.end());
    if (ids.size() > question_.deals_listed) ids.resize(question_.deals_listed);
    std::vector<std::string> names;
    for (auto& [day, id] : ids) names.push_back(std::move(id));
    return names;
  }

  TotalRow RowOf(const std::vector<std::string>& key, Group* group) {
    Flush(group);
    TotalRow row{key, group->low, group->high, group->counted, {}};
    std::vector<std::tuple<DayNumber, std::string, int64_t>> listed;
    for (const Group::Listed& one : group->deals) listed.emplace_back(one.day, reader_->IdOf(one.deal), one.deal);
    std::sort(listed.begin(), listed.end());
    if (listed.size() > question_.deals_listed) listed.resize(question_.deals_listed);
    for (auto& [day, id, number] : listed) {
      DealRow deal;
      deal.id = number;
      CountedDeal counted{std::move(id), {}, {}, {}};
      if (Convert(&deal, &counted.low, &counted.high, &counted.conversion) && own_) counted.low = FromHundredths(*deal.value_low), counted.high = FromHundredths(*deal.value_high);
      row.deals.push_back(std::move(counted));
    }
    return row;
  }

  Reader* reader_;
  const Question& question_;
  const RateTable* rates_;
  Currency currency_;
  bool own_, needs_parties_ = false, needs_row_ = false, lists_ = true;
  HashMap<int64_t, std::optional<Reason>> decided_;  // of deals that share their sum
  Group total_;
  std::map<int64_t, Group> simple_;
  std::map<std::vector<std::string>, Group> groups_;
  std::array<Out, 10> left_out_;
  int64_t last_key_ = 0;
  Group* last_group_ = nullptr;
  HashSet<std::string> shared_;
  DayNumber last_day_ = kNoDay;
  CivilDay last_civil_;
};

}  // namespace

Status AskTotals(Reader* reader, const Question& question, const RateTable* given, Answer* answer) {
  auto rates = RatesOf(reader->impl(), given);
  if (!rates.ok()) return rates.status();
  const std::string code = question.currency.empty() ? std::string(reader->impl()->currency.code()) : question.currency;
  if (code.size() != 3 || !(*rates)->IsKnown(Currency(code))) return Status(Code::kInvalidArgument, "'" + code + "' is no ISO 4217 code that the library knows", "currency");
  Totals totals(reader, question, *rates, Currency(code));
  if (totals.IsPlain()) {
    totals.TakeAll();
  } else if (Status status = Scan(reader, question.where, given, false, &answer->unknown, [&](DealRow& row) { return totals.Take(row), true; }); !status.ok()) {
    return status;
  }
  totals.Finish(answer);
  return {};
}

}  // namespace entente::query
