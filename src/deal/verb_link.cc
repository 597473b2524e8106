// Links verbs to their subjects and collects what belongs to a verb or noun, by the order of chunks alone.
//   [Sobeys], [another chain], [acquired] [the stores] [of] [Safeway] [for] [$5.8 billion]
//   → the subject of "acquired" is Sobeys, since what stands between two commas is an insertion; the object is "the stores",
//   "of Safeway" belongs to that, "for $5.8 billion" to the verb.
// Every search is bounded by kReach, so a sentence of any length costs time linear in it.
// Tested by: tests/corpus/en/
#include "deal/verb_link.h"

#include <algorithm>

namespace entente::deal {

using pack::Relation;

namespace {

constexpr uint32_t kReach = 60;        // chunks that a search looks at
constexpr uint32_t kInsertion = 24;    // chunks between two commas
constexpr size_t kMaxMembers = 24;

}  // namespace

Syntax::Syntax(const pack::MedialPack& pack)
    : object_control_(pack.Class("object_control")), select_(pack.Class("select")), intransitive_(pack.Class("intransitive")),
      governing_(pack.Class("plan") | pack.Class("talk") | pack.Class("deal") | pack.Class("agreement") | pack.Class("contract") | pack.Class("memorandum") | pack.Class("right") | pack.Class("bid")),
      hold_(pack.Class("hold")), period_(pack.Class("period")), partner_(pack.Class("partner")) {}

void Syntax::Read(const std::vector<Chunk>& chunks) {
  chunks_ = &chunks;
  links_.assign(chunks.size(), VerbLink());
  for (uint32_t i = 0; i < size(); ++i)
    if (at(i).kind == ChunkKind::kVerb) links_[i] = LinkOf(i);
}

uint32_t Syntax::GroupBegin(uint32_t noun) const {
  while (at(noun).possessor != kNoChunk) noun = at(noun).possessor;
  return noun;
}

// ---- subjects

VerbLink Syntax::LinkOf(uint32_t verb) const {
  VerbLink link{.begin = verb};
  const Chunk& chunk = at(verb);
  if (chunk.shape == VerbShape::kInfinitive)
    LinkInfinitive(verb, &link);
  else if (chunk.shape == VerbShape::kGerund)
    LinkGerund(verb, &link);
  else
    LinkFinite(verb, &link);
  if (link.subject != kNoChunk && !link.coordinated) link.begin = std::min(link.begin, GroupBegin(link.subject));
  return link;
}

// The verb before `before` in its clause, or kNoChunk.
uint32_t Syntax::LastVerb(uint32_t before) const {
  const uint32_t stop = before > kReach ? before - kReach : 0;
  for (uint32_t i = before; i > stop;) {
    --i;
    if (at(i).kind == ChunkKind::kVerb) return i;
    if (at(i).kind == ChunkKind::kBreak || at(i).kind == ChunkKind::kThat) return kNoChunk;
  }
  return kNoChunk;
}

// Before `i`, the chunk behind which nothing but times stand: "X on Friday bought".
uint32_t Syntax::BehindTimes(uint32_t i) const {
  while (i > 0 && at(i - 1).kind == ChunkKind::kTime) i -= i > 1 && at(i - 2).kind == ChunkKind::kPreposition ? 2 : 1;
  return i;
}

// "Backed by Y, X said", "After buying Y, X said": the next subject acts.
void Syntax::LinkForward(uint32_t verb, VerbLink* link) const {
  if (at(verb).shape != VerbShape::kGerund && !(at(verb).shape == VerbShape::kParticiple && at(verb).passive)) return;
  for (uint32_t i = verb + 1; i < size() && i < verb + kReach; ++i) {
    if (!IsFinite(i)) continue;
    VerbLink next{.begin = i};
    LinkFinite(i, &next);
    link->subject = next.subject;
    link->begin = verb;
    return;
  }
}

void Syntax::LinkInfinitive(uint32_t verb, VerbLink* link) const {
  if (verb == 0) return;
  uint32_t before = verb - 1;
  before = BehindTimes(before + 1) - 1;
  if (before == UINT32_MAX) return;
  const uint32_t last = LastVerb(verb);
  if (at(before).kind == ChunkKind::kVerb) {
    link->governor = before;
    link->subject = links_[before].subject;
    link->begin = links_[before].begin;
    link->relative = links_[before].relative;
    return;
  }
  if (at(before).kind == ChunkKind::kAnd && last != kNoChunk) {  // "to buy or to build"
    *link = links_[last];
    return;
  }
  if (last == kNoChunk) {  // a headline: "X to buy Y"
    if (at(before).kind == ChunkKind::kComma) before = BeforeInsertion(before);
    if (before == kNoChunk || at(before).kind != ChunkKind::kNoun) return;
    link->subject = SubjectEndingAt(before);
    // "X's decision to buy Y drew": who possesses the noun acts
    if (before + 1 != verb || !(at(before).classes & governing_) || at(before).possessor == kNoChunk) return;
    link->subject = at(before).possessor;
    link->governor = before;
    return;
  }
  link->begin = links_[last].begin;
  link->relative = links_[last].relative;
  link->subject = links_[last].subject;
  if (at(before).kind != ChunkKind::kNoun) return;
  const bool object_acts = (at(last).classes & (object_control_ | select_)) && before > last && !at(last).passive;
  if (object_acts) link->subject = GroupBegin(before) > last + 1 && at(last + 1).kind == ChunkKind::kNoun ? last + 1 : before;
  // "talks with Y to buy", "X's plan to buy": the noun before governs, and who possesses it acts
  uint32_t noun = before;
  while (!(at(noun).classes & governing_) && GroupBegin(noun) >= last + 2 && at(GroupBegin(noun) - 1).kind == ChunkKind::kPreposition &&
         at(GroupBegin(noun) - 2).kind == ChunkKind::kNoun)
    noun = GroupBegin(noun) - 2;
  link->governor = at(noun).classes & governing_ ? noun : at(last).classes & partner_ ? last : before;  // "teaming with Y to form"
  if (!object_acts && link->governor == noun && at(noun).possessor != kNoChunk) link->subject = at(noun).possessor;
}

void Syntax::LinkGerund(uint32_t verb, VerbLink* link) const {
  const uint32_t last = LastVerb(verb);
  if (last != kNoChunk) {
    link->subject = links_[last].subject;
    link->begin = links_[last].begin;
    link->relative = links_[last].relative;
  }
  if (verb == 0) return;
  const uint32_t before = verb - 1;
  if (at(before).kind == ChunkKind::kVerb) link->governor = before;
  if (at(before).kind == ChunkKind::kPreposition && before > 0) link->governor = before - 1;
  if (at(before).kind == ChunkKind::kNoun && at(before).ends_with_name && before != 0) link->subject = before;
  if (link->governor != kNoChunk && at(link->governor).kind == ChunkKind::kNoun && at(link->governor).possessor != kNoChunk) link->subject = at(link->governor).possessor;
  if (link->subject != kNoChunk) return;
  LinkForward(verb, link);
}

void Syntax::LinkFinite(uint32_t verb, VerbLink* link) const {
  const bool participle = at(verb).shape == VerbShape::kParticiple;
  uint32_t before = BehindTimes(verb);
  if (before == 0) return LinkForward(verb, link);
  --before;
  switch (at(before).kind) {
    case ChunkKind::kNoun:
      link->subject = participle && at(verb).passive ? before : SubjectEndingAt(before);
      link->relative = participle;
      LinkObject(verb, link);
      return;
    case ChunkKind::kRelative: {
      link->relative = true;
      link->begin = before;
      uint32_t noun = before;
      while (noun > 0 && (at(noun - 1).kind == ChunkKind::kComma || at(noun - 1).kind == ChunkKind::kTime || at(noun - 1).kind == ChunkKind::kPreposition)) --noun;
      if (noun > 0 && at(noun - 1).kind == ChunkKind::kNoun) link->subject = noun - 1;
      return;
    }
    case ChunkKind::kComma: {
      if (participle && at(verb).passive && before > 0 && at(before - 1).kind == ChunkKind::kNoun) {
        link->subject = before - 1;
        link->relative = true;
        return;
      }
      const uint32_t noun = BeforeInsertion(before);
      if (noun != kNoChunk) {
        link->subject = SubjectEndingAt(noun);
        // "its subsidiary, X, has": the name in between says who
        if (!IsNamed(link->subject) && IsNamed(before - 1) && noun + 2 == GroupBegin(before - 1)) link->subject = before - 1;
        return;
      }
      [[fallthrough]];
    }
    case ChunkKind::kAnd: case ChunkKind::kVerb: {
      const uint32_t last = LastVerb(before + 1);
      if (last == kNoChunk) return;
      link->subject = links_[last].subject;
      link->relative = links_[last].relative;
      link->begin = before + 1;
      link->coordinated = true;
      return;
    }
    default: return;
  }
}

// "X, which it bought": what the relative pronoun before the subject stands for.
void Syntax::LinkObject(uint32_t verb, VerbLink* link) const {
  uint32_t i = GroupBegin(FirstOfList(link->subject));
  if (i < 2) return;
  // "the firm that X bought", "the firm it bought": the verb lacks an object
  const bool bare = at(i - 1).kind == ChunkKind::kNoun && !at(i - 1).possessive && at(i - 1).party_kind && at(link->subject).pronoun;
  const bool that = at(i - 1).kind == ChunkKind::kThat && at(i - 2).kind == ChunkKind::kNoun && at(i - 2).party_kind;
  if ((bare || that) && !Is(verb + 1, ChunkKind::kNoun)) {
    link->relative = true;
    link->object = bare ? i - 1 : i - 2;
    return;
  }
  if (at(i - 1).kind != ChunkKind::kRelative) return;
  link->relative = true;
  --i;
  while (i > 0 && (at(i - 1).kind == ChunkKind::kComma || at(i - 1).kind == ChunkKind::kTime)) --i;
  if (i > 0 && at(i - 1).kind == ChunkKind::kNoun) link->object = i - 1;
}

// The head of the noun phrase that ends at `noun`: of "a spokesman for X" the first.
uint32_t Syntax::SubjectEndingAt(uint32_t noun) const {
  for (uint32_t steps = 0; steps < kInsertion; ++steps) {
    const uint32_t begin = GroupBegin(noun);
    // "the company that runs X has": the antecedent of the clause in between
    if (begin > 0 && IsFinite(begin - 1) && links_[begin - 1].relative && links_[begin - 1].subject != kNoChunk) return links_[begin - 1].subject;
    // "a consortium led by X and Y": a list behind a preposition belongs to what stands before that
    const uint32_t first = FirstOfList(noun);
    const uint32_t before = GroupBegin(first);
    if (before < 2 || at(before - 1).kind != ChunkKind::kPreposition || at(before - 1).also_subordinator) return noun;
    uint32_t head = before - 2;
    if (at(head).kind == ChunkKind::kVerb && at(head).shape == VerbShape::kParticiple && head > 0) --head;
    if (at(head).kind != ChunkKind::kNoun) return noun;
    noun = head;
  }
  return noun;
}

// The noun phrase before the insertion that ends with `comma`: "X, based in Y, bought".
uint32_t Syntax::BeforeInsertion(uint32_t comma) const {
  const uint32_t stop = comma > kInsertion ? comma - kInsertion : 0;
  for (uint32_t i = comma; i > stop;) {
    --i;
    if (at(i).kind == ChunkKind::kBreak || at(i).kind == ChunkKind::kThat) return kNoChunk;
    if (IsFinite(i) && !links_[i].relative) return kNoChunk;
    if (at(i).kind == ChunkKind::kComma && i > 0 && at(i - 1).kind == ChunkKind::kNoun && i + 1 < comma) return i - 1;
  }
  return kNoChunk;
}

// The first of the noun phrases that commas and "and" join before `noun`.
uint32_t Syntax::FirstOfList(uint32_t noun) const {
  for (size_t steps = 0; steps < kMaxMembers; ++steps) {
    const uint32_t begin = GroupBegin(noun);
    if (begin < 2 || (at(begin - 1).kind != ChunkKind::kAnd && !(steps > 0 && at(begin - 1).kind == ChunkKind::kComma))) return noun;
    uint32_t other = begin - 2;
    if (at(other).kind == ChunkKind::kComma && other > 0) --other;
    if (at(other).kind != ChunkKind::kNoun || at(other).possessive || !at(other).ends_with_name) return noun;
    noun = other;
  }
  return noun;
}

// ---- lists

void Syntax::MembersBefore(uint32_t last, std::vector<uint32_t>* members) const {
  members->assign(1, last);
  uint32_t noun = last;
  bool joined = false;
  while (members->size() < kMaxMembers) {
    const uint32_t begin = GroupBegin(noun);
    if (begin < 2) break;
    const bool conjunction = at(begin - 1).kind == ChunkKind::kAnd, comma = at(begin - 1).kind == ChunkKind::kComma;
    uint32_t other = begin - 2;
    if (conjunction && at(other).kind == ChunkKind::kComma && other > 0) {  // "A, B, and C"; "A, the maker of X, and B"
      const uint32_t skipped = at(other - 1).ends_with_name && !InPhrase(other - 1) ? kNoChunk : BeforeInsertion(other);
      other = skipped != kNoChunk && IsNamed(skipped) ? skipped : other - 1;
    }
    if (!conjunction && !(comma && (joined || IsHeadlineList(other, noun)))) break;
    if (at(other).kind != ChunkKind::kNoun || at(other).possessive) break;
    if (GroupBegin(other) > 0 && at(GroupBegin(other) - 1).kind == ChunkKind::kPreposition) break;
    if (comma && !at(other).ends_with_name) break;
    if (!at(other).ends_with_name && !at(other).pronoun && !at(other).classes && !at(other).party_kind) break;
    joined = true;
    members->push_back(other);
    noun = other;
  }
  std::reverse(members->begin(), members->end());
}

// Does the noun phrase stand behind a preposition?
bool Syntax::InPhrase(uint32_t noun) const {
  const uint32_t begin = GroupBegin(noun);
  return begin > 0 && at(begin - 1).kind == ChunkKind::kPreposition;
}

// "A, B to make C": two names before the verb and nothing else.
bool Syntax::IsHeadlineList(uint32_t first, uint32_t second) const {
  return GroupBegin(first) == 0 && IsNamed(first) && IsNamed(second) && second + 1 < size() && at(second + 1).kind == ChunkKind::kVerb &&
         at(second).determiner == 0;
}

uint32_t Syntax::MembersAfter(uint32_t first, std::vector<uint32_t>* members) const {
  members->assign(1, first);
  uint32_t end = first + 1;
  if (!at(first).ends_with_name) {
    // "Y and its parent": only names make a list, besides a pair of plain nouns
    if (!Is(end, ChunkKind::kAnd) || !IsNamed(end + 1)) return end;
  }
  while (members->size() < kMaxMembers) {
    uint32_t next = end;
    bool conjunction = false;
    if (Is(next, ChunkKind::kComma)) ++next;
    if (Is(next, ChunkKind::kAnd)) {
      conjunction = true;
      ++next;
    }
    if (next == end) break;
    uint32_t noun = next;
    while (Is(noun, ChunkKind::kNoun) && at(noun).possessive) ++noun;
    // "talks between A and B", and a list before the first finite verb, which has another subject
    const bool inside = InPhrase(first) && (at(GroupBegin(first) - 1).relation == Relation::kBetween || (conjunction && !HasFiniteBefore(GroupBegin(first))));
    if (!IsNamed(noun) || (StartsClause(noun) && !inside)) break;
    if (!conjunction && !ListGoesOn(noun)) break;
    members->push_back(noun);
    end = noun + 1;
    if (conjunction) break;
  }
  return end;
}

// Does a finite verb of the same clause stand before the chunk?
bool Syntax::HasFiniteBefore(uint32_t chunk) const {
  for (uint32_t i = chunk; i > 0 && i + kReach > chunk; --i) {
    if (IsFinite(i - 1)) return true;
    if (at(i - 1).kind == ChunkKind::kBreak || at(i - 1).kind == ChunkKind::kThat || at(i - 1).kind == ChunkKind::kSubordinator || at(i - 1).kind == ChunkKind::kComma) return i <= 1 || at(i - 1).kind == ChunkKind::kComma;
  }
  return false;
}

// Does a list that has come to `noun` by commas reach an "and"?
bool Syntax::ListGoesOn(uint32_t noun) const {
  for (uint32_t i = noun + 1; i < size() && i < noun + kInsertion; ++i) {
    if (at(i).kind == ChunkKind::kAnd) {
      uint32_t next = i + 1;
      while (Is(next, ChunkKind::kNoun) && at(next).possessive) ++next;
      return IsNamed(next);
    }
    if (at(i).kind != ChunkKind::kComma && at(i).kind != ChunkKind::kNoun) return false;
    if (at(i).kind == ChunkKind::kNoun && !at(i).ends_with_name && !at(i).possessive) return false;
  }
  return false;
}

// ---- arguments

// Is the noun phrase the subject of a finite verb behind it?
bool Syntax::StartsClause(uint32_t noun) const {
  uint32_t i = noun + 1;
  while (Is(i, ChunkKind::kTime)) ++i;
  for (uint32_t steps = 0; steps < 3 && Is(i, ChunkKind::kPreposition) && (Is(i + 1, ChunkKind::kNoun) || Is(i + 1, ChunkKind::kTime)); ++steps) i += 2;
  return IsFinite(i);
}

// The chunk behind an insertion that begins with `comma`: at its second comma, or the end.
uint32_t Syntax::SkipInsertion(uint32_t comma) const {
  for (uint32_t i = comma + 1; i < size() && i < comma + kInsertion; ++i) {
    if (at(i).kind == ChunkKind::kComma) return i + 1;
    if (at(i).kind == ChunkKind::kBreak) return i;
  }
  return size();
}

uint32_t Syntax::Arguments(uint32_t site, std::vector<Argument>* arguments) const {
  arguments->clear();
  const uint32_t stop = std::min(size(), site + kReach);
  uint32_t i = site + 1, last_noun = site;
  Relation relation = Relation::kNone;
  uint32_t participle = kNoChunk;
  bool object_possible = at(site).kind == ChunkKind::kVerb;
  std::vector<uint32_t> members;
  while (i < stop) {
    const Chunk& chunk = at(i);
    switch (chunk.kind) {
      case ChunkKind::kTime: ++i; continue;
      case ChunkKind::kNoun: {
        uint32_t noun = i;
        while (at(noun).possessive && Is(noun + 1, ChunkKind::kNoun) && at(noun + 1).possessor == noun) ++noun;
        if ((chunk.classes & period_) && (chunk.determiner & pack::kIndefinite) && Is(i - 1, ChunkKind::kNoun)) {  // "a million tonnes a year"
          ++i;
          continue;
        }
        if (chunk.pronoun && IsFinite(i + 1) && (at(i + 1).classes & hold_) && !object_possible) {  // "the stake it held in"
          i += 2;
          continue;
        }
        const bool governed = at(site).kind == ChunkKind::kVerb && at(site).shape == VerbShape::kInfinitive && links_[site].governor != kNoChunk && LastVerb(site) == kNoChunk;
        const bool before_clause = Is(noun + 1, ChunkKind::kPreposition) && at(noun + 1).also_subordinator && Is(noun + 2, ChunkKind::kNoun) && IsFinite(noun + 3);  // "sell Y as it struggles"
        if (relation == Relation::kNone && ((StartsClause(noun) && !governed && !before_clause) || !object_possible)) return i;
        const uint32_t behind = MembersAfter(noun, &members);
        const uint32_t parent = relation == Relation::kOf ? last_noun : site;
        for (const uint32_t member : members) arguments->push_back({.relation = relation, .chunk = member, .parent = parent, .participle = participle});
        if (relation != Relation::kNone) object_possible = false, participle = kNoChunk;
        last_noun = members.back();
        relation = Relation::kNone;
        i = behind;
        continue;
      }
      case ChunkKind::kPreposition:
        if (Is(i + 1, ChunkKind::kTime)) {
          i += 2;
          continue;
        }
        if (Is(i + 1, ChunkKind::kVerb) || (chunk.also_subordinator && StartsClauseAt(i + 1))) return i;
        relation = chunk.relation;
        object_possible = false;
        ++i;
        continue;
      case ChunkKind::kVerb:
        if (chunk.shape != VerbShape::kParticiple || chunk.classes & intransitive_) return i;
        // "a round led by X" has its actor there, "a mine owned by X" an owner
        if (!Is(i + 1, ChunkKind::kPreposition) || at(i + 1).relation != Relation::kBy || !at(last_noun).classes || (chunk.classes & hold_)) participle = i;
        object_possible = false;
        ++i;
        continue;
      case ChunkKind::kComma: {
        const uint32_t next = i + 1;
        if (Is(next, ChunkKind::kPreposition) || Is(next, ChunkKind::kTime)) {
          ++i;
          continue;
        }
        if (Is(next, ChunkKind::kAnd)) {
          i = next;
          continue;
        }
        const bool reduced = Is(next, ChunkKind::kVerb) && at(next).shape == VerbShape::kParticiple;
        if (Is(next, ChunkKind::kRelative) || reduced || (Is(next, ChunkKind::kNoun) && !StartsClauseAt(next))) {
          i = SkipInsertion(i);
          object_possible = false;
          continue;
        }
        return i;
      }
      case ChunkKind::kAnd:
        if (Is(i + 1, ChunkKind::kNoun) && !at(i + 1).ends_with_name && !at(i + 1).classes && !StartsClauseAt(i + 1)) {
          i += 2;
          continue;
        }
        if (!Is(i + 1, ChunkKind::kPreposition)) return i;
        ++i;
        continue;
      default: return i;
    }
  }
  return i;
}

bool Syntax::StartsClauseAt(uint32_t i) const {
  while (Is(i, ChunkKind::kNoun) && at(i).possessive) ++i;
  if (!Is(i, ChunkKind::kNoun)) return false;
  std::vector<uint32_t> members;
  const uint32_t behind = MembersAfter(i, &members);
  return StartsClause(i) || IsFinite(behind);
}

uint32_t Syntax::VerbOfObject(uint32_t noun) const {
  const uint32_t begin = GroupBegin(noun);
  if (begin == 0) return kNoChunk;
  uint32_t before = begin - 1;
  // "signed an agreement and a contract", "awarded Boeing a contract"
  if (at(before).kind == ChunkKind::kNoun && !at(before).possessive && before > 0 && at(before - 1).kind == ChunkKind::kVerb) --before;
  if (at(before).kind == ChunkKind::kVerb && at(before).shape == VerbShape::kParticiple && at(before).passive) return kNoChunk;
  return at(before).kind == ChunkKind::kVerb ? before : kNoChunk;
}

}  // namespace entente::deal
