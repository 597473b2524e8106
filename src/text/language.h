// Which language an article is written in, by its letters.
#pragma once

#include <string_view>

#include "entente/deal.h"

namespace entente::text {

// Looks at the first kilobytes; kUnknown when there are hardly any letters. Bad UTF-8 does not disturb it.
Language DetectLanguage(std::string_view title, std::string_view body);

}  // namespace entente::text
