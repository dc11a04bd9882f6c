#pragma once
#include <optional>
#include <span>

#include "premortem/core/probability.hpp"

namespace premortem {

/// People who review items that come at random, first come first served; Erlang-C, or Erlang-A where items go stale.
struct ReviewTeam {
  int reviewers = 1;
  double review_minutes = 1;               ///< mean time of one review, exponential
  double hours_per_day = 24;               ///< on which items come and are reviewed
  double peak_factor = 1;                  ///< arrivals of the busiest hour over the average hour's
  std::optional<double> patience_minutes;  ///< mean time until a waiting item is stale and leaves; absent: all wait
};

/// @throws DomainError unless reviewers are 1 to 1,000,000, times are positive and finite, hours_per_day is at most 24
/// and peak_factor is at least 1; every function below does
void require_team(const ReviewTeam& team);

/// Arrivals in the busiest hour: items_per_day / hours_per_day * peak_factor.
double peak_arrivals_per_hour(const ReviewTeam& team, double items_per_day);

/// Reviews that the team can finish in an hour of work without a pause: 60 reviewers / review_minutes.
double reviews_per_hour(const ReviewTeam& team);

/// By how much the backlog grows in an hour with these arrivals: 0 below reviews_per_hour.
double backlog_growth_per_hour(const ReviewTeam& team, double arrivals_per_hour);

struct ReviewWait {
  double utilisation = 0;  ///< share of the reviewers' time
  double wait_probability = 0;
  double mean_wait_minutes = 0;  ///< of all items
  double stale = 0;              ///< share that leaves unreviewed; 0 without patience
};

/// The steady state at these arrivals; an hour is taken as long enough to reach it.
/// @throws Refusal without patience if arrivals reach what the team can do; it says how the backlog grows
ReviewWait review_wait(const ReviewTeam& team, double arrivals_per_hour);

/// P(W > minutes), of all items. @throws as review_wait
double waits_longer(const ReviewTeam& team, double arrivals_per_hour, double minutes);

/// Share of items whose review begins within the target. @throws as review_wait
double service_level(const ReviewTeam& team, double arrivals_per_hour, double target_minutes);

/// The fewest reviewers that serve this share within the target; the team's own number is not used.
/// @param level  in (0, 1)
/// @throws Refusal if 1,000,000 do not
int reviewers_needed(const ReviewTeam& team, double arrivals_per_hour, double target_minutes, Probability level);

/// The most arrivals an hour of which this share is served within the target, by bisection to the last bit (the
/// service level falls as more come); the returned number itself still is. With 0 minutes, of which nobody waits.
/// @param level  in (0, 1)
double most_arrivals_per_hour(const ReviewTeam& team, double target_minutes, Probability level);

/// The same in items a day whose busiest hour keeps the level: the capacity of a review band.
double most_items_per_day(const ReviewTeam& team, double target_minutes, Probability level);

/// Harm while items wait and are reviewed: sum over hours of arrivals * (mean wait + review time) * hazard, which is
/// Little's number of items in the team's hands times the harm an item does in an hour. Each hour is taken by itself in
/// its steady state. Stale items count until they leave.
/// @param hourly_arrivals  one number an hour
/// @param harm_per_hour    of one item that is not yet decided, >= 0
/// @return harm over these hours
/// @throws as review_wait, for any of the hours
/// Source: Little (1961), Operations Research 9.
double harm_in_transit(const ReviewTeam& team, std::span<const double> hourly_arrivals, double harm_per_hour);

}  // namespace premortem
