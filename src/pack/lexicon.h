// Dictionaries of strings that a text is searched for: at a position forwards (names, triggers) or backwards (endings).
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::pack {

// A trie over characters, held in one hash table: a step costs about one look-up, and a place that starts no key one or
// two. The keys that a place starts with are a chain, from the longest to the shortest, that the deepest step names; a
// reader that asks for them again keeps that name.
class Lexicon {
 public:
  static constexpr uint32_t kNone = 0;  // no key

  // Several values may share a key. Keys need not outlive Build; an empty one is never found. Requires: before Build.
  void Add(std::string_view key, uint32_t value) { added_.push_back({key, value}); }
  void Build() { BuildTrie<Forwards>(); }

  // The longest key that `text` starts with, or kNone.
  uint32_t Longest(std::string_view text) const { return Walk<Forwards>(text).key; }
  // The next longest key that `key` starts with, or kNone.
  uint32_t Shorter(uint32_t key) const { return keys_[key].shorter; }
  uint32_t Length(uint32_t key) const { return keys_[key].length; }  // in bytes
  // The key of `length` bytes among `key` and those that it starts with, or kNone.
  uint32_t OfLength(uint32_t key, uint32_t length) const {
    while (keys_[key].length > length) key = keys_[key].shorter;
    return keys_[key].length == length ? key : kNone;
  }
  // The key that `text` is as a whole, or kNone.
  uint32_t Whole(std::string_view text) const {
    const Reached reached = Walk<Forwards>(text);
    return keys_[reached.key].length == text.size() ? reached.key : kNone;
  }
  size_t keys() const { return steps_.empty() ? 1 : keys_.size() - 1; }  // every key is below

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
  // A step of the trie. Slots of the hash table whose node is 0 are free; 0 is the root.
  struct Step {
    uint64_t from = 0;             // the node before, and the bytes of the character
    uint32_t node = 0, key = kNone;  // the longest key that ends at the node or before it
  };
  struct Reached {
    uint32_t node = 0, key = kNone;
  };

  // Characters as the bytes of one number, in reading order. Bytes that are no UTF-8 are characters too.
  struct Forwards {
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
    static uint32_t Take(std::string_view* text) {
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

  static uint64_t From(uint32_t node, uint32_t character) { return static_cast<uint64_t>(node) << 32 | character; }
  uint64_t SlotOf(uint64_t from) const {
    return (from * 0x9E3779B97F4A7C15u) >> shift_;
  }
  const Step* Find(uint64_t from) const {
    for (uint64_t at = SlotOf(from);; at = (at + 1) & (steps_.size() - 1)) {
      if (steps_[at].node == 0) return nullptr;
      if (steps_[at].from == from) return &steps_[at];
    }
  }
  template <typename Direction>
  Reached Walk(std::string_view text) const {
    Reached reached;
    if (steps_.empty()) return reached;
    while (!text.empty()) {
      const Step* step = Find(From(reached.node, Direction::Take(&text)));
      if (step == nullptr) break;
      reached = {step->node, step->key};
    }
    return reached;
  }
  template <typename Direction>
  void BuildTrie();
  // The node behind `from`, which is added where it is missing.
  uint32_t StepTo(uint64_t from);
  void Resize(size_t slots);

  std::vector<Added> added_;  // until Build
  std::vector<Step> steps_;   // a power of two of slots, at most half of them in use
  uint32_t shift_ = 0;        // 64 less the bits of a slot's number
  uint32_t nodes_ = 1;
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
    keys_.Chain(keys_.Walk<Lexicon::Backwards>(word).key, found);
  }

 private:
  Lexicon keys_;
};

}  // namespace entente::pack
