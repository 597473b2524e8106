// Every allocation fails once, through the C ABI: reading, lexicons, streams, the archive and its questions. The n-th allocation of a call fails, n = 1, 2, ...
// until a call passes without a fault; then the same with the n-th and all after it. Each time the call must give ENTENTE_NO_MEMORY, or the very
// result that it gives without a fault; nothing may leak, an archive must hold all of a change or nothing of it, and the call must
// work right afterwards.
//   ENTENTE_FAULTS=all   every n; otherwise about 60 for each call and mode, spread over all of them
//   ENTENTE_FAULTS=NAME  every n of that call alone
#include <entente_c.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "fault/loop.h"
#include "fault/samples.h"

using namespace fault;

namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

// ---- what is called ----

entente_engine* engine = nullptr;

entente_article ArticleOf(const std::string& title, const std::string& body, const char* encoding, int32_t format) {
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.id = "a1", article.id_bytes = 2;
  article.title = title.data(), article.title_bytes = title.size();
  article.body = body.data(), article.body_bytes = body.size();
  article.published = "2024-06-04";
  article.encoding = encoding;
  article.format = format;
  return article;
}

using Extract = entente_status (*)(const entente_engine*, const entente_article*, entente_extraction**, entente_error**);

Call Reading(const std::string& name, const entente_article* article, Extract extract) {
  static entente_extraction* found = nullptr;
  static entente_error* error = nullptr;
  return {name, [] {}, [article, extract] { return extract(engine, article, &found, &error); },
          [](entente_status status) {
            std::string text;
            if (status == ENTENTE_OK) text = std::string(entente_extraction_json(found, nullptr)) + (entente_extraction_explanation(found, nullptr) == nullptr ? "" : entente_extraction_explanation(found, nullptr));
            else if (found != nullptr) text = "a result beside the error";
            entente_extraction_free(found);
            entente_error_free(error);
            found = nullptr, error = nullptr;
            return text;
          }};
}

entente_status ReadMoney(const entente_engine* with, const entente_article* article, entente_extraction** found, entente_error** error) {
  return entente_read_money(with, article, "KRW", found, error);
}
entente_status Convert(const entente_engine* with, const entente_article*, entente_extraction** found, entente_error** error) {
  const char* sum = "337 million euros";
  return entente_convert(with, sum, std::strlen(sum), "en", "USD", "2024-06-04", found, error);
}

Call Opening() {
  static entente_engine* opened = nullptr;
  static entente_error* error = nullptr;
  static entente_lexicon lexicon = ENTENTE_LEXICON_INIT;
  lexicon.text = fault::kLexicon, lexicon.text_bytes = std::strlen(fault::kLexicon);
  static const entente_lexicon* lexicons[] = {&lexicon};
  static entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  options.lexicons = lexicons, options.lexicon_count = 1;
  options.rates_csv = fault::kRates, options.rates_csv_bytes = std::strlen(fault::kRates);
  return {"engine_open", [] {}, [] { return entente_engine_open(&options, &opened, &error); },
          [](entente_status status) {
            std::string text;
            if (status == ENTENTE_OK) {
              entente_extraction* found = nullptr;
              entente_extract_text(opened, "a1", fault::kLexiconText, std::strlen(fault::kLexiconText), "2024-06-04", nullptr, &found, nullptr);
              text = entente_extraction_json(found, nullptr);
              entente_extraction_free(found);
            } else if (opened != nullptr) {
              text = "an engine beside the error";
            }
            entente_engine_free(opened);
            entente_error_free(error);
            opened = nullptr, error = nullptr;
            return text;
          }};
}

Call Importing(const char* list, const char* table) {
  static entente_import* imported = nullptr;
  static entente_error* error = nullptr;
  return {std::string("import_") + list, [] {}, [list, table] { return entente_import_listing(list, table, std::strlen(table), nullptr, &imported, &error); },
          [](entente_status status) {
            std::string text;
            if (status == ENTENTE_OK) text = std::string(entente_import_table(imported, nullptr)) + entente_import_report(imported, nullptr);
            entente_import_free(imported);
            entente_error_free(error);
            imported = nullptr, error = nullptr;
            return text;
          }};
}

