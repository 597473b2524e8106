// Tested by: tests/unit/store/words_test.cc
#include "store/words.h"

#include <cstdint>

namespace entente::store {
namespace {

size_t LengthAt(std::string_view text, size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return length < text.size() - at ? length : text.size() - at;
}

uint32_t LetterAt(std::string_view text, size_t at, size_t length) {
  auto letter = static_cast<uint32_t>(static_cast<unsigned char>(text[at]));
  if (length > 1) letter &= 0xFFu >> (length + 1);
  for (size_t i = 1; i < length; ++i) letter = letter << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  return letter;
}

// Scripts that write words without blanks between their parts.
bool IsRunOn(uint32_t c) { return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD); }

// Signs between words beyond ASCII; what is missing here the tokenizer of SQLite passes over too.
bool IsSign(uint32_t c) { return (c >= 0x80 && c <= 0xBF) || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) || c >= 0x1F000; }
bool IsAsciiWord(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters beyond ASCII that are no run-on script stay as they are: the tokenizer of SQLite knows what to do with them.
// `put` gets a word, as it stands in the text, and whether it is the last letter of a run.
template <typename Put>
void ForEachWord(std::string_view text, Put put) {
  size_t word = 0, last = 0, last_length = 0;  // where a word of other letters began; the last letter of a run
  const auto end_word = [&](size_t at) {
    if (at > word) put(text.substr(word, at - word), false);
  };
  for (size_t at = 0; at < text.size();) {
    const size_t length = LengthAt(text, at);
    const uint32_t c = LetterAt(text, at, length);
    if (IsRunOn(c)) {
      if (last_length == 0) end_word(at);
      else put(text.substr(last, last_length + length), false);
      last = at, last_length = length;
      word = at + length;
    } else {
      if (last_length != 0) put(text.substr(last, last_length), true);
      last_length = 0;
      if (!IsAsciiWord(c) && (c < 0x80 || IsSign(c))) end_word(at), word = at + length;
    }
    at += length;
  }
  if (last_length != 0) put(text.substr(last, last_length), true);
  else end_word(text.size());
}

void AppendSmall(std::string_view word, std::string* out) {
  for (const char c : word) *out += Small(c);
}

}  // namespace

std::string WordsOf(std::string_view text) {
  std::string words;
  words.reserve(text.size() * 5 / 2 + 16);
  ForEachWord(text, [&](std::string_view word, bool) {
    if (!words.empty()) words += ' ';
    AppendSmall(word, &words);
  });
  return words;
}

std::string SearchFor(std::string_view text) {
  std::vector<std::pair<std::string, bool>> words;
  ForEachWord(text, [&](std::string_view word, bool last) {
    words.emplace_back(std::string(), last);
    AppendSmall(word, &words.back().first);
  });
  std::string search;
  for (size_t i = 0; i < words.size(); ++i) {
    const auto& [word, last] = words[i];
    // The last letter of a run may go on in the text; its pair before it says enough. A word at either end may be part of one.
    const bool has_pair = last && i > 0 && words[i - 1].first.size() > word.size() && words[i - 1].first.ends_with(word);
    if (has_pair) continue;
    if (!search.empty()) search += " AND ";
    search += '"';
    search += word;
    search += '"';
    if (last || i + 1 == words.size()) search += '*';
  }
  return search;
}

std::string FoldText(std::string_view text) {
  std::string fold;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 0x20) fold += Small(c);
    else if (!fold.empty() && fold.back() != ' ') fold += ' ';
  }
  if (!fold.empty() && fold.back() == ' ') fold.pop_back();
  return fold;
}

std::string PlainText(std::string_view slice) {
  std::string plain;
  plain.reserve(slice.size());
  const bool has_tags = slice.find('<') != std::string_view::npos;
  bool in_tag = false;
  for (size_t i = 0; i < slice.size();) {
    // a stretch of plain letters is taken over whole
    size_t end = i;
    while (!in_tag && end < slice.size() && static_cast<unsigned char>(slice[end]) > 0x20 && (!has_tags || slice[end] != '<')) ++end;
    plain.append(slice, i, end - i);
    if (i = end; i == slice.size()) break;
    const char c = slice[i];
    const char next = i + 1 < slice.size() ? Small(slice[i + 1]) : ' ';
    if (c == '<' && (next == '/' || next == '!' || (next >= 'a' && next <= 'z'))) in_tag = true;
    if (!in_tag && static_cast<unsigned char>(c) > 0x20) plain += c;
    else if (!in_tag && !plain.empty() && plain.back() != ' ') plain += ' ';
    if (in_tag && c == '>') in_tag = false;
    ++i;
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

}  // namespace entente::store
