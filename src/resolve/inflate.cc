// Inflate (RFC 1951) with canonical Huffman codes read bit by bit, and just enough of the zip format to find one entry.
// Written by hand because one small file is all that is ever unpacked; a library would be one more dependency.
// Tested by: tests/unit/resolve/rates_test.cc
#include "resolve/inflate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace entente::resolve {
namespace {

constexpr int kMaxBits = 15;
constexpr size_t kFixedLiterals = 288, kFixedDistances = 30;

uint32_t Little(std::string_view bytes, size_t at, size_t count) {
  uint32_t value = 0;
  for (size_t i = 0; i < count && at + i < bytes.size(); ++i) value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

// Symbols in the order of their codes, with the number of codes of each length.
struct Codes {
  std::array<uint16_t, kMaxBits + 1> count{};
  std::vector<uint16_t> symbols;

  bool Build(const uint8_t* lengths, size_t size) {
    count.fill(0);
    for (size_t i = 0; i < size; ++i) ++count[lengths[i]];
    int left = 1;
    for (size_t bits = 1; bits <= kMaxBits; ++bits) {
      left = left * 2 - count[bits];
      if (left < 0) return false;
    }
    std::array<uint16_t, kMaxBits + 2> offset{};
    for (size_t bits = 1; bits <= kMaxBits; ++bits) offset[bits + 1] = static_cast<uint16_t>(offset[bits] + count[bits]);
    symbols.assign(size, 0);
    for (size_t i = 0; i < size; ++i)
      if (lengths[i] != 0) symbols[offset[lengths[i]]++] = static_cast<uint16_t>(i);
    return true;
  }
};

class Inflater {
 public:
  Inflater(std::string_view in, size_t limit) : in_(in), limit_(limit) {}

  bool Run() {
    for (bool last = false; !last;) {
      last = Bits(1) == 1;
      switch (Bits(2)) {
        case 0: if (!Stored()) return false; break;
        case 1: if (!Fixed()) return false; break;
        case 2: if (!Dynamic()) return false; break;
        default: return false;
      }
      if (failed_ || too_long_) return false;
    }
    return true;
  }
  bool too_long() const { return too_long_; }
  std::string Take() { return std::move(out_); }

 private:
  uint32_t Bits(int count) {
    while (held_ < count) {
      if (at_ >= in_.size()) {
        failed_ = true;
        return 0;
      }
      buffer_ |= static_cast<uint32_t>(static_cast<unsigned char>(in_[at_++])) << held_;
      held_ += 8;
    }
    const uint32_t value = buffer_ & ((1U << count) - 1);
    buffer_ >>= count;
    held_ -= count;
    return value;
  }

  int Symbol(const Codes& codes) {
    int code = 0, first = 0, index = 0;
    for (size_t bits = 1; bits <= kMaxBits; ++bits) {
      code |= static_cast<int>(Bits(1));
      if (failed_) return -1;
      const int count = codes.count[bits];
      if (code - count < first) return codes.symbols[static_cast<size_t>(index + code - first)];
      index += count;
      first = (first + count) * 2;
      code *= 2;
    }
    return -1;
  }

  bool Stored() {
    buffer_ = 0;
    held_ = 0;
    const uint32_t size = Little(in_, at_, 2);
    if (at_ + 4 + size > in_.size() || size != (~Little(in_, at_ + 2, 2) & 0xFFFF)) return false;
    if (out_.size() + size > limit_) return !(too_long_ = true);
    out_.append(in_.substr(at_ + 4, size));
    at_ += 4 + size;
    return true;
  }

  bool Fixed() {
    std::array<uint8_t, kFixedLiterals + kFixedDistances> lengths;
    for (size_t i = 0; i < kFixedLiterals; ++i) lengths[i] = static_cast<uint8_t>(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    std::fill(lengths.begin() + kFixedLiterals, lengths.end(), uint8_t{5});
    return literals_.Build(lengths.data(), kFixedLiterals) && distances_.Build(lengths.data() + kFixedLiterals, kFixedDistances) && Block();
  }

  bool Dynamic() {
    static constexpr std::array<uint8_t, 19> kOrder = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    const size_t literals = Bits(5) + 257, distances = Bits(5) + 1, codes = Bits(4) + 4;
    std::array<uint8_t, 320> lengths{};
    for (size_t i = 0; i < codes; ++i) lengths[kOrder[i]] = static_cast<uint8_t>(Bits(3));
    Codes code_lengths;
    if (literals > 286 || distances > 30 || !code_lengths.Build(lengths.data(), kOrder.size())) return false;
    lengths.fill(0);
    for (size_t i = 0; i < literals + distances;) {
      const int symbol = Symbol(code_lengths);
      if (symbol < 0) return false;
      if (symbol < 16) {
        lengths[i++] = static_cast<uint8_t>(symbol);
        continue;
      }
      if (symbol == 16 && i == 0) return false;
      const uint8_t repeated = symbol == 16 ? lengths[i - 1] : uint8_t{0};
      const size_t times = symbol == 16 ? 3 + Bits(2) : symbol == 17 ? 3 + Bits(3) : 11 + Bits(7);
      if (i + times > literals + distances) return false;
      for (size_t k = 0; k < times; ++k) lengths[i++] = repeated;
    }
    return literals_.Build(lengths.data(), literals) && distances_.Build(lengths.data() + literals, distances) && Block();
  }

  bool Block() {
    static constexpr std::array<uint16_t, 29> kLength = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    static constexpr std::array<uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    static constexpr std::array<uint16_t, 30> kDistance = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    for (;;) {
      const int symbol = Symbol(literals_);
      if (symbol < 0 || failed_) return false;
      if (symbol == 256) return true;
      if (symbol < 256) {
        out_.push_back(static_cast<char>(symbol));
      } else {
        const auto length_code = static_cast<size_t>(symbol - 257);
        if (length_code >= kLength.size()) return false;
        const size_t length = kLength[length_code] + Bits(kLengthBits[length_code]);
        const int distance_symbol = Symbol(distances_);
        if (distance_symbol < 0 || static_cast<size_t>(distance_symbol) >= kDistance.size()) return false;
        const auto distance_code = static_cast<size_t>(distance_symbol);
        const size_t distance = kDistance[distance_code] + Bits(distance_code < 4 ? 0 : static_cast<int>(distance_code / 2 - 1));
        if (distance > out_.size()) return false;
        for (size_t k = 0; k < length; ++k) out_.push_back(out_[out_.size() - distance]);
      }
      if (out_.size() > limit_) return !(too_long_ = true);
    }
  }

  std::string_view in_;
  size_t at_ = 0, limit_;
  uint32_t buffer_ = 0;
  int held_ = 0;
  bool failed_ = false, too_long_ = false;
  Codes literals_, distances_;
  std::string out_;
};

// The central directory stands at the end of the archive; its first record describes the first entry.
size_t FindDirectory(std::string_view archive) {
  const std::string_view mark("PK\x05\x06", 4);
  const size_t end = archive.rfind(mark);
  if (end == std::string_view::npos || end + 22 > archive.size()) return std::string_view::npos;
  return Little(archive, end + 16, 4);
}

Status Damaged() { return Status(Code::kBadRecord, "the zip archive is damaged"); }

}  // namespace

Result<std::string> UnzipFirst(std::string_view archive, size_t max_bytes) {
  const size_t directory = FindDirectory(archive);
  if (directory == std::string_view::npos || directory + 46 > archive.size() || archive.substr(directory, 4) != std::string_view("PK\x01\x02", 4)) return Damaged();
  const uint32_t flags = Little(archive, directory + 8, 2), method = Little(archive, directory + 10, 2);
  const size_t packed = Little(archive, directory + 20, 4), plain = Little(archive, directory + 24, 4), header = Little(archive, directory + 42, 4);
  if ((flags & 1) != 0 || (method != 0 && method != 8)) return Status(Code::kUnsupported, "the zip archive is encrypted or packed by an unknown method");
  if (plain > max_bytes) return Status(Code::kLimit, "the file in the zip archive is too long");
  if (header + 30 > archive.size()) return Damaged();
  const size_t begin = header + 30 + Little(archive, header + 26, 2) + Little(archive, header + 28, 2);
  if (begin > archive.size() || packed > archive.size() - begin) return Damaged();
  if (method == 0) return std::string(archive.substr(begin, packed));
  Inflater inflater(archive.substr(begin, packed), max_bytes);
  if (!inflater.Run()) return inflater.too_long() ? Status(Code::kLimit, "the file in the zip archive is too long") : Damaged();
  return inflater.Take();
}

}  // namespace entente::resolve
