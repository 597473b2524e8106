// entente_scaling [sizes [BYTES]|threads|memory [ARTICLES]|open]...: how cost grows with the input (articles of 200 bytes to so many, 50 million
// unless said), with threads, articles (100,000 unless said) and engines; all four without arguments. Times of sizes and openings are processor time; for threads both are given. Not timed by the suite.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "bench/made_news.h"
#include "bench/speed.h"
#include "entente/input.h"

namespace {

using entente::bench::Text;

double Seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}
double Busy() { return Seconds(CLOCK_PROCESS_CPUTIME_ID); }
double Wall() { return Seconds(CLOCK_MONOTONIC); }

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Resident memory now and at its peak, in MiB.
double ResidentMib() {
  long pages = 0, resident = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}
double PeakMib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void Check(const entente::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "entente_scaling: %s\n", status.ToString().c_str());
  std::exit(2);
}

// The first `bytes` of `text` from `at` on, cut between two characters.
std::string_view Cut(std::string_view text, size_t at, size_t bytes) {
  const auto back = [&](size_t i) {
    while (i > 0 && i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) --i;
    return i;
  };
  const size_t begin = back(at), end = back(std::min(text.size(), at + bytes));
  return text.substr(begin, end - begin);
}

// The body without the lines that close an article: behind them nothing more is read.
void AppendOpen(std::string_view body, std::string* news) {
  while (!body.empty()) {
    const std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    static constexpr std::string_view kClosing[] = {"opyright", "OPYRIGHT", "ⓒ", "무단", "저작권", "☞", "▶", "관련기사", "주요뉴스", "핫이슈", "네이버에서", "카카오톡", "http", "(끝)"};
    const auto in_line = [&](std::string_view word) { return line.find(word) != std::string_view::npos; };
    if (std::none_of(std::begin(kClosing), std::end(kClosing), in_line)) news->append(line).push_back('\n');
  }
}

