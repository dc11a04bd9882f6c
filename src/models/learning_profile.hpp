#pragma once
#include <functional>
#include <vector>

namespace premortem {

/// A measured error with the size of its training set as ln(n / reference), the reference being in the middle.
struct WeightedError {
  double log_size = 0, error = 0, weight = 1;
};

/// c + a exp(-b log_size), and how far the points are from it.
struct CurveCandidate {
  double c = 0, a = 0, b = 0, sum_of_squares = 0;
};

constexpr double smallest_b = 1e-3, largest_b = 5;

/// The best over c >= 0, a >= 0 and b; b to the last bits.
CurveCandidate best_curve(const std::vector<WeightedError>& points);
/// The best that levels off at c.
CurveCandidate best_with_floor(const std::vector<WeightedError>& points, double c);
/// The best that has this error at this size.
CurveCandidate best_through(const std::vector<WeightedError>& points, double log_size, double error);

/// The end of the values that fit, seen from `outside`: the farthest place from `inside` where rise(x) <= 0, found on a
/// grid of 16 and by bisection; `outside` itself if it fits. `inside` is taken to fit.
double outermost(const std::function<double(double)>& rise, double inside, double outside);

}  // namespace premortem
