#include "premortem/core/error.hpp"
#include "statistics/chart_states.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

enum class Miss { starts_over, keeps };

StateSpace streak(int times, double p, Miss miss) {
  require(times >= 1 && times <= 10'000 && p >= 0 && p <= 1, "streak", {{"times", static_cast<double>(times)}, {"p", p}}, "1 to 10,000 times and p in [0, 1] are needed");
  StateSpace space;
  space.states = static_cast<std::size_t>(times);
  for (std::size_t seen = 0; seen < space.states; ++seen) {
    space.begin_row();
    const bool last = seen + 1 == space.states;
    space.fires.push_back(last ? p : 0);
    if (!last) space.add(seen + 1, p);
    space.add(miss == Miss::starts_over ? 0 : seen, 1 - p);
  }
  space.end_rows();
  return space;
}

}  // namespace

StateSpace streak_states(const BatchChart& chart, double p) {
  require(chart.times >= 1 && chart.checks >= chart.times && chart.checks <= 2'000 && p >= 0 && p <= 1, "batch",
          {{"times", static_cast<double>(chart.times)}, {"checks", static_cast<double>(chart.checks)}, {"p", p}}, "1 <= times <= checks <= 2,000 and p in [0, 1] are needed");
  constexpr double most_states = 20'000;
  if (static_cast<double>(chart.times) * chart.checks > most_states) throw Refusal("a run of so many measurements of which so many may fail remembers too much; state a shorter run");
  const auto times = static_cast<std::size_t>(chart.times), checks = static_cast<std::size_t>(chart.checks);
  StateSpace space;
  space.states = times * checks;
  space.period = checks;
  for (std::size_t check = 0; check < checks; ++check) {
    for (std::size_t seen = 0; seen < times; ++seen) {
      const std::size_t next = (check + 1) % checks * times;  // at the end of a run nothing is remembered
      const bool over = check + 1 == checks;
      space.begin_row();
      space.fires.push_back(seen + 1 == times ? p : 0);
      if (seen + 1 < times) space.add(over ? 0 : next + seen + 1, p);
      space.add(over ? 0 : next + seen, 1 - p);
    }
  }
  space.end_rows();
  return space;
}

StateSpace streak_states(const ConsecutiveChart& chart, double p) { return streak(chart.times, p, Miss::starts_over); }
StateSpace streak_states(const CumulativeChart& chart, double p) { return streak(chart.times, p, Miss::keeps); }

}  // namespace premortem
