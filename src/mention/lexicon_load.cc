// Loads the tables of a language. A blank in a table is an optional blank in the text.
// The tables are described in src/lang/README.md. Tested by: tests/unit/mention/quantity_test.cc
#include <algorithm>
#include <span>

#include "entente/money.h"
#include "mention/lexicon.h"
#include "pack/embedded.h"
#include "pack/table.h"

namespace entente::mention {
namespace {

using KindName = std::pair<std::string_view, WordKind>;

constexpr KindName kNumeralKinds[] = {
      {"digit", kDigit}, {"ten", kTen}, {"big", kBig}, {"point", kPoint}, {"vague", kVague}, {"around", kAround}, {"unit", kUnit},
      {"native", kNative}, {"small", kSmall}, {"tens", kTens}, {"hundred", kHundred}, {"scale", kScale}, {"tight", kTight},
      {"half", kHalf}, {"quarter", kQuarter}, {"multi", kMulti}, {"many", kMany}, {"join", kJoin}, {"article", kArticle}};

constexpr KindName kJoinKinds[] = {
      {"to", kTo}, {"to_span", kToSpan}, {"span", kSpan}, {"from", kFrom}, {"between", kBetween}, {"and", kAnd}, {"of", kOf}, {"open", kOpen},
      {"next", kNext}, {"convert", kConvert}, {"filler", kFiller}, {"rate", kRate}, {"change", kChange}, {"list", kList}, {"percent", kPercent},
      {"points", kPoints}};

constexpr KindName kDateKinds[] = {
      {"month", kMonth}, {"weekday", kWeekday}, {"unit", kCalendarUnit}, {"relative", kRelative}, {"same", kSame},
      {"direction", kDirection}, {"part", kPart}, {"ordinal", kOrdinal}, {"shift", kShift}, {"since", kSince}, {"until", kUntil},
      {"glue", kGlue}, {"year_lead", kYearLead}, {"half", kHalfYear}, {"quarter", kQuarterYear}, {"particle", kParticle},
      {"lasting", kLasting}, {"day_only", kDayOnly}, {"ending", kEnding}, {"decade", kDecade}, {"week_of", kWeekOf},
      {"now", kNow}};
constexpr KindName kCountKinds[] = {{"count", kCount}, {"money", kMoneyNoun}, {"before", kNumberBefore}};

const KindName* FindKind(std::span<const KindName> kinds, std::string_view name) {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const KindName& k) { return k.first == name; });
  return found == kinds.end() ? nullptr : &*found;
}

bool ReadInt(std::string_view cell, int32_t* out) {
  const bool negative = !cell.empty() && cell.front() == '-';
  if (negative) cell.remove_prefix(1);
  if (cell.empty() || cell.size() > 6) return false;
  int32_t value = 0;
  for (const char c : cell) {
    if (!IsDigit(c)) return false;
    value = value * 10 + (c - '0');
  }
  *out = negative ? -value : value;
  return true;
}

// "about,at_least" or "none"; -1 for an unknown name.
int32_t ReadBits(std::string_view names) {
  static constexpr std::pair<std::string_view, int32_t> kNames[] = {
      {"none", kExact}, {"about", kAbout}, {"at_least", kAtLeast}, {"more_than", kMoreThan}, {"at_most", kAtMost}, {"less_than", kLessThan}};
  int32_t bits = 0;
  while (!names.empty()) {
    const size_t comma = std::min(names.find(','), names.size());
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& n) { return n.first == names.substr(0, comma); });
    if (found == std::end(kNames)) return -1;
    bits |= found->second;
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return bits;
}

uint8_t CaseOf(std::string_view text) {
  const auto capitals = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (capitals == 0) return 0;
  return capitals == 1 && text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' ? 1 : 2;
}

}  // namespace

void Lexicon::Add(std::string_view text, WordKind kind, int32_t value, int32_t second) {
  words_.push_back({text, kind, CaseOf(text), value, second});
  const size_t blank = text.find(' ');
  if (blank == std::string_view::npos || static_cast<unsigned char>(text[blank - 1]) < 0x80) return;
  std::string joined(text);
  joined.erase(std::remove(joined.begin(), joined.end(), ' '), joined.end());
  spellings_.push_back(std::move(joined));
  words_.push_back({spellings_.back(), kind, CaseOf(text), value, second});
  const size_t last = text.rfind(' ');
  if (last == blank) return;
  for (const size_t drop : {blank, last}) {  // two blanks: either may be missing
    spellings_.push_back(std::string(text).erase(drop, 1));
    words_.push_back({spellings_.back(), kind, CaseOf(text), value, second});
  }
}

