// The names of parties: which names are one party. Two names are one where the user says so, where they differ only in
// blanks and the case of ASCII letters, or where articles give one as another name of the other and of no third. What the
// user calls two parties stays two. The answer follows from what is in the tables, not from the order in which it came.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "entente/deal.h"
#include "store/beside.h"
#include "store/sqlite.h"

namespace entente::store {

class Names {
 public:
  explicit Names(Database* database);

  // The row of a name, made where there is none; it is written when they are settled.
  int64_t Intern(std::string_view text);
  // An article was added (+1) or taken out (-1) that has the party with these aliases.
  void Count(int64_t name, PartyKind kind, const std::vector<int64_t>& aliases, int32_t by);
  void Say(std::string_view a, std::string_view b, std::optional<bool> same);
  // Writes the counts and finds out anew which names are one, where that may have changed. Gives the parties of before
  // whose names now count elsewhere. Some of the counts are written by `beside`, which has nothing else to do yet.
  std::vector<int64_t> Settle(Beside* beside);

  // The party under which a name counts. Requires: settled.
  int64_t PartyOf(int64_t name);
  // The rows (settled) that a user may mean by a text: the party of that name, else those that have it as an alias.
  std::vector<int64_t> Find(std::string_view text);
  std::string TextOf(int64_t name);

  // Forgets what it holds in memory: after a rollback, or when that has grown.
  void Forget();
  void ForgetWhenLarge() {
    if (ids_.size() > kMostKept || parties_.size() > kMostKept) Forget();
  }

 private:
  static constexpr size_t kMostKept = 200000;
  using Link = std::pair<int64_t, int64_t>;

  std::vector<int64_t> ClaimersOf(int64_t alias);
  std::vector<int64_t> Neighbours(int64_t name);
  bool IsSaidApart(int64_t a, int64_t b);
  void SettleGroup(const std::vector<int64_t>& group, HashSet<int64_t>* moved);
  void Write();
  using Kinds = std::vector<std::pair<std::pair<int64_t, int32_t>, int64_t>>;
  void PutKinds(const Kinds& kinds);
  std::vector<int64_t> List(Statement* statement, int64_t parameter);

  Database* database_;
  HashMap<std::string, int64_t> ids_;
  HashMap<int64_t, int64_t> parties_;
  HashMap<std::pair<int64_t, int32_t>, int64_t> kinds_;  // changes of name_kind that are not written yet
  HashMap<Link, int64_t> aliases_;                       // and of alias
  HashSet<int64_t> dirty_;
  std::vector<std::pair<int64_t, std::string>> fresh_;   // names that are not written yet, in the order of their rows
  bool has_said_ = false;
  int64_t next_ = 0;  // row of a new name; 0: to be asked for
  Statement find_, insert_, by_fold_, of_party_, claimers_, claimed_, party_, party_before_, text_, set_party_, add_kind_, drop_kinds_, add_alias_, drop_alias_, alias_count_,
      said_of_, said_, say_, unsay_;
};

std::string FoldName(std::string_view text);
// The ISO 3166 code of a country, region or city of the packs, or "".
std::string_view CountryOf(std::string_view name);

}  // namespace entente::store
