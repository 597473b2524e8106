// Tested by: tests/unit/store/archive_test.cc
#include "store/stored.h"

#include <map>
#include <tuple>

#include "store/report_json.h"

namespace entente::store {
namespace {

RateKind ParseRateKind(std::string_view name) {
  for (const RateKind kind : {RateKind::kStated, RateKind::kUser, RateKind::kDaily, RateKind::kMonthly, RateKind::kFixed})
    if (name == RateKindName(kind)) return kind;
  return RateKind::kMonthly;
}

Decimal DecimalOf(std::string_view text) { return Decimal::Parse(text).value_or(Decimal()); }
Currency CurrencyOf(std::string_view code) { return code.size() == 3 ? Currency(code) : Currency(); }

class Loader {
 public:
  Loader(Database* database, StoredArticle* article) : database_(database), article_(article), extraction_(article->extraction) {}

  bool Load(int64_t id) {
    Statement row(database_, "SELECT a.origin, a.key, a.language, a.published, a.title, a.parties, v.text FROM article a JOIN version v ON v.id = a.version WHERE a.id = ?");
    if (!row.With(id).Step()) return false;
    article_->origin = static_cast<Origin>(row.Int(0));
    extraction_.id = row.String(1);
    extraction_.language = ParseLanguage(row.Text(2)).value_or(Language::kUnknown);
    extraction_.published = row.String(3);
    article_->title = row.String(4);
    article_->version = row.String(6);
    for (const PartyRow& party : ParsePartyRows(row.Text(5))) {
      party_of_[party.name] = static_cast<uint32_t>(extraction_.parties.size());
      Party one{NameOf(party.name), party.kind, {}, {}};
      for (const int64_t alias : party.aliases) one.aliases.push_back(NameOf(alias));
      extraction_.parties.push_back(std::move(one));
    }
    row.Reset();
    LoadWarnings(id);
    LoadDeals(id);
    return database_->ok();
  }

 private:
  std::string NameOf(int64_t id) {
    std::string text;
    if (name_.With(id).Step()) text = name_.String(0);
    name_.Reset();
    return text;
  }

  void LoadWarnings(int64_t id) {
    Statement row(database_, "SELECT json_extract(w.value, '$.code'), json_extract(w.value, '$.message'), json_extract(w.value, '$.expected') FROM article a, json_each(a.warnings) w WHERE a.id = ?");
    for (row.With(id); row.Step();) extraction_.warnings.push_back({row.String(0), row.String(1), {}, {}, row.String(2)});
  }

  void LoadDeals(int64_t id) {
    Statement row(database_,
                  "SELECT id, uid, kind, form, status, parties, day_from, day_to, precision, basis, stake, term, subject, rule, confidence, low IS NOT NULL "
                  "FROM report WHERE id BETWEEN (SELECT first_report FROM article WHERE id = ?1) AND (SELECT first_report + reports - 1 FROM article WHERE id = ?1) ORDER BY ordinal");
    for (row.With(id); row.Step();) {
      Deal deal;
      const int64_t report = row.Int(0);
      article_->uids.push_back(static_cast<uint64_t>(row.Int(1)));
      deal.kind = static_cast<DealKind>(row.Int(2));
      deal.form = static_cast<DealForm>(row.Int(3));
      deal.status = static_cast<DealStatus>(row.Int(4));
      for (const NamedRole& name : ParseNames(row.Text(5))) deal.parties.push_back({party_of_[name.name], name.role, name.span});
      if (row.Int(6) != kNoDay) deal.date = Period{static_cast<DayNumber>(row.Int(6)), static_cast<DayNumber>(row.Int(7)), static_cast<Precision>(row.Int(8))};
      deal.date_basis = static_cast<DateBasis>(row.Int(9));
      if (!row.IsNull(10)) deal.stake_percent = DecimalOf(row.Text(10));
      if (!row.IsNull(11)) deal.term_months = static_cast<int32_t>(row.Int(11));
      deal.subject = row.String(12);
      deal.rule = row.String(13);
      deal.confidence = static_cast<double>(row.Int(14)) / 100;
      if (row.Int(15) != 0) LoadAmount(report, &deal);
      LoadEvidence(report, &deal);
      extraction_.deals.push_back(std::move(deal));
    }
  }

