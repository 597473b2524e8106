#include "case.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace cases {
namespace {

using namespace entente;

std::string Trim(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> SplitBars(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, '|');) parts.push_back(Trim(part));
  return parts;
}

std::optional<uint16_t> ParseQualifier(const std::string& word) {
  static const std::pair<const char*, uint16_t> kWords[] = {
      {"exact", kExact}, {"about", kAbout}, {"at_least", kAtLeast}, {"more_than", kMoreThan}, {"at_most", kAtMost},
      {"less_than", kLessThan}, {"range", kRange}, {"order_of_magnitude", kOrderOfMagnitude}};
  for (const auto& [name, bit] : kWords)
    if (word == name) return bit;
  return std::nullopt;
}

// "at_least 12000000000 KRW", "1000000000..2000000000 USD range"
std::optional<WantedSum> ParseSum(const std::string& text) {
  WantedSum sum;
  static const std::regex kNumber("-?[0-9]+(\\.[0-9]+)?"), kRangeOf("([0-9.]*[0-9])\\.\\.([0-9][0-9.]*)"), kCode("[A-Z]{3}|\\?");
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    std::smatch match;
    if (const auto bit = ParseQualifier(word)) sum.qualifiers |= *bit;
    else if (std::regex_match(word, match, kRangeOf)) sum.low = match[1], sum.high = match[2];
    else if (std::regex_match(word, kNumber)) sum.low = sum.high = word;
    else if (std::regex_match(word, kCode)) sum.currency = word == "?" ? "" : word;
    else return std::nullopt;
  }
  if (sum.low.empty()) return std::nullopt;
  return sum;
}

// "2024-06-04", "2024-06", "2024-Q2", "2024-H1", "2024", "2024-06-01..2024-06-07" as first and last day
std::optional<std::pair<std::string, std::string>> ParseDays(const std::string& text) {
  static const std::regex kPart("([0-9]{4})-([QH])([1-4])"), kRangeOf("([0-9]{4}-[0-9]{2}-[0-9]{2})\\.\\.([0-9]{4}-[0-9]{2}-[0-9]{2})");
  std::smatch match;
  if (std::regex_match(text, match, kRangeOf)) return std::make_pair(match[1].str(), match[2].str());
  if (std::regex_match(text, match, kPart)) {
    const int year = std::stoi(match[1]), part = std::stoi(match[3]), length = match[2] == "Q" ? 3 : 6;
    const int last = part * length;
    if (last > 12) return std::nullopt;
    return std::make_pair(FormatDay(ToDayNumber({year, last - length + 1, 1})), FormatDay(ToDayNumber({year, last, DaysInMonth(year, last)})));
  }
  const auto period = ParsePeriod(text);
  if (!period) return std::nullopt;
  return std::make_pair(FormatDay(period->from), FormatDay(period->to));
}

// One cell of a deal after its kind.
bool ReadCell(const std::string& cell, WantedDeal* deal) {
  const size_t blank = cell.find(' ');
  const std::string word = cell.substr(0, blank), rest = blank == std::string::npos ? "" : Trim(cell.substr(blank));
  if (const auto status = ParseDealStatus(cell)) return deal->status = status, true;
  if (const auto days = ParseDays(cell)) return deal->date = days, true;
  if (const auto role = ParseRole(word); role && !rest.empty()) return deal->parties.emplace_back(*role, rest), true;
  if (cell == "no amount") return deal->no_sum = true;
  if (cell == "no date") return deal->no_date = true;
  if (word == "stake") return deal->stake = rest, !rest.empty();
  if (word == "rule") return deal->rule = rest, !rest.empty();
  if (word == "term") return deal->term = std::stoi(rest), true;
  if (const auto sum = ParseSum(cell)) return deal->sum = sum, true;
  return false;
}

bool ReadDeal(const std::string& value, int line, WantedDeal* deal) {
  deal->line = line;
  const std::vector<std::string> cells = SplitBars(value);
  if (cells.empty()) return false;
  const size_t slash = cells[0].find('/');
  const auto kind = ParseDealKind(cells[0].substr(0, slash));
  if (!kind) return false;
  deal->kind = *kind;
  if (slash != std::string::npos && !(deal->form = ParseDealForm(cells[0].substr(slash + 1)))) return false;
  return std::all_of(cells.begin() + 1, cells.end(), [&](const std::string& cell) { return ReadCell(cell, deal); });
}

