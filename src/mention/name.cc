// Names: first from the pack, then by their shape and surroundings, then every repetition of what was once found surely.
//   글로벌 액체냉각 전문기업 ‘아이소톱’과 → 아이소톱, since a descriptor (전문기업, specialist firm) stands before it
//   베톨로지(Vetology)와는               → 베톨로지 with the alias Vetology
//   윤성호 마키나락스 대표는               → 마키나락스, since it stands between a person and a title
// Gives up on unknown names that nothing marks: the frames of deal/ may still take one from an argument place.
// Tested by: tests/unit/mention/name_test.cc
#include <algorithm>
#include <bit>
#include <cstring>

#include "mention/name_finder.h"
#include "mention/word.h"
#include "mention/word_medial.h"
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

constexpr uint32_t kMaxAliasBytes = 60;
constexpr uint32_t kThreeBytes = std::endian::native == std::endian::little ? 0x00FFFFFF : 0xFFFFFF00;

}  // namespace

void NameFinder::Run() {
  // most words hold no name
  const Word* const words = words_.data();
  const Token* const tokens = tokens_.data();
  const auto last = static_cast<uint32_t>(words_.size());
  const auto has_shape = [&](uint32_t i, uint32_t wanted) {
    const uint32_t shape = tokens[i].shape;
    return ((shape & kShaped ? shape : Shape(i)) & wanted) != 0;
  };
  for (const text::Sentence& sentence : document_.sentences())
    for (uint32_t i = sentence.first_word; i < sentence.end_word;)
      i = has_shape(i, kHoldsPackName) || (i + 1 < last && words[i + 1].mark == '(') ? FromPack(i, sentence.end_word) : i + 1;
  for (const text::Sentence& sentence : document_.sentences()) {
    MarkPersons(sentence);
    for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i)
      if (has_shape(i, kLegalForm | kEndsInCopula | kOpenStem) || words[i].mark == '\'' || words[i].mark == '"') FromShape(i, sentence);
  }
  JoinSuffixes();
  JoinLatin();
  JoinPlaces();
  FindAliases();
  Repeat();
  FindOpen();
  std::sort(reading_.names.begin(), reading_.names.end(), [](const Name& a, const Name& b) { return a.begin < b.begin; });
  for (Token& token : tokens_) token.name = -1;
  for (size_t n = 0; n < reading_.names.size(); ++n)
    for (uint32_t w = reading_.names[n].first_word; w < reading_.names[n].end_word; ++w) tokens_[w].name = static_cast<int32_t>(n);
}

uint32_t NameFinder::EntityOf(std::string_view canonical) {
  const auto [at, added] = reading_.entity_of.try_emplace(canonical, static_cast<uint32_t>(reading_.entities.size()));
  if (added) reading_.entities.push_back({.canonical = canonical, .latin = {}, .surfaces = {}});
  return at->second;
}

void NameFinder::AddSurface(uint32_t entity, std::string_view surface) {
  auto& surfaces = reading_.entities[entity].surfaces;
  if (std::find(surfaces.begin(), surfaces.end(), surface) == surfaces.end()) surfaces.push_back(surface);
}

void NameFinder::AddName(uint32_t begin, uint32_t end, uint32_t first_word, uint32_t end_word, uint32_t entity, float certainty) {
  for (uint32_t w = first_word; w < end_word; ++w) tokens_[w].name = static_cast<int32_t>(reading_.names.size());
  reading_.names.push_back({begin, end, first_word, end_word, entity, certainty});
  AddSurface(entity, Slice(begin, end));
}

void NameFinder::FindAliases() {
  for (size_t n = 0; n < reading_.names.size(); ++n) {
    const Name name = reading_.names[n];
    uint32_t open = name.end_word;
    if (IsQuote(open)) ++open;
    if (!IsMark(open, '(') || reading_.entities[name.entity].is_place || name.certainty < kPossible) continue;
    uint32_t close = open + 1;
    while (close < words_.size() && words_[close].mark != ')' && words_[close].begin < words_[open].begin + kMaxAliasBytes) ++close;
    if (!IsMark(close, ')')) continue;
    uint32_t begin = open + 1;
    for (uint32_t w = open + 1; w < close; ++w)
      if (IsMark(w, 0xB7) || IsMark(w, ',')) begin = begin == w ? w + 1 : begin;
    for (uint32_t first = begin; first < close;) {
      uint32_t end = first;
      while (end < close && !IsMark(end, 0xB7) && !IsMark(end, ',') && !IsMark(end, ':')) ++end;
      Alias(name.entity, first, end);
      first = end + 1;
    }
  }
}

