// Mentions of days, weeks, months, quarters and years, and of spans of time.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mention/date_spec.h"
#include "mention/lexicon.h"
#include "mention/quantity.h"

namespace entente::mention {

// Reads one date's parts. Confined to one call of QuantityReader::Read; knows nothing of the publication.
class DateParser {
 public:
  DateParser(const Lexicon& lexicon, std::string_view text) : lexicon_(lexicon), text_(text) {}

  // Reads the longest date at `at` into `*spec` and returns its end, or 0. `lead` says that a word before makes a bare
  // figure of four digits a year.
  size_t Parse(size_t at, bool lead, DateSpec* spec) const;
  // "3년 2개월", "two weeks": returns the end, or 0. Remembers the last place, which several readers try.
  size_t ParseCount(size_t at, CountOfUnits* count) const;
  // A bare figure that may be the first end of a range ("from 4 to 22 January"): returns the end, or 0.
  size_t ParseBareDay(size_t at, int32_t* day) const;
  size_t YearRange(size_t at, int32_t* first, int32_t* last) const;
  // Skips blanks and, after a part, what may stand between parts.
  size_t SkipGlue(size_t at) const;
  bool IsWordStart(size_t at) const;

 private:
  size_t ReadCount(size_t at, CountOfUnits* count) const;
  size_t Part(size_t at, bool lead, DateSpec* spec) const;
  size_t Figure(size_t at, bool lead, DateSpec* spec) const;
  size_t WithUnit(size_t at, int32_t value, size_t digits, const Word& unit, DateSpec* spec) const;
  size_t EnglishFigure(size_t at, size_t end, int32_t value, bool lead, DateSpec* spec) const;
  size_t Numeric(size_t at, DateSpec* spec) const;
  size_t NumericWithName(size_t at, DateSpec* spec) const;
  size_t SpelledYear(size_t at, bool lead, DateSpec* spec) const;
  size_t Named(size_t at, bool lead, DateSpec* spec) const;
  size_t Ordinal(const Word& word, size_t end, DateSpec* spec) const;
  size_t Direction(const Word& word, size_t end, DateSpec* spec) const;
  size_t Relative(const Word& word, size_t end, DateSpec* spec) const;
  size_t Counted(size_t at, DateSpec* spec) const;
  size_t LedDay(size_t at, DateSpec* spec) const;
  bool MonthAndYear(size_t at) const;
  bool EndsAsWord(size_t end) const;

  const Lexicon& lexicon_;
  std::string_view text_;
  mutable size_t counted_at_ = std::string_view::npos, counted_end_ = 0;
  mutable CountOfUnits counted_;
};

class DateReader {
 public:
  DateReader(const Lexicon& lexicon, Language language, std::string_view text, std::optional<Period> published, std::vector<DateMention>* dates,
             std::vector<DurationMention>* durations)
      : lexicon_(lexicon), text_(text), latin_(language == Language::kEnglish), parser_(lexicon, text), dates_(dates), durations_(durations) {
    anchor_.published = published;
    anchor_.months_ahead = latin_ ? kLatinMonthsAhead : kMonthsAhead;
  }

  // Reads a date or a duration that starts at `at`, appends it and returns its end; 0 when there is none.
  size_t Read(size_t at);

 private:
  bool MayBeDate(size_t at) const;
  size_t ReadDuration(size_t at);
  size_t ReadRange(size_t at, const DateSpec& first, size_t end, DateMention* mention);
  size_t ReadRangeWithin(const DateSpec& period, size_t end, DateMention* mention);
  size_t ReadDaysWithin(const DateSpec& period, size_t at, bool between, DateMention* mention) const;
  size_t ReadStarting(size_t at, DateMention* mention);
  size_t ReadBareRange(size_t at, DateMention* mention);
  size_t ReadFigures(size_t at, DateSpec base, DateMention* mention) const;
  DateSpec ListedBefore(size_t at) const;
  void TakeYearBefore(size_t at, DateSpec* spec) const;
  bool Join(DateSpec first, DateSpec second, DateMention* mention) const;
  void ReadFlags(DateMention* mention) const;
  void Remember(const DateMention& mention);

  // Korean, Japanese and Chinese news say the year of a month that is not this year's; English news leaves out last year's too.
  static constexpr int32_t kMonthsAhead = 6, kLatinMonthsAhead = 1;

  const Lexicon& lexicon_;
  std::string_view text_;
  bool latin_;  // bare figures may be days and years
  DateParser parser_;
  DateAnchor anchor_;
  int32_t said_year_ = 0, said_month_ = 0;  // of the last month that was named with its year
  size_t said_end_ = 0;
  std::vector<DateMention>* dates_;
  std::vector<DurationMention>* durations_;
};

}  // namespace entente::mention
