// Who is tied to whom: the partners of a party, the shortest path between two, the graph of a filter's deals.
// Countries and regions tie nobody together on a path: too many deals name them.
// Tested by: tests/unit/query/
#include <absl/container/inlined_vector.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "query/reader.h"

namespace entente::query {
namespace {

constexpr std::initializer_list<DealStatus> kStanding = {DealStatus::kAgreed, DealStatus::kCompleted, DealStatus::kPlanned, DealStatus::kEnded};
constexpr uint32_t kMostGraphDeals = 5000;
constexpr size_t kMostPairs = 12;  // parties of a deal of which each is tied to each

bool IsPlace(PartyKind kind) { return kind == PartyKind::kCountry || kind == PartyKind::kRegion; }

template <typename Deals>
std::vector<std::string> SortedIds(Reader* reader, const Deals& deals, size_t most) {
  std::vector<std::pair<DayNumber, std::string>> ids;
  for (const auto& [day, deal] : deals) ids.emplace_back(day, reader->IdOf(deal));
  std::sort(ids.begin(), ids.end());
  if (ids.size() > most) ids.resize(most);
  std::vector<std::string> names;
  for (auto& [day, id] : ids) names.push_back(std::move(id));
  return names;
}

bool Gives(Role role) { return role == Role::kInvestor || role == Role::kAcquirer || role == Role::kSupplier || role == Role::kParent; }
bool Gets(Role role) { return role == Role::kInvestee || role == Role::kTarget || role == Role::kCustomer || role == Role::kVenture; }

}  // namespace

Status AskPartners(Reader* reader, const Question& question, const RateTable* rates, Answer* answer) {
  if (question.party.empty()) return Status(Code::kInvalidArgument, "whose partners?", "party");
  DealFilter filter = WithStatuses(question.where, kStanding);
  filter.parties.insert(filter.parties.begin(), question.party);
  const std::vector<int64_t> own = reader->FindParty(question.party);
  struct Found {
    absl::InlinedVector<std::pair<DayNumber, int64_t>, 4> deals;
    uint64_t count = 0;
    uint32_t kinds = 0;
    DayNumber first = kNoDay, last = kNoDay;
    Role role = Role::kPartner;
  };
  HashMap<int64_t, Found> partners;
  Status status = Scan(reader, filter, rates, false, &answer->unknown, [&](DealRow& row) {
    int64_t before = 0;
    store::ForEachParty(row.parties_text, [&](const PartyRole& one) {
      if (std::find(own.begin(), own.end(), one.party) != own.end()) return;
      Found& found = partners[one.party];
      if (found.count == 0 || row.day > found.last || one.role < found.role) found.role = one.role;  // of the latest day, whatever the order in it
      if (one.party == before) return;  // in two roles
      before = one.party;
      ++found.count;
      found.kinds |= 1u << static_cast<uint32_t>(row.kind);
      if (found.first == kNoDay) found.first = row.day;
      found.last = std::max(found.last, row.day);
      // which of one day come first their ids say, later
      if (found.deals.size() < question.deals_listed || (!found.deals.empty() && found.deals.back().first == row.day)) found.deals.emplace_back(row.day, row.id);
    });
    return true;
  });
  if (!status.ok()) return status;
  std::vector<std::pair<int64_t, Found*>> order;
  for (auto& [party, found] : partners) order.emplace_back(party, &found);
  const auto by_count = [](const auto& a, const auto& b) { return a.second->count > b.second->count; };
  const size_t most = question.limit != 0 ? std::min<size_t>(question.limit, order.size()) : order.size();
  if (most < order.size()) {  // names are read of those alone that may be among the first
    std::nth_element(order.begin(), order.begin() + static_cast<ptrdiff_t>(most), order.end(), by_count);
    const uint64_t least = most == 0 ? 0 : (*std::min_element(order.begin(), order.begin() + static_cast<ptrdiff_t>(most), [&](const auto& a, const auto& b) { return by_count(b, a); })).second->count;
    order.erase(std::remove_if(order.begin(), order.end(), [least](const auto& one) { return one.second->count < least; }), order.end());
  }
  std::vector<std::pair<std::string, std::pair<int64_t, Found*>>> named;
  for (const auto& one : order) named.emplace_back(reader->NameOf(one.first), one);
  std::sort(named.begin(), named.end(), [&](const auto& a, const auto& b) { return a.second.second->count != b.second.second->count ? by_count(a.second, b.second) : a.first < b.first; });
  named.resize(most);
  for (const auto& [name, one] : named) {
    const auto& [party, found] = one;
    Partner partner{reader->PartyOf(party), found->count, {}, {}, {}, SortedIds(reader, found->deals, question.deals_listed)};
    partner.party.role = found->role;
    for (uint32_t kind = 0; kind < 5; ++kind)
      if ((found->kinds >> kind & 1) != 0) partner.kinds.push_back(static_cast<DealKind>(kind));
    if (found->first != kNoDay) partner.first = found->first;
    if (found->last != kNoDay) partner.last = found->last;
    answer->partners.push_back(std::move(partner));
  }
  return {};
}

namespace {

// The deals that tie a party to others: party to the deals, of those that the filter lets through.
std::map<int64_t, std::vector<std::pair<DayNumber, int64_t>>> TiesOf(Reader* reader, const DealFilter& filter, int64_t party) {
  std::map<int64_t, std::vector<std::pair<DayNumber, int64_t>>> ties;
  reader->pages().ForEach(party, filter.from.value_or(kNoDay), filter.to.value_or(INT32_MAX), false, [&](const store::DealLine& line) {
    if (!filter.kinds.empty() && std::find(filter.kinds.begin(), filter.kinds.end(), line.kind) == filter.kinds.end()) return true;
    if (std::find(filter.statuses.begin(), filter.statuses.end(), line.status) == filter.statuses.end()) return true;
    store::ForEachParty(line.parties, [&](const PartyRole& one) {
      if (one.party == party) return;
      auto& deals = ties[one.party];
      if (deals.empty() || deals.back().second != line.deal) deals.emplace_back(line.day, line.deal);
    });
    return true;
  });
  return ties;
}

}  // namespace

Status AskPath(Reader* reader, const Question& question, const RateTable*, Answer* answer) {
  const DealFilter& where = question.where;
  if (question.path_from.empty()) return Status(Code::kInvalidArgument, "from which party?", "from");
  if (question.path_to.empty()) return Status(Code::kInvalidArgument, "to which party?", "to");
  if (!where.ids.empty() || !where.parties.empty() || where.role || !where.forms.empty() || where.value_min || where.value_max || !where.countries.empty() || !where.not_countries.empty() ||
      !where.text.empty() || !where.field.empty() || !where.articles.empty() || where.contradicting || where.by_host)
    return Status(Code::kInvalidArgument, "a path is restricted by kinds, statuses and days alone", "where");
  const DealFilter filter = WithStatuses(where, kStanding);
  const std::vector<int64_t> from = reader->FindParty(question.path_from), to = reader->FindParty(question.path_to);
  if (from.empty()) answer->unknown.push_back(question.path_from);
  if (to.empty()) answer->unknown.push_back(question.path_to);
  if (from.empty() || to.empty()) return {};
  struct Step {
    int64_t before = 0;
    std::vector<std::pair<DayNumber, int64_t>> deals;
  };
  std::map<int64_t, Step> reached;
  std::vector<int64_t> frontier = from;
  for (const int64_t party : from) reached[party] = {};
  const auto is_end = [&](int64_t party) { return std::find(to.begin(), to.end(), party) != to.end(); };
  int64_t end = 0;
  for (const int64_t party : from)
    if (is_end(party)) return {};
  while (end == 0 && !frontier.empty()) {
    // in order of the names, so that of several shortest paths it is always the same
    std::sort(frontier.begin(), frontier.end(), [&](int64_t a, int64_t b) { return reader->PartyOf(a).name < reader->PartyOf(b).name; });
    std::vector<int64_t> next;
    for (const int64_t party : frontier) {
      for (auto& [other, deals] : TiesOf(reader, filter, party)) {
        if (reached.count(other) != 0 || (!is_end(other) && IsPlace(reader->PartyOf(other).kind))) continue;
        reached[other] = {party, std::move(deals)};
        if (is_end(other) && end == 0) end = other;
        next.push_back(other);
      }
      if (end != 0) break;
    }
    frontier = std::move(next);
  }
  for (int64_t at = end; at != 0 && reached[at].before != 0; at = reached[at].before)
    answer->path.insert(answer->path.begin(), {reader->PartyOf(reached[at].before), reader->PartyOf(at), SortedIds(reader, reached[at].deals, question.deals_listed)});
  std::set<std::string> ids;
  for (const PathStep& step : answer->path) ids.insert(step.deals.begin(), step.deals.end());
  if (ids.empty()) return {};
  Question deals{.where = {.ids = {ids.begin(), ids.end()}}, .limit = 1000};
  Status status = AskDeals(reader, deals, nullptr, answer);
  answer->cursor.clear();
  return status;
}

Status AskGraph(Reader* reader, const Question& question, const RateTable* rates, Answer* answer) {
  Question deals = question;
  deals.where = WithStatuses(question.where, kStanding);
  if (deals.limit == 0) deals.limit = kMostGraphDeals;
  if (Status status = AskDeals(reader, deals, rates, answer); !status.ok()) return status;
  std::map<std::string, uint32_t> index;
  const auto node = [&](const PartyInDeal& party) {
    const auto [at, is_new] = index.emplace(party.name, static_cast<uint32_t>(answer->nodes.size()));
    if (is_new) answer->nodes.push_back({party, 0});
    return at->second;
  };
  std::map<std::tuple<uint32_t, uint32_t, DealKind>, uint32_t> edges;
  for (const DealView& deal : answer->deals) {
    std::vector<std::pair<uint32_t, Role>> parties;
    for (const PartyInDeal& party : deal.parties) parties.emplace_back(node(party), party.role);
    std::set<uint32_t> counted;
    for (const auto& [party, role] : parties)
      if (counted.insert(party).second) ++answer->nodes[party].deals;
    std::optional<Decimal> value;
    if (deal.sum && deal.sum->normalized && deal.sum->normalized->currency.code() == answer->currency) value = deal.sum->normalized->high;
    else if (deal.sum && deal.sum->currency.code() == answer->currency) value = deal.sum->high;
    std::set<std::pair<uint32_t, uint32_t>> tied;
    for (size_t i = 0; i < parties.size(); ++i)
      for (size_t j = i + 1; j < parties.size() && (parties.size() <= kMostPairs || i == 0); ++j) {
        auto [a, role_a] = parties[i];
        auto [b, role_b] = parties[j];
        if (a == b) continue;
        const bool directed = (Gives(role_a) && Gets(role_b)) || (Gives(role_b) && Gets(role_a));
        if (directed ? Gives(role_b) : a > b) std::swap(a, b);
        if (!tied.emplace(a, b).second) continue;
        const auto [at, is_new] = edges.emplace(std::tuple(a, b, deal.kind), static_cast<uint32_t>(answer->edges.size()));
        if (is_new) answer->edges.push_back({a, b, directed, deal.kind, {}, {}});
        GraphEdge& edge = answer->edges[at->second];
        edge.deals.push_back(deal.id);
        if (value) edge.value = edge.value.value_or(Decimal()).Plus(*value).value_or(*value);
      }
  }
  return {};
}

}  // namespace entente::query

namespace entente {

Result<Answer> Ask(Archive& archive, const Question& question, const RateTable* rates) {
  Answer answer;
  Archive::Impl& impl = archive.impl();
  answer.ask = question.ask;
  answer.currency = std::string(impl.currency.code());
  Status status = impl.Look([&]() -> Status {
    query::Reader reader(&impl);
    switch (question.ask) {
      case Asked::kDeals: case Asked::kTimeline: return query::AskDeals(&reader, question, rates, &answer);
      case Asked::kPartners: return query::AskPartners(&reader, question, rates, &answer);
      case Asked::kTotals: return query::AskTotals(&reader, question, rates, &answer);
      case Asked::kPath: return query::AskPath(&reader, question, rates, &answer);
      case Asked::kGraph: return query::AskGraph(&reader, question, rates, &answer);
      case Asked::kParties: return query::AskParties(&reader, question, &answer);
    }
    return {};
  });
  if (!status.ok()) return status;
  return answer;
}

}  // namespace entente
