// What the words around a capitalised name say of it: "private equity firm X", "X shares" and "X (AAPL.O)" speak for an
// organisation, "Mr X" and "X, 46," for a person.
// Tested by: tests/corpus/en/
#include <algorithm>

#include "mention/name_capital.h"
#include "text/unicode.h"

namespace entente::mention {

using text::WordClass;

namespace {

constexpr uint32_t kAppositionWords = 12;
constexpr uint16_t kSlight = 1, kGood = 2, kStrong = 3;

class Weigher {
 public:
  explicit Weigher(const NameText& text) : text_(text), person_(text.pack().medial->Class("person")), say_(text.pack().medial->Class("say")) {}

  void Weigh(const NameRun& run, NameEvidence* e) const {
    e->legal_form = e->legal_form || run.has_legal_form;
    e->sure_capital = e->sure_capital || !run.doubtful;
    Inside(run, e);
    Before(run, e);
    After(run, e);
  }

 private:
  bool IsWord(uint32_t w) const { return w < text_.size() && !text_.IsPunctuation(w); }
  bool IsLower(uint32_t w) const { return IsWord(w) && !text_.IsCapital(w); }
  bool DescribesParty(uint32_t w) const { return IsWord(w) && (text_.Lexeme(w).party_kind.has_value() || text_.Unit(w).party_kind.has_value()); }
  bool IsPersonNoun(uint32_t w) const {
    return IsWord(w) && ((text_.Lexeme(w).noun_classes & person_) || (text_.Unit(w).noun_classes & person_) || (text_.Unit(w).kinds & pack::kPersonTitle) ||
                         (text_.Lexeme(w).kinds & pack::kPersonTitle));
  }

  void Inside(const NameRun& run, NameEvidence* e) const {
    if (run.has_legal_form || run.bracketed) e->organisation += kStrong;
    const uint32_t last = run.key_end_word - 1, count = run.key_end_word - run.first_word;
    bool org_word = (text_.Lexeme(last).kinds & pack::kOrgWord) != 0 && count > 1;
    for (uint32_t w = run.first_word; w < run.key_end_word; ++w) {
      if (text_.IsPunctuation(w)) {
        org_word = org_word || text_.IsMark(w, '&');
        continue;
      }
      const bool of = w + 1 < run.key_end_word && (text_.Lexeme(w).kinds & pack::kOfHead) && (text_.Lexeme(w + 1).kinds & pack::kPreposition);
      org_word = org_word || of;
    }
    if (org_word) e->organisation += kGood;
    if (run.after_title) e->person += kStrong;
    if (!org_word && !run.has_legal_form && count >= 2 && count <= 4 && (text_.Lexeme(run.first_word).kinds & pack::kGivenName)) e->person += kSlight;
    if (count >= 2 && count <= 4 && text_.IsMark(run.first_word + 1, '.') && text_.Word(run.first_word).size() == 1) e->person += kSlight;
    // Galen G. Weston
    for (uint32_t w = run.first_word + 1; w + 1 < run.key_end_word; ++w)
      if (text_.IsMark(w + 1, '.') && text_.Word(w).size() == 1 && w + 2 < run.key_end_word && count <= 5) e->person += kGood;
  }

  void Before(const NameRun& run, NameEvidence* e) const {
    if (run.first_word == 0) return;
    const uint32_t p = run.first_word - 1;
    if (!IsWord(p)) return;
    if (DescribesParty(p) && IsLower(p)) e->organisation += kGood;
    if (IsPersonNoun(p) && !DescribesParty(p) && IsLower(p)) e->person += kGood;
    if ((text_.Lexeme(p).verb_classes & say_) && IsLower(p) && run.key_end_word == run.first_word + 2 && (text_.Lexeme(p).forms & (pack::kFormThird | pack::kFormPast))) e->person += kSlight;
    const bool joins = (text_.Lexeme(p).kinds & pack::kPreposition) != 0 && p > 0 && IsPersonNoun(p - 1);
    if (joins) e->organisation += kGood;
  }

  void After(const NameRun& run, NameEvidence* e) const {
    uint32_t n = run.end_word;
    if (n >= text_.size()) return;
    if (const uint32_t taken = text_.PossessiveWords(n); taken != 0) {
      for (uint32_t w = n + taken; w < n + taken + 3 && IsWord(w); ++w)
        if (IsPersonNoun(w) || text_.Lexeme(w).noun_classes) {
          e->organisation += kSlight;
          break;
        }
      return;
    }
    if (text_.IsMark(n, '(')) return InParentheses(n, e);
    if (text_.IsMark(n, ',')) return Apposition(n + 1, e);
    if (IsPersonNoun(n)) e->organisation += kGood;  // "Apple chief executive"
    else if (IsLower(n) && text_.Lexeme(n).noun) e->organisation += kSlight;
  }

  // (AAPL.O), (NASDAQ: ALBT), (KHC), <BAN>
  void InParentheses(uint32_t n, NameEvidence* e) const {
    if (!IsWord(n + 1)) return;
    const bool close = text_.IsMark(n + 2, ')') || text_.IsMark(n + 2, '.') || text_.IsMark(n + 2, ':');
    if (close && (text_.IsAllCapitals(n + 1) || (text_.Lexeme(n + 1).kinds & pack::kExchange) || text_.IsMark(n + 2, '.'))) e->organisation += kStrong;
  }

  // ", a maker of ...", ", 46,", ", chief executive of", ", who"
  void Apposition(uint32_t w, NameEvidence* e) const {
    if (w >= text_.size() || text_.IsPunctuation(w)) return;
    if (text_.Unit(w).kinds & pack::kSourceWord) return;  // ", sources close to the talks said"
    if (text_.words()[w].word_class == WordClass::kDigit && text_.IsMark(w + 1, ',')) {
      if (text_.Word(w).size() == 2) e->person += kGood;
      return;
    }
    const pack::WordKinds kinds = text_.Lexeme(w).kinds;
    if ((kinds & pack::kRelative) && (kinds & pack::kPronounPerson)) {
      e->person += kGood;
      return;
    }
    if (IsPersonNoun(w) && IsLower(w)) {
      e->person += kGood;
      return;
    }
    bool possessive = false;
    const bool determiner = (kinds & (pack::kDefinite | pack::kIndefinite | pack::kPossessive)) != 0;
    for (uint32_t i = w; i < w + kAppositionWords && i < text_.size(); ++i) {
      if (text_.PossessiveWords(i) != 0) possessive = true;
      if (text_.IsPunctuation(i) && !text_.IsMark(i, '-') && !text_.IsMark(i, '\'')) break;
      if (text_.Lexeme(i).kinds & (pack::kRelative | pack::kBe | pack::kHave | pack::kModal)) break;
      if (!determiner && !possessive) continue;
      if (DescribesParty(i) && IsLower(i)) {
        e->organisation += kGood;
        return;
      }
      if (IsPersonNoun(i) && IsLower(i)) {
        e->person += kGood;
        return;
      }
      if (text_.Lexeme(i).kinds & pack::kPreposition) break;
    }
  }

  const NameText& text_;
  const pack::ClassSet person_, say_;
};

}  // namespace

void WeighNames(const NameText& text, const std::vector<NameRun>& runs, std::vector<NameEvidence>* evidence) {
  const Weigher weigher(text);
  for (const NameRun& run : runs) {
    NameEvidence& e = (*evidence)[run.entity];
    if (e.organisation + e.person < 1000) weigher.Weigh(run, &e);
  }
}

}  // namespace entente::mention