Status Lexicon::LoadNumerals(std::string_view pack) {
  auto table = pack::Table::Load(std::string(pack) + "/numerals.tsv", {"word", "kind", "value"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const KindName* kind = FindKind(kNumeralKinds, table->cell(row, 1));
    int32_t value = 0;
    if (kind == nullptr || !ReadInt(table->cell(row, 2), &value)) return table->Error(row, "unknown kind or bad value");
    Add(table->cell(row, 0), kind->second, value);
  }
  return {};
}

Status Lexicon::LoadBounds(std::string_view pack) {
  auto table = pack::Table::Load(std::string(pack) + "/bounds.tsv", {"word", "side", "bits"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const int32_t bits = ReadBits(table->cell(row, 2));
    const std::string_view side = table->cell(row, 1);
    if (bits < 0 || (side != "before" && side != "after")) return table->Error(row, "unknown side or qualifier");
    Add(table->cell(row, 0), side == "before" ? kBoundBefore : kBoundAfter, bits);
  }
  return {};
}

Status Lexicon::LoadKinds(std::string_view file, std::span<const KindName> kinds) {
  auto table = pack::Table::Load(file, {"word", "kind"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const KindName* kind = FindKind(kinds, table->cell(row, 1));
    if (kind == nullptr) return table->Error(row, "unknown kind '" + std::string(table->cell(row, 1)) + "'");
    Add(table->cell(row, 0), kind->second, 0);
  }
  return {};
}

Status Lexicon::LoadDates(std::string_view pack) {
  auto table = pack::Table::Load(std::string(pack) + "/dates.tsv", {"word", "kind", "value", "second"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const KindName* kind = FindKind(kDateKinds, table->cell(row, 1));
    int32_t value = 0, second = 0;
    if (kind == nullptr || !ReadInt(table->cell(row, 2), &value) || !ReadInt(table->cell(row, 3), &second))
      return table->Error(row, "unknown kind or bad value");
    Add(table->cell(row, 0), kind->second, value, second);
  }
  return {};
}

Status Lexicon::LoadFamilies() {
  auto table = pack::Table::Load("common/currencies.tsv", {"code", "family"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const std::string_view name = table->cell(row, 1);
    if (table->cell(row, 0).size() != 3) return table->Error(row, "a code has three letters");
    auto found = std::find(families_.begin(), families_.end(), name);
    if (found == families_.end()) found = families_.insert(families_.end(), name);
    if (families_.size() > 127) return table->Error(row, "too many families of units");
    family_of_code_.emplace_back(table->cell(row, 0), static_cast<int8_t>(found - families_.begin()));
  }
  std::sort(family_of_code_.begin(), family_of_code_.end());
  return {};
}

int8_t Lexicon::FamilyOf(std::string_view name) const {
  const auto found = std::find(families_.begin(), families_.end(), name);
  return found == families_.end() ? int8_t{-1} : static_cast<int8_t>(found - families_.begin());
}

int8_t Lexicon::FamilyOfCode(std::string_view code) const {
  const auto found = std::lower_bound(family_of_code_.begin(), family_of_code_.end(), code,
                                      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return found == family_of_code_.end() || found->first != code ? int8_t{-1} : found->second;
}

Status Lexicon::LoadMoney(std::string_view file, bool borrowed) {
  auto table = pack::Table::Load(file, {"word", "means", "choice", "factor", "side"});
  if (!table.ok()) return table.status();
  static constexpr std::pair<std::string_view, int8_t> kFactors[] = {{"1", 0}, {"0.1", -1}, {"0.01", -2}, {"1000000", 6}};
  static constexpr std::pair<std::string_view, MoneyWord::Choice> kChoices[] = {
      {"stated", MoneyWord::Choice::kStated}, {"adjacent", MoneyWord::Choice::kAdjacent}, {"context", MoneyWord::Choice::kContext},
      {"near", MoneyWord::Choice::kNear}, {"not", MoneyWord::Choice::kNot}};
  for (size_t row = 0; row < table->rows(); ++row) {
    if (borrowed && table->cell(row, 0).size() == 1) continue;  // "480p" is pence in English only
    std::string_view means = table->cell(row, 1);
    const auto* choice = std::find_if(std::begin(kChoices), std::end(kChoices), [&](const auto& c) { return c.first == table->cell(row, 2); });
    const auto* factor = std::find_if(std::begin(kFactors), std::end(kFactors), [&](const auto& f) { return f.first == table->cell(row, 3); });
    if (choice == std::end(kChoices) || factor == std::end(kFactors)) return table->Error(row, "unknown choice or factor");
    MoneyWord money;
    money.choice = choice->second;
    money.factor = factor->second;
    const std::string_view side = table->cell(row, 4);
    money.scaled = side == "scaled" || side == "after_scaled";
    money.before = side == "before" || side == "both" || side == "scaled";
    money.after = side != "before";
    if (const size_t colon = means.find(':'); colon != std::string_view::npos) {
      const std::string_view families = means.substr(0, colon);
      const size_t slash = std::min(families.find('/'), families.size());
      money.families[0] = FamilyOf(families.substr(0, slash));
      if (slash < families.size()) money.families[1] = FamilyOf(families.substr(slash + 1));
      if (money.families[0] < 0) return table->Error(row, "unknown family of units");
      means.remove_prefix(colon + 1);
    } else if (money.choice != MoneyWord::Choice::kNot) {
      money.families[0] = FamilyOfCode(means);
    }
    if (means.size() == 3) {
      if (FamilyOfCode(means) < 0) return table->Error(row, "unknown currency");
      std::copy(means.begin(), means.end(), money.code.begin());
    }
    Add(table->cell(row, 0), kMoney, static_cast<int32_t>(money_.size()));
    money_.push_back(money);
  }
  return {};
}

Status Lexicon::LoadCountries(std::string_view pack) {
  auto table = pack::Table::Load(std::string(pack) + "/currency_countries.tsv", {"word", "codes"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    std::string_view codes = table->cell(row, 1);
    const auto first = static_cast<int32_t>(countries_.size());
    for (; codes.size() >= 3; codes.remove_prefix(std::min<size_t>(4, codes.size()))) {
      CountryCurrency currency;
      std::copy_n(codes.begin(), 3, currency.code.begin());
      currency.family = FamilyOfCode(codes.substr(0, 3));
      if (currency.family < 0) return table->Error(row, "unknown currency");
      countries_.push_back(currency);
    }
    Add(table->cell(row, 0), kCountry, first, static_cast<int32_t>(countries_.size()));
  }
  return {};
}

Result<Lexicon> Lexicon::Load(Language language) {
  Lexicon lexicon;
  const std::string code = language == Language::kUnknown ? "ko" : LanguageCode(language);
  Status status = lexicon.LoadFamilies();
  const auto step = [&](Status next) {
    if (status.ok()) status = std::move(next);
  };
  std::vector<std::string> packs = {code};
  if (code != "en") packs.emplace_back("en");  // news of every language borrows English notations
  step(lexicon.LoadNumerals("common"));
  step(lexicon.LoadKinds("common/joins.tsv", kJoinKinds));
  step(lexicon.LoadDates(code));
  for (const std::string& pack : packs) {
    step(lexicon.LoadNumerals(pack));
    step(lexicon.LoadBounds(pack));
    step(lexicon.LoadKinds(pack + "/joins.tsv", kJoinKinds));
    step(lexicon.LoadMoney(pack + "/currencies.tsv", pack != code));
    step(lexicon.LoadCountries(pack));
  }
  step(lexicon.LoadMoney("common/currencies_words.tsv", false));  // last: a language's own reading of a sign goes first
  if (!pack::EmbeddedFile(code + "/counts.tsv").empty()) step(lexicon.LoadKinds(code + "/counts.tsv", kCountKinds));
  if (!status.ok()) return status;
  if (lexicon.words_.size() > 60000) return Status(Code::kBadPack, "too many words of money and dates", code);
  lexicon.Index();
  return lexicon;
}

}  // namespace entente::mention
