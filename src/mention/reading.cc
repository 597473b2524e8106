// The mention stage as a whole: words, then quantities, then names.
// Tested by: tests/unit/mention/
#include "mention/reading.h"

#include <algorithm>

#include "mention/word_medial.h"

namespace entente::mention {
namespace {

// Tells every word which quantity covers its beginning. Both lists are in order of the text.
template <typename Mention>
void Cover(const std::vector<Mention>& mentions, const std::vector<text::Word>& words, std::vector<Token>* tokens, int32_t Token::*index) {
  size_t w = 0;
  for (size_t m = 0; m < mentions.size(); ++m) {
    while (w < words.size() && words[w].end <= mentions[m].begin) ++w;
    for (; w < words.size() && words[w].begin < mentions[m].end; ++w) (*tokens)[w].*index = static_cast<int32_t>(m);
    if (w > 0) --w;  // the next mention may begin in the same word
  }
}

// What stands in the tail (links to other articles) is not the article's. The tail runs to the end of the text.
void DropTail(const text::Document& document, Quantities* quantities) {
  const auto tail = std::find_if(document.blocks().begin(), document.blocks().end(), [](const text::Block& block) { return block.kind == text::BlockKind::kTail; });
  if (tail == document.blocks().end()) return;
  const auto drop = [&](auto* mentions) {
    while (!mentions->empty() && mentions->back().begin >= tail->begin) mentions->pop_back();
  };
  drop(&quantities->amounts);
  drop(&quantities->dates);
  drop(&quantities->durations);
  drop(&quantities->percents);
}

}  // namespace

void ReadAllButNames(const pack::LanguagePack* pack, const QuantityReader& quantities, const text::Document& document, Language language,
                     std::optional<Period> published, Reading* reading) {
  reading->Clear();
  reading->published = published;
  quantities.Read(document.text(), language, published, &reading->quantities);
  DropTail(document, &reading->quantities);
  if (pack == nullptr) return;
  reading->tokens.assign(document.words().size(), Token());
  Cover(reading->quantities.amounts, document.words(), &reading->tokens, &Token::amount);
  Cover(reading->quantities.dates, document.words(), &reading->tokens, &Token::date);
  Cover(reading->quantities.percents, document.words(), &reading->tokens, &Token::percent);
  Cover(reading->quantities.durations, document.words(), &reading->tokens, &Token::duration);
  if (pack->medial != nullptr) return ReadMedialWords(*pack->medial, document, reading);
  ReadWords(*pack, document, reading);
}

void Read(const pack::LanguagePack* pack, const QuantityReader& quantities, const text::Document& document, Language language,
          std::optional<Period> published, Reading* reading) {
  ReadAllButNames(pack, quantities, document, language, published, reading);
  if (pack != nullptr) ReadNames(*pack, document, reading);
}

}  // namespace entente::mention