// False when the line is none of the known ones.
bool ReadLine(const std::string& key, const std::string& value, int line, Case* to) {
  if (key == "case") return to->name = value, !value.empty();
  if (key == "why") return to->why = value, true;
  if (key == "title") return to->title = value, true;
  if (key == "text") return to->text += (to->text.empty() ? "" : "\n") + value, true;
  if (key == "publish") return to->publish = value, ParsePeriod(value).has_value();
  if (key == "language") return to->language = ParseLanguage(value).value_or(Language::kUnknown), true;
  if (key == "known-failure" || key == "known-failure:") return to->known_failure = value, !value.empty();
  if (key == "none") return to->none = true, value.empty();
  if (key == "deal") return ReadDeal(value, line, &to->deals.emplace_back());
  const std::vector<std::string> cells = SplitBars(value);
  if (key == "amount") {
    if (value == "none") return to->no_amounts = true;
    const auto sum = cells.size() == 2 || cells.size() == 3 ? ParseSum(cells[1]) : std::nullopt;
    return sum && (to->amounts.push_back({cells[0], *sum, cells.size() == 3 ? cells[2] : ""}), true);
  }
  if (key == "date") {
    if (value == "none") return to->no_dates = true;
    if (cells.size() != 2) return false;
    if (cells[1] == "?") return to->dates.push_back({cells[0], "", ""}), true;
    const auto days = ParseDays(cells[1]);
    return days && (to->dates.push_back({cells[0], days->first, days->second}), true);
  }
  return false;
}

struct Line {
  int number;
  std::string key, value;
};

std::string Put(std::string value, const std::string& word) {
  for (size_t at = value.find("{}"); at != std::string::npos; at = value.find("{}", at + word.size())) value.replace(at, 2, word);
  return value;
}

// The lines of one case, or of one for each word of its `each` lines.
bool ReadBlock(const std::vector<Line>& block, const std::string& path, Language language, std::vector<Case>* all, std::string* mistake) {
  if (block.empty()) return true;
  std::vector<std::string> words;
  for (const Line& line : block)
    if (line.key == "each")
      for (const std::string& word : SplitBars(line.value)) words.push_back(word);
  const bool alone = words.empty();
  if (alone) words.emplace_back();
  for (const std::string& word : words) {
    Case& one = all->emplace_back();
    one.file = path;
    one.line = block.front().number;
    one.language = language;
    for (const Line& line : block) {
      if (line.key == "each") continue;
      if (!ReadLine(line.key, alone ? line.value : Put(line.value, word), line.number, &one)) {
        *mistake = path + ":" + std::to_string(line.number) + ": cannot be read: " + line.key + " " + line.value;
        return false;
      }
    }
    if (!alone) one.name += " (" + word + ")";
  }
  return true;
}

std::string DescribeSum(const Decimal& low, const Decimal& high, Currency currency) {
  std::string text = low.ToString();
  if (high != low) text += ".." + high.ToString();
  return text + " " + (currency.empty() ? "?" : std::string(currency.code()));
}

bool SameSum(const WantedSum& wanted, const Amount& got) {
  return Decimal::Parse(wanted.low) == got.low && Decimal::Parse(wanted.high) == got.high && wanted.currency == got.currency.code() &&
         wanted.qualifiers == got.qualifiers;
}

bool HasName(const Party& party, const std::string& name) {
  return party.name == name || std::find(party.aliases.begin(), party.aliases.end(), name) != party.aliases.end();
}

std::string SliceOf(const Case& wanted, const Span& span) {
  const std::string& field = span.field == Field::kTitle ? wanted.title : wanted.text;
  return span.begin <= span.end && span.end <= field.size() ? field.substr(span.begin, span.end - span.begin) : std::string();
}

std::string Describe(const Deal& deal, const Extraction& all) {
  std::string text = std::string(DealKindName(deal.kind)) + "/" + DealFormName(deal.form);
  for (const PartyInRole& party : deal.parties) text += std::string(" | ") + RoleName(party.role) + " " + all.parties[party.party].name;
  if (deal.amount) text += " | " + DescribeSum(all.amounts[*deal.amount].low, all.amounts[*deal.amount].high, all.amounts[*deal.amount].currency);
  if (deal.date) text += " | " + FormatDay(deal.date->from) + ".." + FormatDay(deal.date->to) + (deal.date_basis == DateBasis::kPublished ? " (published)" : "");
  if (deal.term_months) text += " | term " + std::to_string(*deal.term_months);
  if (deal.stake_percent) text += " | stake " + deal.stake_percent->ToString();
  return text + " | " + DealStatusName(deal.status) + " | rule " + deal.rule;
}

bool SameParties(const Case& wanted, const WantedDeal& deal, const Deal& got, const Extraction& all) {
  if (deal.parties.size() != got.parties.size()) return false;
  std::vector<bool> used(got.parties.size());
  for (const auto& [role, name] : deal.parties) {
    bool found = false;
    for (size_t i = 0; i < got.parties.size() && !found; ++i) {
      const Party& party = all.parties[got.parties[i].party];
      const bool named = HasName(party, name) || std::any_of(party.mentions.begin(), party.mentions.end(), [&, n = name](const Span& span) { return SliceOf(wanted, span) == n; });
      if (!used[i] && got.parties[i].role == role && named) used[i] = found = true;
    }
    if (!found) return false;
  }
  return true;
}

