// Normalisation. Nearly every Korean text is composed already, so the common case is: check UTF-8, look once for bytes
// that can start something to change (16 at a time where SSE2 is there), copy. Only from the first real change on is a
// map kept, and only around characters that ICU lists as not stable under NFC is ICU asked.
//
//   "ＫＴ는 3억 달러" with full-width letters and a no-break space gives "KT는 3억 달러"; the map sends [0, 2) to [0, 6).
//
// Where it gives up: a run of more than 64 combining marks is composed in pieces of 64, so that time stays linear.
// Tested by: tests/unit/text/normalise_test.cc (against ICU on every code point).
#include "text/normalise.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <array>
#include <cstdint>
#include <new>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/encoding.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace entente::text {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr int kMostBefore = 32;  // code points looked at before and after a change; Unicode's stream-safe form allows 30 marks
constexpr int kMostInSegment = 64;
constexpr char32_t kRemoved = 0;

bool In(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// What stands for `c` in the normalised text: itself, another code point, or kRemoved.
char32_t Fold(char32_t c) {
  if (c < 0x20) return c == '\n' || c == '\t' ? c : c == '\r' ? U'\n' : U' ';
  if (c < 0x7F) return c;
  if (c <= 0xA0) return c == 0x85 ? U'\n' : U' ';                    // C1 controls, no-break space
  if (c == 0xAD || c == 0x034F || c == 0x061C || c == 0x180E) return kRemoved;  // soft hyphen, joiners, marks
  if (In(c, 0x2000, 0x206F)) {
    if (c <= 0x200A || c == 0x202F || c == 0x205F) return U' ';
    if (c == 0x2028 || c == 0x2029) return U'\n';
    if (In(c, 0x200B, 0x200F) || In(c, 0x202A, 0x202E) || c >= 0x2060) return kRemoved;
    return c;
  }
  if (c == 0x1680 || c == 0x3000 || c == 0x3164 || c == 0xFFA0) return U' ';
  if (In(c, 0xFE00, 0xFE0F) || c == 0xFEFF || In(c, 0xE0000, 0xE01EF)) return kRemoved;  // variation selectors, BOM, tags
  if (In(c, 0xFF01, 0xFF5E)) return c - 0xFEE0;                      // full-width ASCII
  constexpr char32_t kSigns[] = {0xA2, 0xA3, 0xAC, 0xAF, 0xA6, 0xA5, 0x20A9};
  if (In(c, 0xFFE0, 0xFFE6)) return kSigns[c - 0xFFE0];
  return c;
}

// Between ASCII digits it stays: "$20，300" may be two sums, while "１，２００" is one.
constexpr char32_t kWideComma = 0xFF0C;

bool IsHalfKana(char32_t c) { return In(c, 0xFF61, 0xFF9F); }

bool IsUnstable(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return u_getIntPropertyValue(point, UCHAR_NFC_QUICK_CHECK) != UNORM_YES || u_getCombiningClass(point) != 0;
}

struct Tables {
  const UNormalizer2* nfc = nullptr;
  const UNormalizer2* nfkc = nullptr;
  std::array<uint64_t, 1024> unstable{};  // one bit for each code point of the first plane
  std::array<uint64_t, 1024> suspect{};   // unstable, or changed by Fold, or half-width kana

  Tables() {
    UErrorCode error = U_ZERO_ERROR;
    nfc = unorm2_getNFCInstance(&error);
    nfkc = unorm2_getNFKCInstance(&error);
    if (U_FAILURE(error)) {
      nfc = nfkc = nullptr;
      return;
    }
    for (char32_t c = 0; c < 0x10000; ++c) {
      if (In(c, 0x3400, 0x9FFF) || In(c, 0xAC00, 0xF8FF)) continue;  // ideographs, Hangul syllables, surrogates, private use
      const uint64_t bit = uint64_t{1} << (c & 63);
      const bool unstable_here = IsUnstable(c);
      if (unstable_here) unstable[c >> 6] |= bit;
      if (unstable_here || Fold(c) != c || IsHalfKana(c)) suspect[c >> 6] |= bit;
    }
  }
  bool Unstable(char32_t c) const { return c < 0x10000 ? (unstable[c >> 6] >> (c & 63) & 1) != 0 : IsUnstable(c); }
  bool Suspect(char32_t c) const {
    return c < 0x10000 ? (suspect[c >> 6] >> (c & 63) & 1) != 0 : Fold(c) != c || IsUnstable(c);
  }
  bool StartsSegment(char32_t c) const { return unorm2_hasBoundaryBefore(nfc, static_cast<UChar32>(c)) != 0; }
};

const Tables& TablesOnce() {
  static const Tables tables;
  return tables;
}

// True for bytes that can start a suspect code point. Lead bytes that are not here start none; the test checks it.
bool IsCandidate(unsigned char byte, unsigned char next) {
  if (byte < 0x20) return byte != '\n' && byte != '\t';
  if (byte == 0xEA) return next < 0xB0;  // before the Hangul syllables
  return byte == 0x7F || byte == 0xC2 || (byte >= 0xCC && byte <= 0xCE) || (byte >= 0xD2 && byte <= 0xE3) || byte >= 0xEF;
}

#ifdef __SSE2__
// Bit i is set when IsCandidate(at[i], at[i + 1]). Reads 17 bytes.
uint32_t CandidateBits(const char* at) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 1));
  const auto all = [](int byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto is = [&](int byte) { return _mm_cmpeq_epi8(bytes, all(byte)); };
  const auto at_most = [&](__m128i v, int byte) { return _mm_cmpeq_epi8(_mm_min_epu8(v, all(byte)), v); };
  const auto at_least = [&](__m128i v, int byte) { return _mm_cmpeq_epi8(_mm_max_epu8(v, all(byte)), v); };
  const __m128i control = _mm_andnot_si128(_mm_or_si128(is('\n'), is('\t')), at_most(bytes, 0x1F));
  const __m128i combining = _mm_and_si128(at_least(bytes, 0xCC), at_most(bytes, 0xCE));
  const __m128i scripts = _mm_and_si128(at_least(bytes, 0xD2), at_most(bytes, 0xE3));
  const __m128i before_hangul = _mm_and_si128(is(0xEA), at_most(next, 0xAF));
  const __m128i any = _mm_or_si128(_mm_or_si128(_mm_or_si128(control, combining), _mm_or_si128(scripts, before_hangul)),
                                   _mm_or_si128(_mm_or_si128(is(0xC2), is(0x7F)), at_least(bytes, 0xEF)));
  return static_cast<uint32_t>(_mm_movemask_epi8(any));
}
#endif

