// The answers of an archive as rows of cells, for tables and CSV.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

struct Rows {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> cells;
  std::vector<std::string> notes;  // lines below a table: totals, what was left out
};

// Requires: an answer of this library, as JSON. `exact`: for programs, with whole numbers and ids, instead of for people.
Rows ReadRows(std::string_view answer, bool exact);
// The rows of an answer as JSON, one object each: its deals, partners, totals, ...
std::vector<std::string> ReadObjects(std::string_view answer);
// A text of the answer ("cursor"), or "".
std::string ReadText(std::string_view answer, const char* key);
std::vector<std::string> ReadTexts(std::string_view answer, const char* key);

}  // namespace cli
