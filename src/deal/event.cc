// Finds events, for languages whose predicate stands last. A clause whose triggers satisfy a frame is an event; the cases of
// its noun phrases fill the frame's roles:
//   KT는[topic → partner] 마이크로소프트와[with → partner] ... 파트너십을 체결했다[agree + conclude → frame agreement]
// What the clause lacks comes from the clause before, from the phrase that a relative clause describes, and from the
// discourse (양사 "both companies", the subject of the sentence before, the heading). Gives up on clauses whose roles do
// not reach the minimum of their frame.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>
#include <iterator>

#include "absl/container/inlined_vector.h"
#include "deal/event_finder.h"
#include "text/unicode.h"

namespace entente::deal {

using mention::Entity;
using mention::Name;
using mention::Reading;
using mention::Token;
using pack::Case;
using pack::Ending;
using pack::Frame;
using text::Word;
using text::WordClass;

namespace {

constexpr int64_t kControlPercent = 50;
constexpr size_t kUsualPhrases = 32, kUsualClauses = 8;  // of a sentence: room that most articles never outgrow
constexpr float kSurePartner = 0.5f;  // of both sides, where only a word of working together tells the event

}  // namespace

std::vector<Event> EventFinder::Run(Trace* trace) {
  trace_ = trace;
  phrases_.reserve(kUsualPhrases);
  clauses_.reserve(kUsualClauses);
  const auto& sentences = document_.sentences();
  uint32_t block = kNone;
  FindTelling();
  for (uint32_t s = 0; s < sentences.size(); ++s) {
    if (sentences[s].block != block) {
      block = sentences[s].block;
      StartBlock(block);
    }
    ReadSentence(s);
  }
  return std::move(events_);
}

void EventFinder::StartBlock(uint32_t block) {
  const text::Block& b = document_.blocks()[block];
  headline_ = b.kind != text::BlockKind::kParagraph;
  heading_ = b.kind == text::BlockKind::kHeading;
  if (headline_) focus_ = kNone;
}

void EventFinder::ReadSentence(uint32_t s) {
  if (focus_ != kNone && s > focus_sentence_ + kFocusSentences) focus_ = kNone;
  const text::Sentence& sentence = document_.sentences()[s];
  // most sentences tell nothing: they may end what was told right before, name one of its roles, or bring up who the next ones speak of
  const bool tells = may_tell_[s] || (!events_.empty() && events_.back().sentence + 1 >= s);
  const bool has_role = tells || MayHaveRoleNoun(s);
  const bool brings_up = tells || (s < last_telling_ && NamesActor(sentence));
  if (!has_role && !brings_up) return;
  FindPhrases(pack_, document_, reading_, sentence, headline_, &phrases_);
  // without a trigger nothing is told, but for the sum of a headline
  clauses_.clear();
  if (tells && (headline_ || std::any_of(phrases_.begin(), phrases_.end(), [](const Phrase& p) { return p.triggers != 0; })))
    FindClauses(phrases_, {.adverbial = classes_.spend, .hold = classes_.hold, .consist = classes_.consist, .place = classes_.place | classes_.hold, .content = classes_.agree | classes_.contract}, &clauses_);
  sentence_ = s;
  told_.assign(clauses_.size(), false);
  for (clause_ = 0; clause_ < clauses_.size(); ++clause_) ReadClause(clauses_[clause_]);
  if (tells) ReadVentures();
  if (has_role) ReadRoleNoun();
  if (brings_up) UpdateFocus();
}

void EventFinder::UpdateFocus() {
  for (uint32_t p = 0; p < phrases_.size(); ++p) {
    const Phrase& phrase = phrases_[p];
    const bool subject = phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject;
    if (!subject && !(headline_ && phrase.grammatical_case == Case::kNone)) continue;
    const uint32_t name = ActingName(phrase);
    if (name == kNone || reading_.names[name].certainty < kSureName || !MayAct(reading_.entities[reading_.names[name].entity])) continue;
    if (reading_.tokens[reading_.names[name].first_word].roles & pack::kMedia) continue;
    focus_ = name;
    focus_sentence_ = sentence_;
    return;
  }
  // "A의 북미 사업이 커진다. 이 회사는": whose affair the sentence begins with
  if (focus_ != kNone || headline_ || phrases_.empty() || phrases_[0].grammatical_case != Case::kOf) return;
  const uint32_t name = ActingName(phrases_[0]);
  if (name == kNone || reading_.names[name].certainty < kSureName || !MayAct(reading_.entities[reading_.names[name].entity])) return;
  focus_ = name;
  focus_sentence_ = sentence_;
}

uint64_t EventFinder::HeadTriggers(const Phrase& phrase) const {
  if (headline_ || phrase.triggers == 0) return phrase.triggers;
  uint64_t triggers = 0;
  bool inside = false;  // parentheses
  for (uint32_t w = phrase.first_word; w <= phrase.head; ++w) {
    if (words_[w].word_class == WordClass::kPunctuation) {
      inside = words_[w].mark == '(' || (inside && words_[w].mark != ')');
      continue;
    }
    if (inside) continue;
    const Token& token = reading_.tokens[w];
    const bool carries = (token.roles & (pack::kCarrier | pack::kBoundNoun | pack::kEtc | pack::kStake | pack::kTogether)) || token.amount >= 0 ||
                         token.percent >= 0 || token.date >= 0 || token.duration >= 0 || text::IsAsciiDigit(text_[words_[w].begin]);  // "계약 2건"
    if (token.triggers != 0)
      triggers |= token.triggers;
    else if (!carries)
      triggers &= classes_.plant | classes_.stake | classes_.jv | classes_.round | classes_.entity;
  }
  return triggers;
}

uint64_t EventFinder::TriggersOf(const Clause& clause) const {
  uint64_t triggers = clause.predicate == kNoPhrase ? 0 : phrases_[clause.predicate].triggers;
  if (clause.relative) triggers |= CopulaTriggers(clause) & classes_.jv;
  if (clause.relative && clause.head != kNoPhrase && ((triggers & classes_.invest) || !Describes(phrases_[clause.head], classes_.jv))) triggers |= phrases_[clause.head].triggers & classes_.jv;
  if (clause.relative && clause.head != kNoPhrase) triggers |= phrases_[clause.head].triggers & classes_.contract;  // "수출하는 계약"
  if (clause.content != kNoPhrase) triggers |= phrases_[clauses_[clause.content].predicate].triggers;
  const bool joins = (triggers & (classes_.join | classes_.spend | classes_.invest)) != 0;
  for (uint32_t a : clause.arguments) {
    const Phrase& phrase = phrases_[a];
    switch (phrase.grammatical_case) {
      case Case::kObject: case Case::kNone: case Case::kSubject: case Case::kTopic: case Case::kAlso: case Case::kTo: case Case::kDirection: case Case::kCopula: case Case::kWithOf: case Case::kOr:
        if (phrase.grammatical_case == Case::kCopula && a != clause.arguments.back()) break;  // "화물 전용 항공사인 B와"
        triggers |= HeadTriggers(phrase) & ~(phrase.grammatical_case == Case::kTo && !joins ? classes_.issue : 0) & ~(phrase.grammatical_case == Case::kCopula || (phrase.grammatical_case != Case::kObject && Describes(phrase, classes_.jv)) ? classes_.jv : 0);
        break;
      case Case::kOf: case Case::kWith: case Case::kAt:
        triggers |= phrase.triggers & (classes_.stake | classes_.raise | classes_.invest | classes_.round | (phrase.grammatical_case == Case::kAt ? classes_.acquire | classes_.candidate : 0) |
                                     (phrase.grammatical_case == Case::kOf && a + 1 < phrases_.size() && (phrases_[a + 1].triggers & classes_.establish) ? classes_.jv : 0) |  // "합작사의 설립 계약"
                                     (phrase.grammatical_case == Case::kOf && a + 1 < phrases_.size() && (phrases_[a + 1].triggers & (classes_.bid | classes_.candidate)) ? classes_.acquire | classes_.sell : 0));  // "매각의 우선협상대상자로"
        break;
      default: break;
    }
  }
  return triggers;
}

void EventFinder::ReadClause(const Clause& bare) {
  // "인수를 위한 우선협상대상자로 선정됐다": the main clause tells it
  if (bare.relative && bare.head != kNoPhrase && phrases_[bare.predicate].ending == Ending::kAdnominalTo) {
    const uint64_t head = phrases_[bare.head].triggers, own = TriggersOf(bare);
    if (((head & (classes_.candidate | classes_.bid)) && (own & classes_.acquire)) || ((head & classes_.bid) && (own & classes_.sell))) return;
  }
  const std::vector<Clause> parts = bare.relative ? std::vector<Clause>() : Gapped(bare);
  if (parts.empty()) return ReadWhole(WithRelatives(bare));
  bool told = false;
  for (const Clause& part : parts) {
    ReadWhole(WithRelatives(part));
    told = told || told_[clause_];
  }
  told_[clause_] = told;
}

void EventFinder::ReadWhole(const Clause& clause) {
  const uint64_t triggers = TriggersOf(clause);
  if (triggers == 0) {
    // "A의 B 인수는 …, 결렬됐다"
    if (clause.inherited != kNoPhrase && phrases_[clause.inherited].triggers != 0) EndLast(clause);
    return AddHeadlineSum(clause);
  }
  // "인수하는 계약을 맺었다": told by the clause inside
  if (clause.content != kNoPhrase && told_[clause.content] && !(triggers & classes_.agree)) {
    told_[clause_] = true;
    if (!events_.empty() && events_.back().sentence == sentence_) {
      if (!events_.back().amount) FindMoney(clause, &events_.back());
      if (!events_.back().date) FindDate(clause, &events_.back());
    }
    return;
  }
  const Frame* first = nullptr;
  absl::InlinedVector<uint64_t, 8> rejected;
  for (size_t f = 0; f < pack_.frames.size(); ++f) {
    if ((triggers & pack_.frame_needs[f]) != pack_.frame_needs[f]) continue;
    const Frame& frame = pack_.frames[f];
    // what a frame of more triggers rejected, one of fewer does not tell either
    const auto fits = std::find_if(frame.needs.begin(), frame.needs.end(), [&](uint64_t needs) {
      return (triggers & needs) == needs && std::none_of(rejected.begin(), rejected.end(), [&](uint64_t r) { return (needs & r) == needs && needs != r; });
    });
    if (fits == frame.needs.end()) continue;
    // "A는 B가 C를 인수하는 합의서를 맺었다": told inside, and here that they agree
    if (clause.content != kNoPhrase && told_[clause.content] && frame.kind != DealKind::kPartnership && HasInnerSubject(clause)) continue;
    // one clause tells one event, or an agreement and the money that it commits
    if (first != nullptr && !(first->kind == DealKind::kPartnership && frame.kind == DealKind::kInvestment && (triggers & classes_.invest))) continue;
    const bool built = Build(clause, frame);
    if (built && first == nullptr) first = &frame;
    if (!built) std::copy_if(frame.needs.begin(), frame.needs.end(), std::back_inserter(rejected), [&](uint64_t needs) { return (triggers & needs) == needs; });
  }
  told_[clause_] = first != nullptr;
  if (trace_ != nullptr && first == nullptr && rejected.empty())
    Reject({.fillers = {}, .sentence = sentence_, .begin = words_[phrases_[clause.first_phrase].first_word].begin, .end = StatementEnd(clause), .trigger = FirstTriggerByte(clause)},
           Rejection::kNoFrame);
  if (first == nullptr) EndLast(clause);
}

void EventFinder::EndLast(const Clause& clause) {
  if (events_.empty() || events_.back().sentence + 1 < sentence_) return;
  const auto status = ReadStatus(pack_, text_, FirstTriggerByte(clause), StatementEnd(clause));
  if (status && (*status == DealStatus::kEnded || *status == DealStatus::kDenied)) events_.back().status = *status;
}

void EventFinder::AddHeadlineSum(const Clause& clause) {
  if (!headline_ || events_.empty() || events_.back().sentence != sentence_ || events_.back().amount) return;
  if (events_.back().kind == DealKind::kPartnership) return;
  for (const uint32_t a : clause.arguments)
    if (phrases_[a].amount >= 0 && MayBeCommitted(phrases_[a].amount)) events_.back().amount = static_cast<uint32_t>(phrases_[a].amount);
}

uint32_t EventFinder::FirstTriggerByte(const Clause& clause) const {
  uint32_t best = kNone;
  const auto look = [&](const Phrase& phrase) {
    if (phrase.triggers == 0) return;
    for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w)
      if (reading_.tokens[w].triggers != 0) best = std::min(best, words_[w].begin);
  };
  for (uint32_t a : clause.arguments) look(phrases_[a]);
  if (best == kNone && clause.predicate != kNoPhrase) look(phrases_[clause.predicate]);
  return best == kNone ? words_[phrases_[clause.first_phrase].first_word].begin : best;
}

