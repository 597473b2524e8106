// Cuts a sentence into chunks, from left to right, with one word of look-ahead. The hard part is which words are verbs:
// "plans" and "order" are nouns as often. A word is a verb where its form and its neighbours say so: behind "to", "will" or
// a pronoun, before a determiner, behind a noun phrase when its form is never a noun.
// Tested by: tests/corpus/en/
#include "deal/chunk.h"

#include <algorithm>

#include "mention/name_capital.h"
#include "text/unicode.h"

namespace entente::deal {

using mention::Reading;
using mention::Token;
using pack::Lexeme;
using pack::WordKinds;
using text::Word;
using text::WordClass;

namespace {

constexpr uint32_t kMaxParenthesisWords = 80;
constexpr WordKinds kDeterminers = pack::kDefinite | pack::kIndefinite | pack::kNoDeterminer | pack::kPossessive;
constexpr WordKinds kPronouns = pack::kPronounIt | pack::kPronounThey | pack::kPronounWe | pack::kPronounPerson;
constexpr WordKinds kAuxiliaries = pack::kBe | pack::kHave | pack::kDo | pack::kModal;

class Chunker {
 public:
  Chunker(const pack::MedialPack& pack, const text::Document& document, const Reading& reading, uint32_t first_word, uint32_t end_word, bool headline,
          std::vector<Chunk>* chunks)
      : pack_(pack), text_(document.text()), words_(document.words()), reading_(reading), begin_(first_word), end_(end_word), headline_(headline), chunks_(*chunks),
        intransitive_(pack.Class("intransitive")), joined_(pack.Class("goods")), percent_(pack.Class("percent")) {}

  void Run() {
    for (uint32_t w = begin_; w < end_;) w = Step(w);
    CloseNoun();
  }

 private:
  const Lexeme& LexemeOf(uint32_t w) const { return pack_.lexeme(reading_.lexemes[w]); }
  const Lexeme& UnitOf(uint32_t w) const { return pack_.lexeme(reading_.units[w].lexeme); }
  uint32_t UnitWords(uint32_t w) const { return reading_.units[w].words; }
  const Token& TokenOf(uint32_t w) const { return reading_.tokens[w]; }
  bool IsPunctuation(uint32_t w) const { return words_[w].word_class == WordClass::kPunctuation; }
  bool IsMark(uint32_t w, char32_t mark) const { return w < end_ && words_[w].mark == mark; }
  std::string_view Slice(uint32_t w) const { return text_.substr(words_[w].begin, words_[w].end - words_[w].begin); }
  bool IsQuantity(uint32_t w) const { return TokenOf(w).amount >= 0 || TokenOf(w).percent >= 0 || words_[w].word_class == WordClass::kDigit; }
  bool IsName(uint32_t w) const { return TokenOf(w).name >= 0; }
  // Part of a compound: "family-owned".
  bool IsHyphenated(uint32_t w) const {
    const bool behind = w + 2 < end_ && words_[w + 1].mark == '-' && !words_[w + 1].space_before && !words_[w + 2].space_before;
    const bool before = w >= begin_ + 2 && words_[w - 1].mark == '-' && !words_[w - 1].space_before && !words_[w].space_before;
    return (behind && UnitWords(w) == 1) || before;
  }

  // ---- steps

