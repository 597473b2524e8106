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
  uint64_t head = 0, mask = 0;  // the first eight bytes, and which of them count
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
  const Word* Find(std::string_view text, size_t at, KindSet kinds) const;
  // The longest word of one of `kinds` that ends at `end`, or null.
  const Word* FindBefore(std::string_view text, size_t end, KindSet kinds) const;
  // False when no mention can open with the character at `at` and the one behind it.
  bool MayStart(std::string_view text, size_t at) const;
  // May a word of one of `kinds` start at `at`? Wrong only in saying yes.
  bool MayBe(std::string_view text, size_t at, KindSet kinds) const { return (kinds_[Slot(text, at)] & kinds) != 0; }

  const MoneyWord& money(const Word& word) const { return money_[static_cast<size_t>(word.value)]; }
  // The currencies of a country word: its own one first, then those it gave up.
  std::pair<const CountryCurrency*, const CountryCurrency*> countries(const Word& word) const {
    return {countries_.data() + word.value, countries_.data() + word.second};
  }

 private:
  static constexpr size_t kSlots = 4096;
  static constexpr size_t kWideSlots = 1 << 16, kPairs = 1 << 14;
  static size_t Slot(std::string_view text, size_t at) { return Hash(text, at) >> 20; }
  static size_t WideSlot(std::string_view text, size_t at) { return Hash(text, at) >> 16; }
  static uint32_t Hash(std::string_view text, size_t at) {
    if (at + 3 > text.size()) return HashOf(CharAtEnd(text, at), CharAtEnd(text, at + 1), CharAtEnd(text, at + 2));
    return HashOf(static_cast<unsigned char>(text[at]), static_cast<unsigned char>(text[at + 1]), static_cast<unsigned char>(text[at + 2]));
  }
  static uint32_t CharAtEnd(std::string_view text, size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; }
  // The first character; for an ASCII letter the second letter too, in either case.
  static uint32_t HashOf(uint32_t a, uint32_t b, uint32_t c) {
    const auto letter = [](uint32_t x) { return (x | 0x20) - 'a' < 26; };
    uint32_t key = a;
    if (a < 0x80) {
      if (letter(a)) key = letter(b) ? (a | 0x20) | (b | 0x20) << 8 : a | 0x20;
    } else {
      key |= b << 8 | (a >= 0xE0 ? c << 16 : 0);
    }
    return key * 2654435761U;
  }
  static size_t LastSlot(std::string_view text, size_t end);
  static size_t PairOf(std::string_view text, size_t at);
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

  std::vector<Word> words_;  // sorted by slot, then longest first
  std::array<uint16_t, kSlots + 1> first_{};
  std::array<KindSet, kSlots> kinds_{};    // of the words of each slot
  std::vector<uint8_t> opens_;             // by WideSlot: how words may open a mention there, or go on behind a figure
  std::vector<bool> pairs_;                // first two characters of the longer words that may
  std::vector<uint16_t> by_last_;          // words that FindBefore can find, by the slot of their last character
  std::array<uint16_t, kSlots + 1> first_last_{};
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
