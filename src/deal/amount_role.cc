// What a sum is, from the words right before and after it: "revenue of $8m", "$2bn in assets".
// Tested by: tests/corpus/ko/mention/role.txt
#include <algorithm>

#include "deal/event.h"
#include "text/unicode.h"

namespace entente::deal {
namespace {

constexpr uint32_t kWindowBefore = 21;  // from the end of the word to the sum, days between them aside: seven syllables
constexpr uint32_t kLongestWord = 24;
constexpr uint32_t kWindowAfter = 30;
constexpr uint32_t kTopicWindow = 90;  // from the topic of the clause to the sum
constexpr uint32_t kTopicPhrase = 30;  // the topic with the words that make it up

// Does a mark at `at` end what is said of a sum?
bool IsStopAt(std::string_view text, uint32_t at) {
  const auto byte = static_cast<uint8_t>(text[at]);
  if (byte > 0xE2) return false;
  return byte < 0x80 ? byte == '\n' || byte == '.' || byte == '!' || byte == '?' : text::Decode(text, at).value == 0x2026;
}

// The case that the particle of a word gives; where a word only looks as if it had one, that of the look.
pack::Case CaseOf(const pack::LanguagePack& pack, std::string_view word) {
  pack::Case found = pack::Case::kNone;
  pack.suffixes.Suffixes(word, [&](uint32_t index, uint32_t length) {
    const pack::SuffixEntry& entry = pack.suffix_entries[index];
    if (entry.kind != pack::SuffixEntry::kParticle || length == word.size()) return true;
    found = entry.grammatical_case;
    return false;
  });
  return found;
}

// Where the topic or subject before `end` stops, which says what the sum is; 0 when something else governs the sum.
uint32_t TopicEnd(const pack::LanguagePack& pack, std::string_view text, uint32_t begin, uint32_t end) {
  for (uint32_t at = end; at > begin;) {
    const uint32_t word_end = at;
    while (at > begin && text[at - 1] != ' ') {
      at = text::Before(text, at);
      if (IsStopAt(text, at) || text[at] == ',') return 0;
    }
    const pack::Case grammatical_case = CaseOf(pack, text.substr(at, word_end - at));
    if (grammatical_case == pack::Case::kTopic || grammatical_case == pack::Case::kSubject) return word_end;
    if (grammatical_case == pack::Case::kTo || grammatical_case == pack::Case::kWith || grammatical_case == pack::Case::kObject) return 0;
    while (at > begin && text[at - 1] == ' ') --at;
  }
  return 0;
}

}  // namespace

std::vector<AmountRole> ClassifyAmounts(const pack::LanguagePack& pack, const text::Document& document, const mention::Quantities& quantities) {
  const std::string_view text = document.text();
  const auto& amounts = quantities.amounts;
  std::vector<AmountRole> roles(amounts.size(), AmountRole::kOther);
  std::vector<uint32_t> distance(amounts.size(), UINT32_MAX);
  const auto consider = [&](size_t i, uint32_t away, AmountRole role) {
    if (away > distance[i]) return;
    distance[i] = away;
    roles[i] = role;
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
    uint32_t dated = 0;  // bytes of days between here and the sum
    auto date = std::lower_bound(quantities.dates.begin(), quantities.dates.end(), amounts[i].begin, [](const mention::DateMention& d, uint32_t byte) { return d.begin < byte; });
    for (uint32_t at = amounts[i].begin; at > previous_end && amounts[i].begin - at < kWindowBefore + kLongestWord + dated;) {
      at = text::Before(text, at);
      if (IsStopAt(text, at)) break;
      if (date != quantities.dates.begin() && std::prev(date)->begin >= at) {
        --date;
        dated += date->end - date->begin;
        continue;
      }
      const std::string_view rest = text.substr(at, amounts[i].begin - at);
      if (pack.amount_words.MayBegin(rest)) pack.amount_words.Prefixes(rest, [&](uint32_t index, uint32_t length) {
        const uint32_t away = amounts[i].begin - at - dated - length;
        if (away <= kWindowBefore) consider(i, away, pack.amount_roles[index].role);
        return false;
      });
    }
    const uint32_t next_begin = i + 1 < amounts.size() ? amounts[i + 1].begin : static_cast<uint32_t>(text.size());
    for (uint32_t at = amounts[i].end; at < next_begin && at - amounts[i].end < kWindowAfter;) {
      if (IsStopAt(text, at) || text[at] == ',') break;
      const std::string_view rest = text.substr(at);
      if (pack.amount_words.MayBegin(rest)) pack.amount_words.Prefixes(rest, [&](uint32_t index, uint32_t) {
        consider(i, at - amounts[i].end + 4, pack.amount_roles[index].role);
        return false;
      });
      at += text::LengthAt(text, at);
    }
    if (distance[i] != UINT32_MAX) continue;
    const uint32_t first = std::max(previous_end, amounts[i].begin - std::min(amounts[i].begin, kTopicWindow));
    const uint32_t topic_end = TopicEnd(pack, text, first, amounts[i].begin);
    for (uint32_t at = topic_end; at > previous_end && topic_end - at < kTopicPhrase;) {
      at = text::Before(text, at);
      if (IsStopAt(text, at)) break;
      const std::string_view rest = text.substr(at, topic_end - at);
      if (pack.amount_words.MayBegin(rest)) pack.amount_words.Prefixes(rest, [&](uint32_t index, uint32_t length) {
        consider(i, topic_end - at - length, pack.amount_roles[index].role);
        return false;
      });
    }
  }
  return roles;
}

}  // namespace entente::deal
