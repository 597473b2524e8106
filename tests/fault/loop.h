// The loop of the fault tests: runs a call with its n-th allocation failing, n = 1, 2, ... until it passes without a fault.
#pragma once

#include <entente_c.h>

#include <cstdint>
#include <functional>
#include <string>

#include "fault/allocator.h"

namespace fault {

struct Outcome {
  entente_status status = ENTENTE_OK;
  std::string text;  // what the call gave
  std::string said;  // the words of its error
};

// A call under test. `prepare` and `after` run without faults.
struct Call {
  std::string name;
  std::function<void()> prepare = [] {};
  std::function<entente_status()> run;       // with faults; keeps what it gave in handles that `after` reads and frees
  std::function<std::string(entente_status)> after;  // what came of it, in words; for a failed call of an archive what it holds
  std::string on_failure = {};               // what `after` must give for a failed call
  bool in_pieces = false;                    // several transactions: a failed call may have done all that it was to do
  int64_t foreign_leak = 0;                  // blocks that a third party loses where it has no memory; said in the output
};

// Of the last call of an archive; `after` frees it.
inline entente_error* archive_error = nullptr;

inline int passed = 0, failed = 0;                        // checks
inline uint64_t all_injected = 0, all_survived = 0;       // faults

void Check(bool holds, const std::string& what);
// Runs the call; `nth` as for Arm.
Outcome RunOnce(const Call& call, uint64_t nth, Mode mode, uint64_t* allocations);
// `every` n, or about 60 of them. `wanted` is what the call gives without a fault.
void Loop(const Call& call, const std::string& wanted, Mode mode, bool every);
// From here on a crash says which fault it came from.
void NameCrashes();

}  // namespace fault
