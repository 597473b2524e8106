// Allocations of one article in the steady state, and of a second engine: an engine that has read all articles of the corpus once reads them again, and every
// operator new of the process is counted. The bounds are recorded figures with a little room; they may only be lowered.
// entente_allocations_test; prints the figures and, as its last line, "N passed, N failed".
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "bench/texts.h"
#include "entente/entente.h"

namespace {

std::atomic<size_t> allocations{0};

void* Allocate(size_t bytes) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(size_t bytes) { return Allocate(bytes); }
void* operator new[](size_t bytes) { return Allocate(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace {

using entente::bench::Text;

int passed = 0, failed = 0;

struct Counted {
  double per_article = 0, per_kilobyte = 0;
};

template <typename Read>
Counted Count(const std::vector<Text>& texts, const Read& read) {
  size_t bytes = 0;
  for (const Text& text : texts) {
    read(text);
    bytes += text.title.size() + text.body.size();
  }
  const size_t before = allocations;
  for (const Text& text : texts) read(text);
  const auto count = static_cast<double>(allocations - before);
  return {count / static_cast<double>(texts.size()), count * 1000 / static_cast<double>(bytes)};
}

void Check(const char* what, const Counted& counted, double bound) {
  const bool good = counted.per_article <= bound && (bound == 0 || counted.per_article > 0);  // the others show that there is counting
  std::printf("%s: %.1f allocations an article, %.2f a kilobyte; bound %.0f an article%s\n", what, counted.per_article, counted.per_kilobyte, bound, good ? "" : ": FAILED");
  ++(good ? passed : failed);
}

// Engines that are open together share their packs; after the last one the next loads them again.
void CheckEngines() {
  const auto count = [](auto&& open) {
    const size_t before = allocations;
    const auto engine = open();
    if (!engine.ok()) std::abort();
    return allocations - before;
  };
  const auto plain = [] { return entente::Engine::Open({}); };
  const size_t alone = count(plain);
  size_t beside = 0, with_lexicon = 0;
  {
    const auto open = plain();
    beside = count(plain);
    with_lexicon = count([] { return entente::Engine::Open({.lexicons = {{.text = "name\tkind\nXenonik\tcompany\n"}}}); });
  }
  const size_t again = count(plain);
  const bool good = beside * 20 < alone && with_lexicon >= alone && again == alone;
  std::printf("an engine: %zu allocations; beside another: %zu; with a lexicon: %zu; after the last was closed: %zu%s\n", alone, beside, with_lexicon, again, good ? "" : ": FAILED");
  ++(good ? passed : failed);
}

}  // namespace

int main() {
  CheckEngines();
  const auto opened = entente::Engine::Open({});
  if (!opened.ok()) return 2;
  const entente::Engine& engine = opened.value();
  const auto article = [](const Text& text) { return entente::Article{.title = text.title, .body = text.body, .published = text.published}; };
  const auto& korean = entente::bench::OwnTexts();
  const auto& english = entente::bench::EnglishTexts();
  const auto extract = [&](const Text& text) {
    if (!engine.Extract(article(text)).ok()) std::abort();
  };
  const auto to_json = [&](const Text& text) {
    if (entente::ToJson(*engine.Extract(article(text))).empty()) std::abort();
  };
  const auto money = [&](const Text& text) {
    if (!engine.ReadMoney(article(text)).ok()) std::abort();
  };
  Check("Korean, extraction", Count(korean, extract), 55);
  Check("Korean, extraction and JSON", Count(korean, to_json), 56);
  Check("Korean, sums and dates alone", Count(korean, money), 16);
  Check("English, extraction", Count(english, extract), 130);
  // a long text without deals costs no allocation at all: none is made for a token
  std::string calm;
  for (int i = 0; i < 2000; ++i) calm += "비가 오고 바람이 부는 날이 이어졌다. ";
  const std::vector<Text> longer{{"", calm, "2024-06-04", {}}};
  Check("Korean, 2,000 sentences without a deal", Count(longer, extract), 0);
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