  uint32_t Step(uint32_t w) {
    if (TokenOf(w).roles & mention::kSkippedWord) return w + 1;
    if (StartsSentence(w)) Single(w, w, ChunkKind::kBreak);
    if (IsPunctuation(w) && !IsName(w) && TokenOf(w).amount < 0 && TokenOf(w).percent < 0) return Mark(w);
    if (IsName(w) || TokenOf(w).amount >= 0 || TokenOf(w).percent >= 0) return Take(w, w + 1);
    if (TokenOf(w).date >= 0) return Time(w);
    if (IsHyphenated(w)) return Take(w, w + 1);
    const Lexeme& unit = UnitOf(w);
    const uint32_t next = w + UnitWords(w);
    const WordKinds kinds = unit.kinds;
    if ((kinds & pack::kToMarker) && UnitWords(w) == 1) return To(w);
    if (kinds & pack::kThat) return That(w);
    if ((kinds & pack::kRelative) && UnitWords(w) == 1) return Single(w, next, ChunkKind::kRelative);
    if (kinds & kAuxiliaries) return Verb(w);
    if ((kinds & pack::kNegation) && !(kinds & kDeterminers)) return Negation(w, next);
    if ((kinds & pack::kAnd) && JoinsNouns(next)) return Take(w, next);  // "its oil and gas assets"
    if (kinds & (pack::kAnd | pack::kOr | pack::kBut)) return Single(w, next, ChunkKind::kAnd);
    if (kinds & pack::kSubordinator) return Single(w, next, ChunkKind::kSubordinator);
    if ((kinds & pack::kPreposition) && !IsPhraseEnd(w)) return Preposition(w, next);
    if (kinds & kPronouns & ~pack::kPronounPerson) return Pronoun(w, next);
    if ((kinds & pack::kPronounPerson) && !(kinds & pack::kRelative)) return Pronoun(w, next);
    if (kinds & kDeterminers) return Determiner(w, next);
    if (unit.forms != 0 && IsVerb(w)) return Verb(w);
    if ((kinds & pack::kAdverb) && !open_.pronoun && !TakesAdjective(w)) {
      if (is_open_ && content_ > 0) CloseNoun();
      if (kinds & pack::kJointly) {
        if (!chunks_.empty() && chunks_.back().kind == ChunkKind::kVerb) chunks_.back().jointly = true;
        jointly_ = true;
      }
      return next;
    }
    if (kinds & pack::kAdverb && TakesAdjective(w)) {  // "the previously announced sale"
      open_.end_word = next;
      return next;
    }
    return Take(w, next);
  }

  // A sentence begins here that the text does not part from the one before: "... Ltd. Tyco", "... Bensch The acquisition".
  bool StartsSentence(uint32_t w) const {
    if (w == begin_ || IsPunctuation(w) || !text::IsAsciiUpper(Slice(w)[0])) return false;
    if (IsName(w)) return IsMark(w - 1, '.') && IsName(w - 1) && TokenOf(w - 1).name != TokenOf(w).name;
    constexpr WordKinds kOpeners = pack::kDefinite | pack::kPossessive | kPronouns | pack::kSubordinator | pack::kPreposition;
    if (headline_ || Slice(w).size() < 2 || IsMark(w + 1, '-') || (UnitOf(w).kinds & kOpeners) == 0) return false;
    return !text::IsAsciiUpper(Slice(w)[1]) && (UnitOf(w).kinds & pack::kDemonym) == 0;
  }

  // "up", "in" and the like at the end of a clause belong to no noun.
  bool IsPhraseEnd(uint32_t) const { return false; }

  uint32_t Mark(uint32_t w) {
    const char32_t mark = words_[w].mark;
    if (mark == '(' || mark == '[') {
      if (is_open_ && open_.amount < 0 && w + 1 < end_) open_.amount = TokenOf(w + 1).amount;  // "a 3 billion-peso ($150 million) mill"
      return SkipParentheses(w, mark == '(' ? ')' : ']');
    }
    if (mark == '<' && w + 2 < end_ && IsMark(w + 2, '>') && !IsName(w + 1)) return w + 3;
    if (mark == '\'') {
      if (UnitWords(w) > 1 && (UnitOf(w).kinds & kAuxiliaries)) return Verb(w);  // "they're"
      if (const uint32_t taken = PossessiveWords(w); taken != 0) return Possessive(w, taken);
      return w + 1;
    }
    if (mark == '-') {
      if (!words_[w].space_before && w + 1 < end_ && !words_[w + 1].space_before) return w + 1;  // inside a compound
      if (!words_[w].space_before && w + 1 < end_ && (UnitOf(w + 1).kinds & (pack::kAnd | pack::kOr))) return w + 1;  // "second- and third-largest"
      return Single(w, w + 1, ChunkKind::kComma);
    }
    if (mark == ',') return JoinsAdjectives(w) ? w + 1 : Single(w, w + 1, ChunkKind::kComma);
    if (mark == '.') return EndsStatement(w) ? Single(w, w + 1, ChunkKind::kBreak) : w + 1;
    if (mark == '"' || mark == '<' || mark == '>' || mark == '/' || mark == '%' || mark == '$' || mark == ')') return w + 1;
    if (mark == '&') return Single(w, w + 1, ChunkKind::kAnd);
    return Single(w, w + 1, ChunkKind::kBreak);
  }

