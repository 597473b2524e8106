#include "pack/lexicon.h"

#include <algorithm>

namespace entente::pack {
namespace {

// The bytes by which a key of this length is grouped: 6, 3 or 1 (one or two Hangul syllables, ASCII likewise).
uint32_t PrefixLength(size_t length) { return length >= 6 ? 6 : length >= 3 ? 3 : 1; }

}  // namespace

void Lexicon::Build() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    const uint32_t pa = PrefixLength(a.key.size()), pb = PrefixLength(b.key.size());
    if (pa != pb) return pa > pb;
    return a.key < b.key;
  });
  size_t size = 16;
  while (size < entries_.size() * 2) size *= 2;
  links_.assign(entries_.size(), kNone);
  first_of_.assign(entries_.size(), kNone);
  groups_.assign(size, {});
  mask_ = size - 1;
  exact_.assign(size, kNone);
  exact_mask_ = size - 1;
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    if (i > 0 && entries_[i].key == entries_[i - 1].key) continue;
    uint64_t at = HashOf(entries_[i].key) & exact_mask_;
    while (exact_[at] != kNone) at = (at + 1) & exact_mask_;
    exact_[at] = i;
  }
  for (uint32_t i = 0; i < entries_.size();) {
    const uint32_t length = PrefixLength(entries_[i].key.size());
    const uint64_t key = KeyOf(entries_[i].key.data(), length);
    const uint32_t first = i;
    while (i < entries_.size() && PrefixLength(entries_[i].key.size()) == length && KeyOf(entries_[i].key.data(), length) == key) ++i;
    Link(first, i);
    uint64_t at = Hash(key) & mask_;
    while (groups_[at].prefix != 0) at = (at + 1) & mask_;
    groups_[at] = {key, first, i};
  }
}

// In sorted order the keys that a key starts with are on a stack of the keys before it.
void Lexicon::Link(uint32_t first, uint32_t end) {
  std::vector<uint32_t> open;
  for (uint32_t i = first; i < end; ++i) {
    if (i > first && entries_[i].key == entries_[i - 1].key) {
      first_of_[i] = first_of_[i - 1];
      links_[i] = links_[i - 1];
      continue;
    }
    while (!open.empty() && !entries_[i].key.starts_with(entries_[open.back()].key)) open.pop_back();
    first_of_[i] = i;
    links_[i] = open.empty() ? kNone : open.back();
    open.push_back(i);
  }
}

}  // namespace entente::pack
