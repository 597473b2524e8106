// The finder of events for languages whose predicate stands last: reads one document, sentence by sentence. What its methods do
// stands with their definitions: event.cc (clauses and frames), event_role.cc (names in roles), event_context.cc (what a clause
// lacks), event_relative.cc (relative clauses), event_gap.cc (shared predicates), event_money.cc (sums, stakes, days), event_skip.cc
// (sentences that tell nothing).
#pragma once

#include <optional>
#include <vector>

#include "deal/clause.h"
#include "deal/event.h"
#include "deal/phrase.h"
#include "deal/trace.h"

namespace entente::deal {

constexpr uint32_t kNone = UINT32_MAX;
constexpr float kSureName = 0.75f;        // from here on a name is taken for granted
constexpr float kInheritedWeight = 0.8f;  // of what the discourse gives
constexpr float kSureParty = 0.55f;       // at least one party of an event is this sure
constexpr float kLikelyParty = 0.34f;     // of one of two parties of a deal with a sum
constexpr float kWeakestFiller = 0.37f;   // below, a name is more likely a product or an acronym
constexpr float kLeastArgument = 0.28f;   // in the place of an argument
constexpr uint32_t kAntecedentSentences = 3;
constexpr uint32_t kPairSentences = 2;  // so far back "both companies" may be named
constexpr uint32_t kFocusSentences = 6;  // so long the one spoken of needs no name

class EventFinder {
 public:
  EventFinder(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles, mention::Reading* reading)
      : pack_(pack), document_(document), text_(document.text()), words_(document.words()), amount_roles_(amount_roles), reading_(*reading), classes_(pack.classes) {}

  std::vector<Event> Run(Trace* trace);  // tells `trace` what failed, unless it is null

 private:
  // ---- discourse
  void StartBlock(uint32_t block);
  void ReadSentence(uint32_t s);
  // Fills may_tell_ and last_telling_.
  void FindTelling();
  // Does the sentence name somebody who may be spoken of in those behind it?
  bool NamesActor(const text::Sentence& sentence) const;
  // Could it name one of a role of an event told shortly before: "발주처는 B다"?
  bool MayHaveRoleNoun(uint32_t s) const;
  // The one that the next sentence speaks of when it names nobody: the first topic or subject of this one.
  void UpdateFocus();
  bool IsPlace(uint32_t name) const { return name != kNone && reading_.entities[reading_.names[name].entity].is_place; }
  static bool IsState(const mention::Entity& entity) { return entity.kind == PartyKind::kGovernment || entity.kind == PartyKind::kCountry; }
  static bool MayAct(const mention::Entity& entity) { return !entity.is_place && entity.kind != PartyKind::kPerson; }

  // ---- names of phrases
  // The name that acts for the phrase: its head, or the firm of the person or side that is its head. kNone where the name
  // only describes another noun ("KT의 설명", "카카오 서비스").
  uint32_t ActingName(const Phrase& phrase) const;
  bool IsTitleWord(uint32_t w) const;

