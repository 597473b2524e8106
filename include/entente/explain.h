// Why an article gives the deals that it gives: what was tried, what it found in which words, and what was rejected and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/deal.h"
#include "entente/span.h"

namespace entente {

// A slot of an attempt, with the words that filled it.
struct ExplainedSlot {
  std::string slot;         // a role ("investor"), or "amount", "stake_percent", "date", "term_months"
  Span span;                // of the words
  std::string name;         // of a party: its canonical name; else ""
  std::string source;       // how it came there: "clause" (it stands in it), "discourse" (from what was told before)
  std::string mark;         // what marks its place for the grammar: a case of the pack ("topic", "with"), or ""
  std::optional<Span> mark_span;  // the particle or preposition
  double certainty = 0;     // of a name: 0 to 1
};

// One place of the article that speaks of an event, and one frame that was tried on it.
struct ExplainedAttempt {
  std::string frame;            // as named in the pack or the user's table, or "" where no frame fits
  DealKind kind = DealKind::kPartnership;
  Span clause;
  std::vector<Span> triggers;   // the words that made the frame fit, the first one first
  std::string minimum;          // the roles that the frame must have, in alternatives: "investor+investee | investor+amount"
  std::vector<ExplainedSlot> slots;
  std::optional<uint32_t> deal;  // index into Extraction::deals; nullopt when it came to nothing
  std::string reason;           // why it came to nothing: see capi/ABI.md; or ""
};

struct Explanation {
  Extraction extraction;
  std::vector<std::vector<std::string>> features;  // of each deal: what its confidence rests on, as in common/confidence.tsv
  std::vector<ExplainedAttempt> attempts;  // what gave the deals first, each part in order of the text
};

// The attempts as JSON, one line without a line end: {"schema": 1, "attempts": [...]}.
std::string ToJson(const Explanation& explanation);

}  // namespace entente
