// Fills what a clause leaves open: from relative clauses, clauses before, the events told last, and the discourse.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>

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

bool EventFinder::FillPairBefore(Role role, uint32_t before, Event* event) {
  uint32_t pair[2] = {kNone, kNone};
  size_t count = 0;
  for (uint32_t p = 0; p < before; ++p) {
    const Case c = phrases_[p].grammatical_case;
    if (c != Case::kTopic && c != Case::kSubject && c != Case::kWith && c != Case::kWithOf) continue;
    const uint32_t name = ActingName(phrases_[p]);
    if (name == kNone || reading_.names[name].certainty < kSureParty || !MayAct(reading_.entities[reading_.names[name].entity])) continue;
    if (count > 0 && reading_.names[pair[0]].entity == reading_.names[name].entity) continue;
    if (count == 2) return false;
    pair[count++] = name;
  }
  if (count != 2) return false;
  for (const uint32_t name : pair) Fill(event, name, role, false, 0.9f);
  return true;
}

bool EventFinder::FillPairOfSentences(Role role, Event* event) {
  const auto& sentences = document_.sentences();
  uint32_t first = sentence_;
  while (first > 0 && first + kPairSentences > sentence_ && sentences[first - 1].block == sentences[sentence_].block) --first;
  uint32_t pair[2] = {kNone, kNone};
  size_t count = 0;
  for (uint32_t n = 0; n < reading_.names.size(); ++n) {
    const Name& name = reading_.names[n];
    if (name.begin < sentences[first].begin || name.certainty < kSureParty) continue;
    if (name.begin >= sentences[sentence_].begin) break;
    const Entity& entity = reading_.entities[name.entity];
    if (!MayAct(entity) || IsState(entity) || (reading_.tokens[name.first_word].roles & pack::kMedia)) continue;
    if ((count > 0 && reading_.names[pair[0]].entity == name.entity) || (count > 1 && reading_.names[pair[1]].entity == name.entity)) continue;
    if (count == 2) return false;
    pair[count++] = n;
  }
  if (count != 2) return false;
  for (const uint32_t name : pair) Fill(event, name, role, true, 0.85f);
  return true;
}

void EventFinder::FillBothParties(const Frame& frame, Case grammatical_case, uint32_t before, Event* event) {
  const auto role = RoleOf(frame, grammatical_case == Case::kOf ? Case::kTopic : grammatical_case, false);
  if (!role) return;
  if (FillPairBefore(*role, before, event)) return;
  if ((events_.empty() || events_.back().sentence + 1 < sentence_) && FillPairOfSentences(*role, event)) return;
  if (events_.empty()) return;
  for (auto last = events_.rbegin(); last != events_.rend(); ++last) {
    if (last->fillers.size() < 2) continue;
    for (const Filler& filler : last->fillers) {
      if (filler.role == Role::kVenture || reading_.entities[filler.entity].is_place) continue;
      event->fillers.push_back({filler.entity, *role, filler.begin, filler.end, filler.certainty * kInheritedWeight, true});
    }
    event->anaphoric = true;
    return;
  }
}

bool EventFinder::Describes(const Phrase& phrase, uint64_t triggers) const {
  if (!(phrase.triggers & triggers) || phrase.first_name == phrase.end_name) return false;
  const Name& last = reading_.names[phrase.end_name - 1];
  for (uint32_t w = phrase.first_word; w < last.first_word; ++w)
    if (reading_.tokens[w].triggers & triggers) return true;
  return false;
}

uint64_t EventFinder::CopulaTriggers(const Clause& clause) const {
  const uint32_t next = clause.head == kNoPhrase ? clause.predicate + 1 : clause.head + 1;
  if (next >= phrases_.size() || !phrases_[next].predicate || (clause.head != kNoPhrase && phrases_[clause.head].grammatical_case != Case::kNone)) return 0;
  return phrases_[next].triggers;
}

