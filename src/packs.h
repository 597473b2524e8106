// What an engine reads with and never changes: the packs of its languages with what the user added, the reader of sums and dates,
// the weights of confidence and the words of sums. Engines of one process that add nothing to the packs share them.
#pragma once

#include <memory>
#include <vector>

#include "deal/confidence.h"
#include "entente/entente.h"
#include "mention/quantity.h"
#include "pack/language.h"
#include "pack/user_lexicon.h"
#include "resolve/sum_words.h"

namespace entente {

struct Packs {
  std::shared_ptr<const pack::UserLexicon> lexicon;  // null: the packs alone
  std::unique_ptr<const pack::LanguagePack> korean, english;
  std::optional<mention::QuantityReader> quantities;  // always there once loaded
  deal::ConfidenceModel confidence;
  resolve::SumWords sum_words;

  const pack::LanguagePack* Of(Language language) const {
    return language == Language::kKorean ? korean.get() : language == Language::kEnglish ? english.get() : nullptr;
  }
};

// The packs with the user's lexicons; those of an engine that is open, where there are none. Errors: as Engine::Open.
// Threads: any number at once; two that open the first engines may both load.
Result<std::shared_ptr<const Packs>> OpenPacks(const std::vector<LexiconFile>& lexicons);

}  // namespace entente