  // "a five-year, $3bn order", "a $3bn, five-year order": a comma between what describes one noun.
  bool JoinsAdjectives(uint32_t comma) const {
    if (!is_open_ || open_.ends_with_name || open_.classes || open_.party_kind || comma + 2 >= end_ || content_ == 0) return false;
    if (open_.determiner == 0 && open_.possessor == kNoChunk) return false;
    const bool before = IsHyphenated(comma - 1) || TokenOf(comma - 1).amount >= 0;
    return before && !IsName(comma + 1) && (TokenOf(comma + 1).amount >= 0 || IsHyphenated(comma + 1));
  }

  // A stop inside a sentence: of an abbreviation, or between the sentences of a quotation.
  bool EndsStatement(uint32_t w) const {
    uint32_t next = w + 1;
    while (next < end_ && (IsMark(next, '"') || IsMark(next, '\''))) ++next;
    if (w == begin_ || next >= end_ || !words_[next].space_before) return false;
    const Lexeme& before = LexemeOf(w - 1);
    return Slice(w - 1).size() > 1 && (before.kinds & (pack::kLegalForm | pack::kPersonTitle)) == 0;
  }

  uint32_t PossessiveWords(uint32_t w) const {
    if (words_[w].space_before) return 0;
    if (w + 1 < end_ && !words_[w + 1].space_before && (LexemeOf(w + 1).kinds & pack::kPossessiveMark)) return 2;
    return w > begin_ && (w + 1 >= end_ || words_[w + 1].space_before) && Slice(w - 1).ends_with('s') && is_open_ ? 1 : 0;
  }

  uint32_t Possessive(uint32_t w, uint32_t taken) {
    if (!is_open_) {  // "it's": a pronoun with its verb
      Chunk verb{.kind = ChunkKind::kVerb, .first_word = w, .end_word = w + taken, .head = w};
      verb.copula = true;
      if (!chunks_.empty() && chunks_.back().pronoun && chunks_.back().end_word == w) chunks_.push_back(verb);
      return w + taken;
    }
    open_.possessive = true;
    CloseNoun();
    possessor_ = static_cast<uint32_t>(chunks_.size()) - 1;
    return w + taken;
  }

  uint32_t SkipParentheses(uint32_t w, char32_t close) const {
    uint32_t depth = 0;
    for (uint32_t i = w; i < end_ && i < w + kMaxParenthesisWords; ++i) {
      if (words_[i].mark == words_[w].mark) ++depth;
      if (words_[i].mark == close && --depth == 0) return i + 1;
    }
    return w + 1;
  }

  uint32_t Single(uint32_t w, uint32_t end, ChunkKind kind) {
    CloseNoun();
    chunks_.push_back({.kind = kind, .first_word = w, .end_word = end, .head = w});
    return end;
  }

  uint32_t Preposition(uint32_t w, uint32_t end) {
    Single(w, end, ChunkKind::kPreposition);
    chunks_.back().relation = UnitOf(w).relation;
    chunks_.back().also_subordinator = (UnitOf(w).kinds & pack::kAlsoSubordinator) != 0;
    chunks_.back().jointly = (UnitOf(w).kinds & pack::kJointly) != 0;
    return end;
  }

  uint32_t Time(uint32_t w) {
    uint32_t end = w + 1;
    while (end < end_ && TokenOf(end).date == TokenOf(w).date) ++end;
    // "its 2013 purchase", "the March deal": within a phrase
    if (is_open_ && content_ == 0 && end < end_ && IsContent(end)) return Take(w, end);
    return Single(w, end, ChunkKind::kTime);
  }

  bool IsContent(uint32_t w) const {
    return !IsPunctuation(w) && TokenOf(w).date < 0 && (LexemeOf(w).kinds & (kAuxiliaries | pack::kPreposition | pack::kAnd | pack::kToMarker | pack::kSubordinator)) == 0;
  }

  uint32_t To(uint32_t w) {
    const uint32_t verb = SkipAdverbs(w + 1);
    if (verb < end_ && !IsName(verb) && !IsQuantity(verb) && !IsHyphenated(verb)) {
      const Lexeme& unit = UnitOf(verb);
      if ((unit.forms & pack::kFormBase) || (unit.kinds & (pack::kBe | pack::kHave | pack::kDo))) return Verb(w);
    }
    return Preposition(w, w + 1);
  }

