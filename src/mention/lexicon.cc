// Finds words: a hash of the first character (of the first two letters for ASCII) leads to a short list of words, longest first,
// compared by their first eight bytes at once. What may open a mention at all is decided by one byte of a table, and by the
// first two characters together. Tested by: tests/unit/mention/quantity_test.cc
#include "mention/lexicon.h"

#include <algorithm>
#include <cstring>

namespace entente::mention {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

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
constexpr KindSet kBehindFigure = Set(kDigit) | Set(kTen) | Set(kBig) | Set(kPoint) | Set(kAround) | Set(kVague) | Set(kMoney) | Set(kCalendarUnit) | Set(kUnit) | Set(kHalfYear);
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

// Which way the word opens a mention; 0 for none.
uint8_t Lexicon::OpeningOf(const Word& word) const {
  constexpr KindSet kOpening = Set(kDigit) | Set(kTen) | Set(kBig) | Set(kVague) | Set(kNative) | Set(kSmall) | Set(kTens) | Set(kHalf) | Set(kQuarter) |
                               Set(kMulti) | Set(kMany) | Set(kArticle) | Set(kMonth) | Set(kWeekday) | Set(kRelative) | Set(kSame) | Set(kDirection) |
                               Set(kOrdinal) | Set(kHalfYear) | Set(kQuarterYear) | Set(kDayOnly) | Set(kScale) | Set(kDecade) | Set(kWeekOf);
  bool opens = (Set(word.kind) & kOpening) != 0;
  if (word.kind == kMoney) opens = money(word).before;
  if (word.kind == kPart) opens = word.second != 0;
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

}  // namespace entente::mention
