#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "premortem/core/interval.hpp"

namespace premortem {

/// The error of a model that was trained with so many examples, measured on `test_size` items.
struct MeasuredError {
  double examples = 0;  ///< > 0
  double error = 0;     ///< a share, in [0, 1]
  std::optional<double> test_size;
};

/// How measured errors were weighted: by n / (e (1 - e)), the inverse of their binomial variance, or all the same.
enum class ErrorWeighting { test_size, equal };

/// What more examples can and cannot do: e(n) = c + a n^(-b), with c >= 0, a > 0 and 0 < b <= 5.
struct LearningCurve {
  double c = 0, a = 0, b = 0;         ///< c: the error that no number of examples goes below
  std::vector<MeasuredError> points;  ///< ascending
  ErrorWeighting weighting = ErrorWeighting::equal;
  double sum_of_squares = 0;    ///< weighted; with known variances the chi-square on points - 3 degrees of freedom
  std::optional<double> fit_p;  ///< P(a chi-square as large); only with known variances
  bool inflated = false;        ///< the errors scatter more than their test sizes explain: variances were scaled up
  std::optional<Interval> c_interval;  ///< nominal, by profile
  std::string why_no_interval;
  std::optional<double> limit;  ///< the sum of squares up to which a value is inside the intervals
};

/// Least squares: for fixed b the curve is linear in (c, a), so b alone is searched; the boundary c = 0 is kept.
/// Weights come from test_size where every point states it (an error of 0 or 1 is weighted as half an event more or
/// less), else all are equal. c_interval is nominal: by profile, with the chi-square on 1 degree of freedom where the
/// variances are known, else with F on (1, points - 3) and the residual variance. Known variances that do not explain
/// the scatter (fit_p < .05) are scaled by chi-square / (points - 3), with F. It takes the points to be independent:
/// errors measured on one and the same test set share its chance, which moves c and which no interval here holds. The
/// same bits in whatever order the points come.
/// @param confidence  two-sided, in (0, 1)
/// @throws DomainError if a point lies outside its domain
/// @throws Refusal with fewer than 3 distinct sizes, errors that do not fall, or errors that fall in one step
/// Sources: Cortes et al. (1994), Advances in Neural Information Processing Systems 6 (the form);
/// Golub & Pereyra (1973), SIAM J. Numerical Analysis 10 (the search); Seber & Wild (1989), Nonlinear Regression, 5.
LearningCurve fit_learning_curve(std::span<const MeasuredError> points, double confidence);

/// c + a n^(-b). @throws DomainError if examples <= 0
double error_at(const LearningCurve& curve, double examples);
/// ((error - c) / a)^(-1/b), not rounded; absent at and below c.
std::optional<double> examples_for(const LearningCurve& curve, double error);

enum class TargetVerdict {
  reachable,            ///< above c's interval: with so many examples
  not_shown_reachable,  ///< inside c's interval, or there is none, or more than 10^15 examples cannot be excluded
  unreachable,          ///< at or below the lower limit of c: not with data like these, however many
};

struct TargetReach {
  TargetVerdict verdict = TargetVerdict::not_shown_reachable;
  std::optional<double> examples;     ///< of the fitted curve, also where it is not shown; absent at and below c
  std::optional<Interval> interval;   ///< nominal, by profile; high is infinite where the target is inside c's interval
  std::optional<double> beyond_data;  ///< examples as a multiple of the most that was tried
  std::string why;                    ///< of any verdict but reachable
};

/// Whether an error can be reached with more examples of the kind the curve was fitted to. 88% right is an error of
/// 0.12.
/// @param error  in (0, 1)
TargetReach reach_of(const LearningCurve& curve, double error);

}  // namespace premortem
