// Finds events in sentences whose predicate stands between subject and object. A verb, a noun, or a verb with its object
// ("has bought a stake") that satisfies a frame is the site of an event; subject, object and the phrases behind
// prepositions fill the frame's roles:
//   [Aldercott] said it [was buying] [Tern Learning] from [Marsh Capital] → acquire: acquirer, target, seller
// Gives up on sites whose roles do not reach the minimum of their frame.
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial.h"

#include <algorithm>

#include "deal/referent.h"
#include "deal/trace.h"
#include "text/unicode.h"

namespace entente::deal {

using mention::Entity;
using pack::MedialFrame;
using pack::Relation;

namespace {

constexpr size_t kMaxEventsOfSentence = 24;
constexpr size_t kMaxFillers = 24;
constexpr float kSurePerson = 0.8f;  // below this a person may be a firm with a person's name
constexpr float kSureParty = 0.6f;   // one party of a deal must be this sure
constexpr double kControlPercent = 50;
constexpr uint32_t kDatelineWords = 24;
constexpr uint32_t kGoverningChunks = 8;
constexpr uint32_t kPlaceChunks = 12;  // how far behind a verb its place or a name may stand
constexpr uint32_t kTalkChunks = 12;   // how far before a noun its talks may stand
constexpr size_t kServedEvents = 8;  // how far back a maker is remembered
constexpr uint32_t kFollowUpSentences = 3;  // "The price is ..." follows within so many sentences
constexpr uint32_t kLeadSentences = 3, kLeadEvents = 2;  // where the day of the news stands, and what happened on it

class MedialFinder {
 public:
  MedialFinder(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles, mention::Reading* reading)
      : pack_(pack), medial_(*pack.medial), document_(document), words_(document.words()), amount_roles_(amount_roles), reading_(*reading), syntax_(medial_),
        discourse_(pack, document, reading), outside_(medial_.Class("outside")), go_to_(medial_.Class("go_to")), contracts_(medial_.Class("contract") | medial_.Class("order") | medial_.Class("job")), work_(medial_.Class("work")), work_with_(medial_.Class("work_with")), contractor_(medial_.Class("contractor")), entity_(medial_.Class("entity")), sign_(medial_.Class("sign")), merge_(medial_.Class("merge")), generic_(medial_.Class("generic")), seller_noun_(medial_.Class("seller_noun")), acquirer_noun_(medial_.Class("acquirer_noun")), acquire_(medial_.Class("acquire")), hold_(medial_.Class("hold")), say_(medial_.Class("say")),
        stake_(medial_.Class("stake")), percent_(medial_.Class("percent")), control_(medial_.Class("control")), goods_(medial_.Class("goods")),
        amount_(medial_.Class("amount")), series_(medial_.Class("series")), select_(medial_.Class("select")), agree_(medial_.Class("agree")), talk_(medial_.Class("talk")), parts_(medial_.Class("part") | medial_.Class("site")), target_noun_(medial_.Class("target_noun")), deal_(medial_.Class("deal")), agreement_(medial_.Class("agreement") | medial_.Class("partner")),
        join_(medial_.Class("join") | medial_.Class("lead")), round_(medial_.Class("round")), site_(medial_.Class("site")), partner_(medial_.Class("partner")), jv_(medial_.Class("jv")), call_(medial_.Class("call")), respond_(medial_.Class("respond")), trigger_nouns_(TriggerClasses() - entity_ - medial_.Class("part")),
        sums_(medial_.Class("deal") | medial_.Class("order") | medial_.Class("contract") | medial_.Class("acquire") | medial_.Class("bid") | medial_.Class("round") | medial_.Class("agreement") | medial_.Class("sell") | medial_.Class("price") | medial_.Class("invest")) {}

  std::vector<Event> Run(Trace* trace) {
    trace_ = trace;
    for (uint32_t s = 0; s < document_.sentences().size(); ++s) ReadSentence(s);
    DateAnnouncements();
    DropShadows();
    return std::move(events_);
  }

 private:
  const Chunk& at(uint32_t i) const { return chunks_[i]; }
  pack::ClassSet TriggerClasses() const {
    pack::ClassSet all;
    for (const MedialFrame& frame : medial_.frames)
      for (const pack::ClassSet& needs : frame.classes) all |= needs;
    return all;
  }

  // ---- sentences

  void ReadSentence(uint32_t s) {
    const text::Sentence& sentence = document_.sentences()[s];
    const text::BlockKind kind = document_.blocks()[sentence.block].kind;
    if (kind == text::BlockKind::kTail) return;
    sentence_ = s;
    headline_ = kind != text::BlockKind::kParagraph;
    first_event_ = events_.size();
    FindChunks(medial_, document_, reading_, BehindDateline(sentence), sentence.end_word, headline_, &chunks_);
    syntax_.Read(chunks_);
    discourse_.StartSentence(chunks_, syntax_, s);
    consumed_.assign(chunks_.size(), false);
    FindRumours();
    for (uint32_t i = 0; i < chunks_.size(); ++i) {
      if (events_.size() - first_event_ >= kMaxEventsOfSentence) break;
      if (at(i).kind == ChunkKind::kVerb) ReadVerb(i);
      if (at(i).kind == ChunkKind::kNoun && !at(i).possessive && !consumed_[i] && ((at(i).classes | at(i).modifiers) & trigger_nouns_)) ReadNoun(i);
    }
    if (events_.size() == first_event_) AddSum();
    if (events_.size() == first_event_) AddParty();
    discourse_.EndSentence();
  }

  // "The deal is worth $5bn": the sum of the deal told last.
  void AddSum() {
    if (events_.empty() || events_.back().amount || events_.back().kind == DealKind::kPartnership || events_.back().sentence + kFollowUpSentences < sentence_) return;
    const bool speaks = std::any_of(chunks_.begin(), chunks_.end(), [&](const Chunk& c) {
      return c.kind == ChunkKind::kNoun && (c.determiner & pack::kDefinite) && ((c.classes | c.modifiers) & sums_);
    });
    if (!speaks) return;
    for (const Chunk& c : chunks_)
      if (c.kind == ChunkKind::kNoun && c.amount >= 0 && amount_roles_[static_cast<size_t>(c.amount)] == AmountRole::kDealValue) {
        events_.back().amount = static_cast<uint32_t>(c.amount);
        return;
      }
  }

  // "The seller, X, said", "The venture, X Ltd, will": names who is missing in the deal told last.
  void AddParty() {
    if (events_.empty() || events_.back().sentence + kFollowUpSentences < sentence_) return;
    Event& event = events_.back();
    for (uint32_t i = 0; i + 2 < chunks_.size(); ++i) {
      const Chunk& c = at(i);
      if (c.kind != ChunkKind::kNoun || !(c.determiner & pack::kDefinite) || c.ends_with_name || at(i + 1).kind != ChunkKind::kComma || !at(i + 2).ends_with_name) continue;
      std::optional<Role> role;
      if (event.kind == DealKind::kAcquisition && (c.classes & seller_noun_)) role = Role::kSeller;
      if (event.kind == DealKind::kAcquisition && (c.classes & acquirer_noun_)) role = Role::kAcquirer;
      if (event.kind == DealKind::kJointVenture && (c.classes & jv_)) role = Role::kVenture;
      if (!role || Has(event, *role)) continue;
      const mention::Name& name = reading_.names[at(i + 2).end_name - 1];
      Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty}, role, &event);
      return;
    }
  }

