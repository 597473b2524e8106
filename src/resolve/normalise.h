// Puts every sum of an extraction into one currency, with the trail of the rate, or says why it cannot.
#pragma once

#include <optional>
#include <vector>

#include "entente/deal.h"
#include "entente/rates.h"
#include "mention/quantity.h"

namespace entente::resolve {

// When each amount was agreed or told: the date that the text gives its deal, unless that lies ahead, else the publication.
std::vector<std::optional<Period>> TimesOfAmounts(const Extraction& extraction, std::optional<Period> published);

// First decides ambiguous currencies by the conversions that the article states, then fills `normalized` or `not_normalized`
// of every amount. Linear in the amounts. Errors: those of the caller's rate callback.
Status Normalise(const RateTable& rates, Currency target, std::optional<Period> published, const std::vector<mention::AmountMention>& mentions,
                 Extraction* extraction);

// Do both sums have one figure, or both two ends?
inline bool SameShape(const Amount& a, const Amount& b) { return (a.low == a.high) == (b.low == b.high); }

}  // namespace entente::resolve
