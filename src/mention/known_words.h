// What ReadWords says of a word wherever it stands, kept by the bytes of the word: words repeat from article to article. A table of
// pairs of entries: a new word takes the second place of its pair and changes it for the first one when it is met again, so that
// words that come once drive out no others.
// Tested by: tests/unit/mention/word_test.cc
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include "pack/language.h"

namespace entente::mention {

// A hash of short texts: eight bytes at a time, the last ones together with some before them.
struct WordHash {
  size_t operator()(std::string_view word) const {
    uint64_t hash = word.size() * 0x9E3779B97F4A7C15u, first = 0, last = 0;
    const char* at = word.data();
    if (const size_t size = word.size(); size >= 8) {
      std::memcpy(&last, at + size - 8, 8);
      for (const char* const end = at + size - 8; at < end; at += 8) {
        std::memcpy(&first, at, 8);
        hash = Mix(hash ^ first);
      }
    } else if (size >= 4) {
      std::memcpy(&first, at, 4);
      std::memcpy(&last, at + size - 4, 4);
      last |= first << 32;
    } else if (size > 0) {
      last = static_cast<uint64_t>(static_cast<uint8_t>(at[0])) << 16 | static_cast<uint64_t>(static_cast<uint8_t>(at[size / 2])) << 8 | static_cast<uint8_t>(at[size - 1]);
    }
    return Mix(hash ^ last);
  }
  static constexpr uint64_t kFactor = 0xFF51AFD7ED558CCDu;
  static uint64_t Mix(uint64_t hash) {
    hash *= kFactor;
    return hash ^ hash >> 32;
  }
};

// A word with its first sixteen bytes as two numbers, zeros behind its end, by which it is hashed and compared.
struct WordBytes {
  std::string_view word;
  uint64_t low = 0, high = 0;

  WordBytes() = default;
  // Of the bytes [begin, end) of the text.
  WordBytes(std::string_view text, size_t begin, size_t end) : word(text.data() + begin, end - begin) {
    if (begin + 16 > text.size()) {
      ReadAtEnd();
      return;
    }
    uint64_t mask[2];
    std::memcpy(mask, kMasks.data() + 16 - std::min<size_t>(word.size(), 16), 16);
    std::memcpy(&low, word.data(), 8);
    std::memcpy(&high, word.data() + 8, 8);
    low &= mask[0];
    high &= mask[1];
  }

 private:
  // Sixteen bytes from here on mask a word: its bytes, then none.
  static constexpr std::array<uint8_t, 32> kMasks = [] {
    std::array<uint8_t, 32> masks{};
    for (size_t i = 0; i < 16; ++i) masks[i] = 0xFF;
    return masks;
  }();
  // Where fewer than sixteen bytes of the text are left.
  __attribute__((noinline)) void ReadAtEnd() {
    char bytes[16] = {};
    std::memcpy(bytes, word.data(), std::min<size_t>(word.size(), 16));
    std::memcpy(&low, bytes, 8);
    std::memcpy(&high, bytes + 8, 8);
  }
};

struct alignas(64) KnownWord {
  static constexpr size_t kMaxBytes = 34;
  uint64_t triggers = 0;
  uint32_t key = pack::Lexicon::kNone, roles = 0;
  uint32_t place = 0;  // of the pack's lexicon, behind the word
  uint32_t shape = 0;
  pack::Case grammatical_case = pack::Case::kNone;
  pack::Ending ending = pack::Ending::kNone;
  bool known = false, dated = false;  // dated: a quantity covers it
  uint8_t stem_bytes = 0, length = 0;
  char text[kMaxBytes] = {};  // zeros behind the word

  bool Is(const WordBytes& bytes, bool is_dated) const {
    uint64_t low, high;
    std::memcpy(&low, text, 8);
    std::memcpy(&high, text + 8, 8);
    if (((low ^ bytes.low) | (high ^ bytes.high)) != 0 || length != bytes.word.size() || dated != is_dated) return false;
    return length <= 16 || std::memcmp(text + 16, bytes.word.data() + 16, length - 16u) == 0;
  }
};
static_assert(sizeof(KnownWord) == 64);

class KnownWords {
 public:
  // Forgets the words of another pack. Requires: before Find.
  void Use(const pack::LanguagePack* pack) {
    if (pack_ == pack) return;
    pack_ = nullptr;
    // from calloc: a page that no word comes to takes no memory
    memory_.reset(std::calloc(kEntries + 1, sizeof(KnownWord)));
    if (memory_ == nullptr) throw std::bad_alloc();
    void* first = memory_.get();
    size_t room = (kEntries + 1) * sizeof(KnownWord);
    entries_ = static_cast<KnownWord*>(std::align(alignof(KnownWord), kEntries * sizeof(KnownWord), first, room));
    pack_ = pack;
  }
  static size_t PairOf(const WordBytes& bytes) {
    uint64_t hash = WordHash::Mix(bytes.low ^ bytes.word.size()) ^ bytes.high;
    if (bytes.word.size() > 16) hash = WordHash::Mix(hash) ^ WordHash()(bytes.word.substr(16));
    return (hash * WordHash::kFactor >> (64 - kPairBits)) * 2;  // the upper bits, which all bytes reach
  }
  void Prefetch(size_t pair) const {
    __builtin_prefetch(entries_ + pair);
    __builtin_prefetch(entries_ + pair + 1);
  }
  // The entry of the word in its pair until the next one is looked for, or null.
  const KnownWord* Find(size_t pair, const WordBytes& bytes, bool dated) {
    if (entries_[pair].Is(bytes, dated)) return &entries_[pair];
    if (!entries_[pair + 1].Is(bytes, dated)) return nullptr;
    std::swap(entries_[pair], entries_[pair + 1]);
    return &entries_[pair];
  }
  // Requires: at most kMaxBytes.
  void Put(size_t pair, std::string_view word, const KnownWord& entry) {
    KnownWord& put = entries_[pair + 1] = entry;
    put.length = static_cast<uint8_t>(word.size());
    std::memcpy(put.text, word.data(), word.size());
  }

 private:
  static constexpr uint32_t kPairBits = 14;
  static constexpr size_t kEntries = size_t{2} << kPairBits;  // 2 MB
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };
  const pack::LanguagePack* pack_ = nullptr;
  std::unique_ptr<void, Free> memory_;
  KnownWord* entries_ = nullptr;  // in memory_
};

}  // namespace entente::mention
