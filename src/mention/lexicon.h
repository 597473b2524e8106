// The words of numbers, money and dates of one language, from the tables of the packs, found by longest match at a place.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/deal.h"
#include "entente/status.h"

namespace entente::mention {

// What a word is. One spelling may be several things ("second"); a look-up says which ones it wants.
enum WordKind : uint8_t {
  // numerals.tsv: the value is the figure, or a power of ten
  kDigit, kTen, kBig, kPoint, kVague, kAround, kUnit, kNative,
  kSmall, kTens, kHundred, kScale, kTight, kHalf, kQuarter, kMulti, kMany, kJoin, kArticle,
  // money: the value is an index into Lexicon::money(), a set of Qualifier bits, or an index into Lexicon::countries()
  kMoney, kBoundBefore, kBoundAfter, kCountry, kCount, kMoneyNoun, kNumberBefore,
  // joins.tsv
  kTo, kToSpan, kSpan, kFrom, kBetween, kAnd, kOf, kOpen, kNext, kConvert, kFiller, kRate, kChange, kList, kPercent, kPoints,
  // dates.tsv: see date.cc for the values
  kMonth, kWeekday, kCalendarUnit, kRelative, kSame, kDirection, kPart, kOrdinal, kShift, kSince, kUntil, kGlue, kYearLead,
  kHalfYear, kQuarterYear, kParticle, kLasting, kDayOnly, kEnding, kDecade, kWeekOf, kNow,
};
static_assert(kNow < 64, "a set of kinds is one word of 64 bits");
using KindSet = uint64_t;
constexpr KindSet Set(WordKind kind) { return KindSet{1} << kind; }

struct Word {
  std::string_view text;
  WordKind kind = kDigit;
  uint8_t letter_case = 0;      // 0: any; 1: capital first letter; 2: exactly as in the table
  int32_t value = 0;
  int32_t second = 0;
};

// A word of money: one code, or a family of units whose bearer the context decides.
struct MoneyWord {
  enum class Choice : uint8_t { kStated, kAdjacent, kContext, kNear, kNot };  // see currencies.tsv in src/lang/README.md
  std::array<char, 4> code{};          // the default, "" for none
  std::array<int8_t, 2> families{{-1, -1}};  // the units that share the name, -1 for none
  Choice choice = Choice::kStated;
  int8_t factor = 0;  // power of ten to the major unit: -2 for cents, 6 for millions of it
  bool before = false, after = true;
  bool scaled = false;  // counts only with a large number: "TRY 3bn"
  bool Shares(int8_t family) const { return family >= 0 && (families[0] == family || families[1] == family); }
};

struct CountryCurrency {
  std::array<char, 4> code{};
  int8_t family = -1;
};

class Lexicon {
 public:
  static Result<Lexicon> Load(Language language);

  // The longest word of one of `kinds` that starts at `at`, or null. ASCII words end at a word end.
  const Word* Find(std::string_view text, size_t at, KindSet kinds) const {
    if (at >= text.size()) return nullptr;
    const size_t group = GroupOf(text, at);
    return (kinds_[group] & kinds) == 0 ? nullptr : FindFrom(group, text, at, kinds);
  }
  // The longest word of one of `kinds` that ends at `end`, or null.
  const Word* FindBefore(std::string_view text, size_t end, KindSet kinds) const;
  // False when no mention can open with the character at `at` and the one behind it. Requires: at < text.size().
  bool MayStart(std::string_view text, size_t at) const {
    const uint32_t key = KeyOf(text, at);
    return (open_keys_[key / 64] >> key % 64 & 1) != 0 && OpensWith(opens_[groups_[key]], text, at);
  }
  // May a word of one of `kinds` start at `at`? Wrong only in saying yes.
  bool MayBe(std::string_view text, size_t at, KindSet kinds) const {
    if (at >= text.size()) return false;
    const size_t group = GroupOf(text, at);
    return (kinds_[group] & kinds) != 0 && ((list_kinds_[group] | list_kinds_[PairListOf(text, at)]) & kinds) != 0;
  }

  const MoneyWord& money(const Word& word) const { return money_[static_cast<size_t>(word.value)]; }
  // The currencies of a country word: its own one first, then those it gave up.
  std::pair<const CountryCurrency*, const CountryCurrency*> countries(const Word& word) const {
    return {countries_.data() + word.value, countries_.data() + word.second};
  }

