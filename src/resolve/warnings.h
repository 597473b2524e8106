// What an editor wants to know before publishing: conversions that are off, totals that are not the sum of their parts,
// currencies that the text leaves open, one deal with two sums.
#pragma once

#include <optional>
#include <vector>

#include "deal/merge.h"
#include "entente/deal.h"
#include "entente/rates.h"
#include "resolve/sum_words.h"
#include "text/document.h"

namespace entente::resolve {

// What the warnings are drawn from. Everything must outlive the call.
struct Evidence {
  const RateTable& rates;
  const SumWords& words;
  const text::Document& document;
  const mention::Quantities& quantities;        // as in extraction->amounts and extraction->dates
  const std::vector<deal::MergedDeal>& merged;  // as in extraction->deals
  std::optional<Period> published;
};

// Appends to extraction->warnings, in order of the text within each code. Requires: a normalised extraction.
// Linear in the article. Errors: those of the caller's rate callback.
Status FindWarnings(const Evidence& evidence, Extraction* extraction);

}  // namespace entente::resolve
