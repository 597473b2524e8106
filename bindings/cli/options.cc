#include "options.h"

#include <utility>

#include "shard.h"

namespace cli {

const char kHelp[] =
    "Usage: entente extract [FILE...|-] [option...]\n"
    "       entente money TEXT|- [option...]\n"
    "       entente convert SUM --to CODE --on DATE [option...]\n"
    "       entente explain FILE|- [--output text|json|PAGE.html] [option...]\n"
    "       entente import krx|sec FILE|- [--output TABLE.tsv]\n"
    "       entente index | query | merge | export | report ... --archive FILE; see entente query --help\n"
    "       entente review | parties | add | remove ... --archive FILE; see entente review --help\n"
    "\n"
    "extract reads business news and prints who agreed what with whom. Without a file, or for \"-\", it reads standard input.\n"
    "money prints every sum and date of a text; convert puts one sum into another currency. Both name the rate, its day and source.\n"
    "explain says for one article which words and which rule gave each deal and slot, and what was rejected and why.\n"
    "import makes a lexicon of organisations from the Korea Exchange's listing (CSV) or the SEC's company_tickers.json.\n"
    "\n"
    "  --input text|html|ndjson         what the files are; else by their name or content\n"
    "  --output table|json|ndjson|csv   else a table for a terminal or for texts, and ndjson for ndjson\n"
    "  --language ko|en|ja|zh           else detected; for records that do not say\n"
    "  --published DATE                 2024-06-04, 2024-06 or 2024; for records that do not say\n"
    "  --currency CODE                  the common currency of sums, USD unless given\n"
    "  --rates FILE                     the ECB's eurofxref-hist.csv or .zip, or own rates (date,currency,units_per_usd); may stand twice\n"
    "  --lexicon FILE                   own organisations, triggers or frames (tab-separated); may stand many times\n"
    "  --to CODE, --on DATE             for convert: the other currency, and the day or month of the rate\n"
    "  --encoding NAME                  auto (UTF-8, else Korean windows-949) unless given; cp949, euc-kr, utf-8, ...\n"
    "  --threads N                      for ndjson; 0 or nothing: as many as the machine has\n"
    "  --shard I/N                      for extract: reads one share of N alone, I from 0; every article is in one of them, by its id\n"
    "  --bom                            starts csv with a byte order mark, as Excel needs it for Korean\n"
    "  --help, --version\n"
    "\n"
    "Output: json is the article's object, or an array where there are several files or the input is ndjson;\n"
    "ndjson is one object on each line. The fields are those of deal.schema.json.\n"
    "Exit code: 0 deals found, 1 nothing found, 2 error, 3 some articles failed (the others were printed).\n"
    "\n"
    "  entente extract article.txt --published 2024-06-04\n"
    "  entente extract archive.ndjson --output csv --bom > deals.csv\n"
    "  entente convert 33700000000 SEK --to KRW --on 2024-06-04\n"
    "  entente explain article.txt --output page.html\n"
    "  entente import krx listing.csv > krx.tsv; entente extract article.txt --lexicon krx.tsv\n";

namespace {

template <typename Enum, size_t N>
bool Choose(const std::string& word, const std::pair<const char*, Enum> (&choices)[N], Enum* chosen) {
  for (const auto& [name, value] : choices)
    if (word == name) return *chosen = value, true;
  return false;
}

bool ReadThreads(const std::string& text, uint32_t* threads) {
  if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string::npos) return false;
  *threads = static_cast<uint32_t>(std::stoul(text));
  return *threads <= 64;
}

bool IsPage(const std::string& value) { return value.size() > 5 && value.compare(value.size() - 5, 5, ".html") == 0; }

// The field of a question that an option stands for, or "".
const char* FilterOf(const std::string& name) {
  static constexpr std::pair<const char*, const char*> kFilters[] = {
      {"--id", "ids"}, {"--party", "parties"}, {"--role", "role"}, {"--kind", "kinds"}, {"--form", "forms"}, {"--status", "statuses"}, {"--from", "from"}, {"--until", "to"},
      {"--min", "value_min"}, {"--max", "value_max"}, {"--in", "value_currency"}, {"--country", "countries"}, {"--not-country", "not_countries"}, {"--text", "text"},
      {"--field", "field"}, {"--article", "articles"}, {"--contradicting", "contradicting"}, {"--by-host", "by_host"}, {"--sort", "sort"}, {"--limit", "limit"}, {"--cursor", "cursor"}};
  for (const auto& [option, field] : kFilters)
    if (name == option) return field;
  return "";
}

// Sets the option `name`; false with a sentence when the value is not one of its own.
bool SetValue(const std::string& name, const std::string& value, Options* options, std::string* mistake) {
  static constexpr std::pair<const char*, Input> kInputs[] = {{"text", Input::kText}, {"html", Input::kHtml}, {"ndjson", Input::kNdjson}};
  static constexpr std::pair<const char*, Output> kOutputs[] = {
      {"table", Output::kTable}, {"json", Output::kJson}, {"ndjson", Output::kNdjson}, {"csv", Output::kCsv}, {"graphml", Output::kGraphml}, {"dot", Output::kDot}};
  static constexpr std::pair<const char*, Output> kExplainOutputs[] = {{"text", Output::kTable}, {"json", Output::kJson}};
  const char* allowed = nullptr;
  if (name == "--input") allowed = Choose(value, kInputs, &options->input) ? nullptr : "text, html or ndjson";
  else if (name == "--output" && (options->command == Command::kImport || options->command == Command::kReport || (options->command == Command::kExplain && IsPage(value)))) options->page = value;
  else if (name == "--output" && options->command == Command::kExplain) allowed = Choose(value, kExplainOutputs, &options->output) ? nullptr : "text, json or a file that ends with .html";
  else if (name == "--output") allowed = Choose(value, kOutputs, &options->output) ? nullptr : "table, json, ndjson or csv (for a graph also graphml or dot)";
  else if (name == "--shard") allowed = ReadShard(value, &options->shard) ? nullptr : "I/N with 0 <= I < N <= 65536, as in 0/4";
  else if (name == "--threads") allowed = ReadThreads(value, &options->threads) ? nullptr : "a number from 0 to 64";
  else if (name == "--language") options->language = value;
  else if (name == "--published") options->published = value;
  else if (name == "--currency") options->currency = value;
  else if (name == "--to") options->to = value;
  else if (name == "--on") options->on = value;
  else if (name == "--rates") options->rates.push_back(value);
  else if (name == "--lexicon") options->lexicons.push_back(value);
  else if (name == "--archive") options->archive = value;
  else if (name == "--by") options->by.push_back(value);
  else if (name == "--encoding") options->encoding = value;
  else if (name == "--reviewer") options->reviewer = value;
  else if (name == "--at") options->at = value;
  else if (name == "--note") options->note = value;
  else options->filters.emplace_back(FilterOf(name), value);
  if (allowed != nullptr) *mistake = name + " takes " + allowed + ", not '" + value + "'";
  return allowed == nullptr;
}

bool TakesValue(const std::string& name) {
  if (FilterOf(name)[0] != 0) return true;
  for (const char* known : {"--input", "--output", "--language", "--published", "--currency", "--encoding", "--threads", "--shard", "--to", "--on", "--rates", "--lexicon", "--archive", "--by", "--reviewer", "--at", "--note"})
    if (name == known) return true;
  return false;
}

}  // namespace

