// One block per article: a line about it, then for each deal its cells (wrapped, several lines high) and one line of
// evidence. Widths are counted in terminal columns: Korean, Chinese and Japanese letters take two.
#include "table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace cli {
namespace {

constexpr size_t kColumns = 5;
constexpr const char* kGap = "  ";
using Lines = std::vector<std::string>;

size_t SequenceLength(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

char32_t DecodeAt(const std::string& text, size_t at) {
  const size_t length = SequenceLength(static_cast<unsigned char>(text[at]));
  char32_t c = static_cast<unsigned char>(text[at]) & (length == 1 ? 0x7F : 0xFF >> (length + 1));
  for (size_t i = 1; i < length && at + i < text.size(); ++i) c = c << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  return c;
}

size_t WidthOf(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) || (c >= 0xA960 && c <= 0xA97F) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

size_t WidthOf(const std::string& text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size(); at += SequenceLength(static_cast<unsigned char>(text[at]))) width += WidthOf(DecodeAt(text, at));
  return width;
}

// The longest start of `text` that fits, in bytes; at least one character.
size_t FittingBytes(const std::string& text, size_t width) {
  size_t at = 0, used = 0;
  while (at < text.size()) {
    const size_t next = WidthOf(DecodeAt(text, at));
    if (used + next > width && at > 0) break;
    used += next;
    at += SequenceLength(static_cast<unsigned char>(text[at]));
  }
  return std::min(at, text.size());
}

std::string Shorten(const std::string& text, size_t width) {
  if (WidthOf(text) <= width) return text;
  return text.substr(0, FittingBytes(text, width - 1)) + "…";
}

// Breaks at blanks where it can.
void Wrap(std::string text, size_t width, Lines* lines) {
  while (WidthOf(text) > width) {
    size_t cut = FittingBytes(text, width);
    const size_t blank = text.rfind(' ', cut);
    if (blank != std::string::npos && blank > 0) cut = blank;
    lines->push_back(text.substr(0, cut));
    text.erase(0, cut);
    text.erase(0, text.find_first_not_of(' '));
  }
  if (!text.empty()) lines->push_back(text);
}

std::string Words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// "33700000000" as "33.7 billion": three digits are what a reader keeps; the exact value is in the other outputs.
std::string RoundedNumber(const std::string& decimal) {
  const std::string digits = decimal.substr(0, decimal.find('.'));
  constexpr std::array<std::pair<size_t, const char*>, 3> kScales = {{{13, " trillion"}, {10, " billion"}, {7, " million"}}};
  for (const auto& [least, name] : kScales) {
    if (digits.size() < least || digits[0] == '-') continue;
    const size_t whole = digits.size() - least + 1;
    std::string text = digits.substr(0, whole);
    if (whole >= 3) return text + name;
    std::string rest = digits.substr(whole, 3 - whole);
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    return rest.empty() ? text + name : text + "." + rest + name;
  }
  std::string grouped = digits;
  for (size_t at = grouped.size(); at > 3 && grouped[0] != '-'; at -= 3) grouped.insert(at - 3, ",");
  return grouped;
}

std::string SumText(const Sum& sum) {
  std::string text = sum.currency.empty() ? std::string() : sum.currency + " ";
  text += RoundedNumber(sum.low);
  if (sum.high != sum.low) text += " – " + RoundedNumber(sum.high);
  return text;
}

// "2024-06" for a month and so on.
std::string DateText(const DealRow& deal) {
  const std::string& from = deal.date_from;
  if (from.size() < 10) return "–";
  const int month = std::stoi(from.substr(5, 2));
  if (deal.date_precision == "year") return from.substr(0, 4);
  if (deal.date_precision == "half") return from.substr(0, 4) + (month <= 6 ? " H1" : " H2");
  if (deal.date_precision == "quarter") return from.substr(0, 4) + " Q" + std::to_string((month + 2) / 3);
  if (deal.date_precision == "month") return from.substr(0, 7);
  return from == deal.date_to ? from : from + " to " + deal.date_to;
}

std::array<Lines, kColumns> CellsOf(const DealRow& deal, const std::array<size_t, kColumns>& widths) {
  std::array<Lines, kColumns> cells;
  cells[0] = {deal.status};
  Wrap(deal.form == "other" || deal.form == deal.kind ? Words(deal.kind) : Words(deal.kind) + ", " + Words(deal.form), widths[1], &cells[1]);
  if (!deal.stake_percent.empty()) cells[1].push_back(deal.stake_percent + " % stake");
  if (!deal.term_months.empty()) cells[1].push_back("for " + deal.term_months + " months");
  for (const auto& [name, role] : deal.parties) Wrap(name + " (" + role + ")", widths[2], &cells[2]);
  if (deal.amount) {
    Wrap(deal.amount->text, widths[3], &cells[3]);
    if (!deal.amount->qualifiers.empty()) Wrap(Words(deal.amount->qualifiers), widths[3], &cells[3]);
    Wrap("= " + SumText(*deal.amount), widths[3], &cells[3]);
    if (deal.normalized && deal.normalized->currency != deal.amount->currency) Wrap("≈ " + SumText(*deal.normalized), widths[3], &cells[3]);
  } else {
    cells[3] = {"–"};
  }
  Wrap(DateText(deal), widths[4], &cells[4]);
  if (deal.date_basis == "published") Wrap("(report)", widths[4], &cells[4]);
  return cells;
}

void PutRow(const std::array<Lines, kColumns>& cells, const std::array<size_t, kColumns>& widths, std::string* out) {
  size_t height = 0;
  for (const Lines& cell : cells) height = std::max(height, cell.size());
  for (size_t line = 0; line < height; ++line) {
    std::string row;
    size_t column = 0;
    for (const Lines& cell : cells) {
      row += kGap;
      const std::string text = line < cell.size() ? cell[line] : std::string();
      row += text;
      const size_t used = WidthOf(text);
      row.append(used < widths[column] ? widths[column] - used : 0, ' ');
      ++column;
    }
    row.erase(row.find_last_not_of(' ') + 1);
    *out += row + "\n";
  }
}

}  // namespace