  // "FRANKFURT, March 12 (Reuters) - " stands before the first sentence.
  uint32_t BehindDateline(const text::Sentence& sentence) const {
    bool capital = false, shouted = true;  // "NEW DELHI:"
    uint32_t depth = 0;
    for (uint32_t w = sentence.first_word; w < sentence.end_word && w < sentence.first_word + kDatelineWords; ++w) {
      const text::Word& word = words_[w];
      if (word.mark == '(') ++depth;
      if (word.mark == ')' && depth > 0) --depth;
      if (word.mark == '-' && word.space_before && capital) return w + 1;
      if (word.mark == ':' && capital && (w == sentence.first_word + 1 || shouted)) return w + 1;
      if (word.word_class == text::WordClass::kPunctuation || reading_.tokens[w].date >= 0 || depth > 0) continue;
      const char first = document_.text()[word.begin];
      if (!text::IsAsciiUpper(first) && !text::IsAsciiDigit(first) && !(medial_.lexeme(reading_.lexemes[w]).kinds & pack::kAnd)) break;
      capital = capital || text::IsAsciiUpper(first);
      const std::string_view slice = document_.text().substr(word.begin, word.end - word.begin);
      shouted = shouted && std::all_of(slice.begin(), slice.end(), text::IsAsciiUpper);
    }
    return sentence.first_word;
  }

  // The chunks that unnamed sources stand behind: "sources said X would ...", "X may ..., people familiar with it said".
  void FindRumours() {
    rumour_begin_ = rumour_end_ = 0;
    for (uint32_t i = 0; i < chunks_.size(); ++i) {
      if (at(i).kind != ChunkKind::kVerb || !(at(i).classes & say_)) continue;
      uint32_t subject = syntax_.link(i).subject;
      if (subject == kNoChunk && i + 1 < chunks_.size()) subject = i + 1;  // ", said sources"
      if (subject == kNoChunk || at(subject).kind != ChunkKind::kNoun || !IsSource(subject)) continue;
      const uint32_t begin = std::min(i, syntax_.GroupBegin(subject));
      const bool behind = begin > 0 && at(begin - 1).kind == ChunkKind::kComma;
      rumour_begin_ = behind ? 0 : begin;
      rumour_end_ = behind ? begin : static_cast<uint32_t>(chunks_.size());
      return;
    }
  }

  bool IsSource(uint32_t noun) const {
    for (uint32_t w = at(syntax_.GroupBegin(noun)).first_word; w < at(noun).end_word; ++w)
      if (medial_.lexeme(reading_.units[w].lexeme).kinds & pack::kSourceWord) return true;
    return false;
  }

  // ---- sites

  struct Site {
    uint32_t chunk = 0;           // the verb or noun
    uint32_t verb = kNoChunk;     // that governs the noun, or the verb itself
    uint32_t noun = kNoChunk;     // the noun, or the object of the verb
    uint32_t subject = kNoChunk;
    pack::ClassSet classes;
    bool passive = false;
    bool relative = false;
    bool recent = false;          // told as news: "has bought", "is buying"
    uint32_t begin = 0, end = 0;  // chunks
  };

  void ReadVerb(uint32_t v) {
    const Chunk& verb = at(v);
    const VerbLink& link = syntax_.link(v);
    Site site{.chunk = v, .verb = v, .subject = link.subject, .classes = verb.classes, .passive = verb.passive, .relative = link.relative, .begin = link.begin};
    site.end = syntax_.Arguments(v, &arguments_);
    if (!verb.classes && !verb.copula && !IsJoint(v)) return;
    for (const Argument& a : arguments_)
      if (a.relation == Relation::kNone && a.chunk != kNoChunk && (at(a.chunk).classes || site.noun == kNoChunk)) site.noun = a.chunk;
    if (site.noun != kNoChunk && !verb.copula) site.classes |= ClassesOf(site.noun);
    // "the stake was sold", "the contract was awarded to X", "the contract went to X"
    site.passive = site.passive || (verb.classes & go_to_);
    if (site.passive && site.subject != kNoChunk) {
      site.classes |= ClassesOf(site.subject);
      ImportOfSubject(v, site.subject);
    }
    if (verb.jointly && verb.passive && (verb.classes & hold_)) site.classes |= medial_.Class("coown");
    if (verb.copula && site.noun != kNoChunk) site.classes = at(site.noun).classes & medial_.Class("sponsor");
    if (verb.classes & select_) AddPurpose(v, &site);
    if (link.object != kNoChunk) {
      arguments_.push_back({.relation = Relation::kNone, .chunk = link.object, .parent = v});
      site.noun = link.object;
      site.classes |= at(link.object).classes;
    }
    ImportArguments(v, link, &site);
    AddGoods(&site);
    if (IsJoint(v)) site.classes |= partner_;
    site.recent = IsRecent(v);
    if (verb.negated && !verb.conditional && verb.past) return;  // it did not happen
    if (TryFrames(&site) && site.noun != kNoChunk) consumed_[site.noun] = true;
  }

  // "A contract for Y was awarded to X": what stands at the contract belongs to the verb too.
  void ImportOfSubject(uint32_t v, uint32_t subject) {
    const bool outsourced = static_cast<bool>(at(v).classes & medial_.Class("outsource"));
    if (!outsourced && !(at(subject).classes & contracts_)) return;
    syntax_.Arguments(subject, &imported_);
    for (const Argument& a : imported_)
      if (a.chunk < v && a.participle == kNoChunk && (a.relation == Relation::kFor || a.relation == Relation::kFrom || a.relation == Relation::kBy || (outsourced && a.relation == Relation::kAt))) arguments_.push_back(a);
  }

  // The perfect and the present tell news, the simple past may recall.
  bool IsRecent(uint32_t v) const {
    if (!at(v).past) return true;
    for (uint32_t w = at(v).first_word; w < at(v).head; ++w)
      if (medial_.lexeme(reading_.lexemes[w]).kinds & pack::kHave) return true;
    return headline_;
  }

  // "a contract from Y to build": what stands at the noun belongs to the verb too.
  void ImportArguments(uint32_t v, const VerbLink& link, Site* site) {
    if (link.governor == kNoChunk) return;
    site->classes |= at(link.governor).classes & (agree_ | talk_);  // "agreed to develop"
    // "teamed up with Y to buy": Y acts too
    if (at(link.governor).kind == ChunkKind::kVerb && !(at(link.governor).classes & partner_)) return;
    if (at(link.governor).kind != ChunkKind::kNoun && at(link.governor).kind != ChunkKind::kVerb) return;
    syntax_.Arguments(link.governor, &imported_);
    for (const Argument& a : imported_)
      if (a.chunk < v && a.relation != Relation::kNone && a.relation != Relation::kOf) {
        arguments_.push_back(a);
        arguments_.back().shares_subject = at(link.governor).kind == ChunkKind::kVerb && a.relation == Relation::kWith;
      }
  }

  // Classes of a noun phrase: of its nouns, and of what a "series" or a percentage is of.
  pack::ClassSet ClassesOf(uint32_t noun) const {
    const Chunk& n = at(noun);
    pack::ClassSet classes = n.classes | (n.modifiers - goods_);
    if (n.ends_with_name) classes = classes - goods_;
    if (n.bare_amount || (n.amount >= 0 && (n.classes & site_))) classes |= amount_;
    const bool shares = static_cast<bool>(n.classes & percent_);
    uint32_t i = noun + 1;
    if (i + 1 < chunks_.size() && at(i).kind == ChunkKind::kPreposition && at(i).relation == Relation::kOf && at(i + 1).kind == ChunkKind::kNoun) {
      if (n.classes & series_) classes |= at(i + 1).classes;
      if (n.bare_amount) classes |= at(i + 1).classes;  // "$10m of funding"
      if (shares && !(at(i + 1).classes & goods_)) classes |= stake_ | (at(i + 1).classes & stake_);
      if (n.classes & control_) classes |= at(i + 1).classes & stake_;
    }
    if (n.bare_amount && i + 1 < chunks_.size() && at(i).kind == ChunkKind::kPreposition && at(i + 1).kind == ChunkKind::kNoun) classes |= at(i + 1).classes & medial_.Class("round");
    // "five A380 superjumbos"
    const bool counted = (n.determiner & pack::kIndefinite) || HasFigure(n);
    if (counted && n.plural && !n.classes && !n.party_kind && !(n.determiner & pack::kPossessive)) classes |= goods_;
    if (n.determiner & pack::kPossessive) classes = classes - goods_;
    if ((n.determiner & (pack::kPossessive | pack::kDefinite)) || n.possessor != kNoChunk) classes = classes - entity_;  // "set up the company": one that is there
    if ((classes & stake_) && n.percent >= 0 && IsControl(n.percent)) classes |= control_;
    return classes;
  }

