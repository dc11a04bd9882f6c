#pragma once
#include <cstddef>
#include <vector>

#include "models/path_posterior.hpp"
#include "premortem/models/metric_forecast.hpp"

namespace premortem {

/// P(the metric has been beyond the limit at a check by the k-th), k = 0 (today) to `checks`, of a normal path with any drift and cycle, which have no
/// closed form: after each check the state is taken to be normal with the moments that it has given that it was not beyond (assumed
/// density filtering; the first check is exact). Beside brute force it is off by at most 0.02 in the tests.
/// @param today  days since the first point, for the cycle
/// Source: Maybeck (1982), Stochastic Models, Estimation and Control 2, 12.7; truncated moments: Johnson, Kotz & Balakrishnan (1994), 13.10.
std::vector<double> passed_at_checks(PathBelief belief, const MetricLimit& limit, double check_every, std::size_t checks, double today, double cycle_days, std::size_t harmonics);

}  // namespace premortem
