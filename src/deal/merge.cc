// Two events are one deal when their kind is the same, they share a party, and nothing that both say differs: the parties
// of a role that has one holder, the sum, the time. What one lacks the other gives.
// Tested by: tests/corpus/ko/deal/merge.txt
#include "deal/merge.h"

#include <algorithm>
#include <cmath>

namespace entente::deal {

using mention::AmountMention;
using mention::Reading;

namespace {

constexpr int32_t kRoundDigits = 2;  // a sum of so few may be rounded
constexpr int32_t kMaxDigits = 12;
constexpr DayNumber kLongAgoDays = 90;        // before the article: no news
constexpr DayNumber kSameTimeDays = 40;       // the signing and its announcement may lie this far apart
constexpr size_t kOpenDeals = 64;
constexpr uint32_t kLeadSentences = 5;     // where an article tells its news; what follows is background
constexpr DayNumber kNewsDays = 3;         // news are told so long after they happened
constexpr uint32_t kAnnounceBytes = 60;    // between a day and the word that announces
constexpr uint32_t kFollowUpSentences = 3;  // "The price is ..." follows within so many sentences
constexpr uint32_t kRefineReach = 256;     // sums before and behind a rounded one that may be its exact figure: keeps the time linear

class Merger {
 public:
  Merger(const pack::LanguagePack& pack, const std::vector<AmountRole>& amount_roles, const text::Document& document, const Reading& reading)
      : pack_(pack), amount_roles_(amount_roles), document_(document), reading_(reading) {}

  std::vector<MergedDeal> Run(std::vector<Event> events) {
    for (Event& event : events) {
      MergedDeal* best = nullptr;
      for (size_t i = Window(); i < deals_.size(); ++i) {
        MergedDeal& deal = deals_[i];
        if (IsSame(deal.event, event) && (best == nullptr || CommonParties(deal.event, event) >= CommonParties(best->event, event))) best = &deal;
      }
      if (event.heading && (best == nullptr || CommonParties(best->event, event) < event.fillers.size())) {
        late_.push_back(event);
        continue;
      }
      if (best != nullptr)
        Absorb(best, event);
      else if (!event.anaphoric || HasOwnParties(event))
        deals_.push_back({.event = event, .sentences = {event.sentence}, .confidence = 0});
    }
    AddHeadings();
    DropShadows();
    AttachFollowUps();
    AttachAnnouncement();
    AttachLoneSum();
    RefineSums();
    return std::move(deals_);
  }

 private:
  // Only so many deals back an event may belong to one: it keeps the time linear, and no article tells more at once.
  size_t Window() const { return deals_.size() > kOpenDeals ? deals_.size() - kOpenDeals : 0; }
  // The deals around the index among which shadows are looked for.
  std::pair<size_t, size_t> Around(size_t i) const { return {i > kOpenDeals ? i - kOpenDeals : 0, std::min(deals_.size(), i + kOpenDeals)}; }

  static bool Has(const Event& event, uint32_t entity) {
    return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.entity == entity; });
  }
  static size_t CommonParties(const Event& a, const Event& b) {
    return static_cast<size_t>(std::count_if(a.fillers.begin(), a.fillers.end(), [&](const Filler& f) { return Has(b, f.entity); }));
  }
  static bool HasOwnParties(const Event& event) {
    const auto own = std::count_if(event.fillers.begin(), event.fillers.end(), [](const Filler& f) { return !f.inherited; });
    return own >= 1 && (event.amount || (event.kind == DealKind::kInvestment && own > 1 && HasRole(event, Role::kInvestor) && HasRole(event, Role::kInvestee)));
  }

