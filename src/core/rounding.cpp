#include "premortem/core/rounding.hpp"

#include <cmath>
#include <limits>

namespace premortem {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double underflow_guard = 1e-290;  // below this the residual of a product or a quotient is itself inexact

constexpr double largest = std::numeric_limits<double>::max();

/// Of two finite operands the exact result is finite too, so an overflow rounds back to the largest number on the
/// side that must not pass it.
double overflowed(double a, double b, double result, bool down) {
  if (std::isfinite(a) && std::isfinite(b)) {
    if (down && result > 0) return largest;
    if (!down && result < 0) return -largest;
  }
  return result;
}

double step_down(double x) { return std::nextafter(x, -infinity); }
double step_up(double x) { return std::nextafter(x, infinity); }

/// Knuth's TwoSum: a + b - fl(a + b), exactly.
double sum_residual(double a, double b, double sum) {
  const double b_part = sum - a;
  const double a_part = sum - b_part;
  return (a - a_part) + (b - b_part);
}

bool residual_is_exact(double a, double b, double product) {
  return a == 0 || b == 0 || std::abs(product) > underflow_guard;
}

}  // namespace

double add_down(double a, double b) {
  const double s = a + b;
  if (!std::isfinite(s)) return overflowed(a, b, s, true);
  return sum_residual(a, b, s) < 0 ? step_down(s) : s;
}

double add_up(double a, double b) {
  const double s = a + b;
  if (!std::isfinite(s)) return overflowed(a, b, s, false);
  return sum_residual(a, b, s) > 0 ? step_up(s) : s;
}

double multiply_down(double a, double b) {
  const double p = a * b;
  if (!std::isfinite(p)) return overflowed(a, b, p, true);
  if (!residual_is_exact(a, b, p)) return step_down(p);
  return std::fma(a, b, -p) < 0 ? step_down(p) : p;
}

double multiply_up(double a, double b) {
  const double p = a * b;
  if (!std::isfinite(p)) return overflowed(a, b, p, false);
  if (!residual_is_exact(a, b, p)) return step_up(p);
  return std::fma(a, b, -p) > 0 ? step_up(p) : p;
}

double divide_down(double a, double b) {
  const double q = a / b;
  if (!std::isfinite(q)) return b == 0 ? q : overflowed(a, b, q, true);
  if (q == 0) return a == 0 || (a > 0) == (b > 0) ? q : step_down(q);
  if (std::abs(a) < underflow_guard) return step_down(q);  // the residual, no larger than an ulp of a, is itself inexact
  const double residual = std::fma(-q, b, a);  // a - q b
  return (residual < 0) == (b > 0) && residual != 0 ? step_down(q) : q;
}

double divide_up(double a, double b) {
  const double q = a / b;
  if (!std::isfinite(q)) return b == 0 ? q : overflowed(a, b, q, false);
  if (q == 0) return a == 0 || (a > 0) != (b > 0) ? q : step_up(q);
  if (std::abs(a) < underflow_guard) return step_up(q);
  const double residual = std::fma(-q, b, a);
  return (residual > 0) == (b > 0) && residual != 0 ? step_up(q) : q;
}

}  // namespace premortem
