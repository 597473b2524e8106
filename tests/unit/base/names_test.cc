#include "entente/deal.h"
#include "unit/catch.h"

using namespace entente;

TEST_CASE("every name reads back") {
  for (int i = 0; i <= static_cast<int>(DealForm::kService); ++i) CHECK(ParseDealForm(DealFormName(static_cast<DealForm>(i))) == static_cast<DealForm>(i));
  for (int i = 0; i <= static_cast<int>(DealKind::kContract); ++i) CHECK(ParseDealKind(DealKindName(static_cast<DealKind>(i))) == static_cast<DealKind>(i));
  for (int i = 0; i <= static_cast<int>(Role::kCustomer); ++i) CHECK(ParseRole(RoleName(static_cast<Role>(i))) == static_cast<Role>(i));
  for (int i = 0; i <= static_cast<int>(DealStatus::kEnded); ++i) CHECK(ParseDealStatus(DealStatusName(static_cast<DealStatus>(i))) == static_cast<DealStatus>(i));
  for (int i = 0; i <= static_cast<int>(PartyKind::kPerson); ++i) CHECK(ParsePartyKind(PartyKindName(static_cast<PartyKind>(i))) == static_cast<PartyKind>(i));
  for (int i = 1; i <= static_cast<int>(Language::kChinese); ++i) CHECK(ParseLanguage(LanguageCode(static_cast<Language>(i))) == static_cast<Language>(i));
}

TEST_CASE("other words are no names") {
  CHECK_FALSE(ParseDealKind("merger"));
  CHECK_FALSE(ParseLanguage(""));
  CHECK_FALSE(ParseLanguage("KO"));
  CHECK(std::string(DealKindName(static_cast<DealKind>(99))).empty());
}
