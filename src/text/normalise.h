// From the bytes of a field to the text that the other stages read.
#pragma once

#include <string>
#include <string_view>

#include "entente/status.h"
#include "text/source_map.h"

namespace entente::text {

// Checks that `source` is UTF-8 and appends it to `*out` in composed form (NFC), with full-width letters, digits and
// punctuation as ASCII and exotic blanks as spaces. `*map` leads from offsets in the appended text to offsets in
// `source`; it stays the identity where nothing changed (the common case: one pass, one copy).
// Errors: kBadText with "byte N" of the first bad byte.
Status Normalise(std::string_view source, std::string* out, SourceMap* map);

// The same for an HTML fragment or page: tags leave, entities are resolved, block elements and <br> become line ends,
// script, style and comments leave with their content. `*map` leads to offsets in `source`. Attributes are never read;
// tags may be nested to any depth.
// Errors: kBadText; kNoMemory.
Status NormaliseHtml(std::string_view source, std::string* out, SourceMap* map);

// Fetches the tables of ICU and libxml2 that this stage uses, so that no later call on any thread has to. An engine calls
// it when it opens; more calls cost nothing.
// Errors: kInternal when ICU's data are not there.
Status PrepareText();

}  // namespace entente::text
