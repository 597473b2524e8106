// Builds the tries. Tested by: tests/unit/pack/lexicon_test.cc
#include "pack/lexicon.h"

#include <bit>

namespace entente::pack {

void Lexicon::Resize(size_t slots) {
  std::vector<Step> old(slots);
  old.swap(steps_);
  shift_ = 64 - static_cast<uint32_t>(std::countr_zero(slots));
  for (const Step& step : old) {
    if (step.node == 0) continue;
    uint64_t at = SlotOf(step.from);
    while (steps_[at].node != 0) at = (at + 1) & (slots - 1);
    steps_[at] = step;
  }
}

uint32_t Lexicon::StepTo(uint64_t from) {
  if (nodes_ * size_t{2} > steps_.size()) Resize(steps_.size() * 2);
  uint64_t at = SlotOf(from);
  for (; steps_[at].node != 0; at = (at + 1) & (steps_.size() - 1))
    if (steps_[at].from == from) return steps_[at].node;
  steps_[at] = {.from = from, .node = nodes_++};
  return steps_[at].node;
}

template <typename Direction>
void Lexicon::BuildTrie() {
  Resize(std::bit_ceil(added_.size() * 4 + 16));
  std::vector<uint32_t> node_of;  // of each added key
  node_of.reserve(added_.size());
  for (const Added& added : added_) {
    uint32_t node = 0;
    for (std::string_view rest = added.key; !rest.empty();) node = StepTo(From(node, Direction::Take(&rest)));
    node_of.push_back(node);
  }
  // keys in the order of their nodes, so that a shorter one stands before those that start with it
  std::vector<uint32_t> key_of(nodes_, kNone);
  std::vector<uint32_t> count(nodes_, 0), length(nodes_, 0), before(nodes_, 0);
  for (size_t i = 0; i < added_.size(); ++i) {
    ++count[node_of[i]];
    length[node_of[i]] = static_cast<uint32_t>(added_[i].key.size());
  }
  for (const Step& step : steps_)
    if (step.node != 0) before[step.node] = static_cast<uint32_t>(step.from >> 32);
  uint32_t first = 0;
  for (uint32_t node = 1; node < nodes_; ++node) {  // a node stands behind the one before it
    key_of[node] = key_of[before[node]];
    if (count[node] == 0) continue;
    keys_.push_back({.length = length[node], .shorter = key_of[before[node]], .first = first});
    key_of[node] = static_cast<uint32_t>(keys_.size()) - 1;
    first += count[node];
  }
  keys_.push_back({.first = first});
  values_.resize(first);
  std::vector<uint32_t> next(keys_.size());
  for (size_t k = 0; k < keys_.size(); ++k) next[k] = keys_[k].first;
  for (size_t i = 0; i < added_.size(); ++i)
    if (node_of[i] != 0) values_[next[key_of[node_of[i]]]++] = added_[i].value;
  for (Step& step : steps_)
    if (step.node != 0) step.key = key_of[step.node];
  std::vector<Added>().swap(added_);
}

template void Lexicon::BuildTrie<Lexicon::Forwards>();
template void Lexicon::BuildTrie<Lexicon::Backwards>();

}  // namespace entente::pack
