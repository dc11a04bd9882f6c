#include "premortem/models/review_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/models/erlang.hpp"

namespace premortem {
namespace {

void require_positive(const char* name, double x) {
  if (!(x > 0 && std::isfinite(x))) throw DomainError(fmt::format("{} = {}: it must be positive and finite", name, x));
}

void require_not_negative(const char* name, double x) {
  if (!(x >= 0 && std::isfinite(x)))
    throw DomainError(fmt::format("{} = {}: it must be finite and not negative", name, x));
}

/// The load in Erlang, after the checks.
double offered_by(const ReviewTeam& team, double arrivals_per_hour) {
  require_team(team);
  require_not_negative("arrivals per hour", arrivals_per_hour);
  return arrivals_per_hour * team.review_minutes / 60;
}

/// Refuses what nobody could serve, with the numbers a reader can act on.
void require_steady(const ReviewTeam& team, double arrivals_per_hour, double offered) {
  if (team.patience_minutes || offered < team.reviewers) return;
  const double most = reviews_per_hour(team), growth = backlog_growth_per_hour(team, arrivals_per_hour);
  const auto who = team.reviewers == 1 ? "1 reviewer finishes" : fmt::format("{} reviewers finish", team.reviewers);
  const auto what = growth <= 1e-12 * most
                        ? "by chance the backlog grows without end"
                        : fmt::format("the backlog grows by {:.6g} an hour, {:.6g} in a day of {:g} hours", growth,
                                      growth * team.hours_per_day, team.hours_per_day);
  throw Refusal(
      fmt::format("{:.6g} items come in an hour and {} at most {:.6g}: {}", arrivals_per_hour, who, most, what));
}

double patience(const ReviewTeam& team) { return *team.patience_minutes / team.review_minutes; }

void require_level(Probability level) {
  if (level.value() == 0 || level.value() == 1)
    throw DomainError(fmt::format("a service level of {}: it must lie between 0 and 1", level.value()));
}

/// Whether this many keep the level; with too few for a steady state they do not.
bool keeps(ReviewTeam team, int reviewers, double arrivals, double target, double level) {
  team.reviewers = reviewers;
  if (!team.patience_minutes && offered_by(team, arrivals) >= reviewers) return false;
  return service_level(team, arrivals, target) >= level;
}

}  // namespace

void require_team(const ReviewTeam& team) {
  if (team.reviewers < 1 || team.reviewers > 1'000'000)
    throw DomainError(fmt::format("{} reviewers: from 1 to 1,000,000 can be computed", team.reviewers));
  require_positive("review_minutes", team.review_minutes);
  require_positive("review_hours_per_day", team.hours_per_day);
  if (team.hours_per_day > 24) throw DomainError(fmt::format("a day of {} hours", team.hours_per_day));
  if (!(team.peak_factor >= 1 && std::isfinite(team.peak_factor)))
    throw DomainError(fmt::format("peak_factor = {}: the busiest hour is at least the average one", team.peak_factor));
  if (team.patience_minutes) require_positive("review_patience_minutes", *team.patience_minutes);
}

double peak_arrivals_per_hour(const ReviewTeam& team, double items_per_day) {
  require_team(team);
  require_not_negative("items per day", items_per_day);
  return items_per_day / team.hours_per_day * team.peak_factor;
}

double reviews_per_hour(const ReviewTeam& team) {
  require_team(team);
  return 60 * team.reviewers / team.review_minutes;
}

double backlog_growth_per_hour(const ReviewTeam& team, double arrivals_per_hour) {
  return std::max(0.0, arrivals_per_hour - reviews_per_hour(team));
}

ReviewWait review_wait(const ReviewTeam& team, double arrivals_per_hour) {
  const double offered = offered_by(team, arrivals_per_hour);
  require_steady(team, arrivals_per_hour, offered);
  if (team.patience_minutes) {
    const ErlangA a = erlang_a(team.reviewers, offered, patience(team));
    return {offered * (1 - a.abandoned) / team.reviewers, a.wait_probability, a.mean_wait * team.review_minutes,
            a.abandoned};
  }
  const double waits = erlang_c(team.reviewers, offered);
  return {offered / team.reviewers, waits, waits * team.review_minutes / (team.reviewers - offered), 0};
}

double waits_longer(const ReviewTeam& team, double arrivals_per_hour, double minutes) {
  const double offered = offered_by(team, arrivals_per_hour), t = minutes / team.review_minutes;
  require_steady(team, arrivals_per_hour, offered);
  return team.patience_minutes ? erlang_a_tail(team.reviewers, offered, patience(team), t)
                               : erlang_c_tail(team.reviewers, offered, t);
}

double service_level(const ReviewTeam& team, double arrivals_per_hour, double target_minutes) {
  if (!team.patience_minutes) return 1 - waits_longer(team, arrivals_per_hour, target_minutes);
  const double offered = offered_by(team, arrivals_per_hour);
  return erlang_a_served_within(team.reviewers, offered, patience(team), target_minutes / team.review_minutes);
}

int reviewers_needed(const ReviewTeam& team, double arrivals_per_hour, double target_minutes, Probability level) {
  require_level(level);
  constexpr int most = 1'000'000;
  const auto enough = [&](int c) { return keeps(team, c, arrivals_per_hour, target_minutes, level.value()); };
  int high = 1, low = 0;  // low is too few
  while (!enough(high)) {
    if (high == most)
      throw Refusal(fmt::format("{:.6g} items an hour need more than 1,000,000 reviewers", arrivals_per_hour));
    low = high, high = std::min(most, 2 * high);
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

double most_arrivals_per_hour(const ReviewTeam& team, double target_minutes, Probability level) {
  require_level(level);
  // Nobody serves more than they can do: of more arrivals than that over the level, the rest is too large a share.
  double low = 0, high = reviews_per_hour(team) / (team.patience_minutes ? level.value() : 1);
  for (double middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2)
    (keeps(team, team.reviewers, middle, target_minutes, level.value()) ? low : high) = middle;
  return low;
}

double most_items_per_day(const ReviewTeam& team, double target_minutes, Probability level) {
  return most_arrivals_per_hour(team, target_minutes, level) * team.hours_per_day / team.peak_factor;
}

double harm_in_transit(const ReviewTeam& team, std::span<const double> hourly_arrivals, double harm_per_hour) {
  require_not_negative("the harm an item does in an hour", harm_per_hour);
  double item_hours = 0;
  for (const double arrivals : hourly_arrivals) {
    const ReviewWait wait = review_wait(team, arrivals);
    item_hours += arrivals * (wait.mean_wait_minutes + (1 - wait.stale) * team.review_minutes) / 60;
  }
  return item_hours * harm_per_hour;
}

}  // namespace premortem
