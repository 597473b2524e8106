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

constexpr size_t kUsualCandidates = 128;  // of an article: room that most never outgrow
constexpr float kPersonPenalty = 0.15f;  // of three syllables that begin with a family name

}  // namespace

// Nothing else covers the word.
bool NameFinder::IsOpenHere(uint32_t i) const {
  const Token& token = tokens_[i];
  if (token.name >= 0 || token.known || token.triggers != 0 || token.ending != Ending::kNone || token.amount >= 0 || (token.roles & pack::kPersonName)) return false;
  return token.date < 0 || reading_.quantities.dates[static_cast<size_t>(token.date)].end < token.stem_end;
}

void NameFinder::FindOpen() {
  struct Seen {
    uint32_t count = 0, cases = 0;
    bool title_topic = false, behind_place = false;
  };
  struct Candidate {
    uint32_t word, seen;
  };
  HashMap<std::string_view, uint32_t, WordHash> seen_of;  // by stem, its index
  std::vector<Seen> seen;
  std::vector<Candidate> candidates;
  seen.reserve(kUsualCandidates);
  candidates.reserve(kUsualCandidates);
  const auto candidate = [&](uint32_t i) {
    if (!IsOpen(i) || words_[i].word_class == WordClass::kLatin || words_[i].word_class == WordClass::kHanja) return false;
    return Stem(i).size() >= 2 * kSyllableBytes && !(Shape(i) & kDerived);
  };
  for (const text::Sentence& sentence : document_.sentences()) {
    const bool title = document_.blocks()[sentence.block].kind == text::BlockKind::kTitle;
    for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i) {
      if (!candidate(i)) continue;
      const uint32_t index = seen_of.try_emplace(Stem(i), static_cast<uint32_t>(seen.size())).first->second;
      if (index == seen.size()) seen.emplace_back();
      candidates.push_back({i, index});
      Seen& s = seen[index];
      ++s.count;
      s.cases |= 1u << static_cast<int>(tokens_[i].grammatical_case);
      s.title_topic = s.title_topic || (title && IsMark(i + 1, ',') && i < sentence.first_word + 4);
      if (i > sentence.first_word && tokens_[i - 1].name >= 0 && tokens_[i - 1].grammatical_case == Case::kNone)
        s.behind_place = s.behind_place || reading_.entities[reading_.names[static_cast<size_t>(tokens_[i - 1].name)].entity].is_place;
    }
  }
  for (const auto& [i, index] : candidates) {
    if (tokens_[i].name >= 0) continue;  // taken by the one before
    const bool foreign = i > 0 && tokens_[i - 1].name >= 0 && tokens_[i - 1].grammatical_case == Case::kNone;
    const uint32_t shape = Shape(i);
    const Seen& s = seen[index];
    const bool plain = !(shape & (kBeginsCommon | kAllComposed | kEndComposed));
    if (foreign && plain && tokens_[i].grammatical_case == Case::kNone && i + 1 < words_.size() && words_[i + 1].space_before && candidate(i + 1) && !(Shape(i + 1) & (kAllComposed | kEndComposed))) {
      AddOpen(i, i + 2, kPossible + 0.05f);
      continue;
    }
    const std::string_view stem = Stem(i);
    if (IsTitle(i + 1) || (i + 2 < words_.size() && IsTitle(i + 2) && candidate(i + 1))) continue;  // a person
    const bool is_short = stem.size() < 3 * kSyllableBytes;
    float certainty = is_short ? 0.3f : 0.42f;
    if (stem.size() <= 3 * kSyllableBytes && (shape & kNounSuffixLast)) certainty -= 0.12f;
    if (s.count == 1 && stem.size() == 3 * kSyllableBytes && (shape & kSurnameFirst)) certainty -= kPersonPenalty;  // a person as well
    if (s.count >= 2 && (s.cases & (s.cases - 1)) != 0) certainty += 0.15f;
    if (s.title_topic) certainty += 0.2f;
    if (s.behind_place) certainty += 0.12f;
    if (s.count >= 4) certainty += 0.06f;
    if (shape & (kAllComposed | kEndComposed)) certainty -= shape & kAllComposed ? 0.25f : 0.08f;
    if (shape & kBeginsCommon) certainty -= 0.1f;
    if (is_short && !s.title_topic && !s.behind_place) certainty = std::min(certainty, kShortest);
    // "스웨덴 파워셀로와": who stands behind a foreign country and acts
    const Case c = tokens_[i].grammatical_case;
    if (foreign && s.behind_place && !(shape & (kAllComposed | kEndComposed)) && !is_short && (c == Case::kWith || c == Case::kFrom || c == Case::kTopic || c == Case::kSubject)) certainty = std::max(certainty, kBehindPlace);
    if (certainty < kLeast) continue;
    AddOpen(i, i + 1, certainty);
  }
}

}  // namespace entente::mention
