// Sums by group. Every deal that the filter gives is either counted or left out for a reason that stands in the answer.
// What the archive has in hundredths of its currency is added as whole numbers; another currency is converted deal by deal.
//   {"ask": "totals", "by": ["country"], "where": {"parties": ["가온전자"], "role": "investor", "not_countries": ["KR"]}}
// Tested by: tests/unit/query/
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <array>
#include <map>

#include "query/reader.h"

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
    if (question_.where.statuses.empty() && IsUncertain(row.status)) return LeaveOut(static_cast<Reason>(row.status), row);
    if (!row.has_value) reader_->Complete(&row);
    if (!row.has_sum()) return LeaveOut(Reason::kNoAmount, row);
    if (row.shares_sum() && !IsFirstWithSum(&row)) return LeaveOut(Reason::kCountedAlready, row);
    Decimal low, high;
    if (own_) {
      if (!row.value_low) return LeaveOut(Reason::kNoRate, row);
    } else if (!Convert(&row, &low, &high, nullptr)) {
      return LeaveOut(Reason::kNoRate, row);
    }
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

  // The usual question to a whole archive: as Scan and Take, without what they do for others.
  void TakeAll() {
    const DealFilter& where = question_.where;
    const uint32_t kinds = BitsOf(where.kinds), statuses = BitsOf(where.statuses);
    Statement rows(reader_->database(), "SELECT day_from, status, flags, value_low, value_high, kind, id FROM deal INDEXED BY deal_by_day WHERE day_from BETWEEN ? AND ? ORDER BY day_from");
    DealRow row;
    for (rows.With(FirstDay(where), LastDay(where)); rows.Step();) {
      row.status = static_cast<DealStatus>(rows.Int(1));
      row.kind = static_cast<DealKind>(rows.Int(5));
      if ((kinds >> static_cast<uint32_t>(row.kind) & 1) == 0 || (statuses >> static_cast<uint32_t>(row.status) & 1) == 0) continue;
      row.day = static_cast<DayNumber>(rows.Int(0));
      row.id = rows.Int(6);
      row.flags = rows.Int(2);
      row.complete = row.has_parties = false;
      row.has_value = true;
      row.value_low.reset(), row.value_high.reset();
      if (row.has_sum() && !rows.IsNull(3)) row.value_low = rows.Int(3), row.value_high = rows.Int(4);
      Take(row);
    }
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
  template <typename Value>
  static uint32_t BitsOf(const std::vector<Value>& values) {
    uint32_t bits = values.empty() ? ~uint32_t{0} : 0;
    for (const Value value : values) bits |= uint32_t{1} << static_cast<uint32_t>(value);
    return bits;
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
    if (out.deals.size() < question_.deals_listed) out.deals.push_back({row.id, row.day});
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
    if (group->deals.size() < question_.deals_listed) group->deals.push_back({row.id, row.day});
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
    std::vector<std::string> names;
    for (auto& [day, id] : ids) names.push_back(std::move(id));
    return names;
  }

  TotalRow RowOf(const std::vector<std::string>& key, Group* group) {
    Flush(group);
    TotalRow row{key, group->low, group->high, group->counted, {}};
    std::vector<std::pair<DayNumber, CountedDeal>> listed;
    for (const Group::Listed& one : group->deals) {
      DealRow deal;
      deal.id = one.deal;
      CountedDeal counted{reader_->IdOf(one.deal), {}, {}, {}};
      if (Convert(&deal, &counted.low, &counted.high, &counted.conversion)) {
        if (own_) counted.low = FromHundredths(*deal.value_low), counted.high = FromHundredths(*deal.value_high);
      }
      listed.emplace_back(one.day, std::move(counted));
    }
    std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id); });
    for (auto& [day, counted] : listed) row.deals.push_back(std::move(counted));
    return row;
  }

  Reader* reader_;
  const Question& question_;
  const RateTable* rates_;
  Currency currency_;
  bool own_, needs_parties_ = false, needs_row_ = false;
  Group total_;
  std::map<int64_t, Group> simple_;
  std::map<std::vector<std::string>, Group> groups_;
  std::array<Out, 10> left_out_;
  int64_t last_key_ = 0;
  Group* last_group_ = nullptr;
  absl::flat_hash_set<std::string> shared_;
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