// A stream: every record is answered for, by its result or by an error; what comes is what comes without faults.
struct Reader {
  std::string bytes;
  size_t used = 0;
  static entente_status Read(void* user, char* to, size_t capacity, size_t* count) {
    auto* reader = static_cast<Reader*>(user);
    *count = std::min({capacity, reader->bytes.size() - reader->used, size_t{100}});
    std::memcpy(to, reader->bytes.data() + reader->used, *count);
    reader->used += *count;
    return ENTENTE_OK;
  }
};

Call Streaming(uint32_t threads) {
  constexpr size_t kLines = 12;
  struct Kept {
    Reader reader;
    entente_stream* stream = nullptr;
    entente_extraction* found[kLines + 1] = {};
    size_t count = 0, errors = 0;
    entente_status other = ENTENTE_OK;
  };
  static Kept kept;
  const auto prepare = [] {
    kept.reader.bytes.clear(), kept.reader.used = 0, kept.count = kept.errors = 0;
    kept.other = ENTENTE_OK;
    for (size_t i = 0; i < kLines; ++i) kept.reader.bytes += std::string("{\"id\":") + std::to_string(i) + ",\"published\":\"2024-06-04\",\"body\":\"" + fault::kShort + "\"}\n";
  };
  const auto run = [threads]() -> entente_status {
    entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
    options.read = Reader::Read, options.read_user = &kept.reader, options.threads = threads;
    const entente_status status = entente_stream_open(engine, &options, &kept.stream, nullptr);
    if (status != ENTENTE_OK) return status;
    for (size_t calls = 0; calls < 1000; ++calls) {
      entente_extraction* found = nullptr;
      entente_error* error = nullptr;
      const entente_status next = entente_stream_next(kept.stream, &found, &error);
      entente_error_free(error);
      if (next == ENTENTE_OK && found == nullptr) return kept.errors == 0 ? ENTENTE_OK : ENTENTE_NO_MEMORY;
      if (next != ENTENTE_OK && next != ENTENTE_NO_MEMORY) kept.other = next;
      kept.errors += next != ENTENTE_OK;
      if (found != nullptr && kept.count <= kLines) kept.found[kept.count++] = found;
    }
    return ENTENTE_NO_MEMORY;  // with no memory at all it goes on like this; the caller gives up
  };
  const auto after = [](entente_status status) {
    std::string text;
    for (size_t i = 0; i < kept.count; ++i) {
      if (status == ENTENTE_OK) text += entente_extraction_json(kept.found[i], nullptr);
      entente_extraction_free(kept.found[i]);
    }
    if (status != ENTENTE_OK && kept.errors != 0 && kept.errors < 1000 && kept.count + kept.errors < kLines) text = "only " + std::to_string(kept.count) + " records and " + std::to_string(kept.errors) + " errors";
    if (kept.other != ENTENTE_OK) text = std::string("an error ") + entente_status_name(kept.other);
    entente_stream_free(kept.stream);
    kept.stream = nullptr;
    return text;
  };
  return {"stream_" + std::to_string(threads), prepare, run, after};
}

// ---- the archive ----

std::string folder, base_bytes, other_path;
entente_archive* archive = nullptr;
entente_answer* answer = nullptr;
entente_extraction* first = nullptr;
entente_extraction* second = nullptr;

std::string Path(const char* name) { return folder + "/" + name; }

void Remove(const std::string& path) {
  for (const char* end : {"", "-wal", "-shm"}) unlink((path + end).c_str());
}

std::string Export(entente_archive* from, int32_t what) {
  entente_answer* exported = nullptr;
  entente_error* error = nullptr;
  std::string text;
  if (entente_archive_export(from, what, &exported, &error) == ENTENTE_OK) text = entente_answer_text(exported, nullptr);
  else text = std::string("export fails: ") + entente_error_message(error);
  entente_answer_free(exported);
  entente_error_free(error);
  return text;
}

// All that an archive holds, or what is wrong with it.
std::string Contents(entente_archive* from) {
  entente_error* error = nullptr;
  std::string text = "whole ";
  if (entente_archive_check(from, &error) != ENTENTE_OK) text = std::string("damaged: ") + entente_error_message(error);
  entente_error_free(error);
  return text + Export(from, ENTENTE_EXPORT_CONTENTS) + Export(from, ENTENTE_EXPORT_REVIEWS);
}

