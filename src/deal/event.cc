// Finds events, for languages whose predicate stands last. A clause whose triggers satisfy a frame is an event; the cases of
// its noun phrases fill the frame's roles:
//   KT는[topic → partner] 마이크로소프트와[with → partner] ... 파트너십을 체결했다[agree + conclude → frame agreement]
// What the clause lacks comes from the clause before, from the phrase that a relative clause describes, and from the
// discourse (양사 "both companies", the subject of the sentence before, the heading). Gives up on clauses whose roles do
// not reach the minimum of their frame.
// Tested by: tests/corpus/ko/deal/
#include "deal/event.h"

#include <algorithm>

#include "deal/clause.h"
#include "deal/phrase.h"
#include "deal/trace.h"
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

constexpr uint32_t kNone = UINT32_MAX;
constexpr float kSureName = 0.75f;      // from here on a name is taken for granted
constexpr float kWeakestFiller = 0.38f;  // below, a name is more likely a product or an acronym
constexpr float kSureModifier = 0.4f;    // of a name right before a trigger: "자율주행 인수" has none
constexpr float kInheritedWeight = 0.8f;
constexpr float kSureParty = 0.55f;         // at least one party of an event is this sure
constexpr float kSurePartner = 0.5f;
constexpr uint32_t kAntecedentSentences = 3;
constexpr uint32_t kMaxFillers = 24;    // of one event: longer lists are not parties of one deal

class EventFinder {
 public:
  EventFinder(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles, Reading* reading)
      : pack_(pack), document_(document), text_(document.text()), words_(document.words()), amount_roles_(amount_roles), reading_(*reading),
        invest_(pack.TriggerClass("invest")), agree_(pack.TriggerClass("agree")), stake_(pack.TriggerClass("stake")),
        raise_(pack.TriggerClass("raise")), spend_(pack.TriggerClass("spend")), jv_(pack.TriggerClass("jv")), contract_(pack.TriggerClass("contract")),
        round_(pack.TriggerClass("round")), place_(pack.TriggerClass("place")), approve_(pack.TriggerClass("approve")),
        plant_(pack.TriggerClass("plant")), conclude_(pack.TriggerClass("conclude")) {}

  std::vector<Event> Run(Trace* trace) {
    trace_ = trace;
    const auto& sentences = document_.sentences();
    uint32_t block = kNone;
    for (uint32_t s = 0; s < sentences.size(); ++s) {
      if (sentences[s].block != block) {
        block = sentences[s].block;
        StartBlock(block);
      }
      ReadSentence(s);
    }
    return std::move(events_);
  }

 private:
  // ---- discourse

  void StartBlock(uint32_t block) {
    const text::Block& b = document_.blocks()[block];
    headline_ = b.kind != text::BlockKind::kParagraph;
    heading_ = b.kind == text::BlockKind::kHeading;
    if (headline_) focus_ = kNone;
  }

  void ReadSentence(uint32_t s) {
    const text::Sentence& sentence = document_.sentences()[s];
    FindPhrases(document_, reading_, sentence, headline_, &phrases_);
    FindClauses(phrases_, {.adverbial = spend_, .content = agree_ | contract_}, &clauses_);
    sentence_ = s;
    told_.assign(clauses_.size(), false);
    for (clause_ = 0; clause_ < clauses_.size(); ++clause_) ReadClause(clauses_[clause_]);
    UpdateFocus();
  }

  // The one that the next sentence speaks of when it names nobody: the first topic or subject of this one.
  void UpdateFocus() {
    for (uint32_t p = 0; p < phrases_.size(); ++p) {
      const Phrase& phrase = phrases_[p];
      const bool subject = phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject;
      if (!subject && !(headline_ && phrase.grammatical_case == Case::kNone)) continue;
      const uint32_t name = ActingName(phrase);
      if (name == kNone || reading_.names[name].certainty < kSureName || !MayAct(reading_.entities[reading_.names[name].entity])) continue;
      if (reading_.tokens[reading_.names[name].first_word].roles & pack::kMedia) continue;
      focus_ = name;
      return;
    }
  }

  static bool MayAct(const Entity& entity) { return !entity.is_place && entity.kind != PartyKind::kPerson; }

  // ---- names of phrases

