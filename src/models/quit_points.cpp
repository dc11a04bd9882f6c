#include "models/quit_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

double log_ratio(double t, double reference) {
  const double ratio = t / reference;
  const bool is_near = ratio > 0.5 && ratio < 2;  // where the difference is exact (Sterbenz)
  if (is_near) return std::log1p((t - reference) / reference);
  const bool is_normal = ratio >= std::numeric_limits<double>::min() && std::isfinite(ratio);
  return is_normal ? std::log(ratio) : std::log(t) - std::log(reference);
}

}  // namespace

QuitTotals quit_totals(std::span<const QuitMoment> moments) {
  QuitTotals total;
  for (const auto& m : moments) total.left += m.left, total.people += m.left + m.served, total.moments_left += m.left > 0;
  return total;
}

void require_moments(std::span<const QuitMoment> moments) {
  double before = 0;
  for (const auto& m : moments) {
    const bool counts = std::isfinite(m.left) && std::isfinite(m.served) && m.left >= 0 && m.served >= 0 && m.left + m.served > 0;
    if (!std::isfinite(m.latency_ms) || !(m.latency_ms > before) || !counts)
      throw DomainError(fmt::format("quit moment of {} ms after one of {} ms with {} left and {} served: finite latencies > 0 that ascend and counts >= 0 with somebody are needed", m.latency_ms,
                                    before, m.left, m.served));
    before = m.latency_ms;
  }
}

QuitPoints quit_points(std::span<const QuitMoment> moments) {
  const double half = quit_totals(moments).left / 2;
  QuitPoints points;
  double left = 0;
  for (const auto& m : moments) {
    left += m.left;
    if (left >= half) {
      points.reference_ms = m.latency_ms;
      break;
    }
  }
  points.y.reserve(moments.size()), points.left.reserve(moments.size()), points.people.reserve(moments.size());
  for (const auto& m : moments) {
    points.y.push_back(log_ratio(m.latency_ms, points.reference_ms));
    points.left.push_back(m.left);
    points.people.push_back(m.left + m.served);
  }
  return points;
}

QuitPoints coarse_points(const QuitPoints& points, std::size_t most) {
  const std::size_t a_group = (points.size() + most - 1) / most;
  QuitPoints coarse;
  coarse.reference_ms = points.reference_ms;
  for (std::size_t begin = 0; begin < points.size(); begin += a_group) {
    double left = 0, people = 0, y = 0;
    for (std::size_t i = begin; i < std::min(begin + a_group, points.size()); ++i)
      left += points.left[i], people += points.people[i], y += points.people[i] * points.y[i];
    coarse.y.push_back(y / people), coarse.left.push_back(left), coarse.people.push_back(people);
  }
  return coarse;
}

}  // namespace premortem
