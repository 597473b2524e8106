// Runs of capitalised words that may be names. A run takes in what belongs to names (Bank of America, Procter & Gamble,
// Coca-Cola, Ltd.), stops at titles of persons, and gives up words whose capital says nothing: the first of a sentence, all
// of a headline. Those count as names only when the document knows them from elsewhere or no table has the word.
//   Scottish whisky firm Tarland Spirits has ... → Tarland Spirits (Scottish is a demonym, in front of a lower-case word)
// Tested by: tests/corpus/en/
#include <algorithm>

#include "mention/name_capital.h"
#include "text/unicode.h"

namespace entente::mention {

using text::WordClass;

namespace {

constexpr uint32_t kMaxRunWords = 12;

// Words that no name begins with, wherever they stand.
constexpr pack::WordKinds kNeverFirst = pack::kDefinite | pack::kPossessive | pack::kPronounIt | pack::kPronounThey | pack::kPronounWe | pack::kPronounPerson |
                                        pack::kRelative | pack::kThat | pack::kSubordinator | pack::kPreposition | pack::kAnd | pack::kOr | pack::kBut |
                                        pack::kBe | pack::kHave | pack::kDo | pack::kModal | pack::kNegation | pack::kNoName | pack::kLegalForm;

class RunFinder {
 public:
  RunFinder(const NameText& text, std::vector<Token>* tokens) : text_(text), tokens_(*tokens) {}

  std::vector<NameRun> Run() {
    for (const text::Block& block : text_.document().blocks())
      if (block.kind == text::BlockKind::kParagraph) ReadBlock(block);
    AcceptDoubtful();
    for (const NameRun& run : runs_) Remember(run);
    for (const text::Block& block : text_.document().blocks())
      if (block.kind == text::BlockKind::kTitle || block.kind == text::BlockKind::kHeading) ReadHeadline(block);
    std::sort(runs_.begin(), runs_.end(), [](const NameRun& a, const NameRun& b) { return a.first_word < b.first_word; });
    return std::move(runs_);
  }

 private:
  const std::vector<text::Word>& words() const { return text_.words(); }

  void ReadBlock(const text::Block& block) {
    for (uint32_t s = block.first_sentence; s < block.end_sentence; ++s) {
      const text::Sentence& sentence = text_.document().sentences()[s];
      ReadWords(sentence.first_word, sentence.end_word);
    }
  }

  void ReadWords(uint32_t first, uint32_t end) {
    bool initial = true;  // nothing but marks since the sentence or quotation began
    for (uint32_t w = first; w < end;) {
      if (text_.IsPunctuation(w)) {
        const char32_t mark = words()[w].mark;
        if (const uint32_t close = BehindTicker(w, end); close != 0) {
          w = close;
          continue;
        }
        if (mark == ':' || mark == ';' || mark == '"' || mark == '*' || (mark == '-' && words()[w].space_before)) initial = true;
        ++w;
        continue;
      }
      if (w > first && IsTicker(w)) {
        for (uint32_t i = w; i < w + 3; ++i) tokens_[i].roles |= kSkippedWord;
        w += 3;
        continue;
      }
      w = text_.IsCapital(w) && !text_.IsQuantity(w) ? ReadRun(w, end, initial) : w + 1;
      initial = false;
    }
  }

  // (AAPL.O), (NASDAQ: ALBT), <BAN>: the word behind it, or 0.
  uint32_t BehindTicker(uint32_t w, uint32_t end) const {
    const char32_t close = words()[w].mark == '(' ? U')' : words()[w].mark == '<' ? U'>' : 0;
    if (close == 0 || w + 2 >= end || text_.IsPunctuation(w + 1)) return 0;
    uint32_t i = w + 1;
    bool joined = close == '>';
    for (; i < end && i < w + 8 && !text_.IsMark(i, close); ++i) {
      const std::string_view word = text_.Word(i);
      if (text_.IsMark(i, '.') && text_.IsGlued(i)) joined = true;
      if (text_.IsMark(i, ':') && (text_.Lexeme(i - 1).kinds & pack::kExchange)) joined = true;
      if (!text_.IsPunctuation(i) && (word.size() > 8 || (close == '>' && (!text_.IsAllCapitals(i) || word.size() > 5)))) return 0;
    }
    return joined && text_.IsMark(i, close) && i > w + 1 ? i + 1 : 0;
  }

  bool IsFunctionWord(uint32_t w) const { return (text_.Lexeme(w).kinds & kNeverFirst) != 0 && text_.Word(w).size() > 1; }

