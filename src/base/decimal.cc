// Exact decimals: a coefficient of 127 bits over a power of ten. Every operation is exact or says that it is not (nullopt);
// the three that round do so half to even, once. Example: 33700000000 SEK times 0.0953353 is 3212799610.
// Tested by: tests/unit/base/decimal_test.cc
#include <algorithm>
#include <array>
#include <bit>

#include "entente/money.h"

namespace entente {

__extension__ typedef unsigned __int128 Wide;

// Reads and writes the private members, so that the header needs no 128-bit type.
struct DecimalAccess {
  static constexpr Wide kLimit = (Wide{1} << 127) - 1;
  static constexpr int32_t kMaxScale = 38;

  static Wide Coefficient(const Decimal& d) { return (Wide{d.high_} << 64) | d.low_; }
  static int32_t Scale(const Decimal& d) { return d.scale_; }
  static bool Negative(const Decimal& d) { return d.negative_; }
  // Brings the scale into 0..38 and drops superfluous zeros; nullopt when the number does not fit.
  static std::optional<Decimal> Make(bool negative, Wide coefficient, int32_t scale);
};

namespace {

constexpr auto kPowers = [] {
  std::array<Wide, 39> powers{};
  powers[0] = 1;
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

Wide Power(int32_t exponent) { return kPowers[static_cast<size_t>(exponent)]; }

// Fits into 64 bits, as nearly all sums do: dividing is much quicker there.
bool IsSmall(Wide value) { return value >> 64 == 0; }

// 0 for zero.
int32_t DigitCount(Wide value) {
  const auto high = static_cast<uint64_t>(value >> 64), low = static_cast<uint64_t>(value);
  const uint32_t bits = high != 0 ? 64 + static_cast<uint32_t>(std::bit_width(high)) : static_cast<uint32_t>(std::bit_width(low));
  const uint32_t least = bits * 1233 >> 12;  // the logarithm of 2, rounded down: one digit more where the power is reached
  return static_cast<int32_t>(least) + (value >= kPowers[least] ? 1 : 0);
}

// value / 10^drop, rounded half to even; `sticky` says that value itself was cut off above zero. Requires: 1 <= drop <= 38.
Wide DropDigits(Wide value, int32_t drop, bool sticky) {
  const Wide unit = Power(drop);
  const bool small = IsSmall(value) && IsSmall(unit);
  const Wide quotient = small ? static_cast<uint64_t>(value) / static_cast<uint64_t>(unit) : value / unit;
  const Wide rest = value - quotient * unit, half = unit / 2;
  const bool up = rest > half || (rest == half && (sticky || (quotient & 1) != 0));
  return quotient + (up ? 1 : 0);
}

bool TimesPower(Wide* value, int32_t exponent) {
  if (exponent > 38) return *value == 0;
  return !__builtin_mul_overflow(*value, Power(exponent), value) && *value <= DecimalAccess::kLimit;
}

// The quotient of two coefficients, digit by digit: value = coefficient * 10^exponent, with what is left in `rest`.
struct Quotient {
  Wide coefficient, rest;
  int32_t exponent;
};

// One more digit: rest * 10 may need 132 bits, so its high part is carried apart.
void NextDigit(Quotient* q, Wide divisor) {
  const Wide low_half = (q->rest & ~uint64_t{0}) * 10;
  const Wide high_half = (q->rest >> 64) * 10 + (low_half >> 64);
  uint32_t carry = static_cast<uint32_t>(high_half >> 64);
  Wide rest = (high_half << 64) | (low_half & ~uint64_t{0});
  uint32_t digit = 0;
  for (; carry != 0 || rest >= divisor; ++digit) {
    if (rest < divisor) --carry;
    rest -= divisor;
  }
  q->coefficient = q->coefficient * 10 + digit;
  q->rest = rest;
  --q->exponent;
}

Quotient Divide(Wide value, Wide by, int32_t exponent) {
  if (!IsSmall(value) || !IsSmall(by)) return {value / by, value % by, exponent};
  const auto small = static_cast<uint64_t>(value), small_by = static_cast<uint64_t>(by);
  return {small / small_by, small % small_by, exponent};
}

// Up to `digits` digits in 64 bits, where ten times the rest fits; `have` are there. Returns how many there are now.
constexpr int32_t kSmallDigits = 18;
constexpr uint64_t kSmallDivisor = ~uint64_t{0} / 10;
int32_t NextSmallDigits(Quotient* q, uint64_t divisor, int32_t have, int32_t digits) {
  auto coefficient = static_cast<uint64_t>(q->coefficient), rest = static_cast<uint64_t>(q->rest);
  for (; rest != 0 && have < digits && -q->exponent < DecimalAccess::kMaxScale; --q->exponent) {
    const uint64_t tens = rest * 10;
    coefficient = coefficient * 10 + tens / divisor;
    rest = tens % divisor;
    have += coefficient != 0 ? 1 : 0;
  }
  q->coefficient = coefficient;
  q->rest = rest;
  return have;
}

}  // namespace

std::optional<Decimal> DecimalAccess::Make(bool negative, Wide coefficient, int32_t scale) {
  if (coefficient == 0) return Decimal();
  for (; scale > 0 && !IsSmall(coefficient) && coefficient % 10 == 0; --scale) coefficient /= 10;
  if (IsSmall(coefficient)) {
    auto small = static_cast<uint64_t>(coefficient);
    for (; scale > 0 && small % 10 == 0; --scale) small /= 10;
    coefficient = small;
  }
  if (scale < 0) {
    if (!TimesPower(&coefficient, -scale)) return std::nullopt;
    scale = 0;
  }
  if (scale > kMaxScale || coefficient > kLimit) return std::nullopt;
  Decimal d;
  d.high_ = static_cast<uint64_t>(coefficient >> 64);
  d.low_ = static_cast<uint64_t>(coefficient);
  d.scale_ = static_cast<int16_t>(scale);
  d.negative_ = negative;
  return d;
}

Decimal Decimal::FromInt(int64_t value) {
  const bool negative = value < 0;
  const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  return *DecimalAccess::Make(negative, magnitude, 0);
}

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  Wide value = 0;
  int32_t scale = 0, pending_zeros = 0;
  bool point = false, digit_seen = false, fraction_seen = false;
  for (const char c : text) {
    if (c == '.') {
      if (point || !digit_seen) return std::nullopt;
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digit_seen = true;
    fraction_seen |= point;
    if (point && c == '0') {  // counts only when another digit follows
      ++pending_zeros;
      continue;
    }
    const int32_t shift = point ? pending_zeros + 1 : 1;
    if (!TimesPower(&value, shift)) return std::nullopt;
    value += static_cast<unsigned>(c - '0');
    scale += point ? shift : 0;
    pending_zeros = 0;
  }
  if (!digit_seen || (point && !fraction_seen)) return std::nullopt;
  return DecimalAccess::Make(negative, value, scale);
}

std::optional<Decimal> Decimal::Plus(const Decimal& other) const {
  Wide a = DecimalAccess::Coefficient(*this), b = DecimalAccess::Coefficient(other);
  const int32_t scale = std::max(scale_, other.scale_);
  if (!TimesPower(&a, scale - scale_) || !TimesPower(&b, scale - other.scale_)) return std::nullopt;
  if (negative_ == other.negative_) return DecimalAccess::Make(negative_, a + b, scale);
  return a >= b ? DecimalAccess::Make(negative_, a - b, scale) : DecimalAccess::Make(other.negative_, b - a, scale);
}

std::optional<Decimal> Decimal::Minus(const Decimal& other) const {
  Decimal negated = other;
  negated.negative_ = !other.negative_ && !other.IsZero();
  return Plus(negated);
}

std::optional<Decimal> Decimal::Times(const Decimal& other) const {
  Wide product = 0;
  if (__builtin_mul_overflow(DecimalAccess::Coefficient(*this), DecimalAccess::Coefficient(other), &product)) return std::nullopt;
  return DecimalAccess::Make(negative_ != other.negative_, product, scale_ + other.scale_);
}

std::optional<Decimal> Decimal::TimesPowerOfTen(int32_t exponent) const {
  if (exponent < -100 || exponent > 100) return IsZero() ? std::optional(*this) : std::nullopt;
  return DecimalAccess::Make(negative_, DecimalAccess::Coefficient(*this), scale_ - exponent);
}

std::optional<Decimal> Decimal::DividedBy(const Decimal& divisor, int32_t digits) const {
  if (divisor.IsZero()) return std::nullopt;
  digits = std::clamp(digits, 1, 37);
  const Wide by = DecimalAccess::Coefficient(divisor), value = DecimalAccess::Coefficient(*this);
  Quotient q = Divide(value, by, divisor.scale_ - scale_);
  int32_t have = DigitCount(q.coefficient);
  if (have <= digits && digits <= kSmallDigits && by <= kSmallDivisor) have = NextSmallDigits(&q, static_cast<uint64_t>(by), have, digits);
  if (have > digits) {
    q.coefficient = DropDigits(q.coefficient, have - digits, q.rest != 0);
    q.exponent += have - digits;
  } else {
    while (q.rest != 0 && DigitCount(q.coefficient) < digits && -q.exponent < DecimalAccess::kMaxScale) NextDigit(&q, by);
    const Wide twice = q.rest * 2;
    if (twice > by || (twice == by && (q.coefficient & 1) != 0)) ++q.coefficient;
  }
  while (q.exponent < -DecimalAccess::kMaxScale && q.coefficient % 10 == 0 && q.coefficient != 0) {
    q.coefficient /= 10;
    ++q.exponent;
  }
  return DecimalAccess::Make(negative_ != divisor.negative_, q.coefficient, -q.exponent);
}

Decimal Decimal::RoundedToDigits(int32_t digits) const {
  const Wide value = DecimalAccess::Coefficient(*this);
  const int32_t drop = DigitCount(value) - std::max(digits, 1);
  if (drop <= 0 || IsZero()) return *this;
  return DecimalAccess::Make(negative_, DropDigits(value, drop, false), scale_ - drop).value_or(*this);
}

Decimal Decimal::RoundedToPlaces(int32_t places) const {
  const int32_t drop = scale_ - places;
  if (drop <= 0) return *this;
  if (drop > 38) return Decimal();
  return DecimalAccess::Make(negative_, DropDigits(DecimalAccess::Coefficient(*this), drop, false), places).value_or(*this);
}

std::string Decimal::ToString() const {
  Wide value = DecimalAccess::Coefficient(*this);
  std::array<char, 48> buffer;
  size_t at = buffer.size();
  // the digits, with zeros before them up to one before the point
  for (; !IsSmall(value); value /= 10) buffer[--at] = static_cast<char>('0' + static_cast<uint32_t>(value % 10));
  for (auto rest = static_cast<uint64_t>(value); rest != 0; rest /= 10) buffer[--at] = static_cast<char>('0' + rest % 10);
  const auto scale = static_cast<size_t>(scale_);
  while (buffer.size() - at <= scale) buffer[--at] = '0';
  const size_t whole = buffer.size() - at - scale;
  std::string text;
  text.reserve(whole + scale + 2);
  if (negative_) text += '-';
  text.append(buffer.data() + at, whole);
  if (scale == 0) return text;
  text += '.';
  text.append(buffer.data() + at + whole, scale);
  return text;
}

double Decimal::ToDouble() const {
  const double magnitude = static_cast<double>(DecimalAccess::Coefficient(*this)) / static_cast<double>(Power(scale_));
  return negative_ ? -magnitude : magnitude;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative_ != b.negative_) return b.negative_ <=> a.negative_;
  const Wide unit_a = Power(a.scale_), unit_b = Power(b.scale_);
  const Wide value_a = DecimalAccess::Coefficient(a), value_b = DecimalAccess::Coefficient(b);
  Wide left = value_a / unit_a, right = value_b / unit_b;
  if (left == right) {  // the fractions: both stay below 10^38 when brought to one scale
    const int32_t scale = std::max(a.scale_, b.scale_);
    left = value_a % unit_a * Power(scale - a.scale_);
    right = value_b % unit_b * Power(scale - b.scale_);
  }
  const auto order = left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
  return a.negative_ ? 0 <=> order : order;
}

}  // namespace entente
