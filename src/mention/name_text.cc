// What the readers of capitalised names ask of a document's words.
// Tested by: tests/corpus/en/
#include <string>

#include "mention/name_capital.h"
#include "text/unicode.h"

namespace entente::mention {

using text::WordClass;

namespace {

bool IsUpper(char32_t c) {
  if (c < 0x80) return text::IsAsciiUpper(static_cast<char>(c));
  if (c < 0x100) return c >= 0xC0 && c <= 0xDE && c != 0xD7;
  if (c < 0x180) return (c >= 0x139 && c <= 0x148) || c >= 0x179 ? (c & 1) != 0 : (c & 1) == 0;
  return (c >= 0x386 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F);
}

uint64_t HashFolded(std::string_view word) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : word) hash = (hash ^ static_cast<uint8_t>(text::IsAsciiUpper(c) ? c - 'A' + 'a' : c)) * 0x100000001B3u;
  return hash;
}

}  // namespace

bool NameText::IsCapital(uint32_t w) const {
  if (IsPunctuation(w) || words_[w].word_class == WordClass::kDigit) return false;
  const std::string_view word = Word(w);
  if (IsUpper(text::Decode(word, 0).value)) return true;
  if (word.size() < 3 && !text::IsAsciiDigit(word[0])) return false;
  // iRobot, easyJet, 3M, 21Vianet: a capital further inside
  for (size_t i = 1; i < word.size(); ++i)
    if (text::IsAsciiUpper(word[i])) return word.size() > i + 1 || text::IsAsciiDigit(word[0]);
  return false;
}

bool NameText::IsAllCapitals(uint32_t w) const {
  const std::string_view word = Word(w);
  for (const char c : word)
    if (text::IsAsciiLower(c)) return false;
  return text::IsAsciiUpper(word[0]) && word.size() > 1;
}

uint32_t NameText::PossessiveWords(uint32_t w) const {
  if (!IsMark(w, '\'') || words_[w].space_before) return 0;
  if (w + 1 < size() && !words_[w + 1].space_before && Word(w + 1) == "s") return 2;
  if (w > 0 && (w + 1 >= size() || words_[w + 1].space_before) && Word(w - 1).ends_with('s')) return 1;
  return 0;
}

bool NameText::IsCommon(uint32_t w) const {
  const pack::Lexeme& lexeme = Lexeme(w);
  constexpr pack::WordKinds kNameKinds = pack::kGivenName | pack::kDemonym | pack::kLegalForm | pack::kNameConnector | pack::kOrgWord | pack::kOfHead | pack::kExchange;
  if (lexeme.forms != 0 || lexeme.noun || (lexeme.kinds & ~kNameKinds) != 0) return true;
  return lower_.contains(HashFolded(Word(w)));
}

const pack::Entry* NameText::PackName(uint32_t w, uint32_t sentence_end, uint32_t* end_word) const {
  const pack::Entry* found = nullptr;
  pack_.words.Prefixes(From(w), [&](uint32_t index, uint32_t length) {
    const pack::Entry& entry = pack_.entries[index];
    if (entry.kind != pack::EntryKind::kName) return true;
    const uint32_t end = words_[w].begin + length;
    uint32_t last = w;
    while (last + 1 < sentence_end && words_[last].end < end) ++last;
    if (words_[last].end != end) return true;
    found = &entry;
    *end_word = last + 1;
    return false;
  });
  return found;
}

const pack::Entry* NameText::ExactPackName(std::string_view name) const {
  const pack::Entry* found = nullptr;
  pack_.words.Prefixes(name, [&](uint32_t index, uint32_t length) {
    if (length < name.size()) return false;
    const pack::Entry& entry = pack_.entries[index];
    if (entry.kind == pack::EntryKind::kName && (found == nullptr || found->is_place)) found = &entry;
    return true;
  });
  return found;
}

void NameText::CollectLowerCase() {
  for (uint32_t w = 0; w < size(); ++w)
    if (!IsPunctuation(w) && words_[w].word_class == WordClass::kLatin && text::IsAsciiLower(Word(w)[0])) lower_.insert(HashFolded(Word(w)));
}

}  // namespace entente::mention
