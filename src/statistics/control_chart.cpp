#include "premortem/statistics/control_chart.hpp"

#include <type_traits>

#include "statistics/chart_states.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

template <class Chart>
constexpr bool is_streak = std::is_same_v<Chart, ConsecutiveChart> || std::is_same_v<Chart, CumulativeChart> || std::is_same_v<Chart, BatchChart>;

template <class Chart>
StateSpace states(const Chart& chart, const CheckLaw& law) {
  if constexpr (std::is_same_v<Chart, BurnRateChart>) {
    refuse("burn_rate", {}, "its windows overlap, so that its run length is simulated");
  } else if constexpr (is_streak<Chart>) {
    if constexpr (std::is_same_v<Chart, ConsecutiveChart>)
      require(chart.window == 1, "consecutive", {{"window", static_cast<double>(chart.window)}}, "its windows overlap, so that its run length is simulated");
    return streak_states(chart, chart.sides == Sides::two ? two_sided_exceedance(law, chart.limit) : exceedance(law, chart.limit));
  } else {
    if (const auto* counts = std::get_if<CountCheck>(&law)) {
      if constexpr (std::is_same_v<Chart, ShiryaevRobertsChart>) refuse("shiryaev_roberts", {}, "it has no exact run length for counts");
      else return count_states(chart, *counts);
    } else {
      if constexpr (std::is_same_v<Chart, WindowChart>) refuse("window", {}, "it sums counts");
      else return normal_states(chart, std::get<NormalCheck>(law));
    }
  }
}

StateSpace states_of(const ControlChart& chart, const CheckLaw& law) {
  return std::visit([&](const auto& c) { return states(c, law); }, chart);
}

bool is_two_sided_cusum(const ControlChart& chart) {
  const auto* cusum = std::get_if<CusumChart>(&chart);
  return cusum && cusum->sides == Sides::two;
}

ControlChart one_sided(const ControlChart& chart) {
  auto cusum = std::get<CusumChart>(chart);
  cusum.sides = Sides::one;
  return cusum;
}

CheckLaw turned(const CheckLaw& law) {
  const auto* normal = std::get_if<NormalCheck>(&law);
  require(normal != nullptr, "cusum", {}, "counts have no middle that a two-sided rule could watch");
  return NormalCheck{-normal->mean};
}

/// Scales the hazard of two independent sides to the exact mean of both together.
RunLength both_sides(const RunLength& upper, const RunLength& lower) {
  RunLength law = first_of(upper, lower);
  const double exact = 1 / (1 / mean(upper) + 1 / mean(lower)), own = mean(law);
  const double last = law.survival.back(), tail = law.hazard > 0 ? last / law.hazard : 0;
  const double corrected = tail + exact - own;
  if (last > 0 && corrected > last) law.hazard = last / corrected;
  return law;
}

std::vector<CheckLaw> turned(std::span<const CheckLaw> laws) {
  std::vector<CheckLaw> all;
  for (const auto& law : laws) all.push_back(turned(law));
  return all;
}

std::vector<RunLength> sides_after(const ControlChart& chart, const CheckLaw& before, std::span<const CheckLaw> after, std::span<const CheckLaw> first, double most_work) {
  auto laws = run_lengths_after(one_sided(chart), before, after, first, most_work);
  const auto lower = run_lengths_after(one_sided(chart), turned(before), turned(after), turned(first), most_work);
  for (std::size_t i = 0; i < laws.size(); ++i) laws[i] = both_sides(laws[i], lower[i]);
  return laws;
}

}  // namespace

RunLength run_length(const ControlChart& chart, const CheckLaw& law, double most_work) {
  if (is_two_sided_cusum(chart)) return both_sides(run_length(one_sided(chart), law, most_work), run_length(one_sided(chart), turned(law), most_work));
  const StateSpace space = states_of(chart, law);
  return followed(space, started(space), most_work);
}

RunLength run_length_after(const ControlChart& chart, const CheckLaw& before, const CheckLaw& after, double most_work) {
  return run_lengths_after(chart, before, {&after, 1}, {}, most_work).front();
}

std::vector<RunLength> run_lengths_after(const ControlChart& chart, const CheckLaw& before, std::span<const CheckLaw> after, std::span<const CheckLaw> first,
                                         double most_work) {
  if (is_two_sided_cusum(chart)) return sides_after(chart, before, after, first, most_work);
  const StateSpace quiet = states_of(chart, before);
  const StateMass steady = std::holds_alternative<CumulativeChart>(chart) ? started(quiet) : steady_state(quiet, most_work);
  std::vector<RunLength> laws;
  for (std::size_t i = 0; i < after.size(); ++i) {
    StateMass mass = steady, next;
    std::vector<double> survival{1};
    if (!first.empty()) {
      survival.push_back(1 - advance(states_of(chart, first[i]), mass, next).fired);
      std::swap(mass, next);
    }
    laws.push_back(followed(states_of(chart, after[i]), mass, most_work, survival));
  }
  return laws;
}

RunLength run_length_along(const ControlChart& chart, const std::function<CheckLaw(long)>& law_at, long most) {
  require(!is_two_sided_cusum(chart), "run_length_along", {}, "a two-sided CUSUM is taken as two one-sided ones");
  CheckLaw law = law_at(1);
  StateSpace space = states_of(chart, law);
  StateMass mass = started(space), next;
  std::vector<double> survival{1};
  constexpr double nothing_left = 1e-15;
  for (long n = 1; n <= most && survival.back() > nothing_left; ++n) {
    if (auto now = law_at(n); !(now == law)) space = states_of(chart, law = std::move(now));
    survival.push_back(survival.back() * (1 - advance(space, mass, next).fired));
    std::swap(mass, next);
  }
  return followed(space, mass, usual_work, survival);
}

bool has_exact_run_length(const ControlChart& chart) {
  const auto* streak = std::get_if<ConsecutiveChart>(&chart);
  return !std::holds_alternative<BurnRateChart>(chart) && (!streak || streak->window == 1);
}

}  // namespace premortem