  void LoadAmount(int64_t report, Deal* deal) {
    if (!amount_.With(report).Step()) return;
    Amount amount;
    amount.text = amount_.String(0);
    amount.span = {amount_.Text(1) == "title" ? Field::kTitle : Field::kBody, static_cast<uint32_t>(amount_.Int(2)), static_cast<uint32_t>(amount_.Int(3))};
    amount.qualifiers = static_cast<uint16_t>(amount_.Int(4));
    amount.low = DecimalOf(amount_.Text(5)), amount.high = DecimalOf(amount_.Text(6)), amount.currency = CurrencyOf(amount_.Text(7));
    amount.not_normalized = amount_.String(8);
    amount.role = AmountRole::kDealValue;
    if (!amount_.IsNull(9))
      amount.normalized = Normalized{CurrencyOf(amount_.Text(9)), DecimalOf(amount_.Text(10)), DecimalOf(amount_.Text(11)), DecimalOf(amount_.Text(12)), amount_.String(13),
                                     ParseRateKind(amount_.Text(14)), amount_.String(15)};
    amount_.Reset();
    // deals that share a sum share its entry
    const auto key = std::tuple(amount.span.field, amount.span.begin, amount.span.end, amount.text, amount.low.ToString());
    const auto [at, is_new] = amounts_.emplace(key, static_cast<uint32_t>(extraction_.amounts.size()));
    if (is_new) extraction_.amounts.push_back(std::move(amount));
    deal->amount = at->second;
    for (equivalents_.With(report); equivalents_.Step();) {
      deal->equivalents.push_back(static_cast<uint32_t>(extraction_.amounts.size()));
      Amount other;
      other.text = equivalents_.String(0);
      other.low = DecimalOf(equivalents_.Text(1)), other.high = DecimalOf(equivalents_.Text(2)), other.currency = CurrencyOf(equivalents_.Text(3));
      other.role = AmountRole::kConversion;
      other.equivalent_of = deal->amount;
      extraction_.amounts.push_back(std::move(other));
    }
  }

  void LoadEvidence(int64_t report, Deal* deal) {
    article_->texts.emplace_back();
    for (evidence_.With(report); evidence_.Step();) {
      deal->evidence.push_back({static_cast<Field>(evidence_.Int(0)), static_cast<uint32_t>(evidence_.Int(1)), static_cast<uint32_t>(evidence_.Int(2))});
      article_->texts.back().push_back(evidence_.String(3));
    }
  }

  Database* database_;
  StoredArticle* article_;
  Extraction& extraction_;
  std::map<int64_t, uint32_t> party_of_;
  std::map<std::tuple<Field, uint32_t, uint32_t, std::string, std::string>, uint32_t> amounts_;
  Statement name_{database_, "SELECT text FROM name WHERE id = ?"};
  Statement amount_{database_,
                    "SELECT amount ->> '$.text', amount ->> '$.field', amount ->> '$.begin', amount ->> '$.end', amount ->> '$.qualifiers', low, high, currency, "
                    "amount ->> '$.not_normalized', amount ->> '$.normalized.currency', amount ->> '$.normalized.low', amount ->> '$.normalized.high', "
                    "amount ->> '$.normalized.rate', amount ->> '$.normalized.rate_date', amount ->> '$.normalized.kind', amount ->> '$.normalized.source' "
                    "FROM report WHERE id = ?"};
  Statement equivalents_{database_, "SELECT e.value ->> '$.text', e.value ->> '$.low', e.value ->> '$.high', e.value ->> '$.currency' FROM report r, json_each(r.amount, '$.equivalents') e WHERE r.id = ?"};
  Statement evidence_{database_, "SELECT e.value ->> '$[0]', e.value ->> '$[1]', e.value ->> '$[2]', e.value ->> '$[3]' FROM report r, json_each(r.evidence) e WHERE r.id = ? ORDER BY e.key"};
};

}  // namespace

bool LoadArticle(Database* database, int64_t id, StoredArticle* article) {
  *article = StoredArticle();
  return Loader(database, article).Load(id);
}

Extraction OneDeal(const Extraction& extraction, size_t index) {
  Extraction one;
  one.id = extraction.id, one.language = extraction.language, one.published = extraction.published;
  Deal deal = extraction.deals[index];
  std::map<uint32_t, uint32_t> parties;
  for (PartyInRole& party : deal.parties) {
    const auto [at, is_new] = parties.emplace(party.party, static_cast<uint32_t>(one.parties.size()));
    if (is_new) one.parties.push_back(extraction.parties[party.party]);
    party.party = at->second;
  }
  const auto take = [&](uint32_t amount) {
    one.amounts.push_back(extraction.amounts[amount]);
    if (one.amounts.back().equivalent_of) one.amounts.back().equivalent_of = 0;  // the deal's own sum comes first
    return static_cast<uint32_t>(one.amounts.size() - 1);
  };
  if (deal.amount) deal.amount = take(*deal.amount);
  for (uint32_t& equivalent : deal.equivalents) equivalent = take(equivalent);
  one.deals.push_back(std::move(deal));
  return one;
}

}  // namespace entente::store