  // The name that acts for the phrase: its head, or the firm of the person or side that is its head. kNone where the name
  // only describes another noun ("KT의 설명", "카카오 서비스").
  uint32_t ActingName(const Phrase& phrase) const {
    if (phrase.first_name == phrase.end_name) return kNone;
    const uint32_t n = phrase.end_name - 1;
    const Name& name = reading_.names[n];
    for (uint32_t w = name.end_word; w <= phrase.head && w < phrase.end_word; ++w) {
      if (words_[w].word_class == WordClass::kPunctuation) {
        if (words_[w].mark == '(') break;
        continue;
      }
      const Token& token = reading_.tokens[w];
      if (token.roles & pack::kEtc) return n;  // "A·B 등 국내 기관투자자들도"
      constexpr uint32_t kTransparent = pack::kTitle | pack::kPersonName | pack::kSide | pack::kEtc | pack::kPersonMarker | pack::kTogether;
      if (token.roles & kTransparent) continue;
      if (words_[w].word_class == WordClass::kDigit || text::IsAsciiDigit(text_[words_[w].begin])) continue;  // "등 3개사와"
      if (IsTitleWord(w)) continue;
      if (!token.known && token.triggers == 0 && token.amount < 0 && token.ending == Ending::kNone && words_[w].space_before) continue;  // 젠지 이스포츠
      return kNone;
    }
    return n;
  }

  bool IsTitleWord(uint32_t w) const {
    const Token& token = reading_.tokens[w];
    const std::string_view stem = text_.substr(words_[w].begin, token.stem_end - words_[w].begin);
    bool title = false;
    pack_.words.Each(stem, [&](uint32_t index) { title = title || (pack_.entries[index].roles & (pack::kTitle | pack::kEtc | pack::kSide)) != 0; });
    return title;
  }

  // ---- clauses

  // The case of a phrase in a list is that of the list's end: "A, B와 C가".
  Case EffectiveCase(const Clause& clause, size_t index) const {
    const Phrase& phrase = phrases_[clause.arguments[index]];
    const bool list = (phrase.joined && phrase.grammatical_case == Case::kNone) || phrase.grammatical_case == Case::kWith;
    if (!list || index + 1 >= clause.arguments.size() || clause.arguments[index + 1] != clause.arguments[index] + 1) return phrase.grammatical_case;
    const Phrase& next = phrases_[clause.arguments[index + 1]];
    if (ActingName(next) == kNone) return phrase.grammatical_case;
    if (next.amount >= 0 && phrase.amount >= 0) return phrase.grammatical_case;
    if (next.grammatical_case == Case::kAt || next.grammatical_case == Case::kDirection || next.grammatical_case == Case::kUntil || next.grammatical_case == Case::kSince)
      return phrase.grammatical_case;  // "B와 서울 A 본사에서"
    if (phrase.grammatical_case == Case::kWith) {
      // "B와 제품의 공급계약을": a product after "with" makes no list, nor does a possessor unless of the trigger
      if (reading_.names[ActingName(next)].certainty < kSureParty) return phrase.grammatical_case;
      if (next.grammatical_case == Case::kOf && (index + 2 >= clause.arguments.size() || phrases_[clause.arguments[index + 2]].triggers == 0)) return phrase.grammatical_case;
    }
    return EffectiveCase(clause, index + 1);
  }

  // The triggers of a noun phrase that stand at its head, or before nouns that carry them ("투자 계획"), not before others
  // ("투자 노하우"). Headlines have no such grammar.
  uint64_t HeadTriggers(const Phrase& phrase) const {
    if (headline_ || phrase.triggers == 0) return phrase.triggers;
    uint64_t triggers = 0;
    for (uint32_t w = phrase.first_word; w <= phrase.head; ++w) {
      if (words_[w].word_class == WordClass::kPunctuation) continue;
      const Token& token = reading_.tokens[w];
      const bool carries = (token.roles & (pack::kCarrier | pack::kBoundNoun | pack::kEtc | pack::kStake | pack::kTogether)) || token.amount >= 0 ||
                           token.percent >= 0 || token.date >= 0 || token.duration >= 0 || words_[w].word_class == WordClass::kDigit;
      if (token.triggers != 0)
        triggers |= token.triggers;
      else if (!carries)
        triggers &= plant_ | stake_ | jv_ | round_;
    }
    return triggers;
  }

  uint64_t TriggersOf(const Clause& clause) const {
    uint64_t triggers = clause.predicate == kNoPhrase ? 0 : phrases_[clause.predicate].triggers;
    if (clause.relative && clause.head != kNoPhrase) triggers |= phrases_[clause.head].triggers & jv_;
    for (uint32_t a : clause.arguments) {
      const Phrase& phrase = phrases_[a];
      switch (phrase.grammatical_case) {
        case Case::kObject: case Case::kNone: case Case::kSubject: case Case::kTopic: case Case::kAlso: case Case::kTo: case Case::kDirection: case Case::kCopula: case Case::kWithOf: case Case::kOr:
          triggers |= HeadTriggers(phrase);
          break;
        case Case::kOf: case Case::kWith: case Case::kAt:
          triggers |= phrase.triggers & (stake_ | raise_ | invest_ | round_);
          break;
        default: break;
      }
    }
    return triggers;
  }

