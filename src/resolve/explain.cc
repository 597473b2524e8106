// Turns what the deal stage tried into public values. An event belongs to the deal of its kind that has its sentence and the
// most of its parties; what a deal has and none of its events tells came from elsewhere in the article.
// Tested by: tests/unit/resolve/explain_test.cc
#include "resolve/explain.h"

#include <algorithm>
#include <array>

#include "deal/confidence.h"
#include "pack/medial.h"

namespace entente::resolve {

using deal::Event;
using deal::Filler;
using deal::MergedDeal;
using deal::Rejection;

namespace {

constexpr size_t kMaxTriggers = 8;  // shown of one attempt
constexpr uint32_t kMarkWords = 3;  // between a name and the particle behind its quotes or parentheses

const char* CaseName(pack::Case grammatical_case) {
  constexpr std::array<const char*, 19> kNames = {"", "topic", "subject", "object", "with", "with_of", "to", "from", "at", "direction",
                                                  "of", "also", "until", "since", "as", "or", "than", "called", "copula"};
  static_assert(kNames.size() == static_cast<size_t>(pack::Case::kCopula) + 1);
  return kNames[static_cast<size_t>(grammatical_case)];
}

const char* RejectionName(Rejection why) {
  constexpr std::array<const char*, 7> kNames = {"no_frame", "nothing_happened", "no_party", "roles_missing", "no_antecedent", "person_took_office", "no_purpose"};
  static_assert(kNames.size() == static_cast<size_t>(Rejection::kNoPurpose) + 1);
  return kNames[static_cast<size_t>(why)];
}

// "investor+investee | investor+amount"
std::string MinimumOf(const pack::Frame& frame) {
  std::string text;
  for (const pack::Frame::Minimum& minimum : frame.minimum) {
    if (!text.empty()) text += " | ";
    std::string all;
    const auto add = [&](const char* name) { all += (all.empty() ? "" : "+") + std::string(name); };
    for (const Role role : minimum.roles) add(RoleName(role));
    if (minimum.amount) add("amount");
    if (minimum.part) add("part");
    text += all;
  }
  return text;
}

class Explainer {
 public:
  Explainer(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, std::vector<ExplainedAttempt>* out)
      : pack_(pack), document_(document), reading_(reading), out_(*out) {}

  void Run(const deal::Trace& trace, const std::vector<MergedDeal>& deals) {
    for (const Event& event : trace.found) {
      ExplainedAttempt attempt = Convert(event);
      attempt.deal = DealOf(event, deals);
      if (!attempt.deal) attempt.reason = "merged";
      out_.push_back(std::move(attempt));
      events_.push_back(&event);
    }
    for (uint32_t d = 0; d < deals.size(); ++d) AddAttached(d, deals[d].event);
    for (const deal::Attempt& rejected : trace.rejected) {
      out_.push_back(Convert(rejected.event));
      out_.back().reason = RejectionName(rejected.why);
    }
  }

 private:
  static size_t CommonParties(const Event& a, const Event& b) {
    return static_cast<size_t>(std::count_if(a.fillers.begin(), a.fillers.end(), [&](const Filler& f) {
      return std::any_of(b.fillers.begin(), b.fillers.end(), [&](const Filler& g) { return g.entity == f.entity; });
    }));
  }

  static std::optional<uint32_t> DealOf(const Event& event, const std::vector<MergedDeal>& deals) {
    std::optional<uint32_t> best;
    size_t most = 0;
    for (uint32_t d = 0; d < deals.size(); ++d) {
      const bool told = std::find(deals[d].sentences.begin(), deals[d].sentences.end(), event.sentence) != deals[d].sentences.end();
      if (!told || deals[d].event.kind != event.kind) continue;
      const size_t common = CommonParties(event, deals[d].event);
      if (common <= most) continue;
      best = d;
      most = common;
    }
    return best;
  }

  ExplainedAttempt Convert(const Event& event) const {
    ExplainedAttempt attempt;
    attempt.kind = event.kind;
    attempt.clause = document_.ToSource(event.begin, std::max(event.begin, event.end));
    if (event.frame != nullptr) {
      attempt.frame = event.frame->name;
      attempt.minimum = MinimumOf(*event.frame);
    }
    FindTriggers(event, &attempt.triggers);
    for (const Filler& filler : event.fillers) attempt.slots.push_back(SlotOf(filler, event.trigger));
    const char* const clause = "clause";
    if (event.amount) attempt.slots.push_back(AmountSlot(*event.amount, clause));
    if (event.percent) attempt.slots.push_back(PercentSlot(*event.percent, clause));
    if (event.date) attempt.slots.push_back(DateSlot(*event.date, clause));
    if (event.duration) attempt.slots.push_back(DurationSlot(*event.duration, clause));
    return attempt;
  }

  // Sums and days that the deal took from elsewhere, at its first attempt.
  void AddAttached(uint32_t d, const Event& merged) {
    bool amount = false, date = false, percent = false, duration = false;
    ExplainedAttempt* first = nullptr;
    for (size_t i = 0; i < events_.size(); ++i) {
      if (out_[i].deal != d) continue;
      if (first == nullptr) first = &out_[i];
      amount = amount || events_[i]->amount == merged.amount;
      date = date || events_[i]->date == merged.date;
      percent = percent || events_[i]->percent == merged.percent;
      duration = duration || events_[i]->duration == merged.duration;
    }
    if (first == nullptr) return;
    const char* const article = "article";
    if (merged.amount && !amount) first->slots.push_back(AmountSlot(*merged.amount, article));
    if (merged.percent && !percent) first->slots.push_back(PercentSlot(*merged.percent, article));
    if (merged.date && !date) first->slots.push_back(DateSlot(*merged.date, article));
    if (merged.duration && !duration) first->slots.push_back(DurationSlot(*merged.duration, article));
  }

