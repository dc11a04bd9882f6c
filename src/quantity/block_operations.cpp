#include "quantity/block_operations.hpp"

#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/core/portable_math.hpp"
#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

PREMORTEM_VECTOR_CLONES
void arithmetic(Op op, const double* a, const double* b, double* out, std::size_t n) {
  if (op == Op::sum)
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i] + b[i];
  else if (op == Op::difference)
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i] - b[i];
  else if (op == Op::product)
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i] * b[i];
  else
    for (std::size_t i = 0; i < n; ++i) out[i] = b[i] == 0 ? undefined : a[i] / b[i];
}

/// The larger of a and b for sign 1, the smaller for sign -1.
PREMORTEM_VECTOR_CLONES
void extreme(double sign, const double* a, const double* b, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = sign * a[i] > sign * b[i] || a[i] != a[i] ? a[i] : b[i];
}

bool no_probability(double p) { return !(p >= 0 && p <= 1); }

PREMORTEM_VECTOR_CLONES
void events(bool both, const double* a, const double* b, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const double value = both ? a[i] * b[i] : a[i] + b[i] * (1 - a[i]);
    out[i] = no_probability(a[i]) || no_probability(b[i]) ? undefined : value;
  }
}

PREMORTEM_VECTOR_CLONES
void unary(Op op, const double* a, double* out, std::size_t n) {
  if (op == Op::negative)
    for (std::size_t i = 0; i < n; ++i) out[i] = -a[i];
  else if (op == Op::absolute)
    for (std::size_t i = 0; i < n; ++i) out[i] = std::abs(a[i]);
  else
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i] < 0 ? undefined : std::sqrt(a[i]);
}

void choose(const BlockOperands& x, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = x.a[i] != x.a[i] ? undefined : (x.a[i] != 0 ? x.b[i] : x.c[i]);
}

template <class Function>
void each(const double* a, double* out, std::size_t n, Function function) {
  for (std::size_t i = 0; i < n; ++i) out[i] = function(a[i]);
}

template <class Compare>
void compared(const BlockOperands& x, double* out, std::size_t n, Compare compare) {
  for (std::size_t i = 0; i < n; ++i)
    out[i] = x.a[i] != x.a[i] || x.b[i] != x.b[i] ? undefined : (compare(x.a[i], x.b[i]) ? 1.0 : 0.0);
}

double logarithm_of(double a) { return a > 0 ? portable_log(a) : undefined; }

double power_of(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return undefined;
  return a == 0 && b < 0 ? undefined : portable_pow(a, b);
}

void powers(const BlockOperands& x, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = power_of(x.a[i], x.b[i]);
}

}  // namespace

void apply_to_block(Op op, const BlockOperands& x, double* out, std::size_t n) {
  switch (op) {
    case Op::product:
    case Op::quotient:
    case Op::sum:
    case Op::difference:
      return arithmetic(op, x.a, x.b, out, n);
    case Op::minimum:
      return extreme(-1, x.a, x.b, out, n);
    case Op::maximum:
      return extreme(1, x.a, x.b, out, n);
    case Op::conjunction:
      return events(true, x.a, x.b, out, n);
    case Op::disjunction:
      return events(false, x.a, x.b, out, n);
    case Op::negative:
    case Op::absolute:
    case Op::square_root:
      return unary(op, x.a, out, n);
    case Op::power:
      return powers(x, out, n);
    case Op::exponential:
      return each(x.a, out, n, portable_exp);
    case Op::logarithm:
      return each(x.a, out, n, logarithm_of);
    case Op::sine:
      return each(x.a, out, n, portable_sin);
    case Op::cosine:
      return each(x.a, out, n, portable_cos);
    case Op::less:
      return compared(x, out, n, [](double a, double b) { return a < b; });
    case Op::less_equal:
      return compared(x, out, n, [](double a, double b) { return a <= b; });
    case Op::greater:
      return compared(x, out, n, [](double a, double b) { return a > b; });
    case Op::greater_equal:
      return compared(x, out, n, [](double a, double b) { return a >= b; });
    case Op::equal:
      return compared(x, out, n, [](double a, double b) { return a == b; });
    case Op::not_equal:
      return compared(x, out, n, [](double a, double b) { return a != b; });
    case Op::choice:
      return choose(x, out, n);
    case Op::both:
      throw DomainError("an unknown overlap cannot be simulated");
    case Op::constant:
    case Op::leaf:
      break;
  }
  throw DomainError("a constant or a leaf has no operands");
}

}  // namespace premortem