  // Do plain nouns on both sides of an "and" share what follows and the determiner before?
  bool JoinsNouns(uint32_t next) const {
    if (!is_open_ || content_ == 0 || open_.determiner == 0 || open_.ends_with_name || open_.party_kind || (open_.classes - joined_)) return false;
    if (next + 1 >= end_ || IsPunctuation(next) || IsName(next) || IsQuantity(next) || TokenOf(next).date >= 0) return false;
    const Lexeme& unit = UnitOf(next);
    const Lexeme& behind = UnitOf(next + UnitWords(next) < end_ ? next + UnitWords(next) : next);
    const bool plain = unit.forms == 0 && (unit.kinds & ~pack::kCommonWord) == 0;
    return plain && !IsPunctuation(next + 1) && (behind.noun && behind.noun_classes) && !(behind.kinds & kAuxiliaries);
  }

  uint32_t SkipAdverbs(uint32_t w) const {
    while (w < end_ && !IsPunctuation(w) && !IsName(w) && (UnitOf(w).kinds & (pack::kAdverb | pack::kAlsoWord | pack::kNegation | pack::kBothWord)) && UnitOf(w).forms == 0 &&
           !(UnitOf(w).kinds & (kAuxiliaries | kDeterminers)))
      w += UnitWords(w);
    return w;
  }

  // "that": a relative pronoun before a verb, a determiner before a noun, else it opens a clause.
  uint32_t That(uint32_t w) {
    const uint32_t next = SkipAdverbs(w + 1);
    const bool verb = next < end_ && !IsPunctuation(next) && !IsName(next) &&
                      ((UnitOf(next).kinds & kAuxiliaries) || (UnitOf(next).forms & (pack::kFormThird | pack::kFormPast) && !UnitOf(next).noun_too));
    const bool behind_noun = is_open_ || (!chunks_.empty() && chunks_.back().kind == ChunkKind::kNoun);
    if (verb && behind_noun) return Single(w, w + 1, ChunkKind::kRelative);
    if (verb) return Pronoun(w, w + 1);
    const bool behind_preposition = !is_open_ && !chunks_.empty() && chunks_.back().kind == ChunkKind::kPreposition;
    if (behind_preposition) return Determiner(w, w + 1);
    return Single(w, w + 1, ChunkKind::kThat);
  }

  uint32_t Negation(uint32_t, uint32_t next) {
    negated_ = true;
    return next;
  }

  uint32_t Pronoun(uint32_t w, uint32_t next) {
    const WordKinds kinds = UnitOf(w).kinds;
    // "us", "US": capitals are a demonym
    if ((kinds & pack::kDemonym) && text::IsAsciiUpper(Slice(w)[0]) && Slice(w).size() > 1 && text::IsAsciiUpper(Slice(w)[1])) return Take(w, next);
    if (kinds & pack::kPossessive && next < end_ && IsContent(next)) return Determiner(w, next);
    CloseNoun();
    Open(w);
    open_.pronoun = true;
    open_.determiner = kinds;
    open_.head = w;
    open_.end_word = next;
    content_ = 1;
    CloseNoun();
    return next;
  }

  uint32_t Determiner(uint32_t w, uint32_t next) {
    const WordKinds kinds = UnitOf(w).kinds;
    if (is_open_ && content_ == 0) {  // "all the", "its two"
      open_.determiner |= kinds;
      open_.end_word = next;
      return next;
    }
    // "more", "two", "other" inside a phrase are part of it
    const bool number = (kinds & pack::kIndefinite) && !(kinds & (pack::kDefinite | pack::kPossessive)) && Slice(w).size() > 2;
    if (is_open_ && number && open_.determiner != 0) return Take(w, next);
    CloseNoun();
    Open(w);
    open_.determiner = kinds | (negated_ ? pack::kNoDeterminer : 0);
    open_.head = w;
    open_.end_word = next;
    return next;
  }

  bool TakesAdjective(uint32_t w) const {
    return is_open_ && content_ == 0 && open_.determiner != 0 && w + 1 < end_ && IsContent(w + 1);
  }

