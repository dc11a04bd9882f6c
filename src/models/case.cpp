#include "premortem/models/case.hpp"

#include <algorithm>
#include <tuple>

#include "premortem/core/iso_date.hpp"

namespace premortem {

std::optional<double> CaseOption::metric(std::string_view metric_name) const {
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.first == metric_name; });
  return found == metrics.end() ? std::nullopt : std::optional(found->second);
}

namespace {

/// The latest of some days; empty where none is stated.
std::string latest_of(const std::vector<std::int32_t>& days) {
  const auto latest = std::max_element(days.begin(), days.end());
  return latest == days.end() || *latest == WindowRows::no_day ? "" : iso_date(*latest);
}

}  // namespace

std::optional<std::string> Case::latest_date() const {
  std::string latest = history.empty() ? "" : history.back().date;
  for (const auto& h : hypotheses) latest = std::max(latest, h.checked);  // ISO dates compare as text
  if (predictions) latest = std::max(latest, latest_of(predictions->date));
  for (const auto* window : {reference.get(), current.get()})
    if (window) latest = std::max(latest, latest_of(window->date));
  return latest.empty() ? std::nullopt : std::optional(latest);
}

bool same_but_for_leaves(const Case& a, const Case& b) {
  const auto stated = [](const Case& c) {
    return std::tie(c.title, c.path, c.feature, c.failure_modes, c.gates, c.options, c.rollout, c.monitors, c.history, c.demand, c.learning, c.hypotheses, c.interventions,
                    c.floors, c.events, c.training, c.quantities, c.outputs, c.correlations);
  };
  const auto rows = [](const Case& c) { return std::tie(c.reference, c.current, c.predictions, c.latency, c.latency_samples); };
  const auto same_name = [](const Leaf& x, const Leaf& y) { return x.name == y.name; };
  return rows(a) == rows(b) && stated(a) == stated(b) && std::equal(a.leaves.begin(), a.leaves.end(), b.leaves.begin(), b.leaves.end(), same_name);
}

}  // namespace premortem
