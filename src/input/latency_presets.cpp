#include "premortem/input/latency_presets.hpp"

#include "input/preset_study.hpp"

namespace premortem {
namespace {

constexpr bool required = true;

FileSchema presets_schema() {
  return {"presets.csv", "published studies of latency and abandonment",
          {{"preset", required}, {"population", required}, {"measured", required}, {"randomised", required}, {"effect", required},
           {"data"}, {"family"}, {"no_effect"}, {"low_ms"}, {"high_ms"}, {"sessions"}, {"date", required}, {"entered", required},
           {"source", required}, {"caveat", required}}};
}

FileSchema points_schema() {
  return {"points.csv", "the shares that studies print",
          {{"preset", required}, {"latency_ms", required}, {"abandonment", required}, {"as_stated"}}};
}

FileSchema parameters_schema() {
  return {"parameters.csv", "estimates of fitted curves and their covariances",
          {{"preset", required}, {"parameter", required}, {"with", required}, {"value", required}}};
}

Table read_preset_table(std::string_view text, const FileSchema& schema, Diagnostics& diagnostics) {
  return read_table(text, "models/latency/" + schema.file, schema, {}, diagnostics);
}

}  // namespace

std::vector<LatencyPreset> read_latency_presets(const LatencyPresetTexts& texts, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  const auto presets = read_preset_table(texts.presets, presets_schema(), diagnostics);
  const bool names_known = diagnostics.error_count() == errors;  // else every other row would belong to no preset
  auto studies = read_preset_studies(presets, diagnostics);
  const auto points = read_preset_table(texts.points, points_schema(), diagnostics);
  const auto parameters = read_preset_table(texts.parameters, parameters_schema(), diagnostics);
  if (names_known) {
    read_preset_points(points, studies, diagnostics);
    read_preset_parameters(parameters, studies, diagnostics);
  }
  std::vector<LatencyPreset> read;
  if (diagnostics.error_count() != errors) return read;
  for (auto& study : studies) read.push_back(std::move(study.preset));
  return read;
}

}  // namespace premortem
