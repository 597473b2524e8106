#include "resolve/inflate.h"

#include <cstdint>
#include <string>

#include "unit/catch.h"

namespace entente::resolve {
namespace {

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

std::string Little(uint64_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i, value >>= 8) bytes.push_back(static_cast<char>(value));
  return bytes;
}

// An archive of one file without a name; checksums are zero, since nobody reads them.
std::string Archive(const std::string& packed, size_t plain, int method = 8, int flags = 0) {
  const std::string sizes = Little(packed.size(), 4) + Little(plain, 4);
  const std::string local = Little(0x04034b50, 4) + Little(20, 2) + Little(static_cast<uint64_t>(flags), 2) + Little(static_cast<uint64_t>(method), 2) + Little(0, 8) + sizes + Little(0, 4);
  const std::string directory =
      Little(0x02014b50, 4) + Little(20, 4) + Little(static_cast<uint64_t>(flags), 2) + Little(static_cast<uint64_t>(method), 2) + Little(0, 8) + sizes + Little(0, 18);
  return local + packed + directory + Little(0x06054b50, 4) + Little(0, 12) + Little(local.size() + packed.size(), 4) + Little(0, 2);
}

// The text of `kDynamic`: 28 days, whose codes of different lengths repeat each other.
std::string Days() {
  std::string text = "Date,USD\n";
  for (int day = 1; day <= 28; ++day) text += std::string("2024-06-") + (day < 10 ? "0" : "") + std::to_string(day) + ",1.08" + std::to_string(day * 37 % 97) + "\n";
  return text;
}
constexpr const char* kDynamic =
    "4dd0c10dc3300c43d17b66490a89b665e79e0d820ed04337e8fe282016a5aeef407cf07a7ddefbf3be3618fa617198effeb0d5a60429b34b5a8a17e929c32523652d49a4a0c84c892159dc119c091d7f7163ce"
    "2961b21761f2080993cf2661722bc2e46912267b112677dde34c5e3ac3d90c09d81cba07bf6601939bde0193a7ce0093bd089387ee019397ce00935184c911db17";
constexpr const char* kFixed = "73492c49d5090d76e132323032d13530d33530d131d433b03033458818c34400";
constexpr const char* kFixedText = "Date,USD\n2024-06-04,1.0865\n2024-06-03,1.0865\n";

TEST_CASE("every kind of block is unpacked") {
  CHECK(UnzipFirst(Archive(FromHex(kFixed), 45), 1000).value() == kFixedText);
  CHECK(UnzipFirst(Archive(FromHex(kDynamic), Days().size()), 1000).value() == Days());
  CHECK(UnzipFirst(Archive(std::string("\x01") + Little(3, 2) + Little(0xFFFC, 2) + "abc", 3), 1000).value() == "abc");
  CHECK(UnzipFirst(Archive(std::string("\x00", 1) + Little(1, 2) + Little(0xFFFE, 2) + "a" + FromHex(kFixed), 46), 1000).value() == std::string("a") + kFixedText);
  CHECK(UnzipFirst(Archive("plain", 5, 0), 1000).value() == "plain");
}

TEST_CASE("an archive that ends too soon is damaged wherever it ends") {
  for (const std::string& packed : {FromHex(kFixed), FromHex(kDynamic)})
    for (size_t size = 0; size + 1 < packed.size(); ++size) {
      INFO(size);
      CHECK(UnzipFirst(Archive(packed.substr(0, size), 45), 1000).status().code() == Code::kBadRecord);
    }
}

TEST_CASE("blocks that cannot be are refused") {
  const auto code = [](std::string_view hex) { return UnzipFirst(Archive(FromHex(hex), 10), 1000).status().code(); };
  CHECK(code("07") == Code::kBadRecord);              // the fourth kind of block
  CHECK(code("0103000000616263") == Code::kBadRecord);  // a stored length without its complement
  CHECK(code("0109000cf6616263") == Code::kBadRecord);
  CHECK(code("010900f6ff616263") == Code::kBadRecord);  // longer than what follows
  CHECK(code("fdff") == Code::kBadRecord);            // more codes than there may be
  CHECK(code("030200") == Code::kBadRecord);          // goes back before the beginning
  CHECK(code("05c0ffffffffffffff") == Code::kBadRecord);  // code lengths that do not fit
  CHECK(code("0500000000000000") == Code::kBadRecord);
}

TEST_CASE("what a damaged byte gives is an error or a text within the limit") {
  const std::string packed = FromHex(kDynamic);
  size_t refused = 0;
  for (size_t at = 0; at < packed.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = packed;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      const auto result = UnzipFirst(Archive(bad, 511), 600);
      refused += !result.ok();
      if (result.ok()) CHECK(result.value().size() <= 600);
    }
  CHECK(refused > packed.size());
}

TEST_CASE("limits and methods of archives are named") {
  CHECK(UnzipFirst(Archive(FromHex(kDynamic), 511), 510).status().code() == Code::kLimit);
  CHECK(UnzipFirst(Archive(FromHex(kDynamic), 5), 510).status().code() == Code::kLimit);  // the directory lies about the size
  CHECK(UnzipFirst(Archive(std::string("\x01") + Little(3, 2) + Little(0xFFFC, 2) + "abc", 2), 2).status().code() == Code::kLimit);
  CHECK(UnzipFirst(Archive("x", 1, 12), 1000).status().code() == Code::kUnsupported);
  CHECK(UnzipFirst(Archive("x", 1, 0, 1), 1000).status().code() == Code::kUnsupported);
  CHECK(UnzipFirst("PK\x03\x04", 1000).status().code() == Code::kBadRecord);
  std::string outside = Archive("plain", 5, 0);
  outside[outside.size() - 4] = '\x7f';  // the directory would stand behind the end
  CHECK(UnzipFirst(outside, 1000).status().code() == Code::kBadRecord);
}

}  // namespace
}  // namespace entente::resolve
