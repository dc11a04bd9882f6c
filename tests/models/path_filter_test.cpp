#include "models/path_filter.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "models/path_passage.hpp"
#include "models/path_posterior.hpp"
#include "premortem/models/first_passage.hpp"
#include "premortem/statistics/positive_definite.hpp"

namespace premortem {
namespace {

/// Uneven steps, unlike noise, a jump.
NoisyPath example(std::size_t coefficients) {
  NoisyPath path;
  std::mt19937_64 bits(7);
  std::normal_distribution<double> normal;
  double t = 0;
  for (std::size_t i = 0; i < 14; ++i) {
    if (i > 0) t += 0.5 + static_cast<double>(bits() % 4);
    path.t.push_back(t), path.y.push_back(normal(bits) + 0.2 * t), path.noise.push_back(0.5 + static_cast<double>(i % 3)), path.jumps.push_back(i == 5 ? 1 : 0);
    path.x.push_back({1, t, std::cos(t), std::sin(t)});
  }
  path.coefficients = coefficients;
  return path;
}

/// Covariance of W at times i and j: Wiener, integrated Wiener, the jump; or a stationary swing with the jump carried on.
double path_covariance(const NoisyPath& p, const PathVariances& v, std::size_t i, std::size_t j) {
  const double s = std::min(p.t[i], p.t[j]), u = std::max(p.t[i], p.t[j]);
  double c = v.wander * s + v.drift_wander * (s * s * u / 2 - s * s * s / 6);
  if (v.swing > 0) c = v.swing * std::pow(v.stays, u - s);
  for (std::size_t k = 1; k <= std::min(i, j); ++k) c += p.jumps[k] * (2 * v.noise + v.wander) * (v.swing > 0 ? std::pow(v.stays, s + u - 2 * p.t[k]) : 1);
  return c;
}

struct Dense {
  double log_det = 0, rss = 0, level = 0, drift_mean = 0, level_variance = 0, drift_variance = 0;
};

/// Log determinant by elimination.
double log_determinant(std::vector<double> m, std::size_t n) {
  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    sum += std::log(m[k * n + k]);
    for (std::size_t r = k + 1; r < n; ++r)
      for (std::size_t c = n; c-- > k;) m[r * n + c] -= m[r * n + k] / m[k * n + k] * m[k * n + c];
  }
  return sum;
}

/// Generalised least squares and best linear unbiased prediction by the matrices themselves.
Dense dense(const NoisyPath& p, const PathVariances& v) {
  const std::size_t n = p.t.size(), k = p.coefficients;
  std::vector<double> cov(n * n), info(k * k), right(k);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) cov[i * n + j] = path_covariance(p, v, i, j) + (i == j ? v.noise * p.noise[i] : 0);
  const auto w = *positive_definite_inverse(cov, n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t a = 0; a < k; ++a) {
        right[a] += p.x[i][a] * w[i * n + j] * p.y[j];
        for (std::size_t b = 0; b < k; ++b) info[a * k + b] += p.x[i][a] * w[i * n + j] * p.x[j][b];
      }
  const auto spread = *positive_definite_inverse(info, k);
  std::vector<double> beta(k), left(p.y);
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b < k; ++b) beta[a] += spread[a * k + b] * right[b];
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t a = 0; a < k; ++a) left[i] -= p.x[i][a] * beta[a];
  Dense d;
  d.log_det = log_determinant(cov, n) + log_determinant(info, k);
  std::vector<double> carried(n);  // weights of the left-overs in W at the last time
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      d.rss += left[i] * w[i * n + j] * left[j];
      if (v.swing == 0) carried[i] += path_covariance(p, v, n - 1, j) * w[j * n + i];
    }
  d.level_variance = v.swing == 0 ? path_covariance(p, v, n - 1, n - 1) : 0;
  std::vector<double> of_beta{1, p.t[n - 1]};
  of_beta.resize(k);
  for (std::size_t i = 0; i < n; ++i) {
    d.level += carried[i] * left[i];
    if (v.swing == 0) d.level_variance -= carried[i] * path_covariance(p, v, i, n - 1);
    for (std::size_t a = 0; a < k; ++a) of_beta[a] -= carried[i] * p.x[i][a];
  }
  for (std::size_t a = 0; a < std::min<std::size_t>(k, 2); ++a) d.level += (a == 0 ? 1 : p.t[n - 1]) * beta[a];
  for (std::size_t a = 0; a < k; ++a)
    for (std::size_t b = 0; b < k; ++b) d.level_variance += of_beta[a] * spread[a * k + b] * of_beta[b];
  if (k > 1) d.drift_mean = beta[1], d.drift_variance = spread[k + 1];
  return d;
}

PathVariances variances(double noise, double wander, double drift_wander) {
  PathVariances v;
  v.noise = noise, v.wander = wander, v.drift_wander = drift_wander;
  return v;
}

}  // namespace

