// The texts that the benchmarks read: the articles of the project's own corpus, or for Texts() the NDJSON named by ENTENTE_BENCH_NDJSON.
// The corpus is small, so that the branch predictor flatters it; made_news.h makes more of it. Each program reads them once.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace entente::bench {

struct Text {
  std::string title, body, published;
  std::vector<std::string> names;  // of the parties of its deals, longest first, where it has gold
};

inline void ReadTexts(const std::string& path, bool english, std::vector<Text>* all) {
  std::ifstream in(path, std::ios::binary);
  simdjson::dom::parser parser;
  for (std::string line; std::getline(in, line);) {
    simdjson::dom::element record;
    if (parser.parse(line).get(record)) continue;
    const auto field = [&](const char* name) {
      std::string_view text;
      return record[name].get(text) ? std::string() : std::string(text);
    };
    if ((field("language") == "en") != english) continue;
    Text text{field("title"), field("body"), field("published"), {}};
    simdjson::dom::array deals, parties, names;
    if (!record["gold"]["deals"].get(deals))
      for (simdjson::dom::element deal : deals)
        if (!deal["parties"].get(parties))
          for (simdjson::dom::element party : parties)
            if (!party["names"].get(names))
              for (simdjson::dom::element name : names)
                if (std::string_view one; !name.get(one) && !one.empty()) text.names.emplace_back(one);
    std::sort(text.names.begin(), text.names.end(), [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    text.names.erase(std::unique(text.names.begin(), text.names.end()), text.names.end());
    all->push_back(std::move(text));
  }
}

// The project's own articles, in the order of their files.
inline std::vector<Text> ReadOwnTexts(bool english) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/tests/corpus/articles")) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Text> all;
  for (const std::string& path : files) ReadTexts(path, english, &all);
  return all;
}
inline const std::vector<Text>& OwnTexts() {
  static const std::vector<Text> texts = ReadOwnTexts(false);
  return texts;
}
inline const std::vector<Text>& EnglishTexts() {
  static const std::vector<Text> texts = ReadOwnTexts(true);
  return texts;
}

inline const std::vector<Text>& Texts() {
  static const std::vector<Text> texts = [] {
    std::vector<Text> all;
    if (const char* path = std::getenv("ENTENTE_BENCH_NDJSON")) ReadTexts(path, false, &all);
    else all = OwnTexts();
    return all;
  }();
  return texts;
}

}  // namespace entente::bench
