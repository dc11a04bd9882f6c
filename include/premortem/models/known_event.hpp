#pragma once
#include <string>

#include "premortem/core/place.hpp"

namespace premortem {

/// release and retrain begin a new stretch of a metric's path; policy and holiday only widen what may come.
enum class EventKind { release, retrain, holiday, policy, other };

/// events.csv: something that is known to happen, or to have happened, on a date; it may lie in the future.
struct KnownEvent {
  std::string date;  ///< ISO
  std::string event;
  EventKind kind = EventKind::other;
  Place place;
  bool operator==(const KnownEvent&) const = default;
};

}  // namespace premortem
