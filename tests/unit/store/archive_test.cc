#include <algorithm>
#include <filesystem>
#include <fstream>

#include "entente/archive.h"
#include "entente/entente.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::MadeArticle;
using made::Folder;

TEST_CASE("an archive keeps an article, replaces it and takes it out") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a.archive"));
  REQUIRE(archive.ok());
  const MadeArticle first({.id = "a1", .kind = DealKind::kInvestment, .parties = {{"가온전자", Role::kInvestor}, {"새벽로보틱스", Role::kInvestee}}, .sum = "12000000000"});
  REQUIRE(archive->Add(first.item()).ok());
  CHECK(archive->Counts()->deals == 1);
  REQUIRE(archive->Add(first.item()).ok());
  CHECK(archive->Counts()->articles == 1);
  CHECK(archive->Counts()->deals == 1);
  const std::string dump = *archive->Dump();
  const MadeArticle changed({.id = "a1", .kind = DealKind::kContract, .parties = {{"가온전자", Role::kSupplier}, {"두레", Role::kCustomer}}});
  REQUIRE(archive->Add(changed.item()).ok());
  CHECK(archive->Counts()->deals == 1);
  CHECK(*archive->Dump() != dump);
  REQUIRE(archive->Add(first.item()).ok());
  CHECK(*archive->Dump() == dump);
  CHECK(archive->Remove("nobody").code() == Code::kNotFound);
  REQUIRE(archive->Remove("a1").ok());
  CHECK(archive->Counts()->articles == 0);
  CHECK(archive->Counts()->reports == 0);
  CHECK(archive->Counts()->deals == 0);
  CHECK(archive->Counts()->parties == 0);
  CHECK(archive->Check().ok());
}

