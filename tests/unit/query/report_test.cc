#include "entente/query.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::Folder;
using made::MadeArticle;

namespace {

std::string Origin(Archive& archive, std::string_view question) {
  const Result<std::string> json = ReportJson(archive, "a", question);
  return json.ok() ? "" : std::string(json.status().origin());
}

bool Holds(const std::string& json, std::string_view part) { return json.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a report has the deals of its question and graph, timeline and totals of just these") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  const MadeArticle first({.id = "1", .published = "2024-03-01", .kind = DealKind::kInvestment, .parties = {{"가온전자", Role::kInvestor}, {"두레", Role::kInvestee}}, .sum = "100"});
  const MadeArticle second({.id = "2", .published = "2024-04-01", .kind = DealKind::kAcquisition, .parties = {{"마루", Role::kAcquirer}, {"<누리>", Role::kTarget}}, .sum = "7"});
  REQUIRE(archive->AddMany({first.item(), second.item()}).ok());

  const std::string all = *ReportJson(*archive, "a & b", "");
  CHECK(Holds(all, "{\"about\":{\"archive\":\"a \\u0026 b\",\"filters\":[],\"cut\":false},\"deals\":{"));
  CHECK(Holds(all, "\\u003c누리\\u003e"));
  CHECK_FALSE(Holds(all, "<"));
  CHECK(Holds(all, "{\"by\":\"party\",\"answer\":{"));
  CHECK(Holds(all, "\"timeline\":[{\"day\":\"2024-03-01\""));

  const std::string one = *ReportJson(*archive, "a", R"({"where": {"to": "2024-12", "parties": ["가온전자"], "kinds": null, "by_host": false}, "currency": "EUR"})");
  CHECK(Holds(one, "\"filters\":[[\"to\",\"2024-12\"],[\"parties\",\"가온전자\"],[\"by_host\",\"false\"]]"));
  CHECK_FALSE(Holds(one, "마루"));
  CHECK(Holds(one, "\"currency\":\"EUR\""));

  const std::string cut = *ReportJson(*archive, "a", R"({"limit": 1})");  // the newest
  CHECK(Holds(cut, "\"cut\":true"));
  CHECK(Holds(cut, "마루"));
  CHECK_FALSE(Holds(cut, "가온전자"));
  CHECK(Holds(*ReportJson(*archive, "a", R"({"limit": 1, "sort": "date"})"), "가온전자"));
}

TEST_CASE("what a report does not take is named") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  CHECK(Origin(*archive, R"({"where": {"kinds": ["gift"]}})") == "where.kinds[0]");
  CHECK(Origin(*archive, R"({"by": "year"})") == "by");
  CHECK(Origin(*archive, R"({"cursor": "x"})") == "cursor");
  CHECK(Origin(*archive, R"({"ask": "totals"})") == "ask");
  CHECK(ReportJson(*archive, "a", "[]").status().code() == Code::kInvalidArgument);
  CHECK(ReportJson(*archive, "a", R"({"ask": "deals"})").ok());
}
