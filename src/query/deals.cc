// Deals in an order, page by page. A cursor names the last deal of a page by what it was sorted by and its id, so that deals
// which come or go elsewhere shift nothing.
// Tested by: tests/unit/query/
#include <algorithm>
#include <charconv>
#include <limits>

#include "query/reader.h"

namespace entente::query {
namespace {

constexpr uint32_t kDefaultPage = 50;
constexpr int64_t kNoValue = std::numeric_limits<int64_t>::min();

struct Place {
  int64_t key = 0;
  uint64_t uid = 0;
};

bool IsByDay(SortBy sort) { return sort == SortBy::kDate || sort == SortBy::kDateDown; }
bool IsDown(SortBy sort) { return sort != SortBy::kDate && sort != SortBy::kValue; }

int64_t KeyOf(Reader* reader, SortBy sort, DealRow* row) {
  if (IsByDay(sort)) return row->day;
  reader->Complete(row);
  if (sort == SortBy::kReportsDown) return row->reports;
  if (sort == SortBy::kConfidenceDown) return row->confidence;
  return row->value_high.value_or(sort == SortBy::kValue ? std::numeric_limits<int64_t>::max() : kNoValue);  // without a sum: last
}

std::string FormatCursor(SortBy sort, const Place& place) { return std::to_string(static_cast<int>(sort)) + "." + std::to_string(place.key) + "." + store::FormatUid(place.uid); }

std::optional<Place> ParseCursor(SortBy sort, std::string_view text) {
  const std::string start = std::to_string(static_cast<int>(sort)) + ".";
  if (text.substr(0, start.size()) != start) return std::nullopt;
  text.remove_prefix(start.size());
  const size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  Place place;
  const auto [end, error] = std::from_chars(text.data(), text.data() + dot, place.key);
  const auto uid = store::ParseUid(text.substr(dot + 1));
  if (error != std::errc() || end != text.data() + dot || !uid) return std::nullopt;
  place.uid = *uid;
  return place;
}

}  // namespace

Status AskDeals(Reader* reader, const Question& question, const RateTable* rates, Answer* answer) {
  const SortBy sort = question.ask == Asked::kTimeline && !IsByDay(question.sort) ? SortBy::kDate : question.sort;
  const bool down = IsDown(sort);
  const size_t limit = question.limit != 0 ? question.limit : kDefaultPage;
  std::optional<Place> after;
  if (!question.cursor.empty()) {
    after = ParseCursor(sort, question.cursor);
    if (!after) return Status(Code::kInvalidArgument, "the cursor is not one of an answer in this order", "cursor");
  }
  const auto before = [down](const Place& a, const Place& b) { return a.key != b.key ? (down ? a.key > b.key : a.key < b.key) : a.uid < b.uid; };
  DealFilter filter = question.where;
  if (!question.party.empty()) filter.parties.insert(filter.parties.begin(), question.party);
  if (after && IsByDay(sort)) {
    const auto day = static_cast<DayNumber>(after->key);
    if (!down && day != kNoDay) filter.from = std::max(filter.from.value_or(day), day);
    if (down) filter.to = std::min(filter.to.value_or(day), day);
  }
  std::vector<std::pair<Place, DealRow>> found;
  size_t complete = 0;  // as many were found before the day at hand
  Status status = Scan(reader, filter, rates, down, &answer->unknown, [&](DealRow& row) {
    if (IsByDay(sort) && !found.empty() && found.back().first.key != row.day) {
      if (complete = found.size(); complete > limit) return false;
    }
    const Place place{KeyOf(reader, sort, &row), reader->UidOf(row.id)};
    if (after && !before(*after, place)) return true;
    found.emplace_back(place, DealRow());
    found.back().second.id = row.id;
    if (!IsByDay(sort) && found.size() > 4 * limit + 1000) {  // only the first of them can be on the page
      std::nth_element(found.begin(), found.begin() + static_cast<ptrdiff_t>(limit), found.end(), [&](const auto& a, const auto& b) { return before(a.first, b.first); });
      found.resize(limit + 1);
    }
    return true;
  });
  if (!status.ok()) return status;
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return before(a.first, b.first); });
  if (found.size() > limit) {
    found.resize(limit);
    answer->cursor = FormatCursor(sort, found.back().first);
  }
  for (auto& [place, row] : found) answer->deals.push_back(reader->ViewOf(std::move(row)));
  return {};
}

Status AskParties(Reader* reader, const Question& question, Answer* answer) {
  const std::string fold = store::FoldName(question.text);
  const size_t limit = question.limit != 0 ? question.limit : kDefaultPage;
  Statement names(reader->database(), "SELECT DISTINCT party FROM name WHERE fold >= ? AND fold < ? ORDER BY fold");
  for (names.With(fold, fold + "\xF4\x8F\xBF\xBF"); answer->parties.size() < limit && names.Step();)
    if (reader->pages().HasAny(names.Int(0))) answer->parties.push_back(reader->PartyOf(names.Int(0)));
  return {};
}

}  // namespace entente::query
