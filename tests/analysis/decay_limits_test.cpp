#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "analysis/decay_bootstrap.hpp"
#include "analysis/step_fit.hpp"

using namespace premortem;

namespace {

constexpr double share[2][2] = {{.6, .4}, {.4, .6}}, truth[2][2] = {{.90, .70}, {.86, .68}}, error[2] = {.04, .10};
constexpr int rows = 1500, audited = 500;

/// Rows drawn from a world whose parts are known: a cohort, whether the model is right, whether the label errs.
DecayTally drawn(std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  DecayTally t;
  t.cohorts = {"a", "b"}, t.has_cohorts = true, t.before.resize(2), t.after.resize(2);
  for (std::size_t w = 0; w < 2; ++w) {
    auto& cells = w == 0 ? t.before : t.after;
    auto& labels = w == 0 ? t.double_before : t.double_after;
    for (int i = 0; i < rows; ++i) {
      const std::size_t c = unit(random) < share[w][0] ? 0 : 1;
      const bool right = unit(random) < truth[w][c], errs = unit(random) < error[w];
      (right != errs ? cells[c].tp : cells[c].fp) += 1;
      if (i < audited) labels.rows += 1, labels.differ += (unit(random) < error[w]) != errs ? 1 : 0;
    }
  }
  return t;
}

double planted_decay() {
  double sum = 0;
  for (int c = 0; c < 2; ++c) sum += (truth[1][c] - truth[0][c]) * (share[0][c] + share[1][c]) / 2;
  return sum;
}

double planted_mix() {
  double sum = 0;
  for (int c = 0; c < 2; ++c) {
    const auto seen = [&](int w) { return error[w] + truth[w][c] * (1 - 2 * error[w]); };
    sum += (share[1][c] - share[0][c]) * (seen(0) + seen(1)) / 2;
  }
  return sum;
}

}  // namespace

TEST_CASE("limits of mix and decay hold what was planted about as often as they say") {
  std::mt19937 random(20260101);
  int mix = 0, decay = 0, known = 0;
  constexpr int runs = 120;
  for (int i = 0; i < runs; ++i) {
    const auto splits = splits_of(drawn(random), 0.95, 1);
    const auto& d = splits.front().split;
    if (!d.decay.limits) continue;
    ++known, mix += d.mix.limits->contains(planted_mix()), decay += d.decay.limits->contains(planted_decay());
  }
  CHECK(known == runs);
  CHECK(mix >= 0.89 * runs);
  CHECK(mix < runs);
  CHECK(decay >= 0.89 * runs);
  CHECK(decay < runs);
}

// Scores are probabilities, and outcomes half as likely in the second window: within, as it is in two hundred times as many rows.
TEST_CASE("limits of the parts by score hold those of a large sample about as often as they say, of every metric") {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> unit(0, 1);
  const auto window = [&](int n, double power, double factor) {
    WindowRows w;
    w.rows = static_cast<std::size_t>(n);
    for (int i = 0; i < n; ++i) {
      w.score.push_back(std::pow(unit(random), power));
      w.label.push_back(unit(random) < factor * w.score.back() ? 1 : 0);
    }
    return w;
  };
  const auto large = score_tally(window(150'000, 1, 1), window(150'000, 1.3, .7), .5, 10);
  const DecayMetric metrics[] = {DecayMetric::accuracy, DecayMetric::precision, DecayMetric::recall, DecayMetric::false_positive_rate};
  double mix[4] = {}, within[4] = {};
  constexpr int runs = 60;
  for (int i = 0; i < runs; ++i) {
    const auto splits = splits_of(score_tally(window(750, 1, 1), window(750, 1.3, .7), .5, 10), 0.95, 1);
    REQUIRE(splits.size() == 4);
    for (std::size_t m = 0; m < 4; ++m) {
      const auto true_split = decay_point(large, metrics[m])->split;
      mix[m] += splits[m].split.mix.limits->contains(true_split.mix), within[m] += splits[m].split.within.limits->contains(true_split.rate);
      CHECK(splits[m].split.mix.limits->high - splits[m].split.mix.limits->low < 0.15);
    }
  }
  for (std::size_t m = 0; m < 4; ++m) {
    CHECK(mix[m] >= 0.86 * runs);
    CHECK(within[m] >= 0.86 * runs);
  }
}

TEST_CASE("a cohort without an error still has limits of some width") {
  DecayTally t;
  t.cohorts = {""}, t.before = {{20, 0, 0, 20}}, t.after = {{20, 0, 0, 20}};
  const auto found = splits_of(t, 0.95, 1);
  REQUIRE(found.front().split.change.limits);
  CHECK(found.front().split.change.limits->low < -0.01);
  CHECK(found.front().split.change.limits->high > 0.01);
}

// numpy: weighted least squares by the normal equations, (X'WX)^-1, to 1e-9 for the inverse.
TEST_CASE("a step is that of weighted least squares with a trend, and its error that of its residuals or of binomial chance") {
  DatedShares s;
  s.n = {120, 80, 100, 150, 90, 110, 130, 70, 100, 100, 140, 60, 110, 90};
  s.value = {.10, .12, .09, .11, .13, .10, .12, .18, .21, .17, .20, .22, .19, .21};
  for (int i = 0; i < 14; ++i) s.day.push_back(100 + i);
  const auto fit = step_fit(s, 107, true);
  REQUIRE(fit);
  CHECK(fit->step == Approx(0.06890662178000292).epsilon(1e-9));
  CHECK(fit->residual == Approx(0.24541375587709813).epsilon(1e-9));
  CHECK(fit->scale == Approx(0.12725850178359097).epsilon(1e-9));
  CHECK(fit->autocorrelation == Approx(-0.6011324564280601).epsilon(1e-9));
  CHECK(fit->standard_error == Approx(0.03804288788936829).epsilon(1e-9));
  CHECK(step_fit(s, 107, false)->step == Approx(0.08693073096058171).epsilon(1e-9));
  CHECK(*best_step_day(s, false) == 107);
  CHECK_FALSE(step_fit(s, 101, false));
}