uint32_t EventFinder::StatusBegin(const Clause& clause) const {
  if (clause.predicate != kNoPhrase && (phrases_[clause.predicate].triggers & classes_.conclude))
    for (size_t i = clause.arguments.size(); i-- > 0;) {
      const Phrase& phrase = phrases_[clause.arguments[i]];
      if (phrase.grammatical_case != Case::kObject || !(phrase.triggers & (classes_.agree | classes_.contract))) continue;
      for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w)
        if (reading_.tokens[w].triggers & (classes_.agree | classes_.contract)) return words_[w].begin;
    }
  return FirstTriggerByte(clause);
}

bool EventFinder::IsPassive(const Clause& clause) const {
  if (clause.predicate == kNoPhrase || !(phrases_[clause.predicate].triggers & ~classes_.conclude)) return false;  // "A가 확정되면서": A still buys
  const Word& word = words_[phrases_[clause.predicate].head];
  const std::string_view slice = text_.substr(word.begin, word.end - word.begin);
  for (const std::string_view mark : pack_.passive_marks) {
    const size_t at = slice.find(mark);
    if (at != std::string_view::npos && at > 0) return true;  // 인수됐다, but not "공급하게 | 됐다"
  }
  return false;
}

bool EventFinder::IsSupposed(const Clause& clause) const {
  if (clause.predicate == kNoPhrase || phrases_[clause.predicate].ending != Ending::kConnective || phrases_[clause.predicate].triggers == 0) return false;
  const Word& word = words_[phrases_[clause.predicate].end_word - 1];
  const std::string_view slice = text_.substr(word.begin, word.end - word.begin);
  return std::any_of(pack_.conditionals.begin(), pack_.conditionals.end(), [&](std::string_view mark) { return slice.ends_with(mark); });
}

