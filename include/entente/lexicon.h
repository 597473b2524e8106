// Public lists of firms as tables of organisations for EngineOptions::lexicons.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/status.h"

namespace entente {

// Which list: the listing of the Korea Exchange as CSV (data.krx.co.kr, kind.krx.co.kr; UTF-8 or windows-949), or
// company_tickers.json of the United States' SEC.
enum class Listing : uint8_t { kKrx, kSec };

struct ImportedLexicon {
  struct Count {
    std::string reason;  // "preferred_share", "fund", ...: see README.md
    uint64_t count = 0;
  };
  std::string table;           // UTF-8, tab-separated, rows in order of their names
  uint64_t rows = 0;           // of the list, without its header
  uint64_t taken = 0;          // organisations of the table
  std::vector<Count> skipped;  // rows, by reason, in order of the reasons
  std::vector<Count> changed;  // what was left out or marked of the rows that were taken, likewise
};

// `name` stands before the line in error messages.
// Errors: kBadRecord (no such list, or a broken row; the origin is name:line or the entry), kBadText.
Result<ImportedLexicon> ImportListing(Listing listing, std::string_view bytes, std::string_view name);

}  // namespace entente
