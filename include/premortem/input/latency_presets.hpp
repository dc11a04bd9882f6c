#pragma once
#include <string_view>
#include <vector>

#include "premortem/core/diagnostic.hpp"
#include "premortem/models/latency_preset.hpp"

namespace premortem {

/// The text of the three files of models/latency.
struct LatencyPresetTexts {
  std::string_view presets;     ///< presets.csv: a study a row
  std::string_view points;      ///< points.csv: the shares of a study that prints shares
  std::string_view parameters;  ///< parameters.csv: the estimates of a study that was fitted, and their covariance
};

/// The studies in the order of presets.csv; none where there are errors. Each has a population, a source, a date and a caveat,
/// and either a curve that rises or the reason why it has none. Errors name the place in models/latency.
/// Codes: those of read_table and of cells, and `missing_cell`, `duplicate`, `spelling`, `population`, `effect`, `data`, `family`,
/// `not_used`, `range`, `preset` (a row of no preset, or of one that takes no such rows), `parameter`, `points`, `covariance`.
std::vector<LatencyPreset> read_latency_presets(const LatencyPresetTexts& texts, Diagnostics& diagnostics);

}  // namespace premortem
