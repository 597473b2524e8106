// Reads quantities of short texts, for the tests of this folder.
#pragma once

#include <string>
#include <string_view>

#include "mention/quantity.h"
#include "text/normalise.h"
#include "unit/catch.h"

namespace entente::mention {

struct Case {
  const char* text;
  const char* expected;
};

inline const QuantityReader& Reader() {
  static const Result<QuantityReader> reader = QuantityReader::Build();
  REQUIRE(reader.ok());
  return reader.value();
}

inline Quantities Read(std::string_view text, Language language, const char* published = "2024-06-04") {
  std::string normalised;
  text::SourceMap map;
  REQUIRE(text::Normalise(text, &normalised, &map).ok());
  Quantities quantities;
  Reader().Read(normalised, language, ParsePeriod(published), &quantities);
  return quantities;
}

// "33700000000 SEK; 4400000000000 KRW", with " to " between the ends of a range.
inline std::string Money(std::string_view text, Language language) {
  std::string out;
  for (const AmountMention& amount : Read(text, language).amounts) {
    if (!out.empty()) out += "; ";
    out += amount.low.ToString();
    if (amount.low != amount.high) out += " to " + amount.high.ToString();
    out += " " + std::string(amount.currency.code());
  }
  return out;
}

// "2024-06-04" or "2024-04-01..2024-04-30", "?" where the date stays open.
inline std::string Dates(std::string_view text, Language language, const char* published = "2024-06-04") {
  std::string out;
  for (const DateMention& date : Read(text, language, published).dates) {
    if (!out.empty()) out += "; ";
    if (!date.period) {
      out += "?";
      continue;
    }
    out += FormatDay(date.period->from);
    if (date.period->to != date.period->from) out += ".." + FormatDay(date.period->to);
  }
  return out;
}

}  // namespace entente::mention
