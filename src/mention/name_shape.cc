// Names by their shape and surroundings: legal forms, quotes, descriptors, titles, suffixes, Latin letters, public bodies of countries.
// Tested by: tests/unit/mention/name_test.cc
#include <algorithm>

#include "mention/name_finder.h"
#include "mention/word.h"
#include "text/unicode.h"

namespace entente::mention {

using pack::Case;
using pack::Ending;
using pack::Entry;
using pack::EntryKind;
using pack::SuffixEntry;
using text::Word;
using text::WordClass;

namespace {

constexpr size_t kMaxLatinTail = 3;  // of a name such as 도담PE
constexpr uint32_t kMaxComposedBytes = 6 * kSyllableBytes;

}  // namespace

bool NameFinder::LooksLikePerson(uint32_t i) {
  if (!IsWord(i) || words_[i].word_class != WordClass::kHangul || tokens_[i].name >= 0) return false;
  if (tokens_[i].roles & pack::kPersonName) return true;
  return (Shape(i) & kSurnameFirst) != 0 && !(tokens_[i].roles & pack::kCommon) && tokens_[i].grammatical_case == Case::kNone;
}

void NameFinder::MarkPersons(const text::Sentence& sentence) {
  for (uint32_t i = sentence.first_word; i + 1 < sentence.end_word; ++i) {
    if ((!(Shape(i) & kSurnameFirst) && !(tokens_[i].roles & pack::kPersonName)) || !LooksLikePerson(i)) continue;
    const bool before_title = IsTitle(i + 1) || (i + 2 < sentence.end_word && tokens_[i + 1].name >= 0 && IsTitle(i + 2)) ||
                              (IsWord(i + 1) && (tokens_[i + 1].roles & (pack::kPersonMarker | pack::kReporter)));
    const bool after_name = i > sentence.first_word && tokens_[i - 1].name >= 0 && IsTitle(i + 1);
    if (before_title || after_name) tokens_[i].roles |= pack::kPersonName;
  }
}

std::optional<SuffixEntry> NameFinder::OrgSuffix(std::string_view stem) const {
  const auto found = OrgSuffixOf(pack_, stem);
  return found ? std::optional(pack_.suffix_entries[*found]) : std::nullopt;
}

std::optional<SuffixEntry> NameFinder::WholeSuffix(std::string_view stem, uint8_t least) const {
  std::optional<SuffixEntry> found;
  if (stem.size() < 2 * kSyllableBytes) return found;
  pack_.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    const SuffixEntry& entry = pack_.suffix_entries[index];
    if (entry.kind == SuffixEntry::kOrgSuffix && length == stem.size() && entry.certainty >= least) found = entry;
    return !found;
  });
  return found;
}

bool NameFinder::BehindFirm(uint32_t i, const text::Sentence& sentence) const {
  if (i == sentence.first_word || tokens_[i - 1].name < 0 || tokens_[i - 1].grammatical_case != Case::kNone) return false;
  return !reading_.entities[reading_.names[static_cast<size_t>(tokens_[i - 1].name)].entity].is_place;
}

void NameFinder::AddOpen(uint32_t first, uint32_t end_word, float certainty, PartyKind kind) {
  const uint32_t begin = words_[first].begin, end = tokens_[end_word - 1].stem_end;
  if (begin >= end || (end - begin <= kSyllableBytes && static_cast<uint8_t>(text_[begin]) >= 0x80)) return;  // one syllable names nobody
  const uint32_t entity = EntityOf(Slice(begin, end));
  if (!reading_.entities[entity].known) reading_.entities[entity].kind = kind;
  AddName(begin, end, first, end_word, entity, certainty);
}

uint32_t NameFinder::RunEnd(uint32_t first, uint32_t end_word) {
  uint32_t i = first;
  while (i < end_word && i < first + kMaxNameWords && IsOpen(i)) {
    ++i;
    if (tokens_[i - 1].grammatical_case != Case::kNone) break;
    if (i < end_word && !words_[i].space_before) break;
  }
  return i;
}

