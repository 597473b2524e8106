// Storage and readers of rates. The ECB's file: a header "Date,USD,JPY,...,", one line a day, newest first, "N/A" for no rate,
// and a comma at the end of every line. A user's file: "date,currency,units_per_usd". Both are checked line by line.
// Tested by: tests/unit/resolve/rates_test.cc
#include "resolve/rate_series.h"

#include <algorithm>
#include <tuple>

#include "pack/table.h"

namespace entente::resolve {
namespace {

constexpr int32_t kMonths = 12;
constexpr int32_t kNeighbourDays = 45;  // rates further apart than this are not compared
constexpr std::string_view kUnitsPer = "units_per_";

Status BadLine(std::string_view name, size_t line, std::string message) {
  return Status(Code::kBadRecord, std::move(message), std::string(name) + ":" + std::to_string(line));
}

std::string_view Trim(std::string_view cell) {
  while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t')) cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r' || cell.back() == '\t')) cell.remove_suffix(1);
  return cell;
}

// Takes the part up to the next `mark` off the front of `*rest`; false when nothing is left.
bool Take(std::string_view* rest, char mark, std::string_view* part) {
  if (rest->data() == nullptr) return false;
  const size_t end = rest->find(mark);
  *part = rest->substr(0, end);
  *rest = end == std::string_view::npos ? std::string_view() : rest->substr(end + 1);
  return true;
}

bool ReadCode(std::string_view cell, Currency* out) {
  if (cell.size() != 3 || !std::all_of(cell.begin(), cell.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  *out = Currency(cell);
  return true;
}

bool ReadDay(std::string_view cell, DayNumber* out) {
  const auto period = ParsePeriod(cell);
  if (!period || period->precision != Precision::kDay) return false;
  *out = period->from;
  return true;
}

bool ReadRate(std::string_view cell, Decimal* out) {
  const auto rate = Decimal::Parse(cell);
  if (!rate || rate->IsZero() || rate->IsNegative() || cell.size() > 24) return false;
  *out = *rate;
  return true;
}

}  // namespace

std::string FormatMonth(int32_t month) {
  std::string text = FormatDay(ToDayNumber({month / 12, month % 12 + 1, 1}));
  text.resize(7);
  return text;
}

void DailyRates::Add(Currency currency, DayNumber day, const Decimal& rate, uint32_t line) { entries_.push_back({currency, day, line, rate}); }

Status DailyRates::Finish(std::string_view name) {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return std::tie(a.currency, a.day) < std::tie(b.currency, b.day); });
  const auto same = [&](size_t a, size_t b) { return b < entries_.size() && entries_[a].currency == entries_[b].currency; };
  for (size_t i = 1; i < entries_.size(); ++i) {
    const Entry &before = entries_[i - 1], &entry = entries_[i];
    if (!same(i - 1, i)) continue;
    const std::string code(entry.currency.code());
    if (before.day == entry.day) return BadLine(name, entry.line, code + " has two rates on " + FormatDay(entry.day));
    const double here = entry.rate.ToDouble(), there = before.rate.ToDouble();
    if (entry.day - before.day > kNeighbourDays || (here < there * kOutlierFactor && here * kOutlierFactor > there)) continue;
    // The one that differs from both of its neighbours is the mistake.
    const bool first = (i == 1 || !same(i - 2, i)) && same(i, i + 1);
    const double next = first ? entries_[i + 1].rate.ToDouble() : 0;
    const bool back = first && next < here * kOutlierFactor && next * kOutlierFactor > here;
    const Entry &wrong = back ? before : entry, &other = back ? entry : before;
    return BadLine(name, wrong.line, "the rate " + wrong.rate.ToString() + " of " + code + " on " + FormatDay(wrong.day) + " is too far from " +
                                         other.rate.ToString() + " on " + FormatDay(other.day));
  }
  return {};
}

