#pragma once
#include <span>
#include <string>

#include "premortem/models/frozen_hypotheses.hpp"

namespace premortem {

/// SHA-256 of the frozen text of a hypothesis, 64 lower-case hexadecimal digits; what `sha256sum` says of that text.
std::string hypothesis_hash(const Hypothesis& hypothesis);

/// One hash of several hypotheses: SHA-256 of their hashes in ascending order, each followed by a line feed. The order of
/// the rows does not show; one more, one less or another changes it.
std::string combined_hash(std::span<const FrozenHypothesis> hypotheses);

/// The hypotheses of a case that can still be frozen, hashed; and the others, each with its reason.
/// @param as_of  ISO date
FrozenRecord frozen_record(std::span<const Hypothesis> hypotheses, const std::optional<std::string>& as_of);

/// Reports every hypothesis of a record whose hash is not that of its cells, and a combined hash that is not theirs.
void check_hashes(const FrozenRecord& record, Diagnostics& diagnostics);

}  // namespace premortem
