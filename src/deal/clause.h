// Clauses of a sentence: a predicate (or a bare noun at the end of a headline) with the noun phrases that belong to it.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "deal/phrase.h"

namespace entente::deal {

constexpr uint32_t kNoPhrase = UINT32_MAX;

using Arguments = absl::InlinedVector<uint32_t, 8>;  // few clauses have more

struct Clause {
  Arguments arguments;                // indices of phrases, in order of the text
  uint32_t predicate = kNoPhrase;     // index of a phrase; kNoPhrase for a bare noun clause
  uint32_t head = kNoPhrase;          // of a relative clause: the phrase that it describes
  uint32_t content = kNoPhrase;       // index of the clause that says what its noun is about: "공급하는 | 계약을 맺었다"
  uint32_t inherited = kNoPhrase;     // the subject or topic of an earlier clause, where this one has none
  uint32_t first_phrase = 0, last_phrase = 0;  // inclusive
  bool relative = false;
};

// Triggers that change how clauses are cut.
struct ClauseTriggers {
  uint64_t adverbial = 0;  // their connective form does not end a clause: "1000억원을 들여 공장을 짓는다"
  uint64_t hold = 0;       // to own: describes a noun, tells no event
  uint64_t consist = 0;    // "A, B로 구성된": takes its members only
  uint64_t place = 0;      // who does it is another than who signs: "B가 발주한 1조원 규모의 계약"
  uint64_t content = 0;    // nouns whose relative clause says what they are about: "지분을 사들이는 계약"
};

void FindClauses(const std::vector<Phrase>& phrases, const ClauseTriggers& triggers, std::vector<Clause>* clauses);

}  // namespace entente::deal