  void Open(uint32_t w) {
    is_open_ = true;
    content_ = 0;
    open_ = Chunk{.kind = ChunkKind::kNoun, .first_word = w, .end_word = w, .head = w};
    open_.possessor = possessor_;
    possessor_ = kNoChunk;
  }

  uint32_t Take(uint32_t w, uint32_t next) {
    if (!is_open_) Open(w);
    ++content_;
    const Lexeme& unit = UnitOf(w);
    const Token& token = TokenOf(w);
    const bool name = token.name >= 0;
    if (name) {
      const uint32_t index = static_cast<uint32_t>(token.name);
      if (open_.first_name == open_.end_name) open_.first_name = index;
      open_.end_name = index + 1;
      next = std::max(next, std::min(end_, reading_.names[index].end_word));
    }
    if (token.amount >= 0) open_.amount = open_.amount < 0 ? token.amount : open_.amount;
    if (token.percent >= 0) {
      open_.percent = token.percent;
      open_.modifiers |= open_.classes;
      open_.classes = percent_;
      open_.ends_with_name = false;
    }
    const bool quantity = token.amount >= 0 || token.percent >= 0;
    if (!quantity) {
      if (!compound_) open_.modifiers |= open_.classes;  // "an all-stock purchase" is none of a stock
      compound_ = !name && UnitWords(w) == 1 && IsHyphenated(w);
      open_.classes = name ? pack::ClassSet() : unit.noun_classes;
      open_.party_kind = name ? std::nullopt : unit.party_kind;
      open_.plural = name ? false : unit.plural || (!unit.noun_classes && Slice(w).ends_with('s'));
      open_.ends_with_name = name;
      open_.head = next - 1;
      only_amount_ = false;
    } else if (content_ == 1) {
      only_amount_ = true;
    }
    open_.end_word = next;
    return next;
  }

  void CloseNoun() {
    if (!is_open_) return;
    is_open_ = false;
    open_.bare_amount = only_amount_ && open_.amount >= 0;
    only_amount_ = compound_ = jointly_ = false;
    if (content_ == 0) open_.pronoun = true;  // "all", "this"
    negated_ = false;
    chunks_.push_back(open_);
    open_ = Chunk();
  }

  // ---- verbs

  enum class Before : uint8_t { kStart, kPronoun, kName, kPluralNoun, kNoun, kDeterminer, kPreposition, kVerb, kAnd, kComma, kRelative, kOther };

  Before BeforeNow() const {
    if (is_open_) {
      if (content_ == 0) return Before::kDeterminer;
      return open_.ends_with_name ? Before::kName : open_.plural ? Before::kPluralNoun : Before::kNoun;
    }
    if (chunks_.empty()) return Before::kStart;
    const Chunk& last = chunks_.back();
    switch (last.kind) {
      case ChunkKind::kNoun:
        if (last.possessive) return Before::kDeterminer;
        return last.pronoun ? Before::kPronoun : last.ends_with_name ? Before::kName : Before::kNoun;
      case ChunkKind::kVerb: return Before::kVerb;
      case ChunkKind::kPreposition: return Before::kPreposition;
      case ChunkKind::kAnd: return Before::kAnd;
      case ChunkKind::kComma: return Before::kComma;
      case ChunkKind::kRelative: return Before::kRelative;
      case ChunkKind::kTime: return chunks_.size() > 1 && chunks_[chunks_.size() - 2].kind == ChunkKind::kNoun ? Before::kNoun : Before::kOther;
      case ChunkKind::kBreak: return Before::kStart;
      default: return Before::kOther;
    }
  }

  enum class After : uint8_t { kEnd, kDeterminer, kPronoun, kName, kAmount, kPreposition, kTo, kThat, kMark, kVerb, kTime, kNoun };

  After AfterWord(uint32_t w) const {
    w = SkipAdverbs(w);
    while (w < end_ && (IsMark(w, '"') || IsMark(w, '<'))) ++w;
    if (w >= end_) return After::kEnd;
    if (IsName(w)) return After::kName;
    if (TokenOf(w).amount >= 0 || TokenOf(w).percent >= 0) return After::kAmount;
    if (TokenOf(w).date >= 0) return After::kTime;
    if (IsPunctuation(w)) return After::kMark;
    const WordKinds kinds = UnitOf(w).kinds;
    if (kinds & pack::kThat) return After::kThat;
    if (kinds & pack::kToMarker) return After::kTo;
    if (kinds & kAuxiliaries) return After::kVerb;
    if (kinds & kDeterminers) return After::kDeterminer;
    if (kinds & kPronouns) return After::kPronoun;
    if (kinds & (pack::kPreposition | pack::kAnd | pack::kOr | pack::kSubordinator)) return After::kPreposition;
    return After::kNoun;
  }

