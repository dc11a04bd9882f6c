#include <fmt/format.h>

#include <cmath>

#include "models/curve_average.hpp"
#include "models/step_average.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/expected_abandonment.hpp"

namespace premortem {
namespace {

void require_worth(double accuracy, double value, double error_cost) {
  if (!(accuracy >= 0 && accuracy <= 1)) throw DomainError(fmt::format("an accuracy of {} does not lie within 0 and 1", accuracy));
  if (!(value >= 0) || !std::isfinite(value)) throw DomainError(fmt::format("a right answer cannot be worth {}: a finite value of at least 0 is needed", value));
  if (!(error_cost >= 0) || !std::isfinite(error_cost)) throw DomainError(fmt::format("a wrong answer cannot cost {}: a finite cost of at least 0 is needed", error_cost));
}

/// 0.1 dE[A(kL)]/d ln k at k = 1. A curve of steps has no derivative: there it is the rise from k = e^-.05 to e^.05.
double rise_per_10pct(const AbandonmentCurve& curve, const LatencyDistribution& latency) {
  if (curve.family != CurveFamily::kaplan_meier) return 0.1 * curve_average(curve, latency, 0, Averaged::by_log).by_log;
  const auto at = [&](double ln_k) { return step_average(curve, scaled(latency, std::exp(ln_k)), 0).value; };
  return at(.05) - at(-.05);
}

void require_share(const char* what, double share) {
  if (!(share >= 0 && share <= 1)) throw DomainError(fmt::format("{} of {} does not lie within 0 and 1", what, share));
}

}  // namespace

ExchangeRate exchange_rate(const AbandonmentCurve& curve, const LatencyDistribution& latency, double accuracy, double value, double error_cost) {
  require_worth(accuracy, value, error_cost);
  ExchangeRate rate;
  const double session = accuracy * value - (1 - accuracy) * error_cost, leaving = expected_abandonment_later(curve, latency, 0);
  if (value == 0 && error_cost == 0) {
    rate.why = "neither a right answer nor a wrong one has a value, so accuracy buys nothing";
  } else if (!(session > 0)) {
    rate.why = fmt::format("a session is not worth keeping: at an accuracy of {} its right answers are worth {:.6g} and its wrong ones cost {:.6g}", percent_text(accuracy, Rounding::nearest), accuracy * value,
                           (1 - accuracy) * error_cost);
  } else if (leaving >= 1) {
    rate.why = "everybody leaves, so accuracy buys nothing";
  } else {
    const double points_a_share = 100 * session / ((1 - leaving) * (value + error_cost));
    rate.points_per_10pct = points_a_share * rise_per_10pct(curve, latency);
    constexpr double later_ms = 100;
    rate.points_per_100ms = points_a_share * (expected_abandonment_later(curve, latency, later_ms) - leaving);
  }
  return rate;
}

double retention_with(double retention, double churn_per_abandonment, double abandonment) {
  require_share("a retention", retention);
  require_share("a churn per abandonment", churn_per_abandonment);
  require_share("an abandonment", abandonment);
  return retention * (1 - churn_per_abandonment * abandonment);
}

double lifetime_value(double margin, double retention, double discount_rate) {
  require_share("a retention", retention);
  if (!std::isfinite(margin) || !std::isfinite(discount_rate) || !(discount_rate > retention - 1))
    throw DomainError(fmt::format("a margin of {} a period at a retention of {} and a discount rate of {} has no finite value", margin, retention, discount_rate));
  return margin * retention / (1 + discount_rate - retention);
}

}  // namespace premortem
