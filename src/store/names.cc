// Tested by: tests/unit/store/names_test.cc
#include "store/names.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace entente::store {

std::string FoldName(std::string_view text) {
  std::string fold;
  for (const char c : text)
    if (c != ' ') fold += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return fold;
}

Names::Names(Database* database)
    : database_(database),
      find_(database, "SELECT id FROM name WHERE text = ?", Sees::kBefore),
      insert_(database, "INSERT INTO name (id, text, fold, country, party) VALUES (?1, ?2, ?3, ?4, ?1)"),
      by_fold_(database, "SELECT id FROM name WHERE fold = (SELECT fold FROM name WHERE id = ?)"),
      of_party_(database, "SELECT id FROM name WHERE party = ?"),
      claimers_(database, "SELECT name FROM alias WHERE alias = ?"),
      claimed_(database, "SELECT alias FROM alias WHERE name = ?"),
      party_(database, "SELECT party FROM name WHERE id = ?"),
      party_before_(database, "SELECT party FROM name WHERE id = ?", Sees::kBefore),
      text_(database, "SELECT text FROM name WHERE id = ?"),
      set_party_(database, "UPDATE name SET party = ? WHERE id = ?"),
      add_kind_(database, "INSERT INTO name_kind VALUES (?, ?, ?) ON CONFLICT (name, kind) DO UPDATE SET articles = articles + excluded.articles"),
      drop_kinds_(database, "DELETE FROM name_kind WHERE name = ? AND articles <= 0"),
      add_alias_(database, "INSERT INTO alias VALUES (?, ?, ?) ON CONFLICT (name, alias) DO UPDATE SET articles = articles + excluded.articles"),
      drop_alias_(database, "DELETE FROM alias WHERE name = ? AND alias = ? AND articles <= 0"),
      alias_count_(database, "SELECT articles FROM alias WHERE name = ? AND alias = ?"),
      said_of_(database, "SELECT n.id, s.same FROM said s JOIN name m ON m.text IN (s.a, s.b) JOIN name n ON n.text IN (s.a, s.b) AND n.id <> m.id WHERE m.id = ?"),
      said_(database, "SELECT same, a = (SELECT text FROM name WHERE id = ?1) FROM said WHERE (a = (SELECT text FROM name WHERE id = ?1) AND b = (SELECT text FROM name WHERE id = ?2)) OR "
                      "(b = (SELECT text FROM name WHERE id = ?1) AND a = (SELECT text FROM name WHERE id = ?2))"),
      say_(database, "INSERT INTO said VALUES (?, ?, ?)"),
      unsay_(database, "DELETE FROM said WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)") {
  Forget();
}

void Names::Forget() {
  next_ = 0;
  ids_.clear(), parties_.clear(), kinds_.clear(), aliases_.clear(), dirty_.clear(), fresh_.clear();
  has_said_ = database_->Ask("SELECT count(*) FROM (SELECT 1 FROM said LIMIT 1)") != 0;
}

int64_t Names::Intern(std::string_view text) {
  std::string own(text);
  if (const auto known = ids_.find(own); known != ids_.end()) return known->second;
  int64_t id = 0;
  if (next_ == 0) {
    Statement last(database_, "SELECT max(id) FROM name", Sees::kBefore);
    next_ = 1 + (last.With().Step() ? last.Int(0) : 0);
  }
  if (find_.With(text).Step()) {
    id = find_.Int(0);
    find_.Reset();
  } else {
    id = next_++;
    fresh_.emplace_back(id, text);
    dirty_.insert(id);
  }
  ids_.emplace(std::move(own), id);
  return id;
}

void Names::Count(int64_t name, PartyKind kind, const std::vector<int64_t>& aliases, int32_t by) {
  kinds_[{name, static_cast<int32_t>(kind)}] += by;
  for (const int64_t alias : aliases)
    if (alias != name) aliases_[{name, alias}] += by;
}

void Names::Say(std::string_view a, std::string_view b, std::optional<bool> same) {
  const int64_t first = Intern(a), second = Intern(b);
  unsay_.With(a, b).Run();
  if (same) say_.With(a, b, *same).Run();
  has_said_ = true;
  dirty_.insert(first);
  dirty_.insert(second);
}

