// Speed of the engine over the texts of texts.h.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench/texts.h"
#include "entente/entente.h"
#include "text/normalise.h"

namespace {

using entente::bench::Text;
using entente::bench::Texts;

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
