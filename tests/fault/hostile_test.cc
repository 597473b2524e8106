// A hostile process around the library: a thread with 256 KB of stack, structures nested 100,000 deep, locales whose decimal point and letter case differ,
// strange time zones, a clock that stands in 1901 or 2106. Each gives a result or an error code, and the same bytes as elsewhere.
#include <entente_c.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>

#include "fault/samples.h"

// The clock of the whole process: the libraries ask these too.
static time_t clock_shift = 0;
extern "C" {
time_t time(time_t* out) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval* out, void*) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  out->tv_sec = now.tv_sec;
  out->tv_usec = now.tv_nsec / 1000;
  return 0;
}
}

namespace {

constexpr size_t kStackBytes = 256 * 1024;
constexpr size_t kDeep = 100000;
int passed = 0, failed = 0;
std::string folder;

void Check(bool holds, const std::string& what) {
  if (holds) ++passed;
  else ++failed, std::printf("FAILED %s\n", what.c_str());
}

void* Run(void* work) {
  (*static_cast<std::function<void()>*>(work))();
  return nullptr;
}

// Runs `work` on a thread with a small stack.
void OnSmallStack(std::function<void()> work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  Check(pthread_attr_setstacksize(&attributes, kStackBytes) == 0, "a stack of 256 KB");
  pthread_t thread;
  Check(pthread_create(&thread, &attributes, Run, &work) == 0, "a thread starts");
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

std::string Repeat(const std::string& piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

std::string ExtractWith(const entente_engine* engine, const std::string& text, int32_t format, bool explain) {
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.body = text.data(), article.body_bytes = text.size();
  article.published = "2024-06-04", article.format = format;
  entente_extraction* found = nullptr;
  const entente_status status = (explain ? entente_explain : entente_extract)(engine, &article, &found, nullptr);
  std::string json = status == ENTENTE_OK ? entente_extraction_json(found, nullptr) : entente_status_name(status);
  if (explain && status == ENTENTE_OK) json += entente_extraction_explanation(found, nullptr);
  entente_extraction_free(found);
  return json;
}

std::string Ask(entente_archive* archive, const std::string& question) {
  entente_answer* answer = nullptr;
  const entente_status status = entente_archive_query(archive, nullptr, question.data(), question.size(), &answer, nullptr);
  std::string text = status == ENTENTE_OK ? entente_answer_text(answer, nullptr) : entente_status_name(status);
  entente_answer_free(answer);
  return text;
}

struct Lines {
  std::string bytes;
  size_t used = 0;
};
entente_status ReadLines(void* user, char* to, size_t capacity, size_t* count) {
  auto* lines = static_cast<Lines*>(user);
  *count = std::min(capacity, lines->bytes.size() - lines->used);
  std::memcpy(to, lines->bytes.data() + lines->used, *count);
  lines->used += *count;
  return ENTENTE_OK;
}

// The results of all records of a stream, errors by their name.
std::string Stream(const entente_engine* engine, const std::string& bytes) {
  Lines lines{bytes};
  entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
  options.read = ReadLines, options.read_user = &lines, options.threads = 1;
  entente_stream* stream = nullptr;
  std::string all;
  if (entente_stream_open(engine, &options, &stream, nullptr) != ENTENTE_OK) return "no stream";
  for (;;) {
    entente_extraction* found = nullptr;
    const entente_status status = entente_stream_next(stream, &found, nullptr);
    if (status == ENTENTE_OK && found == nullptr) break;
    all += status == ENTENTE_OK ? std::string("{") : entente_status_name(status);
    entente_extraction_free(found);
  }
  entente_stream_free(stream);
  return all;
}

// Everything that the library does, with its results in one text.
std::string Everything() {
  std::string all;
  entente_engine* engine = nullptr;
  entente_lexicon lexicon = ENTENTE_LEXICON_INIT;
  lexicon.text = fault::kLexicon, lexicon.text_bytes = std::strlen(fault::kLexicon);
  const entente_lexicon* lexicons[] = {&lexicon};
  entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
  options.lexicons = lexicons, options.lexicon_count = 1;
  options.rates_csv = fault::kRates, options.rates_csv_bytes = std::strlen(fault::kRates);
  if (entente_engine_open(&options, &engine, nullptr) != ENTENTE_OK) return "no engine";
  for (const char* text : {fault::kShort, fault::kLong, fault::kEnglish, fault::kLexiconText, fault::kTitle}) all += ExtractWith(engine, text, ENTENTE_TEXT, true);
  all += ExtractWith(engine, fault::kHtml, ENTENTE_HTML, false);
  entente_import* imported = nullptr;
  if (entente_import_listing("krx", fault::kKrx, std::strlen(fault::kKrx), nullptr, &imported, nullptr) == ENTENTE_OK) all += entente_import_table(imported, nullptr);
  entente_import_free(imported);

  const std::string path = folder + "/hostile_archive";
  for (const char* end : {"", "-wal", "-shm"}) unlink((path + end).c_str());
  entente_archive* archive = nullptr;
  entente_extraction* found = nullptr;
  entente_extract_text(engine, "a1", fault::kShort, std::strlen(fault::kShort), "2024-06-04", nullptr, &found, nullptr);
  if (entente_archive_open(path.c_str(), nullptr, &archive, nullptr) != ENTENTE_OK) return "no archive";
  if (entente_archive_add(archive, &found, 1, nullptr, nullptr, nullptr) != ENTENTE_OK) all += "nothing added";
  for (const char* question : fault::kQuestions) all += Ask(archive, question);
  entente_extraction_free(found);
  entente_archive_free(archive);
  entente_engine_free(engine);
  return all;
}

void DeepStructures() {
  entente_engine* engine = nullptr;
  entente_archive* archive = nullptr;
  entente_engine_open(nullptr, &engine, nullptr);
  const std::string path = folder + "/deep_archive", deal = fault::kShort;
  entente_archive_open(path.c_str(), nullptr, &archive, nullptr);
  if (engine == nullptr || archive == nullptr) return Check(false, "engine and archive open on a small stack");
  // in a text: what nests there is no structure of ours, and what stands beside it is found
  const char* const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"{", "}"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"《", "》"}, {"\"", "\""}, {"'", "'"}, {"㈜", ""}, {"((", "))"}, {"(가온", ")"}, {"“가온은 ", "”고 말했다. "}};
  for (const auto& [open, close] : pairs) {
    for (const std::string& text : {Repeat(open, kDeep) + deal + Repeat(close, kDeep), Repeat(open, kDeep) + "\n" + deal, deal + "\n" + Repeat(close, kDeep), Repeat(std::string(open) + close, kDeep)}) {
      const std::string json = ExtractWith(engine, text, ENTENTE_TEXT, false);
      Check(!json.empty() && json[0] == '{', std::string("a text with ") + open + " 100,000 deep");
    }
  }
  // in a page
  for (const char* tag : {"div", "b", "table", "a", "script", "p", "li", "font", "svg", "select", "frameset"}) {
    const std::string open = std::string("<") + tag + ">", close = std::string("</") + tag + ">";
    for (const std::string& page : {Repeat(open, kDeep) + deal, Repeat(open, kDeep) + deal + Repeat(close, kDeep), Repeat(close, kDeep) + deal, "<p>" + deal + "</p>" + Repeat("<" + std::string(tag) + " ", kDeep)})
      Check(ExtractWith(engine, page, ENTENTE_HTML, false)[0] == '{', "a page with " + open + " 100,000 deep");
  }
  for (const char* piece : {"<!--", "<![CDATA[", "&amp;", "&", "&#", "&#x1F600;", "<?", "<", "</", "<a b=\""}) Check(ExtractWith(engine, Repeat(piece, kDeep) + deal, ENTENTE_HTML, false)[0] == '{', std::string("a page of ") + piece);
  // in JSON
  for (const auto& [open, close] : {std::pair<const char*, const char*>{"[", "]"}, {"{\"a\":", "}"}}) {
    const std::string deep = Repeat(open, kDeep) + "1" + Repeat(close, kDeep);
    Check(Ask(archive, deep) == "invalid_argument", std::string("a question of ") + open);
    Check(Ask(archive, "{\"where\":{\"parties\":" + deep + "}}") == "invalid_argument", std::string("a filter of ") + open);
    Check(Ask(archive, Repeat(open, kDeep)) == "invalid_argument", std::string("a question of open ") + open);
    Check(Stream(engine, "{\"body\":\"a\",\"x\":" + deep + "}\n{\"body\":\"" + deal + "\"}\n") == "bad_record{", std::string("a record of ") + open);
    const std::string host = "{\"schema\":1,\"id\":\"h\",\"deals\":" + deep + "}";
    Check(entente_archive_add_json(archive, host.data(), host.size(), nullptr, 0, nullptr, 0, nullptr) == ENTENTE_BAD_RECORD, std::string("an entry of ") + open);
    const std::string review = "{\"deal\":\"0000000000000000\",\"verdict\":\"edited\",\"edited\":" + deep + "}";
    Check(entente_archive_review(archive, review.data(), review.size(), nullptr) == ENTENTE_BAD_RECORD, std::string("a review of ") + open);
    entente_import* imported = nullptr;
    Check(entente_import_listing("sec", deep.data(), deep.size(), nullptr, &imported, nullptr) == ENTENTE_BAD_RECORD, std::string("a list of ") + open);
    entente_import_free(imported);
  }
  Check(entente_archive_check(archive, nullptr) == ENTENTE_OK, "the archive holds together");
  Check(ExtractWith(engine, deal, ENTENTE_TEXT, false).find("\"kind\":\"investment\"") != std::string::npos, "the engine reads on");
  entente_archive_free(archive);
  entente_engine_free(engine);
}

}  // namespace

