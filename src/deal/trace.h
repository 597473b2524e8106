// What an explanation is told while events are looked for: the places that were tried and why they told nothing. Normal runs
// pass none, and it costs them a test of a pointer where an attempt has failed.
#pragma once

#include <vector>

#include "deal/event.h"

namespace entente::deal {

// Why a place that speaks of an event is none. The numbers stand nowhere; RejectionName is what users see.
enum class Rejection : uint8_t {
  kNoFrame,          // no frame asks for these triggers alone
  kDidNotHappen,     // the words around say that it did not happen, or is only supposed
  kNoParty,          // nobody stands in a place that the frame gives a role
  kRolesMissing,     // the roles, the sum or the certainty of the names do not reach the minimum of the frame
  kNoAntecedent,     // the event told before, which the frame refers to, is not there
  kPersonTookOffice,
  kNoPurpose,        // money without a site or a purpose
};

struct Attempt {
  Event event;  // as far as it was built; `frame` may be null
  Rejection why = Rejection::kNoFrame;
};

struct Trace {
  std::vector<Event> found;  // before they are merged
  std::vector<Attempt> rejected;
};

}  // namespace entente::deal
