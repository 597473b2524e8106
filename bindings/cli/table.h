// Results as a table for people and as CSV for spreadsheets.
#pragma once

#include <string>

#include "result.h"

namespace cli {

// `width` is that of the terminal in columns. Ends with a line end.
std::string FormatTable(const ArticleResult& result, size_t width);

std::string CsvHeader();
std::string FormatCsv(const ArticleResult& result);  // one row for each deal, lines end in CR LF (RFC 4180)

// Lines of cells under a header, each column as wide as it needs to be, the widest ones cut to the terminal.
std::string FormatGrid(const std::vector<std::vector<std::string>>& rows, size_t width);
// One line of CSV, with its line end.
std::string FormatCsvRow(const std::vector<std::string>& cells);
// Three digits and a word: "33.7 billion".
std::string ShortNumber(const std::string& decimal);
size_t TerminalWidth();

}  // namespace cli
