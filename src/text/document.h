// A document: title and body of one article as one normalised text, cut into blocks, sentences and words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/entente.h"
#include "pack/language.h"
#include "text/source_map.h"

namespace entente::text {

enum class BlockKind : uint8_t {
  kTitle,      // of the article, or a title line found in a plain text
  kHeading,    // a short line without a full stop that stands over paragraphs
  kParagraph,
  kTail,       // copyright lines, bylines, links to other articles: not the article
};

struct Block {
  uint32_t begin = 0, end = 0;
  BlockKind kind = BlockKind::kParagraph;
  uint32_t first_sentence = 0, end_sentence = 0;
};

struct Sentence {
  uint32_t begin = 0, end = 0;
  uint32_t block = 0;
  uint32_t first_word = 0, end_word = 0;
};

enum class WordClass : uint8_t { kHangul, kLatin, kDigit, kMixed, kHanja, kPunctuation, kOther };

// A run of letters and digits between blanks and punctuation, or one punctuation mark.
struct Word {
  uint32_t begin = 0, end = 0;
  WordClass word_class = WordClass::kOther;
  bool space_before = false;
  char32_t mark = 0;  // the code point of a punctuation mark, quotes and dashes folded to one form; else 0
};

class Document {
 public:
  std::string_view text() const { return text_; }
  std::string_view Slice(uint32_t begin, uint32_t end) const { return std::string_view(text_).substr(begin, end - begin); }
  const std::vector<Block>& blocks() const { return blocks_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  const std::vector<Word>& words() const { return words_; }
  // The span of the source that the normalised bytes [begin, end) came from. Requires: both lie in the same field.
  Span ToSource(uint32_t begin, uint32_t end) const;

  // Reads an article into this document; `pack` (may be null) knows bylines and tails. Buffers are reused from the article before.
  // Errors: kBadText, with the byte offset.
  Status Read(const Article& article, const pack::LanguagePack* pack);

 private:
  void FindBlocks();
  void FindSentences();
  void FindSentencesOf(uint32_t block);
  uint32_t SkipByline(uint32_t begin, uint32_t end) const;
  void AddSentence(uint32_t begin, uint32_t end, uint32_t block);
  void FindWords(uint32_t begin, uint32_t end);

  const pack::LanguagePack* pack_ = nullptr;  // of the engine; valid while it is open
  std::string text_;         // title, two line ends, body
  uint32_t body_begin_ = 0;  // where the body starts in text_
  SourceMap title_map_, body_map_;
  std::vector<Block> blocks_;
  std::vector<Sentence> sentences_;
  std::vector<Word> words_;
};

}  // namespace entente::text
