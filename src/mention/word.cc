// Words of a language with particles: splits off the particle or ending and looks up what the stem is.
//   투자했다고 → stem 투자 (invest), ending quote; 마이크로소프트와 → stem 마이크로소프트, case with
// The longest particle or ending wins, unless the word stands in the pack as it is. A particle must fit the sound
// before it (은 after a consonant, 는 after a vowel); a one-syllable stem gives up only what is surely a particle.
// Tested by: tests/unit/mention/word_test.cc
#include "mention/word.h"

#include <algorithm>
#include <array>

#include "mention/word_shape.h"
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

constexpr uint32_t kSyllableBytes = 3;
constexpr size_t kWordsAhead = 4;

}  // namespace

bool FitsAfter(const SuffixEntry& particle, std::string_view stem) {
  if (particle.after == SuffixEntry::kAny) return true;
  const int final_consonant = text::FinalConsonant(stem);
  if (final_consonant < 0) return true;  // Latin letters, digits, Hanja: either form is written
  if (particle.after == SuffixEntry::kVowel)
    return final_consonant == 0 || (final_consonant == 2 && particle.grammatical_case == Case::kDirection);
  return final_consonant != 0;
}

bool IsParticle(const pack::LanguagePack& pack, std::string_view stem, std::string_view rest, Case* grammatical_case) {
  bool found = false;
  pack.suffixes.Suffixes(rest, [&](uint32_t index, uint32_t length) {
    const SuffixEntry& entry = pack.suffix_entries[index];
    if (length != rest.size()) return length > rest.size();
    if (entry.kind == SuffixEntry::kParticle && FitsAfter(entry, stem)) {
      found = true;
      *grammatical_case = entry.grammatical_case;
      return false;
    }
    return true;
  });
  return found;
}

namespace {

// What exactly the first `length` bytes of the token's word are in the pack.
const pack::KeySummary& LookUp(const pack::LanguagePack& pack, const Token& token, size_t length) {
  return pack.Summary(token.key, length);
}

// Particles that look like the end of a name: an unknown stem gives them up only when it is long, or never.
bool MayTake(Case grammatical_case, uint32_t length, std::string_view stem) {
  if (length > kSyllableBytes) return true;
  switch (grammatical_case) {
    case Case::kOr: case Case::kCopula: case Case::kThan: case Case::kCalled: return false;
    case Case::kAlso: case Case::kDirection: return stem.size() >= 3 * kSyllableBytes;
    default: return true;
  }
}

// `dated`: a quantity covers the word, so that it is no verb (지난해 is no form of 하다).
void SplitWord(const pack::LanguagePack& pack, std::string_view word, uint32_t begin, bool dated, Token* token) {
  token->stem_end = begin + static_cast<uint32_t>(word.size());
  if (const uint32_t form = dated || !pack.verb_forms.MayBegin(word) ? 0 : pack.verb_forms.Exact(word, 0); form != 0) {
    token->ending = static_cast<Ending>(form);
    token->known = true;
    return;
  }
  const pack::KeySummary& whole = LookUp(pack, *token, word.size());
  if (whole.known && !whole.only_common) {
    token->known = true;
    token->roles |= whole.roles;
    return;
  }
  uint32_t best_length = 0;
  const SuffixEntry* best = nullptr;
  bool best_is_known = false;
  uint32_t best_roles = 0;
  pack.suffixes.Suffixes(word, [&](uint32_t index, uint32_t length) {
    const SuffixEntry& entry = pack.suffix_entries[index];
    if (entry.kind == SuffixEntry::kOrgSuffix || length >= word.size()) {
      // a whole word may be an ending only as a verb of its own: 했다, 위한
      if (entry.kind != SuffixEntry::kEnding || length > word.size()) return true;
    }
    const std::string_view stem = word.substr(0, word.size() - length);
    if (entry.kind == SuffixEntry::kEnding) {
      if (dated && entry.ending != Ending::kFinal) return true;
      if (best != nullptr || (length <= kSyllableBytes && entry.ending != Ending::kFinal && !stem.empty() && stem.size() < 2 * kSyllableBytes)) return true;
      best = &entry;
      best_length = length;
      return true;
    }
    if (!FitsAfter(entry, stem)) return true;
    const pack::KeySummary& summary = LookUp(pack, *token, stem.size());
    const bool known = summary.known && !(summary.only_common && stem.size() < 2 * kSyllableBytes && text::FinalConsonant(stem) >= 0);
    if (best == nullptr ? known || MayTake(entry.grammatical_case, length, stem) : best->kind == SuffixEntry::kParticle && !best_is_known && known) {
      best = &entry;
      best_length = length;
      best_is_known = known;
      best_roles = summary.roles;
    }
    return true;
  });
  // the list of ordinary words holds inflected ones too; it wins only over a split that leaves nothing known
  if (best == nullptr || (whole.known && best->kind == SuffixEntry::kParticle && !best_is_known)) {
    token->known = whole.known;
    token->roles |= whole.roles;
    return;
  }
  token->stem_end -= best_length;
  token->known = best_is_known;
  token->roles |= best_roles;
  if (best->kind == SuffixEntry::kParticle)
    token->grammatical_case = best->grammatical_case;
  else
    token->ending = best->ending;
}

// The longest trigger at the beginning of the word, and the one that ends its stem (설비투자: 투자).
// Returns the bytes of the one at the beginning, which may reach into the next words.
uint32_t FindTriggers(const pack::LanguagePack& pack, std::string_view text, const Word& word, Token* token) {
  uint32_t matched = 0;
  if (pack.summaries[token->key].chain_trigger) pack.words.Chain(token->key, [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack.entries[index];
    if (entry.kind == EntryKind::kTrigger) {
      token->triggers |= entry.triggers;
      matched = length;
      return false;
    }
    // a longer name of the pack hides a trigger at its beginning, a longer common word does too
    const bool whole = length >= word.end - word.begin || length == token->stem_end - word.begin;
    return !(whole && (entry.kind == EntryKind::kName));
  });
  if (matched != 0) return matched;
  const std::string_view stem = text.substr(word.begin, token->stem_end - word.begin);
  if (stem.size() <= 2 * kSyllableBytes) return 0;
  uint32_t stopped = 0;  // the length of the trigger that ends the stem
  pack.stem_ends.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    if (length >= stem.size()) return true;
    if (stopped != 0 && length != stopped) return false;
    const Entry& entry = pack.entries[index];
    const std::string_view front = stem.substr(0, stem.size() - length);
    if (entry.kind == EntryKind::kTrigger) {
      // before it a known word or one syllable (재투자); an unknown word makes a name of both (블룸브릿지)
      if (front.size() <= kSyllableBytes || length >= 3 * kSyllableBytes || static_cast<uint8_t>(front.back()) < 0x80 || LookUp(pack, *token, front.size()).known) token->triggers |= entry.triggers;
      stopped = length;
    }
    if ((entry.roles & pack::kDescriptor) && LookUp(pack, *token, front.size()).known) token->roles |= pack::kDescriptor;
    return true;
  });
  return 0;
}

