// Money, dates, durations and percentages in a text: hand-written readers over the tables of the packs.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "entente/day.h"
#include "entente/deal.h"
#include "entente/money.h"
#include "entente/status.h"

namespace entente::mention {

// Offsets are those of the text that was read.
struct AmountMention {
  uint32_t begin = 0, end = 0;
  Decimal low, high;
  Currency currency;  // empty: money, but the text does not decide the currency
  CurrencyBasis basis = CurrencyBasis::kStated;
  uint16_t qualifiers = kExact;
  std::optional<uint32_t> conversion_of;  // index of the amount before it that it restates: "337억 크로나(약 4조 4000억원)"
  Currency rival;  // where a conversion may follow: the currency of that name of the nearest country, when it is another one
  bool is_rate = false;                   // a rate of exchange or a price for one unit: "1달러=1300원", "주당 5만원"
};

struct DateMention {
  uint32_t begin = 0, end = 0;
  std::optional<Period> period;  // nullopt: relative, and no publication date is known
  bool is_deadline = false;      // "6월 말까지", "by the end of June": not when something was done
  bool is_start = false;         // "7월부터", "since 2017"
  bool is_future = false;        // lies after the publication date, or is said so ("내년", "오는 8월")
  bool is_same_as_before = false;  // "같은 달", "이날": takes its period from another mention
};

struct DurationMention {
  uint32_t begin = 0, end = 0;
  int32_t months = 0;  // "5년간" is 60; 0 for less than a month
};

struct PercentMention {
  uint32_t begin = 0, end = 0;
  Decimal value;
};

// All in order of the text, without overlaps within one kind.
struct Quantities {
  std::vector<AmountMention> amounts;
  std::vector<DateMention> dates;
  std::vector<DurationMention> durations;
  std::vector<PercentMention> percents;
  void Clear() {
    amounts.clear();
    dates.clear();
    durations.clear();
    percents.clear();
  }
};

// Immutable once built; shared by threads.
class QuantityReader {
 public:
  static Result<QuantityReader> Build();  // from the embedded packs

  // Reads the whole text (normalised UTF-8: NFC, ASCII digits and punctuation for full-width ones) and appends to `*out`.
  // `published` anchors relative dates. Linear in the text.
  void Read(std::string_view text, Language language, std::optional<Period> published, Quantities* out) const;

  QuantityReader(QuantityReader&&) noexcept;
  QuantityReader& operator=(QuantityReader&&) noexcept;
  ~QuantityReader();

 private:
  struct Tables;
  explicit QuantityReader(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

}  // namespace entente::mention