bool IsOfArchive(Command command) { return command >= Command::kIndex; }

Options ParseOptions(const std::vector<std::string>& arguments, std::string* mistake) {
  Options options;
  static constexpr std::pair<const char*, Command> kCommands[] = {{"extract", Command::kExtract}, {"money", Command::kMoney}, {"convert", Command::kConvert}, {"explain", Command::kExplain}, {"import", Command::kImport},
                                                                   {"index", Command::kIndex}, {"query", Command::kQuery}, {"merge", Command::kMerge}, {"export", Command::kExport}, {"report", Command::kReport},
                                                                   {"review", Command::kReview}, {"parties", Command::kParties}, {"add", Command::kAdd}, {"remove", Command::kRemove}};
  bool only_files = false, has_command = false;
  // what an option may say depends on the command, wherever that stands
  for (const std::string& word : arguments)
    if (Choose(word, kCommands, &options.command)) break;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (only_files || word == "-" || word.empty() || word[0] != '-') {
      if (has_command || only_files) options.files.push_back(word);
      else if (Choose(word, kCommands, &options.command)) has_command = true;
      else return *mistake = "unknown command '" + word + "' (known: extract, money, convert, explain, import, index, query, merge, export, report, review, parties, add, remove)", options;
      continue;
    }
    if (word == "--") {
      only_files = true;
    } else if (word == "--help" || word == "-h") {
      options.help = true;
    } else if (word == "--version") {
      options.version = true;
    } else if (word == "--bom") {
      options.bom = true;
    } else if (word == "--stale") {
      options.stale = true;
    } else if (word == "--own") {
      options.own = true;
    } else if (word == "--progress") {
      options.progress = true;
    } else {
      const size_t equals = word.find('=');
      const std::string name = word.substr(0, equals);
      if (!TakesValue(name)) return *mistake = "unknown option '" + name + "'", options;
      if (equals == std::string::npos && i + 1 == arguments.size()) return *mistake = name + " needs a value", options;
      const std::string value = equals == std::string::npos ? arguments[++i] : word.substr(equals + 1);
      if (!SetValue(name, value, &options, mistake)) return options;
    }
  }
  if (!has_command && !options.help && !options.version) *mistake = "the command is missing (extract, money, convert, explain, import, index, query, merge, export, report, review, parties, add, remove)";
  const bool of_archive = IsOfArchive(options.command);
  if (of_archive && options.archive.empty() && !options.help && mistake->empty()) *mistake = "--archive FILE is missing";
  if (options.command != Command::kQuery && options.command != Command::kReport && !options.filters.empty() && mistake->empty()) *mistake = "only query and report take filters";
  if (!(options.reviewer + options.at + options.note).empty() && options.command != Command::kReview && mistake->empty()) *mistake = "only review takes --reviewer, --at and --note";
  if (options.shard.count > 1 && options.command != Command::kExtract && options.command != Command::kIndex && mistake->empty()) *mistake = "only extract and index take --shard";
  if (options.own && options.command != Command::kRemove && mistake->empty()) *mistake = "only remove takes --own";
  if ((options.output == Output::kGraphml || options.output == Output::kDot) && options.command != Command::kQuery && mistake->empty()) *mistake = "only a graph has the outputs graphml and dot";
  if (options.files.empty() && (!of_archive || options.command == Command::kIndex)) options.files.push_back("-");
  return options;
}

}  // namespace cli
