// Comma-separated text (RFC 4180): cells in quotes may hold commas, quotes (doubled) and line ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::text {

class CsvReader {
 public:
  // Views into `text`, which must outlive the reader.
  explicit CsvReader(std::string_view text) : text_(text) {}
  // Fills `*cells` with the next row that is not empty; false at the end, or with open_quote() in a quote that never closes.
  bool Next(std::vector<std::string>* cells);
  uint64_t line() const { return line_; }  // on which the row began, from 1
  bool open_quote() const { return open_quote_; }

 private:
  std::string_view text_;
  uint64_t line_ = 0, next_line_ = 1;
  bool open_quote_ = false;
};

}  // namespace entente::text
