#include <string>
#include <vector>

#include "unit/catch.h"
#include "mention/reading.h"
#include "mention/word.h"
#include "text/normalise.h"

using namespace entente;
using pack::Case;
using pack::Ending;

namespace {

const pack::LanguagePack& Korean() {
  static const auto pack = [] {
    REQUIRE(text::PrepareText().ok());
    auto loaded = pack::LoadLanguage(Language::kKorean);
    REQUIRE(loaded.ok());
    return std::move(loaded).value();
  }();
  return *pack;
}

struct Split {
  std::string stem;
  Case grammatical_case;
  Ending ending;
};

Split FirstWord(std::string_view body) {
  text::Document document;
  REQUIRE(document.Read({.body = body}, &Korean()).ok());
  mention::Reading reading;
  reading.tokens.assign(document.words().size(), {});
  mention::ReadWords(Korean(), document, &reading);
  REQUIRE_FALSE(reading.tokens.empty());
  return {std::string(document.Slice(document.words()[0].begin, reading.tokens[0].stem_end)), reading.tokens[0].grammatical_case, reading.tokens[0].ending};
}

}  // namespace

TEST_CASE("a word is read the same when it is met again, whatever stands around it") {
  // the words behind it may make a longer key, or a trigger of several words; a day makes another reading
  const std::string bodies[] = {"두레마루는 인수 후보를 골랐다.", "두레마루는 인수 를 마쳤다.", "인수 후보 두레마루는 (주)나래를 찾았다. 재판에 넘겼다.", "재판에 나왔다. 지난해 산 두레마루는 대한 항공과 만났다.",
                                "지난해 120억원에 산 두레마루는 대한 상의와 인수 후보를 골랐다. (주)나래 재판에 넘겼다.", "KT 클라우드와 KT 나래가 제휴했다. KT는 KT와 KT를 ‘한빛’을 “한빛”과 인수했다고 했다."};
  mention::Reading reading;
  const auto read = [&](std::string_view body, mention::Reading* into) {
    text::Document document;
    REQUIRE(document.Read({.body = body}, &Korean()).ok());
    into->tokens.assign(document.words().size(), {});
    for (size_t i = 0; i < document.words().size(); ++i)
      if (document.Slice(document.words()[i].begin, document.words()[i].end) == "지난해") into->tokens[i].date = 0;
    mention::ReadWords(Korean(), document, into);
  };
  for (int round = 0; round < 2; ++round)
    for (const std::string& body : bodies) {
      mention::Reading fresh;
      read(body, &fresh);
      read(body, &reading);
      REQUIRE(reading.tokens.size() == fresh.tokens.size());
      for (size_t i = 0; i < fresh.tokens.size(); ++i) {
        INFO(body << ", word " << i);
        const mention::Token &known = reading.tokens[i], &first = fresh.tokens[i];
        CHECK((known.stem_end == first.stem_end && known.key == first.key && known.known == first.known));
        CHECK((known.grammatical_case == first.grammatical_case && known.ending == first.ending));
        CHECK((known.roles == first.roles && known.triggers == first.triggers && known.shape == first.shape));
      }
    }
}

TEST_CASE("known words are told apart by all of their bytes, and a third word of a pair takes the place of the one met longest ago") {
  mention::KnownWords words;
  words.Use(&Korean());
  const auto bytes = [](std::string_view word) { return mention::WordBytes(word, 0, word.size()); };
  const size_t pair = mention::KnownWords::PairOf(bytes("한빛누리"));
  CHECK(words.Find(pair, bytes("한빛누리"), false) == nullptr);
  words.Put(pair, "한빛누리", {.roles = 1});
  CHECK(words.Find(pair, bytes("한빛누리"), false) != nullptr);
  words.Put(pair, "한마루", {.roles = 5});  // met once: the next one takes its place
  words.Put(pair, "한빛누라", {.roles = 2});
  CHECK(words.Find(pair, bytes("한마루"), false) == nullptr);
  REQUIRE(words.Find(pair, bytes("한빛누리"), false) != nullptr);
  CHECK(words.Find(pair, bytes("한빛누리"), false)->roles == 1);
  CHECK(words.Find(pair, bytes("한빛누라"), false)->roles == 2);
  CHECK(words.Find(pair, bytes("한빛누리"), true) == nullptr);
  CHECK(words.Find(pair, bytes("한빛누"), false) == nullptr);
  words.Put(pair, "누리한빛", {.roles = 3});
  CHECK(words.Find(pair, bytes("한빛누리"), false) == nullptr);
  CHECK(words.Find(pair, bytes("한빛누라"), false)->roles == 2);
  CHECK(words.Find(pair, bytes("누리한빛"), false)->roles == 3);
  size_t other_pairs = 0, others = 0;
  for (size_t size = 1; size <= mention::KnownWord::kMaxBytes; ++size) {
    const std::string word(size, 'a');
    words.Put(pair, word, {.roles = 4});
    CHECK(words.Find(pair, bytes(word), false) != nullptr);
    for (size_t i = 0; i < size; ++i) {
      std::string other = word;
      other[i] = 'b';
      CHECK(words.Find(pair, bytes(other), false) == nullptr);
      ++others;
      other_pairs += mention::KnownWords::PairOf(bytes(other)) != mention::KnownWords::PairOf(bytes(word)) ? 1 : 0;
    }
  }
  CHECK(others - other_pairs <= 1);  // each byte decides about the pair
}

