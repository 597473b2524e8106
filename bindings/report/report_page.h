// The page of a report, made at build time: what stands before and behind its data.
#pragma once

#include <string_view>

namespace entente::report {

extern const std::string_view kHead, kTail;

}  // namespace entente::report
