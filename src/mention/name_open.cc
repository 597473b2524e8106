// Words that nothing marks: how likely each is a name.
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

constexpr float kPersonPenalty = 0.15f;  // of three syllables that begin with a family name
constexpr uint32_t kMaxStemBytes = 90;  // thirty syllables: no name is one longer word

}  // namespace

bool NameFinder::IsOpen(uint32_t i) const {
  if (!IsWord(i)) return false;
  const Token& token = tokens_[i];
  if (token.name >= 0 || token.known || token.triggers != 0 || token.ending != Ending::kNone || (token.roles & pack::kPersonName)) return false;
  const WordClass c = words_[i].word_class;
  if (c == WordClass::kDigit || token.amount >= 0) return false;
  if (token.date >= 0 && reading_.quantities.dates[static_cast<size_t>(token.date)].end >= token.stem_end) return false;
  const std::string_view stem = Stem(i);
  if (stem.empty() || stem.size() > kMaxStemBytes || text::IsAsciiDigit(stem[0])) return false;
  if (IsPredicateOrPlural(stem)) return false;
  if (c == WordClass::kLatin || text::IsAsciiUpper(stem[0])) return stem.size() >= 2 && text::IsAsciiUpper(stem[0]);
  return stem.size() >= 2 * kSyllableBytes;
}

bool NameFinder::IsPredicateOrPlural(std::string_view stem) const {
  if (stem.size() > 2 * kSyllableBytes && std::any_of(pack_.plurals.begin(), pack_.plurals.end(), [&](std::string_view plural) { return stem.ends_with(plural); })) return true;
  for (size_t at = 0; at < stem.size();) {
    const text::CodePoint c = text::Decode(stem, at);
    const uint32_t final_consonant = text::FinalNumber(c.value);
    if (final_consonant != 0 && std::any_of(pack_.verbal_finals.begin(), pack_.verbal_finals.end(), [&](std::string_view verbal) { return text::FinalNumber(text::Decode(verbal, 0).value) == final_consonant; })) return true;
    at += c.length;
  }
  return false;
}

uint32_t NameFinder::BeginsCommon(uint32_t i) const {
  const uint32_t stem_bytes = tokens_[i].stem_end - words_[i].begin;
  for (uint32_t key = tokens_[i].key; (pack_.summaries[key].chain_roles & pack::kCommon) != 0; key = pack_.summaries[key].shorter) {
    const uint32_t length = pack_.summaries[key].length;
    if (length < 2 * kSyllableBytes) return 0;
    if (length <= stem_bytes && (pack_.summaries[key].roles & pack::kCommon) != 0) return length;
  }
  return 0;
}

bool NameFinder::EndsInNounSuffix(std::string_view stem) const {
  bool found = false;
  pack_.words.Each(stem.substr(stem.size() - kSyllableBytes), [&](uint32_t index) { found = found || (pack_.entries[index].roles & pack::kNounSuffix) != 0; });
  return found;
}

bool NameFinder::IsDerived(uint32_t i) const {
  const std::string_view stem = Stem(i);
  const uint32_t common = BeginsCommon(i);
  if (common == 0 || common + kSyllableBytes != stem.size()) return false;
  return EndsInNounSuffix(stem);
}

int NameFinder::IsComposed(uint32_t i) const {
  const std::string_view stem = Stem(i);
  int composed = 0;
  for (size_t at = kSyllableBytes; at + 2 * kSyllableBytes <= stem.size(); at += kSyllableBytes) {
    if (!IsOrdinary(stem.substr(at))) continue;
    if (stem.size() - at >= 3 * kSyllableBytes || (at >= 2 * kSyllableBytes && pack_.Summary(tokens_[i].key, at).ordinary)) return 2;
    composed = 1;
  }
  return composed;
}

void NameFinder::FindOpen() {
  constexpr int kUnknown = -1;
  struct Seen {
    uint32_t count = 0, cases = 0;
    int composed = kUnknown;
    bool title_topic = false, behind_place = false;
  };
  HashMap<std::string_view, Seen, WordHash> seen;
  std::vector<uint32_t> candidates;
  const auto candidate = [&](uint32_t i) {
    if (!IsOpen(i) || words_[i].word_class == WordClass::kLatin || words_[i].word_class == WordClass::kHanja) return false;
    const std::string_view stem = Stem(i);
    return stem.size() >= 2 * kSyllableBytes && !IsDerived(i);
  };
  for (const text::Sentence& sentence : document_.sentences()) {
    const bool title = document_.blocks()[sentence.block].kind == text::BlockKind::kTitle;
    for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i) {
      if (!candidate(i)) continue;
      candidates.push_back(i);
      Seen& s = seen[Stem(i)];
      ++s.count;
      s.cases |= 1u << static_cast<int>(tokens_[i].grammatical_case);
      s.title_topic = s.title_topic || (title && IsMark(i + 1, ',') && i < sentence.first_word + 4);
      if (i > sentence.first_word && tokens_[i - 1].name >= 0 && tokens_[i - 1].grammatical_case == Case::kNone)
        s.behind_place = s.behind_place || reading_.entities[reading_.names[static_cast<size_t>(tokens_[i - 1].name)].entity].is_place;
    }
  }
  for (const uint32_t i : candidates) {
    if (tokens_[i].name >= 0) continue;  // taken by the one before
    const bool foreign = i > 0 && tokens_[i - 1].name >= 0 && tokens_[i - 1].grammatical_case == Case::kNone;
    const uint32_t begins_common = BeginsCommon(i);
    Seen& s = seen[Stem(i)];
    if (s.composed == kUnknown) s.composed = IsComposed(i);
    const int composed = s.composed;
    const bool plain = composed == 0 && begins_common == 0;
    if (foreign && plain && tokens_[i].grammatical_case == Case::kNone && i + 1 < words_.size() && words_[i + 1].space_before && candidate(i + 1) && IsComposed(i + 1) == 0) {
      AddOpen(i, i + 2, kPossible + 0.05f);
      continue;
    }
    const std::string_view stem = Stem(i);
    if (IsTitle(i + 1) || (i + 2 < words_.size() && IsTitle(i + 2) && candidate(i + 1))) continue;  // a person
    const bool is_short = stem.size() < 3 * kSyllableBytes;
    float certainty = is_short ? 0.3f : 0.42f;
    if (stem.size() <= 3 * kSyllableBytes && EndsInNounSuffix(stem)) certainty -= 0.12f;
    if (s.count == 1 && stem.size() == 3 * kSyllableBytes && pack_.surnames.Exact(stem.substr(0, kSyllableBytes), 1) == 0) certainty -= kPersonPenalty;  // a person as well
    if (s.count >= 2 && (s.cases & (s.cases - 1)) != 0) certainty += 0.15f;
    if (s.title_topic) certainty += 0.2f;
    if (s.behind_place) certainty += 0.12f;
    if (s.count >= 4) certainty += 0.06f;
    if (composed != 0) certainty -= composed == 2 ? 0.25f : 0.08f;
    if (begins_common != 0) certainty -= 0.1f;
    if (is_short && !s.title_topic && !s.behind_place) certainty = std::min(certainty, kShortest);
    // "스웨덴 파워셀로와": who stands behind a foreign country and acts
    const Case c = tokens_[i].grammatical_case;
    if (foreign && s.behind_place && composed == 0 && !is_short && (c == Case::kWith || c == Case::kFrom || c == Case::kTopic || c == Case::kSubject)) certainty = std::max(certainty, kBehindPlace);
    if (certainty < kLeast) continue;
    AddOpen(i, i + 1, certainty);
  }
}

}  // namespace entente::mention
