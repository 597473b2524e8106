#include "store/told.h"

#include "store/agreed.h"
#include "unit/catch.h"

using namespace entente;
using namespace entente::store;

namespace {

// An investment of party 1 in party 2 for 100 won on a day of 2024.
Told Make(int64_t id, DayNumber day, const char* sum = "100") {
  Told told;
  told.id = told.article = id;
  told.uid = static_cast<uint64_t>(id) * 7919;
  told.published = told.period.from = told.period.to = 19723 + day;
  told.kind = DealKind::kInvestment;
  told.parties = {{1, Role::kInvestor}, {2, Role::kInvestee}};
  told.low = told.high = sum;
  if (*sum != 0) told.currency = "KRW";
  return told;
}

}  // namespace

TEST_CASE("parties and names come back as they were written") {
  const std::vector<PartyRole> parties = {{12, Role::kInvestor}, {45, Role::kPartner}};
  CHECK(ParseParties(FormatParties(parties)) == parties);
  CHECK(FormatParties({}).empty());
  const std::vector<NamedRole> names = {{3, Role::kTarget, {Field::kBody, 10, 20}}, {4, Role::kAcquirer, {Field::kTitle, 0, 6}}};
  CHECK(FormatNames(names) == "[[3,6,1,10,20],[4,5,0,0,6]]");
  CHECK(FormatNames(ParseNames(FormatNames(names))) == FormatNames(names));
  CHECK(ParseUid(FormatUid(0xfedcba9876543210u)) == 0xfedcba9876543210u);
  CHECK_FALSE(ParseUid("12"));
  CHECK_FALSE(ParseUid("zzzzzzzzzzzzzzzz"));
  CHECK(HashText("가온") == HashText("가온"));
  CHECK(HashText("a") != HashText("b"));
}

TEST_CASE("what makes two reports one event") {
  const Told a = Make(1, 0);
  CHECK(Likeness(a, Make(2, 1)) > 0);
  CHECK(Likeness(a, Make(2, 100)) > 0);           // the same sum
  CHECK(Likeness(a, Make(2, 100, "")) == 0);      // too far for a report without one
  CHECK(Likeness(a, Make(2, 30, "")) > 0);
  CHECK(Likeness(a, Make(2, 30, "95")) > 0);      // within the tolerance
  CHECK(Likeness(a, Make(2, 30, "200")) == 0);
  CHECK(Likeness(a, Make(2, 1, "200")) == kContradicting);
  Told other = Make(2, 1);
  other.article = 1;
  CHECK(Likeness(a, other) == 0);                 // its own article tells them apart
  other = Make(2, 1);
  other.parties[1].party = 3;
  CHECK(Likeness(a, other) == 0);
  other.parties.erase(other.parties.begin() + 1);
  CHECK(Likeness(a, other) > 0);                  // one party, the very same sum
  other.low = other.high = "101";
  CHECK(Likeness(a, other) == 0);
  other = Make(2, 1);
  other.kind = DealKind::kContract;
  CHECK(Likeness(a, other) == 0);
  other = Make(2, 1);
  other.period.from = other.period.to = kNoDay;
  CHECK(Likeness(a, other) == 0);
}

TEST_CASE("a vague report ties no two events together") {
  const Told a = Make(1, 0, "100"), b = Make(2, 30, "200"), vague = Make(3, 16, "");
  const auto events = PartIntoEvents({&vague, &a, &b});
  REQUIRE(events.size() == 2);
  CHECK(events[0].size() == 1);  // the vague one is nearer to the second
  CHECK(events[1].size() == 2);
}

TEST_CASE("two reports of one article stay two") {
  Told a = Make(1, 0, ""), b = Make(2, 0, ""), c = Make(3, 0, "");
  b.article = 1;
  CHECK(PartIntoEvents({&a, &b, &c}).size() == 2);
}

TEST_CASE("a deal has the history of its status and its contradictions") {
  Told plan = Make(1, 0), recalled = Make(2, 40), deal = Make(3, 20, "150"), denial = Make(4, 60), signed_again = Make(5, 80);
  plan.status = recalled.status = DealStatus::kPlanned;
  denial.status = DealStatus::kDenied;
  const Agreed agreed = Agree({&plan, &deal, &recalled, &denial, &signed_again});
  REQUIRE(agreed.history.size() == 4);
  CHECK(agreed.history[0].report == &plan);
  CHECK(agreed.history[1].report == &deal);
  CHECK(agreed.history[2].status == DealStatus::kDenied);
  CHECK(agreed.status == DealStatus::kAgreed);
  REQUIRE(agreed.contradictions.size() == 2);
  CHECK(std::string(agreed.contradictions[0].what) == "amount");
  CHECK(std::string(agreed.contradictions[1].what) == "status");
  CHECK(agreed.amount == &plan);  // four say 100, one 150
}
