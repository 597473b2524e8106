// entente_archive_bench [DEALS...] [--keep FILE]: makes archives of so many deals (10000 100000 1000000 unless said) and prints how
// fast they are filled and asked, and the memory this took. Not timed by the suite.
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "entente/archive.h"
#include "made_archive.h"

namespace {

using Clock = std::chrono::steady_clock;
double Since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr size_t kBatch = 8000;  // articles in one transaction

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
  double adding = 0;
  size_t told = 0, last_told = 0;
  while (!maker.done()) {
    std::vector<bench::Made> made;
    while (!maker.done() && made.size() < kBatch) made.push_back(maker.Next());
    std::vector<entente::ArchiveItem> items;
    for (const bench::Made& one : made) items.push_back({&one.extraction, one.title, one.body});
    const auto start = Clock::now();
    if (entente::Status status = archive->AddMany(items); !status.ok()) Stop(status);
    const double seconds = Since(start);
    adding += seconds;
    if (std::getenv("ENTENTE_BENCH_VERBOSE") != nullptr) std::printf("    %zu deals, this batch %.0f/s\n", maker.made(), static_cast<double>(maker.made() - last_told) / seconds);
    last_told = maker.made();
  }
  told = maker.made();
  std::printf("%zu reports added in %.1f s: %.0f a second\n", told, adding, static_cast<double>(told) / adding);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<size_t> sizes;
  std::string keep;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--keep" && i + 1 < argc) keep = argv[++i];
    else sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  }
  if (sizes.empty()) sizes = {10000, 100000, 1000000};
  for (const size_t deals : sizes) {
    const std::string path = keep.empty() ? (std::filesystem::temp_directory_path() / ("entente_bench_" + std::to_string(getpid()))).string() : keep;
    auto archive = entente::Archive::Open(path, {.cache_mib = 160});
    if (!archive.ok()) Stop(archive.status());
    Fill(&*archive, deals);
    const auto counts = archive->Counts();
    std::printf("  %llu articles, %llu deals, %llu parties, file %.0f MB, peak memory %ld MiB\n", static_cast<unsigned long long>(counts->articles), static_cast<unsigned long long>(counts->deals),
                static_cast<unsigned long long>(counts->parties), static_cast<double>(std::filesystem::file_size(path)) / 1e6, PeakMib());
    if (keep.empty())
      for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending);
  }
}
