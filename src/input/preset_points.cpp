#include <fmt/format.h>

#include <map>

#include "input/preset_study.hpp"

namespace premortem {
namespace {

/// A share at a latency, after those before it; absent and reported if it is out of range or order.
std::optional<CurveStep> read_point(const TableRow& row, const std::vector<CurveStep>& before, Diagnostics& diagnostics) {
  const auto at = row.cell("latency_ms"), share = row.cell("abandonment");
  const auto latency = preset_number(at, "latency_ms", diagnostics), value = preset_number(share, "abandonment", diagnostics);
  if (!latency || !value) return std::nullopt;
  if (*latency < 0) diagnostics.error(at.place, "range", fmt::format("latency_ms is \"{}\", expected 0 or more", at.text), "");
  else if (*value < 0 || *value > 1) diagnostics.error(share.place, "probability", fmt::format("abandonment is \"{}\", expected a share from 0 to 1", share.text), "write 25% as 0.25");
  else if (!before.empty() && *latency <= before.back().latency_ms)
    diagnostics.error(at.place, "points", fmt::format("latency_ms is \"{}\", not above the {:.12g} of the row before", at.text, before.back().latency_ms), "write the rows of a preset in the order of their latency, each once");
  else if (!before.empty() && *value < before.back().value)
    diagnostics.error(share.place, "points", fmt::format("abandonment is \"{}\", below the {:.12g} of a shorter latency", share.text, before.back().value), "a preset that falls says nothing of slowness; check the source");
  else {
    CurveStep step;
    step.latency_ms = *latency;
    step.value = *value;
    return step;
  }
  return std::nullopt;
}

/// A straight line between the points. No counts are known: the steps keep limits of 0 and 1.
void finish(PresetStudy& study, std::vector<CurveStep> steps, Diagnostics& diagnostics) {
  if (steps.size() < 2 || !(steps.back().value > steps.front().value)) {
    diagnostics.error(study.row.cell("preset").place, "points", fmt::format("the points of \"{}\" show no rise: points.csv has {} of it", study.preset.name, steps.size()), "write two or more that rise, or effect none with its reason");
    return;
  }
  AbandonmentCurve curve;
  curve.family = CurveFamily::isotonic;
  curve.data = LatencyData::published;
  curve.low_ms = steps.front().latency_ms;
  curve.high_ms = steps.back().latency_ms;
  curve.steps = std::move(steps);
  study.preset.low_ms = curve.low_ms;
  study.preset.high_ms = curve.high_ms;
  study.preset.curve = std::move(curve);
}

}  // namespace

void read_preset_points(const Table& table, std::vector<PresetStudy>& studies, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  std::map<const PresetStudy*, std::vector<CurveStep>> steps;
  for (const auto& row : table.rows)
    if (const auto* study = study_of(row, PresetEffect::points, studies, diagnostics))
      if (const auto step = read_point(row, steps[study], diagnostics)) steps[study].push_back(*step);
  if (diagnostics.error_count() != errors) return;  // points that are missing were refused above
  for (auto& study : studies)
    if (study.effect == PresetEffect::points) finish(study, steps[&study], diagnostics);
}

}  // namespace premortem
