// A language pack in memory: every table of src/lang/<language> that the stages read, indexed for look-up.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/deal.h"
#include "entente/status.h"
#include "pack/lexicon.h"

namespace entente::pack {

// What a word is to the words around it, from its particle (Korean) or its place.
enum class Case : uint8_t { kNone, kTopic, kSubject, kObject, kWith, kWithOf, kTo, kFrom, kAt, kDirection, kOf, kAlso, kUntil, kSince, kAs, kOr, kThan, kCalled, kCopula };

// How a predicate goes on.
enum class Ending : uint8_t { kNone, kFinal, kQuote, kSaidOf, kConnective, kConnectiveTo, kAdnominal, kAdnominalTo, kNominal, kWhen };

// Classes of words that the grammar refers to, as bits.
enum WordRole : uint32_t {
  kBothParties = 1u << 0, kTheCompany = 1u << 1, kIt = 1u << 2, kSide = 1u << 3, kEtc = 1u << 4, kTotal = 1u << 5, kTogether = 1u << 6,
  kStake = 1u << 7, kThis = 1u << 8, kPlant = 1u << 9, kResearch = 1u << 10, kPercentOf = 1u << 11, kAdvisor = 1u << 12,
  kPersonMarker = 1u << 13, kReporter = 1u << 14, kRival = 1u << 15, kListAnd = 1u << 16, kPast = 1u << 17,
  kCommon = 1u << 18, kDescriptor = 1u << 19, kTitle = 1u << 20, kOrgPrefix = 1u << 21, kBrand = 1u << 22, kPersonName = 1u << 23, kAliasMarker = 1u << 24, kBoundNoun = 1u << 25, kNounSuffix = 1u << 26, kCarrier = 1u << 27, kCredit = 1u << 28,
  kMedia = 1u << 29, kEach = 1u << 30, kPublicWord = 1u << 31,
};

enum class EntryKind : uint8_t { kName, kWord, kTrigger };

struct Entry {
  EntryKind kind = EntryKind::kWord;
  bool ambiguous = false;                      // kName: also an ordinary word
  bool is_place = false;                       // kName: a country, region or city
  PartyKind party_kind = PartyKind::kCompany;  // kName
  std::string_view canonical, latin;           // kName
  uint32_t roles = 0;                          // kWord: bits of WordRole
  uint64_t triggers = 0;                       // kTrigger: bits of trigger classes; 0 stops shorter triggers
};

// What the entries of one key of LanguagePack::words say together.
struct KeySummary {
  uint32_t length = 0, shorter = Lexicon::kNone;  // as Lexicon::Length and Shorter
  uint32_t roles = 0, chain_roles = 0;  // chain: of the keys that it starts with too
  bool chain_trigger = false, chain_name = false;
  bool known = false;        // a word or a name
  bool only_common = true;   // nothing but an ordinary word
  bool ordinary = false;     // a trigger, or a word that is not only a brand or a person
};

struct SuffixEntry {
  enum Kind : uint8_t { kParticle, kEnding, kOrgSuffix } kind = kParticle;
  Case grammatical_case = Case::kNone;
  enum After : uint8_t { kAny, kVowel, kConsonant } after = kAny;
  Ending ending = Ending::kNone;
  PartyKind party_kind = PartyKind::kCompany;  // kOrgSuffix
  uint8_t certainty = 0;                       // kOrgSuffix: 2 sure, 1 likely, 0 weak
};

// A row of frames.tsv: which triggers make which deal, and the role that each grammatical place fills.
struct Frame {
  std::string_view name;
  std::vector<uint64_t> needs;  // alternatives, each a set of trigger classes that must all be there
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  std::optional<Role> subject, object, to, from, with, modifier, passive_subject;
  bool to_only_passive = false;
  std::optional<Role> antecedent;  // filled from the event of the same kind and form told shortly before
  struct Minimum {
    std::vector<Role> roles;
    bool amount = false, date = false;
    bool part = false;  // what is sold is a part of somebody: "its printer business"
  };
  std::vector<Minimum> minimum;  // alternatives
};

// A word that says how firm an event is; without a status it says that nothing happened ("if", "did not").
struct ModalWord {
  std::string_view text;
  std::optional<DealStatus> status;
};

// A word beside a sum that says what the sum is.
struct AmountWord {
  std::string_view text;
  AmountRole role;
};

struct FormWord {
  std::string_view text;
  DealKind kind;
  DealForm form;
};

class MedialPack;
class UserLexicon;

// Which triggers together may satisfy some frame, or tell a venture. Errs only towards saying so.
struct TellingTriggers {
  uint64_t alone = 0;               // one of these is enough
  std::vector<uint64_t> several;    // sets of others that are enough together
  bool any = false;                 // whatever triggers
  bool May(uint64_t triggers) const {
    if (triggers == 0 || any || (triggers & alone) != 0) return triggers != 0;
    for (const uint64_t needs : several)
      if ((triggers & needs) == needs) return true;
    return false;
  }
};

// The classes of triggers that the finder of events asks for itself, as their bits; 0 where the pack has no such class.
struct TriggerClasses {
  uint64_t invest = 0, acquire = 0, agree = 0, stake = 0, raise = 0, spend = 0, jv = 0, contract = 0;
  uint64_t round = 0, place = 0, approve = 0, plant = 0, conclude = 0, hold = 0, issue = 0, part = 0;
  uint64_t consortium = 0, order = 0, bid = 0, form = 0, join = 0, lead = 0, establish = 0, coop = 0, entity = 0, buyer_noun = 0, seller_noun = 0;
  uint64_t object_noun = 0, other_noun = 0, consist = 0, candidate = 0, agreed = 0, sell = 0, fund = 0, new_share = 0;
};

// Immutable once loaded; shared by threads. Strings are views into the embedded files.
struct LanguagePack {
  Language language = Language::kUnknown;
  Lexicon words;  // value: index into entries
  std::vector<Entry> entries;
  std::vector<KeySummary> summaries;  // by key of words
  // What the first `length` bytes of a text are as a whole, where `key` is the longest that begins it.
  const KeySummary& Summary(uint32_t key, size_t length) const {
    while (summaries[key].length > length) key = summaries[key].shorter;
    return summaries[summaries[key].length == length ? key : Lexicon::kNone];
  }
  SuffixLexicon stem_ends;            // triggers and descriptors of two to four syllables; value: index into entries
  SuffixLexicon suffixes;  // particles, endings, name suffixes; value: index into suffix_entries
  std::vector<SuffixEntry> suffix_entries;
  Lexicon verb_forms;  // whole words; value: Ending
  Lexicon surnames;
  std::vector<std::string_view> trigger_classes;
  TriggerClasses classes;
  std::vector<Frame> frames;
  std::vector<uint64_t> frame_needs;  // by frame, the triggers that every alternative of its needs asks for
  TellingTriggers telling;            // of `frames`
  Lexicon modal_words;  // value: index into modality
  std::vector<ModalWord> modality;
  Lexicon amount_words;  // value: index into amount_roles
  std::vector<AmountWord> amount_roles;
  std::vector<FormWord> forms;
  std::string_view home;  // the country whose public bodies need no country before them, by its canonical name
  std::vector<std::string_view> passive_marks, past_adnominals, copulas, auxiliaries, pledges, including, toward, between, amid, when, authorities, conditionals, stray_particles, announcements;  // parts of predicates
  std::vector<std::string_view> verbal_finals;  // syllables whose final consonant stands in predicates only
  std::vector<std::string_view> plurals;        // what ends the plural of a noun
  std::vector<std::string_view> tail_markers, byline_markers, abbreviations;
  std::vector<std::string_view> words_before_latin;  // of one syllable: behind them a blank before Latin letters may be lost

  std::shared_ptr<const UserLexicon> user;      // owns what the entries of the user view; or null
  std::shared_ptr<const MedialPack> medial;  // where the predicate stands between subject and object; else null

  void NameClasses();  // fills `classes`, when `trigger_classes` are known
  void FindTelling();  // fills `frame_needs` and `telling`, when `classes` and `frames` are known
  uint64_t TriggerClass(std::string_view name) const;  // its bit, or 0
};

// With what `user` adds, or null.
Result<std::unique_ptr<const LanguagePack>> LoadLanguage(Language language, std::shared_ptr<const UserLexicon> user = nullptr);

}  // namespace entente::pack