void Names::PutKinds(const Kinds& kinds) {
  for (const auto& [key, by] : kinds) {
    add_kind_.Put(key.first, key.second, by);
    if (by < 0) drop_kinds_.Put(key.first);
  }
}

void Names::Write() {
  for (const auto& [id, text] : fresh_) insert_.Put(id, text, FoldName(text), CountryOf(text));  // a party of its own, until it is settled
  fresh_.clear();
  for (const auto& [link, by] : aliases_) {
    if (by == 0) continue;
    const int64_t before = alias_count_.With(link.first, link.second).Step() ? alias_count_.Int(0) : 0;
    alias_count_.Reset();
    add_alias_.With(link.first, link.second, by).Run();
    if (by < 0) drop_alias_.With(link.first, link.second).Run();
    if ((before > 0) == (before + by > 0)) continue;  // the claim stood before and stands now
    dirty_.insert(link.first);
    dirty_.insert(link.second);
    for (const int64_t claimer : List(&claimers_, link.second)) dirty_.insert(claimer);
  }
  aliases_.clear();
}

std::vector<int64_t> Names::List(Statement* statement, int64_t parameter) {
  std::vector<int64_t> found;
  for (statement->With(parameter); statement->Step();) found.push_back(statement->Int(0));
  return found;
}

std::vector<int64_t> Names::ClaimersOf(int64_t alias) {
  std::vector<int64_t> claimers = List(&claimers_, alias);
  // a name that only differs in its case claims for the same party
  std::map<std::string, int64_t> by_fold;
  for (const int64_t claimer : claimers) by_fold.emplace(FoldName(TextOf(claimer)), claimer);
  if (by_fold.size() == 1) claimers = {by_fold.begin()->second};
  return claimers;
}

// The names that are one with this one at first hand.
std::vector<int64_t> Names::Neighbours(int64_t name) {
  std::vector<int64_t> near = List(&by_fold_, name);
  if (const std::vector<int64_t> claimers = ClaimersOf(name); claimers.size() == 1) near.push_back(claimers[0]);
  for (const int64_t alias : List(&claimed_, name))
    if (ClaimersOf(alias).size() == 1) near.push_back(alias);
  if (has_said_)
    for (said_of_.With(name); said_of_.Step();)
      if (said_of_.Int(1) != 0) near.push_back(said_of_.Int(0));
  near.erase(std::remove(near.begin(), near.end(), name), near.end());
  return near;
}

bool Names::IsSaidApart(int64_t a, int64_t b) {
  if (!has_said_) return false;
  const bool apart = said_.With(a, b).Step() && said_.Int(0) == 0;
  said_.Reset();
  return apart;
}

std::vector<int64_t> Names::Settle(Beside* beside) {
  Write();
  HashSet<int64_t> moved, seen;
  // whoever shared a party with a name that changed may have to leave it
  std::vector<int64_t> start(dirty_.begin(), dirty_.end());
  dirty_.clear();
  for (size_t i = 0, changed = start.size(); i < changed; ++i) {
    const int64_t party = party_.With(start[i]).Step() ? party_.Int(0) : 0;
    party_.Reset();
    if (party == 0) continue;
    const std::vector<int64_t> others = List(&of_party_, party);
    start.insert(start.end(), others.begin(), others.end());
  }
  for (const int64_t first : start) {
    if (!seen.insert(first).second) continue;
    std::vector<int64_t> group = {first};
    for (size_t i = 0; i < group.size(); ++i)
      for (const int64_t near : Neighbours(group[i]))
        if (seen.insert(near).second) group.push_back(near);
    SettleGroup(group, &moved);
  }
  auto kinds = std::make_shared<Kinds>();
  for (const auto& [key, by] : kinds_)
    if (by != 0) kinds->emplace_back(key, by);
  kinds_.clear();
  std::sort(kinds->begin(), kinds->end());  // neighbours lie together
  beside->Do([this, kinds = std::move(kinds)] { PutKinds(*kinds); });
  return {moved.begin(), moved.end()};
}

