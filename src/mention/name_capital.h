// Names of a language that writes them with capitals: the parts of ReadCapitalNames.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "mention/word_medial.h"

namespace entente::mention {

// A run of capitalised words that may be a name.
struct NameRun {
  uint32_t first_word = 0, end_word = 0;
  uint32_t key_end_word = 0;  // without the legal form: "Brixholt AG" is known as Brixholt
  uint32_t entity = 0;
  bool doubtful = false;      // its capital may be that of a sentence or headline
  bool has_legal_form = false;
  bool after_title = false;   // a person, since a title stands before it
  bool bracketed = false;     // <Airbus Industrie>
  bool needs_longer = false;  // a name only as the short form of another: "American"
};

// What the text says of a name, summed over its mentions; each count is capped by its use.
struct NameEvidence {
  uint16_t organisation = 0, person = 0, place = 0;
  bool legal_form = false;
  bool sure_capital = false;  // stood with a capital inside a sentence
};

// Reads the words of one document; the views are those of the document and the pack.
class NameText {
 public:
  NameText(const pack::LanguagePack& pack, const text::Document& document, const Reading& reading)
      : pack_(pack), medial_(*pack.medial), document_(document), text_(document.text()), words_(document.words()), reading_(reading) {}

  const pack::LanguagePack& pack() const { return pack_; }
  const text::Document& document() const { return document_; }
  const std::vector<text::Word>& words() const { return words_; }
  uint32_t size() const { return static_cast<uint32_t>(words_.size()); }
  std::string_view Word(uint32_t w) const { return text_.substr(words_[w].begin, words_[w].end - words_[w].begin); }
  std::string_view Slice(uint32_t first_word, uint32_t end_word) const {
    return text_.substr(words_[first_word].begin, words_[end_word - 1].end - words_[first_word].begin);
  }
  std::string_view From(uint32_t w) const { return text_.substr(words_[w].begin); }
  const pack::Lexeme& Lexeme(uint32_t w) const { return medial_.lexeme(reading_.lexemes[w]); }
  const pack::Lexeme& Unit(uint32_t w) const { return medial_.lexeme(reading_.units[w].lexeme); }
  uint32_t UnitWords(uint32_t w) const { return reading_.units[w].words; }
  const Token& TokenOf(uint32_t w) const { return reading_.tokens[w]; }
  bool IsMark(uint32_t w, char32_t mark) const { return w < words_.size() && words_[w].mark == mark; }
  bool IsPunctuation(uint32_t w) const { return words_[w].word_class == text::WordClass::kPunctuation; }
  bool IsCapital(uint32_t w) const;
  bool IsAllCapitals(uint32_t w) const;
  bool IsQuantity(uint32_t w) const { return TokenOf(w).amount >= 0 || TokenOf(w).date >= 0 || TokenOf(w).percent >= 0; }
  // A mark without blanks on both sides joins its neighbours: Coca-Cola, E.ON.
  bool IsGlued(uint32_t w) const { return w + 1 < words_.size() && !words_[w].space_before && !words_[w + 1].space_before; }
  // Is the possessive mark ("'s" or "s'") at `w`? Returns how many words it takes.
  uint32_t PossessiveWords(uint32_t w) const;
  // Has the word an ordinary meaning: in the tables, or in lower case elsewhere in the document?
  bool IsCommon(uint32_t w) const;
  // The names of the pack that begin at `w` and end at a word's end: the longest and the word behind it; 0 for none.
  const pack::Entry* PackName(uint32_t w, uint32_t sentence_end, uint32_t* end_word) const;
  const pack::Entry* ExactPackName(std::string_view name) const;
  void CollectLowerCase();

 private:
  const pack::LanguagePack& pack_;
  const pack::MedialPack& medial_;
  const text::Document& document_;
  const std::string_view text_;
  const std::vector<text::Word>& words_;
  const Reading& reading_;
  HashSet<uint64_t> lower_;  // hashes of words that the document writes in lower case
};

// The runs of the document in order of the text; marks the signs of shares in `*tokens`.
std::vector<NameRun> FindNameRuns(const NameText& text, std::vector<Token>* tokens);

// What the words around each run say of it; `evidence` has one entry for each entity.
void WeighNames(const NameText& text, const std::vector<NameRun>& runs, std::vector<NameEvidence>* evidence);

// Joins short forms and aliases to the full name: `parent[e]` is the entity that e is a name of, or e.
void LinkNames(const NameText& text, const std::vector<NameRun>& runs, const std::vector<std::string_view>& keys,
               const std::vector<NameEvidence>& evidence, std::vector<uint32_t>* parent);

}  // namespace entente::mention
