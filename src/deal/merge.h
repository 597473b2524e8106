// Merges the events of an article that tell the same deal: title, lead, body and quotations.
#pragma once

#include <vector>

#include "deal/event.h"

namespace entente::deal {

struct MergedDeal {
  Event event;                       // the union of what its events say
  std::vector<uint32_t> sentences;   // evidence, in order of the text, without repeats
  float confidence = 0;      // set by ConfidenceModel (confidence.h), likewise:
  bool publishable = false;  // sure enough to be used without a second look
  std::vector<uint32_t> told = {};   // the sums of events with the very same parties that were merged into it, for warnings
};

std::vector<MergedDeal> MergeEvents(const pack::LanguagePack& pack, std::vector<Event> events, const std::vector<AmountRole>& amount_roles, const text::Document& document,
                                    const mention::Reading& reading);

}  // namespace entente::deal
