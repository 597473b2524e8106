#include "archive.h"

#include <cstdio>
#include <cstring>

#include "engine.h"

namespace cli {

const char kArchiveHelp[] =
    "Usage: entente index [FILE...|-] --archive FILE [option...]\n"
    "       entente query [deals|timeline|partners|totals|path|graph|parties] [NAME...] --archive FILE [filter...]\n"
    "       entente merge ARCHIVE... --archive FILE\n"
    "       entente export reviews|cases|lexicon|contents|counts --archive FILE\n"
    "       entente report --archive FILE [filter...] --output PAGE.html\n"
    "\n"
    "index reads articles (ndjson) and keeps what they tell; started again after a stop it goes on where it was. query asks.\n"
    "merge adds other archives. export prints reviews with what was said of parties, test cases and a lexicon made of them (see\n"
    "entente review --help), everything, or numbers.\n"
    "report writes one page that needs no network: graph, timeline, totals, and a table of the deals with their evidence.\n"
    "\n"
    "index:\n"
    "  --threads N, --language, --published, --currency, --rates, --encoding   as for extract; --currency of a new archive\n"
    "  --shard I/N            one share of N alone, as for extract; merge then puts the archives of the shards together\n"
    "  --stale                reads a file again when an older version of Entente read it\n"
    "  --progress             on standard error, also where that is no terminal\n"
    "\n"
    "query: deals prints every deal of the filters; timeline each change of a status; partners NAME, path NAME NAME,\n"
    "parties START, totals --by year|quarter|kind|form|status|role|party|country|field|currency (may stand twice), graph.\n"
    "  --party NAME           takes part, by any of its names; may stand twice\n"
    "  --role ROLE            of the first party: investor, investee, acquirer, target, seller, supplier, customer, partner, parent, venture\n"
    "  --kind, --form, --status, --id, --article      one of these where it stands twice\n"
    "  --from DATE, --until DATE                      2024-06-04, 2024-06 or 2024\n"
    "  --min SUM, --max SUM, --in CODE                in a currency, else in that of the archive\n"
    "  --country NAME, --not-country NAME             ISO 3166 code or name of a country that takes part\n"
    "  --text WORDS, --field WORDS                    in title or evidence; in what the deal is about\n"
    "  --contradicting true|false, --by-host true|false\n"
    "  --sort date|-date|value|-value|-reports|-confidence, --limit N, --cursor TEXT\n"
    "  --currency CODE, --rates FILE                  of totals\n"
    "  --output table|json|ndjson|csv                 for a graph json, graphml or dot\n"
    "\n"
    "report: the filters of query, --sort, --currency and --rates; --limit N deals, the newest 5000 unless given.\n"
    "\n"
    "Exit code: 0 found, or all was read; 1 nothing found; 2 error; 3 some articles failed, the others were kept.\n"
    "\n"
    "  entente index news.ndjson --archive deals.archive\n"
    "  entente query partners KT --archive deals.archive\n"
    "  entente query totals --by country --party Microsoft --role investor --from 2024 --until 2024 --archive deals.archive\n"
    "  entente report --party KT --archive deals.archive --output kt.html\n";

namespace {

int Fail(entente_error* error) {
  const Owned<entente_error> owned(error);
  Complain(entente_error_origin(error), entente_error_message(error));
  return kError;
}

}  // namespace

int RunMerge(const Options& options) {
  if (options.files.empty()) return Complain("", "which archives? see entente merge --help"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_CREATE);
  if (archive == nullptr) return kError;
  for (const std::string& name : options.files) {
    entente_error* error = nullptr;
    if (entente_archive_merge(archive.get(), name.c_str(), &error) != ENTENTE_OK) return Fail(error);
  }
  return kFound;
}

int RunExport(const Options& options) {
  const std::string what = options.files.size() == 1 ? options.files[0] : std::string();
  const int32_t number = what == "reviews" ? ENTENTE_EXPORT_REVIEWS : what == "contents" ? ENTENTE_EXPORT_CONTENTS : what == "counts" ? ENTENTE_EXPORT_COUNTS :
                         what == "cases" ? ENTENTE_EXPORT_CASES : what == "lexicon" ? ENTENTE_EXPORT_LEXICON : -1;
  if (number < 0) return Complain("", "export takes reviews, cases, lexicon, contents or counts"), kError;
  const Owned<entente_archive> archive = OpenArchive(options, ENTENTE_ARCHIVE_READ);
  if (archive == nullptr) return kError;
  entente_answer* answer = nullptr;
  entente_error* error = nullptr;
  if (entente_archive_export(archive.get(), number, &answer, &error) != ENTENTE_OK) return Fail(error);
  const Owned<entente_answer> owned(answer);
  size_t bytes = 0;
  const char* text = entente_answer_text(answer, &bytes);
  if (std::fwrite(text, 1, bytes, stdout) != bytes || std::fflush(stdout) != 0) return Complain("", "cannot write to standard output"), kError;
  return bytes > 0 ? kFound : kNothing;
}

}  // namespace cli
