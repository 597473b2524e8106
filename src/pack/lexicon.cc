// Walks and builds the tries. Every set of keys with a common beginning gets the slots of its next steps, deepest first.
// Tested by: tests/unit/pack/lexicon_test.cc
#include "pack/lexicon.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

namespace entente::pack {
namespace {

constexpr size_t kMostHeads = 2000;  // of more keys the heads would say of most texts that one may begin them
constexpr uint32_t kWide = 64;  // from so many steps on most look-ups miss, as at the root: they should meet a free slot soon

// The slots for so many steps: a few stand without gaps, more with a fifth free at least, many with half of them.
uint32_t BitsFor(uint32_t steps) {
  const uint32_t slots = steps <= 4 ? steps : steps < kWide ? steps + steps / 4 : steps * 2;
  return static_cast<uint32_t>(std::bit_width(slots - 1));
}

// By the character above, then by the number below; the numbers come in rising order. Characters of three bytes at most take two passes of counting.
void SortByCharacter(std::vector<uint64_t>* next, std::vector<uint64_t>* spare) {
  constexpr size_t kLeast = 512;  // fewer are sorted quicker by comparing
  constexpr uint32_t kDigits = 12;
  if (next->size() < kLeast || std::any_of(next->begin(), next->end(), [](uint64_t one) { return one >> (32 + 2 * kDigits) != 0; })) return std::sort(next->begin(), next->end());
  spare->resize(next->size());
  for (const uint32_t shift : {32u, 32u + kDigits}) {
    std::array<uint32_t, (1u << kDigits) + 1> begins{};
    const auto digit = [&](uint64_t one) { return one >> shift & ((1u << kDigits) - 1); };
    for (const uint64_t one : *next) ++begins[digit(one) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    for (const uint64_t one : *next) (*spare)[begins[digit(one)]++] = one;
    next->swap(*spare);
  }
}

}  // namespace

inline const Lexicon::Step* Lexicon::Find(const Step& from, uint32_t character) const {
  const Step* block = steps_.data() + from.first;
  const uint32_t mask = (1u << from.bits) - 1;
  uint32_t at = SlotOf(character, from.bits);
  for (uint32_t tried = 0; tried <= mask; ++tried, at = (at + 1) & mask) {
    if (block[at].character == character) return &block[at];
    if (block[at].character == kFree) return nullptr;
  }
  return nullptr;
}

template <typename Direction>
inline uint32_t Lexicon::WalkFrom(const Step& from, std::string_view text) const {
  const Step* at = &from;
  while (!text.empty() && at->bits != kNoSteps) {
    const Step* next = Find(*at, Direction::Take(&text));
    if (next == nullptr) break;
    at = next;
  }
  return at->key;
}

uint32_t Lexicon::Longest(std::string_view text) const { return WalkFrom<Forwards>(root_, text); }
uint32_t Lexicon::LongestFrom(uint32_t place, std::string_view rest) const { return WalkFrom<Forwards>(steps_[place - 1], rest); }
uint32_t SuffixLexicon::Longest(std::string_view word) const { return keys_.WalkFrom<Lexicon::Backwards>(keys_.root_, word); }

uint32_t Lexicon::Longest(std::string_view text, size_t known, uint32_t* place) const {
  const Step* at = &root_;
  *place = 0;
  for (const size_t size = text.size(); at->bits != kNoSteps && !text.empty();) {
    const Step* next = Find(*at, Forwards::Take(&text));
    if (next == nullptr) break;
    at = next;
    if (size - text.size() == known && at->bits != kNoSteps) *place = static_cast<uint32_t>(at - steps_.data()) + 1;
  }
  return at->key;
}

void Lexicon::AddHead(std::string_view key) {
  if (key.size() < 3) return heads_.fill(kShortHead);
  const uint64_t head = HeadOf(key);
  heads_[HeadSlot(head & 0xFFFFFF)] |= key.size() < 6 ? kShortHead : kLongBegins;
  if (key.size() >= 6) heads_[HeadSlot(head)] |= kLongHead;
}

template <typename Direction>
void Lexicon::BuildTrie() {
  std::vector<uint32_t> order;  // of the added keys
  order.reserve(added_.size());
  for (uint32_t i = 0; i < added_.size(); ++i)
    if (!added_[i].key.empty()) order.push_back(i);
  if (order.size() > kMostHeads) heads_.fill(kShortHead);
  else
    for (const uint32_t i : order) AddHead(added_[i].key);
  // keys that begin alike, `taken` bytes long; the step that led there
  struct Range {
    uint32_t begin, end, taken, step;
  };
  struct Branch {
    uint32_t character, begin, end, taken;
  };
  constexpr uint32_t kRoot = UINT32_MAX;
  std::vector<Range> open{{0, static_cast<uint32_t>(order.size()), 0, kRoot}};
  std::vector<Branch> branches;
  std::vector<uint64_t> next, spare;  // of a range: the next character, then the number of the key
  steps_.reserve(order.size() * 3);
  values_.reserve(order.size());
  while (!open.empty()) {
    const Range range = open.back();
    open.pop_back();
    Step here = range.step == kRoot ? root_ : steps_[range.step];
    if (range.end - range.begin == 1) {  // nothing branches off any more
      const Added& only = added_[order[range.begin]];
      uint32_t step = range.step;
      for (std::string_view rest = Direction::Rest(only.key, range.taken); !rest.empty();) {
        Step& from = step == kRoot ? root_ : steps_[step];
        from.first = step = static_cast<uint32_t>(steps_.size());
        from.bits = 0;
        const uint32_t key = from.key;
        steps_.push_back({.character = Direction::Take(&rest), .key = key});
      }
      keys_.push_back({.length = static_cast<uint32_t>(only.key.size()), .shorter = here.key, .first = static_cast<uint32_t>(values_.size())});
      values_.push_back(only.value);
      (step == kRoot ? root_ : steps_[step]).key = static_cast<uint32_t>(keys_.size()) - 1;
      continue;
    }
    // those that end here, then the others by their next character
    const size_t first = values_.size();
    next.clear();
    for (uint32_t i = range.begin; i < range.end; ++i) {
      std::string_view rest = Direction::Rest(added_[order[i]].key, range.taken);
      if (rest.empty())
        values_.push_back(added_[order[i]].value);
      else
        next.push_back(static_cast<uint64_t>(Direction::Take(&rest)) << 32 | order[i]);
    }
    if (values_.size() > first) {
      keys_.push_back({.length = range.taken, .shorter = here.key, .first = static_cast<uint32_t>(first)});
      here.key = static_cast<uint32_t>(keys_.size()) - 1;
    }
    if (next.size() > 1) SortByCharacter(&next, &spare);
    branches.clear();
    uint32_t at_key = range.end - static_cast<uint32_t>(next.size());
    for (const uint64_t one : next) {
      const auto character = static_cast<uint32_t>(one >> 32);
      order[at_key] = static_cast<uint32_t>(one);
      if (branches.empty() || branches.back().character != character) {
        std::string_view rest = Direction::Rest(added_[order[at_key]].key, range.taken);
        Direction::Take(&rest);
        branches.push_back({character, at_key, at_key, static_cast<uint32_t>(added_[order[at_key]].key.size() - rest.size())});
      }
      branches.back().end = ++at_key;
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