  // Reads the run at `first`; returns the next word to look at.
  uint32_t ReadRun(uint32_t first, uint32_t end, bool initial) {
    uint32_t pack_end = 0;
    const pack::Entry* entry = text_.PackName(first, end, &pack_end);
    const bool in_pack = entry != nullptr && !(initial && entry->ambiguous);
    if (!in_pack && StartsNoName(first, end, initial)) return first + std::max(1u, TitleWords(first));
    const uint32_t run_end = RunEnd(first, in_pack ? pack_end : first + 1, end);
    if (IsAdjective(run_end)) return run_end + 1;  // "Pune-based", "Fitch-rated"
    if (IsShouted(first, run_end)) return run_end;
    Split(first, run_end, initial && !in_pack, false);
    return run_end;
  }

  // Words that begin no name here: function words, titles, demonyms before lower case, common words at a beginning.
  bool StartsNoName(uint32_t w, uint32_t end, bool initial) const {
    if (IsFunctionWord(w) || TitleWords(w) != 0) return true;
    const bool more = w + 1 < end && !text_.IsPunctuation(w + 1) && text_.IsCapital(w + 1) && !text_.IsQuantity(w + 1);
    if (!initial) return false;
    const pack::Lexeme& lexeme = text_.Lexeme(w);
    if (!more) return false;  // judged later, as doubtful
    // "Rival Somnabeam", "Meanwhile Apple": a word that only leads to the name
    return lexeme.party_kind.has_value() || (lexeme.kinds & pack::kAdverb) != 0 || (lexeme.forms & pack::kFormGerund) != 0;
  }

  uint32_t TitleWords(uint32_t w) const {
    // General, King, Duke: titles before a given name, else a firm's name
    if (text_.Lexeme(w).kinds & pack::kWeakTitle) {
      const bool person = w + 1 < text_.size() && !text_.IsPunctuation(w + 1) && (text_.Lexeme(w + 1).kinds & pack::kGivenName);
      if (!person) return 0;
    }
    if (text_.Unit(w).kinds & pack::kPersonTitle) return text_.UnitWords(w);
    return text_.Lexeme(w).kinds & pack::kPersonTitle ? 1 : 0;
  }

  bool MayJoin(uint32_t w, uint32_t end) const { return w < end && !text_.IsPunctuation(w) && text_.IsCapital(w) && !text_.IsQuantity(w); }

  // The word behind the run that begins at `first` and reaches `w` at least.
  uint32_t RunEnd(uint32_t first, uint32_t w, uint32_t end) const {
    while (w < end && w < first + kMaxRunWords) {
      const uint32_t next = NextOfRun(first, w, end);
      if (next == 0) break;
      w = next;
    }
    return w;
  }

  // Where the run goes on behind word `w` (not yet part of it), or 0.
  uint32_t NextOfRun(uint32_t first, uint32_t w, uint32_t end) const {
    if (text_.IsPunctuation(w)) return AcrossMark(first, w, end);
    const pack::WordKinds kinds = text_.Lexeme(w).kinds;
    if (MayJoin(w, end)) {
      if (IsTicker(w) || IsModel(w)) return 0;
      const bool behind_form = w > first + 1 && text_.IsMark(w - 1, '.') && (text_.Lexeme(w - 2).kinds & pack::kLegalForm);
      if (behind_form) return (kinds & pack::kLegalForm) ? w + 1 : 0;
      if ((kinds & (pack::kLegalForm | pack::kOrgWord)) != 0) return w + 1;
      if (IsFunctionWord(w)) return 0;
      return w + 1;
    }
    if ((kinds & pack::kNameConnector) == 0 || text_.IsQuantity(w)) return 0;
    uint32_t next = w + 1;
    while (next < end && next < w + 2 && !text_.IsCapital(next) && !text_.IsPunctuation(next) && (text_.Lexeme(next).kinds & pack::kNameConnector)) ++next;
    if (!MayJoin(next, end) || IsFunctionWord(next)) return 0;
    // "of", "the", "and", "for" stand in sentences too: only behind Bank, University, ...
    const bool english = (kinds & (pack::kPreposition | pack::kDefinite | pack::kAnd)) != 0 && text_.Word(w) != "&";
    if (!english) return next + 1;
    if (kinds & pack::kAnd) return 0;
    return text_.Lexeme(w - 1).kinds & pack::kOfHead ? next + 1 : 0;
  }

