// What people change in an archive: verdicts on deals, which names are one party, entries of their own, articles taken out.
#include <simdjson.h>

#include <cstdio>
#include <string>

#include "archive.h"
#include "engine.h"
#include "input.h"

namespace cli {

const char kReviewHelp[] =
    "Usage: entente review accept|reject ID... --archive FILE [--reviewer NAME] [--at TIME] [--note TEXT]\n"
    "       entente review show ID --archive FILE\n"
    "       entente review edit ID FILE|- --archive FILE [--reviewer NAME] [--at TIME] [--note TEXT]\n"
    "       entente parties same-as|not-same-as|unsay NAME OTHER --archive FILE\n"
    "       entente add FILE|-... --archive FILE\n"
    "       entente remove ID... --archive FILE [--own]\n"
    "       entente export reviews|cases|lexicon --archive FILE\n"
    "\n"
    "review keeps what a reviewer says of a deal, over all later readings: a rejected deal is in no answer, an edited one stands as\n"
    "edited. The ids are those that query prints (json, ndjson, csv or the table). show prints the deal as JSON (deal.schema.json);\n"
    "change it and hand it to edit. The last verdict on a deal counts.\n"
    "parties says that OTHER is another name of NAME, or that they are two whatever articles say, or takes that back.\n"
    "add keeps deals that are not read but written by people, as an object of deal.schema.json with an \"id\"; the \"title\" and \"body\"\n"
    "that its offsets refer to may stand in it too. The same id again replaces them; no reading does.\n"
    "remove takes an article out with all that came from it, with --own an entry of add.\n"
    "export reviews prints what was said as JSON; cases the reviewed articles as test cases (the form of tests/corpus/articles);\n"
    "lexicon the organisations that edits and same-as named, as a file for --lexicon.\n"
    "\n"
    "Exit code: 0 done, 1 nothing to export, 2 error: nothing was changed, 3 some failed, the others were done.\n"
    "\n"
    "  entente review reject 0cc084e3192a7032 --note 'an event, no deal' --archive deals.archive\n"
    "  entente review show 0cc084e3192a7032 --archive deals.archive > deal.json\n"
    "  entente review edit 0cc084e3192a7032 deal.json --reviewer kim --archive deals.archive\n"
    "  entente parties same-as KT 'KT Corporation' --archive deals.archive\n"
    "  entente export lexicon --archive deals.archive > own.tsv; entente index news.ndjson --lexicon own.tsv --archive deals.archive\n";

namespace {

// By reference, since the call that sets the error is an argument too.
bool Fails(entente_status status, entente_error* const& error, const std::string& place = {}) {
  const Owned<entente_error> owned(error);
  if (status == ENTENTE_OK) return false;
  const std::string origin = entente_error_origin(error);
  Complain(place.empty() ? origin : origin.empty() || origin == place ? place : place + ": " + origin, entente_error_message(error));
  return true;
}

int CodeOf(size_t done, size_t failed) { return failed == 0 ? kFound : done == 0 ? kError : kSomeFailed; }

bool ReadFile(const std::string& name, std::string* bytes) {
  Source source(name);
  if (source.error().empty() && source.ReadAll(bytes)) return true;
  return Complain(name, source.error()), false;
}

std::string Quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    char escape[8];
    if (c == '"' || c == '\\') json += '\\', json += c;
    else if (static_cast<unsigned char>(c) < 0x20) std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c)), json += escape;
    else json += c;
  }
  return json + '"';
}

std::string ReviewJson(const Options& options, const std::string& id, const char* verdict, const std::string& edited) {
  std::string json = "{\"deal\": " + Quoted(id) + ", \"verdict\": \"" + verdict + "\"";
  for (const auto& [name, value] : {std::pair("reviewer", &options.reviewer), std::pair("at", &options.at), std::pair("note", &options.note)})
    if (!value->empty()) json += std::string(", \"") + name + "\": " + Quoted(*value);
  return json + (edited.empty() ? "}" : ", \"edited\": " + edited + "}");
}

