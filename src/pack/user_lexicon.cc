// Reads a user's tables. Which one a file is says its header row:
//   name  kind  aliases  ticker ...   organisations; rows of one name are one organisation
//   text  classes                     triggers, as ko/triggers.tsv
//   base  third  past ...             verbs, as en/verbs.tsv; singular  plural ...: nouns, as en/nouns.tsv
//   frame  needs ...                  frames, as ko/frames.tsv or en/frames.tsv
// Tested by: tests/unit/pack/user_lexicon_test.cc
#include "pack/user_lexicon.h"

#include <tuple>

namespace entente::pack {

namespace {

constexpr size_t kLeastNameBytes = 2;   // one letter stands in too many texts
constexpr size_t kLongestNameBytes = 200;
constexpr size_t kName = 0, kKind = 1;  // columns
constexpr std::string_view kOrganizationColumns[] = {"name", "kind", "aliases", "ambiguous"};
constexpr std::string_view kSchemes[] = {"business_number", "cik", "isin", "lei", "ticker", "wikidata"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool AreDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit); }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// 000-00-00000, with or without its hyphens; the last digit is a checksum of the others.
bool IsBusinessNumber(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '-') digits += c;
  }
  if (digits.size() != 10 || !AreDigits(digits)) return false;
  constexpr int kWeights[] = {1, 3, 7, 1, 3, 7, 1, 3, 5};
  int sum = (digits[8] - '0') * 5 / 10;
  for (size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * kWeights[i];
  return (sum + digits[9] - '0') % 10 == 0;
}

// ISO 17442: twenty letters and digits; as a number (A is 10) it leaves 1 when divided by 97.
bool IsLei(std::string_view text) {
  if (text.size() != 20) return false;
  int rest = 0;
  for (const char c : text) {
    if (!IsDigit(c) && !IsUpper(c)) return false;
    const int value = IsDigit(c) ? c - '0' : c - 'A' + 10;
    rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
  }
  return rest == 1;
}

// ISO 6166: two letters, nine letters and digits, and a checksum of Luhn over the digits of all.
bool IsIsin(std::string_view text) {
  if (text.size() != 12 || !IsUpper(text[0]) || !IsUpper(text[1]) || !IsDigit(text[11])) return false;
  std::string digits;
  for (const char c : text) {
    if (!IsDigit(c) && !IsUpper(c)) return false;
    digits += IsDigit(c) ? std::string(1, c) : std::to_string(c - 'A' + 10);
  }
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int doubled = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += doubled / 10 + doubled % 10;
  }
  return sum % 10 == 0;
}

bool IsTicker(std::string_view text) {
  return !text.empty() && text.size() <= 12 && std::all_of(text.begin(), text.end(), [](char c) { return IsDigit(c) || IsUpper(c) || c == '.' || c == '-' || c == ':'; });
}

// Calls use(piece) for each piece of "A | B" that is not empty; stops with the first error.
template <typename Use>
Status ForEachPiece(std::string_view cell, Use use) {
  while (!cell.empty()) {
    const size_t bar = cell.find('|');
    if (const std::string_view piece = Trimmed(cell.substr(0, bar)); !piece.empty())
      if (Status status = use(piece); !status.ok()) return status;
    cell.remove_prefix(bar == std::string_view::npos ? cell.size() : bar + 1);
  }
  return {};
}

template <typename Value>
void SortUnique(std::vector<Value>* values) {
  std::sort(values->begin(), values->end());
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

std::string PlaceOf(const Table& table, size_t row) { return table.name() + ":" + std::to_string(table.line(row)); }

template <size_t N>
std::vector<std::string_view> ListOf(const std::string_view (&columns)[N]) { return {columns, columns + N}; }

}  // namespace

bool IsIdentifier(std::string_view scheme, std::string_view value) {
  if (scheme == "business_number") return IsBusinessNumber(value);
  if (scheme == "cik") return AreDigits(value) && value.size() <= 10;
  if (scheme == "isin") return IsIsin(value);
  if (scheme == "lei") return IsLei(value);
  if (scheme == "ticker") return IsTicker(value);
  return value.size() > 1 && value.size() <= 12 && value[0] == 'Q' && AreDigits(value.substr(1));
}

class UserLexiconReader {
 public:
  explicit UserLexiconReader(std::vector<UserFile> files) : lexicon_(std::make_shared<UserLexicon>()) {
    lexicon_->files_ = std::move(files);
    // the same set of files gives the same result and the same first error
    std::sort(lexicon_->files_.begin(), lexicon_->files_.end(), [](const UserFile& a, const UserFile& b) { return std::tie(a.name, a.text) < std::tie(b.name, b.text); });
  }

