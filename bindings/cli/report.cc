// A report: the page that the library makes of an archive, written to a file, with what a person should know said on standard error.
// Tested by: tests/report/report_test.py
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "answer_rows.h"
#include "archive.h"
#include "engine.h"
#include "question.h"

namespace cli {
namespace {

constexpr const char* kMostDeals = "5000";

bool Write(const std::string& path, std::string_view page) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return Complain(path, std::strerror(errno)), false;
  const bool written = std::fwrite(page.data(), 1, page.size(), file) == page.size();
  if (std::fclose(file) != 0 || !written) return Complain(path, "cannot be written"), false;
  return true;
}

// Says which names are not known and that deals were cut off; false after a complaint.
bool Look(const Question& question, entente_archive* archive, const entente_engine* engine, bool* found) {
  std::string deals;
  if (!Ask(archive, engine, question.Text("deals"), &deals)) return false;
  for (const std::string& name : ReadTexts(deals, "unknown")) Complain(name, "the archive has no party of this name");
  if (!ReadText(deals, "cursor").empty()) Complain("", "the page holds the first " + question.own.at("limit") + " deals; --limit or filters give others");
  *found = !ReadTexts(deals, "deals").empty();
  return true;
}

bool WritePage(const Options& options, const std::string& question, entente_archive* archive, const entente_engine* engine) {
  const std::string name = options.archive.substr(options.archive.find_last_of('/') + 1);
  entente_answer* page = nullptr;
  entente_error* error = nullptr;
  const entente_status status = entente_archive_report(archive, engine, name.c_str(), question.data(), question.size(), &page, &error);
  const Owned<entente_answer> owned(page);
  const Owned<entente_error> owned_error(error);
  if (status != ENTENTE_OK) return Complain(entente_error_origin(error), entente_error_message(error)), false;
  size_t bytes = 0;
  const char* text = entente_answer_text(page, &bytes);
  return Write(options.page, {text, bytes});
}

}  // namespace

int RunReport(const Options& options) {
  if (!options.files.empty()) return Complain("", "what is '" + options.files[0] + "'? report takes filters only; see entente report --help"), kError;
  if (options.page.empty()) return Complain("", "--output PAGE.html is missing"), kError;
  if (!options.by.empty()) return Complain("", "--by is for query; the page has the totals by year, kind, country and party"), kError;
  for (const auto& filter : options.filters)
    if (filter.first == "cursor") return Complain("", "--cursor is for query"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_READ);
  if (archive == nullptr) return kError;
  Owned<entente_engine> engine;
  if (!options.rates.empty()) {
    engine = OpenEngine(options);
    if (engine == nullptr) return kError;
  }
  Question question = ReadQuestion(options);
  question.own.try_emplace("limit", kMostDeals);
  question.own.try_emplace("sort", "\"-date\"");
  bool found = false;
  if (!Look(question, archive.get(), engine.get(), &found)) return kError;
  if (!options.currency.empty()) question.own["currency"] = QuoteJson(options.currency);
  return WritePage(options, question.Text("deals"), archive.get(), engine.get()) ? (found ? kFound : kNothing) : kError;
}

}  // namespace cli
