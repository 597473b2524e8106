// From merged deals to the result that the user sees: canonical parties, sums with their conversions, days.
#pragma once

#include <optional>
#include <vector>

#include "deal/merge.h"
#include "entente/deal.h"

namespace entente::resolve {

void Assemble(const Article& article, const text::Document& document, const mention::Reading& reading, const std::vector<AmountRole>& amount_roles,
              const std::vector<deal::MergedDeal>& deals, std::optional<Period> published, Extraction* extraction);

}  // namespace entente::resolve
