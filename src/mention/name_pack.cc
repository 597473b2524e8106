// Names of the pack: as they stand, interrupted by their Latin spelling, glued to their neighbours, with more behind them.
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

bool NameFinder::MayEnd(uint32_t begin, uint32_t end, uint32_t w, Match* match) const {
  const std::string_view rest = Slice(end, words_[w].end);
  if (rest.empty()) return true;
  const std::string_view name = Slice(begin, end);
  if (IsParticle(pack_, name, rest, &match->grammatical_case)) return match->takes_case = true;
  bool good = false;
  const uint32_t key = pack_.words.Longest(rest);
  if (pack_.summaries[key].chain_roles & (pack::kSide | pack::kEtc | pack::kTitle)) pack_.words.Chain(key, [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack_.entries[index];
    if (entry.kind != EntryKind::kWord || (entry.roles & (pack::kSide | pack::kEtc | pack::kTitle)) == 0) return true;
    const std::string_view after = rest.substr(length);
    good = after.empty() || IsParticle(pack_, rest.substr(0, length), after, &match->grammatical_case);
    match->takes_case = good && !after.empty();
    return !good;
  });
  for (const std::string_view copula : pack_.copulas) good = good || rest == copula;  // "파트너는 삼성전자다"
  return good;
}

uint32_t NameFinder::WordAt(uint32_t w, uint32_t byte, uint32_t end_word) const {
  while (w + 1 < end_word && words_[w].end < byte) ++w;
  return w;
}

uint32_t NameFinder::FromPack(uint32_t i, uint32_t end_word) {
  const Word& word = words_[i];
  if (word.word_class == WordClass::kPunctuation) return i + 1;
  if (!(Shape(i) & kHoldsPackName)) {
    const uint32_t next = IsMark(i + 1, '(') ? Interrupted(i, end_word) : 0;
    return next != 0 ? next : i + 1;
  }
  // a photo credit that lost its blank: "제공삼성전자가"
  if (const uint32_t credit = CreditEnd(word.begin, tokens_[i].key); credit != 0 && credit < word.end && Behind(i, credit)) return i + 1;
  Match best;
  std::optional<std::pair<const Entry*, uint32_t>> extended;
  if (pack_.summaries[tokens_[i].key].chain_name) pack_.words.Chain(tokens_[i].key, [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack_.entries[index];
    const uint32_t end = word.begin + length;
    // an ordinary word that covers as much hides an ambiguous name
    if (entry.kind != EntryKind::kName) return true;
    const uint32_t last = WordAt(i, end, end_word);
    if (words_[last].end < end || words_[last].begin >= end) return true;
    Match match{.entry = &entry, .end = end, .last_word = last};
    const bool inside_common = last == i && (tokens_[i].roles & pack::kCommon) != 0 && tokens_[i].stem_end > end;
    const bool verb = last == i && tokens_[i].ending != Ending::kNone && (entry.ambiguous || entry.is_place || length <= 2 * kSyllableBytes);
    if (!inside_common && !verb && MayEnd(word.begin, end, last, &match)) {
      best = match;
      return false;
    }
    if (!extended && !inside_common && !entry.is_place && !entry.ambiguous && last == i && length >= 2 && entry.party_kind == PartyKind::kCompany)
      extended = std::make_pair(&entry, end);
    return true;
  });
  if (const uint32_t next = Interrupted(i, end_word); next != 0) return next;
  if (best.entry == nullptr) return Glued(i) ? i + 1 : extended ? Extended(i, extended->second) : i + 1;
  AddPackName(word.begin, i, best);
  return best.last_word + 1;
}

uint32_t NameFinder::EntityOf(const Entry& entry) {
  const uint32_t entity = EntityOf(entry.canonical);
  Entity& e = reading_.entities[entity];
  if (!e.known) {
    e.known = true;
    e.kind = entry.party_kind;
    e.is_place = entry.is_place;
    e.latin = entry.latin;
  }
  return entity;
}

