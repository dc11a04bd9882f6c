#include "analysis/tradeoff_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr double default_level = 0.8, default_target_minutes = 5;

struct Target {
  double minutes, level;
};
Target target_of(CaseAmounts& amounts) {
  return {amounts.point("review_target_minutes").value_or(default_target_minutes), amounts.share("review_service_level").value_or(default_level)};
}

void fill_wait(const ReviewTeam& team, double arrivals, const Target& target, QueueReading& q) {
  q.target_minutes = target.minutes, q.service_level = target.level;
  q.needed = reviewers_needed(team, arrivals, target.minutes, Probability(target.level));
  q.most_per_day = most_items_per_day(team, target.minutes, Probability(target.level));
  q.overloaded = !team.patience_minutes && arrivals >= reviews_per_hour(team);
  if (q.overloaded) {
    q.backlog_per_day = backlog_growth_per_hour(team, q.items_per_day / team.hours_per_day) * team.hours_per_day;
    return;
  }
  const auto wait = review_wait(team, arrivals);
  q.wait_probability = wait.wait_probability;
  q.mean_wait_minutes = wait.mean_wait_minutes;
  q.within_target = service_level(team, arrivals, target.minutes);
  if (team.patience_minutes) q.abandoned = wait.stale;
}

}  // namespace

std::optional<ReviewTeam> review_team(CaseAmounts& amounts) {
  const auto reviewers = amounts.point("reviewers"), minutes = amounts.point("review_minutes");
  if (!reviewers || !minutes) return std::nullopt;
  if (*reviewers != std::floor(*reviewers)) throw Refusal(fmt::format("reviewers ({}) must be a whole number", to_string(amounts.leaf("reviewers")->place)));
  ReviewTeam team;
  team.reviewers = static_cast<int>(*reviewers);
  team.review_minutes = *minutes;
  team.hours_per_day = amounts.point("review_hours_per_day").value_or(24);
  team.peak_factor = amounts.point("peak_factor").value_or(1);
  team.patience_minutes = amounts.point("review_patience_minutes");
  return team;
}

std::optional<double> review_capacity(CaseAmounts& amounts) {
  const auto stated = amounts.point("review_capacity_per_day");
  const auto team = review_team(amounts);
  if (!team) return stated;
  const auto target = target_of(amounts);
  const double most = most_items_per_day(*team, target.minutes, Probability(target.level));
  return stated ? std::min(*stated, most) : most;
}

QueueReading review_queue(CaseAmounts& amounts, std::optional<double> items_per_day) {
  QueueReading q;
  const auto team = review_team(amounts);
  if (!team) q.why = "no reviewers are stated; add reviewers and review_minutes to assumptions.csv";
  else if (!items_per_day) q.why = "how many items are sent to review a day is not known; it takes volume_per_day and a review band, an option's review_share or a confidence_limit";
  else if (*items_per_day == 0) q.why = "nothing is sent to review";
  if (!q.why.empty()) return q;
  q.items_per_day = *items_per_day;
  q.items_per_hour = peak_arrivals_per_hour(*team, *items_per_day);
  q.minutes_per_item = team->review_minutes;
  q.reviewers = team->reviewers;
  q.load = q.items_per_hour * team->review_minutes / 60;
  fill_wait(*team, q.items_per_hour, target_of(amounts), q);
  return q;
}

}  // namespace premortem
