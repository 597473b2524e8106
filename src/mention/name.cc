// Names: first from the pack, then by their shape and surroundings, then every repetition of what was once found surely.
//   글로벌 액체냉각 전문기업 ‘아이소톱’과 → 아이소톱, since a descriptor (전문기업, specialist firm) stands before it
//   베톨로지(Vetology)와는               → 베톨로지 with the alias Vetology
//   윤성호 마키나락스 대표는               → 마키나락스, since it stands between a person and a title
// Gives up on unknown names that nothing marks: the frames of deal/ may still take one from an argument place.
// Tested by: tests/unit/mention/name_test.cc
#include <algorithm>
#include <bitset>
#include <optional>

#include "mention/reading.h"
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

constexpr uint32_t kSyllableBytes = 3;
constexpr uint32_t kMaxComposedBytes = 6 * kSyllableBytes;
constexpr uint32_t kMaxNameWords = 4;
constexpr uint32_t kMaxAliasBytes = 60;
constexpr uint32_t kMaxStemBytes = 90;  // thirty syllables: no name is one longer word
constexpr float kSure = 1.0f, kLikely = 0.8f, kFair = 0.65f, kActing = 0.58f, kComposed = 0.38f, kBehindPlace = 0.56f, kPossible = 0.5f, kWeak = 0.4f, kLeast = 0.25f, kShortest = 0.37f;

class NameFinder {
 public:
  NameFinder(const pack::LanguagePack& pack, const text::Document& document, Reading* reading)
      : pack_(pack), document_(document), text_(document.text()), words_(document.words()), reading_(*reading), tokens_(reading->tokens) {}

