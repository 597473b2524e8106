#include "pack/user_lexicon.h"

#include "entente/entente.h"
#include "pack/language.h"
#include "unit/catch.h"

using namespace entente;
using pack::UserFile;
using pack::UserLexicon;

namespace {

Status StatusOf(std::vector<UserFile> files) { return UserLexicon::Read(std::move(files)).status(); }
std::string MistakeIn(std::string text) { return StatusOf({{"own.tsv", std::move(text)}}).origin(); }

constexpr std::string_view kFrameHeader = "frame\tneeds\tkind\tform\tsubject\tobject\tto\tfrom\twith\tmodifier\tpassive_subject\tminimum\tantecedent\n";

// The JSON of the body, read with the tables in the given order.
std::string JsonWith(const std::vector<std::string>& tables, std::string_view body) {
  EngineOptions options;
  for (const std::string& table : tables) options.lexicons.push_back({.text = table});
  auto engine = Engine::Open(options);
  REQUIRE(engine.ok());
  auto result = engine->Extract({.body = body, .published = "2024-05-04"});
  REQUIRE(result.ok());
  return ToJson(*result);
}

Status OpenWith(const std::string& table) {
  EngineOptions options;
  options.lexicons = {{.text = table, .name = "own.tsv"}};
  return Engine::Open(options).status();
}

}  // namespace

TEST_CASE("organisations of a user: rows of one name are one") {
  auto read = UserLexicon::Read({{"b.tsv", "kind\tname\tticker\ncompany\t가온전자\tB\n"},
                                 {"a.tsv", "# people\nname\tkind\taliases\tticker\tambiguous\n가온전자\tcompany\tGaon | 가온 |\tA\t0\n나래\tfund\t\t\t1\n"}});
  REQUIRE(read.ok());
  const UserLexicon& lexicon = **read;
  REQUIRE(lexicon.organizations().size() == 2);
  const auto* gaon = lexicon.OfSurface("Gaon");
  REQUIRE(gaon != nullptr);
  CHECK(gaon->name == "가온전자");
  CHECK(gaon->aliases.size() == 2);
  CHECK(gaon->identifiers == std::vector<Identifier>{{"ticker", "A"}, {"ticker", "B"}});
  CHECK(lexicon.OfSurface("나래")->ambiguous.size() == 1);
  CHECK(lexicon.OfSurface("나") == nullptr);
}

TEST_CASE("a mistake in a user's table names file and line") {
  CHECK(MistakeIn("") == "own.tsv:1");
  CHECK(MistakeIn("x\ty\n") == "own.tsv:1");
  CHECK(MistakeIn("# c\nname\tkind\ttickr\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\tname\n") == "own.tsv:1");
  CHECK(MistakeIn("name\taliases\nA B\tC D\n") == "own.tsv:1");
  CHECK(MistakeIn("name\tkind\nGaon\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\nGaon\tfirm\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\nGaon\tperson\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\nG\tcompany\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\tambiguous\nGaon\tcompany\tyes\n") == "own.tsv:2");
  CHECK(MistakeIn("name\tkind\nGaon\tcompany\n\nGaon\tfund\n") == "own.tsv:4");
  CHECK(MistakeIn("name\tkind\taliases\nGaon\tcompany\tG1|GG\nNarae\tcompany\tGG\n") == "own.tsv:2");
  CHECK(MistakeIn("text\tclasses\n협력망\tcoop\n협력망\tcoop\n") == "own.tsv:3");
  CHECK(StatusOf({{"a", "text\tclasses\n협력망\tcoop\n"}, {"b", "text\tclasses\n협력망\tcoop\n"}}).message().find("a:2") != std::string::npos);
  CHECK(OpenWith("text\tclasses\n협력망\tcopo\n").origin() == "own.tsv:2");
  CHECK(OpenWith("base\tthird\tpast\tparticiple\tgerund\tnoun\tclasses\nTeam\tteams\tteamed\tteamed\tteaming\t0\tpartner\n").origin() == "own.tsv:2");
  CHECK(OpenWith(std::string(kFrameHeader) + "mine\tcoop+nosuch\tpartnership\tother\tpartner\t-\t-\t-\tpartner\t-\t-\tpartner+partner\t-\n").origin() == "own.tsv:2");
  CHECK(OpenWith(std::string(kFrameHeader) + "cooperate\tcoop\tpartnership\tother\tpartner\t-\t-\t-\tpartner\t-\t-\tpartner+partner\t-\n").origin() == "own.tsv:2");
  CHECK(OpenWith(std::string(kFrameHeader) + "mine\tcoop\tpartnership\tother\tpartner\t-\t-\t-\tboss\t-\t-\tpartner+partner\t-\n").origin() == "own.tsv:2");
}