// The offset of the first suspect code point at or after `at`, or kNone.
size_t FindSuspect(const Tables& tables, std::string_view text, size_t at) {
#ifdef __SSE2__
  for (; at + 17 <= text.size(); at += 16) {
    for (uint32_t bits = CandidateBits(text.data() + at); bits != 0; bits &= bits - 1) {
      const size_t here = at + static_cast<size_t>(__builtin_ctz(bits));
      if (tables.Suspect(Decode(text, here).value)) return here;
    }
  }
#endif
  for (; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : static_cast<unsigned char>(0);
    if (IsCandidate(byte, next) && tables.Suspect(Decode(text, at).value)) return at;
  }
  return kNone;
}

// Writes the output and its map; text between changes is copied in one piece.
class Writer {
 public:
  Writer(std::string_view source, std::string* out, SourceMap* map) : source_(source), out_(out), map_(map), base_(out->size()) {}

  void CopyTo(size_t end) {
    if (end > copied_) {
      Restart();
      out_->append(source_.substr(copied_, end - copied_));
      copied_ = end;
    }
  }
  // Puts `text` in the place of [begin, end). Bytes that are replaced one for one need no entry in the map.
  void Replace(size_t begin, size_t end, std::string_view text) {
    CopyTo(begin);
    if (end - begin == 1 && text.size() == 1) {
      Restart();
    } else {
      if (!text.empty()) map_->StartReplacement(Output(), static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
      changed_ = true;
    }
    out_->append(text);
    copied_ = end;
  }
  size_t copied() const { return copied_; }

 private:
  uint32_t Output() const { return static_cast<uint32_t>(out_->size() - base_); }
  void Restart() {
    if (changed_) map_->StartRun(Output(), static_cast<uint32_t>(copied_));
    changed_ = false;
  }

  std::string_view source_;
  std::string* out_;
  SourceMap* map_;
  size_t base_;
  size_t copied_ = 0;     // the source up to here is in the output
  bool changed_ = false;  // the next copied byte starts a new run
};

void AppendFolded(char32_t c, std::string* out) {
  const char32_t folded = Fold(c);
  if (folded != kRemoved) AppendUtf8(folded, out);
}

// `text` (a few code points) in composed form, folded.
std::string Compose(const UNormalizer2* form, std::string_view text) {
  std::u16string wide, composed;
  for (size_t at = 0; at < text.size(); at += SequenceLength(static_cast<unsigned char>(text[at]))) {
    const char32_t c = Decode(text, at).value;
    if (c >= 0x10000) wide += static_cast<char16_t>(U16_LEAD(c)), wide += static_cast<char16_t>(U16_TRAIL(c));
    else wide += static_cast<char16_t>(c);
  }
  composed.resize(wide.size() * 18 + 1);  // ICU's own bound for one code point is 18 units
  UErrorCode error = U_ZERO_ERROR;
  const int32_t size = unorm2_normalize(form, wide.data(), static_cast<int32_t>(wide.size()), composed.data(),
                                        static_cast<int32_t>(composed.size()), &error);
  if (error == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_FAILURE(error)) return std::string(text);
  std::string out;
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U16_NEXT(composed.data(), i, size, c);
    AppendFolded(static_cast<char32_t>(c), &out);
  }
  return out;
}