  // ---- clauses
  // The case of a phrase in a list is that of the list's end: "A, B와 C가".
  pack::Case EffectiveCase(const Clause& clause, size_t index) const;
  // The triggers of a noun phrase that stand at its head, or before nouns that carry them ("투자 계획"), not before others
  // ("투자 노하우"). Headlines have no such grammar.
  uint64_t HeadTriggers(const Phrase& phrase) const;
  uint64_t TriggersOf(const Clause& clause) const;
  // What a relative clause says of the trigger noun belongs to its event: "B와 체결한 공급계약이 해지됐다".
  Clause WithRelatives(const Clause& clause) const;
  void ReadClause(const Clause& bare);
  // Requires: what the relatives of its nouns say is in `clause`.
  void ReadWhole(const Clause& clause);
  // The parts of a clause that share its predicate, each with its own parties; none where it is one.
  std::vector<Clause> Gapped(const Clause& clause);
  // Where they begin, as indices of arguments.
  std::vector<size_t> GapStarts(const Clause& clause) const;
  bool CommaFollows(const Phrase& phrase) const;
  // "협약을 맺었으나 ... 투자를 중단하기로 했다": a later clause about the same ends what was told right before.
  void EndLast(const Clause& clause);
  // "X, Y 인수…4200억원": a sum behind the ellipsis of a headline.
  void AddHeadlineSum(const Clause& clause);
  uint32_t FirstTriggerByte(const Clause& clause) const;
  // Where the words begin that say how far the event is: "도입 추진을 위한 | 협약을 맺었다" is agreed, whatever it is for.
  uint32_t StatusBegin(const Clause& clause) const;
  bool IsPassive(const Clause& clause) const;
  // Is the relative clause in the past ("인수한")?
  bool IsPast(const Clause& clause) const;
  // Where the statement of a clause ends: a relative clause in the past ends with its predicate, others with the clause
  // that takes them up.
  uint32_t StatementEnd(const Clause& clause) const;
  void Fill(Event* event, uint32_t name, Role role, bool inherited, float weight, float least = kWeakestFiller);
  static bool Has(const Event& event, Role role);
  std::optional<Role> RoleOf(const pack::Frame& frame, pack::Case grammatical_case, bool passive) const;
  bool Build(const Clause& clause, const pack::Frame& frame);
  bool Reject(const Event& event, Rejection why) {
    if (trace_ != nullptr) trace_->rejected.push_back({event, why});
    return false;
  }
  void FillArguments(const Clause& clause, const pack::Frame& frame, bool passive, Event* event);
  // "A는 B 본사에서 협약을 맺었다": where nobody else is named, the host is the other side.
  void FillHost(const Clause& clause, Event* event);
  // "B의 C 인수를 평가했다": does the deal stand as somebody's under a verb that tells none?
  bool IsOfAnother(const Clause& clause) const;
  bool HasSubjectAfter(const Clause& clause, size_t index) const;
  // "C는 B가 가져간다": does the topic stand for the object?
  bool IsObject(const Clause& clause, size_t index, const pack::Frame& frame) const;
  // "C는 매각이 추진된다": is the deal itself the subject?
  bool HasNominalSubjectAfter(const Clause& clause, size_t index) const;
  bool IsDescribedBy(uint32_t phrase, uint64_t triggers) const;
  // "A와 B에서 투자를 유치했다": does the phrase share the case of the firm right behind it?
  bool IsListedAt(const Clause& clause, size_t index) const;
  // "A와 B는 B가 …하는 내용의 협약을": does a clause inside say what the noun is about?
  bool HasContent(const Clause& clause) const;
  // Does somebody else than who agrees act in that clause? Requires: `clause.content`.
  bool HasInnerSubject(const Clause& clause) const;
  // "A, B로 구성된 컨소시엄이": the members, whom a relative clause with one of the triggers names, act.
  void FillMembers(uint32_t phrase, uint64_t triggers, Role role, Event* event);
  // Names side by side before "등", where the commas were lost: "한빛벤처스 나래투자 등이".
  void FillUnmarkedList(const Phrase& phrase, uint32_t last, Role role, Event* event);
  // "김모 회장이 보유한 지분": a person by name, with an entity of their own.
  void FillPerson(const Phrase& phrase, Role role, Event* event);
  void FillSite(const Phrase& phrase, Role role, Event* event);
  void FillModifiers(const Clause& clause, size_t index, const pack::Frame& frame, Event* event);
  // Do only marks, stake words and percentages stand between the words?
  bool ActsUpTo(uint32_t from, uint32_t to) const;
  // "A는 B와 만나 양사의 협력을 논의했다": the two that the sentence names before.
  bool FillPairBefore(Role role, uint32_t before, Event* event);
  // The same where only the sentences before name two.
  bool FillPairOfSentences(Role role, Event* event);
  // 양사 (both companies): the parties of the event told last.
  void FillBothParties(const pack::Frame& frame, pack::Case grammatical_case, uint32_t before, Event* event);
  // Who acts in the relative clauses that describe what this one is about: "세종시가 발주한 사업" names the customer,
  // "B가 보유한 C 지분" the seller, "C가 하는 유상증자" the investee.
  void FillFromRelatives(const Clause& clause, const pack::Frame& frame, Event* event);
  // "합작사 ‘C’를 세웠다", "C는 A와 B가 세운 합작사다": the venture is named behind its noun, or is the topic of the sentence.
  void FillVenture(const Clause& clause, Event* event);
  // "공사를 따냈다. 발주처는 B다": who has the role that the noun names, in the event told last or in one that lacked only this.
  void ReadRoleNoun();
  std::optional<Role> RoleOfNoun(uint64_t triggers, const Event& event) const;
  // The name right before the word with one of the triggers; kNone where none stands there.
  uint32_t NameBefore(const Phrase& phrase, uint64_t triggers) const;
  // "A와 B의 합작법인 C는": a venture named in passing.
  void ReadVentures();
  // Is the relative clause said of a noun that is the sentence's predicate ("… 세운 합작법인이다")? Its triggers.
  uint64_t CopulaTriggers(const Clause& clause) const;
  // Does a name stand behind the noun of the class in its own phrase ("합작사 C는")? Then the noun only describes it.
  bool Describes(const Phrase& phrase, uint64_t triggers) const;
  // "체코 원전 사업 수주", "필리핀 해군 함정 사업을 따냈다", "B의 구축 사업자로 선정": where nobody else is named, whose project it is buys;
  // with `country`, also the country that it is in.
  void FillBuyer(const Clause& clause, bool country, Event* event);
  // "B와 함께 시장 변화에 대비해 기술을 검증했다": who is with the subject in a clause before that tells no event.
  void FillCompanions(Role role, Event* event);
  // The phrase and those before it that stand in its list.
  void FillList(uint32_t last, Role role, float least, Event* event);
  // "A는 B와 컨소시엄을 구성해 …": B acts as A does.
  void FillConsortium(Role role, Event* event);
  // "한빛벤처스가 1000억원을 추가로 넣으며": into the round told right before.
  void FillRound(Event* event);
  static bool IsListed(const Phrase& phrase) { return phrase.grammatical_case == pack::Case::kWith || (phrase.joined && phrase.grammatical_case == pack::Case::kNone); }
  // "A가 B와 손잡고 합작법인을 세운다": the partners of the sentence's first half are the parents of its second.
  void FillFromCooperation(Role role, Event* event);
  // "한빛벤처스가 주도했다": of the round told shortly before.
  bool FillAntecedent(const pack::Frame& frame, Event* event);
  // "이 회사", or nothing, where something must be bought, sold or invested in: what was so shortly before.
  bool FillLastTarget(Role role, Event* event);
  // "B의 장비가 A에 납품된다", "B가 만든 장비가 A에 납품된다": whose thing it is supplies.
  void FillMaker(const Clause& clause, Event* event);
  // "C는 A가 사들인 미국 회사다": the topic is what the relative clause describes.
  void FillTopicOfCopula(const Clause& clause, const pack::Frame& frame, Event* event);
  // "A의 대표와 B의 대표가 참석한 가운데 협약을 맺었다": whose people were there, where only one side is named.
  void FillAttendees(Event* event);
  // "시는": the city named before.
  bool FillAuthority(const Phrase& phrase, Role role, Event* event) const;
  // "올해 스타트업 투자는 463억달러로 줄었다": what was invested by nobody in particular.
  bool IsFigure(const Clause& clause, const Event& event) const;
  // "B를 인수하면": it has not been said that it happens.
  bool IsSupposed(const Clause& clause) const;
  // Who leads in the clause right before the relative one: "A가 이끌고 | B가 참여한 투자를".
  void FillLeader(const Clause& relative, Event* event);
  // "B의 휴대전화에 들어가는 부품을 공급한다": whose thing it goes into buys.
  void FillOwner(const Clause& relative, Event* event);
  // "A가 B의 필터 사업을 인수했다", "A가 B 필터 사업을 인수했다": the part has no name, its owner sells it.
  void FillPartOwner(const Clause& clause, size_t index, Event* event);
  // "1조원을 투자해 청주에 설비를 짓는다": the place that the next clause names.
  void FillNextSite(Event* event);
  // "휴스턴의 공장을 넓히는 데 1억 달러를 투입한다": the place of the plant.
  void FillPlantSite(const Clause& clause, Event* event);
  void FillFromContext(const Clause& clause, const pack::Frame& frame, bool passive, Event* event);
  // Does nobody act before the relative clause?
  bool NobodyActsBefore(const Clause& clause) const;
  // "B, C와 협약을 맺었다": somebody acts with these, and the clause does not say who.
  bool LacksSubject(const Clause& clause) const;
  bool SentenceHasSubject() const;
  bool HasOwnSubject(const Clause& clause) const;