std::vector<DailyRates::Entry>::const_iterator DailyRates::From(Currency currency, DayNumber day) const {
  return std::lower_bound(entries_.begin(), entries_.end(), std::tie(currency, day), [](const Entry& e, const auto& wanted) { return std::tie(e.currency, e.day) < wanted; });
}

std::optional<DailyRates::Pair> DailyRates::Find(Currency from, Currency to, DayNumber day) const {
  const auto rate_on = [&](Currency currency, DayNumber wanted) -> std::optional<Decimal> {
    if (currency == base_) return Decimal::FromInt(1);
    const auto found = From(currency, wanted);
    return found == entries_.end() || found->currency != currency || found->day != wanted ? std::nullopt : std::optional(found->rate);
  };
  if (from == base_ && to == base_) return Pair{Decimal::FromInt(1), Decimal::FromInt(1), day};
  for (int32_t back = 0; back <= kMaxDaysBack; ++back) {
    const auto first = rate_on(from, day - back);
    const auto second = first ? rate_on(to, day - back) : std::nullopt;
    if (second) return Pair{*first, *second, day - back};
  }
  return std::nullopt;
}

Result<DailyRates> ReadEcb(std::string_view text, std::string_view name) {
  DailyRates rates(Currency("EUR"), RateKind::kDaily, "ECB");
  std::string_view line, cell;
  std::vector<Currency> columns;
  uint32_t number = 0;
  while (Take(&text, '\n', &line)) {
    ++number;
    line = Trim(line);
    if (line.empty()) continue;
    if (columns.empty()) {
      Take(&line, ',', &cell);
      if (Trim(cell) != "Date") return BadLine(name, number, "the header does not start with Date: this is not the ECB's history of rates");
      while (Take(&line, ',', &cell)) {
        if (Trim(cell).empty()) break;
        Currency code;
        if (!ReadCode(Trim(cell), &code)) return BadLine(name, number, "the header has a column that is no currency: '" + std::string(cell.substr(0, 20)) + "'");
        columns.push_back(code);
      }
      if (columns.empty()) return BadLine(name, number, "the header names no currency");
      continue;
    }
    DayNumber day = 0;
    Take(&line, ',', &cell);
    if (!ReadDay(Trim(cell), &day)) return BadLine(name, number, "'" + std::string(cell.substr(0, 20)) + "' is no day");
    for (const Currency column : columns) {
      if (!Take(&line, ',', &cell)) return BadLine(name, number, "the line has fewer cells than the header");
      cell = Trim(cell);
      if (cell == "N/A" || cell.empty()) continue;
      Decimal rate;
      if (!ReadRate(cell, &rate)) return BadLine(name, number, "'" + std::string(cell.substr(0, 20)) + "' is no rate");
      rates.Add(column, day, rate, number);
    }
    while (Take(&line, ',', &cell))
      if (!Trim(cell).empty()) return BadLine(name, number, "the line has more cells than the header");
  }
  if (columns.empty()) return BadLine(name, 1, "the file of rates is empty");
  if (Status status = rates.Finish(name); !status.ok()) return status;
  return rates;
}

Result<DailyRates> ReadUserCsv(std::string_view text, std::string_view name) {
  std::optional<DailyRates> rates;
  std::string_view line, day_cell, code_cell, rate_cell;
  uint32_t number = 0;
  while (Take(&text, '\n', &line)) {
    ++number;
    line = Trim(line);
    if (line.empty() || line.front() == '#') continue;
    if (!Take(&line, ',', &day_cell) || !Take(&line, ',', &code_cell) || !Take(&line, ',', &rate_cell) || line.data() != nullptr)
      return BadLine(name, number, "a line has three cells: date, currency, rate");
    day_cell = Trim(day_cell);
    code_cell = Trim(code_cell);
    rate_cell = Trim(rate_cell);
    if (!rates) {
      std::string base(rate_cell.substr(std::min(kUnitsPer.size(), rate_cell.size())));
      for (char& c : base) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      Currency code;
      if (day_cell != "date" || code_cell != "currency" || rate_cell.substr(0, kUnitsPer.size()) != kUnitsPer || !ReadCode(base, &code))
        return BadLine(name, number, "the header must be date,currency,units_per_usd (or another base)");
      rates.emplace(code, RateKind::kUser, std::string(name));
      continue;
    }
    DayNumber day = 0;
    Currency code;
    Decimal rate;
    if (!ReadDay(day_cell, &day)) return BadLine(name, number, "'" + std::string(day_cell.substr(0, 20)) + "' is no day");
    if (!ReadCode(code_cell, &code)) return BadLine(name, number, "'" + std::string(code_cell.substr(0, 20)) + "' is no currency");
    if (!ReadRate(rate_cell, &rate)) return BadLine(name, number, "'" + std::string(rate_cell.substr(0, 20)) + "' is no rate");
    rates->Add(code, day, rate, number);
  }
  if (!rates) return BadLine(name, 1, "the file of rates is empty");
  if (Status status = rates->Finish(name); !status.ok()) return status;
  return std::move(*rates);
}

