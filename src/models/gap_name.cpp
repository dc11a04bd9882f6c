#include "premortem/models/feature_drift.hpp"

namespace premortem {

std::string gap_name(GapKind kind) {
  switch (kind) {
    case GapKind::weekdays_missing: return "weekdays_missing";
    case GapKind::constant_now: return "constant_now";
    case GapKind::stale: return "stale";
    case GapKind::new_words: return "new_words";
    case GapKind::lost_words: return "lost_words";
    case GapKind::unsupported: return "unsupported";
    case GapKind::more_missing: return "more_missing";
    case GapKind::feature_lost: return "feature_lost";
    case GapKind::feature_new: return "feature_new";
    case GapKind::type_changed: return "type_changed";
  }
  return "";
}

}  // namespace premortem
