// Words of a language with the predicate in the middle.
#pragma once

#include <string_view>

#include "mention/reading.h"
#include "pack/medial.h"

namespace entente::mention {

// In Token::roles: the word is no part of the sentence, such as the sign of a share.
constexpr uint32_t kSkippedWord = pack::kAliasMarker;

// The lexeme of a word, compared in lower case; MedialPack::kUnknown for others.
uint32_t FindFolded(const pack::MedialPack& pack, std::string_view word);

// Fills Reading::lexemes and units. Linear in the text.
void ReadMedialWords(const pack::MedialPack& pack, const text::Document& document, Reading* reading);

// Fills Reading::names and entities. Requires: ReadMedialWords and the quantities before.
void ReadCapitalNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading);

}  // namespace entente::mention
