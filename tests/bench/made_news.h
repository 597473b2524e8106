// News made for the benchmarks, since the project's own articles are too few: their sentences in new orders, with other names of
// firms and other figures. No article repeats. The same seed gives the same articles.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench/texts.h"

namespace entente::bench {

class NewsMaker {
 public:
  explicit NewsMaker(uint32_t seed = 1) : random_(seed) {
    for (const Text& text : OwnTexts()) {
      for (size_t begin = 0; begin < text.body.size();) {
        size_t end = begin;
        while (end < text.body.size() && text.body[end] != '\n' && !(text.body[end] == '.' && end + 1 < text.body.size() && text.body[end + 1] == ' ')) ++end;
        end = std::min(end + 1, text.body.size());
        sentences_.push_back({std::string_view(text.body).substr(begin, end - begin), &text});
        begin = end + (end < text.body.size() && text.body[end] == ' ' ? 1 : 0);
      }
      for (const std::string& name : text.names)
        for (size_t at = 0; at + 3 <= name.size(); at += SizeAt(name, at))
          if (IsSyllable(name, at)) syllables_.push_back(std::string_view(name).substr(at, 3));
    }
  }

  // The next article: the own ones first, each once, then made ones.
  Text Next() {
    if (given_ < OwnTexts().size()) return OwnTexts()[given_++];
    ++given_;
    Text made;
    const Text& model = Pick(OwnTexts());
    made.published = model.published;
    made.title = Changed(model.title, model);
    for (size_t left = 5 + random_() % 8; left > 0; --left) {
      const Sentence& sentence = Pick(sentences_);
      made.body += Changed(sentence.text, *sentence.from);
      if (made.body.back() != '\n') made.body += random_() % 3 == 0 ? '\n' : ' ';
    }
    new_names_.clear();
    return made;
  }

  // Articles of at least so many bytes together.
  static std::vector<Text> Make(size_t bytes) {
    NewsMaker maker;
    std::vector<Text> all;
    for (size_t have = 0; have < bytes; have += all.back().title.size() + all.back().body.size()) all.push_back(maker.Next());
    return all;
  }

  // Names that stand in no article, to fill a dictionary.
  std::string NewName() {
    std::string name;
    for (size_t left = 2 + random_() % 4; left > 0; --left) name += Pick(syllables_);
    return name;
  }

 private:
  struct Sentence {
    std::string_view text;
    const Text* from;
  };
  template <typename All>
  const typename All::value_type& Pick(const All& all) { return all[random_() % all.size()]; }
  static size_t SizeAt(std::string_view text, size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }
  static bool IsSyllable(std::string_view text, size_t at) { return at + 3 <= text.size() && text.substr(at, 3) >= "\xEA\xB0\x80" && text.substr(at, 3) <= "\xED\x9E\xA3"; }

  // Other syllables; the last ones stay, so that particles still fit and a bank is a bank.
  const std::string& NewNameFor(const std::string& name) {
    std::string& made = new_names_[name];
    if (!made.empty()) return made;
    const size_t keep = name.size() >= 12 ? 6 : 3;
    for (size_t at = 0; at < name.size(); at += SizeAt(name, at)) {
      const std::string_view letter = std::string_view(name).substr(at, SizeAt(name, at));
      made += IsSyllable(name, at) && at + keep < name.size() ? Pick(syllables_) : letter;
    }
    return made;
  }

  // Does it give a figure in parentheses? Those are mostly conversions, which would no longer fit.
  static bool Converts(std::string_view text) {
    for (size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1))
      if (text.substr(open, 12).find_first_of("0123456789") != std::string_view::npos) return true;
    return false;
  }

  // With the names of the article it stands in replaced, and with other digits where a figure counts money or is a share.
  std::string Changed(std::string_view text, const Text& from) {
    const bool converts = Converts(text);
    std::string out;
    for (size_t at = 0; at < text.size();) {
      const auto named = std::find_if(from.names.begin(), from.names.end(), [&](const std::string& name) { return text.compare(at, name.size(), name) == 0; });
      if (named != from.names.end()) {
        out += NewNameFor(*named);
        at += named->size();
        continue;
      }
      if (text[at] < '0' || text[at] > '9') {
        const size_t size = SizeAt(text, at);
        out += text.substr(at, size);
        at += size;
        continue;
      }
      size_t end = at;
      while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == ',' || text[end] == '.')) ++end;
      const bool counts = !converts && std::any_of(std::begin(kCounts), std::end(kCounts), [&](std::string_view unit) { return text.compare(end, unit.size(), unit) == 0; });
      for (; at < end; ++at) out += counts && text[at] != ',' && text[at] != '.' ? static_cast<char>('1' + random_() % 9) : text[at];
    }
    return out;
  }

  static constexpr std::string_view kCounts[] = {"조", "억", "만", "천", "%"};
  std::mt19937 random_;
  std::vector<Sentence> sentences_;
  std::vector<std::string_view> syllables_;
  std::map<std::string, std::string> new_names_;  // of the article that is being made
  size_t given_ = 0;
};

}  // namespace entente::bench
