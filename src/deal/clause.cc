// Groups phrases into clauses, for languages whose predicate stands last. From left to right, noun phrases wait until a
// predicate takes them:
//   [카카오벤처스가] [‘마카롱’을 운영하는] [마카롱팩토리에] [10억원을] 투자했다
// A relative predicate (운영하는) takes back to its object and leaves a subject before that to the main clause; a connective
// or final predicate takes all that waits, and hands its subject on to the next clause.
// Tested by: tests/corpus/ko/deal/
#include "deal/clause.h"

#include <algorithm>

namespace entente::deal {

using pack::Case;
using pack::Ending;

namespace {

bool IsSubject(const Phrase& phrase) { return phrase.grammatical_case == Case::kSubject || phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kAlso; }

// "3000억원을": a sum and nothing else.
bool IsSum(const Phrase& phrase) { return phrase.amount >= 0 && phrase.grammatical_case == Case::kObject && phrase.triggers == 0 && phrase.first_name == phrase.end_name; }

// Does the phrase belong to a list with the one after it ("A와 B가", "A, B가")?
bool IsListed(const Phrase& phrase) { return phrase.grammatical_case == Case::kWith || (phrase.joined && phrase.grammatical_case == Case::kNone); }

class ClauseBuilder {
 public:
  ClauseBuilder(const std::vector<Phrase>& phrases, const ClauseTriggers& triggers, std::vector<Clause>* clauses) : phrases_(phrases), triggers_(triggers), clauses_(*clauses) {}

  void Run() {
    for (uint32_t i = 0; i < phrases_.size(); ++i) {
      const Phrase& phrase = phrases_[i];
      if (!phrase.predicate) {
        for (uint32_t waiting : headless_) clauses_[waiting].head = i;
        // "하는 5000억원 규모의 | 유상증자": the noun behind is what is described
        if (phrase.grammatical_case != Case::kOf || phrase.first_name != phrase.end_name || (phrase.triggers & triggers_.content)) headless_.clear();
        waiting_.push_back(i);
        if (phrase.breaks) CloseAll(kNoPhrase, i);
        continue;
      }
      headless_.clear();
      const bool tight = i + 1 < phrases_.size() && phrases_[i + 1].predicate && phrases_[i + 1].ending == Ending::kAdnominal;  // "출자해 설립한"
      // "3000억원을 받고 팔았다"
      const bool paid = i + 1 < phrases_.size() && phrases_[i + 1].predicate && !waiting_.empty() && waiting_.back() + 1 == i && IsSum(phrases_[waiting_.back()]);
      if (((phrase.triggers & triggers_.adverbial) || tight || paid || IsInsideRelative(i)) && phrase.ending == Ending::kConnective) {
        waiting_.push_back(i);
        continue;
      }
      switch (phrase.ending) {
        case Ending::kAdnominal:
          if (const uint32_t noun = phrase.triggers & triggers_.place ? i + 1 : SkipSums(i + 1); noun < phrases_.size() && !phrases_[noun].predicate && IsContent(phrase, phrases_[noun]) && !((phrase.triggers & triggers_.place) && phrases_[noun].amount >= 0)) {
            // "투자하는 방안을", "협력할 계획이다": what is planned, not who
            const uint32_t about = phrases_[noun].grammatical_case == Case::kOf && noun + 1 < phrases_.size() ? noun + 1 : noun;  // "공급하는 내용의 계약을"
            content_ = phrases_[about].triggers & triggers_.content ? static_cast<uint32_t>(clauses_.size()) : kNoPhrase;
            CopyContent(i);
          } else {
            TakeRelative(i, false);
          }
          break;
        case Ending::kAdnominalTo:
          if (i + 1 < phrases_.size() && !phrases_[i + 1].predicate && (phrases_[i + 1].first_roles & pack::kBoundNoun))
            CopyContent(i);  // "합의한 바 있다"
          else
            TakeRelative(i, true);
          break;
        case Ending::kConnectiveTo:
          if (!waiting_.empty() && phrases_[waiting_.back()].grammatical_case == Case::kObject && (phrases_[waiting_.back()].triggers & triggers_.content)) CopyContent(i);  // "B와 제휴를 통해 …"
          DropObject();
          break;
        case Ending::kNominal:
          if (i + 1 < phrases_.size() && !phrases_[i + 1].predicate && phrases_[i + 1].grammatical_case == Case::kObject && phrases_[i + 1].first_name == phrases_[i + 1].end_name && (phrases_[i + 1].triggers & triggers_.content)) {
            content_ = static_cast<uint32_t>(clauses_.size());  // "공급하기로 계약을 맺었다"
            CopyContent(i);
          } else {
            CloseAll(i, i);
          }
          break;
        case Ending::kSaidOf: CopyContent(i); break;
        case Ending::kWhen:
          CopyContent(i);
          if (!waiting_.empty() && waiting_.back() + 1 == i) waiting_.pop_back();
          break;
        default: CloseAll(i, i);
      }
      if (phrase.breaks && !waiting_.empty()) CloseAll(kNoPhrase, i);
    }
    if (!waiting_.empty()) CloseAll(kNoPhrase, static_cast<uint32_t>(phrases_.size()) - 1);
  }

