// The sums, stakes, days and durations of an event, and its form.
// Tested by: tests/corpus/ko/deal/
#include <algorithm>
#include <bitset>
#include <utility>

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

constexpr int64_t kSmallestSum = 30'000;  // in any currency

// The runs of three bytes that a text has: most words that are not in it are told by their first one.
class ThreeBytes {
 public:
  explicit ThreeBytes(std::string_view text) {
    for (size_t at = 0; at + 3 <= text.size(); ++at) held_.set(SlotOf(text, at));
  }
  bool MayHold(std::string_view word) const { return word.size() < 3 || held_[SlotOf(word, 0)]; }

 private:
  static size_t SlotOf(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[at + i])); };
    return (byte(0) | byte(1) << 8 | byte(2) << 16) * 0x9E3779B1u >> 21;
  }
  std::bitset<2048> held_;
};

}  // namespace

bool EventFinder::MayBeCommitted(int32_t amount) const {
  if (reading_.quantities.amounts[static_cast<size_t>(amount)].high < Decimal::FromInt(kSmallestSum)) return false;  // the price of a thing
  const AmountRole role = amount_roles_[static_cast<size_t>(amount)];
  return role == AmountRole::kOther || role == AmountRole::kDealValue;
}

void EventFinder::FindMoney(const Clause& clause, Event* event) {
  std::vector<uint32_t> money;
  const bool founds_fund = event->form == DealForm::kFund || event->kind == DealKind::kPartnership;
  const auto collect = [&](const Phrase& phrase) {
    for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w) {
      const Token& token = reading_.tokens[w];
      if (token.percent >= 0 && !event->percent && (phrase.triggers & classes_.stake)) event->percent = static_cast<uint32_t>(token.percent);
      if (token.duration >= 0 && !event->duration) event->duration = static_cast<uint32_t>(token.duration);
      if (token.amount < 0) continue;
      if (!MayBeCommitted(token.amount) && !(founds_fund && amount_roles_[static_cast<size_t>(token.amount)] == AmountRole::kFundSize)) continue;
      if (money.empty() || money.back() != static_cast<uint32_t>(token.amount)) money.push_back(static_cast<uint32_t>(token.amount));
    }
  };
  for (uint32_t a : clause.arguments) collect(phrases_[a]);
  if (clause.predicate != kNoPhrase) collect(phrases_[clause.predicate]);
  // "A가 B에 투자하는 금액은 3조원이다": what the head of the relative clause is
  if (money.empty() && clause.relative && clause.head != kNoPhrase && phrases_[clause.head].grammatical_case == Case::kTopic && ActingName(phrases_[clause.head]) == kNone)
    for (uint32_t p = clause.head + 1; p < phrases_.size(); ++p)
      if (phrases_[p].amount >= 0 && amount_roles_[static_cast<size_t>(phrases_[p].amount)] == AmountRole::kDealValue) collect(phrases_[p]);
  if (!money.empty() && !event->amount) event->amount = money.back();
}

