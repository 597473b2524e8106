// Any bytes as a stream of records: nothing crashes, every line is answered for, and two threads give what one gives.
#include <algorithm>
#include <cstring>

#include "entente/input.h"
#include "fuzz/fuzz.h"

namespace {

std::string ReadAll(std::string_view bytes, uint32_t threads) {
  size_t used = 0;
  auto stream = entente::ArticleStream::Open(fuzz::SharedEngine(), [&](char* to, size_t capacity) -> entente::Result<size_t> {
    const size_t count = std::min({capacity, bytes.size() - used, size_t{97}});
    std::memcpy(to, bytes.data() + used, count);
    used += count;
    return count;
  }, {.threads = threads});
  fuzz::Require(stream.ok(), "a stream opens");
  uint64_t last = 0;
  std::string all;
  for (entente::StreamItem item; stream->Next(&item); last = item.line) {
    fuzz::Require(item.line > last, "lines come in order");
    all += std::to_string(item.line) + " " + item.status.ToString() + item.json + "\n";
    if (item.status.ok()) fuzz::CheckExtraction(item.extraction, item.title, item.body);
  }
  fuzz::Require(used == bytes.size(), "all is read");
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input = fuzz::ViewOf(data, size);
  const std::string one = ReadAll(input, 1);
  // threads take their time to start: not for every input
  if (size % 16 == 3) fuzz::Require(ReadAll(input, 2) == one, "two threads give what one gives");
  return 0;
}
