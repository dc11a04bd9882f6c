#include "premortem/models/age_replacement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

constexpr int panels = 512, nodes_a_panel = 12;
constexpr double least_saving = 1e-3;  // what is below it is not worth a date

class RenewalCost {
 public:
  RenewalCost(const std::function<double(double)>& cdf, double horizon, double planned, double failure)
      : cdf_(cdf), horizon_(horizon), planned_(planned), failure_(failure), nodes_(gauss_legendre(nodes_a_panel, 0, 1)), cycle_{0} {
    double last = 0;
    for (int i = 0; i < panels; ++i) {
      const double here = probability(at(i + 1));
      if (here < last) throw DomainError(fmt::format("age_replacement: the law falls from {} to {} before {}", last, here, at(i + 1)));
      last = here;
      cycle_.push_back(cycle_.back() + integral(at(i), at(i + 1)));
    }
  }
  double at(int knot) const { return horizon_ * knot / panels; }
  /// Mean time until the replacement or the failure before it.
  double cycle(double age) const {
    const int knot = std::min(static_cast<int>(age / horizon_ * panels), panels);
    return cycle_[static_cast<std::size_t>(knot)] + (age > at(knot) ? integral(at(knot), age) : 0);
  }
  double rate(double age) const { return (planned_ + (failure_ - planned_) * probability(age)) / cycle(age); }

 private:
  double probability(double t) const {
    const double p = cdf_(t);
    if (!(p >= 0 && p <= 1)) throw DomainError(fmt::format("age_replacement: the law is {} at {}", p, t));
    return p;
  }
  double integral(double from, double to) const {
    double sum = 0;
    for (const auto& node : nodes_) sum += node.weight * (1 - probability(from + (to - from) * node.at));
    return sum * (to - from);
  }

  const std::function<double(double)>& cdf_;
  double horizon_, planned_, failure_;
  std::vector<QuadratureNode> nodes_;
  std::vector<double> cycle_;
};

/// Golden section: the lowest place between two, where there is one valley.
double lowest_between(const RenewalCost& cost, double low, double high) {
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = cost.rate(left), at_right = cost.rate(right);
  for (int i = 0; i < 60; ++i) {
    if (at_left <= at_right) {
      high = right, right = left, at_right = at_left;
      left = high - golden * (high - low), at_left = cost.rate(left);
    } else {
      low = left, left = right, at_left = at_right;
      right = low + golden * (high - low), at_right = cost.rate(right);
    }
  }
  return (low + high) / 2;
}

}  // namespace

AgeReplacement age_replacement(const std::function<double(double)>& cdf, double horizon, double planned, double failure) {
  if (!(horizon > 0) || !std::isfinite(horizon) || !(planned > 0) || !std::isfinite(planned) || !(failure >= 0) || !std::isfinite(failure))
    throw DomainError(fmt::format("age_replacement: horizon {}, planned {} and failure {} must be finite, the first two above 0", horizon, planned, failure));
  AgeReplacement plan;
  if (failure <= planned) return plan.why = "a failure costs no more than a planned replacement, so that none is worth planning", plan;
  const RenewalCost cost(cdf, horizon, planned, failure);
  int best = panels;
  for (int i = 1; i < panels; ++i)
    if (cost.rate(cost.at(i)) < cost.rate(cost.at(best))) best = i;
  const double age = best == panels ? horizon : lowest_between(cost, cost.at(best - 1), cost.at(best + 1));
  if (best == panels || cost.rate(age) > (1 - least_saving) * cost.rate(horizon))
    return plan.why = "no age within what is known of the law costs less than to wait: replace only on evidence", plan;
  plan.age = age, plan.cost_rate = cost.rate(age), plan.mean_cycle = cost.cycle(age);
  return plan;
}

}  // namespace premortem