uint32_t EventFinder::StatementEnd(const Clause& clause) const {
  const uint32_t sentence_end = document_.sentences()[sentence_].end;
  uint32_t last = clause.last_phrase;
  const bool through = clause.predicate != kNoPhrase && (phrases_[clause.predicate].ending == Ending::kConnectiveTo || phrases_[clause.predicate].ending == Ending::kWhen);  // "제휴를 통해", "인수 이후"
  if (through || (clause.relative && IsPast(clause))) return words_[phrases_[clause.predicate].end_word - 1].end;
  for (size_t c = clause_; c < clauses_.size(); ++c) {
    const Clause& other = clauses_[c];
    if (other.last_phrase < last || other.relative) continue;
    last = std::max(last, other.last_phrase);
    if (other.predicate == kNoPhrase) break;
    const Ending ending = phrases_[other.predicate].ending;
    // "B와 협력해 신약을 만들고 있다": the next predicate says how far it is
    const bool adverbial = &other == &clauses_[clause_] && (phrases_[other.predicate].triggers & classes_.coop) && c + 1 < clauses_.size() && !clauses_[c + 1].relative && clauses_[c + 1].inherited != kNoPhrase;
    if (ending == Ending::kFinal || (ending == Ending::kConnective && !adverbial)) break;
    if (ending == Ending::kQuote) break;
  }
  return last + 1 >= phrases_.size() ? sentence_end : words_[phrases_[last].end_word - 1].end;
}