  // Is the word at `w`, which has forms of a verb and no auxiliary before it, a verb here?
  bool IsVerb(uint32_t w) const {
    const Lexeme& unit = UnitOf(w);
    const Before before = BeforeNow();
    const After after = AfterWord(w + UnitWords(w));
    const uint8_t forms = unit.forms;
    if (before == Before::kPronoun || before == Before::kRelative) return (forms & (pack::kFormBase | pack::kFormThird | pack::kFormPast)) != 0;
    if (before == Before::kDeterminer) {
      // "the two renewed their agreement"
      const bool counted = is_open_ && (open_.determiner & pack::kDefinite) && (open_.determiner & pack::kIndefinite);
      const bool object = after == After::kDeterminer || after == After::kPronoun || after == After::kThat || after == After::kAmount || after == After::kTo;
      return counted && object && (forms & (pack::kFormBase | pack::kFormPast)) != 0 && !unit.noun;
    }
    if ((forms & pack::kFormGerund) && !(forms & pack::kFormBase)) return IsGerund(unit, before, after);
    if (before == Before::kPreposition) return false;
    if (unit.noun_too || unit.noun) return IsVerbNotNoun(forms, before, after);
    if (forms & (pack::kFormPast | pack::kFormParticiple)) {
      // an adjective inside a phrase: "combined company"
      if (is_open_ && open_.determiner != 0 && content_ == 0) return false;
      if (is_open_ && only_amount_ && after == After::kNoun && (open_.determiner != 0 || open_.possessor != kNoChunk)) return false;  // "its $3bn leveraged buyout"
      if (before == Before::kStart || before == Before::kVerb) return after != After::kNoun && after != After::kName;
      if (before == Before::kComma && (forms & pack::kFormPast) && IsAfterApposition()) return true;
      if (before == Before::kComma || before == Before::kAnd) return after != After::kNoun || (forms & pack::kFormBase) != 0 || before == Before::kAnd;
      return true;
    }
    if (forms & pack::kFormThird) return before != Before::kVerb;
    return before == Before::kPluralNoun || before == Before::kName || before == Before::kAnd || before == Before::kNoun || before == Before::kComma;
  }

  static bool IsGerund(const Lexeme& unit, Before before, After after) {
    if (unit.noun && (after == After::kPreposition || after == After::kMark || after == After::kEnd || after == After::kVerb || after == After::kNoun)) return false;
    if (after == After::kDeterminer || after == After::kPronoun || after == After::kAmount || after == After::kName) return true;
    if (before == Before::kPreposition || before == Before::kComma || before == Before::kVerb || before == Before::kStart)
      return unit.verb_classes && after != After::kMark && after != After::kVerb;
    return unit.verb_classes && (after == After::kPreposition || after == After::kTo) && before != Before::kNoun;
  }

  bool IsVerbNotNoun(uint8_t forms, Before before, After after) const {
    const bool third = (forms & (pack::kFormThird | pack::kFormPast)) != 0;
    const bool object = after == After::kDeterminer || after == After::kPronoun || after == After::kThat || after == After::kAmount || after == After::kName;
    if (before == Before::kName) {
      if (third) return object || after == After::kTo || after == After::kPreposition || (after == After::kNoun && open_.determiner == 0);
      return (object || after == After::kTo) && is_open_ && IsCoordinated();
    }
    if (before == Before::kPluralNoun) return !third ? object || after == After::kTo : object;
    if (before == Before::kNoun) return third && object;
    if (before == Before::kComma && (forms & pack::kFormPast) && after == After::kPreposition) return true;
    if (before == Before::kAnd || before == Before::kComma) return object && after != After::kName;
    if (before == Before::kOther) return third && object;
    return false;
  }

