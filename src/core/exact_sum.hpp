#pragma once

namespace premortem {

/// A number as the unevaluated sum of two doubles, the second at most half a unit of the first.
struct TwoPart {
  double high, low;
};

/// a + b exactly. Source: Knuth, The Art of Computer Programming, volume 2, 4.2.2.
constexpr TwoPart exact_sum(double a, double b) {
  const double s = a + b, part = s - a;
  return {s, (a - (s - part)) + (b - part)};
}

/// a b exactly, unless a part of it underflows or a or b is above 2^996. Source: Dekker (1971), Numerische
/// Mathematik 18.
constexpr TwoPart exact_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1;
  const double ca = splitter * a, a1 = ca - (ca - a), a2 = a - a1;
  const double cb = splitter * b, b1 = cb - (cb - b), b2 = b - b1;
  const double p = a * b;
  return {p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2};
}

/// (a.high + a.low) (b.high + b.low) to about 2^-103.
constexpr TwoPart product(TwoPart a, TwoPart b) {
  const TwoPart p = exact_product(a.high, b.high);
  return exact_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/// a / b to about 2^-105.
constexpr TwoPart quotient(TwoPart a, TwoPart b) {
  const double high = a.high / b.high;
  const TwoPart back = exact_product(high, b.high);
  return exact_sum(high, ((a.high - back.high) - back.low + a.low - high * b.low) / b.high);
}

}  // namespace premortem
