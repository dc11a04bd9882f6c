#pragma once
#include <optional>

#include "premortem/models/monitor.hpp"
#include "premortem/statistics/running_chart.hpp"

namespace premortem {

/// A monitor's rule fed check by check, as a monitoring system runs it; one with `phi` is fed what the last check leaves
/// unexplained, and the first check as it is.
class RunningRule {
 public:
  RunningRule(const Monitor& monitor, const TriggerRule& rule, double exposure);

  /// @param x  a check in the units of check_at
  /// @return true where the rule's condition holds after it
  bool feed(double x);
  /// Begins anew, but for the last check, which happened.
  void restart() { chart_.restart(); }

 private:
  std::optional<double> phi_, last_;
  RunningChart chart_;
};

}  // namespace premortem
