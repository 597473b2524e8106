// Dictionaries of strings that a text is searched for: at a position forwards (names, triggers) or backwards (endings).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace entente::pack {

// A trie over characters. The steps that lead on from a place lie side by side in a small hash table of their own, and
// steps of which one follows the other too, so that most look-ups stay in one or two cache lines. The keys that a text starts
// with are a chain, from the longest to the shortest, that the last step names; a reader that asks again keeps that name.
class Lexicon {
 public:
  static constexpr uint32_t kNone = 0;  // no key

  // Several values may share a key. Keys need not outlive Build; an empty one is never found. Requires: before Build.
  void Add(std::string_view key, uint32_t value) { added_.push_back({key, value}); }
  void Build() { BuildTrie<Forwards>(); }

  // The longest key that `text` starts with, or kNone.
  uint32_t Longest(std::string_view text) const;
  // May a key begin the text? Told by its first six bytes, quicker than a look-up; wrong only in saying yes.
  bool MayBegin(std::string_view text) const {
    if (text.size() < 3) return true;
    const uint64_t head = HeadOf(text);
    const uint8_t how = heads_[HeadSlot(head & 0xFFFFFF)];
    return how != 0 && (((how & kShortHead) | (heads_[HeadSlot(head)] & kLongHead)) != 0);
  }
  // For a reader that meets the first `known` bytes again: `*place` is behind them, or 0 where no key goes on. Requires: known > 0.
  uint32_t Longest(std::string_view text, size_t known, uint32_t* place) const;
  // The longest key of a text whose first bytes led to `place`, which is not 0, and that goes on with `rest`.
  uint32_t LongestFrom(uint32_t place, std::string_view rest) const;
  // The next longest key that `key` starts with, or kNone.
  uint32_t Shorter(uint32_t key) const { return keys_[key].shorter; }
  uint32_t Length(uint32_t key) const { return keys_[key].length; }  // in bytes
  // The key that `text` is as a whole, or kNone.
  uint32_t Whole(std::string_view text) const {
    const uint32_t key = Longest(text);
    return keys_[key].length == text.size() ? key : kNone;
  }
  size_t keys() const { return keys_.size() == 1 ? 1 : keys_.size() - 1; }  // every key is below

  // Calls found(value, key length) for every value of `key` and of the keys that it starts with, longest first, until it returns false.
  template <typename Found>
  void Chain(uint32_t key, Found found) const {
    for (; key != kNone; key = keys_[key].shorter)
      for (uint32_t i = keys_[key].first; i < keys_[key + 1].first; ++i)
        if (!found(values_[i], keys_[key].length)) return;
  }
  // Calls found(value) for every value of `key`, in the order in which they were added.
  template <typename Found>
  void Values(uint32_t key, Found found) const {
    if (key == kNone) return;
    for (uint32_t i = keys_[key].first; i < keys_[key + 1].first; ++i) found(values_[i]);
  }
  template <typename Found>
  void Prefixes(std::string_view text, Found found) const {
    Chain(Longest(text), found);
  }

  // Calls found(value) for every value of exactly `key`.
  template <typename Found>
  void Each(std::string_view key, Found found) const {
    Values(Whole(key), found);
  }

  // The value of exactly `key`, or `missing`.
  uint32_t Exact(std::string_view key, uint32_t missing) const {
    const uint32_t whole = Whole(key);
    return whole == kNone ? missing : values_[keys_[whole + 1].first - 1];
  }

 private:
  friend class SuffixLexicon;
  struct Added {
    std::string_view key;
    uint32_t value;
  };
  struct Key {
    uint32_t length = 0, shorter = kNone;
    uint32_t first = 0;  // of its values; the next key's first is their end
  };
  static constexpr uint32_t kFree = UINT32_MAX;  // the character of an empty slot: no UTF-8
  static constexpr uint32_t kNoSteps = 31;
  // What begins with the three bytes of a slot of heads_: a key of less than six bytes, a longer one; and whether one begins with its six bytes.
  enum Head : uint8_t { kShortHead = 1, kLongBegins = 2, kLongHead = 4 };
  static constexpr size_t kHeadBits = 12;
  // Up to six bytes of the text as one number. Requires: three of them at least.
  static uint64_t HeadOf(std::string_view text) {
    uint64_t head = 0;
    if (text.size() >= 8) {
      std::memcpy(&head, text.data(), 8);
      return head & 0xFFFFFFFFFFFF;
    }
    std::memcpy(&head, text.data(), std::min<size_t>(text.size(), 6));
    return head;
  }
  static size_t HeadSlot(uint64_t head) { return head * 0x9E3779B97F4A7C15u >> (64 - kHeadBits); }
  // A step of the trie, and where those behind it lie: 2^bits slots from `first` on.
  struct Step {
    uint32_t character = kFree;
    uint32_t key = kNone;  // the longest that ends here or before
    uint32_t first : 27 = 0, bits : 5 = kNoSteps;
  };

