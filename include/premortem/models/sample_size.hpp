#pragma once
#include <optional>
#include <string>

namespace premortem {

/// How much must be seen. Trials are independent and of one rate; counts are whole numbers. Limits and confidences are one-sided
/// unless it says otherwise.

/// The fewest trials that show at least one event of probability `rate` with the confidence: n >= ln(1 - confidence) / ln(1 - rate).
/// Exact but for the rounding of (1 - rate)^n. 1%, 95%: 299.
/// @param rate        in [1e-12, 1)
/// @param confidence  in (0, 1)
/// @throws DomainError outside that domain
double trials_to_see_one(double rate, double confidence);

/// The fewest trials with which `events` still bound the rate at or below `limit` (Clopper-Pearson). With 0 events the same as
/// trials_to_see_one.
/// @param events  whole, from 0 to 1e6
/// @param limit   in [1e-12, 1)
/// @throws DomainError outside that domain
/// Source: Clopper & Pearson (1934), Biometrika 26.
double trials_to_bound(double events, double limit, double confidence);

/// The smallest rate that `trials` would have shown at least once with the confidence: 1 - (1 - confidence)^(1 / trials), the inverse of
/// trials_to_see_one.
/// @param trials  whole, >= 1
/// @throws DomainError outside that domain
double smallest_rate_shown(double trials, double confidence);

/// What k of n who were asked support: the lower Clopper-Pearson limit of the share that agrees; 0 for none. 5 of 5: 0.5493 at 95%.
/// Of those who could have been asked, not of users at large, unless they were drawn from them.
/// @param agreed  whole, 0 <= agreed <= asked; asked >= 1
/// @throws DomainError outside that domain
double agreement_at_least(double agreed, double asked, double confidence);

/// Two arms of one size, compared by the two-sided z test of two proportions with a pooled variance.
struct TwoArmTest {
  double baseline = 0;  ///< share in control, in (0, 1)
  double lift = 0;      ///< absolute: the share in treatment less that in control, not 0, baseline + lift in (0, 1)
  double power = 0.8;   ///< chance to find it, in (level / 2, 1)
  double level = 0.05;  ///< two-sided, in (0, 1)
};

struct TwoArmSize {
  double per_arm = 0;   ///< whole
  std::string caution;  ///< where fewer than ten events or non-events are expected in an arm and the normal formula is rough
};

/// n = (z(level / 2) sqrt(2 p q) + z(1 - power) sqrt(p1 q1 + p2 q2))^2 / lift^2, p the mean of p1 and p2, rounded up.
/// The formula leaves out that the test may also reject on the wrong side, which matters where the power is barely above the level.
/// @throws DomainError outside the domain of TwoArmTest, or where n passes 1e15
/// Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.2, without continuity correction; R's
/// power.prop.test.
TwoArmSize two_arm_size(const TwoArmTest& test);

/// How many times more rows are needed where a user brings `rows_per_user` that resemble each other: 1 + (m - 1) rho.
/// @param rows_per_user  >= 1
/// @param correlation    within a user, in [0, 1]
/// @throws DomainError outside that domain
/// Source: Kish (1965), Survey Sampling, section 5.4.
double design_effect(double rows_per_user, double correlation);

/// What comes by.
struct ExperimentTraffic {
  double rows_per_day = 0;      ///< of all traffic, > 0
  double arm_share = 0.5;       ///< of it that each of the two arms gets, in (0, 0.5]
  double rows_per_user = 1;     ///< >= 1
  double correlation = 0;       ///< of rows of one user, in [0, 1]
  std::optional<double> retrain_every_days;  ///< > 0
};

struct ExperimentDuration {
  double rows_per_arm = 0;  ///< with the design effect, whole
  double days = 0;          ///< whole weeks
  double weeks = 0;
  std::optional<double> retrain_cycles;  ///< whole ones that fit
};

/// The time until each arm has `per_arm` times the design effect, rounded up to whole retraining cycles, and then to the whole
/// weeks that hold them: every day of the week counts alike, and the rows that are needed come from whole cycles. Where a cycle is not
/// whole weeks, the last days are of the next one.
/// @param per_arm  >= 1
/// @throws DomainError outside the domains
ExperimentDuration experiment_duration(double per_arm, const ExperimentTraffic& traffic);

}  // namespace premortem
