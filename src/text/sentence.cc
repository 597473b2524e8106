// Sentences of a block. A stop ends one unless it is inside a number, an abbreviation, a quotation or parentheses; lost
// blanks after a stop ("밝혔다.이번") do not hide the end.
// Tested by: tests/unit/text/document_test.cc
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>

#include "text/document.h"
#include "text/unicode.h"

namespace entente::text {
namespace {

constexpr uint32_t kMaxSentenceBytes = 4096;  // some 400 words
constexpr uint32_t kMaxQuoteBytes = 1200;  // a quotation that does not close within this is a stray mark
constexpr uint32_t kMaxQuoteDepth = 16;

// Bytes that may begin a stop or an opening quote or parenthesis: the marks of ASCII, and E2 and E3 of “ 「 。.
constexpr std::array<bool, 256> kMayEnd = [] {
  std::array<bool, 256> may{};
  for (const unsigned char byte : {0x2E, 0x3F, 0x21, 0x28, 0x22, 0xE2, 0xE3}) may[byte] = true;
  return may;
}();

// The first byte from `at` on that may begin one of these, or the end.
uint32_t FindMayEnd(std::string_view text, uint32_t at, uint32_t end) {
#ifdef __SSE2__
  for (; at + 16 <= end; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto is = [](const __m128i& value, int byte) { return _mm_cmpeq_epi8(value, _mm_set1_epi8(static_cast<char>(byte))); };
    const __m128i even = _mm_and_si128(bytes, _mm_set1_epi8(static_cast<char>(0xFE)));
    const __m128i marks = _mm_or_si128(_mm_or_si128(is(bytes, '.'), is(bytes, '?')), _mm_or_si128(_mm_or_si128(is(bytes, '!'), is(bytes, '(')), _mm_or_si128(is(bytes, '"'), is(even, 0xE2))));
    if (const int found = _mm_movemask_epi8(marks); found != 0) return at + static_cast<uint32_t>(__builtin_ctz(static_cast<unsigned>(found)));
  }
#endif
  while (at < end && !kMayEnd[static_cast<uint8_t>(text[at])]) ++at;
  return at;
}

bool IsSpaceAt(std::string_view text, uint32_t at, uint32_t end) { return at >= end || static_cast<uint8_t>(text[at]) <= ' '; }

// The end of the quotation or parenthesis that opens at `at`, or 0 when it does not close in time.
uint32_t ClosingEnd(std::string_view text, uint32_t at, uint32_t end) {
  const CodePoint open = Decode(text, at);
  const std::string_view close = open.value == '(' ? ")" : open.value == 0x201C ? "\u201D" : open.value == 0x300C ? "\u300D" : "\"";
  const std::string_view again = open.value == '"' ? std::string_view() : text.substr(at, open.length);
  uint32_t depth = 0;
  const uint32_t stop = std::min<uint32_t>(end, at + kMaxQuoteBytes);
  for (uint32_t i = at + open.length; i < stop; ++i) {
    if (text[i] != close[0] && text[i] != text[at]) continue;
    const std::string_view mark = text.substr(i, open.length);
    if (mark == again) {
      if (++depth > kMaxQuoteDepth) return 0;  // no text nests so deep, and to look on from each mark takes long
    } else if (mark == close && depth-- == 0) {
      return i + open.length;
    }
  }
  return 0;
}

// Is the '.' at `at` part of a number, a web address or an abbreviation such as "Inc." or "U.S."?
bool IsInnerDot(std::string_view text, uint32_t at, uint32_t end, const pack::LanguagePack* pack) {
  if (at == 0 || at + 1 >= end) return false;
  const char next = text[at + 1], before = text[at - 1];
  if (IsAsciiDigit(before) && IsAsciiDigit(next)) return true;
  const bool letter_before = IsAsciiLower(before) || IsAsciiUpper(before) || IsAsciiDigit(before);
  if (letter_before && (IsAsciiLower(next) || IsAsciiDigit(next) || next == '.')) return true;
  // the sign of a share: COL.N
  if (IsAsciiUpper(before) && IsAsciiUpper(next) && (at + 2 >= end || !IsAsciiLower(text[at + 2]))) return true;
  if (!IsAsciiUpper(before) && !IsAsciiLower(before)) return false;
  // a word of up to four letters with a capital, before a capital or a comma: "Corp.", "Mr.", "J."
  uint32_t first = at;
  while (first > 0 && (IsAsciiLower(text[first - 1]) || IsAsciiUpper(text[first - 1]) || text[first - 1] == '.')) --first;
  const std::string_view word = text.substr(first, at - first);
  if (word.size() == 1 || word.find('.') != std::string_view::npos) return !(word.size() == 1 && !IsAsciiUpper(word[0]));
  return pack != nullptr && std::find(pack->abbreviations.begin(), pack->abbreviations.end(), word) != pack->abbreviations.end();
}

}  // namespace

// Leaves out what stands before the article's first words: "(서울=뉴스) 홍길동 기자 =" and "[신문 홍길동 기자]".
uint32_t Document::SkipByline(uint32_t begin, uint32_t end) const {
  if (pack_ == nullptr) return begin;
  const std::string_view head = std::string_view(text_).substr(begin, std::min<uint32_t>(end - begin, 160));
  if (head.find('=') == std::string_view::npos && head.find(']') == std::string_view::npos) return begin;  // most have none
  for (const std::string_view marker : pack_->byline_markers) {
    const size_t at = head.find(marker);
    if (at == std::string_view::npos) continue;
    const size_t close = head.find_first_of("=]", at);
    const size_t after = at + marker.size();
    if (close != std::string_view::npos && close <= after + 12) return begin + static_cast<uint32_t>(close) + 1;
  }
  return begin;
}

void Document::AddSentence(uint32_t begin, uint32_t end, uint32_t block) {
  while (begin < end && static_cast<uint8_t>(text_[begin]) <= ' ') ++begin;
  while (end > begin && static_cast<uint8_t>(text_[end - 1]) <= ' ') --end;
  // what goes on without a stop is cut at a blank, so that no later stage meets a sentence of millions of words
  while (end - begin > kMaxSentenceBytes) {
    uint32_t cut = begin + kMaxSentenceBytes;
    while (cut > begin + kMaxSentenceBytes / 2 && static_cast<uint8_t>(text_[cut]) > ' ') --cut;
    while ((static_cast<uint8_t>(text_[cut]) & 0xC0) == 0x80) --cut;
    AddSentence(begin, cut, block);
    begin = cut;
    while (begin < end && static_cast<uint8_t>(text_[begin]) <= ' ') ++begin;
  }
  if (begin == end) return;
  Sentence sentence{.begin = begin, .end = end, .block = block, .first_word = static_cast<uint32_t>(words_.size())};
  FindWords(begin, end);
  sentence.end_word = static_cast<uint32_t>(words_.size());
  sentences_.push_back(sentence);
}

void Document::FindSentencesOf(uint32_t block) {
  const std::string_view text = text_;
  const uint32_t end = blocks_[block].end;
  uint32_t begin = SkipByline(blocks_[block].begin, end);
  for (uint32_t at = begin; at < end;) {
    at = FindMayEnd(text, at, end);
    if (at >= end) break;
    const CodePoint c = Decode(text, at);
    if (c.value == '(' || c.value == 0x201C || c.value == '"' || c.value == 0x300C) {
      if (const uint32_t closed = ClosingEnd(text, at, end); closed != 0) {
        at = closed;
        continue;
      }
    }
    at += c.length;
    const bool dot = c.value == '.' && !IsInnerDot(text, at - 1, end, pack_);
    if (!dot && c.value != '?' && c.value != '!' && c.value != 0x3002) continue;
    // closing marks belong to the sentence; a particle glued to them carries it on
    while (at < end) {
      const CodePoint next = Decode(text, at);
      const char32_t mark = FoldMark(next.value);
      if (mark != '.' && mark != '"' && mark != '\'' && mark != ')' && mark != ']') break;
      if ((mark == '"' || mark == '\'') && !IsSpaceAt(text, at + next.length, end) && next.value != 0x201D && next.value != 0x2019) break;
      at += next.length;
    }
    AddSentence(begin, at, block);
    begin = at;
  }
  AddSentence(begin, end, block);
}

void Document::FindSentences() {
  for (uint32_t i = 0; i < blocks_.size(); ++i) {
    blocks_[i].first_sentence = static_cast<uint32_t>(sentences_.size());
    if (blocks_[i].kind != BlockKind::kTail) FindSentencesOf(i);
    blocks_[i].end_sentence = static_cast<uint32_t>(sentences_.size());
  }
}

}  // namespace entente::text
