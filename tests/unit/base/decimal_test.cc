#include <limits>

#include "entente/money.h"
#include "unit/catch.h"

namespace entente {
namespace {

Decimal D(std::string_view text) {
  const auto value = Decimal::Parse(text);
  REQUIRE(value.has_value());
  return *value;
}

// A small generator of its own, so that every run tests the same numbers.
struct Numbers {
  uint64_t state = 88172645463325252ULL;
  uint64_t Next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};

TEST_CASE("decimals are read and written exactly") {
  for (const char* text : {"0", "1", "-12.5", "33700000000", "0.0953353", "0.00000000000000000000000000000000000001",
                           "99999999999999999999999999999999999999", "4400000000000.0001"})
    CHECK(D(text).ToString() == text);
  CHECK(D("007.50").ToString() == "7.5");
  CHECK(D("-0.0").ToString() == "0");
  CHECK_FALSE(D("-0").IsNegative());
  for (const char* text : {"", "-", ".", ".5", "5.", "1.2.3", "1e5", "+1", " 1", "1,000", "1000000000000000000000000000000000000000"})
    CHECK_FALSE(Decimal::Parse(text).has_value());
}

TEST_CASE("decimals from whole numbers keep the ends of their range") {
  CHECK(Decimal::FromInt(std::numeric_limits<int64_t>::min()).ToString() == "-9223372036854775808");
  CHECK(Decimal::FromInt(std::numeric_limits<int64_t>::max()).ToString() == "9223372036854775807");
}

TEST_CASE("sums, products and order are exact") {
  CHECK(D("0.1").Plus(D("0.2")) == D("0.3"));
  CHECK(D("5").Minus(D("7.25")) == D("-2.25"));
  CHECK(D("33700000000").Times(D("0.0953353")) == D("3212799610"));
  CHECK(D("4.4").TimesPowerOfTen(12) == D("4400000000000"));
  CHECK(D("1.50") == D("1.5"));
  CHECK(D("-2") < D("-1.99"));
  CHECK(D("99999999999999999999999999999999999999") > D("0.00000000000000000000000000000000000001"));
  CHECK_FALSE(D("99999999999999999999999999999999999999").Times(D("10")).has_value());
  CHECK_FALSE(D("99999999999999999999999999999999999999").Plus(D("0.5")).has_value());
  CHECK_FALSE(D("1").TimesPowerOfTen(39).has_value());
}

TEST_CASE("quotients are rounded half to even, once") {
  CHECK(D("1").DividedBy(D("3"), 5) == D("0.33333"));
  CHECK(D("2").DividedBy(D("3"), 5) == D("0.66667"));
  CHECK(D("1").DividedBy(D("8"), 2) == D("0.12"));   // 0.125
  CHECK(D("3").DividedBy(D("8"), 2) == D("0.38"));   // 0.375
  CHECK(D("12345").DividedBy(D("1"), 2) == D("12000"));
  CHECK(D("-1").DividedBy(D("8"), 2) == D("-0.12"));
  CHECK(D("99999999999999999999999999999999999999").DividedBy(D("7"), 10) == D("14285714290000000000000000000000000000"));
  CHECK_FALSE(D("1").DividedBy(D("0"), 5).has_value());
}

TEST_CASE("rounding to digits and places") {
  CHECK(D("2.5").RoundedToPlaces(0) == D("2"));
  CHECK(D("3.5").RoundedToPlaces(0) == D("4"));
  CHECK(D("2.500001").RoundedToPlaces(0) == D("3"));
  CHECK(D("0.005").RoundedToPlaces(2) == D("0"));
  CHECK(D("123456").RoundedToDigits(3) == D("123000"));
  CHECK(D("0.00123456").RoundedToDigits(3) == D("0.00123"));
}

TEST_CASE("property: a product divided by one factor gives the other") {
  Numbers numbers;
  for (int i = 0; i < 20000; ++i) {
    const auto a = Decimal::FromInt(static_cast<int64_t>(numbers.Next() % 1000000000000)).TimesPowerOfTen(-static_cast<int32_t>(numbers.Next() % 6));
    const auto b = Decimal::FromInt(static_cast<int64_t>(numbers.Next() % 999999 + 1)).TimesPowerOfTen(-static_cast<int32_t>(numbers.Next() % 6));
    const auto product = a->Times(*b);
    REQUIRE(product.has_value());
    REQUIRE(product->DividedBy(*b, 30) == *a);
    REQUIRE(Decimal::Parse(a->ToString()) == *a);
    REQUIRE(a->Plus(*b)->Minus(*b) == *a);
  }
}

}  // namespace
}  // namespace entente
