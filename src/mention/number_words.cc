// Reads English number words one by one: figures add up below a hundred, "hundred" multiplies them, a scale closes a part.
// "one hundred and five thousand" is (1 * 100 + 5) * 1000. A number of no figure ("tens of billions") is vague: 2 to 9 of it.
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/number_words.h"

namespace entente::mention {
namespace {

constexpr KindSet kWordKinds = Set(kSmall) | Set(kTens) | Set(kHundred) | Set(kScale) | Set(kHalf) | Set(kQuarter) | Set(kMulti) |
                               Set(kMany) | Set(kVague) | Set(kArticle) | Set(kJoin);

class WordReader {
 public:
  WordReader(const Lexicon& lexicon, std::string_view text) : lexicon_(lexicon), text_(text) {}

  bool Read(size_t at, Number* out) {
    end_ = at;
    while (const Word* word = lexicon_.Find(text_, at, kWordKinds)) {
      if (!Step(*word, at)) break;
      at = NextWord(text_, end_);
      if (at == end_) break;
    }
    if (!counted_) return false;
    number_.end = end_;
    number_.value = total_;
    if (!Add(&number_.value, current_)) return false;
    *out = number_;
    return true;
  }

 private:
  bool Step(const Word& word, size_t at) {
    const size_t end = at + word.text.size();
    switch (word.kind) {
      case kSmall: return TakeFigure(word.value, word.value < 10 && tens_open_, end);
      case kTens: return TakeFigure(word.value, false, end) && (tens_open_ = true);
      case kHundred: return TakeHundred(word, end);
      case kScale: return TakeScale(word, end);
      case kHalf: return TakePart(Decimal::FromInt(5), -1, end);
      case kQuarter: return TakePart(Decimal::FromInt(25), -2, end);
      case kMulti:
      case kMany: return TakeVague(word, end);
      case kVague: return TakeSeveral(end);
      case kArticle: return TakeArticle(end);
      case kJoin: return TakeJoin(end);
      default: return false;
    }
  }

  bool TakeFigure(int32_t value, bool onto_tens, size_t end) {
    if (figure_set_ && !onto_tens && !after_hundred_) return false;
    if (!Add(&current_, Decimal::FromInt(value))) return false;
    figure_set_ = counted_ = true;
    after_hundred_ = tens_open_ = false;
    end_ = end;
    return true;
  }

  bool TakeHundred(const Word& word, size_t end) {
    if (!figure_set_ && !article_) return false;
    if (!figure_set_) current_ = Decimal::FromInt(1);
    if (!Scale(&current_, word.value)) return false;
    figure_set_ = counted_ = after_hundred_ = true;
    tens_open_ = false;
    end_ = end;
    return true;
  }

  bool TakeScale(const Word& word, size_t end) {
    if (word.value >= last_scale_) return false;
    if (!figure_set_ && !article_ && !number_.vague) return false;
    if (!figure_set_ && article_) current_ = Decimal::FromInt(1);
    if (!Scale(&current_, word.value) || !Add(&total_, current_)) return false;
    current_ = Decimal();
    figure_set_ = after_hundred_ = tens_open_ = article_ = false;
    counted_ = true;
    last_scale_ = number_.unit = word.value;
    ++number_.unit_words;
    end_ = end;
    return true;
  }

  // "half a billion", "three quarters of a million", "two and a half million": counts only before a scale.
  bool TakePart(Decimal part, int32_t exponent, size_t end) {
    size_t at = NextWord(text_, end);
    if (const Word* article = lexicon_.Find(text_, at, Set(kArticle))) at = NextWord(text_, at + article->text.size());
    const Word* scale = lexicon_.Find(text_, at, Set(kScale));
    if (scale == nullptr || !Scale(&part, exponent)) return false;
    const auto whole = joined_ ? current_.Plus(part) : figure_set_ ? current_.Times(part) : std::optional(part);
    if (!whole) return false;
    current_ = *whole;
    figure_set_ = true;
    return TakeScale(*scale, at + scale->text.size());
  }

  bool TakeVague(const Word& word, size_t end) {
    if (figure_set_ || (number_.vague && word.kind == kMany && scaled_)) return false;
    if (!number_.vague) current_ = Decimal::FromInt(2);
    number_.vague = true;
    if (!Scale(&current_, word.value)) return false;
    counted_ |= word.kind == kMulti;
    scaled_ |= word.kind == kMulti;
    number_.unit = word.value;
    ++number_.unit_words;
    end_ = end;
    return true;
  }

  bool TakeSeveral(size_t end) {
    if (counted_ || number_.vague) return false;
    const size_t at = NextWord(text_, end);
    if (lexicon_.Find(text_, at, Set(kScale) | Set(kHundred)) == nullptr) return false;
    number_.vague = figure_set_ = true;
    current_ = Decimal::FromInt(2);
    end_ = end;
    return true;
  }

  bool TakeArticle(size_t end) {
    if (counted_ && !joined_) return false;
    const size_t at = NextWord(text_, end);
    if (lexicon_.Find(text_, at, Set(kScale) | Set(kHundred) | Set(kHalf) | Set(kQuarter)) == nullptr) return false;
    article_ = !joined_;
    end_ = end;
    return true;
  }

  bool TakeJoin(size_t end) {
    if (!counted_) return false;
    const size_t at = NextWord(text_, end);
    const Word* next = lexicon_.Find(text_, at, Set(kSmall) | Set(kTens) | Set(kArticle));
    if (next == nullptr || (next->kind != kArticle && !after_hundred_ && last_scale_ == kNoUnit)) return false;
    if (next->kind == kArticle && lexicon_.Find(text_, NextWord(text_, at + next->text.size()), Set(kHalf) | Set(kQuarter)) == nullptr) return false;
    joined_ = next->kind == kArticle;
    const size_t saved = end_;
    end_ = end;
    if (NextWord(text_, end) == end) end_ = saved;
    return end_ == end;
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  size_t end_ = 0;
  Decimal total_, current_;
  bool figure_set_ = false, counted_ = false, after_hundred_ = false, tens_open_ = false, article_ = false, joined_ = false, scaled_ = false;
  int32_t last_scale_ = kNoUnit;
  Number number_;
};

}  // namespace

bool ReadNumberWords(const Lexicon& lexicon, std::string_view text, size_t at, Number* out) { return WordReader(lexicon, text).Read(at, out); }

}  // namespace entente::mention
