#include "premortem/statistics/empirical_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

/// Sum whose error does not grow with the number of terms to first order (Neumaier 1974).
class CompensatedSum {
 public:
  void add(double x) {
    const double next = sum_ + x;
    residue_ += std::abs(sum_) >= std::abs(x) ? (sum_ - next) + x : (x - next) + sum_;
    sum_ = next;
  }
  double value() const { return sum_ + residue_; }

 private:
  double sum_ = 0;
  double residue_ = 0;
};

void require_sample(std::span<const double> sorted, const Interval& limits) {
  const auto n = static_cast<double>(sorted.size());
  require(!sorted.empty() && limits.low <= limits.high, "anderson_mean",
          {{"values", n}, {"low", limits.low}, {"high", limits.high}}, "at least one value and low <= high are needed");
  require(std::is_sorted(sorted.begin(), sorted.end()) && limits.low <= sorted.front() && sorted.back() <= limits.high,
          "anderson_mean", {{"least", sorted.front()}, {"greatest", sorted.back()}, {"low", limits.low}, {"high", limits.high}},
          "values must be finite, ascending and within the limits");
}

/// Mean after the share `moved` of the sample at the far end of `value(0), value(1), ...` is put on `limit`.
template <class Value>
double mean_with_moved_share(long n, double moved, double limit, Value value) {
  if (std::isinf(limit)) return limit;
  const double kept = static_cast<double>(n) * (1 - moved);  // in observations, the last of them in part
  const long whole = std::min(n, static_cast<long>(std::floor(kept)));
  CompensatedSum sum;
  for (long i = 0; i < whole; ++i) sum.add(value(i));
  if (whole < n) sum.add((kept - static_cast<double>(whole)) * value(whole));
  return sum.value() / static_cast<double>(n) + moved * limit;
}

double greatest_size(std::span<const double> sorted, const Interval& limits) {
  double size = std::max(std::abs(sorted.front()), std::abs(sorted.back()));
  if (std::isfinite(limits.low)) size = std::max(size, std::abs(limits.low));
  if (std::isfinite(limits.high)) size = std::max(size, std::abs(limits.high));
  return size;
}

}  // namespace

double dkw_half_width(double n, double confidence) {
  require(n >= 1 && std::isfinite(n), "dkw_half_width", {{"n", n}}, "n >= 1 is needed");
  require(confidence > 0 && confidence < 1, "dkw_half_width", {{"confidence", confidence}}, "confidence must lie in (0, 1)");
  return std::sqrt(std::log(2 / (1 - confidence)) / (2 * n));
}

Interval anderson_mean(std::span<const double> sorted, const Interval& limits, double confidence) {
  require_sample(sorted, limits);
  const long n = static_cast<long>(sorted.size());
  const double moved = std::min(1.0, dkw_half_width(static_cast<double>(n), confidence));
  const auto from_least = [&](long i) { return sorted[static_cast<std::size_t>(i)]; };
  const auto from_greatest = [&](long i) { return sorted[static_cast<std::size_t>(n - 1 - i)]; };
  const double low = mean_with_moved_share(n, moved, limits.low, from_least);
  const double high = mean_with_moved_share(n, moved, limits.high, from_greatest);
  // Ten roundings of quantities of at most this size; stated outwards, but never beyond the hard limits.
  const double slack = 10 * std::numeric_limits<double>::epsilon() * greatest_size(sorted, limits);
  return {std::max(limits.low, low - slack), std::min(limits.high, high + slack)};
}

QuantileRanks quantile_ranks(long n, double p, double confidence) {
  const auto size = static_cast<double>(n);
  require(n >= 1 && p > 0 && p < 1 && confidence > 0 && confidence < 1, "quantile_ranks",
          {{"n", size}, {"p", p}, {"confidence", confidence}}, "n >= 1 and p, confidence in (0, 1) are needed");
  const double tail = (1 - confidence) / 2;
  // The r-th least value lies above the quantile exactly when fewer than r of the values lie at or below it.
  const auto too_high = [&](long rank) { return binomial_cdf(size, p, static_cast<double>(rank) - 1); };
  const auto too_low = [&](long rank) { return binomial_survival(size, p, static_cast<double>(rank) - 1); };
  long low = 0;
  for (long beyond = n + 1; beyond - low > 1;) {
    const long middle = low + (beyond - low) / 2;
    (too_high(middle) <= tail ? low : beyond) = middle;
  }
  const long high = quantile_upper_rank(n, p, 1 - tail);
  return {low, high, 1 - too_high(low) - too_low(high)};
}

long quantile_upper_rank(long n, double p, double confidence) {
  const auto size = static_cast<double>(n);
  require(n >= 1 && p > 0 && p < 1 && confidence > 0 && confidence < 1, "quantile_upper_rank",
          {{"n", size}, {"p", p}, {"confidence", confidence}}, "n >= 1 and p, confidence in (0, 1) are needed");
  long high = n + 1;
  for (long before = 0; high - before > 1;) {
    const long middle = before + (high - before) / 2;
    (binomial_survival(size, p, static_cast<double>(middle) - 1) <= 1 - confidence ? high : before) = middle;
  }
  return high;
}

}  // namespace premortem
