// Distributions of counts, each through the continuous distribution that its tails equal.
#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/incomplete_beta.hpp"
#include "statistics/incomplete_gamma.hpp"

namespace premortem {
namespace {

constexpr double largest_mean = 1e15;  // beyond it neighbouring counts are no longer distinct doubles

void require_binomial(const char* function, double trials, double p, double k) {
  const bool whole = trials >= 0 && std::isfinite(trials) && std::floor(trials) == trials;
  require(whole && p >= 0 && p <= 1 && !std::isnan(k), function, {{"trials", trials}, {"p", p}, {"k", k}},
          "whole trials >= 0, p in [0, 1] and a number k are needed");
}

void require_poisson(const char* function, double mean, double k) {
  require(mean >= 0 && std::isfinite(mean) && !std::isnan(k), function, {{"mean", mean}, {"k", k}},
          "a finite mean >= 0 and a number k are needed");
}

/// Whether the p-quantile is at or below k; on whichever tail is small, so that p near 1 keeps its digits.
bool reaches(double mean, double p, double k) {
  return p <= 0.5 ? poisson_cdf(mean, k) >= p : poisson_survival(mean, k) <= 1 - p;
}

}  // namespace

double binomial_cdf(double trials, double p, double k) {
  require_binomial("binomial_cdf", trials, p, k);
  const double count = std::floor(k);
  if (count < 0) return 0;
  if (count >= trials || p == 0) return 1;
  if (p == 1) return 0;
  return evaluated("binomial_cdf", {{"trials", trials}, {"p", p}, {"k", k}},
                   [&] { return beta_upper_tail(count + 1, trials - count, p); });
}

double binomial_survival(double trials, double p, double k) {
  require_binomial("binomial_survival", trials, p, k);
  const double count = std::floor(k);
  if (count < 0) return 1;
  if (count >= trials || p == 0) return 0;
  if (p == 1) return 1;
  return evaluated("binomial_survival", {{"trials", trials}, {"p", p}, {"k", k}},
                   [&] { return beta_lower_tail(count + 1, trials - count, p); });
}

double binomial_quantile(double trials, double p, double u) {
  require_binomial("binomial_quantile", trials, p, 0);
  require(u > 0 && u < 1, "binomial_quantile", {{"trials", trials}, {"p", p}, {"u", u}}, "u in (0, 1) is needed");
  const double guess = std::round(trials * p + std::sqrt(trials * p * (1 - p)) * normal_quantile(0, 1, u));
  double k = std::clamp(guess, 0.0, trials);  // the normal law is off by a few counts
  while (k > 0 && binomial_cdf(trials, p, k - 1) >= u) --k;
  while (k < trials && binomial_cdf(trials, p, k) < u) ++k;
  return k;
}

double poisson_cdf(double mean, double k) {
  require_poisson("poisson_cdf", mean, k);
  if (k < 0) return 0;
  if (mean == 0 || std::isinf(k)) return 1;
  return evaluated("poisson_cdf", {{"mean", mean}, {"k", k}},
                   [&] { return gamma_upper_tail(std::floor(k) + 1, mean, mean - (std::floor(k) + 1)); });
}

double poisson_survival(double mean, double k) {
  require_poisson("poisson_survival", mean, k);
  if (k < 0) return 1;
  if (mean == 0 || std::isinf(k)) return 0;
  return evaluated("poisson_survival", {{"mean", mean}, {"k", k}},
                   [&] { return gamma_lower_tail(std::floor(k) + 1, mean, mean - (std::floor(k) + 1)); });
}

double poisson_quantile(double mean, double p) {
  require_poisson("poisson_quantile", mean, 0);
  require(p > 0 && p < 1 && mean <= largest_mean, "poisson_quantile", {{"mean", mean}, {"p", p}},
          "p in (0, 1) and a mean of at most 1e15 are needed");
  if (mean == 0) return 0;
  // A bracket (below, above] around the normal approximation, doubled until it holds the answer.
  const double guess = std::max(0.0, std::floor(mean + std::sqrt(mean) * normal_quantile(0, 1, p)));
  double above = guess;
  double below = guess - 1;
  for (double step = 1; !reaches(mean, p, above); step *= 2) {
    below = above;
    above += step;
  }
  for (double step = 1; below >= 0 && reaches(mean, p, below); step *= 2) {
    above = below;
    below = std::max(-1.0, below - step);
  }
  while (above - below > 1) {
    const double middle = std::floor(below + (above - below) / 2);
    (reaches(mean, p, middle) ? above : below) = middle;
  }
  return above;
}

double poisson_expected_shortfall(double mean, double tail) {
  require(tail > 0 && tail < 1, "poisson_expected_shortfall", {{"mean", mean}, {"tail", tail}}, "tail in (0, 1) is needed");
  const double q = poisson_quantile(mean, 1 - tail);
  // E max(X - q, 0) = mean P(X >= q) - q P(X > q), since k P(X = k) = mean P(X = k - 1).
  const double excess = mean * poisson_survival(mean, q - 1) - q * poisson_survival(mean, q);
  return q + std::max(0.0, excess) / tail;
}

}  // namespace premortem