int Show(entente_archive* archive, const std::string& id) {
  entente_answer* answer = nullptr;
  entente_error* error = nullptr;
  if (Fails(entente_archive_deal(archive, id.c_str(), &answer, &error), error)) return kError;
  const Owned<entente_answer> owned(answer);
  return std::puts(entente_answer_text(answer, nullptr)) >= 0 && std::fflush(stdout) == 0 ? kFound : (Complain("", "cannot write to standard output"), kError);
}

// "title" or "body" of an entry, or "".
std::string FieldOf(const std::string& json, const char* key) {
  simdjson::dom::parser parser;
  std::string_view text;
  return parser.parse(json)[key].get_string().get(text) ? std::string() : std::string(text);
}

}  // namespace

int RunReview(const Options& options) {
  const std::string what = options.files.empty() ? std::string() : options.files[0];
  const size_t count = options.files.size();
  const bool known = what == "accept" || what == "reject" || what == "show" || what == "edit";
  if (!known || count < 2 || (what == "show" && count != 2) || (what == "edit" && count != 3))
    return Complain("", "review takes accept ID..., reject ID..., show ID or edit ID FILE; see entente review --help"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, what == "show" ? ENTENTE_ARCHIVE_READ : ENTENTE_ARCHIVE_WRITE);
  if (archive == nullptr) return kError;
  if (what == "show") return Show(archive.get(), options.files[1]);
  std::string edited;
  if (what == "edit") {
    if (!ReadFile(options.files[2], &edited)) return kError;
    simdjson::dom::parser parser;
    if (simdjson::dom::element value; parser.parse(edited).get(value)) return Complain(options.files[2], "this is no JSON; entente review show prints a deal to change"), kError;
  }
  const char* verdict = what == "accept" ? "accepted" : what == "reject" ? "rejected" : "edited";
  size_t done = 0, failed = 0;
  for (size_t i = 1; i < (what == "edit" ? 2 : count); ++i) {
    const std::string json = ReviewJson(options, options.files[i], verdict, edited);
    entente_error* error = nullptr;
    ++(Fails(entente_archive_review(archive.get(), json.data(), json.size(), &error), error, what == "edit" ? options.files[2] : options.files[i]) ? failed : done);
  }
  return CodeOf(done, failed);
}

int RunParties(const Options& options) {
  const std::string what = options.files.empty() ? std::string() : options.files[0];
  const int32_t same = what == "same-as" ? ENTENTE_SAME : what == "not-same-as" ? ENTENTE_NOT_SAME : what == "unsay" ? ENTENTE_UNSAID : -1;
  if (same < 0 || options.files.size() != 3) return Complain("", "parties takes same-as, not-same-as or unsay, and two names; see entente parties --help"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_WRITE);
  if (archive == nullptr) return kError;
  entente_error* error = nullptr;
  return Fails(entente_archive_say(archive.get(), options.files[1].c_str(), options.files[2].c_str(), same, &error), error) ? kError : kFound;
}

int RunAdd(const Options& options) {
  if (options.files.empty()) return Complain("", "which files? see entente add --help"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_CREATE);
  if (archive == nullptr) return kError;
  size_t done = 0, failed = 0;
  for (const std::string& name : options.files) {
    std::string json;
    entente_error* error = nullptr;
    if (!ReadFile(name, &json)) {
      ++failed;
      continue;
    }
    const std::string title = FieldOf(json, "title"), body = FieldOf(json, "body");
    ++(Fails(entente_archive_add_json(archive.get(), json.data(), json.size(), title.data(), title.size(), body.data(), body.size(), &error), error, name) ? failed : done);
  }
  return CodeOf(done, failed);
}

int RunRemove(const Options& options) {
  if (options.files.empty()) return Complain("", "which articles? see entente remove --help"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_WRITE);
  if (archive == nullptr) return kError;
  size_t done = 0, failed = 0;
  for (const std::string& id : options.files) {
    entente_error* error = nullptr;
    ++(Fails(entente_archive_remove(archive.get(), id.c_str(), options.own ? ENTENTE_FROM_HOST : ENTENTE_FROM_ARTICLE, &error), error, id) ? failed : done);
  }
  return CodeOf(done, failed);
}

}  // namespace cli
