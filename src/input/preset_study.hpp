#pragma once
#include <array>
#include <optional>
#include <vector>

#include "premortem/input/table.hpp"
#include "premortem/models/latency_preset.hpp"

namespace premortem {

/// Where the curve of a study comes from.
enum class PresetEffect { curve, points, none };

/// A row of presets.csv while points.csv and parameters.csv are still to come.
struct PresetStudy {
  LatencyPreset preset;  ///< its curve has no steps and parameters yet
  std::optional<PresetEffect> effect;  ///< absent where the row has errors: its other rows are not judged
  TableRow row;
};

/// Every row that has a name, also one with errors.
std::vector<PresetStudy> read_preset_studies(const Table& table, Diagnostics& diagnostics);
void read_preset_points(const Table& table, std::vector<PresetStudy>& studies, Diagnostics& diagnostics);
void read_preset_parameters(const Table& table, std::vector<PresetStudy>& studies, Diagnostics& diagnostics);

/// The study that a row belongs to; null, and reported, if there is none or it takes no such rows; null alone if it has errors.
PresetStudy* study_of(const TableRow& row, PresetEffect effect, std::vector<PresetStudy>& studies, Diagnostics& diagnostics);

/// A number in strict notation; absent and reported if it is none, also where the cell is empty.
std::optional<double> preset_number(const TableCell& cell, const char* column, Diagnostics& diagnostics);

}  // namespace premortem