  uint32_t AcrossMark(uint32_t first, uint32_t w, uint32_t end) const {
    const char32_t mark = words()[w].mark;
    const bool glued = text_.IsGlued(w);
    if (mark == '&' && MayJoin(w + 1, end)) return w + 2;
    if (mark == '-' && glued && (MayJoin(w + 1, end) || words()[w + 1].word_class == WordClass::kDigit)) return w + 2;
    if (mark == '+' && !words()[w].space_before) return w + 1;
    if (mark == '.' && !words()[w].space_before) {
      const bool initial_letter = text_.Word(w - 1).size() == 1;
      const bool legal = w > first + 1 && (text_.Lexeme(w - 1).kinds & pack::kLegalForm) != 0;
      if (glued && w + 1 < end && !text_.IsPunctuation(w + 1) && !IsTicker(w - 1)) return w + 2;  // Booking.com, J.P
      if (initial_letter || legal) {
        if (legal) return w + 1 < end ? w + 1 : 0;
        return MayJoin(w + 1, end) && !IsFunctionWord(w + 1) ? w + 1 : 0;
      }
      return 0;
    }
    // O'Sullivan, L'Oreal
    if (mark == '\'' && glued && text_.Word(w - 1).size() <= 2 && MayJoin(w + 1, end)) return w + 2;
    if (mark == '\'' && glued && text_.Word(w + 1).size() <= 2 && !(text_.Lexeme(w + 1).kinds & pack::kPossessiveMark) && text_.PossessiveWords(w) == 0) return w + 2;  // Int'l
    if (mark == ',' && w + 1 < end && !text_.IsPunctuation(w + 1) && text_.IsCapital(w + 1) && (text_.Lexeme(w + 1).kinds & pack::kLegalForm)) return w + 2;
    return 0;
  }

  // COL.N: the sign of a share, with the letter of its exchange behind a stop.
  bool IsTicker(uint32_t w) const {
    return w > 0 && w + 2 < text_.size() && text_.IsAllCapitals(w) && text_.Word(w).size() <= 5 && text_.IsMark(w + 1, '.') && text_.IsGlued(w + 1) &&
           text_.Word(w + 2).size() <= 2 && text_.IsCapital(w + 2) && !text_.IsMark(w + 3, '.');
  }

  bool IsAdjective(uint32_t w) const {
    return text_.IsMark(w, '-') && text_.IsGlued(w) && !text_.IsPunctuation(w + 1) && !text_.IsCapital(w + 1) && words()[w + 1].word_class == WordClass::kLatin;
  }

  // A heading that lost its line: PORTFOLIO RESTRUCTURING.
  bool IsShouted(uint32_t first, uint32_t end) const {
    uint32_t common = 0;
    for (uint32_t w = first; w < end; ++w) {
      if (text_.IsPunctuation(w)) continue;
      if (!text_.IsAllCapitals(w)) return false;
      if (text_.Word(w).size() > 3 && text_.IsCommon(w)) ++common;
    }
    return common > 0;
  }

  // Cuts a run at titles ("Larkfield Mills CEO Ann Osgood") and behind a leading demonym ("German Finance Ministry").
  void Split(uint32_t first, uint32_t end, bool doubtful, bool after_title) {
    while (first < end && text_.IsPunctuation(first)) ++first;
    if (first >= end) return;
    for (uint32_t w = first; w < end; ++w) {
      const uint32_t title = TitleWords(w);
      if (title == 0 || (w == first && !after_title && (text_.Lexeme(w).kinds & pack::kOrgWord))) continue;
      if (w + title < end || w > first) {
        Split(first, w, doubtful, after_title);
        return Split(w + title, end, false, true);
      }
    }
    // a caption and the sentence behind it: "Larkspur Robotics Larkspur Robotics"
    const uint32_t half = (end - first) / 2;
    if (half > 0 && half * 2 == end - first && text_.Slice(first, first + half) == text_.Slice(first + half, end)) {
      Add(first, first + half, doubtful, after_title);
      first += half;
    }
    const uint32_t demonym = text_.Unit(first).kinds & pack::kDemonym ? text_.UnitWords(first) : 0;
    if (demonym != 0 && first + demonym < end && !KeepsDemonym(first, first + demonym, end)) {
      with_demonym_.push_back({first, first + demonym, end});
      return;
    }
    if (demonym != 0 && first + demonym >= end) {
      // "American was": short for American Airlines where that is named
      const bool acts = end < text_.size() && !text_.IsPunctuation(end) && (text_.Lexeme(end).forms != 0 || (text_.Lexeme(end).kinds & (pack::kBe | pack::kHave | pack::kModal)));
      if (acts && demonym == 1) runs_.push_back({.first_word = first, .end_word = end, .key_end_word = end, .needs_longer = true});
      return;
    }
    Add(first, end, doubtful, after_title);
  }

