// Finds events in sentences whose predicate stands between subject and object. A verb, a noun, or a verb with its object
// ("has bought a stake") that satisfies a frame is the site of an event; subject, object and the phrases behind
// prepositions fill the frame's roles:
//   [Aldercott] said it [was buying] [Tern Learning] from [Marsh Capital] → acquire: acquirer, target, seller
// Gives up on sites whose roles do not reach the minimum of their frame.
// Tested by: tests/corpus/en/deal/
#include "deal/event_medial_finder.h"

#include "text/unicode.h"

namespace entente::deal {

using pack::MedialFrame;

std::vector<Event> MedialFinder::Run(Trace* trace) {
  trace_ = trace;
  for (uint32_t s = 0; s < document_.sentences().size(); ++s) ReadSentence(s);
  DateAnnouncements();
  DropShadows();
  return std::move(events_);
}

pack::ClassSet MedialFinder::TriggerClasses() const {
  pack::ClassSet all;
  for (const MedialFrame& frame : medial_.frames)
    for (const pack::ClassSet& needs : frame.classes) all |= needs;
  return all;
}

void MedialFinder::ReadSentence(uint32_t s) {
  const text::Sentence& sentence = document_.sentences()[s];
  const text::BlockKind kind = document_.blocks()[sentence.block].kind;
  if (kind == text::BlockKind::kTail) return;
  sentence_ = s;
  headline_ = kind != text::BlockKind::kParagraph;
  first_event_ = events_.size();
  FindChunks(medial_, document_, reading_, BehindDateline(sentence), sentence.end_word, headline_, &chunks_);
  syntax_.Read(chunks_);
  discourse_.StartSentence(chunks_, syntax_, s);
  consumed_.assign(chunks_.size(), false);
  FindRumours();
  for (uint32_t i = 0; i < chunks_.size(); ++i) {
    if (events_.size() - first_event_ >= kMaxEventsOfSentence) break;
    if (at(i).kind == ChunkKind::kVerb) ReadVerb(i);
    if (at(i).kind == ChunkKind::kNoun && !at(i).possessive && !consumed_[i] && ((at(i).classes | at(i).modifiers) & trigger_nouns_)) ReadNoun(i);
  }
  if (events_.size() == first_event_) AddSum();
  if (events_.size() == first_event_) AddParty();
  discourse_.EndSentence();
}

// "The deal is worth $5bn": the sum of the deal told last.
void MedialFinder::AddSum() {
  if (events_.empty() || events_.back().amount || events_.back().kind == DealKind::kPartnership || events_.back().sentence + kFollowUpSentences < sentence_) return;
  const bool speaks = std::any_of(chunks_.begin(), chunks_.end(), [&](const Chunk& c) {
    return c.kind == ChunkKind::kNoun && (c.determiner & pack::kDefinite) && ((c.classes | c.modifiers) & sums_);
  });
  if (!speaks) return;
  for (const Chunk& c : chunks_)
    if (c.kind == ChunkKind::kNoun && c.amount >= 0 && amount_roles_[static_cast<size_t>(c.amount)] == AmountRole::kDealValue) {
      events_.back().amount = static_cast<uint32_t>(c.amount);
      return;
    }
}

// "The seller, X, said", "The venture, X Ltd, will": names who is missing in the deal told last.
void MedialFinder::AddParty() {
  if (events_.empty() || events_.back().sentence + kFollowUpSentences < sentence_) return;
  Event& event = events_.back();
  for (uint32_t i = 0; i + 2 < chunks_.size(); ++i) {
    const Chunk& c = at(i);
    if (c.kind != ChunkKind::kNoun || !(c.determiner & pack::kDefinite) || c.ends_with_name || at(i + 1).kind != ChunkKind::kComma || !at(i + 2).ends_with_name) continue;
    std::optional<Role> role;
    if (event.kind == DealKind::kAcquisition && (c.classes & seller_noun_)) role = Role::kSeller;
    if (event.kind == DealKind::kAcquisition && (c.classes & acquirer_noun_)) role = Role::kAcquirer;
    if (event.kind == DealKind::kJointVenture && (c.classes & jv_)) role = Role::kVenture;
    if (!role || Has(event, *role)) continue;
    const mention::Name& name = reading_.names[at(i + 2).end_name - 1];
    Fill({.entity = name.entity, .begin = name.begin, .end = name.end, .certainty = name.certainty}, role, &event);
    return;
  }
}

// "FRANKFURT, March 12 (Reuters) - " stands before the first sentence.
uint32_t MedialFinder::BehindDateline(const text::Sentence& sentence) const {
  bool capital = false, shouted = true;  // "NEW DELHI:"
  uint32_t depth = 0;
  for (uint32_t w = sentence.first_word; w < sentence.end_word && w < sentence.first_word + kDatelineWords; ++w) {
    const text::Word& word = words_[w];
    if (word.mark == '(') ++depth;
    if (word.mark == ')' && depth > 0) --depth;
    if (word.mark == '-' && word.space_before && capital) return w + 1;
    if (word.mark == ':' && capital && (w == sentence.first_word + 1 || shouted)) return w + 1;
    if (word.word_class == text::WordClass::kPunctuation || reading_.tokens[w].date >= 0 || depth > 0) continue;
    const char first = document_.text()[word.begin];
    if (!text::IsAsciiUpper(first) && !text::IsAsciiDigit(first) && !(medial_.lexeme(reading_.lexemes[w]).kinds & pack::kAnd)) break;
    capital = capital || text::IsAsciiUpper(first);
    const std::string_view slice = document_.text().substr(word.begin, word.end - word.begin);
    shouted = shouted && std::all_of(slice.begin(), slice.end(), text::IsAsciiUpper);
  }
  return sentence.first_word;
}

// The chunks that unnamed sources stand behind: "sources said X would ...", "X may ..., people familiar with it said".
void MedialFinder::FindRumours() {
  rumour_begin_ = rumour_end_ = 0;
  for (uint32_t i = 0; i < chunks_.size(); ++i) {
    if (at(i).kind != ChunkKind::kVerb || !(at(i).classes & say_)) continue;
    uint32_t subject = syntax_.link(i).subject;
    if (subject == kNoChunk && i + 1 < chunks_.size()) subject = i + 1;  // ", said sources"
    if (subject == kNoChunk || at(subject).kind != ChunkKind::kNoun || !IsSource(subject)) continue;
    const uint32_t begin = std::min(i, syntax_.GroupBegin(subject));
    const bool behind = begin > 0 && at(begin - 1).kind == ChunkKind::kComma;
    rumour_begin_ = behind ? 0 : begin;
    rumour_end_ = behind ? begin : static_cast<uint32_t>(chunks_.size());
    return;
  }
}

bool MedialFinder::IsSource(uint32_t noun) const {
  for (uint32_t w = at(syntax_.GroupBegin(noun)).first_word; w < at(noun).end_word; ++w)
    if (medial_.lexeme(reading_.units[w].lexeme).kinds & pack::kSourceWord) return true;
  return false;
}

// Deals of the headline and the lead without a day of their own were announced on the day that the lead names.
void MedialFinder::DateAnnouncements() {
  uint32_t lead = UINT32_MAX, day = UINT32_MAX;
  const auto& sentences = document_.sentences();
  for (uint32_t s = 0; s < sentences.size(); ++s) {
    if (document_.blocks()[sentences[s].block].kind != text::BlockKind::kParagraph) continue;
    if (lead == UINT32_MAX) lead = s;
    if (s >= lead + kLeadSentences) break;
    for (uint32_t w = BehindDateline(sentences[s]); day == UINT32_MAX && w < sentences[s].end_word; ++w)
      if (IsUsableDate(reading_.tokens[w].date) && IsDay(reading_.tokens[w].date)) day = static_cast<uint32_t>(reading_.tokens[w].date);
  }
  if (day == UINT32_MAX) return;
  for (const size_t e : announced_)
    if (!events_[e].date && !events_[e].anaphoric && events_[e].sentence < lead + kLeadEvents) events_[e].date = day;
}

// A deal between firms that one sentence also tells as a purchase or a contract is that.
void MedialFinder::DropShadows() {
  std::erase_if(events_, [&](const Event& event) {
    if (event.kind != DealKind::kPartnership || event.form == DealForm::kMou) return false;
    return std::any_of(events_.begin(), events_.end(), [&](const Event& other) {
      if (other.sentence != event.sentence || other.kind == DealKind::kPartnership || other.kind == DealKind::kInvestment) return false;
      return std::all_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) {
        return std::any_of(other.fillers.begin(), other.fillers.end(), [&](const Filler& g) { return g.entity == f.entity; });
      });
    });
  });
}

std::vector<Event> FindMedialEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                                    mention::Reading* reading, Trace* trace) {
  return MedialFinder(pack, document, amount_roles, reading).Run(trace);
}

}  // namespace entente::deal
