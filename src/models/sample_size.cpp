#include "premortem/models/sample_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/acceptance_sampling.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double least_rate = 1e-12, most_events = 1e6, most_rows = 1e15;

void require_that(bool holds, const char* name, double value, const char* domain) {
  if (!holds) throw DomainError(fmt::format("sample size: {} {} is not {}", name, value, domain));
}

void require_open(const char* name, double value) { require_that(value > 0 && value < 1, name, value, "in (0, 1)"); }

bool is_whole(double x) { return std::floor(x) == x && std::isfinite(x); }

/// Rounded up, where a quotient that is whole but for its rounding counts as whole.
double rounded_up(double x) {
  const double nearest = std::round(x);
  return std::abs(x - nearest) <= 1e-12 * std::abs(x) ? nearest : std::ceil(x);
}

}  // namespace

double trials_to_see_one(double rate, double confidence) { return trials_to_bound(0, rate, confidence); }

double trials_to_bound(double events, double limit, double confidence) {
  require_that(is_whole(events) && events >= 0 && events <= most_events, "events", events, "a whole number from 0 to 1e6");
  require_that(limit >= least_rate && limit < 1, "rate", limit, "in [1e-12, 1)");
  require_open("confidence", confidence);
  return trials_needed(events, limit, 1 - confidence);
}

double smallest_rate_shown(double trials, double confidence) {
  require_that(is_whole(trials) && trials >= 1, "trials", trials, "a whole number >= 1");
  require_open("confidence", confidence);
  return -std::expm1(std::log1p(-confidence) / trials);
}

double agreement_at_least(double agreed, double asked, double confidence) {
  require_that(is_whole(asked) && asked >= 1, "asked", asked, "a whole number >= 1");
  require_that(is_whole(agreed) && agreed >= 0 && agreed <= asked, "agreed", agreed, "a whole number from 0 to all that were asked");
  require_open("confidence", confidence);
  return agreed == 0 ? 0 : beta_quantile(agreed, asked - agreed + 1, 1 - confidence);
}

TwoArmSize two_arm_size(const TwoArmTest& test) {
  const double p1 = test.baseline, p2 = test.baseline + test.lift, mean = (p1 + p2) / 2;
  require_open("baseline", p1);
  require_open("baseline + lift", p2);
  require_that(test.lift != 0, "lift", test.lift, "other than 0");
  require_open("level", test.level);
  require_that(test.power > test.level / 2 && test.power < 1, "power", test.power, "above half the level and below 1");
  const double root = normal_upper_quantile(0, 1, test.level / 2) * std::sqrt(2 * mean * (1 - mean)) + normal_quantile(0, 1, test.power) * std::sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  if (!(root > 0)) throw DomainError(fmt::format("sample size: a power of {} is too near to the level {} for the formula", test.power, test.level));
  TwoArmSize size;
  size.per_arm = std::max(2.0, std::ceil(root / test.lift * (root / test.lift)));
  require_that(size.per_arm <= most_rows, "rows per arm", size.per_arm, "at most 1e15");
  constexpr double usual_least = 10;
  const double least = size.per_arm * std::min({p1, 1 - p1, p2, 1 - p2});
  if (least < usual_least) size.caution = fmt::format("only {:.2g} events or non-events are expected in an arm: the normal formula is rough there", least);
  return size;
}

double design_effect(double rows_per_user, double correlation) {
  require_that(rows_per_user >= 1 && std::isfinite(rows_per_user), "rows per user", rows_per_user, ">= 1");
  require_that(correlation >= 0 && correlation <= 1, "correlation", correlation, "in [0, 1]");
  return 1 + (rows_per_user - 1) * correlation;
}

ExperimentDuration experiment_duration(double per_arm, const ExperimentTraffic& t) {
  require_that(per_arm >= 1 && std::isfinite(per_arm), "rows per arm", per_arm, ">= 1");
  require_that(t.rows_per_day > 0 && std::isfinite(t.rows_per_day), "rows per day", t.rows_per_day, "above 0");
  require_that(t.arm_share > 0 && t.arm_share <= 0.5, "arm share", t.arm_share, "in (0, 0.5]");
  ExperimentDuration d;
  d.rows_per_arm = rounded_up(per_arm * design_effect(t.rows_per_user, t.correlation));
  double days = d.rows_per_arm / (t.rows_per_day * t.arm_share);
  if (t.retrain_every_days) {
    require_that(*t.retrain_every_days > 0 && std::isfinite(*t.retrain_every_days), "days between retrainings", *t.retrain_every_days, "above 0");
    days = rounded_up(days / *t.retrain_every_days) * *t.retrain_every_days;
  }
  d.weeks = std::max(1.0, rounded_up(days / 7));
  d.days = 7 * d.weeks;
  if (t.retrain_every_days) d.retrain_cycles = std::floor(d.days / *t.retrain_every_days * (1 + 1e-12));
  return d;
}

}  // namespace premortem
