// What the reports of one deal say together: the deal as it stands, how its status went, and where they contradict.
#pragma once

#include <string>
#include <vector>

#include "store/told.h"

namespace entente::store {

struct StatusStep {
  DealStatus status = DealStatus::kAgreed;
  const Told* report = nullptr;  // the one that changed it
};

// What the reports say differently: "amount", "date", "stake_percent" or "status" (denied, or ended after it was completed).
struct Contradiction {
  const char* what = "";
  std::vector<const Told*> reports;  // one for each different value, the first to tell it
};

struct Agreed {
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  const Told* date = nullptr;    // whose day counts
  const Told* amount = nullptr;  // whose sum counts; null where none names one
  std::string stake, subject;
  std::optional<int64_t> term;
  int64_t confidence = 0;
  bool by_host = false, shared = false;
  std::vector<PartyRole> parties;
  std::vector<StatusStep> history;
  std::vector<Contradiction> contradictions;
};

// Requires: at least one report, in the order of ToldBefore. A host's or reviewer's report, where there is one, decides
// alone on what it says. Views into `reports`.
Agreed Agree(const std::vector<const Told*>& reports);

}  // namespace entente::store