Result<MonthlyRates> MonthlyRates::Load() {
  auto table = pack::Table::Load("common/rates.tsv", {"currency", "source", "first", "values"});
  if (!table.ok()) return table.status();
  MonthlyRates rates;
  rates.runs_.reserve(table->rows());
  for (size_t row = 0; row < table->rows(); ++row) {
    const auto first = ParsePeriod(table->cell(row, 2));
    Run run{{}, table->cell(row, 1).empty() ? '\0' : table->cell(row, 1)[0], 0, table->cell(row, 3)};
    if (!first || first->precision != Precision::kMonth || !ReadCode(table->cell(row, 0), &run.currency)) return table->Error(row, "bad currency or month");
    const CivilDay day = ToCivilDay(first->from);
    run.first = day.year * 12 + day.month - 1;
    run.first_year = static_cast<uint32_t>(rates.years_.size());
    std::string_view rest = run.values, value;
    for (int32_t month = 0; rest.data() != nullptr; ++month) {
      if (month % kMonths == 0) rates.years_.push_back(static_cast<uint32_t>(rest.data() - run.values.data()));
      Take(&rest, ' ', &value);
    }
    run.end_year = static_cast<uint32_t>(rates.years_.size());
    rates.runs_.push_back(run);
  }
  std::stable_sort(rates.runs_.begin(), rates.runs_.end(), [](const Run& a, const Run& b) { return a.currency < b.currency; });
  return rates;
}

std::optional<MonthlyRates::Value> MonthlyRates::Find(Currency currency, int32_t month) const {
  if (currency == Currency("USD")) return Value{Decimal::FromInt(1), 0};
  auto at = std::lower_bound(runs_.begin(), runs_.end(), currency, [](const Run& run, Currency wanted) { return run.currency < wanted; });
  for (; at != runs_.end() && at->currency == currency; ++at) {
    const Run& run = *at;
    if (month < run.first) continue;
    const int32_t years = (month - run.first) / kMonths;
    if (years >= static_cast<int32_t>(run.end_year - run.first_year)) continue;
    std::string_view rest = run.values.substr(years_[run.first_year + static_cast<uint32_t>(years)]), value;
    for (int32_t i = run.first + years * kMonths; i < month && rest.data() != nullptr; ++i) Take(&rest, ' ', &value);
    if (!Take(&rest, ' ', &value)) continue;
    Decimal rate;
    if (ReadRate(value, &rate)) return Value{rate, run.source};
  }
  return std::nullopt;
}

bool MonthlyRates::Range(Currency currency, int32_t* first, int32_t* last) const {
  bool found = false;
  for (const Run& run : runs_) {
    if (run.currency != currency) continue;
    const auto size = static_cast<int32_t>(std::count(run.values.begin(), run.values.end(), ' '));
    *first = found ? std::min(*first, run.first) : run.first;
    *last = found ? std::max(*last, run.first + size) : run.first + size;
    found = true;
  }
  return found;
}

}  // namespace entente::resolve
