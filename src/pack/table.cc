#include "pack/table.h"

#include <algorithm>

#include "pack/embedded.h"

namespace entente::pack {
namespace {

void SplitCells(std::string_view line, std::vector<std::string_view>* cells) {
  cells->clear();
  for (;;) {
    const size_t tab = line.find('\t');
    cells->push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

Status BadTable(std::string_view name, size_t line, std::string message) {
  return Status(Code::kBadPack, std::move(message), std::string(name) + ":" + std::to_string(line));
}

}  // namespace

Result<Table> Table::Parse(std::string_view name, std::string_view text, std::span<const std::string_view> columns) {
  Table table;
  table.name_ = name;
  table.width_ = columns.size();
  std::vector<size_t> position;  // of each wanted column in the header
  std::vector<std::string_view> cells;
  size_t header_width = 0;
  for (size_t line_number = 1; !text.empty(); ++line_number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    SplitCells(line, &cells);
    if (header_width == 0) {
      header_width = cells.size();
      for (std::string_view column : columns) {
        const auto found = std::find(cells.begin(), cells.end(), column);
        if (found == cells.end()) return BadTable(name, line_number, "the header has no column '" + std::string(column) + "'");
        position.push_back(static_cast<size_t>(found - cells.begin()));
      }
      continue;
    }
    if (cells.size() != header_width)
      return BadTable(name, line_number, "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(header_width));
    for (size_t at : position) table.cells_.push_back(cells[at]);
    table.lines_.push_back(line_number);
  }
  if (header_width == 0) return BadTable(name, 1, "the table is empty or missing");
  return table;
}

std::vector<std::string_view> Table::Header(std::string_view text, size_t* line) {
  std::vector<std::string_view> cells;
  for (*line = 1; !text.empty(); ++*line) {
    const size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    for (size_t tab = 0; tab != std::string_view::npos; row.remove_prefix(tab == std::string_view::npos ? row.size() : tab + 1))
      cells.push_back(row.substr(0, tab = row.find('\t')));
    return cells;
  }
  *line = 0;
  return cells;
}

Result<Table> Table::Load(std::string_view name, std::initializer_list<std::string_view> columns) {
  return Parse(name, EmbeddedFile(name), columns);
}

Status Table::Error(size_t row, std::string message) const {
  return BadTable(name_, lines_[row], std::move(message));
}

}  // namespace entente::pack
