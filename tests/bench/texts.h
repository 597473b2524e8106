// The texts that the benchmarks read: NDJSON named by ENTENTE_BENCH_NDJSON, or else the Korean articles of the project's own
// corpus (small, so that the branch predictor flatters it). Each program reads them once.
#pragma once

#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace entente::bench {

struct Text {
  std::string title, body, published;
};

inline std::vector<std::string> Files() {
  if (const char* path = std::getenv("ENTENTE_BENCH_NDJSON")) return {path};
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/tests/corpus/articles"))
    if (entry.path().filename().string().rfind("en", 0) != 0) files.push_back(entry.path().string());
  return files;
}

inline const std::vector<Text>& Texts() {
  static const std::vector<Text> texts = [] {
    std::vector<Text> all;
    for (const std::string& path : Files()) {
      std::ifstream in(path, std::ios::binary);
      simdjson::dom::parser parser;
      for (std::string line; std::getline(in, line);) {
        simdjson::dom::element record;
        if (parser.parse(line).get(record)) continue;
        const auto field = [&](const char* name) {
          std::string_view text;
          return record[name].get(text) ? std::string() : std::string(text);
        };
        if (field("language") != "en") all.push_back({field("title"), field("body"), field("published")});
      }
    }
    return all;
  }();
  return texts;
}

}  // namespace entente::bench
