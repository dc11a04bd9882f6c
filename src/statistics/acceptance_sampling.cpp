#include "premortem/statistics/acceptance_sampling.hpp"

#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double most_trials = 1e12;

void require_test(const char* function, double limit, double delta) {
  require(limit > 0 && limit < 1 && delta > 0 && delta < 1, function, {{"limit", limit}, {"delta", delta}},
          "limit and delta must lie in (0, 1)");
}

/// The least whole number above `no` that holds, where everything from some number on does; doubles, then halves.
template <class Holds>
double least_that_holds(double no, Holds holds) {
  double yes = no + 1;
  for (double step = 1; !holds(yes); step *= 2) no = yes, yes += step;
  while (yes - no > 1) {
    const double middle = std::floor(no + (yes - no) / 2);
    (holds(middle) ? yes : no) = middle;
  }
  return yes;
}

}  // namespace

std::optional<double> acceptance_number(double trials, double limit, double delta) {
  require_test("acceptance_number", limit, delta);
  require(trials >= 0 && std::floor(trials) == trials && std::isfinite(trials), "acceptance_number",
          {{"trials", trials}}, "whole trials >= 0 are needed");
  const double too_many =
      least_that_holds(-1, [&](double events) { return binomial_cdf(trials, limit, events) > delta; });
  return too_many == 0 ? std::nullopt : std::optional(too_many - 1);
}

double trials_needed(double events, double limit, double delta) {
  require_test("trials_needed", limit, delta);
  require(events >= 0 && std::floor(events) == events && events <= most_trials, "trials_needed", {{"events", events}},
          "whole events from 0 to 1e12 are needed");
  return least_that_holds(events, [&](double trials) { return binomial_cdf(trials, limit, events) <= delta; });
}

std::optional<double> trials_needed_at_rate(double rate, double limit, double delta) {
  require_test("trials_needed_at_rate", limit, delta);
  require_probability("trials_needed_at_rate", "rate", rate);
  if (rate == 0) return trials_needed(0, limit, delta);
  if (rate >= limit) return std::nullopt;
  // The share of events that is let pass rises with their number, towards the limit itself.
  const auto seen_as_often = [&](double events) { return events >= rate * trials_needed(events, limit, delta); };
  const auto within_reach = [&](double events) { return events > rate * most_trials || seen_as_often(events); };
  const double events = least_that_holds(-1, within_reach);
  if (events > rate * most_trials) return std::nullopt;
  const double trials = trials_needed(events, limit, delta);
  return trials > most_trials ? std::nullopt : std::optional(trials);
}

}  // namespace premortem