bool NameFinder::IsShortCapital(uint32_t i) const {
  const std::string_view stem = Stem(i);
  return !stem.empty() && stem.size() <= kMaxLatinTail && std::all_of(stem.begin(), stem.end(), text::IsAsciiUpper);
}

bool NameFinder::DropDescriptor(uint32_t i) {
  const std::string_view stem = Stem(i);
  bool found = false;
  pack_.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    const SuffixEntry& entry = pack_.suffix_entries[index];
    if (entry.kind != SuffixEntry::kParticle || entry.grammatical_case != Case::kCopula || length + 2 * kSyllableBytes > stem.size()) return true;
    pack_.stem_ends.Suffixes(stem.substr(0, stem.size() - length), [&](uint32_t end, uint32_t) {
      found = (pack_.entries[end].roles & pack::kDescriptor) != 0;
      return !found;
    });
    return !found;
  });
  if (!found) return false;
  tokens_[i].roles |= pack::kDescriptor;
  tokens_[i].grammatical_case = Case::kCopula;
  return true;
}

bool NameFinder::EndsInDescriptor(uint32_t i) {
  if (tokens_[i].grammatical_case != Case::kNone) return (tokens_[i].roles & pack::kDescriptor) != 0;
  const std::string_view stem = Stem(i);
  pack_.stem_ends.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    if (length >= 2 * kSyllableBytes && length < stem.size()) tokens_[i].roles |= pack_.entries[index].roles & pack::kDescriptor;  // "송전업체"
    return true;
  });
  return (tokens_[i].roles & pack::kDescriptor) != 0;
}

bool NameFinder::EndsInSureName(uint32_t i) const {
  const std::string_view stem = Stem(i);
  bool found = false;
  pack_.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    if (pack_.suffix_entries[index].kind != SuffixEntry::kParticle || length == stem.size()) return true;
    const auto suffix = OrgSuffix(stem.substr(0, stem.size() - length));
    found = suffix && suffix->certainty == 2;
    return !found;
  });
  return found;
}

void NameFinder::DropCopula(uint32_t i, const text::Sentence& sentence) {
  Token& token = tokens_[i];
  if (!(Shape(i) & kEndsInCopula) || token.ending != Ending::kFinal || token.known || token.triggers != 0 || token.amount >= 0) return;
  const std::string_view word = Slice(words_[i].begin, words_[i].end);
  const bool after_descriptor = i > sentence.first_word && IsWord(i - 1) && (tokens_[i - 1].roles & pack::kDescriptor) && tokens_[i - 1].grammatical_case == Case::kNone;
  size_t length = 0;
  for (const std::string_view copula : pack_.copulas)
    if (word.size() >= copula.size() + 2 * kSyllableBytes && word.ends_with(copula) && (after_descriptor || OrgSuffix(word.substr(0, word.size() - copula.size())))) length = std::max(length, copula.size());
  if (length == 0) return;
  if (const pack::KeySummary& whole = pack_.summaries[pack_.words.Whole(word.substr(0, word.size() - length))]; whole.ordinary || (whole.roles != 0 && !whole.chain_name)) return;  // "브랜드다"
  SetStemEnd(i, words_[i].end - static_cast<uint32_t>(length));
  token.ending = Ending::kNone;
  token.grammatical_case = Case::kCopula;
}

