#include "json/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace sp::schemas {
namespace {

// digits × 10^exponent. The digits have no zeros at either end, so that each number has
// one form only; zero has no digits.
struct Exact {
  bool negative = false;
  std::string digits;
  std::int64_t exponent = 0;

  bool zero() const { return digits.empty(); }
  bool integral() const { return exponent >= 0; }
  // The place of the first digit: 1 for 1 to 9, 0 for 0.1, …
  std::int64_t magnitude() const { return static_cast<std::int64_t>(digits.size()) + exponent; }
};

std::int64_t read_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  // Far beyond any double, and small enough to add to.
  constexpr std::int64_t huge = std::int64_t{1} << 40;
  std::int64_t exponent = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (result.ec == std::errc::result_out_of_range) return text.starts_with('-') ? -huge : huge;
  return std::clamp(exponent, -huge, huge);
}

Exact read_exact(std::string_view literal) {
  Exact exact;
  exact.negative = literal.starts_with('-');
  if (exact.negative) literal.remove_prefix(1);
  if (const auto e = literal.find_first_of("eE"); e != literal.npos) {
    exact.exponent = read_exponent(literal.substr(e + 1));
    literal = literal.substr(0, e);
  }
  const auto point = literal.find('.');
  exact.digits = literal.substr(0, point);
  if (point != literal.npos) {
    const std::string_view fraction = literal.substr(point + 1);
    exact.digits += fraction;
    exact.exponent -= static_cast<std::int64_t>(fraction.size());
  }
  const auto last = exact.digits.find_last_not_of('0');
  if (last == std::string::npos) return Exact();
  exact.exponent += static_cast<std::int64_t>(exact.digits.size() - last - 1);
  exact.digits.erase(last + 1);
  exact.digits.erase(0, exact.digits.find_first_not_of('0'));
  return exact;
}

Exact exact_of(const Value& value) {
  if (const Decimal* number = value.decimal()) return read_exact(number->literal);
  if (const auto* number = value.large_integer()) {
    return read_exact(fmt::format_int(*number).c_str());
  }
  return read_exact(fmt::format_int(*value.small_integer()).c_str());
}

std::strong_ordering compare(const Exact& a, const Exact& b) {
  if (a.zero() || b.zero() || a.negative != b.negative) {
    const auto sign = [](const Exact& e) { return e.zero() ? 0 : e.negative ? -1 : 1; };
    return sign(a) <=> sign(b);
  }
  auto order = a.magnitude() <=> b.magnitude();
  if (order == 0) order = a.digits.compare(b.digits) <=> 0;
  return a.negative ? 0 <=> order : order;
}

template <typename A, typename B>
std::strong_ordering compare_integers(A a, B b) {
  if (std::cmp_equal(a, b)) return std::strong_ordering::equal;
  return std::cmp_less(a, b) ? std::strong_ordering::less : std::strong_ordering::greater;
}

// Below, moduli are under 10^18, so that ten times a remainder fits 64 bits.

std::uint64_t remainder_of(std::string_view digits, std::uint64_t modulus) {
  std::uint64_t remainder = 0;
  for (const char digit : digits) {
    remainder = (remainder * 10 + static_cast<std::uint64_t>(digit - '0')) % modulus;
  }
  return remainder;
}

std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  std::uint64_t product = 0;
  for (; b != 0; b >>= 1) {
    if (b & 1) product = (product + a) % modulus;
    a = (a + a) % modulus;
  }
  return product;
}

std::uint64_t shift_decimal(std::uint64_t value, std::int64_t places, std::uint64_t modulus) {
  for (std::uint64_t power = 10 % modulus; places != 0; places >>= 1) {
    if (places & 1) value = multiply(value, power, modulus);
    power = multiply(power, power, modulus);
  }
  return value;
}

}  // namespace

std::strong_ordering compare_numbers(const Value& a, const Value& b) {
  const std::int64_t* small_a = a.small_integer();
  const std::int64_t* small_b = b.small_integer();
  if (small_a && small_b) return *small_a <=> *small_b;
  const std::uint64_t* large_a = a.large_integer();
  const std::uint64_t* large_b = b.large_integer();
  if (large_a && large_b) return *large_a <=> *large_b;
  if (small_a && large_b) return compare_integers(*small_a, *large_b);
  if (large_a && small_b) return compare_integers(*large_a, *small_b);

  // Rounding keeps the order, so doubles that differ settle it.
  const double x = *a.number();
  const double y = *b.number();
  if (x < y) return std::strong_ordering::less;
  if (x > y) return std::strong_ordering::greater;
  return compare(exact_of(a), exact_of(b));
}

bool is_integral(const Decimal& number) { return read_exact(number.literal).integral(); }

bool is_beyond_doubles(std::string_view literal) { return read_exact(literal).magnitude() > 0; }

std::optional<std::int64_t> to_int64(const Decimal& number) {
  const Exact exact = read_exact(number.literal);
  constexpr std::int64_t most_digits = 19;
  if (exact.zero()) return 0;
  if (!exact.integral() || exact.magnitude() > most_digits) return std::nullopt;
  const std::string text = (exact.negative ? "-" : "") + exact.digits +
                           std::string(static_cast<std::size_t>(exact.exponent), '0');
  std::int64_t integer = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (result.ec != std::errc()) return std::nullopt;
  return integer;
}

bool is_multiple(const Value& number, const Value& divisor) {
  const std::int64_t* n = number.small_integer();
  const std::int64_t* d = divisor.small_integer();
  if (n && d) return *n % *d == 0;

  const Exact dividend = exact_of(number);
  const Exact by = exact_of(divisor);
  if (dividend.zero()) return true;
  constexpr std::size_t most_digits = 18;
  if (by.digits.size() > most_digits) return std::fmod(*number.number(), *divisor.number()) == 0;
  // The dividend's last digit is not zero, so no power of ten is in it.
  if (dividend.exponent < by.exponent) return false;
  std::uint64_t modulus = 0;
  std::from_chars(by.digits.data(), by.digits.data() + by.digits.size(), modulus);
  return shift_decimal(remainder_of(dividend.digits, modulus), dividend.exponent - by.exponent,
                       modulus) == 0;
}

}  // namespace sp::schemas