 private:
  uint32_t FirstSubject() const {
    for (uint32_t i : waiting_)
      if (IsSubject(phrases_[i])) return i;
    return kNoPhrase;
  }

  ptrdiff_t SubjectsWaiting() const {
    return std::count_if(waiting_.begin(), waiting_.end(), [&](uint32_t i) { return IsSubject(phrases_[i]); });
  }

  // "A는 B와 C가 출자해 2021년 세운 | 회사다": does the connective predicate belong to the relative clause behind it? Its firm acts there.
  bool IsInsideRelative(uint32_t predicate) const {
    if (SubjectsWaiting() < 2 || phrases_[waiting_.front()].grammatical_case != Case::kTopic) return false;
    const auto acts = [&](uint32_t i) { return phrases_[i].grammatical_case == Case::kSubject && (phrases_[i].firm || (i > 0 && phrases_[i - 1].grammatical_case == Case::kWith && phrases_[i - 1].firm)); };
    if (std::none_of(waiting_.begin(), waiting_.end(), acts)) return false;
    uint32_t next = predicate + 1;
    while (next < phrases_.size() && !phrases_[next].predicate && !IsSubject(phrases_[next]) && phrases_[next].grammatical_case != Case::kObject) ++next;
    if (next + 1 >= phrases_.size() || !phrases_[next].predicate || phrases_[next].ending != Ending::kAdnominal || (phrases_[next].triggers & ~triggers_.hold) == 0) return false;
    uint32_t noun = next + 1;
    while (noun < phrases_.size() && !phrases_[noun].predicate && phrases_[noun].grammatical_case == Case::kNone && phrases_[noun].first_name == phrases_[noun].end_name) ++noun;
    return noun + 1 == phrases_.size() && phrases_[noun].predicate;
  }

  void CloseAll(uint32_t predicate, uint32_t last) {
    Clause clause{.arguments = waiting_, .predicate = predicate, .inherited = kNoPhrase, .first_phrase = first_, .last_phrase = last};
    const uint32_t subject = FirstSubject();
    if (subject == kNoPhrase) clause.inherited = subject_;
    if (subject != kNoPhrase) {
      subject_ = subject;
      inner_ = kNoPhrase;  // "A는 B가 C에 참여해 D를 확보하는 계약을 맺었다": B in what the contract is about
      if (phrases_[subject].grammatical_case == Case::kTopic && predicate != kNoPhrase && phrases_[predicate].ending == Ending::kConnective)
        for (const uint32_t i : waiting_)
          if (phrases_[i].grammatical_case == Case::kSubject && phrases_[i].firm) inner_ = i;
    }
    clause.content = content_;
    content_ = kNoPhrase;
    clauses_.push_back(std::move(clause));
    waiting_.clear();
    first_ = last + 1;
  }

