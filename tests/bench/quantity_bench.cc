// Speed of reading money and dates alone, on one thread, over the texts of texts.h after their normalisation. Beside it the speed of
// RE2 that looks for plain figures in the same text, and the ratio of the two: what a pattern that understands nothing would cost.
#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "bench/texts.h"
#include "mention/quantity.h"
#include "text/normalise.h"

namespace {

struct Normalised {
  std::string text;
  std::optional<entente::Period> published;
};

const std::vector<Normalised>& AllNormalised() {
  static const std::vector<Normalised> all = [] {
    std::vector<Normalised> texts;
    entente::text::SourceMap map;
    for (const entente::bench::Text& text : entente::bench::Texts()) {
      Normalised one{{}, entente::ParsePeriod(text.published)};
      if (entente::text::Normalise(text.title + "\n" + text.body, &one.text, &map).ok()) texts.push_back(std::move(one));
    }
    return texts;
  }();
  return all;
}

size_t Bytes() {
  size_t bytes = 0;
  for (const Normalised& one : AllNormalised()) bytes += one.text.size();
  return bytes;
}

size_t CountFigures() {
  static const re2::RE2 figure("[0-9]+(?:[.,][0-9]+)*");
  size_t found = 0;
  for (const Normalised& one : AllNormalised()) {
    re2::StringPiece rest(one.text);
    while (re2::RE2::FindAndConsume(&rest, figure)) ++found;
  }
  return found;
}

size_t CountQuantities(const entente::mention::QuantityReader& reader, entente::mention::Quantities* quantities) {
  size_t found = 0;
  for (const Normalised& one : AllNormalised()) {
    quantities->Clear();
    reader.Read(one.text, entente::Language::kKorean, one.published, quantities);
    found += quantities->amounts.size() + quantities->dates.size();
  }
  return found;
}

template <typename Pass>
double SecondsOf(const Pass& pass) {
  const std::clock_t start = std::clock();  // processor time: others may be using the machine
  benchmark::DoNotOptimize(pass());
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// The passes of both take turns, so that a busy machine slows both alike; the best of each counts.
void MoneyAndDates(benchmark::State& state) {
  const auto reader = entente::mention::QuantityReader::Build();
  if (!reader.ok()) return state.SkipWithError(reader.status().message().c_str());
  entente::mention::Quantities quantities;
  const double bytes = static_cast<double>(Bytes());
  double ours = 1e9, figures = 1e9;
  for (auto _ : state) {
    const double seconds = SecondsOf([&] { return CountQuantities(reader.value(), &quantities); });
    state.SetIterationTime(seconds);
    ours = std::min(ours, seconds);
    figures = std::min(figures, SecondsOf(CountFigures));
  }
  state.counters["MB"] = bytes / 1e6;
  state.counters["MB/s"] = bytes / 1e6 / ours;
  state.counters["RE2_MB/s"] = bytes / 1e6 / figures;
  state.counters["times_RE2"] = figures / ours;
}
BENCHMARK(MoneyAndDates)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