  // British Airways, American Oil: the rest alone would be no name.
  bool KeepsDemonym(uint32_t first, uint32_t rest, uint32_t end) const {
    if (text_.ExactPackName(text_.Slice(first, end)) != nullptr) return true;
    for (uint32_t w = rest; w < end; ++w)
      if (!text_.IsPunctuation(w) && (text_.Lexeme(w).kinds & (pack::kOrgWord | pack::kLegalForm | pack::kOfHead)) == 0 && !text_.IsCommon(w)) return false;
    return true;
  }

  void Add(uint32_t first, uint32_t end, bool doubtful, bool after_title) {
    NameRun run{.first_word = first, .end_word = end, .doubtful = doubtful, .after_title = after_title};
    run.bracketed = first > 0 && text_.IsMark(first - 1, '<') && text_.IsMark(end, '>');
    if (run.bracketed && end == first + 1 && text_.IsAllCapitals(first)) return;  // the sign of a share
    run.key_end_word = KeyEnd(first, end, &run.has_legal_form);
    if (text_.IsPunctuation(end - 1) && !run.has_legal_form) run.end_word = run.key_end_word;
    if (run.key_end_word == first) return;
    const bool single = run.key_end_word == first + 1;
    if (single && text_.Word(first).size() < 2) return;
    if (single && IsModel(first) && text_.ExactPackName(text_.Word(first)) == nullptr) return;
    (doubtful && !run.has_legal_form ? doubtful_ : runs_).push_back(run);
  }

  // A320, V2500S: the number of a model.
  bool IsModel(uint32_t w) const {
    const std::string_view word = text_.Word(w);
    return text_.IsAllCapitals(w) && std::any_of(word.begin(), word.end(), text::IsAsciiDigit);
  }

  uint32_t KeyEnd(uint32_t first, uint32_t end, bool* legal) const {
    uint32_t key_end = end;
    while (key_end > first + 1) {
      const uint32_t w = key_end - 1;
      const bool form = !text_.IsPunctuation(w) && (text_.Lexeme(w).kinds & pack::kLegalForm) != 0;
      const bool mark = text_.IsPunctuation(w) && words()[w].mark != '+' && words()[w].mark != '!';
      if (!form && !mark) break;
      *legal = *legal || form;
      --key_end;
    }
    return key_end;
  }

  // ---- capitals that say nothing

  std::string_view Key(const NameRun& run) const { return text_.Slice(run.first_word, run.key_end_word); }

  // A run at the beginning of a sentence is a name where no table has its first word, or where it stands elsewhere too.
  void AcceptDoubtful() {
    HashSet<std::string_view> sure;
    for (const NameRun& run : runs_) sure.insert(Key(run));
    // "Indian Horlicks" where Horlicks stands alone too, else "Bavarian Nordic"
    for (const auto& [first, rest, end] : with_demonym_) {
      bool legal = false;
      const std::string_view key = text_.Slice(rest, KeyEnd(rest, end, &legal));
      Add(sure.contains(key) || text_.ExactPackName(key) != nullptr ? rest : first, end, false, false);
    }
    with_demonym_.clear();
    for (NameRun run : doubtful_) {
      run.doubtful = false;
      const bool common = text_.IsCommon(run.first_word);
      if (common && !sure.contains(Key(run))) {
        // without its first word it may be known, or may be a name that a noun leads to
        NameRun rest = run;
        ++rest.first_word;
        if (rest.first_word < rest.key_end_word && !text_.IsPunctuation(rest.first_word) && sure.contains(Key(rest))) {
          runs_.push_back(rest);
          continue;
        }
        if (run.key_end_word == run.first_word + 1) continue;
        if (!HasOrgWord(run)) run.doubtful = true;
      }
      runs_.push_back(run);
    }
    for (const NameRun& run : runs_)
      if (!run.doubtful) sure.insert(Key(run));
    doubtful_.clear();
  }

  bool HasOrgWord(const NameRun& run) const {
    for (uint32_t w = run.first_word + 1; w < run.end_word; ++w)
      if (!text_.IsPunctuation(w) && (text_.Lexeme(w).kinds & (pack::kOrgWord | pack::kLegalForm))) return true;
    return false;
  }

  void Remember(const NameRun& run) {
    if (!run.doubtful) known_[FindFirst(run)].push_back(Key(run));
  }
  std::string FindFirst(const NameRun& run) const { return Fold(text_.Word(run.first_word)); }
  static std::string Fold(std::string_view word) {
    std::string folded(word);
    for (char& c : folded)
      if (text::IsAsciiUpper(c)) c = static_cast<char>(c - 'A' + 'a');
    return folded;
  }