  // "A, the carrier, bought": a name, what it is, and commas around that.
  bool IsAfterApposition() const {
    size_t i = chunks_.size() - 1;  // the second comma
    if (i < 3 || chunks_[i - 1].kind != ChunkKind::kNoun || chunks_[i - 1].ends_with_name || !chunks_[i - 1].party_kind) return false;
    for (--i; i > 0 && chunks_[i - 1].kind == ChunkKind::kNoun; --i) {}
    return i > 1 && chunks_[i - 1].kind == ChunkKind::kComma && chunks_[i - 2].kind == ChunkKind::kNoun && chunks_[i - 2].ends_with_name;
  }

  // "A and B" or "A, B" before the open phrase.
  bool IsCoordinated() const {
    const size_t before = open_.possessor != kNoChunk && open_.possessor + 1 == chunks_.size() ? open_.possessor : chunks_.size();  // "A and Taiwan's B plan"
    return before > 0 && (chunks_[before - 1].kind == ChunkKind::kAnd || chunks_[before - 1].kind == ChunkKind::kComma);
  }

  // Reads a group of verbs: "to", auxiliaries, adverbs, the main verb.
  uint32_t Verb(uint32_t w) {
    const Before before = BeforeNow();
    CloseNoun();
    Chunk verb{.kind = ChunkKind::kVerb, .first_word = w, .end_word = w + 1, .head = w};
    verb.negated = negated_;
    verb.jointly = jointly_;
    negated_ = jointly_ = false;
    if (UnitOf(w).kinds & pack::kToMarker) {
      verb.shape = VerbShape::kInfinitive;
      w = w + 1;
    }
    WordKinds auxiliary = 0;  // the last one
    bool main = false;
    while (w < end_ && (!IsPunctuation(w) || w == verb.first_word) && !IsName(w)) {
      const Lexeme& unit = UnitOf(w);
      if (main) break;
      if ((unit.kinds & kAuxiliaries) && !(auxiliary & pack::kModal && (unit.kinds & pack::kModal))) {
        if (unit.kinds & pack::kNegation) verb.negated = true;
        if ((unit.kinds & pack::kHave) && (unit.forms & pack::kFormBase || auxiliary == 0) && !IsAuxiliaryHave(w)) {
          main = true;  // "has a stake"
          TakeMain(w, &verb);
          verb.past = (unit.forms & pack::kFormPast) != 0;
          w += UnitWords(w);
          break;
        }
        if (auxiliary == 0 && (unit.kinds & (pack::kBe | pack::kHave | pack::kDo)) && (unit.forms & pack::kFormPast)) verb.past = true;
        if (unit.kinds & pack::kHave) verb.past = true;
        if (unit.kinds & pack::kModal) verb.conditional = true;
        auxiliary = unit.kinds & kAuxiliaries;
        verb.end_word = w + UnitWords(w);
        verb.head = w;
        w += UnitWords(w);
        continue;
      }
      if (unit.kinds & pack::kNegation) {
        verb.negated = true;
        w += UnitWords(w);
        continue;
      }
      if (unit.forms != 0 && !IsHyphenated(w) && Fits(unit, auxiliary, verb.shape, w)) {
        TakeMain(w, &verb);
        SetVoice(unit, auxiliary, before, w, &verb);
        main = true;
        w += UnitWords(w);
        break;
      }
      if (unit.kinds & pack::kJointly) verb.jointly = true;
      if ((unit.kinds & (pack::kAdverb | pack::kAlsoWord | pack::kBothWord)) && !(unit.kinds & kDeterminers)) {
        const uint32_t after = SkipAdverbs(w);
        if (after >= end_ || IsPunctuation(after) || after == w) break;
        const Lexeme& next = UnitOf(after);
        if (!(next.kinds & kAuxiliaries) && (next.forms == 0 || !Fits(next, auxiliary, verb.shape, after))) break;
        w = after;
        continue;
      }
      break;
    }
    if (!main) {
      verb.copula = (auxiliary & pack::kBe) != 0;
      w = verb.end_word;
    }
    chunks_.push_back(verb);
    return std::max(w, verb.end_word);
  }

  void TakeMain(uint32_t w, Chunk* verb) const {
    verb->head = w;
    verb->end_word = w + UnitWords(w);
    verb->classes = UnitOf(w).verb_classes;
  }

