// The names of the enumerations of questions, as their JSON writes them.
#pragma once

#include <array>
#include <string>

#include "entente/query.h"

namespace entente::query {

inline constexpr std::array<const char*, 7> kAsked = {"deals", "timeline", "partners", "totals", "path", "graph", "parties"};
inline constexpr std::array<const char*, 6> kSorts = {"date", "-date", "-value", "value", "-reports", "-confidence"};
inline constexpr std::array<const char*, 10> kGroups = {"year", "quarter", "kind", "form", "status", "role", "party", "country", "field", "currency"};

}  // namespace entente::query
