// The parts of a result that tables show, read from the library's JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente_c.h"

namespace cli {

struct Sum {
  std::string text;  // as the article writes it; "" for a normalised sum
  std::string currency, low, high;
  std::string qualifiers;                           // "about, at_least", or ""
  std::string rate, rate_date, rate_kind, rate_source;  // of a normalised sum
};

struct DealRow {
  std::string kind, form, status;
  std::vector<std::pair<std::string, std::string>> parties;  // name, role
  std::optional<Sum> amount, normalized;
  std::vector<std::string> equivalents;  // in the words of the article
  std::string stake_percent, term_months;
  std::string date_from, date_to, date_precision, date_basis;
  std::string subject, confidence, rule;
  std::string evidence;  // one sentence, without markup, on one line
};

struct ArticleResult {
  std::string id, language, published;
  std::vector<DealRow> deals;
  std::vector<std::string> warnings;
};

// Requires: an extraction of this library.
ArticleResult ReadResult(const entente_extraction* extraction);

}  // namespace cli
