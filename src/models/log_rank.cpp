#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/quit_points.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/chi_square.hpp"
#include "premortem/statistics/positive_definite.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_groups = 33;  // the covariance of one less is solved

using Groups = std::span<const std::vector<QuitMoment>>;

/// Left less expected, and its covariance in rows.
struct Excess {
  std::vector<double> of, covariance;
  std::size_t groups() const { return of.size(); }
};

/// Where the next moment of each group is and who still waits then, as all groups are walked together.
class Walk {
 public:
  explicit Walk(Groups groups) : groups_(groups), next_(groups.size()), left_(groups.size()), waiting_(groups.size()) {
    for (std::size_t g = 0; g < groups.size(); ++g) waiting_[g] = quit_totals(groups[g]).people;
  }
  /// Gives who waits and leaves at each moment in its order to `work`.
  template <class Work>
  void each(Work work) {
    for (double t = next_moment(); std::isfinite(t); t = next_moment()) {
      for (std::size_t g = 0; g < groups_.size(); ++g) left_[g] = is_due(g, t) ? groups_[g][next_[g]].left : 0;
      work(waiting_, left_);
      for (std::size_t g = 0; g < groups_.size(); ++g)
        if (is_due(g, t)) waiting_[g] -= groups_[g][next_[g]].left + groups_[g][next_[g]].served, ++next_[g];
    }
  }

 private:
  bool is_due(std::size_t g, double t) const { return next_[g] < groups_[g].size() && groups_[g][next_[g]].latency_ms == t; }
  double next_moment() const {
    double t = std::numeric_limits<double>::infinity();
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (next_[g] < groups_[g].size()) t = std::min(t, groups_[g][next_[g]].latency_ms);
    return t;
  }
  Groups groups_;
  std::vector<std::size_t> next_;
  std::vector<double> left_, waiting_;
};

double sum(const std::vector<double>& of) {
  double all = 0;
  for (const double x : of) all += x;
  return all;
}

Excess excess_of(Groups groups) {
  const std::size_t k = groups.size();
  Excess e{std::vector<double>(k), std::vector<double>(k * k)};
  Walk(groups).each([&](const std::vector<double>& waiting, const std::vector<double>& left) {
    const double d = sum(left), n = sum(waiting);
    if (d == 0) return;
    const double scale = n > 1 ? d * (n - d) / (n - 1) : 0;
    for (std::size_t g = 0; g < k; ++g) {
      const double share = waiting[g] / n;
      e.of[g] += left[g] - d * share;
      for (std::size_t h = 0; h < k; ++h) e.covariance[g * k + h] += scale * share * ((g == h ? 1 : 0) - waiting[h] / n);
    }
  });
  return e;
}

/// Without the groups that nobody could be compared with, and without the last of the others: they add up to 0.
Excess independent(const Excess& e) {
  std::vector<std::size_t> kept;
  for (std::size_t g = 0; g < e.groups(); ++g)
    if (e.covariance[g * e.groups() + g] > 0) kept.push_back(g);
  if (kept.size() < 2) throw Refusal("the groups cannot be compared: nobody gave up while people of two groups were waiting");
  kept.pop_back();
  Excess less;
  for (const auto g : kept) {
    less.of.push_back(e.of[g]);
    for (const auto h : kept) less.covariance.push_back(e.covariance[g * e.groups() + h]);
  }
  return less;
}

}  // namespace

GroupDifference log_rank(Groups groups) {
  if (groups.size() < 2) throw DomainError(fmt::format("log_rank of {} groups: two or more are needed", groups.size()));
  if (groups.size() > most_groups) throw Refusal(fmt::format("{} groups cannot be compared at once; at most {} can", groups.size(), most_groups));
  for (const auto& g : groups) {
    if (g.empty()) throw DomainError("log_rank: a group without anybody");
    require_moments(g);
  }
  const Excess e = independent(excess_of(groups));
  const auto solved = positive_definite_solve(e.covariance, e.of);
  if (!solved) throw Refusal("the groups cannot be compared: not all of them were waiting at the same time as the others");
  GroupDifference d;
  for (std::size_t g = 0; g < e.groups(); ++g) d.statistic += e.of[g] * (*solved)[g];
  d.statistic = std::max(0.0, d.statistic);
  d.df = static_cast<double>(e.groups());
  d.p = chi_square_survival(d.df, d.statistic);
  return d;
}

}  // namespace premortem
