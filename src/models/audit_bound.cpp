#include "premortem/models/audit_bound.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {

std::optional<AuditBound> audit_bound(const PassedAudit& audit, double confidence) {
  const bool whole = std::floor(audit.passed) == audit.passed && std::isfinite(audit.passed) && audit.caught.value_or(0) >= 0;
  if (!whole || audit.audited < 0 || audit.found < 0 || audit.audited > audit.passed || audit.found > audit.audited)
    throw DomainError(fmt::format("audit_bound(passed={}, audited={}, found={}): whole counts with found <= audited <= passed are needed", audit.passed, audit.audited, audit.found));
  if (audit.audited == 0) return std::nullopt;
  AuditBound bound;
  bound.missed_about = audit.passed * (audit.found / audit.audited);
  bound.missed_at_most = std::min(audit.passed * clopper_pearson_upper(audit.found, audit.audited, confidence), audit.passed - audit.audited + audit.found);
  if (audit.caught && *audit.caught + bound.missed_at_most > 0) bound.recall_at_least = *audit.caught / (*audit.caught + bound.missed_at_most);
  return bound;
}

}  // namespace premortem
