// UTF-8: the check of outside bytes, and the writing of code points. Reading them: unicode.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/status.h"

namespace entente::text {

// The offset of the first byte that is not valid UTF-8 (surrogates, overlong forms and cut sequences are not), or nullopt.
std::optional<size_t> FindInvalidUtf8(std::string_view bytes);

// Ok, or kBadText with "byte N" as its origin.
Status CheckUtf8(std::string_view bytes);

// The number of bytes of the sequence that starts with `lead`. Requires: valid UTF-8.
inline uint32_t SequenceLength(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

// Requires: a Unicode scalar value.
void AppendUtf8(char32_t code_point, std::string* out);

}  // namespace entente::text