void NameFinder::AddPackName(uint32_t begin, uint32_t i, const Match& best) {
  Token& token = tokens_[best.last_word];
  if (best.takes_case) token.grammatical_case = best.grammatical_case;
  if (best.takes_case || words_[best.last_word].end == best.end) {
    SetStemEnd(best.last_word, best.end);
    if (token.ending != Ending::kFinal) token.ending = Ending::kNone;
    if (!best.takes_case) token.grammatical_case = Case::kNone;
  }
  token.known = true;
  const uint32_t entity = EntityOf(*best.entry);
  if (!best.entry->ambiguous)
    for (uint32_t w = i; w <= best.last_word; ++w) tokens_[w].triggers = 0;
  const bool acts = best.takes_case && (best.grammatical_case == Case::kTopic || best.grammatical_case == Case::kSubject || best.grammatical_case == Case::kWith);
  AddName(begin, best.end, i, best.last_word + 1, entity, !best.entry->ambiguous ? kSure : acts ? kActing : kPossible);
}

uint32_t NameFinder::Interrupted(uint32_t i, uint32_t end_word) {
  if (i + 4 > end_word || !IsMark(i + 1, '(') || words_[i + 1].space_before || !IsMark(i + 3, ')') || !IsWord(i + 4 < end_word ? i + 4 : i)) return 0;
  const uint32_t last = i + 4;
  if (last >= end_word || words_[last].space_before || tokens_[last].stem_end == words_[last].begin) return 0;
  const uint32_t credit = CreditEnd(words_[i].begin, tokens_[i].key);
  const uint32_t begin = credit != 0 && credit < words_[i].end ? credit : words_[i].begin;
  // the spelling before the parentheses or the one inside may be that of the pack: 엘지에너지솔루션, SK온
  uint32_t head = words_[i + 2].end - words_[i + 2].begin;
  Match match;
  joined_ = Slice(words_[i + 2].begin, words_[i + 2].end);
  joined_ += Slice(words_[last].begin, words_[last].end);
  if (words_[i + 2].word_class == WordClass::kLatin && FindJoined(head, last, &match)) {
    AddPackName(begin, i, match);
    return last + 1;
  }
  head = words_[i].end - begin;
  joined_ = Slice(begin, words_[i].end);
  joined_ += Slice(words_[last].begin, words_[last].end);
  if (FindJoined(head, last, &match)) {
    AddPackName(begin, i, match);
    return last + 1;
  }
  Case particle = Case::kNone;
  const std::string_view tail = Slice(words_[last].begin, words_[last].end);
  if (tokens_[last].triggers != 0 || tokens_[last].ending != Ending::kNone || IsParticle(pack_, {}, tail, &particle) || !OrgSuffix(joined_.substr(0, head + Stem(last).size()))) return 0;
  AddOpen(i, last + 1, kLikely);
  return last + 1;
}

bool NameFinder::FindJoined(uint32_t head, uint32_t last, Match* match) const {
  pack_.words.Prefixes(joined_, [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack_.entries[index];
    if (entry.kind != EntryKind::kName || length <= head) return length > head;
    const uint32_t end = words_[last].begin + length - head;
    Match tried{.entry = &entry, .end = end, .last_word = last};
    if (!MayEnd(words_[last].begin, end, last, &tried)) return true;
    *match = tried;
    return false;
  });
  return match->entry != nullptr;
}

bool NameFinder::IsBodyOfCountry(uint32_t i) const {
  const auto suffix = OrgSuffix(Stem(i));
  bool country = false;
  if (suffix && suffix->certainty == 2) pack_.words.Chain(tokens_[i].key, [&](uint32_t index, uint32_t) {
    country = country || (pack_.entries[index].kind == EntryKind::kName && pack_.entries[index].is_place && pack_.entries[index].party_kind == PartyKind::kCountry && pack_.entries[index].canonical != pack_.home);
    return !country;
  });
  return country;
}

