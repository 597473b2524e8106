// The grammar tables of a language whose predicate stands between subject and object ("X buys Y from Z"). Words there have
// no particles: what a noun phrase is follows from its place and from the preposition before it. Words are looked up in
// lower case; every form of a verb and every plural stands in the tables.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "entente/deal.h"
#include "entente/status.h"
#include "pack/language.h"

namespace entente::pack {

// How a noun phrase relates to the word before it, from its preposition.
enum class Relation : uint8_t { kNone, kOf, kBy, kFrom, kTo, kWith, kBetween, kIn, kInto, kFor, kOn, kAt, kAs, kAlong, kTime, kOther, kCount };
constexpr size_t kRelations = static_cast<size_t>(Relation::kCount);

// What a word does in a sentence, as bits.
enum WordKind : uint64_t {
  kDefinite = 1u << 0, kIndefinite = 1u << 1, kNoDeterminer = 1u << 2, kPossessive = 1u << 3,  // the; a; no; its
  kPronounIt = 1u << 4, kPronounThey = 1u << 5, kPronounWe = 1u << 6, kPronounPerson = 1u << 7,
  kRelative = 1u << 8, kThat = 1u << 9, kSubordinator = 1u << 10, kPreposition = 1u << 11, kAnd = 1u << 12, kOr = 1u << 13, kBut = 1u << 14,
  kBe = 1u << 15, kHave = 1u << 16, kDo = 1u << 17, kModal = 1u << 18, kToMarker = 1u << 19, kNegation = 1u << 20, kAdverb = 1u << 21,
  kBoth = 1u << 22, kMost = 1u << 23, kPossessiveMark = 1u << 24, kNoName = 1u << 25, kLegalForm = 1u << 26, kNameConnector = 1u << 27,
  kOfHead = 1u << 28, kPersonTitle = 1u << 29, kTitleBefore = 1u << 30, kDemonym = uint64_t{1} << 31, kOrgWord = uint64_t{1} << 32,
  kAlsoSubordinator = uint64_t{1} << 33, kSource = uint64_t{1} << 34, kGivenName = uint64_t{1} << 35, kCommonWord = uint64_t{1} << 36,
  kAlso = uint64_t{1} << 37, kExchange = uint64_t{1} << 38, kAnother = uint64_t{1} << 39, kWeakDefinite = uint64_t{1} << 40, kSiteWord = uint64_t{1} << 41,
};

// Forms of a verb, as bits.
enum VerbForm : uint8_t { kBase = 1, kThird = 2, kPast = 4, kParticiple = 8, kGerund = 16 };

// What the tables say of one word or of several words that count as one.
struct Lexeme {
  uint64_t kinds = 0;          // bits of WordKind
  uint64_t verb_classes = 0;   // bits of classes; frames ask for them
  uint64_t noun_classes = 0;
  uint8_t forms = 0;           // bits of VerbForm; 0: no verb
  bool noun_too = false;       // the form is as often a noun: "plans", "order"
  bool plural = false;         // noun
  bool noun = false;           // stands in the table of nouns
  Relation relation = Relation::kNone;
  std::optional<PartyKind> party_kind;  // of a noun that describes a party: "airline", "ministry"
  std::string_view country;    // of a demonym
};

// Sequences of words, found at a place of a text, longest first.
class PhraseTable {
 public:
  void Add(const std::vector<uint32_t>& words, uint32_t value);
  void Build(size_t lexemes);
  // The longest phrase at lexemes[at]: its value and number of words, or {0, 0}. Looks at lexemes before `end` only.
  struct Found {
    uint32_t value = 0, words = 0;
  };
  Found Longest(const std::vector<uint32_t>& lexemes, size_t at, size_t end) const;

 private:
  struct Phrase {
    std::vector<uint32_t> words;
    uint32_t value;
  };
  std::vector<Phrase> phrases_;   // by first word, longest first
  std::vector<uint32_t> heads_;   // by lexeme: the first of its phrases
};

// A row of frames.tsv: a frame with the role of what stands in each place.
struct MedialFrame : Frame {
  std::array<std::optional<Role>, kRelations> relations;
  std::optional<Role> passive;    // the subject of a passive; also what possesses or stands before a noun, below
  std::optional<Role> possessor;  // "X's acquisition"
  std::optional<DealStatus> status;  // where no word says another
  bool needs_control = false;     // only for a stake that gives control
};

class MedialPack {
 public:
  // The tables of `folder` ("en/"). Errors: kBadPack with file and line.
  static Result<std::unique_ptr<const MedialPack>> Load(const std::string& folder);

  static constexpr uint32_t kUnknown = 0;
  uint32_t Find(std::string_view lower_case_word) const {
    const auto at = words_.find(lower_case_word);
    return at == words_.end() ? kUnknown : at->second;
  }
  const Lexeme& lexeme(uint32_t index) const { return lexemes_[index]; }
  uint64_t Class(std::string_view name) const;  // its bit, or 0

  PhraseTable units;         // words that count as one; value: lexeme
  PhraseTable modal;         // value: index into statuses
  std::vector<std::optional<DealStatus>> statuses;  // nullopt: nothing happened
  PhraseTable amount_words;  // value: index into amount_roles
  std::vector<AmountRole> amount_roles;
  PhraseTable form_words;    // value: index into forms
  std::vector<FormWord> forms;
  std::vector<MedialFrame> frames;

 private:
  friend class MedialLoader;
  absl::flat_hash_map<std::string_view, uint32_t> words_;  // views into the embedded tables
  std::vector<Lexeme> lexemes_;
  std::vector<std::string_view> class_names_;
};

}  // namespace entente::pack