  static bool HasRole(const Event& event, Role role) {
    return std::any_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) { return f.role == role; });
  }

  // Do both name holders of the role, and none in common?
  static bool RoleDiffers(const Event& a, const Event& b, Role role) {
    bool in_a = false, in_b = false;
    for (const Filler& f : a.fillers) {
      if (f.role != role) continue;
      in_a = true;
      for (const Filler& g : b.fillers)
        if (g.role == role && g.entity == f.entity) return false;
    }
    for (const Filler& g : b.fillers) in_b = in_b || g.role == role;
    return in_a && in_b;
  }

  bool SumsDiffer(const Event& a, const Event& b) const {
    if (!a.amount || !b.amount || *a.amount == *b.amount) return false;
    const AmountMention& x = reading_.quantities.amounts[*a.amount];
    const AmountMention& y = reading_.quantities.amounts[*b.amount];
    if (x.currency != y.currency) return false;  // one may restate the other
    const double low = std::min(x.low.ToDouble(), y.low.ToDouble()), high = std::max(x.high.ToDouble(), y.high.ToDouble());
    return low < 0.93 * high;
  }

  // Is the sum of b a part of that of a?
  bool IsShare(const Event& a, const Event& b) const {
    if (!a.amount || !b.amount) return false;
    const AmountMention& whole = reading_.quantities.amounts[*a.amount];
    const AmountMention& part = reading_.quantities.amounts[*b.amount];
    return whole.currency == part.currency && part.high.ToDouble() < whole.low.ToDouble();
  }

  bool TimesDiffer(const Event& a, const Event& b) const {
    if (!a.date || !b.date) return false;
    const auto& x = reading_.quantities.dates[*a.date].period;
    const auto& y = reading_.quantities.dates[*b.date].period;
    if (!x || !y) return false;
    return x->from > y->to + kSameTimeDays || y->from > x->to + kSameTimeDays;
  }

  // Does only one of them say when it was, long before the article?
  bool IsOlder(const Event& a, const Event& b) const {
    if (a.date.has_value() == b.date.has_value() || !reading_.published || (a.date && b.sentence <= a.sentence + kFollowUpSentences)) return false;
    const auto& period = reading_.quantities.dates[a.date ? *a.date : *b.date].period;
    return period && period->to + kLongAgoDays < reading_.published->from;
  }

  bool IsSame(const Event& a, const Event& b) const {
    if (a.kind != b.kind) return false;
    const size_t common = CommonParties(a, b);
    if (common == 0) return false;
    if (TimesDiffer(a, b)) return false;
    switch (a.kind) {
      case DealKind::kPartnership: case DealKind::kJointVenture: {
        const bool subset = common == a.fillers.size() || common == b.fillers.size();
        return subset || common >= 2 || b.anaphoric;
      }
      case DealKind::kInvestment: {
        if (RoleDiffers(a, b, Role::kInvestee)) return false;
        // shares of one sum: "모두 5조원을 ... 이 가운데 2조원을"
        if (!HasRole(a, Role::kInvestee) && !HasRole(b, Role::kInvestee) && !RoleDiffers(a, b, Role::kInvestor) && b.sentence <= a.sentence + kFollowUpSentences && IsShare(a, b)) return true;
        const bool round = a.form == DealForm::kFundingRound || b.form == DealForm::kFundingRound;
        const bool one_backer = HasRole(a, Role::kInvestor) != HasRole(b, Role::kInvestor) || RoleDiffers(a, b, Role::kInvestor);
        if (SumsDiffer(a, b) && !(round && one_backer && b.sentence <= a.sentence + kFollowUpSentences)) return false;
        // "올해 B에서, 2년 전 C에서 투자받았다": two rounds
        if (IsOlder(a, b) && ((a.amount && b.amount && *a.amount != *b.amount) || RoleDiffers(a, b, Role::kInvestor))) return false;
        return round || !RoleDiffers(a, b, Role::kInvestor);
      }
      case DealKind::kAcquisition:
        if (SumsDiffer(a, b) || Swaps(a, b, Role::kAcquirer, Role::kSeller)) return false;
        return !RoleDiffers(a, b, Role::kTarget) && !RoleDiffers(a, b, Role::kAcquirer) && !RoleDiffers(a, b, Role::kSeller);
      case DealKind::kContract:
        if (SumsDiffer(a, b) || Swaps(a, b, Role::kSupplier, Role::kCustomer)) return false;
        return !RoleDiffers(a, b, Role::kSupplier) && !RoleDiffers(a, b, Role::kCustomer);
    }
    return false;
  }

  // "올해 들어 42억 달러를 수주했다": no day of a deal told before.
  bool IsThisYear(uint32_t date) const {
    const auto& period = reading_.quantities.dates[date].period;
    return period && reading_.published && period->precision == Precision::kYear && period->from <= reading_.published->from && reading_.published->to <= period->to;
  }

  // "인수한 지 2년 만에 매각한다": who buys in one and sells in the other. Headlines are not sure enough of roles.
  static bool Swaps(const Event& a, const Event& b, Role one, Role other) {
    if (a.headline || b.headline) return false;
    const auto has = [](const Event& e, uint32_t entity, Role role) { return std::any_of(e.fillers.begin(), e.fillers.end(), [&](const Filler& f) { return f.entity == entity && f.role == role; }); };
    return std::any_of(a.fillers.begin(), a.fillers.end(), [&](const Filler& f) { return (f.role == one && has(b, f.entity, other)) || (f.role == other && has(b, f.entity, one)); });
  }

  static int ClassOf(DealStatus status) {
    return status == DealStatus::kAgreed || status == DealStatus::kCompleted ? 0 : status == DealStatus::kDenied || status == DealStatus::kEnded ? 2 : 1;
  }

  void Absorb(MergedDeal* deal, const Event& event) {
    Event& into = deal->event;
    if (event.amount && into.fillers.size() == event.fillers.size() && CommonParties(into, event) == into.fillers.size()) deal->told.push_back(*event.amount);
    for (const Filler& filler : event.fillers) {
      const auto same = std::find_if(into.fillers.begin(), into.fillers.end(), [&](const Filler& f) { return f.entity == filler.entity; });
      if (same == into.fillers.end())
        into.fillers.push_back(filler);
      else if (same->inherited && !filler.inherited)
        *same = filler;
      else
        same->certainty = std::max(same->certainty, filler.certainty);
    }
    // the body says how firm it is more exactly than the title, and an end is an end
    if (into.headline && !event.headline && !event.anaphoric) into.status = event.status;
    if (ClassOf(event.status) == 2) into.status = event.status;
    if (into.headline && !event.headline) into.headline = false;
    if (!into.amount) into.amount = event.amount;
    if (!into.percent) into.percent = event.percent;
    if (!into.date && !event.anaphoric && !(event.date && IsThisYear(*event.date) && !into.headline)) into.date = event.date;
    if (!into.duration) into.duration = event.duration;
    if (into.form == DealForm::kOther) into.form = event.form;
    if (deal->sentences.back() != event.sentence) deal->sentences.push_back(event.sentence);
  }

  // A heading tells a deal of its own only where the paragraphs tell none of its kind with one of its parties.
  void AddHeadings() {
    for (const Event& event : late_) {
      const bool told = std::any_of(deals_.begin() + static_cast<ptrdiff_t>(Window()), deals_.end(), [&](const MergedDeal& deal) { return deal.event.kind == event.kind && CommonParties(deal.event, event) > 0; });
      if (!told && !event.anaphoric) deals_.push_back({.event = event, .sentences = {event.sentence}, .confidence = 0});
    }
  }

  // "손잡고 합작법인을 세운다": joining hands is no deal beside the venture that it means; a stake bought is told once.
  void DropShadows() {
    std::vector<bool> shadow(deals_.size());
    for (size_t i = 0; i < deals_.size(); ++i) {
      shadow[i] = IsSpending(deals_[i].event);
      const auto [first, end] = Around(i);
      for (size_t j = first; j < end && !shadow[i]; ++j) {
        shadow[i] = j != i && IsShadow(deals_[i].event, deals_[j].event);
        if (shadow[i] && IsMoneyOfAll(deals_[i].event, deals_[j].event)) deals_[j].event.amount = deals_[i].event.amount;
        if (shadow[i] && IsPlainContract(deals_[i].event) && !deals_[j].event.date) deals_[j].event.date = deals_[i].event.date;
      }
    }
    size_t kept = 0;
    for (size_t i = 0; i < deals_.size(); ++i) {
      if (shadow[i]) continue;
      if (kept != i) deals_[kept] = std::move(deals_[i]);
      ++kept;
    }
    deals_.resize(kept);
  }

  // "연구원은 52억원을 투자해", "한국은행에 따르면 투자가 406억달러": what bodies spend on nobody is a budget or a figure.
  bool IsSpending(const Event& event) const {
    if (event.kind != DealKind::kInvestment || HasRole(event, Role::kInvestee)) return false;
    return std::all_of(event.fillers.begin(), event.fillers.end(), [&](const Filler& f) {
      const PartyKind kind = reading_.entities[f.entity].kind;
      return kind == PartyKind::kOrganization || kind == PartyKind::kUniversity;
    });
  }

  // "두 회사는 2억 달러를 투자한다": what all parents put into their venture.
  static bool IsMoneyOfAll(const Event& event, const Event& other) {
    if (event.kind != DealKind::kInvestment || other.kind != DealKind::kJointVenture || !event.amount || other.amount || event.fillers.size() < 2) return false;
    return std::all_of(other.fillers.begin(), other.fillers.end(), [&](const Filler& f) { return f.role != Role::kParent || Has(event, f.entity); });
  }

  static bool IsPlainContract(const Event& event) { return event.kind == DealKind::kContract && event.form == DealForm::kOther && !event.amount; }

  static bool IsShadow(const Event& event, const Event& other) {
    if (other.kind == event.kind || CommonParties(event, other) != event.fillers.size()) return false;
    // a contract of no stated kind between those who work together is how they do it
    if (IsPlainContract(event)) return other.kind == DealKind::kPartnership && event.sentence <= other.sentence + kFollowUpSentences;
    if (event.kind == DealKind::kPartnership && IsPlainContract(other)) return false;
    const bool weak_partnership = event.kind == DealKind::kPartnership && (event.frame->name == "cooperate" || event.frame->name == "contract");
    if (weak_partnership && other.kind != DealKind::kPartnership && other.kind != DealKind::kInvestment) return true;
    // "인수하는 양해각서를 맺었다": one act, not an agreement beside it
    // preferred bidder for what is sold: no contract beside that
    if (event.kind == DealKind::kContract && event.fillers.size() == 1 && other.kind == DealKind::kAcquisition) return true;
    const bool sets_up = other.kind == DealKind::kAcquisition || other.kind == DealKind::kJointVenture;
    if (sets_up && event.kind == DealKind::kPartnership && (event.sentence == other.sentence || !event.date || (event.date == other.date))) return true;
    if (sets_up && event.frame->name == "contract_paid") return true;
    if (event.kind == DealKind::kInvestment && other.kind == DealKind::kAcquisition && !event.amount && !event.percent) return true;
    // "합작사를 세웠다. A가 60%를 출자했다": the money is the venture's
    const bool told_behind = event.sentence >= other.sentence && event.sentence <= other.sentence + kFollowUpSentences && !HasRole(event, Role::kInvestee);
    return event.kind == DealKind::kInvestment && other.kind == DealKind::kJointVenture && (!event.amount || told_behind);
  }

  // "계약금액은 1조1500억원이다": the sum of the deal told last.
  void AttachFollowUps() {
    const auto& amounts = reading_.quantities.amounts;
    std::vector<std::pair<uint32_t, uint32_t>> told;  // sentence and deal
    for (uint32_t d = 0; d < deals_.size(); ++d)
      for (const uint32_t sentence : deals_[d].sentences) told.emplace_back(sentence, d);
    std::sort(told.begin(), told.end());
    for (uint32_t i = 0; i < amounts.size(); ++i) {
      if (amount_roles_[i] != AmountRole::kDealValue) continue;
      const auto& sentences = document_.sentences();
      const auto at = std::upper_bound(sentences.begin(), sentences.end(), amounts[i].begin, [](uint32_t byte, const text::Sentence& s) { return byte < s.end; });
      const uint32_t sentence = static_cast<uint32_t>(at - sentences.begin());
      MergedDeal* best = nullptr;
      const auto from = std::lower_bound(told.begin(), told.end(), std::pair<uint32_t, uint32_t>(sentence < kFollowUpSentences ? 0 : sentence - kFollowUpSentences, 0));
      for (auto t = from; t != told.end() && t->first <= sentence; ++t)
        if (deals_[t->second].event.kind != DealKind::kPartnership) best = &deals_[t->second];
      if (best != nullptr && !best->event.amount) best->event.amount = i;
    }
  }

  uint32_t SentenceAt(uint32_t byte) const {
    const auto& sentences = document_.sentences();
    const auto at = std::upper_bound(sentences.begin(), sentences.end(), byte, [](uint32_t b, const text::Sentence& s) { return b < s.end; });
    return static_cast<uint32_t>(at - sentences.begin());
  }

  bool IsNamedIn(const Event& event, uint32_t sentence) const {
    const text::Sentence& s = document_.sentences()[sentence];
    auto name = std::lower_bound(reading_.names.begin(), reading_.names.end(), s.begin, [](const mention::Name& n, uint32_t byte) { return n.begin < byte; });
    for (; name != reading_.names.end() && name->begin < s.end; ++name)
      if (Has(event, name->entity)) return true;
    return false;
  }

  // "…라고 17일 밝혔다": the day of the news, for the deals of the title and the lead that have no day of their own.
  void AttachAnnouncement() {
    const auto& dates = reading_.quantities.dates;
    for (uint32_t i = 0; i < dates.size(); ++i) {
      if (!dates[i].period || dates[i].period->precision != Precision::kDay || dates[i].is_deadline || dates[i].is_future) continue;
      const uint32_t sentence = SentenceAt(dates[i].begin);
      if (sentence >= kLeadSentences || sentence >= document_.sentences().size()) return;
      const std::string_view behind = document_.Slice(dates[i].end, std::min(dates[i].end + kAnnounceBytes, document_.sentences()[sentence].end));
      if (std::none_of(pack_.announcements.begin(), pack_.announcements.end(), [&](std::string_view word) { return behind.find(word) != std::string_view::npos; })) continue;
      for (MergedDeal& deal : deals_)
        if (!deal.event.date && !deal.event.background && deal.sentences.front() <= sentence + 1 && IsNamedIn(deal.event, sentence)) deal.event.date = i;
      break;
    }
    AttachNewsDay();
  }

  // The lead names the day of the publication or one shortly before: what the lead tells happened then.
  void AttachNewsDay() {
    if (!reading_.published) return;
    const auto& dates = reading_.quantities.dates;
    for (uint32_t i = 0; i < dates.size(); ++i) {
      if (!dates[i].period || dates[i].period->precision != Precision::kDay || dates[i].is_deadline || dates[i].is_future) continue;
      if (SentenceAt(dates[i].begin) >= kLeadSentences) return;
      if (dates[i].period->from > reading_.published->to || dates[i].period->from + kNewsDays < reading_.published->from) continue;
      for (MergedDeal& deal : deals_)
        if (!deal.event.date && !deal.event.background && deal.sentences.front() < kLeadSentences) deal.event.date = i;
      return;
    }
  }

  // The lead speaks of one sum and one deal that must have one: they belong together.
  void AttachLoneSum() {
    MergedDeal* only = nullptr;
    for (MergedDeal& deal : deals_) {
      if (deal.sentences.front() >= kLeadSentences || deal.event.kind == DealKind::kPartnership) continue;
      if (only != nullptr) return;
      only = &deal;
    }
    if (only == nullptr || only->event.amount || only->event.background || only->event.kind == DealKind::kJointVenture) return;
    const auto& amounts = reading_.quantities.amounts;
    std::optional<uint32_t> sum;
    for (uint32_t i = 0; i < amounts.size(); ++i) {
      const uint32_t sentence = SentenceAt(amounts[i].begin);
      if (sentence >= kLeadSentences) break;
      if (amount_roles_[i] != AmountRole::kOther && amount_roles_[i] != AmountRole::kDealValue) continue;
      if (sum && !(amounts[*sum].low == amounts[i].low)) return;
      sum = i;
    }
    only->event.amount = sum;
  }

  static int32_t SignificantDigits(const Decimal& value) {
    int32_t digits = 1;
    while (digits < kMaxDigits && value.RoundedToDigits(digits) != value) ++digits;
    return digits;
  }

  // "30조원 규모", and further on "30조2595억원": the figure with more digits is the deal's.
  void RefineSums() {
    const auto& amounts = reading_.quantities.amounts;
    std::vector<uint32_t> deals_of;  // how many deals have each sum
    for (MergedDeal& deal : deals_) {
      if (!deal.event.amount) continue;
      const uint32_t sum = *deal.event.amount;
      const mention::AmountMention& rounded = amounts[sum];
      const int32_t digits = SignificantDigits(rounded.low);
      if (digits > kRoundDigits || rounded.low != rounded.high) continue;
      if (deals_of.empty()) {
        deals_of.resize(amounts.size());
        for (const MergedDeal& other : deals_)
          if (other.event.amount) ++deals_of[*other.event.amount];
      }
      const double value = rounded.low.ToDouble();
      for (uint32_t i = sum - std::min(sum, kRefineReach); i < std::min<size_t>(amounts.size(), size_t{sum} + kRefineReach); ++i) {
        const mention::AmountMention& exact = amounts[i];
        if (exact.currency != rounded.currency || (amount_roles_[i] != AmountRole::kOther && amount_roles_[i] != AmountRole::kDealValue) || deals_of[i] != 0) continue;
        if (std::abs(exact.low.ToDouble() - value) > value || exact.low != exact.high) continue;  // too far off for any rounding
        if (SignificantDigits(exact.low) <= digits || exact.low.RoundedToDigits(digits) != rounded.low) continue;
        deal.event.amount = i;
        --deals_of[sum];
        ++deals_of[i];
        break;
      }
    }
  }

  const pack::LanguagePack& pack_;
  const std::vector<AmountRole>& amount_roles_;
  const text::Document& document_;
  const Reading& reading_;
  std::vector<MergedDeal> deals_;
  std::vector<Event> late_;  // of headings that match no deal yet
};

}  // namespace

std::vector<MergedDeal> MergeEvents(const pack::LanguagePack& pack, std::vector<Event> events, const std::vector<AmountRole>& amount_roles, const text::Document& document,
                                    const Reading& reading) {
  return Merger(pack, amount_roles, document, reading).Run(std::move(events));
}

}  // namespace entente::deal
