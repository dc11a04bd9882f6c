// Sums over the last checks: a state is what the other checks of the window counted.
#include <map>

#include "premortem/core/error.hpp"
#include "statistics/chart_states.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double most_states = 100'000;

/// The counts of a window's other checks, oldest first.
using Past = std::vector<long>;

void list_pasts(Past& past, std::size_t place, long left, std::map<Past, std::size_t>& numbers) {
  if (place == past.size()) {
    numbers.emplace(past, 0);
    return;
  }
  for (long x = 0; x <= left; ++x) {
    past[place] = x;
    list_pasts(past, place + 1, left - x, numbers);
  }
}

}  // namespace

double window_states(const WindowChart& chart) {
  double states = 1;  // choose(limit - 1 + checks - 1, checks - 1)
  for (int i = 1; i < chart.checks; ++i) states = states * static_cast<double>(chart.limit - 1 + i) / i;
  return states;
}

StateSpace count_states(const WindowChart& chart, const CountCheck& law) {
  require(chart.checks >= 1 && chart.limit >= 1 && law.lowest >= 0, "window", {{"checks", static_cast<double>(chart.checks)}, {"limit", static_cast<double>(chart.limit)}},
          "at least one check, a limit of at least 1 and counts >= 0 are needed");
  if (window_states(chart) > most_states) throw Refusal("the window remembers too much: its chain would have more than 100,000 states; a lower limit or fewer, larger checks are needed");
  std::map<Past, std::size_t> numbers;
  Past past(static_cast<std::size_t>(chart.checks - 1), 0);
  list_pasts(past, 0, chart.limit - 1, numbers);
  std::size_t number = 0;
  for (auto& [counts, its_number] : numbers) its_number = number++;
  StateSpace space;
  space.states = numbers.size();
  for (const auto& [counts, its_number] : numbers) {
    space.begin_row();
    long sum = 0;
    for (const long x : counts) sum += x;
    double fires = 0;
    Past next(counts.begin() + (counts.empty() ? 0 : 1), counts.end());
    if (!counts.empty()) next.push_back(0);
    for (std::size_t i = 0; i < law.probability.size(); ++i) {
      const long x = law.lowest + static_cast<long>(i);
      if (sum + x >= chart.limit) {
        fires += law.probability[i];
        continue;
      }
      if (!next.empty()) next.back() = x;
      space.add(numbers.at(next), law.probability[i]);
    }
    space.fires.push_back(fires);
  }
  space.end_rows();
  return space;
}

}  // namespace premortem
