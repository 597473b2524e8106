// Span: a half-open range of bytes in a field of an article. The only place that defines the unit.
#pragma once

#include <cstdint>

namespace entente {

enum class Field : uint8_t { kTitle, kBody };

// `begin` and `end` count the UTF-8 bytes of the field as it was given (for decoded input: of the UTF-8 that results
// from decoding; for HTML: of the HTML source), half open, always on code-point boundaries.
struct Span {
  Field field = Field::kBody;
  uint32_t begin = 0;
  uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace entente
