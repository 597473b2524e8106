// Sites of events: a verb, a noun, or a verb with its object that tells a deal, with the classes of words that stand there.
//   [has bought] [a stake] → acquire+stake; [a contract] [for Y] [was awarded] → give+contract, with what stands at the contract
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial_finder.h"

namespace entente::deal {

using pack::MedialFrame;
using pack::Relation;

void MedialFinder::ReadVerb(uint32_t v) {
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
void MedialFinder::ImportOfSubject(uint32_t v, uint32_t subject) {
  const bool outsourced = static_cast<bool>(at(v).classes & medial_.Class("outsource"));
  if (!outsourced && !(at(subject).classes & contracts_)) return;
  syntax_.Arguments(subject, &imported_);
  for (const Argument& a : imported_)
    if (a.chunk < v && a.participle == kNoChunk && (a.relation == Relation::kFor || a.relation == Relation::kFrom || a.relation == Relation::kBy || (outsourced && a.relation == Relation::kAt))) arguments_.push_back(a);
}

// The perfect and the present tell news, the simple past may recall.
bool MedialFinder::IsRecent(uint32_t v) const {
  if (!at(v).past) return true;
  for (uint32_t w = at(v).first_word; w < at(v).head; ++w)
    if (medial_.lexeme(reading_.lexemes[w]).kinds & pack::kHave) return true;
  return headline_;
}

// "a contract from Y to build": what stands at the noun belongs to the verb too.
void MedialFinder::ImportArguments(uint32_t v, const VerbLink& link, Site* site) {
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
pack::ClassSet MedialFinder::ClassesOf(uint32_t noun) const {
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

bool MedialFinder::HasFigure(const Chunk& noun) const {
  for (uint32_t w = noun.first_word; w < noun.end_word; ++w)
    if (words_[w].word_class == text::WordClass::kDigit && reading_.tokens[w].amount < 0 && reading_.tokens[w].percent < 0) return true;
  return false;
}

// "will jointly develop", "is building in partnership with Y": those who act work together.
bool MedialFinder::IsJoint(uint32_t v) const {
  const Chunk& verb = at(v);
  if (verb.classes & (say_ | outside_ | hold_)) return false;
  const bool ahead = verb.conditional || verb.shape == VerbShape::kInfinitive;
  if (verb.jointly && ahead) return true;
  if ((verb.classes & work_with_) && (ahead || !verb.past))
    return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return (a.relation == Relation::kWith || a.relation == Relation::kAlong) && at(a.chunk).ends_with_name; });
  return std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& a) { return a.relation == Relation::kWith && a.chunk > 0 && IsJointPhrase(a.chunk); });
}

bool MedialFinder::IsJointPhrase(uint32_t noun) const {
  const uint32_t begin = syntax_.GroupBegin(noun);
  return begin > 0 && at(begin - 1).kind == ChunkKind::kPreposition && at(begin - 1).jointly;
}

// "picked X to build Y": the verb behind says what for.
void MedialFinder::AddPurpose(uint32_t v, Site* site) const {
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

void MedialFinder::AddGoods(Site* site) const {
  for (const Argument& a : arguments_) {
    if (a.relation == Relation::kOf || a.relation == Relation::kFor) site->classes |= ClassesOf(a.chunk) & goods_;
    if (a.relation == Relation::kOf && at(a.parent).kind == ChunkKind::kNoun && HasFigure(at(a.parent))) site->classes |= at(a.chunk).classes & goods_;  // "30 of its jets"
    if (a.relation == Relation::kOf) site->classes |= at(a.chunk).classes & (stake_ | round_);  // "its purchase of a stake"
    if (a.relation == Relation::kIn && (site->classes & join_)) site->classes |= at(a.chunk).classes & round_;
    if (a.relation == Relation::kTo && at(a.chunk).percent >= 0 && IsControl(at(a.chunk).percent)) site->classes |= control_;  // "to 61 percent"
    if (at(a.chunk).amount >= 0 && MayBeCommitted(at(a.chunk).amount)) site->classes |= amount_;
  }
}

void MedialFinder::ReadNoun(uint32_t n) {
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
void MedialFinder::ImportTalks(uint32_t n) {
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
void MedialFinder::FindVerbAround(uint32_t n, Site* site) const {
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

bool MedialFinder::TryFrames(Site* site) {
  if (!(site->classes & trigger_nouns_)) return false;
  if ((site->classes & outside_) && site->chunk == site->verb) return false;
  for (const MedialFrame& frame : medial_.frames) {
    const bool fits = std::any_of(frame.classes.begin(), frame.classes.end(), [&](const pack::ClassSet& needs) { return site->classes.Contains(needs); });
    if (fits && Build(*site, frame)) return true;
  }
  return false;
}

}  // namespace entente::deal
