// How the chunks of a sentence hang together: who is the subject of each group of verbs, and what belongs to a verb or noun.
#pragma once

#include <cstdint>
#include <vector>

#include "deal/chunk.h"

namespace entente::deal {

struct VerbLink {
  uint32_t subject = kNoChunk;   // noun phrase; of a passive what it is done to
  uint32_t governor = kNoChunk;  // of infinitives and gerunds: the verb or noun that they complete
  uint32_t object = kNoChunk;    // of "X, which it bought": X
  uint32_t begin = 0;            // chunk with which its clause begins
  bool coordinated = false;      // shares the subject of the verb before it
  bool relative = false;         // inside "which ..." or a participle behind its noun
};

// A noun phrase that belongs to a verb or noun, with what relates it.
struct Argument {
  pack::Relation relation = pack::Relation::kNone;  // kNone: the object
  uint32_t chunk = 0;
  uint32_t parent = 0;   // the chunk that it stands behind: the site, or the noun phrase before "of"
  bool shares_subject = false;     // acts together with the subject
  uint32_t participle = kNoChunk;  // belongs to a participle in between: "owned by"
};

class Syntax {
 public:
  explicit Syntax(const pack::MedialPack& pack);

  // Reads the chunks of a sentence; they must outlive the calls below.
  void Read(const std::vector<Chunk>& chunks);
  const VerbLink& link(uint32_t chunk) const { return links_[chunk]; }
  // The members of a list that ends or begins with the noun phrase: "A, B and C".
  void MembersBefore(uint32_t last, std::vector<uint32_t>* members) const;
  // Returns the chunk behind the list.
  uint32_t MembersAfter(uint32_t first, std::vector<uint32_t>* members) const;
  // What belongs to the verb or noun at `site`, in order; returns the chunk behind its clause.
  uint32_t Arguments(uint32_t site, std::vector<Argument>* arguments) const;
  // The verb whose object `noun` is, or kNoChunk.
  uint32_t VerbOfObject(uint32_t noun) const;
  // Where a noun phrase begins when those that possess it count.
  uint32_t GroupBegin(uint32_t noun) const;
  // Is the noun phrase the subject of a finite verb behind it?
  bool StartsClause(uint32_t noun) const;

 private:
  const Chunk& at(uint32_t i) const { return (*chunks_)[i]; }
  uint32_t size() const { return static_cast<uint32_t>(chunks_->size()); }
  bool Is(uint32_t i, ChunkKind kind) const { return i < size() && at(i).kind == kind; }
  bool IsFinite(uint32_t i) const { return Is(i, ChunkKind::kVerb) && at(i).shape == VerbShape::kFinite; }
  bool IsNamed(uint32_t i) const { return Is(i, ChunkKind::kNoun) && at(i).ends_with_name; }
  VerbLink LinkOf(uint32_t verb) const;
  void LinkInfinitive(uint32_t verb, VerbLink* link) const;
  void LinkGerund(uint32_t verb, VerbLink* link) const;
  void LinkFinite(uint32_t verb, VerbLink* link) const;
  void LinkObject(uint32_t verb, VerbLink* link) const;
  void LinkForward(uint32_t verb, VerbLink* link) const;
  uint32_t BehindTimes(uint32_t i) const;
  uint32_t SubjectEndingAt(uint32_t noun) const;
  uint32_t FirstOfList(uint32_t noun) const;
  uint32_t BeforeInsertion(uint32_t comma) const;
  uint32_t LastVerb(uint32_t before) const;
  bool StartsClauseAt(uint32_t first) const;
  uint32_t SkipInsertion(uint32_t comma) const;
  bool InPhrase(uint32_t noun) const;
  bool IsHeadlineList(uint32_t first, uint32_t second) const;
  bool HasFiniteBefore(uint32_t chunk) const;
  bool ListGoesOn(uint32_t noun) const;

  const pack::ClassSet object_control_, select_, intransitive_, governing_, hold_, period_, partner_;
  const std::vector<Chunk>* chunks_ = nullptr;
  std::vector<VerbLink> links_;
};

}  // namespace entente::deal
