#pragma once
#include <optional>
#include <vector>

#include "analysis/tradeoff_terms.hpp"
#include "premortem/analysis/tradeoff_assessment.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

/// What operating points are judged by.
struct PointContext {
  const TradeoffTerms& terms;
  double confidence;
  int jobs = 1;  ///< threads; the same points for any number
};

/// What the entry of a curve does, with exact limits of its shares; absent: nothing is flagged. The limit of a value-weighted
/// recall needs the rows and is left out.
OperatingPoint operating_point(const ScoreCurve& curve, std::optional<std::size_t> entry, std::optional<double> threshold, const PointContext& context);

/// The points asked for, else those of the frontier, from flagging nothing to flagging all.
std::vector<OperatingPoint> operating_points(const ScoreCurve& curve, const std::vector<double>& thresholds, const PointContext& context);

/// Each cohort at each of the thresholds.
/// @param cohorts  their curves at these thresholds at least
std::vector<CohortPoint> cohort_points(const ScoredRows& rows, const ScoreCurves& curves, const std::vector<ScoreCurve>& cohorts, const std::vector<std::optional<double>>& thresholds, const PointContext& context);

/// A counted share with its Clopper-Pearson limits. @param nothing  why there is none, where nothing was counted
LimitedEstimate counted_share(double events, double trials, double confidence, const char* nothing);

}  // namespace premortem
