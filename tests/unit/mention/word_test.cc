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

TEST_CASE("particles are split off where they fit the sound before them") {
  CHECK(FirstWord("두레마루와").stem == "두레마루");
  CHECK(FirstWord("두레마루와").grammatical_case == Case::kWith);
  CHECK(FirstWord("해오름결은").grammatical_case == Case::kTopic);
  CHECK(FirstWord("KT는").grammatical_case == Case::kTopic);
  CHECK(FirstWord("누리온에게서").grammatical_case == Case::kFrom);
  CHECK(FirstWord("한빛누리를").grammatical_case == Case::kObject);
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
