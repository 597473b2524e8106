// What a sum is, from the words right before and after it: "매출 100억원", "8조5000억원의 기업가치".
// Tested by: tests/corpus/ko/amount/
#include "deal/event.h"
#include "text/unicode.h"

namespace entente::deal {
namespace {

constexpr uint32_t kWindowBefore = 21;  // seven syllables
constexpr uint32_t kWindowAfter = 30;

bool IsStop(char32_t c) { return c == '\n' || c == '.' || c == '!' || c == '?' || c == 0x2026; }

}  // namespace

std::vector<AmountRole> ClassifyAmounts(const pack::LanguagePack& pack, const text::Document& document, const mention::Quantities& quantities) {
  const std::string_view text = document.text();
  const auto& amounts = quantities.amounts;
  std::vector<AmountRole> roles(amounts.size(), AmountRole::kOther);
  std::vector<uint32_t> distance(amounts.size(), UINT32_MAX);
  const auto consider = [&](size_t i, uint32_t at, uint32_t away) {
    pack.amount_words.Prefixes(text.substr(at), [&](uint32_t index, uint32_t length) {
      (void)length;
      if (away < distance[i]) {
        distance[i] = away;
        roles[i] = pack.amount_roles[index].role;
      }
      return false;
    });
  };
  for (size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i].conversion_of) {
      roles[i] = AmountRole::kConversion;
      continue;
    }
    if (amounts[i].is_rate) {
      roles[i] = AmountRole::kUnitPrice;
      continue;
    }
    const uint32_t previous_end = i == 0 ? 0 : amounts[i - 1].end;
    uint32_t at = amounts[i].begin;
    while (at > previous_end && amounts[i].begin - at < kWindowBefore) {
      at = text::Before(text, at);
      if (IsStop(text::Decode(text, at).value)) break;
      consider(i, at, amounts[i].begin - at);
    }
    const uint32_t next_begin = i + 1 < amounts.size() ? amounts[i + 1].begin : static_cast<uint32_t>(text.size());
    for (at = amounts[i].end; at < next_begin && at - amounts[i].end < kWindowAfter;) {
      const text::CodePoint c = text::Decode(text, at);
      if (IsStop(c.value) || c.value == ',') break;
      consider(i, at, at - amounts[i].end + 3);
      at += c.length;
    }
  }
  return roles;
}

}  // namespace entente::deal
