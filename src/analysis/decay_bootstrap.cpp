#include "analysis/decay_bootstrap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr std::size_t resamples = 999;
constexpr double large_count = 50;  // from which the normal law is close enough to Poisson's
constexpr double added = 0.5;       // to a cell, as Jeffreys' prior does

using Uniforms = std::vector<double>;

double redrawn(double count, double u) {
  if (count == 0) return 0;
  if (count > large_count) return std::max(0.0, std::round(count + std::sqrt(count) * normal_quantile(0, 1, u)));
  double k = 0, term = std::exp(-count), sum = term;
  while (u > sum && k < 20 * large_count) term *= count / ++k, sum += term;
  return k;
}

DecayCells smoothed(const DecayCells& c) {
  if (c.rows() == 0) return c;
  return {c.tp + added, c.fp + added, c.fn + added, c.tn + added};
}

DoubleLabels smoothed(const DoubleLabels& l) { return l.rows > 0 ? DoubleLabels{l.rows + 2 * added, l.differ + added} : l; }

DecayTally smoothed(const DecayTally& tally) {
  DecayTally s = tally;
  for (auto& c : s.before) c = smoothed(c);
  for (auto& c : s.after) c = smoothed(c);
  s.double_before = smoothed(s.double_before), s.double_after = smoothed(s.double_after);
  return s;
}

/// A stream of uniforms for every count that is redrawn, named by what it counts.
struct Draws {
  std::vector<std::array<Uniforms, 4>> before, after;
  std::array<Uniforms, 2> double_before, double_after;
};

Uniforms stream(std::uint64_t seed, const std::string& name) {
  Uniforms u(resamples);
  fill_uniform({seed, variable_id("decay " + name)}, 0, u);
  return u;
}

Draws draws_of(const DecayTally& tally, std::uint64_t seed) {
  Draws d;
  for (const auto& cohort : tally.cohorts) {
    for (auto* window : {&d.before, &d.after}) {
      const std::string name = tally.by + (window == &d.before ? " before " : " after ");
      auto& cells = window->emplace_back();
      for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell] = stream(seed, name + std::to_string(cell) + " " + cohort);
    }
  }
  for (std::size_t i = 0; i < 2; ++i) d.double_before[i] = stream(seed, "double before " + std::to_string(i)), d.double_after[i] = stream(seed, "double after " + std::to_string(i));
  return d;
}

DecayCells redrawn(const DecayCells& c, const std::array<Uniforms, 4>& u, std::size_t i) {
  return {redrawn(c.tp, u[0][i]), redrawn(c.fp, u[1][i]), redrawn(c.fn, u[2][i]), redrawn(c.tn, u[3][i])};
}

DoubleLabels redrawn(const DoubleLabels& l, const std::array<Uniforms, 2>& u, std::size_t i) {
  const double differ = redrawn(l.differ, u[0][i]);
  return {differ + redrawn(l.rows - l.differ, u[1][i]), differ};
}

void redraw(DecayTally& t, const DecayTally& from, const Draws& draws, std::size_t i) {
  for (std::size_t c = 0; c < t.cohorts.size(); ++c) t.before[c] = redrawn(from.before[c], draws.before[c], i), t.after[c] = redrawn(from.after[c], draws.after[c], i);
  t.double_before = redrawn(from.double_before, draws.double_before, i), t.double_after = redrawn(from.double_after, draws.double_after, i);
}

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
  const Draws draws = draws_of(tally, seed);
  std::vector<std::optional<DecayPoint>> centres;
  for (const auto metric : of) centres.push_back(decay_point(from, metric));
  std::vector<Scatters> scatters(of.size());
  DecayTally again = from;
  for (std::size_t i = 0; i < resamples; ++i) {
    redraw(again, from, draws, i);
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
