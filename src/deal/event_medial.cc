// Finds events in sentences whose predicate stands between subject and object. A verb, a noun, or a verb with its object
// ("has bought a stake") that satisfies a frame is the site of an event; subject, object and the phrases behind
// prepositions fill the frame's roles:
//   [Bertelsmann] said it [was buying] [OnCourse Learning] from [CIP Capital] → acquire: acquirer, target, seller
// Gives up on sites whose roles do not reach the minimum of their frame.
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial.h"

#include <algorithm>

#include "deal/referent.h"
#include "text/unicode.h"

namespace entente::deal {

using mention::Entity;
using pack::MedialFrame;
using pack::Relation;

namespace {

constexpr size_t kMaxEventsOfSentence = 24;
constexpr size_t kMaxFillers = 24;
constexpr float kSureParty = 0.6f;   // one party of a deal must be this sure
constexpr double kControlPercent = 50;
constexpr uint32_t kDatelineWords = 24;

class MedialFinder {
 public:
  MedialFinder(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles, mention::Reading* reading)
      : medial_(*pack.medial), document_(document), words_(document.words()), amount_roles_(amount_roles), reading_(*reading), syntax_(medial_),
        discourse_(pack, document, reading), outside_(medial_.Class("outside")), hold_(medial_.Class("hold")), say_(medial_.Class("say")),
        stake_(medial_.Class("stake")), percent_(medial_.Class("percent")), control_(medial_.Class("control")), goods_(medial_.Class("goods")),
        amount_(medial_.Class("amount")), series_(medial_.Class("series")), select_(medial_.Class("select")), respond_(medial_.Class("respond")), trigger_nouns_(TriggerClasses()) {}

  std::vector<Event> Run() {
    for (uint32_t s = 0; s < document_.sentences().size(); ++s) ReadSentence(s);
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
    rumour_ = (ReadSources() ? 1u << static_cast<int>(DealStatus::kRumoured) : 0);
    for (uint32_t i = 0; i < chunks_.size(); ++i) {
      if (events_.size() - first_event_ >= kMaxEventsOfSentence) break;
      if (at(i).kind == ChunkKind::kVerb) ReadVerb(i);
      if (at(i).kind == ChunkKind::kNoun && !at(i).possessive && !consumed_[i] && ((at(i).classes | at(i).modifiers) & trigger_nouns_)) ReadNoun(i);
    }
    discourse_.EndSentence();
  }

  // "FRANKFURT, March 12 (Reuters) - " stands before the first sentence.
  uint32_t BehindDateline(const text::Sentence& sentence) const {
    bool capital = false;
    uint32_t depth = 0;
    for (uint32_t w = sentence.first_word; w < sentence.end_word && w < sentence.first_word + kDatelineWords; ++w) {
      const text::Word& word = words_[w];
      if (word.mark == '(') ++depth;
      if (word.mark == ')' && depth > 0) --depth;
      if (word.mark == '-' && word.space_before && capital) return w + 1;
      if (word.mark == ':' && w == sentence.first_word + 1 && capital) return w + 1;
      if (word.word_class == text::WordClass::kPunctuation || reading_.tokens[w].date >= 0 || depth > 0) continue;
      const char first = document_.text()[word.begin];
      if (!text::IsAsciiUpper(first) && !text::IsAsciiDigit(first) && !(medial_.lexeme(reading_.lexemes[w]).kinds & pack::kAnd)) break;
      capital = capital || text::IsAsciiUpper(first);
    }
    return sentence.first_word;
  }

  // Do unnamed sources stand behind what the sentence says?
  bool ReadSources() const {
    for (uint32_t i = 0; i < chunks_.size(); ++i) {
      if (at(i).kind != ChunkKind::kVerb || !(at(i).classes & say_)) continue;
      uint32_t subject = syntax_.link(i).subject;
      if (subject == kNoChunk && i + 1 < chunks_.size()) subject = i + 1;  // ", said sources"
      if (subject == kNoChunk || at(subject).kind != ChunkKind::kNoun) continue;
      for (uint32_t w = at(syntax_.GroupBegin(subject)).first_word; w < at(subject).end_word; ++w)
        if (medial_.lexeme(reading_.units[w].lexeme).kinds & pack::kSourceWord) return true;
    }
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
    uint32_t begin = 0, end = 0;  // chunks
  };