void PrepareArchive() {
  Remove(Path("work"));
  WriteFile(Path("work"), base_bytes);
  entente_archive_open(Path("work").c_str(), nullptr, &archive, nullptr);
}

// A change: after a fault the archive holds what it held, and the same change works then.
Call Changing(const std::string& name, std::function<entente_status()> run, const std::string& base) {
  return {name, PrepareArchive, std::move(run),
          [](entente_status) {
            std::string text = Contents(archive);
            entente_archive_free(archive);
            entente_error_free(archive_error);
            archive = nullptr, archive_error = nullptr;
            return text;
          },
          base};
}

Call Asking(const std::string& name, std::function<entente_status()> run) {
  return {name, PrepareArchive, std::move(run), [](entente_status status) {
            std::string text;
            if (status == ENTENTE_OK && answer != nullptr) text = entente_answer_text(answer, nullptr);
            entente_answer_free(answer);
            entente_archive_free(archive);
            entente_error_free(archive_error);
            archive = nullptr, archive_error = nullptr, answer = nullptr;
            return text;
          }};
}

std::string FirstDeal() {
  const std::string contents = Export(archive, ENTENTE_EXPORT_CONTENTS);
  entente_answer* found = nullptr;
  const char* question = "{\"ask\":\"deals\"}";
  entente_archive_query(archive, nullptr, question, std::strlen(question), &found, nullptr);
  std::string text = found == nullptr ? "" : entente_answer_text(found, nullptr);
  entente_answer_free(found);
  const size_t at = text.find("\"deals\":[{\"id\":\"");
  return at == std::string::npos ? std::string() : text.substr(at + 16, 16);
}

std::vector<Call> ArchiveCalls() {
  entente_extract_text(engine, "a1", fault::kShort, std::strlen(fault::kShort), "2024-06-04", nullptr, &first, nullptr);
  entente_extract_text(engine, "a2", fault::kLong, std::strlen(fault::kLong), "2024-07-04", nullptr, &second, nullptr);
  const auto make = [](const char* name, const entente_extraction* one) {
    Remove(Path(name));
    entente_archive* made = nullptr;
    entente_archive_open(Path(name).c_str(), nullptr, &made, nullptr);
    entente_archive_add(made, &one, 1, "place", "1", nullptr);
    entente_archive_free(made);
  };
  make("base", first);
  make("other", second);
  base_bytes = ReadFile(Path("base"));
  other_path = Path("other");
  PrepareArchive();
  const std::string base = Contents(archive);
  static std::string deal = FirstDeal();
  entente_archive_free(archive);
  archive = nullptr;
  static const std::string review = "{\"deal\":\"" + deal + "\",\"verdict\":\"rejected\",\"reviewer\":\"kim\",\"at\":\"2024-06-05\",\"note\":\"no\"}";
  static std::string host = entente_extraction_json(first, nullptr);
  host.replace(host.find("\"a1\""), 4, "\"h1\"");
  static const std::string body = fault::kShort;

  std::vector<Call> calls;
  static const std::string fresh = Path("new");
  calls.push_back({"archive_open", [] { Remove(fresh); }, [] { return entente_archive_open(fresh.c_str(), nullptr, &archive, &archive_error); },
                   [](entente_status status) {
                     if (status != ENTENTE_OK && archive != nullptr) return std::string("an archive beside the error");
                     entente_archive_free(archive);
                     entente_error_free(archive_error);
                     archive = nullptr, archive_error = nullptr;
                     if (entente_archive_open(fresh.c_str(), nullptr, &archive, &archive_error) != ENTENTE_OK) return std::string("no archive: ") + entente_error_message(archive_error);
                     std::string text = Contents(archive);
                     entente_archive_free(archive);
                     archive = nullptr;
                     return text;
                   }, "whole "});
  calls.push_back(Changing("archive_add", [] {
    const entente_extraction* both[] = {second, first};
    return entente_archive_add(archive, both, 2, "place", "2", &archive_error);
  }, base));
  calls.push_back(Changing("archive_add_json", [] { return entente_archive_add_json(archive, host.data(), host.size(), nullptr, 0, body.data(), body.size(), &archive_error); }, base));
  calls.push_back(Changing("archive_remove", [] { return entente_archive_remove(archive, "a1", ENTENTE_FROM_ARTICLE, &archive_error); }, base));
  calls.push_back(Changing("archive_say", [] { return entente_archive_say(archive, fault::kName, fault::kOtherName, ENTENTE_SAME, &archive_error); }, base));
  calls.push_back(Changing("archive_review", [] { return entente_archive_review(archive, review.data(), review.size(), &archive_error); }, base));
  calls.push_back(Changing("archive_merge", [] { return entente_archive_merge(archive, other_path.c_str(), &archive_error); }, base));
  calls.back().in_pieces = true;
  calls.push_back(Asking("archive_deal", [] { return entente_archive_deal(archive, deal.c_str(), &answer, &archive_error); }));
  calls.push_back(Asking("archive_checkpoint", [] { return entente_archive_checkpoint(archive, "place", &answer, &archive_error); }));
  calls.push_back(Asking("archive_check", [] { return entente_archive_check(archive, &archive_error); }));
  for (int32_t what = ENTENTE_EXPORT_REVIEWS; what <= ENTENTE_EXPORT_LEXICON; ++what)
    calls.push_back(Asking("archive_export_" + std::to_string(what), [what] { return entente_archive_export(archive, what, &answer, &archive_error); }));
  for (const char* question : fault::kQuestions)
    calls.push_back(Asking(std::string("query ") + question, [question] { return entente_archive_query(archive, engine, question, std::strlen(question), &answer, &archive_error); }));
  return calls;
}

}  // namespace

