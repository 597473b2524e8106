// A table of a pack: tab-separated text with a header row. Lines that start with '#' and empty lines are for people.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/status.h"

namespace entente::pack {

class Table {
 public:
  // Views into `text`, which must outlive the table. Every column of `columns` must be in the header and every row must
  // have as many cells as the header; kBadPack with "name:line" otherwise. An empty `text` is kBadPack.
  static Result<Table> Parse(std::string_view name, std::string_view text, std::span<const std::string_view> columns);
  static Result<Table> Parse(std::string_view name, std::string_view text, std::initializer_list<std::string_view> columns) {
    return Parse(name, text, std::span(columns.begin(), columns.size()));
  }
  // The cells of the header row and its line, or an empty list and 0.
  static std::vector<std::string_view> Header(std::string_view text, size_t* line);
  // The embedded file of that name.
  static Result<Table> Load(std::string_view name, std::initializer_list<std::string_view> columns);

  size_t rows() const { return lines_.size(); }
  // `column` counts in the order of the `columns` that Parse was given.
  std::string_view cell(size_t row, size_t column) const { return cells_[row * width_ + column]; }
  const std::string& name() const { return name_; }
  size_t line(size_t row) const { return lines_[row]; }
  // A kBadPack status that points at the row.
  Status Error(size_t row, std::string message) const;

 private:
  std::string name_;
  size_t width_ = 0;
  std::vector<std::string_view> cells_;
  std::vector<size_t> lines_;
};

}  // namespace entente::pack