void EventFinder::FillVenture(const Clause& clause, Event* event) {
  if (Has(*event, Role::kVenture)) return;
  for (const uint32_t a : clause.arguments)
    if (phrases_[a].grammatical_case == Case::kObject && Describes(phrases_[a], classes_.jv | classes_.entity)) return Fill(event, phrases_[a].end_name - 1, Role::kVenture, false, 1.0f);
  for (size_t i = 0; i + 1 < clause.arguments.size(); ++i) {
    const Phrase& called = phrases_[clause.arguments[i]];
    if (called.grammatical_case == Case::kCalled && (phrases_[clause.arguments[i + 1]].triggers & classes_.jv) && ActingName(called) != kNone) return Fill(event, ActingName(called), Role::kVenture, false, 1.0f, kLeastArgument);
  }
  // "A와 B가 공동 설립한 합작법인 C가"
  if (clause.relative && clause.head != kNoPhrase && Describes(phrases_[clause.head], classes_.jv | classes_.entity) && ActingName(phrases_[clause.head]) != kNone && std::count_if(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.role == Role::kParent; }) > 1)
    return Fill(event, ActingName(phrases_[clause.head]), Role::kVenture, false, 0.95f);
  if (!clause.relative || !(CopulaTriggers(clause) & classes_.jv)) return;
  for (uint32_t p = 0; p < clause.first_phrase; ++p)
    if (phrases_[p].grammatical_case == Case::kTopic && ActingName(phrases_[p]) != kNone) return Fill(event, ActingName(phrases_[p]), Role::kVenture, false, 0.95f);
}

std::optional<Role> EventFinder::RoleOfNoun(uint64_t triggers, const Event& event) const {
  const auto missing = [&](std::initializer_list<Role> roles) -> std::optional<Role> {
    for (const Role role : roles)
      if (!Has(event, role)) return role;
    return std::nullopt;
  };
  switch (event.kind) {
    case DealKind::kContract: return triggers & (classes_.buyer_noun | classes_.other_noun) ? missing({Role::kCustomer}) : triggers & classes_.seller_noun ? missing({Role::kSupplier}) : std::nullopt;
    case DealKind::kAcquisition: return triggers & classes_.buyer_noun ? missing({Role::kAcquirer}) : triggers & classes_.seller_noun ? missing({Role::kSeller}) : triggers & classes_.object_noun ? missing({Role::kTarget}) : std::nullopt;
    case DealKind::kInvestment: return triggers & classes_.buyer_noun ? missing({Role::kInvestor}) : triggers & classes_.object_noun ? missing({Role::kInvestee}) : std::nullopt;
    case DealKind::kPartnership: return triggers & classes_.other_noun ? std::optional(Role::kPartner) : std::nullopt;
    case DealKind::kJointVenture: return triggers & classes_.other_noun ? std::optional(Role::kParent) : std::nullopt;
  }
  return std::nullopt;
}

void EventFinder::ReadRoleNoun() {
  if (pending_ && sentence_ > pending_->sentence + kPairSentences) pending_.reset();
  for (uint32_t p = 0; p + 1 < phrases_.size() && p < 2; ++p) {
    const Phrase& noun = phrases_[p];
    const uint64_t classes = noun.triggers & (classes_.buyer_noun | classes_.seller_noun | classes_.object_noun | classes_.other_noun);
    if (classes == 0 || noun.grammatical_case != Case::kTopic || ActingName(noun) != kNone) continue;
    // "발주처는 B다", "매도인은 B로, …"
    uint32_t said = p + 1;
    while (said < phrases_.size() && phrases_[said].grammatical_case != Case::kDirection && phrases_[said].grammatical_case != Case::kCopula) ++said;
    if (phrases_[said < phrases_.size() ? said : p + 1].grammatical_case == Case::kDirection && said > p + 2) return;
    if (said >= phrases_.size() || (phrases_[said].grammatical_case == Case::kCopula && said + 1 < phrases_.size())) said = static_cast<uint32_t>(phrases_.size()) - 1;
    const uint32_t name = ActingName(phrases_[said]);
    if (name == kNone) return;
    const bool open = pending_ && RoleOfNoun(classes, *pending_);
    Event* event = open ? &*pending_ : !events_.empty() && events_.back().sentence + kPairSentences >= sentence_ ? &events_.back() : nullptr;
    if (event == nullptr) return;
    const auto role = RoleOfNoun(classes, *event);
    if (!role) return;
    Fill(event, name, *role, false, 0.95f, kLeastArgument);
    if (!open || !Reaches(*event)) return;
    ChooseForm(event);
    events_.push_back(std::move(*event));
    pending_.reset();
    return;
  }
}

