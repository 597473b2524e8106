// The words under which a text is found in an archive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::store {

// Hangul, kana and Han letters as pairs of neighbours and the last of a run ("가온전" is 가온 온전 전), other letters and
// digits in runs, ASCII in small letters; joined by blanks.
std::string WordsOf(std::string_view text);

// An FTS5 expression that finds every text which holds this one, and some that do not: FoldText decides. "" when the text
// has no letter.
std::string SearchFor(std::string_view text);

// Small ASCII letters; runs of blanks as one.
std::string FoldText(std::string_view text);

// A slice of HTML or text without tags, blanks folded: what a person reads on one line.
std::string PlainText(std::string_view slice);

}  // namespace entente::store
