// How often a test that is looked at again and again rejects where there is nothing.
#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/models/experiment_checks.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

constexpr int most_looks = 1'000;
constexpr double negligible = 9;  // standard deviations: a tail of 1e-19

void require_looks(int looks) {
  if (looks < 1 || looks > most_looks) throw DomainError(fmt::format("peeking: {} looks are not 1 to {}", looks, most_looks));
}

double density(double x) { return std::abs(x) < negligible ? std::exp(-x * x / 2) * 0.3989422804014326779 : 0; }  // 1 / sqrt(2 pi)

/// Density of the sum of standard normal steps that no look has rejected yet, on the positive half: it is even.
class UnrejectedSum {
 public:
  explicit UnrejectedSum(double limit) : limit_(limit) {
    nodes_ = nodes_up_to(limit);
    value_.reserve(nodes_.size());
    for (const auto& node : nodes_) value_.push_back(density(node.at));
  }

  void step(int look) {
    auto next = nodes_up_to(limit_ * std::sqrt(look));
    std::vector<double> after;
    for (const auto& to : next) {
      double sum = 0;
      for (std::size_t i = 0; i < nodes_.size(); ++i) sum += nodes_[i].weight * value_[i] * (density(to.at - nodes_[i].at) + density(to.at + nodes_[i].at));
      after.push_back(sum);
    }
    nodes_ = std::move(next), value_ = std::move(after);
  }

  double rejected() const {
    double kept = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) kept += 2 * nodes_[i].weight * value_[i];
    return 1 - kept;
  }

 private:
  /// Three nodes to a step's standard deviation, and more near the ends, resolve its density to 1e-11. Their number grows in steps,
  /// so that few rules are computed.
  std::vector<QuadratureNode> nodes_up_to(double high) {
    constexpr int step = 32;
    const int needed = (24 + static_cast<int>(3 * high) + step - 1) / step * step;
    if (unit_.size() < static_cast<std::size_t>(needed)) unit_ = gauss_legendre(needed, 0, 1);
    std::vector<QuadratureNode> nodes = unit_;
    for (auto& node : nodes) node.at *= high, node.weight *= high;
    return nodes;
  }

  double limit_;
  std::vector<QuadratureNode> unit_;  ///< on [0, 1]
  std::vector<QuadratureNode> nodes_;
  std::vector<double> value_;
};

double false_alarm(int looks, double limit) {
  UnrejectedSum sum(limit);
  for (int look = 2; look <= looks; ++look) sum.step(look);
  return sum.rejected();
}

}  // namespace

double false_alarm_of_peeking(int looks, double level) {
  require_looks(looks);
  constexpr double least = 1e-6;  // below it what cancels in 1 - kept is no longer small beside it
  if (!(level >= least && level < 1)) throw DomainError(fmt::format("peeking: a level of {} is not in [1e-6, 1)", level));
  return looks == 1 ? level : false_alarm(looks, normal_upper_quantile(0, 1, level / 2));
}

double honest_look_level(int looks, double overall) {
  require_looks(looks);
  constexpr double least = 1e-3, most = 0.5;
  if (!(overall >= least && overall <= most)) throw DomainError(fmt::format("peeking: a level of {} is not in [.001, .5]", overall));
  if (looks == 1) return overall;
  // The false alarm falls in the limit, from more than overall to at most looks x (overall / looks): Bonferroni.
  double low = normal_upper_quantile(0, 1, overall / 2), high = normal_upper_quantile(0, 1, overall / looks / 2);
  double above = std::log(false_alarm(looks, low) / overall), below = std::log(false_alarm(looks, high) / overall);
  constexpr double enough = 1e-9;
  for (int i = 0; i < 60 && high - low > enough; ++i) {  // Illinois: regula falsi that halves an end that stays
    const double middle = (low * below - high * above) / (below - above);
    const double here = std::log(false_alarm(looks, middle) / overall);
    if (std::abs(here) < enough) return 2 * normal_survival(0, 1, middle);
    if (here > 0) low = middle, above = here, below /= 2;
    else high = middle, below = here, above /= 2;
  }
  return 2 * normal_survival(0, 1, high);
}

}  // namespace premortem