int main(int argc, char** argv) {
  setvbuf(stdout, nullptr, _IOLBF, 1 << 12);
  folder = std::string(argc > 1 ? argv[1] : ".") + "/fault_archives";
  mkdir(folder.c_str(), 0700);
  NameCrashes();
  const char* wish = std::getenv("ENTENTE_FAULTS");
  const std::string only = wish == nullptr || std::strcmp(wish, "all") == 0 ? "" : wish;
  const bool every = wish != nullptr;

  if (entente_engine_open(nullptr, &engine, nullptr) != ENTENTE_OK) return 2;  // the warm-up
  const std::string korean = fault::kLong, title = fault::kTitle, english = fault::kEnglish, html = fault::kHtml, legacy(fault::kLegacy), decomposed = fault::kDecomposed;
  const entente_article plain = ArticleOf(title, korean, nullptr, ENTENTE_TEXT), page = ArticleOf("", html, nullptr, ENTENTE_HTML), encoded = ArticleOf("", legacy, "cp949", ENTENTE_TEXT),
                        foreign = ArticleOf("", english, "auto", ENTENTE_TEXT), apart = ArticleOf("", decomposed, nullptr, ENTENTE_TEXT);
  std::vector<Call> calls = {Opening(),
                             Reading("extract_korean", &plain, entente_extract),
                             Reading("extract_html", &page, entente_extract),
                             Reading("extract_cp949", &encoded, entente_extract),
                             Reading("extract_english", &foreign, entente_extract),
                             Reading("extract_decomposed", &apart, entente_extract),
                             Reading("explain", &plain, entente_explain),
                             Reading("read_money", &plain, ReadMoney),
                             Reading("convert", &plain, Convert),
                             Importing("krx", fault::kKrx),
                             Importing("sec", fault::kSec),
                             Streaming(1),
                             Streaming(4)};
  calls[2].foreign_leak = 7;  // libxml2 2.9, where it has no memory to make a parser
  for (Call& call : ArchiveCalls()) calls.push_back(std::move(call));
  for (const Call& call : calls) {
    if (!only.empty() && call.name != only) continue;
    uint64_t allocations = 0;
    const Outcome wanted = RunOnce(call, 0, Mode::kOnce, &allocations);
    Check(wanted.status == ENTENTE_OK && (!wanted.text.empty() || call.name == "archive_check" || call.name == "archive_export_0" || call.name == "archive_export_3" || call.name == "archive_export_4"),
          call.name + " works without faults");
    for (const Mode mode : {Mode::kOnce, Mode::kFrom}) Loop(call, wanted.text, mode, every);
  }
  entente_extraction_free(first);
  entente_extraction_free(second);
  entente_engine_free(engine);
  std::printf("| %" PRIu64 " faults injected, %" PRIu64 " survived\n", all_injected, all_survived);
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