TEST_CASE("identifiers are checked by their own rules") {
  const auto good = [](std::string_view scheme, std::string_view value) {
    return MistakeIn("name\tkind\t" + std::string(scheme) + "\nGaon\tcompany\t" + std::string(value) + "\n").empty();
  };
  CHECK(good("business_number", "124-81-00998"));
  CHECK(good("business_number", "1248100998"));
  CHECK_FALSE(good("business_number", "124-81-00997"));
  CHECK(good("lei", "529900T8BM49AURSDO55"));
  CHECK_FALSE(good("lei", "529900T8BM49AURSDO56"));
  CHECK(good("isin", "KR7005930003"));
  CHECK_FALSE(good("isin", "KR7005930004"));
  CHECK(good("wikidata", "Q20718"));
  CHECK_FALSE(good("wikidata", "20718"));
  CHECK(good("ticker", "005930|BRK-B"));
  CHECK_FALSE(good("ticker", "brk b"));
  CHECK(good("cik", "320193"));
  CHECK_FALSE(good("cik", "CIK320193"));
}

TEST_CASE("own names, words and frames are found, in any order") {
  const std::string names = "name\tkind\taliases\tticker\n누리솔루스\tcompany\t누리솔\t123450\n다온메카\tcompany\t\t\n";
  const std::string turned = "name\tkind\taliases\tticker\n다온메카\tcompany\t\t\n누리솔루스\tcompany\t누리솔\t123450\n";
  const std::string words = "text\tclasses\n삼각편대\towncoop\n";
  const std::string frames = std::string(kFrameHeader) + "own_pact\towncoop\tpartnership\talliance\tpartner\t-\t-\t-\tpartner\tpartner\t-\tpartner+partner\t-\n";
  const std::string_view body = "누리솔은 다온메카와 삼각편대를 꾸렸다고 3일 밝혔다.";
  const std::string json = JsonWith({names, words, frames}, body);
  CHECK(json.find(R"("name":"누리솔루스")") != std::string::npos);
  CHECK(json.find(R"("identifiers":[{"scheme":"ticker","value":"123450"}])") != std::string::npos);
  CHECK(json.find(R"("rule":"own_pact")") != std::string::npos);
  CHECK(json.find(R"("form":"alliance")") != std::string::npos);
  CHECK(JsonWith({frames, turned, words}, body) == json);
  CHECK(JsonWith({words, frames, turned}, body) == json);
  CHECK(JsonWith({names}, body).find("own_pact") == std::string::npos);
}

TEST_CASE("a user's name takes over the pack's organisation of that name") {
  // the pack knows Samsung Electronics by several surfaces
  const std::string names = "name\tkind\taliases\tticker\nMy Samsung\tcompany\t삼성전자\t005930\n";
  const std::string json = JsonWith({names}, "삼전은 새벽로보틱스에 120억원을 투자했다고 3일 밝혔다.");
  CHECK(json.find(R"("name":"My Samsung")") != std::string::npos);
}

TEST_CASE("English words and frames of a user") {
  const std::string verbs = "base\tthird\tpast\tparticiple\tgerund\tnoun\tclasses\nzorble\tzorbles\tzorbled\tzorbled\tzorbling\t0\tacquire\n";
  const std::string_view body = "Brixholt Corp zorbled Nordvale Inc for $20 million, the company said.";
  CHECK(JsonWith({verbs}, body).find(R"("kind":"acquisition")") != std::string::npos);
  CHECK(JsonWith({}, body).find(R"("kind":"acquisition")") == std::string::npos);
}