  // What a relative clause says of the trigger noun belongs to its event: "B와 체결한 공급계약이 해지됐다".
  Clause WithRelatives(const Clause& clause) const {
    Clause whole = clause;
    whole.arguments.clear();
    for (const uint32_t a : clause.arguments) {
      if (phrases_[a].triggers != 0)
        for (size_t c = 0; c < clauses_.size(); ++c)
          if (clauses_[c].relative && clauses_[c].head == a && !told_[c])
            whole.arguments.insert(whole.arguments.end(), clauses_[c].arguments.begin(), clauses_[c].arguments.end());
      whole.arguments.push_back(a);
    }
    std::sort(whole.arguments.begin(), whole.arguments.end());
    if (!whole.arguments.empty()) whole.first_phrase = std::min(whole.first_phrase, whole.arguments.front());
    return whole;
  }

  void ReadClause(const Clause& bare) {
    const Clause clause = WithRelatives(bare);
    const uint64_t triggers = TriggersOf(clause);
    if (triggers == 0) return AddHeadlineSum(clause);
    const Frame* first = nullptr;
    std::vector<uint64_t> rejected;
    for (const Frame& frame : pack_.frames) {
      // what a frame of more triggers rejected, one of fewer does not tell either
      const auto fits = std::find_if(frame.needs.begin(), frame.needs.end(), [&](uint64_t needs) {
        return (triggers & needs) == needs && std::none_of(rejected.begin(), rejected.end(), [&](uint64_t r) { return (needs & r) == needs && needs != r; });
      });
      if (fits == frame.needs.end()) continue;
      // one clause tells one event, or an agreement and the money that it commits
      if (first != nullptr && !(first->kind == DealKind::kPartnership && frame.kind == DealKind::kInvestment && (triggers & invest_))) continue;
      const bool built = Build(clause, frame);
      if (built && first == nullptr) first = &frame;
      if (!built) rejected.push_back(*fits);
    }
    told_[clause_] = first != nullptr;
    if (trace_ != nullptr && first == nullptr && rejected.empty())
      Reject({.fillers = {}, .sentence = sentence_, .begin = words_[phrases_[clause.first_phrase].first_word].begin, .end = StatementEnd(clause), .trigger = FirstTriggerByte(clause)},
             Rejection::kNoFrame);
    if (first == nullptr) EndLast(clause);
  }

  // "협약을 맺었으나 ... 투자를 중단하기로 했다": a later clause about the same ends what was told right before.
  void EndLast(const Clause& clause) {
    if (events_.empty() || events_.back().sentence + 1 < sentence_) return;
    const auto status = ReadStatus(pack_, text_, FirstTriggerByte(clause), StatementEnd(clause));
    if (status && (*status == DealStatus::kEnded || *status == DealStatus::kDenied)) events_.back().status = *status;
  }

  // "X, Y 인수…4200억원": a sum behind the ellipsis of a headline.
  void AddHeadlineSum(const Clause& clause) {
    if (!headline_ || events_.empty() || events_.back().sentence != sentence_ || events_.back().amount) return;
    if (events_.back().kind == DealKind::kPartnership) return;
    for (const uint32_t a : clause.arguments)
      if (phrases_[a].amount >= 0 && MayBeCommitted(phrases_[a].amount)) events_.back().amount = static_cast<uint32_t>(phrases_[a].amount);
  }