  // Is "have" at `w` the helper of another verb?
  bool IsAuxiliaryHave(uint32_t w) const {
    const uint32_t next = SkipAdverbs(w + UnitWords(w));
    if (next >= end_ || IsPunctuation(next) || IsName(next)) return false;
    const Lexeme& unit = UnitOf(next);
    return (unit.kinds & pack::kBe) || (unit.forms & pack::kFormParticiple) || (unit.kinds & pack::kNegation) || (unit.kinds & pack::kHave);
  }

  bool Fits(const Lexeme& unit, WordKinds auxiliary, VerbShape shape, uint32_t w) const {
    if (auxiliary & pack::kBe) {
      if (unit.noun && (unit.forms & pack::kFormGerund)) return AfterWord(w + UnitWords(w)) != After::kEnd;
      return (unit.forms & (pack::kFormParticiple | pack::kFormGerund)) != 0;
    }
    if (auxiliary & pack::kHave) return (unit.forms & pack::kFormParticiple) != 0;
    if ((auxiliary & (pack::kModal | pack::kDo)) || shape == VerbShape::kInfinitive) return (unit.forms & pack::kFormBase) != 0;
    return auxiliary == 0;
  }

  void SetVoice(const Lexeme& unit, WordKinds auxiliary, Before before, uint32_t w, Chunk* verb) const {
    if (auxiliary & pack::kBe) {
      verb->passive = (unit.forms & pack::kFormParticiple) != 0;
      if (!verb->passive) verb->past = false;  // "was buying": it goes on
      return;
    }
    if (auxiliary != 0 || verb->shape == VerbShape::kInfinitive) return;
    if ((unit.forms & pack::kFormGerund) && !(unit.forms & pack::kFormBase)) {
      verb->shape = VerbShape::kGerund;
      return;
    }
    const bool past = (unit.forms & pack::kFormPast) != 0, participle = (unit.forms & pack::kFormParticiple) != 0;
    verb->past = past || participle;
    if (!participle || (unit.forms & pack::kFormBase)) {
      return;
    }
    const uint32_t next = w + UnitWords(w);
    const bool by = next < end_ && !IsPunctuation(next) && UnitOf(next).relation == pack::Relation::kBy;
    if ((unit.verb_classes & intransitive_) && past && !by) return;
    if (past && !by && before == Before::kName && IsInRelative()) return;  // "the giant that X and Y founded in"
    const After after = AfterWord(next);
    const bool object = after == After::kDeterminer || after == After::kPronoun || after == After::kName || after == After::kAmount || after == After::kNoun ||
                        after == After::kThat || after == After::kTo;
    if (!past || (!object && before != Before::kPronoun && before != Before::kRelative)) {
      verb->shape = VerbShape::kParticiple;  // "acquired by", "founded in": decided by its classes later
      verb->passive = true;
    }
  }

  // Does nothing but names stand between a relative pronoun and what comes now?
  bool IsInRelative() const {
    for (size_t i = chunks_.size(); i > 0; --i) {
      const Chunk& c = chunks_[i - 1];
      if (c.kind == ChunkKind::kRelative || c.kind == ChunkKind::kThat) return true;
      if (c.kind != ChunkKind::kAnd && !(c.kind == ChunkKind::kNoun && c.ends_with_name)) return false;
    }
    return false;
  }

  const pack::MedialPack& pack_;
  const std::string_view text_;
  const std::vector<Word>& words_;
  const Reading& reading_;
  const uint32_t begin_, end_;
  const bool headline_;
  std::vector<Chunk>& chunks_;
  const pack::ClassSet intransitive_, joined_, percent_;
  Chunk open_;
  bool is_open_ = false, only_amount_ = false, negated_ = false;
  bool jointly_ = false;           // an adverb before the next verb says so
  bool compound_ = false;          // the last word of the open phrase is part of a compound
  uint32_t content_ = 0;            // words in the open phrase behind its determiner
  uint32_t possessor_ = kNoChunk;  // chunk that possesses the next phrase
};

}  // namespace

void FindChunks(const pack::MedialPack& pack, const text::Document& document, const Reading& reading, uint32_t first_word, uint32_t end_word, bool headline,
                std::vector<Chunk>* chunks) {
  chunks->clear();
  Chunker(pack, document, reading, first_word, end_word, headline, chunks).Run();
}

}  // namespace entente::deal
