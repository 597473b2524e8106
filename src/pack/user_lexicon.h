// What a user adds to the packs: tables of organisations, triggers and frames in the form of src/lang, checked before any is
// used. Neither the order of the tables nor that of their rows changes the result.
#pragma once

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "entente/deal.h"
#include "entente/status.h"
#include "pack/table.h"

namespace entente::pack {

// A file as it came; `text` is normalised UTF-8.
struct UserFile {
  std::string name;
  std::string text;
};

struct UserOrganization {
  std::string_view name;
  PartyKind kind = PartyKind::kCompany;
  std::vector<std::string_view> aliases;  // sorted, without the name
  std::vector<std::string_view> ambiguous;  // the surfaces that are ordinary words too; sorted
  std::vector<Identifier> identifiers;    // sorted
};

enum class UserTableKind : uint8_t { kOrganizations, kTriggers, kVerbs, kNouns, kFrames, kMedialFrames };

// Is `value` an identifier of the scheme (a column of organisations), with the checksum that the scheme has? Requires: a known scheme.
bool IsIdentifier(std::string_view scheme, std::string_view value);

// Immutable; views live as long as it does.
class UserLexicon {
 public:
  // Takes the files over, reads the organisations and sorts the rest by what it is.
  // Errors: kBadPack with name:line.
  static Result<std::shared_ptr<const UserLexicon>> Read(std::vector<UserFile> files);

  // In order of their names.
  const std::vector<UserOrganization>& organizations() const { return organizations_; }
  // The organisation that has `surface` as its name or alias, or null.
  const UserOrganization* OfSurface(std::string_view surface) const;
  // The tables of a kind, each with the columns of that table in src/lang.
  const std::vector<Table>& tables(UserTableKind kind) const { return tables_[static_cast<size_t>(kind)]; }
  // Has a table of `kind` a row whose first cell is `cell`?
  bool HasRow(UserTableKind kind, std::string_view cell) const { return first_cells_[static_cast<size_t>(kind)].contains(cell); }
  // Checks that the first `columns` cells of the tables of `kind` have no capitals: words are looked up in lower case.
  Status CheckLowerCase(UserTableKind kind, size_t columns) const;

 private:
  friend class UserLexiconReader;
  std::vector<UserFile> files_;
  std::vector<UserOrganization> organizations_;
  HashMap<std::string_view, uint32_t> by_surface_;
  std::array<std::vector<Table>, 6> tables_;
  std::array<HashMap<std::string_view, std::string>, 6> first_cells_;  // with their places
};

// Is every class of "a+b|c" one that `allowed` takes? Else `*unknown` is the first that is not.
template <typename Allowed>
bool AreClasses(std::string_view text, Allowed allowed, std::string_view* unknown) {
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("+|"), text.size());
    if (const std::string_view name = text.substr(0, end); name != "-" && !allowed(name)) {
      *unknown = name;
      return false;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

// A user's words of one kind: their tables, and the column of their classes.
struct UserWords {
  const std::vector<Table>* tables;
  size_t classes;
};

// Checks the user's words and frames against each other: each class is known to the pack, or given to a word and asked for by
// a frame of the user.
template <typename Known>
Status CheckClasses(const std::vector<UserWords>& words, const std::vector<Table>& frames, Known known) {
  constexpr size_t kNeeds = 1;
  const auto among = [](const std::vector<Table>& tables, size_t column, std::string_view wanted) {
    std::string_view ignored;
    for (const Table& table : tables)
      for (size_t row = 0; row < table.rows(); ++row)
        if (!AreClasses(table.cell(row, column), [&](std::string_view name) { return name != wanted; }, &ignored)) return true;
    return false;
  };
  const auto check = [&](const std::vector<Table>& tables, size_t column, auto other) {
    std::string_view unknown;
    for (const Table& table : tables)
      for (size_t row = 0; row < table.rows(); ++row)
        if (!AreClasses(table.cell(row, column), [&](std::string_view name) { return known(name) || other(name); }, &unknown))
          return table.Error(row, "unknown class '" + std::string(unknown) + "': no table of the language and no other row has it");
    return Status();
  };
  for (const UserWords& kind : words)
    if (Status status = check(*kind.tables, kind.classes, [&](std::string_view name) { return among(frames, kNeeds, name); }); !status.ok()) return status;
  return check(frames, kNeeds, [&](std::string_view name) {
    for (const UserWords& kind : words)
      if (among(*kind.tables, kind.classes, name)) return true;
    return false;
  });
}

// Puts the user's frames before those of the pack, the ones that ask for more classes first, then in order of their names.
// `read(table, frames)` adds the frames of a table; `classes_of(frame)` counts the most classes that it asks for.
template <typename Frame, typename Read, typename Count>
Status AddUserFrames(const std::vector<Table>& tables, Read read, Count classes_of, std::vector<Frame>* frames) {
  std::vector<Frame> own;
  for (const Table& table : tables) {
    for (size_t row = 0; row < table.rows(); ++row)
      if (std::any_of(frames->begin(), frames->end(), [&](const Frame& f) { return f.name == table.cell(row, 0); }))
        return table.Error(row, "the pack has a frame '" + std::string(table.cell(row, 0)) + "'; give yours another name");
    if (Status status = read(table, &own); !status.ok()) return status;
  }
  std::sort(own.begin(), own.end(), [&](const Frame& a, const Frame& b) { return classes_of(a) != classes_of(b) ? classes_of(a) > classes_of(b) : a.name < b.name; });
  frames->insert(frames->begin(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  return Status();
}

// The columns of the tables of src/lang that a user's tables share.
inline constexpr std::string_view kTriggerColumns[] = {"text", "classes"};
inline constexpr std::string_view kVerbColumns[] = {"base", "third", "past", "participle", "gerund", "noun", "classes"};
inline constexpr std::string_view kNounColumns[] = {"singular", "plural", "classes", "party"};
inline constexpr std::string_view kFrameColumns[] = {"frame", "needs", "kind", "form", "subject", "object", "to", "from", "with", "modifier",
                                                     "passive_subject", "minimum", "antecedent"};
inline constexpr std::string_view kMedialFrameColumns[] = {
    "frame", "needs", "kind", "form", "status", "subject", "object", "passive", "possessor", "modifier", "goods", "plural",
    "of", "by", "from", "to", "with", "between", "in", "into", "for", "along", "minimum"};

}  // namespace entente::pack
