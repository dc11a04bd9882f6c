#include "premortem/statistics/run_length_simulation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/running_chart.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

/// Uniforms of one stream, in order.
class Uniforms {
 public:
  explicit Uniforms(StreamKey key) : key_(key) {}
  double next() {
    if (at_ == block_.size()) {
      fill_uniform(key_, first_, block_);
      first_ += block_.size();
      at_ = 0;
    }
    return block_[at_++];
  }

 private:
  StreamKey key_;
  std::uint64_t first_ = 0;
  std::array<double, 256> block_{};
  std::size_t at_ = block_.size();
};

/// Draws checks that follow a law; an AR(1) keeps its last deviation from the mean.
class Checks {
 public:
  Checks(const CheckLaw& law, double phi) : law_(law), phi_(phi) {
    if (const auto* counts = std::get_if<CountCheck>(&law_)) {
      double sum = 0;
      for (const double p : counts->probability) cumulative_.push_back(sum += p);
    }
  }

  double draw(Uniforms& uniforms, double& deviation) const {
    const double u = uniforms.next();
    if (const auto* normal = std::get_if<NormalCheck>(&law_)) {
      deviation = phi_ * deviation + std::sqrt(1 - phi_ * phi_) * normal_quantile(0, 1, u);
      return normal->mean + deviation;
    }
    const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, u);
    return static_cast<double>(std::get<CountCheck>(law_).lowest + (found - cumulative_.begin()));
  }

  /// The deviation of a process that has run forever.
  double settled(Uniforms& uniforms) const { return std::holds_alternative<NormalCheck>(law_) ? normal_quantile(0, 1, uniforms.next()) : 0; }

 private:
  const CheckLaw& law_;
  double phi_;
  std::vector<double> cumulative_;
};

struct Runs {
  std::vector<double> lengths;  ///< of those that ended
  double checks = 0;            ///< of all, the unfinished one too
};

/// Survival check by check where runs end, down to a hundredth of them; a constant hazard that keeps the mean from there on.
RunLength law_of(Runs runs) {
  RunLength law{{1}, 0, 1};
  if (runs.lengths.empty()) {
    constexpr double rule_of_three = 2.995732273553991;  // -ln 0.05
    law.hazard = std::min(1.0, rule_of_three / std::max(1.0, runs.checks));
    return law;
  }
  std::sort(runs.lengths.begin(), runs.lengths.end());
  const auto n = static_cast<double>(runs.lengths.size());
  const double average = runs.checks / n;
  law.relative_error = 1 / std::sqrt(n);
  constexpr std::size_t most_listed = 100'000;
  const auto kept = static_cast<std::size_t>(0.99 * n);
  double sum = 0;
  for (std::size_t i = 0; i < kept && law.survival.size() < most_listed;) {
    const auto at = static_cast<double>(law.survival.size());
    while (i < kept && runs.lengths[i] <= at) ++i;
    sum += law.survival.back();
    law.survival.push_back(1 - static_cast<double>(i) / n);
  }
  law.hazard = average > sum ? std::min(1.0, law.survival.back() / (average - sum)) : 1;
  return law;
}

void require_process(const CheckProcess& process) {
  require(process.phi > -1 && process.phi < 1, "simulated_run_length", {{"phi", process.phi}}, "a correlation in (-1, 1) is needed");
  const bool counts = std::holds_alternative<CountCheck>(process.after);
  require(!counts || process.phi == 0, "simulated_run_length", {{"phi", process.phi}}, "only normal checks are autocorrelated");
}

/// One run: the number of checks under `after` until it fires; `left` is what may still be drawn.
double run(RunningChart& chart, const Checks& before, const Checks& after, long warm_up, Uniforms& uniforms, double left, bool& fired, double& warming) {
  chart.restart();
  double deviation = after.settled(uniforms);
  constexpr long enough = 4;  // a rule that fires all the time is never quiet for so long
  long drawn = 0;
  for (long quiet = 0; quiet < warm_up && drawn < enough * warm_up; ++drawn) {
    const bool fires = chart.feed(before.draw(uniforms, deviation));
    quiet = fires ? 0 : quiet + 1;
    if (fires) chart.restart();
  }
  warming = static_cast<double>(drawn);
  double checks = 0;
  for (fired = false; !fired && checks < left;) {
    ++checks;
    fired = chart.feed(after.draw(uniforms, deviation));
  }
  return checks;
}

RunLength simulated(const ControlChart& chart, const CheckProcess& process, long warm_up, const RunLengthDraws& draws) {
  require_process(process);
  RunningChart running(chart);
  Uniforms uniforms(draws.key);
  const Checks before(process.before, process.phi), after(process.after, process.phi);
  Runs runs;
  const auto most = static_cast<double>(draws.most_checks);
  double spent = 0;
  while (runs.lengths.size() < draws.most_runs && spent < most) {
    bool fired = false;
    double warming = 0;
    const double checks = run(running, before, after, warm_up, uniforms, most - spent, fired, warming);
    runs.checks += checks;
    spent += checks + warming;
    if (fired) runs.lengths.push_back(checks);
  }
  return law_of(std::move(runs));
}

}  // namespace

RunLength simulated_run_length(const ControlChart& chart, const CheckProcess& process, const RunLengthDraws& draws) {
  return simulated(chart, process, 0, draws);
}

RunLength simulated_run_length_after(const ControlChart& chart, const CheckProcess& process, long warm_up, const RunLengthDraws& draws) {
  return simulated(chart, process, warm_up, draws);
}

}  // namespace premortem