  uint32_t FirstTriggerByte(const Clause& clause) const {
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

  bool IsPassive(const Clause& clause) const {
    if (clause.predicate == kNoPhrase) return false;
    const Word& word = words_[phrases_[clause.predicate].head];
    const std::string_view slice = text_.substr(word.begin, word.end - word.begin);
    for (const std::string_view mark : pack_.passive_marks) {
      const size_t at = slice.find(mark);
      if (at != std::string_view::npos && at > 0) return true;  // 인수됐다, but not "공급하게 | 됐다"
    }
    return false;
  }

  // Where the statement of a clause ends: a relative clause in the past ends with its predicate, others with the clause
  // that takes them up.
  uint32_t StatementEnd(const Clause& clause) const {
    const uint32_t sentence_end = document_.sentences()[sentence_].end;
    uint32_t last = clause.last_phrase;
    if (clause.relative) {
      const Word& word = words_[phrases_[clause.predicate].head];
      const std::string_view slice = text_.substr(word.begin, word.end - word.begin);
      for (const std::string_view mark : pack_.past_adnominals)
        if (slice.ends_with(mark)) return word.end;
    }
    for (size_t c = clause_; c < clauses_.size(); ++c) {
      const Clause& other = clauses_[c];
      if (other.last_phrase < last || other.relative) continue;
      last = std::max(last, other.last_phrase);
      if (other.predicate == kNoPhrase) break;
      const Ending ending = phrases_[other.predicate].ending;
      if (ending == Ending::kFinal || ending == Ending::kConnective) break;
      if (ending == Ending::kQuote) break;
    }
    return last + 1 >= phrases_.size() ? sentence_end : words_[phrases_[last].end_word - 1].end;
  }

  void Fill(Event* event, uint32_t name, Role role, bool inherited, float weight) {
    const Name& n = reading_.names[name];
    const Entity& entity = reading_.entities[n.entity];
    if (entity.is_place && role != Role::kInvestee) return;
    if (entity.kind == PartyKind::kPerson || n.certainty * weight < kWeakestFiller) return;
    for (Filler& filler : event->fillers)
      if (filler.entity == n.entity) return;
    if (event->fillers.size() >= kMaxFillers) return;
    event->fillers.push_back({n.entity, role, n.begin, n.end, n.certainty * weight, inherited});
  }

  static bool Has(const Event& event, Role role) {
    return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == role; });
  }

  std::optional<Role> RoleOf(const Frame& frame, Case grammatical_case, bool passive) const {
    switch (grammatical_case) {
      case Case::kTopic: case Case::kSubject: case Case::kAlso: return passive && frame.passive_subject ? frame.passive_subject : frame.subject;
      case Case::kObject: return frame.object;
      case Case::kWith: case Case::kWithOf: return frame.with;
      case Case::kTo: return frame.to_only_passive && !passive ? std::nullopt : frame.to;
      case Case::kDirection: return frame.name == "sell" || frame.name == "stake_sell" ? frame.to : std::nullopt;
      case Case::kFrom: return frame.from;
      case Case::kAt: return frame.from;
      default: return std::nullopt;
    }
  }

  bool Build(const Clause& clause, const Frame& frame) {
    Event event{.frame = &frame, .kind = frame.kind, .form = frame.form, .sentence = sentence_};
    event.headline = headline_;
    event.heading = heading_;
    event.background = clause.relative;
    event.begin = words_[phrases_[clause.arguments.empty() ? clause.first_phrase : clause.arguments.front()].first_word].begin;
    event.end = StatementEnd(clause);
    event.trigger = FirstTriggerByte(clause);
    const auto status = ReadStatus(pack_, text_, event.trigger, event.end);
    if (!status) return Reject(event, Rejection::kDidNotHappen);
    event.status = *status;
    const bool passive = IsPassive(clause);
    FillArguments(clause, frame, passive, &event);
    FillCustomer(frame, &event);
    FillFromContext(clause, frame, passive, &event);
    if (frame.antecedent && !FillAntecedent(frame, &event)) return Reject(event, Rejection::kNoAntecedent);
    FindMoney(clause, &event);
    if ((frame.kind == DealKind::kInvestment || frame.kind == DealKind::kContract) && Distribute(clause, frame, event)) return true;
    // where only a word of working together tells it, both sides must be sure
    if (frame.kind == DealKind::kPartnership && !(TriggersOf(clause) & conclude_))
      std::erase_if(event.fillers, [](const Filler& f) { return f.certainty < kSurePartner; });
    if (!Reaches(event)) return Reject(event, Rejection::kRolesMissing);
    FindDate(clause, &event);
    ChooseForm(&event);
    event.anaphoric = IsAnaphoric(clause);
    events_.push_back(std::move(event));
    return true;
  }

  bool Reject(const Event& event, Rejection why) {
    if (trace_ != nullptr) trace_->rejected.push_back({event, why});
    return false;
  }

  void FillArguments(const Clause& clause, const Frame& frame, bool passive, Event* event) {
    const bool approved = (TriggersOf(clause) & approve_) != 0;
    for (size_t i = 0; i < clause.arguments.size(); ++i) {
      const Phrase& phrase = phrases_[clause.arguments[i]];
      const Case grammatical_case = EffectiveCase(clause, i);
      // names that stand before the trigger in its own phrase, or possess it: "바로투자증권 인수를", "KT와 MS의 협력"
      if (phrase.triggers != 0 || (grammatical_case == Case::kOf && i + 1 < clause.arguments.size())) FillModifiers(clause, i, frame, event);
      const uint32_t name = ActingName(phrase);
      auto role = RoleOf(frame, grammatical_case, passive);
      const bool acts = grammatical_case == Case::kTopic || grammatical_case == Case::kSubject || grammatical_case == Case::kFrom;
      if (grammatical_case == Case::kTopic && HasSubjectAfter(clause, i)) role.reset();  // "A는 B가 C와 계약을 맺자": B acts
      if (approved && acts) role.reset();  // who approves takes no part
      if (phrase.roles & pack::kBothParties) FillBothParties(frame, grammatical_case, clause.arguments[i], event);
      if (!role) continue;
      if (name != kNone) {
        Fill(event, name, *role, false, 1.0f);
        if (phrase.roles & pack::kEtc) FillUnmarkedList(phrase, name, *role, event);
      } else if (((phrase.roles & (pack::kTheCompany | pack::kPersonName)) || IsTitleWord(phrase.head)) && focus_ != kNone) {
        Fill(event, focus_, *role, true, kInheritedWeight);
      } else if (*role == Role::kInvestee && (phrase.roles & pack::kPlant)) {
        FillSite(phrase, *role, event);
      }
    }
  }

  bool HasSubjectAfter(const Clause& clause, size_t index) const {
    for (size_t i = index + 1; i < clause.arguments.size(); ++i) {
      const uint32_t name = phrases_[clause.arguments[i]].grammatical_case == Case::kSubject ? ActingName(phrases_[clause.arguments[i]]) : kNone;
      if (name != kNone && reading_.names[name].certainty >= kSureParty && MayAct(reading_.entities[reading_.names[name].entity])) return true;
    }
    return false;
  }

  // Names side by side before "등", where the commas were lost: "한빛벤처스 나래투자 등이".
  void FillUnmarkedList(const Phrase& phrase, uint32_t last, Role role, Event* event) {
    for (uint32_t n = last; n > phrase.first_name && reading_.names[n - 1].end_word == reading_.names[n].first_word; --n)
      Fill(event, n - 1, role, false, 0.9f);
  }

  void FillSite(const Phrase& phrase, Role role, Event* event) {
    for (uint32_t n = phrase.first_name; n < phrase.end_name; ++n)
      if (reading_.entities[reading_.names[n].entity].is_place) return Fill(event, n, role, false, 1.0f);
  }

  void FillModifiers(const Clause& clause, size_t index, const Frame& frame, Event* event) {
    const Phrase& phrase = phrases_[clause.arguments[index]];
    if (!frame.modifier) return;
    if (phrase.triggers == 0) {
      // "A의 B 인수": the possessor acts where another name is the object, else it is the object itself
      const Phrase& next = phrases_[clause.arguments[index + 1]];
      if (next.triggers == 0 && !(next.roles & pack::kStake)) return;
      const uint32_t name = ActingName(phrase);
      if (name == kNone) return;
      const bool object_follows = next.first_name != next.end_name;
      const auto role = object_follows && frame.subject ? frame.subject : frame.modifier;
      return Fill(event, name, *role, false, 0.9f);
    }
    uint32_t trigger_word = phrase.first_word;
    while (trigger_word < phrase.end_word && reading_.tokens[trigger_word].triggers == 0) ++trigger_word;
    for (uint32_t n = phrase.first_name; n < phrase.end_name; ++n) {
      const Name& name = reading_.names[n];
      if (name.end_word > trigger_word) break;
      const bool next_to = name.end_word == trigger_word || ActsUpTo(name.end_word, trigger_word);
      if (!next_to) continue;
      if (reading_.entities[name.entity].is_place || name.certainty < kSureModifier) continue;
      Fill(event, n, *frame.modifier, false, 0.9f);
      // "A·B·C 3각 협력": the list before it goes along
      for (size_t i = index; i > 0 && n == phrase.first_name && clause.arguments[i - 1] + 1 == clause.arguments[i]; --i) {
        const Phrase& before = phrases_[clause.arguments[i - 1]];
        const uint32_t listed = before.joined && before.grammatical_case == Case::kNone ? ActingName(before) : kNone;
        if (listed == kNone) break;
        Fill(event, listed, *frame.modifier, false, 0.9f);
      }
    }
  }

  // Do only marks, stake words and percentages stand between the words?
  bool ActsUpTo(uint32_t from, uint32_t to) const {
    for (uint32_t w = from; w < to; ++w) {
      const Token& token = reading_.tokens[w];
      if (words_[w].word_class == WordClass::kPunctuation || token.name >= 0 || token.percent >= 0 || (token.roles & (pack::kStake | pack::kTogether)) ||
          (headline_ && text::IsAsciiDigit(text_[words_[w].begin])))
        continue;
      return false;
    }
    return true;
  }

  // "A는 B와 만나 양사의 협력을 논의했다": the two that the sentence names before.
  bool FillPairBefore(Role role, uint32_t before, Event* event) {
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

  // 양사 (both companies): the parties of the event told last.
  void FillBothParties(const Frame& frame, Case grammatical_case, uint32_t before, Event* event) {
    const auto role = RoleOf(frame, grammatical_case == Case::kOf ? Case::kTopic : grammatical_case, false);
    if (!role) return;
    if (FillPairBefore(*role, before, event) || events_.empty()) return;
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

  // "세종시가 발주한 사업을 수주했다": who placed the order is the customer.
  void FillCustomer(const Frame& frame, Event* event) {
    if (frame.kind != DealKind::kContract || Has(*event, Role::kCustomer) || frame.subject != Role::kSupplier) return;
    for (const Clause& other : clauses_) {
      if (!other.relative || !(phrases_[other.predicate].triggers & place_)) continue;
      for (const uint32_t a : other.arguments)
        if (phrases_[a].grammatical_case == Case::kSubject && ActingName(phrases_[a]) != kNone) Fill(event, ActingName(phrases_[a]), Role::kCustomer, false, 1.0f);
    }
  }

  // "B와 함께 시장 변화에 대비해 기술을 검증했다": who is with the subject in a clause before that tells no event.
  void FillCompanions(Role role, Event* event) {
    if (std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == role; }) && event->fillers.size() >= 2) return;
    for (size_t c = 0; c < clause_; ++c) {
      if (clauses_[c].relative || told_[c]) continue;
      for (const uint32_t a : clauses_[c].arguments) {
        if (phrases_[a].grammatical_case != Case::kWith && phrases_[a].grammatical_case != Case::kWithOf) continue;
        const uint32_t name = ActingName(phrases_[a]);
        if (name != kNone && reading_.names[name].certainty >= kSureParty) Fill(event, name, role, false, 0.9f);
      }
    }
  }

  // "한빛벤처스가 1000억원을 추가로 넣으며": into the round told right before.
  void FillRound(Event* event) {
    if (events_.empty() || events_.back().form != DealForm::kFundingRound || sentence_ > events_.back().sentence + kAntecedentSentences) return;
    for (const Filler& filler : events_.back().fillers)
      if (filler.role == Role::kInvestee && std::none_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; })) {
        event->fillers.push_back(filler);
        event->fillers.back().inherited = true;
      }
  }

  static bool IsListed(const Phrase& phrase) { return phrase.grammatical_case == Case::kWith || (phrase.joined && phrase.grammatical_case == Case::kNone); }

  // "A가 B와 손잡고 합작법인을 세운다": the partners of the sentence's first half are the parents of its second.
  void FillFromCooperation(Role role, Event* event) {
    if ((role != Role::kParent && role != Role::kPartner) || events_.empty()) return;
    const Event& last = events_.back();
    if (last.sentence != sentence_ || last.kind != DealKind::kPartnership) return;
    for (const Filler& filler : last.fillers) {
      if (std::any_of(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; })) continue;
      event->fillers.push_back(filler);
      event->fillers.back().role = role;
    }
  }

  // "한빛벤처스가 주도했다": of the round told shortly before.
  bool FillAntecedent(const Frame& frame, Event* event) {
    if (events_.empty()) return false;
    const Event& last = events_.back();
    if (last.kind != frame.kind || !Has(last, *frame.antecedent) || (last.form != frame.form && last.form != DealForm::kEquity) || sentence_ > last.sentence + kAntecedentSentences) return false;
    for (const Filler& filler : last.fillers) {
      if (filler.role != *frame.antecedent) continue;
      std::erase_if(event->fillers, [&](const Filler& f) { return f.entity == filler.entity; });
      event->fillers.push_back(filler);
      event->fillers.back().inherited = true;
    }
    return true;
  }

  void FillFromContext(const Clause& clause, const Frame& frame, bool passive, Event* event) {
    if (clause.relative && clause.head != kNoPhrase) {
      const uint32_t name = ActingName(phrases_[clause.head]);
      const bool has_subject = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return phrases_[a].grammatical_case == Case::kSubject; });
      if (name != kNone) {
        // "A가 인수한 B": B is the object; "B를 인수한 A": A acts; "A는 지난해 인수한 B의 ...": B is the object again
        const bool object_open = !passive && frame.object && !Has(*event, *frame.object) && !NobodyActsBefore(clause);
        const auto role = has_subject || object_open ? (frame.object ? frame.object : frame.to) : passive && frame.passive_subject ? frame.passive_subject : frame.subject;
        if (role) Fill(event, name, *role, false, 0.95f);
        if (has_subject || !object_open) return;
      }
    }
    const auto subject = passive && frame.passive_subject ? frame.passive_subject : frame.subject;
    if (!subject || (TriggersOf(clause) & approve_)) return;
    if (*subject == Role::kPartner || *subject == Role::kParent) FillCompanions(*subject, event);
    if (frame.kind == DealKind::kInvestment && frame.to == Role::kInvestee && !Has(*event, Role::kInvestee)) FillRound(event);
    const bool needs_more = *subject == Role::kPartner || *subject == Role::kParent
                                ? std::count_if(event->fillers.begin(), event->fillers.end(), [&](const Filler& f) { return f.role == *subject; }) < 2
                                : !Has(*event, *subject);
    if (!needs_more || HasOwnSubject(clause)) return;
    if (clause.inherited != kNoPhrase) {
      const uint32_t name = ActingName(phrases_[clause.inherited]);
      if (name != kNone) {
        Fill(event, name, *subject, false, 0.95f);
        for (uint32_t p = clause.inherited; p > 0 && IsListed(phrases_[p - 1]) && ActingName(phrases_[p - 1]) != kNone; --p)
          Fill(event, ActingName(phrases_[p - 1]), *subject, false, 0.95f);
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
    if (focus_ != kNone && !headline_ && !(clause.relative && SentenceHasSubject())) Fill(event, focus_, *subject, true, kInheritedWeight);
  }

  // Does nobody act before the relative clause?
  bool NobodyActsBefore(const Clause& clause) const {
    for (uint32_t p = 0; p < clause.first_phrase; ++p)
      if ((phrases_[p].grammatical_case == Case::kTopic || phrases_[p].grammatical_case == Case::kSubject) && ActingName(phrases_[p]) != kNone) return false;
    return true;
  }

  bool SentenceHasSubject() const {
    return std::any_of(phrases_.begin(), phrases_.end(), [](const Phrase& p) { return p.grammatical_case == Case::kTopic || p.grammatical_case == Case::kSubject; });
  }

  bool HasOwnSubject(const Clause& clause) const {
    return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) {
      const Phrase& phrase = phrases_[a];
      return (phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject) && phrase.triggers == 0 && phrase.amount < 0 &&
             reading_.tokens[phrase.head].date < 0;
    });
  }

  // ---- money, dates, stakes

  // Can the sum be what a deal commits?
  bool MayBeCommitted(int32_t amount) const {
    const AmountRole role = amount_roles_[static_cast<size_t>(amount)];
    return role == AmountRole::kOther || role == AmountRole::kDealValue;
  }

  void FindMoney(const Clause& clause, Event* event) {
    std::vector<uint32_t> money;
    const auto collect = [&](const Phrase& phrase) {
      for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w) {
        const Token& token = reading_.tokens[w];
        if (token.percent >= 0 && !event->percent && (phrase.triggers & stake_)) event->percent = static_cast<uint32_t>(token.percent);
        if (token.duration >= 0 && !event->duration) event->duration = static_cast<uint32_t>(token.duration);
        if (token.amount < 0 || !MayBeCommitted(token.amount)) continue;
        if (money.empty() || money.back() != static_cast<uint32_t>(token.amount)) money.push_back(static_cast<uint32_t>(token.amount));
      }
    };
    for (uint32_t a : clause.arguments) collect(phrases_[a]);
    if (clause.predicate != kNoPhrase) collect(phrases_[clause.predicate]);
    if (!money.empty() && !event->amount) event->amount = money.back();
  }

  // "A에 10억 달러, B에 5억 달러를 투자": each receiver with its own sum is an event of its own.
  bool Distribute(const Clause& clause, const Frame& frame, const Event& pattern) {
    struct Pair {
      uint32_t name, amount;
    };
    std::vector<Pair> pairs;
    uint32_t name = kNone;
    for (uint32_t a : clause.arguments) {
      const Phrase& phrase = phrases_[a];
      const uint32_t last = phrase.first_name == phrase.end_name ? kNone : phrase.end_name - 1;
      const bool receiver = (frame.to && phrase.grammatical_case == Case::kTo) || (!frame.to && frame.with && phrase.grammatical_case == Case::kWith) || (phrase.amount >= 0 && phrase.grammatical_case != Case::kTopic && phrase.grammatical_case != Case::kSubject);
      if (last != kNone && receiver) name = last;
      if (phrase.amount < 0 || name == kNone || !MayBeCommitted(phrase.amount)) continue;
      pairs.push_back({name, static_cast<uint32_t>(phrase.amount)});
      name = kNone;
    }
    const auto role = frame.to ? frame.to : frame.with;
    if (pairs.size() < 2 || !role) return false;
    for (const Pair& pair : pairs) {
      Event event = pattern;
      event.amount = pair.amount;
      std::erase_if(event.fillers, [&](const Filler& f) { return f.role == *role; });
      Fill(&event, pair.name, *role, false, 1.0f);
      if (!Reaches(event)) continue;
      FindDate(clause, &event);
      ChooseForm(&event);
      events_.push_back(std::move(event));
    }
    return true;
  }

  void FindDate(const Clause& clause, Event* event) {
    const text::Sentence& sentence = document_.sentences()[sentence_];
    const bool firm = event->status == DealStatus::kAgreed || event->status == DealStatus::kCompleted;
    uint32_t best = kNone, announced = kNone, early = kNone;
    const uint32_t clause_begin = words_[phrases_[clause.first_phrase].first_word].begin;
    for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const int32_t date = reading_.tokens[w].date;
      if (date < 0) continue;
      const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
      if (mention.is_deadline || (mention.is_future && firm) || !mention.period) continue;
      if (mention.is_future) continue;
      if (mention.begin >= clause_begin && mention.begin < event->trigger)
        best = static_cast<uint32_t>(date);
      else if (mention.begin >= event->trigger && mention.begin < event->end && mention.period->precision == Precision::kDay && announced == kNone)
        announced = static_cast<uint32_t>(date);
      else if (mention.begin >= event->end && mention.period->precision == Precision::kDay && announced == kNone && !clause.relative)
        announced = static_cast<uint32_t>(date);
      else if (mention.begin < clause_begin)
        early = static_cast<uint32_t>(date);
    }
    const uint32_t date = best != kNone ? best : announced != kNone ? announced : early;
    if (date != kNone) {
      event->date = date;
    } else if (!events_.empty() && events_.back().date && !clause.relative && sentence_ <= events_.back().sentence + 1 &&
               (reading_.tokens[sentence.first_word].roles & pack::kListAnd)) {
      event->date = events_.back().date;  // "또 ... 협약도 체결했다": at the same time
    }
  }

  void ChooseForm(Event* event) const {
    const std::string_view statement = text_.substr(event->begin, event->end - event->begin);
    for (const pack::FormWord& word : pack_.forms) {
      if (word.kind != event->kind || statement.find(word.text) == std::string_view::npos) continue;
      event->form = word.form;
      return;
    }
  }

  // "이번 협약", "이 계약": the event was told before.
  bool IsAnaphoric(const Clause& clause) const {
    for (uint32_t a : clause.arguments) {
      const Phrase& phrase = phrases_[a];
      if (phrase.triggers == 0) continue;
      for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w)
        if ((reading_.tokens[w].roles & pack::kThis) && w + 1 < phrase.end_word) return true;
    }
    return false;
  }

  // Do the roles reach one of the frame's minima, with somebody sure among them?
  bool Reaches(const Event& event) const {
    const bool sure = std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.certainty >= kSureParty; });
    if (!sure) return false;
    for (const Frame::Minimum& minimum : event.frame->minimum) {
      if (minimum.amount && !event.amount) continue;
      std::vector<bool> used(event.fillers.size());
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

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const std::string_view text_;
  const std::vector<Word>& words_;
  const std::vector<AmountRole>& amount_roles_;
  Reading& reading_;
  const uint64_t invest_, agree_, stake_, raise_, spend_, jv_, contract_, round_, place_, approve_, plant_, conclude_;

  std::vector<Event> events_;
  std::vector<Phrase> phrases_;
  std::vector<Clause> clauses_;
  std::vector<bool> told_;  // for each clause: is it an event?
  size_t clause_ = 0;
  uint32_t sentence_ = 0;
  uint32_t focus_ = kNone;  // index of a name
  bool headline_ = false, heading_ = false;
  Trace* trace_ = nullptr;
};

}  // namespace

std::vector<Event> FindEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                              Reading* reading, Trace* trace) {
  return EventFinder(pack, document, amount_roles, reading).Run(trace);
}

}  // namespace entente::deal
