#include "premortem/models/forecast_score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

constexpr int bin_count = 5;

void check_probability(double p) {
  if (!(p >= 0 && p <= 1)) throw DomainError(fmt::format("a forecast has the probability {}, expected one in [0, 1]", p));
}

/// In one order, so that every sum has the same bits whatever order the forecasts came in.
std::vector<Forecast> in_order(std::span<const Forecast> forecasts) {
  if (forecasts.empty()) throw DomainError("there is no forecast to score");
  for (const auto& f : forecasts) check_probability(f.probability);
  std::vector<Forecast> sorted(forecasts.begin(), forecasts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.probability != b.probability ? a.probability < b.probability : a.held < b.held; });
  return sorted;
}

double square(double x) { return x * x; }
double loss(const Forecast& f) { return square(f.probability - (f.held ? 1 : 0)); }
double least_loss(double p) { return std::min(square(p), square(1 - p)); }
double greatest_loss(double p) { return std::max(square(p), square(1 - p)); }
double count(std::size_t n) { return static_cast<double>(n); }

std::size_t hits_of(std::span<const Forecast> forecasts) {
  return static_cast<std::size_t>(std::count_if(forecasts.begin(), forecasts.end(), [](const auto& f) { return f.held; }));
}

double mean_of(std::span<const Forecast> sorted) {
  double sum = 0;
  for (const auto& f : sorted) sum += f.probability;
  return sum / count(sorted.size());
}

CalibrationBin bin_of(int i, std::span<const Forecast> forecasts, double confidence) {
  CalibrationBin bin{i / double{bin_count}, (i + 1) / double{bin_count}, forecasts.size(), hits_of(forecasts), 0, 0, {}};
  if (bin.n == 0) return bin;
  bin.mean_forecast = mean_of(forecasts);
  bin.hit_rate = count(bin.held) / count(bin.n);
  bin.hit_rate_limits = clopper_pearson(count(bin.held), count(bin.n), confidence);
  return bin;
}

}  // namespace

double brier_score(std::span<const Forecast> forecasts) {
  double sum = 0;
  for (const auto& f : in_order(forecasts)) sum += loss(f);
  return sum / count(forecasts.size());
}

MurphyParts murphy_parts(std::span<const Forecast> forecasts) {
  const auto sorted = in_order(forecasts);
  const double n = count(sorted.size()), base = count(hits_of(sorted)) / n;
  MurphyParts parts{0, 0, base * (1 - base)};
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const double p = begin->probability;
    const auto end = std::find_if(begin, sorted.end(), [&](const auto& f) { return f.probability != p; });
    const std::span<const Forecast> group(begin, end);
    const double size = count(group.size()), rate = count(hits_of(group)) / size;
    parts.reliability += size * square(p - rate) / n;
    parts.resolution += size * square(rate - base) / n;
    begin = end;
  }
  return parts;
}

Interval brier_limits(std::span<const Forecast> forecasts, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("the confidence is {}, expected one in (0, 1)", confidence));
  const auto sorted = in_order(forecasts);
  double score = 0, spread = 0, least = 0, greatest = 0;
  for (const auto& f : sorted) {
    score += loss(f);
    spread += square(1 - 2 * f.probability);
    least += least_loss(f.probability);
    greatest += greatest_loss(f.probability);
  }
  const double half = std::sqrt(std::log(2 / (1 - confidence)) * spread / 2), n = count(sorted.size());
  return make_interval(std::max(score - half, least) / n, std::min(score + half, greatest) / n);
}

Interval brier_if_known(std::span<const Forecast> forecasts, std::span<const double> others) {
  std::vector<double> rest(others.begin(), others.end());
  for (const double p : rest) check_probability(p);
  std::sort(rest.begin(), rest.end());
  const double n = count(forecasts.size() + rest.size());
  if (n == 0) throw DomainError("there is no forecast to score");
  double least = forecasts.empty() ? 0 : brier_score(forecasts) * count(forecasts.size()), greatest = least;
  for (const double p : rest) least += least_loss(p), greatest += greatest_loss(p);
  return make_interval(least / n, greatest / n);
}

HitTails hit_tails(std::span<const Forecast> forecasts) {
  if (forecasts.size() > most_for_hit_tails) throw DomainError(fmt::format("there are {} forecasts, expected at most {}", forecasts.size(), most_for_hit_tails));
  const auto sorted = in_order(forecasts);
  std::vector<double> chance(sorted.size() + 1, 0);  // of so many hits among the forecasts so far
  chance[0] = 1;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const double p = sorted[i].probability;
    for (std::size_t k = i + 1; k > 0; --k) chance[k] = chance[k] * (1 - p) + chance[k - 1] * p;
    chance[0] *= 1 - p;
  }
  HitTails tails;
  const std::size_t hits = hits_of(sorted);
  for (std::size_t k = 0; k <= hits; ++k) tails.so_few += chance[k];
  for (std::size_t k = chance.size(); k > hits; --k) tails.so_many += chance[k - 1];
  return {std::min(tails.so_few, 1.0), std::min(tails.so_many, 1.0)};
}

std::vector<CalibrationBin> calibration_bins(std::span<const Forecast> forecasts, double confidence) {
  const auto sorted = in_order(forecasts);
  std::vector<CalibrationBin> bins;
  auto begin = sorted.begin();
  for (int i = 0; i < bin_count; ++i) {
    const double high = (i + 1) / double{bin_count};
    const auto end = i + 1 == bin_count ? sorted.end() : std::find_if(begin, sorted.end(), [&](const auto& f) { return f.probability >= high; });
    if (begin != end) bins.push_back(bin_of(i, {begin, end}, confidence));
    begin = end;
  }
  return bins;
}

double forecasts_for_ten_points(double confidence) {
  const double z = normal_upper_quantile(0, 1, (1 - confidence) / 2);
  return std::ceil(25 * z * z);
}

ForecastScore score_forecasts(std::span<const Forecast> forecasts, double confidence) {
  ForecastScore s;
  const auto sorted = in_order(forecasts);
  s.n = sorted.size(), s.held = hits_of(sorted);
  s.brier = brier_score(sorted);
  s.brier_limits = brier_limits(sorted, confidence);
  s.murphy = murphy_parts(sorted);
  if (s.held > 0 && s.held < s.n) s.skill = 1 - s.brier / s.murphy.uncertainty;
  else s.skill_why = fmt::format("all that were checked {}, so that their base rate, known afterwards, makes no error to compare with", s.held == 0 ? "failed" : "held");
  s.mean_forecast = mean_of(sorted);
  s.hit_rate = count(s.held) / count(s.n);
  s.hit_rate_limits = clopper_pearson(count(s.held), count(s.n), confidence);
  if (s.n <= most_for_hit_tails) s.tails = hit_tails(sorted);
  else s.tails_why = fmt::format("not computed for more than {} hypotheses", most_for_hit_tails);
  s.bins = calibration_bins(sorted, confidence);
  s.needed_for_ten_points = forecasts_for_ten_points(confidence);
  return s;
}

}  // namespace premortem
