// Cuts sentences into phrases. A noun phrase ends at a particle, a comma or a middle dot; what stands in parentheses does
// not take part, but a particle behind the parentheses belongs to the word before them: 람다(Lambda)에 is 람다 + 에.
// Tested by: tests/corpus/ko/deal/
#include "deal/phrase.h"

#include <algorithm>

namespace entente::deal {

using mention::Token;
using pack::Case;
using pack::Ending;
using text::Word;
using text::WordClass;

namespace {

constexpr uint32_t kMaxParenthesisWords = 80;  // longer ones are not closed, but forgotten

constexpr uint32_t kMaxDateWords = 3;  // of a phrase that tells a time
constexpr float kFairName = 0.5f;  // of the name before a hyphen that joins a list

// Bullets of a list inside a sentence: "△A △B △C가".
bool IsBullet(char32_t mark) { return mark == 0x25B3 || mark == 0x25B2 || mark == 0x25B7 || mark == 0x25B6; }

bool IsStrongMark(char32_t mark) {
  return mark == 0x2026 || mark == ':' || mark == ';' || mark == 0x25CF || mark == 0x25A0 || mark == '|' || mark == 0x2192 || mark == 0x25C6 ||
         mark == 0x2460 || mark == 0x25B6 || mark == '!' || mark == '?';
}

class PhraseCutter {
 public:
  PhraseCutter(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, const text::Sentence& sentence, bool headline, std::vector<Phrase>* phrases)
      : pack_(pack), document_(document), reading_(reading), sentence_(sentence), headline_(headline), phrases_(*phrases) {}

  void Run() {
    const auto& words = document_.words();
    open_ = Phrase{.first_word = sentence_.first_word};
    for (uint32_t w = sentence_.first_word; w < sentence_.end_word; ++w) {
      const Word& word = words[w];
      const Token& token = reading_.tokens[w];
      if (word.word_class == WordClass::kPunctuation) {
        if (word.mark == '\'' || word.mark == '"') quoted_ = !quoted_;
        if (token.name >= 0 || token.amount >= 0) {
          Take(w);
          continue;
        }
        if (word.mark == '(' || word.mark == '[') {
          w = SkipParentheses(w, word.mark == '(' ? U')' : U']');
          continue;
        }
        Mark(w, word.mark);
        continue;
      }
      if (token.stem_end == word.begin && token.grammatical_case != Case::kNone) {
        GluedParticle(w, token.grammatical_case);
        continue;
      }
      if (content_ != 0 && token.name < 0 && w > open_.first_word && reading_.tokens[w - 1].amount < 0 && EndsInName() &&
          std::find(pack_.between.begin(), pack_.between.end(), document_.Slice(word.begin, word.end)) != pack_.between.end()) {
        open_.grammatical_case = Case::kWithOf;  // "A와 B 간 협약"
        Close(w + 1);
        continue;
      }
      if (TellsWhen(w)) {
        Close(w);
        phrases_.push_back({.first_word = w, .end_word = w + 1, .head = w, .predicate = true, .ending = Ending::kWhen});
        open_ = Phrase{.first_word = w + 1};
        continue;
      }
      Take(w);
      const bool listed = w + 1 < sentence_.end_word && words[w + 1].mark == 0xB7;  // "한·미·일" holds no verb
      if (token.ending != Ending::kNone && token.name < 0 && !listed && !(token.roles & pack::kBoundNoun) && !IsQuotedAlone(w)) {
        open_.predicate = true;
        open_.ending = token.ending;
        if (open_.first_word != w || content_ > 1) SplitOffPredicate(w);
        Close(w + 1);
      } else if (token.roles & pack::kListAnd) {
        open_.joined = true;
        Close(w + 1);
      } else if (token.grammatical_case != Case::kNone) {
        open_.grammatical_case = token.grammatical_case;
        Close(w + 1);
      }
    }
    Close(sentence_.end_word);
    JoinAuxiliaries();
    AssignNames();
  }

 private:
  void Take(uint32_t w) {
    const Token& token = reading_.tokens[w];
    if (content_++ == 0) {
      open_.first_word = w;
      open_.first_roles = token.roles;
      open_.amid = std::find(pack_.amid.begin(), pack_.amid.end(), document_.Slice(document_.words()[w].begin, document_.words()[w].end)) != pack_.amid.end();
    }
    open_.head = w;
    open_.triggers |= token.triggers;
    open_.roles |= token.roles;
    if (open_.amount < 0) open_.amount = token.amount;
  }