uint32_t EventFinder::NameBefore(const Phrase& phrase, uint64_t triggers) const {
  for (uint32_t n = phrase.first_name; n < phrase.end_name; ++n) {
    const uint32_t next = reading_.names[n].end_word;
    if (next < phrase.end_word && (reading_.tokens[next].triggers & triggers) && MayAct(reading_.entities[reading_.names[n].entity])) return n;
  }
  return kNone;
}

void EventFinder::ReadVentures() {
  const auto frame = std::find_if(pack_.frames.begin(), pack_.frames.end(), [](const Frame& f) { return f.kind == DealKind::kJointVenture; });
  if (frame == pack_.frames.end()) return;
  for (uint32_t p = 1; p < phrases_.size(); ++p) {
    const Phrase& phrase = phrases_[p];
    if (!(phrase.triggers & classes_.jv) || phrases_[p - 1].predicate) continue;
    const bool of = phrases_[p - 1].grammatical_case == Case::kOf && ActingName(phrases_[p - 1]) != kNone;
    // "C는 A와 B의 합작사다", "C는 A와 B의 합작사로 세워졌다"
    uint32_t topic = kNone;
    if (of && (phrase.predicate || phrase.grammatical_case == Case::kDirection) && phrases_[0].grammatical_case == Case::kTopic && p > 2) topic = ActingName(phrases_[0]);
    if (phrase.predicate && topic == kNone) continue;
    const uint32_t inside = of ? kNone : NameBefore(phrase, classes_.jv);  // "A와 B 합작사 C가"
    if (!of && (inside == kNone || !IsListed(phrases_[p - 1]))) continue;
    const bool behind = phrase.grammatical_case == Case::kCopula && p + 1 < phrases_.size() && ActingName(phrases_[p + 1]) != kNone;  // "합작사인 C는"
    if (!behind && topic == kNone && !Describes(phrase, classes_.jv)) continue;
    const uint32_t venture = topic != kNone ? topic : behind ? ActingName(phrases_[p + 1]) : phrase.end_name - 1;
    // it was read as one of its own parents
    const auto is_parent = [&](const Filler& f) { return f.entity == reading_.names[topic].entity && f.role == Role::kParent; };
    if (topic != kNone) std::erase_if(events_, [&](const Event& e) { return e.sentence == sentence_ && e.kind == DealKind::kJointVenture && std::any_of(e.fillers.begin(), e.fillers.end(), is_parent); });
    const auto same = [&](const Event& e) { return e.sentence == sentence_ && e.kind == DealKind::kJointVenture; };
    if (std::any_of(events_.rbegin(), events_.rend(), same)) return;
    Event event{.frame = &*frame, .kind = frame->kind, .form = frame->form, .sentence = sentence_};
    FillList(p - 1, Role::kParent, topic != kNone ? kWeakestFiller : kSureParty, &event);
    if (inside != kNone && inside != venture && reading_.names[inside].certainty >= kSureParty) Fill(&event, inside, Role::kParent, false, 0.9f);
    if (event.fillers.size() < 2) continue;
    Fill(&event, venture, Role::kVenture, false, 1.0f, kLeastArgument);
    event.status = DealStatus::kCompleted;
    event.background = true;
    event.begin = event.fillers[0].begin;
    for (const Filler& filler : event.fillers) event.begin = std::min(event.begin, filler.begin);
    event.trigger = words_[phrase.first_word].begin;
    event.end = words_[phrases_[behind ? p + 1 : p].end_word - 1].end;
    if (Reaches(event)) events_.push_back(std::move(event));
  }
}

