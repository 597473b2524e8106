#include <random>

#include "entente/query.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::Folder;
using made::MadeArticle;

namespace {

// Articles of which some name one sum for two deals, sums without a rate, and deals without a day.
std::vector<MadeArticle> Articles() {
  std::vector<MadeArticle> articles = made::Many(300, 21);
  std::mt19937 random(5);
  for (MadeArticle& article : articles) {
    Extraction& e = article.extraction();
    if (e.deals.size() == 2 && e.deals[0].amount && random() % 2 == 0) e.deals[1].amount = e.deals[0].amount;
    if (!e.amounts.empty() && random() % 9 == 0) e.amounts[0].currency = Currency();
    if (random() % 12 == 0) e.deals[0].date.reset();
  }
  return articles;
}

template <typename Value>
void MaybeAdd(std::mt19937* random, std::vector<Value> from, std::vector<Value>* to) {
  if ((*random)() % 3 != 0) return;
  for (const Value value : from)
    if ((*random)() % 2 == 0) to->push_back(value);
}

}  // namespace

TEST_CASE("totals by months are those of every deal added up, whatever is asked and whatever was taken out") {
  Folder folder;
  const std::vector<MadeArticle> articles = Articles();
  auto archive = Archive::Open(folder.File("a"), {.currency = "KRW"});
  REQUIRE(archive->AddMany(made::Items(articles)).ok());
  for (size_t i = 0; i < articles.size(); i += 5) REQUIRE(archive->Remove(articles[i].id()).ok());
  REQUIRE(archive->Add(articles[5].item()).ok());
  std::mt19937 random(3);
  size_t shared = 0, several = 0;
  for (int turn = 0; turn < 300; ++turn) {
    Question question{.ask = Asked::kTotals, .deals_listed = turn % 4 == 0 ? 0u : static_cast<uint32_t>(random() % 12)};
    if (random() % 6 != 0) question.by = {std::vector<GroupBy>{GroupBy::kYear, GroupBy::kQuarter, GroupBy::kKind, GroupBy::kStatus}[random() % 4]};
    if (random() % 2 == 0) question.where.from = 19780 + static_cast<DayNumber>(random() % 150);
    if (random() % 2 == 0) question.where.to = 19780 + static_cast<DayNumber>(random() % 200);
    MaybeAdd(&random, {DealKind::kPartnership, DealKind::kInvestment, DealKind::kAcquisition, DealKind::kContract}, &question.where.kinds);
    MaybeAdd(&random, {DealStatus::kAgreed, DealStatus::kPlanned, DealStatus::kCompleted, DealStatus::kDenied}, &question.where.statuses);
    const auto quick = Ask(*archive, question);
    question.where.by_host = false;  // true of all, but asks each deal
    const auto slow = Ask(*archive, question);
    REQUIRE(quick.ok());
    CHECK(ToJson(*quick) == ToJson(*slow));
    several += quick->totals.size() > 1 ? 1 : 0;
    for (const LeftOut& out : quick->left_out) shared += out.reason == "counted_already" ? 1 : 0;
  }
  CHECK(shared > 50);
  CHECK(several > 50);
}

TEST_CASE("totals do not depend on the order in which articles came, nor do the deals that they name") {
  Folder folder;
  std::vector<MadeArticle> articles = Articles();
  const Question question{.ask = Asked::kTotals, .by = {GroupBy::kYear}, .deals_listed = 7};
  const Question partners{.ask = Asked::kPartners, .party = "두레", .deals_listed = 3};
  std::string first, first_partners;
  for (uint32_t turn = 0; turn < 4; ++turn) {
    if (turn > 0) made::Shuffle(&articles, turn);
    auto archive = Archive::Open(folder.File("a" + std::to_string(turn)));
    REQUIRE(archive->AddMany(made::Items(articles)).ok());
    const std::string answer = ToJson(*Ask(*archive, question)), of_partners = ToJson(*Ask(*archive, partners));
    if (turn == 0) first = answer, first_partners = of_partners;
    CHECK(answer == first);
    CHECK(of_partners == first_partners);
  }
}
