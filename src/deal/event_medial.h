// Events of a language whose predicate stands between subject and object.
#pragma once

#include "deal/event.h"
#include "pack/medial.h"

namespace entente::deal {

// As FindEvents and ClassifyAmounts, with the grammar of pack.medial. Requires: pack.medial.
std::vector<Event> FindMedialEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                                    mention::Reading* reading);
std::vector<AmountRole> ClassifyMedialAmounts(const pack::MedialPack& pack, const text::Document& document, const mention::Reading& reading);

}  // namespace entente::deal