  // ---- words

  bool IsTrigger(uint32_t w, const Event& event) const {
    if (pack_.medial == nullptr) {
      const uint64_t triggers = reading_.tokens[w].triggers;
      if (event.frame == nullptr) return triggers != 0;
      return std::any_of(event.frame->needs.begin(), event.frame->needs.end(), [&](uint64_t needs) { return (needs & triggers) != 0; });
    }
    if (event.frame == nullptr) return false;
    const pack::Lexeme& lexeme = pack_.medial->lexeme(reading_.units[w].lexeme);
    const pack::ClassSet classes = lexeme.verb_classes | lexeme.noun_classes;
    const auto& frame = static_cast<const pack::MedialFrame&>(*event.frame);
    return std::any_of(frame.classes.begin(), frame.classes.end(), [&](const pack::ClassSet& needs) { return static_cast<bool>(needs & classes); });
  }

  void FindTriggers(const Event& event, std::vector<Span>* spans) const {
    const auto& words = document_.words();
    auto word = std::lower_bound(words.begin(), words.end(), event.begin, [](const text::Word& w, uint32_t byte) { return w.begin < byte; });
    for (; word != words.end() && word->begin < event.end && spans->size() < kMaxTriggers; ++word) {
      const auto w = static_cast<uint32_t>(word - words.begin());
      if (word->word_class == text::WordClass::kPunctuation || !IsTrigger(w, event)) continue;
      spans->push_back(document_.ToSource(word->begin, word->end));
    }
  }

  // ---- slots

  ExplainedSlot SlotOf(const Filler& filler, uint32_t trigger) const {
    ExplainedSlot slot;
    slot.slot = RoleName(filler.role);
    slot.span = document_.ToSource(filler.begin, filler.end);
    slot.name = reading_.entities[filler.entity].canonical;
    slot.source = filler.inherited ? "discourse" : "clause";
    slot.certainty = filler.certainty;
    if (filler.inherited) return slot;
    if (pack_.medial == nullptr) FindParticle(filler, &slot);
    else FindPlace(filler, trigger, &slot);
    return slot;
  }

  const mention::Name* NameAt(uint32_t begin) const {
    const auto at = std::lower_bound(reading_.names.begin(), reading_.names.end(), begin, [](const mention::Name& n, uint32_t byte) { return n.begin < byte; });
    return at == reading_.names.end() || at->begin != begin ? nullptr : &*at;
  }

  // The particle at the name's end, or behind the quotes or parentheses that follow it.
  void FindParticle(const Filler& filler, ExplainedSlot* slot) const {
    const mention::Name* name = NameAt(filler.begin);
    if (name == nullptr) return;
    const auto& words = document_.words();
    for (uint32_t w = name->end_word - 1; w < words.size() && w < name->end_word + kMarkWords; ++w) {
      if (w >= name->end_word && words[w].space_before) return;
      const mention::Token& token = reading_.tokens[w];
      if (token.grammatical_case == pack::Case::kNone) continue;
      slot->mark = CaseName(token.grammatical_case);
      const uint32_t begin = std::max(token.stem_end, filler.end);
      if (begin < words[w].end) slot->mark_span = document_.ToSource(begin, words[w].end);
      return;
    }
  }

  // Where nouns have no particles: the preposition before the name, or the side of the trigger on which it stands.
  void FindPlace(const Filler& filler, uint32_t trigger, ExplainedSlot* slot) const {
    slot->mark = filler.begin < trigger ? "before" : "after";
    const mention::Name* name = NameAt(filler.begin);
    if (name == nullptr || name->first_word == 0) return;
    const text::Word& before = document_.words()[name->first_word - 1];
    if (pack_.medial->lexeme(reading_.lexemes[name->first_word - 1]).relation == pack::Relation::kNone) return;
    slot->mark = "preposition";
    slot->mark_span = document_.ToSource(before.begin, before.end);
  }

  template <typename Mention>
  ExplainedSlot QuantitySlot(const char* slot, const Mention& mention, const char* source) const {
    ExplainedSlot quantity;
    quantity.slot = slot;
    quantity.span = document_.ToSource(mention.begin, mention.end);
    quantity.source = source;
    quantity.certainty = 1;
    return quantity;
  }
  ExplainedSlot AmountSlot(uint32_t i, const char* source) const { return QuantitySlot("amount", reading_.quantities.amounts[i], source); }
  ExplainedSlot PercentSlot(uint32_t i, const char* source) const { return QuantitySlot("stake_percent", reading_.quantities.percents[i], source); }
  ExplainedSlot DateSlot(uint32_t i, const char* source) const { return QuantitySlot("date", reading_.quantities.dates[i], source); }
  ExplainedSlot DurationSlot(uint32_t i, const char* source) const { return QuantitySlot("term_months", reading_.quantities.durations[i], source); }

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const mention::Reading& reading_;
  std::vector<ExplainedAttempt>& out_;
  std::vector<const Event*> events_;  // of the first attempts, in their order
};

}  // namespace

void Explain(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, const deal::Trace& trace,
             const std::vector<MergedDeal>& deals, Explanation* explanation) {
  Explainer(pack, document, reading, &explanation->attempts).Run(trace, deals);
  for (size_t i = 0; i < deals.size(); ++i) explanation->features.push_back(deal::FeaturesOf(pack.language, document, deals, i));
}

}  // namespace entente::resolve
