#include "store/names.h"

#include "unit/catch.h"

using namespace entente::store;

TEST_CASE("names fold and places have their country") {
  CHECK(FoldName("SK Hynix") == "skhynix");
  CHECK(FoldName("가온 전자") == "가온전자");
  CHECK(CountryOf("한국") == "KR");
  CHECK(CountryOf("United States") == "US");
  CHECK(CountryOf("가온전자").empty());
}