  // Are most words of the headline capitalised?
  bool IsTitleCase(const text::Block& block) const {
    uint32_t lower = 0, capital = 0;
    for (uint32_t s = block.first_sentence; s < block.end_sentence; ++s) {
      const text::Sentence& sentence = text_.document().sentences()[s];
      for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
        if (text_.IsPunctuation(w) || words()[w].word_class == WordClass::kDigit || text_.Word(w).size() < 4) continue;
        ++(text_.IsCapital(w) ? capital : lower);
      }
    }
    return capital > 2 * lower;
  }

  void ReadHeadline(const text::Block& block) {
    const bool title_case = IsTitleCase(block);
    for (uint32_t s = block.first_sentence; s < block.end_sentence; ++s) {
      const text::Sentence& sentence = text_.document().sentences()[s];
      if (!title_case) {
        const size_t before = runs_.size();
        ReadWords(sentence.first_word, sentence.end_word);
        AcceptDoubtfulOfTitle(before);
      } else {
        for (uint32_t w = sentence.first_word; w < sentence.end_word;) w = ReadHeadlineRun(w, sentence.end_word);
      }
    }
  }

  void AcceptDoubtfulOfTitle(size_t) {
    for (NameRun run : doubtful_) {
      uint32_t end = 0;
      const bool known = KnownAt(run.first_word, run.end_word, &end) && end >= run.key_end_word;
      if (text_.IsCommon(run.first_word) && !known && !HasOrgWord(run)) continue;
      run.doubtful = false;
      runs_.push_back(run);
    }
    doubtful_.clear();
  }

  // Does a name of the body begin at `w`, letters' case aside?
  bool KnownAt(uint32_t w, uint32_t sentence_end, uint32_t* end_word) const {
    const auto found = known_.find(Fold(text_.Word(w)));
    if (found == known_.end()) return false;
    const std::string_view rest = text_.From(w);
    uint32_t best = 0;
    for (const std::string_view key : found->second) {
      if (key.size() > rest.size() || Fold(rest.substr(0, key.size())) != Fold(key)) continue;
      uint32_t last = w;
      const uint32_t end = words()[w].begin + static_cast<uint32_t>(key.size());
      while (last + 1 < sentence_end && words()[last].end < end) ++last;
      if (words()[last].end == end) best = std::max(best, last + 1);
    }
    *end_word = best;
    return best != 0;
  }

  uint32_t ReadHeadlineRun(uint32_t w, uint32_t end) {
    if (text_.IsPunctuation(w) || !text_.IsCapital(w) || text_.IsQuantity(w)) return w + 1;
    uint32_t known_end = 0;
    if (KnownAt(w, end, &known_end)) {
      Add(w, known_end, false, false);
      return known_end;
    }
    if (IsFunctionWord(w) || TitleWords(w) != 0) return w + 1;
    uint32_t pack_end = 0;
    const pack::Entry* entry = text_.PackName(w, end, &pack_end);
    if (entry != nullptr && !entry->ambiguous && !text_.IsAllCapitals(w)) {
      Add(w, pack_end, false, false);
      return pack_end;
    }
    if (text_.IsCommon(w) || (text_.Unit(w).kinds & pack::kDemonym)) return w + 1;
    // words that no table has; an organisation word or legal form may follow them
    uint32_t run_end = w + 1;
    while (run_end < end && run_end < w + kMaxRunWords) {
      uint32_t ignored = 0;
      const uint32_t next = NextOfRun(w, run_end, end);
      if (next == 0 || KnownAt(run_end, end, &ignored)) break;
      const uint32_t last = next - 1;
      const bool org = (text_.Lexeme(last).kinds & (pack::kOrgWord | pack::kLegalForm)) != 0;
      if (!text_.IsPunctuation(last) && text_.IsCommon(last) && !org) break;
      run_end = next;
    }
    Add(w, run_end, false, false);
    return run_end;
  }

  const NameText& text_;
  std::vector<Token>& tokens_;
  struct WithDemonym {
    uint32_t first, rest, end;
  };
  std::vector<WithDemonym> with_demonym_;
  std::vector<NameRun> runs_, doubtful_;
  HashMap<std::string, std::vector<std::string_view>> known_;  // first word in lower case: keys
};

}  // namespace

std::vector<NameRun> FindNameRuns(const NameText& text, std::vector<Token>* tokens) { return RunFinder(text, tokens).Run(); }

}  // namespace entente::mention
