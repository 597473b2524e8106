// Money as a text states it: an exact decimal or a range, a currency, and how firmly it is said.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// An exact decimal number: coefficient / 10^scale, with a coefficient of up to 127 bits (38 digits). Value type, never rounds in silence:
// what does not fit gives nullopt. Equality and order are those of the numbers (1.50 == 1.5).
class Decimal {
 public:
  Decimal() = default;  // zero
  static Decimal FromInt(int64_t value);
  // Reads [-]digits[.digits]; nullopt for anything else or for more than 38 significant digits.
  static std::optional<Decimal> Parse(std::string_view text);

  std::optional<Decimal> Plus(const Decimal& other) const;
  std::optional<Decimal> Minus(const Decimal& other) const;
  std::optional<Decimal> Times(const Decimal& other) const;
  std::optional<Decimal> TimesPowerOfTen(int32_t exponent) const;
  // This divided by `divisor`, rounded half to even to `digits` significant digits (1 to 37). nullopt when the divisor is zero.
  std::optional<Decimal> DividedBy(const Decimal& divisor, int32_t digits) const;
  // Rounded half to even to `digits` significant digits, or to `places` decimal places.
  Decimal RoundedToDigits(int32_t digits) const;
  Decimal RoundedToPlaces(int32_t places) const;

  bool IsZero() const { return high_ == 0 && low_ == 0; }
  bool IsNegative() const { return negative_; }
  // Plain notation without exponent or superfluous zeros: "33700000000", "0.0953353", "-12.5".
  std::string ToString() const;
  double ToDouble() const;  // for ratios and display only; never for money that is stored

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  friend struct DecimalAccess;
  uint64_t high_ = 0;
  uint64_t low_ = 0;
  int16_t scale_ = 0;  // 0 to 38
  bool negative_ = false;
};

// An ISO 4217 code, or empty when the text does not decide it.
class Currency {
 public:
  constexpr Currency() = default;
  // Requires: three upper-case ASCII letters.
  constexpr explicit Currency(std::string_view code) : code_{code[0], code[1], code[2]} {}
  constexpr bool empty() const { return code_[0] == 0; }
  constexpr std::string_view code() const { return {code_.data(), empty() ? size_t{0} : size_t{3}}; }
  friend constexpr bool operator==(const Currency& a, const Currency& b) { return a.code_[0] == b.code_[0] && a.code_[1] == b.code_[1] && a.code_[2] == b.code_[2]; }
  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> code_{};
};

// How firmly a sum is said; several may hold at once ("up to about $3bn": about and at_most). No bit set means exact.
enum Qualifier : uint16_t {
  kExact = 0,
  kAbout = 1 << 0,
  kAtLeast = 1 << 1,
  kMoreThan = 1 << 2,
  kAtMost = 1 << 3,
  kLessThan = 1 << 4,
  kRange = 1 << 5,
  kOrderOfMagnitude = 1 << 6,
};

enum class AmountRole : uint8_t {
  kDealValue, kConversion, kStakeValue, kValuation, kFundSize, kRevenue, kProfit, kMarketSize, kUnitPrice, kCumulative, kOther
};
const char* AmountRoleName(AmountRole role);  // "deal_value", ...; static storage

// How the currency of a sum was decided.
enum class CurrencyBasis : uint8_t {
  kStated,      // the words name it ("USD", "Singapore dollars")
  kCountry,     // an ambiguous word decided by a country in the context
  kConversion,  // decided by the stated conversion beside it
  kDefault,     // an ambiguous word, by the default of its pack
  kContext,     // no word of a currency; the context makes it money
};
const char* CurrencyBasisName(CurrencyBasis basis);

// Where a rate comes from. RateTable has the order of preference; kStated, the article's own conversion, comes after it.
enum class RateKind : uint8_t { kStated, kUser, kDaily, kMonthly, kFixed };
const char* RateKindName(RateKind kind);

// A sum converted to the common currency, with the trail of the rate. Amount = original * rate.
struct Normalized {
  Currency currency;
  Decimal low, high;
  Decimal rate;           // units of `currency` for one unit of the original currency
  std::string rate_date;  // "2024-06-04", or "2024-06" for a monthly rate, or "" for a fixed one
  RateKind kind = RateKind::kMonthly;
  std::string source;  // "ECB", "ECB, Fed", the name a user gave, "article" for a stated one
};

}  // namespace entente
