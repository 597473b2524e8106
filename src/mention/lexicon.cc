// Finds words: the first character (the first two letters for ASCII) leads to a short list of words, longest first, compared by
// their first eight bytes at once. What may open a mention at all is decided by one byte of a table, and by the
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
  if (at + 8 <= text.size()) std::memcpy(&head, text.data() + at, 8);
  else std::memcpy(&head, text.data() + at, text.size() - at);
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

// The bytes of a head that words of each size compare.
constexpr uint64_t kMasks[9] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, ~uint64_t{0}};

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
  return (KeyOf(text, at) * 31 + (next < text.size() ? KeyOf(text, next) : 0)) % kPairs;
}

bool Lexicon::OpensWith(uint8_t how, std::string_view text, size_t at) const {
  if ((how & kOpensAlone) != 0) return true;
  if ((how & kOpensPair) != 0 && pairs_[PairOf(text, at)]) return true;
  if ((how & ~kOpensPair & kOpens) == 0) return false;
  const size_t next = at + FirstSize(text.substr(at));
  const bool blank = CharAt(text, next) == ' ';
  const size_t second = blank ? next + 1 : next;
  if (second >= text.size()) return false;
  const uint8_t behind = opens_[GroupOf(text, second)];
  if ((how & (kOpensFigure | kOpensUnit)) != 0 && !blank && (behind & kIsBehind) != 0) return true;
  if ((how & kOpensUnit) != 0 && (IsDigit(text[second]) || (blank && (behind & (kIsUnit | kIsBehind)) != 0))) return true;
  if ((how & kOpensVague) != 0 && (behind & kIsUnit) != 0) return true;
  return (how & kOpensCount) != 0 && ((behind & kIsBehind) != 0 || IsDigit(text[second]));
}

// Do the first six bytes tell the word apart, in any case of its letters?
bool Lexicon::HasPair(std::string_view word) {
  return word.size() >= 6 && static_cast<unsigned char>(word[0]) >= 0xE0 && std::none_of(word.begin(), word.begin() + 6, IsLetter);
}

size_t Lexicon::PairSlot(uint64_t head) { return (head & 0xFFFFFFFFFFFF) * 0x9E3779B97F4A7C15ULL >> 50; }

size_t Lexicon::PairListOf(std::string_view text, size_t at) const { return pair_lists_[PairSlot(LoadHead(text, at))]; }

const Word* Lexicon::FindFrom(size_t group, std::string_view text, size_t at, KindSet kinds) const {
  const uint64_t head = LoadHead(text, at);
  if (const size_t pair = pair_lists_[PairSlot(head)]; (list_kinds_[pair] & kinds) != 0)
    if (const Word* word = FindIn(pair, text, at, head, kinds)) return word;
  return (list_kinds_[group] & kinds) == 0 ? nullptr : FindIn(group, text, at, head, kinds);
}

const Word* Lexicon::FindIn(size_t list, std::string_view text, size_t at, uint64_t head, KindSet kinds) const {
  const uint64_t heads[3] = {FoldHead(head), 0, head};
  for (size_t i = first_[list]; i < first_[list + 1]; ++i) {
    const Key& key = keys_[i];
    const uint64_t differs = (heads[key.letter_case & 2] ^ key.head) & kMasks[key.size];
    if ((differs | (~kinds >> key.kind & 1)) != 0) continue;
    const Word& word = words_[i];
    if (!TailMatches(word, text, at)) continue;
    const size_t end = at + word.text.size();
    if (IsLetter(word.text.back()) && IsLetter(CharAt(text, end))) continue;
    return &word;
  }
  return nullptr;
}

// The key of the last character of the first `end` bytes; of letters by themselves.
uint32_t Lexicon::LastKeyOf(std::string_view text, size_t end) {
  size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return KeyOf(text.substr(0, end), at);
}