  void ReadVerb(uint32_t v) {
    const Chunk& verb = at(v);
    const VerbLink& link = syntax_.link(v);
    Site site{.chunk = v, .verb = v, .subject = link.subject, .classes = verb.classes, .passive = verb.passive, .relative = link.relative, .begin = link.begin};
    site.end = syntax_.Arguments(v, &arguments_);
    if (!verb.classes && !verb.copula) return;
    for (const Argument& a : arguments_)
      if (a.relation == Relation::kNone && a.chunk != kNoChunk && (at(a.chunk).classes || site.noun == kNoChunk)) site.noun = a.chunk;
    if (site.noun != kNoChunk && !verb.copula) site.classes |= ClassesOf(site.noun);
    // "the stake was sold", "the contract was awarded to X"
    if (verb.passive && site.subject != kNoChunk) site.classes |= ClassesOf(site.subject);
    if (verb.copula && site.noun != kNoChunk) site.classes = at(site.noun).classes & medial_.Class("sponsor");
    if (verb.classes & select_) AddPurpose(v, &site);
    AddGoods(&site);
    if (verb.negated && !verb.conditional && verb.past) return;  // it did not happen
    if (TryFrames(&site) && site.noun != kNoChunk) consumed_[site.noun] = true;
  }

  // Classes of a noun phrase: of its nouns, and of what a "series" or a percentage is of.
  pack::ClassSet ClassesOf(uint32_t noun) const {
    const Chunk& n = at(noun);
    pack::ClassSet classes = n.classes | n.modifiers;
    if (n.bare_amount) classes |= amount_;
    const bool shares = static_cast<bool>(n.classes & percent_);
    uint32_t i = noun + 1;
    if (i + 1 < chunks_.size() && at(i).kind == ChunkKind::kPreposition && at(i).relation == Relation::kOf && at(i + 1).kind == ChunkKind::kNoun) {
      if (n.classes & series_) classes |= at(i + 1).classes;
      if (n.bare_amount) classes |= at(i + 1).classes;  // "$10m of funding"
      if (shares && !(at(i + 1).classes & goods_)) classes |= stake_ | (at(i + 1).classes & stake_);
      if (n.classes & control_) classes |= at(i + 1).classes & stake_;
    }
    if (n.bare_amount && i + 1 < chunks_.size() && at(i).kind == ChunkKind::kPreposition && at(i + 1).kind == ChunkKind::kNoun) classes |= at(i + 1).classes & medial_.Class("round");
    if ((classes & stake_) && n.percent >= 0 && reading_.quantities.percents[static_cast<size_t>(n.percent)].value.ToDouble() >= kControlPercent) classes |= control_;
    return classes;
  }

  // "picked X to build Y": the verb behind says what for.
  void AddPurpose(uint32_t v, Site* site) const {
    for (uint32_t i = v + 1; i < chunks_.size() && i < v + 12; ++i)
      if (at(i).kind == ChunkKind::kVerb) {
        if (at(i).shape == VerbShape::kInfinitive) site->classes |= at(i).classes;
        return;
      }
  }

  void AddGoods(Site* site) const {
    for (const Argument& a : arguments_) {
      if (a.relation == Relation::kOf || a.relation == Relation::kFor) site->classes |= at(a.chunk).classes & goods_;
      if (at(a.chunk).amount >= 0 && MayBeCommitted(at(a.chunk).amount)) site->classes |= amount_;
    }
  }

