// Builds the tries: sorts the keys, then gives every set of keys with a common beginning its slots, deepest first.
// Tested by: tests/unit/pack/lexicon_test.cc
#include "pack/lexicon.h"

#include <bit>

namespace entente::pack {
namespace {

constexpr size_t kHeadBytes = 8;

// The slots for so many steps: a few stand without gaps, more with a fifth free at least.
uint32_t BitsFor(uint32_t steps) { return static_cast<uint32_t>(std::bit_width((steps <= 4 ? steps : steps + steps / 4) - 1)); }

}  // namespace

uint64_t Lexicon::Forwards::Head(std::string_view key) {
  uint64_t head = 0;
  for (size_t i = 0; i < kHeadBytes; ++i) head = head << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
  return head;
}

uint64_t Lexicon::Backwards::Head(std::string_view key) {
  uint64_t head = 0;
  for (size_t i = 0; i < kHeadBytes; ++i) head = head << 8 | (i < key.size() ? static_cast<unsigned char>(key[key.size() - 1 - i]) : 0u);
  return head;
}

template <typename Direction>
void Lexicon::BuildTrie() {
  struct Sorted {
    uint64_t head;
    std::string_view key;
    uint32_t index;
  };
  std::vector<Sorted> sorted;
  sorted.reserve(added_.size());
  for (uint32_t i = 0; i < added_.size(); ++i)
    if (!added_[i].key.empty()) sorted.push_back({Direction::Head(added_[i].key), added_[i].key, i});
  std::sort(sorted.begin(), sorted.end(), [](const Sorted& a, const Sorted& b) {
    if (a.head != b.head) return a.head < b.head;
    return a.key == b.key ? a.index < b.index : Direction::Less(a.key, b.key);
  });

  // keys that begin alike, `taken` bytes long; the step that led there
  struct Range {
    uint32_t begin, end, taken, step;
  };
  struct Branch {
    uint32_t character, begin, end, taken;
  };
  constexpr uint32_t kRoot = UINT32_MAX;
  std::vector<Range> open{{0, static_cast<uint32_t>(sorted.size()), 0, kRoot}};
  std::vector<Branch> branches;
  steps_.reserve(sorted.size() * 3);
  values_.reserve(sorted.size());
  while (!open.empty()) {
    Range range = open.back();
    open.pop_back();
    Step here = range.step == kRoot ? root_ : steps_[range.step];
    const uint32_t first = range.begin;
    while (range.begin < range.end && sorted[range.begin].key.size() == range.taken) values_.push_back(added_[sorted[range.begin++].index].value);
    if (range.begin > first) {
      keys_.push_back({.length = range.taken, .shorter = here.key, .first = static_cast<uint32_t>(values_.size()) - (range.begin - first)});
      here.key = static_cast<uint32_t>(keys_.size()) - 1;
    }
    branches.clear();
    for (uint32_t i = range.begin; i < range.end; ++i) {
      std::string_view rest = Direction::Rest(sorted[i].key, range.taken);
      const size_t before = rest.size();
      const uint32_t character = Direction::Take(&rest);
      if (branches.empty() || branches.back().character != character)
        branches.push_back({character, i, i, range.taken + static_cast<uint32_t>(before - rest.size())});
      branches.back().end = i + 1;
    }
    if (!branches.empty()) {
      here.first = static_cast<uint32_t>(steps_.size());
      here.bits = BitsFor(static_cast<uint32_t>(branches.size()));
      steps_.resize(steps_.size() + (size_t{1} << here.bits));
    }
    const uint32_t mask = (1u << here.bits) - 1;
    for (const Branch& branch : branches) {
      uint32_t at = SlotOf(branch.character, here.bits);
      while (steps_[here.first + at].character != kFree) at = (at + 1) & mask;
      steps_[here.first + at].character = branch.character;
      steps_[here.first + at].key = here.key;
      open.push_back({branch.begin, branch.end, branch.taken, here.first + at});
    }
    (range.step == kRoot ? root_ : steps_[range.step]) = here;
  }
  keys_.push_back({.first = static_cast<uint32_t>(values_.size())});
  std::vector<Added>().swap(added_);
}

template void Lexicon::BuildTrie<Lexicon::Forwards>();
template void Lexicon::BuildTrie<Lexicon::Backwards>();

}  // namespace entente::pack