// Joins the names of a group, but never two that the user keeps apart; then chooses the name under which each part counts:
// what the user calls the party, else what articles give other names to, else the first in the order of its bytes.
void Names::SettleGroup(const std::vector<int64_t>& group, HashSet<int64_t>* moved) {
  struct Node {
    int64_t id, party;
    std::string text;
    int64_t rank;  // 0 said to be the name, 1 has aliases and is none, 2 others
    size_t part;
  };
  std::vector<Node> nodes;
  for (const int64_t id : group) {
    const int64_t party = party_.With(id).Step() ? party_.Int(0) : 0;
    party_.Reset();
    nodes.push_back({id, party, TextOf(id), group.size() == 1 || List(&claimed_, id).empty() ? 2 : 1, 0});
  }
  std::sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.text < b.text; });
  std::map<int64_t, size_t> index;
  for (size_t i = 0; i < nodes.size(); ++i) index[nodes[i].id] = nodes[i].part = i;
  struct Join {
    int64_t weight;
    size_t a, b;
  };
  std::vector<Join> joins;
  for (size_t i = 0; i < nodes.size() && nodes.size() > 1; ++i)
    for (const int64_t near : Neighbours(nodes[i].id))
      if (const auto at = index.find(near); at != index.end() && at->second > i) {
        int64_t weight = 1;
        if (has_said_ && said_.With(nodes[i].id, near).Step()) {
          weight = said_.Int(0) != 0 ? 0 : 2;
          if (weight == 0) nodes[said_.Int(1) != 0 ? i : at->second].rank = 0;
        }
        said_.Reset();
        if (weight < 2) joins.push_back({weight, i, at->second});
      }
  std::stable_sort(joins.begin(), joins.end(), [](const Join& a, const Join& b) { return a.weight < b.weight; });
  for (const Join& join : joins) {
    const size_t a = nodes[join.a].part, b = nodes[join.b].part;
    bool apart = a == b;
    for (size_t i = 0; i < nodes.size() && !apart; ++i)
      for (size_t j = 0; j < nodes.size() && !apart; ++j) apart = nodes[i].part == a && nodes[j].part == b && IsSaidApart(nodes[i].id, nodes[j].id);
    if (apart) continue;
    for (Node& node : nodes)
      if (node.part == b) node.part = a;
  }
  std::map<size_t, const Node*> best;
  for (const Node& node : nodes) {
    const Node*& chosen = best[node.part];
    if (chosen == nullptr || std::tie(node.rank, node.text) < std::tie(chosen->rank, chosen->text)) chosen = &node;
  }
  for (const Node& node : nodes) {
    const int64_t party = best[node.part]->id;
    if (party == node.party) continue;
    set_party_.With(party, node.id).Run();
    parties_[node.id] = party;
    if (node.party != 0) moved->insert(node.party);
  }
}

int64_t Names::PartyOf(int64_t name) {
  if (const auto known = parties_.find(name); known != parties_.end()) return known->second;
  // what has changed in this transaction is known; a name that was not there before counts as its own party
  const int64_t party = party_before_.With(name).Step() ? party_before_.Int(0) : name;
  party_before_.Reset();
  parties_.emplace(name, party);
  return party;
}

std::vector<int64_t> Names::Find(std::string_view text) {
  Statement search(database_, "SELECT DISTINCT party FROM name WHERE fold = ? AND (party <> id OR EXISTS (SELECT 1 FROM name_kind k WHERE k.name = id))");
  std::vector<int64_t> found;
  for (search.With(FoldName(text)); search.Step();) found.push_back(search.Int(0));
  if (!found.empty()) return found;
  // an alias that several parties have: any of them
  Statement aliases(database_, "SELECT DISTINCT m.party FROM name n JOIN alias a ON a.alias = n.id JOIN name m ON m.id = a.name WHERE n.fold = ?");
  for (aliases.With(FoldName(text)); aliases.Step();) found.push_back(aliases.Int(0));
  return found;
}

std::string Names::TextOf(int64_t name) {
  std::string text;
  if (text_.With(name).Step()) text = text_.String(0);
  text_.Reset();
  return text;
}

}  // namespace entente::store
