#include <memory>

#include "capi/guard.h"
#include "entente/query.h"

using namespace entente;
using namespace entente::capi;

namespace {

constexpr size_t kLeastOptions = offsetof(entente_archive_options, cache_mib) + sizeof(uint32_t);

Status Give(Result<std::string> text, entente_answer** out) {
  if (!text.ok()) return text.status();
  *out = new entente_answer{std::move(text).value()};
  return {};
}

Status ReadMode(int32_t number, ArchiveMode* mode) {
  if (number == ENTENTE_ARCHIVE_CREATE) *mode = ArchiveMode::kCreate;
  else if (number == ENTENTE_ARCHIVE_WRITE) *mode = ArchiveMode::kReadWrite;
  else if (number == ENTENTE_ARCHIVE_READ) *mode = ArchiveMode::kReadOnly;
  else return Invalid("unknown mode of the archive");
  return {};
}

std::string CountsJson(const ArchiveCounts& counts) {
  return "{\"articles\":" + std::to_string(counts.articles) + ",\"reports\":" + std::to_string(counts.reports) + ",\"deals\":" + std::to_string(counts.deals) +
         ",\"parties\":" + std::to_string(counts.parties) + "}\n";
}

}  // namespace

entente_status entente_archive_open(const char* path, const entente_archive_options* options, entente_archive** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (ViewOf(path).empty() || out == nullptr) return Invalid("the path or the place for the archive is missing");
    entente_archive_options given = ENTENTE_ARCHIVE_OPTIONS_INIT;
    if (options != nullptr && !CopyOptions(options, kLeastOptions, &given)) return Invalid("the size of the options is not set");
    ArchiveOptions wanted{.currency = ViewOf(given.currency)};
    if (Status status = ReadMode(given.mode, &wanted.mode); !status.ok()) return status;
    if (given.wait_ms != 0) wanted.wait_ms = given.wait_ms;
    if (given.cache_mib != 0) wanted.cache_mib = given.cache_mib;
    Result<Archive> archive = Archive::Open(path, wanted);
    if (!archive.ok()) return archive.status();
    *out = new entente_archive{std::move(archive).value()};
    return Status();
  });
}

void entente_archive_free(entente_archive* archive) { delete archive; }

entente_status entente_archive_add(entente_archive* archive, const entente_extraction* const* extractions, size_t count, const char* checkpoint_name, const char* checkpoint,
                                   entente_error** error) {
  return Guard(error, [&] {
    if (archive == nullptr || (extractions == nullptr && count != 0)) return Invalid("the archive or the extractions are NULL");
    std::vector<ArchiveItem> items;
    items.reserve(count);
    for (size_t i = 0; i < count; ++i) {
      if (extractions[i] == nullptr) return Invalid("one of the extractions is NULL");
      items.push_back({&extractions[i]->extraction, extractions[i]->title, extractions[i]->body});
    }
    return archive->archive.AddMany(items, ViewOf(checkpoint_name), ViewOf(checkpoint));
  });
}

entente_status entente_archive_checkpoint(entente_archive* archive, const char* name, entente_answer** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (archive == nullptr || out == nullptr) return Invalid("the archive or the place for the answer is NULL");
    return Give(archive->archive.Checkpoint(ViewOf(name)), out);
  });
}

entente_status entente_archive_add_json(entente_archive* archive, const char* json, size_t json_bytes, const char* title, size_t title_bytes, const char* body, size_t body_bytes,
                                        entente_error** error) {
  return Guard(error, [&] {
    std::string_view text;
    ArchiveItem item;
    if (archive == nullptr || !ReadView(json, json_bytes, &text) || !ReadView(title, title_bytes, &item.title) || !ReadView(body, body_bytes, &item.body))
      return Invalid("the archive or a text is NULL");
    Result<Extraction> extraction = FromJson(text);
    if (!extraction.ok()) return extraction.status();
    if (extraction->id.empty()) return Status(Code::kBadRecord, "an entry of a host needs an id", "id");
    item.extraction = &*extraction;
    return archive->archive.AddHost(item);
  });
}

