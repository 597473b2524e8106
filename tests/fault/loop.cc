// Tested by: tests/fault/fault_test.cc
#include "fault/loop.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace fault {
namespace {

constexpr uint64_t kQuickPoints = 60;
char at_hand[256] = "";

// A crash says which fault it came from; then it is a crash.
extern "C" void OnCrash(int number) {
  if (write(STDOUT_FILENO, at_hand, std::strlen(at_hand)) < 0) _exit(3);
  signal(number, SIG_DFL);
  raise(number);
}

// Where two texts part, for the message.
std::string Difference(const std::string& got, const std::string& wanted) {
  const size_t at = static_cast<size_t>(std::mismatch(got.begin(), got.end(), wanted.begin(), wanted.end()).first - got.begin());
  const size_t from = at - std::min<size_t>(at, 40);
  return "\n    " + got.substr(from, 160) + "\n  for\n    " + wanted.substr(from, 160);
}

}  // namespace

void Check(bool holds, const std::string& what) {
  if (holds) {
    ++passed;
  } else {
    ++failed;
    std::printf("FAILED %s\n", what.c_str());
  }
}

void NameCrashes() {
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) signal(number, OnCrash);
}

Outcome RunOnce(const Call& call, uint64_t nth, Mode mode, uint64_t* allocations) {
  call.prepare();
  std::snprintf(at_hand, sizeof at_hand, "CRASH in %s, allocation %" PRIu64 "%s\n", call.name.c_str(), nth, mode == Mode::kOnce ? "" : " and all after it");
  fault::Arm(nth, mode);
  Outcome outcome;
  outcome.status = call.run();
  *allocations = fault::Disarm();
  if (archive_error != nullptr) outcome.said = std::string(entente_error_origin(archive_error)) + " " + entente_error_message(archive_error);
  outcome.text = call.after(outcome.status);
  at_hand[0] = 0;
  return outcome;
}

void Loop(const Call& call, const std::string& wanted, Mode mode, bool every) {
  uint64_t allocations = 0;
  RunOnce(call, 0, mode, &allocations);
  const uint64_t stride = every ? 1 : 1 + allocations / kQuickPoints;
  uint64_t injected = 0, survived = 0, absorbed = 0, foreign = 0;
  std::string first_wrong;
  for (uint64_t nth = 1;; nth += stride) {
    std::string wrong;
    // what is made once and kept (by the engine for the next article, ICU, a thread) is no leak: a leak comes each time
    int64_t least = 0;
    for (int repeat = 0; repeat < 4; ++repeat) {
      const int64_t before = fault::LiveBlocks();
      {
        const Outcome outcome = RunOnce(call, nth, mode, &allocations);
        if (outcome.status == ENTENTE_OK) {
          if (outcome.text != wanted) wrong = "gives" + Difference(outcome.text, wanted);
          else if (fault::Failed() != 0) ++absorbed;
        } else if (outcome.status != ENTENTE_NO_MEMORY) {
          wrong = "gives status " + std::string(entente_status_name(outcome.status)) + ": " + outcome.said;
        } else if (outcome.text != call.on_failure && !(call.in_pieces && outcome.text == wanted)) {
          wrong = "leaves" + Difference(outcome.text, call.on_failure);
        }
      }
      const int64_t more = fault::LiveBlocks() - before;
      least = repeat == 0 ? more : std::min(least, more);
      if (!wrong.empty() || least <= 0) break;
      if (repeat == 3 && least <= call.foreign_leak) ++foreign;
      else if (repeat == 3) wrong = "leaks " + std::to_string(least) + " blocks";
    }
    if (fault::Failed() == 0) break;  // the call passed without a fault
    ++injected;
    survived += wrong.empty();
    if (!wrong.empty() && every) std::printf("  allocation %" PRIu64 " %s\n", nth, wrong.substr(0, 500).c_str());
    if (!wrong.empty() && first_wrong.empty()) first_wrong = "allocation " + std::to_string(nth) + " " + wrong;
  }
  uint64_t unused = 0;
  const Outcome again = RunOnce(call, 0, mode, &unused);
  if (again.text != wanted && first_wrong.empty()) first_wrong = "afterwards it gives" + Difference(again.text, wanted);
  all_injected += injected;
  all_survived += survived;
  const std::string title = call.name + (mode == Mode::kOnce ? ", one allocation fails" : ", all fail from one on");
  std::printf("| %-46s %8" PRIu64 " injected %8" PRIu64 " survived  (%" PRIu64 " without an error)\n", title.c_str(), injected, survived, absorbed);
  if (foreign != 0) std::printf("|   %" PRIu64 " times a third party lost up to %" PRId64 " blocks\n", foreign, call.foreign_leak);
  std::fflush(stdout);
  Check(injected > 0 && injected == survived && first_wrong.empty(), title + ": " + first_wrong);
}

}  // namespace fault
