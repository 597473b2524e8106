// Events of a language whose predicate stands between subject and object.
#pragma once

#include "deal/chunk.h"
#include "deal/event.h"
#include "pack/medial.h"

namespace entente::deal {

// As FindEvents and ClassifyAmounts, with the grammar of pack.medial. Requires: pack.medial.
std::vector<Event> FindMedialEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                                    mention::Reading* reading, Trace* trace = nullptr);
std::vector<AmountRole> ClassifyMedialAmounts(const pack::MedialPack& pack, const text::Document& document, const mention::Reading& reading);

// What the words [first, end) say about how firm an event is; bits of 1 << DealStatus, and kNothingHappened.
constexpr uint32_t kNothingHappened = 1u << 31;
uint32_t ReadModality(const pack::MedialPack& pack, const mention::Reading& reading, uint32_t first_word, uint32_t end_word);

// The form that the words [first, end) give a deal of that kind; nullopt where they give none.
std::optional<DealForm> ReadForm(const pack::MedialPack& pack, const mention::Reading& reading, DealKind kind, uint32_t first_word, uint32_t end_word);

}  // namespace entente::deal
