#pragma once
#include <cstddef>
#include <vector>

#include "models/path_posterior.hpp"
#include "premortem/models/metric_forecast.hpp"

namespace premortem {

/// When a path is looked at.
struct PathChecks {
  double every = 1;  ///< days
  std::size_t count = 0;
  double today = 0;  ///< days since the first point, for the cycle
  double cycle_days = 0;
  std::size_t harmonics = 0;
  std::vector<double> jumps_in_days;
  double jump_variance = 0;
};

/// P(the metric has been beyond the limit at a check by the k-th), k = 0 (today) to count, of a normal path with any drift and cycle, which has no
/// closed form: after each check the state is taken to be normal with the moments that it has given that it was not beyond (assumed
/// density filtering; the first check is exact). Beside brute force it is off by at most 0.02 in the tests.
/// Source: Maybeck (1982), Stochastic Models, Estimation and Control 2, 12.7; truncated moments: Johnson, Kotz & Balakrishnan (1994), 13.10.
std::vector<double> passed_at_checks(PathBelief belief, const MetricLimit& limit, const PathChecks& checks);

}  // namespace premortem
