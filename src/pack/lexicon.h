// Dictionaries of strings that a text is searched for: at a position forwards (names, triggers) or backwards (endings).
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace entente::pack {

// Finds all keys that begin at a place of a text, longest first. Keys are grouped by their first bytes (two Hangul
// syllables, one, or one ASCII letter); groups sit in one hash table, so a place that starts no key costs a few probes.
// A group is sorted: the greatest key that is not above the text leads, by links from key to shorter key, to all of them.
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
      const Group* group = Find(KeyOf(text.data(), length));
      if (group == nullptr) continue;
      for (uint32_t i = Last(*group, text); i != kNone; i = links_[i]) {
        const std::string_view key = entries_[i].key;
        if (key.size() > text.size() || std::memcmp(key.data(), text.data(), key.size()) != 0) continue;
        for (uint32_t same = i; same < group->end && entries_[same].key == key; ++same)
          if (!found(entries_[same].value, static_cast<uint32_t>(key.size()))) return;
      }
    }
  }

  // Calls found(value) for every value of exactly `key`.
  template <typename Found>
  void Each(std::string_view key, Found found) const {
    if (exact_.empty()) return;
    for (uint64_t at = HashOf(key) & exact_mask_; exact_[at] != kNone; at = (at + 1) & exact_mask_) {
      if (entries_[exact_[at]].key != key) continue;
      for (uint32_t i = exact_[at]; i < entries_.size() && entries_[i].key == key; ++i) found(entries_[i].value);
      return;
    }
  }

  // The value of exactly `key`, or `missing`.
  uint32_t Exact(std::string_view key, uint32_t missing) const {
    uint32_t result = missing;
    Each(key, [&](uint32_t value) { result = value; });
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
  void Link(uint32_t first, uint32_t end);
  static uint64_t KeyOf(const char* bytes, uint32_t length) {
    uint64_t key = 0;
    std::memcpy(&key, bytes, length);
    return key | static_cast<uint64_t>(length) << 56;
  }
  static uint64_t Hash(uint64_t key) { return (key * 0x9E3779B97F4A7C15u) >> 20; }
  // Eight bytes at a time, then the rest.
  static uint64_t HashOf(std::string_view key) {
    uint64_t hash = key.size() * 0x9E3779B97F4A7C15u;
    const char* at = key.data();
    size_t left = key.size();
    for (; left >= 8; at += 8, left -= 8) {
      uint64_t word;
      std::memcpy(&word, at, 8);
      hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
      hash ^= hash >> 32;
    }
    uint64_t word = 0;
    std::memcpy(&word, at, left);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
  }
  // The first entry of the greatest key of the group that is not above the text, or kNone.
  uint32_t Last(const Group& group, std::string_view text) const {
    uint32_t low = group.first, high = group.end;
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (entries_[middle].key <= text)
        low = middle + 1;
      else
        high = middle;
    }
    if (low == group.first) return kNone;
    return first_of_[low - 1];
  }
  const Group* Find(uint64_t key) const {
    if (groups_.empty()) return nullptr;
    for (uint64_t at = Hash(key) & mask_;; at = (at + 1) & mask_) {
      if (groups_[at].prefix == key) return &groups_[at];
      if (groups_[at].prefix == 0) return nullptr;
    }
  }

  static constexpr uint32_t kNone = UINT32_MAX;
  std::vector<Entry> entries_;      // sorted by group, then by key
  std::vector<uint32_t> links_;     // for each entry: the first entry of the longest key of its group that its key starts with
  std::vector<uint32_t> first_of_;  // for each entry: the first one with the same key
  std::vector<Group> groups_;
  uint64_t mask_ = 0;
  std::vector<uint32_t> exact_;  // hash table of first entries
  uint64_t exact_mask_ = 0;
};

// Finds the keys that end a word, longest first. For every last character it knows the lengths that keys have, so only
// those are looked up.
class SuffixLexicon {
 public:
  // Requires: before Build; keys of 1 to 63 bytes.
  void Add(std::string_view key, uint32_t value) {
    keys_.Add(key, value);
    lengths_[BucketOf(key)] |= uint64_t{1} << key.size();
  }
  void Build() { keys_.Build(); }

  // Calls found(value, key length) for every key that ends `word`, longest first, until it returns false.
  template <typename Found>
  void Suffixes(std::string_view word, Found found) const {
    if (word.empty()) return;
    uint64_t lengths = lengths_[BucketOf(word)];
    if (word.size() < 63) lengths &= (uint64_t{2} << word.size()) - 1;
    bool more = true;
    while (lengths != 0 && more) {
      const uint32_t length = 63u - static_cast<uint32_t>(std::countl_zero(lengths));
      lengths &= ~(uint64_t{1} << length);
      keys_.Each(word.substr(word.size() - length), [&](uint32_t value) { more = more && found(value, length); });
    }
  }

 private:
  static constexpr uint32_t kBuckets = 2048;
  static uint32_t BucketOf(std::string_view word) {
    const auto byte = [&](size_t back) { return back <= word.size() ? static_cast<uint8_t>(word[word.size() - back]) : 0u; };
    if (byte(1) < 0x80) return byte(1);
    return (byte(1) + byte(2) * 64u + byte(3) * 31u) % kBuckets;
  }
  Lexicon keys_;
  std::array<uint64_t, kBuckets> lengths_{};
};

}  // namespace entente::pack