bool EventFinder::Build(const Clause& clause, const Frame& frame) {
  Event event{.frame = &frame, .kind = frame.kind, .form = frame.form, .sentence = sentence_};
  event.headline = headline_;
  event.heading = heading_;
  event.background = clause.relative;
  event.begin = words_[phrases_[clause.arguments.empty() ? clause.first_phrase : clause.arguments.front()].first_word].begin;
  event.end = StatementEnd(clause);
  event.trigger = FirstTriggerByte(clause);
  const auto status = ReadStatus(pack_, text_, StatusBegin(clause), event.end);
  if (!status || IsSupposed(clause)) return Reject(event, Rejection::kDidNotHappen);
  event.status = clause.predicate != kNoPhrase && phrases_[clause.predicate].ending == Ending::kWhen && *status == DealStatus::kAgreed ? DealStatus::kCompleted : *status;
  const bool passive = IsPassive(clause);
  FillArguments(clause, frame, passive, &event);
  FillFromRelatives(clause, frame, &event);
  // "A와 B가 합병했다": neither swallows the other
  if (frame.form == DealForm::kMerger && !Has(event, Role::kTarget) && std::count_if(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return f.role == Role::kAcquirer; }) > 1)
    for (Filler& filler : event.fillers)
      if (filler.role == Role::kAcquirer) filler.role = Role::kTarget;
  if (frame.kind == DealKind::kJointVenture) FillVenture(clause, &event);
  FillFromContext(clause, frame, passive, &event);
  if (frame.subject == Role::kSupplier && passive && !Has(event, Role::kSupplier)) FillMaker(clause, &event);
  const bool ordered = frame.kind == DealKind::kContract && (TriggersOf(clause) & (classes_.order | classes_.bid));
  if (ordered) FillBuyer(clause, false, &event);
  if (frame.antecedent && !FillAntecedent(frame, &event)) return Reject(event, Rejection::kNoAntecedent);
  FillHost(clause, &event);
  FillAttendees(&event);
  FindMoney(clause, &event);
  if ((event.amount || (frame.name == "plant" && event.status != DealStatus::kEnded)) && frame.subject == Role::kInvestor && frame.to == Role::kInvestee && !Has(event, Role::kInvestee)) FillPlantSite(clause, &event);
  if (event.amount && frame.subject == Role::kInvestor && frame.to == Role::kInvestee && !Has(event, Role::kInvestee) && clause.predicate != kNoPhrase && phrases_[clause.predicate].ending == Ending::kConnective) FillNextSite(&event);
  if ((frame.kind == DealKind::kInvestment || frame.kind == DealKind::kContract) && Distribute(clause, frame, event)) return true;
  if (DistributeObjects(clause, frame, event) || DistributeEach(clause, frame, event) || SplitRivals(clause, event)) return true;
  if (frame.kind == DealKind::kContract && DistributeSums(clause, event)) return true;
  if (frame.subject == Role::kInvestor && event.amount && (TriggersOf(clause) & classes_.agree)) SwapPublic(&event);
  if (frame.form == DealForm::kEquity && HasControl(clause, event)) {
    MakeAcquisition(&event);
    FillArguments(clause, *event.frame, passive, &event);
    FillFromRelatives(clause, *event.frame, &event);
  }
  // "A와 B는 업체들과의 협력을": with others, not with each other
  if (frame.kind == DealKind::kPartnership && std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kWithOf && phrases_[a].first_name == phrases_[a].end_name; }))
    return Reject(event, Rejection::kRolesMissing);
  // where only a word of working together tells it, both sides must be sure
  if (frame.kind == DealKind::kPartnership && !(TriggersOf(clause) & (classes_.conclude | classes_.agreed)))
    std::erase_if(event.fillers, [](const Filler& f) { return f.certainty < kSurePartner; });
  // beside two sure ones a weak one is a subject of study
  if (frame.kind == DealKind::kPartnership && std::count_if(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return f.certainty >= kSureParty; }) > 1)
    std::erase_if(event.fillers, [](const Filler& f) { return f.certainty < kWeakestFiller; });
  // nor does an investment without a sum take a weak name
  if (frame.kind == DealKind::kInvestment && !event.amount)
    std::erase_if(event.fillers, [](const Filler& f) { return f.certainty < kWeakestFiller; });
  // "C는 A와 B의 합병으로 덕을 본다": C takes no part
  if (frame.form == DealForm::kMerger && clause.predicate != kNoPhrase && phrases_[clause.predicate].triggers == 0 && std::count_if(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return f.role == Role::kTarget; }) > 1)
    std::erase_if(event.fillers, [](const Filler& f) { return f.role == Role::kAcquirer; });
  FindDate(clause, &event);
  const bool is_sure = !event.fillers.empty() && std::all_of(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return f.certainty > kSureParty && !f.inherited; });
  const bool is_verb = clause.predicate != kNoPhrase && (phrases_[clause.predicate].triggers & ~classes_.conclude) != 0;
  if (event.kind == DealKind::kAcquisition && !headline_ && is_sure && is_verb && !Has(event, Role::kTarget)) FillLastTarget(Role::kTarget, &event);
  if (ordered && !Reaches(event)) FillBuyer(clause, true, &event);
  if (!Reaches(event)) {
    if (!clause.relative && !headline_) pending_ = event;
    return Reject(event, Rejection::kRolesMissing);
  }
  // "물류센터에 투자하는 B펀드에": what it does, no event
  if (event.kind == DealKind::kInvestment && !event.amount && clause.relative && clause.head != kNoPhrase && ActingName(phrases_[clause.head]) != kNone && !IsPast(clause))
    return Reject(event, Rejection::kDidNotHappen);
  if (IsFigure(clause, event)) return Reject(event, Rejection::kDidNotHappen);
  ChooseForm(&event);
  event.anaphoric = IsAnaphoric(clause);
  // "출자해 합작사를 세웠다": the money is the venture's
  if (event.kind == DealKind::kJointVenture && !events_.empty() && events_.back().sentence == sentence_ && events_.back().kind == DealKind::kInvestment && std::none_of(events_.back().fillers.begin(), events_.back().fillers.end(), [&](const Filler& f) { return f.role == Role::kInvestee && !reading_.entities[f.entity].is_place; })) {
    if (!event.amount) event.amount = events_.back().amount;
    events_.pop_back();
  }
  events_.push_back(std::move(event));
  return true;
}