  Result<std::shared_ptr<const UserLexicon>> Run() {
    for (const UserFile& file : lexicon_->files_)
      if (Status status = Sort(file); !status.ok()) return status;
    if (Status status = ReadOrganizations(); !status.ok()) return status;
    if (Status status = IndexSurfaces(); !status.ok()) return status;
    for (const UserTableKind kind : {UserTableKind::kTriggers, UserTableKind::kVerbs, UserTableKind::kNouns, UserTableKind::kFrames, UserTableKind::kMedialFrames})
      if (Status status = IndexFirstCells(kind); !status.ok()) return status;
    return std::shared_ptr<const UserLexicon>(std::move(lexicon_));
  }

 private:
  // What the table is; every column must be one of its own.
  Status Sort(const UserFile& file) {
    size_t line = 0;
    const std::vector<std::string_view> header = Table::Header(file.text, &line);
    const auto has = [&](std::string_view column) { return std::find(header.begin(), header.end(), column) != header.end(); };
    std::vector<std::string_view> columns;
    UserTableKind kind = UserTableKind::kOrganizations;
    if (has("name")) {
      columns = ListOf(kOrganizationColumns);
      columns.insert(columns.end(), std::begin(kSchemes), std::end(kSchemes));
    } else if (has("frame")) {
      kind = has("antecedent") ? UserTableKind::kFrames : UserTableKind::kMedialFrames;
      columns = has("antecedent") ? ListOf(kFrameColumns) : ListOf(kMedialFrameColumns);
    } else if (has("text")) {
      kind = UserTableKind::kTriggers, columns = ListOf(kTriggerColumns);
    } else if (has("base")) {
      kind = UserTableKind::kVerbs, columns = ListOf(kVerbColumns);
    } else if (has("singular")) {
      kind = UserTableKind::kNouns, columns = ListOf(kNounColumns);
    } else {
      return Status(Code::kBadPack, line == 0 ? "the table is empty" : "the header row is none of organisations (name, kind, ...), triggers (text, classes), verbs, nouns or frames",
                    file.name + ":" + std::to_string(std::max<size_t>(line, 1)));
    }
    for (size_t i = 0; i < header.size(); ++i) {
      const bool known = std::find(columns.begin(), columns.end(), header[i]) != columns.end();
      if (!known || std::find(header.begin(), header.begin() + static_cast<ptrdiff_t>(i), header[i]) != header.begin() + static_cast<ptrdiff_t>(i))
        return Status(Code::kBadPack, (known ? "the column '" : "unknown column '") + std::string(header[i]) + (known ? "' stands twice" : "'"), file.name + ":" + std::to_string(line));
    }
    // an organisation may lack all columns but its name and kind
    if (kind == UserTableKind::kOrganizations)
      std::erase_if(columns, [&](std::string_view column) { return column != "name" && column != "kind" && !has(column); });
    auto table = Table::Parse(file.name, file.text, columns);
    if (!table.ok()) return table.status();
    lexicon_->tables_[static_cast<size_t>(kind)].push_back(std::move(table).value());
    if (kind == UserTableKind::kOrganizations) columns_.push_back(std::move(columns));
    return {};
  }

  struct Row {
    const Table* table;
    size_t row;
    const std::vector<std::string_view>* columns;
  };

  static Status CheckName(const Row& at, std::string_view name) {
    if (name.size() < kLeastNameBytes) return at.table->Error(at.row, "the name '" + std::string(name) + "' is too short: one letter stands in too many texts");
    if (name.size() > kLongestNameBytes) return at.table->Error(at.row, "the name is longer than " + std::to_string(kLongestNameBytes) + " bytes");
    return {};
  }

  Status ReadOrganizations() {
    HashMap<std::string_view, uint32_t> by_name;
    const auto& tables = lexicon_->tables(UserTableKind::kOrganizations);
    for (size_t t = 0; t < tables.size(); ++t)
      for (size_t row = 0; row < tables[t].rows(); ++row) {
        const Row at{&tables[t], row, &columns_[t]};
        const std::string_view name = Trimmed(tables[t].cell(row, kName));
        if (Status status = CheckName(at, name); !status.ok()) return status;
        const auto kind = ParsePartyKind(tables[t].cell(row, kKind));
        if (!kind || *kind == PartyKind::kPerson || *kind == PartyKind::kCountry || *kind == PartyKind::kRegion)
          return tables[t].Error(row, "unknown kind '" + std::string(tables[t].cell(row, kKind)) + "' (known: company, organization, government, university, fund)");
        const auto [found, added] = by_name.try_emplace(name, static_cast<uint32_t>(found_.size()));
        if (added) found_.push_back({.organization = {.name = name, .kind = *kind}, .place = PlaceOf(tables[t], row)});
        Found& into = found_[found->second];
        if (into.organization.kind != *kind)
          return tables[t].Error(row, "'" + std::string(name) + "' is of another kind at " + into.place);
        if (Status status = ReadRow(at, name, &into.organization); !status.ok()) return status;
      }
    return {};
  }

