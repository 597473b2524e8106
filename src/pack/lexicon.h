// Dictionaries of strings that a text is searched for: at a position forwards (names, triggers) or backwards (endings).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace entente::pack {

// Finds all keys that begin at a place of a text, longest first. Keys are grouped by their first bytes (two Hangul
// syllables or up to six ASCII letters), groups sit in one hash table, so a place that starts no key costs two probes.
class Lexicon {
 public:
  // Several values may share a key. Views must outlive the lexicon. Requires: before Build.
  void Add(std::string_view key, uint32_t value) { entries_.push_back({key, value}); }
  void Build();

  // Calls found(value, key length) for every key that `text` starts with, longest first, until it returns false.
  template <typename Found>
  void Prefixes(std::string_view text, Found found) const {
    for (const uint32_t length : {6u, 3u, 1u}) {
      if (text.size() < length) continue;
      const Group* group = Find(KeyOf(text.data(), length), length);
      if (group == nullptr) continue;
      for (uint32_t i = group->first; i < group->end; ++i) {
        const Entry& entry = entries_[i];
        if (entry.key.size() <= text.size() && std::memcmp(entry.key.data(), text.data(), entry.key.size()) == 0 &&
            !found(entry.value, static_cast<uint32_t>(entry.key.size())))
          return;
      }
    }
  }

  // The value of exactly `key`, or `missing`.
  uint32_t Exact(std::string_view key, uint32_t missing) const {
    uint32_t result = missing;
    Prefixes(key, [&](uint32_t value, uint32_t length) {
      if (length == key.size()) result = value;
      return length > key.size();
    });
    return result;
  }

 private:
  struct Entry {
    std::string_view key;
    uint32_t value;
  };
  struct Group {
    uint64_t prefix = 0;  // length in the top byte; 0: free slot
    uint32_t first = 0, end = 0;
  };
  static uint64_t KeyOf(const char* bytes, uint32_t length) {
    uint64_t key = 0;
    std::memcpy(&key, bytes, length);
    return key | static_cast<uint64_t>(length) << 56;
  }
  static uint64_t Hash(uint64_t key) { return (key * 0x9E3779B97F4A7C15u) >> 20; }
  const Group* Find(uint64_t key, uint32_t) const {
    if (groups_.empty()) return nullptr;
    for (uint64_t at = Hash(key) & mask_;; at = (at + 1) & mask_) {
      if (groups_[at].prefix == key) return &groups_[at];
      if (groups_[at].prefix == 0) return nullptr;
    }
  }

  std::vector<Entry> entries_;
  std::vector<Group> groups_;
  uint64_t mask_ = 0;
};

// Finds the keys that end a word, longest first. Keys are short (particles, endings, name suffixes).
class SuffixLexicon {
 public:
  void Add(std::string_view key, uint32_t value) { entries_.push_back({key, value}); }
  void Build();

  template <typename Found>
  void Suffixes(std::string_view word, Found found) const {
    if (word.empty() || heads_.empty()) return;
    const uint32_t bucket = BucketOf(word);
    for (uint32_t i = heads_[bucket]; i < heads_[bucket + 1]; ++i) {
      const Entry& entry = entries_[i];
      if (word.ends_with(entry.key) && !found(entry.value, static_cast<uint32_t>(entry.key.size()))) return;
    }
  }

 private:
  struct Entry {
    std::string_view key;
    uint32_t value;
  };
  static constexpr uint32_t kBuckets = 1024;
  static uint32_t BucketOf(std::string_view word) {
    const auto byte = [&](size_t back) { return back <= word.size() ? static_cast<uint8_t>(word[word.size() - back]) : 0u; };
    if (byte(1) < 0x80) return byte(1);
    return (byte(1) * 31u + byte(2) * 131u) % kBuckets;
  }
  std::vector<Entry> entries_;
  std::vector<uint32_t> heads_;
};

}  // namespace entente::pack
