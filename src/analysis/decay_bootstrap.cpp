#include "analysis/decay_bootstrap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/decay_redraw.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr std::size_t resamples = 999;

/// How far redrawn values of a part are from what they were redrawn from.
class Scatter {
 public:
  void add(std::optional<double> value, std::optional<double> centre) {
    if (value && centre) off_.push_back(*value - *centre);
  }
  /// Limits into `part`, and the p of a part that is 0; neither without enough redrawn values, or where they do not vary.
  std::optional<double> finish(SplitPart& part, double confidence, double least, double most) {
    if (!part.value || off_.size() < resamples / 2) return std::nullopt;
    std::sort(off_.begin(), off_.end());
    double sum = 0;
    for (const double x : off_) sum += x * x;
    const double deviation = std::sqrt(sum / static_cast<double>(off_.size()));
    if (!(deviation > 1e-12)) return std::nullopt;
    const auto rank = [&](double q) { return off_[static_cast<std::size_t>(q * static_cast<double>(off_.size() - 1) + 0.5)]; };
    part.limits = Interval{std::max(least, *part.value + rank((1 - confidence) / 2)), std::min(most, *part.value + rank((1 + confidence) / 2))};
    return 2 * normal_survival(0, 1, std::abs(*part.value) / deviation);
  }

 private:
  std::vector<double> off_;
};

struct Scatters {
  Scatter change, mix, within, noise, decay, error_before, error_after;
  void add(const DecayPoint& p, const DecayPoint& from) {
    change.add(p.split.gap, from.split.gap), mix.add(p.split.mix, from.split.mix), within.add(p.split.rate, from.split.rate);
    noise.add(p.label_noise, from.label_noise), decay.add(p.decay, from.decay);
    error_before.add(p.error_before, from.error_before), error_after.add(p.error_after, from.error_after);
  }
};

SplitEvidence finished(DecaySplit split, Scatters& s, double confidence) {
  SplitEvidence e;
  e.split = std::move(split);
  auto& d = e.split;
  s.change.finish(d.change, confidence, -1, 1);
  e.p_mix = s.mix.finish(d.mix, confidence, -1, 1), e.p_within = s.within.finish(d.within, confidence, -1, 1);
  e.p_noise = s.noise.finish(d.label_noise, confidence, -1, 1), e.p_decay = s.decay.finish(d.decay, confidence, -1, 1);
  s.error_before.finish(d.label_error_before, confidence, 0, 0.5), s.error_after.finish(d.label_error_after, confidence, 0, 0.5);
  return e;
}

constexpr std::array metrics{DecayMetric::accuracy, DecayMetric::precision, DecayMetric::recall, DecayMetric::false_positive_rate};

std::vector<SplitEvidence> with_limits(std::vector<DecaySplit> splits, const DecayTally& tally, const std::vector<DecayMetric>& of, double confidence, std::uint64_t seed) {
  const DecayTally from = smoothed(tally);
  const DecayDraws draws(tally, seed, resamples);
  std::vector<std::optional<DecayPoint>> centres;
  for (const auto metric : of) centres.push_back(decay_point(from, metric));
  std::vector<Scatters> scatters(of.size());
  DecayTally again = from;
  for (std::size_t i = 0; i < resamples; ++i) {
    draws.redraw(again, from, i);
    for (std::size_t m = 0; m < of.size(); ++m) {
      const auto point = centres[m] ? decay_point(again, of[m]) : std::nullopt;
      if (point) scatters[m].add(*point, *centres[m]);
    }
  }
  std::vector<SplitEvidence> found;
  for (std::size_t m = 0; m < of.size(); ++m) found.push_back(finished(std::move(splits[m]), scatters[m], confidence));
  return found;
}

}  // namespace

SplitEvidence with_limits(DecaySplit split, const DecayTally& tally, DecayMetric metric, double confidence, std::uint64_t seed) {
  return with_limits(std::vector{std::move(split)}, tally, std::vector{metric}, confidence, seed).front();
}

std::vector<SplitEvidence> splits_of(const DecayTally& tally, double confidence, std::uint64_t seed) {
  std::vector<DecaySplit> splits;
  std::vector<DecayMetric> of;
  for (const auto metric : metrics) {
    try {
      splits.push_back(decay_split(tally, metric));
      of.push_back(metric);
    } catch (const Refusal&) {
      continue;  // it is not defined in one of the windows: another metric says more
    }
  }
  return with_limits(std::move(splits), tally, of, confidence, seed);
}

}  // namespace premortem
