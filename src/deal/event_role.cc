// Puts names into the roles of a frame: by the case of their phrase, as modifiers of the trigger, in lists.
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

namespace {

constexpr float kPersonWeight = 0.6f;
constexpr float kSureModifier = 0.4f;    // of a name right before a trigger: "자율주행 인수" has none
constexpr uint32_t kMaxFillers = 24;     // of one event: longer lists are not parties of one deal

}  // namespace

uint32_t EventFinder::ActingName(const Phrase& phrase) const {
  if (phrase.first_name == phrase.end_name) return kNone;
  uint32_t n = phrase.end_name - 1;
  // "B 미국 본사": the part of a firm that stands in a place
  if (n > phrase.first_name && IsPlace(n) && !IsPlace(n - 1) && reading_.names[n - 1].end_word == reading_.names[n].first_word) {
    // "B 필리핀을": its subsidiary there
    const bool subsidiary = phrase.head < reading_.names[n].end_word && phrase.grammatical_case != Case::kTo && phrase.grammatical_case != Case::kAt && phrase.grammatical_case != Case::kNone;
    if (subsidiary || (reading_.tokens[phrase.head].roles & pack::kSide)) --n;
  }
  const Name& name = reading_.names[n];
  for (uint32_t w = name.end_word; w <= phrase.head && w < phrase.end_word; ++w) {
    if (words_[w].word_class == WordClass::kPunctuation) {
      if (words_[w].mark == '(') break;
      continue;
    }
    const Token& token = reading_.tokens[w];
    if (token.name >= 0 && static_cast<uint32_t>(token.name) != n) continue;  // the place
    if (token.roles & pack::kEtc) return n;  // "A·B 등 국내 기관투자자들도"
    if (token.roles & pack::kAdvisor) return kNone;  // "B증권 연구원은": who tells of the deals of others
    constexpr uint32_t kTransparent = pack::kTitle | pack::kPersonName | pack::kSide | pack::kEtc | pack::kPersonMarker | pack::kTogether | pack::kListAnd;
    if ((token.roles & kTransparent) || (token.triggers & classes_.consortium)) continue;
    if (words_[w].word_class == WordClass::kDigit || text::IsAsciiDigit(text_[words_[w].begin])) continue;  // "등 3개사와"
    if (IsTitleWord(w)) continue;
    if (!token.known && token.triggers == 0 && token.amount < 0 && token.ending == Ending::kNone && words_[w].space_before) continue;  // 젠지 이스포츠
    return kNone;
  }
  return n;
}

bool EventFinder::IsTitleWord(uint32_t w) const {
  const Token& token = reading_.tokens[w];
  const std::string_view stem = text_.substr(words_[w].begin, token.stem_end - words_[w].begin);
  bool title = false;
  pack_.words.Each(stem, [&](uint32_t index) { title = title || (pack_.entries[index].roles & (pack::kTitle | pack::kEtc | pack::kSide)) != 0; });
  return title;
}

