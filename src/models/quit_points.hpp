#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "premortem/models/quit_times.hpp"

namespace premortem {

/// Quit moments as a fit reads them: y = ln(t / reference). Near the reference y is that of the difference, which is exact,
/// so that moments of 1e9 ms that differ by 1 ms keep their digits; and a power of two as another unit of time changes no bit.
struct QuitPoints {
  double reference_ms = 1;
  std::vector<double> y, left, people;  ///< people = left + served

  std::size_t size() const { return y.size(); }
};

/// The reference is the moment by which half of those who left had left.
QuitPoints quit_points(std::span<const QuitMoment> moments);

/// Neighbours put together, about `most` of them: to begin a fit with.
QuitPoints coarse_points(const QuitPoints& points, std::size_t most);

struct QuitTotals {
  double left = 0, people = 0;
  std::size_t moments_left = 0;  ///< at which somebody left
};
QuitTotals quit_totals(std::span<const QuitMoment> moments);

/// @throws DomainError unless latencies are finite, > 0 and ascending, and counts are finite and >= 0 with somebody at each
void require_moments(std::span<const QuitMoment> moments);

/// Kaplan-Meier, of moments with at least one quit.
AbandonmentCurve kaplan_meier_curve(std::span<const QuitMoment> moments, double confidence);

/// log_logistic or weibull, of moments with at least two at which somebody left.
CurveFit fit_quit_family(const QuitPoints& points, CurveFamily family);

}  // namespace premortem
