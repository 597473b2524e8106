// What the programs of the speed of the whole way share: the texts as records, and the blocks that are measured over them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/texts.h"
#include "entente/entente.h"

namespace entente::bench {

// Articles as NDJSON, with the padding that the parser needs behind them.
struct Records {
  std::string bytes;
  std::vector<std::string_view> lines;
  size_t text_bytes = 0;  // of UTF-8 in titles and bodies: what speeds are given in
};
Records RecordsOf(const std::vector<Text>& texts);

// About so many bytes of Korean news of which no article repeats: own and made ones, or those of ENTENTE_BENCH_NDJSON, whole.
std::vector<Text> UniqueTexts(size_t bytes);

// One thing that is measured: reads all texts once and gives a number that depends on all of its work.
struct Block {
  std::string name;
  size_t bytes = 0;  // that one pass reads
  size_t (*pass)(void* state) = nullptr;
  std::shared_ptr<void> state;
};

// The blocks over these texts. The first is the whole extraction, which the others are compared with. Prints and ends on an error.
std::vector<Block> MakeBlocks(const std::vector<Text>& texts, const std::string& language);

// An engine, or the end of the program.
const Engine& TheEngine();

}  // namespace entente::bench
