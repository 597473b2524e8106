// Calendar days and periods as news states them. Proleptic Gregorian calendar; no clock, no time zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// Days since 1970-01-01; negative before.
using DayNumber = int32_t;

struct CivilDay {
  int32_t year = 0;
  int32_t month = 0;  // 1 to 12
  int32_t day = 0;    // 1 to 31
};

DayNumber ToDayNumber(CivilDay day);    // Requires: a valid day (see IsValid).
CivilDay ToCivilDay(DayNumber number);  // inverse of ToDayNumber
bool IsValid(CivilDay day);             // false for 2023-02-29; years 1 to 9999
int32_t DaysInMonth(int32_t year, int32_t month);
std::string FormatDay(DayNumber number);  // "2024-06-04"

enum class Precision : uint8_t { kDay, kWeek, kMonth, kQuarter, kHalf, kYear, kRange };

// A period with both ends inclusive: "last April" is the first to the last day of that month, kMonth.
struct Period {
  DayNumber from = 0;
  DayNumber to = 0;
  Precision precision = Precision::kDay;
  friend bool operator==(const Period&, const Period&) = default;
};

// Reads "2024-06-04", "2024-06" or "2024"; nothing else. nullopt for anything that is not a real day, month or year.
std::optional<Period> ParsePeriod(std::string_view text);

const char* PrecisionName(Precision precision);  // "day", "week", ...; static storage

}  // namespace entente
