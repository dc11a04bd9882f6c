#include "premortem/statistics/frechet.hpp"

#include <algorithm>

#include "premortem/core/rounding.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

void require_probabilities(const char* function, const Interval& a, const Interval& b) {
  const auto within = [](const Interval& x) { return 0 <= x.low && x.low <= x.high && x.high <= 1; };
  require(within(a) && within(b), function, {{"a.low", a.low}, {"a.high", a.high}, {"b.low", b.low}, {"b.high", b.high}},
          "intervals within [0, 1] are needed");
}

/// max(0, a + b - 1) rounded down; sum - 1 is exact for a sum in [1, 2] (Sterbenz).
double excess_down(double a, double b) {
  const double sum = add_down(a, b);
  return sum <= 1 ? 0.0 : sum - 1;
}

}  // namespace

Interval frechet_and(const Interval& a, const Interval& b) {
  require_probabilities("frechet_and", a, b);
  return {excess_down(a.low, b.low), std::min(a.high, b.high)};
}

Interval frechet_or(const Interval& a, const Interval& b) {
  require_probabilities("frechet_or", a, b);
  return {std::max(a.low, b.low), std::min(1.0, add_up(a.high, b.high))};
}

Interval independent_and(const Interval& a, const Interval& b) {
  require_probabilities("independent_and", a, b);
  return a * b;
}

Interval independent_or(const Interval& a, const Interval& b) {
  require_probabilities("independent_or", a, b);
  const double low = add_down(a.low, multiply_down(b.low, add_down(1.0, -a.low)));
  const double high = add_up(a.high, multiply_up(b.high, add_up(1.0, -a.high)));
  return {low, std::min(1.0, high)};
}

}  // namespace premortem
