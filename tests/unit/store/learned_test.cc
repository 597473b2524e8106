#include "entente/archive.h"
#include "entente/entente.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::Folder;
using made::MadeArticle;

namespace {

// The ids of the deals, in the order of the dump.
std::vector<std::string> Ids(const std::string& dump) {
  std::vector<std::string> ids;
  for (size_t at = dump.find("\n{\"deal\":\""); at != std::string::npos; at = dump.find("\n{\"deal\":\"", at + 1)) ids.push_back(dump.substr(at + 10, 16));
  return ids;
}

}  // namespace

TEST_CASE("reviewed articles become test cases: accepted, edited, optional, and nothing of what was rejected") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  MadeArticle article({.id = "1", .kind = DealKind::kInvestment, .parties = {{"가온전자", Role::kInvestor, {"Gaon"}}, {"두레", Role::kInvestee}}, .sum = "100", .day = "2024-05"});
  article.With({.id = "1", .kind = DealKind::kPartnership, .parties = {{"누리텔레콤", Role::kPartner}, {"새벽로보틱스", Role::kPartner}}});
  const MadeArticle other({.id = "2", .parties = {{"한결", Role::kPartner}, {"마루은행", Role::kPartner}}});
  REQUIRE(archive->AddMany({article.item(), other.item()}).ok());
  CHECK(archive->ExportCases()->empty());
  std::string investment, partnership;
  for (const std::string& id : Ids(*archive->Dump())) {
    const auto deal = archive->ReadDeal(id);
    REQUIRE(deal.ok());
    REQUIRE(deal->deals.size() == 1);
    CHECK(deal->parties.size() == 2);  // those of the deal alone
    if (deal->deals[0].kind == DealKind::kInvestment) investment = id;
    else if (deal->id == "1") partnership = id;
  }
  REQUIRE(archive->AddReview({.deal = investment, .verdict = Verdict::kAccepted}).ok());
  const std::string title = R"({"id":"1","language":"ko","published":"2024-06-04","title":"소식 1","body":"가온전자, 두레, 100.\n누리텔레콤, 새벽로보틱스, .","gold":{"deals":[)";
  const std::string accepted = R"({"kind":"investment","form":"other","status":"agreed","parties":[{"names":["가온전자","Gaon"],"role":"investor"},{"names":["두레"],"role":"investee"}],)"
                               R"("amounts":[{"low":"100","high":"100","currency":"KRW"}],"stake_percent":null,"date":"2024-05","term_months":null,"optional":false})";
  const auto partners = [](const char* kind, const char* role, const char* optional) {
    return std::string(R"({"kind":")") + kind + R"(","form":"other","status":"agreed","parties":[{"names":["누리텔레콤"],"role":")" + role + R"("},{"names":["새벽로보틱스"],"role":")" + role +
           R"("}],"amounts":[],"stake_percent":null,"date":null,"term_months":null,"optional":)" + optional + "}";
  };
  CHECK(*archive->ExportCases() == title + accepted + "," + partners("partnership", "partner", "true") + "]}}\n");
  REQUIRE(archive->AddReview({.deal = investment, .verdict = Verdict::kRejected}).ok());
  auto edit = archive->ReadDeal(partnership);
  edit->deals[0].kind = DealKind::kJointVenture;
  for (PartyInRole& party : edit->deals[0].parties) party.role = Role::kParent;
  REQUIRE(archive->AddReview({.deal = partnership, .verdict = Verdict::kEdited, .edited = &*edit}).ok());
  CHECK(*archive->ExportCases() == title + partners("joint_venture", "parent", "false") + "]}}\n");
  CHECK(archive->ReadDeal(partnership)->deals[0].kind == DealKind::kJointVenture);  // as it was edited last
  CHECK(archive->ReadDeal("0123456789abcdef").status().code() == Code::kNotFound);
  CHECK(archive->ReadDeal("?").status().code() == Code::kInvalidArgument);
}

TEST_CASE("what edits and the user say of names becomes a lexicon that loads") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  const MadeArticle article({.id = "1", .parties = {{"가온", Role::kPartner}, {"두레", Role::kPartner}}});
  REQUIRE(archive->Add(article.item()).ok());
  CHECK(archive->ExportLexicon()->empty());
  const std::string id = made::FirstDeal(*archive->Dump());
  auto edit = archive->ReadDeal(id);
  edit->parties[0] = {"가온누리전자", PartyKind::kCompany, {"가온", "Gaonnuri"}, {}, {}};
  edit->parties.push_back({"마루시", PartyKind::kRegion, {}, {}, {}});
  REQUIRE(archive->AddReview({.deal = id, .verdict = Verdict::kEdited, .edited = &*edit}).ok());
  REQUIRE(archive->SaySame("두레", "Dure Bank").ok());
  REQUIRE(archive->SayNotSame("두레", "두레생협").ok());
  const std::string lexicon = *archive->ExportLexicon();
  CHECK(lexicon == "name\tkind\taliases\n가온누리전자\tcompany\tGaonnuri|가온\n두레\tcompany\tDure Bank\n");
  const auto engine = Engine::Open({.lexicons = {{.text = lexicon, .name = "learned.tsv"}}});
  CHECK(engine.ok());
  // of a name that no article has nothing tells the kind
  REQUIRE(archive->SaySame("하늘", "Haneul").ok());
  CHECK(archive->ExportLexicon()->find("# 하늘\t?\tHaneul\n") != std::string::npos);
}
