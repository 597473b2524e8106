// One event of a site and a frame: who fills which role, from subject, object and the phrases behind prepositions.
//   [X] [sold] [its Y unit] [to Z] → seller, target, acquirer
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial_finder.h"

#include "text/unicode.h"

namespace entente::deal {

using mention::Entity;
using pack::MedialFrame;
using pack::Relation;

bool MedialFinder::Build(const Site& site, const MedialFrame& frame) {
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
  // "offered its music to customers of Y": no bid
  const bool offers_goods = site.chunk == site.verb && (at(site.chunk).classes & bid_) && site.noun != kNoChunk && at(site.noun).amount < 0 && !(at(site.noun).classes & trigger_nouns_);
  if (frame.kind == DealKind::kAcquisition && offers_goods && !at(site.noun).ends_with_name) return Reject(event, Rejection::kRolesMissing);
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

bool MedialFinder::Reject(const Event& event, Rejection why) {
  if (trace_ != nullptr) trace_->rejected.push_back({event, why});
  return false;
}

bool MedialFinder::Has(const Event& event, Role role) {
  return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == role; });
}

bool MedialFinder::IsAnaphoric(const Site& site, const Event& event) const {
  if (event.kind == DealKind::kJointVenture && Has(event, Role::kVenture)) return false;
  return site.chunk == site.noun && (at(site.noun).determiner & pack::kDefinite) && site.subject == kNoChunk;
}

void MedialFinder::Fill(const Referent& r, std::optional<Role> role, Event* event) {
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
void MedialFinder::FillObject(const std::vector<Referent>& referents, std::optional<Role> role, const MedialFrame& frame, Event* event) {
  const bool sale = frame.kind == DealKind::kAcquisition && role == Role::kTarget;
  for (const Referent& r : referents) {
    if (!r.owner || !sale)
      Fill(r, role, event);
    else
      owners_.push_back(r);
  }
}

void MedialFinder::FillSubject(const Site& site, const MedialFrame& frame, Event* event) {
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

bool MedialFinder::IsState(uint32_t entity) const {
  const Entity& e = reading_.entities[entity];
  return e.is_place || e.kind == PartyKind::kGovernment || e.kind == PartyKind::kCountry;
}

void MedialFinder::FillPossessor(uint32_t noun, const Site& site, const MedialFrame& frame, Event* event) {
  referents_.clear();
  discourse_.ResolvePossessor(noun, site.subject == noun ? kNoChunk : site.subject, &referents_);
  for (const Referent& r : referents_) Fill(r, frame.possessor, event);
}

// The noun itself: who possesses it ("X's acquisition"), which names stand before it ("the Ambev acquisition").
void MedialFinder::FillNoun(const Site& site, const MedialFrame& frame, Event* event) {
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
  if (frame.goods && (ClassesOf(site.noun) & goods_)) FillGoods(site.noun, frame, event);
}

void MedialFinder::FillGoods(uint32_t noun, const MedialFrame& frame, Event* event) {
  referents_.clear();
  discourse_.ResolveModifiers(noun, &referents_);
  for (const Referent& r : referents_)
    if (!reading_.entities[r.entity].is_place && !IsModelName(r)) Fill(r, frame.goods, event);
}

// "737 MAX": capitals behind a number.
bool MedialFinder::IsModelName(const Referent& r) const {
  const std::string_view name = document_.text().substr(r.begin, r.end - r.begin);
  return r.begin >= 2 && name.size() <= 4 && text::IsAsciiDigit(document_.text()[r.begin - 2]) && !reading_.entities[r.entity].known &&
         std::all_of(name.begin(), name.end(), text::IsAsciiUpper);
}

void MedialFinder::FillArgument(const Site& site, const MedialFrame& frame, const Argument& a, Event* event) {
  const Chunk& chunk = at(a.chunk);
  if (frame.goods && (ClassesOf(a.chunk) & goods_)) FillGoods(a.chunk, frame, event);
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
  const bool bought = described && !referents_.empty() && referents_.front().inherited && discourse_.LastObject() && ((role == Role::kInvestee && discourse_.Focus() && discourse_.Focus()->entity == referents_.front().entity) || (role == Role::kTarget && (chunk.classes & parts_)));
  if ((known || bought) && (role == Role::kTarget || role == Role::kInvestee)) {
    referents_.clear();
    if (const auto object = discourse_.LastObject()) referents_.push_back(*object);
  }
  FillObject(referents_, role, frame, event);
}

// "a bet on X", "a round at X": as in it.
Relation MedialFinder::RelationOf(const Argument& a, const MedialFrame& frame) {
  if (a.relation == Relation::kAt && frame.form == DealForm::kService) return Relation::kFor;  // "cleaning at Y was outsourced"
  const bool at_it = a.relation == Relation::kOn || a.relation == Relation::kAt;
  return at_it && frame.kind == DealKind::kInvestment && frame.form != DealForm::kCapitalExpenditure ? Relation::kIn : a.relation;
}

// Is the object the noun of the frame itself ("signed a contract"), not what the frame is about?
bool MedialFinder::IsFrameNoun(const Site& site, const Chunk& noun) const {
  return static_cast<bool>((site.classes - at(site.verb).classes) & (noun.classes | noun.modifiers) & trigger_nouns_);
}

// Owners of what was sold are the seller where no other is named; subjects of the same side where nobody stands opposite.
void MedialFinder::SpreadPlural(const MedialFrame& frame, Event* event) {
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

}  // namespace entente::deal
