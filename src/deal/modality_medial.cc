// What the words around a deal say of it, word by word: how firm it is, which form it has, what its sums are.
//   "is in talks to buy", "sources said", "called off" → exploring, rumoured, ended
//   "valued by the market at some $90 million" → valuation: the nearest phrase decides
// Tested by: tests/corpus/en/
#include "deal/event_medial.h"

namespace entente::deal {

namespace {

constexpr uint32_t kWordsBefore = 9, kWordsAfter = 7;
constexpr uint32_t kBehindWeight = 2;  // a word behind a sum must stand nearer than one before it

bool EndsStatement(char32_t mark) { return mark == ';' || mark == '?' || mark == '!' || mark == ':'; }

}  // namespace

uint32_t ReadModality(const pack::MedialPack& pack, const mention::Reading& reading, uint32_t first_word, uint32_t end_word) {
  uint32_t seen = 0;
  for (uint32_t w = first_word; w < end_word;) {
    const auto found = pack.modal.Longest(reading.lexemes, w, end_word);
    if (found.words == 0 || reading.tokens[w].name >= 0 || reading.tokens[w].date >= 0) {
      ++w;
      continue;
    }
    const auto& status = pack.statuses[found.value];
    seen |= status ? 1u << static_cast<int>(*status) : kNothingHappened;
    w += found.words;
  }
  return seen;
}

std::optional<DealForm> ReadForm(const pack::MedialPack& pack, const mention::Reading& reading, DealKind kind, uint32_t first_word, uint32_t end_word) {
  std::optional<uint32_t> best;  // the first row of the table wins
  for (uint32_t w = first_word; w < end_word; ++w) {
    const auto found = pack.form_words.Longest(reading.lexemes, w, end_word);
    if (found.words == 0 || pack.forms[found.value].kind != kind) continue;
    if (!best || found.value < *best) best = found.value;
  }
  return best ? std::optional(pack.forms[*best].form) : std::nullopt;
}

std::vector<AmountRole> ClassifyMedialAmounts(const pack::MedialPack& pack, const text::Document& document, const mention::Reading& reading) {
  const auto& amounts = reading.quantities.amounts;
  const auto& words = document.words();
  std::vector<AmountRole> roles(amounts.size(), AmountRole::kOther);
  for (const text::Sentence& sentence : document.sentences()) {
    for (uint32_t w = sentence.first_word; w < sentence.end_word; ++w) {
      const int32_t amount = reading.tokens[w].amount;
      if (amount < 0 || (w > sentence.first_word && reading.tokens[w - 1].amount == amount)) continue;
      AmountRole& role = roles[static_cast<size_t>(amount)];
      const auto& mention = amounts[static_cast<size_t>(amount)];
      if (mention.conversion_of || mention.is_rate) {
        role = mention.is_rate ? AmountRole::kUnitPrice : AmountRole::kConversion;
        continue;
      }
      uint32_t nearest = UINT32_MAX;
      // of two that are as near the one that came later, which is longer or stands right behind
      const auto consider = [&](uint32_t at, uint32_t end, std::optional<uint32_t> behind_by) {
        const auto found = pack.amount_words.Longest(reading.lexemes, at, end);
        if (found.words == 0) return;
        const uint32_t away = behind_by ? *behind_by : end - at - found.words;
        const AmountRole said = pack.amount_roles[found.value];
        // "to date it has raised $90m": a total stays one, however near the verb stands
        const bool total = said == AmountRole::kCumulative && role == AmountRole::kDealValue;
        if ((away > nearest && !total) || (said == AmountRole::kDealValue && role == AmountRole::kCumulative)) return;
        nearest = away;
        role = said;
      };
      for (uint32_t back = 1; back <= kWordsBefore && w >= sentence.first_word + back; ++back) {
        const uint32_t at = w - back;
        if (EndsStatement(words[at].mark) || (reading.tokens[at].amount >= 0 && words[at].word_class != text::WordClass::kPunctuation)) break;
        consider(at, w, std::nullopt);
      }
      uint32_t behind = w;
      while (behind < sentence.end_word && reading.tokens[behind].amount == amount) ++behind;
      for (uint32_t ahead = 0; ahead < kWordsAfter && behind + ahead < sentence.end_word; ++ahead) {
        const uint32_t at = behind + ahead;
        if (EndsStatement(words[at].mark) || words[at].mark == ',' || reading.tokens[at].amount >= 0) break;
        consider(at, sentence.end_word, ahead == 0 ? 0 : ahead + kBehindWeight);  // "a $1.5bn fund", "$90m to date"
      }
    }
  }
  return roles;
}

}  // namespace entente::deal