TEST_CASE("a word has the same bytes wherever it stands in a text") {
  for (size_t size = 1; size <= mention::KnownWord::kMaxBytes; ++size) {
    const std::string word(size, 'a');
    const mention::WordBytes alone(word, 0, size), first(word + std::string(20, 'b'), 0, size), last(std::string(20, 'b') + word, 20, 20 + size);
    CHECK((alone.low == first.low && alone.high == first.high && alone.low == last.low && alone.high == last.high));
  }
}

TEST_CASE("the hash of a word depends on each of its bytes") {
  for (size_t size = 1; size <= 40; ++size) {
    const std::string word(size, 'a');
    for (size_t i = 0; i < size; ++i) {
      std::string other = word;
      other[i] = 'b';
      CHECK(mention::WordHash()(other) != mention::WordHash()(word));
    }
  }
}

TEST_CASE("particles are split off where they fit the sound before them") {
  CHECK(FirstWord("두레마루와").stem == "두레마루");
  CHECK(FirstWord("두레마루와").grammatical_case == Case::kWith);
  CHECK(FirstWord("해오름결은").grammatical_case == Case::kTopic);
  CHECK(FirstWord("KT는").grammatical_case == Case::kTopic);
  CHECK(FirstWord("누리온에게서").grammatical_case == Case::kFrom);
  CHECK(FirstWord("한빛누리를").grammatical_case == Case::kObject);
}

TEST_CASE("each particle gives its case, after the sound that it follows and no other") {
  const std::string vowel = "두레마루", consonant = "누리온";
  struct Row {
    Case grammatical_case;
    bool after_vowel, after_consonant;
    std::vector<std::string> particles;
  };
  const Row rows[] = {
      {Case::kTopic, false, true, {"은"}},
      {Case::kTopic, true, false, {"는"}},
      {Case::kTopic, true, true, {"께서는"}},
      {Case::kSubject, false, true, {"이"}},
      {Case::kSubject, true, false, {"가"}},
      {Case::kSubject, true, true, {"께서"}},
      {Case::kObject, false, true, {"을"}},
      {Case::kObject, true, false, {"를"}},
      {Case::kWith, true, false, {"와", "와도", "랑"}},
      {Case::kWith, false, true, {"과", "과도", "이랑"}},
      {Case::kWithOf, true, false, {"와는", "와의"}},
      {Case::kWithOf, false, true, {"과는", "과의"}},
      {Case::kTo, true, true, {"에", "에게", "에는", "에도", "에만", "에게는", "에게도", "한테", "에까지", "에서까지"}},
      {Case::kFrom, true, true, {"에게서", "로부터", "으로부터", "로부터는"}},
      {Case::kAt, true, true, {"에서", "에서는", "에서도", "에서만", "에서의"}},
      {Case::kDirection, true, false, {"로", "로는", "로도", "로의"}},
      {Case::kDirection, false, true, {"으로", "으로는", "으로도", "으로의"}},
      {Case::kOf, true, true, {"의"}},
      {Case::kAlso, true, true, {"도", "만", "만이", "조차", "마저", "뿐", "뿐만", "까지도"}},
      {Case::kUntil, true, true, {"까지", "까지는", "까지의"}},
      {Case::kSince, true, true, {"부터", "부터는", "부터의"}},
      {Case::kAs, true, false, {"로서", "로써", "로서는"}},
      {Case::kAs, false, true, {"으로서", "으로써", "으로서는"}},
      {Case::kOr, true, false, {"나"}},
      {Case::kOr, false, true, {"이나"}},
      {Case::kThan, true, true, {"보다", "보다는", "처럼", "만큼", "대로", "마다"}},
      {Case::kCalled, true, false, {"라는", "라고", "란"}},
      {Case::kCalled, false, true, {"이라는", "이라고", "이란"}},
      {Case::kCopula, true, false, {"며", "자"}},
      {Case::kCopula, true, true, {"인", "이자", "이며", "이고", "이던"}},
  };
  for (const Row& row : rows)
    for (const std::string& particle : row.particles)
      for (const auto& [stem, fits] : {std::pair(vowel, row.after_vowel), std::pair(consonant, row.after_consonant)}) {
        INFO(stem + particle);
        Case found = Case::kNone;
        CHECK(mention::IsParticle(Korean(), stem, particle, &found) == fits);
        CHECK(found == (fits ? row.grammatical_case : Case::kNone));
      }
}

TEST_CASE("a syllable that only looks like a particle stays") {
  CHECK(FirstWord("폰테리나").stem == "폰테리나");
  CHECK(FirstWord("회의").stem == "회의");
}

TEST_CASE("endings tell how a predicate goes on") {
  CHECK(FirstWord("투자했다").ending == Ending::kFinal);
  CHECK(FirstWord("투자했다고").ending == Ending::kQuote);
  CHECK(FirstWord("투자하는").ending == Ending::kAdnominal);
  CHECK(FirstWord("투자하고").ending == Ending::kConnective);
  CHECK(FirstWord("투자하기로").ending == Ending::kNominal);
  CHECK(FirstWord("위해").ending == Ending::kConnectiveTo);
  CHECK(FirstWord("맺었다").ending == Ending::kFinal);
}
