#include "models/isotonic_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "models/fit_measures.hpp"
#include "models/smooth_likelihood.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

struct Block {
  double sum = 0, weight = 0;
  std::size_t places = 0;
  double mean() const { return sum / weight; }
};

struct Counts {
  double sessions = 0, left = 0;
};

/// For every arm the counts of as few arms as hold `least` sessions, from it on backwards in the order given (all there are, at
/// the front). Two ends move forwards, so that it is O(n).
std::vector<Counts> windows(const std::vector<DelayArm>& arms, double least) {
  std::vector<Counts> all;
  Counts open;
  std::size_t first = 0;
  for (const auto& arm : arms) {
    open.sessions += arm.sessions, open.left += arm.left;
    for (; open.sessions - arms[first].sessions >= least; ++first) open.sessions -= arms[first].sessions, open.left -= arms[first].left;
    all.push_back(open);
  }
  return all;
}

/// Limits of one arm: sessions at and before it left with shares of at most its own, so that their number is stochastically no
/// larger than a binomial one with that share, of which a lower limit is valid; likewise from above. Windows of single sessions
/// hold the same few counts over and over, so that each is looked up once.
class Limits {
 public:
  explicit Limits(double confidence) : confidence_(confidence) {}
  Interval operator()(const Counts& before, const Counts& after) { return {of(before).low, of(after).high}; }

 private:
  Interval of(const Counts& c) {
    const auto [known, is_new] = known_.try_emplace({c.sessions, c.left});
    if (is_new) known->second = clopper_pearson(c.left, c.sessions, confidence_);
    return known->second;
  }
  double confidence_;
  std::map<std::pair<double, double>, Interval> known_;
};

/// If every arm lies within its own limits, then A(t_j) >= A(t_i) >= low_i for i <= j, because A does not fall: the running
/// maximum of the lows holds whenever all of them do, and the running minimum of the highs from the right likewise.
void make_monotone(std::vector<CurveStep>& steps) {
  for (std::size_t i = 1; i < steps.size(); ++i) steps[i].band_low = std::max(steps[i].band_low, steps[i - 1].band_low);
  for (std::size_t i = steps.size() - 1; i-- > 0;) steps[i].band_high = std::min(steps[i].band_high, steps[i + 1].band_high);
}

/// Data that fall where they should rise can put the estimate outside its limits; wider ones hold too.
void hold_values(std::vector<CurveStep>& steps) {
  for (auto& s : steps) {
    s.low = std::min(s.low, s.value), s.high = std::max(s.high, s.value);
    s.band_low = std::min(s.band_low, s.value), s.band_high = std::max(s.band_high, s.value);
  }
}

std::vector<double> shares(std::span<const DelayArm> arms) {
  std::vector<double> values, weights;
  for (const auto& a : arms) values.push_back(a.left / a.sessions), weights.push_back(a.sessions);
  return isotonic_means(values, weights);
}

std::vector<CurveStep> steps_of(std::span<const DelayArm> merged, double confidence) {
  const std::vector<DelayArm> arms(merged.begin(), merged.end()), backwards(merged.rbegin(), merged.rend());
  double sessions = 0;
  for (const auto& a : arms) sessions += a.sessions;
  const double pooled = std::cbrt(sessions) * std::cbrt(sessions), places = static_cast<double>(arms.size());
  const auto before = windows(arms, pooled), after = windows(backwards, pooled);
  const auto values = shares(merged);
  Limits alone_at(confidence), together_at(1 - (1 - confidence) / places);
  std::vector<CurveStep> steps;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const auto& above = after[arms.size() - 1 - i];
    const Interval alone = alone_at(before[i], above), together = together_at(before[i], above);
    steps.push_back({arms[i].latency_ms, values[i], alone.low, alone.high, together.low, together.high, 0});
  }
  make_monotone(steps);
  hold_values(steps);
  return steps;
}

}  // namespace

std::vector<double> isotonic_means(std::span<const double> values, std::span<const double> weights) {
  if (values.size() != weights.size()) throw DomainError("every value needs a weight");
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(weights[i] > 0) || !std::isfinite(weights[i]) || !std::isfinite(values[i])) throw DomainError("values must be finite and weights > 0");
    blocks.push_back({values[i] * weights[i], weights[i], 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
      const Block last = blocks.back();
      blocks.pop_back();
      auto& to = blocks.back();
      to.sum += last.sum, to.weight += last.weight, to.places += last.places;
    }
  }
  std::vector<double> means;
  for (const auto& b : blocks) means.insert(means.end(), b.places, b.mean());
  return means;
}

CurveFit fit_isotonic(std::span<const DelayArm> merged, double confidence) {
  if (merged.empty()) return refused_fit(merged, CurveFamily::isotonic, FitProblem::too_few, "there are no sessions");
  CurveFit fit = delay_fit_of(merged, CurveFamily::isotonic);
  fit.curve.steps = steps_of(merged, confidence);
  double loglik = 0, saturated = 0;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    const double n = merged[i].sessions, y = merged[i].left, p = fit.curve.steps[i].value;
    loglik += (y > 0 ? y * std::log(p) : 0) + (n > y ? (n - y) * std::log1p(-p) : 0);
    saturated += saturated_loglik(n, y);
  }
  fit.loglik = loglik;
  fit.deviance = std::max(0.0, 2 * (saturated - loglik));
  return fit;
}

}  // namespace premortem
