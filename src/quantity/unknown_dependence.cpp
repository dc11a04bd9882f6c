#include "quantity/unknown_dependence.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/outward.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
using Ends = std::vector<double>;

/// best[i + j] = the largest (smallest) of a[i] op b[j], rounded to nearest: rounding rises with its argument, so the pair that
/// is largest exactly is among those that are largest here.
PREMORTEM_VECTOR_CLONES
void largest_sums(const double* a, const double* b, std::size_t n, double* best) {
  for (std::size_t i = 0; i < n; ++i) {
    double* out = best + i;
    const double x = a[i];
    for (std::size_t j = 0; j < n - i; ++j) {
      const double y = x + b[j];
      out[j] = y > out[j] ? y : out[j];
    }
  }
}

PREMORTEM_VECTOR_CLONES
void smallest_sums(const double* a, const double* b, std::size_t n, double* best) {
  for (std::size_t i = 0; i < n; ++i) {
    double* out = best + i;
    const double x = a[i];
    for (std::size_t j = 0; j < n - i; ++j) {
      const double y = x + b[j];
      out[j] = y < out[j] ? y : out[j];
    }
  }
}

PREMORTEM_VECTOR_CLONES
void largest_products(const double* a, const double* b, std::size_t n, double* best) {
  for (std::size_t i = 0; i < n; ++i) {
    double* out = best + i;
    const double x = a[i];
    for (std::size_t j = 0; j < n - i; ++j) {
      const double y = x * b[j];
      out[j] = y > out[j] ? y : out[j];
    }
  }
}

PREMORTEM_VECTOR_CLONES
void smallest_products(const double* a, const double* b, std::size_t n, double* best) {
  for (std::size_t i = 0; i < n; ++i) {
    double* out = best + i;
    const double x = a[i];
    for (std::size_t j = 0; j < n - i; ++j) {
      const double y = x * b[j];
      out[j] = y < out[j] ? y : out[j];
    }
  }
}

/// best[k] again, rounded towards one side: of a pair that attains it, looked for where the last one was. Any such pair will do,
/// since a bound by one pair is a bound.
template <class Nearest, class Directed>
void round_best(const Ends& a, const Ends& b, const Nearest& nearest, const Directed& directed, Ends& best) {
  std::size_t found = 0;
  for (std::size_t k = 0; k < best.size(); ++k) {
    const auto attains = [&](std::size_t i) { return i <= k && nearest(a[i], b[k - i]) == best[k]; };
    if (attains(found + 1)) ++found;
    else if (!attains(found))
      for (found = 0; found < k && !attains(found);) ++found;
    best[k] = directed(a[found], b[k - found]);
  }
}

template <class Nearest>
void largest_of(const Ends& a, const Ends& b, const Nearest& nearest, Ends& best) {
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size() - i; ++j) best[i + j] = std::max(best[i + j], nearest(a[i], b[j]));
}

template <class Nearest>
void smallest_of(const Ends& a, const Ends& b, const Nearest& nearest, Ends& best) {
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size() - i; ++j) best[i + j] = std::min(best[i + j], nearest(a[i], b[j]));
}

Ends reversed(const Ends& ends) { return {ends.rbegin(), ends.rend()}; }

/// What 0 times infinity is not in plain arithmetic.
bool has_zero_times_infinity(const Ends& a, const Ends& b) { return (a.back() == 0 && b.front() == infinity) || (a.front() == infinity && b.back() == 0); }

double product_nearest(double a, double b) { return a == 0 || b == 0 ? 0 : a * b; }
double quotient_nearest(double a, double b) { return a == 0 ? 0 : a / b; }
double smaller(double a, double b) { return std::min(a, b); }
double larger(double a, double b) { return std::max(a, b); }

Ends largest(Op op, const Ends& a, const Ends& b) {
  const std::size_t n = a.size();
  Ends best(n, -infinity);
  switch (op) {
    case Op::sum: largest_sums(a.data(), b.data(), n, best.data()); round_best(a, b, [](double x, double y) { return x + y; }, sum_down, best); break;
    case Op::product: largest_products(a.data(), b.data(), n, best.data()); round_best(a, b, product_nearest, product_down, best); break;
    case Op::quotient: largest_of(a, b, quotient_nearest, best); round_best(a, b, quotient_nearest, quotient_down, best); break;
    case Op::minimum: largest_of(a, b, smaller, best); break;
    case Op::maximum: largest_of(a, b, larger, best); break;
    default: throw DomainError("not an operation that rises in both operands");
  }
  return best;
}

/// Of arrays that descend: index k counts from the top.
Ends smallest(Op op, const Ends& a, const Ends& b) {
  const std::size_t n = a.size();
  Ends best(n, infinity);
  switch (op) {
    case Op::sum: smallest_sums(a.data(), b.data(), n, best.data()); round_best(a, b, [](double x, double y) { return x + y; }, sum_up, best); break;
    case Op::product:
      if (has_zero_times_infinity(a, b)) smallest_of(a, b, product_nearest, best);
      else smallest_products(a.data(), b.data(), n, best.data());
      round_best(a, b, product_nearest, product_up, best);
      break;
    case Op::quotient: smallest_of(a, b, quotient_nearest, best); round_best(a, b, quotient_nearest, quotient_up, best); break;
    case Op::minimum: smallest_of(a, b, smaller, best); break;
    case Op::maximum: smallest_of(a, b, larger, best); break;
    default: throw DomainError("not an operation that rises in both operands");
  }
  return best;
}

}  // namespace

ProbabilityBox any_dependence_of_rising(Op op, const ProbabilityBox& a, const ProbabilityBox& b) {
  const bool divides = op == Op::quotient;
  return {largest(op, a.low, divides ? reversed(b.high) : b.low),
          reversed(smallest(op, reversed(a.high), divides ? b.low : reversed(b.high)))};
}

}  // namespace premortem
