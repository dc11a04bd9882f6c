#pragma once
#include <optional>
#include <string>

#include "premortem/models/abandonment_curve.hpp"

namespace premortem {

/// Why a family was not fitted.
enum class FitProblem {
  none,
  separation,      ///< some latency parts those who stay from those who leave: the likelihood has no largest value
  no_convergence,
  not_rising,      ///< the best curve of the family does not rise with latency
  too_few,         ///< fewer distinct latencies or events than the family has parameters
  outside_domain,  ///< the family cannot hold these data, such as somebody leaving at 0 ms without a floor
};

/// A curve fitted to data, or why there is none.
struct CurveFit {
  AbandonmentCurve curve;
  FitProblem problem = FitProblem::none;
  std::string why;               ///< words for the problem; empty without one
  std::optional<double> loglik;  ///< without constants that do not depend on the parameters; quits: the density per ms
  std::optional<double> aic;     ///< -2 loglik + 2 parameters; absent for isotonic and kaplan_meier, which are not ranked by it
  std::optional<double> deviance;  ///< delays: 2 (log-likelihood of a share for every arm - loglik)
  std::optional<double> pearson;   ///< delays: X2 of the arms, sparse ones pooled with their neighbours
  std::optional<double> df;        ///< arms, after pooling, less parameters; absent where negative
  std::optional<double> fit_p;     ///< P(a chi-square as large as pearson); absent where df is 0
  double overdispersion = 1;       ///< pearson / df where fit_p < .05, else 1; the covariance holds it already

  bool is_fitted() const { return problem == FitProblem::none; }
};

}  // namespace premortem