void EventFinder::FillBuyer(const Clause& clause, bool country, Event* event) {
  if (Has(*event, Role::kCustomer)) return;
  for (const uint32_t a : clause.arguments) {
    const Phrase& phrase = phrases_[a];
    if (phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject || phrase.grammatical_case == Case::kWith) continue;
    for (uint32_t n = phrase.first_name; n < phrase.end_name; ++n) {
      if (phrase.grammatical_case == Case::kOf && n + 1 < phrase.end_name && n + 1 == ActingName(phrase) && reading_.names[n + 1].certainty >= kSureParty && MayAct(reading_.entities[reading_.names[n + 1].entity])) continue;  // "서초구 한빛조합의": where it is
      const Entity& entity = reading_.entities[reading_.names[n].entity];
      const bool abroad = country && entity.is_place && entity.kind == PartyKind::kCountry && entity.canonical != pack_.home;
      const bool possessor = phrase.grammatical_case == Case::kOf && n == ActingName(phrase) && MayAct(entity) && reading_.names[n].certainty >= kSureParty && Has(*event, Role::kSupplier);
      if (abroad || possessor || (entity.kind == PartyKind::kGovernment && !entity.is_place)) return Fill(event, n, Role::kCustomer, false, 0.7f, kLeastArgument);
    }
  }
}

void EventFinder::FillCompanions(Role role, Event* event) {
  if (std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == role; }) && event->fillers.size() >= 2) return;
  for (size_t c = 0; c < clause_; ++c) {
    // "B와 20억 달러씩을 출자해 합작사를 세웠다": what they pay tells an event too
    const bool paid = role == Role::kParent && clauses_[c].predicate != kNoPhrase && (phrases_[clauses_[c].predicate].triggers & classes_.invest);
    if (clauses_[c].relative || (told_[c] && !paid)) continue;
    for (const uint32_t a : clauses_[c].arguments) {
      if (phrases_[a].grammatical_case != Case::kWith && phrases_[a].grammatical_case != Case::kWithOf) continue;
      FillList(a, role, kSureParty, event);
    }
  }
}

void EventFinder::FillList(uint32_t last, Role role, float least, Event* event) {
  for (uint32_t p = last + 1; p-- > 0;) {
    if (p != last && !IsListed(phrases_[p])) return;
    const uint32_t name = ActingName(phrases_[p]);
    if (name != kNone && reading_.names[name].certainty >= least) Fill(event, name, role, false, 0.9f);
    if (p == 0 || phrases_[p].predicate) return;
  }
}

void EventFinder::FillConsortium(Role role, Event* event) {
  for (size_t c = 0; c < clause_; ++c) {
    if (clauses_[c].relative || std::none_of(clauses_[c].arguments.begin(), clauses_[c].arguments.end(), [&](uint32_t a) { return (phrases_[a].triggers & classes_.consortium) != 0; })) continue;
    for (const uint32_t a : clauses_[c].arguments)
      if (phrases_[a].grammatical_case == Case::kWith && ActingName(phrases_[a]) != kNone) Fill(event, ActingName(phrases_[a]), role, false, 0.9f, kLeastArgument);
  }
}

void EventFinder::FillRound(Event* event) {
  if (events_.empty() || events_.back().form != DealForm::kFundingRound || sentence_ > events_.back().sentence + kAntecedentSentences) return;
  for (const Filler& filler : events_.back().fillers)
    if (filler.role == Role::kInvestee && std::none_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; })) {
      event->fillers.push_back(filler);
      event->fillers.back().inherited = true;
    }
}

void EventFinder::FillFromCooperation(Role role, Event* event) {
  if (events_.empty()) return;
  const Event& last = events_.back();
  if (last.sentence != sentence_ || last.kind != DealKind::kPartnership) return;
  const bool buys = role == Role::kAcquirer && last.frame->name == "cooperate";  // "B와 손잡고 C를 인수한다"
  if (role != Role::kParent && role != Role::kPartner && !buys) return;
  for (const Filler& filler : last.fillers) {
    if (std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; })) continue;
    event->fillers.push_back(filler);
    event->fillers.back().role = role;
  }
}