Case EventFinder::EffectiveCase(const Clause& clause, size_t index) const {
  const Phrase& phrase = phrases_[clause.arguments[index]];
  // "‘C’라는 회사를": the noun behind it says its place
  if (phrase.grammatical_case == Case::kCalled && index + 1 < clause.arguments.size() && ActingName(phrases_[clause.arguments[index + 1]]) == kNone)
    return phrases_[clause.arguments[index + 1]].grammatical_case;
  const bool list = (phrase.joined && phrase.grammatical_case == Case::kNone) || phrase.grammatical_case == Case::kWith;
  // "B, 옷을 취급하는 C에": what describes the next of the list stands between
  if (list && phrase.grammatical_case == Case::kNone && index + 1 < clause.arguments.size() && ActingName(phrases_[clause.arguments[index + 1]]) != kNone &&
      std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& c) { return c.relative && c.head == clause.arguments[index + 1] && c.first_phrase == clause.arguments[index] + 1; }))
    return EffectiveCase(clause, index + 1);
  if (!list || index + 1 >= clause.arguments.size() || clause.arguments[index + 1] != clause.arguments[index] + 1) return phrase.grammatical_case;
  const Phrase& next = phrases_[clause.arguments[index + 1]];
  if (phrase.grammatical_case == Case::kWith && (next.first_roles & pack::kTogether)) return Case::kWith;  // "B와 함께 C를"
  if (ActingName(next) == kNone) return phrase.grammatical_case == Case::kNone && next.joined && next.grammatical_case == Case::kNone && next.triggers == 0 && next.amount < 0 ? EffectiveCase(clause, index + 1) : phrase.grammatical_case;
  if ((next.amount >= 0 && phrase.amount >= 0) || next.grammatical_case == Case::kCalled) return phrase.grammatical_case;
  const bool with = phrase.grammatical_case == Case::kWith;
  if ((next.grammatical_case == Case::kAt && !(next.roles & pack::kEtc) && (with || IsPlace(ActingName(next)))) || next.grammatical_case == Case::kDirection || next.grammatical_case == Case::kUntil || next.grammatical_case == Case::kSince)
    return phrase.grammatical_case;  // "B와 서울 A 본사에서"
  if (phrase.grammatical_case == Case::kWith) {
    // "B와 미국에", "B와 합작법인 C를": a place or a venture is no second member
    if (IsPlace(ActingName(next)) != IsPlace(ActingName(phrase)) || (next.triggers & classes_.jv)) return phrase.grammatical_case;
    // "B와 제품의 공급계약을": a product after "with" makes no list, nor does a possessor unless of the trigger
    if (reading_.names[ActingName(next)].certainty < kSureParty) return phrase.grammatical_case;
    if (next.grammatical_case == Case::kOf && (index + 2 >= clause.arguments.size() || phrases_[clause.arguments[index + 2]].triggers == 0)) return phrase.grammatical_case;
  }
  return EffectiveCase(clause, index + 1);
}

void EventFinder::Fill(Event* event, uint32_t name, Role role, bool inherited, float weight, float least) {
  const Name& n = reading_.names[name];
  const Entity& entity = reading_.entities[n.entity];
  // countries invest and buy; regions and cities are only invested in
  const bool country_acts = entity.kind == PartyKind::kCountry && (role == Role::kInvestor || role == Role::kCustomer);
  if (entity.is_place && role != Role::kInvestee && !country_acts) return;
  // states supply nothing and are not bought; authorities approve what others buy and sell
  if (IsState(entity) && (role == Role::kSupplier || role == Role::kTarget || role == Role::kAcquirer)) return;
  if ((reading_.tokens[n.first_word].roles & pack::kMedia) && (role == Role::kAcquirer || role == Role::kInvestor)) return;  // who tells it
  if (inherited && entity.kind == PartyKind::kGovernment && role != Role::kPartner && role != Role::kCustomer && role != Role::kInvestor) return;
  if (entity.kind == PartyKind::kPerson || n.certainty * weight < least) return;
  for (Filler& filler : event->fillers)
    if (filler.entity == n.entity) return;
  if (event->fillers.size() >= kMaxFillers) return;
  event->fillers.push_back({n.entity, role, n.begin, n.end, n.certainty * weight, inherited});
}

bool EventFinder::Has(const Event& event, Role role) {
  return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == role; });
}

std::optional<Role> EventFinder::RoleOf(const Frame& frame, Case grammatical_case, bool passive) const {
  switch (grammatical_case) {
    case Case::kTopic: case Case::kSubject: case Case::kAlso: return passive && frame.passive_subject ? frame.passive_subject : frame.subject;
    case Case::kObject: return frame.object;
    case Case::kWith: case Case::kWithOf: return frame.with;
    case Case::kTo: return frame.to_only_passive && !passive ? std::nullopt : frame.to;
    case Case::kDirection: return frame.name == "sell" || frame.name == "stake_sell" || frame.name == "pass" ? frame.to : std::nullopt;
    case Case::kFrom: return frame.from;
    case Case::kAt: return frame.from;
    default: return std::nullopt;
  }
}

