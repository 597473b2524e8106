// Which sentences the finder of events may pass over. Most tell nothing: their triggers together satisfy no frame. Every answer errs only towards
// reading a sentence. Explanations read them all.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>
#include <array>

#include "deal/event_finder.h"

namespace entente::deal {

using mention::Name;
using mention::Reading;
using pack::Frame;

namespace {

// Can a clause with no other triggers than these satisfy a frame, or tell a venture (ReadVentures)?
class Teller {
 public:
  explicit Teller(const pack::LanguagePack& pack) : alone_(pack.classes.jv) {
    ForEachNeeds(pack, [&](uint64_t needs) { alone_ |= (needs & (needs - 1)) == 0 ? needs : 0; });
    ForEachNeeds(pack, [&](uint64_t needs) {
      if ((needs & alone_) != 0 && needs != 0) return;
      if (needs == 0 || count_ == several_.size()) any_ = true;
      else several_[count_++] = needs;
    });
  }
  bool MayTell(uint64_t triggers) const {
    if (triggers == 0 || any_ || (triggers & alone_) != 0) return triggers != 0;
    return std::any_of(several_.begin(), several_.begin() + count_, [&](uint64_t needs) { return (triggers & needs) == needs; });
  }

 private:
  template <typename Use>
  static void ForEachNeeds(const pack::LanguagePack& pack, Use use) {
    for (const Frame& frame : pack.frames)
      for (const uint64_t needs : frame.needs) use(needs);
  }
  uint64_t alone_;  // one of these is enough
  std::array<uint64_t, 64> several_;  // sets of others that are enough together
  size_t count_ = 0;
  bool any_ = false;  // whatever triggers
};

uint64_t TriggersOfSentence(const Reading& reading, const text::Sentence& sentence) {
  uint64_t triggers = 0;
  for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) triggers |= reading.tokens[w].triggers;
  return triggers;
}

}  // namespace

bool MayTellEvents(const pack::LanguagePack& pack, const text::Document& document, const Reading& reading) {
  const auto& sentences = document.sentences();
  const Teller teller(pack);
  return std::any_of(sentences.begin(), sentences.end(), [&](const text::Sentence& s) { return teller.MayTell(TriggersOfSentence(reading, s)); });
}

void EventFinder::FindTelling() {
  const auto& sentences = document_.sentences();
  const Teller teller(pack_);
  may_tell_.assign(sentences.size(), trace_ != nullptr);
  for (uint32_t s = 0; s < sentences.size(); ++s) {
    if (!teller.MayTell(TriggersOfSentence(reading_, sentences[s]))) continue;
    may_tell_[s] = true;
    last_telling_ = s;
  }
}

bool EventFinder::NamesActor(const text::Sentence& sentence) const {
  const auto& names = reading_.names;
  auto name = std::lower_bound(names.begin(), names.end(), sentence.first_word, [](const Name& n, uint32_t word) { return n.first_word < word; });
  for (; name != names.end() && name->first_word < sentence.end_word; ++name)
    if (name->certainty >= kSureName && MayAct(reading_.entities[name->entity])) return true;
  return false;
}

bool EventFinder::MayHaveRoleNoun(uint32_t s) const {
  if (!pending_ && (events_.empty() || events_.back().sentence + kPairSentences < s)) return false;
  return (TriggersOfSentence(reading_, document_.sentences()[s]) & (classes_.buyer_noun | classes_.seller_noun | classes_.object_noun | classes_.other_noun)) != 0;
}

}  // namespace entente::deal