  void ReadNoun(uint32_t n) {
    Site site{.chunk = n, .noun = n, .classes = at(n).classes | at(n).modifiers, .begin = syntax_.GroupBegin(n)};
    if (!(site.classes & trigger_nouns_)) return;
    site.end = syntax_.Arguments(n, &arguments_);
    site.classes |= ClassesOf(n);
    const uint32_t verb = syntax_.VerbOfObject(n);
    if (verb != kNoChunk) {
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

  // The verb in whose clause a noun stands: its subject, or in a phrase behind a preposition.
  void FindVerbAround(uint32_t n, Site* site) const {
    for (uint32_t i = site->end; i < chunks_.size() && i <= site->end + 1; ++i)
      if (at(i).kind == ChunkKind::kVerb && syntax_.link(i).subject == n) {
        site->verb = i;
        if (at(i).passive) site->classes |= at(i).classes - outside_;
        return;
      }
    const uint32_t begin = syntax_.GroupBegin(n);
    if (begin == 0 || at(begin - 1).kind != ChunkKind::kPreposition) return;
    for (uint32_t i = begin - 1; i > 0 && i + 20 > begin; --i) {
      const Chunk& c = at(i - 1);
      if (c.kind == ChunkKind::kBreak || c.kind == ChunkKind::kThat || c.kind == ChunkKind::kSubordinator) return;
      if (c.kind != ChunkKind::kVerb) continue;
      site->begin = std::min(site->begin, syntax_.link(i - 1).begin);
      site->subject = syntax_.link(i - 1).subject;
      site->relative = syntax_.link(i - 1).relative;
      site->verb = i - 1;
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
    FillNoun(site, frame, &event);
    for (const Argument& a : arguments_) FillArgument(site, frame, a, &event);
    SpreadPlural(frame, &event);
    if (event.fillers.empty()) return false;
    const uint32_t first_word = at(site.begin).first_word;
    const uint32_t end_word = site.end < chunks_.size() ? at(site.end).first_word : at(static_cast<uint32_t>(chunks_.size()) - 1).end_word;
    // "in 2016, when it sold": the time stands before the clause
    uint32_t time_word = first_word;
    if (site.begin > 1 && at(site.begin - 1).kind == ChunkKind::kSubordinator) {
      uint32_t before = site.begin - 2;
      if (at(before).kind == ChunkKind::kComma && before > 0) --before;
      if (at(before).kind == ChunkKind::kTime) time_word = at(before).first_word;
    }
    event.begin = words_[first_word].begin;
    event.end = words_[std::max(first_word, end_word - 1)].end;
    event.trigger = words_[at(site.chunk).head].begin;
    FindMoney(site, frame, first_word, end_word, &event);
    if (!Reaches(event) && !KeepPartial(site, &event)) return false;
    const auto status = Status(site, frame, first_word, end_word);
    if (!status) return false;
    event.status = *status;
    if (frame.form == DealForm::kCapitalExpenditure && !HasPurpose(site, event)) return false;
    FindDate(time_word, end_word, &event);
    FindDuration(first_word, end_word, &event);
    if (const auto form = ReadForm(medial_, reading_, event.kind, first_word, end_word)) event.form = *form;
    event.anaphoric = IsAnaphoric(site) || partial_;
    partial_ = false;
    events_.push_back(std::move(event));
    return true;
  }

  bool IsAnaphoric(const Site& site) const {
    return site.chunk == site.noun && (at(site.noun).determiner & pack::kDefinite) && site.subject == kNoChunk;
  }

  void Fill(const Referent& r, std::optional<Role> role, Event* event) {
    if (!role || event->fillers.size() >= kMaxFillers) return;
    const Entity& entity = reading_.entities[r.entity];
    const bool acts = *role == Role::kInvestor || *role == Role::kSeller || *role == Role::kAcquirer;
    if (entity.kind == PartyKind::kPerson && !(acts && !r.inherited)) return;
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
    if (site.subject == kNoChunk) return;
    syntax_.MembersBefore(site.subject, &members_);
    const std::optional<Role> role = site.passive ? (frame.passive_subject ? frame.passive_subject : frame.object) : frame.subject;
    for (const uint32_t member : members_) {
      referents_.clear();
      discourse_.Resolve(member, kNoChunk, &referents_);
      if (site.passive)
        FillObject(referents_, role, frame, event);
      else
        for (const Referent& r : referents_)
          if (!r.owner) Fill(r, role, event);
    }
    if (site.passive) FillParent(site.subject, frame, event);
    if (site.passive)
      for (const uint32_t member : members_)
        if (at(member).possessor != kNoChunk || (at(member).determiner & pack::kPossessive)) FillPossessor(member, site, frame, event);
  }

  // "Bertelsmann subsidiary Relias was acquired": by its parent, where nobody else is named.
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
      if (!reading_.entities[r.entity].is_place) Fill(r, frame.goods, event);
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
      if (a.nested && a.relation != Relation::kBy) return;
      // "of" and "in" behind another noun than the site's belong to that
      if (a.relation == Relation::kOf && a.parent != site.chunk && a.parent != site.noun) return;
      if (a.relation == Relation::kOf && a.parent == site.noun && site.chunk != site.noun && !((at(site.noun).classes | ClassesOf(site.noun)) & trigger_nouns_)) return;
      role = frame.relations[static_cast<size_t>(a.relation)];
      if (a.relation == Relation::kBy && site.passive && !role) role = frame.subject;
    }
    if (!role) return;
    referents_.clear();
    discourse_.Resolve(a.chunk, site.subject, &referents_);
    FillObject(referents_, role, frame, event);
    if (a.relation == Relation::kBetween)
      for (const Referent& r : referents_) Fill(r, role, event);
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
    if (!frame.plural || !frame.subject) return;
    const bool alone = std::all_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == *frame.subject; });
    if (!alone || event->fillers.size() < 2) return;
    for (Filler& filler : event->fillers) filler.role = *frame.plural;
  }

