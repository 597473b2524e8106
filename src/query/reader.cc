// Tested by: tests/unit/query/
#include "query/reader.h"

#include <algorithm>
#include <tuple>

#include "store/agreed.h"

namespace entente::query {
namespace {

RateKind ParseRateKind(std::string_view name) {
  for (const RateKind kind : {RateKind::kStated, RateKind::kUser, RateKind::kDaily, RateKind::kMonthly, RateKind::kFixed})
    if (name == RateKindName(kind)) return kind;
  return RateKind::kMonthly;
}

Decimal DecimalOf(std::string_view text) { return Decimal::Parse(text).value_or(Decimal()); }
Currency CurrencyOf(std::string_view code) { return code.size() == 3 ? Currency(code) : Currency(); }

std::optional<Period> PeriodOf(int64_t from, int64_t to, int64_t precision) {
  if (from == kNoDay) return std::nullopt;
  return Period{static_cast<DayNumber>(from), static_cast<DayNumber>(to), static_cast<Precision>(precision)};
}

}  // namespace

Reader::Reader(Archive::Impl* impl)
    : impl_(impl),
      deal_(impl->database.get(), "SELECT kind, form, status, day_from, day_to, precision, basis, value_low, value_high, amount, flags, reports, confidence, stake, term, subject, parties FROM deal WHERE id = ?"),
      uid_(impl->database.get(), "SELECT uid FROM report WHERE id = ?"),
      party_(impl->database.get(),
             "SELECT text, country, (SELECT k.kind FROM name m JOIN name_kind k ON k.name = m.id WHERE m.party = n.id GROUP BY k.kind ORDER BY sum(k.articles) DESC, k.kind LIMIT 1) FROM name n WHERE id = ?"),
      sum_(impl->database.get(),
           "SELECT amount ->> '$.text', low, high, currency, amount ->> '$.qualifiers', amount ->> '$.not_normalized', amount ->> '$.normalized.currency', "
           "amount ->> '$.normalized.low', amount ->> '$.normalized.high', amount ->> '$.normalized.rate', amount ->> '$.normalized.rate_date', amount ->> '$.normalized.kind', "
           "amount ->> '$.normalized.source' FROM report WHERE id = ? AND low IS NOT NULL"),
      report_(impl->database.get(), std::string("SELECT ") + store::kToldColumns + ", a.title, a.published, a.language, r.rule FROM report r JOIN article a ON a.id = r.article WHERE r.id = ?"),
      evidence_(impl->database.get(), "SELECT e.value ->> '$[0]', e.value ->> '$[1]', e.value ->> '$[2]', e.value ->> '$[3]' FROM report r, json_each(r.evidence) e WHERE r.id = ? ORDER BY e.key"),
      members_(impl->database.get(), "SELECT id FROM report WHERE deal = ?1 AND deal <> id UNION ALL SELECT ?1") {}

void Reader::Complete(DealRow* row) {
  if (row->complete || !deal_.With(row->id).Step()) return deal_.Reset();
  row->kind = static_cast<DealKind>(deal_.Int(0));
  row->form = static_cast<DealForm>(deal_.Int(1));
  row->status = static_cast<DealStatus>(deal_.Int(2));
  row->day = static_cast<DayNumber>(deal_.Int(3));
  row->day_to = static_cast<DayNumber>(deal_.Int(4));
  row->precision = static_cast<Precision>(deal_.Int(5));
  row->basis = static_cast<DateBasis>(deal_.Int(6));
  row->value_low = deal_.IntOrNull(7);
  row->value_high = deal_.IntOrNull(8);
  row->amount = deal_.IntOrNull(9);
  row->flags = deal_.Int(10);
  row->reports = deal_.Int(11);
  row->confidence = deal_.Int(12);
  row->stake = deal_.String(13);
  row->term = deal_.IntOrNull(14);
  row->subject = deal_.String(15);
  row->parties_text = deal_.String(16);
  row->complete = row->has_parties = row->has_value = true;
  deal_.Reset();
}

uint64_t Reader::UidOf(int64_t report) {
  const uint64_t uid = uid_.With(report).Step() ? static_cast<uint64_t>(uid_.Int(0)) : 0;
  uid_.Reset();
  return uid;
}

const PartyInDeal& Reader::PartyOf(int64_t party) {
  if (const auto known = parties_.find(party); known != parties_.end()) return known->second;
  PartyInDeal found;
  if (party_.With(party).Step()) {
    found.name = party_.String(0);
    found.country = party_.String(1);
    found.kind = static_cast<PartyKind>(party_.Int(2));
    if (found.kind != PartyKind::kCountry && found.kind != PartyKind::kRegion) found.country.clear();  // a firm that is named like a place
  }
  party_.Reset();
  return parties_.emplace(party, std::move(found)).first->second;
}

std::optional<StatedSum> Reader::SumOf(int64_t report) {
  std::optional<StatedSum> sum;
  if (sum_.With(report).Step()) {
    sum.emplace();
    sum->text = sum_.String(0);
    sum->low = DecimalOf(sum_.Text(1)), sum->high = DecimalOf(sum_.Text(2)), sum->currency = CurrencyOf(sum_.Text(3));
    sum->qualifiers = static_cast<uint16_t>(sum_.Int(4));
    sum->not_normalized = sum_.String(5);
    if (!sum_.IsNull(6))
      sum->normalized = Normalized{CurrencyOf(sum_.Text(6)), DecimalOf(sum_.Text(7)), DecimalOf(sum_.Text(8)), DecimalOf(sum_.Text(9)), sum_.String(10), ParseRateKind(sum_.Text(11)), sum_.String(12)};
  }
  sum_.Reset();
  return sum;
}

DealView Reader::ViewOf(DealRow row) {
  Complete(&row);
  DealView view;
  view.id = IdOf(row.id);
  view.kind = row.kind, view.form = row.form, view.status = row.status;
  for (const PartyRole& party : row.parties()) view.parties.push_back(InRole(party));
  std::sort(view.parties.begin(), view.parties.end(), [](const PartyInDeal& a, const PartyInDeal& b) { return std::tie(a.role, a.name) < std::tie(b.role, b.name); });
  view.stake_percent = row.stake;
  view.date = PeriodOf(row.day, row.day_to, static_cast<int64_t>(row.precision));
  view.date_basis = row.basis;
  if (row.term) view.term_months = static_cast<int32_t>(*row.term);
  view.subject = row.subject;
  view.confidence = static_cast<double>(row.confidence) / 100;

  std::vector<int64_t> ids;
  for (members_.With(row.id); members_.Step();) ids.push_back(members_.Int(0));
  std::vector<std::pair<store::Told, ReportView>> told(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    if (!report_.With(ids[i]).Step()) continue;
    store::Told& one = told[i].first;
    store::ReadTold(report_, &one);
    ReportView& report = told[i].second;
    report = {store::FormatUid(one.uid), report_.String(24), one.origin == store::Origin::kRead ? "article" : one.origin == store::Origin::kHost ? "host" : "reviewer",
              report_.String(25), report_.String(26), report_.String(27), one.kind, one.form, one.status, PeriodOf(one.period.from, one.period.to, static_cast<int64_t>(one.period.precision)), one.basis,
              std::nullopt, one.stake, static_cast<double>(one.confidence) / 100, report_.String(28), {}};
    report_.Reset();
    report.sum = SumOf(ids[i]);
    if (row.amount && *row.amount == ids[i]) view.sum = report.sum;
    for (evidence_.With(ids[i]); evidence_.Step();)
      report.evidence.push_back({{static_cast<Field>(evidence_.Int(0)), static_cast<uint32_t>(evidence_.Int(1)), static_cast<uint32_t>(evidence_.Int(2))}, evidence_.String(3)});
  }
  std::sort(told.begin(), told.end(), [](const auto& a, const auto& b) { return store::ToldBefore(a.first, b.first); });
  std::vector<const store::Told*> reports;
  for (const auto& [one, report] : told) reports.push_back(&one), view.reports.push_back(report);
  if (reports.empty()) return view;  // the file could not be read: the caller finds the error
  const store::Agreed agreed = store::Agree(reports);
  const auto report_of = [&](const store::Told* one) -> const ReportView& { return view.reports[static_cast<size_t>(std::find(reports.begin(), reports.end(), one) - reports.begin())]; };
  for (const store::StatusStep& step : agreed.history) {
    const ReportView& report = report_of(step.report);
    view.history.push_back({step.status, step.report->told_day() == kNoDay ? std::string() : FormatDay(step.report->told_day()), report.id, report.article});
  }
  for (const store::Contradiction& one : agreed.contradictions) {
    view.contradictions.push_back({one.what, {}});
    for (const store::Told* report : one.reports) view.contradictions.back().reports.push_back(report_of(report).id);
  }
  return view;
}

DealFilter WithStatuses(DealFilter filter, std::initializer_list<DealStatus> statuses) {
  if (filter.statuses.empty()) filter.statuses = statuses;
  return filter;
}

Result<const RateTable*> RatesOf(Archive::Impl* impl, const RateTable* rates) {
  if (rates != nullptr) return rates;
  if (!impl->rates) {
    auto table = RateTable::BuiltIn();
    if (!table.ok()) return table.status();
    impl->rates = std::move(table).value();
  }
  return static_cast<const RateTable*>(&*impl->rates);
}

}  // namespace entente::query
