// Number words of English, and the arithmetic that the readers of numbers share.
#pragma once

#include <cstdint>
#include <string_view>

#include "mention/number.h"

namespace entente::mention {

constexpr int32_t kNoUnit = 99;  // above every unit: nothing was read yet

// Sums that pass 38 digits are no sums of money; the reader gives up on them.
inline bool Add(Decimal* total, const Decimal& part) {
  const auto sum = total->Plus(part);
  if (sum) *total = *sum;
  return sum.has_value();
}

inline bool Scale(Decimal* value, int32_t exponent) {
  const auto scaled = value->TimesPowerOfTen(exponent);
  if (scaled) *value = *scaled;
  return scaled.has_value();
}

// After a word of a number: one blank or hyphen leads to the next word.
inline size_t NextWord(std::string_view text, size_t at) {
  const char c = CharAt(text, at);
  return c == '-' || c == ' ' ? SkipBlanks(text, at + 1) : at;
}

// "twenty-two", "one hundred and five thousand", "half a billion", "tens of billions of". False where no number starts.
bool ReadNumberWords(const Lexicon& lexicon, std::string_view text, size_t at, Number* out);

}  // namespace entente::mention