entente_status entente_archive_remove(entente_archive* archive, const char* id, int32_t from, entente_error** error) {
  return Guard(error, [&] {
    if (archive == nullptr || ViewOf(id).empty()) return Invalid("the archive or the id is missing");
    if (from != ENTENTE_FROM_ARTICLE && from != ENTENTE_FROM_HOST) return Invalid("neither an article nor an entry of the host");
    return from == ENTENTE_FROM_HOST ? archive->archive.RemoveHost(id) : archive->archive.Remove(id);
  });
}

entente_status entente_archive_say(entente_archive* archive, const char* name, const char* other, int32_t same, entente_error** error) {
  return Guard(error, [&] {
    if (archive == nullptr) return Invalid("the archive is NULL");
    switch (same) {
      case ENTENTE_SAME: return archive->archive.SaySame(ViewOf(name), ViewOf(other));
      case ENTENTE_NOT_SAME: return archive->archive.SayNotSame(ViewOf(name), ViewOf(other));
      case ENTENTE_UNSAID: return archive->archive.Unsay(ViewOf(name), ViewOf(other));
      default: return Invalid("neither the same nor not the same");
    }
  });
}

entente_status entente_archive_review(entente_archive* archive, const char* json, size_t json_bytes, entente_error** error) {
  return Guard(error, [&] {
    std::string_view text;
    if (archive == nullptr || !ReadView(json, json_bytes, &text)) return Invalid("the archive or the text is NULL");
    return AddReviewJson(archive->archive, text);
  });
}

entente_status entente_archive_deal(entente_archive* archive, const char* id, entente_answer** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&]() -> Status {
    if (archive == nullptr || out == nullptr) return Invalid("the archive or the place for the answer is NULL");
    Result<Extraction> deal = archive->archive.ReadDeal(ViewOf(id));
    if (!deal.ok()) return deal.status();
    return Give(ToJson(*deal), out);
  });
}

entente_status entente_archive_merge(entente_archive* archive, const char* path, entente_error** error) {
  return Guard(error, [&] {
    if (archive == nullptr || ViewOf(path).empty()) return Invalid("the archive or the path is missing");
    return archive->archive.Merge(path);
  });
}

entente_status entente_archive_export(entente_archive* archive, int32_t what, entente_answer** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (archive == nullptr || out == nullptr) return Invalid("the archive or the place for the answer is NULL");
    if (what == ENTENTE_EXPORT_REVIEWS) return Give(archive->archive.ExportReviews(), out);
    if (what == ENTENTE_EXPORT_CASES) return Give(archive->archive.ExportCases(), out);
    if (what == ENTENTE_EXPORT_LEXICON) return Give(archive->archive.ExportLexicon(), out);
    if (what == ENTENTE_EXPORT_CONTENTS) return Give(archive->archive.Dump(), out);
    if (what != ENTENTE_EXPORT_COUNTS) return Invalid("this cannot be exported");
    Result<ArchiveCounts> counts = archive->archive.Counts();
    if (!counts.ok()) return counts.status();
    return Give(CountsJson(*counts), out);
  });
}

entente_status entente_archive_check(entente_archive* archive, entente_error** error) {
  return Guard(error, [&] {
    if (archive == nullptr) return Invalid("the archive is NULL");
    return archive->archive.Check();
  });
}

entente_status entente_archive_query(entente_archive* archive, const entente_engine* rates, const char* question, size_t question_bytes, entente_answer** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    std::string_view text;
    if (archive == nullptr || out == nullptr || !ReadView(question, question_bytes, &text)) return Invalid("the archive, the question or the place for the answer is NULL");
    return Give(AskJson(archive->archive, text, rates == nullptr ? nullptr : &rates->engine.rates()), out);
  });
}

const char* entente_answer_text(const entente_answer* answer, size_t* bytes) {
  if (bytes != nullptr) *bytes = answer == nullptr ? 0 : answer->text.size();
  return answer == nullptr ? nullptr : answer->text.c_str();
}

void entente_answer_free(entente_answer* answer) { delete answer; }
