#include "premortem/models/quit_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "models/quit_points.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// The bits of a double > 0 ascend as it does; its sign is always 0 and gives its place to whether the person left.
std::vector<std::uint64_t> keys_of(std::span<const double> latency_ms, std::span<const std::uint8_t> left) {
  if (latency_ms.size() != left.size()) throw DomainError(fmt::format("quit_moments: {} latencies but {} outcomes", latency_ms.size(), left.size()));
  std::vector<std::uint64_t> keys(left.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!std::isfinite(latency_ms[i]) || latency_ms[i] <= 0) throw DomainError(fmt::format("quit_moments: a latency of {} ms; it must be finite and > 0", latency_ms[i]));
    if (left[i] > 1) throw DomainError(fmt::format("quit_moments: an outcome of {}; 1 means that the person left, 0 that it was served", left[i]));
    keys[i] = std::bit_cast<std::uint64_t>(latency_ms[i]) << 1 | left[i];
  }
  return keys;
}

/// By digits of 11 bits, lowest first, in O(n); a digit that is the same in all keys is passed over.
void sort_keys(std::vector<std::uint64_t>& keys) {
  constexpr unsigned bits = 11, digits = 6;
  constexpr std::size_t values = 1U << bits;
  std::vector<std::array<std::size_t, values>> counts(digits);
  for (const auto key : keys)
    for (unsigned d = 0; d < digits; ++d) ++counts[d][key >> (d * bits) & (values - 1)];
  std::vector<std::uint64_t> sorted(keys.size());
  for (unsigned d = 0; d < digits; ++d) {
    auto& place = counts[d];
    if (keys.empty() || place[keys.front() >> (d * bits) & (values - 1)] == keys.size()) continue;
    for (std::size_t v = 0, before = 0; v < values; ++v) before += std::exchange(place[v], before);
    for (const auto key : keys) sorted[place[key >> (d * bits) & (values - 1)]++] = key;
    keys.swap(sorted);
  }
}

CurveFit refused(CurveFamily family, FitProblem problem, std::string why) {
  CurveFit fit;
  fit.curve.family = family, fit.curve.data = LatencyData::quits;
  fit.problem = problem, fit.why = std::move(why);
  return fit;
}

std::string why_too_few(const QuitTotals& total, CurveFamily family) {
  if (total.people == 0) return "there is nobody";
  if (total.left == 0) return "nobody gave up before being served: how long people would have waited is not known";
  if (has_parameters(family) && total.moments_left < 2) return "everybody who gave up did so at the same moment: two moments or more are needed for a curve";
  return {};
}

bool is_quit_family(CurveFamily f) { return f == CurveFamily::log_logistic || f == CurveFamily::weibull || f == CurveFamily::kaplan_meier; }

/// @param points  shared by the families; made when first needed
CurveFit fit_with(std::span<const QuitMoment> moments, CurveFamily family, double confidence, QuitPoints& points) {
  const auto why = why_too_few(quit_totals(moments), family);
  if (!why.empty()) return refused(family, FitProblem::too_few, why);
  CurveFit fit;
  if (family == CurveFamily::kaplan_meier) {
    fit.curve = kaplan_meier_curve(moments, confidence);
  } else {
    if (points.size() == 0) points = quit_points(moments);
    fit = fit_quit_family(points, family);
  }
  fit.curve.low_ms = moments.front().latency_ms, fit.curve.high_ms = moments.back().latency_ms;
  return fit;
}

void require_input(std::span<const QuitMoment> moments, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a curve of quit times with a confidence of {}: it must lie in (0, 1)", confidence));
  require_moments(moments);
}

}  // namespace

std::vector<QuitMoment> quit_moments(std::span<const double> latency_ms, std::span<const std::uint8_t> left) {
  auto keys = keys_of(latency_ms, left);
  sort_keys(keys);
  std::vector<QuitMoment> moments;
  moments.reserve(keys.size());
  std::uint64_t last = 0;  // no latency: they are > 0
  for (const auto key : keys) {
    if (key >> 1 != last) moments.push_back({std::bit_cast<double>(last = key >> 1), 0, 0});
    ++(key & 1 ? moments.back().left : moments.back().served);
  }
  return moments;
}

CurveFit fit_quit_curve(std::span<const QuitMoment> moments, CurveFamily family, double confidence) {
  if (!is_quit_family(family)) throw DomainError(fmt::format("a {} curve is not fitted to quit times; log_logistic, weibull and kaplan_meier are", family_name(family)));
  require_input(moments, confidence);
  QuitPoints points;
  return fit_with(moments, family, confidence, points);
}

std::vector<CurveFit> fit_quit_curves(std::span<const QuitMoment> moments, double confidence) {
  require_input(moments, confidence);
  QuitPoints points;
  std::vector<CurveFit> fits;
  for (const auto family : {CurveFamily::log_logistic, CurveFamily::weibull, CurveFamily::kaplan_meier}) fits.push_back(fit_with(moments, family, confidence, points));
  const auto rank = [](const CurveFit& f) { return !f.is_fitted() ? 2 : f.aic ? 0 : 1; };
  std::stable_sort(fits.begin(), fits.end(), [&](const CurveFit& a, const CurveFit& b) { return rank(a) != rank(b) ? rank(a) < rank(b) : rank(a) == 0 && *a.aic < *b.aic; });
  return fits;
}

}  // namespace premortem
