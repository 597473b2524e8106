// Turns what the deal stage found into public values; spans lead back to the article as it was given.
// Tested by: tests/corpus/
#include "resolve/assemble.h"

#include <algorithm>

namespace entente::resolve {

using deal::Event;
using deal::Filler;
using deal::MergedDeal;
using mention::Reading;

namespace {

class Assembler {
 public:
  Assembler(const Article& article, const text::Document& document, const Reading& reading, const std::vector<AmountRole>& amount_roles, std::optional<Period> published, Extraction* out)
      : article_(article), document_(document), reading_(reading), amount_roles_(amount_roles), published_(published), out_(*out) {}

  void Run(const std::vector<MergedDeal>& deals) {
    AddAmounts();
    AddDates();
    for (const MergedDeal& deal : deals) AddDeal(deal);
  }

 private:
  // The slice of the field as it was given.
  std::string TextOf(const Span& span) const {
    return std::string((span.field == Field::kTitle ? article_.title : article_.body).substr(span.begin, span.end - span.begin));
  }

  void AddAmounts() {
    const auto& amounts = reading_.quantities.amounts;
    for (size_t i = 0; i < amounts.size(); ++i) {
      const mention::AmountMention& mention = amounts[i];
      Amount amount;
      amount.span = document_.ToSource(mention.begin, mention.end);
      amount.text = TextOf(amount.span);
      amount.low = mention.low;
      amount.high = mention.high;
      amount.currency = mention.currency;
      amount.basis = mention.basis;
      amount.qualifiers = mention.qualifiers;
      amount.role = amount_roles_[i];
      amount.equivalent_of = mention.conversion_of;
      out_.amounts.push_back(std::move(amount));
    }
  }

  void AddDates() {
    for (const mention::DateMention& mention : reading_.quantities.dates)
      {
      const Span span = document_.ToSource(mention.begin, mention.end);
      out_.dates.push_back({span, TextOf(span), mention.period});
    }
  }

  uint32_t PartyOf(uint32_t entity) {
    if (const auto at = party_of_.find(entity); at != party_of_.end()) return at->second;
    const mention::Entity& e = reading_.entities[entity];
    Party party;
    party.name = e.canonical;
    party.kind = e.kind;
    const auto add = [&](std::string_view name) {
      if (!name.empty() && name != party.name && std::find(party.aliases.begin(), party.aliases.end(), name) == party.aliases.end()) party.aliases.emplace_back(name);
    };
    add(e.latin);
    for (const std::string_view surface : e.surfaces) add(surface);
    if (names_of_.empty()) SortNames();
    for (uint32_t i = names_of_[entity]; i < names_of_[entity + 1]; ++i) {
      const mention::Name& name = reading_.names[sorted_names_[i]];
      party.mentions.push_back(document_.ToSource(name.begin, name.end));
    }
    const uint32_t index = static_cast<uint32_t>(out_.parties.size());
    out_.parties.push_back(std::move(party));
    party_of_[entity] = index;
    return index;
  }

  // By entity, in the order of the text.
  void SortNames() {
    names_of_.assign(reading_.entities.size() + 1, 0);
    for (const mention::Name& name : reading_.names) ++names_of_[name.entity + 1];
    for (size_t i = 1; i < names_of_.size(); ++i) names_of_[i] += names_of_[i - 1];
    sorted_names_.resize(reading_.names.size());
    std::vector<uint32_t> next(names_of_);
    for (uint32_t i = 0; i < reading_.names.size(); ++i) sorted_names_[next[reading_.names[i].entity]++] = i;
  }

  void AddDeal(const MergedDeal& merged) {
    const Event& event = merged.event;
    Deal deal;
    deal.kind = event.kind;
    deal.form = event.form;
    deal.status = event.status;
    for (const Filler& filler : event.fillers)
      deal.parties.push_back({PartyOf(filler.entity), filler.role, document_.ToSource(filler.begin, filler.end)});
    if (event.amount) SetAmount(*event.amount, &deal);
    if (event.percent) deal.stake_percent = reading_.quantities.percents[*event.percent].value;
    if (event.duration && reading_.quantities.durations[*event.duration].months > 0) deal.term_months = reading_.quantities.durations[*event.duration].months;
    if (event.date) {
      const mention::DateMention& date = reading_.quantities.dates[*event.date];
      deal.date = date.period;
      deal.date_span = document_.ToSource(date.begin, date.end);
    } else if (published_) {
      deal.date = published_;
      deal.date_basis = DateBasis::kPublished;
    }
    for (const uint32_t s : merged.sentences) {
      const text::Sentence& sentence = document_.sentences()[s];
      deal.evidence.push_back(document_.ToSource(sentence.begin, sentence.end));
    }
    deal.rule = event.frame->name;
    deal.confidence = merged.confidence;
    deal.publishable = merged.publishable;
    out_.deals.push_back(std::move(deal));
  }

  void SetAmount(uint32_t amount, Deal* deal) {
    const auto& amounts = reading_.quantities.amounts;
    uint32_t first = amount;
    if (amounts[amount].conversion_of) first = *amounts[amount].conversion_of;
    deal->amount = first;
    // the sums of one conversion stand in a row
    for (uint32_t i = first + 1; i < amounts.size() && amounts[i].conversion_of == first; ++i) deal->equivalents.push_back(i);
    if (out_.amounts[first].role == AmountRole::kOther) out_.amounts[first].role = AmountRole::kDealValue;
  }

  const Article& article_;
  const text::Document& document_;
  const Reading& reading_;
  const std::vector<AmountRole>& amount_roles_;
  const std::optional<Period> published_;
  Extraction& out_;
  HashMap<uint32_t, uint32_t> party_of_;
  std::vector<uint32_t> names_of_, sorted_names_;  // where the names of each entity begin among the sorted ones
};

}  // namespace

void Assemble(const Article& article, const text::Document& document, const Reading& reading, const std::vector<AmountRole>& amount_roles,
              const std::vector<MergedDeal>& deals, std::optional<Period> published, Extraction* extraction) {
  Assembler(article, document, reading, amount_roles, published, extraction).Run(deals);
}

}  // namespace entente::resolve