bool SameDeal(const Case& wanted, const WantedDeal& deal, const Deal& got, const Extraction& all) {
  if (deal.kind != got.kind || (deal.form && *deal.form != got.form) || (deal.status && *deal.status != got.status)) return false;
  if (!SameParties(wanted, deal, got, all)) return false;
  if (deal.no_sum && got.amount) return false;
  if (deal.sum) {
    const auto same = [&](uint32_t index) { return SameSum(*deal.sum, all.amounts[index]); };
    if (!(got.amount && same(*got.amount))) return false;
  }
  const bool own_date = got.date && got.date_basis == DateBasis::kText;
  if (deal.no_date && own_date) return false;
  if (deal.date && !(got.date && FormatDay(got.date->from) == deal.date->first && FormatDay(got.date->to) == deal.date->second)) return false;
  if (deal.term && deal.term != got.term_months) return false;
  if (!deal.rule.empty() && deal.rule != got.rule) return false;
  return deal.stake.empty() || (got.stake_percent && Decimal::Parse(deal.stake) == got.stake_percent);
}

void CompareDeals(const Case& wanted, const Extraction& got, std::vector<std::string>* differences) {
  std::vector<bool> used(got.deals.size());
  for (const WantedDeal& deal : wanted.deals) {
    bool found = false;
    for (size_t i = 0; i < got.deals.size() && !found; ++i)
      if (!used[i] && SameDeal(wanted, deal, got.deals[i], got)) used[i] = found = true;
    if (!found) differences->push_back("no such deal as in line " + std::to_string(deal.line));
  }
  for (size_t i = 0; i < got.deals.size(); ++i)
    if (!used[i]) differences->push_back("not wanted: deal " + Describe(got.deals[i], got));
}

void CompareAmounts(const Case& wanted, const Extraction& got, std::vector<std::string>* differences) {
  const size_t count = std::max(wanted.amounts.size(), got.amounts.size());
  for (size_t i = 0; i < count; ++i) {
    const bool same = i < wanted.amounts.size() && i < got.amounts.size() && wanted.amounts[i].text == got.amounts[i].text &&
                      SameSum(wanted.amounts[i].sum, got.amounts[i]) &&
                      (wanted.amounts[i].role.empty() || wanted.amounts[i].role == AmountRoleName(got.amounts[i].role));
    if (same) continue;
    const std::string want = i < wanted.amounts.size() ? "'" + wanted.amounts[i].text + "'" : "nothing";
    const std::string have = i < got.amounts.size() ? "'" + got.amounts[i].text + "' = " + DescribeSum(got.amounts[i].low, got.amounts[i].high, got.amounts[i].currency) +
                                                          ", qualifiers " + std::to_string(got.amounts[i].qualifiers) + ", role " + std::string(AmountRoleName(got.amounts[i].role))
                                                    : "nothing";
    differences->push_back("amount " + std::to_string(i) + ": wanted " + want + ", got " + have);
  }
}

void CompareDates(const Case& wanted, const Extraction& got, std::vector<std::string>* differences) {
  const size_t count = std::max(wanted.dates.size(), got.dates.size());
  for (size_t i = 0; i < count; ++i) {
    const auto text = [](const Date& date) {
      return date.period ? FormatDay(date.period->from) + ".." + FormatDay(date.period->to) : std::string("?");
    };
    const auto want = [](const WantedDate& date) { return date.from.empty() ? std::string("?") : date.from + ".." + date.to; };
    const bool same = i < wanted.dates.size() && i < got.dates.size() && wanted.dates[i].text == got.dates[i].text && want(wanted.dates[i]) == text(got.dates[i]);
    if (same) continue;
    differences->push_back("date " + std::to_string(i) + ": wanted " + (i < wanted.dates.size() ? "'" + wanted.dates[i].text + "' = " + want(wanted.dates[i]) : "nothing") +
                           ", got " + (i < got.dates.size() ? "'" + got.dates[i].text + "' = " + text(got.dates[i]) : "nothing"));
  }
}

}  // namespace

std::vector<Case> ReadCases(const std::string& path, Language language, std::string* mistake) {
  std::vector<Case> all;
  std::ifstream in(path, std::ios::binary);
  std::vector<Line> block;
  bool good = true;
  std::string line;
  for (int number = 1; good && std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line[0] == '#') continue;
    if (Trim(line).empty()) {
      good = ReadBlock(block, path, language, &all, mistake);
      block.clear();
      continue;
    }
    const size_t blank = line.find_first_of(" \t");
    block.push_back({number, line.substr(0, blank), blank == std::string::npos ? "" : Trim(line.substr(blank))});
  }
  if (good) good = ReadBlock(block, path, language, &all, mistake);
  if (!good) return all;
  for (const Case& one : all)
    if (one.name.empty() || (one.text.empty() && one.title.empty()) || (one.none && !one.deals.empty()))
      *mistake = path + ":" + std::to_string(one.line) + ": a case needs 'case', 'text' or 'title', and not both 'deal' and 'none'";
  return all;
}

std::vector<std::string> Differences(const Case& wanted, const Extraction& got) {
  std::vector<std::string> differences;
  if (wanted.none || !wanted.deals.empty()) CompareDeals(wanted, got, &differences);
  if (wanted.no_amounts || !wanted.amounts.empty()) CompareAmounts(wanted, got, &differences);
  if (wanted.no_dates || !wanted.dates.empty()) CompareDates(wanted, got, &differences);
  return differences;
}

}  // namespace cases