void EventFinder::FillArguments(const Clause& clause, const Frame& frame, bool passive, Event* event) {
  const bool approved = (TriggersOf(clause) & classes_.approve) != 0;
  const bool is_of_another = IsOfAnother(clause);
  for (size_t i = 0; i < clause.arguments.size(); ++i) {
    const Phrase& phrase = phrases_[clause.arguments[i]];
    Case grammatical_case = EffectiveCase(clause, i);
    if (phrase.grammatical_case == Case::kWith && i + 1 < clause.arguments.size() && clause.arguments[i + 1] == clause.arguments[i] + 1) {
      const Phrase& next = phrases_[clause.arguments[i + 1]];
      const bool before_object = next.grammatical_case == Case::kObject && ActingName(next) != kNone;
      if (before_object && frame.object == Role::kVenture) grammatical_case = Case::kWith;  // "A는 B와 C를 설립했다"
      if (before_object && frame.object == Role::kTarget && !(next.first_roles & pack::kTogether)) grammatical_case = Case::kObject;  // "A는 B와 C를 팔았다"
    }
    // "A는 B의 지분을 사들이는 협약을 맺었다": B is what the agreement is about
    if (frame.kind == DealKind::kPartnership && clause.content != kNoPhrase && (grammatical_case == Case::kOf || grammatical_case == Case::kObject) && clause.arguments[i] < clauses_[clause.content].predicate) continue;
    // names that stand before the trigger in its own phrase, or possess it: "바로투자증권 인수를", "KT와 MS의 협력"
    if (phrase.triggers != 0 || (grammatical_case == Case::kOf && i + 1 < clause.arguments.size())) FillModifiers(clause, i, frame, event);
    const uint32_t name = ActingName(phrase);
    auto role = RoleOf(frame, grammatical_case, passive);
    if (!role && grammatical_case == Case::kWith && frame.from && IsListedAt(clause, i)) role = frame.from;
    // "B와 함께": B does what the subject does
    if (grammatical_case == Case::kWith && clause.arguments[i] + 1 < phrases_.size() && (phrases_[clause.arguments[i] + 1].first_roles & pack::kTogether)) role = frame.subject;
    // "B와 C를 사들이는 계약을 맺었다": who sells
    const bool signed_with = grammatical_case == Case::kWith && frame.kind == DealKind::kAcquisition && frame.subject == Role::kAcquirer && clause.predicate != kNoPhrase && clause.predicate + 1 < phrases_.size() &&
                             phrases_[clause.predicate].ending == Ending::kAdnominal && (phrases_[clause.predicate + 1].triggers & classes_.contract);
    if (signed_with) role = Role::kSeller;
    const bool acts = grammatical_case == Case::kTopic || grammatical_case == Case::kSubject || grammatical_case == Case::kFrom;
    const bool has_content = frame.kind == DealKind::kPartnership && HasContent(clause);
    if (has_content && grammatical_case == Case::kSubject) role.reset();  // "A와 B는 B가 ...하는 내용의 협약을": who acts inside
    if (grammatical_case == Case::kTopic && !has_content && HasSubjectAfter(clause, i)) role = !passive && IsObject(clause, i, frame) ? frame.object : std::nullopt;  // "A는 B가 C와 계약을 맺자": B acts
    if (grammatical_case == Case::kTopic && frame.kind == DealKind::kAcquisition && frame.object && HasNominalSubjectAfter(clause, i)) role = frame.object;
    if (approved && acts) role.reset();  // who approves takes no part
    if (is_of_another && acts && role == frame.subject) role.reset();  // "A는 B의 C 인수를 평가했다"
    if (phrase.roles & pack::kBothParties) FillBothParties(frame, grammatical_case, clause.arguments[i], event);
    if (phrase.grammatical_case == Case::kWithOf && clause.arguments[i] + 1 < phrases_.size() && phrases_[clause.arguments[i] + 1].triggers == 0) continue;  // "주지사와의 면담"
    if (!role) continue;
    if (name != kNone) {
      // the object of buying, the other side of a signed agreement: what else than a party stands there?
      const bool raises = *role == Role::kInvestee && frame.subject == Role::kInvestee && std::any_of(clause.arguments.begin() + static_cast<std::ptrdiff_t>(i), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kFrom && phrases_[a].firm; });
      const bool other_side = raises || grammatical_case == Case::kObject || ((grammatical_case == Case::kWith || grammatical_case == Case::kTo) && (TriggersOf(clause) & (classes_.conclude | classes_.invest)));
      const bool whole = reading_.names[name].end_word == phrase.head + ((phrase.roles & pack::kEtc) && reading_.tokens[phrase.head].name < 0 ? 0 : 1);  // "B 등을"
      if (grammatical_case == Case::kAt && reading_.names[name].certainty < kSureParty) continue;  // more likely where it was done
      const Entity& region = reading_.entities[reading_.names[name].entity];
      if (frame.kind == DealKind::kPartnership && grammatical_case == Case::kWith && other_side && region.kind == PartyKind::kRegion && region.is_place)  // "조지아주와 협약을 맺었다"
        event->fillers.push_back({reading_.names[name].entity, *role, reading_.names[name].begin, reading_.names[name].end, 0.9f, false});
      Fill(event, name, *role, false, 1.0f, other_side && whole ? kLeastArgument : kWeakestFiller);
      if (phrase.roles & pack::kEtc) FillUnmarkedList(phrase, name, *role, event);
    } else if (frame.kind == DealKind::kContract && grammatical_case == Case::kTo && i > 0 && clause.arguments[i - 1] + 1 == clause.arguments[i] && phrases_[clause.arguments[i - 1]].grammatical_case == Case::kOf && phrases_[clause.arguments[i - 1]].firm && phrase.triggers == (phrase.triggers & classes_.plant)) {
      Fill(event, ActingName(phrases_[clause.arguments[i - 1]]) == kNone ? phrases_[clause.arguments[i - 1]].end_name - 1 : ActingName(phrases_[clause.arguments[i - 1]]), *role, false, 0.9f);  // "B의 물류센터에 납품한다"
    } else if (const uint64_t members = classes_.consist | ((phrase.triggers & classes_.consortium) && role == frame.subject ? classes_.join | classes_.lead : 0); IsDescribedBy(clause.arguments[i], members)) {
      FillMembers(clause.arguments[i], members, *role, event);
    } else if ((role == Role::kTarget || (role == Role::kInvestee && (role != frame.subject || (!events_.empty() && events_.back().sentence + 1 == sentence_ && events_.back().sentence == focus_sentence_)))) &&
               (phrase.roles & pack::kTheCompany) && FillLastTarget(*role, event)) {
      continue;
    } else if (role == frame.subject && phrase.first_word == phrase.head && FillAuthority(phrase, *role, event)) {
      continue;
    } else if (role == Role::kTarget && phrase.triggers == 0 && !(phrase.roles & pack::kTheCompany) && ((phrase.roles & pack::kPersonName) || IsTitleWord(phrase.head))) {
      continue;  // "대표를 검찰에 넘겼다"
    } else if (((phrase.roles & (pack::kTheCompany | pack::kPersonName)) || IsTitleWord(phrase.head)) && focus_ != kNone) {
      Fill(event, focus_, *role, true, kInheritedWeight);
    } else if ((*role == Role::kSeller && grammatical_case == Case::kFrom && (phrase.roles & pack::kPersonName)) ||
               ((*role == Role::kInvestor || *role == Role::kAcquirer) && role == frame.subject && (reading_.tokens[phrase.head].roles & pack::kPersonMarker))) {
      FillPerson(phrase, *role, event);
    } else if (*role == Role::kTarget && frame.subject == Role::kAcquirer && frame.from == Role::kSeller && phrase.triggers == 0) {
      FillPartOwner(clause, i, event);
    } else if (*role == Role::kInvestee && (phrase.roles & pack::kPlant)) {
      FillSite(phrase, *role, event);
    }
  }
}

