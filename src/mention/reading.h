// What the mention stage finds in a document: for every word its particle or ending, classes and triggers; names with the
// entities that they stand for; money, dates, durations and percentages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "base/hash.h"
#include "mention/known_words.h"
#include "mention/quantity.h"
#include "pack/language.h"
#include "text/document.h"

namespace entente::mention {

// One for each text::Word, in the same order.
struct Token {
  uint32_t stem_end = 0;  // where the particle or ending begins; the word's end where there is none
  pack::Case grammatical_case = pack::Case::kNone;
  pack::Ending ending = pack::Ending::kNone;
  bool known = false;      // the stem stands in the pack
  uint32_t key = pack::Lexicon::kNone;  // the longest of LanguagePack::words that begins here; where the predicate stands last
  uint32_t roles = 0;      // bits of pack::WordRole
  uint32_t shape = 0;      // bits of WordShape, or 0 where nobody asked yet
  uint64_t triggers = 0;   // bits of trigger classes that begin here or end the stem
  int32_t name = -1;       // index of the name that covers the word
  int32_t amount = -1, date = -1, percent = -1, duration = -1;  // indices of the quantity that covers the word
};

// Somebody or something with a name, as one article speaks of it.
struct Entity {
  std::string_view canonical;  // from the pack, or the fullest name in the article
  std::string_view latin;      // from the pack, or ""
  PartyKind kind = PartyKind::kCompany;
  bool is_place = false;
  bool known = false;  // stands in the pack
  absl::InlinedVector<std::string_view, 2> surfaces;  // as the article writes it; views into the document
};

struct Name {
  uint32_t begin = 0, end = 0;            // bytes, without the particle
  uint32_t first_word = 0, end_word = 0;  // words that it covers
  uint32_t entity = 0;
  float certainty = 0;  // 1: sure an organisation, place or person of that name
};

// Words that count as one: the lexeme (of pack/medial.h) and how many words it takes.
struct Unit {
  uint32_t lexeme = 0, words = 1;
};

struct Reading {
  std::optional<Period> published;  // of the article
  std::vector<Token> tokens;
  std::vector<uint64_t> sentence_triggers;  // of each sentence, those of its words before names were found; where the predicate stands last
  std::vector<uint32_t> lexemes;  // of each word, where the predicate stands in the middle
  std::vector<Unit> units;        // the longest that begins at each word, likewise
  std::vector<Name> names;  // in order of the text
  std::vector<Entity> entities;
  Quantities quantities;
  HashMap<std::string_view, uint32_t, WordHash> entity_of;  // canonical name or surface to entity
  KnownWords known_words;  // from article to article: Clear keeps them

  void Clear() {
    tokens.clear();
    sentence_triggers.clear();
    lexemes.clear();
    units.clear();
    names.clear();
    entities.clear();
    quantities.Clear();
    entity_of.clear();
  }
};

// Fills `*reading` for the document; without a pack only the quantities. Linear in the text.
void Read(const pack::LanguagePack* pack, const QuantityReader& quantities, const text::Document& document, Language language,
          std::optional<Period> published, Reading* reading);

// The parts of Read, in order: everything but the names, then these.
void ReadAllButNames(const pack::LanguagePack* pack, const QuantityReader& quantities, const text::Document& document, Language language,
                     std::optional<Period> published, Reading* reading);
// Requires: tokens that know their quantities.
void ReadWords(const pack::LanguagePack& pack, const text::Document& document, Reading* reading);
void ReadNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading);

}  // namespace entente::mention
