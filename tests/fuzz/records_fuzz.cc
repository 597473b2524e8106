// Any bytes as a stream of records: nothing crashes, and every line is answered for.
//   build/fuzz/bin/entente_fuzz_records tests/corpus/articles
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "entente/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const entente::Result<entente::Engine> engine = entente::Engine::Open({});
  size_t used = 0;
  auto stream = entente::ArticleStream::Open(*engine, [&](char* to, size_t capacity) -> entente::Result<size_t> {
    const size_t count = std::min({capacity, size - used, size_t{97}});
    std::memcpy(to, data + used, count);
    used += count;
    return count;
  }, {});
  if (!stream.ok()) std::abort();
  uint64_t last = 0;
  for (entente::StreamItem item; stream->Next(&item); last = item.line)
    if (item.line <= last) std::abort();
  if (used != size) std::abort();
  return 0;
}