  // Nouns without a particle before a predicate are a phrase of their own: "투자 | 유치했다".
  void SplitOffPredicate(uint32_t w) {
    Phrase nouns{.first_word = open_.first_word, .end_word = w};
    for (uint32_t i = open_.first_word; i < w; ++i) {
      if (document_.words()[i].word_class == WordClass::kPunctuation) continue;
      const Token& token = reading_.tokens[i];
      if (nouns.triggers == 0 && nouns.roles == 0) nouns.first_roles = token.roles;
      nouns.head = i;
      nouns.triggers |= token.triggers;
      nouns.roles |= token.roles;
      if (nouns.amount < 0) nouns.amount = token.amount;
    }
    phrases_.push_back(nouns);
    const Token& token = reading_.tokens[w];
    open_.first_word = w;
    open_.triggers = token.triggers;
    open_.roles = token.roles;
    open_.amount = token.amount;
  }

  // "2016년 하만 인수 이후": the event of the open phrase has happened.
  bool TellsWhen(uint32_t w) const {
    if (content_ == 0 || headline_ || w == open_.first_word || open_.triggers == 0 || (reading_.tokens[w - 1].triggers & ~pack_.classes.conclude) == 0 || reading_.tokens[w - 1].name >= 0 || !document_.words()[w].space_before) return false;
    const std::string_view stem = document_.Slice(document_.words()[w].begin, reading_.tokens[w].stem_end);
    return std::find(pack_.when.begin(), pack_.when.end(), stem) != pack_.when.end();
  }

  // "‘키트루다’를": a name, though it looks like a predicate.
  bool IsQuotedAlone(uint32_t w) const {
    const auto& words = document_.words();
    const auto quote = [&](uint32_t i) { return words[i].mark == '\'' || words[i].mark == '"'; };
    return w > sentence_.first_word && w + 1 < sentence_.end_word && quote(w - 1) && quote(w + 1);
  }

  bool EndsInName() const { return reading_.tokens[open_.head].name >= 0; }

  void Close(uint32_t end_word) {
    if (content_ != 0) {
      open_.end_word = end_word;
      if (open_.grammatical_case == Case::kTopic && reading_.tokens[open_.head].date >= 0 && reading_.tokens[open_.head].name < 0 && open_.triggers == 0 && content_ <= kMaxDateWords) open_.grammatical_case = Case::kNone;  // "지난 4월에는"
      phrases_.push_back(open_);
    }
    open_ = Phrase{.first_word = end_word};
    content_ = 0;
  }

  uint32_t SkipParentheses(uint32_t w, char32_t close) {
    const auto& words = document_.words();
    uint32_t depth = 0;
    for (uint32_t i = w; i < std::min(sentence_.end_word, w + kMaxParenthesisWords); ++i) {
      if (words[i].mark == words[w].mark) ++depth;
      if (words[i].mark == close && --depth == 0) return i;
    }
    return w;  // never closed: only the mark is skipped
  }

  void GluedParticle(uint32_t w, Case grammatical_case) {
    if (content_ == 0) {
      if (!phrases_.empty() && phrases_.back().end_word + 2 >= w && phrases_.back().grammatical_case == Case::kNone && !phrases_.back().predicate) {
        phrases_.back().grammatical_case = grammatical_case;
        phrases_.back().joined = false;
      }
      return;
    }
    open_.grammatical_case = grammatical_case;
    Close(w + 1);
  }

  void Mark(uint32_t w, char32_t mark) {
    const auto& words = document_.words();
    const bool hyphen = mark == '-' && !quoted_ && !words[w].space_before && w + 1 < sentence_.end_word && !words[w + 1].space_before && content_ != 0 &&
                        IsFairName(w - 1) && words[w + 1].word_class != WordClass::kDigit;
    const bool list = mark == ',' || mark == 0xB7 || mark == '/' || hyphen || (IsBullet(mark) && content_ != 0);
    const bool strong = IsStrongMark(mark), equals = mark == '=';
    if (!list && !strong && !equals) return;
    if (content_ != 0) {
      if (list) open_.joined = true;
      Close(w + 1);
    } else if (list && !phrases_.empty() && !phrases_.back().predicate) {
      phrases_.back().joined = phrases_.back().grammatical_case == Case::kNone || phrases_.back().joined;
    }
    if (phrases_.empty()) return;
    if (strong) phrases_.back().breaks = true;
    if (headline_ && mark == ',' && !topic_seen_) MakeTopic();
    if (equals && (phrases_.front().first_roles & pack::kCredit)) return phrases_.clear();  // "사진 A=통신사"
    if (equals && phrases_.size() == 1 && !topic_seen_ && !StartsWithPlace()) MakeTopic();
  }

