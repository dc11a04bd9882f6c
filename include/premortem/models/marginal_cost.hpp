#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// A way to reach a metric (precision, recall, a share contained) at an operating cost: a stated option, or a place on
/// a curve.
struct MetricOption {
  std::string name;
  double metric = 0;                     ///< a share, in [0, 1]
  double cost_per_year = 0;              ///< any finite number
  std::optional<double> value_per_year;  ///< what it brings, where a point is not worth the same everywhere
  std::optional<double> weeks;           ///< until it can be had
};

struct MarginalTerms {
  std::optional<double> value_per_point;   ///< >= 0, a year; used where not every option states its value
  std::optional<double> cost_per_week;     ///< of waiting, >= 0; added to the cost where every option states its weeks
  std::optional<double> misses_per_point;  ///< > 0, a year: positives / 100 where the metric is recall
  /// Half the width of the interval of a gain, by the places of two options in the input: a gain below it is noise.
  std::function<double(std::size_t from, std::size_t to)> gain_half_width;
};

/// From an option to the next better one; options are named by their place in the input.
struct MarginalStep {
  std::size_t from = 0, to = 0;
  double points = 0;          ///< 100 (metric of to - metric of from), > 0
  double cost = 0;            ///< more a year, with the weeks where they are counted; may be negative
  double cost_per_point = 0;  ///< MC = cost / points
  std::optional<double> weeks, benefit, misses_avoided, cost_per_miss;
};

/// Not on the lower convex hull of (metric, cost): `by` is at least as good and no dearer; or else points between
/// `low` and `high` of the hull cost less, which a mixture of the two reaches.
struct OffHull {
  std::size_t option = 0;
  std::optional<std::size_t> by;
  std::optional<std::size_t> low, high;
};

enum class StopReason { cost_exceeds_value, gain_is_noise, nothing_better, value_not_stated, best_of_all };

/// Where to stop, and for which values of a point, and of a miss, that stays right: [MC before, MC after].
struct MarginalStop {
  std::optional<std::size_t> option;  ///< absent where no value is stated
  StopReason reason = StopReason::value_not_stated;
  std::optional<Interval> point_value,
      miss_value;  ///< absent where no value of a point makes it right, or noise decides; high may be infinite
};

struct MarginalCosts {
  std::vector<std::size_t> order;          ///< ascending by metric; of equal metrics the cheapest alone
  std::vector<MarginalStep> stated, hull;  ///< between consecutive options; along the lower convex hull
  std::vector<OffHull> off_hull;
  bool weeks_counted = false;
  std::string why_weeks_not;  ///< weeks are stated, and not counted
  MarginalStop stop;          ///< first stated option whose next step costs more than it brings
  MarginalStop hull_stop;  ///< the same along the hull; with stated values the largest value less cost of all options
};

/// MC = (C2 - C1) / (100 (P2 - P1)) between consecutive options, and along the lower convex hull of (P, C) from the
/// cheapest option up, where it rises from step to step. A step is taken while it brings no less than it costs: on the
/// hull the last one is the option of the largest value less cost, among stated options it may stop before a cheap
/// step that follows a dear one, so both are given. A step within the noise of its gain is taken only together with
/// further ones that pay and whose gain together is beyond it.
/// Costs and values must be of the same time: a cost of weeks is added as it is.
/// @throws DomainError if a metric is outside [0, 1], a cost, value or term not finite or negative where it may not be
/// @throws Refusal without options
/// Source: Varian, Intermediate Microeconomics (marginal cost; convex hull of a cost function).
MarginalCosts marginal_costs(std::span<const MetricOption> options, const MarginalTerms& terms);

/// The values of a point for which this option has the largest value less cost of all: from the dearest step down to
/// it to the cheapest step up from it; absent where there are none (it is off the hull).
std::optional<Interval> point_values_for(std::span<const MetricOption> options, const MarginalTerms& terms,
                                         std::size_t option);

}  // namespace premortem
