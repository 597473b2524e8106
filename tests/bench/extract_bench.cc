// Speed of the engine. MB/s are measured over unique text: NDJSON named by ENTENTE_BENCH_NDJSON, or else the project's own
// corpus (small, so that the branch predictor flatters it).
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "entente/entente.h"
#include "text/normalise.h"

namespace {

struct Text {
  std::string title, body, published;
};

std::vector<std::string> Files() {
  if (const char* path = std::getenv("ENTENTE_BENCH_NDJSON")) return {path};
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/tests/corpus/articles"))
    if (entry.path().filename().string().rfind("ko", 0) == 0) files.push_back(entry.path().string());
  return files;
}

const std::vector<Text>& Texts() {
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
        all.push_back({field("title"), field("body"), field("published")});
      }
    }
    return all;
  }();
  return texts;
}

const entente::Engine& TheEngine() {
  static const entente::Result<entente::Engine> engine = entente::Engine::Open({});
  return engine.value();
}

void EngineOpen(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(entente::Engine::Open({}));
}
BENCHMARK(EngineOpen)->Unit(benchmark::kMillisecond);

// One article of 3 KB: corpus bodies one after the other, cut at a line end.
void Article3KB(benchmark::State& state) {
  std::string body;
  for (const Text& text : Texts()) {
    if (body.size() >= 3000) break;
    body += text.body + "\n";
  }
  if (body.size() > 3200) body.resize(body.rfind('\n', 3200));
  for (auto _ : state) benchmark::DoNotOptimize(TheEngine().Extract({.body = body, .published = "2024-06-04"}));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * body.size()));
}
BENCHMARK(Article3KB)->Unit(benchmark::kMicrosecond);

void Corpus(benchmark::State& state) {
  size_t bytes = 0;
  for (auto _ : state) {
    for (const Text& text : Texts()) {
      benchmark::DoNotOptimize(TheEngine().Extract({.title = text.title, .body = text.body, .published = text.published}));
      bytes += text.title.size() + text.body.size();
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(Corpus)->Unit(benchmark::kMillisecond);

void CorpusToJson(benchmark::State& state) {
  std::vector<entente::Extraction> all;
  for (const Text& text : Texts()) {
    auto result = TheEngine().Extract({.title = text.title, .body = text.body, .published = text.published});
    if (result.ok()) all.push_back(std::move(result).value());
  }
  size_t bytes = 0;
  for (auto _ : state)
    for (const entente::Extraction& extraction : all) bytes += entente::ToJson(extraction).size();
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(CorpusToJson)->Unit(benchmark::kMillisecond);

void NormaliseText(benchmark::State& state) {
  std::string out;
  entente::text::SourceMap map;
  size_t bytes = 0;
  for (auto _ : state) {
    for (const Text& text : Texts()) {
      out.clear();
      benchmark::DoNotOptimize(entente::text::Normalise(text.body, &out, &map).ok());
      bytes += text.body.size();
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(NormaliseText);

void NormaliseHtmlPage(benchmark::State& state) {
  std::string out;
  entente::text::SourceMap map;
  size_t bytes = 0;
  for (auto _ : state) {
    for (const Text& text : Texts()) {
      out.clear();
      benchmark::DoNotOptimize(entente::text::NormaliseHtml(text.body, &out, &map).ok());
      bytes += text.body.size();
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
}
BENCHMARK(NormaliseHtmlPage);

}  // namespace