  // ---- how firm

  std::optional<DealStatus> Status(const Site& site, const MedialFrame& frame, uint32_t first_word, uint32_t end_word) const {
    const uint32_t trigger_end = at(std::max(site.chunk, site.verb == kNoChunk ? site.chunk : site.verb)).end_word;
    uint32_t seen = ReadModality(medial_, reading_, first_word, std::min(trigger_end, end_word));
    if (site.verb != kNoChunk && site.verb > site.chunk) seen |= ReadModality(medial_, reading_, at(site.verb).first_word, at(site.verb).end_word);
    const auto bit = [](DealStatus s) { return 1u << static_cast<int>(s); };
    seen |= ReadModality(medial_, reading_, trigger_end, end_word) & (bit(DealStatus::kDenied) | bit(DealStatus::kEnded));
    seen |= rumour_;
    const bool negated = at(site.verb == kNoChunk ? site.chunk : site.verb).negated || (at(site.chunk).determiner & pack::kNoDeterminer);
    if (negated) seen |= bit(DealStatus::kDenied);
    for (const DealStatus status : {DealStatus::kDenied, DealStatus::kEnded})
      if (seen & bit(status)) return status;
    if (seen & kNothingHappened) return std::nullopt;
    const bool done = site.verb == site.chunk && at(site.verb).past && at(site.verb).shape != VerbShape::kInfinitive && !at(site.verb).conditional;
    if (done && !(seen & (bit(DealStatus::kRumoured)))) return DealStatus::kCompleted;
    for (const DealStatus status : {DealStatus::kExploring, DealStatus::kPlanned, DealStatus::kRumoured})
      if (seen & bit(status)) return status;
    if (frame.status) return *frame.status;
    for (const DealStatus status : {DealStatus::kCompleted, DealStatus::kAgreed})
      if (seen & bit(status)) return status;
    return DealStatus::kAgreed;
  }

  // ---- money, time

  bool MayBeCommitted(int32_t amount) const {
    const AmountRole role = amount_roles_[static_cast<size_t>(amount)];
    return role == AmountRole::kOther || role == AmountRole::kDealValue;
  }

  void FindMoney(const Site& site, const MedialFrame& frame, uint32_t first_word, uint32_t end_word, Event* event) {
    const uint32_t trigger = at(site.chunk).first_word;
    for (uint32_t w = first_word; w < end_word; ++w) {
      const auto& token = reading_.tokens[w];
      if (token.percent >= 0 && !event->percent && (site.classes & stake_)) event->percent = static_cast<uint32_t>(token.percent);
      if (token.amount < 0 || event->amount || frame.kind == DealKind::kPartnership) continue;
      if (w < trigger && !(site.verb != kNoChunk && w >= at(site.verb).first_word)) continue;
      if (MayBeCommitted(token.amount)) event->amount = static_cast<uint32_t>(token.amount);
    }
  }

