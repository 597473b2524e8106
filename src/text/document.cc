// Reads an article into one normalised text and cuts it into words. Blocks: layout.cc; sentences: sentence.cc.
// Tested by: tests/unit/text/document_test.cc
#include "text/document.h"

#include <algorithm>
#include <array>

#include "text/normalise.h"
#include "text/unicode.h"

namespace entente::text {
namespace {

constexpr uint32_t kSyllablesBeforeLatin = 2;  // in one word: there a blank was lost

// ClassOf, for ASCII without a call.
CharClass ClassAt(char32_t c) {
  static constexpr std::array<CharClass, 128> kAscii = [] {
    std::array<CharClass, 128> classes{};
    for (size_t i = 0; i < 128; ++i)
      classes[i] = i == '\n' || i == '\r' ? CharClass::kLineEnd : i <= ' ' || i == 0x7F ? CharClass::kSpace : i >= '0' && i <= '9' ? CharClass::kDigit : (i | 0x20) >= 'a' && (i | 0x20) <= 'z' ? CharClass::kLatin : CharClass::kMark;
    return classes;
  }();
  return c < 0x80 ? kAscii[c] : ClassOf(c);
}

// Does the byte end a word behind a syllable?
bool EndsRun(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 && !IsAsciiDigit(c) && static_cast<unsigned char>((byte | 0x20) - 'a') >= 26;
}

}  // namespace

Status Document::Read(const Article& article, const pack::LanguagePack* pack) {
  pack_ = pack;
  text_.clear();
  title_map_.Clear();
  body_map_.Clear();
  blocks_.clear();
  sentences_.clear();
  words_.clear();
  if (Status status = Normalise(article.title, &text_, &title_map_); !status.ok()) return status;
  text_ += "\n\n";
  body_begin_ = static_cast<uint32_t>(text_.size());
  std::string body;
  Status status = article.format == Format::kHtml ? NormaliseHtml(article.body, &body, &body_map_) : Normalise(article.body, &text_, &body_map_);
  if (!status.ok()) return status;
  if (article.format == Format::kHtml) text_ += body;
  FindBlocks();
  FindSentences();
  return Status();
}

Span Document::ToSource(uint32_t begin, uint32_t end) const {
  const bool in_body = begin >= body_begin_;
  const SourceMap& map = in_body ? body_map_ : title_map_;
  const uint32_t base = in_body ? body_begin_ : 0;
  return {in_body ? Field::kBody : Field::kTitle, map.BeginToSource(begin - base), map.EndToSource(end - base)};
}

void Document::FindWords(uint32_t begin, uint32_t end) {
  const std::string_view text = text_;
  bool space = true;
  uint32_t at = begin;
  while (at < end) {
    if (text[at] == ' ') {
      space = true;
      ++at;
      continue;
    }
    const bool syllable = IsSyllableAt(text, at);
    // most words are syllables up to a blank or a mark of ASCII
    if (const uint32_t run = syllable ? std::min(end, static_cast<uint32_t>(EndOfSyllables(text, at))) : 0; syllable && (run == end || EndsRun(text[run]))) {
      words_.push_back({.begin = at, .end = run, .word_class = WordClass::kHangul, .space_before = space});
      space = run < end && text[run] == ' ';
      at = run + (space ? 1 : 0);
      continue;
    }
    const CodePoint first = syllable ? CodePoint{0, 3} : Decode(text, at);
    const CharClass first_class = syllable ? CharClass::kHangul : ClassAt(first.value);
    if (first_class == CharClass::kSpace || first_class == CharClass::kLineEnd) {
      space = true;
      at += first.length;
      continue;
    }
    Word word{.begin = at, .end = at + first.length, .space_before = space};
    space = false;
    if (first_class == CharClass::kMark) {
      word.word_class = WordClass::kPunctuation;
      word.mark = FoldMark(first.value);
      at = word.end;
      words_.push_back(word);
      continue;
    }
    uint32_t seen = 0, syllables = 0;
    while (at < end) {
      if (IsSyllableAt(text, at)) {
        seen |= 1u << static_cast<int>(CharClass::kHangul);
        const uint32_t run = std::min(end, static_cast<uint32_t>(EndOfSyllables(text, at)));
        syllables += (run - at) / 3;
        at = run;
        continue;
      }
      if (text[at] == ' ') break;
      const CodePoint c = Decode(text, at);
      const CharClass char_class = ClassAt(c.value);
      if (char_class == CharClass::kMark) {
        // decimal points and digit commas, and the & of names such as D&B, hold a word together
        const bool joins = (c.value == '.' || c.value == ',' || c.value == '&') && at > word.begin && at + 1 < end;
        const bool digits = joins && IsAsciiDigit(text[at - 1]) && IsAsciiDigit(text[at + 1]);
        const bool letters = joins && c.value == '&' && ClassOf(static_cast<uint8_t>(text[at - 1])) == CharClass::kLatin &&
                             static_cast<uint8_t>(text[at + 1]) < 0x80 && ClassOf(static_cast<uint8_t>(text[at + 1])) == CharClass::kLatin;
        if (!digits && !letters) break;
      } else if (char_class == CharClass::kSpace || char_class == CharClass::kLineEnd) {
        break;
      } else {
        // a lost blank: "그룹과LG", "등LG", but not "챗GPT" nor "갤럭시S"
        const bool dated = syllables != 0 && (seen & 1u << static_cast<int>(CharClass::kDigit));  // "1월UAE"
        const bool behind_latin = syllables != 0 && (seen & 1u << static_cast<int>(CharClass::kLatin));  // "GM과LG"
        const bool behind_word = syllables == 1 && pack_ != nullptr && std::find(pack_->words_before_latin.begin(), pack_->words_before_latin.end(), text.substr(word.begin, at - word.begin)) != pack_->words_before_latin.end();
        if ((syllables >= kSyllablesBeforeLatin || dated || behind_latin || behind_word) && IsAsciiUpper(text[at]) && at + 1 < end && static_cast<uint8_t>(text[at + 1]) < 0x80 && ClassOf(static_cast<uint8_t>(text[at + 1])) == CharClass::kLatin) break;
        seen |= 1u << static_cast<int>(char_class);
        syllables = char_class == CharClass::kHangul ? syllables + 1 : 0;
      }
      at += c.length;
    }
    word.end = at;
    const auto only = [&](CharClass wanted) { return seen == 1u << static_cast<int>(wanted); };
    word.word_class = only(CharClass::kHangul)  ? WordClass::kHangul
                      : only(CharClass::kLatin) ? WordClass::kLatin
                      : only(CharClass::kDigit) ? WordClass::kDigit
                      : only(CharClass::kHanja) ? WordClass::kHanja
                      : (seen & 1u << static_cast<int>(CharClass::kLetter)) ? WordClass::kOther
                                                                             : WordClass::kMixed;
    words_.push_back(word);
  }
}

}  // namespace entente::text
