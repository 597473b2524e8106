// Resolves noun phrases to parties.
//   its Larkfield Pumps division → Larkfield Pumps, and its owner, the subject, as an owner only
//   the Belgian brewer → whoever was said to be Belgian, else whoever was called a brewer, else the one spoken of
// Tested by: tests/corpus/en/
#include "deal/referent.h"

#include <algorithm>

namespace entente::deal {

using mention::Entity;
using mention::Name;
using pack::Lexeme;
using pack::Relation;

namespace {

constexpr float kInherited = 0.8f, kSameSentence = 0.9f, kModifier = 0.8f;
constexpr uint32_t kMaxDepth = 4;
constexpr float kTopicCertainty = 0.8f;
constexpr uint32_t kReach = 60;
constexpr uint32_t kRecentSentences = 3;  // so long a description is remembered for who is not the topic

}  // namespace

Discourse::Discourse(const pack::LanguagePack& pack, const text::Document& document, mention::Reading* reading)
    : medial_(*pack.medial), document_(document), reading_(*reading), part_(medial_.Class("part")), site_(medial_.Class("site")),
      stake_(medial_.Class("stake")), percent_(medial_.Class("percent")), person_(medial_.Class("person")), both_(medial_.Class("both")),
      control_(medial_.Class("control")), other_party_(medial_.Class("other_party")), series_(medial_.Class("series")),
      generic_(medial_.Class("generic")),
      lead_(medial_.Class("lead")), consortium_(medial_.Class("consortium")) {
  FindTopic();
}

// The organisation that the article names most often, at its first mention.
void Discourse::FindTopic() {
  std::vector<uint32_t> count(reading_.entities.size());
  for (const Name& name : reading_.names) ++count[name.entity];
  uint32_t best = 0;
  for (uint32_t n = 0; n < reading_.names.size(); ++n) {
    const Name& name = reading_.names[n];
    if (count[name.entity] <= best || name.certainty < kTopicCertainty || !IsOrganisation(name.entity)) continue;
    best = count[name.entity];
    topic_ = OfName(n);
  }
}

Referent Discourse::OfName(uint32_t name) const {
  const Name& n = reading_.names[name];
  return {.entity = n.entity, .begin = n.begin, .end = n.end, .certainty = n.certainty};
}

Referent Discourse::Inherit(Referent r) {
  r.inherited = true;
  r.certainty *= kInherited;
  return r;
}

bool Discourse::IsOrganisation(uint32_t entity) const {
  const Entity& e = reading_.entities[entity];
  return !e.is_place && e.kind != PartyKind::kPerson;
}

std::optional<Referent> Discourse::Focus() const {
  if (!focus_) return std::nullopt;
  return Inherit(*focus_);
}

std::optional<Referent> Discourse::LastObject() const {
  if (!object_ || object_sentence_ + kRecentSentences < sentence_) return std::nullopt;
  return Inherit(*object_);
}

// ---- one phrase

void Discourse::Resolve(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (c.kind != ChunkKind::kNoun || depth_ >= kMaxDepth) return;
  ++depth_;
  if (c.ends_with_name) {
    ResolveNamed(chunk, referents);
  } else if (!ResolvePronoun(chunk, subject, referents) && !ResolveGovernment(chunk, referents) && !ResolveStake(chunk, subject, referents) &&
             !ResolvePart(chunk, subject, referents) && !ResolvePerson(chunk, subject, referents)) {
    if (!ResolveApposition(chunk, referents) && !ResolveDescription(chunk, referents)) ResolveBrand(chunk, referents);
  }
  --depth_;
}

void Discourse::ResolveNamed(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  const Referent last = OfName(c.end_name - 1);
  if (reading_.entities[last.entity].kind != PartyKind::kPerson) {
    referents->push_back(last);
    return;
  }
  // "Northern Harbour CEO Ann Tarrow" speaks for the firm
  for (uint32_t n = c.end_name - 1; n > c.first_name; --n)
    if (IsOrganisation(reading_.names[n - 1].entity)) return referents->push_back(OfName(n - 1));
  if (c.possessor != kNoChunk && at(c.possessor).ends_with_name && IsOrganisation(OfName(at(c.possessor).end_name - 1).entity))
    return referents->push_back(OfName(at(c.possessor).end_name - 1));
  referents->push_back(last);
}

bool Discourse::ResolvePronoun(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (!c.pronoun) return false;
  // "the two"
  const bool counted = (c.determiner & pack::kDefinite) && (c.determiner & pack::kIndefinite) && !(c.determiner & pack::kAnother);
  if ((c.determiner & pack::kBothWord) || counted) {
    ResolvePair(referents);
    return true;
  }
  if (c.determiner & pack::kPronounWe) {
    if (const auto focus = Focus()) referents->push_back(*focus);
    return true;
  }
  if (!(c.determiner & (pack::kPronounIt | pack::kPronounThey))) return true;
  if (subject != kNoChunk && subject != chunk && subject < chunk) {
    const size_t before = referents->size();
    if (!(c.determiner & pack::kPossessive) && (c.determiner & pack::kPronounIt)) {  // "X is buying it": somebody else
      if (const uint32_t other = LastNameBefore(chunk, subject); other != kNoChunk) ResolveNamed(other, referents);
      return true;
    }
    Resolve(subject, kNoChunk, referents);
    for (size_t i = before; i < referents->size(); ++i) (*referents)[i] = Inherit((*referents)[i]);
    if (referents->size() > before) return true;
  }
  if (SubjectBefore(chunk, (c.determiner & pack::kPronounThey) != 0, referents)) return true;
  if (c.determiner & pack::kPronounThey) {
    ResolvePair(referents);
    if (!referents->empty()) return true;
  }
  if (const auto focus = Focus()) referents->push_back(*focus);
  return true;
}

// "Costa coffee": a name and one plain noun, without any determiner.
void Discourse::ResolveBrand(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  if (c.determiner != 0 || c.possessor != kNoChunk || c.end_name != c.first_name + 1 || c.classes || c.plural || c.party_kind) return;
  const Name& name = reading_.names[c.first_name];
  if (name.first_word != c.first_word || name.end_word + 1 != c.end_word || !IsOrganisation(name.entity)) return;
  Referent r = OfName(c.first_name);
  r.certainty *= kModifier;
  referents->push_back(r);
}

// The subject of a verb before the chunk in its sentence: "X said it would".
bool Discourse::SubjectBefore(uint32_t chunk, bool plural, std::vector<Referent>* referents) {
  const size_t before = referents->size();
  for (uint32_t i = chunk; i > 0 && i + kReach > chunk; --i) {
    const Chunk& verb = at(i - 1);
    if (verb.kind != ChunkKind::kVerb || syntax_->link(i - 1).subject == kNoChunk || syntax_->link(i - 1).subject >= chunk) continue;
    std::vector<uint32_t> members;
    syntax_->MembersBefore(syntax_->link(i - 1).subject, &members);
    for (const uint32_t member : members) {
      if (members.size() > 1 && !plural) break;
      Resolve(member, kNoChunk, referents);
    }
    std::erase_if(*referents, [&](const Referent& r) { return reading_.entities[r.entity].kind == PartyKind::kPerson; });
    if (referents->size() == before) continue;
    for (size_t k = before; k < referents->size(); ++k) (*referents)[k].certainty *= kSameSentence;
    return true;
  }
  return false;
}

// The last organisation named before the chunk in its sentence, other than the subject: "buying it". kNoChunk for none.
uint32_t Discourse::LastNameBefore(uint32_t chunk, uint32_t subject) const {
  for (uint32_t i = chunk; i > 0 && i + kReach > chunk; --i) {
    const Chunk& c = at(i - 1);
    if (i - 1 == subject || c.kind != ChunkKind::kNoun || !c.ends_with_name || c.possessive) continue;
    if (IsOrganisation(OfName(c.end_name - 1).entity)) return i - 1;
  }
  return kNoChunk;
}

void Discourse::ResolvePair(std::vector<Referent>* referents) const {
  for (const Referent& r : pair_.empty() ? couple_ : pair_) referents->push_back(Inherit(r));
}

uint32_t Discourse::EntityFor(std::string_view surface, PartyKind kind, bool is_place, std::string_view other_name) {
  const auto [at, added] = reading_.entity_of.try_emplace(surface, static_cast<uint32_t>(reading_.entities.size()));
  if (added) {
    Entity entity{.canonical = surface, .latin = {}, .kind = kind, .surfaces = {surface}};
    entity.is_place = is_place;
    if (!other_name.empty()) entity.surfaces.push_back(other_name);
    reading_.entities.push_back(std::move(entity));
  }
  return at->second;
}

// "the French government", "Poland's defence ministry": stands for the country too.
bool Discourse::ResolveGovernment(uint32_t chunk, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (c.party_kind != PartyKind::kGovernment) return false;
  std::string_view country;
  uint32_t first = kNoChunk;
  const uint32_t from = c.possessor != kNoChunk ? at(c.possessor).first_word : c.first_word;
  for (uint32_t w = from; w < c.end_word; ++w) {
    const auto& token = reading_.tokens[w];
    if (token.name >= 0) {
      const Entity& e = reading_.entities[reading_.names[static_cast<size_t>(token.name)].entity];
      country = e.canonical;
      first = std::min(first, w);
    } else if (UnitOf(w).kinds & pack::kDemonym) {
      country = UnitOf(w).country;
      first = std::min(first, w);
    }
  }
  if (first == kNoChunk) return false;
  const auto& words = document_.words();
  const std::string_view surface = document_.Slice(words[first].begin, words[c.end_word - 1].end);
  // a ministry acts for its country where that is named too
  const auto named = reading_.entity_of.find(country);
  if (named != reading_.entity_of.end() && reading_.entities[named->second].is_place) {
    auto& surfaces = reading_.entities[named->second].surfaces;
    if (std::find(surfaces.begin(), surfaces.end(), surface) == surfaces.end()) surfaces.push_back(surface);
    referents->push_back({.entity = named->second, .begin = words[first].begin, .end = words[c.end_word - 1].end, .certainty = 0.85f});
    return true;
  }
  referents->push_back({.entity = EntityFor(surface, PartyKind::kGovernment, false, country), .begin = words[first].begin, .end = words[c.end_word - 1].end, .certainty = 0.85f});
  return true;
}

// The noun phrase behind "of", "in", ... that completes the chunk, or kNoChunk.
uint32_t Discourse::ComplementOf(uint32_t chunk, std::initializer_list<Relation> relations) const {
  uint32_t i = chunk + 1;
  while (i < chunks_->size() && at(i).kind == ChunkKind::kTime) ++i;
  if (i + 1 >= chunks_->size() || at(i).kind != ChunkKind::kPreposition) return kNoChunk;
  if (std::find(relations.begin(), relations.end(), at(i).relation) == relations.end()) return kNoChunk;
  uint32_t noun = i + 1;
  while (noun + 1 < chunks_->size() && at(noun).kind == ChunkKind::kNoun && at(noun).possessive && at(noun + 1).possessor == noun) ++noun;
  return at(noun).kind == ChunkKind::kNoun ? noun : kNoChunk;
}

bool Discourse::ResolveStake(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (!(c.classes & (stake_ | percent_ | control_ | series_))) return false;
  if (const uint32_t whole = ComplementOf(chunk, {Relation::kOf, Relation::kIn}); whole != kNoChunk) {
    Resolve(whole, subject, referents);
    return true;
  }
  ResolveModifiers(chunk, referents);
  if (referents->empty() && (c.classes & stake_) && c.possessor != kNoChunk && !at(c.possessor).pronoun) ResolvePossessor(chunk, subject, referents);
  return true;
}

bool Discourse::ResolvePart(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (!(c.classes & (part_ | site_))) return false;
  const auto& words = document_.words();
  const bool possessed = c.possessor != kNoChunk || (c.determiner & pack::kPossessive);
  const bool definite = possessed || (c.determiner & pack::kDefinite);
  const size_t before = referents->size();
  // names directly before the noun, or before the words that describe it
  for (uint32_t n = c.end_name; n > c.first_name; --n) {
    Referent r = OfName(n - 1);
    const Entity& e = reading_.entities[r.entity];
    if (e.kind == PartyKind::kPerson) continue;
    r.certainty *= kModifier;
    if (e.is_place) {
      if (!(c.classes & site_) || reading_.names[n - 1].end_word > c.head) continue;
      const uint32_t begin = r.begin, end = words[c.head].end;  // "its Leeds plant"
      referents->push_back({.entity = EntityFor(document_.Slice(begin, end), PartyKind::kCompany, false, {}), .begin = begin, .end = end, .certainty = 0.7f});
      break;
    }
    r.owner = !definite;  // "a General Electric unit" is not called so
    referents->push_back(r);
    break;
  }
  const size_t named = referents->size();
  if (possessed) ResolvePossessor(chunk, subject, referents);
  if (const uint32_t whole = ComplementOf(chunk, {Relation::kOf}); whole != kNoChunk) Resolve(whole, subject, referents);
  for (size_t i = named; i < referents->size(); ++i) (*referents)[i].owner = true;
  return referents->size() > before || possessed || !c.party_kind || !(c.determiner & pack::kDefinite);
}

// "the chairman of X", "a spokesman for X": he speaks for the firm.
bool Discourse::ResolvePerson(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (!(c.classes & person_)) return false;
  // "its chairman, Eddie Lampert,": the person himself
  if (chunk + 2 < chunks_->size() && at(chunk + 1).kind == ChunkKind::kComma && at(chunk + 2).kind == ChunkKind::kNoun && at(chunk + 2).ends_with_name &&
      reading_.entities[OfName(at(chunk + 2).end_name - 1).entity].kind == PartyKind::kPerson && at(chunk + 2).first_name + 1 == at(chunk + 2).end_name) {
    referents->push_back(OfName(at(chunk + 2).end_name - 1));
    return true;
  }
  if (c.possessor != kNoChunk) {
    ResolvePossessor(chunk, subject, referents);
  } else if (const uint32_t firm = ComplementOf(chunk, {Relation::kOf, Relation::kAt, Relation::kFor}); firm != kNoChunk) {
    if (at(firm).ends_with_name) ResolveNamed(firm, referents);
  }
  std::erase_if(*referents, [&](const Referent& r) { return !IsOrganisation(r.entity); });
  return true;
}

// "a consortium led by X and Y", "a group of investors including X": its members.
bool Discourse::ResolveGroup(uint32_t chunk, std::vector<Referent>* referents) const {
  const uint32_t count = static_cast<uint32_t>(chunks_->size());
  const size_t before = referents->size();
  for (uint32_t i = chunk + 1; i + 1 < count && i < chunk + 5; ++i) {
    const Chunk& c = at(i);
    if (c.kind == ChunkKind::kVerb && (c.shape != VerbShape::kParticiple || !(c.classes & lead_))) break;
    if (c.kind == ChunkKind::kNoun && !c.party_kind) break;
    if (c.kind != ChunkKind::kPreposition || (c.relation != Relation::kBy && c.relation != Relation::kOf && c.relation != Relation::kBetween)) continue;
    if (c.relation == Relation::kBy && at(i - 1).kind != ChunkKind::kVerb) break;
    uint32_t noun = i + 1;
    while (noun + 1 < count && at(noun).kind == ChunkKind::kNoun && at(noun).possessive) ++noun;
    if (at(noun).kind != ChunkKind::kNoun || !at(noun).ends_with_name) continue;
    if (c.relation == Relation::kOf && !(at(chunk).classes & consortium_)) break;
    std::vector<uint32_t> members;
    syntax_->MembersAfter(noun, &members);
    for (const uint32_t member : members) ResolveNamed(member, referents);
    break;
  }
  return referents->size() > before;
}

// "a local rival, Hobbs,": the name behind the comma.
bool Discourse::ResolveApposition(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  if (!c.party_kind || c.plural || chunk + 2 >= chunks_->size() || at(chunk + 1).kind != ChunkKind::kComma) return false;
  uint32_t name = chunk + 2;
  while (name + 1 < chunks_->size() && at(name).kind == ChunkKind::kNoun && at(name).possessive) ++name;
  if (at(name).kind != ChunkKind::kNoun || !at(name).ends_with_name) return false;
  const uint32_t behind = name + 1;
  const bool closed = behind >= chunks_->size() || at(behind).kind == ChunkKind::kComma || at(behind).kind == ChunkKind::kBreak || at(behind).kind == ChunkKind::kAnd ||
                      at(behind).kind == ChunkKind::kPreposition || at(behind).kind == ChunkKind::kTime;
  if (!closed || !IsOrganisation(OfName(at(name).end_name - 1).entity)) return false;
  ResolveNamed(name, referents);
  return true;
}

// "X, the giant that Y founded", "X, an operator owned by Y": the name before the comma.
bool Discourse::ResolveApposedTo(uint32_t chunk, std::vector<Referent>* referents) const {
  const uint32_t begin = syntax_->GroupBegin(chunk);
  if (!at(chunk).party_kind || at(chunk).plural || begin < 2 || chunk + 1 >= chunks_->size() || at(begin - 1).kind != ChunkKind::kComma) return false;
  const Chunk& behind = at(chunk + 1);
  const bool modified = behind.kind == ChunkKind::kThat || behind.kind == ChunkKind::kRelative || (behind.kind == ChunkKind::kNoun && behind.pronoun) ||
                        (behind.kind == ChunkKind::kVerb && behind.shape == VerbShape::kParticiple);
  const Chunk& name = at(begin - 2);
  if (!modified || name.kind != ChunkKind::kNoun || !name.ends_with_name || name.possessive || !IsOrganisation(OfName(name.end_name - 1).entity)) return false;
  ResolveNamed(begin - 2, referents);
  return true;
}

bool Discourse::IsFirstMention(uint32_t name) const {
  return std::none_of(reading_.names.begin(), reading_.names.begin() + name, [&](const Name& n) { return n.entity == reading_.names[name].entity; });
}

bool Discourse::ResolveDescription(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  if (ResolveApposedTo(chunk, referents)) return true;
  if (c.classes & both_ || ((c.determiner & pack::kBothWord) != 0)) {
    ResolvePair(referents);
    return true;
  }
  // "the Portuguese cork and paper maker"
  if (!c.party_kind && (c.determiner & pack::kDefinite) && chunk + 2 < chunks_->size() && at(chunk + 1).kind == ChunkKind::kAnd &&
      at(chunk + 2).kind == ChunkKind::kNoun && at(chunk + 2).party_kind && at(chunk + 2).determiner == 0)
    return FromThere(chunk, referents);
  if (!c.party_kind || (c.classes & other_party_)) return false;
  if (ResolveGroup(chunk, referents)) return true;
  // "the Airbus consortium", "the Saxena family"
  uint32_t behind = c.first_name == c.end_name ? 0 : reading_.names[c.end_name - 1].end_word;
  while (behind != 0 && behind < c.head && document_.words()[behind].word_class == text::WordClass::kPunctuation) ++behind;
  if (behind == c.head && behind != 0) {
    const Referent r = OfName(c.end_name - 1);
    // "the Kalamazoo company": where the one spoken of sits, unless the name was heard before
    const bool seat = (c.determiner & pack::kDefinite) && (c.classes & generic_) && Focus() && !reading_.entities[r.entity].known && reading_.entities[r.entity].surfaces.size() == 1 && IsFirstMention(c.end_name - 1);
    if (!reading_.entities[r.entity].is_place && !seat) {
      referents->push_back(r);
      return true;
    }
  }
  if (*c.party_kind == PartyKind::kRegion || *c.party_kind == PartyKind::kCountry || *c.party_kind == PartyKind::kGovernment) {
    const uint32_t place = ComplementOf(chunk, {Relation::kOf});  // "the city of Philadelphia"
    if (place != kNoChunk && at(place).ends_with_name) ResolveNamed(place, referents);
    return true;
  }
  if (!(c.determiner & (pack::kDefinite | pack::kPossessive))) return false;
  if (c.plural) {
    ResolvePair(referents);
    return true;
  }
  if (c.determiner & pack::kPossessive) return false;
  if (FromThere(chunk, referents)) return true;
  if (!(c.classes & generic_))
    if (const auto found = described_.find(reading_.units[c.head].lexeme); found != described_.end()) {
      const bool recent = found->second.sentence + kRecentSentences >= sentence_;
      const bool topic = focus_ && focus_->entity == found->second.whom.entity;
      if (recent || topic) {
        referents->push_back(Inherit(found->second.whom));
        return true;
      }
    }
  // "the Lyon group", when the one spoken of is Italian: somebody else
  const auto focus = Focus();
  const bool elsewhere = focus && origin_.contains(focus->entity) && NamesPlace(chunk, origin_.find(focus->entity)->second);
  // "the publisher", when the one spoken of was called a broadcaster: the article's topic
  const bool called_else = focus && !(c.classes & generic_) && called_.contains(focus->entity);
  if (elsewhere && other_ && other_->entity != focus->entity)
    referents->push_back(Inherit(*other_));
  else if (called_else && topic_ && topic_->entity != focus->entity)
    referents->push_back(Inherit(*topic_));
  else if (focus)
    referents->push_back(*focus);
  else
    FirstSubject(chunk, referents);
  return true;
}

// Before anybody was spoken of: "X said that Y had invested in the firm".
void Discourse::FirstSubject(uint32_t chunk, std::vector<Referent>* referents) const {
  for (uint32_t i = 0; i < chunk; ++i) {
    if (at(i).kind != ChunkKind::kVerb || syntax_->link(i).subject == kNoChunk || syntax_->link(i).subject >= chunk) continue;
    const Chunk& subject = at(syntax_->link(i).subject);
    if (!subject.ends_with_name || !IsOrganisation(OfName(subject.end_name - 1).entity)) continue;
    referents->push_back(Inherit(OfName(subject.end_name - 1)));
    return;
  }
}

// Does the phrase hold a place or demonym other than `country`?
bool Discourse::NamesPlace(uint32_t chunk, std::string_view country) const {
  const Chunk& c = at(chunk);
  for (uint32_t w = c.first_word; w < c.end_word; ++w) {
    if (UnitOf(w).kinds & pack::kDemonym) return UnitOf(w).country != country;
    const int32_t name = reading_.tokens[w].name;
    if (name >= 0) return reading_.entities[reading_.names[static_cast<size_t>(name)].entity].is_place;
  }
  return false;
}

// "the Belgian brewer": whoever was said to be from there.
bool Discourse::FromThere(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  for (uint32_t w = c.first_word; w < c.end_word; ++w) {
    if (!(UnitOf(w).kinds & pack::kDemonym)) continue;
    const auto found = from_.find(UnitOf(w).country);
    if (found == from_.end()) return false;
    referents->push_back(Inherit(found->second.whom));
    return true;
  }
  return false;
}

void Discourse::ResolvePossessor(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents) {
  const Chunk& c = at(chunk);
  if (c.possessor != kNoChunk) {
    if (!at(c.possessor).ends_with_name || !reading_.entities[reading_.names[at(c.possessor).end_name - 1].entity].is_place || c.party_kind == PartyKind::kGovernment)
      Resolve(c.possessor, subject, referents);
    return;
  }
  if (!(c.determiner & pack::kPossessive)) return;
  const size_t before = referents->size();
  if (subject != kNoChunk && subject != chunk) {
    std::vector<uint32_t> members;
    syntax_->MembersBefore(subject, &members);
    for (const uint32_t member : members) Resolve(member, kNoChunk, referents);
    for (size_t i = before; i < referents->size(); ++i) (*referents)[i].certainty *= kSameSentence;
  }
  if (referents->size() == before && SubjectBefore(chunk, false, referents)) return;
  if (referents->size() == before)
    if (const auto focus = Focus()) referents->push_back(*focus);
}

void Discourse::ResolveModifiers(uint32_t chunk, std::vector<Referent>* referents) const {
  const Chunk& c = at(chunk);
  for (uint32_t n = c.first_name; n < c.end_name; ++n) {
    Referent r = OfName(n);
    if (reading_.names[n].end_word > c.head || reading_.entities[r.entity].kind == PartyKind::kPerson) continue;
    r.certainty *= kModifier;
    referents->push_back(r);
  }
}

// ---- what is told of whom

void Discourse::StartSentence(const std::vector<Chunk>& chunks, const Syntax& syntax, uint32_t sentence) {
  chunks_ = &chunks;
  syntax_ = &syntax;
  sentence_ = sentence;
  depth_ = 0;
}

// Remembers what the words before a name call it: "Belgian brewing giant Inbev".
void Discourse::Describe(uint32_t chunk, uint32_t name) {
  const Referent r = OfName(name);
  if (!IsOrganisation(r.entity)) return;
  const Chunk& c = at(chunk);
  for (uint32_t w = c.first_word; w < c.end_word; ++w) {
    if (reading_.tokens[w].name >= 0) continue;
    const Lexeme& unit = UnitOf(w);
    if (unit.party_kind && !(unit.noun_classes & other_party_)) {
      described_[reading_.units[w].lexeme] = {r, sentence_};
      if (!(unit.noun_classes & generic_)) called_.insert(r.entity);
    }
    if (unit.kinds & pack::kDemonym) from_[unit.country] = {r, sentence_}, origin_[r.entity] = unit.country;
  }
  if (c.possessor != kNoChunk && at(c.possessor).ends_with_name) {
    const Entity& place = reading_.entities[reading_.names[at(c.possessor).end_name - 1].entity];
    if (place.is_place) from_[place.canonical] = {r, sentence_}, origin_[r.entity] = place.canonical;
  }
}

void Discourse::EndSentence() {
  const uint32_t count = static_cast<uint32_t>(chunks_->size());
  bool found = false;
  std::vector<Referent> all;  // that the sentence names
  for (uint32_t i = 0; i < count; ++i) {
    const Chunk& c = at(i);
    for (uint32_t n = c.first_name; n < c.end_name && c.kind == ChunkKind::kNoun; ++n) {
      const Referent r = OfName(n);
      if (IsOrganisation(r.entity) && std::none_of(all.begin(), all.end(), [&](const Referent& other) { return other.entity == r.entity; })) all.push_back(r);
    }
    if (c.kind == ChunkKind::kNoun && c.ends_with_name) {
      const Referent named = OfName(c.end_name - 1);
      if (IsOrganisation(named.entity) && !c.possessive) {
        if (!focus_) focus_ = named;
        if (focus_->entity != named.entity) other_ = named;
      }
      Describe(i, c.end_name - 1);
      // ", the country's biggest grocer"
      uint32_t next = i + 2;
      if (i + 1 < count && (at(i + 1).kind == ChunkKind::kComma || (at(i + 1).kind == ChunkKind::kVerb && at(i + 1).copula))) {
        while (next < count && at(next).kind == ChunkKind::kNoun && at(next).possessive) ++next;
        if (next < count && at(next).kind == ChunkKind::kNoun && !at(next).ends_with_name && at(next).party_kind) Describe(next, c.end_name - 1);
      }
    }
    if (found || c.kind != ChunkKind::kVerb || syntax_->link(i).subject == kNoChunk || syntax_->link(i).relative) continue;
    std::vector<uint32_t> members;
    syntax_->MembersBefore(syntax_->link(i).subject, &members);
    std::vector<Referent> named;
    for (const uint32_t member : members)
      if (at(member).ends_with_name) ResolveNamed(member, &named);
    const uint32_t subject = syntax_->link(i).subject;
    if (named.empty() && at(subject).possessor != kNoChunk && at(at(subject).possessor).ends_with_name) ResolveNamed(at(subject).possessor, &named);
    std::erase_if(named, [&](const Referent& r) { return !IsOrganisation(r.entity); });
    if (named.empty()) continue;
    found = true;
    focus_ = named.front();
    if (named.size() > 1) pair_ = named;
  }
  if (all.size() == 2) couple_ = all;
}

}  // namespace entente::deal
