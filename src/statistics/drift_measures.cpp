#include "premortem/statistics/drift_measures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "premortem/statistics/chi_square.hpp"
#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/merged_steps.hpp"

namespace premortem {
namespace {

/// Two tables over the same cells, without those that are empty in both.
struct Tables {
  std::vector<double> reference, current;
  double n = 0, m = 0;
  double c() const { return 1 / n + 1 / m; }
  double degrees() const { return static_cast<double>(reference.size()) - 1; }
};

Tables tables_of(const char* function, std::span<const double> reference, std::span<const double> current) {
  require(reference.size() == current.size(), function, {{"reference cells", static_cast<double>(reference.size())}, {"current cells", static_cast<double>(current.size())}}, "the tables need the same cells");
  Tables t;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const double a = reference[i], b = current[i];
    require(a >= 0 && b >= 0 && std::isfinite(a) && std::isfinite(b), function, {{"reference", a}, {"current", b}}, "counts are finite and >= 0");
    if (a == 0 && b == 0) continue;
    t.reference.push_back(a), t.current.push_back(b);
    t.n += a, t.m += b;
  }
  require(t.n > 0 && t.m > 0, function, {{"reference rows", t.n}, {"current rows", t.m}}, "both tables need a count");
  return t;
}

/// Shares with half a count in every empty cell, so that their logarithms exist.
std::vector<double> filled_shares(std::vector<double> counts) {
  double total = 0;
  for (double& n : counts) total += n = n == 0 ? 0.5 : n;
  for (double& n : counts) n /= total;
  return counts;
}

/// Pearson's statistic of homogeneity.
double pearson(const Tables& t) {
  double sum = 0;
  for (std::size_t i = 0; i < t.reference.size(); ++i) {
    const double gap = t.reference[i] / t.n - t.current[i] / t.m;
    sum += gap * gap / (t.reference[i] + t.current[i]);
  }
  return sum * t.n * t.m;
}

/// x ln(x / y), 0 at x = 0.
double divergence_term(double x, double y) { return x > 0 ? x * std::log(x / y) : 0; }

}  // namespace

StabilityIndex population_stability_index(std::span<const double> reference, std::span<const double> current) {
  const Tables t = tables_of("population_stability_index", reference, current);
  const auto p = filled_shares(t.reference), q = filled_shares(t.current);
  StabilityIndex s;
  s.bins = static_cast<int>(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) s.psi += (q[i] - p[i]) * std::log(q[i] / p[i]);
  s.null_mean = t.degrees() * t.c();
  s.debiased = std::max(0.0, s.psi - s.null_mean);
  if (s.bins < 2) return s;
  s.null_95 = gamma_upper_quantile(t.degrees() / 2, 2, 0.05) * t.c();
  s.p = chi_square_survival(t.degrees(), s.psi / t.c());
  s.p_checked = std::max(s.p, chi_square_survival(t.degrees(), pearson(t)));
  return s;
}

JensenShannon jensen_shannon_divergence(std::span<const double> reference, std::span<const double> current) {
  const Tables t = tables_of("jensen_shannon_divergence", reference, current);
  JensenShannon s;
  for (std::size_t i = 0; i < t.reference.size(); ++i) {
    const double p = t.reference[i] / t.n, q = t.current[i] / t.m, middle = (p + q) / 2;
    s.nats += (divergence_term(p, middle) + divergence_term(q, middle)) / 2;
  }
  s.nats = std::clamp(s.nats, 0.0, std::log(2.0));  // rounding can leave it just outside
  s.bits = std::min(1.0, s.nats / std::log(2.0));
  s.distance = std::sqrt(s.bits);
  s.null_mean = t.degrees() * t.c() / 8;
  return s;
}

void check_sorted_samples(const char* function, std::span<const double> a, std::span<const double> b) {
  require(!a.empty() && !b.empty(), function, {{"n", static_cast<double>(a.size())}, {"m", static_cast<double>(b.size())}}, "both samples need a value");
  for (const auto sample : {a, b}) {
    // Ascending values lie between their ends; a NaN fails one of the two comparisons.
    require(std::isfinite(sample.front()) && std::isfinite(sample.back()), function, {{"first", sample.front()}, {"last", sample.back()}}, "finite values are needed");
    for (std::size_t i = 1; i < sample.size(); ++i) require(sample[i - 1] <= sample[i], function, {{"value", sample[i - 1]}, {"next", sample[i]}}, "ascending values are needed");
  }
}

double wasserstein_1(std::span<const double> sorted_reference, std::span<const double> sorted_current) {
  check_sorted_samples("wasserstein_1", sorted_reference, sorted_current);
  const double n = static_cast<double>(sorted_reference.size()), m = static_cast<double>(sorted_current.size());
  double area = 0;
  for_each_merged_step(sorted_reference, sorted_current, [&](double x, double next, std::size_t i, std::size_t j) {
    area += std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m) * (next - x);
  });
  return area;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const double one : p) require_probability("benjamini_hochberg", "p", one);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double least = 1;
  for (std::size_t i = p.size(); i-- > 0;) {
    least = std::min(least, p[order[i]] * static_cast<double>(p.size()) / static_cast<double>(i + 1));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace premortem
