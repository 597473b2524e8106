// Loads the tables of a language and finds their words: a hash of the first character (of the first two letters for ASCII)
// leads to a short list of words, longest first. A blank in a table is an optional blank in the text.
// The tables are described in src/lang/README.md. Tested by: tests/unit/mention/quantity_test.cc
#include "mention/lexicon.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "entente/money.h"
#include "pack/embedded.h"
#include "pack/table.h"

namespace entente::mention {
namespace {

using KindName = std::pair<std::string_view, WordKind>;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

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

// Eight bytes of the text as one number, zeros behind its end.
uint64_t LoadHead(std::string_view text, size_t at) {
  uint64_t head = 0;
  std::memcpy(&head, text.data() + at, std::min<size_t>(8, text.size() - at));
  return head;
}

// The same with capitals as small letters: bit 5 is set in the bytes from 'A' to 'Z'.
uint64_t FoldHead(uint64_t head) {
  constexpr uint64_t kOnes = 0x0101010101010101ULL, kTops = kOnes * 0x80;
  const uint64_t low = head & ~kTops;
  const uint64_t capital = (low + kOnes * (0x80 - 'A')) & ~(low + kOnes * (0x7F - 'Z')) & ~head & kTops;
  return head | (capital >> 2);
}

// The bytes behind the first eight.
bool TailMatches(const Word& word, std::string_view text, size_t at) {
  const size_t size = word.text.size();
  if (text.size() - at < size) return false;
  const char* s = text.data() + at;
  if (word.letter_case == 2) return size <= 8 || std::memcmp(s + 8, word.text.data() + 8, size - 8) == 0;
  if (word.letter_case == 1 && s[0] != word.text[0]) return false;
  for (size_t i = 8; i < size; ++i)
    if (Lower(s[i]) != word.text[i]) return false;
  return true;
}

bool Matches(const Word& word, std::string_view text, size_t at, uint64_t head, uint64_t folded) {
  return (((word.letter_case == 2 ? head : folded) ^ word.head) & word.mask) == 0 && TailMatches(word, text, at);
}

// How the first characters of a word may open a mention, and what may stand behind a figure of one character.
enum Opening : uint8_t { kOpensAlone = 1, kOpensFigure = 2, kOpensUnit = 4, kOpensVague = 8, kOpensCount = 16, kOpensPair = 32, kIsUnit = 64, kIsBehind = 128 };
constexpr KindSet kBehindFigure = Set(kDigit) | Set(kTen) | Set(kBig) | Set(kPoint) | Set(kAround) | Set(kMoney) | Set(kCalendarUnit) | Set(kUnit) | Set(kHalfYear);
constexpr size_t kShortName = 9;  // names of money that begin with a country do not follow a bare figure

size_t FirstSize(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  return std::min<size_t>(text.size(), lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
}

}  // namespace

char32_t CodePointAt(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(CharAt(text, i))); };
  const char32_t lead = byte(at);
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return ((lead & 0x1F) << 6) | (byte(at + 1) & 0x3F);
  if (lead < 0xF0) return ((lead & 0x0F) << 12) | ((byte(at + 1) & 0x3F) << 6) | (byte(at + 2) & 0x3F);
  return ((lead & 0x07) << 18) | ((byte(at + 1) & 0x3F) << 12) | ((byte(at + 2) & 0x3F) << 6) | (byte(at + 3) & 0x3F);
}

char32_t CodePointBefore(std::string_view text, size_t end) {
  if (end == 0 || end > text.size()) return 0;
  size_t at = end - 1;
  for (int i = 0; i < 3 && at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; ++i) --at;
  return CodePointAt(text, at);
}

size_t Lexicon::PairOf(std::string_view text, size_t at) {
  size_t next = at + FirstSize(text.substr(at));
  if (CharAt(text, next) == ' ') ++next;
  return (WideSlot(text, at) * 31 + WideSlot(text, next)) % kPairs;
}

