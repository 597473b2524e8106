#pragma once
#include <string_view>

#include "mention/lexicon.h"
#include "mention/quantity.h"
namespace entente::mention {
class DateReader {
 public:
  DateReader(const Lexicon&, Language, std::string_view, std::optional<Period>, std::vector<DateMention>*) {}
  size_t Read(size_t) { return 0; }
};
}  // namespace entente::mention