void EventFinder::FillAttendees(Event* event) {
  if (event->kind != DealKind::kPartnership || event->fillers.size() != 1) return;
  for (const Clause& other : clauses_) {
    if (!other.relative || other.head == kNoPhrase || !phrases_[other.head].amid || phrases_[other.predicate].triggers != 0) continue;
    for (const uint32_t a : other.arguments) {
      const Phrase& phrase = phrases_[a];
      if (phrase.first_name == phrase.end_name || !(phrase.roles & (pack::kTitle | pack::kPersonName))) continue;
      const Entity& entity = reading_.entities[reading_.names[phrase.end_name - 1].entity];
      if (!entity.is_place && entity.kind != PartyKind::kGovernment && MayAct(entity)) Fill(event, phrase.end_name - 1, Role::kPartner, false, 1.0f);
    }
  }
}

void EventFinder::FillHost(const Clause& clause, Event* event) {
  if (event->kind != DealKind::kPartnership || !(TriggersOf(clause) & classes_.conclude) || event->fillers.size() != 1) return;
  for (const uint32_t a : clause.arguments) {
    const uint32_t name = phrases_[a].grammatical_case == Case::kAt ? ActingName(phrases_[a]) : kNone;
    if (name != kNone && !IsPlace(name) && reading_.names[name].certainty >= kSureName) return Fill(event, name, Role::kPartner, false, 0.9f);
  }
}

bool EventFinder::IsDescribedBy(uint32_t phrase, uint64_t triggers) const {
  return std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& c) { return c.relative && c.head == phrase && (phrases_[c.predicate].triggers & triggers); });
}

