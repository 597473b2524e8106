// The allocator of the fault tests: the test program brings its own malloc and operator new, which every library of the process then uses, and
// which fail where they are told to. With the address sanitizer, which has a malloc of its own, only operator new is ours.
// Tested by: tests/fault/fault_test.cc, whose loops end only when no allocation is left to fail.
#pragma once

#include <cstdint>

namespace fault {

enum class Mode : uint8_t {
  kOnce,   // the n-th allocation fails, the ones after it do not
  kFrom,   // the n-th and all after it fail
};

// Counts allocations of the whole process from here on and fails the `nth` (counted from 1; 0: none).
void Arm(uint64_t nth, Mode mode);
// Stops counting; gives how many were asked for since Arm.
uint64_t Disarm();
// How many failed since Arm.
uint64_t Failed();
// Blocks that were given and not taken back, since the process began.
int64_t LiveBlocks();

}  // namespace fault