void NameFinder::FromShape(uint32_t i, const text::Sentence& sentence) {
  if (FromLegalForm(i, sentence) || tokens_[i].name >= 0) return;
  DropCopula(i, sentence);
  if (IsQuote(i)) return FromQuotes(i, sentence);
  if (!IsOpen(i)) return;
  const bool after_descriptor = i > sentence.first_word && IsWord(i - 1) && (tokens_[i - 1].roles & pack::kDescriptor) &&
                                (tokens_[i - 1].grammatical_case == Case::kNone || tokens_[i - 1].grammatical_case == Case::kCopula);
  // "도담PE": the blank between them was not lost, there was none
  if (i + 1 < sentence.end_word && !words_[i + 1].space_before && !EndsInSureName(i) && tokens_[i].stem_end == words_[i].end && tokens_[i].grammatical_case == Case::kNone && tokens_[i + 1].name < 0 && IsShortCapital(i + 1))
    return AddOpen(i, i + 2, kFair);
  const uint32_t run_end = RunEnd(i, sentence.end_word);
  if (run_end > i + 1 && DropDescriptor(i)) return;  // "정제업체인 한울": likewise
  if (run_end > i + 1 && EndsInDescriptor(i)) return;  // "금융회사 스티펄": the name begins behind
  if (const SuffixEntry* suffix = OrgSuffixAt(i); suffix && (suffix->certainty == 2 || (suffix->certainty == 1 && !EndsCommon(i))))
    return AddOpen(i, i + 1, suffix->certainty == 2 ? kSure : kFair, suffix->party_kind);
  else if (suffix && !BehindFirm(i, sentence) && words_[i].word_class == WordClass::kHangul && Stem(i).size() <= kMaxComposedBytes)
    return AddOpen(i, i + 1, kComposed, suffix->party_kind);  // "누리반도체": a firm where a firm is wanted, else two words
  if (run_end > i + 1)
    if (const SuffixEntry* suffix = OrgSuffixAt(run_end - 1); suffix && suffix->certainty == 2) {
      const bool person = run_end == i + 2 && Stem(i).size() == 3 * kSyllableBytes && LooksLikePerson(i) && run_end < sentence.end_word && IsTitle(run_end);  // "김하늘 한빛그룹 회장"
      if (person) tokens_[i].roles |= pack::kPersonName;
      return AddOpen(person ? i + 1 : i, run_end, kLikely, suffix->party_kind);
    }
  // "세니어 에너지와": an ordinary word that firms are called by ends the name
  if (const uint32_t last = run_end; last < sentence.end_word && tokens_[last - 1].grammatical_case == Case::kNone && IsWord(last) && words_[last].space_before && tokens_[last].name < 0 && tokens_[last].triggers == 0 &&
      tokens_[last].amount < 0 && tokens_[last].ending == Ending::kNone && (tokens_[last].grammatical_case != Case::kNone || IsMark(last + 1, '(')))
    if (const auto whole = WholeSuffix(Stem(last), 1); whole && whole->party_kind == PartyKind::kCompany) return AddOpen(i, last + 1, after_descriptor || (i > sentence.first_word && IsForeignCountry(i - 1)) ? kLikely : kPossible);
  if (run_end > i + 1)
    if (const auto whole = WholeSuffix(Stem(run_end - 1), 1); whole) return AddOpen(i, run_end, kFair, whole->party_kind);  // "사나드 모터스"
  if (const uint32_t latin_words = LatinNameBehind(run_end); latin_words != 0) {
    const uint32_t first = std::max(i, run_end - std::min(run_end, std::max(latin_words, 1u)));
    return AddOpen(first, run_end, after_descriptor || first > i ? kSure : kPossible);
  }
  if (after_descriptor || (i > sentence.first_word && IsForeignCountry(i - 1) && AcronymBehind(i + 1))) return AddOpen(i, run_end, kLikely);
  // 윤성호 마키나락스 대표, 마키나락스 윤성호 대표
  const bool person_before = i > sentence.first_word && ((tokens_[i - 1].roles & pack::kPersonName) || LooksLikePerson(i - 1));
  const bool person_behind = i + 2 < sentence.end_word && (tokens_[i + 1].roles & pack::kPersonName) && IsTitle(i + 2);
  if (tokens_[i].grammatical_case == Case::kNone && ((person_before && i + 1 < sentence.end_word && IsTitle(i + 1)) || person_behind))
    return AddOpen(i, i + 1, kLikely);
  if (words_[i].word_class == WordClass::kMixed && HasCapital(Stem(i)) && !IsCompound(Stem(i))) return AddOpen(i, i + 1, IsLatinStem(i) ? kWeak : kPossible);
  if (words_[i].word_class == WordClass::kLatin) return AddOpen(i, LatinRunEnd(i, sentence.end_word), kWeak);
}

