#include <algorithm>
#include <atomic>
#include <thread>

#include "entente/query.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::Folder;
using made::MadeArticle;

TEST_CASE("a deal is shown with its reports, its history and its contradictions") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  const std::vector<made::InRole> pair = {{"가온전자", Role::kInvestor}, {"새벽로보틱스", Role::kInvestee}};
  const MadeArticle plan({.id = "plan", .published = "2024-03-01", .kind = DealKind::kInvestment, .status = DealStatus::kPlanned, .parties = pair, .sum = "10000000000"});
  const MadeArticle deal({.id = "deal", .published = "2024-03-02", .kind = DealKind::kInvestment, .parties = pair, .sum = "20000000000"});
  REQUIRE(archive->AddMany({deal.item(), plan.item()}).ok());
  auto answer = Ask(*archive, {});
  REQUIRE(answer.ok());
  REQUIRE(answer->deals.size() == 1);
  const DealView& view = answer->deals[0];
  CHECK(view.status == DealStatus::kAgreed);
  REQUIRE(view.reports.size() == 2);
  CHECK(view.reports[0].article == "plan");
  CHECK(view.reports[0].evidence[0].text == "가온전자, 새벽로보틱스, 10000000000.");
  REQUIRE(view.history.size() == 2);
  CHECK(view.history[1].article == "deal");
  REQUIRE(view.contradictions.size() == 1);
  CHECK(view.contradictions[0].what == "amount");
  CHECK(view.parties[0].name == "가온전자");
  for (const ReportView& report : view.reports) CHECK(Ask(*archive, {.where = {.ids = {report.id}}})->deals.size() == 1);
}

TEST_CASE("one sum of two deals of an article counts once") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  MadeArticle article({.id = "1", .kind = DealKind::kInvestment, .parties = {{"가온전자", Role::kInvestor}, {"두레", Role::kInvestee}}, .sum = "100", .currency = "USD"});
  article.With({.kind = DealKind::kAcquisition, .parties = {{"가온전자", Role::kAcquirer}, {"두레", Role::kTarget}}, .sum = "7", .currency = "USD"});
  article.extraction().deals[1].amount = 0;
  REQUIRE(archive->Add(article.item()).ok());
  auto answer = Ask(*archive, {.ask = Asked::kTotals});
  CHECK(answer->total.high.ToString() == "100");
  REQUIRE(answer->left_out.size() == 1);
  CHECK(answer->left_out[0].reason == "counted_already");
  // alone it counts
  CHECK(Ask(*archive, {.ask = Asked::kTotals, .where = {.kinds = {DealKind::kAcquisition}}})->total.high.ToString() == "100");
}

TEST_CASE("a graph comes in the formats of other programs") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  const MadeArticle article({.id = "1", .kind = DealKind::kInvestment, .parties = {{"A & <B>", Role::kInvestor}, {"두레 \"은행\"", Role::kInvestee}}, .sum = "100", .currency = "USD"});
  REQUIRE(archive->Add(article.item()).ok());
  auto xml = AskJson(*archive, R"({"ask": "graph", "format": "graphml"})");
  CHECK(xml->find("A &amp; &lt;B&gt;") != std::string::npos);
  CHECK(xml->find("source=\"n0\" target=\"n1\" directed=\"true\"") != std::string::npos);
  auto dot = AskJson(*archive, R"({"ask": "graph", "format": "dot"})");
  CHECK(dot->find("n1 [label=\"두레 \\\"은행\\\"\"]") != std::string::npos);
  CHECK(AskJson(*archive, R"({"ask": "graph", "format": "svg"})").status().origin() == "format");
  CHECK(AskJson(*archive, R"({"ask": "deals", "format": "dot"})").status().origin() == "format");
}

TEST_CASE("answers are the same whatever came first") {
  std::vector<MadeArticle> articles = made::Many(80, 3);
  std::vector<std::string> wanted;
  for (uint32_t turn = 0; turn < 5; ++turn) {
    Folder folder;
    auto archive = Archive::Open(folder.File("a"));
    REQUIRE(archive->AddMany(made::Items(articles)).ok());
    std::vector<std::string> got;
    for (const char* question : {R"({"limit": 1000})", R"({"ask": "partners", "party": "두레"})", R"({"ask": "totals", "by": ["party", "year"]})", R"({"ask": "path", "from": "두레", "to": "마루은행"})",
                                 R"({"ask": "timeline", "party": "Gaon", "limit": 500})", R"({"sort": "-value", "limit": 20})"})
      got.push_back(*AskJson(*archive, question));
    if (turn == 0) wanted = got;
    for (size_t i = 0; i < got.size(); ++i) {
      INFO("question " << i);
      const size_t at = static_cast<size_t>(std::mismatch(got[i].begin(), got[i].end(), wanted[i].begin(), wanted[i].end()).first - got[i].begin());
      CHECK(got[i].substr(at, 120) == wanted[i].substr(std::min(at, wanted[i].size()), 120));
    }
    made::Shuffle(&articles, turn + 1);
  }
}

TEST_CASE("an archive may be asked from several threads while it is filled") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  const std::vector<MadeArticle> articles = made::Many(60);
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      auto own = Archive::Open(folder.File("a"), {.mode = ArchiveMode::kReadOnly});
      for (int k = 0; k < 30; ++k) {
        wrong += own.ok() && AskJson(*own, R"({"ask": "totals", "by": "kind"})").ok() ? 0 : 1;
        wrong += AskJson(*archive, R"({"ask": "partners", "party": "두레"})").ok() ? 0 : 1;
      }
    });
  for (const MadeArticle& article : articles) wrong += archive->Add(article.item()).ok() ? 0 : 1;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}
