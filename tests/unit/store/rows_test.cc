// Many articles in one transaction, which are written by a thread of their own, against the same in small transactions.
#include "store/archive_impl.h"

#include <filesystem>
#include <tuple>

#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using made::Folder;
using made::MadeArticle;

namespace {

std::vector<MadeArticle> Part(const std::vector<MadeArticle>& articles, size_t from, size_t to) {
  return {articles.begin() + static_cast<std::ptrdiff_t>(from), articles.begin() + static_cast<std::ptrdiff_t>(std::min(to, articles.size()))};
}

Archive Open(const Folder& folder, const char* name) {
  auto archive = Archive::Open(folder.File(name));
  REQUIRE(archive.ok());
  return std::move(archive).value();
}

void Add(Archive* archive, const std::vector<MadeArticle>& articles, size_t at_once) {
  for (size_t at = 0; at < articles.size(); at += at_once) REQUIRE(archive->AddMany(made::Items(Part(articles, at, at + at_once))).ok());
}

std::string Held(Archive* archive) {
  const Status checked = archive->Check();
  REQUIRE(checked.ok());
  return *archive->Dump();
}

}  // namespace

TEST_CASE("many articles at once stand in the file as if they had come by and by") {
  const std::vector<MadeArticle> articles = made::Many(1500);
  Folder folder;
  Archive many = Open(folder, "many"), few = Open(folder, "few");
  for (const size_t from : {0, 500, 1000}) {  // later ones tell events of earlier ones too
    const std::vector<MadeArticle> part = Part(articles, from, from + 500);
    REQUIRE(many.AddMany(made::Items(part)).ok());
    Add(&few, part, 50);
    REQUIRE(Held(&many) == Held(&few));
  }
}

TEST_CASE("an archive that was closed after many articles is one file") {
  Folder folder;
  {
    Archive archive = Open(folder, "many");
    Add(&archive, made::Many(400), 400);
    CHECK(std::filesystem::exists(folder.File("many-wal")));
  }
  CHECK_FALSE(std::filesystem::exists(folder.File("many-wal")));
  Archive copy = Open(folder, "many");
  CHECK(copy.Counts()->articles == 400);
}

TEST_CASE("articles that are there already, or twice in what is added, are replaced among many") {
  const std::vector<MadeArticle> first = made::Many(600), other = made::Many(600, 8);  // the same ids
  Folder folder;
  Archive many = Open(folder, "many"), few = Open(folder, "few");
  std::vector<MadeArticle> mixed = Part(first, 0, 300);
  for (const auto& [from, to, again] : {std::tuple(300, 400, 10), std::tuple(400, 600, 350)}) {
    const std::vector<MadeArticle> part = Part(first, static_cast<size_t>(from), static_cast<size_t>(to));
    mixed.insert(mixed.end(), part.begin(), part.end());
    mixed.push_back(other[static_cast<size_t>(again)]);
  }
  Add(&many, mixed, mixed.size());
  Add(&few, mixed, 30);
  CHECK(many.Counts()->articles == 600);
  REQUIRE(Held(&many) == Held(&few));
  std::vector<MadeArticle> newer;  // some that are new, then old ones
  for (size_t i = 0; i < 300; ++i) newer.push_back(MadeArticle({.id = "n" + std::to_string(i), .parties = {{"두레"}, {"한결"}}}));
  newer.insert(newer.end(), other.begin() + 100, other.begin() + 300);
  Add(&many, newer, newer.size());
  Add(&few, newer, 30);
  REQUIRE(Held(&many) == Held(&few));
}