extern "C" int clock_gettime(clockid_t which, struct timespec* out) noexcept {
  // the kernel's own clock, moved; waiting is by the monotonic one, which no test may move
  const long code = syscall(SYS_clock_gettime, which, out);
  if (which == CLOCK_REALTIME) out->tv_sec += clock_shift;
  return static_cast<int>(code);
}

int main(int argc, char** argv) {
  folder = argc > 1 ? argv[1] : ".";
  const std::string wanted = Everything();
  Check(wanted.size() > 10000, "everything works: " + wanted.substr(0, 200));

  OnSmallStack([&] { Check(Everything() == wanted, "the same on a stack of 256 KB"); });
  OnSmallStack(DeepStructures);

  int locales = 0;
  for (const char* name : {"tr_TR.UTF-8", "de_DE.UTF-8", "ko_KR.EUC-KR", "C", ""}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    ++locales;
    const std::string before = std::setlocale(LC_ALL, nullptr);
    Check(Everything() == wanted, std::string("the same in the locale '") + name + "'");
    Check(before == std::setlocale(LC_ALL, nullptr), "the locale stays");
  }
  std::setlocale(LC_ALL, "C");
  std::printf("| %d locales%s\n", locales, locales < 4 ? " (tr_TR, de_DE or ko_KR are not installed)" : "");

  for (const char* zone : {"Pacific/Kiritimati", "America/St_Johns", "XXX-99:59:59", "UTC+24", ":/dev/null", "\xff", ""}) {
    setenv("TZ", zone, 1);
    tzset();
    Check(Everything() == wanted, std::string("the same in the time zone '") + zone + "'");
  }
  unsetenv("TZ");
  const time_t now = std::time(nullptr);
  for (const time_t there : {time_t{-2147483648}, time_t{0}, time_t{2147483647}, time_t{4294967296}, time_t{253402300800}}) {
    clock_shift = there - now;
    Check(std::time(nullptr) / 100 == there / 100 && Everything() == wanted, "the same at the second " + std::to_string(there));
  }
  clock_shift = 0;
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