  void Run() {
    for (const text::Sentence& sentence : document_.sentences())
      for (uint32_t i = sentence.first_word; i < sentence.end_word;) i = FromPack(i, sentence.end_word);
    for (const text::Sentence& sentence : document_.sentences()) {
      MarkPersons(sentence);
      for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i) FromShape(i, sentence);
    }
    JoinPlaces();
    FindAliases();
    Repeat();
    FindOpen();
    std::sort(reading_.names.begin(), reading_.names.end(), [](const Name& a, const Name& b) { return a.begin < b.begin; });
    for (Token& token : tokens_) token.name = -1;
    for (size_t n = 0; n < reading_.names.size(); ++n)
      for (uint32_t w = reading_.names[n].first_word; w < reading_.names[n].end_word; ++w) tokens_[w].name = static_cast<int32_t>(n);
  }

 private:
  std::string_view Slice(uint32_t begin, uint32_t end) const { return text_.substr(begin, end - begin); }
  std::string_view Stem(uint32_t i) const { return Slice(words_[i].begin, tokens_[i].stem_end); }
  bool IsMark(uint32_t i, char32_t mark) const { return i < words_.size() && words_[i].mark == mark; }
  bool IsQuote(uint32_t i) const { return i < words_.size() && (words_[i].mark == '\'' || words_[i].mark == '"'); }
  bool IsWord(uint32_t i) const { return i < words_.size() && words_[i].word_class != WordClass::kPunctuation; }

  uint32_t EntityOf(std::string_view canonical) {
    const auto [at, added] = reading_.entity_of.try_emplace(canonical, static_cast<uint32_t>(reading_.entities.size()));
    if (added) reading_.entities.push_back({.canonical = canonical, .latin = {}, .surfaces = {}});
    return at->second;
  }

  void AddSurface(uint32_t entity, std::string_view surface) {
    auto& surfaces = reading_.entities[entity].surfaces;
    if (std::find(surfaces.begin(), surfaces.end(), surface) == surfaces.end()) surfaces.push_back(surface);
  }

  void AddName(uint32_t begin, uint32_t end, uint32_t first_word, uint32_t end_word, uint32_t entity, float certainty) {
    for (uint32_t w = first_word; w < end_word; ++w) tokens_[w].name = static_cast<int32_t>(reading_.names.size());
    reading_.names.push_back({begin, end, first_word, end_word, entity, certainty});
    AddSurface(entity, Slice(begin, end));
  }

  // ---- names of the pack

  struct Match {
    const Entry* entry = nullptr;
    uint32_t end = 0;  // byte
    uint32_t last_word = 0;
    Case grammatical_case = Case::kNone;
    bool takes_case = false;
  };

  // May a name end at byte `end` inside word `w`? What follows must be nothing, a particle, or a word such as 측 (side).
  bool MayEnd(uint32_t begin, uint32_t end, uint32_t w, Match* match) const {
    const std::string_view rest = Slice(end, words_[w].end);
    if (rest.empty()) return true;
    const std::string_view name = Slice(begin, end);
    if (IsParticle(pack_, name, rest, &match->grammatical_case)) return match->takes_case = true;
    bool good = false;
    const uint32_t key = pack_.words.Longest(rest);
    if (pack_.summaries[key].chain_roles & (pack::kSide | pack::kEtc)) pack_.words.Chain(key, [&](uint32_t index, uint32_t length) {
      const Entry& entry = pack_.entries[index];
      if (entry.kind != EntryKind::kWord || (entry.roles & (pack::kSide | pack::kEtc)) == 0) return true;
      const std::string_view after = rest.substr(length);
      good = after.empty() || IsParticle(pack_, rest.substr(0, length), after, &match->grammatical_case);
      match->takes_case = good && !after.empty();
      return !good;
    });
    for (const std::string_view copula : pack_.copulas) good = good || rest == copula;  // "파트너는 삼성전자다"
    return good;
  }

  uint32_t WordAt(uint32_t w, uint32_t byte, uint32_t end_word) const {
    while (w + 1 < end_word && words_[w].end < byte) ++w;
    return w;
  }

  // Tries the pack's names at the beginning of word `i`; returns the next word to look at.
  uint32_t FromPack(uint32_t i, uint32_t end_word) {
    const Word& word = words_[i];
    if (word.word_class == WordClass::kPunctuation) return i + 1;
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

  void AddPackName(uint32_t begin, uint32_t i, const Match& best) {
    Token& token = tokens_[best.last_word];
    if (best.takes_case) token.grammatical_case = best.grammatical_case;
    if (best.takes_case || words_[best.last_word].end == best.end) {
      token.stem_end = best.end;
      if (token.ending != Ending::kFinal) token.ending = Ending::kNone;
      if (!best.takes_case) token.grammatical_case = Case::kNone;
    }
    token.known = true;
    const uint32_t entity = EntityOf(best.entry->canonical);
    Entity& e = reading_.entities[entity];
    if (!e.known) {
      e.known = true;
      e.kind = best.entry->party_kind;
      e.is_place = best.entry->is_place;
      e.latin = best.entry->latin;
    }
    if (!best.entry->ambiguous)
      for (uint32_t w = i; w <= best.last_word; ++w) tokens_[w].triggers = 0;
    const bool acts = best.takes_case && (best.grammatical_case == Case::kTopic || best.grammatical_case == Case::kSubject || best.grammatical_case == Case::kWith);
    AddName(begin, best.end, i, best.last_word + 1, entity, !best.entry->ambiguous ? kSure : acts ? kActing : kPossible);
  }

  // A name with its spelling in Latin letters inside: "엘지(LG)에너지솔루션". Returns the next word, or 0.
  uint32_t Interrupted(uint32_t i, uint32_t end_word) {
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

  // Is `joined_`, whose first `head` bytes stand before the word `last`, a name of the pack?
  bool FindJoined(uint32_t head, uint32_t last, Match* match) const {
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

  // Where a blank was lost a name begins inside a word: "뉴스1대구시와", "업체인SNT모티브가".
  bool Glued(uint32_t i) {
    const Word& word = words_[i];
    if (tokens_[i].known || word.end - word.begin < 4 * kSyllableBytes) return false;
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

  // The end of a photo credit ("제공") that begins at the byte, where `key` is the longest of the pack, or 0.
  uint32_t CreditEnd(uint32_t at, uint32_t key) const {
    uint32_t end = 0;
    if (pack_.summaries[key].chain_roles & pack::kCredit) pack_.words.Chain(key, [&](uint32_t index, uint32_t length) {
      if (pack_.entries[index].roles & pack::kCredit) end = at + length;
      return end == 0;
    });
    return end;
  }

  // A name of the pack that begins at byte `at` inside word `i`.
  bool Behind(uint32_t i, uint32_t at) {
    Match match;
    pack_.words.Prefixes(text_.substr(at, words_[i].end - at), [&](uint32_t index, uint32_t length) {
      const Entry& entry = pack_.entries[index];
      if (entry.kind != EntryKind::kName || entry.is_place) return true;
      Match tried{.entry = &entry, .end = at + length, .last_word = i};
      if (!MayEnd(at, tried.end, i, &tried)) return true;
      match = tried;
      return false;
    });
    if (match.entry != nullptr) AddPackName(at, i, match);
    return match.entry != nullptr;
  }

  // A firm's name with more behind it: 한화 + 세미텍 is a firm of that group, 삼성 + 폰 (phone) is not.
  uint32_t Extended(uint32_t i, uint32_t key_end) {
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

  // ---- names by shape

  // What the pack says of the stem of word `i`.
  const pack::KeySummary& StemSummary(uint32_t i) const { return pack_.Summary(tokens_[i].key, tokens_[i].stem_end - words_[i].begin); }

  bool IsTitle(uint32_t i) const {
    if (!IsWord(i)) return false;
    if (tokens_[i].roles & pack::kTitle) return true;
    return (StemSummary(i).roles & pack::kTitle) != 0;
  }

  bool LooksLikePerson(uint32_t i) const {
    if (!IsWord(i) || words_[i].word_class != WordClass::kHangul || tokens_[i].name >= 0) return false;
    const std::string_view stem = Stem(i);
    if (tokens_[i].roles & pack::kPersonName) return true;
    if (stem.size() < 2 * kSyllableBytes || stem.size() > 4 * kSyllableBytes || (tokens_[i].roles & pack::kCommon)) return false;
    return pack_.surnames.Exact(stem.substr(0, kSyllableBytes), 1) == 0 && tokens_[i].grammatical_case == Case::kNone;
  }

  void MarkPersons(const text::Sentence& sentence) {
    for (uint32_t i = sentence.first_word; i + 1 < sentence.end_word; ++i) {
      const bool before_title = IsTitle(i + 1) || (i + 2 < sentence.end_word && tokens_[i + 1].name >= 0 && IsTitle(i + 2)) ||
                                (IsWord(i + 1) && (tokens_[i + 1].roles & (pack::kPersonMarker | pack::kReporter)));
      const bool after_name = i > sentence.first_word && tokens_[i - 1].name >= 0 && IsTitle(i + 1);
      if ((before_title || after_name) && LooksLikePerson(i)) tokens_[i].roles |= pack::kPersonName;
    }
  }

  // Can the stem of word `i` be (part of) a name that the pack does not know?
  bool IsOpen(uint32_t i) const {
    if (!IsWord(i)) return false;
    const Token& token = tokens_[i];
    if (token.name >= 0 || token.known || token.triggers != 0 || token.ending != Ending::kNone || (token.roles & pack::kPersonName)) return false;
    const WordClass c = words_[i].word_class;
    if (c == WordClass::kDigit || token.amount >= 0) return false;
    if (token.date >= 0 && reading_.quantities.dates[static_cast<size_t>(token.date)].end >= token.stem_end) return false;
    const std::string_view stem = Stem(i);
    if (stem.empty() || stem.size() > kMaxStemBytes || text::IsAsciiDigit(stem[0])) return false;
    if (c == WordClass::kLatin || text::IsAsciiUpper(stem[0])) return stem.size() >= 2 && text::IsAsciiUpper(stem[0]);
    return stem.size() >= 2 * kSyllableBytes;
  }

  std::optional<SuffixEntry> OrgSuffix(std::string_view stem) const {
    std::optional<SuffixEntry> found;
    pack_.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
      const SuffixEntry& entry = pack_.suffix_entries[index];
      if (entry.kind != SuffixEntry::kOrgSuffix || length + 3 > stem.size()) return true;
      found = entry;
      return false;
    });
    return found;
  }

  // Right behind a name that is no place: "젠지 이스포츠" is one name.
  bool BehindFirm(uint32_t i, const text::Sentence& sentence) const {
    if (i == sentence.first_word || tokens_[i - 1].name < 0 || tokens_[i - 1].grammatical_case != Case::kNone) return false;
    return !reading_.entities[reading_.names[static_cast<size_t>(tokens_[i - 1].name)].entity].is_place;
  }

  // A sure suffix of names that is the stem itself, of three syllables or more: 철도공사.
  std::optional<SuffixEntry> WholeSuffix(std::string_view stem) const {
    std::optional<SuffixEntry> found;
    if (stem.size() < 3 * kSyllableBytes) return found;
    pack_.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
      const SuffixEntry& entry = pack_.suffix_entries[index];
      if (entry.kind == SuffixEntry::kOrgSuffix && length == stem.size() && entry.certainty == 2) found = entry;
      return !found;
    });
    return found;
  }

  // Is the name suffix of the stem an ordinary word behind an ordinary word ("전기차배터리")?
  bool EndsCommon(uint32_t i) const { return BeginsCommon(i) >= 2 * kSyllableBytes && IsComposed(i) == 2; }

  // The bytes of the longest ordinary word that begins the stem of word `i`, 0 for less than two syllables.
  uint32_t BeginsCommon(uint32_t i) const {
    const uint32_t stem_bytes = tokens_[i].stem_end - words_[i].begin;
    for (uint32_t key = tokens_[i].key; (pack_.summaries[key].chain_roles & pack::kCommon) != 0; key = pack_.summaries[key].shorter) {
      const uint32_t length = pack_.summaries[key].length;
      if (length < 2 * kSyllableBytes) return 0;
      if (length <= stem_bytes && (pack_.summaries[key].roles & pack::kCommon) != 0) return length;
    }
    return 0;
  }

  bool EndsInNounSuffix(std::string_view stem) const {
    bool found = false;
    pack_.words.Each(stem.substr(stem.size() - kSyllableBytes), [&](uint32_t index) { found = found || (pack_.entries[index].roles & pack::kNounSuffix) != 0; });
    return found;
  }

  // An ordinary word with a syllable that makes nouns: 대표 + 단.
  bool IsDerived(uint32_t i) const {
    const std::string_view stem = Stem(i);
    const uint32_t common = BeginsCommon(i);
    if (common == 0 || common + kSyllableBytes != stem.size()) return false;
    return EndsInNounSuffix(stem);
  }

  void AddOpen(uint32_t first, uint32_t end_word, float certainty, PartyKind kind = PartyKind::kCompany) {
    const uint32_t begin = words_[first].begin, end = tokens_[end_word - 1].stem_end;
    if (begin >= end) return;
    const uint32_t entity = EntityOf(Slice(begin, end));
    if (!reading_.entities[entity].known) reading_.entities[entity].kind = kind;
    AddName(begin, end, first, end_word, entity, certainty);
  }

  // The end of a run of open words that starts at `first`: a name of several words ends at the first particle.
  uint32_t RunEnd(uint32_t first, uint32_t end_word) const {
    uint32_t i = first;
    while (i < end_word && i < first + kMaxNameWords && IsOpen(i)) {
      ++i;
      if (tokens_[i - 1].grammatical_case != Case::kNone) break;
      if (i < end_word && !words_[i].space_before) break;
    }
    return i;
  }

  void FromShape(uint32_t i, const text::Sentence& sentence) {
    if (FromLegalForm(i, sentence) || tokens_[i].name >= 0) return;
    if (IsQuote(i)) return FromQuotes(i, sentence);
    if (!IsOpen(i)) return;
    const bool after_descriptor = i > sentence.first_word && IsWord(i - 1) && (tokens_[i - 1].roles & pack::kDescriptor) &&
                                  (tokens_[i - 1].grammatical_case == Case::kNone || tokens_[i - 1].grammatical_case == Case::kCopula);
    // "도담PE": the blank between them was not lost, there was none
    if (i + 1 < sentence.end_word && !words_[i + 1].space_before && tokens_[i].stem_end == words_[i].end && tokens_[i].grammatical_case == Case::kNone && text::IsAsciiUpper(text_[words_[i + 1].begin]) && tokens_[i + 1].name < 0)
      if (const auto suffix = OrgSuffix(Slice(words_[i].begin, tokens_[i + 1].stem_end)); suffix && suffix->certainty == 2) return AddOpen(i, i + 2, kSure, suffix->party_kind);
    const uint32_t run_end = RunEnd(i, sentence.end_word);
    if (const auto suffix = OrgSuffix(Stem(i)); suffix && (suffix->certainty == 2 || (suffix->certainty == 1 && !EndsCommon(i))))
      return AddOpen(i, i + 1, suffix->certainty == 2 ? kSure : kFair, suffix->party_kind);
    else if (suffix && !BehindFirm(i, sentence) && words_[i].word_class == WordClass::kHangul && Stem(i).size() <= kMaxComposedBytes)
      return AddOpen(i, i + 1, kComposed, suffix->party_kind);  // "누리반도체": a firm where a firm is wanted, else two words
    if (run_end > i + 1)
      if (const auto suffix = OrgSuffix(Stem(run_end - 1)); suffix && suffix->certainty == 2) return AddOpen(i, run_end, kLikely, suffix->party_kind);
    if (const uint32_t latin_words = LatinNameBehind(run_end); latin_words != 0) {
      const uint32_t first = std::max(i, run_end - std::min(run_end, std::max(latin_words, 1u)));
      return AddOpen(first, run_end, after_descriptor || first > i ? kSure : kPossible);
    }
    if (after_descriptor) return AddOpen(i, run_end, kLikely);
    // 윤성호 마키나락스 대표, 마키나락스 윤성호 대표
    const bool person_before = i > sentence.first_word && ((tokens_[i - 1].roles & pack::kPersonName) || LooksLikePerson(i - 1));
    const bool person_behind = i + 2 < sentence.end_word && (tokens_[i + 1].roles & pack::kPersonName) && IsTitle(i + 2);
    if (tokens_[i].grammatical_case == Case::kNone && ((person_before && i + 1 < sentence.end_word && IsTitle(i + 1)) || person_behind))
      return AddOpen(i, i + 1, kLikely);
    if (words_[i].word_class == WordClass::kMixed && HasCapital(Stem(i))) return AddOpen(i, i + 1, IsLatinStem(i) ? kWeak : kPossible);
    if (words_[i].word_class == WordClass::kLatin) return AddOpen(i, LatinRunEnd(i, sentence.end_word), kWeak);
  }

  // The end of a run of capitalised Latin words: "Sequoia Capital이".
  uint32_t LatinRunEnd(uint32_t first, uint32_t end_word) const {
    uint32_t i = first + 1;
    while (i < end_word && i < first + kMaxNameWords && tokens_[i - 1].grammatical_case == Case::kNone && words_[i].space_before && tokens_[i].name < 0 &&
           text::IsAsciiUpper(text_[words_[i].begin]) && IsOpen(i))
      ++i;
    return i;
  }

  bool IsLatinStem(uint32_t i) const {
    const std::string_view stem = Stem(i);
    return std::all_of(stem.begin(), stem.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  }

  static bool HasCapital(std::string_view text) { return std::any_of(text.begin(), text.end(), text::IsAsciiUpper); }

  // ㈜이름, (주)이름, 이름㈜
  bool FromLegalForm(uint32_t i, const text::Sentence& sentence) {
    uint32_t length = 0;
    if (!(pack_.summaries[tokens_[i].key].chain_roles & pack::kOrgPrefix)) return false;
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

  // ‘아이소톱’: a name of its own after a descriptor; elsewhere it may as well be a product.
  void FromQuotes(uint32_t i, const text::Sentence& sentence) {
    uint32_t close = i + 1;
    while (close < sentence.end_word && close <= i + kMaxNameWords + 1 && !IsQuote(close)) ++close;
    if (close >= sentence.end_word || !IsQuote(close) || close == i + 1) return;
    for (uint32_t w = i + 1; w < close; ++w)
      if (!IsWord(w) || tokens_[w].name >= 0 || tokens_[w].ending != Ending::kNone || tokens_[w].amount >= 0) return;
    if (close == i + 2 && tokens_[i + 1].known) return;
    bool descriptor = false;
    for (uint32_t w = i; w > sentence.first_word && w + 2 > i; --w) descriptor = descriptor || (tokens_[w - 1].roles & pack::kDescriptor);
    const uint32_t begin = words_[i + 1].begin, end = words_[close - 1].end;
    AddName(begin, end, i + 1, close, EntityOf(Slice(begin, end)), descriptor ? kLikely : kWeak);
    for (uint32_t w = i + 1; w < close; ++w) {
      tokens_[w].grammatical_case = Case::kNone;
      tokens_[w].stem_end = words_[w].end;
    }
  }

  // How many words stand in "(Dell Technologies" at `i`; 0 where no such name does.
  uint32_t LatinNameBehind(uint32_t i) const {
    if (!IsMark(i, '(') || words_[i].space_before) return 0;
    uint32_t count = 0;
    bool lower = false;
    for (uint32_t w = i + 1; w < words_.size() && words_[w].word_class == WordClass::kLatin; ++w, ++count) {
      const std::string_view word = Slice(words_[w].begin, words_[w].end);
      if (count == 0 && !text::IsAsciiUpper(word[0])) return 0;
      lower = lower || std::any_of(word.begin(), word.end(), text::IsAsciiLower);
    }
    return lower ? count : 0;
  }

  // "이라크 국방부", "우즈베키스탄 철도공사": a public body right behind a foreign country is that country's.
  void JoinPlaces() {
    for (size_t n = 0; n < reading_.names.size(); ++n) {
      const Name place = reading_.names[n];
      const Entity& country = reading_.entities[place.entity];
      if (!country.is_place || country.kind != PartyKind::kCountry || country.canonical == pack_.home) continue;
      const uint32_t next = place.end_word;
      if (next >= words_.size() || !IsWord(next) || tokens_[place.end_word - 1].grammatical_case != Case::kNone || !words_[next].space_before) continue;
      if (tokens_[next].name >= 0) {
        Name& body = reading_.names[static_cast<size_t>(tokens_[next].name)];
        if (reading_.entities[body.entity].kind != PartyKind::kGovernment && !WholeSuffix(Slice(body.begin, body.end))) continue;
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
        if (!body || tokens_[next].stem_end == words_[next].begin) continue;
        reading_.names[n].certainty = 0;
        AddOpen(place.first_word, next + 1, kLikely, suffix->party_kind);
      }
    }
    std::erase_if(reading_.names, [](const Name& name) { return name.certainty == 0; });
    for (Token& token : tokens_) token.name = -1;
    for (size_t n = 0; n < reading_.names.size(); ++n)
      for (uint32_t w = reading_.names[n].first_word; w < reading_.names[n].end_word; ++w) tokens_[w].name = static_cast<int32_t>(n);
  }

  // ---- aliases and repetitions

  // A name in parentheses after a name is its alias, unless it is somebody else's in the pack.
  void FindAliases() {
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

  void Alias(uint32_t entity, uint32_t first, uint32_t end) {
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

  // A number below kFirstBytes for the first character of a word.
  static constexpr uint32_t kFirstBytes = 4096;
  static uint32_t FirstBytes(std::string_view word) {
    const auto byte = [&](size_t i) { return i < word.size() ? static_cast<uint32_t>(static_cast<uint8_t>(word[i])) : 0u; };
    const uint32_t bytes = byte(0) << 16 | byte(1) << 8 | byte(2);
    return bytes * 0x9E3779B1u >> 20;
  }

  // What was found surely once is found wherever it stands again.
  void Repeat() {
    absl::flat_hash_map<std::string_view, std::pair<uint32_t, std::string_view>, WordHash> first_words;  // of surfaces: entity, surface
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
    for (uint32_t i = 0; i < words_.size(); ++i) {
      if (!IsWord(i) || tokens_[i].name >= 0) continue;
      const std::string_view stem = Stem(i);
      if (!begins[FirstBytes(Slice(words_[i].begin, words_[i].end))] && (stem.size() >= kSyllableBytes || !begins[FirstBytes(stem)])) continue;
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
        tokens_[last].stem_end = end;
      } else if (words_[last].end == end) {
        tokens_[last].grammatical_case = Case::kNone;
        tokens_[last].stem_end = end;
      }
      AddName(words_[i].begin, end, i, last + 1, entity, best_[entity]);
    }
  }

  // ---- words that nothing marks

  bool IsOrdinary(std::string_view word) const { return pack_.summaries[pack_.words.Whole(word)].ordinary; }

  // Is the stem of word `i` put together from ordinary words ("신소재개발")? 2: surely, and it is no name; 1: only its end is one, which
  // happens in names too; 0: no.
  int IsComposed(uint32_t i) const {
    const std::string_view stem = Stem(i);
    int composed = 0;
    for (size_t at = kSyllableBytes; at + 2 * kSyllableBytes <= stem.size(); at += kSyllableBytes) {
      if (!IsOrdinary(stem.substr(at))) continue;
      if (stem.size() - at >= 3 * kSyllableBytes || (at >= 2 * kSyllableBytes && pack_.Summary(tokens_[i].key, at).ordinary)) return 2;
      composed = 1;
    }
    return composed;
  }

  // A word that the pack does not know may be a name. How likely, by how often and how it stands: as the topic of the
  // title, with several particles, behind a country.
  void FindOpen() {
    constexpr int kUnknown = -1;
    struct Seen {
      uint32_t count = 0, cases = 0;
      int composed = kUnknown;
      bool title_topic = false, behind_place = false;
    };
    absl::flat_hash_map<std::string_view, Seen, WordHash> seen;
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

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const std::string_view text_;
  const std::vector<Word>& words_;
  Reading& reading_;
  std::vector<Token>& tokens_;
  std::string joined_;
  std::vector<float> best_;  // by entity: the best certainty of its names from kLikely on, or 0
};

}  // namespace

void ReadNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading) {
  NameFinder(pack, document, reading).Run();
}

}  // namespace entente::mention
