// What goes from one archive to another: merging, reviews and what was said of parties, and the dump that compares two.
// Tested by: tests/unit/store/archive_test.cc
#include <algorithm>

#include "entente/entente.h"
#include "output/json_writer.h"
#include "store/archive_impl.h"
#include "store/schema.h"
#include "store/stored.h"

namespace entente {

using output::JsonWriter;
using store::Database;
using store::FormatUid;
using store::Origin;
using store::ParseUid;
using store::Statement;
using store::StoredArticle;

namespace {

const char* VerdictName(Verdict verdict) { return verdict == Verdict::kAccepted ? "accepted" : verdict == Verdict::kRejected ? "rejected" : "edited"; }

// The deal alone, with its evidence in words: what a reviewer saw.
std::string DealAsRead(Database* database, int64_t article, uint64_t uid) {
  StoredArticle stored;
  if (!store::LoadArticle(database, article, &stored)) return "{}";
  std::string text;
  JsonWriter json(&text);
  for (size_t i = 0; i < stored.uids.size(); ++i) {
    if (stored.uids[i] != uid) continue;
    json.OpenObject();
    json.Key("title"), json.StringOrNull(stored.title);
    json.Key("evidence"), json.OpenArray();
    for (const std::string& sentence : stored.texts[i]) json.String(sentence);
    json.CloseArray();
    json.Key("extraction"), json.Raw(ToJson(store::OneDeal(stored.extraction, i)));
    json.CloseObject();
  }
  return text.empty() ? "{}" : text;
}

void CopySaid(Database* from, Archive::Impl* to) {
  Statement said(from, "SELECT a, b, same FROM said ORDER BY a, b");
  for (said.With(); said.Step();) to->names->Say(said.Text(0), said.Text(1), said.Int(2) != 0);
}

void CopyReviews(Database* from, Archive::Impl* to) {
  Statement reviews(from, "SELECT uid, key, verdict, reviewer, at, note, deal, edited FROM review ORDER BY uid");
  Statement put(to->database.get(), "INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (reviews.With(); reviews.Step();)
    put.With(reviews.Int(0), reviews.Text(1), reviews.Int(2), reviews.Text(3), reviews.Text(4), reviews.Text(5), reviews.Text(6),
             reviews.IsNull(7) ? std::nullopt : std::optional<std::string_view>(reviews.Text(7))).Run();
}

}  // namespace

Status Archive::AddReview(const Review& review) {
  const auto uid = ParseUid(review.deal);
  if (!uid) return Status(Code::kInvalidArgument, "'" + std::string(review.deal) + "' is no id of a deal", "deal");
  if (review.verdict == Verdict::kEdited && (review.edited == nullptr || review.edited->deals.size() != 1))
    return Status(Code::kInvalidArgument, "an edit needs an extraction with the one deal as it should be", "edited");
  return impl_->Change([&]() -> Status {
    Database* database = impl_->database.get();
    Statement find(database, "SELECT r.id, r.article, a.key, r.uid FROM report r JOIN article a ON a.id = r.article WHERE r.uid = ?1 OR (?2 AND r.deal = (SELECT deal FROM report WHERE uid = ?1))");
    struct Row {
      int64_t report, article;
      std::string key;
      uint64_t uid;
    };
    std::vector<Row> rows;
    // a deal is rejected with all its reports; an edit is kept with the one
    for (find.With(static_cast<int64_t>(*uid), review.verdict == Verdict::kRejected); find.Step();) rows.push_back({find.Int(0), find.Int(1), find.String(2), static_cast<uint64_t>(find.Int(3))});
    if (rows.empty()) return Status(Code::kNotFound, "the archive has no deal of this id", std::string(review.deal));
    Statement put(database, "INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const Row& row : rows) {
      const std::optional<std::string> edited = review.verdict == Verdict::kEdited ? std::optional(ToJson(*review.edited)) : std::nullopt;
      put.With(static_cast<int64_t>(row.uid), row.key, static_cast<int>(review.verdict), review.reviewer, review.at, review.note, DealAsRead(database, row.article, row.uid), edited).Run();
      impl_->writer->Remove(FormatUid(row.uid), Origin::kReviewer);
      impl_->writer->Reviewed(row.report, row.uid, review.verdict);
    }
    if (review.verdict == Verdict::kEdited) impl_->writer->PutEdit(*review.edited, rows[0].uid);
    return {};
  });
}

Result<std::string> Archive::ExportReviews() {
  std::string out;
  Status status = impl_->Look([&] {
    Statement reviews(impl_->database.get(), "SELECT uid, key, verdict, reviewer, at, note, deal, edited FROM review ORDER BY format('%016x', uid)");
    for (reviews.With(); reviews.Step();) {
      JsonWriter json(&out);
      json.OpenObject();
      json.Key("deal"), json.String(FormatUid(static_cast<uint64_t>(reviews.Int(0))));
      json.Key("article"), json.String(reviews.Text(1));
      json.Key("verdict"), json.String(VerdictName(static_cast<Verdict>(reviews.Int(2))));
      json.Key("reviewer"), json.StringOrNull(reviews.Text(3));
      json.Key("at"), json.StringOrNull(reviews.Text(4));
      json.Key("note"), json.StringOrNull(reviews.Text(5));
      json.Key("read"), json.Raw(reviews.Text(6));
      json.Key("edited"), reviews.IsNull(7) ? json.Null() : json.Raw(reviews.Text(7));
      json.CloseObject();
      out += '\n';
    }
    Statement said(impl_->database.get(), "SELECT a, b, same FROM said ORDER BY a, b");
    for (said.With(); said.Step();) {
      JsonWriter json(&out);
      json.OpenObject();
      json.Key("same"), json.Raw(said.Int(2) != 0 ? "true" : "false");
      json.Key("name"), json.String(said.Text(0));
      json.Key("other"), json.String(said.Text(1));
      json.CloseObject();
      out += '\n';
    }
    return Status();
  });
  if (!status.ok()) return status;
  return out;
}

Status Archive::Merge(std::string_view path) {
  auto opened = Database::Open(std::string(path), store::OpenMode::kReadOnly, 60000);
  if (!opened.ok()) return opened.status();
  Database* from = opened.value().get();
  Currency currency;
  if (Status status = store::PrepareArchive(from, {.mode = ArchiveMode::kReadOnly}, &currency); !status.ok()) return Status(status.code(), status.message(), std::string(path));
  if (currency != impl_->currency)
    return Status(Code::kInvalidArgument, "the archives count in different currencies (" + std::string(currency.code()) + " and " + std::string(impl_->currency.code()) + ")", std::string(path));
  from->Run("BEGIN");
  Status status = impl_->Change([&] {
    CopySaid(from, impl_.get());
    CopyReviews(from, impl_.get());
    return Status();
  });
  if (status.ok()) status = impl_->Change([&] { return impl_->writer->Forget(), Status(); });  // takes up the reviews
  Statement articles(from, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT 2000");
  for (int64_t last = 0; status.ok();) {
    std::vector<int64_t> ids;
    for (articles.With(last); articles.Step();) ids.push_back(articles.Int(0));
    if (ids.empty()) break;
    last = ids.back();
    status = impl_->Change([&] {
      for (const int64_t id : ids) {
        StoredArticle stored;
        if (!store::LoadArticle(from, id, &stored)) break;
        impl_->writer->Put({.extraction = &stored.extraction, .title = stored.title}, stored.origin, stored.version, &stored.texts);
      }
      return from->status();
    });
  }
  return status.ok() ? from->status() : status;
}

Result<std::string> Archive::Dump() {
  std::string out;
  Status status = impl_->Look([&] {
    // sets are put in order by their own texts: the numbers of rows say when something came
    Statement rows(impl_->database.get(),
                   "SELECT json_object('article', a.key, 'origin', a.origin, 'language', a.language, 'published', a.published, 'title', a.title, 'warnings', json(a.warnings), "
                   "'version', v.text) FROM article a JOIN version v ON v.id = a.version ORDER BY a.key, a.origin");
    for (rows.With(); rows.Step();) out.append(rows.Text(0)) += '\n';
    Statement reports(impl_->database.get(),
                      "SELECT json_object('report', format('%016x', r.uid), 'article', a.key, 'ordinal', r.ordinal, 'deal', format('%016x', d.uid), 'kind', r.kind, 'form', r.form, "
                      "'status', r.status, 'day_from', r.day_from, 'day_to', r.day_to, 'precision', r.precision, 'basis', r.basis, 'low', r.low, 'high', r.high, 'currency', r.currency, "
                      "'value_low', r.value_low, 'value_high', r.value_high, 'amount', json(r.amount), 'shared', r.shared, 'stake', r.stake, 'term', r.term, 'subject', r.subject, "
                      "'rule', r.rule, 'confidence', r.confidence, 'evidence', json(r.evidence), 'parties', (SELECT json_group_array(t) FROM (SELECT n.text || '/' || (p.value ->> '$[1]') "
                      "|| '/' || (p.value ->> '$[3]') AS t FROM json_each(r.parties) p JOIN name n ON n.id = p.value ->> '$[0]' ORDER BY t))) "
                      "FROM report r JOIN article a ON a.id = r.article LEFT JOIN report d ON d.id = r.deal ORDER BY a.key, a.origin, r.ordinal");
    for (reports.With(); reports.Step();) out.append(reports.Text(0)) += '\n';
    Statement deals(impl_->database.get(),
                    "SELECT json_object('deal', format('%016x', r.uid), 'kind', d.kind, 'form', d.form, 'status', d.status, 'day_from', d.day_from, 'day_to', d.day_to, 'precision', "
                    "d.precision, 'basis', d.basis, 'value_low', d.value_low, 'value_high', d.value_high, 'amount', format('%016x', m.uid), 'flags', d.flags, 'reports', d.reports, "
                    "'confidence', d.confidence, 'stake', d.stake, 'term', d.term, 'subject', d.subject, 'parties', (SELECT json_group_array(t) FROM (SELECT n.text || '/' || (p.value ->> '$[1]') AS t "
                    "FROM json_each('[[\"' || replace(replace(d.parties, ':', '\",'), ' ', '],[\"') || ']]') p JOIN name n ON n.id = CAST(p.value ->> '$[0]' AS INTEGER) ORDER BY t))) "
                    "FROM deal d JOIN report r ON r.id = d.id LEFT JOIN report m ON m.id = d.amount ORDER BY format('%016x', r.uid)");
    for (deals.With(); deals.Step();) out.append(deals.Text(0)) += '\n';
    Statement names(impl_->database.get(),
                    "SELECT json_object('name', n.text, 'party', p.text, 'kinds', (SELECT json_group_array(kind || ':' || articles) FROM name_kind k WHERE k.name = n.id), 'aliases', "
                    "(SELECT json_group_array(t) FROM (SELECT o.text || ':' || a.articles AS t FROM alias a JOIN name o ON o.id = a.alias WHERE a.name = n.id ORDER BY t))) "
                    "FROM name n JOIN name p ON p.id = n.party WHERE EXISTS (SELECT 1 FROM name_kind k WHERE k.name = n.id) OR EXISTS (SELECT 1 FROM alias a WHERE a.alias = n.id) ORDER BY n.text");
    for (names.With(); names.Step();) out.append(names.Text(0)) += '\n';
    return Status();
  });
  if (!status.ok()) return status;
  auto said = ExportReviews();
  if (!said.ok()) return said.status();
  return out + *said;
}

}  // namespace entente
