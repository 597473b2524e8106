// Chunks of a sentence whose predicate stands between subject and object: noun phrases, groups of verbs, prepositions and
// what joins them. Parentheses, adverbs and quotation marks leave no chunk.
//   [Inbev] [has bought] [Brazil's] [Ambev] [in] [August 2004] , [which] [makes] [beer]
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mention/reading.h"
#include "pack/medial.h"

namespace entente::deal {

constexpr uint32_t kNoChunk = UINT32_MAX;

enum class ChunkKind : uint8_t { kNoun, kVerb, kPreposition, kAnd, kComma, kRelative, kThat, kSubordinator, kTime, kBreak };
enum class VerbShape : uint8_t { kFinite, kInfinitive, kGerund, kParticiple };

struct Chunk {
  ChunkKind kind = ChunkKind::kBreak;
  uint32_t first_word = 0, end_word = 0;
  uint32_t head = 0;  // the last noun, the main verb

  // of noun phrases
  uint32_t first_name = 0, end_name = 0;  // range of Reading::names inside
  bool ends_with_name = false;            // the last name is what the phrase stands for
  pack::ClassSet classes;                 // of the head noun or main verb
  pack::ClassSet modifiers;               // classes of the nouns before it
  pack::WordKinds determiner = 0;         // kinds of a determiner, possessive or pronoun at its beginning
  bool pronoun = false;                   // nothing but a pronoun
  bool possessive = false;                // possesses the next chunk: "Brazil's"
  uint32_t possessor = kNoChunk;          // the chunk that possesses this one
  bool plural = false;
  std::optional<PartyKind> party_kind;    // of a head noun that describes a party
  int32_t amount = -1, percent = -1;
  bool bare_amount = false;               // nothing but a sum

  // of verbs
  VerbShape shape = VerbShape::kFinite;
  bool passive = false, negated = false, past = false, conditional = false, copula = false;
  bool jointly = false;  // done together: "jointly develop"; of prepositions "in partnership with"

  // of prepositions
  pack::Relation relation = pack::Relation::kNone;
  bool also_subordinator = false;
};

// Cuts the words [first_word, end_word) into `*chunks`. Requires: lexemes, units, quantities and names in `reading`.
// In a headline (`headline`) capitals say nothing; elsewhere "The" inside a sentence begins one that lost its stop.
void FindChunks(const pack::MedialPack& pack, const text::Document& document, const mention::Reading& reading, uint32_t first_word, uint32_t end_word,
                bool headline, std::vector<Chunk>* chunks);

}  // namespace entente::deal
