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
template <typename Put>
void ForEachWord(std::string_view text, Put put) {
  std::string word;
  std::string_view last;  // of a run of run-on letters
  const auto end_run = [&] {
    if (!last.empty()) put(std::string(last), true);
    last = {};
  };
  const auto end_word = [&] {
    if (!word.empty()) put(word, false);
    word.clear();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t length = LengthAt(text, at);
    const uint32_t c = LetterAt(text, at, length);
    const std::string_view letter = text.substr(at, length);
    at += length;
    if (IsRunOn(c)) {
      end_word();
      if (!last.empty()) put(std::string(last) + std::string(letter), false);
      last = letter;
    } else {
      end_run();
      if (IsAsciiWord(c)) word += Small(letter[0]);
      else if (c < 0x80 || IsSign(c)) end_word();
      else word += letter;
    }
  }
  end_run();
  end_word();
}

}  // namespace

std::string WordsOf(std::string_view text) {
  std::string words;
  words.reserve(text.size() * 2 + 16);
  ForEachWord(text, [&](const std::string& word, bool) {
    if (!words.empty()) words += ' ';
    words += word;
  });
  return words;
}

std::string SearchFor(std::string_view text) {
  std::vector<std::pair<std::string, bool>> words;
  ForEachWord(text, [&](const std::string& word, bool last) { words.emplace_back(word, last); });
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
  bool in_tag = false;
  for (size_t i = 0; i < slice.size(); ++i) {
    const char c = slice[i];
    const char next = i + 1 < slice.size() ? Small(slice[i + 1]) : ' ';
    if (c == '<' && (next == '/' || next == '!' || (next >= 'a' && next <= 'z'))) in_tag = true;
    if (!in_tag && static_cast<unsigned char>(c) > 0x20) plain += c;
    else if (!in_tag && !plain.empty() && plain.back() != ' ') plain += ' ';
    if (in_tag && c == '>') in_tag = false;
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

}  // namespace entente::store