bool EventFinder::IsListedAt(const Clause& clause, size_t index) const {
  const uint32_t next = clause.arguments[index] + 1;
  return index + 1 < clause.arguments.size() && clause.arguments[index + 1] == next && phrases_[next].grammatical_case == Case::kAt && phrases_[next].firm;
}

bool EventFinder::HasContent(const Clause& clause) const {
  return clause.content != kNoPhrase && clauses_[clause.content].arguments.size() < clause.arguments.size() &&
         std::equal(clauses_[clause.content].arguments.begin(), clauses_[clause.content].arguments.end(), clause.arguments.begin()) &&
         std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kTopic && ActingName(phrases_[a]) != kNone; });
}

bool EventFinder::HasInnerSubject(const Clause& clause) const {
  const Clause& content = clauses_[clause.content];
  if (content.inherited != kNoPhrase) return phrases_[content.inherited].grammatical_case == Case::kSubject && content.inherited != clause.inherited;
  return std::any_of(content.arguments.begin(), content.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kSubject && ActingName(phrases_[a]) != kNone; });
}

void EventFinder::FillMembers(uint32_t phrase, uint64_t triggers, Role role, Event* event) {
  for (const Clause& clause : clauses_)
    if (clause.relative && clause.head == phrase && (phrases_[clause.predicate].triggers & triggers))
      for (const uint32_t a : clause.arguments)
        if (ActingName(phrases_[a]) != kNone) Fill(event, ActingName(phrases_[a]), role, false, 0.95f);
}

bool EventFinder::IsOfAnother(const Clause& clause) const {
  if (clause.predicate == kNoPhrase || phrases_[clause.predicate].triggers != 0) return false;
  for (size_t i = 0; i + 1 < clause.arguments.size(); ++i) {
    const Phrase& possessor = phrases_[clause.arguments[i]];
    const Phrase& next = phrases_[clause.arguments[i + 1]];
    if (possessor.grammatical_case != Case::kOf || next.grammatical_case != Case::kObject || next.triggers == 0 || next.first_name == next.end_name) continue;
    const uint32_t name = ActingName(possessor);
    if (name != kNone && reading_.names[name].certainty >= kSureParty && MayAct(reading_.entities[reading_.names[name].entity])) return true;
  }
  return false;
}

bool EventFinder::HasSubjectAfter(const Clause& clause, size_t index) const {
  for (size_t i = index + 1; i < clause.arguments.size(); ++i) {
    const uint32_t name = phrases_[clause.arguments[i]].grammatical_case == Case::kSubject ? ActingName(phrases_[clause.arguments[i]]) : kNone;
    if (name != kNone && reading_.names[name].certainty >= kSureParty && MayAct(reading_.entities[reading_.names[name].entity])) return true;
  }
  return false;
}

bool EventFinder::IsObject(const Clause& clause, size_t index, const Frame& frame) const {
  if (!frame.object || frame.kind == DealKind::kPartnership || clause.predicate == kNoPhrase || phrases_[clause.predicate].triggers == 0) return false;
  return std::none_of(clause.arguments.begin() + static_cast<std::ptrdiff_t>(index), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kObject; });
}

bool EventFinder::HasNominalSubjectAfter(const Clause& clause, size_t index) const {
  return std::any_of(clause.arguments.begin() + static_cast<std::ptrdiff_t>(index) + 1, clause.arguments.end(), [&](uint32_t a) {
    return phrases_[a].grammatical_case == Case::kSubject && phrases_[a].triggers != 0 && phrases_[a].first_name == phrases_[a].end_name;
  });
}

bool EventFinder::HasOwnSubject(const Clause& clause) const {
  return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) {
    const Phrase& phrase = phrases_[a];
    return (phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject) && (phrase.triggers & ~classes_.consortium) == 0 && phrase.amount < 0 &&
           reading_.tokens[phrase.head].date < 0;
  });
}

void EventFinder::FillUnmarkedList(const Phrase& phrase, uint32_t last, Role role, Event* event) {
  for (uint32_t n = last; n > phrase.first_name && reading_.names[n - 1].end_word == reading_.names[n].first_word; --n)
    Fill(event, n - 1, role, false, 0.9f);
}

