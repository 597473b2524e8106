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
    if (const int order = std::memcmp(a.key.data(), b.key.data(), pa); order != 0) return order < 0;
    if (a.key.size() != b.key.size()) return a.key.size() > b.key.size();
    return a.key < b.key;
  });
  size_t size = 16;
  while (size < entries_.size() * 2) size *= 2;
  groups_.assign(size, {});
  mask_ = size - 1;
  for (uint32_t i = 0; i < entries_.size();) {
    const uint32_t length = PrefixLength(entries_[i].key.size());
    const uint64_t key = KeyOf(entries_[i].key.data(), length);
    const uint32_t first = i;
    while (i < entries_.size() && PrefixLength(entries_[i].key.size()) == length && KeyOf(entries_[i].key.data(), length) == key) ++i;
    uint64_t at = Hash(key) & mask_;
    while (groups_[at].prefix != 0) at = (at + 1) & mask_;
    groups_[at] = {key, first, i};
  }
}

void SuffixLexicon::Build() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    const uint32_t ba = BucketOf(a.key), bb = BucketOf(b.key);
    return ba != bb ? ba < bb : a.key.size() > b.key.size();
  });
  heads_.assign(kBuckets + 1, 0);
  for (const Entry& entry : entries_) ++heads_[BucketOf(entry.key) + 1];
  for (uint32_t i = 0; i < kBuckets; ++i) heads_[i + 1] += heads_[i];
}

}  // namespace entente::pack
