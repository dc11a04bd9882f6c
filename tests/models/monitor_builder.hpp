#pragma once
#include "premortem/models/monitor.hpp"

namespace premortem::testing {

/// A value that is normally 0.92, sd 0.02, and must be noticed at 0.88; one check a day.
inline Monitor value_monitor() {
  Monitor m;
  m.name = "accuracy", m.metric = "accuracy";
  m.baseline = 0.92, m.bad_level = 0.88, m.sd = 0.02;
  return m;
}

/// 400 items a day of which 0.16% are bad, and 0.6% must be noticed; 30,000 exposures a day, 0.3 harmed by each bad one.
inline Monitor count_monitor() {
  Monitor m;
  m.name = "orders", m.metric = "bad orders";
  m.baseline = 0.0016, m.bad_level = 0.006, m.n_per_check = 400;
  m.exposures_per_day = 30'000, m.harm_per_exposure = 0.3;
  return m;
}

/// 1,000 exposures a day of which 2 in 1,000 are events, and 6 in 1,000 must be noticed.
inline Monitor rate_monitor() {
  Monitor m;
  m.name = "cases", m.metric = "cases";
  m.baseline = 0.002, m.bad_level = 0.006;
  m.exposures_per_day = 1'000, m.harm_per_exposure = 1;
  return m;
}

inline TriggerRule rule(RuleKind kind, std::vector<std::pair<std::string, double>> parameters, Sides sides = Sides::one) {
  return {kind, sides, std::move(parameters)};
}

}  // namespace premortem::testing