void EventFinder::FillPerson(const Phrase& phrase, Role role, Event* event) {
  for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w) {
    const bool marked = w < phrase.head && w + 1 == phrase.head && words_[w].word_class == WordClass::kHangul && (reading_.tokens[phrase.head].roles & pack::kPersonMarker);  // "김모 씨가"
    if ((!marked && !(reading_.tokens[w].roles & pack::kPersonName)) || reading_.tokens[w].name >= 0) continue;
    const uint32_t begin = words_[w].begin, end = reading_.tokens[w].stem_end;
    const std::string_view name = text_.substr(begin, end - begin);
    const auto [known, added] = reading_.entity_of.try_emplace(name, static_cast<uint32_t>(reading_.entities.size()));
    if (added) reading_.entities.push_back({.canonical = name, .latin = {}, .kind = PartyKind::kPerson, .surfaces = {name}});
    event->fillers.push_back({known->second, role, begin, end, kPersonWeight, false});
    return;
  }
}

void EventFinder::FillPartOwner(const Clause& clause, size_t index, Event* event) {
  const uint32_t object = clause.arguments[index];
  const auto sells = [&](uint32_t n) { return reading_.names[n].certainty >= kSureParty && !IsPlace(n) && MayAct(reading_.entities[reading_.names[n].entity]); };
  // without a sum it is as likely one of its products
  if (phrases_[object].amount >= 0 || std::none_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].amount >= 0; })) return;
  if (index > 0 && clause.arguments[index - 1] + 1 == object && phrases_[object - 1].grammatical_case == Case::kOf && ActingName(phrases_[object - 1]) != kNone) {
    if (sells(ActingName(phrases_[object - 1]))) Fill(event, ActingName(phrases_[object - 1]), Role::kSeller, false, 0.9f);
  } else if (phrases_[object].first_name != phrases_[object].end_name && sells(phrases_[object].first_name)) {
    Fill(event, phrases_[object].first_name, Role::kSeller, false, 0.9f);
  }
}

bool EventFinder::FillAuthority(const Phrase& phrase, Role role, Event* event) const {
  const std::string_view stem = text_.substr(words_[phrase.head].begin, reading_.tokens[phrase.head].stem_end - words_[phrase.head].begin);
  if (std::find(pack_.authorities.begin(), pack_.authorities.end(), stem) == pack_.authorities.end()) return false;
  for (uint32_t n = phrase.first_name; n-- > 0;) {
    const Entity& entity = reading_.entities[reading_.names[n].entity];
    if (!entity.canonical.ends_with(stem) || (entity.kind != PartyKind::kGovernment && !entity.is_place)) continue;
    if (std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == reading_.names[n].entity; })) return true;
    event->fillers.push_back({reading_.names[n].entity, role, reading_.names[n].begin, reading_.names[n].end, kInheritedWeight, true});
    return true;
  }
  return false;
}

void EventFinder::FillSite(const Phrase& phrase, Role role, Event* event) {
  for (uint32_t n = phrase.end_name; n-- > phrase.first_name;)  // "전북 익산 공장": the narrowest
    if (reading_.entities[reading_.names[n].entity].is_place) return Fill(event, n, role, false, 1.0f);
}

