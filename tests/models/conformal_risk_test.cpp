#include "premortem/models/conformal_risk.hpp"

#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "models/brute_curve.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

// Four items at three choices; by hand: means 0, 1/4, 3/4, adjusted (n mean + 1)/(n + 1) = .2, .4, .8.
const std::vector<std::vector<double>> four_items{{0, 0, 1}, {0, 1, 1}, {0, 0, 0}, {0, 0, 1}};

/// Expected true miss rate of the chosen threshold, and how often it is above alpha, over all samples of n positives
/// whose score has one of three levels.
struct Outcome {
  double mean = 0, above = 0;
};
Outcome over_all_samples(int n, const std::vector<double>& p, double alpha) {
  Outcome outcome;
  for_all_counts(n, 3, [&](const std::vector<int>& k) {
    std::vector<std::pair<double, int>> rows;
    double log_p = std::lgamma(n + 1.0);
    for (std::size_t level = 0; level < 3; ++level) {
      rows.insert(rows.end(), static_cast<std::size_t>(k[level]), {static_cast<double>(level), 1});
      log_p += k[level] * std::log(p[level]) - std::lgamma(k[level] + 1.0);
    }
    const auto chosen = conformal_recall(brute_curve(rows), alpha);
    if (!chosen.threshold) return;  // everything is flagged and nothing missed
    const double missed = *chosen.threshold < 1 ? 0 : *chosen.threshold < 2 ? p[0] : p[0] + p[1];
    outcome.mean += missed * std::exp(log_p);
    if (missed > alpha) outcome.above += std::exp(log_p);
  });
  return outcome;
}

}  // namespace

TEST_CASE("the boldest choice whose adjusted loss is within alpha is taken, or none") {
  const auto choice = conformal_risk_control(four_items, 1, .45);
  CHECK(choice.adjusted[0] == Approx(.2).epsilon(1e-15));
  CHECK(choice.adjusted[1] == Approx(.4).epsilon(1e-15));
  CHECK(choice.adjusted[2] == Approx(.8).epsilon(1e-15));
  CHECK(choice.index == 1u);
  CHECK(conformal_risk_control(four_items, 1, .25).index == 0u);
  CHECK_FALSE(conformal_risk_control(four_items, 1, .1).index);
  CHECK(conformal_risk_control(four_items, 1, .1).why ==
        "the safest choice already has an adjusted loss of 0.2, above 0.1");
  CHECK(conformal_risk_control(std::vector<double>{0, .25, .75}, 4, 1, .45).index == 1u);
  CHECK(conformal_risk_control(std::vector<double>{0, 2.5, 7.5}, 4, 10, 4.5).index == 1u);  // in other units
}

TEST_CASE("losses that fall somewhere are refused, item by item, even where their means rise") {
  CHECK_THROWS_AS(conformal_risk_control({{1, 0}, {0, 1}, {0, 1}}, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_risk_control(std::vector<double>{.2, .1}, 10, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_risk_control(std::vector<double>{.2, 1.1}, 10, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_risk_control({{0, 1}, {0}}, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_risk_control(std::vector<std::vector<double>>{}, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_risk_control(std::vector<double>{.1}, 0, 1, .5), DomainError);
  CHECK_THROWS_AS(conformal_recall({}, 1), DomainError);
}

TEST_CASE("the bits do not depend on the order of the items") {
  std::vector<std::vector<double>> items;
  for (int i = 0; i < 100; ++i) items.push_back({i / 1000.0, i / 300.0, i / 101.0});
  auto turned = items;
  std::reverse(turned.begin(), turned.end());
  CHECK(conformal_risk_control(items, 1, .5).adjusted == conformal_risk_control(turned, 1, .5).adjusted);
}

TEST_CASE("the threshold for recall is the highest that a search over all finds") {
  CHECK(holds_for_all([] {
    const auto rows = *rc::gen::container<std::vector<std::pair<double, int>>>(
        rc::gen::pair(rc::gen::map(rc::gen::inRange(0, 30), [](int i) { return i / 30.0; }), rc::gen::inRange(0, 2)));
    const auto curve = brute_curve(rows);
    const double alpha = *rc::gen::inRange(1, 60) / 100.0, n = static_cast<double>(curve.positives());
    std::optional<double> highest;
    for (std::size_t i = 0; i < curve.size() && n > 0; ++i)
      if (!highest && (n - static_cast<double>(curve.tp[i]) + 1) <= alpha * (n + 1) * (1 + 1e-14)) highest = curve.score[i];
    const auto chosen = conformal_recall(curve, alpha);
    RC_ASSERT(chosen.threshold == highest);
    RC_ASSERT(chosen.why.empty() == highest.has_value());
  }));
}

TEST_CASE("nine positives are the fewest that keep an expected miss rate of 10%") {
  std::vector<std::pair<double, int>> rows(8, {.5, 1});
  CHECK(conformal_recall(brute_curve(rows), .1).why == "8 positives cannot show it even if none is missed; it takes 9");
  rows.emplace_back(.6, 1);
  CHECK(conformal_recall(brute_curve(rows), .1).threshold == .5);
  CHECK(conformal_recall(brute_curve(rows), 1 - .9).threshold == .5);  // .09999999999999998
}

TEST_CASE("the miss rate is at most alpha on average over all samples, and on many samples it is above") {
  double most_often = 0;
  for (const int n : {9, 30, 60})
    for (const double lowest : {.02, .05, .09, .11, .15})
      for (const double middle : {.01, .05, .3}) {
        const auto outcome = over_all_samples(n, {lowest, middle, 1 - lowest - middle}, .1);
        CHECK(outcome.mean <= .1 * (1 + 1e-9));
        most_often = std::max(most_often, outcome.above);
      }
  CHECK(most_often > .3);  // why it is no certificate
}
