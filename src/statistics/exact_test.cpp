#include "premortem/statistics/exact_test.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

bool whole(double x, double most = 1e12) { return x >= 0 && std::floor(x) == x && x <= most; }

constexpr double most_items = 2e12;  // so that a file of the most rows may be asked how it would be with more of them

constexpr double most_summed = 1e9, large_variance = 1e6;

double variance_of(double population, double marked, double drawn) {
  if (population < 2) return 0;
  return drawn * (marked / population) * ((population - marked) / population) * ((population - drawn) / (population - 1));
}

/// 1 - F(k - 1/2) with the first term of Edgeworth's series: 1 - Phi(z) + skewness (z^2 - 1) phi(z) / 6.
double edgeworth_at_least(double population, double marked, double drawn, double k) {
  const double sd = std::sqrt(variance_of(population, marked, drawn)), z = (k - 0.5 - drawn * (marked / population)) / sd;
  const double skewness = (population - 2 * marked) / population * ((population - 2 * drawn) / population) / sd;
  return std::clamp(normal_survival(0, 1, z) + skewness * (z * z - 1) * normal_density(0, 1, z) / 6, 0.0, 1.0);
}

}  // namespace

double hypergeometric_at_least(double population, double marked, double drawn, double k) {
  require(whole(population, most_items) && whole(marked, most_items) && whole(drawn, most_items) && whole(k, most_items) && marked <= population && drawn <= population &&
              k <= drawn,
          "hypergeometric_at_least", {{"population", population}, {"marked", marked}, {"drawn", drawn}, {"k", k}},
          "whole counts of at most 2e12, with marked, drawn <= population and k <= drawn, are needed");
  const double lowest = std::max(0.0, drawn - (population - marked)), highest = std::min(drawn, marked);
  if (k <= lowest) return 1;
  if (k > highest) return 0;
  if (population > most_summed && variance_of(population, marked, drawn) > large_variance) return edgeworth_at_least(population, marked, drawn, k);
  const double mode = std::clamp(std::floor((drawn + 1) / (population + 2) * (marked + 1)), lowest, highest);
  constexpr double negligible = 1e-22;  // of its side's sum: beyond the mode terms fall faster than a geometric series
  // Terms relative to the mode's: their common factor, which would need gamma functions, cancels.
  double at_least = mode >= k ? 1 : 0, below = 1 - at_least;
  double term = 1;
  for (double x = mode; x < highest && term > 0; ++x) {
    term *= (marked - x) / (x + 1) * (drawn - x) / (population - marked - drawn + x + 1);
    (x + 1 >= k ? at_least : below) += term;
    if (x + 1 >= k && term < negligible * at_least) break;
  }
  term = 1;
  for (double x = mode; x > lowest && term > 0; --x) {
    term *= x / (marked - x + 1) * (population - marked - drawn + x) / (drawn - x + 1);
    (x - 1 >= k ? at_least : below) += term;
    if (x - 1 < k && term < negligible * below) break;
  }
  return at_least / (at_least + below);
}

double fisher_more_p(double events, double trials, double other_events, double other_trials) {
  require(whole(events) && whole(other_events) && events <= trials && other_events <= other_trials, "fisher_more_p",
          {{"events", events}, {"trials", trials}, {"other_events", other_events}, {"other_trials", other_trials}},
          "whole counts with events <= trials are needed");
  return hypergeometric_at_least(trials + other_trials, events + other_events, trials, events);
}

double mcnemar_p(double one_way, double other_way) {
  require(whole(one_way) && whole(other_way), "mcnemar_p", {{"one_way", one_way}, {"other_way", other_way}},
          "whole counts >= 0 are needed");
  return std::min(1.0, 2 * binomial_cdf(one_way + other_way, 0.5, std::min(one_way, other_way)));
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  for (const double one : p) require_probability("holm_adjusted", "p", one);
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double so_far = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    so_far = std::max(so_far, std::min(1.0, static_cast<double>(p.size() - i) * p[order[i]]));
    adjusted[order[i]] = so_far;
  }
  return adjusted;
}

}  // namespace premortem
