// Phrases of a sentence: noun phrases with the case of their last word, and predicates with their ending.
#pragma once

#include <cstdint>
#include <vector>

#include "mention/reading.h"

namespace entente::deal {

struct Phrase {
  uint32_t first_word = 0, end_word = 0;  // words, marks and parentheses included
  uint32_t head = 0;                      // the last word that is no mark and stands outside parentheses
  bool predicate = false;
  bool joined = false;   // a comma, a middle dot or "and" follows: the next phrase may be of the same list
  bool firm = false;     // its last name is surely somebody who acts
  bool amid = false;     // begins with a word that makes the predicate before it a circumstance: "참여한 가운데"
  bool breaks = false;   // an ellipsis, a colon or another strong mark follows
  pack::Case grammatical_case = pack::Case::kNone;
  pack::Ending ending = pack::Ending::kNone;
  uint64_t triggers = 0;  // of all words
  uint32_t roles = 0;     // of all words
  uint32_t first_roles = 0;  // of the first word
  uint32_t first_name = 0, end_name = 0;  // range of Reading::names inside, parentheses left out at the end
  int32_t amount = -1;                    // the first amount inside, outside parentheses
};

// Cuts a sentence into phrases; a headline ("KT, MS와 손잡는다") marks its topic by a comma.
void FindPhrases(const pack::LanguagePack& pack, const text::Document& document, const mention::Reading& reading, const text::Sentence& sentence, bool headline,
                 std::vector<Phrase>* phrases);

}  // namespace entente::deal
