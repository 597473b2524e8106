// entente_speed rounds|write KOREAN ENGLISH|count BLOCK: what tests/bench/run.sh and instructions.sh drive.
//   rounds   for every line on standard input, one pass of each block over 2 MB of unique text: "name<tab>bytes<tab>seconds" each, of
//            processor time, then an empty line
//   write    the same texts as NDJSON, for the peers
//   count    passes over 1 MB for callgrind: one that warms up, then one inside entente_counted_pass
#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/speed.h"

extern "C" __attribute__((noinline)) size_t entente_counted_pass(const entente::bench::Block* block) { return block->pass(block->state.get()); }

namespace {

using entente::bench::Block;

constexpr size_t kMeasuredBytes = 2'000'000, kCountedBytes = 1'000'000;

double BusySeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int Rounds() {
  std::vector<Block> blocks = entente::bench::MakeBlocks(entente::bench::UniqueTexts(kMeasuredBytes), "Korean");
  for (Block& block : entente::bench::MakeBlocks(entente::bench::EnglishTexts(), "English")) blocks.push_back(std::move(block));
  size_t work = 0;
  for (const Block& block : blocks) work += block.pass(block.state.get());
  char line[16];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    for (const Block& block : blocks) {
      const double start = BusySeconds();
      work += block.pass(block.state.get());
      std::printf("%s\t%zu\t%.9f\n", block.name.c_str(), block.bytes, BusySeconds() - start);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return work == 0 ? 1 : 0;
}

int Write(const char* korean, const char* english) {
  std::ofstream(korean, std::ios::binary) << entente::bench::RecordsOf(entente::bench::UniqueTexts(kMeasuredBytes)).bytes;
  std::ofstream out(english, std::ios::binary);
  out << entente::bench::RecordsOf(entente::bench::EnglishTexts()).bytes;
  return out.good() ? 0 : 2;
}

int Count(size_t number) {
  const auto blocks = entente::bench::MakeBlocks(entente::bench::UniqueTexts(kCountedBytes), "Korean");
  if (number >= blocks.size()) return 2;
  const Block& block = blocks[number];
  const size_t warm = block.pass(block.state.get());
  const size_t counted = entente_counted_pass(&block);
  std::printf("%s\t%zu\n", block.name.c_str(), block.bytes);
  return warm == counted ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "rounds") return Rounds();
  if (mode == "write" && argc == 4) return Write(argv[2], argv[3]);
  if (mode == "count" && argc == 3) return Count(std::strtoull(argv[2], nullptr, 10));
  std::fprintf(stderr, "entente_speed rounds | write KOREAN ENGLISH | count BLOCK\n");
  return 2;
}
