// From a filter to deals: the narrowest index gives candidates in order of the day, the rest of the filter is checked on each.
// Tested by: tests/unit/query/
#include <algorithm>
#include <map>
#include <set>

#include "query/reader.h"
#include "store/words.h"

namespace entente::query {
namespace {

template <typename Value>
bool IsAmong(const std::vector<Value>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

class Scanner {
 public:
  Scanner(Reader* reader, const DealFilter& filter, const RateTable* rates, bool down) : reader_(reader), filter_(filter), given_rates_(rates), down_(down) {}

  Status Prepare(std::vector<std::string>* unknown) {
    for (const std::string& name : filter_.parties) {
      parties_.push_back(reader_->FindParty(name));
      if (parties_.back().empty()) unknown->push_back(name), nothing_ = true;
    }
    const auto codes = [](const std::vector<std::string>& names) {
      std::set<std::string> found;
      for (const std::string& name : names) {
        const std::string_view code = store::CountryOf(name);
        found.insert(code.empty() ? name : std::string(code));
      }
      return found;
    };
    countries_ = codes(filter_.countries), not_countries_ = codes(filter_.not_countries);
    if (filter_.value_min || filter_.value_max) {
      if (Status status = PrepareValue(); !status.ok()) return status;
    }
    if (!filter_.text.empty()) {
      search_ = store::SearchFor(filter_.text);
      fold_ = store::FoldText(filter_.text);
      if (search_.empty()) return Status(Code::kInvalidArgument, "there is no letter or figure to look for", "where.text");
    }
    return {};
  }

  void Run(const std::function<bool(DealRow&)>& visit) {
    if (nothing_) return;
    visit_ = &visit;
    if (!filter_.ids.empty() || !filter_.articles.empty() || !search_.empty()) return RunList();
    if (!parties_.empty()) return RunParties();
    if (by_value_ && value_low_ && !value_high_) return RunValues();
    RunDays();
  }

 private:
  Status PrepareValue() {
    const std::string code = filter_.value_currency.empty() ? std::string(reader_->impl()->currency.code()) : filter_.value_currency;
    auto rates = RatesOf(reader_->impl(), given_rates_);
    if (!rates.ok()) return rates.status();
    rates_ = *rates;
    if (code.size() != 3 || !rates_->IsKnown(Currency(code))) return Status(Code::kInvalidArgument, "'" + code + "' is no ISO 4217 code that the library knows", "where.value_currency");
    value_currency_ = Currency(code);
    by_value_ = value_currency_ == reader_->impl()->currency;
    if (by_value_) {
      const auto hundredths = [](const std::optional<Decimal>& sum, int64_t beyond) -> std::optional<int64_t> {
        if (!sum) return std::nullopt;
        const auto scaled = sum->TimesPowerOfTen(2);
        const std::string digits = scaled ? scaled->RoundedToPlaces(0).ToString() : std::string(20, '9');
        return digits.size() > 18 ? beyond : std::stoll(digits);
      };
      value_low_ = hundredths(filter_.value_min, INT64_MAX);
      value_high_ = hundredths(filter_.value_max, INT64_MAX);
    }
    return {};
  }

  int64_t From() const { return FirstDay(filter_); }
  int64_t To() const { return LastDay(filter_); }

  // Candidates that come in no order of the day: put in order first.
  void RunList() {
    std::set<int64_t> ids;
    const auto add = [&](const char* sql, const std::string& parameter) {
      Statement find(reader_->database(), sql);
      for (find.With(parameter); find.Step();)
        if (!find.IsNull(0)) ids.insert(find.Int(0));
    };
    if (!filter_.ids.empty()) {
      for (const std::string& id : filter_.ids)
        if (const auto uid = store::ParseUid(id)) {
          Statement find(reader_->database(), "SELECT deal FROM report WHERE uid = ? AND deal IS NOT NULL");
          if (find.With(static_cast<int64_t>(*uid)).Step()) ids.insert(find.Int(0));
        }
    } else if (!filter_.articles.empty()) {
      for (const std::string& article : filter_.articles)
        add("SELECT r.deal FROM article a JOIN report r ON r.id BETWEEN a.first_report AND a.first_report + a.reports - 1 WHERE a.key = ?", article);
    } else {
      add("SELECT DISTINCT r.deal FROM words w JOIN article a ON a.id = w.rowid JOIN report r ON r.id BETWEEN a.first_report AND a.first_report + a.reports - 1 WHERE words MATCH ?", search_);
    }
    std::vector<DealRow> rows;
    for (const int64_t id : ids) {
      DealRow row;
      row.id = id;
      reader_->Complete(&row);
      if (row.complete && row.day >= From() && row.day <= To()) rows.push_back(std::move(row));
    }
    OfferInOrder(&rows);
  }

  // The deals of the first party, beside which the others must stand. A text that may mean several parties means any of them.
  void RunParties() {
    parties_match_ = parties_.size() == 1 && countries_.empty() && not_countries_.empty();  // it is their pages that are read, by the role
    if (parties_[0].size() == 1) return ScanParty(parties_[0][0], [this](DealRow& row) { return Offer(&row); });
    std::map<int64_t, DealRow> found;
    for (const int64_t party : parties_[0])
      ScanParty(party, [&](DealRow& row) { return found.emplace(row.id, row), true; });
    std::vector<DealRow> rows;
    for (auto& [id, row] : found) rows.push_back(std::move(row));
    OfferInOrder(&rows);
  }

  template <typename Take>
  void ScanParty(int64_t party, Take take) {
    DealRow row;
    reader_->pages().ForEach(party, From(), To(), down_, [&](const store::DealLine& line) {
      if (!IsAmong(filter_.kinds, line.kind) || !IsAmong(filter_.statuses, line.status)) return true;
      if (filter_.role && !HasRole(line.parties, party)) return true;
      row.complete = row.has_value = false;
      row.day = line.day;
      row.id = line.deal;
      row.kind = line.kind;
      row.status = line.status;
      row.parties_text.assign(line.parties);
      row.has_parties = true;
      return static_cast<bool>(take(row));
    });
  }

  bool HasRole(std::string_view parties, int64_t party) const {
    bool has = false;
    store::ForEachParty(parties, [&](const PartyRole& one) { has = has || (one.party == party && one.role == *filter_.role); });
    return has;
  }

  void OfferInOrder(std::vector<DealRow>* rows) {
    std::sort(rows->begin(), rows->end(), [this](const DealRow& a, const DealRow& b) { return down_ ? a.day > b.day : a.day < b.day; });
    for (DealRow& row : *rows)
      if (!Offer(&row)) return;
  }

  void RunValues() {
    Statement rows(reader_->database(), "SELECT id FROM deal WHERE value_high >= ?");
    std::vector<DealRow> found;
    for (rows.With(*value_low_); rows.Step();) {
      DealRow row;
      row.id = rows.Int(0);
      reader_->Complete(&row);
      if (row.day >= From() && row.day <= To()) found.push_back(std::move(row));
    }
    OfferInOrder(&found);
  }

  void RunDays() {
    Statement rows(reader_->database(), std::string("SELECT day_from, id, kind, status, flags, value_low, value_high FROM deal INDEXED BY deal_by_day WHERE day_from BETWEEN ? AND ? ORDER BY day_from ") + (down_ ? "DESC" : "ASC"));
    DealRow row;
    for (rows.With(From(), To()); rows.Step();) {
      row.complete = row.has_parties = false;
      row.day = static_cast<DayNumber>(rows.Int(0));
      row.id = rows.Int(1);
      row.kind = static_cast<DealKind>(rows.Int(2));
      row.status = static_cast<DealStatus>(rows.Int(3));
      row.flags = rows.Int(4);
      if (row.has_sum()) row.value_low = rows.IntOrNull(5);
      else row.value_low.reset();
      if (row.value_low) row.value_high = rows.Int(6);
      else row.value_high.reset();
      row.has_value = true;
      if (!Offer(&row)) return;
    }
  }

  bool Offer(DealRow* row) { return !Matches(row) || (*visit_)(*row); }

  bool Matches(DealRow* row) {
    if (!IsAmong(filter_.kinds, row->kind) || !IsAmong(filter_.statuses, row->status)) return false;
    if (!parties_match_ && (!parties_.empty() || filter_.role || !countries_.empty() || !not_countries_.empty())) {
      if (!row->has_parties) reader_->Complete(row);
      if (!PartiesMatch(row->parties())) return false;
    }
    if (!filter_.forms.empty() || filter_.value_min || filter_.value_max || !filter_.field.empty() || filter_.contradicting || filter_.by_host) {
      reader_->Complete(row);
      if (!IsAmong(filter_.forms, row->form) || !ValueMatches(*row)) return false;
      if (!filter_.field.empty() && store::FoldText(row->subject).find(store::FoldText(filter_.field)) == std::string::npos) return false;
      if (filter_.contradicting && row->contradicts() != *filter_.contradicting) return false;
      if (filter_.by_host && row->by_host() != *filter_.by_host) return false;
    }
    return (search_.empty() || TextMatches(row->id)) && (filter_.articles.empty() || filter_.ids.empty() || ArticlesMatch(row->id));
  }

  bool PartiesMatch(const std::vector<PartyRole>& parties) {
    const auto has = [&](const std::vector<int64_t>& wanted, bool in_role) {
      return std::any_of(parties.begin(), parties.end(), [&](const PartyRole& p) {
        return std::find(wanted.begin(), wanted.end(), p.party) != wanted.end() && (!in_role || p.role == *filter_.role);
      });
    };
    for (size_t i = 0; i < parties_.size(); ++i)
      if (!has(parties_[i], i == 0 && filter_.role.has_value())) return false;
    if (parties_.empty() && filter_.role && std::none_of(parties.begin(), parties.end(), [&](const PartyRole& p) { return p.role == *filter_.role; })) return false;
    if (countries_.empty() && not_countries_.empty()) return true;
    std::set<std::string> places;
    for (const PartyRole& party : parties)
      if (const std::string& country = reader_->PartyOf(party.party).country; !country.empty()) places.insert(country);
    const auto any = [&](const std::set<std::string>& wanted) { return std::any_of(places.begin(), places.end(), [&](const std::string& p) { return wanted.count(p) != 0; }); };
    if (!countries_.empty() && !any(countries_)) return false;
    return not_countries_.empty() || (!places.empty() && !any(not_countries_));
  }

  bool ValueMatches(const DealRow& row) {
    if (!filter_.value_min && !filter_.value_max) return true;
    if (!row.has_sum()) return false;
    if (by_value_) return row.value_high && (!value_low_ || *row.value_high >= *value_low_) && (!value_high_ || *row.value_high <= *value_high_);
    const auto sum = reader_->SumOf(*row.amount);
    if (!sum) return false;
    std::optional<Decimal> high;
    if (sum->currency == value_currency_) {
      high = sum->high;
    } else if (!sum->currency.empty()) {
      std::optional<Period> when;
      if (row.day != kNoDay) when = Period{row.day, row.day_to, row.precision};
      if (const Conversion conversion = rates_->Convert(sum->low, sum->high, sum->currency, value_currency_, when); conversion.normalized) high = conversion.normalized->high;
    }
    return high && (!filter_.value_min || *high >= *filter_.value_min) && (!filter_.value_max || *high <= *filter_.value_max);
  }

  // The words were found somewhere in an article; the text itself must stand in a title or in the deal's own evidence.
  bool TextMatches(int64_t deal) {
    Statement texts(reader_->database(),
                    "SELECT a.title, e.value ->> '$[3]' FROM (SELECT id, article, evidence FROM report WHERE deal = ?1 AND deal <> id UNION ALL SELECT id, article, evidence FROM report WHERE id = ?1) r "
                    "JOIN article a ON a.id = r.article LEFT JOIN json_each(r.evidence) e");
    for (texts.With(deal); texts.Step();)
      if (store::FoldText(texts.Text(0)).find(fold_) != std::string::npos || store::FoldText(texts.Text(1)).find(fold_) != std::string::npos) return true;
    return false;
  }

  bool ArticlesMatch(int64_t deal) {
    Statement keys(reader_->database(), "SELECT a.key FROM report r JOIN article a ON a.id = r.article WHERE r.deal = ?1 AND r.deal <> r.id UNION ALL SELECT a.key FROM report r JOIN article a ON a.id = r.article WHERE r.id = ?1");
    for (keys.With(deal); keys.Step();)
      if (IsAmong(filter_.articles, keys.String(0))) return true;
    return false;
  }

  Reader* reader_;
  const DealFilter& filter_;
  const RateTable* given_rates_;
  const RateTable* rates_ = nullptr;
  bool down_, nothing_ = false, by_value_ = false, parties_match_ = false;
  Currency value_currency_;
  std::optional<int64_t> value_low_, value_high_;
  std::vector<std::vector<int64_t>> parties_;
  std::set<std::string> countries_, not_countries_;
  std::string search_, fold_;
  const std::function<bool(DealRow&)>* visit_ = nullptr;
};

}  // namespace

int64_t FirstDay(const DealFilter& filter) { return filter.from ? *filter.from : filter.to ? kNoDay + 1 : kNoDay; }
int64_t LastDay(const DealFilter& filter) { return filter.to.value_or(INT32_MAX); }

Status Scan(Reader* reader, const DealFilter& filter, const RateTable* rates, bool down, std::vector<std::string>* unknown, const std::function<bool(DealRow&)>& visit) {
  Scanner scanner(reader, filter, rates, down);
  if (Status status = scanner.Prepare(unknown); !status.ok()) return status;
  scanner.Run(visit);
  return {};
}

}  // namespace entente::query
