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

#include "base/hash.h"
#include "entente/deal.h"
#include "entente/status.h"
#include "pack/language.h"

namespace entente::pack {

// How a noun phrase relates to the word before it, from its preposition.
enum class Relation : uint8_t { kNone, kOf, kBy, kFrom, kTo, kWith, kBetween, kIn, kInto, kFor, kOn, kAt, kAs, kAlong, kTime, kOther, kCount };
constexpr size_t kRelations = static_cast<size_t>(Relation::kCount);

// A set of classes of words (at most kMax): frames ask for them, the grammar refers to them.
struct ClassSet {
  static constexpr size_t kMax = 128;
  uint64_t low = 0, high = 0;

  static constexpr ClassSet Bit(size_t n) { return n < 64 ? ClassSet{uint64_t{1} << n, 0} : ClassSet{0, uint64_t{1} << (n - 64)}; }
  constexpr explicit operator bool() const { return (low | high) != 0; }
  constexpr bool Contains(ClassSet other) const { return (low & other.low) == other.low && (high & other.high) == other.high; }
  constexpr ClassSet& operator|=(ClassSet other) {
    low |= other.low;
    high |= other.high;
    return *this;
  }
  friend constexpr ClassSet operator|(ClassSet a, ClassSet b) { return {a.low | b.low, a.high | b.high}; }
  friend constexpr ClassSet operator&(ClassSet a, ClassSet b) { return {a.low & b.low, a.high & b.high}; }
  friend constexpr ClassSet operator-(ClassSet a, ClassSet b) { return {a.low & ~b.low, a.high & ~b.high}; }
};

// What a word does in a sentence or in a name, as bits.
using WordKinds = uint64_t;
constexpr WordKinds KindBit(int n) { return WordKinds{1} << n; }
constexpr WordKinds kDefinite = KindBit(0), kWeakDefinite = KindBit(1), kIndefinite = KindBit(2), kAnother = KindBit(3);  // the; this; a; another
constexpr WordKinds kNoDeterminer = KindBit(4), kPossessive = KindBit(5);                                              // no; its
constexpr WordKinds kPronounIt = KindBit(6), kPronounThey = KindBit(7), kPronounWe = KindBit(8), kPronounPerson = KindBit(9);
constexpr WordKinds kRelative = KindBit(10), kThat = KindBit(11), kSubordinator = KindBit(12), kAlsoSubordinator = KindBit(13);
constexpr WordKinds kPreposition = KindBit(14), kAnd = KindBit(15), kOr = KindBit(16), kBut = KindBit(17);
constexpr WordKinds kBe = KindBit(18), kHave = KindBit(19), kDo = KindBit(20), kModal = KindBit(21), kToMarker = KindBit(22);
constexpr WordKinds kNegation = KindBit(23), kAdverb = KindBit(24), kBothWord = KindBit(25), kPossessiveMark = KindBit(26);
constexpr WordKinds kNoName = KindBit(27), kLegalForm = KindBit(28), kNameConnector = KindBit(29), kOfHead = KindBit(30);
constexpr WordKinds kPersonTitle = KindBit(31), kOrgWord = KindBit(32), kExchange = KindBit(33), kDemonym = KindBit(34), kGivenName = KindBit(35);
constexpr WordKinds kCommonWord = KindBit(36), kSourceWord = KindBit(37), kAlsoWord = KindBit(38), kWeakTitle = KindBit(39), kAliasWord = KindBit(40);
constexpr WordKinds kJointly = KindBit(41);  // together, in partnership with

// Forms of a verb, as bits.
enum VerbForm : uint8_t { kFormBase = 1, kFormThird = 2, kFormPast = 4, kFormParticiple = 8, kFormGerund = 16 };

// What the tables say of one word or of several words that count as one.
struct Lexeme {
  WordKinds kinds = 0;
  ClassSet verb_classes, noun_classes;
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
  std::vector<ClassSet> classes;  // instead of `needs`
  std::array<std::optional<Role>, kRelations> relations;
  std::optional<Role> possessor;     // "X's acquisition"
  std::optional<Role> goods;         // a name before goods: "Boeing planes"
  std::optional<Role> plural;        // of all subjects where nothing else stands: "A and B merge"
  std::optional<DealStatus> status;  // where no word says another
};

class MedialPack {
 public:
  // The tables of `folder` ("en/"), with those of `user`, which may be null and must outlive the pack. Errors: kBadPack with
  // file and line.
  static Result<std::unique_ptr<const MedialPack>> Load(const std::string& folder, const UserLexicon* user);

  static constexpr uint32_t kUnknown = 0;
  uint32_t Find(std::string_view lower_case_word) const {
    const auto at = words_.find(lower_case_word);
    return at == words_.end() ? kUnknown : at->second;
  }
  const Lexeme& lexeme(uint32_t index) const { return lexemes_[index]; }
  ClassSet Class(std::string_view name) const;  // empty where no table has it

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
  HashMap<std::string_view, uint32_t> words_;  // views into the embedded tables
  std::vector<Lexeme> lexemes_;
  std::vector<std::string_view> class_names_;
  std::vector<std::unique_ptr<std::string>> folded_;  // what words_ views where a table has capitals
};

}  // namespace entente::pack
