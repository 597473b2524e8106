// Words of a language with the predicate in the middle: for each word what the pack says of it, and the units of several
// words that begin there ("joint venture", "team up"). Words are compared in lower case; "US" and "us" are kept apart by
// the names later.
// Tested by: tests/corpus/en/
#include <algorithm>

#include "mention/word_medial.h"
#include "text/unicode.h"

namespace entente::mention {

namespace {

constexpr size_t kMaxWordBytes = 32;  // longer words stand in no table

}  // namespace

uint32_t FindFolded(const pack::MedialPack& pack, std::string_view word) {
  char folded[kMaxWordBytes];
  if (word.size() > kMaxWordBytes) return pack::MedialPack::kUnknown;
  for (size_t i = 0; i < word.size(); ++i) folded[i] = text::IsAsciiUpper(word[i]) ? static_cast<char>(word[i] - 'A' + 'a') : word[i];
  return pack.Find({folded, word.size()});
}

void ReadMedialWords(const pack::MedialPack& pack, const text::Document& document, Reading* reading) {
  const auto& words = document.words();
  reading->lexemes.resize(words.size());
  reading->units.resize(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    const text::Word& word = words[i];
    reading->tokens[i].stem_end = word.end;
    const char mark = static_cast<char>(word.mark);
    const bool is_mark = word.word_class == text::WordClass::kPunctuation;
    reading->lexemes[i] = !is_mark ? FindFolded(pack, document.Slice(word.begin, word.end)) : word.mark < 0x80 ? pack.Find({&mark, 1}) : pack::MedialPack::kUnknown;
  }
  for (const text::Sentence& sentence : document.sentences()) {
    for (uint32_t i = sentence.first_word; i < sentence.end_word; ++i) {
      const auto found = pack.units.Longest(reading->lexemes, i, sentence.end_word);
      reading->units[i] = found.words > 1 ? Unit{found.value, found.words} : Unit{reading->lexemes[i], 1};
    }
  }
}

}  // namespace entente::mention
