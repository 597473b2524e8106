// What the mention stage finds in a document: for every word its particle or ending, classes and triggers; names with the
// entities that they stand for; money, dates, durations and percentages.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "base/hash.h"
#include "mention/quantity.h"
#include "pack/language.h"
#include "text/document.h"

namespace entente::mention {

// A hash of short texts: eight bytes at a time.
struct WordHash {
  size_t operator()(std::string_view word) const {
    uint64_t hash = word.size() * 0x9E3779B97F4A7C15u, bytes = 0;
    for (; word.size() >= 8; word.remove_prefix(8)) {
      std::memcpy(&bytes, word.data(), 8);
      hash = Mix(hash ^ bytes);
    }
    bytes = 0;
    for (const char c : word) bytes = bytes << 8 | static_cast<uint8_t>(c);
    return Mix(hash ^ bytes);
  }
  static uint64_t Mix(uint64_t hash) {
    hash *= 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
  }
};

// One for each text::Word, in the same order.
struct Token {
  uint32_t stem_end = 0;  // where the particle or ending begins; the word's end where there is none
  pack::Case grammatical_case = pack::Case::kNone;
  pack::Ending ending = pack::Ending::kNone;
  bool known = false;      // the stem stands in the pack
  uint32_t key = pack::Lexicon::kNone;  // the longest of LanguagePack::words that begins here; where the predicate stands last
  uint32_t roles = 0;      // bits of pack::WordRole
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

// A word that was read before: what ReadWords says of it wherever it stands.
struct KnownWord {
  static constexpr size_t kMaxBytes = 26;
  uint64_t triggers = 0;
  uint32_t key = pack::Lexicon::kNone, roles = 0;
  pack::Case grammatical_case = pack::Case::kNone;
  pack::Ending ending = pack::Ending::kNone;
  bool known = false, dated = false;  // dated: a quantity covers it
  uint8_t stem_bytes = 0, length = 0;
  std::array<char, kMaxBytes> text{};
};

struct Reading {
  std::optional<Period> published;  // of the article
  std::vector<Token> tokens;
  std::vector<uint32_t> lexemes;  // of each word, where the predicate stands in the middle
  std::vector<Unit> units;        // the longest that begins at each word, likewise
  std::vector<Name> names;  // in order of the text
  std::vector<Entity> entities;
  Quantities quantities;
  HashMap<std::string_view, uint32_t, WordHash> entity_of;  // canonical name or surface to entity
  // Words repeat from article to article: those that ReadWords met last, by their hash. Of one pack; Clear keeps them.
  std::vector<KnownWord> known_words;
  const pack::LanguagePack* known_words_of = nullptr;

  void Clear() {
    tokens.clear();
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

// The parts of Read, in order. Requires: tokens that know their quantities.
void ReadWords(const pack::LanguagePack& pack, const text::Document& document, Reading* reading);
void ReadNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading);

}  // namespace entente::mention
