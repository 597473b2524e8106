// entente_archive_bench [DEALS...] [--keep FILE] [--ask FILE]: makes archives of so many deals (10000 100000 1000000 unless said) and prints how
// fast they are filled and asked, and the memory this took; --ask only asks
// one that was kept. Not timed by the suite.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "entente/query.h"
#include "made_archive.h"

namespace {

using Clock = std::chrono::steady_clock;
double Since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr size_t kBatch = 8000;  // articles in one transaction

// Processor time of this process: what an idle machine would need.
double Busy() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Peak resident memory in MiB.
long PeakMib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

[[noreturn]] void Stop(const entente::Status& status) {
  std::fprintf(stderr, "archive_bench: %s\n", status.ToString().c_str());
  std::exit(2);
}

void Fill(entente::Archive* archive, size_t deals) {
  bench::Maker maker(deals);
  double adding = 0, busy = 0;
  size_t told = 0, last_told = 0;
  while (!maker.done()) {
    std::vector<bench::Made> made;
    while (!maker.done() && made.size() < kBatch) made.push_back(maker.Next());
    std::vector<entente::ArchiveItem> items;
    for (const bench::Made& one : made) items.push_back({&one.extraction, one.title, one.body});
    const double busy_before = Busy();
    const auto start = Clock::now();
    if (entente::Status status = archive->AddMany(items); !status.ok()) Stop(status);
    const double seconds = Since(start);
    adding += seconds;
    busy += Busy() - busy_before;
    if (std::getenv("ENTENTE_BENCH_VERBOSE") != nullptr) std::printf("    %zu deals, this batch %.0f/s\n", maker.made(), static_cast<double>(maker.made() - last_told) / seconds);
    last_told = maker.made();
  }
  told = maker.made();
  std::printf("%zu reports added in %.1f s: %.0f a second (%.0f by processor time)\n", told, adding, static_cast<double>(told) / adding, static_cast<double>(told) / busy);
}

// Asks so many questions and prints the middle and the 95th percentile.
void Time(const char* what, entente::Archive* archive, size_t count, const std::function<std::string()>& question) {
  std::vector<double> seconds;
  for (size_t i = 0; i < count; ++i) {
    const std::string text = question();
    const auto start = Clock::now();
    auto answer = entente::AskJson(*archive, text);
    seconds.push_back(Since(start));
    if (!answer.ok()) Stop(answer.status());
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("  %-22s median %8.3f ms, p95 %8.3f ms\n", what, seconds[count / 2] * 1e3, seconds[count * 95 / 100] * 1e3);
}

void AskAll(const std::string& path, size_t deals) {
  auto archive = entente::Archive::Open(path, {.mode = entente::ArchiveMode::kReadOnly});
  if (!archive.ok()) Stop(archive.status());
  bench::Maker maker(deals, 99);
  std::vector<std::string> ids;
  for (int year = 2004; year < 2024; ++year) {
    auto answer = entente::Ask(*archive, {.where = {.from = entente::ToDayNumber({year, 3, 1})}, .limit = 10});
    for (const entente::DealView& deal : answer->deals) ids.push_back(deal.id);
  }
  const auto quote = [](const std::string& text) { return "\"" + text + "\""; };
  const auto party = [&] { return quote(bench::Maker::PartyName(maker.Rank())); };
  const auto any = [&] { return quote(bench::Maker::PartyName(maker.random()() % maker.parties())); };
  Time("a deal by its id", &*archive, 200, [&] { return "{\"where\": {\"ids\": " + quote(ids[maker.random()() % ids.size()]) + "}}"; });
  Time("partners, any party", &*archive, 200, [&] { return "{\"ask\": \"partners\", \"party\": " + any() + "}"; });
  Time("partners, as in news", &*archive, 200, [&] { return "{\"ask\": \"partners\", \"limit\": 50, \"deals_listed\": 5, \"party\": " + party() + "}"; });
  Time("timeline, 50 deals", &*archive, 200, [&] { return "{\"ask\": \"timeline\", \"party\": " + party() + "}"; });
  Time("two parties", &*archive, 200, [&] { return "{\"where\": {\"parties\": [" + party() + "," + any() + "]}}"; });
  Time("totals of a party", &*archive, 100, [&] { return "{\"ask\": \"totals\", \"by\": \"year\", \"where\": {\"parties\": " + any() + "}}"; });
  Time("totals of all by year", &*archive, 20, [] { return std::string("{\"ask\": \"totals\", \"by\": \"year\", \"deals_listed\": 5}"); });
  Time("text of two syllables", &*archive, 20, [&] { return "{\"where\": {\"text\": " + quote(bench::Maker::PartyName(maker.Rank()).substr(0, 6)) + "}}"; });
  Time("the largest sums", &*archive, 20, [] { return std::string("{\"where\": {\"value_min\": \"768000000\"}, \"sort\": \"-value\"}"); });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<size_t> sizes;
  std::string keep, ask;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--keep" && i + 1 < argc) keep = argv[++i];
    else if (std::string(argv[i]) == "--ask" && i + 1 < argc) ask = argv[++i];
    else sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  }
  if (!ask.empty()) return AskAll(ask, sizes.empty() ? 1000000 : sizes[0]), 0;
  if (sizes.empty()) sizes = {10000, 100000, 1000000};
  for (const size_t deals : sizes) {
    const std::string path = keep.empty() ? (std::filesystem::temp_directory_path() / ("entente_bench_" + std::to_string(getpid()))).string() : keep;
    auto archive = entente::Archive::Open(path, {.cache_mib = 64});
    if (!archive.ok()) Stop(archive.status());
    Fill(&*archive, deals);
    const auto counts = archive->Counts();
    std::printf("  %llu articles, %llu deals, %llu parties, file %.0f MB, peak memory %ld MiB\n", static_cast<unsigned long long>(counts->articles), static_cast<unsigned long long>(counts->deals),
                static_cast<unsigned long long>(counts->parties), static_cast<double>(std::filesystem::file_size(path) + std::filesystem::file_size(path + "-wal")) / 1e6, PeakMib());
    AskAll(path, deals);
    std::printf("  peak memory %ld MiB\n", PeakMib());
    if (keep.empty())
      for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
  }
}