  // Does the relative predicate say what the noun is about, rather than describe it? A predicate with a trigger of its own.
  bool IsContent(const Phrase& predicate, const Phrase& noun) const {
    return ((noun.first_roles & pack::kBoundNoun) && !(noun.amid && SubjectsWaiting() > 1)) || (predicate.triggers != 0 && (noun.triggers & triggers_.content));
  }

  // "공급하는 | 1조원 규모의 | 계약을"
  uint32_t SkipSums(uint32_t p) const {
    while (p < phrases_.size() && phrases_[p].grammatical_case == Case::kOf && phrases_[p].amount >= 0 && phrases_[p].first_name == phrases_[p].end_name) ++p;
    return p;
  }

  // Is the noun behind the predicate, or the last of its list, one that has a content ("산·학·관 협약")?
  bool IsOfContent(uint32_t predicate) const {
    uint32_t noun = predicate + 1;
    while (noun + 1 < phrases_.size() && phrases_[noun].joined && phrases_[noun].grammatical_case == Case::kNone && !phrases_[noun].predicate && phrases_[noun].triggers == 0) ++noun;
    return noun < phrases_.size() && !phrases_[noun].predicate && (phrases_[noun].triggers & triggers_.content);
  }

  // "A가 B에 투자하는 금액은": does the relative clause describe the topic? Then its subject is no other's.
  bool IsOfTopic(uint32_t predicate) const {
    uint32_t head = predicate + 1;
    while (head < phrases_.size() && phrases_[head].grammatical_case == Case::kOf && phrases_[head].first_name == phrases_[head].end_name) ++head;
    return head < phrases_.size() && !phrases_[head].predicate && phrases_[head].grammatical_case == Case::kTopic;
  }

  // What a relative predicate takes: back to its object; the subject before an object waits for the main predicate.
  void TakeRelative(uint32_t predicate, bool object_only) {
    bool object = false, tells = false;  // tells: a trigger stands among what is taken
    const bool of_content = IsOfContent(predicate), of_topic = IsOfTopic(predicate);
    size_t from = waiting_.size();
    while (from > 0) {
      const Phrase& phrase = phrases_[waiting_[from - 1]];
      if (phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kAlso) break;
      if ((phrases_[predicate].triggers & triggers_.consist) && phrase.grammatical_case == Case::kSubject && from != waiting_.size()) break;
      if (object_only && (object || phrase.grammatical_case == Case::kWith || phrase.grammatical_case == Case::kSubject)) {
        // lists of objects and their modifiers go along: "A와 B의 개발을 위한"
        if (phrase.grammatical_case != Case::kOf && !(phrase.joined && phrase.first_name == phrase.end_name)) break;
      }
      // "동원과 기술을 보유한 노르드가": what only describes the next noun leaves the one that stands in a list with it
      // "B와 … 육성하는 협약": nor does what an agreement is about take the other side
      const bool tells_nothing = (phrases_[predicate].triggers & ~triggers_.hold) == 0 && (!tells || of_content);
      const bool adjacent = from == waiting_.size();
      if (phrase.grammatical_case == Case::kOf && adjacent) break;  // "A의 | 유력한 | 후보": possesses what is described
      if (phrase.grammatical_case == Case::kWith && tells_nothing && phrase.first_name != phrase.end_name && !IsListedPlace(from - 1)) break;
      if (phrase.grammatical_case == Case::kSubject) {
        if (!of_topic && (object || (tells_nothing && !adjacent && phrase.first_name != phrase.end_name)) && !AnotherSubjectBefore(from - 1)) break;
        --from;
        while (from > 0 && waiting_[from - 1] + 1 == waiting_[from] && IsListed(phrases_[waiting_[from - 1]])) --from;
        // "A와 미술관인 B가": what describes B stands between
        if (from > 1 && waiting_[from - 2] + 2 == waiting_[from] && phrases_[waiting_[from - 1]].grammatical_case == Case::kCopula && IsListed(phrases_[waiting_[from - 2]])) from -= 2;
        break;
      }
      if (phrase.grammatical_case == Case::kTo && phrase.firm && tells_nothing && !adjacent) break;  // "B에 [옥수수에서 뽑은] 원료를"
      // "B, 중고 의류를 취급하는 C에": B stands in a list with C
      if (tells_nothing && object && phrase.joined && phrase.grammatical_case == Case::kNone && phrase.first_name != phrase.end_name && !adjacent && phrases_[waiting_[from]].first_name == phrases_[waiting_[from]].end_name) break;
      object = object || phrase.grammatical_case == Case::kObject || phrase.grammatical_case == Case::kTo;
      tells = tells || phrase.triggers != 0;
      --from;
    }
    Clause clause{.predicate = predicate, .relative = true};
    clause.arguments.assign(waiting_.begin() + static_cast<ptrdiff_t>(from), waiting_.end());
    clause.first_phrase = clause.arguments.empty() ? predicate : clause.arguments.front();
    clause.last_phrase = predicate;
    if (clause.inherited == kNoPhrase) {
      waiting_.resize(from);
    }
    headless_.push_back(static_cast<uint32_t>(clauses_.size()));
    clauses_.push_back(std::move(clause));
  }

