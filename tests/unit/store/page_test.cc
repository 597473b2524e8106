#include "store/page.h"

#include <algorithm>

#include "store/schema.h"
#include "unit/catch.h"
#include "unit/store/made.h"

using namespace entente;
using namespace entente::store;

namespace {

Beside at_once;  // no thread

struct File {
  File() {
    database = Database::Open(folder.File("a.archive"), OpenMode::kCreate, 1000).value();
    Currency currency;
    REQUIRE(PrepareArchive(database.get(), {}, &currency).ok());
  }
  std::vector<int64_t> DealsOf(int64_t party, int64_t from = INT64_MIN, int64_t to = INT64_MAX, bool down = false) {
    std::vector<int64_t> deals;
    DealPages(database.get()).ForEach(party, from, to, down, [&](const DealLine& line) { return deals.push_back(line.deal), true; });
    return deals;
  }
  made::Folder folder;
  std::unique_ptr<Database> database;
};

Told Make(int64_t id, DayNumber day, std::vector<PartyRole> parties) {
  Told told;
  told.id = id, told.article = id;
  told.kind = DealKind::kContract;
  told.period = {day, day, Precision::kDay};
  told.parties = std::move(parties);
  return told;
}

void Put(PageWriter* pages, const Told& told) {
  for (const PartyRole& party : told.parties) pages->AddReport(party.party, told, FormatParties(told.parties));
}

std::vector<int64_t> Near(PageWriter* pages, int64_t party, const Told& told, bool only_alone = false) {
  std::vector<int64_t> found;
  pages->FindNear(party, told, only_alone, &found);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("pages give the deals of a party in order of the day, either way, of a period") {
  File file;
  PageWriter pages(file.database.get());
  pages.AddDeal(7, {20000, 3, DealKind::kContract, DealStatus::kAgreed, "7:8 9:9"});
  pages.AddDeal(7, {19000, 4, DealKind::kContract, DealStatus::kAgreed, "7:8 9:9"});
  pages.AddDeal(7, {kNoDay, 5, DealKind::kContract, DealStatus::kAgreed, "7:8"});
  pages.AddDeal(7, {-40000, 6, DealKind::kContract, DealStatus::kAgreed, "7:8"});
  pages.AddDeal(8, {20000, 3, DealKind::kContract, DealStatus::kAgreed, "7:8 9:9"});
  pages.Write(&at_once);
  pages.AddDeal(7, {19001, 2, DealKind::kContract, DealStatus::kAgreed, "7:8"});
  pages.Write(&at_once);
  CHECK(file.DealsOf(7) == std::vector<int64_t>{5, 6, 4, 2, 3});
  CHECK(file.DealsOf(7, INT64_MIN, INT64_MAX, true) == std::vector<int64_t>{3, 2, 4, 6, 5});
  CHECK(file.DealsOf(7, 19001, 20000) == std::vector<int64_t>{2, 3});
  CHECK(file.DealsOf(9).empty());
  // a number that begins like another is another
  pages.AddDeal(7, {20000, 33, DealKind::kContract, DealStatus::kAgreed, "7:8"});
  pages.RemoveDeal(7, 20000, 3);
  pages.Write(&at_once);
  CHECK(file.DealsOf(7) == std::vector<int64_t>{5, 6, 4, 2, 33});
  pages.RemoveDeal(8, 20000, 3);
  pages.Write(&at_once);
  CHECK_FALSE(DealPages(file.database.get()).HasAny(8));
  CHECK(file.database->Ask("SELECT count(*) FROM page WHERE id % 1099511627776 = 8") == 0);
}

TEST_CASE("a report taken out and added again in one piece of work stands once") {
  File file;
  PageWriter pages(file.database.get());
  pages.AddDeal(7, {20000, 3, DealKind::kContract, DealStatus::kAgreed, "7:8"});
  pages.Write(&at_once);
  pages.RemoveDeal(7, 20000, 3);
  pages.AddDeal(7, {20000, 3, DealKind::kContract, DealStatus::kEnded, "7:8"});
  pages.RemoveDeal(7, 20000, 3);
  pages.AddDeal(7, {20000, 3, DealKind::kContract, DealStatus::kCompleted, "7:8"});
  pages.Write(&at_once);
  CHECK(file.DealsOf(7) == std::vector<int64_t>{3});
}

TEST_CASE("reports near another are found before and after they are written, and when all was forgotten") {
  File file;
  PageWriter pages(file.database.get());
  const PartyRole seven{7, Role::kSupplier}, nine{9, Role::kCustomer}, other{11, Role::kCustomer};
  const Told seen = Make(1, 20000, {seven, nine});
  Put(&pages, Make(2, 20010, {seven, nine}));     // the same two
  Put(&pages, Make(3, 20010, {seven, other}));    // one in common
  Put(&pages, Make(4, 20010, {seven}));           // alone
  Put(&pages, Make(5, 25000, {seven, nine}));     // years later
  CHECK(Near(&pages, 7, seen) == std::vector<int64_t>{2, 4});
  pages.Write(&at_once);
  CHECK(Near(&pages, 7, seen) == std::vector<int64_t>{2, 4});
  pages.Forget();
  CHECK(Near(&pages, 7, seen) == std::vector<int64_t>{2, 4});
  CHECK(Near(&pages, 7, seen, true) == std::vector<int64_t>{4});
  pages.RemoveReport(7, Make(2, 20010, {seven, nine}));
  CHECK(Near(&pages, 7, seen) == std::vector<int64_t>{4});
  pages.Write(&at_once);
  pages.Forget();
  CHECK(Near(&pages, 7, seen) == std::vector<int64_t>{4});
  CHECK(pages.ReportsOf(7).size() == 3);
  CHECK(pages.ReportsOf(9).size() == 2);
}

TEST_CASE("a report of a long period is near to others in all of it") {
  File file;
  PageWriter pages(file.database.get());
  const std::vector<PartyRole> both = {{7, Role::kSupplier}, {9, Role::kCustomer}};
  Told year = Make(1, 20000, both);
  year.period.to = 20300;
  Put(&pages, year);
  for (const DayNumber day : {20000, 20150, 20300}) CHECK_FALSE(Near(&pages, 7, Make(2, day, both)).empty());
  CHECK(Near(&pages, 7, Make(2, 20400, both)).empty());
}

TEST_CASE("a party in two roles is beside itself") {
  File file;
  PageWriter pages(file.database.get());
  const std::vector<PartyRole> twice = {{7, Role::kSupplier}, {7, Role::kCustomer}};
  Told told = Make(1, 20000, twice);
  pages.AddReport(7, told, FormatParties(twice));
  pages.AddReport(7, Make(2, 20000, {{7, Role::kSupplier}, {9, Role::kCustomer}}), "7:8 9:9");
  CHECK(Near(&pages, 7, Make(3, 20001, twice)) == std::vector<int64_t>{1});
  CHECK(Near(&pages, 7, Make(3, 20001, {{7, Role::kSupplier}})) == std::vector<int64_t>{1, 2});
}