bool EventFinder::FillLastTarget(Role role, Event* event) {
  const auto is_target = [&](const Filler& f) { return f.role == Role::kTarget || (f.role == Role::kInvestee && role == Role::kInvestee && !reading_.entities[f.entity].is_place); };
  const auto has_target = [&](const Event& e) { return std::any_of(e.fillers.begin(), e.fillers.end(), is_target) && sentence_ <= e.sentence + kAntecedentSentences; };
  const Event* last = !events_.empty() && has_target(events_.back()) ? &events_.back() : pending_ && has_target(*pending_) ? &*pending_ : nullptr;
  if (last == nullptr) return false;
  const auto filled = [&](const Filler& f) { return std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& own) { return own.entity == f.entity; }); };
  const auto target = std::find_if(last->fillers.begin(), last->fillers.end(), is_target);
  if (filled(*target)) return false;
  event->fillers.push_back(*target);
  event->fillers.back().role = role;
  event->fillers.back().inherited = true;
  return true;
}

bool EventFinder::FillAntecedent(const Frame& frame, Event* event) {
  if (events_.empty()) return false;
  const Event& last = events_.back();
  if (last.kind != frame.kind || !Has(last, *frame.antecedent) || (last.form != frame.form && last.form != DealForm::kEquity && last.kind != DealKind::kAcquisition) || sentence_ > last.sentence + kAntecedentSentences) return false;
  // "매각을 위한 예비입찰을 진행한다": who sells bids for nothing
  for (const Filler& filler : last.fillers)
    if (filler.role == Role::kSeller && std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; })) return false;
  for (const Filler& filler : last.fillers) {
    if (filler.role != *frame.antecedent) continue;
    std::erase_if(event->fillers, [&](const Filler& f) { return f.entity == filler.entity; });
    event->fillers.push_back(filler);
    event->fillers.back().inherited = true;
  }
  return true;
}