TEST_CASE("reports of one event are one deal, in whatever order they come") {
  std::vector<MadeArticle> articles;
  const auto add = [&](made::Told told) { articles.emplace_back(std::move(told)); };
  const std::vector<made::InRole> pair = {{"가온전자", Role::kAcquirer}, {"새벽로보틱스", Role::kTarget}};
  add({.id = "rumour", .published = "2024-01-10", .kind = DealKind::kAcquisition, .status = DealStatus::kRumoured, .parties = pair});
  add({.id = "signed", .published = "2024-03-02", .kind = DealKind::kAcquisition, .status = DealStatus::kAgreed, .parties = pair, .sum = "50000000000"});
  add({.id = "again", .published = "2024-03-03", .kind = DealKind::kAcquisition, .status = DealStatus::kAgreed, .parties = pair, .sum = "50000000000"});
  add({.id = "other sum", .published = "2024-03-03", .kind = DealKind::kAcquisition, .status = DealStatus::kAgreed, .parties = pair, .sum = "70000000000"});
  add({.id = "closed", .published = "2024-09-01", .kind = DealKind::kAcquisition, .status = DealStatus::kCompleted, .parties = pair});
  add({.id = "rival", .published = "2024-02-01", .kind = DealKind::kAcquisition, .parties = {{"두레", Role::kAcquirer}, {"새벽로보틱스", Role::kTarget}}});
  add({.id = "mou 1", .published = "2024-03-01", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  add({.id = "mou 2", .published = "2024-03-09", .parties = {{"Gaon", Role::kPartner, {"가온전자"}}, {"두레", Role::kPartner}, {"누리", Role::kPartner}}});
  add({.id = "mou 3", .published = "2024-08-09", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  std::string wanted;
  for (int turn = 0; turn < 40; ++turn) {
    Folder folder;
    auto archive = Archive::Open(folder.File("a.archive"));
    REQUIRE(archive.ok());
    if (turn % 2 == 0)
      for (const MadeArticle& article : articles) REQUIRE(archive->Add(article.item()).ok());
    else
      REQUIRE(archive->AddMany(made::Items(articles)).ok());
    CHECK(archive->Counts()->deals == 4);
    if (wanted.empty()) wanted = *archive->Dump();
    CHECK(*archive->Dump() == wanted);
    CHECK(archive->Check().ok());
    // taking some out and putting them back changes nothing
    REQUIRE(archive->Remove(articles[0].id()).ok());
    REQUIRE(archive->Remove(articles[1].id()).ok());
    REQUIRE(archive->AddMany(made::Items({articles[1], articles[0]})).ok());
    CHECK(*archive->Dump() == wanted);
    made::Shuffle(&articles, static_cast<uint32_t>(turn));
  }
}

TEST_CASE("what the user says of two names holds") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a.archive"));
  const MadeArticle one({.id = "1", .published = "2024-03-01", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  const MadeArticle two({.id = "2", .published = "2024-03-02", .parties = {{"GAON", Role::kPartner}, {"두레", Role::kPartner}}});
  REQUIRE(archive->AddMany({one.item(), two.item()}).ok());
  CHECK(archive->Counts()->deals == 2);
  REQUIRE(archive->SaySame("가온전자", "GAON").ok());
  CHECK(archive->Counts()->deals == 1);
  CHECK(archive->Counts()->parties == 2);
  REQUIRE(archive->Add(two.item()).ok());
  CHECK(archive->Counts()->deals == 1);
  REQUIRE(archive->SayNotSame("GAON", "가온전자").ok());
  CHECK(archive->Counts()->deals == 2);
  REQUIRE(archive->Unsay("가온전자", "GAON").ok());
  CHECK(archive->Unsay("가온전자", "GAON").code() == Code::kNotFound);
  // an article that gives one as the other's name, against the user's word and then without it
  const MadeArticle three({.id = "3", .published = "2023-03-02", .parties = {{"가온전자", Role::kPartner, {"GAON"}}, {"누리", Role::kPartner}}});
  REQUIRE(archive->SayNotSame("GAON", "가온전자").ok());
  REQUIRE(archive->Add(three.item()).ok());
  CHECK(archive->Counts()->deals == 3);
  REQUIRE(archive->Unsay("GAON", "가온전자").ok());
  CHECK(archive->Counts()->deals == 2);
  REQUIRE(archive->Remove("3").ok());
  CHECK(archive->Counts()->deals == 2);
}

TEST_CASE("a host's own deals are kept beside the articles") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a.archive"));
  const MadeArticle own({.id = "x", .published = "2024-03-01", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  const MadeArticle read({.id = "x", .published = "2020-03-01", .kind = DealKind::kContract, .parties = {{"가온전자", Role::kSupplier}, {"두레", Role::kCustomer}}});
  REQUIRE(archive->AddHost(own.item()).ok());
  REQUIRE(archive->Add(read.item()).ok());
  CHECK(archive->Counts()->deals == 2);
  REQUIRE(archive->Remove("x").ok());
  CHECK(archive->Counts()->deals == 1);
  REQUIRE(archive->RemoveHost("x").ok());
  CHECK(archive->Counts()->deals == 0);
}

TEST_CASE("reviews hold over a new reading and can be taken along") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a.archive"));
  const MadeArticle one({.id = "1", .published = "2024-03-01", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  REQUIRE(archive->Add(one.item()).ok());
  const std::string dump = *archive->Dump();
  const std::string id = made::FirstDeal(dump);
  CHECK(archive->AddReview({.deal = "0123456789abcdef", .verdict = Verdict::kRejected}).code() == Code::kNotFound);
  REQUIRE(archive->AddReview({.deal = id, .verdict = Verdict::kRejected, .reviewer = "kim", .at = "2024-03-05", .note = "an event, no deal"}).ok());
  CHECK(archive->Counts()->deals == 0);
  REQUIRE(archive->Add(one.item()).ok());
  CHECK(archive->Counts()->deals == 0);
  CHECK(archive->ExportReviews()->find("\"note\":\"an event, no deal\"") != std::string::npos);
  REQUIRE(archive->AddReview({.deal = id, .verdict = Verdict::kAccepted}).ok());
  CHECK(archive->Counts()->deals == 1);
  const MadeArticle better({.id = "ignored", .kind = DealKind::kContract, .parties = {{"가온전자", Role::kSupplier}, {"두레", Role::kCustomer}}});
  CHECK(archive->AddReview({.deal = id, .verdict = Verdict::kEdited}).code() == Code::kInvalidArgument);
  REQUIRE(archive->AddReview({.deal = id, .verdict = Verdict::kEdited, .edited = better.item().extraction}).ok());
  CHECK(archive->Counts()->deals == 1);
  REQUIRE(archive->Add(one.item()).ok());
  CHECK(archive->Counts()->deals == 1);
  const std::string edited = *archive->Dump();
  CHECK(edited.find("\"deal\":\"" + id + "\",\"kind\":4") != std::string::npos);
  // another archive that takes all of it along
  auto other = Archive::Open(folder.File("b.archive"));
  REQUIRE(other->Merge(folder.File("a.archive")).ok());
  CHECK(*other->Dump() == edited);
}

TEST_CASE("shards merged are the archive of all") {
  std::vector<MadeArticle> articles = made::Many(60);
  Folder folder;
  auto whole = Archive::Open(folder.File("whole"));
  REQUIRE(whole->AddMany(made::Items(articles)).ok());
  auto left = Archive::Open(folder.File("left")), right = Archive::Open(folder.File("right"));
  for (size_t i = 0; i < articles.size(); ++i) REQUIRE((i % 3 == 0 ? left : right)->Add(articles[i].item()).ok());
  REQUIRE(right->Merge(folder.File("left")).ok());
  CHECK(*right->Dump() == *whole->Dump());
  REQUIRE(right->Merge(folder.File("left")).ok());  // twice is once
  CHECK(*right->Dump() == *whole->Dump());
  CHECK(whole->Counts()->deals < whole->Counts()->reports);
}

TEST_CASE("two writers take turns") {
  const std::vector<MadeArticle> articles = made::Many(40, 5);
  Folder folder;
  auto whole = Archive::Open(folder.File("whole"));
  REQUIRE(whole->AddMany(made::Items(articles)).ok());
  auto left = Archive::Open(folder.File("a")), right = Archive::Open(folder.File("a"));
  for (size_t i = 0; i < articles.size(); ++i) REQUIRE((i % 2 == 0 ? left : right)->Add(articles[i].item()).ok());
  CHECK(*left->Dump() == *whole->Dump());
}

TEST_CASE("checkpoints are kept with what they stand for") {
  Folder folder;
  auto archive = Archive::Open(folder.File("a"));
  CHECK(archive->Checkpoint("news.ndjson")->empty());
  REQUIRE(archive->AddMany({}, "news.ndjson", "17").ok());
  CHECK(*Archive::Open(folder.File("a"), {.mode = ArchiveMode::kReadOnly})->Checkpoint("news.ndjson") == "17");
}

TEST_CASE("what is no archive is refused with a reason") {
  Folder folder;
  CHECK(Archive::Open(folder.File("none"), {.mode = ArchiveMode::kReadOnly}).status().code() == Code::kNotFound);
  CHECK(Archive::Open(folder.File("no/such/folder/a")).status().code() == Code::kIo);
  std::ofstream(folder.File("text")) << std::string(4096, 'x');
  CHECK(Archive::Open(folder.File("text")).status().code() == Code::kUnsupported);
  CHECK(Archive::Open(folder.File("a"), {.currency = "XYZ"}).status().code() == Code::kInvalidArgument);
  REQUIRE(Archive::Open(folder.File("a"), {.currency = "KRW"}).ok());
  CHECK(Archive::Open(folder.File("a"), {.currency = "USD"}).status().code() == Code::kInvalidArgument);
  REQUIRE(Archive::Open(folder.File("a")).ok());
  auto reader = Archive::Open(folder.File("a"), {.mode = ArchiveMode::kReadOnly});
  const MadeArticle one({.id = "1", .parties = {{"가온전자", Role::kPartner}, {"두레", Role::kPartner}}});
  CHECK(reader->Add(one.item()).code() == Code::kInvalidArgument);
  Extraction bad = *one.item().extraction;
  bad.deals[0].parties[0].party = 9;
  auto writer = Archive::Open(folder.File("a"));
  CHECK(writer->Add({.extraction = &bad}).origin() == "deals[0].parties");
  CHECK(writer->Counts()->articles == 0);
}
