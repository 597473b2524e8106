// One pass sets bits for digits, sentence ends and places where a word may start; everything else walks the set bits. A word is looked up
// by its head, its first two syllables or letters: a filter of bits first, then a table, then its candidates, longest first.
#include "bench/sketch.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace entente::bench {
namespace {

constexpr uint64_t kSyllables = 0xFFFFFFFFFFFF, kLetters = 0xFFFF;  // the bytes of a head

uint64_t Load(const char* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}
uint64_t HeadOf(uint64_t bytes) { return bytes & ((bytes & 0x80) != 0 ? kSyllables : kLetters); }
uint64_t Hash(uint64_t head) { return head * 0x9E3779B97F4A7C15ULL >> 48; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Bits of 16 bytes, of each class.
struct Bits {
  uint64_t digit, stop, start, suspect;
};

#ifdef __SSE2__
Bits BitsOf(const char* at) {
  const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const auto bits = [](__m128i v) { return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(v))); };
  const auto is = [&](int byte) { return _mm_cmpeq_epi8(c, _mm_set1_epi8(static_cast<char>(byte))); };
  const auto between = [](__m128i v, char low, char high) { return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8(static_cast<char>(low - 1))), _mm_cmplt_epi8(v, _mm_set1_epi8(static_cast<char>(high + 1)))); };
  const __m128i letter = between(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 'z');
  // as signed numbers the leads E3 to EF of three bytes are -29 to -17, and bytes that follow below -64
  const __m128i lead = between(c, -30, -16);
  const __m128i stop = _mm_or_si128(_mm_or_si128(is('.'), is('\n')), _mm_or_si128(is('!'), is('?')));
  const __m128i suspect = _mm_or_si128(_mm_or_si128(is(0xCC), is(0xCD)), _mm_or_si128(is(0xE1), is(0xEF)));
  return {bits(between(c, '0', '9')), bits(stop), bits(_mm_or_si128(lead, letter)), bits(suspect)};
}
#else
Bits BitsOf(const char* at) {
  Bits bits{};
  for (int i = 0; i < 16; ++i) {
    const auto c = static_cast<unsigned char>(at[i]);
    const unsigned char small = c | 0x20;
    bits.digit |= uint64_t{c >= '0' && c <= '9'} << i;
    bits.stop |= uint64_t{c == '.' || c == '\n' || c == '!' || c == '?'} << i;
    bits.start |= uint64_t{(c >= 0xE2 && c <= 0xF0) || (small >= 'a' && small <= 'z')} << i;
    bits.suspect |= uint64_t{c == 0xCC || c == 0xCD || c == 0xE1 || c == 0xEF} << i;
  }
  return bits;
}
#endif

bool StartsWith(std::string_view text, size_t at, std::string_view word) { return text.compare(at, word.size(), word) == 0; }

struct Unit {
  std::string_view word;
  int64_t times;
  const char* currency;
};
constexpr Unit kScales[] = {{"조", 1'000'000'000'000, nullptr}, {"억", 100'000'000, nullptr}, {"만", 10'000, nullptr}, {"천", 1'000, nullptr}, {"백", 100, nullptr}};
constexpr Unit kUnits[] = {{"원", 1, "KRW"}, {"달러", 1, "USD"}, {"유로", 1, "EUR"}, {"엔", 1, "JPY"}, {"위안", 1, "CNY"}, {"파운드", 1, "GBP"}, {"크로나", 1, "SEK"}};

const Unit* UnitAt(std::string_view text, size_t at, const Unit* begin, const Unit* end) {
  for (const Unit* unit = begin; unit != end; ++unit)
    if (StartsWith(text, at, unit->word)) return unit;
  return nullptr;
}

void AppendNumber(int64_t number, std::string* out) {
  char digits[24];
  char* at = digits + sizeof digits;
  do {
    *--at = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  out->append(at, static_cast<size_t>(digits + sizeof digits - at));
}

}  // namespace

Sketch::Sketch(const std::vector<std::string>& names, const std::vector<std::string>& triggers) {
  for (const auto* words : {&names, &triggers})
    for (const std::string& word : *words) {
      if (word.size() < 2 || (static_cast<unsigned char>(word[0]) >= 0x80 && word.size() < 6)) continue;
      entries_.push_back({word, words == &triggers});
    }
  const auto head = [](const Entry& entry) {
    char bytes[8] = {};
    std::memcpy(bytes, entry.word.data(), std::min<size_t>(8, entry.word.size()));
    return HeadOf(Load(bytes));
  };
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) { return head(a) != head(b) ? head(a) < head(b) : a.word.size() > b.word.size(); });
  slots_.resize(std::bit_ceil(entries_.size() * 2));
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    const uint64_t key = head(entries_[i]);
    filter_[Hash(key) >> 6] |= uint64_t{1} << (Hash(key) & 63);
    size_t at = Hash(key) & (slots_.size() - 1);
    while (slots_[at].head != 0 && slots_[at].head != key) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].head == 0) slots_[at] = {key, i, i};
    slots_[at].end = i + 1;
  }
}