 private:
  static constexpr size_t kPairs = 1 << 14;
  static constexpr uint8_t kOpens = 63;  // the bits of lexicon.cc that open a mention

  // What tells words apart by their first character: itself; for an ASCII letter the second letter too, in either case.
  // Requires: at < text.size().
  static uint32_t KeyOf(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
    const uint32_t a = byte(at);
    if (a >= 0xE0 && at + 2 < text.size()) return a < 0xF0 ? (a & 0xF) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F) : 0x340 + (a & 7);
    const uint32_t b = at + 1 < text.size() ? byte(at + 1) : 0;
    if (a >= 0x80) return 0x400 + (((a & 0x1F) << 6 | (b & 0x3F)) & 0x3FF);
    const uint32_t first = (a | 0x20) - 'a', second = (b | 0x20) - 'a';
    return first < 26 ? first * 32 + (second < 26 ? second + 1 : 0) : 0x380 + a;
  }
  size_t GroupOf(std::string_view text, size_t at) const { return groups_[KeyOf(text, at)]; }
  const Word* FindFrom(size_t group, std::string_view text, size_t at, KindSet kinds) const;
  const Word* FindIn(size_t list, std::string_view text, size_t at, uint64_t head, KindSet kinds) const;
  static bool HasPair(std::string_view word);
  static size_t PairSlot(uint64_t head);
  size_t PairListOf(std::string_view text, size_t at) const;
  bool OpensWith(uint8_t how, std::string_view text, size_t at) const;
  static size_t PairOf(std::string_view text, size_t at);
  static uint32_t LastKeyOf(std::string_view text, size_t end);
  Status LoadNumerals(std::string_view pack);
  Status LoadBounds(std::string_view pack);
  Status LoadKinds(std::string_view file, std::span<const std::pair<std::string_view, WordKind>> kinds);
  Status LoadDates(std::string_view pack);
  Status LoadMoney(std::string_view file, bool borrowed);
  Status LoadCountries(std::string_view pack);
  Status LoadFamilies();
  int8_t FamilyOf(std::string_view name) const;
  int8_t FamilyOfCode(std::string_view code) const;
  void Add(std::string_view text, WordKind kind, int32_t value, int32_t second = 0);
  uint8_t OpeningOf(const Word& word) const;
  void Index();

  // Words of one key are a group; 0 is none. They stand in lists, longest first: those of six bytes and more in Hangul, kana or Han by
  // their first two characters, the others by their group.
  struct Key {
    uint64_t head = 0;
    uint8_t kind = 0, letter_case = 0, size = 0;  // size: 8 for longer ones too
  };
  std::vector<uint16_t> groups_;           // by key
  std::vector<uint64_t> open_keys_;        // a bit by key: may a word that begins so open a mention?
  std::vector<uint16_t> pair_lists_;       // by PairSlot
  std::vector<Word> words_;
  std::vector<Key> keys_;                  // of each word, what is compared first
  std::vector<uint16_t> first_;            // by list, its first word
  std::vector<KindSet> list_kinds_;        // by list
  std::vector<KindSet> kinds_;             // by group, of all of its words
  std::vector<uint8_t> opens_;             // by group: how its words may open a mention, or go on behind a figure
  std::vector<bool> pairs_;                // first two characters of the longer words that may
  std::vector<uint16_t> by_last_;          // words that FindBefore can find, by the group of their last character
  std::vector<uint16_t> first_last_;       // by group
  std::vector<MoneyWord> money_;
  std::vector<CountryCurrency> countries_;
  std::vector<std::string_view> families_;
  std::vector<std::pair<std::string_view, int8_t>> family_of_code_;
  std::deque<std::string> spellings_;  // owns the words that are written without their blank
};

// Helpers on characters, shared by the readers.
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char CharAt(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }
// The code point that starts at `at`, or ends before `end`; 0 outside the text. Requires: valid UTF-8.
char32_t CodePointAt(std::string_view text, size_t at);
char32_t CodePointBefore(std::string_view text, size_t end);
inline bool IsHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
inline bool IsHan(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
inline size_t SkipBlanks(std::string_view text, size_t at, size_t limit = 2) {
  for (; limit > 0 && CharAt(text, at) == ' '; --limit) ++at;
  return at;
}
inline size_t BlankBefore(std::string_view text, size_t end) { return end > 0 && text[end - 1] == ' ' ? end - 1 : end; }

}  // namespace entente::mention
