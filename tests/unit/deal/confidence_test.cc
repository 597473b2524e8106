#include "deal/confidence.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "entente/entente.h"
#include "pack/table.h"
#include "unit/catch.h"

using namespace entente;

namespace {

constexpr std::string_view kBody =
    "가온전자는 3일 새벽로보틱스에 120억원을 투자했다고 밝혔다. 이 회사는 나래테크와 업무협약도 체결했다.\n"
    "Brixholt는 지난해 누리솔루스를 인수할 계획이라고 했다.";

}  // namespace

TEST_CASE("confidence is the logistic function of the weights of the features") {
  auto table = pack::Table::Load("common/confidence.tsv", {"feature", "weight"});
  REQUIRE(table.ok());
  std::map<std::string, double> weights;
  for (size_t row = 0; row < table->rows(); ++row) weights[std::string(table->cell(row, 0))] = Decimal::Parse(table->cell(row, 1))->ToDouble();
  REQUIRE(weights.contains("bias"));
  REQUIRE(weights.contains("publishable"));
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto why = engine->Explain({.body = kBody, .published = "2024-05-04"});
  REQUIRE(why.ok());
  REQUIRE(why->extraction.deals.size() >= 2);
  REQUIRE(why->features.size() == why->extraction.deals.size());
  for (size_t d = 0; d < why->features.size(); ++d) {
    double sum = weights["bias"];
    for (const std::string& feature : why->features[d]) sum += weights.contains(feature) ? weights[feature] : 0;
    const double wanted = std::min(0.99, std::round(100 / (1 + std::exp(-sum))) / 100);
    CHECK(std::abs(why->extraction.deals[d].confidence - wanted) < 0.0001);
    CHECK(why->extraction.deals[d].publishable == (wanted > weights["publishable"] - 0.0001 && why->features[d].back() != "overlaps"));
  }
}

TEST_CASE("features say what is known about a deal") {
  auto engine = Engine::Open({});
  REQUIRE(engine.ok());
  auto why = engine->Explain({.body = "가온전자는 3일 새벽로보틱스에 120억원을 투자했다고 밝혔다.", .published = "2024-05-04"});
  REQUIRE(why.ok());
  REQUIRE(why->features.size() == 1);
  const auto& features = why->features[0];
  for (const char* wanted : {"kind=ko/investment", "rule=ko/invest", "status=firm", "parties=2", "inherited=none", "amount", "date", "told=lead", "sentences=1"}) {
    INFO(wanted);
    CHECK(std::find(features.begin(), features.end(), wanted) != features.end());
  }
}