std::string ShortNumber(const std::string& decimal) { return RoundedNumber(decimal); }

size_t TerminalWidth() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 110;
}

std::string FormatGrid(const std::vector<std::vector<std::string>>& rows, size_t width) {
  if (rows.empty()) return {};
  std::vector<size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows)
    for (size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], WidthOf(row[i]));
  constexpr size_t kLeast = 12;
  size_t sum = 0;
  for (const size_t w : widths) sum += w + 2;
  while (sum > width) {
    size_t& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= kLeast) break;
    --widest, --sum;
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string cell = Shorten(row[i], widths[i]);
      line += cell;
      if (i + 1 < row.size()) line.append(widths[i] + 2 - std::min(WidthOf(cell), widths[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string FormatTable(const ArticleResult& result, size_t width) {
  std::string out = result.id.empty() ? "(no id)" : result.id;
  if (!result.language.empty()) out += " · " + result.language;
  if (!result.published.empty()) out += " · published " + result.published;
  const size_t count = result.deals.size();
  out += count == 0 ? " · no deals\n" : " · " + std::to_string(count) + (count == 1 ? " deal\n" : " deals\n");
  std::array<size_t, kColumns> widths = {9, 22, 30, 24, 10};
  size_t sum = 2 * kColumns;
  for (size_t w : widths) sum += w;
  if (width > sum) widths[2] += std::min<size_t>(width - sum, 20);
  if (count > 0) PutRow({Lines{"STATUS"}, Lines{"DEAL"}, Lines{"PARTIES"}, Lines{"SUM"}, Lines{"DATE"}}, widths, &out);
  for (const DealRow& deal : result.deals) {
    PutRow(CellsOf(deal, widths), widths, &out);
    if (!deal.evidence.empty()) out += "             “" + Shorten(deal.evidence, std::max(width, sum) - 15) + "”\n";
  }
  for (const std::string& warning : result.warnings) out += "  ! " + warning + "\n";
  return out + "\n";
}

}  // namespace cli