void EventFinder::FillModifiers(const Clause& clause, size_t index, const Frame& frame, Event* event) {
  const Phrase& phrase = phrases_[clause.arguments[index]];
  if (!frame.modifier) return;
  if (phrase.triggers == 0 || (phrase.grammatical_case == Case::kOf && index + 1 < clause.arguments.size() && Describes(phrase, phrase.triggers) && ActingName(phrase) != kNone)) {
    // "A의 B 인수": the possessor acts where another name is the object, else it is the object itself
    size_t possessor = index;  // "A와 B의 합병": of both
    while (phrases_[clause.arguments[possessor]].grammatical_case == Case::kWith && possessor + 2 < clause.arguments.size()) ++possessor;
    const Phrase& next = phrases_[clause.arguments[possessor + 1]];
    if (next.triggers == 0 && !(next.roles & pack::kStake)) return;
    const uint32_t name = ActingName(phrase);
    if (name == kNone) return;
    const bool object_follows = next.first_name != next.end_name;
    const bool of_part = frame.kind == DealKind::kAcquisition && (next.triggers & (classes_.part | classes_.hold));  // "A의 B 보유 지분": A sells
    const bool of_stake = frame.subject == Role::kTarget && (next.roles & pack::kStake);  // "B의 지분이 A로 넘어갔다"
    const auto role = of_part ? Role::kSeller : (object_follows || of_stake) && frame.subject ? frame.subject : frame.modifier;
    const bool issues = role == Role::kInvestee && (next.triggers & (classes_.issue | classes_.round));  // "B의 유상증자에"
    return Fill(event, name, *role, false, next.roles & pack::kStake ? 1.0f : 0.9f, frame.kind == DealKind::kAcquisition || issues ? kLeastArgument : kWeakestFiller);
  }
  uint32_t trigger_word = phrase.first_word;
  while (trigger_word < phrase.end_word && reading_.tokens[trigger_word].triggers == 0) ++trigger_word;
  for (uint32_t n = phrase.first_name; n < phrase.end_name; ++n) {
    const Name& name = reading_.names[n];
    if (name.end_word > trigger_word) break;
    // "B 수처리 필터 사업부를": a part of the firm, however called
    const bool begins_part = frame.kind == DealKind::kAcquisition && n == phrase.first_name && n + 1 == phrase.end_name && phrase.grammatical_case == Case::kObject && trigger_word == phrase.head && (phrase.triggers == classes_.part);
    const bool next_to = name.end_word == trigger_word || ActsUpTo(name.end_word, trigger_word) || begins_part;
    if (!next_to || (n + 1 < phrase.end_name && reading_.names[n + 1].first_word == name.end_word)) continue;  // "홈플러스 익스프레스 인수": the latter
    const bool bought = frame.kind == DealKind::kAcquisition || (phrase.triggers & classes_.stake);
    const bool of_stake_here = frame.kind == DealKind::kAcquisition && (reading_.tokens[name.end_word].roles & pack::kStake) && words_[name.first_word].word_class == WordClass::kHangul;  // "B 지분 30%를"
    const float least = of_stake_here ? kLeastArgument : bought ? kWeakestFiller : kSureModifier;  // what is bought is somebody's
    if (reading_.entities[name.entity].is_place || name.certainty < least) continue;
    // "A는 B와 ‘지역 상생’ 업무협약을 맺었다": what the agreement is called
    const auto is_quote = [&](uint32_t w) { return w < words_.size() && (words_[w].mark == '\'' || words_[w].mark == '"'); };
    if (frame.kind == DealKind::kPartnership && name.first_word > 0 && is_quote(name.first_word - 1)) continue;
    // "LG화학 진단사업부": a part without a name of its own names its owner
    const bool of_part = frame.kind == DealKind::kAcquisition && (reading_.tokens[trigger_word].triggers & classes_.part);
    const bool of_stake = frame.subject == Role::kTarget && (phrase.roles & pack::kStake);
    if (frame.kind == DealKind::kInvestment && (reading_.tokens[trigger_word].triggers & classes_.hold)) continue;  // "B 보유 지분을 출자한다": paid with it
    // "B 보유 지분": B holds it, but in "A의 B 보유 지분" A does
    const bool possessed = index > 0 && clause.arguments[index - 1] + 1 == clause.arguments[index] && phrases_[clause.arguments[index - 1]].grammatical_case == Case::kOf;
    const bool holds = frame.kind == DealKind::kAcquisition && (reading_.tokens[trigger_word].triggers & classes_.hold) && !possessed;
    Fill(event, n, of_part || holds ? Role::kSeller : of_stake ? Role::kTarget : *frame.modifier, false, of_stake_here ? 1.0f : 0.9f, frame.kind == DealKind::kAcquisition ? kLeastArgument : kWeakestFiller);
    // "A·B·C 3각 협력": the list before it goes along
    for (size_t i = index; i > 0 && n == phrase.first_name && clause.arguments[i - 1] + 1 == clause.arguments[i]; --i) {
      const Phrase& before = phrases_[clause.arguments[i - 1]];
      const uint32_t listed = before.joined && before.grammatical_case == Case::kNone ? ActingName(before) : kNone;
      if (listed == kNone) break;
      Fill(event, listed, *frame.modifier, false, 0.9f);
    }
  }
}

bool EventFinder::ActsUpTo(uint32_t from, uint32_t to) const {
  for (uint32_t w = from; w < to; ++w) {
    const Token& token = reading_.tokens[w];
    if (words_[w].word_class == WordClass::kPunctuation || token.name >= 0 || token.percent >= 0 || (token.roles & (pack::kStake | pack::kTogether)) ||
        (headline_ && text::IsAsciiDigit(text_[words_[w].begin])))
      continue;
    return false;
  }
  return true;
}

}  // namespace entente::deal