bool EventFinder::IsFigure(const Clause& clause, const Event& event) const {
  if (event.kind != DealKind::kInvestment || headline_ || clause.predicate == kNoPhrase || phrases_[clause.predicate].triggers != 0) return false;
  const auto is_own = [](const Filler& f) { return !f.inherited; };
  if (std::any_of(event.fillers.begin(), event.fillers.end(), is_own)) return false;
  return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) {
    const Case c = phrases_[a].grammatical_case;
    return (c == Case::kTopic || c == Case::kSubject) && (phrases_[a].triggers & classes_.invest) && phrases_[a].first_name == phrases_[a].end_name;
  });
}

void EventFinder::SwapPublic(Event* event) const {
  if (events_.empty() || events_.back().sentence != sentence_ || events_.back().kind != DealKind::kPartnership || Has(*event, Role::kInvestee)) return;
  const auto is_public = [&](const Filler& f) { return reading_.entities[f.entity].kind == PartyKind::kGovernment; };
  if (event->fillers.empty() || !std::all_of(event->fillers.begin(), event->fillers.end(), is_public)) return;
  for (Filler& filler : event->fillers) filler.role = Role::kInvestee;
  for (const Filler& partner : events_.back().fillers)
    if (!is_public(partner)) {
      event->fillers.push_back(partner);
      event->fillers.back().role = Role::kInvestor;
    }
}