void NameFinder::Alias(uint32_t entity, uint32_t first, uint32_t end) {
  if (first < end && (tokens_[first].roles & pack::kAliasMarker)) ++first;
  if (first >= end || end > first + kMaxNameWords) return;
  for (uint32_t w = first; w < end; ++w)
    if (tokens_[w].amount >= 0 || tokens_[w].date >= 0 || tokens_[w].ending != Ending::kNone || words_[w].word_class == WordClass::kDigit ||
        (tokens_[w].roles & (pack::kTitle | pack::kPersonName)) || (tokens_[w].known && (tokens_[w].roles & pack::kCommon)))
      return;
  const std::string_view alias = Slice(words_[first].begin, words_[end - 1].end);
  if (alias.size() < 2) return;
  if (tokens_[first].name >= 0) {
    Name& inner = reading_.names[static_cast<size_t>(tokens_[first].name)];
    const Entity& other = reading_.entities[inner.entity];
    if (other.known && reading_.entities[entity].known) return;
    if (other.is_place) return;
    inner.entity = entity;
  }
  AddSurface(entity, alias);
  reading_.entity_of[alias] = entity;
}

inline uint32_t NameFinder::FirstBytes(std::string_view word) {
  uint32_t bytes = 0;
  if (word.size() >= 4) {
    std::memcpy(&bytes, word.data(), 4);
    bytes &= kThreeBytes;
  } else {
    std::memcpy(&bytes, word.data(), std::min<size_t>(word.size(), 3));
  }
  return bytes * 0x9E3779B1u >> 20;
}

void NameFinder::Repeat() {
  HashMap<std::string_view, std::pair<uint32_t, std::string_view>, WordHash> first_words;  // of surfaces: entity, surface
  std::bitset<kFirstBytes> begins;  // with which bytes they begin: most words end here
  for (uint32_t e = 0; e < reading_.entities.size(); ++e)
    for (const std::string_view surface : reading_.entities[e].surfaces) {
      const std::string_view first = surface.substr(0, surface.find(' '));
      first_words.try_emplace(first, e, surface);
      begins.set(FirstBytes(first));
    }
  best_.assign(reading_.entities.size(), 0);
  for (const Name& name : reading_.names)
    if (name.certainty >= kLikely) best_[name.entity] = std::max(best_[name.entity], name.certainty);
  for (Name& name : reading_.names)
    if (name.certainty >= kWeak) name.certainty = std::max(name.certainty, best_[name.entity]);
  const Word* const words = words_.data();
  const Token* const tokens = tokens_.data();
  for (uint32_t i = 0, end_word = static_cast<uint32_t>(words_.size()); i < end_word; ++i) {
    if (words[i].word_class == WordClass::kPunctuation || tokens[i].name >= 0) continue;
    const std::string_view word(text_.data() + words[i].begin, words[i].end - words[i].begin), stem = word.substr(0, tokens[i].stem_end - words[i].begin);
    if (!begins[FirstBytes(word)] && (stem.size() >= kSyllableBytes || !begins[FirstBytes(stem)])) continue;
    const auto found = first_words.find(stem);
    const auto whole = found != first_words.end() ? found : first_words.find(Slice(words_[i].begin, words_[i].end));
    if (whole == first_words.end()) continue;
    const auto& [entity, surface] = whole->second;
    if (best_[entity] == 0 || text_.substr(words_[i].begin, surface.size()) != surface) continue;
    const uint32_t end = words_[i].begin + static_cast<uint32_t>(surface.size());
    const uint32_t last = WordAt(i, end, static_cast<uint32_t>(words_.size()));
    Match match;
    if (!MayEnd(words_[i].begin, end, last, &match)) continue;
    if (match.takes_case) {
      tokens_[last].grammatical_case = match.grammatical_case;
      SetStemEnd(last, end);
    } else if (words_[last].end == end) {
      tokens_[last].grammatical_case = Case::kNone;
      SetStemEnd(last, end);
    }
    AddName(words_[i].begin, end, i, last + 1, entity, best_[entity]);
  }
}

void ReadNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading) {
  if (pack.medial != nullptr) return ReadCapitalNames(pack, document, reading);
  NameFinder(pack, document, reading).Run();
}

}  // namespace entente::mention