bool EventFinder::Distribute(const Clause& clause, const Frame& frame, const Event& pattern) {
  struct Pair {
    uint32_t name, amount;
  };
  std::vector<Pair> pairs;
  uint32_t name = kNone;
  for (uint32_t a : clause.arguments) {
    const Phrase& phrase = phrases_[a];
    const uint32_t last = phrase.first_name == phrase.end_name ? kNone : phrase.end_name - 1;
    const bool receiver = (frame.to && phrase.grammatical_case == Case::kTo) || (!frame.to && frame.with && phrase.grammatical_case == Case::kWith) || (phrase.amount >= 0 && phrase.grammatical_case != Case::kTopic && phrase.grammatical_case != Case::kSubject);
    // "B에 17억 달러 등 동남아시아에도": the name behind the sum is not whose sum it is
    const bool behind = last != kNone && name != kNone && phrase.amount >= 0 && reading_.names[last].begin > reading_.quantities.amounts[static_cast<size_t>(phrase.amount)].begin;
    if (last != kNone && receiver && !behind) name = last;
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

bool EventFinder::DistributeObjects(const Clause& clause, const Frame& frame, const Event& pattern) {
  if (frame.object != Role::kTarget || frame.subject != Role::kAcquirer) return false;
  struct Object {
    uint32_t entity, amount = kNone, date = kNone;
  };
  std::vector<Object> objects;
  uint32_t date = kNone;
  for (size_t i = 0; i < clause.arguments.size(); ++i) {
    const Phrase& phrase = phrases_[clause.arguments[i]];
    for (uint32_t w = phrase.first_word; w < phrase.end_word; ++w)
      if (reading_.tokens[w].date >= 0 && !reading_.quantities.dates[static_cast<size_t>(reading_.tokens[w].date)].is_future) date = static_cast<uint32_t>(reading_.tokens[w].date);
    const auto target = std::find_if(pattern.fillers.begin(), pattern.fillers.end(), [&](const Filler& f) { return f.role == Role::kTarget && f.begin >= words_[phrase.first_word].begin && f.end <= words_[phrase.end_word - 1].end; });
    if (target != pattern.fillers.end()) objects.push_back({.entity = target->entity, .amount = kNone, .date = std::exchange(date, kNone)});
    if (phrase.amount >= 0 && !objects.empty() && objects.back().amount == kNone && MayBeCommitted(phrase.amount)) objects.back().amount = static_cast<uint32_t>(phrase.amount);
  }
  const auto all = [&](uint32_t Object::* member) { return std::all_of(objects.begin(), objects.end(), [&](const Object& o) { return o.*member != kNone; }); };
  if (objects.size() < 2 || (!all(&Object::amount) && !all(&Object::date))) return false;
  for (const Object& object : objects) {
    Event event = pattern;
    std::erase_if(event.fillers, [&](const Filler& f) { return f.role == Role::kTarget && f.entity != object.entity; });
    event.amount = object.amount == kNone ? std::nullopt : std::optional(object.amount);
    if (!Reaches(event)) continue;
    FindDate(clause, &event);
    if (object.date != kNone) event.date = object.date;
    ChooseForm(&event);
    events_.push_back(std::move(event));
  }
  return true;
}

bool EventFinder::DistributeEach(const Clause& clause, const Frame& frame, const Event& pattern) {
  if (!frame.subject || pattern.kind == DealKind::kPartnership || pattern.kind == DealKind::kJointVenture) return false;
  if (std::none_of(clause.arguments.begin(), clause.arguments.end(), [&](uint32_t a) { return (phrases_[a].roles & pack::kEach) != 0; })) return false;
  const auto with_role = [&](Role role) {
    std::vector<Filler> fillers;
    for (const Filler& filler : pattern.fillers)
      if (filler.role == role) fillers.push_back(filler);
    std::sort(fillers.begin(), fillers.end(), [](const Filler& a, const Filler& b) { return a.begin < b.begin; });
    return fillers;
  };
  Role role = *frame.subject;
  std::vector<Filler> each = with_role(role);
  std::vector<uint32_t> sums;
  for (const uint32_t a : clause.arguments)
    for (uint32_t w = phrases_[a].first_word; w < phrases_[a].end_word; ++w) {
      const int32_t amount = reading_.tokens[w].amount;
      if (amount >= 0 && MayBeCommitted(amount) && (sums.empty() || sums.back() != static_cast<uint32_t>(amount))) sums.push_back(static_cast<uint32_t>(amount));
    }
  // "A는 B와 C에 각각 투자했다"
  if (const auto other = frame.object ? frame.object : frame.to; other && each.size() < 2) {
    role = *other;
    each = with_role(role);
    if (sums.empty()) sums.assign(each.size(), kNone);
  }
  if (each.size() < 2 || sums.size() != each.size()) return false;
  for (size_t i = 0; i < each.size(); ++i) {
    Event event = pattern;
    event.amount = sums[i] == kNone ? pattern.amount : sums[i];
    std::erase_if(event.fillers, [&](const Filler& f) { return f.role == role && f.entity != each[i].entity; });
    if (!Reaches(event)) continue;
    FindDate(clause, &event);
    ChooseForm(&event);
    events_.push_back(std::move(event));
  }
  return true;
}

bool EventFinder::SplitRivals(const Clause& clause, const Event& pattern) {
  if (pattern.kind != DealKind::kAcquisition || !(TriggersOf(clause) & classes_.candidate) || !Reaches(pattern)) return false;
  for (const Filler& rival : pattern.fillers) {
    if (rival.role != Role::kAcquirer) continue;
    Event event = pattern;
    std::erase_if(event.fillers, [&](const Filler& f) { return f.role == Role::kAcquirer && f.entity != rival.entity; });
    FindDate(clause, &event);
    ChooseForm(&event);
    events_.push_back(std::move(event));
  }
  return true;
}

bool EventFinder::DistributeSums(const Clause& clause, const Event& pattern) {
  std::vector<uint32_t> sums;
  for (const uint32_t a : clause.arguments)
    if (phrases_[a].grammatical_case == Case::kTo && phrases_[a].amount >= 0 && MayBeCommitted(phrases_[a].amount)) sums.push_back(static_cast<uint32_t>(phrases_[a].amount));
  if (sums.size() < 2) return false;
  for (const uint32_t sum : sums) {
    Event event = pattern;
    event.amount = sum;
    if (!Reaches(event)) return false;
    FindDate(clause, &event);
    ChooseForm(&event);
    events_.push_back(std::move(event));
  }
  return true;
}

bool EventFinder::InOtherRelative(const Clause& clause, uint32_t word) const {
  for (const Clause& other : clauses_) {
    if (!other.relative || other.predicate == clause.predicate || word < phrases_[other.first_phrase].first_word || word >= phrases_[other.last_phrase].end_word) continue;
    const bool of_trigger = other.head != kNoPhrase && phrases_[other.head].triggers != 0;
    // behind the topic a day is that of the main clause: "A는 6월 떠오르는 B에 투자했다"
    const bool of_subject = other.head != kNoPhrase && (phrases_[other.head].grammatical_case == Case::kTopic || phrases_[other.head].grammatical_case == Case::kSubject);
    if (of_subject && phrases_[other.predicate].triggers == 0 && !of_trigger) return true;
  }
  return false;
}

void EventFinder::FindDate(const Clause& clause, Event* event) {
  const text::Sentence& sentence = document_.sentences()[sentence_];
  const bool firm = event->status == DealStatus::kAgreed || event->status == DealStatus::kCompleted;
  uint32_t best = kNone, announced = kNone, inside = kNone, early = kNone;
  const uint32_t clause_begin = words_[phrases_[clause.first_phrase].first_word].begin;
  const bool verb = clause.predicate != kNoPhrase && (phrases_[clause.predicate].triggers & ~classes_.conclude) != 0;
  const uint32_t told = verb ? words_[phrases_[clause.predicate].first_word].begin : 0;  // "사모펀드 B가 2021년 사들인": a noun before the day has a trigger too
  for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
    const int32_t date = reading_.tokens[w].date;
    if (date < 0) continue;
    const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
    if (mention.is_deadline || (mention.is_future && firm) || !mention.period) continue;
    if (mention.is_future || InOtherRelative(clause, w)) continue;
    if (mention.begin >= clause_begin && mention.begin < event->trigger)
      best = static_cast<uint32_t>(date);
    else if (mention.begin >= event->trigger && mention.begin < event->end && (mention.period->precision == Precision::kDay || event->status == DealStatus::kEnded) && announced == kNone)
      announced = static_cast<uint32_t>(date);
    else if (mention.begin >= event->end && mention.period->precision == Precision::kDay && announced == kNone && !clause.relative)
      announced = static_cast<uint32_t>(date);
    else if (mention.begin >= event->trigger && mention.begin < told)
      inside = static_cast<uint32_t>(date);
    else if (mention.begin < clause_begin)
      early = static_cast<uint32_t>(date);
  }
  const uint32_t date = best != kNone ? best : announced != kNone ? announced : inside != kNone ? inside : early;
  if (date != kNone) {
    event->date = date;
  } else if (!events_.empty() && events_.back().date && !clause.relative && sentence_ <= events_.back().sentence + 2 &&
             (reading_.tokens[sentence.first_word].roles & pack::kListAnd)) {
    event->date = events_.back().date;  // "또 ... 협약도 체결했다": at the same time
  } else {
    event->date = FramedDate();
  }
}

std::optional<uint32_t> EventFinder::FramedDate() const {
  if (sentence_ == 0 || (!events_.empty() && events_.back().sentence + 1 >= sentence_)) return std::nullopt;
  const text::Sentence& before = document_.sentences()[sentence_ - 1];
  if (before.block != document_.sentences()[sentence_].block || before.first_word == before.end_word) return std::nullopt;
  const mention::Token& first = reading_.tokens[before.first_word];
  const int32_t date = first.date;
  if (date < 0 || (first.grammatical_case != Case::kTo && first.grammatical_case != Case::kTopic)) return std::nullopt;
  const mention::DateMention& mention = reading_.quantities.dates[static_cast<size_t>(date)];
  if (!mention.period || mention.is_deadline || mention.is_future) return std::nullopt;
  for (uint32_t w = before.first_word; w < before.end_word; ++w)
    if (reading_.tokens[w].triggers & (classes_.agree | classes_.contract | classes_.invest | classes_.acquire)) return static_cast<uint32_t>(date);
  return std::nullopt;
}

void EventFinder::ChooseForm(Event* event) const {
  const std::string_view statement = text_.substr(event->begin, event->end - event->begin);
  const ThreeBytes bytes(statement);
  for (const pack::FormWord& word : pack_.forms) {
    if (word.kind != event->kind || !bytes.MayHold(word.text) || statement.find(word.text) == std::string_view::npos) continue;
    event->form = word.form;
    return;
  }
}

}  // namespace entente::deal
