// Numbers as news writes them: digits, units of ten thousands, number words, and mixtures of these.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/money.h"
#include "mention/lexicon.h"

namespace entente::mention {

struct Number {
  size_t end = 0;
  Decimal value;         // the lower end when `vague`
  int32_t unit = 0;      // power of ten of the last unit, which an end of a range without one shares: 8 for "20억"
  bool digits = false;   // has ASCII digits
  bool vague = false;    // "수십억", "tens of billions": from `value` to 4.5 times it (2 to 9 units)
  bool about = false;    // "120만여"
  uint8_t unit_words = 0;
  int32_t lone_unit = 0;  // the unit that it begins with, where no figure stands before it: 12 for "조"
  Decimal High() const;
};

// A comma of the full width of a Han character. The text keeps it between ASCII digits, where it may be a clause's or a number's.
constexpr std::string_view kWideComma = "\xEF\xBC\x8C";

// Reads "1,234.5" at `at`: groups of three behind commas, a fraction behind a point. False where no digit stands there.
bool ReadPlain(std::string_view text, size_t at, Number* out);

// Reads the longest number at `at`. `prefixed` says that a currency stands before it, which allows "$5 m".
bool ReadNumber(const Lexicon& lexicon, std::string_view text, size_t at, bool prefixed, Number* out);

// Reads a whole number up to 9999 in digits or words, for days and years: "21", "이십일", "二〇一六", "twenty-second" is not one.
bool ReadSmallInt(const Lexicon& lexicon, std::string_view text, size_t at, int32_t* value, size_t* end);

}  // namespace entente::mention
