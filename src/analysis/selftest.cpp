#include "premortem/analysis/selftest.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/quantity/simulation.hpp"
#include "premortem/statistics/control_chart.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/empirical_bounds.hpp"
#include "premortem/statistics/frechet.hpp"
#include "premortem/statistics/poisson_interval.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

class Selftest {
 public:
  /// @param published  one unit of the last published digit, relative
  void exact(std::string name, std::string origin, double expected, double computed, double allowed) {
    const double difference = std::abs(computed - expected) / std::abs(expected);
    add({std::move(name), std::move(origin), expected, computed, allowed, false, difference, difference <= allowed, digits_of(difference)});
  }

  void simulated(std::string name, std::string origin, double expected, double computed, double standard_error) {
    const double errors = std::abs(computed - expected) / standard_error;
    const double relative = std::abs(computed - expected) / std::abs(expected);
    add({std::move(name), std::move(origin), expected, computed, 5, true, errors, errors <= 5, digits_of(relative)});
  }

  std::vector<SelftestCase> take() { return std::move(cases_); }

 private:
  static double digits_of(double relative) { return relative == 0 ? 16 : std::clamp(-std::log10(relative), 0.0, 16.0); }
  void add(SelftestCase c) { cases_.push_back(std::move(c)); }
  std::vector<SelftestCase> cases_;
};

void proportions(Selftest& t) {
  const char* newcombe = "Newcombe (1998), Statistics in Medicine 17, table I";
  t.exact("Clopper-Pearson 81 of 263, low", newcombe, .25273675, clopper_pearson(81, 263, .95).low, 2e-8);
  t.exact("Clopper-Pearson 81 of 263, high", newcombe, .36762192, clopper_pearson(81, 263, .95).high, 2e-8);
  t.exact("Clopper-Pearson 0 of 20, high", newcombe, .16843347, clopper_pearson(0, 20, .95).high, 4e-8);
  t.exact("one-sided zero of 3000", "1 - 0.05^(1/3000)", -std::expm1(std::log(.05) / 3000), clopper_pearson_upper(0, 3000, .95), 1e-12);
  t.exact("Garwood k = 10, low", "R 4.2: poisson.test(10)", 4.795389, garwood(10, 1, .95).low, 2e-7);
  t.exact("Garwood k = 10, high", "R 4.2: poisson.test(10)", 18.390356, garwood(10, 1, .95).high, 4e-8);
  t.exact("DKW half-width n = 1000", "Massart (1990)", .042946941, dkw_half_width(1000, .95), 2e-8);
}

void dependence(Selftest& t) {
  const auto point = [](double p) { return Interval{p, p}; };
  const Interval relays = frechet_or(frechet_or(point(3e-5), point(3e-5)), point(1e-4));
  const Interval tank = frechet_or(frechet_or(point(5e-6), point(3e-5)), frechet_and(point(1e-4), relays));
  const char* vesely = "Vesely et al. (1981), fault tree handbook; Ferson et al. (2004)";
  t.exact("pressure tank, any dependence, high", vesely, 1.35e-4, tank.high, 1e-12);
  const Interval unrelated = independent_or(independent_or(point(3e-5), point(3e-5)), point(1e-4));
  const Interval tank_unrelated = independent_or(independent_or(point(5e-6), point(3e-5)), independent_and(point(1e-4), unrelated));
  t.exact("pressure tank, independent", vesely, 3.50158488e-5, tank_unrelated.high, 2e-9);
}

Leaf leaf(const char* name, Shape shape) {
  Leaf l;
  l.name = l.label = name;
  l.shape = shape;
  return l;
}

/// 1e7 x Beta(10, 9990) x PERT(.02, .05, .10) x lognormal(ln .1, .4) x triangular(.5, 1, 1.8).
void harm_job(Selftest& t, int jobs) {
  std::vector<Leaf> leaves{leaf("users", Shape::point), leaf("high_risk", Shape::beta), leaf("exposed", Shape::pert),
                           leaf("irreversible", Shape::lognormal), leaf("scale", Shape::triangular)};
  leaves[0].best = 1e7;
  leaves[1].k = 10, leaves[1].n = 10000;
  leaves[2].low = .02, leaves[2].best = .05, leaves[2].high = .10;
  const double z95 = normal_quantile(0, 1, .95);
  leaves[3].low = .1 * std::exp(-.4 * z95), leaves[3].high = .1 * std::exp(.4 * z95);
  leaves[4].low = .5, leaves[4].best = 1, leaves[4].high = 1.8;
  Expression e;
  std::size_t product = e.leaf(0);
  for (std::size_t i = 1; i < leaves.size(); ++i) product = e.product(product, e.leaf(i));
  const SimulatedOutput output{{e}, std::nullopt, 1, 100.0};
  const auto s = simulate(leaves, std::span(&output, 1), {1'000'000, 1, jobs}).front();
  const char* origin = "numerical integration, recomputed independently with scipy";
  t.simulated("harm job, mean", origin, 63.5528413, s.mean, s.mean_standard_error);
  t.simulated("harm job, 5%", origin, 17.6869, s.p05.value, s.p05.standard_error);
  t.simulated("harm job, 50%", origin, 52.4401, s.p50.value, s.p50.standard_error);
  t.simulated("harm job, 95%", origin, 146.8645, s.p95.value, s.p95.standard_error);
  const double p = .154244;
  t.simulated("harm job, P(above 100)", origin, p, *s.share_above, std::sqrt(p * (1 - p) / 1e6));
}

void run_lengths(Selftest& t) {
  const auto arl = [](const ControlChart& chart, const CheckLaw& law) { return mean(run_length(chart, law)); };
  const char* spc = "R package spc: xcusum.arl, xewma.arl";
  t.exact("CUSUM k = 0.5, h = 4, run length at 0", spc, 335.367578, arl(CusumChart{.5, 4}, NormalCheck{0}), 3e-9);
  t.exact("CUSUM k = 0.5, h = 4, run length at 1", spc, 8.383202, arl(CusumChart{.5, 4}, NormalCheck{1}), 1e-7);
  t.exact("two-sided EWMA 0.1, 2.814, run length at 1", spc, 10.331, arl(EwmaChart{.1, 2.814, Sides::two}, NormalCheck{1}), 5e-5);
  t.exact("Poisson CUSUM k = 0.25, h = 10, run length at 0.25", "Lucas (1985), exact chain", 438.1249995, arl(CusumChart{.25, 10}, poisson_check(.25)), 2e-10);
  t.exact("Bernoulli CUSUM m = 69, h = 3, run length at 0.01", "Reynolds & Stoumbos (1999)", 2300.7431, arl(CusumChart{1.0 / 69, 3}, binomial_check(1, .01)), 3e-8);
}

}  // namespace

std::vector<SelftestCase> run_selftest(int jobs) {
  Selftest t;
  proportions(t);
  dependence(t);
  t.exact("inverse Gaussian F(10), a = 10, mu = 1, sigma = 2", "scipy 1.10: invgauss", .6161631472, inverse_gaussian_cdf(10, 25, 10), 2e-10);
  run_lengths(t);
  harm_job(t, jobs);
  return t.take();
}

}  // namespace premortem
