// Whom the clause itself does not name in a place of the frame: where the money goes, the venture's name, the other side that
// speaks, the maker of goods told before.
//   [X and Y] [unveiled] [V], [a joint venture] → parents X and Y of V
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial_finder.h"

namespace entente::deal {

using mention::Entity;
using pack::MedialFrame;
using pack::Relation;

// "Doe, who heads the board since May" took an office.
bool MedialFinder::IsPersonOverInherited(const Event& event) const {
  bool person = false, named = false;
  for (const Filler& f : event.fillers) {
    if (f.role == Role::kAcquirer && f.certainty >= kSurePerson && reading_.entities[f.entity].kind == PartyKind::kPerson) person = true;
    if (f.role == Role::kTarget && !f.inherited && reading_.entities[f.entity].kind != PartyKind::kGovernment) named = true;
  }
  return person && !named;
}

// A maker that sold goods before sells goods again: "Airbus has also signed deals with", "a sale to American Airlines".
void MedialFinder::ServeAsBefore(const Site& site, Event* event) const {
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

// "spend $5bn on a plant in Thailand": the place behind the verb receives it.
void MedialFinder::FillPlace(const Site& site, Event* event) {
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
void MedialFinder::FillOnlyOther(const Site& site, Event* event) {
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
void MedialFinder::FillVenture(const Site& site, Event* event) {
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
uint32_t MedialFinder::FillApposed(const Site& site, Event* event) {
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
void MedialFinder::FillSpeaker(const Site& site, const MedialFrame& frame, Event* event) {
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
void MedialFinder::TurnToInvestment(const Site& site, Event* event) const {
  if (!(site.classes & stake_) || Has(*event, Role::kTarget) || !Has(*event, Role::kSeller) || !Has(*event, Role::kAcquirer)) return;
  event->kind = DealKind::kInvestment;
  event->form = DealForm::kEquity;
  for (Filler& f : event->fillers) f.role = f.role == Role::kSeller ? Role::kInvestee : Role::kInvestor;
}

// "An attempt to buy X failed": by whom the text speaks of.
void MedialFinder::FillFromFocus(const Site& site, const MedialFrame& frame, Event* event) {
  if (headline_ || site.passive || !frame.subject || site.chunk != site.verb || at(site.verb).shape == VerbShape::kFinite) return;
  if (const auto focus = discourse_.Focus()) Fill(*focus, frame.subject, event);
}

// "Aldercott subsidiary Ternby was acquired": by its parent, where nobody else is named.
void MedialFinder::FillParent(uint32_t noun, const MedialFrame& frame, Event* event) {
  const Chunk& c = at(noun);
  if (frame.kind != DealKind::kAcquisition || c.end_name < c.first_name + 2) return;
  for (uint32_t w = reading_.names[c.first_name].end_word; w < reading_.names[c.end_name - 1].first_word; ++w) {
    if (!(medial_.lexeme(reading_.units[w].lexeme).noun_classes & medial_.Class("part"))) continue;
    const mention::Name& parent = reading_.names[c.first_name];
    Fill({.entity = parent.entity, .begin = parent.begin, .end = parent.end, .certainty = parent.certainty * 0.7f}, frame.subject, event);
    return;
  }
}

}  // namespace entente::deal
