#pragma once
#include <string>

#include "premortem/models/frozen_hypotheses.hpp"
#include "premortem/report/run.hpp"

namespace premortem {

/// What `journal --freeze` writes: every frozen cell of each hypothesis with its hash, the hash of all, and the
/// hypotheses that came too late.
std::string frozen_record_json(const FrozenRecord& record, const Case& subject, const Run& run);

/// Reads such a text. Its hashes are taken as they stand: whether they are those of the cells is for the caller to check.
/// @param file  as messages name it
/// @throws InputError, with every finding: no JSON, not a record, a cell that is missing or impossible, an id twice
FrozenRecord read_frozen_record(const std::string& text, const std::string& file);

}  // namespace premortem
