// One predicate for several pairs: "A는 B와, C는 D와 손잡았다", "A와 B는 협약서에, C와 D는 계약서에 서명했다".
// Tested by: tests/corpus/ko/deal/gapping.txt
#include <algorithm>

#include "deal/event_finder.h"

namespace entente::deal {

using pack::Case;

bool EventFinder::CommaFollows(const Phrase& phrase) const {
  return words_[phrase.end_word - 1].mark == ',' || (phrase.end_word < words_.size() && words_[phrase.end_word].mark == ',');
}

std::vector<size_t> EventFinder::GapStarts(const Clause& clause) const {
  std::vector<size_t> starts;
  const auto subject = [&](size_t i) {
    const Phrase& phrase = phrases_[clause.arguments[i]];
    return (phrase.grammatical_case == Case::kTopic || phrase.grammatical_case == Case::kSubject) && ActingName(phrase) != kNone;
  };
  size_t last = clause.arguments.size();  // the subject before
  for (size_t i = 0; i < clause.arguments.size(); ++i) {
    if (!subject(i)) continue;
    size_t start = i;
    while (start > 0 && phrases_[clause.arguments[start - 1]].grammatical_case == Case::kWith && !CommaFollows(phrases_[clause.arguments[start - 1]])) --start;
    if (starts.empty()) {
      starts.push_back(0);
    } else {
      if (start <= last + 1 || !CommaFollows(phrases_[clause.arguments[start - 1]])) return {};
      starts.push_back(start);
    }
    last = i;
  }
  if (starts.size() < 2) return {};
  for (size_t g = 0; g < starts.size(); ++g) {
    const size_t end = g + 1 < starts.size() ? starts[g + 1] : clause.arguments.size();
    size_t names = 0;
    for (size_t i = starts[g]; i < end; ++i) names += ActingName(phrases_[clause.arguments[i]]) != kNone;
    if (names < 2) return {};
  }
  return starts;
}

std::vector<Clause> EventFinder::Gapped(const Clause& clause) {
  const std::vector<size_t> starts = GapStarts(clause);
  std::vector<Clause> parts;
  if (starts.empty()) return parts;
  const auto argument = [&](size_t i) -> Phrase& { return phrases_[clause.arguments[i]]; };
  // what the last part says, without its own names and sums, holds for all
  std::vector<uint32_t> shared;
  Case counterpart = Case::kNone;
  for (size_t i = starts.back(); i < clause.arguments.size(); ++i) {
    if (argument(i).triggers != 0 && argument(i).first_name == argument(i).end_name && argument(i).amount < 0) shared.push_back(clause.arguments[i]);
    const bool subject = argument(i).grammatical_case == Case::kTopic || argument(i).grammatical_case == Case::kSubject;
    if (!subject && i > starts.back() && ActingName(argument(i)) != kNone) counterpart = argument(i).grammatical_case;
  }
  for (size_t g = 0; g < starts.size(); ++g) {
    const size_t end = g + 1 < starts.size() ? starts[g + 1] : clause.arguments.size();
    Clause part = clause;
    part.arguments.assign(clause.arguments.begin() + static_cast<std::ptrdiff_t>(starts[g]), clause.arguments.begin() + static_cast<std::ptrdiff_t>(end));
    part.first_phrase = part.arguments.front();
    if (g + 1 < starts.size()) {
      // "A는 B, C는 D와": the bare name takes the case of its counterpart
      Phrase& bare = phrases_[part.arguments.back()];
      if (bare.grammatical_case == Case::kNone && ActingName(bare) != kNone) bare.grammatical_case = counterpart;
      const bool tells = std::any_of(part.arguments.begin(), part.arguments.end(), [&](uint32_t a) { return phrases_[a].triggers != 0; });
      if (!tells) part.arguments.insert(part.arguments.end(), shared.begin(), shared.end());
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace entente::deal