bool NameFinder::Glued(uint32_t i) {
  const Word& word = words_[i];
  if (tokens_[i].known || word.end - word.begin < 4 * kSyllableBytes || IsBodyOfCountry(i)) return false;
  for (uint32_t at = word.begin + text::Decode(text_, word.begin).length; at < word.end; at += text::Decode(text_, at).length) {
    const bool switches = text::IsAsciiUpper(text_[at]) && static_cast<uint8_t>(text_[at - 1]) >= 0x80;
    const bool digit_before = text::IsAsciiDigit(text_[at - 1]);
    if (word.end - at < (switches || digit_before ? 2u : 4u * kSyllableBytes)) continue;
    Match match;
    const uint32_t key = pack_.words.Longest(text_.substr(at, word.end - at));
    if (pack_.summaries[key].chain_name) pack_.words.Chain(key, [&](uint32_t index, uint32_t length) {
      const Entry& entry = pack_.entries[index];
      if (entry.kind != EntryKind::kName || entry.ambiguous || entry.is_place) return true;
      if (length < (switches || digit_before ? 2u : 4u * kSyllableBytes)) return true;
      // "한빛도로공사": what the short name of another body ends is a body of its own
      if (!switches && !digit_before && length < entry.canonical.size() && entry.canonical.ends_with(text_.substr(at, length))) return true;
      Match tried{.entry = &entry, .end = at + length, .last_word = i};
      if (!MayEnd(at, tried.end, i, &tried)) return true;
      match = tried;
      return false;
    });
    if (match.entry == nullptr) continue;
    AddPackName(at, i, match);
    return true;
  }
  return false;
}

uint32_t NameFinder::CreditEnd(uint32_t at, uint32_t key) const {
  uint32_t end = 0;
  if (pack_.summaries[key].chain_roles & pack::kCredit) pack_.words.Chain(key, [&](uint32_t index, uint32_t length) {
    if (pack_.entries[index].roles & pack::kCredit) end = at + length;
    return end == 0;
  });
  return end;
}

bool NameFinder::Behind(uint32_t i, uint32_t at, bool owned) {
  Match match;
  uint32_t owner = 0;  // "사진현대로템SK온과": whose picture it is comes first
  pack_.words.Prefixes(text_.substr(at, words_[i].end - at), [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack_.entries[index];
    if (entry.kind != EntryKind::kName || entry.is_place) return true;
    Match tried{.entry = &entry, .end = at + length, .last_word = i};
    if (!MayEnd(at, tried.end, i, &tried)) {
      owner = std::max(owner, length);
      return true;
    }
    match = tried;
    return false;
  });
  if (match.entry == nullptr) return owner != 0 && !owned && at + owner < words_[i].end && Behind(i, at + owner, true);
  AddPackName(at, i, match);
  return true;
}

uint32_t NameFinder::Extended(uint32_t i, uint32_t key_end) {
  Token& token = tokens_[i];
  if (const uint32_t credit = CreditEnd(key_end, pack_.words.Longest(text_.substr(key_end))); credit != 0 && credit < words_[i].end) {
    Behind(i, credit);
    return i + 1;
  }
  if (token.stem_end < key_end + 2 * kSyllableBytes || token.ending != Ending::kNone) return i + 1;
  const std::string_view rest = Slice(key_end, token.stem_end);
  bool common = false;
  pack_.words.Prefixes(rest, [&](uint32_t index, uint32_t length) {
    const Entry& entry = pack_.entries[index];
    common = common || (length >= 2 * kSyllableBytes && (entry.kind == EntryKind::kWord || entry.kind == EntryKind::kTrigger) && (entry.roles & pack::kDescriptor) == 0);
    return true;
  });
  if (common) return i + 1;
  token.triggers = 0;
  AddName(words_[i].begin, token.stem_end, i, i + 1, EntityOf(Stem(i)), kLikely);
  return i + 1;
}

}  // namespace entente::mention
