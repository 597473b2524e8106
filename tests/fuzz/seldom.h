// For work that takes too long to be done with every input.
#pragma once

#include <cstdint>
#include <string_view>

namespace fuzz {

// Is this one of about one in `count` inputs? Always the same answer for the same bytes, and no length has it for all of its inputs.
inline bool IsOneIn(uint32_t count, std::string_view input) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : input) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash >> 8) % count == 0;
}

}  // namespace fuzz