bool EventFinder::HasControl(const Clause& clause, const Event& event) const {
  if (!(TriggersOf(clause) & classes_.stake)) return false;
  if (std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return (phrases_[a].triggers & classes_.stake) && (phrases_[a].triggers & classes_.hold); })) return false;  // "보유 주식을 현물로 출자한다": paid with it
  if (event.percent) return reading_.quantities.percents[*event.percent].value >= Decimal::FromInt(kControlPercent);
  return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return (phrases_[a].triggers & classes_.stake) && (phrases_[a].roles & pack::kTotal); });
}

void EventFinder::MakeAcquisition(Event* event) const {
  const auto frame = std::find_if(pack_.frames.begin(), pack_.frames.end(), [](const Frame& f) { return f.form == DealForm::kAcquisition && f.subject == Role::kAcquirer; });
  if (frame == pack_.frames.end()) return;
  event->frame = &*frame;
  event->kind = DealKind::kAcquisition;
  event->form = DealForm::kAcquisition;
  for (Filler& filler : event->fillers)
    if (filler.role == Role::kInvestor || filler.role == Role::kInvestee) filler.role = filler.role == Role::kInvestor ? Role::kAcquirer : Role::kTarget;
}

bool EventFinder::IsAnaphoric(const Clause& clause) const {
  for (uint32_t a : clause.arguments) {
    const Phrase& phrase = phrases_[a];
    if (phrase.triggers == 0) continue;
    for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w)
      if ((reading_.tokens[w].roles & pack::kThis) && w + 1 < phrase.end_word) return true;
  }
  return false;
}

