#include <thread>
#include <vector>

#include "unit/catch.h"
#include "entente/entente.h"

using namespace entente;

namespace {

constexpr std::string_view kBody = "새벽전자는 3일 스타트업 두레마루에 120억원을 투자했다고 밝혔다.";

}  // namespace

TEST_CASE("an article gives its deal with roles, sum and day") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto result = engine->Extract({.id = "a", .body = kBody, .published = "2024-05-04"});
  REQUIRE(result.ok());
  REQUIRE(result->deals.size() == 1);
  const Deal& deal = result->deals[0];
  CHECK(deal.kind == DealKind::kInvestment);
  REQUIRE(deal.parties.size() == 2);
  REQUIRE(deal.amount);
  CHECK(result->amounts[*deal.amount].low.ToString() == "12000000000");
  REQUIRE(deal.date);
  CHECK(FormatDay(deal.date->from) == "2024-05-03");
  CHECK(result->language == Language::kKorean);
}

TEST_CASE("bad requests say what is wrong") {
  auto engine = Engine::Open({.max_document_bytes = 100});
  REQUIRE(engine.ok());
  CHECK(engine->Extract({.body = kBody, .published = "2024-13-01"}).status().code() == Code::kInvalidArgument);
  CHECK(engine->Extract({.body = std::string(101, 'a')}).status().code() == Code::kLimit);
  CHECK(engine->Extract({.body = "a\xFF"}).status().code() == Code::kBadText);
  auto empty = engine->Extract({});
  REQUIRE(empty.ok());
  CHECK(empty->deals.empty());
}

TEST_CASE("threads share an engine and read the same") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  const std::string expected = ToJson(*engine->Extract({.id = "a", .body = kBody, .published = "2024-05-04"}));
  std::vector<std::string> seen(4);
  std::vector<std::thread> threads;
  for (std::string& one : seen)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) one = ToJson(*engine->Extract({.id = "a", .body = kBody, .published = "2024-05-04"}));
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : seen) CHECK(one == expected);
}

TEST_CASE("an unrelated sentence changes no deal") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto with = engine->Extract({.body = std::string(kBody) + "\n어제는 비가 많이 내렸다.", .published = "2024-05-04"});
  REQUIRE(with.ok());
  REQUIRE(with->deals.size() == 1);
  CHECK(with->deals[0].parties.size() == 2);
}

TEST_CASE("composed and decomposed Hangul give the same deal") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  // 투자 in conjoining letters
  std::string decomposed(kBody);
  const std::string word = "투자";
  const size_t at = decomposed.find(word);
  REQUIRE(at != std::string::npos);
  decomposed.replace(at, word.size(), "\u1110\u116E\u110C\u1161");
  auto result = engine->Extract({.body = decomposed, .published = "2024-05-04"});
  REQUIRE(result.ok());
  CHECK(result->deals.size() == 1);
}