  // Characters as the bytes of one number, in reading order. Bytes that are no UTF-8 are characters too.
  struct Forwards {
    static std::string_view Rest(std::string_view key, uint32_t taken) { return key.substr(std::min<size_t>(taken, key.size())); }
    static uint32_t Take(std::string_view* text) {
      const auto* at = reinterpret_cast<const unsigned char*>(text->data());
      const size_t left = text->size();
      if (at[0] < 0x80 || left < 2) {
        text->remove_prefix(1);
        return at[0];
      }
      if (at[0] < 0xE0 || left < 3) {
        text->remove_prefix(2);
        return at[0] | static_cast<uint32_t>(at[1]) << 8;
      }
      const uint32_t three = at[0] | static_cast<uint32_t>(at[1]) << 8 | static_cast<uint32_t>(at[2]) << 16;
      const bool four = at[0] >= 0xF0 && left >= 4;
      text->remove_prefix(four ? 4 : 3);
      return four ? three | static_cast<uint32_t>(at[3]) << 24 : three;
    }
  };
  struct Backwards {
    static std::string_view Rest(std::string_view key, uint32_t taken) { return key.substr(0, key.size() - std::min<size_t>(taken, key.size())); }
    static uint32_t Take(std::string_view* text) {
      const auto* end = reinterpret_cast<const unsigned char*>(text->data()) + text->size();
      if (text->size() >= 3 && end[-3] >= 0xE0 && (end[-2] & 0xC0) == 0x80 && (end[-1] & 0xC0) == 0x80) {  // most are
        text->remove_suffix(3);
        return static_cast<uint32_t>(end[-1]) << 16 | static_cast<uint32_t>(end[-2]) << 8 | end[-3];
      }
      uint32_t character = 0;
      for (uint32_t i = 0; i < 4 && !text->empty(); ++i) {
        const auto byte = static_cast<unsigned char>(text->back());
        character = character << 8 | byte;
        text->remove_suffix(1);
        if ((byte & 0xC0) != 0x80) break;
      }
      return character;
    }
  };

  static uint32_t SlotOf(uint32_t character, uint32_t bits) { return static_cast<uint32_t>(uint64_t{character * 0x9E3779B1u} >> (32 - bits)); }
  // The step from `from` by the character, or null. Requires: `from` has steps.
  const Step* Find(const Step& from, uint32_t character) const;
  // The longest key that the text starts with.
  template <typename Direction>
  uint32_t WalkFrom(const Step& from, std::string_view text) const;
  template <typename Direction>
  void BuildTrie();
  void AddHead(std::string_view key);

  std::vector<Added> added_;  // until Build
  std::array<uint8_t, size_t{1} << kHeadBits> heads_{};
  Step root_;
  std::vector<Step> steps_;
  std::vector<Key> keys_ = std::vector<Key>(1);  // [0] is kNone; one more than there are keys, for the end of the last one's values
  std::vector<uint32_t> values_;
};

// Finds the keys that end a word, longest first.
class SuffixLexicon {
 public:
  // Requires: before Build.
  void Add(std::string_view key, uint32_t value) { keys_.Add(key, value); }
  void Build() { keys_.BuildTrie<Lexicon::Backwards>(); }

  // Calls found(value, key length) for every value of every key that ends `word`, longest first, until it returns false.
  template <typename Found>
  void Suffixes(std::string_view word, Found found) const {
    keys_.Chain(Longest(word), found);
  }

 private:
  uint32_t Longest(std::string_view word) const;

  Lexicon keys_;
};

}  // namespace entente::pack
