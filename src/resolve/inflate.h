// Reads the first CSV file of a zip archive, so that the ECB's file can be given as it is published.
#pragma once

#include <string>
#include <string_view>

#include "entente/status.h"

namespace entente::resolve {

inline bool IsZip(std::string_view bytes) { return bytes.substr(0, 4) == std::string_view("PK\x03\x04", 4); }

// The content of the first entry that is stored or deflated. Errors: kBadRecord (not a sound archive), kUnsupported (another
// method, encrypted), kLimit (over `max_bytes` when unpacked).
Result<std::string> UnzipFirst(std::string_view archive, size_t max_bytes);

}  // namespace entente::resolve
