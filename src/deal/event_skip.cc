// Which sentences the finder of events may pass over. Most tell nothing: their triggers together satisfy no frame. Every answer errs only towards
// reading a sentence. Explanations read them all.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>

#include "deal/event_finder.h"

namespace entente::deal {

using mention::Name;
using mention::Reading;

bool MayTellEvents(const pack::LanguagePack& pack, const Reading& reading) {
  return std::any_of(reading.sentence_triggers.begin(), reading.sentence_triggers.end(), [&](uint64_t triggers) { return pack.telling.May(triggers); });
}

void EventFinder::FindTelling() {
  const auto& triggers = reading_.sentence_triggers;
  may_tell_.assign(triggers.size(), trace_ != nullptr);
  for (uint32_t s = 0; s < triggers.size(); ++s) {
    if (!pack_.telling.May(triggers[s])) continue;
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
  return (reading_.sentence_triggers[s] & (classes_.buyer_noun | classes_.seller_noun | classes_.object_noun | classes_.other_noun)) != 0;
}

}  // namespace entente::deal
