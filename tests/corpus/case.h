// A text case: what stands in a file below tests/corpus, and what it demands of an extraction. README.md has the format.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/entente.h"

namespace cases {

struct WantedSum {
  std::string low, high, currency;
  uint16_t qualifiers = entente::kExact;
};

struct WantedAmount {
  std::string text;
  WantedSum sum;
  std::string role;  // "" where it is not said
};

struct WantedDate {
  std::string text, from, to;  // from "" : unresolved
};

struct WantedDeal {
  int line = 0;
  entente::DealKind kind = entente::DealKind::kPartnership;
  std::optional<entente::DealForm> form;
  std::vector<std::pair<entente::Role, std::string>> parties;
  std::optional<WantedSum> sum;
  bool no_sum = false, no_date = false;
  std::optional<std::pair<std::string, std::string>> date;  // first and last day
  std::optional<entente::DealStatus> status;
  std::string stake, rule;  // "" where it is not said
  std::optional<int> term;
};

struct Case {
  std::string file;
  int line = 0;
  std::string name, why, title, text, publish, known_failure;
  entente::Language language = entente::Language::kUnknown;
  std::vector<WantedDeal> deals;
  std::vector<WantedAmount> amounts;
  std::vector<WantedDate> dates;
  bool none = false, no_amounts = false, no_dates = false;
};

// Reads a file of cases; on a mistake in it `*mistake` is "file:line: ...".
std::vector<Case> ReadCases(const std::string& path, entente::Language language, std::string* mistake);

// What differs, one line for each difference; empty when the case holds.
std::vector<std::string> Differences(const Case& wanted, const entente::Extraction& got);

}  // namespace cases