  Status ReadRow(const Row& at, std::string_view name, UserOrganization* organization) {
    std::vector<std::string_view> surfaces = {name};
    bool ambiguous = false;
    for (size_t column = kKind + 1; column < at.columns->size(); ++column) {
      const std::string_view title = (*at.columns)[column], cell = at.table->cell(at.row, column);
      if (title == "ambiguous") {
        if (cell != "0" && cell != "1" && !cell.empty()) return at.table->Error(at.row, "ambiguous takes 0 or 1, not '" + std::string(cell) + "'");
        ambiguous = cell == "1";
        continue;
      }
      Status status = ForEachPiece(cell, [&](std::string_view piece) {
        if (title == "aliases") {
          surfaces.push_back(piece);
          return CheckName(at, piece);
        }
        if (!IsIdentifier(title, piece)) return at.table->Error(at.row, "'" + std::string(piece) + "' is no " + std::string(title));
        organization->identifiers.push_back({std::string(title), std::string(piece)});
        return Status();
      });
      if (!status.ok()) return status;
    }
    for (const std::string_view surface : surfaces) {
      places_.try_emplace(surface, PlaceOf(*at.table, at.row));
      if (surface != name) organization->aliases.push_back(surface);
      if (ambiguous) organization->ambiguous.push_back(surface);
    }
    return {};
  }

  // A name goes before the alias of another; an alias of two is a mistake, since nothing decides.
  Status IndexSurfaces() {
    auto& organizations = lexicon_->organizations_;
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.organization.name < b.organization.name; });
    for (Found& found : found_) {
      SortUnique(&found.organization.aliases);
      SortUnique(&found.organization.ambiguous);
      SortUnique(&found.organization.identifiers);
      lexicon_->by_surface_[found.organization.name] = static_cast<uint32_t>(organizations.size());
      organizations.push_back(std::move(found.organization));
    }
    for (uint32_t i = 0; i < organizations.size(); ++i)
      for (const std::string_view alias : organizations[i].aliases) {
        const auto [at, added] = lexicon_->by_surface_.try_emplace(alias, i);
        if (added || at->second == i || organizations[at->second].name == alias) continue;
        return Status(Code::kBadPack, "'" + std::string(alias) + "' is an alias of '" + std::string(organizations[at->second].name) + "' and of '" + std::string(organizations[i].name) +
                      "'; take it from one of them", places_[alias]);
      }
    return {};
  }

  // No row may repeat the first cell of another.
  Status IndexFirstCells(UserTableKind kind) {
    auto& cells = lexicon_->first_cells_[static_cast<size_t>(kind)];
    for (const Table& table : lexicon_->tables(kind))
      for (size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, 0);
        if (cell.size() < kLeastNameBytes) return table.Error(row, "'" + std::string(cell) + "' is too short");
        const auto [at, added] = cells.try_emplace(cell, PlaceOf(table, row));
        if (!added) return table.Error(row, "'" + std::string(cell) + "' stands twice, first at " + at->second);
      }
    return {};
  }

  struct Found {
    UserOrganization organization;
    std::string place;  // of its first row
  };

  std::shared_ptr<UserLexicon> lexicon_;
  std::vector<std::vector<std::string_view>> columns_;  // of each table of organisations
  std::vector<Found> found_;
  HashMap<std::string_view, std::string> places_;  // where a surface stands first
};

Result<std::shared_ptr<const UserLexicon>> UserLexicon::Read(std::vector<UserFile> files) { return UserLexiconReader(std::move(files)).Run(); }

const UserOrganization* UserLexicon::OfSurface(std::string_view surface) const {
  const auto at = by_surface_.find(surface);
  return at == by_surface_.end() ? nullptr : &organizations_[at->second];
}

Status UserLexicon::CheckLowerCase(UserTableKind kind, size_t columns) const {
  for (const Table& table : tables(kind))
    for (size_t row = 0; row < table.rows(); ++row)
      for (size_t column = 0; column < columns; ++column)
        if (std::any_of(table.cell(row, column).begin(), table.cell(row, column).end(), IsUpper))
          return table.Error(row, "'" + std::string(table.cell(row, column)) + "' must be in small letters");
  return {};
}

}  // namespace entente::pack
