// Particles and endings of words: shared by the readers of words and of names.
#pragma once

#include <string_view>

#include "mention/reading.h"

namespace entente::mention {

// May `particle` stand after `stem`? Depends on the stem's last sound.
bool FitsAfter(const pack::SuffixEntry& particle, std::string_view stem);

// Is `rest` as a whole a particle that may stand after `stem`?
bool IsParticle(const pack::LanguagePack& pack, std::string_view stem, std::string_view rest, pack::Case* grammatical_case);

}  // namespace entente::mention
