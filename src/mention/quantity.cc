// Walks the text once. Only digits and characters that open a word of the tables stop it; there the readers of amounts, dates,
// durations and percentages try in turn, and the walk goes on behind what the longest of them took.
// Tested by: tests/unit/mention/quantity_test.cc
#include "mention/quantity.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>

#include "mention/amount.h"
#include "mention/date.h"
#include "mention/lexicon.h"
#include "mention/number.h"

namespace entente::mention {

struct QuantityReader::Tables {
  std::array<Lexicon, 4> lexicons;  // Korean, English, Japanese, Chinese
};

namespace {

constexpr std::array<Language, 4> kLanguages = {Language::kKorean, Language::kEnglish, Language::kJapanese, Language::kChinese};

size_t IndexOf(Language language) {
  const auto found = std::find(kLanguages.begin(), kLanguages.end(), language);
  return found == kLanguages.end() ? 0 : static_cast<size_t>(found - kLanguages.begin());
}

class Walk {
 public:
  Walk(const Lexicon& lexicon, Language language, std::string_view text, std::optional<Period> published, Quantities* out)
      : lexicon_(lexicon), text_(text), out_(out), amounts_(lexicon, language, text, &out->amounts),
        dates_(lexicon, language, text, published, &out->dates, &out->durations), latin_(language == Language::kEnglish) {}

  void Run() {
    for (size_t at = 0; at < text_.size();) at = Step(at);
  }

 private:
  size_t Step(size_t at) {
    const char c = text_[at];
    if (IsDigit(c)) return StepDigits(at);
    if (IsLetter(c)) return StepWord(at);
    if (static_cast<unsigned char>(c) >= 0x80 || c == '$') {
      const bool hangul = IsHangulLead(c);
      if (!(hangul && InHangulWord(at)) && lexicon_.MayStart(text_, at)) {
        const size_t end = Mentions(at);
        if (end > at) return end;
      }
      if (hangul) return SkipHangul(at);
      ++at;
      while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) ++at;
      return at;
    }
    return at + 1;
  }

  // By the first byte alone: a few rare characters share it with the syllables, and only lose their speed.
  static bool IsHangulLead(char c) { return static_cast<unsigned char>(c) >= 0xEA && static_cast<unsigned char>(c) <= 0xED; }
  bool InHangulWord(size_t at) const { return at >= 3 && IsHangulLead(text_[at - 3]); }

  // The end of the run of syllables that `at` stands in: only its first one opens a mention.
  size_t SkipHangul(size_t at) const {
#ifdef __SSE2__
    for (; at + 16 <= text_.size(); at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + at));
      const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
      const __m128i from_hangul = _mm_sub_epi8(bytes, all(0xEA));
      const __m128i hangul = _mm_cmpeq_epi8(_mm_min_epu8(from_hangul, all(3)), from_hangul);
      const __m128i inside = _mm_cmplt_epi8(bytes, all(0xC0));  // as signed: continuation bytes
      const auto stop = static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(hangul, inside))) ^ 0xFFFF;
      if (stop != 0) return at + static_cast<size_t>(__builtin_ctz(stop));
    }
#endif
    while (at < text_.size() && (IsHangulLead(text_[at]) || (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80)) ++at;
    return at;
  }

  // The end of the amount that was read at `at`, or 0. A date may hold an amount's first figure, so it moves nothing.
  size_t Mentions(size_t at) {
    if (at >= dates_end_) dates_end_ = std::max(dates_end_, dates_.Read(at));
    return amounts_.Read(at);
  }

  // Most figures count things; what stands behind them tells so at once.
  struct Behind {
    bool amount = false, other = false;
  };
  Behind WhatMayStand(size_t at) const {
    size_t end = at;
    int points = 0;
    for (; IsDigit(CharAt(text_, end)) || ((CharAt(text_, end) == ',' || CharAt(text_, end) == '.') && IsDigit(CharAt(text_, end + 1))); ++end)
      points += CharAt(text_, end) == '.';
    const char c = CharAt(text_, end);
    if (points >= 2 || c == '-' || c == '/' || c == '.' || c == '\'' || c == '%' || c == '~' || c == kWideComma[0]) return {true, true};
    constexpr KindSet kOfMoney = Set(kMoney) | Set(kCountry) | Set(kTen) | Set(kBig) | Set(kAround) | Set(kVague) | Set(kPoint) | Set(kScale) | Set(kTight) | Set(kTo) | Set(kList);
    constexpr KindSet kOfOthers = Set(kCalendarUnit) | Set(kTo) | Set(kEnding) | Set(kPercent) | Set(kMonth) | Set(kList);
    const auto may = [&](KindSet kinds) { return lexicon_.MayBe(text_, end, kinds) || (c == ' ' && lexicon_.MayBe(text_, end + 1, kinds)); };
    return {may(kOfMoney), may(kOfOthers)};
  }

  size_t StepDigits(size_t at) {
    const Behind behind = latin_ ? Behind{true, true} : WhatMayStand(at);
    if (behind.other && at >= dates_end_) dates_end_ = std::max(dates_end_, dates_.Read(at));
    const size_t end = behind.amount ? amounts_.Read(at) : 0;
    if (end > at) return end;
    const size_t percent = behind.other ? Percent(at) : 0;
    return percent > at ? percent : SkipFigure(at);
  }

  size_t SkipFigure(size_t at) const {
    do ++at;
    while (IsDigit(CharAt(text_, at)) || ((CharAt(text_, at) == '.' || CharAt(text_, at) == ',') && IsDigit(CharAt(text_, at + 1))));
    return at;
  }

  size_t StepWord(size_t at) {
    if (lexicon_.MayStart(text_, at)) {
      const size_t end = Mentions(at);
      if (end > at) return end;
    }
    do ++at;
    while (IsLetter(CharAt(text_, at)));
    if (IsDigit(CharAt(text_, at)))  // "GS25": the digits belong to the name
      while (IsDigit(CharAt(text_, at))) ++at;
    return at;
  }

  size_t Percent(size_t at) {
    Number number;
    if (!ReadPlain(text_, at, &number)) return 0;
    const Word* word = lexicon_.Find(text_, SkipBlanks(text_, number.end, 1), Set(kPercent) | Set(kPoints));
    if (word == nullptr || word->kind == kPoints) return 0;
    const size_t end = SkipBlanks(text_, number.end, 1) + word->text.size();
    out_->percents.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end), number.value});
    return end;
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  Quantities* out_;
  AmountReader amounts_;
  DateReader dates_;
  size_t dates_end_ = 0;
  bool latin_;  // bare figures may be years
};

}  // namespace

Result<QuantityReader> QuantityReader::Build() {
  auto tables = std::make_unique<Tables>();
  for (size_t i = 0; i < kLanguages.size(); ++i) {
    auto lexicon = Lexicon::Load(kLanguages[i]);
    if (!lexicon.ok()) return lexicon.status();
    tables->lexicons[i] = std::move(lexicon).value();
  }
  return QuantityReader(std::move(tables));
}

void QuantityReader::Read(std::string_view text, Language language, std::optional<Period> published, Quantities* out) const {
  Walk(tables_->lexicons[IndexOf(language)], language, text, published, out).Run();
}

QuantityReader::QuantityReader(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
QuantityReader::QuantityReader(QuantityReader&&) noexcept = default;
QuantityReader& QuantityReader::operator=(QuantityReader&&) noexcept = default;
QuantityReader::~QuantityReader() = default;

}  // namespace entente::mention
