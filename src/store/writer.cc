// Tested by: tests/unit/store/archive_test.cc, tests/archive/
#include "store/writer.h"

#include <algorithm>

#include "entente/entente.h"
#include "store/report_json.h"
#include "store/words.h"

namespace entente::store {

const char kToldColumns[] =
    "r.id, r.uid, r.article, r.kind, r.form, r.status, r.parties, r.day_from, r.day_to, r.precision, r.basis, r.low, r.high, r.currency, "
    "r.value_low, r.value_high, r.shared, r.stake, r.term, r.subject, r.confidence, r.deal, a.day, a.origin, a.key";

namespace {

constexpr size_t kArticlesAtOnce = 64;  // handed to the thread

std::string ToldQuery(const char* where) { return std::string("SELECT ") + kToldColumns + " FROM report r JOIN article a ON a.id = r.article WHERE " + where; }

std::optional<int64_t> Hundredths(const Decimal& sum) {
  const auto scaled = sum.TimesPowerOfTen(2);
  if (!scaled) return std::nullopt;
  const std::string digits = scaled->RoundedToPlaces(0).ToString();
  if (digits.size() > 18) return std::nullopt;  // 10^16 units of any currency are more than all the money there is
  return std::stoll(digits);
}

}  // namespace

void ReadTold(Statement& row, Told* told) {
  int column = 0;
  told->id = row.Int(column++);
  told->uid = static_cast<uint64_t>(row.Int(column++));
  told->article = row.Int(column++);
  told->kind = static_cast<DealKind>(row.Int(column++));
  told->form = static_cast<DealForm>(row.Int(column++));
  told->status = static_cast<DealStatus>(row.Int(column++));
  told->names = ParseNames(row.Text(column++));
  told->period.from = static_cast<DayNumber>(row.Int(column++));
  told->period.to = static_cast<DayNumber>(row.Int(column++));
  told->period.precision = static_cast<Precision>(row.Int(column++));
  told->basis = static_cast<DateBasis>(row.Int(column++));
  told->low = row.String(column++);
  told->high = row.String(column++);
  told->currency = row.String(column++);
  told->value_low = row.IntOrNull(column++);
  told->value_high = row.IntOrNull(column++);
  told->shared = row.Int(column++) != 0;
  told->stake = row.String(column++);
  told->term = row.IntOrNull(column++);
  told->subject = row.String(column++);
  told->confidence = row.Int(column++);
  told->deal = told->row_deal = row.Int(column++);
  told->published = static_cast<DayNumber>(row.Int(column++));
  told->origin = static_cast<Origin>(row.Int(column++));
  if (told->origin == Origin::kReviewer) told->edits = ParseUid(row.Text(column)).value_or(0);
}

void FillParties(Names* names, Told* told) {
  told->parties.clear();
  for (const NamedRole& name : told->names) told->parties.push_back({names->PartyOf(name.name), name.role});
  std::sort(told->parties.begin(), told->parties.end());
  told->parties.erase(std::unique(told->parties.begin(), told->parties.end()), told->parties.end());
}

Writer::Writer(Database* database, Names* names, Currency currency)
    : database_(database),
      names_(names),
      currency_(currency),
      pages_(database),
      months_(database),
      find_article_(database, "SELECT id FROM article WHERE key = ? AND origin = ?", Sees::kBefore),
      insert_article_(database, "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      article_row_(database, "SELECT title, parties, first_report, reports FROM article WHERE id = ?"),
      delete_article_(database, "DELETE FROM article WHERE id = ?"),
      insert_report_(database, "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      delete_report_(database, "DELETE FROM report WHERE id = ?"),
      evidence_(database, "SELECT DISTINCT json_extract(e.value, '$[1]') AS b, json_extract(e.value, '$[2]') AS n, json_extract(e.value, '$[3]') "
                          "FROM article a JOIN report r ON r.id BETWEEN a.first_report AND a.first_report + a.reports - 1, json_each(r.evidence) e WHERE a.id = ? AND json_extract(e.value, '$[0]') = 1 ORDER BY b, n"),
      insert_deal_(database, "INSERT INTO deal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      delete_deal_(database, "DELETE FROM deal WHERE id = ?"),
      deal_row_(database, "SELECT day_from, parties, kind, status, flags, value_low, value_high FROM deal WHERE id = ?", Sees::kBefore),
      members_(database, "SELECT id FROM report WHERE deal = ?1 AND deal <> id UNION ALL SELECT id FROM report WHERE id = ?1 AND deal = ?1", Sees::kBefore),
      set_deal_(database, "UPDATE report SET deal = ? WHERE id = ?"),
      told_row_(database, ToldQuery("r.id = ?"), Sees::kBefore),
      uid_row_(database, "SELECT id FROM report WHERE uid = ?"),
      insert_words_(database, "INSERT INTO words (rowid, title, evidence) VALUES (?, ?, ?)"),
      delete_words_(database, "INSERT INTO words (words, rowid, title, evidence) VALUES ('delete', ?, ?, ?)") {
  Forget();
}

void Writer::Forget() {
  told_.clear(), fresh_.clear(), changed_.clear(), versions_.clear(), reviewed_.clear(), weights_.clear();
  words_.clear(), words_bytes_ = 0;
  reports_.clear(), reports_put_ = 0;
  articles_.clear(), keys_.clear();
  deals_ = {};
  pages_.Forget();
  months_.Forget();
  next_article_ = next_report_ = 0;
  Statement reviews(database_, "SELECT uid, verdict FROM review WHERE verdict > 0");
  for (reviews.With(); reviews.Step();) reviewed_[static_cast<uint64_t>(reviews.Int(0))] = static_cast<Verdict>(reviews.Int(1));
}

bool Writer::IsRejected(const Told& told) const {
  const auto found = reviewed_.find(told.uid);
  return found != reviewed_.end() && found->second == Verdict::kRejected;
}

Writer::Value Writer::ValueOf(const Amount& amount, const std::optional<Period>& when) {
  if (amount.currency == currency_) return {Hundredths(amount.low), Hundredths(amount.high)};
  if (amount.normalized && amount.normalized->currency == currency_) return {Hundredths(amount.normalized->low), Hundredths(amount.normalized->high)};
  if (amount.currency.empty()) return {};
  if (!rates_) {
    auto table = RateTable::BuiltIn();
    if (!table.ok()) return {};
    rates_ = std::move(table).value();
  }
  const Conversion conversion = rates_->Convert(amount.low, amount.high, amount.currency, currency_, when);
  if (!conversion.normalized) return {};
  return {Hundredths(conversion.normalized->low), Hundredths(conversion.normalized->high)};
}

// The article, the kind and who does what: what stays when a new version of the packs reads a sum or a day otherwise.
uint64_t Writer::UidOf(const Extraction& extraction, const Deal& deal, Origin origin, std::string_view key) {
  std::vector<std::pair<std::string_view, std::string_view>> parts;
  for (const PartyInRole& party : deal.parties) parts.emplace_back(RoleName(party.role), extraction.parties[party.party].name);
  std::sort(parts.begin(), parts.end());
  std::string text = std::to_string(static_cast<int>(origin)) + '\x1e';
  text.append(key) += '\x1e';
  text += DealKindName(deal.kind);
  for (const auto& [role, name] : parts) {
    text += '\x1e';
    text.append(role) += '\x1f';
    text.append(name);
  }
  uint64_t uid = HashText(text);
  for (int repeat = 2; uid == 0 || !uids_.insert(uid).second; ++repeat) uid = HashText(text + '\x1e' + std::to_string(repeat));
  return uid;
}

void Writer::WorkBeside() {
  if (database_->LookBefore() && !beside_.Start()) database_->EndBefore();
}

void Writer::EndBeside() {
  if (!beside_.is_running()) return;
  HandArticles();
  HandDeals();
  beside_.Wait();
  Stop();
}

void Writer::Stop() noexcept {
  beside_.Stop();
  database_->EndBefore();
}

void Writer::Put(const ArchiveItem& item, Origin origin, std::string_view version, const EvidenceTexts* texts) {
  const Extraction& extraction = *item.extraction;
  std::string key = extraction.id;
  if (key.empty()) key = "text-" + FormatUid(HashText(std::string(item.title) + '\x1e' + std::string(item.body) + '\x1e' + extraction.published));
  if (beside_.is_running() && !keys_.insert(key).second) EndBeside();
  Remove(key, origin);
  if (next_article_ == 0) {
    beside_.Wait();
    next_article_ = 1 + database_->Ask("SELECT max(id) FROM article");
    next_report_ = 1 + database_->Ask("SELECT max(id) FROM report");
  }
  auto& version_id = versions_[std::string(version)];
  if (version_id == 0) {
    beside_.Wait();
    Statement(database_, "INSERT OR IGNORE INTO version (text) VALUES (?)").With(version).Run();
    Statement find(database_, "SELECT id FROM version WHERE text = ?");
    if (find.With(version).Step()) version_id = find.Int(0);
  }
  const auto published = ParsePeriod(extraction.published);
  const EvidenceTexts evidence = texts != nullptr ? *texts : TextsOf(item);
  Article article{item, next_article_++, origin, std::move(key), published ? published->from : kNoDay, version_id, next_report_, {}, EvidenceText(extraction, evidence), {}};
  std::vector<int64_t> names;
  for (const Party& party : extraction.parties) {
    PartyRow row{names_->Intern(party.name), party.kind, {}};
    for (const std::string& alias : party.aliases)
      if (!alias.empty() && alias != party.name) row.aliases.push_back(names_->Intern(alias));
    std::sort(row.aliases.begin(), row.aliases.end());
    row.aliases.erase(std::unique(row.aliases.begin(), row.aliases.end()), row.aliases.end());
    names_->Count(row.name, row.kind, row.aliases, 1);
    names.push_back(row.name);
    article.parties.push_back(std::move(row));
  }
  uids_.clear();
  article.reports.reserve(extraction.deals.size());
  for (size_t i = 0; i < extraction.deals.size(); ++i) {
    const Deal& deal = extraction.deals[i];
    auto told = std::make_unique<Told>();
    told->id = next_report_++;
    told->uid = UidOf(extraction, deal, origin, article.key);
    told->article = article.id;
    told->fresh = true;
    told->published = article.day;
    told->origin = origin;
    if (origin == Origin::kReviewer) told->edits = ParseUid(article.key).value_or(0);
    FillTold(extraction, deal, names, told.get());
    fresh_.push_back(told->id);
    article.reports.push_back({told.get(), static_cast<int64_t>(i), FormatNames(told->names), deal.amount ? AmountJson(extraction, deal) : std::string(), deal.rule, EvidenceJson(deal, evidence[i])});
    told_.emplace(told->id, std::move(told));
  }
  if (!beside_.is_running()) {
    PutArticle(&article);
  } else {
    articles_.push_back(std::move(article));
    if (articles_.size() == kArticlesAtOnce) HandArticles();
  }
  if (origin == Origin::kRead && !reviewed_.empty()) PutEdits(next_report_ - static_cast<int64_t>(extraction.deals.size()), next_report_);
}

// Of an article that was taken out and comes again: what reviewers made of its deals.
void Writer::PutEdits(int64_t first, int64_t end) {
  for (int64_t report = first; report < end; ++report) {
    const uint64_t uid = told_[report]->uid;
    const auto review = reviewed_.find(uid);
    if (review == reviewed_.end() || review->second != Verdict::kEdited) continue;
    EndBeside();
    const bool there = find_article_.With(FormatUid(uid), static_cast<int>(Origin::kReviewer)).Step();
    find_article_.Reset();
    Statement row(database_, "SELECT edited FROM review WHERE uid = ?");
    if (there || !row.With(static_cast<int64_t>(uid)).Step()) continue;
    if (auto edited = FromJson(row.Text(0)); edited.ok()) PutEdit(std::move(edited).value(), uid);
  }
}

void Writer::PutEdit(Extraction edited, uint64_t uid) {
  edited.id = FormatUid(uid);
  const EvidenceTexts texts = {std::vector<std::string>(edited.deals[0].evidence.size())};
  Put({.extraction = &edited}, Origin::kReviewer, VersionText(), &texts);
}

void Writer::FillTold(const Extraction& extraction, const Deal& deal, const std::vector<int64_t>& names, Told* told) {
  told->kind = deal.kind, told->form = deal.form, told->status = deal.status;
  told->names.reserve(deal.parties.size());
  for (const PartyInRole& party : deal.parties) told->names.push_back({names[party.party], party.role, party.span});
  if (deal.date) told->period = *deal.date;
  told->basis = deal.date_basis;
  if (deal.amount) {
    const Amount& sum = extraction.amounts[*deal.amount];
    told->low = sum.low.ToString(), told->high = sum.high.ToString(), told->currency = sum.currency.code();
    const Value value = ValueOf(sum, deal.date ? deal.date : ParsePeriod(extraction.published));
    if (value.low && value.high) told->value_low = value.low, told->value_high = value.high;
    told->shared = std::count_if(extraction.deals.begin(), extraction.deals.end(), [&](const Deal& other) { return other.amount == deal.amount; }) > 1;
  }
  if (deal.stake_percent) told->stake = deal.stake_percent->ToString();
  if (deal.term_months) told->term = *deal.term_months;
  told->subject = deal.subject;
  told->confidence = static_cast<int64_t>(deal.confidence * 100 + 0.5);
  told->deal = IsRejected(*told) ? 0 : told->id;
  told->stored = false;
}

bool Writer::Remove(std::string_view key, Origin origin) {
  const bool there = find_article_.With(key, static_cast<int>(origin)).Step();
  if (!there) return false;
  const int64_t article = find_article_.Int(0);
  find_article_.Reset();
  EndBeside();
  if (!words_.empty() && article >= words_.front().article) PutWords();
  if (reports_put_ < reports_.size() && article >= reports_[reports_put_].told->article) PutReports(next_report_);
  std::string evidence;
  for (evidence_.With(article); evidence_.Step();) evidence += evidence_.String(2) + ' ';
  if (!article_row_.With(article).Step()) return false;
  {
    delete_words_.With(article, WordsOf(article_row_.Text(0)), WordsOf(evidence)).Run();
    for (const PartyRow& party : ParsePartyRows(article_row_.Text(1))) names_->Count(party.name, party.kind, party.aliases, -1);
  }
  const int64_t first = article_row_.Int(2), end = first + article_row_.Int(3);
  article_row_.Reset();
  for (int64_t report = first; report < end; ++report) {
    if (Told* told = Get(report); told != nullptr && !told->fresh) {
      Unlink(*told);
      if (told->deal != 0) DropDeal(told->deal);
    }
    delete_report_.With(report).Run();
    told_.erase(report);
  }
  delete_article_.With(article).Run();
  return true;
}

void Writer::Reviewed(int64_t report, uint64_t uid, Verdict verdict) {
  Told* told = Get(report);
  if (told == nullptr) return;
  const bool was_rejected = IsRejected(*told);
  if (verdict == Verdict::kAccepted) reviewed_.erase(uid);
  else reviewed_[uid] = verdict;
  if (verdict == Verdict::kRejected && !was_rejected) {
    Unlink(*told);
    if (told->deal != 0) DropDeal(told->deal);
    told->deal = told->row_deal = 0;
    set_deal_.With(std::optional<int64_t>(), report).Run();
  } else if (verdict != Verdict::kRejected && was_rejected) {
    told->fresh = true;
    fresh_.push_back(report);
  } else if (told->deal != 0) {
    DropDeal(told->deal);
  }
}

}  // namespace entente::store
