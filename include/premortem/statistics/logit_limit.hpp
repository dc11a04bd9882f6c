#pragma once

namespace premortem {

/// The share z standard errors away on the logit scale, by the delta method: logit(x) = logit(share) + z se / (share (1 - share)).
/// It stays within (0, 1), or at the end that a large z rounds to.
/// @param share  in (0, 1)
/// @param se     standard error of the share, >= 0
/// @throws DomainError outside that domain
double logit_limit(double share, double se, double z);

}  // namespace premortem