uint32_t NameFinder::LatinRunEnd(uint32_t first, uint32_t end_word) {
  uint32_t i = first + 1;
  while (i < end_word && i < first + kMaxNameWords && tokens_[i - 1].grammatical_case == Case::kNone && words_[i].space_before && tokens_[i].name < 0 &&
         text::IsAsciiUpper(text_[words_[i].begin]) && IsOpen(i))
    ++i;
  return i;
}

bool NameFinder::IsLatinStem(uint32_t i) const {
  const std::string_view stem = Stem(i);
  return std::all_of(stem.begin(), stem.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

bool NameFinder::FromLegalForm(uint32_t i, const text::Sentence& sentence) {
  uint32_t length = 0;
  if (!(Shape(i) & kLegalForm)) return false;
  pack_.words.Chain(tokens_[i].key, [&](uint32_t index, uint32_t key_length) {
    if (pack_.entries[index].roles & pack::kOrgPrefix) length = key_length;
    return length == 0;
  });
  if (length == 0) return false;
  const uint32_t form_end = words_[i].begin + length;
  uint32_t next = i;
  while (next < sentence.end_word && words_[next].begin < form_end) ++next;
  if (next < sentence.end_word && words_[next].begin == form_end && tokens_[next].name < 0 && IsWord(next) && Stem(next).size() > 1 && tokens_[next].stem_end > words_[next].begin) {
    AddOpen(next, next + 1, kSure);
    return true;
  }
  if (next < sentence.end_word && words_[i].word_class != WordClass::kPunctuation && IsOpen(next)) {
    AddOpen(next, next + 1, kSure);
    return true;
  }
  if (i > sentence.first_word && !words_[i].space_before && IsOpen(i - 1)) {
    AddOpen(i - 1, i, kSure);
    return true;
  }
  return false;
}

// "AI신약", "LNG선박": Latin letters before an ordinary word.
bool NameFinder::IsCompound(std::string_view stem) const {
  const auto rest = std::find_if(stem.begin(), stem.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (rest == stem.begin() || rest == stem.end()) return false;
  const pack::KeySummary& word = pack_.summaries[pack_.words.Whole(stem.substr(static_cast<size_t>(rest - stem.begin())))];
  return word.ordinary || (word.roles != 0 && !word.chain_name);
}

void NameFinder::FromQuotes(uint32_t i, const text::Sentence& sentence) {
  uint32_t close = i + 1;
  while (close < sentence.end_word && close <= i + kMaxNameWords + 1 && !IsQuote(close)) ++close;
  if (close >= sentence.end_word || !IsQuote(close) || close == i + 1 || words_[close].mark != words_[i].mark) return;
  for (uint32_t w = i + 1; w < close; ++w)
    if (words_[w].mark == '-' && w > i + 1 && w + 1 < close) continue;  // "L-H 컴퍼니"
    else if (!IsWord(w) || tokens_[w].name >= 0 || tokens_[w].ending != Ending::kNone || tokens_[w].amount >= 0) return;
  if (close == i + 2 && tokens_[i + 1].known) return;
  const bool works = std::any_of(tokens_.begin() + i + 1, tokens_.begin() + close, [](const Token& t) { return t.triggers != 0; });  // "공동 연구랩": no party
  bool descriptor = false;
  for (uint32_t w = i; w > sentence.first_word && w + 2 > i; --w) descriptor = descriptor || (tokens_[w - 1].roles & pack::kDescriptor);
  if (works && !descriptor) return;
  const uint32_t begin = words_[i + 1].begin, end = words_[close - 1].end;
  if (end - begin <= kSyllableBytes && static_cast<uint8_t>(text_[begin]) >= 0x80) return;  // "…다"며 "…": between two quotations
  AddName(begin, end, i + 1, close, EntityOf(Slice(begin, end)), descriptor ? kLikely : kWeak);
  for (uint32_t w = i + 1; w < close; ++w) {
    tokens_[w].grammatical_case = Case::kNone;
    SetStemEnd(w, words_[w].end);
  }
}

uint32_t NameFinder::LatinNameBehind(uint32_t i) const {
  if (!IsMark(i, '(') || words_[i].space_before) return 0;
  uint32_t count = 0;
  bool lower = false;
  for (uint32_t w = i + 1; w < words_.size() && words_[w].word_class == WordClass::kLatin; ++w, ++count) {
    const std::string_view word = Slice(words_[w].begin, words_[w].end);
    if (count == 0 && std::none_of(word.begin(), word.end(), text::IsAsciiUpper)) return 0;  // "iHeartMedia"
    lower = lower || std::any_of(word.begin(), word.end(), text::IsAsciiLower);
  }
  return lower ? count : 0;
}

bool NameFinder::StartsPublic(std::string_view stem) const {
  bool found = false;
  pack_.words.Prefixes(stem, [&](uint32_t index, uint32_t length) {
    const pack::Entry& entry = pack_.entries[index];
    found = length < stem.size() && entry.kind == pack::EntryKind::kWord && (entry.roles & pack::kPublicWord);
    return !found;
  });
  return found;
}

void NameFinder::JoinLatin() {
  for (uint32_t open = 0; open < words_.size(); ++open) {
    const uint32_t count = words_[open].mark == '(' ? LatinNameBehind(open) : 0;
    if (count < 2 || open < count) continue;
    const uint32_t first = open - count;
    bool whole = IsWord(open - 1) && words_[open - 1].word_class == WordClass::kHangul && words_[first].word_class == WordClass::kHangul;
    for (uint32_t w = first; w < open && whole; ++w) {
      const bool last = w + 1 == open;
      whole = IsWord(w) && (w == first || words_[w].space_before) && (last || tokens_[w].grammatical_case == Case::kNone) && tokens_[w].ending == Ending::kNone && !(tokens_[w].roles & pack::kDescriptor) && tokens_[w].triggers == 0;
    }
    if (!whole) continue;
    bool known = false;  // the whole is a name already, or a country stands in it
    for (uint32_t w = first; w < open; ++w) {
      if (tokens_[w].name < 0) continue;
      const Name& name = reading_.names[static_cast<size_t>(tokens_[w].name)];
      known = known || name.first_word < first || name.end_word > open || (name.first_word == first && name.end_word == open) || reading_.entities[name.entity].is_place;
    }
    if (known) continue;
    for (uint32_t w = first; w < open; ++w)
      if (tokens_[w].name >= 0) reading_.names[static_cast<size_t>(tokens_[w].name)].certainty = 0;
    AddOpen(first, open, kSure);
  }
}

bool NameFinder::IsForeignCountry(uint32_t i) const {
  if (tokens_[i].name < 0 || tokens_[i].grammatical_case != Case::kNone) return false;
  const Entity& entity = reading_.entities[reading_.names[static_cast<size_t>(tokens_[i].name)].entity];
  return entity.is_place && entity.kind == PartyKind::kCountry && entity.canonical != pack_.home;
}

bool NameFinder::AcronymBehind(uint32_t i) const {
  return i + 2 < words_.size() && IsMark(i, '(') && !words_[i].space_before && IsMark(i + 2, ')') && words_[i + 1].word_class == WordClass::kLatin && IsShortCapital(i + 1);
}

void NameFinder::JoinSuffixes() {
  for (size_t n = 0; n < reading_.names.size(); ++n) {
    Name& name = reading_.names[n];
    const uint32_t next = name.end_word;
    const Entity& entity = reading_.entities[name.entity];
    if (next >= words_.size() || !entity.known || entity.is_place || entity.kind != PartyKind::kCompany || !IsWord(next) || !words_[next].space_before || tokens_[next].name >= 0) continue;
    if (tokens_[next - 1].grammatical_case != Case::kNone || tokens_[next].stem_end == words_[next].begin || name.end != words_[next - 1].end) continue;
    if (const auto suffix = WholeSuffix(Stem(next)); !suffix || (suffix->party_kind != PartyKind::kCompany && suffix->party_kind != PartyKind::kFund)) continue;
    // "에스엠 엔터테인먼트" may be a name of the pack without the blank, or with what the canonical name ends in
    joined_ = Slice(name.begin, name.end);
    joined_ += Stem(next);
    const Entry* whole = nullptr;
    pack_.words.Each(joined_, [&](uint32_t index) { whole = pack_.entries[index].kind == EntryKind::kName && !pack_.entries[index].is_place ? &pack_.entries[index] : whole; });
    name.end = tokens_[next].stem_end;
    name.end_word = next + 1;
    if (!entity.canonical.ends_with(Stem(next))) name.entity = whole != nullptr ? EntityOf(*whole) : EntityOf(Slice(name.begin, name.end));
    AddSurface(name.entity, Slice(name.begin, name.end));
    tokens_[next].name = static_cast<int32_t>(n);
    tokens_[next].triggers = 0;
  }
}

void NameFinder::JoinPlaces() {
  for (size_t n = 0; n < reading_.names.size(); ++n) {
    const Name place = reading_.names[n];
    const Entity& country = reading_.entities[place.entity];
    if (!country.is_place || country.kind != PartyKind::kCountry || country.canonical == pack_.home) continue;
    uint32_t next = place.end_word;
    if (next >= words_.size() || !IsWord(next) || tokens_[place.end_word - 1].grammatical_case != Case::kNone || !words_[next].space_before) continue;
    // "페루 국영 조선소", "페루 육군조병창": such a word makes the next one a body of the country
    const bool apart = tokens_[next].name < 0 && (tokens_[next].roles & pack::kPublicWord) && tokens_[next].grammatical_case == Case::kNone && next + 1 < words_.size() && IsWord(next + 1) && words_[next + 1].space_before;
    if (apart) ++next;
    const bool is_public = apart || StartsPublic(Slice(words_[next].begin, tokens_[next].stem_end));
    if (tokens_[next].name >= 0) {
      Name& body = reading_.names[static_cast<size_t>(tokens_[next].name)];
      const Entity& entity = reading_.entities[body.entity];
      const auto suffix = OrgSuffix(Slice(body.begin, body.end));
      const bool official = suffix && suffix->party_kind != PartyKind::kCompany && !entity.known && body.first_word == next;
      const bool joins = official || entity.kind == PartyKind::kGovernment || WholeSuffix(Slice(body.begin, body.end)) || (is_public && !entity.known && !entity.is_place && body.first_word == next);
      if (!joins) continue;
      body.begin = place.begin;
      body.first_word = place.first_word;
      body.entity = EntityOf(Slice(body.begin, body.end));
      reading_.entities[body.entity].kind = PartyKind::kGovernment;
      AddSurface(body.entity, Slice(body.begin, body.end));
      reading_.names[n].certainty = 0;
    } else if (const auto whole = WholeSuffix(Stem(next)); whole) {
      reading_.names[n].certainty = 0;
      tokens_[next].triggers = 0;
      AddOpen(place.first_word, next + 1, kLikely, whole->party_kind);
    } else if (const auto suffix = OrgSuffix(Stem(next)); (suffix && suffix->certainty == 2) || (tokens_[next].roles & pack::kDescriptor)) {
      const bool body = suffix && suffix->party_kind != PartyKind::kCompany;
      if ((!body && !(is_public && tokens_[next].grammatical_case != Case::kNone)) || tokens_[next].stem_end == words_[next].begin) continue;
      reading_.names[n].certainty = 0;
      AddOpen(place.first_word, next + 1, kLikely, body ? suffix->party_kind : PartyKind::kGovernment);
    } else if ((is_public && (!apart || suffix) && tokens_[next].grammatical_case != Case::kNone) || (suffix && suffix->party_kind != PartyKind::kCompany && AcronymBehind(next + 1))) {
      reading_.names[n].certainty = 0;
      AddOpen(place.first_word, next + 1, kLikely, PartyKind::kGovernment);
    }
  }
  std::erase_if(reading_.names, [](const Name& name) { return name.certainty == 0; });
  for (Token& token : tokens_) token.name = -1;
  for (size_t n = 0; n < reading_.names.size(); ++n)
    for (uint32_t w = reading_.names[n].first_word; w < reading_.names[n].end_word; ++w) tokens_[w].name = static_cast<int32_t>(n);
}

}  // namespace entente::mention
