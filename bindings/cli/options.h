// What the user asked for on the command line.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cli {

// Those from kIndex on are about an archive.
enum class Command { kExtract, kMoney, kConvert, kExplain, kImport, kIndex, kQuery, kMerge, kExport, kReport, kReview, kParties, kAdd, kRemove };
enum class Input { kByName, kText, kHtml, kNdjson };
enum class Output { kByPlace, kTable, kJson, kNdjson, kCsv, kGraphml, kDot };

// The share of this process: `index` from 0, of `count`.
struct Shard {
  uint32_t index = 0, count = 1;
};

struct Options {
  Command command = Command::kExtract;
  std::vector<std::string> files;  // "-" is standard input; for the commands about money the words of the text
  Input input = Input::kByName;
  Output output = Output::kByPlace;
  std::string language, published, currency, encoding = "auto";
  std::string to, on;              // of a conversion
  std::vector<std::string> rates;  // files of exchange rates
  std::vector<std::string> lexicons;  // files of organisations, triggers, frames
  std::string page;                // for explain, import and report: the file to write, or ""
  uint32_t threads = 0;  // 0: as many as the machine has
  bool bom = false;
  Shard shard;                     // of extract and index
  std::string archive;             // the file
  std::vector<std::pair<std::string, std::string>> filters;  // of a question: the field of query.schema.json and its value
  std::vector<std::string> by;     // of totals
  bool stale = false, progress = false;  // of index
  std::string reviewer, at, note;  // of a review
  bool own = false;                // of remove: an entry of add, no article
  bool help = false, version = false;
};

// Reads the arguments, options and files in any order. On a mistake `*mistake` is one sentence for the user.
Options ParseOptions(const std::vector<std::string>& arguments, std::string* mistake);

extern const char kHelp[];
extern const char kArchiveHelp[];  // of index, query, merge, export and report
extern const char kReviewHelp[];   // of review, parties, add and remove
bool IsOfArchive(Command command);

}  // namespace cli
