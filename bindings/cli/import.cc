#include "import.h"

#include <simdjson.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "engine.h"
#include "input.h"

namespace cli {
namespace {

void PrintCounts(const char* title, simdjson::dom::element report, const char* key) {
  simdjson::dom::object counts;
  if (report[key].get_object().get(counts)) return;
  for (const auto& [reason, count] : counts) {
    std::string words(reason);
    for (char& c : words)
      if (c == '_') c = ' ';
    std::fprintf(stderr, "  %-8s %6llu  %s\n", title, static_cast<unsigned long long>(count.get_uint64().value_unsafe()), words.c_str());
  }
}

}  // namespace

int RunImport(const Options& options) {
  if (options.files.size() != 2) return Complain("", "import needs the list and one file: entente import krx FILE.csv, entente import sec company_tickers.json"), kError;
  const std::string& name = options.files[1];
  Source source(name);
  std::string bytes;
  if (!source.error().empty() || !source.ReadAll(&bytes)) return Complain(name, source.error()), kError;
  entente_import* imported = nullptr;
  entente_error* error = nullptr;
  const entente_status status = entente_import_listing(options.files[0].c_str(), bytes.data(), bytes.size(), name.c_str(), &imported, &error);
  const Owned<entente_import> owned(imported);
  const Owned<entente_error> owned_error(error);
  if (status != ENTENTE_OK) return Complain(entente_error_origin(error), entente_error_message(error)), kError;
  size_t table_bytes = 0, report_bytes = 0;
  const char* table = entente_import_table(imported, &table_bytes);
  std::FILE* file = options.page.empty() ? stdout : std::fopen(options.page.c_str(), "wb");
  if (file == nullptr) return Complain(options.page, std::strerror(errno)), kError;
  const bool written = std::fwrite(table, 1, table_bytes, file) == table_bytes && std::fflush(file) == 0;
  if (file != stdout) std::fclose(file);
  if (!written) return Complain(options.page.empty() ? "standard output" : options.page, "cannot be written"), kError;
  simdjson::dom::parser parser;
  simdjson::dom::element report;
  const char* text = entente_import_report(imported, &report_bytes);
  if (parser.parse(text, report_bytes).get(report)) return kError;
  const auto count = [&](const char* key) { return static_cast<unsigned long long>(report[key].get_uint64().value_unsafe()); };
  std::fprintf(stderr, "%s: %llu rows, %llu organisations taken\n", name.c_str(), count("rows"), count("taken"));
  PrintCounts("skipped", report, "skipped");
  PrintCounts("changed", report, "changed");
  return count("taken") > 0 ? kFound : kNothing;
}

}  // namespace cli