TEST_CASE("what reviewers said holds when many articles come") {
  const std::vector<MadeArticle> articles = made::Many(900);
  Folder folder;
  Archive many = Open(folder, "many"), few = Open(folder, "few");
  MadeArticle right({.id = "x", .kind = DealKind::kContract, .parties = {{"두레", Role::kSupplier}, {"한결", Role::kCustomer}}, .sum = "99000000000"});
  for (Archive* archive : {&many, &few}) {
    Add(archive, Part(articles, 0, 100), 100);
    const std::string dump = *archive->Dump();
    const std::string rejected = made::FirstDeal(dump), edited = made::FirstDeal(dump.substr(dump.find("{\"deal\":\"") + 30));
    REQUIRE(rejected != edited);
    REQUIRE(archive->AddReview({.deal = rejected, .verdict = Verdict::kRejected, .reviewer = "kim"}).ok());
    REQUIRE(archive->AddReview({.deal = edited, .verdict = Verdict::kEdited, .reviewer = "kim", .edited = &right.extraction()}).ok());
  }
  Add(&many, Part(articles, 100, 900), 800);
  Add(&few, Part(articles, 100, 900), 50);
  REQUIRE(Held(&many) == Held(&few));
  for (Archive* archive : {&many, &few}) REQUIRE(archive->Remove("m0").ok());
  Add(&many, articles, articles.size());
  Add(&few, articles, 50);
  REQUIRE(Held(&many) == Held(&few));
}

TEST_CASE("of many articles for which there is no room nothing is kept") {
  const std::vector<MadeArticle> articles = made::Many(1200);
  Folder folder;
  Archive many = Open(folder, "many"), few = Open(folder, "few");
  Add(&many, Part(articles, 0, 300), 300);
  Add(&few, articles, 100);
  const std::string before = Held(&many);
  store::Database* database = many.impl().database.get();
  const int64_t pages = database->Ask("PRAGMA page_count");
  for (const int64_t more : {0, 1, 7, 40, 90}) {
    database->Run(("PRAGMA max_page_count = " + std::to_string(pages + more)).c_str());
    REQUIRE(many.AddMany(made::Items(articles)).code() == Code::kIo);
    REQUIRE(Held(&many) == before);
    REQUIRE(many.AddMany(made::Items(Part(articles, 300, 1200))).code() == Code::kIo);
    REQUIRE(Held(&many) == before);
  }
  database->Run("PRAGMA max_page_count = 1000000");
  Add(&many, Part(articles, 300, 1200), 900);
  REQUIRE(Held(&many) == Held(&few));
}

TEST_CASE("a long log is copied while articles are added, and nothing is lost by it") {
  const std::vector<MadeArticle> articles = made::Many(1200);
  Folder folder;
  Archive often = Open(folder, "often"), few = Open(folder, "few");
  often.impl().database->SetLog(100);
  Add(&often, articles, 300);
  Add(&few, articles, 50);
  REQUIRE(Held(&often) == Held(&few));
}

TEST_CASE("a deal of which nothing changes is not written again when another is told beside it") {
  Folder folder;
  Archive archive = Open(folder, "a");
  const auto told = [](const char* id, const char* day, const char* sum) {
    return MadeArticle({.id = id, .published = day, .kind = DealKind::kContract, .parties = {{"두레", Role::kSupplier}, {"한결", Role::kCustomer}}, .sum = sum});
  };
  Add(&archive, {told("a", "2024-06-04", "10000000000"), told("b", "2024-06-04", "")}, 1);
  REQUIRE(archive.Counts()->deals == 1);
  archive.impl().database->Run("CREATE TEMP TRIGGER stands BEFORE DELETE ON deal BEGIN SELECT RAISE(ABORT, 'a deal goes'); END");
  Add(&archive, {told("c", "2024-06-20", "90000000000")}, 1);  // near the one without a sum, which is surer beside the first
  CHECK(archive.Counts()->deals == 2);
  REQUIRE_FALSE(archive.Add(told("d", "2024-06-05", "10000000000").item()).ok());  // the trigger strikes where a deal does change
  archive.impl().database->Run("DROP TRIGGER stands");
  Add(&archive, {told("d", "2024-06-05", "10000000000")}, 1);
  CHECK(archive.Counts()->deals == 2);
  CHECK(archive.Counts()->reports == 4);
  Held(&archive);
}