  bool IsFairName(uint32_t w) const {
    const int32_t name = reading_.tokens[w].name;
    return name >= 0 && reading_.names[static_cast<size_t>(name)].certainty >= kFairName;
  }

  // "성남=홍길동 기자": a place of writing is no topic.
  bool StartsWithPlace() const {
    const int32_t name = reading_.tokens[phrases_[0].head].name;
    return name >= 0 && reading_.entities[reading_.names[static_cast<size_t>(name)].entity].is_place;
  }

  // In a headline the comma after the first names makes them the topic: "A, B와 손잡는다", "A·B, 합작사 세운다".
  void MakeTopic() {
    for (const Phrase& phrase : phrases_)
      if (phrase.predicate || phrase.grammatical_case != Case::kNone) return;
    topic_seen_ = true;
    phrases_.back().grammatical_case = Case::kTopic;
    phrases_.back().joined = false;
  }

  // "보유하고 | 있는": one predicate, with the ending of the auxiliary.
  void JoinAuxiliaries() {
    size_t kept = 0;
    for (size_t p = 0; p < phrases_.size(); ++p) {
      const Phrase& phrase = phrases_[p];
      const std::string_view word = document_.Slice(document_.words()[phrase.head].begin, document_.words()[phrase.head].end);
      const bool follows = kept > 0 && phrase.predicate && phrases_[kept - 1].predicate && phrases_[kept - 1].end_word == phrase.first_word;
      const bool helps = follows && phrases_[kept - 1].ending == Ending::kConnective && std::any_of(pack_.auxiliaries.begin(), pack_.auxiliaries.end(), [&](std::string_view auxiliary) { return word.starts_with(auxiliary); });
      // "인수하기로 | 한": what is pledged describes the noun
      const bool pledges = follows && phrases_[kept - 1].ending == Ending::kNominal && phrase.ending == Ending::kAdnominal && std::find(pack_.pledges.begin(), pack_.pledges.end(), word) != pack_.pledges.end();
      const bool joins = helps || pledges;
      if (joins) {
        phrases_[kept - 1].ending = phrase.ending;
        phrases_[kept - 1].end_word = phrase.end_word;
        phrases_[kept - 1].breaks = phrase.breaks;
        continue;
      }
      // "A를 비롯해 B, C가": A is of their list; "A를 상대로": to A
      if (kept > 0 && phrase.predicate && !phrases_[kept - 1].predicate && phrases_[kept - 1].grammatical_case == Case::kObject) {
        const bool lists = std::find(pack_.including.begin(), pack_.including.end(), word) != pack_.including.end();
        if (lists || std::find(pack_.toward.begin(), pack_.toward.end(), word) != pack_.toward.end()) {
          phrases_[kept - 1].grammatical_case = lists ? Case::kNone : Case::kTo;
          phrases_[kept - 1].joined = lists;
          phrases_[kept - 1].end_word = phrase.end_word;
          continue;
        }
      }
      if (kept != p) phrases_[kept] = phrase;
      ++kept;
    }
    phrases_.resize(kept);
  }

  void AssignNames() {
    const auto& names = reading_.names;
    const auto first = std::lower_bound(names.begin(), names.end(), sentence_.first_word,
                                        [](const mention::Name& name, uint32_t word) { return name.first_word < word; });
    size_t n = static_cast<size_t>(first - names.begin());
    for (Phrase& phrase : phrases_) {
      while (n < names.size() && names[n].first_word < phrase.first_word) ++n;
      phrase.first_name = static_cast<uint32_t>(n);
      while (n < names.size() && names[n].first_word < phrase.end_word && names[n].first_word <= phrase.head) ++n;
      phrase.end_name = static_cast<uint32_t>(n);
      if (phrase.first_name != phrase.end_name) {
        const mention::Name& last = names[n - 1];
        phrase.firm = last.certainty >= kFairName && !reading_.entities[last.entity].is_place && last.end_word == phrase.head + 1;
      }
    }
  }

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const mention::Reading& reading_;
  const text::Sentence& sentence_;
  const bool headline_;
  std::vector<Phrase>& phrases_;
  Phrase open_;
  uint32_t content_ = 0;  // words in the open phrase
  bool topic_seen_ = false;
  bool quoted_ = false;  // inside quotes: a hyphen there makes no list
};

}  // namespace

void FindPhrases(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, const text::Sentence& sentence, bool headline,
                 std::vector<Phrase>* phrases) {
  phrases->clear();
  PhraseCutter(pack, document, reading, sentence, headline, phrases).Run();
}

}  // namespace entente::deal
