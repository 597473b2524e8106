// Why an article gives its deals: the attempts of the deal stage with their words, in spans of the source.
#pragma once

#include <vector>

#include "deal/merge.h"
#include "deal/trace.h"
#include "entente/explain.h"

namespace entente::resolve {

// Fills the attempts and features of `*explanation`. `deals` are those that were assembled, in that order.
void Explain(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, const deal::Trace& trace,
             const std::vector<deal::MergedDeal>& deals, Explanation* explanation);

}  // namespace entente::resolve
