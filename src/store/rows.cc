// The rows of articles, reports and deals, as they are written: by a thread of its own where many articles are put at once.
// Tested by: tests/unit/store/archive_test.cc, tests/archive/
#include "output/json_writer.h"
#include "store/words.h"
#include "store/writer.h"

namespace entente::store {
namespace {

constexpr size_t kMostWordsBytes = size_t{1} << 20;

std::string WarningsJson(const std::vector<Warning>& warnings) {
  std::string text;
  output::JsonWriter json(&text);
  json.OpenArray();
  for (const Warning& warning : warnings) {
    json.OpenObject();
    json.Key("code"), json.String(warning.code);
    json.Key("message"), json.String(warning.message);
    json.Key("expected"), json.StringOrNull(warning.expected);
    json.CloseObject();
  }
  json.CloseArray();
  return text;
}

std::optional<std::string_view> OrNull(const std::string& text) { return text.empty() ? std::nullopt : std::optional<std::string_view>(text); }

}  // namespace

void Writer::HandArticles() {
  if (articles_.empty()) return;
  auto articles = std::make_shared<std::vector<Article>>(std::exchange(articles_, {}));
  beside_.Do([this, articles = std::move(articles)] {
    for (Article& article : *articles) PutArticle(&article);
  });
}

void Writer::HandDeals() {
  auto changes = std::make_shared<const DealChanges>(std::exchange(deals_, {}));
  beside_.Do([this, changes = std::move(changes)] { PutDeals(*changes); });
}

void Writer::PutArticle(Article* article) {
  const Extraction& extraction = *article->item.extraction;
  const std::string title = PlainText(article->item.title);
  insert_article_.Put(article->id, static_cast<int>(article->origin), article->key, LanguageCode(extraction.language), extraction.published, article->day, title, article->version,
                      PartiesJson(article->parties), WarningsJson(extraction.warnings), article->first_report, static_cast<int64_t>(article->reports.size()));
  words_.push_back({article->id, WordsOf(title), WordsOf(article->evidence)});
  words_bytes_ += words_.back().title.size() + words_.back().evidence.size();
  if (words_bytes_ > kMostWordsBytes) PutWords();
  for (Report& report : article->reports) reports_.push_back(std::move(report));
}

void Writer::PutWords() {
  for (const Words& words : words_) insert_words_.Put(words.article, words.title, words.evidence);
  words_.clear();
  words_bytes_ = 0;
}

void Writer::PutReports(int64_t end) {
  for (; reports_put_ < reports_.size() && reports_[reports_put_].told->id < end; ++reports_put_) {
    Report& report = reports_[reports_put_];
    Told& told = *report.told;
    insert_report_.Put(told.id, static_cast<int64_t>(told.uid), told.article, report.ordinal, told.deal == 0 ? std::nullopt : std::optional<int64_t>(told.deal), static_cast<int>(told.kind),
                       static_cast<int>(told.form), static_cast<int>(told.status), report.names, told.period.from, told.period.to, static_cast<int>(told.period.precision),
                       static_cast<int>(told.basis), OrNull(told.low), OrNull(told.high), told.low.empty() ? std::nullopt : std::optional<std::string_view>(told.currency), told.value_low,
                       told.value_high, OrNull(report.amount), told.shared, OrNull(told.stake), told.term, told.subject, report.rule, told.confidence, report.evidence);
    told.stored = true;
    told.row_deal = told.deal;
    report = {};  // its texts are freed
  }
}

void Writer::PutDeals(const DealChanges& changes) {
  for (const int64_t deal : changes.dropped) delete_deal_.Put(deal);
  for (const DealRow& deal : changes.put)
    insert_deal_.Put(deal.id, static_cast<int>(deal.kind), static_cast<int>(deal.form), static_cast<int>(deal.status), deal.period.from, deal.period.to, static_cast<int>(deal.period.precision),
                     static_cast<int>(deal.basis), deal.value_low, deal.value_high, deal.amount, deal.flags, deal.reports, deal.confidence, OrNull(deal.stake), deal.term, deal.subject, deal.parties);
  for (const auto& [report, deal] : changes.members) set_deal_.Put(deal, report);
  PutReports(changes.reports_to);
}

}  // namespace entente::store
