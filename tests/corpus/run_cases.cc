// entente_cases FOLDER [WORD]: runs every case of FOLDER/<language>/<stage>/*.txt (whose name or file holds WORD) through an
// engine and prints what differs.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "case.h"

namespace {

namespace fs = std::filesystem;
using cases::Case;

struct Count {
  int passed = 0, failed = 0, known = 0;
};

void RunCase(const entente::Engine& engine, const Case& one, Count* count) {
  const auto result = engine.Extract({.id = one.name, .title = one.title, .body = one.text, .published = one.publish, .language = one.language});
  std::vector<std::string> differences = result.ok() ? Differences(one, *result) : std::vector<std::string>{result.status().ToString()};
  if (!one.known_failure.empty() && !differences.empty()) {
    ++count->known;
    return;
  }
  if (!one.known_failure.empty()) std::printf("| passes now, take its known-failure line away: %s:%d\n", one.file.c_str(), one.line);
  if (differences.empty()) {
    ++count->passed;
    return;
  }
  ++count->failed;
  std::printf("%s:%d: %s\n", one.file.c_str(), one.line, one.name.c_str());
  for (const std::string& difference : differences) std::printf("    %s\n", difference.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: entente_cases FOLDER [WORD]\n"), 2;
  const std::string word = argc > 2 ? argv[2] : "";
  auto engine = entente::Engine::Open({});
  if (!engine.ok()) return std::fprintf(stderr, "%s\n", engine.status().ToString().c_str()), 2;
  if (!fs::is_directory(argv[1])) return std::fprintf(stderr, "entente_cases: there is no folder '%s'\n", argv[1]), 2;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(argv[1]))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Count count;
  for (const fs::path& path : files) {
    const std::string language = fs::relative(path, argv[1]).begin()->string();
    std::string mistake;
    const auto all = cases::ReadCases(path.string(), entente::ParseLanguage(language).value_or(entente::Language::kUnknown), &mistake);
    if (!mistake.empty()) {
      std::printf("%s\n", mistake.c_str());
      ++count.failed;
      continue;
    }
    for (const Case& one : all)
      if (word.empty() || one.name.find(word) != std::string::npos || one.file.find(word) != std::string::npos) RunCase(*engine, one, &count);
  }
  std::printf("| cases: %d known failures\n%d passed, %d failed\n", count.known, count.passed, count.failed);
  return count.failed == 0 ? 0 : 1;
}
