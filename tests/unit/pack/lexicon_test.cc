#include "pack/lexicon.h"

#include <string>
#include <vector>

#include "unit/catch.h"

using entente::pack::Lexicon;
using entente::pack::SuffixLexicon;

namespace {

std::vector<uint32_t> PrefixesOf(const Lexicon& lexicon, std::string_view text) {
  std::vector<uint32_t> values;
  lexicon.Prefixes(text, [&](uint32_t value, uint32_t) {
    values.push_back(value);
    return true;
  });
  return values;
}

}  // namespace

TEST_CASE("all keys that a text begins with are found, longest first") {
  Lexicon lexicon;
  uint32_t value = 0;
  for (const char* key : {"삼성", "삼성전자", "삼성전기", "삼", "KT", "K", "KT&G", "SK hynix"}) lexicon.Add(key, value++);
  lexicon.Add("삼성", 100);  // a second value of the same key
  lexicon.Build();
  CHECK(PrefixesOf(lexicon, "삼성전자는") == std::vector<uint32_t>{1, 0, 100, 3});
  CHECK(PrefixesOf(lexicon, "삼성전") == std::vector<uint32_t>{0, 100, 3});
  CHECK(PrefixesOf(lexicon, "KT&G가") == std::vector<uint32_t>{6, 4, 5});
  CHECK(PrefixesOf(lexicon, "SK hynix") == std::vector<uint32_t>{7});
  CHECK(PrefixesOf(lexicon, "SK hyni").empty());
  CHECK(PrefixesOf(lexicon, "").empty());
}

TEST_CASE("exact look-up finds whole keys only") {
  Lexicon lexicon;
  lexicon.Add("인수합병", 1);
  lexicon.Add("인수", 2);
  lexicon.Build();
  CHECK(lexicon.Exact("인수", 9) == 2);
  CHECK(lexicon.Exact("인수합", 9) == 9);
  CHECK(lexicon.Exact("인수합병", 9) == 1);
  CHECK(Lexicon().Exact("인수", 9) == 9);
}

TEST_CASE("prefix search agrees with trying every key, on many keys with shared beginnings") {
  const std::string syllables[] = {"가", "나", "A", "b", "다"};
  std::vector<std::string> keys;
  for (const auto& a : syllables)
    for (const auto& b : syllables)
      for (const auto& c : syllables) {
        keys.push_back(a + b + c);
        keys.push_back(a + b);
        if (b == "나") keys.push_back(a);
      }
  Lexicon lexicon;
  for (uint32_t i = 0; i < keys.size(); ++i) lexicon.Add(keys[i], i);
  lexicon.Build();
  for (const std::string& text : keys) {
    size_t expected = 0;
    for (const std::string& key : keys) expected += (text + "다b").starts_with(key);
    CHECK(PrefixesOf(lexicon, text + "다b").size() == expected);
  }
}

TEST_CASE("a walk goes on behind the bytes that it was taken through before") {
  Lexicon lexicon;
  uint32_t value = 0;
  for (const char* key : {"KT", "KT 클라우드", "KTX", "나래", "나래 온 전자"}) lexicon.Add(key, value++);
  lexicon.Build();
  uint32_t place = 0;
  const uint32_t whole = lexicon.Longest("KT 클라우드는", 2, &place);
  CHECK(lexicon.Length(whole) == std::string_view("KT 클라우드").size());
  REQUIRE(place != 0);
  CHECK(lexicon.LongestFrom(place, " 클라우드는") == whole);
  CHECK(lexicon.Length(lexicon.LongestFrom(place, "X")) == 3);
  CHECK(lexicon.Length(lexicon.LongestFrom(place, " 클라")) == 2);
  CHECK(lexicon.Length(lexicon.LongestFrom(place, "")) == 2);
  CHECK(lexicon.Length(lexicon.Longest("나래 온", 6, &place)) == 6);
  CHECK(place != 0);
  // no key goes on behind these
  CHECK(lexicon.Length(lexicon.Longest("KTX는", 3, &place)) == 3);
  CHECK(place == 0);
  CHECK(lexicon.Longest("누리", 6, &place) == Lexicon::kNone);
  CHECK(place == 0);
  lexicon.Longest("KT", 3, &place);  // more bytes than the text has
  CHECK(place == 0);
}

TEST_CASE("suffixes are found longest first") {
  SuffixLexicon suffixes;
  suffixes.Add("는", 1);
  suffixes.Add("에서는", 2);
  suffixes.Add("했다", 3);
  suffixes.Add("Inc", 4);
  suffixes.Build();
  std::vector<uint32_t> values;
  const auto collect = [&](uint32_t value, uint32_t) {
    values.push_back(value);
    return true;
  };
  suffixes.Suffixes("서울에서는", collect);
  CHECK(values == std::vector<uint32_t>{2, 1});
  values.clear();
  suffixes.Suffixes("Acme Inc", collect);
  CHECK(values == std::vector<uint32_t>{4});
  values.clear();
  suffixes.Suffixes("다", collect);
  CHECK(values.empty());
}

TEST_CASE("a key names the shorter ones that it starts with, and what is said of it") {
  Lexicon lexicon;
  for (const char* key : {"한빛은행", "한", "한빛", "a"}) lexicon.Add(key, 7);
  lexicon.Build();
  const uint32_t longest = lexicon.Longest("한빛은행장");
  CHECK(lexicon.Length(longest) == 12);
  CHECK(lexicon.Length(lexicon.Shorter(longest)) == 6);
  CHECK(lexicon.Shorter(lexicon.Shorter(longest)) == lexicon.Whole("한"));
  CHECK(lexicon.Shorter(lexicon.Whole("한")) == Lexicon::kNone);
  CHECK(lexicon.Longest("빛") == Lexicon::kNone);
  CHECK(lexicon.keys() == 5);
  for (const char* key : {"한빛은행", "한", "한빛", "a"}) CHECK(lexicon.Whole(key) < lexicon.keys());
}

TEST_CASE("bytes that are no UTF-8 are found as they are") {
  Lexicon lexicon;
  lexicon.Add(std::string_view("\xED\x95", 2), 1);
  lexicon.Add(std::string_view("\0b", 2), 2);
  lexicon.Add("", 3);
  lexicon.Build();
  CHECK(lexicon.Exact(std::string_view("\xED\x95", 2), 9) == 1);
  CHECK(lexicon.Exact(std::string_view("\0b", 2), 9) == 2);
  CHECK(lexicon.Exact("b", 9) == 9);
  CHECK(lexicon.Exact("", 9) == 9);
}