const Sketch::Slot* Sketch::SlotOf(uint64_t head) const {
  const uint64_t hash = Hash(head);
  if ((filter_[hash >> 6] >> (hash & 63) & 1) == 0) return nullptr;
  for (size_t at = hash & (slots_.size() - 1); slots_[at].head != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].head == head) return &slots_[at];
  return nullptr;
}

const Sketch::Entry* Sketch::Match(std::string_view text, size_t at) const {
  const Slot* slot = SlotOf(HeadOf(Load(text.data() + at)));
  if (slot == nullptr) return nullptr;
  for (uint32_t i = slot->first; i < slot->end; ++i)
    if (StartsWith(text, at, entries_[i].word)) return &entries_[i];
  return nullptr;
}

void Sketch::Classify(std::string_view text) {
  const size_t blocks = (text.size() + 63) / 64;
  digits_.resize(blocks);
  stops_.resize(blocks);
  starts_.resize(blocks);
  uint64_t suspect = 0;
  for (size_t block = 0; block < blocks; ++block) {
    Bits all{};
    const size_t left = text.size() - block * 64;
    for (unsigned part = 0; part < 64 && part < left; part += 16) {
      const Bits bits = BitsOf(text.data() + block * 64 + part);
      all.digit |= bits.digit << part;
      all.stop |= bits.stop << part;
      all.start |= bits.start << part;
      all.suspect |= bits.suspect << part;
    }
    const uint64_t inside = left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
    digits_[block] = all.digit & inside;
    stops_[block] = all.stop & inside;
    starts_[block] = all.start & inside;
    suspect |= all.suspect & inside;
  }
  suspects_ += suspect != 0 ? 1 : 0;
}

void Sketch::ReadWords(std::string_view text) {
  found_.clear();
  size_t free_from = 0;
  for (size_t block = 0; block < starts_.size(); ++block)
    for (uint64_t bits = starts_[block]; bits != 0; bits &= bits - 1) {
      const size_t at = block * 64 + static_cast<size_t>(std::countr_zero(bits));
      if (at < free_from || at + 8 > text.size()) continue;
      const bool letter = static_cast<unsigned char>(text[at]) < 0x80;
      if (letter) {  // a word of letters from its first to its last
        size_t end = at;
        while (end < text.size() && IsLetter(text[end])) ++end;
        free_from = end;
      }
      const Entry* entry = Match(text, at);
      if (entry == nullptr) continue;
      const size_t end = at + entry->word.size();
      found_.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end), entry->trigger});
      free_from = std::max(free_from, end);
    }
}

void Sketch::ReadFigure(std::string_view text, size_t at) {
  const size_t begin = at;
  int64_t total = 0;
  size_t end = at;
  for (;;) {
    int64_t figure = 0, parts = 1;
    bool point = false;
    for (; at < text.size(); ++at) {
      if (IsDigit(text[at])) {
        if (parts > 1'000 || figure > 100'000'000'000) return;  // longer than sums are
        figure = figure * 10 + (text[at] - '0');
        parts *= point ? 10 : 1;
      } else if (!point && text[at] == '.' && at + 1 < text.size() && IsDigit(text[at + 1])) {
        point = true;
      } else if (text[at] != ',' || at + 1 >= text.size() || !IsDigit(text[at + 1])) {
        break;
      }
    }
    int64_t times = 1;
    while (const Unit* scale = UnitAt(text, at, std::begin(kScales), std::end(kScales))) {
      times *= scale->times;
      if (times > 100'000'000'000'000) return;
      at += scale->word.size();
    }
    total += figure > 9'000'000'000'000'000 / times ? 0 : figure * times / parts;
    end = at;
    const size_t next = at < text.size() && text[at] == ' ' ? at + 1 : at;
    if (times == 1 || next >= text.size() || !IsDigit(text[next])) break;
    at = next;
  }
  const size_t unit_at = end < text.size() && text[end] == ' ' ? end + 1 : end;
  if (const Unit* unit = UnitAt(text, unit_at, std::begin(kUnits), std::end(kUnits))) {
    sums_.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(unit_at + unit->word.size()), total, unit->currency});
    return;
  }
  const auto value = static_cast<int32_t>(std::min<int64_t>(total, 9999));
  const bool year = StartsWith(text, end, "년"), month = StartsWith(text, end, "월"), day = StartsWith(text, end, "일");
  if (!year && !month && !day) return;
  const bool goes_on = !days_.empty() && days_.back().end + 1 == begin && !year;
  if (!goes_on) days_.push_back({static_cast<uint32_t>(begin), 0});
  Day& last = days_.back();
  (year ? last.year : month ? last.month : last.day) = value;
  last.end = static_cast<uint32_t>(end + 3);
}