struct Segment {
  size_t begin, end;
};

// The characters around `at` that compose together, not before `floor`.
Segment SegmentAround(const Tables& tables, std::string_view text, size_t at, size_t floor) {
  Segment segment{at, at + SequenceLength(static_cast<unsigned char>(text[at]))};
  for (int i = 0; i < kMostBefore && segment.begin > floor && !tables.StartsSegment(Decode(text, segment.begin).value); ++i)
    segment.begin = Before(text, static_cast<uint32_t>(segment.begin));
  for (int i = 0; i < kMostInSegment && segment.end < text.size() && !tables.StartsSegment(Decode(text, segment.end).value); ++i)
    segment.end += SequenceLength(static_cast<unsigned char>(text[segment.end]));
  return segment;
}

// A half-width kana with the voicing mark that follows it.
Segment KanaAt(std::string_view text, size_t at) {
  Segment segment{at, at + 3};
  if (segment.end < text.size()) {
    const char32_t next = Decode(text, segment.end).value;
    if (next == 0xFF9E || next == 0xFF9F) segment.end += 3;
  }
  return segment;
}

}  // namespace

Status Normalise(std::string_view source, std::string* out, SourceMap* map) {
  map->Clear();
  if (Status status = CheckUtf8(source); !status.ok()) return status;
  const Tables& tables = TablesOnce();
  if (tables.nfc == nullptr) return Status(Code::kInternal, "ICU has no normalisation data");
  Writer writer(source, out, map);
  std::string piece;
  size_t done = 0;  // changes may not reach back before this
  for (size_t at = FindSuspect(tables, source, 0); at != kNone; at = FindSuspect(tables, source, done)) {
    const char32_t c = Decode(source, at).value;
    if (IsHalfKana(c) || tables.Unstable(c)) {
      const Segment segment = IsHalfKana(c) ? KanaAt(source, at) : SegmentAround(tables, source, at, done);
      const std::string_view before = source.substr(segment.begin, segment.end - segment.begin);
      piece = Compose(IsHalfKana(c) ? tables.nfkc : tables.nfc, before);
      if (piece != before) writer.Replace(segment.begin, segment.end, piece);
      done = segment.end;
      continue;
    }
    done = at + SequenceLength(static_cast<unsigned char>(source[at]));
    if (c == kWideComma && at > 0 && IsAsciiDigit(source[at - 1]) && done < source.size() && IsAsciiDigit(source[done])) continue;
    piece.clear();
    const bool line_end_follows = c == '\r' && done < source.size() && source[done] == '\n';
    if (!line_end_follows) AppendFolded(c, &piece);
    writer.Replace(at, done, piece);
  }
  writer.CopyTo(source.size());
  return {};
}

Status PrepareText() {
  if (TablesOnce().nfc == nullptr) return Status(Code::kInternal, "ICU has no normalisation data");
  PrepareHtml();
  return PrepareEncodings();
}

}  // namespace entente::text
