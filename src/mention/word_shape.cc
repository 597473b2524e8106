// The shape of words, each bit by itself. Tested by: tests/unit/mention/name_test.cc, tests/corpus/ko/mention/
#include "mention/word_shape.h"

#include <algorithm>

#include "text/unicode.h"

namespace entente::mention {

using pack::LanguagePack;
using pack::SuffixEntry;
using text::WordClass;

namespace {

constexpr uint32_t kSyllableBytes = 3;
constexpr uint32_t kMaxStemBytes = 90;  // thirty syllables: no name is one longer word
constexpr size_t kLeastGlued = 4 * kSyllableBytes;  // of a word inside which a name may begin

// Where a blank was lost: does a name of the pack begin inside the unknown word?
bool HoldsGluedName(const LanguagePack& pack, std::string_view word) {
  if (word.size() < kLeastGlued) return false;
  for (size_t at = text::Decode(word, 0).length; at < word.size(); at += text::Decode(word, at).length) {
    const bool apart = (text::IsAsciiUpper(word[at]) && static_cast<uint8_t>(word[at - 1]) >= 0x80) || text::IsAsciiDigit(word[at - 1]);
    if (word.size() - at >= (apart ? 2 : kLeastGlued) && pack.summaries[pack.words.Longest(word.substr(at))].chain_name) return true;
  }
  return false;
}

// Does the stem look like a form of a verb, or like more than one of something?
bool IsPredicateOrPlural(const LanguagePack& pack, std::string_view stem) {
  if (stem.size() > 2 * kSyllableBytes && std::any_of(pack.plurals.begin(), pack.plurals.end(), [&](std::string_view plural) { return stem.ends_with(plural); })) return true;
  for (size_t at = 0; at < stem.size();) {
    const text::CodePoint c = text::Decode(stem, at);
    const uint32_t final_consonant = text::FinalNumber(c.value);
    if (final_consonant != 0 && std::any_of(pack.verbal_finals.begin(), pack.verbal_finals.end(), [&](std::string_view verbal) { return text::FinalNumber(text::Decode(verbal, 0).value) == final_consonant; })) return true;
    at += c.length;
  }
  return false;
}

bool IsOpenStem(const LanguagePack& pack, std::string_view stem, WordClass word_class) {
  if (word_class == WordClass::kDigit || stem.empty() || stem.size() > kMaxStemBytes || text::IsAsciiDigit(stem[0])) return false;
  const bool capital = text::IsAsciiUpper(stem[0]);
  if (word_class == WordClass::kLatin || capital ? stem.size() < 2 || !capital : stem.size() < 2 * kSyllableBytes) return false;
  return !IsPredicateOrPlural(pack, stem);
}

// The bytes of the longest ordinary word that begins the stem, 0 for less than two syllables.
uint32_t BeginsCommon(const LanguagePack& pack, uint32_t key, uint32_t stem_bytes) {
  for (; (pack.summaries[key].chain_roles & pack::kCommon) != 0; key = pack.summaries[key].shorter) {
    const uint32_t length = pack.summaries[key].length;
    if (length < 2 * kSyllableBytes) return 0;
    if (length <= stem_bytes && (pack.summaries[key].roles & pack::kCommon) != 0) return length;
  }
  return 0;
}

bool EndsInNounSuffix(const LanguagePack& pack, std::string_view stem) {
  return (pack.summaries[pack.words.Whole(stem.substr(stem.size() - kSyllableBytes))].roles & pack::kNounSuffix) != 0;
}

bool EndsInCopula(const LanguagePack& pack, std::string_view word) {
  return std::any_of(pack.copulas.begin(), pack.copulas.end(), [&](std::string_view copula) { return word.size() >= copula.size() + 2 * kSyllableBytes && word.ends_with(copula); });
}

bool BeginsWithSurname(const LanguagePack& pack, std::string_view stem) {
  return stem.size() >= 2 * kSyllableBytes && stem.size() <= 4 * kSyllableBytes && pack.surnames.Exact(stem.substr(0, kSyllableBytes), 1) == 0;
}

uint32_t ComposedOf(const LanguagePack& pack, uint32_t key, std::string_view stem) {
  uint32_t composed = 0;
  for (size_t at = kSyllableBytes; at + 2 * kSyllableBytes <= stem.size(); at += kSyllableBytes) {
    if (!pack.summaries[pack.words.Whole(stem.substr(at))].ordinary) continue;
    if (stem.size() - at >= 3 * kSyllableBytes || (at >= 2 * kSyllableBytes && pack.Summary(key, at).ordinary)) return kAllComposed;
    composed = kEndComposed;
  }
  return composed;
}

}  // namespace

std::optional<uint32_t> OrgSuffixOf(const LanguagePack& pack, std::string_view stem) {
  std::optional<uint32_t> found;
  pack.suffixes.Suffixes(stem, [&](uint32_t index, uint32_t length) {
    if (pack.suffix_entries[index].kind != SuffixEntry::kOrgSuffix || length + kSyllableBytes > stem.size()) return true;
    found = index;
    return false;
  });
  return found;
}

uint32_t ShapeOf(const LanguagePack& pack, std::string_view word, WordClass word_class, uint32_t stem_bytes, const Token& token) {
  const pack::KeySummary& summary = pack.summaries[token.key];
  const std::string_view stem = word.substr(0, stem_bytes);
  uint32_t shape = kShaped;
  if (summary.chain_roles & pack::kOrgPrefix) shape |= kLegalForm;
  if (word_class == WordClass::kPunctuation) return shape;
  if (summary.chain_name || (summary.chain_roles & pack::kCredit) || (!token.known && HoldsGluedName(pack, word))) shape |= kHoldsPackName;
  if (pack.Summary(token.key, stem_bytes).roles & pack::kTitle) shape |= kTitleStem;
  const bool plain = !token.known && token.triggers == 0;
  if (plain && token.ending == pack::Ending::kFinal && EndsInCopula(pack, word)) shape |= kEndsInCopula;
  const bool open = plain && token.ending == pack::Ending::kNone && IsOpenStem(pack, stem, word_class);
  const bool may_be_person = token.grammatical_case == pack::Case::kNone && (token.roles & pack::kCommon) == 0;
  if ((open || may_be_person) && BeginsWithSurname(pack, stem)) shape |= kSurnameFirst;
  if (!open) return shape;
  shape |= kOpenStem;
  if (const auto suffix = OrgSuffixOf(pack, stem)) shape |= (*suffix + 1) << kSuffixShift;
  if (stem.size() < 2 * kSyllableBytes) return shape;
  const bool noun_suffix = EndsInNounSuffix(pack, stem);
  const uint32_t common = BeginsCommon(pack, token.key, stem_bytes);
  if (noun_suffix) shape |= kNounSuffixLast;
  if (common != 0) shape |= kBeginsCommon;
  if (noun_suffix && common != 0 && common + kSyllableBytes == stem.size()) shape |= kDerived;
  return shape | ComposedOf(pack, token.key, stem);
}

}  // namespace entente::mention
