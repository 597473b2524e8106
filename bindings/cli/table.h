// Results as a table for people and as CSV for spreadsheets.
#pragma once

#include <string>

#include "result.h"

namespace cli {

// `width` is that of the terminal in columns. Ends with a line end.
std::string FormatTable(const ArticleResult& result, size_t width);

std::string CsvHeader();
std::string FormatCsv(const ArticleResult& result);  // one row for each deal, lines end in CR LF (RFC 4180)

}  // namespace cli
