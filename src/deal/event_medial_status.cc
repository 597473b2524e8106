// How firm an event is, its sums and days, and whether it reaches what its frame needs.
//   "denied a report that X would buy" → denied; "signed a $1bn contract to sell" → the sum of the noun that governs the verb
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial_finder.h"

namespace entente::deal {

using pack::MedialFrame;
using pack::Relation;

std::optional<DealStatus> MedialFinder::Status(const Site& site, const MedialFrame& frame, uint32_t first_word, uint32_t end_word) const {
  uint32_t trigger_end = at(site.chunk).end_word;
  for (const uint32_t chunk : {site.verb, site.noun})
    if (chunk != kNoChunk) trigger_end = std::max(trigger_end, at(chunk).end_word);
  uint32_t seen = ReadModality(medial_, reading_, first_word, std::min(trigger_end, end_word));
  if (site.verb != kNoChunk && site.verb > site.chunk) seen |= ReadModality(medial_, reading_, at(site.verb).first_word, at(site.verb).end_word);
  const auto bit = [](DealStatus s) { return 1u << static_cast<int>(s); };
  const bool verb_behind = site.end < chunks_.size() && at(site.end).kind == ChunkKind::kVerb && at(site.end).shape == VerbShape::kFinite;
  const uint32_t behind = !verb_behind ? end_word : site.end + 1 < chunks_.size() ? at(site.end + 1).first_word : document_.sentences()[sentence_].end_word;  // "broke down"
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
uint32_t MedialFinder::GoverningModality(uint32_t begin) const {
  if (begin == 0 || at(begin - 1).kind != ChunkKind::kThat) return 0;
  for (uint32_t i = begin - 1; i > 0 && i + kGoverningChunks > begin; --i)
    if (at(i - 1).kind == ChunkKind::kVerb) return ReadModality(medial_, reading_, at(i - 1).first_word, at(begin - 1).end_word) & ~kNothingHappened;
  return 0;
}

bool MedialFinder::MayBeCommitted(int32_t amount) const {
  const AmountRole role = amount_roles_[static_cast<size_t>(amount)];
  return role == AmountRole::kOther || role == AmountRole::kDealValue;
}

void MedialFinder::FindMoney(const Site& site, const MedialFrame& frame, Event* event) {
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
bool MedialFinder::HasPurpose(const Site& site, const Event& event) const {
  if (!(at(site.chunk).classes & medial_.Class("spend")) && Has(event, Role::kInvestee)) return true;  // "the go-ahead for $6bn of spending on X"
  if (event.status == DealStatus::kCompleted) return false;
  for (uint32_t i = site.chunk + 1; i < chunks_.size() && i < site.chunk + 12; ++i) {
    const bool on = at(i - 1).kind == ChunkKind::kPreposition && at(i - 1).relation == Relation::kOn;  // "on developing"
    if (at(i).kind == ChunkKind::kVerb && (at(i).shape == VerbShape::kInfinitive || (at(i).shape == VerbShape::kGerund && on))) return true;
    if (at(i).kind == ChunkKind::kNoun && (at(i).classes & medial_.Class("site"))) return true;
  }
  return false;
}

bool MedialFinder::IsUsableDate(int32_t date, bool may_be_start) const {
  if (date < 0) return false;
  const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
  return mention.period && !mention.is_deadline && !mention.is_future && (may_be_start || !mention.is_start);
}

// The date of the clause, nearest to its verb or noun; else the day on which its sentence says that it was told.
void MedialFinder::FindDate(const Site& site, Event* event) const {
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
bool MedialFinder::IsOfInsertion(uint32_t word, const Site& site) const {
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

bool MedialFinder::NextToTime(uint32_t i) const {
  return (i > 0 && at(i - 1).kind == ChunkKind::kTime) || (i + 1 < chunks_.size() && at(i + 1).kind == ChunkKind::kTime);
}

void MedialFinder::FindDuration(uint32_t first_word, uint32_t end_word, Event* event) const {
  for (uint32_t w = first_word; w < end_word; ++w)
    if (reading_.tokens[w].duration >= 0 && !event->duration) event->duration = static_cast<uint32_t>(reading_.tokens[w].duration);
}

bool MedialFinder::Reaches(const Event& event, const Site& site) const {
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
bool MedialFinder::IsPartSold(const Site& site) const {
  const auto is_part = [&](uint32_t chunk) {
    const Chunk& c = at(chunk);
    const bool possessed = c.possessor != kNoChunk || (c.determiner & pack::kPossessive);
    return c.kind == ChunkKind::kNoun && possessed && ((c.classes & parts_) || c.party_kind) && !c.pronoun;
  };
  if (site.passive && site.subject != kNoChunk && is_part(site.subject)) return true;
  return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return (a.relation == Relation::kNone || a.relation == Relation::kOf) && is_part(a.chunk); });
}

// "its shares were purchased for $230m": adds its sum to the deal told before, and is no deal by itself.
bool MedialFinder::KeepPartial(const Site& site, Event* event) const {
  if (!event->amount || event->kind == DealKind::kPartnership || events_.empty()) return false;
  if (site.chunk != site.verb && at(site.noun).amount < 0) return false;
  const bool sure = std::any_of(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.certainty >= kSureParty; });
  if (!sure) return false;
  for (Filler& filler : event->fillers) filler.inherited = true;
  return partial_ = true;
}

}  // namespace entente::deal