  bool IsControl(int32_t percent) const { return reading_.quantities.percents[static_cast<size_t>(percent)].value.ToDouble() >= kControlPercent; }

  bool HasFigure(const Chunk& noun) const {
    for (uint32_t w = noun.first_word; w < noun.end_word; ++w)
      if (words_[w].word_class == text::WordClass::kDigit && reading_.tokens[w].amount < 0 && reading_.tokens[w].percent < 0) return true;
    return false;
  }

  // "will jointly develop", "is building in partnership with Y": those who act work together.
  bool IsJoint(uint32_t v) const {
    const Chunk& verb = at(v);
    if (verb.classes & (say_ | outside_ | hold_)) return false;
    const bool ahead = verb.conditional || verb.shape == VerbShape::kInfinitive;
    if (verb.jointly && ahead) return true;
    if ((verb.classes & work_with_) && (ahead || !verb.past))
      return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return (a.relation == Relation::kWith || a.relation == Relation::kAlong) && at(a.chunk).ends_with_name; });
    return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return a.relation == Relation::kWith && a.chunk > 0 && IsJointPhrase(a.chunk); });
  }

  bool IsJointPhrase(uint32_t noun) const {
    const uint32_t begin = syntax_.GroupBegin(noun);
    return begin > 0 && at(begin - 1).kind == ChunkKind::kPreposition && at(begin - 1).jointly;
  }

  // "picked X to build Y": the verb behind says what for.
  void AddPurpose(uint32_t v, Site* site) const {
    for (const Argument& a : arguments_)
      if (a.relation == Relation::kAs) site->classes |= at(a.chunk).classes & contractor_;
    for (uint32_t i = v + 1; i < site->end; ++i)
      if (at(i).kind == ChunkKind::kNoun) site->classes |= (at(i).classes | at(i).modifiers) & work_;
    for (uint32_t i = v + 1; i < chunks_.size() && i < v + 12; ++i)
      if (at(i).kind == ChunkKind::kVerb) {
        if (at(i).shape == VerbShape::kInfinitive) site->classes |= at(i).classes;
        return;
      }
  }

  void AddGoods(Site* site) const {
    for (const Argument& a : arguments_) {
      if (a.relation == Relation::kOf || a.relation == Relation::kFor) site->classes |= ClassesOf(a.chunk) & goods_;
      if (a.relation == Relation::kOf) site->classes |= at(a.chunk).classes & (stake_ | round_);  // "its purchase of a stake"
      if (a.relation == Relation::kIn && (site->classes & join_)) site->classes |= at(a.chunk).classes & round_;
      if (a.relation == Relation::kTo && at(a.chunk).percent >= 0 && IsControl(at(a.chunk).percent)) site->classes |= control_;  // "to 61 percent"
      if (at(a.chunk).amount >= 0 && MayBeCommitted(at(a.chunk).amount)) site->classes |= amount_;
    }
  }

  void ReadNoun(uint32_t n) {
    Site site{.chunk = n, .noun = n, .classes = at(n).classes | (at(n).modifiers - goods_), .begin = syntax_.GroupBegin(n)};
    if (!(site.classes & trigger_nouns_)) return;
    site.end = syntax_.Arguments(n, &arguments_);
    site.classes |= ClassesOf(n);
    site.recent = true;
    const uint32_t verb = syntax_.VerbOfObject(n);
    ImportTalks(n);
    if (verb != kNoChunk && !syntax_.StartsClause(n)) {
      const Chunk& v = at(verb);
      if ((v.classes & hold_) && !(v.classes - hold_)) return;  // "has a contract with": it lasts
      site.verb = verb;
      site.classes |= v.classes - outside_;
      if (!(v.classes & (outside_ | say_)) || (v.classes - (outside_ | say_))) site.subject = syntax_.link(verb).subject;
      site.begin = std::min(site.begin, syntax_.link(verb).begin);
      site.relative = syntax_.link(verb).relative;
    } else {
      FindVerbAround(n, &site);
    }
    AddGoods(&site);
    TryFrames(&site);
  }

  // "discussions with X on a merger": what stands at the talks belongs to the merger.
  void ImportTalks(uint32_t n) {
    const uint32_t begin = syntax_.GroupBegin(n);
    for (uint32_t i = begin; i > 0 && i + kTalkChunks > begin; --i) {
      const Chunk& c = at(i - 1);
      if (c.kind != ChunkKind::kNoun && c.kind != ChunkKind::kPreposition && c.kind != ChunkKind::kAnd && c.kind != ChunkKind::kTime) return;
      if (c.kind != ChunkKind::kNoun || !(c.classes & talk_)) continue;
      syntax_.Arguments(i - 1, &imported_);
      for (const Argument& a : imported_)
        if (a.chunk < n && (a.relation == Relation::kWith || a.relation == Relation::kBetween)) arguments_.push_back(a);
      return;
    }
  }

  // The verb in whose clause a noun stands: its subject, or in a phrase behind a preposition.
  void FindVerbAround(uint32_t n, Site* site) const {
    for (uint32_t i = site->end; i < chunks_.size() && i <= site->end + 1; ++i)
      if (at(i).kind == ChunkKind::kVerb && syntax_.link(i).subject == n && !(syntax_.link(i).relative && at(i).shape == VerbShape::kFinite)) {
        site->verb = i;
        if (at(i).passive) site->classes |= at(i).classes - outside_;
        return;
      }
    const uint32_t begin = syntax_.GroupBegin(n);
    if (begin == 0) return;
    const bool coordinated = at(begin - 1).kind == ChunkKind::kAnd;  // "signed deals with X, as well as a contract with Y"
    if (at(begin - 1).kind != ChunkKind::kPreposition && !coordinated) return;
    for (uint32_t i = begin - 1; i > 0 && i + 20 > begin; --i) {
      const Chunk& c = at(i - 1);
      if (c.kind == ChunkKind::kBreak || c.kind == ChunkKind::kThat || c.kind == ChunkKind::kSubordinator) return;
      if (c.kind != ChunkKind::kVerb) continue;
      site->begin = std::min(site->begin, syntax_.link(i - 1).begin);
      // "the target of a takeover": what is done to the subject
      const bool by = (at(n).classes & acquire_) && !(c.classes & trigger_nouns_) && at(begin - 1).kind == ChunkKind::kPreposition &&
                      std::any_of(arguments_.begin(), arguments_.end(), [](const Argument& a) { return a.relation == Relation::kBy; });
      site->passive = by || (begin >= 2 && at(begin - 2).kind == ChunkKind::kNoun && (at(begin - 2).classes & target_noun_));
      site->subject = syntax_.link(i - 1).subject;
      site->relative = syntax_.link(i - 1).relative;
      site->verb = i - 1;
      if (coordinated) site->classes |= c.classes - outside_;
      return;
    }
    // "Under an agreement with X, Y will": the next subject
    for (uint32_t i = site->end; i < chunks_.size() && i < site->end + 20; ++i)
      if (at(i).kind == ChunkKind::kVerb && at(i).shape == VerbShape::kFinite && syntax_.link(i).subject != kNoChunk && syntax_.link(i).subject > n) {
        site->subject = syntax_.link(i).subject;
        site->verb = i;
        return;
      }
  }

  bool TryFrames(Site* site) {
    if (!(site->classes & trigger_nouns_)) return false;
    if ((site->classes & outside_) && site->chunk == site->verb) return false;
    for (const MedialFrame& frame : medial_.frames) {
      const bool fits = std::any_of(frame.classes.begin(), frame.classes.end(), [&](const pack::ClassSet& needs) { return site->classes.Contains(needs); });
      if (fits && Build(*site, frame)) return true;
    }
    return false;
  }

  // ---- one event

  bool Build(const Site& site, const MedialFrame& frame) {
    Event event{.frame = &frame, .kind = frame.kind, .form = frame.form, .sentence = sentence_};
    event.headline = headline_;
    FillSubject(site, frame, &event);
    uint32_t begin = site.begin;
    if (frame.kind == DealKind::kJointVenture) begin = std::min(begin, FillApposed(site, &event));
    FillNoun(site, frame, &event);
    for (const Argument& a : arguments_) FillArgument(site, frame, a, &event);
    SpreadPlural(frame, &event);
    FillSpeaker(site, frame, &event);
    const uint32_t first_word = at(begin).first_word;
    const uint32_t end_word = site.end < chunks_.size() ? at(site.end).first_word : at(static_cast<uint32_t>(chunks_.size()) - 1).end_word;
    event.begin = words_[first_word].begin;
    event.end = words_[std::max(first_word, end_word - 1)].end;
    event.trigger = words_[at(site.chunk).head].begin;
    if (event.fillers.empty()) return Reject(event, Rejection::kNoParty);
    // "combine their businesses": all that they have
    if (frame.kind == DealKind::kJointVenture && (site.classes & merge_) && site.noun != kNoChunk && (at(site.noun).classes & generic_)) return Reject(event, Rejection::kRolesMissing);
    FindMoney(site, frame, &event);
    if (frame.kind == DealKind::kInvestment) FillPlace(site, &event);
    if (frame.kind == DealKind::kAcquisition) FillOnlyOther(site, &event);
    if (frame.kind == DealKind::kJointVenture) FillVenture(site, &event);
    if (frame.kind == DealKind::kAcquisition) TurnToInvestment(site, &event);
    if (!Reaches(event, site) && !KeepPartial(site, &event)) return Reject(event, Rejection::kRolesMissing);
    if (IsPersonOverInherited(event)) return Reject(event, Rejection::kPersonTookOffice);
    ServeAsBefore(site, &event);
    const auto status = Status(site, frame, first_word, end_word);
    if (!status) return Reject(event, Rejection::kDidNotHappen);
    event.status = *status;
    if (frame.form == DealForm::kCapitalExpenditure && !(site.classes & site_) && !HasPurpose(site, event)) return Reject(event, Rejection::kNoPurpose);
    FindDate(site, &event);
    FindDuration(first_word, end_word, &event);
    if (const auto form = ReadForm(medial_, reading_, event.kind, first_word, end_word)) event.form = *form;
    event.anaphoric = IsAnaphoric(site, event) || partial_;
    partial_ = false;
    if (!site.relative) announced_.push_back(events_.size());
    for (const Filler& filler : event.fillers)
      if (filler.role == Role::kTarget || filler.role == Role::kInvestee)
        discourse_.SetObject({.entity = filler.entity, .begin = filler.begin, .end = filler.end, .certainty = filler.certainty});
    events_.push_back(std::move(event));
    return true;
  }

  bool Reject(const Event& event, Rejection why) {
    if (trace_ != nullptr) trace_->rejected.push_back({event, why});
    return false;
  }

  // "Doe, who heads the board since May" took an office.
  bool IsPersonOverInherited(const Event& event) const {
    bool person = false, named = false;
    for (const Filler& f : event.fillers) {
      if (f.role == Role::kAcquirer && f.certainty >= kSurePerson && reading_.entities[f.entity].kind == PartyKind::kPerson) person = true;
      if (f.role == Role::kTarget && !f.inherited && reading_.entities[f.entity].kind != PartyKind::kGovernment) named = true;
    }
    return person && !named;
  }

  // A maker that sold goods before sells goods again: "Airbus has also signed deals with", "a sale to American Airlines".
  void ServeAsBefore(const Site& site, Event* event) const {
    const bool sale = event->kind == DealKind::kAcquisition && event->frame->form == DealForm::kDivestiture;
    const bool deal = event->kind == DealKind::kPartnership && (site.classes & deal_) && !(site.classes & agreement_);
    if (!sale && !deal) return;
    if (std::any_of(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.role == Role::kTarget; })) return;
    for (size_t e = events_.size(); e > 0 && e + kServedEvents > events_.size(); --e) {
      const Event& before = events_[e - 1];
      if (before.kind != DealKind::kContract || before.form == DealForm::kLicense) continue;
      for (const Filler& supplier : before.fillers) {
        if (supplier.role != Role::kSupplier || event->fillers.front().entity != supplier.entity) continue;
        event->kind = DealKind::kContract;
        event->form = before.form;
        for (Filler& f : event->fillers) f.role = f.entity == supplier.entity ? Role::kSupplier : Role::kCustomer;
        return;
      }
    }
  }

  static bool Has(const Event& event, Role role) {
    return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == role; });
  }

  // "spend $5bn on a plant in Thailand": the place behind the verb receives it.
  void FillPlace(const Site& site, Event* event) {
    if (Has(*event, Role::kInvestee) || !Has(*event, Role::kInvestor)) return;
    for (uint32_t i = site.chunk + 1; i < chunks_.size() && i < site.chunk + kPlaceChunks; ++i) {
      if (at(i).kind == ChunkKind::kBreak || at(i).kind == ChunkKind::kThat || (at(i).kind == ChunkKind::kVerb && at(i).shape == VerbShape::kFinite)) return;
      // "in its Lagos plant"
      if (at(i).kind != ChunkKind::kNoun && i + 1 == chunks_.size()) return;
      const Chunk& c = at(i + (at(i).kind == ChunkKind::kNoun ? 0 : 1));
      const bool within = at(i).kind == ChunkKind::kNoun && (c.classes & site_) && c.first_name != c.end_name && !c.possessive;
      const bool phrase = at(i).kind == ChunkKind::kPreposition && (at(i).relation == Relation::kIn || at(i).relation == Relation::kAt || at(i).relation == Relation::kOf || at(i).relation == Relation::kOn);
      if (!within && (!phrase || c.kind != ChunkKind::kNoun || !c.ends_with_name || c.possessive)) continue;
      const mention::Name& name = reading_.names[c.end_name - 1];
      // where the plant stands, though no table has the place
      const bool spent = at(i).relation == Relation::kOn && event->frame->form == DealForm::kCapitalExpenditure;  // "$6bn of spending on X"
      const bool unknown = spent || (phrase && at(i).relation != Relation::kOf && at(i - 1).kind == ChunkKind::kNoun && (at(i - 1).classes & site_) && !reading_.entities[name.entity].known);
      if (!reading_.entities[name.entity].is_place && !unknown) continue;
      Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty}, Role::kInvestee, event);
      return;
    }
  }

  // "won the votes of shareholders in RMC for its takeover bid": the only other one that the sentence names.
  void FillOnlyOther(const Site& site, Event* event) {
    if (site.chunk != site.noun || Has(*event, Role::kTarget) || Has(*event, Role::kSeller) || !Has(*event, Role::kAcquirer) || event->fillers.size() != 1) return;
    std::optional<uint32_t> other;
    for (const Chunk& c : chunks_)
      for (uint32_t n = c.first_name; n < c.end_name && c.kind == ChunkKind::kNoun; ++n) {
        const mention::Name& name = reading_.names[n];
        const Entity& entity = reading_.entities[name.entity];
        if (entity.is_place || entity.kind == PartyKind::kPerson || name.entity == event->fillers.front().entity) continue;
        if (other && reading_.names[*other].entity != name.entity) return;
        other = n;
      }
    if (!other) return;
    const mention::Name& name = reading_.names[*other];
    Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty * 0.8f}, Role::kTarget, event);
  }

  // "a joint venture, Verdana Storage LLC,", "a venture called Tandem": its name.
  void FillVenture(const Site& site, Event* event) {
    if (site.noun == kNoChunk || Has(*event, Role::kVenture)) return;
    for (uint32_t i = site.noun + 1; i + 1 < chunks_.size() && i < site.noun + kPlaceChunks; ++i) {
      const bool named = at(i).kind == ChunkKind::kVerb && (at(i).classes & call_);
      const bool apposed = i == site.noun + 1 && at(i).kind == ChunkKind::kComma;
      if (at(i).kind == ChunkKind::kBreak) return;
      if ((!named && !apposed) || at(i + 1).kind != ChunkKind::kNoun || !at(i + 1).ends_with_name) continue;
      const mention::Name& name = reading_.names[at(i + 1).end_name - 1];
      std::erase_if(event->fillers, [&](const Filler& f) { return f.entity == name.entity; });
      Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty}, Role::kVenture, event);
      return;
    }
  }

  // "A and B unveiled V, a 50-50 venture": the name before the comma is the venture, its makers the parents.
  // Returns where the clause of those begins, or kNoChunk.
  uint32_t FillApposed(const Site& site, Event* event) {
    if (site.chunk != site.noun) return kNoChunk;
    const uint32_t begin = syntax_.GroupBegin(site.noun);
    if (begin < 2 || at(begin - 1).kind != ChunkKind::kComma || (at(site.noun).determiner & pack::kPossessive)) return kNoChunk;
    const uint32_t venture = begin - 2;
    if (at(venture).kind != ChunkKind::kNoun || !at(venture).ends_with_name || at(venture).possessive) return kNoChunk;
    const mention::Name& name = reading_.names[at(venture).end_name - 1];
    if (reading_.entities[name.entity].is_place) return kNoChunk;
    Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty}, Role::kVenture, event);
    const uint32_t verb = syntax_.VerbOfObject(venture);
    if (verb == kNoChunk || syntax_.link(verb).subject == kNoChunk || at(verb).passive) return kNoChunk;
    syntax_.MembersBefore(syntax_.link(verb).subject, &members_);
    if (members_.size() < 2) return kNoChunk;
    for (const uint32_t member : members_) {
      referents_.clear();
      discourse_.Resolve(member, kNoChunk, &referents_);
      for (const Referent& r : referents_) Fill(r, Role::kParent, event);
    }
    return syntax_.link(verb).begin;
  }

  // "No venture with Y is planned, X said": who speaks is the other side.
  void FillSpeaker(const Site& site, const MedialFrame& frame, Event* event) {
    if (site.chunk != site.noun || event->fillers.size() != 1 || event->fillers.front().inherited || !frame.subject || frame.subject != event->fillers.front().role) return;
    if (frame.kind != DealKind::kJointVenture && frame.kind != DealKind::kPartnership) return;
    for (uint32_t i = site.chunk + 1; i < chunks_.size(); ++i) {
      if (at(i).kind != ChunkKind::kVerb || !(at(i).classes & say_) || syntax_.link(i).subject == kNoChunk) continue;
      const uint32_t subject = syntax_.link(i).subject;
      if (subject < site.chunk || !at(subject).ends_with_name || IsSource(subject)) return;
      referents_.clear();
      discourse_.Resolve(subject, kNoChunk, &referents_);
      for (const Referent& r : referents_) Fill(r, frame.subject, event);
      return;
    }
  }

  // "sold 200,000 of its shares to X": X invests in the seller.
  void TurnToInvestment(const Site& site, Event* event) const {
    if (!(site.classes & stake_) || Has(*event, Role::kTarget) || !Has(*event, Role::kSeller) || !Has(*event, Role::kAcquirer)) return;
    event->kind = DealKind::kInvestment;
    event->form = DealForm::kEquity;
    for (Filler& f : event->fillers) f.role = f.role == Role::kSeller ? Role::kInvestee : Role::kInvestor;
  }

  bool IsAnaphoric(const Site& site, const Event& event) const {
    if (event.kind == DealKind::kJointVenture && Has(event, Role::kVenture)) return false;
    return site.chunk == site.noun && (at(site.noun).determiner & pack::kDefinite) && site.subject == kNoChunk;
  }

  void Fill(const Referent& r, std::optional<Role> role, Event* event) {
    if (!role || event->fillers.size() >= kMaxFillers) return;
    const Entity& entity = reading_.entities[r.entity];
    const bool acts = *role == Role::kInvestor || *role == Role::kSeller || *role == Role::kAcquirer;
    // a name that only sounds like a person's may be a firm's
    const bool maybe_firm = entity.kind == PartyKind::kPerson && r.certainty < kSurePerson;
    if (entity.kind == PartyKind::kPerson && !maybe_firm && (!acts || r.inherited)) return;
    if (maybe_firm && !acts) reading_.entities[r.entity].kind = PartyKind::kCompany;
    if (entity.is_place && !(*role == Role::kInvestee || *role == Role::kSeller || *role == Role::kCustomer || *role == Role::kInvestor || *role == Role::kPartner)) return;
    for (const Filler& filler : event->fillers)
      if (filler.entity == r.entity) return;
    event->fillers.push_back({r.entity, *role, r.begin, r.end, r.certainty, r.inherited});
  }

  // What is bought: the named part, and its owner as the seller.
  void FillObject(const std::vector<Referent>& referents, std::optional<Role> role, const MedialFrame& frame, Event* event) {
    const bool sale = frame.kind == DealKind::kAcquisition && role == Role::kTarget;
    for (const Referent& r : referents) {
      if (!r.owner || !sale)
        Fill(r, role, event);
      else
        owners_.push_back(r);
    }
  }

  void FillSubject(const Site& site, const MedialFrame& frame, Event* event) {
    owners_.clear();
    customer_signs_ = false;
    if (site.subject == kNoChunk) return FillFromFocus(site, frame, event);
    syntax_.MembersBefore(site.subject, &members_);
    std::optional<Role> role = site.passive ? (frame.passive_subject ? frame.passive_subject : frame.object) : frame.subject;
    for (const uint32_t member : members_) {
      referents_.clear();
      discourse_.Resolve(member, kNoChunk, &referents_);
      // a state that signs a contract is served by it
      customer_signs_ = !site.passive && role == Role::kSupplier && frame.relations[static_cast<size_t>(Relation::kWith)] == Role::kCustomer && !referents_.empty() && IsState(referents_.front().entity);
      if (customer_signs_) role = Role::kCustomer;
      if (site.passive)
        FillObject(referents_, role, frame, event);
      else
        for (const Referent& r : referents_)
          if (!r.owner || referents_.size() == 1) Fill(r, role, event);  // "a unit of X" acts for X
    }
    if (site.passive) FillParent(site.subject, frame, event);
    if (site.passive)
      for (const uint32_t member : members_)
        if (at(member).possessor != kNoChunk || (at(member).determiner & pack::kPossessive)) FillPossessor(member, site, frame, event);
  }

  // "An attempt to buy X failed": by whom the text speaks of.
  void FillFromFocus(const Site& site, const MedialFrame& frame, Event* event) {
    if (headline_ || site.passive || !frame.subject || site.chunk != site.verb || at(site.verb).shape == VerbShape::kFinite) return;
    if (const auto focus = discourse_.Focus()) Fill(*focus, frame.subject, event);
  }

  // "Aldercott subsidiary Ternby was acquired": by its parent, where nobody else is named.
  void FillParent(uint32_t noun, const MedialFrame& frame, Event* event) {
    const Chunk& c = at(noun);
    if (frame.kind != DealKind::kAcquisition || c.end_name < c.first_name + 2) return;
    for (uint32_t w = reading_.names[c.first_name].end_word; w < reading_.names[c.end_name - 1].first_word; ++w) {
      if (!(medial_.lexeme(reading_.units[w].lexeme).noun_classes & medial_.Class("part"))) continue;
      const mention::Name& parent = reading_.names[c.first_name];
      Fill({.entity = parent.entity, .begin = parent.begin, .end = parent.end, .certainty = parent.certainty * 0.7f}, frame.subject, event);
      return;
    }
  }

  bool IsState(uint32_t entity) const {
    const Entity& e = reading_.entities[entity];
    return e.is_place || e.kind == PartyKind::kGovernment || e.kind == PartyKind::kCountry;
  }

  void FillPossessor(uint32_t noun, const Site& site, const MedialFrame& frame, Event* event) {
    referents_.clear();
    discourse_.ResolvePossessor(noun, site.subject == noun ? kNoChunk : site.subject, &referents_);
    for (const Referent& r : referents_) Fill(r, frame.possessor, event);
  }

  // The noun itself: who possesses it ("X's acquisition"), which names stand before it ("the Ambev acquisition").
  void FillNoun(const Site& site, const MedialFrame& frame, Event* event) {
    if (site.noun == kNoChunk) return;
    const Chunk& noun = at(site.noun);
    const bool trigger = static_cast<bool>(((noun.classes | noun.modifiers) & trigger_nouns_) - goods_);
    if (site.chunk == site.noun || trigger) {
      if (site.chunk == site.noun) FillPossessor(site.noun, site, frame, event);
      if (frame.modifier && !noun.ends_with_name) {
        referents_.clear();
        discourse_.ResolveModifiers(site.noun, &referents_);
        for (const Referent& r : referents_)
          if (!reading_.entities[r.entity].is_place) Fill(r, frame.modifier, event);
      }
    }
    if (frame.goods && (noun.classes & goods_)) FillGoods(site.noun, frame, event);
  }

  void FillGoods(uint32_t noun, const MedialFrame& frame, Event* event) {
    referents_.clear();
    discourse_.ResolveModifiers(noun, &referents_);
    for (const Referent& r : referents_)
      if (!reading_.entities[r.entity].is_place && !IsModelName(r)) Fill(r, frame.goods, event);
  }

  // "737 MAX": capitals behind a number.
  bool IsModelName(const Referent& r) const {
    const std::string_view name = document_.text().substr(r.begin, r.end - r.begin);
    return r.begin >= 2 && name.size() <= 4 && text::IsAsciiDigit(document_.text()[r.begin - 2]) && !reading_.entities[r.entity].known &&
           std::all_of(name.begin(), name.end(), text::IsAsciiUpper);
  }

  void FillArgument(const Site& site, const MedialFrame& frame, const Argument& a, Event* event) {
    const Chunk& chunk = at(a.chunk);
    if (frame.goods && (chunk.classes & goods_)) FillGoods(a.chunk, frame, event);
    std::optional<Role> role;
    if (a.relation == Relation::kNone) {
      if (site.chunk != site.verb) return;
      role = frame.object;
      if (chunk.bare_amount) return;
      if (a.chunk == site.noun && (((chunk.classes | chunk.modifiers) & trigger_nouns_) - stake_) && !chunk.ends_with_name && !site.passive && IsFrameNoun(site, chunk)) return;
    } else {
      if (a.participle != kNoChunk) {
        // "a memorandum signed by X and Y": they are its parties
        const bool signs = a.relation == Relation::kBy && site.chunk == site.noun && (at(a.participle).classes & sign_) && (frame.kind == DealKind::kPartnership || frame.kind == DealKind::kJointVenture);
        if (signs) {
          referents_.clear();
          discourse_.Resolve(a.chunk, site.subject, &referents_);
          for (const Referent& r : referents_) Fill(r, frame.relations[static_cast<size_t>(Relation::kBy)], event);
          return;
        }
        // "a mine owned by X": X is who sells it
        if (a.relation != Relation::kBy || !(at(a.participle).classes & hold_) || frame.kind != DealKind::kAcquisition) return;
        referents_.clear();
        discourse_.Resolve(a.chunk, site.subject, &referents_);
        owners_.insert(owners_.end(), referents_.begin(), referents_.end());
        return;
      }
      // "of" and "in" behind another noun than the site's belong to that
      if (a.relation == Relation::kOf && a.parent != site.chunk && a.parent != site.noun) return;
      if (a.relation == Relation::kOf && a.parent == site.noun && site.chunk != site.noun && !((at(site.noun).classes | ClassesOf(site.noun)) & trigger_nouns_)) return;
      const bool beside = frame.kind == DealKind::kJointVenture && a.relation == Relation::kWith && a.chunk < site.chunk;  // "in talks with Y to form"
      if ((site.classes & merge_) && frame.kind == DealKind::kJointVenture && !beside) return;  // "merged its arm with that of Y": bought it
      role = a.shares_subject || beside ? frame.subject : frame.relations[static_cast<size_t>(RelationOf(a, frame))];
      if (a.relation == Relation::kFor && role == Role::kCustomer && Has(*event, Role::kCustomer)) return;
      if (a.relation == Relation::kBy && site.passive && !role) role = frame.subject;
    }
    if (!role) return;
    if (customer_signs_ && role == Role::kCustomer) role = Role::kSupplier;
    referents_.clear();
    discourse_.Resolve(a.chunk, site.subject, &referents_);
    // "the business": not the one who buys it, but what was bought before
    const bool described = chunk.possessor == kNoChunk && !(chunk.determiner & pack::kPossessive);
    const bool known = described && !referents_.empty() && referents_.front().inherited && std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == referents_.front().entity; });
    const bool bought = described && role == Role::kTarget && !referents_.empty() && referents_.front().inherited && (chunk.classes & parts_) && discourse_.LastObject();
    if ((known || bought) && (role == Role::kTarget || role == Role::kInvestee)) {
      referents_.clear();
      if (const auto object = discourse_.LastObject()) referents_.push_back(*object);
    }
    FillObject(referents_, role, frame, event);
  }

  // "a bet on X", "a round at X": as in it.
  static Relation RelationOf(const Argument& a, const MedialFrame& frame) {
    if (a.relation == Relation::kAt && frame.form == DealForm::kService) return Relation::kFor;  // "cleaning at Y was outsourced"
    const bool at_it = a.relation == Relation::kOn || a.relation == Relation::kAt;
    return at_it && frame.kind == DealKind::kInvestment && frame.form != DealForm::kCapitalExpenditure ? Relation::kIn : a.relation;
  }

  // Is the object the noun of the frame itself ("signed a contract"), not what the frame is about?
  bool IsFrameNoun(const Site& site, const Chunk& noun) const {
    return static_cast<bool>((site.classes - at(site.verb).classes) & (noun.classes | noun.modifiers) & trigger_nouns_);
  }

  // Owners of what was sold are the seller where no other is named; subjects of the same side where nobody stands opposite.
  void SpreadPlural(const MedialFrame& frame, Event* event) {
    const auto has = [&](Role role) { return std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == role; }); };
    for (const Referent& owner : owners_) {
      const bool seller = has(Role::kSeller);
      if (seller && !has(Role::kTarget))
        Fill(owner, Role::kTarget, event);
      else if (!seller)
        Fill(owner, Role::kSeller, event);
    }
    owners_.clear();
    // "received a bid for its Kenmore brand": the owner is no target then
    if (frame.subject == Role::kTarget && frame.kind == DealKind::kAcquisition && frame.relations[static_cast<size_t>(Relation::kFor)] == Role::kTarget &&
        std::count_if(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.role == Role::kTarget; }) > 1)
      event->fillers.front().role = Role::kSeller;
    if (frame.form == DealForm::kFundingRound && !has(Role::kInvestee) && has(Role::kInvestor))
      if (const auto focus = discourse_.Focus()) Fill(*focus, Role::kInvestee, event);
    if (!frame.plural || !frame.subject) return;
    const bool alone = std::all_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == *frame.subject; });
    if (!alone || event->fillers.size() < 2) return;
    for (Filler& filler : event->fillers) filler.role = *frame.plural;
  }

  // ---- how firm

  std::optional<DealStatus> Status(const Site& site, const MedialFrame& frame, uint32_t first_word, uint32_t end_word) const {
    uint32_t trigger_end = at(site.chunk).end_word;
    for (const uint32_t chunk : {site.verb, site.noun})
      if (chunk != kNoChunk) trigger_end = std::max(trigger_end, at(chunk).end_word);
    uint32_t seen = ReadModality(medial_, reading_, first_word, std::min(trigger_end, end_word));
    if (site.verb != kNoChunk && site.verb > site.chunk) seen |= ReadModality(medial_, reading_, at(site.verb).first_word, at(site.verb).end_word);
    const auto bit = [](DealStatus s) { return 1u << static_cast<int>(s); };
    const bool verb_behind = site.end < chunks_.size() && at(site.end).kind == ChunkKind::kVerb && at(site.end).shape == VerbShape::kFinite;
    const uint32_t behind = verb_behind ? at(site.end).end_word : end_word;
    seen |= ReadModality(medial_, reading_, trigger_end, behind) & (bit(DealStatus::kDenied) | bit(DealStatus::kEnded));
    if (site.chunk >= rumour_begin_ && site.chunk < rumour_end_) seen |= bit(DealStatus::kRumoured);
    seen |= GoverningModality(site.begin);
    const bool negated = at(site.verb == kNoChunk ? site.chunk : site.verb).negated || (at(site.chunk).determiner & pack::kNoDeterminer);
    if (negated) seen |= bit(DealStatus::kDenied);
    for (const DealStatus status : {DealStatus::kDenied, DealStatus::kEnded})
      if (seen & bit(status)) return status;
    if (seen & kNothingHappened) return std::nullopt;
    const bool done = site.verb == site.chunk && at(site.verb).past && at(site.verb).shape != VerbShape::kInfinitive && !at(site.verb).conditional;
    if (done && !(seen & (bit(DealStatus::kRumoured)))) return frame.status ? *frame.status : DealStatus::kCompleted;
    for (const DealStatus status : {DealStatus::kExploring, DealStatus::kPlanned, DealStatus::kRumoured})
      if (seen & bit(status)) return status;
    if (frame.status) return *frame.status;
    for (const DealStatus status : {DealStatus::kCompleted, DealStatus::kAgreed})
      if (seen & bit(status)) return status;
    return DealStatus::kAgreed;
  }

  // "denied a report that X would buy": what governs the clause that begins at the chunk.
  uint32_t GoverningModality(uint32_t begin) const {
    if (begin == 0 || at(begin - 1).kind != ChunkKind::kThat) return 0;
    for (uint32_t i = begin - 1; i > 0 && i + kGoverningChunks > begin; --i)
      if (at(i - 1).kind == ChunkKind::kVerb) return ReadModality(medial_, reading_, at(i - 1).first_word, at(begin - 1).end_word) & ~kNothingHappened;
    return 0;
  }

  // ---- money, time

  bool MayBeCommitted(int32_t amount) const {
    const AmountRole role = amount_roles_[static_cast<size_t>(amount)];
    return role == AmountRole::kOther || role == AmountRole::kDealValue;
  }

  void FindMoney(const Site& site, const MedialFrame& frame, Event* event) {
    const auto look = [&](const Chunk& chunk) {
      if (chunk.percent >= 0 && !event->percent && (site.classes & stake_)) event->percent = static_cast<uint32_t>(chunk.percent);
      if (chunk.amount >= 0 && !event->amount && frame.kind != DealKind::kPartnership && MayBeCommitted(chunk.amount)) event->amount = static_cast<uint32_t>(chunk.amount);
    };
    if (site.noun != kNoChunk) look(at(site.noun));
    if (site.chunk != site.noun) look(at(site.chunk));
    for (const Argument& a : arguments_) look(at(a.chunk));
    if (site.passive && site.subject != kNoChunk) look(at(site.subject));
    // "signed a $1bn contract to sell": the sum of the noun that governs the verb
    const uint32_t governor = site.verb == site.chunk ? syntax_.link(site.verb).governor : kNoChunk;
    if (governor != kNoChunk) look(at(governor));
    // further on in the clause, where the words say that it is the deal's: "under a contract worth $1.4bn"
    for (uint32_t i = site.chunk + 1; i < chunks_.size() && !event->amount; ++i) {
      const Chunk& c = at(i);
      if (c.kind == ChunkKind::kBreak || c.kind == ChunkKind::kRelative || (c.kind == ChunkKind::kVerb && c.shape == VerbShape::kFinite) || c.kind == ChunkKind::kSubordinator) break;
      if (c.kind == ChunkKind::kNoun && c.amount >= 0 && amount_roles_[static_cast<size_t>(c.amount)] == AmountRole::kDealValue) look(c);
    }
  }

  // Spending is an investment where it is for something: "to build", "on a plant".
  bool HasPurpose(const Site& site, const Event& event) const {
    if (!(at(site.chunk).classes & medial_.Class("spend")) && Has(event, Role::kInvestee)) return true;  // "the go-ahead for $6bn of spending on X"
    if (event.status == DealStatus::kCompleted) return false;
    for (uint32_t i = site.chunk + 1; i < chunks_.size() && i < site.chunk + 12; ++i) {
      const bool on = at(i - 1).kind == ChunkKind::kPreposition && at(i - 1).relation == Relation::kOn;  // "on developing"
      if (at(i).kind == ChunkKind::kVerb && (at(i).shape == VerbShape::kInfinitive || (at(i).shape == VerbShape::kGerund && on))) return true;
      if (at(i).kind == ChunkKind::kNoun && (at(i).classes & medial_.Class("site"))) return true;
    }
    return false;
  }

  bool IsUsableDate(int32_t date, bool may_be_start = false) const {
    if (date < 0) return false;
    const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
    return mention.period && !mention.is_deadline && !mention.is_future && (may_be_start || !mention.is_start);
  }
  bool IsDay(int32_t date) const { return reading_.quantities.dates[static_cast<size_t>(date)].period->precision == Precision::kDay; }

  // The date of the clause, nearest to its verb or noun; else the day on which its sentence says that it was told.
  void FindDate(const Site& site, Event* event) const {
    uint32_t first = site.begin, end = site.end;
    // "In July X bought", "in 2016, when it sold"
    while (first > 0 && (at(first - 1).kind == ChunkKind::kTime || at(first - 1).kind == ChunkKind::kSubordinator ||
                         ((at(first - 1).kind == ChunkKind::kPreposition || at(first - 1).kind == ChunkKind::kComma) && NextToTime(first - 1))))
      --first;
    while (end < chunks_.size() && (at(end).kind == ChunkKind::kTime || (at(end).kind == ChunkKind::kPreposition && end + 1 < chunks_.size() && at(end + 1).kind == ChunkKind::kTime))) ++end;
    const uint32_t first_word = at(first).first_word, end_word = at(std::max(end, first + 1) - 1).end_word;
    uint32_t best = UINT32_MAX, distance = UINT32_MAX;
    for (uint32_t w = first_word; w < end_word; ++w) {
      const bool before = w < at(site.begin).first_word;  // "since 2009, when X bought"
      if (!IsUsableDate(reading_.tokens[w].date, before) || IsOfInsertion(w, site)) continue;
      const uint32_t away = words_[w].begin > event->trigger ? words_[w].begin - event->trigger : event->trigger - words_[w].begin;
      if (away >= distance) continue;
      distance = away;
      best = static_cast<uint32_t>(reading_.tokens[w].date);
    }
    const bool recalled = site.relative || (event->status == DealStatus::kCompleted && !site.recent);
    const text::Sentence& sentence = document_.sentences()[sentence_];
    for (uint32_t w = sentence.first_word; best == UINT32_MAX && !recalled && w < sentence.end_word; ++w)
      if (IsUsableDate(reading_.tokens[w].date) && IsDay(reading_.tokens[w].date)) best = static_cast<uint32_t>(reading_.tokens[w].date);
    if (best != UINT32_MAX) event->date = best;
  }

  // Does the word stand behind a verb of "which ..." that is not the site's?
  bool IsOfInsertion(uint32_t word, const Site& site) const {
    auto chunk = std::upper_bound(chunks_.begin(), chunks_.end(), word, [](uint32_t w, const Chunk& c) { return w < c.first_word; });
    for (uint32_t steps = 0; chunk != chunks_.begin() && steps < 12; ++steps) {
      --chunk;
      if (chunk->kind == ChunkKind::kBreak) return false;
      if (chunk->kind != ChunkKind::kVerb) continue;
      const uint32_t v = static_cast<uint32_t>(chunk - chunks_.begin());
      return v != site.verb && v != site.chunk && syntax_.link(v).relative && !site.relative;
    }
    return false;
  }

  bool NextToTime(uint32_t i) const {
    return (i > 0 && at(i - 1).kind == ChunkKind::kTime) || (i + 1 < chunks_.size() && at(i + 1).kind == ChunkKind::kTime);
  }

  // Deals of the headline and the lead without a day of their own were announced on the day that the lead names.
  void DateAnnouncements() {
    uint32_t lead = UINT32_MAX, day = UINT32_MAX;
    const auto& sentences = document_.sentences();
    for (uint32_t s = 0; s < sentences.size(); ++s) {
      if (document_.blocks()[sentences[s].block].kind != text::BlockKind::kParagraph) continue;
      if (lead == UINT32_MAX) lead = s;
      if (s >= lead + kLeadSentences) break;
      for (uint32_t w = BehindDateline(sentences[s]); day == UINT32_MAX && w < sentences[s].end_word; ++w)
        if (IsUsableDate(reading_.tokens[w].date) && IsDay(reading_.tokens[w].date)) day = static_cast<uint32_t>(reading_.tokens[w].date);
    }
    if (day == UINT32_MAX) return;
    for (const size_t e : announced_)
      if (!events_[e].date && !events_[e].anaphoric && events_[e].sentence < lead + kLeadEvents) events_[e].date = day;
  }

  void FindDuration(uint32_t first_word, uint32_t end_word, Event* event) const {
    for (uint32_t w = first_word; w < end_word; ++w)
      if (reading_.tokens[w].duration >= 0 && !event->duration) event->duration = static_cast<uint32_t>(reading_.tokens[w].duration);
  }

  // ---- minimum

  bool Reaches(const Event& event, const Site& site) const {
    const bool sure = std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.certainty >= kSureParty; });
    const bool all_inherited = std::all_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.inherited; });
    // "The two are forming a venture": both are known
    const bool pair = event.fillers.size() == 2 && event.fillers[0].role == event.fillers[1].role && site.chunk == site.verb && site.noun != kNoChunk && !(at(site.noun).determiner & pack::kDefinite);
    const bool counted = pair && (event.kind == DealKind::kJointVenture || event.kind == DealKind::kPartnership);
    if (!counted && (!sure || (all_inherited && !event.amount))) return false;
    if (event.kind != event.frame->kind) return true;  // turned into another kind, which has both sides
    for (const pack::Frame::Minimum& minimum : event.frame->minimum) {
      if (minimum.amount && !event.amount) continue;
      if (minimum.part && !IsPartSold(site)) continue;
      uint64_t used = 0;
      const bool all = std::all_of(minimum.roles.begin(), minimum.roles.end(), [&](Role role) {
        for (size_t i = 0; i < event.fillers.size(); ++i) {
          if (used & uint64_t{1} << i || event.fillers[i].role != role) continue;
          used |= uint64_t{1} << i;
          return true;
        }
        return false;
      });
      if (all) return true;
    }
    return false;
  }

  // Is what the site is about a part of somebody: "its printer business"?
  bool IsPartSold(const Site& site) const {
    const auto is_part = [&](uint32_t chunk) {
      const Chunk& c = at(chunk);
      const bool possessed = c.possessor != kNoChunk || (c.determiner & pack::kPossessive);
      return c.kind == ChunkKind::kNoun && possessed && ((c.classes & parts_) || c.party_kind) && !c.pronoun;
    };
    if (site.passive && site.subject != kNoChunk && is_part(site.subject)) return true;
    return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return (a.relation == Relation::kNone || a.relation == Relation::kOf) && is_part(a.chunk); });
  }

  // "its shares were purchased for $230m": adds its sum to the deal told before, and is no deal by itself.
  bool KeepPartial(const Site& site, Event* event) const {
    if (!event->amount || event->kind == DealKind::kPartnership || events_.empty()) return false;
    if (site.chunk != site.verb && at(site.noun).amount < 0) return false;
    const bool sure = std::any_of(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.certainty >= kSureParty; });
    if (!sure) return false;
    for (Filler& filler : event->fillers) filler.inherited = true;
    return partial_ = true;
  }

  // A deal between firms that one sentence also tells as a purchase or a contract is that.
  void DropShadows() {
    std::erase_if(events_, [&](const Event& event) {
      if (event.kind != DealKind::kPartnership || event.form == DealForm::kMou) return false;
      return std::any_of(events_.begin(), events_.end(), [&](const Event& other) {
        if (other.sentence != event.sentence || other.kind == DealKind::kPartnership || other.kind == DealKind::kInvestment) return false;
        return std::all_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) {
          return std::any_of(other.fillers.begin(), other.fillers.end(), [&](const Filler& g) { return g.entity == f.entity; });
        });
      });
    });
  }

  const pack::LanguagePack& pack_;
  const pack::MedialPack& medial_;
  const text::Document& document_;
  const std::vector<text::Word>& words_;
  const std::vector<AmountRole>& amount_roles_;
  mention::Reading& reading_;
  Syntax syntax_;
  Discourse discourse_;
  const pack::ClassSet outside_, go_to_, contracts_, work_, work_with_, contractor_, entity_, sign_, merge_, generic_, seller_noun_, acquirer_noun_, acquire_, hold_, say_, stake_, percent_, control_, goods_, amount_, series_, select_, agree_, talk_, parts_, target_noun_, deal_, agreement_, join_, round_, site_, partner_, jv_, call_, respond_;
  const pack::ClassSet trigger_nouns_, sums_;

  std::vector<Event> events_;
  std::vector<Chunk> chunks_;
  std::vector<Argument> arguments_, imported_;
  std::vector<size_t> announced_;  // events told as news
  std::vector<Referent> referents_, owners_;
  std::vector<uint32_t> members_;
  std::vector<bool> consumed_;  // nouns that an event already took
  size_t first_event_ = 0;
  uint32_t sentence_ = 0;
  uint32_t rumour_begin_ = 0, rumour_end_ = 0;  // chunks that unnamed sources stand behind
  bool headline_ = false;
  bool customer_signs_ = false;  // in the event being built
  Trace* trace_ = nullptr;
  mutable bool partial_ = false;  // the event lacks parties of its frame
};

}  // namespace

std::vector<Event> FindMedialEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                                    mention::Reading* reading, Trace* trace) {
  return MedialFinder(pack, document, amount_roles, reading).Run(trace);
}

}  // namespace entente::deal