bool EventFinder::IsUndirected(const Event& event) const {
  // only states give money away
  if (event.frame->name == "grant" && std::none_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == Role::kInvestor && IsState(reading_.entities[f.entity]); })) return true;
  if (event.kind != DealKind::kInvestment || event.amount) return false;
  const bool raises = event.frame->subject == Role::kInvestee;
  for (const Filler& f : event.fillers) {
    if (f.role != Role::kInvestee || !reading_.entities[f.entity].is_place) continue;
    if (raises || (reading_.entities[f.entity].kind == PartyKind::kCountry && event.frame->name != "plant")) return true;
  }
  return false;
}

bool EventFinder::Reaches(const Event& event) const {
  // who raises a sum in a round is a firm
  const float least = event.form == DealForm::kFundingRound && event.amount ? kWeakestFiller : kSureParty;
  const bool sure = std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.certainty >= least; });
  // "A가 B를 180억원에 사들였다": two names that nobody knows, both where a party must stand, and a sum
  const bool likely = event.amount && (event.kind == DealKind::kAcquisition || event.kind == DealKind::kInvestment) && !event.headline &&
                      std::count_if(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return f.certainty >= kLikelyParty && !f.inherited; }) > 1;
  if ((!sure && !likely) || IsUndirected(event)) return false;
  for (const Frame::Minimum& minimum : event.frame->minimum) {
    if ((minimum.amount && !event.amount) || (minimum.date && !event.date)) continue;
    absl::InlinedVector<bool, 16> used(event.fillers.size());
    bool all = true;
    for (const Role role : minimum.roles) {
      size_t i = 0;
      while (i < event.fillers.size() && (used[i] || event.fillers[i].role != role)) ++i;
      if (i == event.fillers.size()) {
        all = false;
        break;
      }
      used[i] = true;
    }
    if (all) return true;
  }
  return false;
}

std::vector<Event> FindEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                              Reading* reading, Trace* trace) {
  return EventFinder(pack, document, amount_roles, reading).Run(trace);
}

}  // namespace entente::deal