TEST_CASE("the filter's likelihood and state are those of generalised least squares with the whole covariance matrix") {
  PathVariances swing;
  swing.noise = 0.4, swing.swing = 0.6, swing.stays = 0.65;
  for (const std::size_t k : {1U, 2U, 4U})
    for (const auto& v : {variances(1, 0, 0), variances(0.7, 0.3, 0), variances(0.01, 0.99, 0), variances(0.5, 0.3, 0.2), swing}) {
      const auto path = example(k);
      const auto d = dense(path, v);
      const auto f = filtered(path, v, {path.t.size()}).front();
      INFO(k << " coefficients, wander " << v.wander << ", drift wander " << v.drift_wander << ", swing " << v.swing);
      CHECK(f.log_det == Approx(d.log_det).margin(1e-8));
      CHECK(f.rss == Approx(d.rss).epsilon(1e-8));
      CHECK(f.state.mean[0] == Approx(d.level).margin(1e-8));
      CHECK(f.state.covariance[0][0] == Approx(d.level_variance).epsilon(1e-8));
      if (v.drift_wander == 0 && k > 1) CHECK(f.state.mean[1] == Approx(d.drift_mean).margin(1e-8));
      if (v.drift_wander == 0 && k > 1) CHECK(f.state.covariance[1][1] == Approx(d.drift_variance).epsilon(1e-8));
      if (v.swing == 0 && v.drift_wander == 0 && k < 3) CHECK(smoothed_levels(path, v).back() == Approx(d.level).margin(1e-8));
    }
}

TEST_CASE("a prefix knows nothing of what follows it") {
  auto path = example(2);
  const auto v = variances(0.6, 0.4, 0);
  const auto before = filtered(path, v, {9, 14}).front();
  for (std::size_t i = 9; i < 14; ++i) path.y[i] += 100;
  const auto after = filtered(path, v, {9, 14}).front();
  CHECK(before.rss == after.rss);
  CHECK(before.state.mean[0] == after.state.mean[0]);
}

TEST_CASE("smoothed levels of a series read backwards are the same backwards") {
  auto path = example(1);
  const std::size_t n = path.t.size();
  path.jumps.assign(n, 0);
  NoisyPath back = path;
  for (std::size_t i = 0; i < n; ++i) back.t[i] = path.t[n - 1] - path.t[n - 1 - i], back.y[i] = path.y[n - 1 - i], back.noise[i] = path.noise[n - 1 - i];
  const auto v = variances(0.6, 0.4, 0);
  const auto there = smoothed_levels(path, v), here = smoothed_levels(back, v);
  for (std::size_t i = 0; i < n; ++i) CHECK(there[i] == Approx(here[n - 1 - i]).margin(1e-10));
}

TEST_CASE("checks followed by moments agree with the closed form, and with brute force where there is none, to 0.02") {
  PathBelief b;
  b.state.mean = {0, 0.002};
  b.state.covariance[0][0] = 3.6e-5, b.state.covariance[1][1] = 1e-6, b.state.covariance[0][1] = b.state.covariance[1][0] = 3e-6;
  b.wander = 1.6e-5;
  const MetricLimit limit{0.03, LimitSide::ceiling};
  PathChecks checks;
  checks.count = 26;
  const auto closed = [&](double t) {
    return passed_by({.margin = .03, .drift = .002, .volatility = .004, .drift_error = .001, .check_every = 1, .level_error = .006, .level_drift_covariance = 3e-6}, t);
  };
  const auto followed = passed_at_checks(b, limit, checks);
  CHECK(followed[0] == Approx(closed(0)).margin(1e-9));
  CHECK(followed[1] == Approx(closed(1)).margin(1e-3));
  CHECK(passed_nearly(b, limit, checks)[26] == Approx(closed(26)).margin(1e-9));
  b.drift_wander = 4e-7;
  const auto bent = passed_nearly(b, limit, checks);
  std::mt19937_64 bits(20260101);
  std::normal_distribution<double> normal;
  constexpr int paths = 40'000;
  std::vector<int> passed(27);
  for (int i = 0; i < paths; ++i) {
    const double u = normal(bits);
    double level = 0.006 * u, drift = 0.002 + 5e-4 * u + std::sqrt(7.5e-7) * normal(bits);
    bool beyond = level >= 0.03;
    for (std::size_t k = 0; k <= 26; ++k) {
      if (k > 0) {  // joint normal of the step: variance of the level d/3 beside the wandering, covariance d/2, of the drift d
        const double z = normal(bits), d = 4e-7;
        level += drift + 0.004 * normal(bits) + std::sqrt(d) / 2 * z + std::sqrt(d / 12) * normal(bits), drift += std::sqrt(d) * z;
      }
      beyond = beyond || level >= 0.03;
      passed[k] += beyond;
    }
  }
  for (const std::size_t k : {1U, 4U, 13U, 26U}) CHECK(bent[k] == Approx(passed[k] / static_cast<double>(paths)).margin(0.02));
}

}  // namespace premortem
