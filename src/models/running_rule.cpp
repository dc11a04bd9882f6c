#include "premortem/models/running_rule.hpp"

#include <cmath>

namespace premortem {

RunningRule::RunningRule(const Monitor& monitor, const TriggerRule& rule, double exposure) : phi_(rule.parameter("phi")), chart_(chart_of(monitor, rule, exposure)) {}

bool RunningRule::feed(double x) {
  const double unexplained = phi_ && last_ ? (x - *phi_ * *last_) / std::sqrt(1 - *phi_ * *phi_) : x;
  last_ = x;
  return chart_.feed(unexplained);
}

}  // namespace premortem
