// Turns options into a question of query.schema.json and prints its answer. Without a limit deals come page by page.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "answer_rows.h"
#include "archive.h"
#include "engine.h"
#include "question.h"
#include "table.h"

namespace cli {
namespace {

constexpr const char* kPage = "500";
constexpr const char* kWhole = "1000000";
constexpr const char* kAsked[] = {"deals", "timeline", "partners", "totals", "path", "graph", "parties"};

class Query {
 public:
  Query(const Options& options, entente_archive* archive, const entente_engine* engine) : options_(options), archive_(archive), engine_(engine) {}

  // False with a complaint.
  bool Prepare() {
    std::vector<std::string> words = options_.files;
    if (!words.empty() && std::any_of(std::begin(kAsked), std::end(kAsked), [&](const char* known) { return words[0] == known; })) ask_ = words[0], words.erase(words.begin());
    const size_t names = ask_ == "path" ? 2 : ask_ == "partners" || ask_ == "parties" ? 1 : 0;
    if (words.size() != names) {
      if (names == 0) return Complain("", "what is '" + words[0] + "'? query takes deals, timeline, partners NAME, totals, path NAME NAME, graph or parties START"), false;
      return Complain("", ask_ + (names == 1 ? " takes one name" : " takes two names")), false;
    }
    question_ = ReadQuestion(options_);
    if (names == 2) question_.own["from"] = QuoteJson(words[0]), question_.own["to"] = QuoteJson(words[1]);
    if (names == 1) question_.own[ask_ == "partners" ? "party" : "text"] = QuoteJson(words[0]);
    if (!options_.by.empty()) {
      std::string by;
      for (const std::string& group : options_.by) by += (by.empty() ? "" : ",") + QuoteJson(group);
      question_.own["by"] = "[" + by + "]";
    }
    if (!options_.currency.empty()) question_.own["currency"] = QuoteJson(options_.currency);
    output_ = options_.output;
    if (output_ == Output::kByPlace) output_ = ask_ == "graph" ? Output::kJson : Output::kTable;
    if (ask_ == "graph" && (output_ == Output::kTable || output_ == Output::kCsv || output_ == Output::kNdjson)) return Complain("", "a graph comes as json, graphml or dot"), false;
    if (output_ == Output::kGraphml || output_ == Output::kDot) question_.own["format"] = output_ == Output::kDot ? "\"dot\"" : "\"graphml\"";
    return true;
  }

  int Run() {
    const bool pages = (ask_ == "deals" || ask_ == "timeline") && question_.own.count("limit") == 0;
    if (pages) question_.own["limit"] = ask_ == "timeline" && output_ == Output::kJson ? kWhole : kPage;
    std::string answer;
    for (;;) {
      if (!Ask(archive_, engine_, question_.Text(ask_), &answer)) return kError;
      const std::string cursor = ask_ == "deals" || ask_ == "timeline" ? ReadText(answer, "cursor") : std::string();
      Print(answer, pages, cursor.empty());
      if (std::ferror(stdout) != 0) return Complain("", "cannot write to standard output"), kError;
      if (!pages || cursor.empty()) break;
      question_.own["cursor"] = QuoteJson(cursor);
    }
    for (const std::string& name : ReadTexts(output_ == Output::kGraphml || output_ == Output::kDot ? "{}" : answer, "unknown")) Complain(name, "the archive has no party of this name");
    if (std::fflush(stdout) != 0) return Complain("", "cannot write to standard output"), kError;
    return found_ ? kFound : kNothing;
  }

 private:
  static void Write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

  void Print(const std::string& answer, bool pages, bool last) {
    if (output_ == Output::kGraphml || output_ == Output::kDot) return found_ = answer.find(output_ == Output::kDot ? "n0 " : "<node ") != std::string::npos, Write(answer);
    if (output_ == Output::kNdjson || (output_ == Output::kJson && pages && ask_ == "deals")) return PrintObjects(answer, last);
    if (output_ == Output::kJson) {
      found_ = found_ || HasRows(answer);
      return Write(answer + "\n");
    }
    const Rows rows = ReadRows(answer, output_ == Output::kCsv);
    found_ = found_ || (ask_ == "totals" ? HasRows(answer) : !rows.cells.empty());
    if (output_ == Output::kCsv) {
      if (first_ && options_.bom) Write("\xEF\xBB\xBF");
      if (first_) Write(FormatCsvRow(rows.header));
      for (const auto& row : rows.cells) Write(FormatCsvRow(row));
    } else if (!rows.cells.empty()) {
      std::vector<std::vector<std::string>> grid = {rows.header};
      grid.insert(grid.end(), rows.cells.begin(), rows.cells.end());
      Write(FormatGrid(grid, TerminalWidth()));
      for (const std::string& note : rows.notes) Write(note + "\n");
    }
    first_ = false;
  }

  // One object on each line, or the pages put together as the one answer that they are.
  void PrintObjects(const std::string& answer, bool last) {
    const bool json = output_ == Output::kJson;
    if (json && first_) Write("{\"schema\":1,\"ask\":\"deals\",\"deals\":[");
    bool comma = json && found_;
    for (const std::string& object : ReadObjects(answer)) {
      Write((comma ? "," : "") + object + (json ? "" : "\n"));
      comma = json;
      found_ = true;
    }
    first_ = false;
    if (!json || !last) return;
    std::string unknown;
    for (const std::string& name : ReadTexts(answer, "unknown")) unknown += (unknown.empty() ? "" : ",") + QuoteJson(name);
    Write("],\"cursor\":null,\"unknown\":[" + unknown + "]}\n");
  }

  bool HasRows(const std::string& answer) const {
    if (ask_ == "graph") return ReadTexts(answer, "nodes").size() > 0;
    if (ask_ == "totals") return ReadTexts(answer, "totals").size() + ReadTexts(answer, "left_out").size() > 0 || answer.find("\"total\":{\"group\":[],\"low\":\"0\",\"high\":\"0\",\"counted\":0") == std::string::npos;
    return !ReadObjects(answer).empty();
  }

  const Options& options_;
  entente_archive* archive_;
  const entente_engine* engine_;
  std::string ask_ = "deals";
  Question question_;
  Output output_ = Output::kTable;
  bool first_ = true, found_ = false;
};

}  // namespace

int RunQuery(const Options& options) {
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_READ);
  if (archive == nullptr) return kError;
  Owned<entente_engine> engine;
  if (!options.rates.empty()) {
    engine = OpenEngine(options);
    if (engine == nullptr) return kError;
  }
  Query query(options, archive.get(), engine.get());
  return query.Prepare() ? query.Run() : kError;
}

}  // namespace cli