bool Lexicon::MayStart(std::string_view text, size_t at) const {
  const uint8_t how = opens_[WideSlot(text, at)] & (kIsUnit - 1);
  if (how == 0) return false;
  if ((how & kOpensAlone) != 0) return true;
  if ((how & kOpensPair) != 0 && pairs_[PairOf(text, at)]) return true;
  const size_t next = at + FirstSize(text.substr(at));
  const bool blank = CharAt(text, next) == ' ';
  const uint8_t behind = opens_[WideSlot(text, blank ? next + 1 : next)];
  if ((how & (kOpensFigure | kOpensUnit)) != 0 && !blank && (behind & kIsBehind) != 0) return true;
  if ((how & kOpensUnit) != 0 && (IsDigit(CharAt(text, blank ? next + 1 : next)) || (blank && (behind & (kIsUnit | kIsBehind)) != 0))) return true;
  if ((how & kOpensVague) != 0 && (behind & kIsUnit) != 0) return true;
  return (how & kOpensCount) != 0 && ((behind & kIsBehind) != 0 || IsDigit(CharAt(text, blank ? next + 1 : next)));
}

const Word* Lexicon::Find(std::string_view text, size_t at, KindSet kinds) const {
  if (at >= text.size()) return nullptr;
  const size_t slot = Slot(text, at);
  if ((kinds_[slot] & kinds) == 0) return nullptr;
  const uint64_t head = LoadHead(text, at), folded = FoldHead(head);
  for (size_t i = first_[slot]; i < first_[slot + 1]; ++i) {
    const Word& word = words_[i];
    if ((kinds & Set(word.kind)) == 0 || !Matches(word, text, at, head, folded)) continue;
    const size_t end = at + word.text.size();
    if (IsLetter(word.text.back()) && IsLetter(CharAt(text, end))) continue;
    return &word;
  }
  return nullptr;
}

// The slot of the last character of `text`; letters by themselves, in either case.
size_t Lexicon::LastSlot(std::string_view text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  const auto byte = [&](size_t i) { return i < end ? static_cast<uint32_t>(static_cast<unsigned char>(text[i])) : 0; };
  return HashOf(byte(at), byte(at + 1), byte(at + 2)) >> 20;
}

const Word* Lexicon::FindBefore(std::string_view text, size_t end, KindSet kinds) const {
  if (end == 0) return nullptr;
  const size_t slot = LastSlot(text, end);
  for (size_t i = first_last_[slot]; i < first_last_[slot + 1]; ++i) {
    const Word& word = words_[by_last_[i]];
    if ((kinds & Set(word.kind)) == 0 || word.text.size() > end) continue;
    const size_t begin = end - word.text.size();
    const uint64_t head = LoadHead(text, begin);
    if (!Matches(word, text, begin, head, FoldHead(head))) continue;
    if (begin > 0 && IsLetter(word.text.front()) && IsLetter(text[begin - 1])) continue;
    return &word;
  }
  return nullptr;
}

void Lexicon::Add(std::string_view text, WordKind kind, int32_t value, int32_t second) {
  words_.push_back({text, 0, 0, kind, CaseOf(text), value, second});
  const size_t blank = text.find(' ');
  if (blank == std::string_view::npos || static_cast<unsigned char>(text[blank - 1]) < 0x80) return;
  std::string joined(text);
  joined.erase(std::remove(joined.begin(), joined.end(), ' '), joined.end());
  spellings_.push_back(std::move(joined));
  words_.push_back({spellings_.back(), 0, 0, kind, CaseOf(text), value, second});
  const size_t last = text.rfind(' ');
  if (last == blank) return;
  for (const size_t drop : {blank, last}) {  // two blanks: either may be missing
    spellings_.push_back(std::string(text).erase(drop, 1));
    words_.push_back({spellings_.back(), 0, 0, kind, CaseOf(text), value, second});
  }
}

// Which way the word opens a mention; 0 for none.
uint8_t Lexicon::OpeningOf(const Word& word) const {
  constexpr KindSet kOpening = Set(kDigit) | Set(kTen) | Set(kBig) | Set(kVague) | Set(kNative) | Set(kSmall) | Set(kTens) | Set(kHalf) | Set(kQuarter) |
                               Set(kMulti) | Set(kMany) | Set(kArticle) | Set(kMonth) | Set(kWeekday) | Set(kRelative) | Set(kSame) | Set(kDirection) |
                               Set(kOrdinal) | Set(kHalfYear) | Set(kQuarterYear) | Set(kDayOnly) | Set(kScale) | Set(kDecade) | Set(kWeekOf);
  bool opens = (Set(word.kind) & kOpening) != 0;
  if (word.kind == kMoney) opens = money(word).before;
  if (word.kind == kPart) opens = word.second == 1;
  if (word.kind == kShift) opens = word.second >= 5 || (word.second == 1 && IsLetter(word.text[0]));
  if (word.kind == kCalendarUnit) opens = word.text.size() > 2 && IsLetter(word.text[0]);
  if (!opens) return 0;
  if (FirstSize(word.text) < word.text.size()) return IsLetter(word.text[0]) ? kOpensAlone : kOpensPair;
  switch (word.kind) {
    case kDigit: return kOpensFigure;
    case kTen: case kBig: return kOpensUnit;
    case kVague: return kOpensVague;
    case kNative: case kRelative: return kOpensCount;
    default: return kOpensAlone;
  }
}

