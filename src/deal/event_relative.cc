// What relative clauses say of the nouns of another clause: who acts in them, whose thing or place they tell of.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>

#include "deal/event_finder.h"
#include "text/unicode.h"

namespace entente::deal {

using pack::Case;
using pack::Ending;
using pack::Frame;
using text::Word;

Clause EventFinder::WithRelatives(const Clause& clause) const {
  Clause whole = clause;
  whole.arguments.clear();
  const auto acts = [&](uint32_t a) {
    const Case c = phrases_[a].grammatical_case;
    return (c == Case::kTopic || c == Case::kSubject) && ActingName(phrases_[a]) != kNone && reading_.names[ActingName(phrases_[a])].certainty >= kSureParty;
  };
  const bool verb = clause.predicate != kNoPhrase && (phrases_[clause.predicate].triggers != 0 || std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return (phrases_[a].triggers & classes_.order) != 0; }));  // "사업을 맡는다"
  const bool has_actor = verb && std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return acts(a) || (phrases_[a].grammatical_case == Case::kTopic && ActingName(phrases_[a]) != kNone); });
  for (const uint32_t a : clause.arguments) {
    if (phrases_[a].triggers != 0 && !phrases_[a].amid)  // who is there while it happens does not act in it
      for (size_t c = 0; c < clauses_.size(); ++c)
        if (clauses_[c].relative && clauses_[c].head == a && !told_[c] && !(phrases_[clauses_[c].predicate].triggers & (classes_.hold | classes_.place | classes_.form)) && !(phrases_[a].triggers & classes_.issue) &&
            !((phrases_[clauses_[c].predicate].triggers & (classes_.join | classes_.lead)) && (phrases_[a].triggers & (classes_.round | classes_.invest))) &&
            !(phrases_[clauses_[c].predicate].ending == Ending::kAdnominalTo && (phrases_[a].triggers & classes_.agree)))  // "공급을 위한 MOU": an agreement still
          for (const uint32_t of_relative : clauses_[c].arguments) {
            // "A는 B가 포기한 공사를 수주했다": A acts, but in "A는 B가 맺은 계약을 …" B does
            const bool other_acts = has_actor && acts(of_relative) && !(phrases_[clauses_[c].predicate].triggers & (classes_.conclude | classes_.agree | classes_.contract | classes_.invest | classes_.acquire));
            if (!other_acts && !(phrases_[of_relative].triggers & classes_.approve)) whole.arguments.push_back(of_relative);  // "승인을 전제로 검토해 온 인수"
          }
    whole.arguments.push_back(a);
  }
  std::sort(whole.arguments.begin(), whole.arguments.end());
  if (!whole.arguments.empty()) whole.first_phrase = std::min(whole.first_phrase, whole.arguments.front());
  return whole;
}

bool EventFinder::IsPast(const Clause& clause) const {
  const Word& word = words_[phrases_[clause.predicate].end_word - 1];
  const std::string_view slice = text_.substr(word.begin, word.end - word.begin);
  return std::any_of(pack_.past_adnominals.begin(), pack_.past_adnominals.end(), [&](std::string_view mark) { return slice.ends_with(mark); });
}

void EventFinder::FillFromRelatives(const Clause& clause, const Frame& frame, Event* event) {
  for (const Clause& other : clauses_) {
    if (!other.relative) continue;
    const uint64_t predicate = phrases_[other.predicate].triggers;
    const bool of_this = other.head != kNoPhrase && std::find(clause.arguments.begin(), clause.arguments.end(), other.head) != clause.arguments.end();
    std::optional<Role> role;
    if (frame.kind == DealKind::kContract && frame.subject == Role::kSupplier && (predicate & classes_.place))
      role = Role::kCustomer;
    else if (frame.kind == DealKind::kAcquisition && of_this && (predicate & classes_.hold))
      role = Role::kSeller;
    else if (frame.kind == DealKind::kInvestment && frame.subject == Role::kInvestee && other.head != kNoPhrase && (of_this || phrases_[other.head].amid) && (predicate & (classes_.join | classes_.lead)))
      role = Role::kInvestor;  // "B와 C가 참여한 가운데 투자를 유치했다", "B가 참여한 투자를 마무리했다"
    else if (frame.kind == DealKind::kInvestment && of_this && (phrases_[other.head].triggers & (classes_.issue | classes_.new_share)) && frame.modifier == Role::kInvestee)
      role = Role::kInvestee;
    else if (frame.kind == DealKind::kInvestment && of_this && frame.to == Role::kInvestee && other.head < phrases_.size() && (phrases_[other.head].triggers & classes_.fund) && ActingName(phrases_[other.head]) == kNone)
      role = Role::kInvestee;  // "B가 운용하는 펀드에 출자했다"
    // "B가 짓는 발전소의 시공을 수주했다", "B가 벌이는 사업에 공급한다": whose project it is buys
    const bool of_project = !role && frame.kind == DealKind::kContract && frame.subject == Role::kSupplier && of_this && !IsPast(other) && ActingName(phrases_[other.head]) == kNone;
    if (of_project) role = Role::kCustomer;
    if (of_project && std::none_of(other.arguments.begin(), other.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kSubject; })) {
      FillOwner(other, event);
      continue;
    }
    if (!role || Has(*event, *role)) continue;
    if (*role == Role::kInvestor) FillLeader(other, event);
    for (const uint32_t a : other.arguments)
      if (of_project && (ActingName(phrases_[a]) == kNone || reading_.names[ActingName(phrases_[a])].certainty < kSureParty || !MayAct(reading_.entities[reading_.names[ActingName(phrases_[a])].entity]))) {
        continue;
      } else if (*role == Role::kSeller && phrases_[a].grammatical_case == Case::kSubject && ActingName(phrases_[a]) == kNone) {
        FillPerson(phrases_[a], *role, event);
      } else if (phrases_[a].grammatical_case == Case::kSubject && ActingName(phrases_[a]) != kNone) {
        Fill(event, ActingName(phrases_[a]), *role, false, 1.0f, kLeastArgument);
        if (*role == Role::kInvestor || *role == Role::kSeller) FillList(a, *role, *role == Role::kSeller ? kLeastArgument : kWeakestFiller, event);
        // "C 최대주주인 B가 보유한 지분": what B holds is C's
        const bool owned = role == Role::kSeller && a > 0 && phrases_[a - 1].grammatical_case == Case::kCopula && phrases_[a - 1].first_name != phrases_[a - 1].end_name;
        if (owned && !Has(*event, Role::kTarget)) Fill(event, phrases_[a - 1].end_name - 1, Role::kTarget, false, 0.9f);
      }
  }
}