  // "네덜란드와 독일에서 벌이는": a place in a list with the place that is taken already.
  bool IsListedPlace(size_t index) const {
    if (index + 1 >= waiting_.size() || waiting_[index] + 1 != waiting_[index + 1]) return false;
    const Phrase& next = phrases_[waiting_[index + 1]];
    return next.grammatical_case == Case::kAt && next.first_name != next.end_name && !next.firm && !phrases_[waiting_[index]].firm;
  }

  bool AnotherSubjectBefore(size_t count) const {
    for (size_t i = 0; i < count; ++i)
      if (IsSubject(phrases_[waiting_[i]])) return true;
    return subject_ != kNoPhrase;
  }

  // "…을 위해", "…을 통해": an adverbial of the clause that goes on; its object is no argument of that.
  void DropObject() {
    uint32_t taken = kNoPhrase;
    while (!waiting_.empty()) {
      const Phrase& phrase = phrases_[waiting_.back()];
      if (IsSubject(phrase) || phrase.grammatical_case == Case::kWith) return;
      const bool object = phrase.grammatical_case == Case::kObject || phrase.grammatical_case == Case::kTo || phrase.grammatical_case == Case::kDirection;
      taken = waiting_.back();
      waiting_.pop_back();
      if (object) break;
    }
    // what describes or lists it goes along: "A와 B에 따르면"
    while (!waiting_.empty()) {
      const Phrase& phrase = phrases_[waiting_.back()];
      const bool source = taken != kNoPhrase && phrases_[taken].grammatical_case == Case::kTo;  // "A와 B에 따르면", but not "A와 B를 위해"
      const bool listed = ((phrase.grammatical_case == Case::kWith && source) || phrase.joined) && waiting_.back() + 1 == taken;
      if (phrase.grammatical_case != Case::kOf && !listed) break;
      taken = waiting_.back();
      waiting_.pop_back();
    }
  }

  // "…에 투자한다는 (계획)": a clause of its own that shares what waits with the main clause.
  void CopyContent(uint32_t predicate) {
    Clause clause{.arguments = waiting_, .predicate = predicate, .first_phrase = first_, .last_phrase = predicate};
    if (FirstSubject() == kNoPhrase) clause.inherited = inner_ != kNoPhrase ? inner_ : subject_;
    clauses_.push_back(std::move(clause));
  }

  const std::vector<Phrase>& phrases_;
  const ClauseTriggers triggers_;
  std::vector<Clause>& clauses_;
  Arguments waiting_;               // phrases that no predicate has taken yet
  Arguments headless_;              // relative clauses that wait for the noun they describe
  uint32_t subject_ = kNoPhrase;    // of the last closed clause that had one
  uint32_t inner_ = kNoPhrase;      // of the same, where it stands behind a topic
  uint32_t content_ = kNoPhrase;    // the clause that the noun of the open one is about
  uint32_t first_ = 0;
};

}  // namespace

void FindClauses(const std::vector<Phrase>& phrases, const ClauseTriggers& triggers, std::vector<Clause>* clauses) {
  clauses->clear();
  ClauseBuilder(phrases, triggers, clauses).Run();
}

}  // namespace entente::deal
