#include "entente/entente.h"
#include "unit/catch.h"

using namespace entente;

namespace {

Explanation Explain(std::string_view body) {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto result = engine->Explain({.body = body, .published = "2024-05-04"});
  REQUIRE(result.ok());
  return std::move(result).value();
}

}  // namespace

TEST_CASE("an explanation names rule, triggers, slots and their marks") {
  const std::string_view body = "가온전자는 3일 새벽로보틱스에 120억원을 투자했다고 밝혔다.";
  const Explanation why = Explain(body);
  const auto words = [&](const Span& span) { return body.substr(span.begin, span.end - span.begin); };
  REQUIRE(why.extraction.deals.size() == 1);
  REQUIRE_FALSE(why.attempts.empty());
  const ExplainedAttempt& attempt = why.attempts[0];
  CHECK(attempt.deal == 0u);
  CHECK(attempt.reason.empty());
  CHECK(attempt.frame == why.extraction.deals[0].rule);
  REQUIRE_FALSE(attempt.triggers.empty());
  CHECK(words(attempt.triggers[0]).substr(0, 6) == "투자");
  bool investor = false, amount = false;
  for (const ExplainedSlot& slot : attempt.slots) {
    if (slot.slot == "investor") {
      investor = true;
      CHECK(slot.name == "가온전자");
      CHECK(slot.mark == "topic");
      REQUIRE(slot.mark_span);
      CHECK(words(*slot.mark_span) == "는");
    }
    if (slot.slot == "amount") amount = words(slot.span) == "120억원";
  }
  CHECK(investor);
  CHECK(amount);
  CHECK(ToJson(why).find(R"("deal":0,"reason":null)") != std::string::npos);
}

TEST_CASE("what is rejected says why") {
  const auto reason = [](std::string_view body) {
    const Explanation why = Explain(body);
    CHECK(why.extraction.deals.empty());
    REQUIRE_FALSE(why.attempts.empty());
    CHECK_FALSE(why.attempts[0].deal);
    return why.attempts[0].reason;
  };
  CHECK(reason("가온전자는 투자를 늘린다고 밝혔다.") == "roles_missing");
  CHECK(reason("가온전자는 새벽로보틱스에 120억원을 투자하지 않았다.") == "nothing_happened");
}

TEST_CASE("an explanation leaves the extraction as it is") {
  const std::string_view bodies[] = {"가온전자는 3일 새벽로보틱스에 120억원을 투자했다고 밝혔다.", "Brixholt Corp bought Nordvale Inc for $20 million, the company said.", ""};
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  for (const std::string_view body : bodies) CHECK(ToJson(engine->Explain({.body = body})->extraction) == ToJson(*engine->Extract({.body = body})));
}

TEST_CASE("English: the preposition marks the place") {
  const Explanation why = Explain("Brixholt Corp bought a print unit from Nordvale Inc for $20 million, the company said.");
  bool found = false;
  for (const ExplainedAttempt& attempt : why.attempts)
    for (const ExplainedSlot& slot : attempt.slots) found = found || (slot.name.substr(0, 8) == "Nordvale" && slot.mark == "preposition");
  CHECK(found);
}