void Sizes(size_t most) {
  std::vector<size_t> sizes;
  for (size_t size = 200; size < most; size *= 10) sizes.push_back(size);
  sizes.push_back(most);
  constexpr size_t kLeast = 2'000'000;  // bytes of one measurement
  constexpr int kRounds = 5;
  std::string news;
  news.reserve(most + 10'000);
  for (entente::bench::NewsMaker maker; news.size() < std::max(most, kLeast) + 10;) AppendOpen(maker.Next().body, &news);
  std::vector<std::vector<double>> costs(sizes.size());
  for (int round = 0; round < kRounds; ++round)
    for (size_t i = 0; i < sizes.size(); ++i) {
      if (sizes[i] > kLeast && round > 1) continue;
      const double start = Busy();
      size_t read = 0;
      for (size_t at = 0; read < kLeast || read < sizes[i]; at += sizes[i]) {
        const std::string_view body = Cut(news, at, sizes[i]);
        auto result = entente::bench::TheEngine().Extract({.body = body, .published = "2024-06-04", .language = entente::Language::kKorean});
        Check(result.status());
        if (entente::ToJson(*result).empty()) std::exit(2);
        read += body.size();
      }
      costs[i].push_back((Busy() - start) / static_cast<double>(read) * 1e9);
    }
  std::printf("| bytes of one article | ns per byte | times that of 2,000 |\n| --- | --- | --- |\n");
  for (size_t i = 0; i < sizes.size(); ++i) std::printf("| %zu | %.0f | %.2f |\n", sizes[i], Median(costs[i]), Median(costs[i]) / Median(costs[1]));
}

entente::ReadBytes FromMemory(std::string_view bytes) {
  return [bytes, at = size_t{0}](char* to, size_t capacity) mutable -> entente::Result<size_t> {
    const size_t count = std::min(capacity, bytes.size() - at);
    std::memcpy(to, bytes.data() + at, count);
    at += count;
    return count;
  };
}

void Threads() {
  const entente::bench::Records records = entente::bench::RecordsOf(entente::bench::UniqueTexts(8'000'000));
  const std::string_view bytes(records.bytes.data(), records.bytes.size() - simdjson::SIMDJSON_PADDING);
  std::vector<double> wall[2], busy[2];
  for (int round = 0; round < 5; ++round)
    for (uint32_t threads = 1; threads <= 2; ++threads) {
      const double wall_start = Wall(), busy_start = Busy();
      auto stream = entente::ArticleStream::Open(entente::bench::TheEngine(), FromMemory(bytes), {.threads = threads});
      Check(stream.status());
      for (entente::StreamItem item; stream->Next(&item);) Check(item.status);
      wall[threads - 1].push_back(Wall() - wall_start);
      busy[threads - 1].push_back(Busy() - busy_start);
    }
  std::printf("two threads, %zu articles: %.2f times as fast by the clock, %.2f times the processor time of one\n", records.lines.size(),
              Median(wall[0]) / Median(wall[1]), Median(busy[1]) / Median(busy[0]));
}

void Memory(size_t most) {
  entente::bench::NewsMaker maker;
  size_t made = 0, at = 0;
  std::string ready;
  const auto read = [&](char* to, size_t capacity) -> entente::Result<size_t> {
    if (at == ready.size()) {
      std::vector<Text> some;
      for (; made < most && some.size() < 64; ++made) some.push_back(maker.Next());
      ready = some.empty() ? std::string() : entente::bench::RecordsOf(some).bytes;
      at = 0;
    }
    const size_t count = std::min(capacity, ready.size() - at);
    std::memcpy(to, ready.data() + at, count);
    at += count;
    return count;
  };
  auto stream = entente::ArticleStream::Open(entente::bench::TheEngine(), read, {.threads = 2});
  Check(stream.status());
  size_t articles = 0, deals = 0, next = 1000;
  for (entente::StreamItem item; stream->Next(&item);) {
    Check(item.status);
    deals += item.extraction.deals.size();
    if (++articles == next || articles == most) {
      std::printf("after %zu articles, %.0f MB, %zu deals: %.1f MiB resident, %.1f MiB at its peak\n", articles, static_cast<double>(stream->bytes_read()) / 1e6, deals, ResidentMib(), PeakMib());
      std::fflush(stdout);
      next *= 10;
    }
  }
}

void Openings() {
  const double before = ResidentMib(), start = Busy();
  const auto first = entente::Engine::Open({});
  const double opened = Busy() - start;
  Check(first.status());
  std::printf("the first engine of the process: %.2f ms, %.1f MiB\n", opened * 1e3, ResidentMib() - before);
  std::vector<double> seconds, mib;
  for (int i = 0; i < 21; ++i) {
    const double resident = ResidentMib(), begin = Busy();
    const auto second = entente::Engine::Open({});
    seconds.push_back(Busy() - begin);
    mib.push_back(ResidentMib() - resident);
    Check(second.status());
  }
  std::printf("a second engine beside it: %.3f ms, %.2f MiB (median of %zu)\n", Median(seconds) * 1e3, Median(mib), seconds.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> wanted(argv + 1, argv + argc);
  if (wanted.empty()) wanted = {"open", "sizes", "threads", "memory"};
  // the number behind an argument
  const auto number = [&](size_t i, size_t otherwise) {
    const bool said = i + 1 < wanted.size() && std::isdigit(static_cast<unsigned char>(wanted[i + 1][0]));
    return said ? static_cast<size_t>(std::strtoull(wanted[i + 1].c_str(), nullptr, 10)) : otherwise;
  };
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == "open") Openings();  // before anything else has opened one
    else if (wanted[i] == "sizes") Sizes(number(i, 50'000'000));
    else if (wanted[i] == "threads") Threads();
    else if (wanted[i] == "memory") Memory(number(i, 100'000));
    else if (!std::isdigit(static_cast<unsigned char>(wanted[i][0]))) {
      std::fprintf(stderr, "entente_scaling [sizes [BYTES]|threads|memory [ARTICLES]|open]...\n");
      return 2;
    }
  }
}