void Sketch::ReadFigures(std::string_view text) {
  sums_.clear();
  days_.clear();
  uint64_t before = 0;
  size_t free_from = 0;
  for (size_t block = 0; block < digits_.size(); ++block) {
    const uint64_t digits = digits_[block];
    for (uint64_t bits = digits & ~(digits << 1 | before); bits != 0; bits &= bits - 1) {
      const size_t at = block * 64 + static_cast<size_t>(std::countr_zero(bits));
      if (at < free_from) continue;
      ReadFigure(text, at);
      if (!sums_.empty()) free_from = std::max<size_t>(free_from, sums_.back().end);
    }
    before = digits >> 63;
  }
}

void Sketch::Tell(std::string_view text, uint32_t begin, uint32_t end, size_t word, size_t sum, size_t day, std::string* out) {
  if (out->back() == '}') *out += ',';
  *out += "{\"begin\":";
  AppendNumber(begin, out);
  *out += ",\"end\":";
  AppendNumber(end, out);
  *out += ",\"parties\":[";
  for (; word < found_.size() && found_[word].begin < end; ++word) {
    if (found_[word].trigger) continue;
    if (out->back() != '[') *out += ',';
    *out += '"';
    out->append(text.substr(found_[word].begin, found_[word].end - found_[word].begin));
    *out += '"';
  }
  *out += ']';
  if (sum < sums_.size() && sums_[sum].begin < end) {
    *out += ",\"currency\":\"";
    *out += sums_[sum].currency;
    *out += "\",\"amount\":";
    AppendNumber(sums_[sum].value, out);
  }
  if (day < days_.size() && days_[day].begin < end)
    for (const int32_t part : {days_[day].year, days_[day].month, days_[day].day}) {
      *out += ",\"date\":";
      AppendNumber(part, out);
    }
  *out += '}';
  ++deals_;
}

// A sentence with a trigger and a name tells a deal, with its first sum and day.
void Sketch::Link(std::string_view text, std::string* out) {
  size_t word = 0, sum = 0, day = 0;
  uint32_t begin = 0;
  const auto close = [&](uint32_t end) {
    while (word < found_.size() && found_[word].begin < begin) ++word;
    bool trigger = false, name = false;
    for (size_t i = word; i < found_.size() && found_[i].begin < end; ++i) (found_[i].trigger ? trigger : name) = true;
    if (trigger && name) {
      while (sum < sums_.size() && sums_[sum].begin < begin) ++sum;
      while (day < days_.size() && days_[day].begin < begin) ++day;
      Tell(text, begin, end, word, sum, day, out);
    }
    begin = end;
  };
  for (size_t block = 0; block < stops_.size(); ++block)
    for (uint64_t bits = stops_[block]; bits != 0; bits &= bits - 1) {
      const size_t at = block * 64 + static_cast<size_t>(std::countr_zero(bits));
      if (text[at] == '\n' || at + 1 == text.size() || static_cast<unsigned char>(text[at + 1]) <= ' ') close(static_cast<uint32_t>(at + 1));
    }
  if (begin < text.size()) close(static_cast<uint32_t>(text.size()));
}

bool Sketch::Read(std::string_view line, std::string* out) {
  simdjson::ondemand::document record;
  if (parser_.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING).get(record)) return false;
  simdjson::ondemand::object fields;
  if (record.get_object().get(fields)) return false;
  std::string_view id, published, title, body;
  for (auto field : fields) {
    std::string_view key, value;
    if (field.unescaped_key().get(key) || field.value().get_string().get(value)) return false;
    (key == "id" ? id : key == "published" ? published : key == "title" ? title : body) = value;
  }
  *out += "{\"id\":\"";
  out->append(id);
  *out += "\",\"published\":\"";
  out->append(published);
  *out += "\",\"deals\":[";
  for (const std::string_view text : {title, body}) {
    Classify(text);
    ReadFigures(text);
    ReadWords(text);
    Link(text, out);
  }
  *out += "]}\n";
  return !title.empty() || !body.empty();
}

}  // namespace entente::bench
