#pragma once
#include <optional>

#include "premortem/models/measured_share.hpp"

namespace premortem {

/// What a look at some of the items that passed says about all that passed.
struct PassedAudit {
  double passed = 0;               ///< items not flagged
  double audited = 0;              ///< of them, drawn at random and looked at by people who do not know the score
  double found = 0;                ///< of those, positive
  std::optional<double> caught;    ///< positives among the flagged, where known
};

struct AuditBound {
  double missed_about = 0;                ///< passed x found / audited
  double missed_at_most = 0;              ///< one-sided limit of the false negatives
  std::optional<double> recall_at_least;  ///< caught / (caught + missed_at_most); absent unless `caught` is stated
};

/// FN <= passed x the one-sided Clopper-Pearson upper limit of found of audited, and at most all that were not found
/// negative. Certified for a random audit (drawing without replacement only makes it safer).
/// @return absent where nothing was audited
/// @throws DomainError unless counts are whole with found <= audited <= passed and confidence is in (0, 1)
std::optional<AuditBound> audit_bound(const PassedAudit& audit, double confidence);

}  // namespace premortem
