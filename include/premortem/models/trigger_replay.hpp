#pragma once
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/history.hpp"
#include "premortem/models/trigger_design.hpp"

namespace premortem {

/// What hindsight says of an alarm: the checks that follow it, as many as the rule needs to notice the bad level 9 times in
/// 10 (3 to 50), lie on average nearer to the bad level, nearer to the baseline, or are fewer than 3. An alarm that is false
/// by this, and followed in its stretch by one that is true, is true as well if the failure most likely had begun by then: the
/// checks from it up to any one between the two are on average no nearer to the baseline. Else a new stretch begins there.
enum class Hindsight { real, by_chance, undecided };

std::string_view name_of(Hindsight hindsight);

struct ReplayedAlarm {
  std::string date;
  Place place;
  double level = 0;  ///< the metric's value at that check
  Hindsight hindsight = Hindsight::undecided;
  std::size_t repeats = 0;  ///< further alarms while the same stretch went on
};

/// A rule run over real history, begun anew after each alarm.
struct Replay {
  std::size_t checks = 0;
  std::string first_date, last_date;
  std::vector<ReplayedAlarm> alarms;
  std::size_t missed = 0;    ///< stretches of so many checks at the bad level or beyond on average, without an alarm in or just before
  bool fires_now = false;    ///< the rule's condition holds at the last check
  std::optional<double> days_apart;  ///< median of the days between rows; absent with fewer than two
  std::size_t rounded = 0;   ///< checks whose share or rate is no whole number of what it counts
  std::optional<double> days_old;  ///< from the last check to today, where today is later
  std::size_t scaled = 0;    ///< checks with another number of items than the monitor says, whose counts were scaled
};

/// @param history  the points of the monitor's metric and cohort, ascending by date, one check each
/// @param today    ISO date; absent: the last of the history
Replay replayed(const Monitor& monitor, const TriggerCandidate& rule, std::span<const HistoryPoint> history, double exposure,
                const std::optional<std::string>& today = {});

/// Whether the last check is older than three of them and the lag of labels, and more than a day: it says nothing of today.
bool is_stale(const Monitor& monitor, const Replay& replay);

}  // namespace premortem