  // Spending is an investment where it is for something: "to build", "on a plant".
  bool HasPurpose(const Site& site, const Event& event) const {
    if (event.status == DealStatus::kCompleted) return false;
    for (uint32_t i = site.chunk + 1; i < chunks_.size() && i < site.chunk + 12; ++i) {
      if (at(i).kind == ChunkKind::kVerb && at(i).shape == VerbShape::kInfinitive) return true;
      if (at(i).kind == ChunkKind::kNoun && (at(i).classes & medial_.Class("site"))) return true;
    }
    return false;
  }

  void FindDate(uint32_t first_word, uint32_t end_word, Event* event) const {
    const text::Sentence& sentence = document_.sentences()[sentence_];
    const auto usable = [&](int32_t date) {
      if (date < 0) return false;
      const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
      return mention.period && !mention.is_deadline && !mention.is_future && !mention.is_start;
    };
    const uint32_t trigger = event->trigger;
    uint32_t inside = UINT32_MAX, distance = UINT32_MAX;
    const uint32_t last = std::min(sentence.end_word, end_word + 4);
    for (uint32_t w = first_word; w < last; ++w) {
      const int32_t date = reading_.tokens[w].date;
      if (!usable(date)) continue;
      const uint32_t away = words_[w].begin > trigger ? words_[w].begin - trigger : trigger - words_[w].begin;
      if (away < distance) {
        distance = away;
        inside = static_cast<uint32_t>(date);
      }
    }
    if (inside == UINT32_MAX && event->status != DealStatus::kCompleted)
      for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
        const int32_t date = reading_.tokens[w].date;
        if (usable(date) && reading_.quantities.dates[static_cast<size_t>(date)].period->precision == Precision::kDay) inside = static_cast<uint32_t>(date);
      }
    if (inside != UINT32_MAX) event->date = inside;
  }

  void FindDuration(uint32_t first_word, uint32_t end_word, Event* event) const {
    for (uint32_t w = first_word; w < end_word; ++w)
      if (reading_.tokens[w].duration >= 0 && !event->duration) event->duration = static_cast<uint32_t>(reading_.tokens[w].duration);
  }

  // ---- minimum

  bool Reaches(const Event& event) const {
    const bool sure = std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.certainty >= kSureParty; });
    const bool all_inherited = std::all_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.inherited; });
    if (!sure || (all_inherited && !event.amount)) return false;
    for (const pack::Frame::Minimum& minimum : event.frame->minimum) {
      if (minimum.amount && !event.amount) continue;
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

  // "its shares were purchased for $230m": adds its sum to the deal told before, and is no deal by itself.
  bool KeepPartial(const Site& site, Event* event) const {
    if (!event->amount || event->kind == DealKind::kPartnership || events_.empty() || site.chunk != site.verb) return false;
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

  const pack::MedialPack& medial_;
  const text::Document& document_;
  const std::vector<text::Word>& words_;
  const std::vector<AmountRole>& amount_roles_;
  mention::Reading& reading_;
  Syntax syntax_;
  Discourse discourse_;
  const pack::ClassSet outside_, hold_, say_, stake_, percent_, control_, goods_, amount_, series_, select_, respond_;
  const pack::ClassSet trigger_nouns_;

  std::vector<Event> events_;
  std::vector<Chunk> chunks_;
  std::vector<Argument> arguments_;
  std::vector<Referent> referents_, owners_;
  std::vector<uint32_t> members_;
  std::vector<bool> consumed_;  // nouns that an event already took
  size_t first_event_ = 0;
  uint32_t sentence_ = 0, rumour_ = 0;
  bool headline_ = false;
  mutable bool partial_ = false;  // the event lacks parties of its frame
};

}  // namespace

std::vector<Event> FindMedialEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                                    mention::Reading* reading) {
  return MedialFinder(pack, document, amount_roles, reading).Run();
}

}  // namespace entente::deal