const Word* Lexicon::FindBefore(std::string_view text, size_t end, KindSet kinds) const {
  if (end == 0) return nullptr;
  const size_t group = groups_[LastKeyOf(text, end)];
  for (size_t i = first_last_[group]; i < first_last_[group + 1]; ++i) {
    const Key& key = keys_[by_last_[i]];
    if ((kinds & Set(static_cast<WordKind>(key.kind))) == 0) continue;
    const Word& word = words_[by_last_[i]];
    if (word.text.size() > end) continue;
    const size_t begin = end - word.text.size();
    const uint64_t head = LoadHead(text, begin);
    if ((((key.letter_case == 2 ? head : FoldHead(head)) ^ key.head) & kMasks[key.size]) != 0 || !TailMatches(word, text, begin)) continue;
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
  groups_.resize(size_t{1} << 16);
  pair_lists_.resize(size_t{1} << 14);
  uint16_t groups = 1;
  const auto number = [&groups](uint16_t* place) {
    if (*place == 0) *place = groups++;
  };
  for (const Word& word : words_) {
    number(&groups_[KeyOf(word.text, 0)]);
    if ((Set(word.kind) & kBehind) != 0) number(&groups_[LastKeyOf(word.text, word.text.size())]);
  }
  uint16_t lists = groups;
  std::swap(groups, lists);  // the lists of pairs are numbered on
  for (const Word& word : words_)
    if (HasPair(word.text)) number(&pair_lists_[PairSlot(LoadHead(word.text, 0))]);
  std::swap(groups, lists);
  std::vector<std::pair<uint16_t, Word>> listed;
  listed.reserve(words_.size());
  for (const Word& word : words_)
    listed.emplace_back(HasPair(word.text) ? pair_lists_[PairSlot(LoadHead(word.text, 0))] : groups_[KeyOf(word.text, 0)], word);
  std::stable_sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.text.size() > b.second.text.size();
  });
  pairs_.resize(kPairs);
  opens_.resize(groups);
  kinds_.resize(groups);
  list_kinds_.resize(lists);
  for (size_t i = 0; i < words_.size(); ++i) {
    const uint16_t list = listed[i].first;
    const Word& word = words_[i] = listed[i].second;
    const uint16_t group = groups_[KeyOf(word.text, 0)];
    while (first_.size() <= list) first_.push_back(static_cast<uint16_t>(i));
    const uint64_t head = LoadHead(word.text, 0);
    keys_.push_back({word.letter_case == 1 ? FoldHead(head) : head, word.kind, word.letter_case, static_cast<uint8_t>(std::min<size_t>(8, word.text.size()))});
    kinds_[group] |= Set(word.kind);
    list_kinds_[list] |= Set(word.kind);
    const uint8_t how = OpeningOf(word);
    opens_[group] |= how;
    if (word.kind == kTen || word.kind == kBig) opens_[group] |= kIsUnit;
    if ((Set(word.kind) & kBehindFigure) != 0 && (word.kind != kMoney || word.text.size() <= kShortName)) opens_[group] |= kIsBehind;
    if (how == kOpensPair) pairs_[PairOf(word.text, 0)] = true;
    if ((Set(word.kind) & kBehind) != 0) by_last_.push_back(static_cast<uint16_t>(i));
  }
  open_keys_.resize(groups_.size() / 64);
  for (size_t key = 0; key < groups_.size(); ++key)
    if ((opens_[groups_[key]] & kOpens) != 0) open_keys_[key / 64] |= uint64_t{1} << key % 64;
  first_.resize(size_t{lists} + 1, static_cast<uint16_t>(words_.size()));
  const auto last_group = [&](uint16_t i) { return groups_[LastKeyOf(words_[i].text, words_[i].text.size())]; };
  std::stable_sort(by_last_.begin(), by_last_.end(), [&](uint16_t a, uint16_t b) {
    return last_group(a) != last_group(b) ? last_group(a) < last_group(b) : words_[a].text.size() > words_[b].text.size();
  });
  for (size_t i = 0; i < by_last_.size(); ++i)
    while (first_last_.size() <= last_group(by_last_[i])) first_last_.push_back(static_cast<uint16_t>(i));
  first_last_.resize(size_t{groups} + 1, static_cast<uint16_t>(by_last_.size()));
}

}  // namespace entente::mention