void Lexicon::Index() {
  constexpr KindSet kBehind = Set(kBoundBefore) | Set(kRate) | Set(kNumberBefore) | Set(kChange) | Set(kFrom) | Set(kBetween) | Set(kSince) | Set(kUntil) |
                              Set(kYearLead) | Set(kLasting);
  std::vector<std::pair<size_t, Word>> keyed;
  keyed.reserve(words_.size());
  for (const Word& word : words_) keyed.emplace_back(Slot(word.text, 0), word);
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.text.size() > b.second.text.size();
  });
  pairs_.resize(kPairs);
  opens_.resize(kWideSlots);
  size_t slot = 0;
  for (size_t i = 0; i < keyed.size(); ++i) {
    while (slot <= keyed[i].first) first_[slot++] = static_cast<uint16_t>(i);
    words_[i] = keyed[i].second;
    Word& word = words_[i];
    word.head = LoadHead(word.text, 0);
    if (word.letter_case == 1) word.head = FoldHead(word.head);
    word.mask = word.text.size() >= 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * word.text.size())) - 1;
    kinds_[keyed[i].first] |= Set(word.kind);
    const uint8_t how = OpeningOf(word);
    opens_[WideSlot(word.text, 0)] |= how;
    if (word.kind == kTen || word.kind == kBig) opens_[WideSlot(word.text, 0)] |= kIsUnit;
    if ((Set(word.kind) & kBehindFigure) != 0 && (word.kind != kMoney || word.text.size() <= kShortName)) opens_[WideSlot(word.text, 0)] |= kIsBehind;
    if (how == kOpensPair) pairs_[PairOf(word.text, 0)] = true;
    if ((Set(word.kind) & kBehind) != 0) by_last_.push_back(static_cast<uint16_t>(i));
  }
  while (slot <= kSlots) first_[slot++] = static_cast<uint16_t>(keyed.size());
  const auto last_slot = [&](uint16_t i) { return LastSlot(words_[i].text, words_[i].text.size()); };
  std::stable_sort(by_last_.begin(), by_last_.end(), [&](uint16_t a, uint16_t b) {
    const size_t slot_a = last_slot(a), slot_b = last_slot(b);
    return slot_a != slot_b ? slot_a < slot_b : words_[a].text.size() > words_[b].text.size();
  });
  slot = 0;
  for (size_t i = 0; i < by_last_.size(); ++i)
    while (slot <= last_slot(by_last_[i])) first_last_[slot++] = static_cast<uint16_t>(i);
  while (slot <= kSlots) first_last_[slot++] = static_cast<uint16_t>(by_last_.size());
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
      {"stated", MoneyWord::Choice::kStated}, {"adjacent", MoneyWord::Choice::kAdjacent}, {"context", MoneyWord::Choice::kContext}, {"not", MoneyWord::Choice::kNot}};
  for (size_t row = 0; row < table->rows(); ++row) {
    if (borrowed && table->cell(row, 0).size() == 1) continue;  // "480p" is pence in English only
    std::string_view means = table->cell(row, 1);
    const auto* choice = std::find_if(std::begin(kChoices), std::end(kChoices), [&](const auto& c) { return c.first == table->cell(row, 2); });
    const auto* factor = std::find_if(std::begin(kFactors), std::end(kFactors), [&](const auto& f) { return f.first == table->cell(row, 3); });
    if (choice == std::end(kChoices) || factor == std::end(kFactors)) return table->Error(row, "unknown choice or factor");
    MoneyWord money;
    money.choice = choice->second;
    money.factor = factor->second;
    money.before = table->cell(row, 4) != "after";
    money.after = table->cell(row, 4) != "before";
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
  if (code == "ko") step(lexicon.LoadKinds("ko/counts.tsv", kCountKinds));
  if (!status.ok()) return status;
  if (lexicon.words_.size() > 60000) return Status(Code::kBadPack, "too many words of money and dates", code);
  lexicon.Index();
  return lexicon;
}

}  // namespace entente::mention