void EventFinder::FillFromContext(const Clause& clause, const Frame& frame, bool passive, Event* event) {
  if (clause.relative) FillTopicOfCopula(clause, frame, event);
  if (clause.relative && clause.head != kNoPhrase) {
    const uint32_t name = ActingName(phrases_[clause.head]);
    const bool has_subject = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kSubject; });
    if (name != kNone) {
      // "A가 인수한 B": B is the object; "B를 인수한 A": A acts; "A는 지난해 인수한 B의 ...": B is the object again
      const bool object_open = !passive && frame.object && !Has(*event, *frame.object) && !NobodyActsBefore(clause);
      const bool founds = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kObject && (phrases_[a].triggers & (classes_.jv | classes_.entity)); });
      if (frame.kind == DealKind::kJointVenture && !founds && !Has(*event, Role::kVenture)) {
        Fill(event, name, Role::kVenture, false, 0.95f, kLeastArgument);  // "A가 B와 합작 설립한 C"
      }
      const auto receives = frame.kind == DealKind::kInvestment ? frame.to : std::nullopt;
      const auto role = has_subject || object_open ? (frame.object ? frame.object : receives) : passive && frame.passive_subject ? frame.passive_subject : frame.subject;
      if (role) Fill(event, name, *role, false, 0.95f, frame.kind == DealKind::kAcquisition || (has_subject && *role == Role::kInvestee && IsPast(clause)) ? kLeastArgument : kWeakestFiller);
      // "본입찰에 뛰어든 B와 C는"
      if (role && *role == frame.subject && !has_subject && !frame.object)
        for (uint32_t h = clause.head; h + 1 < phrases_.size() && (phrases_[h].grammatical_case == Case::kWith || phrases_[h].joined) && ActingName(phrases_[h + 1]) != kNone && !phrases_[h + 1].predicate; ++h)
          Fill(event, ActingName(phrases_[h + 1]), *role, false, 0.95f);
      const bool with = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kWith; });
      const bool lacks_parent = frame.kind == DealKind::kJointVenture && with && std::count_if(event->fillers.begin(), event->fillers.end(), [](const Filler& f) { return f.role == Role::kParent; }) < 2;
      if (has_subject || (!object_open && !lacks_parent)) return;
    }
    // "A가 인수한 이 회사는", "A에 인수된 이 회사는"
    const bool is_object = has_subject ? frame.object == Role::kTarget : passive && frame.passive_subject == Role::kTarget;
    if (name == kNone && is_object && !Has(*event, Role::kTarget) && (phrases_[clause.head].roles & pack::kTheCompany) && !FillLastTarget(Role::kTarget, event) && focus_ != kNone)
      Fill(event, focus_, Role::kTarget, true, kInheritedWeight);
  }
  // "A는 B와 합작사를 세우기 위한 협약을": who agrees founds it
  if (clause.relative && clause.head != kNoPhrase && frame.kind == DealKind::kJointVenture && (phrases_[clause.head].triggers & (classes_.agree | classes_.contract)))
    for (uint32_t p = 0; p < clause.first_phrase; ++p) {
      const Case c = phrases_[p].grammatical_case;
      if (c == Case::kTopic || c == Case::kSubject || c == Case::kWith) FillList(p, Role::kParent, kSureParty, event);
    }
  const auto subject = passive && frame.passive_subject ? frame.passive_subject : frame.subject;
  if (!subject || (TriggersOf(clause) & classes_.approve)) return;
  const bool acts = Has(*event, *subject);
  const auto count = std::count_if(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == *subject; });
  FillConsortium(*subject, event);
  if (*subject == Role::kPartner || *subject == Role::kParent) FillCompanions(*subject, event);
  if (frame.kind == DealKind::kInvestment && frame.to == Role::kInvestee && !Has(*event, Role::kInvestee)) FillRound(event);
  const bool needs_more = *subject == Role::kPartner || *subject == Role::kParent
                              ? LacksSubject(clause) || count < 2
                              : !acts;
  if (!needs_more || HasOwnSubject(clause)) return;
  if (clause.inherited != kNoPhrase) {
    const uint32_t name = ActingName(phrases_[clause.inherited]);
    if (name != kNone) {
      Fill(event, name, *subject, false, 0.95f);
      for (uint32_t p = clause.inherited; p > 0 && IsListed(phrases_[p - 1]) && !phrases_[p - 1].predicate; --p)
        if (ActingName(phrases_[p - 1]) != kNone) Fill(event, ActingName(phrases_[p - 1]), *subject, false, 0.95f);
      return FillFromCooperation(*subject, event);
    }
    if (phrases_[clause.inherited].roles & pack::kTheCompany && focus_ != kNone) return Fill(event, focus_, *subject, true, kInheritedWeight);
    return;
  }
  if (clause.relative) {
    // the subject that stands before a relative clause acts in it too when nobody else does
    for (uint32_t p = 0; p < clause.first_phrase; ++p) {
      if (phrases_[p].grammatical_case != Case::kTopic && phrases_[p].grammatical_case != Case::kSubject) continue;
      const uint32_t name = ActingName(phrases_[p]);
      if (name != kNone) return Fill(event, name, *subject, false, 0.9f);
    }
  }
  // "B와의 제휴가 성사되면서 A는", "“…하기로 했다”고 A 관계자는 말했다": who comes only behind
  if (!clause.relative && !headline_)
    for (uint32_t p = clause.last_phrase + 1; p < phrases_.size(); ++p) {
      if (phrases_[p].grammatical_case != Case::kTopic && phrases_[p].grammatical_case != Case::kSubject) continue;
      const uint32_t name = ActingName(phrases_[p]);
      if (name == kNone || reading_.names[name].certainty < kSureParty || !MayAct(reading_.entities[reading_.names[name].entity])) break;
      return Fill(event, name, *subject, false, 0.9f);
    }
  if (focus_ != kNone && !headline_ && !(clause.relative && SentenceHasSubject())) Fill(event, focus_, *subject, true, kInheritedWeight);
  FillFromCooperation(*subject, event);
}

bool EventFinder::NobodyActsBefore(const Clause& clause) const {
  for (uint32_t p = 0; p < clause.first_phrase; ++p)
    if ((phrases_[p].grammatical_case == Case::kTopic || phrases_[p].grammatical_case == Case::kSubject) && ActingName(phrases_[p]) != kNone) return false;
  return true;
}

bool EventFinder::LacksSubject(const Clause& clause) const {
  if (headline_ || HasOwnSubject(clause)) return false;
  return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kWith && ActingName(phrases_[a]) != kNone; });
}

bool EventFinder::SentenceHasSubject() const {
  return std::any_of(phrases_.begin(), phrases_.end(), [](const Phrase& p) { return p.grammatical_case == Case::kTopic || p.grammatical_case == Case::kSubject; });
}

}  // namespace entente::deal