void EventFinder::FillLeader(const Clause& relative, Event* event) {
  if (relative.arguments.empty()) return;
  for (const Clause& before : clauses_) {
    if (before.relative || before.predicate == kNoPhrase || before.predicate + 1 != relative.arguments.front() || phrases_[before.predicate].ending != Ending::kConnective || !(phrases_[before.predicate].triggers & (classes_.join | classes_.lead))) continue;
    for (const uint32_t a : before.arguments) {
      if (phrases_[a].grammatical_case != Case::kSubject || ActingName(phrases_[a]) == kNone) continue;
      Fill(event, ActingName(phrases_[a]), Role::kInvestor, false, 1.0f, kLeastArgument);
      FillList(a, Role::kInvestor, kWeakestFiller, event);
    }
  }
}

void EventFinder::FillOwner(const Clause& relative, Event* event) {
  if (Has(*event, Role::kCustomer)) return;
  for (size_t i = 1; i < relative.arguments.size(); ++i) {
    const Phrase& owner = phrases_[relative.arguments[i - 1]];
    if (phrases_[relative.arguments[i]].grammatical_case == Case::kTo && owner.grammatical_case == Case::kOf && relative.arguments[i - 1] + 1 == relative.arguments[i] && owner.firm && ActingName(owner) != kNone)
      return Fill(event, ActingName(owner), Role::kCustomer, false, 0.8f);
  }
}

void EventFinder::FillMaker(const Clause& clause, Event* event) {
  for (size_t i = 0; i < clause.arguments.size(); ++i) {
    const Phrase& thing = phrases_[clause.arguments[i]];
    if ((thing.grammatical_case != Case::kSubject && thing.grammatical_case != Case::kTopic) || thing.firm) continue;
    if (i > 0 && phrases_[clause.arguments[i - 1]].grammatical_case == Case::kOf && ActingName(phrases_[clause.arguments[i - 1]]) != kNone)
      return Fill(event, ActingName(phrases_[clause.arguments[i - 1]]), Role::kSupplier, false, 0.9f);
    for (const Clause& other : clauses_)
      if (other.relative && other.head == clause.arguments[i])
        for (const uint32_t a : other.arguments)
          if (phrases_[a].grammatical_case == Case::kSubject && ActingName(phrases_[a]) != kNone) return Fill(event, ActingName(phrases_[a]), Role::kSupplier, false, 0.9f);
    return;
  }
}

void EventFinder::FillPlantSite(const Clause& clause, Event* event) {
  for (size_t i = 0; i < clause.arguments.size(); ++i) {
    const Phrase& phrase = phrases_[clause.arguments[i]];
    if (phrase.grammatical_case != Case::kObject || !(phrase.triggers & classes_.plant)) continue;
    FillSite(phrase, Role::kInvestee, event);
    if (!Has(*event, Role::kInvestee) && i > 0 && phrases_[clause.arguments[i - 1]].grammatical_case == Case::kOf) FillSite(phrases_[clause.arguments[i - 1]], Role::kInvestee, event);
  }
}

void EventFinder::FillNextSite(Event* event) {
  if (clause_ + 1 >= clauses_.size() || clauses_[clause_ + 1].relative || clauses_[clause_ + 1].predicate == kNoPhrase) return;
  const Clause& next = clauses_[clause_ + 1];
  if (!(phrases_[next.predicate].triggers & classes_.establish) || HasOwnSubject(next)) return;
  for (const uint32_t a : next.arguments)
    if (phrases_[a].grammatical_case == Case::kTo) FillSite(phrases_[a], Role::kInvestee, event);
}

void EventFinder::FillTopicOfCopula(const Clause& clause, const Frame& frame, Event* event) {
  const bool bare = clause.head == kNoPhrase;
  if (!bare && (phrases_[clause.head].grammatical_case != Case::kNone || phrases_[clause.head].firm || phrases_[clause.head].triggers != 0)) return;
  const uint32_t copula = (bare ? clause.predicate : clause.head) + 1;
  if (copula >= phrases_.size() || !phrases_[copula].predicate || (phrases_[copula].triggers & ~classes_.entity) != 0) return;
  const bool has_subject = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kSubject; });
  const auto role = frame.kind == DealKind::kJointVenture ? std::optional(Role::kVenture) : frame.object ? frame.object : frame.to;
  if (!has_subject || !role || Has(*event, *role)) return;
  for (uint32_t p = 0; p < clause.first_phrase; ++p)
    if (phrases_[p].grammatical_case == Case::kTopic && ActingName(phrases_[p]) != kNone) return Fill(event, ActingName(phrases_[p]), *role, false, 0.95f, frame.kind == DealKind::kJointVenture ? kLeastArgument : kWeakestFiller);
}

}  // namespace entente::deal
