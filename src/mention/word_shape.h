// What the finder of names asks of a word alone, whatever stands around it: found out once for a word and kept with it (known_words.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mention/reading.h"

namespace entente::mention {

// Bits of Token::shape.
enum WordShape : uint32_t {
  kShaped = 1u << 0,         // the others are those of the stem that the token has
  kHoldsPackName = 1u << 1,  // a name of the pack may begin in it, or a photo credit; wrong only in saying yes
  kLegalForm = 1u << 2,      // begins with the legal form of a firm
  kEndsInCopula = 1u << 3,   // of two syllables or more before it; an unknown word that looks like a final verb
  kOpenStem = 1u << 4,       // an unknown word without trigger and ending whose stem looks like a name
  kSurnameFirst = 1u << 5,   // two to four syllables that begin with a family name, of an open stem or what may be a person
  kTitleStem = 1u << 6,
  // of open stems in Hangul:
  kDerived = 1u << 7,        // an ordinary word with a syllable that makes nouns: 대표 + 단
  kBeginsCommon = 1u << 8,   // with an ordinary word of two syllables or more
  kNounSuffixLast = 1u << 9, // its last syllable makes nouns
  kEndComposed = 1u << 10,   // only its end is an ordinary word, which happens in names too
  kAllComposed = 1u << 11,    // put together from ordinary words ("신소재개발"): no name
};
constexpr uint32_t kSuffixShift = 16;  // above it: 1 + the index of the name suffix that ends an open stem, or 0

// Of a word and the first `stem_bytes` of it, its stem. `token`: what else ReadWords says of it; where that changes so that the word may
// be a name after all, its shape is asked for again.
uint32_t ShapeOf(const pack::LanguagePack& pack, std::string_view word, text::WordClass word_class, uint32_t stem_bytes, const Token& token);

// The longest suffix of names that ends the stem, behind a syllable at least: its index, or none.
std::optional<uint32_t> OrgSuffixOf(const pack::LanguagePack& pack, std::string_view stem);

}  // namespace entente::mention
