// A report: the answers to one question (deals, graph, timeline, totals) as one page. The page stands in the program but for
// its data, which are JSON that no browser takes for markup; its script shows them as text only (bindings/report).
// Tested by: tests/report/report_test.py
#include <simdjson.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "answer_rows.h"
#include "archive.h"
#include "engine.h"
#include "question.h"
#include "report_page.h"

namespace cli {
namespace {

constexpr const char* kMostDeals = "5000";
constexpr const char* kWhole = "1000000";
constexpr const char* kTotals[] = {"year", "kind", "country", "party"};

// JSON that may stand in a <script>: what could end it, and the two line ends that old scripts did not know, are escaped.
// All of them stand in texts only.
std::string SafeInScript(const std::string& json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '<') safe += "\\u003c";
    else if (c == '>') safe += "\\u003e";
    else if (c == '&') safe += "\\u0026";
    else if (json.compare(i, 3, "\xE2\x80\xA8") == 0) safe += "\\u2028", i += 2;
    else if (json.compare(i, 3, "\xE2\x80\xA9") == 0) safe += "\\u2029", i += 2;
    else safe += c;
  }
  return safe;
}

// An answer without its deals, which the page has already.
std::string WithoutDeals(const std::string& answer) {
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(answer).get_object().get(root)) return "null";
  std::string text;
  for (const auto field : root)
    if (field.key != "deals") text += (text.empty() ? "{" : ",") + QuoteJson(std::string(field.key)) + ":" + std::string(simdjson::minify(field.value));
  return text.empty() ? "{}" : text + "}";
}

std::string IdsOf(const std::string& answer) {
  simdjson::dom::parser parser;
  simdjson::dom::array deals;
  std::string ids;
  if (!parser.parse(answer)["deals"].get_array().get(deals))
    for (const simdjson::dom::element deal : deals) ids += (ids.empty() ? "[" : ",") + std::string(simdjson::minify(deal["id"]));
  return ids.empty() ? "[]" : ids + "]";
}

bool Write(const std::string& path, const std::string& data) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return Complain(path, std::strerror(errno)), false;
  bool written = true;
  for (const std::string_view part : {std::string_view(kReportHead), std::string_view(data), std::string_view(kReportTail)})
    written = written && std::fwrite(part.data(), 1, part.size(), file) == part.size();
  if (std::fclose(file) != 0 || !written) return Complain(path, "cannot be written"), false;
  return true;
}

// What the page says of itself: the archive and the filters, in their order.
std::string About(const Options& options, bool cut) {
  std::string filters;
  for (const auto& [field, value] : options.filters) filters += (filters.empty() ? "[" : ",[") + QuoteJson(field) + "," + QuoteJson(value) + "]";
  const std::string name = options.archive.substr(options.archive.find_last_of('/') + 1);
  return "{\"archive\":" + QuoteJson(name) + ",\"filters\":[" + filters + "],\"cut\":" + (cut ? "true" : "false") + "}";
}

bool Collect(const Options& options, entente_archive* archive, const entente_engine* engine, std::string* data, bool* found) {
  Question question = ReadQuestion(options);
  question.own.try_emplace("limit", kMostDeals);
  question.own.try_emplace("sort", "\"-date\"");
  std::string deals, answer;
  if (!Ask(archive, engine, question.Text("deals"), &deals)) return false;
  for (const std::string& name : ReadTexts(deals, "unknown")) Complain(name, "the archive has no party of this name");
  *found = !ReadTexts(deals, "deals").empty();
  const bool cut = !ReadText(deals, "cursor").empty();
  // graph, timeline and totals are of the deals that the page shows
  if (cut) question.where["ids"] = IdsOf(deals), Complain("", "the page holds the first " + question.own["limit"] + " deals; --limit or filters give others");
  *data = "{\"about\":" + About(options, cut) + ",\"deals\":" + deals;
  question.own = {{"limit", kWhole}};
  for (const char* ask : {"timeline", "graph"}) {
    if (!Ask(archive, engine, question.Text(ask), &answer)) return false;
    *data += "," + QuoteJson(ask) + ":" + WithoutDeals(answer);
  }
  question.own = {{"deals_listed", kWhole}};
  if (!options.currency.empty()) question.own["currency"] = QuoteJson(options.currency);
  *data += ",\"totals\":[";
  for (const char* by : kTotals) {
    question.own["by"] = QuoteJson(by);
    if (!Ask(archive, engine, question.Text("totals"), &answer)) return false;
    *data += (by == kTotals[0] ? "{\"by\":" : ",{\"by\":") + QuoteJson(by) + ",\"answer\":" + answer + "}";
  }
  *data += "]}";
  return true;
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
  std::string data;
  bool found = false;
  if (!Collect(options, archive.get(), engine.get(), &data, &found) || !Write(options.page, SafeInScript(data))) return kError;
  return found ? kFound : kNothing;
}

}  // namespace cli
