#pragma once
#include <string>
#include <vector>

#include "premortem/models/latency_preset.hpp"

namespace premortem::cli {

/// The published curves of latency against abandonment that are compiled in.
const std::vector<LatencyPreset>& presets();

/// @throws UsageError if none has that name, with the nearest; Refusal if it is of other people and that was not accepted, or has
/// no curve
LatencyPreset preset_named(const std::string& name, bool other_population_accepted);

}  // namespace premortem::cli
