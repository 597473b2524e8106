// The least that any extraction must do, as a yardstick: a record in, a gate for normal forms, sentences, sums, days, names and triggers by
// dictionary, what stands in one sentence together, JSON out. It understands nothing; it is what the whole extraction is measured against.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::bench {

class Sketch {
 public:
  // Words of fewer than two Hangul syllables or two other letters are left out.
  Sketch(const std::vector<std::string>& names, const std::vector<std::string>& triggers);

  // Reads one record and appends one line of JSON. False when it is no JSON or has no text.
  // Requires: SIMDJSON_PADDING readable bytes behind the line.
  bool Read(std::string_view line, std::string* out);

  size_t deals() const { return deals_; }    // told so far
  size_t suspects() const { return suspects_; }  // fields that a normaliser would have to look at

 private:
  struct Entry {
    std::string word;
    bool trigger = false;
  };
  struct Slot {
    uint64_t head = 0;  // 0: empty
    uint32_t first = 0, end = 0;
  };
  struct Found {
    uint32_t begin = 0, end = 0;
    bool trigger = false;
  };
  struct Sum {
    uint32_t begin = 0, end = 0;
    int64_t value = 0;
    const char* currency = nullptr;
  };
  struct Day {
    uint32_t begin = 0, end = 0;
    int32_t year = 0, month = 0, day = 0;
  };

  const Slot* SlotOf(uint64_t head) const;
  const Entry* Match(std::string_view text, size_t at) const;
  void Classify(std::string_view text);
  void ReadWords(std::string_view text);
  void ReadFigures(std::string_view text);
  void ReadFigure(std::string_view text, size_t at);
  void Link(std::string_view text, std::string* out);
  void Tell(std::string_view text, uint32_t begin, uint32_t end, size_t word, size_t sum, size_t day, std::string* out);

  simdjson::ondemand::parser parser_;
  std::vector<Entry> entries_;                // by head, longest first
  std::vector<Slot> slots_;
  std::array<uint64_t, 1024> filter_{};       // 65,536 bits: heads that some word has
  std::vector<uint64_t> digits_, stops_, starts_;  // one bit for each byte of the text
  std::vector<Found> found_;
  std::vector<Sum> sums_;
  std::vector<Day> days_;
  size_t deals_ = 0, suspects_ = 0;
};

}  // namespace entente::bench