// A topic, object or similar particle alone, behind a word without one. 이 and 도 are words of their own more often.
bool IsStray(const pack::LanguagePack& pack, std::string_view slice, const Token& before) {
  if (slice.size() > kSyllableBytes || before.grammatical_case != Case::kNone || before.ending != Ending::kNone) return false;
  for (const std::string_view particle : pack.stray_particles)
    if (slice == particle) return true;
  return false;
}

// "두 회사는": the roles of a key of several words that begins at word `i`, a particle behind it aside.
uint32_t RolesOfSeveral(const pack::LanguagePack& pack, const text::Document& document, size_t i, uint32_t key) {
  const auto& words = document.words();
  const pack::KeySummary& several = pack.summaries[key];
  if (several.roles == 0 || several.length <= words[i].end - words[i].begin) return 0;
  const uint32_t end = words[i].begin + several.length;
  size_t last = i;
  while (last < words.size() && words[last].end < end) ++last;
  if (last == words.size() || words[last].begin >= end) return 0;
  Case grammatical_case;
  const std::string_view rest = document.Slice(end, words[last].end);
  return rest.empty() || IsParticle(pack, document.Slice(words[i].begin, end), rest, &grammatical_case) ? several.roles & ~pack::kCommon : 0;
}

class WordReader {
 public:
  WordReader(const pack::LanguagePack& pack, const text::Document& document, Reading* reading)
      : pack_(pack), document_(document), text_(document.text()), words_(document.words().data()), count_(document.words().size()), reading_(*reading), tokens_(reading->tokens.data()),
        known_words_(reading->known_words) {
    known_words_.Use(&pack);
  }
  void Run() {
    for (size_t i = 0; i < std::min(kWordsAhead, count_); ++i) Fetch(i);
    for (const text::Sentence& sentence : document_.sentences()) {
      uint64_t triggers = 0;
      for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i) {
        Read(i);
        triggers |= tokens_[i].triggers;
      }
      reading_.sentence_triggers.push_back(triggers);
    }
  }

 private:
  struct Ahead {
    WordBytes bytes;
    size_t pair = 0;
  };

  // What is known of a word is fetched some words ahead, so that it is in the cache when its turn comes.
  void Fetch(size_t i) {
    const WordBytes bytes(text_, words_[i].begin, words_[i].end);
    const size_t pair = KnownWords::PairOf(bytes);
    known_words_.Prefetch(pair);
    ahead_[i % kWordsAhead] = {bytes, pair};
  }

  void Read(uint32_t i) {
    const Word& word = words_[i];
    Token& token = tokens_[i];
    token.stem_end = word.end;
    const Ahead here = ahead_[i % kWordsAhead];
    if (i + kWordsAhead < count_) Fetch(i + kWordsAhead);
    const bool dated = token.date >= 0 || token.amount >= 0;
    const KnownWord* known = known_words_.Find(here.pair, here.bytes, dated);
    // with the words behind it it may be a longer key
    if (known == nullptr || (known->place != 0 && pack_.words.LongestFrom(known->place, text_.substr(word.end)) != known->key)) return ReadNew(i, here);
    token.key = known->key;
    if (word.word_class == WordClass::kPunctuation) {
      token.shape = known->shape;
      return;
    }
    if (IsCutOff(i, here.bytes.word) || EndsInAmount(token, word)) return;
    token.stem_end = word.begin + known->stem_bytes;
    token.grammatical_case = known->grammatical_case;
    token.ending = known->ending;
    token.known = known->known;
    token.roles = known->roles;
    token.triggers = known->triggers;
    token.shape = known->shape;
    Cover(word, &token);
  }

  // A word of which nothing is known, or that the words behind it change.
  __attribute__((noinline)) void ReadNew(uint32_t i, const Ahead& here) {
    const Word& word = words_[i];
    Token& token = tokens_[i];
    const std::string_view slice = here.bytes.word;
    uint32_t place = 0;
    token.key = pack_.words.Longest(text_.substr(word.begin), slice.size(), &place);
    const bool mark = word.word_class == WordClass::kPunctuation;
    if (!mark && (IsCutOff(i, slice) || EndsInAmount(token, word))) return;
    const bool dated = token.date >= 0 || token.amount >= 0;
    const bool inside = word.begin < covered_;
    if (!mark) {
      SplitWord(pack_, slice, word.begin, dated, &token);
      const uint32_t matched = FindTriggers(pack_, text_, word, &token);
      token.roles |= RolesOfSeveral(pack_, document_, i, token.key);
      covered_ = std::max(covered_, word.begin + matched);
      if (matched > slice.size() && token.triggers == 0 && word.begin >= hidden_) hidden_ = word.begin + matched;
    }
    token.shape = ShapeOf(pack_, slice, word.word_class, token.stem_end - word.begin, token);
    if (slice.size() <= KnownWord::kMaxBytes && pack_.words.Length(token.key) <= slice.size())
      known_words_.Put(here.pair, slice, {.triggers = token.triggers, .key = token.key, .roles = token.roles, .place = place, .shape = token.shape, .grammatical_case = token.grammatical_case,
                                          .ending = token.ending, .known = token.known, .dated = dated, .stem_bytes = static_cast<uint8_t>(token.stem_end - word.begin)});
    if (mark) return;
    if (inside) token.roles |= pack::kCarrier;
    Hide(word, &token);
  }

  // The particle of what stands in quotes or before parentheses, or one that a stray blank cut off ("코레일 는").
  bool IsCutOff(uint32_t i, std::string_view slice) {
    if (i == 0) return false;
    const bool behind_mark = words_[i - 1].word_class == WordClass::kPunctuation;
    if (words_[i].space_before ? behind_mark || !IsStray(pack_, slice, tokens_[i - 1]) : !behind_mark) return false;
    Case grammatical_case;
    if (!IsParticle(pack_, {}, slice, &grammatical_case)) return false;
    tokens_[i].grammatical_case = grammatical_case;
    tokens_[i].stem_end = words_[i].begin;
    return true;
  }

  // A number that goes on in the next word ("6억2천700만 달러") has no particle, and one that ends the word has none either ("3억유로").
  bool EndsInAmount(const Token& token, const Word& word) const {
    return token.amount >= 0 && reading_.quantities.amounts[static_cast<size_t>(token.amount)].end >= word.end;
  }

  void Cover(const Word& word, Token* token) const {
    if (word.begin < covered_) token->roles |= pack::kCarrier;
    Hide(word, token);
  }
  void Hide(const Word& word, Token* token) const {
    if (word.begin >= hidden_ || token->triggers == 0) return;
    token->triggers = 0;
    token->shape = 0;  // it may be a name now
  }

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const std::string_view text_;
  const Word* const words_;
  const size_t count_;
  Reading& reading_;
  Token* const tokens_;  // of reading_
  KnownWords& known_words_;
  std::array<Ahead, kWordsAhead> ahead_;
  uint32_t covered_ = 0;  // where the last trigger of several words ends: "인수 후보"
  uint32_t hidden_ = 0;   // the same of words that tell no event together: "재판에 넘겼다"
};

}  // namespace

void ReadWords(const pack::LanguagePack& pack, const text::Document& document, Reading* reading) { WordReader(pack, document, reading).Run(); }

}  // namespace entente::mention
