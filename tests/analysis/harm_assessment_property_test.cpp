#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/case_builder.hpp"
#include "holds_for_all.hpp"

namespace premortem {
namespace {

using namespace testing;

double any_share() { return *rc::gen::inRange(0, 1001) / 1000.0; }

Leaf any_estimate(const std::string& name) {
  const int n = *rc::gen::inRange(1, 2000);
  const double a = any_share(), b = any_share();
  switch (*rc::gen::inRange(0, 7)) {
    case 0: return counted_leaf(name, *rc::gen::inRange(0, n + 1), n);
    case 1: return counted_leaf(name, *rc::gen::inRange(0, 5), n, Shape::rate);
    case 2: return between_leaf(name, Shape::range, std::min(a, b), std::max(a, b));
    case 3: return peaked_leaf(name, Shape::pert, std::min(a, b), std::min(a, b), std::max(a, b));
    case 4: return unknown_leaf(name);
    case 5: return counted_leaf(name, 1, 1 + n, Shape::beta);
    default: return point_leaf(name, a);
  }
}

/// One to five modes of one to three stages over one population, some with a cap and a price.
Case any_case() {
  Case subject;
  subject.leaves = {exact_leaf("n", *rc::gen::inRange(0, 1'000'000))};
  const int modes = *rc::gen::inRange(1, 6);
  for (int m = 0; m < modes; ++m) {
    std::vector<std::pair<std::size_t, Given>> stages{{0, Given::previous}};
    const int count = *rc::gen::inRange(1, 4);
    for (int s = 0; s < count; ++s) {
      stages.emplace_back(subject.leaves.size(), *rc::gen::element(Given::previous, Given::previous, Given::marginal));
      subject.leaves.push_back(any_estimate("m" + std::to_string(m) + "/" + std::to_string(s)));
    }
    subject.failure_modes.push_back(mode_of("m" + std::to_string(m), stages));
    if (*rc::gen::inRange(0, 2) == 0) subject.failure_modes.back().harm_cap = *rc::gen::inRange(0, 10000);
    if (*rc::gen::inRange(0, 2) == 0) {
      subject.failure_modes.back().cost_leaf = subject.leaves.size();
      subject.leaves.push_back(point_leaf("price" + std::to_string(m), *rc::gen::inRange(0, 100), UnitKind::amount));
    }
  }
  return subject;
}

HarmSettings few() {
  HarmSettings settings;
  settings.simulation.samples = 200;
  return settings;
}

std::vector<double> numbers(const std::optional<Simulated>& s) {
  if (!s) return {};
  return {s->mean, s->mean_standard_error, s->p05.value, s->p50.value, s->p95.value, s->p95.standard_error, s->share_above.value_or(-1)};
}

std::vector<double> numbers(const Readings& r) {
  auto all = numbers(r.independent);
  for (const auto& x : {r.point, r.one_period_high}) all.push_back(x.value_or(-1));
  all.push_back(r.bound.interval ? r.bound.interval->low : -1);
  all.push_back(r.bound.interval ? r.bound.interval->high : -1);
  return all;
}

TEST_CASE("the order of the failure modes and of their rows changes no bit of any reading") {
  CHECK(holds_for_all([] {
    const Case subject = any_case();
    Case other = subject;
    std::reverse(other.failure_modes.begin(), other.failure_modes.end());
    std::rotate(other.leaves.begin(), other.leaves.begin() + 1, other.leaves.end());
    const std::size_t n = other.leaves.size();
    for (auto& mode : other.failure_modes) {
      for (auto& stage : mode.stages) stage.leaf = (stage.leaf + n - 1) % n;
      if (mode.cost_leaf) mode.cost_leaf = (*mode.cost_leaf + n - 1) % n;
    }
    const auto a = assess_harm(subject, few()), b = assess_harm(other, few());
    const std::size_t modes = subject.failure_modes.size();
    for (std::size_t i = 0; i < modes; ++i) {
      const auto &x = a.failure_modes[i], &y = b.failure_modes[modes - 1 - i];
      RC_ASSERT(numbers(x.harmed) == numbers(y.harmed));
      RC_ASSERT(x.cost.has_value() == y.cost.has_value());
      if (x.cost) RC_ASSERT(numbers(*x.cost) == numbers(*y.cost));
      RC_ASSERT(x.exceeds_cap.bound == y.exceeds_cap.bound);
      RC_ASSERT(x.exposure_limit.has_value() == y.exposure_limit.has_value());
      if (x.exposure_limit) RC_ASSERT(x.exposure_limit->share == y.exposure_limit->share);
    }
    RC_ASSERT(numbers(a.choice().any.independent) == numbers(b.choice().any.independent));
    RC_ASSERT(a.choice().any.bound.interval == b.choice().any.bound.interval);
    RC_ASSERT(a.decision.verdict == b.decision.verdict);
  }));
}

bool sound(const std::optional<double>& x, const std::string& why) { return x ? std::isfinite(*x) && *x >= 0 : !why.empty(); }

bool sound(const Readings& r) {
  const bool bound = r.bound.interval ? 0 <= r.bound.interval->low && r.bound.interval->low <= r.bound.interval->high &&
                                            std::isfinite(r.bound.interval->high) && !r.bound.sentence.empty()
                                      : !r.bound.why.empty();
  const auto simulated = numbers(r.independent);
  const bool drawn = r.independent ? std::all_of(simulated.begin(), simulated.end(), [](double x) { return std::isfinite(x); })
                                   : !r.independent_why.empty();
  return bound && drawn && sound(r.point, r.point_why) && sound(r.one_period_high, r.one_period_why);
}

TEST_CASE("every reading is finite and ordered, or absent with its reason") {
  CHECK(holds_for_all([] {
    const Case subject = any_case();
    const auto a = assess_harm(subject, few());
    for (const auto& m : a.failure_modes) {
      RC_ASSERT(sound(m.harmed));
      if (m.cost) RC_ASSERT(sound(*m.cost));
      RC_ASSERT(m.exposure_limit.has_value() == m.exposure_limit_why.empty());
      RC_ASSERT(!m.exposure_limit || (std::isfinite(m.exposure_limit->share) && m.exposure_limit->share >= 0));
      for (const auto& s : m.swings) RC_ASSERT(std::isfinite(s.low) && s.low <= s.high && std::isfinite(s.high));
      const bool data = m.harmed.bound.grounds.basis == BoundBasis::sampled;
      RC_ASSERT((m.harmed.bound.sentence.find("95%") != std::string::npos) == (data && m.harmed.bound.interval));
    }
    RC_ASSERT(a.choice().any.bound.interval.has_value() == a.choice().any.bound.why.empty());
    RC_ASSERT(a.choice().any.independent.has_value() == a.choice().any.independent_why.empty());
  }));
}

TEST_CASE("the bound of any lies between that of the worst mode and the sum of all, and within the population") {
  CHECK(holds_for_all([] {
    const Case subject = any_case();
    const auto a = assess_harm(subject, few());
    if (!a.choice().any.bound.interval) return;
    const Interval any = *a.choice().any.bound.interval;
    for (const auto& m : a.failure_modes)  // alone, each has at least as much of the error to spend
      RC_ASSERT(m.harmed.bound.interval->high <= any.high * (1 + 1e-14));
    RC_ASSERT(any.low <= any.high && any.high <= *subject.leaves[0].best);
    if (a.choice().any.independent) RC_ASSERT(a.choice().any.independent->p95.value <= *subject.leaves[0].best);
  }));
}

TEST_CASE("the ranking names every failure mode once") {
  CHECK(holds_for_all([] {
    Case subject = any_case();
    for (auto& mode : subject.failure_modes) mode.reversible = *rc::gen::element(Reversible::no, Reversible::partly, Reversible::yes, Reversible::unstated);
    auto order = ranked(subject, assess_harm(subject, few()));
    std::sort(order.begin(), order.end());
    std::vector<std::size_t> all(subject.failure_modes.size());
    std::iota(all.begin(), all.end(), 0);
    RC_ASSERT(order == all);
  }));
}

TEST_CASE("a lower cap never makes the decision bolder") {
  CHECK(holds_for_all([] {
    Case subject = any_case();
    for (auto& mode : subject.failure_modes) mode.harm_cap = *rc::gen::inRange(0, 10000);
    const auto before = assess_harm(subject, few()).decision.verdict;
    for (auto& mode : subject.failure_modes) *mode.harm_cap /= 2;
    const auto after = assess_harm(subject, few()).decision.verdict;
    RC_ASSERT(static_cast<int>(after) >= static_cast<int>(before));  // ship, hold, stop
  }));
}

}  // namespace
}  // namespace premortem