  // ---- money, dates, stakes
  // Can the sum be what a deal commits?
  bool MayBeCommitted(int32_t amount) const;
  void FindMoney(const Clause& clause, Event* event);
  // "A에 10억 달러, B에 5억 달러를 투자": each receiver with its own sum is an event of its own.
  bool Distribute(const Clause& clause, const pack::Frame& frame, const Event& pattern);
  // "A는 2018년 B를 100억원에, 2019년 C를 200억원에 인수했다": several, each with a sum or a time of its own.
  bool DistributeObjects(const Clause& clause, const pack::Frame& frame, const Event& pattern);
  // "A와 B가 각각 300억원과 200억원을 유치", "A가 B와 C에 각각 투자했다": to each its own.
  bool DistributeEach(const Clause& clause, const pack::Frame& frame, const Event& pattern);
  // Rival bidders: a deal each.
  bool SplitRivals(const Clause& clause, const Event& pattern);
  // "2척을 2191억원에, 1척을 1162억원에 수주": a contract for each sum.
  bool DistributeSums(const Clause& clause, const Event& pattern);
  // Does the word stand in a relative clause that says something else ("2013년 설립된 A")?
  bool InOtherRelative(const Clause& clause, uint32_t word) const;
  // "5월에는 여러 협약이 이어졌다. A에 투자한 것이 처음이다": the day of a sentence before that tells a deal of nobody.
  std::optional<uint32_t> FramedDate() const;
  void FindDate(const Clause& clause, Event* event);
  void ChooseForm(Event* event) const;
  // "B시는 A와 1000억원의 투자협약을 맺었다": the firm invests in the town, as the agreement told right before has them.
  void SwapPublic(Event* event) const;
  // "지분 63%를", "지분 전량을": is it all or most of it that changes hands?
  bool HasControl(const Clause& clause, const Event& event) const;
  void MakeAcquisition(Event* event) const;
  // "이번 협약", "이 계약": the event was told before.
  bool IsAnaphoric(const Clause& clause) const;
  // "중국에 투자했다", "한국이 투자를 유치": a country and no sum say too little.
  bool IsUndirected(const Event& event) const;
  // Do the roles reach one of the frame's minima, with somebody sure among them?
  bool Reaches(const Event& event) const;

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const std::string_view text_;
  const std::vector<text::Word>& words_;
  const std::vector<AmountRole>& amount_roles_;
  mention::Reading& reading_;
  const pack::TriggerClasses& classes_;
  std::vector<Event> events_;
  std::vector<Phrase> phrases_;
  std::vector<Clause> clauses_;
  std::optional<Event> pending_;  // told last, but for a party that is still to come
  std::vector<bool> told_;  // for each clause: is it an event?
  size_t clause_ = 0;
  uint32_t sentence_ = 0;
  std::vector<bool> may_tell_;  // for each sentence: may it tell an event, by its triggers?
  uint32_t last_telling_ = 0;   // the last that may
  uint32_t focus_ = kNone;  // index of a name
  uint32_t focus_sentence_ = 0;
  bool headline_ = false, heading_ = false;
  Trace* trace_ = nullptr;
};

}  // namespace entente::deal
